"""What organisers set of an edition: its words, times, places, ticket types and publication."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from conference.errors import Refusal
from conference.models import Edition, Registration, TicketType
from conference.models.names import fold
from conference.services import placing, waiting
from conference.services.amending import amend
from conference.services.recording import record


class ImpossibleTimes(Refusal):
    """Times that contradict one another; `field` is the one to look at."""

    code: ClassVar[str] = "impossible_times"
    status: ClassVar[int] = 422

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


class TicketTypeUsed(Refusal):
    code: ClassVar[str] = "ticket_type_used"

    def __init__(self, uses: int) -> None:
        whom = "1 registration is" if uses == 1 else f"{uses} registrations are"
        super().__init__(f"{whom} of this type, so it can’t be removed. It can be made private.")


class TicketTypeExists(Refusal):
    code: ClassVar[str] = "ticket_type_exists"
    message: ClassVar[str] = "There is a ticket type with this name already."
    status: ClassVar[int] = 422


def change_edition(
    session: Session, edition_id: int, values: Mapping[str, Any], now: datetime, *, actor: str
) -> None:
    """Give an edition new values, by column. Raises ImpossibleTimes."""
    edition = placing.lock(session, edition_id)
    amend(session, edition, values, now, actor=actor)
    _refuse_impossible_times(edition)


def change_capacity(
    session: Session, edition_id: int, capacity: int, now: datetime, *, actor: str
) -> None:
    """Make places more or fewer; new ones are offered to whoever waits. Raises BelowTaken."""
    edition = waiting.settle_places(session, edition_id, now)
    placing.set_capacity(session, edition, capacity, now, actor=actor)
    waiting.offer_free(session, edition, now)


def add_ticket_type(
    session: Session, edition_id: int, values: Mapping[str, Any], now: datetime, *, actor: str
) -> None:
    """Add a kind of place, after the others. Raises TicketTypeExists."""
    edition = placing.lock(session, edition_id)
    _refuse_same_name(edition, None, values["name"])
    position = max((t.position for t in edition.ticket_types), default=-1) + 1
    ticket_type = TicketType(edition_id=edition.id, position=position, **values)
    session.add(ticket_type)
    session.flush()
    change = {"name": [None, ticket_type.name]}
    record(session, actor=actor, action="added", subject=ticket_type, now=now, change=change)


def change_ticket_type(
    session: Session,
    ticket_type: TicketType,
    values: Mapping[str, Any],
    now: datetime,
    *,
    actor: str,
) -> None:
    """Change a kind of place; a new category asks for new badges. Raises TicketTypeExists."""
    edition = placing.lock(session, ticket_type.edition_id)
    _refuse_same_name(edition, ticket_type, values["name"])
    change = amend(session, ticket_type, values, now, actor=actor)
    if "category" in change:
        for registration in _registrations_of(session, ticket_type):
            registration.badge_printed_at = None


def remove_ticket_type(
    session: Session, ticket_type: TicketType, now: datetime, *, actor: str
) -> None:
    """Remove a kind of place that nobody has asked for. Raises TicketTypeUsed."""
    placing.lock(session, ticket_type.edition_id)
    if uses := len(_registrations_of(session, ticket_type)):
        raise TicketTypeUsed(uses)
    change = {"name": [ticket_type.name, None]}
    record(session, actor=actor, action="removed", subject=ticket_type, now=now, change=change)
    session.delete(ticket_type)


def missing(session: Session, edition: Edition) -> list[str]:
    """What still stands in the way of somebody registering, in sentences."""
    checks = {
        "There are no places yet.": placing.count(session, edition.id).total,
        "There is no ticket type that the public can choose.": any(
            t.is_public for t in edition.ticket_types
        ),
        "The agenda is empty.": edition.agenda,
    }
    return [sentence for sentence, is_there in checks.items() if not is_there]


def _refuse_impossible_times(edition: Edition) -> None:
    opens, closes = edition.registration_opens_at, edition.registration_closes_at
    if edition.ends_at <= edition.starts_at:
        raise ImpossibleTimes("ends_at", "The conference ends after it starts.")
    if edition.doors_open_at and edition.doors_open_at > edition.starts_at:
        raise ImpossibleTimes("doors_open_at", "The doors open before the conference starts.")
    if closes and closes > edition.ends_at:
        raise ImpossibleTimes(
            "registration_closes_at", "Registration closes before the conference is over."
        )
    if opens and closes and closes <= opens:
        raise ImpossibleTimes("registration_closes_at", "Registration closes after it opens.")


def _refuse_same_name(edition: Edition, ticket_type: TicketType | None, name: str) -> None:
    others = (t for t in edition.ticket_types if t is not ticket_type)
    if fold(name) in {fold(other.name) for other in others}:
        raise TicketTypeExists


def _registrations_of(session: Session, ticket_type: TicketType) -> list[Registration]:
    query = select(Registration).where(Registration.ticket_type_id == ticket_type.id)
    return list(session.scalars(query))
