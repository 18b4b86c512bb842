"""The promises, tested against the live database: a sentence for each that is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from conference.models import Edition, Place, Registration, Scan
from conference.services.looking_up import passages_of


def broken_promises(session: Session, now: datetime) -> list[str]:
    """What doesn’t hold, in words. Empty is as it should be."""
    checks: tuple[Callable[[Session, Edition, datetime], Iterator[str]], ...] = (
        _places_of_those_who_left,
        _places_of_another_year,
        _in_line_with_a_place,
        _out_of_line_without_a_place,
        _free_while_somebody_waits,
        _registered_twice,
        _not_as_scanned,
    )
    editions = session.scalars(select(Edition).order_by(Edition.year)).all()
    return [
        f"{edition.year}: {words}"
        for edition in editions
        for check in checks
        for words in check(session, edition, now)
    ]


def _places_of_those_who_left(session: Session, edition: Edition, _: datetime) -> Iterator[str]:
    left = (
        select(Place.number, Registration.id)
        .join(Registration)
        .where(Place.edition_id == edition.id, Registration.cancelled_at.is_not(None))
    )
    for number, registration_id in session.execute(left):
        yield f"place {number} is held by registration {registration_id}, which is over."


def _places_of_another_year(session: Session, edition: Edition, _: datetime) -> Iterator[str]:
    foreign = (
        select(Place.number, Registration.id)
        .join(Registration)
        .where(Place.edition_id == edition.id, Registration.edition_id != edition.id)
    )
    for number, registration_id in session.execute(foreign):
        yield f"place {number} is held by registration {registration_id} of another year."


def _in_line_with_a_place(session: Session, edition: Edition, _: datetime) -> Iterator[str]:
    both = (
        select(Place.number, Registration.id)
        .join(Registration)
        .where(Place.edition_id == edition.id, Registration.waiting_since.is_not(None))
    )
    for number, registration_id in session.execute(both):
        yield f"registration {registration_id} has place {number} and still waits."


def _out_of_line_without_a_place(session: Session, edition: Edition, _: datetime) -> Iterator[str]:
    lost = (
        select(Registration.id)
        .outerjoin(Place, Place.registration_id == Registration.id)
        .where(
            Registration.edition_id == edition.id,
            Registration.cancelled_at.is_(None),
            Registration.waiting_since.is_(None),
            Place.id.is_(None),
        )
    )
    for registration_id in session.scalars(lost):
        yield f"registration {registration_id} has no place and isn’t in line for one."


def _free_while_somebody_waits(session: Session, edition: Edition, now: datetime) -> Iterator[str]:
    free = session.scalar(
        select(func.count()).where(Place.edition_id == edition.id, Place.registration_id.is_(None))
    )
    waiting = session.scalar(
        select(func.count()).where(
            Registration.edition_id == edition.id, Registration.waiting_since.is_not(None)
        )
    )
    if free and waiting and now < edition.starts_at:
        yield f"there are free places ({free}) while people wait ({waiting})."


def _registered_twice(session: Session, edition: Edition, _: datetime) -> Iterator[str]:
    first, second = aliased(Registration), aliased(Registration)
    doubles = (
        select(first.id, second.id)
        .join(
            second,
            (second.edition_id == first.edition_id)
            & (second.email_key == first.email_key)
            & (second.name_key == first.name_key)
            & (second.id > first.id),
        )
        .where(
            first.edition_id == edition.id,
            first.cancelled_at.is_(None),
            second.cancelled_at.is_(None),
        )
    )
    for one, other in session.execute(doubles):
        yield f"registrations {one} and {other} are the same person."


def _not_as_scanned(session: Session, edition: Edition, _: datetime) -> Iterator[str]:
    """Arrivals are derived from scans and kept for speed: what is kept is derived again."""
    scanned = select(Scan.registration_id).where(Scan.edition_id == edition.id)
    marked = or_(Registration.arrived_at.is_not(None), Registration.is_inside)
    people = session.scalars(
        select(Registration)
        .where(Registration.edition_id == edition.id, or_(marked, Registration.id.in_(scanned)))
        .order_by(Registration.id)
    ).all()
    passages = passages_of(session, [person.id for person in people])
    for person in people:
        if not person.is_as_scanned(passages[person.id]):
            yield f"registration {person.id} has an arrival that its scans don’t tell of."
