"""What one person asked for, for one or more delegates."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.models.base import Base, UtcDateTime
from conference.models.names import email_key

if TYPE_CHECKING:
    from conference.models.edition import Edition
    from conference.models.registration import Registration


class Booking(Base):
    """One request. `request_key` makes a double click one booking; the digest tells a retry."""

    __tablename__ = "booking"
    __table_args__ = (UniqueConstraint("edition_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    reference: Mapped[str] = mapped_column(String(12))
    booker_name: Mapped[str] = mapped_column(String(201))
    booker_email: Mapped[str] = mapped_column(String(254))
    po_number: Mapped[str] = mapped_column(String(60), default="")
    request_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    request_digest: Mapped[str] = mapped_column(String(64), default="")
    link_version: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    edition: Mapped[Edition] = relationship()
    registrations: Mapped[list[Registration]] = relationship(
        back_populates="booking", order_by="Registration.id"
    )

    @property
    def current_registrations(self) -> list[Registration]:
        """Its lines that still stand: neither cancelled nor handed on."""
        return [r for r in self.registrations if not r.is_cancelled]

    @property
    def booker_registrations(self) -> list[Registration]:
        """The lines that the booker looks after. The place that a booker held and handed to a
        colleague is the colleague’s own: what they write of themselves is not the booker’s."""
        handed_on: set[int | None] = set()
        for line in self.registrations:
            if line.email_key == email_key(self.booker_email) or line.id in handed_on:
                handed_on.add(line.replaced_by_id)
        return [line for line in self.registrations if line.id not in handed_on]

    @property
    def is_for_booker_alone(self) -> bool:
        """Whether the booker booked for themselves and nobody else."""
        current = self.current_registrations
        return len(current) == 1 and current[0].email_key == email_key(self.booker_email)
