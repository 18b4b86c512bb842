"""A small cast, used everywhere, and a small conference for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from conference.models import AgendaItem, Category, Edition, Kind, Speaker, TicketType
from conference.models.names import sort_key
from conference.services.placing import set_capacity
from conference.services.requests import Person, Request

NOW = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
STARTS_AT = datetime(2026, 10, 7, 7, 30, tzinfo=UTC)  # 8:30am on the edition’s clock


def ada(**changes: Any) -> Person:
    person = Person(
        given_name="Ada",
        family_name="Okonkwo",
        email="ada@example.org",
        organisation="Ocado",
        job_title="Engineer",
        list_consent=True,
        photo_consent=True,
    )
    return replace(person, **changes)


def oliver(**changes: Any) -> Person:
    """A knight, a King’s Counsel and a Member of Parliament."""
    person = Person(
        prefix="Sir",
        given_name="Oliver",
        family_name="Heald",
        post_nominals="KC MP",
        email="office@example.org",
        organisation="House of Commons",
        dietary="Vegetarian",
        access_needs="Hearing loop",
        vehicle_registration="AB12 CDE",
    )
    return replace(person, **changes)


def lukasz(**changes: Any) -> Person:
    """A name with letters that PDF’s built-in fonts lack."""
    person = Person(
        given_name="Łukasz",
        family_name="Ștefan-Győri",
        email="lukasz@example.org",
        organisation="Stevenage Bioscience Catalyst",
    )
    return replace(person, **changes)


def somebody(number: int, **changes: Any) -> Person:
    """One of a crowd."""
    person = Person(
        given_name=f"Guest{number}",
        family_name="Jones",
        email=f"guest{number}@example.org",
        organisation="Tesco",
    )
    return replace(person, **changes)


def request_for(*people: Person, **changes: Any) -> Request:
    """A booking for these people, by the first of them."""
    request = Request(
        people=people,
        ticket_type="Delegate",
        booker_name=f"{people[0].given_name} {people[0].family_name}",
        booker_email=people[0].email,
    )
    return replace(request, **changes)


_EDITION: dict[str, Any] = {
    "year": 2026,
    "title": "Annual Conference",
    "organisation": "Hertfordshire Local Enterprise Partnership",
    "contact_email": "conference@example.org",
    "starts_at": STARTS_AT,
    "ends_at": STARTS_AT + timedelta(hours=6),
    "is_published": True,
    "venue_name": "GSK",
    "venue_address": "Gunnels Wood Road, Stevenage",
    "venue_postcode": "SG1 2NY",
    "host_name": "GSK",
}


def add_edition(session: Session, *, places: int = 5, **changes: Any) -> Edition:
    """A published conference on 7 October 2026 with an agenda, a speaker and a few places."""
    edition = Edition(**(_EDITION | changes))
    edition.ticket_types = [
        TicketType(name="Delegate", position=1),
        TicketType(name="Speaker", category=Category.SPEAKER, is_public=False, position=2),
    ]
    edition.agenda = [_welcome(edition)]
    edition.speakers = [_mark()]
    session.add(edition)
    session.flush()
    set_capacity(session, edition, places, NOW, actor="test")
    return edition


def _welcome(edition: Edition) -> AgendaItem:
    return AgendaItem(
        slug="welcome",
        title="Welcome by the chair",
        kind=Kind.WELCOME,
        room="Auditorium",
        starts_at=edition.starts_at,
        ends_at=edition.starts_at + timedelta(minutes=30),
    )


def _mark() -> Speaker:
    return Speaker(
        slug="mark-bretton",
        given_name="Mark",
        family_name="Bretton",
        role="Chair",
        organisation="Hertfordshire LEP",
        sort_name=sort_key("Mark", "Bretton"),
    )
