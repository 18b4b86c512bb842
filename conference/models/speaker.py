"""Who is on the stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.models.base import Base
from conference.models.names import Named

if TYPE_CHECKING:
    from conference.models.agenda import Appearance
    from conference.models.edition import Edition


class Speaker(Named, Base):
    """A person on the stage; an unpublished one is on no page."""

    __tablename__ = "speaker"
    __table_args__ = (UniqueConstraint("edition_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    slug: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(200), default="")
    organisation: Mapped[str] = mapped_column(String(200), default="")
    biography: Mapped[str] = mapped_column(Text, default="")  # Markdown
    sort_name: Mapped[str] = mapped_column(String(201))
    is_published: Mapped[bool] = mapped_column(default=True)

    edition: Mapped[Edition] = relationship(back_populates="speakers")
    appearances: Mapped[list[Appearance]] = relationship(
        back_populates="speaker", cascade="all, delete-orphan"
    )

    @property
    def monogram(self) -> str:
        """Two letters that stand for a portrait."""
        return (self.given_name[:1] + self.family_name[:1]).upper()
