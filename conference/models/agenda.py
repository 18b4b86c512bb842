"""What happens at a time in a room, and who takes what part in it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.models.base import Base, UtcDateTime, words

if TYPE_CHECKING:
    from conference.models.edition import Edition
    from conference.models.speaker import Speaker


class Kind(StrEnum):
    """What sort of item it is; pauses are set more quietly."""

    ARRIVAL = "arrival"
    WELCOME = "welcome"
    KEYNOTE = "keynote"
    PANEL = "panel"
    BREAKOUT = "breakout"
    PAUSE = "pause"
    CLOSE = "close"


class Part(StrEnum):
    """A speaker’s part in an item."""

    CHAIR = "chair"
    KEYNOTE = "keynote"
    SPEAKER = "speaker"
    PANELLIST = "panellist"
    MODERATOR = "moderator"


class AgendaItem(Base):
    """A thing that happens at a time in a room."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        UniqueConstraint("edition_id", "slug"),
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    slug: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))
    abstract: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[Kind] = mapped_column(words(Kind))
    room: Mapped[str] = mapped_column(String(80), default="")
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=0)  # iCalendar’s SEQUENCE

    edition: Mapped[Edition] = relationship(back_populates="agenda")
    appearances: Mapped[list[Appearance]] = relationship(
        back_populates="item", order_by="Appearance.position", cascade="all, delete-orphan"
    )

    @property
    def minutes(self) -> int:
        """Its length."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


class Appearance(Base):
    """A speaker’s part in an agenda item."""

    __tablename__ = "appearance"
    __table_args__ = (UniqueConstraint("item_id", "speaker_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id"), index=True)
    part: Mapped[Part] = mapped_column(words(Part), default=Part.SPEAKER)
    position: Mapped[int] = mapped_column(default=0)

    item: Mapped[AgendaItem] = relationship(back_populates="appearances")
    speaker: Mapped[Speaker] = relationship(back_populates="appearances")
