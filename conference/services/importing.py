"""Importing delegates from a file: all of it or nothing, and the same file again changes nothing.

Everybody in it takes a place the way everybody else does: under the lock, and never past the cap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from conference import codes
from conference.errors import Refusal
from conference.models import Booking, Edition, Letter, Registration
from conference.services import waiting
from conference.services.amending import amend
from conference.services.changing import change_details
from conference.services.enrolling import described, enrol
from conference.services.judging_rows import ON_BOOKING, ON_LINE, PERSON, Row
from conference.services.outbox import tell
from conference.services.placing import count, free_places, take
from conference.services.planning_imports import Change, Plan, plan_import
from conference.services.reading_csv import Remark
from conference.services.recording import record
from conference.services.registering import new_reference


class BadLines(Refusal):
    """The file can’t be taken: `faults` says which lines, and why."""

    code = "bad_lines"
    message = "Nothing was imported."
    status = 422

    def __init__(self, faults: Sequence[Remark]) -> None:
        self.faults = faults
        super().__init__()


class TooFewPlaces(Refusal):
    code = "too_few_places"

    def __init__(self, wanted: int, free: int) -> None:
        super().__init__(
            f"The file adds {wanted:,} delegates, and {free:,} places are free. "
            "Nothing was imported."
        )


def preview_import(session: Session, edition_id: int, content: bytes) -> Plan:
    """What importing a file would do. Raises BadLines and TooFewPlaces, as the import would."""
    plan = plan_import(session, edition_id, content)
    if plan.faults:
        raise BadLines(plan.faults)
    places = count(session, edition_id)
    free = 0 if places.waiting else places.free
    if len(plan.confirmed) > free:
        raise TooFewPlaces(len(plan.confirmed), free)
    return plan


def import_delegates(
    session: Session,
    edition_id: int,
    content: bytes,
    now: datetime,
    *,
    actor: str,
    notify: bool = False,
) -> Plan:
    """Do what a file says, and give what was done. Raises BadLines, TooFewPlaces."""
    edition = waiting.settle_places(session, edition_id, now)
    plan = preview_import(session, edition_id, content)
    for change in plan.changed:
        _change(session, change, now, actor=actor, notify=notify)
    added = _add(session, edition, plan, now)
    session.flush()
    for registration in added:
        record(session, actor=actor, action="imported", subject=registration, now=now)
    if notify:
        for registration in added:
            letter = Letter.CONFIRMED if registration.is_confirmed else Letter.WAITING
            tell(session, letter, now, registration=registration)
    waiting.offer_free(session, edition, now)
    return plan


def _add(session: Session, edition: Edition, plan: Plan, now: datetime) -> list[Registration]:
    """Lines for all who are new; places for those whom the file doesn’t have waiting."""
    references = _unused_references(session, edition, plan)
    short_codes = _unused_short_codes(session, edition)
    places = iter(free_places(session, edition.id, len(plan.confirmed)))
    ticket_types = {ticket_type.id: ticket_type for ticket_type in edition.ticket_types}
    added = []
    for row in plan.new:
        booking = _booking(edition, row, row.reference or next(references), now)
        session.add(booking)
        ticket_type = ticket_types[row.ticket_type_id]
        registration = enrol(session, booking, ticket_type, row.person, now, next(short_codes))
        for name in row.said.keys() & set(ON_LINE):
            setattr(registration, name, row.said[name])
        if row.is_waiting:
            waiting.join(registration, now)
        else:
            take(next(places), registration)
        added.append(registration)
    return added


def _booking(edition: Edition, row: Row, reference: str, now: datetime) -> Booking:
    """A booking of its own for each row, by the delegate unless the row names a booker."""
    return Booking(
        edition=edition,
        edition_id=edition.id,
        reference=reference,
        booker_name=row.said.get("booker_name", row.name),
        booker_email=row.said.get("booker_email", row.said["email"]),
        po_number=row.said.get("po_number", ""),
        request_digest=row.digest,
        created_at=now,
    )


def _change(session: Session, change: Change, now: datetime, *, actor: str, notify: bool) -> None:
    """Write what a row says otherwise, each part where it is kept."""
    registration = session.get_one(Registration, change.registration_id)
    said = {name: value for name, value in change.values.items() if name in PERSON}
    if said:
        person = replace(described(registration), **said)
        change_details(session, registration, person, now, actor=actor, notify=notify)
    for subject, columns in (
        (registration, (*ON_LINE, "ticket_type_id")),
        (registration.booking, ON_BOOKING),
    ):
        values = {name: value for name, value in change.values.items() if name in columns}
        amend(session, subject, values, now, actor=actor)
    if registration.booking.request_key is None:
        registration.booking.request_digest = change.row.digest


def _unused_references(session: Session, edition: Edition, plan: Plan) -> Iterator[str]:
    used = select(Booking.reference).where(Booking.edition_id == edition.id)
    given = {row.reference for row in plan.new}
    return _unused(given.union(session.scalars(used)), lambda: new_reference(edition))


def _unused_short_codes(session: Session, edition: Edition) -> Iterator[str]:
    used = select(Registration.short_code).where(Registration.edition_id == edition.id)
    return _unused(set(session.scalars(used)), codes.short_code)


def _unused(used: set[str], make: Callable[[], str]) -> Iterator[str]:
    while True:
        if (code := make()) not in used:
            used.add(code)
            yield code
