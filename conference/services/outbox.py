"""The outbox: mail is written in the transaction whose news it tells, and leaves afterwards.

A worker claims a message, sends it outside of any transaction and records what became of it. A
claim is a lease: a worker that died in between holds the message up for minutes, not for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from conference.models import Booking, Delivery, Letter, Message, Registration
from conference.models.names import email_key

LEASE = timedelta(minutes=5)  # outlasts a server that takes all its time over every answer
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
MOST_ATTEMPTS = 48  # hourly after the first few: two days


@dataclass(frozen=True)
class Claim:
    """A message in the hands of one worker. Another claim of it has another number."""

    message_id: int
    attempt: int


def tell(
    session: Session,
    letter: Letter,
    now: datetime,
    *,
    registration: Registration | None = None,
    booking: Booking | None = None,
    recipient: str | None = None,
    facts: dict[str, Any] | None = None,
) -> Message:
    """Put a letter in the outbox: to the delegate, else the booker, unless a recipient is given.

    The booker gets a copy of what happens later to a place that they booked for somebody else.
    """
    session.flush()  # what it tells of may be new, and the message holds ids
    message = Message(
        letter=letter,
        registration=registration,
        booking=(booking := booking or (registration.booking if registration else None)),
        edition_id=_edition_id(booking),
        recipient=recipient or _recipient(registration, booking),
        facts=facts or {},
        created_at=now,
        due_at=now,
    )
    session.add(message)
    if registration is not None and recipient is None and _wants_copy(registration, letter, now):
        session.add(again(message, registration.booking.booker_email, now))
    return message


def again(message: Message, recipient: str, now: datetime) -> Message:
    """The same letter once more, as a message of its own."""
    return Message(
        letter=message.letter,
        registration=message.registration,
        booking=message.booking,
        edition_id=message.edition_id,
        recipient=recipient,
        facts=message.facts,
        created_at=now,
        due_at=now,
    )


def retry(message: Message, now: datetime) -> None:
    """Begin anew with a message that failed."""
    message.delivery = Delivery.WAITING
    message.attempts = 0
    message.due_at = now


def has_due(session: Session, now: datetime) -> bool:
    """Whether a message waits to be sent; asked every second, so it costs one index look-up."""
    return session.scalar(_due(now).with_only_columns(Message.id)) is not None


def claim(session: Session, now: datetime) -> Claim | None:
    """Take the message that has been due the longest and that no other worker holds."""
    message = session.scalar(_due(now).with_for_update(skip_locked=True))
    if message is None:
        return None
    message.attempts += 1
    message.due_at = now + LEASE
    return Claim(message.id, message.attempts)


def fetch(session: Session, claim: Claim) -> Message:
    """The message with what its words are about, in one query."""
    about = joinedload(Message.registration)
    return session.scalars(
        select(Message)
        .where(Message.id == claim.message_id)
        .options(
            joinedload(Message.edition),
            joinedload(Message.booking),
            about.joinedload(Registration.place),
            about.joinedload(Registration.ticket_type),
            about.joinedload(Registration.visit),
        )
    ).one()


def deliver(session: Session, claim: Claim, now: datetime, delivery: Delivery) -> None:
    """Record that it left: sent, or written to a file."""
    message = session.get_one(Message, claim.message_id)
    message.delivery = delivery
    message.sent_at = now
    message.last_error = ""


def drop(session: Session, claim: Claim) -> None:
    """Record that it wasn’t sent, because what it tells of is no longer so."""
    if message := _held(session, claim):
        message.delivery = Delivery.DROPPED


def fail(session: Session, claim: Claim, reason: str) -> None:
    """Record that it never will be sent."""
    if message := _held(session, claim):
        message.delivery = Delivery.FAILED
        message.last_error = reason


def postpone(session: Session, claim: Claim, now: datetime, reason: str) -> None:
    """Try again later, ever later, and in the end no more."""
    if not (message := _held(session, claim)):
        return
    message.last_error = reason
    if message.attempts >= MOST_ATTEMPTS:
        message.delivery = Delivery.FAILED
    else:
        message.due_at = now + BACK_OFF[min(message.attempts, len(BACK_OFF)) - 1]


def release(session: Session, claim: Claim, now: datetime, reason: str) -> None:
    """Give back a message that was never tried: the trouble lies elsewhere."""
    if message := _held(session, claim):
        message.attempts -= 1
        message.due_at = now
        message.last_error = reason


def _due(now: datetime) -> Any:
    return (
        select(Message)
        .where(Message.delivery == Delivery.WAITING, Message.due_at <= now)
        .order_by(Message.due_at, Message.id)
        .limit(1)
    )


def _held(session: Session, claim: Claim) -> Message | None:
    """The message, unless the lease ran out and somebody else has it by now."""
    message = session.get_one(Message, claim.message_id)
    is_ours = message.delivery is Delivery.WAITING and message.attempts == claim.attempt
    return message if is_ours else None


def _wants_copy(registration: Registration, letter: Letter, now: datetime) -> bool:
    """What comes with the booking itself is in the booker’s summary."""
    booking = registration.booking
    is_news = registration.created_at < now and letter is not Letter.REMINDED
    is_for_another = email_key(booking.booker_email) != registration.email_key
    return is_news and is_for_another and registration in booking.booker_registrations


def _edition_id(booking: Booking | None) -> int:
    if booking is None:
        raise ValueError("a letter speaks for a conference")
    return booking.edition_id


def _recipient(registration: Registration | None, booking: Booking | None) -> str:
    if registration is not None:
        return registration.email
    if booking is not None:
        return booking.booker_email
    raise ValueError("a letter that tells of no booking needs a recipient")
