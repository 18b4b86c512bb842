"""Sending people the link to their own page again, when they forgot that they have one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from conference.models import Letter, Registration
from conference.services.outbox import tell
from conference.services.throttling import count_try

PER_ADDRESS = 3
PER_NETWORK = 20
WITHIN = timedelta(hours=1)


def remind(session: Session, registration_ids: Sequence[int], network: str, now: datetime) -> None:
    """Send each their link. Asked for too often, by one address or one network, nothing leaves.

    Whoever asks isn’t told which it was: the answer is the same for everybody.
    """
    standing = select(Registration).where(
        Registration.id.in_(registration_ids), Registration.cancelled_at.is_(None)
    )
    for registration in session.scalars(standing.order_by(Registration.id)).all():
        if _is_within_limits(session, registration, network, now):
            tell(session, Letter.REMINDED, now, registration=registration)


def _is_within_limits(
    session: Session, registration: Registration, network: str, now: datetime
) -> bool:
    """Both tries are counted, whichever limit is reached."""
    tries = (
        count_try(
            session, "reminder", registration.email_key, now, limit=PER_ADDRESS, within=WITHIN
        ),
        count_try(session, "reminders", network, now, limit=PER_NETWORK, within=WITHIN),
    )
    return all(tries)
