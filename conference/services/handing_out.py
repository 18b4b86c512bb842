"""What delegates take from their own pages: tickets, a diary entry, a copy of what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from conference.documents.calendars import cancellation_ics, invitation_ics
from conference.documents.tickets import tickets_pdf
from conference.errors import Refusal
from conference.models import Base, Entry, Message, Registration, Scan
from conference.services.tickets import invitation_of, ticket_of

# Columns that only serve the program: they are made of the others.
_OURS = frozenset({"code_sha256", "search_text", "name_key", "email_key", "link_version"})


class NoTicket(Refusal):
    code = "no_ticket"
    message = "There is no ticket here: only a confirmed place has one."
    status = 404


def tickets_of(registrations: Sequence[Registration]) -> bytes:
    """The tickets of those who have a place, a page each. Raises NoTicket where nobody has."""
    tickets = [ticket_of(line) for line in registrations if line.is_confirmed]
    if not tickets:
        raise NoTicket
    return tickets_pdf(tickets[0].title, tickets)


def diary_entry_of(registrations: Sequence[Registration], page: str, now: datetime) -> bytes:
    """An invitation to somebody who has a place, a cancellation to somebody who had one.

    Raises NoTicket for somebody who waits, and for several: an invitation is one person’s.
    """
    if len(registrations) != 1:
        raise NoTicket
    registration = registrations[0]
    invitation = invitation_of(registration, page, now)
    if registration.is_confirmed:
        return invitation_ics(invitation)
    if registration.is_cancelled:
        return cancellation_ics(invitation)
    raise NoTicket


def all_about(session: Session, registration: Registration) -> dict[str, Any]:
    """Everything that is kept of a delegate, for the delegate."""
    id = registration.id
    messages = select(Message).where(Message.registration_id == id).order_by(Message.id)
    entries = select(Entry).where(Entry.subject == "registration", Entry.subject_id == id)
    scans = select(Scan).where(Scan.registration_id == id).order_by(Scan.corrected_at)
    return {
        "registration": _plain(registration),
        "status": registration.status.value,
        "ticket": registration.ticket_type.name,
        "booking": _columns(registration.booking, "reference", "booker_name", "booker_email"),
        "needs": _plain(registration.needs),
        "visit": _plain(registration.visit),
        "messages": [
            _columns(m, "letter", "recipient", "created_at", "sent_at", "delivery")
            for m in session.scalars(messages)
        ],
        "scans": [_columns(s, "at", "door", "direction", "result") for s in session.scalars(scans)],
        "log": [_columns(e, "at", "action", "change") for e in session.scalars(entries)],
    }


def _plain(row: Base | None) -> dict[str, Any] | None:
    """A row’s columns, without those that only serve the program."""
    if row is None:
        return None
    names = [c.key for c in type(row).__table__.columns if c.key not in _OURS]
    return _columns(row, *(name for name in names if not name.endswith("_id")))


def _columns(row: Base, *names: str) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in names}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }
