"""What a door’s device must know of the delegates, whole or as changes, and nothing beyond it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, bindparam, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, load_only

from conference.models import Edition, Entry, Place, Registration, Scan, TicketType

# A change is dated before it is committed; one that was slow to commit is told twice, not never.
OVERLAP = timedelta(minutes=1)
# A line of the log about one of these can change any delegate’s line.
OF_EVERYBODY = ("edition", "ticket_type")
OF_SOMEBODY = ("registration", "booking")
# Lines and scans are only added, so counting them, in indexes alone, tells of every change; one
# that is committed late changes the count too. The edition’s own lines carry no edition.
_edition = bindparam("edition_id", type_=Integer)
STATE = select(
    _edition,
    select(func.max(Entry.id)).scalar_subquery(),
    select(func.count()).where(Entry.edition_id == _edition).scalar_subquery(),
    select(func.count())
    .where(Entry.subject == "edition", Entry.subject_id == _edition)
    .scalar_subquery(),
    select(func.count()).where(Scan.edition_id == _edition).scalar_subquery(),
)
READ: tuple[InstrumentedAttribute[Any], ...] = (
    Registration.prefix,
    Registration.given_name,
    Registration.family_name,
    Registration.post_nominals,
    Registration.sort_name,
    Registration.organisation,
    Registration.photo_consent,
    Registration.door_note,
    Registration.code_sha256,
    Registration.short_code,
    Registration.cancelled_at,
    Registration.arrived_at,
    Registration.is_inside,
)


def state(session: Session, edition_id: int) -> str:
    """A word that changes whenever the roster may have, for a few counts instead of a list."""
    return "-".join(str(n or 0) for n in session.execute(STATE, {"edition_id": edition_id}).one())


def roster(
    session: Session, edition: Edition, now: datetime, since: datetime | None = None
) -> dict[str, Any]:
    """Everybody (“delegates”), or who has changed (“changed”, “removed”) since an `as_of`.

    Where something changed that is everybody’s, such as a ticket type, it is everybody again.
    """
    head = {"edition": edition.year, "as_of": now.isoformat()}
    ids = _changed(session, edition.id, since) if since and since <= now else None
    if ids is None:
        return head | {"delegates": _lines(session, edition.id, None)}
    changed = _lines(session, edition.id, ids)
    return head | {"changed": changed, "removed": sorted(ids - {line["id"] for line in changed})}


def _changed(session: Session, edition_id: int, since: datetime) -> set[int] | None:
    """Ids of those who may have changed; None for everybody."""
    after = since - OVERLAP
    touched: dict[str, set[int]] = {subject: set() for subject in (*OF_EVERYBODY, *OF_SOMEBODY)}
    entries = select(Entry.subject, Entry.subject_id).where(_about(edition_id), Entry.at >= after)
    for subject, subject_id in session.execute(entries):
        touched[subject].add(subject_id or 0)
    if any(touched[subject] for subject in OF_EVERYBODY):
        return None
    booked = select(Registration.id).where(Registration.booking_id.in_(touched["booking"]))
    scanned = select(Scan.registration_id).where(
        Scan.edition_id == edition_id,
        Scan.received_at >= after,
        Scan.registration_id.is_not(None),
    )
    seen = {id_ for id_ in session.scalars(scanned) if id_ is not None}
    return touched["registration"] | set(session.scalars(booked)) | seen


def _about(edition_id: int) -> ColumnElement[bool]:
    """Lines of the log that can change the roster. The edition’s own carries no edition."""
    return or_(
        and_(Entry.edition_id == edition_id, Entry.subject.in_((*OF_EVERYBODY, *OF_SOMEBODY))),
        and_(Entry.subject == "edition", Entry.subject_id == edition_id),
    )


def _lines(session: Session, edition_id: int, ids: set[int] | None) -> list[dict[str, Any]]:
    wanted = (
        select(Registration)
        .where(Registration.edition_id == edition_id)
        .options(
            load_only(*READ, raiseload=True),
            joinedload(Registration.place).load_only(Place.registration_id, Place.offered_until),
            joinedload(Registration.ticket_type).load_only(TicketType.category),
        )
        .order_by(Registration.sort_name, Registration.id)
    )
    if ids is not None:
        wanted = wanted.where(Registration.id.in_(ids))
    return [_line(person) for person in session.scalars(wanted)]


def _line(person: Registration) -> dict[str, Any]:
    """One delegate, empty values left out. No answer about photographs is a no."""
    line = {
        "id": person.id,
        "code_sha256": person.code_sha256,
        "short_code": person.short_code,
        "name": person.style,
        "sort_name": person.sort_name,
        "organisation": person.organisation,
        "category": person.ticket_type.category.value,
        "note": person.door_note,
        "photo": person.photo_consent,
        "status": person.status.value,
        "arrived_at": person.arrived_at.isoformat() if person.arrived_at else None,
        "inside": person.is_inside,
    }
    return {key: value for key, value in line.items() if value}
