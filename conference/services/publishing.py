"""What the public pages show of an edition. An unpublished speaker is on none of them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload, selectinload

from conference.models import AgendaItem, Appearance, Edition, Speaker
from conference.services.placing import Count, count

# Built once: composing a statement takes longer than running it.
_AGENDA = (
    select(AgendaItem)
    .where(AgendaItem.edition_id == bindparam("edition_id"))
    .order_by(AgendaItem.starts_at, AgendaItem.position)
    .options(joinedload(AgendaItem.appearances).joinedload(Appearance.speaker))
)
_SPEAKERS = (
    select(Speaker)
    .where(Speaker.edition_id == bindparam("edition_id"), Speaker.is_published)
    .order_by(Speaker.sort_name)
)
_ROWS = (
    select(AgendaItem.__table__, Appearance.__table__, Speaker.__table__)
    .join_from(AgendaItem.__table__, Appearance.__table__, isouter=True)
    .join(Speaker.__table__, isouter=True)
    .where(AgendaItem.edition_id == bindparam("edition_id"))
    .order_by(AgendaItem.id, Appearance.id)
)
_PEOPLE = (
    select(Speaker.__table__)
    .where(Speaker.edition_id == bindparam("edition_id"))
    .order_by(Speaker.id)
)
_OTHERS = (
    select(Edition.year, Edition.title, Edition.starts_at, Edition.ends_at)
    .where(Edition.is_published, Edition.id != bindparam("edition_id"))
    .order_by(Edition.year.desc())
)
_COLUMNS = tuple(Edition.__mapper__.column_attrs.keys())
_SPEAKER = _SPEAKERS.where(Speaker.slug == bindparam("slug")).options(
    selectinload(Speaker.appearances).joinedload(Appearance.item)
)


class Stage(StrEnum):
    """Where an edition stands for somebody who would like to come."""

    COMING = "coming"  # registration hasn’t opened
    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"
    OVER = "over"


@dataclass(frozen=True)
class Cover:
    """What the front page tells beyond the edition itself."""

    stage: Stage
    places: int
    left: int
    is_next: bool  # whether who registers now registers for this edition
    others: tuple[tuple[int, str], ...]  # year and title of the other editions


def cover(session: Session, edition: Edition, now: datetime) -> Cover:
    """Where the edition stands, how many places are left to ask for, and what other years are."""
    places = count(session, edition.id)
    stage = _stage(edition, places, now)
    others = session.execute(_OTHERS, {"edition_id": edition.id}).all()
    comes_before = [o for o in others if o.ends_at > now and o.starts_at < edition.starts_at]
    return Cover(
        stage=stage,
        places=places.total,
        left=0 if stage in (Stage.FULL, Stage.OVER) else places.free,
        is_next=edition.is_published and not comes_before,
        others=tuple((other.year, other.title) for other in others),
    )


def edition_state(edition: Edition) -> Hashable:
    """What an edition says of itself, to tell whether a page that shows it has changed."""
    return tuple(getattr(edition, name) for name in _COLUMNS)


def people_state(session: Session, edition: Edition) -> Hashable:
    """The same for its speakers. Rows, not objects: reading them takes a third of the time."""
    return tuple(session.execute(_PEOPLE, {"edition_id": edition.id}))


def agenda_state(session: Session, edition: Edition) -> Hashable:
    """The same for its agenda and who appears in it."""
    return tuple(session.execute(_ROWS, {"edition_id": edition.id}))


def agenda(session: Session, edition: Edition) -> list[AgendaItem]:
    """The items in order of time, each with who appears in it."""
    return list(session.scalars(_AGENDA, {"edition_id": edition.id}).unique())


def speakers(session: Session, edition: Edition) -> list[Speaker]:
    """Who speaks, in the order of British lists."""
    return list(session.scalars(_SPEAKERS, {"edition_id": edition.id}))


def speaker(session: Session, edition: Edition, slug: str) -> Speaker | None:
    """One speaker and their parts, or None."""
    if "\x00" in slug:  # PostgreSQL takes no such text, not even to look for it
        return None
    return session.scalar(_SPEAKER, {"edition_id": edition.id, "slug": slug})


def _stage(edition: Edition, places: Count, now: datetime) -> Stage:
    if edition.is_over(now):
        return Stage.OVER
    if edition.is_registration_over(now):
        return Stage.CLOSED
    if not edition.is_registration_begun(now):
        return Stage.COMING
    # A place that is free while somebody waits is theirs: who comes now would wait too.
    return Stage.OPEN if places.free and not places.waiting else Stage.FULL
