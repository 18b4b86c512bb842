"""Places: counted, taken, released, made more and fewer. Everything that takes one comes here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from conference.errors import Refusal
from conference.models import Edition, Place, Registration
from conference.services.recording import record

# Built once: composing the statement takes longer than running it.
_WAITING = (
    select(func.count())
    .select_from(Registration)
    .where(
        Registration.edition_id == bindparam("edition_id"),
        Registration.waiting_since.is_not(None),
    )
    .scalar_subquery()
)
_COUNT = select(
    func.count(Place.id),
    func.count(Place.registration_id),
    func.count(Place.offered_until),
    _WAITING,
).where(Place.edition_id == bindparam("edition_id"))
_LOCKED = select(Edition).where(Edition.id == bindparam("edition_id")).with_for_update()
_FREE = select(Place).where(
    Place.edition_id == bindparam("edition_id"), Place.registration_id.is_(None)
)
_FIRST_FREE = _FREE.order_by(Place.number).limit(bindparam("wanted"))
_LAST_FREE = _FREE.order_by(Place.number.desc()).limit(bindparam("wanted"))


class SoldOut(Refusal):
    code = "sold_out"
    message = "All places have been taken. You can join the waiting list."

    def __init__(self, wanted: int = 1, free: int = 0) -> None:
        self.wanted, self.free = wanted, free
        super().__init__(self._words() if free else None)

    def _words(self) -> str:
        left = "1 place is left" if self.free == 1 else f"{self.free} places are left"
        return f"Only {left}, and this booking needs {self.wanted}."


class BelowTaken(Refusal):
    code = "below_taken"

    def __init__(self, held: int) -> None:
        super().__init__(
            f"{held} places are taken or offered, so there can’t be fewer than {held}."
        )


@dataclass(frozen=True)
class Count:
    """How the places stand."""

    total: int
    taken: int
    offered: int
    waiting: int

    @property
    def free(self) -> int:
        return self.total - self.taken - self.offered


def lock(session: Session, edition_id: int) -> Edition:
    """The edition, with its row locked: whoever takes, releases, offers or joins comes first here.

    So “none free” is never read from a row that another transaction is about to give back, and
    whatever was read before the lock is read again after it.
    """
    session.flush()
    session.expire_all()
    return session.scalars(_LOCKED, {"edition_id": edition_id}).one()


def count(session: Session, edition_id: int) -> Count:
    """The edition’s places, in one query, and how many people wait for one."""
    total, held, offered, waiting = session.execute(_COUNT, {"edition_id": edition_id}).one()
    return Count(total=total, taken=held - offered, offered=offered, waiting=waiting)


def free_places(session: Session, edition_id: int, wanted: int) -> list[Place]:
    """As many free places as are wanted, or fewer where there are no more. Under the lock only."""
    return list(session.scalars(_FIRST_FREE, {"edition_id": edition_id, "wanted": wanted}))


def take(place: Place, registration: Registration) -> None:
    """Give a free place to a registration, for good."""
    place.registration = registration
    place.offered_until = None
    registration.waiting_since = None


def release(session: Session, registration: Registration) -> None:
    """Take the place from a registration. Offer it on in the same transaction."""
    if registration.place is not None:
        registration.place.offered_until = None
        registration.place = None
        session.flush()


def set_capacity(
    session: Session, edition: Edition, capacity: int, now: datetime, *, actor: str
) -> None:
    """Make places more, or fewer by deleting free rows only. Raises BelowTaken.

    The caller offers new places to whoever waits.
    """
    lock(session, edition.id)
    before = count(session, edition.id)
    if capacity < before.total - before.free:
        raise BelowTaken(before.total - before.free)
    if capacity > before.total:
        _add(session, edition.id, capacity - before.total)
    elif capacity < before.total:
        _remove(session, edition.id, before.total - capacity)
    if capacity != before.total:
        change = {"places": [before.total, capacity]}
        record(session, actor=actor, action="resized", subject=edition, now=now, change=change)


def _add(session: Session, edition_id: int, more: int) -> None:
    last = session.scalar(select(func.max(Place.number)).where(Place.edition_id == edition_id)) or 0
    session.add_all(
        Place(edition_id=edition_id, number=number) for number in range(last + 1, last + more + 1)
    )
    session.flush()


def _remove(session: Session, edition_id: int, fewer: int) -> None:
    for place in session.scalars(_LAST_FREE, {"edition_id": edition_id, "wanted": fewer}):
        session.delete(place)
    session.flush()
