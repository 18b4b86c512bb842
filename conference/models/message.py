"""A mail in the outbox, with its history. It is rendered when it is sent."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.models.base import Base, UtcDateTime, words
from conference.models.names import email_key
from conference.models.registration import Status

if TYPE_CHECKING:
    from conference.models.booking import Booking
    from conference.models.edition import Edition
    from conference.models.registration import Registration


class Delivery(StrEnum):
    """How far a message has come."""

    WAITING = "waiting"
    SENT = "sent"
    FILED = "filed"  # written to a file, for want of a mail server
    FAILED = "failed"
    DROPPED = "dropped"  # what it told of is no longer so


class Letter(StrEnum):
    """What a message says; each has its templates under `templates/mail/`."""

    CONFIRMED = "confirmed"  # to a delegate: you have a place
    BOOKED = "booked"  # to a booker of several: a summary
    WAITING = "waiting"  # you are on the waiting list
    OFFERED = "offered"  # a place is put aside for you until …
    LAPSED = "lapsed"  # the offer has lapsed
    CHANGED = "changed"  # details changed
    CANCELLED = "cancelled"  # the place was given back
    HANDED_ON = "handed_on"  # to the one who handed a place on
    REMINDED = "reminded"  # you asked again: here is your link


_STANDING = frozenset({Status.CONFIRMED, Status.OFFERED, Status.WAITING})
# Where a registration stands while what a letter says of it is so.
_SAYS = {
    Letter.CONFIRMED: frozenset({Status.CONFIRMED}),
    Letter.WAITING: frozenset({Status.WAITING}),
    Letter.OFFERED: frozenset({Status.OFFERED}),
    Letter.LAPSED: frozenset({Status.CANCELLED}),
    Letter.CHANGED: _STANDING,
    Letter.CANCELLED: frozenset({Status.CANCELLED}),
    Letter.HANDED_ON: frozenset({Status.CANCELLED}),
    Letter.REMINDED: _STANDING,
}


class Message(Base):
    """A mail that waits, was sent, or can’t be."""

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_due", "delivery", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"))
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("booking.id"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"), index=True)
    letter: Mapped[Letter] = mapped_column(words(Letter))
    recipient: Mapped[str] = mapped_column(String(254))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # what only then was so
    delivery: Mapped[Delivery] = mapped_column(words(Delivery), default=Delivery.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str] = mapped_column(Text, default="")

    edition: Mapped[Edition | None] = relationship()
    booking: Mapped[Booking | None] = relationship()
    registration: Mapped[Registration | None] = relationship()

    def is_still_so(self, now: datetime) -> bool:
        """Whether what it tells of holds at this moment; if not, it is dropped and not sent."""
        if self.edition is not None and self.edition.is_over(now):
            return self.letter is Letter.REMINDED
        if self.letter is Letter.BOOKED:
            return self.booking is not None and bool(self.booking.current_registrations)
        registration = self.registration
        return registration is not None and self._is_known() and self._is_so_of(registration, now)

    def _is_known(self) -> bool:
        """Whether the address is still the delegate’s or the booker’s. Whoever reads a mailbox
        that was corrected since isn’t sent the links that were made anew because of that."""
        known = [self.registration.email_key] if self.registration else []
        if self.booking is not None:
            known.append(email_key(self.booking.booker_email))
        return email_key(self.recipient) in known

    def _is_so_of(self, registration: Registration, now: datetime) -> bool:
        place = registration.place
        if self.letter is Letter.OFFERED and place is not None and place.offered_until is not None:
            return place.offered_until > now
        return registration.status in _SAYS[self.letter]
