"""A line of the audit log: who did what to whom and when. Lines are only ever added."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from conference.models.base import Base, UtcDateTime


class Entry(Base):
    """One thing done. `change` holds {field: [before, after]}."""

    __tablename__ = "entry"
    __table_args__ = (Index("ix_entry_subject", "subject", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(254))  # an organiser’s address, “delegate”, …
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int | None]
    change: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
