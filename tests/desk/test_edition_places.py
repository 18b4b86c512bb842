"""An edition’s places and ticket types, as organisers set them."""

from __future__ import annotations

from datetime import datetime

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from conference.db import db, writing
from conference.models import Edition, Letter, Message, Registration, TicketType
from conference.services.placing import count
from conference.services.registering import book
from tests.people import request_for, somebody

AT = "/organise/editions/2026"


def full(app: Flask, edition: Edition, now: datetime, waiting: int = 1) -> None:
    """Take all five places and put some more people in line."""
    people = [somebody(number) for number in range(5 + waiting)]
    with app.app_context(), writing() as session:
        book(session, edition.id, request_for(*people, notify=False, join_waiting=True), now)


def ticket_type_id(app: Flask, name: str) -> int:
    with app.app_context():
        return db.session.scalars(select(TicketType.id).filter_by(name=name)).one()


def test_more_places_go_to_those_who_wait(
    app: Flask, organiser: FlaskClient, edition: Edition, now: datetime
) -> None:
    full(app, edition, now, waiting=2)
    answer = organiser.post(f"{AT}/places", data={"capacity": "6"})
    with app.app_context():
        counted = count(db.session(), edition.id)
        letters = list(db.session.scalars(select(Message.letter)))

    assert answer.status_code == 303
    assert (counted.total, counted.offered, counted.waiting, counted.free) == (6, 1, 1, 0)
    assert letters == [Letter.OFFERED]


def test_there_are_never_fewer_places_than_people(
    app: Flask, organiser: FlaskClient, edition: Edition, now: datetime
) -> None:
    full(app, edition, now)
    answer = organiser.post(f"{AT}/places", data={"capacity": "4"})
    with app.app_context():
        counted = count(db.session(), edition.id)

    assert answer.status_code == 422
    assert "5 places are taken or offered" in answer.text
    assert 'value="4"' in answer.text
    assert counted.total == 5


TYPE = {"name": "Press", "description": "For the papers", "category": "press"}


def test_a_ticket_type_is_added_changed_and_removed(
    app: Flask, organiser: FlaskClient, edition: Edition
) -> None:
    organiser.post(f"{AT}/tickets/", data=TYPE | {"is_public": "y"})
    id = ticket_type_id(app, "Press")
    organiser.post(f"{AT}/tickets/{id}", data=TYPE | {"name": "Media"})
    organiser.get(f"{AT}/places")  # shows what was done, once
    page = organiser.get(f"{AT}/places").text
    removed = organiser.post(f"{AT}/tickets/{id}/remove")

    assert "Media" in page
    assert "Press" not in page.replace(">Press</span>", "")  # the category’s mark stays
    assert removed.status_code == 303
    assert "Media: removed." in organiser.get(removed.location).text


def test_a_ticket_type_that_somebody_has_stays(
    app: Flask, organiser: FlaskClient, edition: Edition, now: datetime
) -> None:
    full(app, edition, now)
    id = ticket_type_id(app, "Delegate")
    answer = organiser.post(f"{AT}/tickets/{id}/remove")

    assert answer.status_code == 409
    assert "6 registrations are of this type" in answer.text


def test_two_ticket_types_of_one_name_are_one_too_many(
    organiser: FlaskClient, edition: Edition
) -> None:
    answer = organiser.post(f"{AT}/tickets/", data=TYPE | {"name": "DELEGATE"})

    assert answer.status_code == 422
    assert "There is a ticket type with this name already" in answer.text


def test_another_colour_asks_for_new_badges(
    app: Flask, organiser: FlaskClient, edition: Edition, now: datetime
) -> None:
    full(app, edition, now)
    organiser.post("/organise/badges/", data={"which": "all"})
    id = ticket_type_id(app, "Delegate")
    organiser.post(f"{AT}/tickets/{id}", data={"name": "Delegate", "category": "host"})
    with app.app_context():
        printed = list(db.session.scalars(select(Registration.badge_printed_at)))

    assert set(printed) == {None}


def test_how_many_places_is_a_number(organiser: FlaskClient, edition: Edition) -> None:
    answer = organiser.post(f"{AT}/places", data={"capacity": "lots"})

    assert answer.status_code == 422
    assert "Enter a whole number from 0 to 100,000" in answer.text
    assert 'value="lots"' in answer.text
