"""Delegates at the desk, for its tests: what is typed, and what came of it."""

from __future__ import annotations

from datetime import datetime

from flask import Flask
from sqlalchemy import select

from conference.db import db, writing
from conference.models import Edition, Message, Registration
from conference.services.importing import import_delegates
from conference.services.placing import set_capacity
from tests.desk.spreadsheets import file_for

PAGE = "/organise/delegates/"

TYPED = {
    "given_name": "Grace",
    "family_name": "Hopper",
    "email": "grace@example.org",
    "organisation": "Airbus",
    "ticket_type": "2",
    "list_consent": "yes",
    "notify": "y",
}


def line(app: Flask, id: int) -> Registration:
    with app.app_context():
        found = db.session.get_one(Registration, id)
        assert all((found.booking, found.ticket_type))
        assert [found.needs, found.visit, found.place, found.replaced_by]
        return found


def letters(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        messages = db.session.scalars(select(Message).order_by(Message.id))
        return [(message.letter.value, message.recipient) for message in messages]


def fill(app: Flask, edition: Edition, people: int, now: datetime) -> None:
    with app.app_context(), writing() as session:
        set_capacity(session, session.get_one(Edition, edition.id), people, now, actor="test")
        import_delegates(session, edition.id, file_for(people), now, actor="test")
