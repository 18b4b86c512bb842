"""What kind of place a registration asks for, and the category that colours its badge."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.models.base import Base, words

if TYPE_CHECKING:
    from conference.models.edition import Edition


class Category(StrEnum):
    """The word and the colour on a badge."""

    DELEGATE = "delegate"
    SPEAKER = "speaker"
    SPONSOR = "sponsor"
    HOST = "host"
    PRESS = "press"
    CREW = "crew"


class TicketType(Base):
    """A kind of place. A private one is given by organisers and isn’t shown on the form."""

    __tablename__ = "ticket_type"
    __table_args__ = (UniqueConstraint("edition_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    name: Mapped[str] = mapped_column(String(80))
    description: Mapped[str] = mapped_column(String(300), default="")
    category: Mapped[Category] = mapped_column(words(Category), default=Category.DELEGATE)
    is_public: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)

    edition: Mapped[Edition] = relationship(back_populates="ticket_types")
