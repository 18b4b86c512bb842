"""The outbox as organisers look at it: what left, what waits and what can’t be sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from conference.errors import Refusal
from conference.models import Delivery, Letter, Message
from conference.services.outbox import again, retry
from conference.services.recording import record

PAGE = 50
KINDS = {
    Letter.CONFIRMED: "Confirmation",
    Letter.BOOKED: "Summary for the booker",
    Letter.WAITING: "Waiting list",
    Letter.OFFERED: "Offer of a place",
    Letter.LAPSED: "Offer ended",
    Letter.CHANGED: "Changed details",
    Letter.CANCELLED: "Place given back",
    Letter.HANDED_ON: "Place handed on",
    Letter.REMINDED: "Link sent again",
}


class UnknownMessage(Refusal):
    code = "unknown_message"
    message = "There is no such message."
    status = 404


class StillWaiting(Refusal):
    code = "still_waiting"
    message = "This message waits to be sent already."


class NoLongerSo(Refusal):
    code = "no_longer_so"
    message = "What this message told of is no longer so, and its words are not kept."
    status = 410


@dataclass(frozen=True)
class Overview:
    """One page of messages, the newest first, and how many there are in each state."""

    messages: Sequence[Message]
    counts: Mapping[Delivery, int]
    total: int
    page: int
    pages: int


def overview(
    session: Session, delivery: Delivery | None = None, recipient: str = "", page: int = 1
) -> Overview:
    """The messages in a state, or all, to addresses that contain a text, or all."""
    to = Message.recipient.icontains(recipient.strip(), autoescape=True) if recipient else true()
    counts = _counts(session, to)
    total = counts.get(delivery, 0) if delivery else sum(counts.values())
    pages = max(1, ceil(total / PAGE))
    page = max(1, min(page, pages))
    chosen = select(Message).where(to, Message.delivery == delivery if delivery else true())
    newest = chosen.order_by(Message.id.desc()).limit(PAGE).offset((page - 1) * PAGE)
    return Overview(session.scalars(newest).all(), counts, total, page, pages)


def message_of(session: Session, id: int) -> Message:
    """The message with this id. Raises UnknownMessage."""
    message = session.get(Message, id)
    if message is None:
        raise UnknownMessage
    return message


def readable_message_of(session: Session, id: int, now: datetime) -> Message:
    """One whose words can still be written. Raises UnknownMessage, NoLongerSo."""
    message = message_of(session, id)
    if not message.is_still_so(now):
        raise NoLongerSo
    return message


def send_again(session: Session, message: Message, now: datetime, *, actor: str) -> Message:
    """Send what was sent once more, as a message of its own; what failed begins anew."""
    if message.delivery is Delivery.WAITING:
        raise StillWaiting
    if message.delivery is Delivery.FAILED:
        retry(message, now)
    else:
        message = again(message, message.recipient, now)
        session.add(message)
    session.flush()
    record(session, actor=actor, action="sent again", subject=message, now=now)
    return message


def retry_failed(session: Session, now: datetime, *, actor: str) -> int:
    """Begin anew with all that failed; tells how many there were."""
    failed = session.scalars(select(Message).where(Message.delivery == Delivery.FAILED)).all()
    for message in failed:
        send_again(session, message, now, actor=actor)
    return len(failed)


def _counts(session: Session, to: ColumnElement[bool]) -> dict[Delivery, int]:
    by_state = select(Message.delivery, func.count()).where(to).group_by(Message.delivery)
    return {row[0]: row[1] for row in session.execute(by_state)}
