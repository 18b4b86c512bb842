"""Sending people the link to their own page again, when they forgot that they have one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from conference.models import Booking, Letter, Registration
from conference.models.names import email_key
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
        if _is_within_limits(session, registration.email_key, network, now):
            tell(session, Letter.REMINDED, now, registration=registration)


def remind_booker(session: Session, booking_id: int, network: str, now: datetime) -> None:
    """Send whoever made a booking the link to it, within the same limits."""
    booking = session.get_one(Booking, booking_id)
    booker = email_key(booking.booker_email)
    own = [line.id for line in booking.registrations if line.email_key == booker]
    if own:
        remind(session, own, network, now)
    elif _is_within_limits(session, booker, network, now):
        tell(session, Letter.BOOKED, now, booking=booking)


def _is_within_limits(session: Session, address: str, network: str, now: datetime) -> bool:
    """Both tries are counted, whichever limit is reached."""
    tries = (
        count_try(session, "reminder", address, now, limit=PER_ADDRESS, within=WITHIN),
        count_try(session, "reminders", network, now, limit=PER_NETWORK, within=WITHIN),
    )
    return all(tries)
