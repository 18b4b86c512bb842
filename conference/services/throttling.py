"""Counting tries in the database, so that every process counts the same."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from conference.codes import sha256
from conference.errors import Refusal
from conference.models import Attempt

KEPT = timedelta(days=1)


class TooManyTries(Refusal):
    code = "too_many_tries"
    message = "There were too many tries. Wait a quarter of an hour and try again."
    status = 429


def count_try(
    session: Session, kind: str, subject: str, now: datetime, *, limit: int, within: timedelta
) -> bool:
    """Note a try and say whether it is still within the limit. The subject is kept hashed."""
    key = sha256(f"{kind}:{subject}")
    session.execute(delete(Attempt).where(Attempt.kind == kind, Attempt.at < now - KEPT))
    session.add(Attempt(kind=kind, subject=key, at=now))
    session.flush()
    return tries(session, kind, subject, now, within=within) <= limit


def tries(session: Session, kind: str, subject: str, now: datetime, *, within: timedelta) -> int:
    """How many tries were made lately."""
    return session.scalars(
        select(func.count()).where(
            Attempt.kind == kind,
            Attempt.subject == sha256(f"{kind}:{subject}"),
            Attempt.at > now - within,
        )
    ).one()
