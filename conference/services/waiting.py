"""The waiting list: in order of asking, with an offer, for a time, the second a place is free."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from conference.errors import Refusal
from conference.models import Edition, Entry, Letter, Place, Registration
from conference.services.outbox import tell
from conference.services.placing import free_places, lock, release, take
from conference.services.recording import record_registration

LAPSED = "lapsed"  # what the log says of an offer that ran out

# Whether an offer is due to end, a place is free, somebody waits: mostly not all of it, so that
# one question spares the others. Built once: composing a statement takes longer than running it.
_PLACES = select(Place.id).where(Place.edition_id == bindparam("edition_id"))
_SITUATION = select(
    _PLACES.where(Place.offered_until <= bindparam("now")).exists(),
    _PLACES.where(Place.registration_id.is_(None)).exists(),
    select(Registration.id)
    .where(
        Registration.edition_id == bindparam("edition_id"),
        Registration.waiting_since.is_not(None),
    )
    .exists(),
)


class OfferLapsed(Refusal):
    code = "offer_lapsed"
    message = "This offer has lapsed, and the place has gone to the next in line."
    status = 410


class NothingOffered(Refusal):
    code = "nothing_offered"
    message = "There is no offer to answer: the place is yours already, or you asked to leave."


def settle_places(session: Session, edition_id: int, now: datetime) -> Edition:
    """Lock the edition, end the offers that are due and offer on what is free.

    After this a place is free only while nobody waits. Every taker, releaser and joiner calls it
    first, so an offer lapses by time, whether or not the worker lives.
    """
    edition = lock(session, edition_id)
    is_due, is_free, is_wanted = session.execute(
        _SITUATION, {"edition_id": edition_id, "now": now}
    ).one()
    if is_due:
        _end_due(session, edition, now)
    if is_wanted and (is_due or is_free):
        offer_free(session, edition, now)
    return edition


def offer_free(session: Session, edition: Edition, now: datetime) -> None:
    """Put each free place aside for the next in line. Under the lock; nothing after the start."""
    if now >= edition.starts_at:
        return
    waiting = _in_line(session, edition.id)
    for place, registration in zip(
        free_places(session, edition.id, len(waiting)), waiting, strict=False
    ):
        take(place, registration)
        place.offered_until = edition.offer_until(now)
        record_registration(session, registration, "offered", "waiting list", now)
        tell(session, Letter.OFFERED, now, registration=registration)
    session.flush()


def join(registration: Registration, now: datetime) -> None:
    """Put a registration at the end of the line."""
    registration.waiting_since = now


def position(session: Session, registration: Registration) -> int:
    """Where it stands in the line, from 1."""
    before = select(func.count()).where(
        Registration.edition_id == registration.edition_id,
        Registration.waiting_since.is_not(None),
        (Registration.waiting_since < registration.waiting_since)
        | (
            (Registration.waiting_since == registration.waiting_since)
            & (Registration.id < registration.id)
        ),
    )
    return session.scalars(before).one() + 1


def positions(session: Session, lines: Iterable[Registration]) -> dict[int, int]:
    """Where those of them who wait stand in the line, by id."""
    return {line.id: position(session, line) for line in lines if line.is_waiting}


def lapsed(session: Session, lines: Iterable[Registration], now: datetime) -> set[int]:
    """The ids of those whose offer ran out: just now, or as the log has it."""
    lines = list(lines)
    just_now = {line.id for line in lines if line.has_lapsed(now)}
    over = [line.id for line in lines if line.is_cancelled]
    if not over:
        return just_now
    logged = select(Entry.subject_id).where(
        Entry.subject == "registration", Entry.subject_id.in_(over), Entry.action == LAPSED
    )
    return just_now | {id for id in session.scalars(logged) if id is not None}


def accept(session: Session, registration: Registration, now: datetime) -> None:
    """Turn an offer into a place. Twice is the same as once. Raises OfferLapsed, NothingOffered."""
    settle_places(session, registration.edition_id, now)
    if registration.is_confirmed:
        return
    if registration.is_cancelled:
        raise OfferLapsed
    if registration.place is None:
        raise NothingOffered
    take(registration.place, registration)
    record_registration(session, registration, "accepted", "delegate", now)
    tell(session, Letter.CONFIRMED, now, registration=registration)


def _in_line(session: Session, edition_id: int) -> list[Registration]:
    """Those who wait, first come first; no more of them than there are free places."""
    free = select(func.count()).where(
        Place.edition_id == edition_id, Place.registration_id.is_(None)
    )
    return list(
        session.scalars(
            select(Registration)
            .where(Registration.edition_id == edition_id, Registration.waiting_since.is_not(None))
            .order_by(Registration.waiting_since, Registration.id)
            .limit(session.scalars(free).one())
        )
    )


def _end_due(session: Session, edition: Edition, now: datetime) -> None:
    due = select(Place).where(Place.edition_id == edition.id, Place.offered_until <= now)
    for place in session.scalars(due).all():
        registration = place.registration
        if registration is None:
            continue
        release(session, registration)
        registration.cancelled_at = now
        registration.needs = registration.visit = None
        record_registration(session, registration, LAPSED, "waiting list", now)
        tell(session, Letter.LAPSED, now, registration=registration)
