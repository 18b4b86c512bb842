"""One delegate’s line of a booking: nobody twice, everybody with codes of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, tuple_
from sqlalchemy.orm import Session

from conference import codes
from conference.errors import Refusal
from conference.models import Booking, Needs, Registration, TicketType, Visit
from conference.services.requests import Person

# Which table keeps what is said of a person.
ON_NEEDS = ("dietary", "access_needs")
ON_VISIT = ("vehicle_registration", "id_name")
ON_REGISTRATION = tuple(f.name for f in fields(Person) if f.name not in (*ON_NEEDS, *ON_VISIT))

_BY_SHORT_CODE = select(Registration.id).where(  # built once, which takes longer than running it
    Registration.edition_id == bindparam("edition_id"),
    Registration.short_code == bindparam("short_code"),
)


class AlreadyRegistered(Refusal):
    """Somebody of this name and address is registered: `registration_ids` says who."""

    code = "already_registered"

    def __init__(self, registrations: Sequence[Registration]) -> None:
        self.registration_ids = [r.id for r in registrations]
        names = ", ".join(r.name for r in registrations)
        super().__init__(f"{names}: registered already, with this email address.")


class NamedTwice(Refusal):
    code = "named_twice"
    message = "The same person, with the same email address, stands in this booking twice."
    status = 422


def find_registered(
    session: Session, edition_id: int, people: Sequence[Person]
) -> list[Registration]:
    """Those of these people who are registered already."""
    person = tuple_(Registration.email_key, Registration.name_key)
    return list(
        session.scalars(
            select(Registration).where(
                Registration.edition_id == edition_id,
                person.in_([p.key for p in people]),
                Registration.cancelled_at.is_(None),
            )
        )
    )


def refuse_doubles(session: Session, edition_id: int, people: Sequence[Person]) -> None:
    """Raise NamedTwice or AlreadyRegistered where somebody would be registered a second time."""
    if len({p.key for p in people}) < len(people):
        raise NamedTwice
    if already := find_registered(session, edition_id, people):
        raise AlreadyRegistered(already)


def enrol(
    session: Session,
    booking: Booking,
    ticket_type: TicketType,
    person: Person,
    now: datetime,
    short_code: str | None = None,
) -> Registration:
    """A new line of a booking, with its codes; it has no place yet.

    Whoever enrols thousands gives the short codes, which saves a query each.
    """
    code = codes.badge_code()
    registration = Registration(
        edition_id=booking.edition_id,
        booking=booking,
        ticket_type=ticket_type,
        code=code,
        code_sha256=codes.sha256(code),
        short_code=short_code or _unused_short_code(session, booking.edition_id),
        created_at=now,
        sort_name="",
    )
    describe(registration, person)
    session.add(registration)
    return registration


def describe(registration: Registration, person: Person) -> None:
    """Write what is said of a person into the registration, its needs and its visit."""
    if not registration.has_own_sort_name:
        registration.sort_name = ""
    said = dict(vars(person))  # `asdict` copies each value deeply, which takes ten times as long
    needs = {name: said.pop(name) for name in ON_NEEDS}
    visit = {name: said.pop(name) for name in ON_VISIT}
    for name, value in said.items():
        setattr(registration, name, value)
    registration.needs = Needs(**needs) if any(needs.values()) else None
    registration.visit = Visit(**visit) if any(visit.values()) else None
    registration.reindex()


def described(registration: Registration) -> Person:
    """What is said of a delegate, as `describe` wrote it."""
    said: dict[str, Any] = {name: getattr(registration, name) for name in ON_REGISTRATION}
    said |= {name: getattr(registration.needs, name, "") for name in ON_NEEDS}
    said |= {name: getattr(registration.visit, name, "") for name in ON_VISIT}
    return Person(**said)


def _unused_short_code(session: Session, edition_id: int) -> str:
    while True:
        code = codes.short_code()
        named = {"edition_id": edition_id, "short_code": code}
        with session.no_autoflush:  # a booking is written whole, in one go
            if session.scalar(_BY_SHORT_CODE, named) is None:
                return code
