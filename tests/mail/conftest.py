"""A mail server that can misbehave, and the courier who has to cope."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask

from conference.config import Config
from conference.courier import Courier
from conference.db import db, writing
from conference.models import Edition, Message
from conference.services.registering import book
from tests.mail.post_office import OpenedOffice, PostOffice
from tests.people import NOW, request_for, somebody

PATIENCE = 0.3  # seconds for each answer of the server

Book = Callable[..., list[int]]


@pytest.fixture
def office() -> PostOffice:
    """What the server does, and what came of it."""
    return PostOffice()


@pytest.fixture
def opened(office: PostOffice) -> Iterator[OpenedOffice]:
    """The server, listening."""
    controller = OpenedOffice(office, hostname="127.0.0.1", port=0)
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def settings(app: Flask, opened: OpenedOffice) -> Config:
    """The app’s settings, with that server in them."""
    config: Config = app.extensions["conference"]
    url = f"smtp://127.0.0.1:{opened.port}"
    return replace(config, smtp_url=url, mail_from="conference@example.org")


@pytest.fixture
def courier(app: Flask, settings: Config, context: None) -> Courier:
    """Takes the outbox to that server."""
    return Courier(settings, app.extensions["conference_links"], PATIENCE)


@pytest.fixture
def write_to(edition: Edition, context: None) -> Book:
    """Book a place for each address, so that a mail waits for each; gives the messages’ ids."""

    def write(*addresses: str) -> list[int]:
        for number, address in enumerate(addresses):
            with writing() as session:
                book(session, edition.id, request_for(somebody(number, email=address)), NOW)
        ids = list(db.session.scalars(db.select(Message.id).order_by(Message.id)))
        db.session.rollback()  # what is read later is what is so later
        return ids

    return write
