"""What a door device recorded. A row is kept for every scan, refused and unknown ones too."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.models.base import Base, UtcDateTime, words

if TYPE_CHECKING:
    from conference.models.registration import Registration


class ScanKind(StrEnum):
    """What the steward did."""

    SCAN = "scan"
    UNDO = "undo"


class Direction(StrEnum):
    """Through the door, which way."""

    IN = "in"
    OUT = "out"


class Result(StrEnum):
    """What the door was told."""

    ADMITTED = "admitted"
    ALREADY = "already"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Scan(Base):
    """One scan. Its id is made on the device, so that sending it again changes nothing."""

    __tablename__ = "scan"
    __table_args__ = (Index("ix_scan_person", "registration_id", "corrected_at"),)

    scan_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"))
    kind: Mapped[ScanKind] = mapped_column(words(ScanKind))
    direction: Mapped[Direction] = mapped_column(words(Direction), default=Direction.IN)
    code: Mapped[str] = mapped_column(String(64), default="")  # as read, when nobody was found
    undoes: Mapped[str | None] = mapped_column(String(36), index=True)
    door: Mapped[str] = mapped_column(String(80), default="")
    device: Mapped[str] = mapped_column(String(80), default="")
    organiser_id: Mapped[int | None] = mapped_column(ForeignKey("organiser.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)  # by the device’s clock
    corrected_at: Mapped[datetime] = mapped_column(UtcDateTime)  # by ours
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    result: Mapped[Result] = mapped_column(words(Result))
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)  # what was first answered, for ever

    registration: Mapped[Registration | None] = relationship()
