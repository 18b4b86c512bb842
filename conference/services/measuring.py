"""How things stand, in numbers that name nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from conference.models import Delivery, Edition, Message, Registration
from conference.services.placing import count


@dataclass(frozen=True)
class Measure:
    """A number, and the labels that tell it from others of its name."""

    name: str
    meaning: str
    labels: dict[str, str]
    value: float


def measures(session: Session, now: datetime) -> list[Measure]:
    """The editions that aren’t over, and the outbox."""
    editions = session.scalars(
        select(Edition).where(Edition.ends_at > now).order_by(Edition.year)
    ).all()
    of_editions = [one for edition in editions for one in _of_edition(session, edition)]
    return [*of_editions, *_of_outbox(session, now)]


def _of_edition(session: Session, edition: Edition) -> list[Measure]:
    places = count(session, edition.id)
    inside = select(func.count()).where(
        Registration.edition_id == edition.id, Registration.is_inside
    )
    year = {"edition": str(edition.year)}
    states = {"free": places.free, "taken": places.taken, "offered": places.offered}
    return [
        *(
            Measure("conference_places", "Places by state.", year | {"state": state}, number)
            for state, number in states.items()
        ),
        Measure("conference_waiting", "People who wait for a place.", year, places.waiting),
        Measure("conference_inside", "People inside.", year, session.scalars(inside).one()),
    ]


def _of_outbox(session: Session, now: datetime) -> list[Measure]:
    counted = select(Message.delivery, func.count()).group_by(Message.delivery)
    by_state = dict(session.execute(counted).all())
    oldest = session.scalar(
        select(func.min(Message.created_at)).where(Message.delivery == Delivery.WAITING)
    )
    return [
        *(
            Measure(
                "conference_messages",
                "Messages by state.",
                {"state": state.value},
                by_state.get(state, 0),
            )
            for state in Delivery
        ),
        Measure(
            "conference_oldest_waiting_message_seconds",
            "For how long the message that waits longest has waited.",
            {},
            (now - oldest).total_seconds() if oldest else 0,
        ),
    ]
