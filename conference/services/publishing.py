"""What the public pages show of an edition. An unpublished speaker is on none of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from conference.models import AgendaItem, Appearance, Edition, Speaker
from conference.services.placing import Count, count


class Stage(StrEnum):
    """Where an edition stands for somebody who would like to come."""

    COMING = "coming"  # registration hasn’t opened
    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"
    OVER = "over"


@dataclass(frozen=True)
class Cover:
    """What the front page needs to know beside the edition itself."""

    stage: Stage
    places: int
    left: int
    speakers: list[Speaker]


def cover(session: Session, edition: Edition, now: datetime) -> Cover:
    """Where the edition stands, how many places are left to ask for, and who speaks."""
    places = count(session, edition.id)
    stage = _stage(edition, places, now)
    left = 0 if stage in (Stage.FULL, Stage.OVER) else places.free
    return Cover(stage, places.total, left, speakers(session, edition))


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


def _stage(edition: Edition, places: Count, now: datetime) -> Stage:
    if edition.is_over(now):
        return Stage.OVER
    if edition.is_registration_over(now):
        return Stage.CLOSED
    if not edition.is_registration_begun(now):
        return Stage.COMING
    # A place that is free while somebody waits is theirs: who comes now would wait too.
    return Stage.OPEN if places.free and not places.waiting else Stage.FULL
