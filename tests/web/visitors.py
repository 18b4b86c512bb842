"""A delegate with a browser and no JavaScript: reads pages, fills in forms, presses buttons."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import TypeVar

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from conference.db import db, writing
from conference.links import Links
from conference.models import Base, Booking, Registration
from conference.services.registering import register
from conference.services.requests import Person
from tests.people import NOW, request_for

Answer = TypeVar("Answer")
FIELD = re.compile(r"<input\b[^>]*>")
ANSWERS = {True: "yes", False: "no", None: ""}


def typed(*people: Person, **more: str) -> dict[str, str]:
    """What these people would type into the form."""
    said = {
        f"delegates-{n}-{name}": ANSWERS.get(value, value)
        for n, person in enumerate(people)
        for name, value in asdict(person).items()
    }
    return {name: value for name, value in said.items() if value} | more


def fields(page: TestResponse, *kinds: str) -> dict[str, str]:
    """The inputs of a page as a browser would send them: all, or those of some types."""
    found = {}
    for tag in FIELD.findall(page.text):
        parts = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        is_sent = parts.get("type") != "radio" or " checked" in tag
        if "name" in parts and is_sent and (not kinds or parts.get("type") in kinds):
            found[parts["name"]] = html.unescape(parts.get("value", ""))
    return found


@dataclass
class Visitor:
    """Somebody at the form, and what the server last showed."""

    client: FlaskClient
    page: TestResponse = field(init=False)
    sent: dict[str, str] = field(init=False)

    def open(self, address: str = "/register") -> Visitor:
        self.page = self.client.get(address)
        return self

    def press(self, button: str = "", value: str = "yes", **said: str) -> Visitor:
        """Send the page’s form with one of its buttons."""
        self.sent = fields(self.page) | said | ({button: value} if button else {})
        self.page = self.client.post("/register", data=self.sent)
        return self

    def register(self, *people: Person, **more: str) -> TestResponse:
        """The whole way, from the form to the answer of the last button."""
        self.open().press(**typed(*people, **more)).press("confirm")
        return self.page


def booked(app: Flask, edition_id: int, *people: Person, join: bool = True) -> dict[str, list[str]]:
    """Book without the pages; the paths of the booking’s and the delegates’ own pages."""
    with app.app_context(), writing() as session:
        request = request_for(*people, join_waiting=join)
        booking = register(session, edition_id, request, NOW)
        return paths(app, booking)


def paths(app: Flask, booking: Booking) -> dict[str, list[str]]:
    links: Links = app.extensions["conference_links"]
    return {
        "booking": [f"/bookings/{links.booking_token(booking)}"],
        "places": [f"/places/{links.place_token(line)}" for line in booking.registrations],
        "offers": [f"/offers/{links.offer_token(line)}" for line in booking.registrations],
    }


def rows(app: Flask) -> dict[str, int]:
    """How many rows each table has."""
    with app.app_context():
        tables = Base.metadata.sorted_tables
        return {t.name: db.session.scalar(select(func.count()).select_from(t)) or 0 for t in tables}


def looked_up(app: Flask, read: Callable[[Registration], Answer]) -> list[Answer]:
    """Something of each registration, read while the database is open."""
    with app.app_context():
        return [read(r) for r in db.session.scalars(select(Registration).order_by(Registration.id))]
