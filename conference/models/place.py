"""The edition’s places: a row each, and the database has no row for one more."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.models.base import Base, UtcDateTime

if TYPE_CHECKING:
    from conference.models.registration import Registration


class Place(Base):
    """A numbered place. It is free, put aside for somebody (`offered_until`), or taken."""

    __tablename__ = "place"
    __table_args__ = (
        UniqueConstraint("edition_id", "number"),
        CheckConstraint(
            "offered_until IS NULL OR registration_id IS NOT NULL", name="offered_to_somebody"
        ),
        Index(
            "ix_place_free",
            "edition_id",
            "number",
            sqlite_where=text("registration_id IS NULL"),
            postgresql_where=text("registration_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    number: Mapped[int]
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"), unique=True)
    offered_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    registration: Mapped[Registration | None] = relationship(back_populates="place")

    @property
    def is_taken(self) -> bool:
        """Whether somebody has it for good."""
        return self.registration_id is not None and self.offered_until is None
