"""Giving a row new values, with a line in the audit log that says what was before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from conference.services.recording import record


def amend(
    session: Session, subject: object, values: Mapping[str, Any], now: datetime, *, actor: str
) -> dict[str, list[Any]]:
    """Set the named columns; gives and records {column: [before, after]} of those that differ.

    Where nothing differs nothing is recorded, so that saving twice is the same as once.
    """
    change = {
        name: [before, value]
        for name, value in values.items()
        if (before := getattr(subject, name)) != value
    }
    for name, (_, after) in change.items():
        setattr(subject, name, after)
    if change:
        kept = {name: [plain(value) for value in pair] for name, pair in change.items()}
        record(session, actor=actor, action="changed", subject=subject, now=now, change=kept)
    return change


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    return value.isoformat() if isinstance(value, datetime) else value
