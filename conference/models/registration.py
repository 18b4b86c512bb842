"""One delegate’s line of a booking: who they are, their badge code and their state."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.models.base import Base, UtcDateTime
from conference.models.names import Named, email_key, fold, name_key, sort_key

if TYPE_CHECKING:
    from conference.models.booking import Booking
    from conference.models.edition import Edition
    from conference.models.passage import Passages
    from conference.models.place import Place
    from conference.models.ticket_type import TicketType


class Status(StrEnum):
    """Where a registration stands; it follows from its place and its dates, and isn’t stored."""

    CONFIRMED = "confirmed"
    OFFERED = "offered"
    WAITING = "waiting"
    CANCELLED = "cancelled"


_AT_DOOR = {
    Status.CANCELLED: "The place was given back. Send to the desk.",
    Status.WAITING: "On the waiting list. Send to the desk.",
    Status.OFFERED: "Offered a place, and hasn’t accepted it yet. Send to the desk.",
}


class Registration(Named, Base):
    """A delegate. It has a place, an offer of one, waits for one (`waiting_since`), or is over."""

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("edition_id", "short_code"),
        Index("ix_registration_person", "edition_id", "email_key", "name_key"),
        Index("ix_registration_waiting", "edition_id", "waiting_since"),
        Index("ix_registration_sort", "edition_id", "sort_name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"), index=True)
    ticket_type_id: Mapped[int] = mapped_column(ForeignKey("ticket_type.id"), index=True)

    badge_name: Mapped[str] = mapped_column(String(100), default="")
    email: Mapped[str] = mapped_column(String(254))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    job_title: Mapped[str] = mapped_column(String(200), default="")
    list_consent: Mapped[bool | None] = mapped_column()  # None: not answered, which is a no
    photo_consent: Mapped[bool | None] = mapped_column()
    door_note: Mapped[str] = mapped_column(String(200), default="")

    sort_name: Mapped[str] = mapped_column(String(201))  # derived once, then the organisers’
    name_key: Mapped[str] = mapped_column(String(201))
    email_key: Mapped[str] = mapped_column(String(254))
    search_text: Mapped[str] = mapped_column(Text)

    code: Mapped[str] = mapped_column(String(26))  # what the badge’s QR holds
    code_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    short_code: Mapped[str] = mapped_column(String(6))
    link_version: Mapped[int] = mapped_column(default=0)
    calendar_version: Mapped[int] = mapped_column(default=0)  # iCalendar’s SEQUENCE

    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"))
    badge_printed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    # Derived from all scans by `services.checking_in`, kept for speed; `check` compares them.
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    arrived_door: Mapped[str] = mapped_column(String(80), default="")
    is_inside: Mapped[bool] = mapped_column(default=False)

    booking: Mapped[Booking] = relationship(back_populates="registrations")
    edition: Mapped[Edition] = relationship()
    ticket_type: Mapped[TicketType] = relationship()
    place: Mapped[Place | None] = relationship(back_populates="registration")
    needs: Mapped[Needs | None] = relationship(cascade="all, delete-orphan")
    visit: Mapped[Visit | None] = relationship(cascade="all, delete-orphan")
    replaced_by: Mapped[Registration | None] = relationship(remote_side=[id])

    @property
    def status(self) -> Status:
        """Where it stands, from its place and its dates."""
        if self.cancelled_at is not None:
            return Status.CANCELLED
        if self.place is None:
            return Status.WAITING
        return Status.CONFIRMED if self.place.is_taken else Status.OFFERED

    @property
    def is_confirmed(self) -> bool:
        return self.status is Status.CONFIRMED

    @property
    def is_offered(self) -> bool:
        return self.status is Status.OFFERED

    @property
    def is_waiting(self) -> bool:
        return self.status is Status.WAITING

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def offered_until(self) -> datetime | None:
        """Until when its offer stands, where it has one."""
        return self.place.offered_until if self.place else None

    def has_lapsed(self, now: datetime) -> bool:
        """Whether its offer is over, though nobody has come by to end it."""
        return self.offered_until is not None and self.offered_until <= now

    @property
    def has_own_sort_name(self) -> bool:
        """Whether an organiser wrote the sort name, so that a change of name leaves it alone."""
        derived = sort_key(self.given_name or "", self.family_name or "")
        return self.sort_name not in ("", derived)

    @property
    def first_line(self) -> str:
        """The largest line of the badge."""
        return self.badge_name or self.given_name

    @property
    def refusal_at_door(self) -> str:
        """Why the door doesn’t let this person in; empty where it does."""
        if self.replaced_by is not None:
            return f"Handed to {self.replaced_by.style}."
        return _AT_DOOR.get(self.status, "")

    def follow(self, passages: Passages) -> None:
        """Derive arrival and whereabouts from all of this person’s ways through the doors."""
        arrival = passages.arrival
        self.arrived_at = arrival.at if arrival else None
        self.arrived_door = arrival.door if arrival else ""
        self.is_inside = passages.is_inside

    def is_as_scanned(self, passages: Passages) -> bool:
        """Whether what is kept of the arrival is what `follow` would derive."""
        arrival = passages.arrival
        derived = (arrival.at, arrival.door) if arrival else (None, "")
        is_known = (self.arrived_at, self.arrived_door) == derived
        return is_known and self.is_inside is passages.is_inside

    def reindex(self) -> None:
        """Bring the search and identity keys in step with the name; the sort key only once."""
        self.email_key = email_key(self.email)
        self.name_key = name_key(self.given_name, self.family_name)
        self.sort_name = self.sort_name or sort_key(self.given_name, self.family_name)
        words = (self.prefix, self.name, self.badge_name, self.organisation, self.job_title)
        self.search_text = fold(" ".join((*words, self.email, self.short_code)))


class Needs(Base):
    """Diet and access, which can tell of religion and health: seen by one role, deleted first."""

    __tablename__ = "needs"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), primary_key=True)
    dietary: Mapped[str] = mapped_column(String(300), default="")
    access_needs: Mapped[str] = mapped_column(String(300), default="")


class Visit(Base):
    """What the host’s gatehouse asks for, deleted soon after the day."""

    __tablename__ = "visit"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), primary_key=True)
    vehicle_registration: Mapped[str] = mapped_column(String(20), default="")
    id_name: Mapped[str] = mapped_column(String(200), default="")
