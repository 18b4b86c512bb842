"""People who sign in, their sign-ins, and the one-time links that begin them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.models.base import Base, UtcDateTime, words


class Role(StrEnum):
    """What somebody who signs in may do."""

    ORGANISER = "organiser"
    STEWARD = "steward"
    FINANCE = "finance"
    HOST = "host"


class Organiser(Base):
    """Somebody who signs in, whatever their role."""

    __tablename__ = "organiser"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)  # casefolded
    name: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[Role] = mapped_column(words(Role))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    sign_ins: Mapped[list[SignIn]] = relationship(
        back_populates="organiser", cascade="all, delete-orphan"
    )
    links: Mapped[list[SignInLink]] = relationship(cascade="all, delete-orphan")


class SignIn(Base):
    """A browser that is signed in. The cookie holds the secret, the row its SHA-256."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    organiser_id: Mapped[int] = mapped_column(ForeignKey("organiser.id"), index=True)
    secret_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    browser: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)

    organiser: Mapped[Organiser] = relationship(back_populates="sign_ins")


class SignInLink(Base):
    """A link that signs in once, by a POST."""

    __tablename__ = "sign_in_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    organiser_id: Mapped[int] = mapped_column(ForeignKey("organiser.id"), index=True)
    secret_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    spent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Attempt(Base):
    """A try that is counted so that it can be throttled: a sign-in, a reminder of a link."""

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_subject", "kind", "subject", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(64))  # SHA-256 of an account or a network address
    at: Mapped[datetime] = mapped_column(UtcDateTime)
