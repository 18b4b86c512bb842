"""What has happened to a delegate: lines of the audit log and mail, in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from conference.models import Delivery, Entry, Message, Registration
from conference.services.reviewing_mail import KINDS

# Fields as people call them, where the column’s own name doesn’t say it.
FIELDS = {
    "ticket_type_id": "ticket",
    "list_consent": "delegate list",
    "photo_consent": "photographs",
    "po_number": "purchase order",
}


@dataclass(frozen=True)
class Happening:
    """One thing that happened: when, by whom, what."""

    at: datetime
    actor: str
    what: str
    details: str = ""


def history(session: Session, registration: Registration) -> list[Happening]:
    """Everything that is known to have happened, the latest first."""
    happenings = [*_entries(session, registration), *_messages(session, registration)]
    return sorted(happenings, key=lambda happening: happening.at, reverse=True)


def _entries(session: Session, registration: Registration) -> Iterator[Happening]:
    about = or_(
        and_(Entry.subject == "registration", Entry.subject_id == registration.id),
        and_(Entry.subject == "booking", Entry.subject_id == registration.booking_id),
    )
    for entry in session.scalars(select(Entry).where(about).order_by(Entry.id.desc())):
        fields = (FIELDS.get(name, name.replace("_", " ")) for name in entry.change)
        yield Happening(entry.at, entry.actor, entry.action, ", ".join(fields))


def _messages(session: Session, registration: Registration) -> Iterator[Happening]:
    about = or_(
        Message.registration_id == registration.id,
        and_(Message.booking_id == registration.booking_id, Message.registration_id.is_(None)),
    )
    for message in session.scalars(select(Message).where(about).order_by(Message.id.desc())):
        what = f"mail “{KINDS[message.letter]}” to {message.recipient}"
        failed = message.delivery is Delivery.FAILED
        details = message.last_error if failed else message.delivery.value
        yield Happening(message.sent_at or message.created_at, "", what, details)
