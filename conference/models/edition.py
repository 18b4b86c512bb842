"""One year's conference: when, where, how many, and what it asks of its delegates."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.models.base import Base, UtcDateTime

if TYPE_CHECKING:
    from conference.models.agenda import AgendaItem
    from conference.models.speaker import Speaker
    from conference.models.ticket_type import TicketType


class Edition(Base):
    """A year's conference. Its places are rows of their own (see `place`)."""

    __tablename__ = "edition"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(String(200))
    strapline: Mapped[str] = mapped_column(String(300), default="")
    about: Mapped[str] = mapped_column(Text, default="")  # Markdown
    notice: Mapped[str] = mapped_column(Text, default="")  # shown above the agenda, Markdown
    organisation: Mapped[str] = mapped_column(String(200))
    organisation_address: Mapped[str] = mapped_column(Text, default="")
    contact_email: Mapped[str] = mapped_column(String(254))
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    accent: Mapped[str] = mapped_column(String(7), default="")  # "#rrggbb", or the design's own

    timezone: Mapped[str] = mapped_column(String(40), default="Europe/London")
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    doors_open_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    registration_opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    registration_closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_published: Mapped[bool] = mapped_column(default=False)

    venue_name: Mapped[str] = mapped_column(String(200))
    venue_address: Mapped[str] = mapped_column(Text, default="")
    venue_postcode: Mapped[str] = mapped_column(String(12), default="")
    venue_map_url: Mapped[str] = mapped_column(String(500), default="")
    venue_directions: Mapped[str] = mapped_column(Text, default="")  # Markdown
    host_name: Mapped[str] = mapped_column(String(200), default="")

    asks_vehicle_registration: Mapped[bool] = mapped_column(default=True)
    asks_id_name: Mapped[bool] = mapped_column(default=False)
    offer_hours: Mapped[int] = mapped_column(default=24)
    retention_needs_days: Mapped[int] = mapped_column(default=14)
    retention_gate_days: Mapped[int] = mapped_column(default=7)
    retention_people_months: Mapped[int] = mapped_column(default=12)

    ticket_types: Mapped[list[TicketType]] = relationship(
        back_populates="edition", order_by="TicketType.position", cascade="all, delete-orphan"
    )
    agenda: Mapped[list[AgendaItem]] = relationship(
        back_populates="edition",
        order_by="(AgendaItem.starts_at, AgendaItem.position)",
        cascade="all, delete-orphan",
    )
    speakers: Mapped[list[Speaker]] = relationship(
        back_populates="edition", order_by="Speaker.sort_name", cascade="all, delete-orphan"
    )

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the edition's times are shown and printed."""
        return ZoneInfo(self.timezone)

    def local(self, moment: datetime) -> datetime:
        """A moment on the edition's own clock."""
        return moment.astimezone(self.zone)

    def is_registration_open(self, now: datetime) -> bool:
        """Whether a delegate may register at this moment."""
        return self.is_registration_begun(now) and not self.is_registration_over(now)

    def is_registration_begun(self, now: datetime) -> bool:
        """Whether registration has opened; it has when no opening time is set."""
        return self.registration_opens_at is None or self.registration_opens_at <= now

    def is_registration_over(self, now: datetime) -> bool:
        """Whether registration has closed; at the start of the conference at the latest."""
        return now >= (self.registration_closes_at or self.starts_at)

    def is_over(self, now: datetime) -> bool:
        """Whether the conference has ended."""
        return now >= self.ends_at

    def offer_until(self, now: datetime) -> datetime:
        """How long an offer made now stands: the edition's hours, and never past the start."""
        return min(now + timedelta(hours=self.offer_hours), self.starts_at)
