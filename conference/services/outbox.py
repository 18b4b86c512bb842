"""The outbox: mail is written in the transaction whose news it tells, and leaves afterwards."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from conference.models import Booking, Edition, Letter, Message, Registration


def tell(
    session: Session,
    letter: Letter,
    now: datetime,
    *,
    registration: Registration | None = None,
    booking: Booking | None = None,
    edition: Edition | None = None,
    recipient: str | None = None,
    facts: dict[str, Any] | None = None,
) -> Message:
    """Put a letter in the outbox. It goes to the delegate, else to the booker, unless told."""
    session.flush()  # what it tells of may be new, and the message holds ids
    booking = booking or (registration.booking if registration else None)
    message = Message(
        letter=letter,
        registration=registration,
        booking=booking,
        edition_id=_edition_id(registration, booking, edition),
        recipient=recipient or _recipient(registration, booking),
        facts=facts or {},
        created_at=now,
        due_at=now,
    )
    session.add(message)
    return message


def _edition_id(
    registration: Registration | None, booking: Booking | None, edition: Edition | None
) -> int | None:
    for source in (registration, booking):
        if source is not None:
            return source.edition_id
    return edition.id if edition is not None else None


def _recipient(registration: Registration | None, booking: Booking | None) -> str:
    if registration is not None:
        return registration.email
    if booking is not None:
        return booking.booker_email
    raise ValueError("a letter that tells of no booking needs a recipient")
