"""What the public pages show of an edition. An unpublished speaker is on none of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from conference.models import AgendaItem, Appearance, Edition, Place, Speaker


class Stage(StrEnum):
    """Where an edition stands for somebody who would like to come."""

    COMING = "coming"  # registration hasn’t opened
    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"
    OVER = "over"


@dataclass(frozen=True)
class Tally:
    """How many places there are, and how many are spoken for: taken, or put aside by an offer."""

    places: int
    taken: int

    @property
    def left(self) -> int:
        return self.places - self.taken


def tally(session: Session, edition: Edition) -> Tally:
    """The places of an edition, counted."""
    counts = select(func.count(), func.count(Place.registration_id))
    places, taken = session.execute(counts.where(Place.edition_id == edition.id)).one()
    return Tally(places, taken)


def stage(edition: Edition, tally: Tally, now: datetime) -> Stage:
    """What the cover’s one button can offer."""
    if edition.is_over(now):
        return Stage.OVER
    if edition.is_registration_over(now):
        return Stage.CLOSED
    if not edition.is_registration_begun(now):
        return Stage.COMING
    return Stage.OPEN if tally.left else Stage.FULL


def agenda(session: Session, edition: Edition) -> list[AgendaItem]:
    """The items in order of time, each with who appears in it."""
    items = (
        select(AgendaItem)
        .where(AgendaItem.edition_id == edition.id)
        .order_by(AgendaItem.starts_at, AgendaItem.position)
        .options(selectinload(AgendaItem.appearances).joinedload(Appearance.speaker))
    )
    return list(session.scalars(items))


def speakers(session: Session, edition: Edition) -> list[Speaker]:
    """Who speaks, in the order of British lists."""
    published = (
        select(Speaker)
        .where(Speaker.edition_id == edition.id, Speaker.is_published)
        .order_by(Speaker.sort_name)
    )
    return list(session.scalars(published))


def speaker(session: Session, edition: Edition, slug: str) -> Speaker | None:
    """One speaker and their parts, or None."""
    one = (
        select(Speaker)
        .where(Speaker.edition_id == edition.id, Speaker.slug == slug, Speaker.is_published)
        .options(selectinload(Speaker.appearances).joinedload(Appearance.item))
    )
    return session.scalar(one)
