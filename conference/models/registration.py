"""One delegate’s line of a booking: who they are, their badge code and their state."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.models.base import Base, UtcDateTime
from conference.models.names import Named, fold, sort_key

if TYPE_CHECKING:
    from conference.models.booking import Booking
    from conference.models.edition import Edition
    from conference.models.place import Place
    from conference.models.ticket_type import TicketType


class Status(StrEnum):
    """Where a registration stands; it follows from its place and its dates, and isn’t stored."""

    CONFIRMED = "confirmed"
    OFFERED = "offered"
    WAITING = "waiting"
    CANCELLED = "cancelled"


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
    def first_line(self) -> str:
        """The largest line of the badge."""
        return self.badge_name or self.given_name

    def reindex(self) -> None:
        """Bring the search and identity keys in step with the name; the sort key only once."""
        self.email_key = self.email.strip().casefold()
        self.name_key = fold(self.name)
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
