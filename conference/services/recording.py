"""The audit log: who did what to whom and when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from conference.models import Edition, Entry, Registration


def record(
    session: Session,
    *,
    actor: str,
    action: str,
    subject: object,
    now: datetime,
    change: dict[str, Any] | None = None,
) -> Entry:
    """Add a line. The subject is a model that is already flushed, so that it has an id.

    `change` holds {field: [before, after]}. What tells of religion or health never goes in.
    """
    entry = Entry(
        edition_id=_edition_id(subject),
        at=now,
        actor=actor,
        action=action,
        subject=str(getattr(subject, "__tablename__", subject)),
        subject_id=getattr(subject, "id", None),
        change=change or {},
    )
    session.add(entry)
    return entry


def record_registration(
    session: Session, registration: Registration, action: str, actor: str, now: datetime
) -> Entry:
    """A line about a registration that needs no more than the deed."""
    return record(session, actor=actor, action=action, subject=registration, now=now)


def _edition_id(subject: object) -> int | None:
    """The edition that it is part of, or is."""
    return subject.id if isinstance(subject, Edition) else getattr(subject, "edition_id", None)
