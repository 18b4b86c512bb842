"""A site with something of everything in it, for tests that go to every address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from conference.db import db, writing
from conference.links import Links
from conference.models import Base, Edition, Message, Role, SignIn
from conference.services.changing import give_back
from conference.services.registering import book
from conference.services.signing_in import add_organiser, make_link, sign_in
from tests.people import NOW, ada, add_edition, lukasz, oliver, request_for, somebody

A_MONTH = 31 * 24  # hours


@dataclass(frozen=True)
class Everything:
    """What stands in the gaps of addresses, and the cookies of those who are signed in."""

    gaps: dict[str, object]
    secrets: dict[str, str]

    def fill(self, address: str) -> str:
        """The address with something that exists in each gap: `speakers/<id>` has a speaker’s."""

        def value(gap: re.Match[str]) -> str:
            before, sign, name = gap.groups()
            return f"{before}{sign}{self.gaps.get(f'{before}/{name}', self.gaps.get(name))}"

        return re.sub(r"([\w-]*)([/.])<(\w+)>", value, address)

    def client(self, app: Flask, role: str) -> FlaskClient:
        """Somebody who is signed in with that role, or isn’t signed in."""
        client = app.test_client()
        if role in self.secrets:
            with client.session_transaction() as cookie:
                cookie["_user_id"] = self.secrets[role]
        return client


def everything(app: Flask) -> Everything:
    """Fill an empty database: places that are taken, offered and waited for, mail, organisers."""
    links: Links = app.extensions["conference_links"]
    with app.app_context(), writing() as session:
        edition = add_edition(session, places=3)
        booking = book(session, edition.id, request_for(ada()), NOW)
        others = book(session, edition.id, request_for(oliver(), lukasz()), NOW)
        request = request_for(somebody(1), somebody(2), join_waiting=True)
        offered = book(session, edition.id, request, NOW).registrations[0]
        give_back(session, others.registrations[1], NOW, actor="test")
        secrets = {role.value: _signed_in(session, role) for role in Role}
        gone = add_organiser(session, "gone@example.org", Role.STEWARD, NOW, actor="test")
        gaps = {
            "bookings/token": links.booking_token(booking),
            "delegates/id": booking.registrations[0].id,
            "offers/token": links.offer_token(offered),
            "organisers/id": gone.id,
            "places/token": links.place_token(booking.registrations[0]),
            "sign-in/secret": make_link(session, gone, NOW),
        }
        return Everything(gaps | _parts(session, edition), secrets)


def _parts(session: Session, edition: Edition) -> dict[str, object]:
    """What an edition consists of, and words that are one of several."""
    return {
        "agenda/id": edition.agenda[0].id,
        "exports/name": "gatehouse",
        "filename": "css/base.css",
        "format": "csv",
        "messages/id": session.scalars(select(Message.id).limit(1)).one(),
        "section": "edit",
        "sign-ins/id": session.scalars(select(SignIn.id).limit(1)).one(),
        "slug": edition.speakers[0].slug,
        "speakers/id": edition.speakers[0].id,
        "tickets/id": edition.ticket_types[0].id,
        "year": edition.year,
    }


def contents(app: Flask) -> dict[str, list[Any]]:
    """Every row of every table."""
    with app.app_context(), db.engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table))]
            for table in Base.metadata.sorted_tables
        }


def _signed_in(session: Session, role: Role) -> str:
    organiser = add_organiser(session, f"{role.value}@example.org", role, NOW, actor="test")
    return sign_in(session, organiser.id, NOW, browser="test", hours=A_MONTH)
