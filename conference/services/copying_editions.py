"""Next year’s conference, made from this year’s."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from conference.errors import Refusal
from conference.models import AgendaItem, Edition, TicketType
from conference.services.placing import count, set_capacity
from conference.services.recording import record

NOT_COPIED = {"id", "edition_id", "year", "is_published"}


class NoSuchEdition(Refusal):
    code: ClassVar[str] = "no_such_edition"
    status: ClassVar[int] = 404

    def __init__(self, year: int) -> None:
        super().__init__(f"There is no conference of {year}.")


class EditionExists(Refusal):
    code: ClassVar[str] = "edition_exists"

    def __init__(self, year: int) -> None:
        super().__init__(f"There is a conference of {year} already.")


def copy_edition(session: Session, year: int, into: int, now: datetime, *, actor: str) -> Edition:
    """The same words, places, ticket types and running order, on the same date of another year.

    It is unpublished, and nobody is on its stage yet. Raises NoSuchEdition, EditionExists.
    """
    source = edition_of(session, year)
    if session.scalar(select(Edition).where(Edition.year == into)):
        raise EditionExists(into)
    edition = Edition(**_moved(source, source, into), year=into, is_published=False)
    edition.ticket_types = [TicketType(**_moved(t, source, into)) for t in source.ticket_types]
    edition.agenda = [AgendaItem(**_moved(item, source, into)) for item in source.agenda]
    session.add(edition)
    session.flush()
    change = {"copied_from": [None, year]}
    record(session, actor=actor, action="added", subject=edition, now=now, change=change)
    set_capacity(session, edition, count(session, source.id).total, now, actor=actor)
    return edition


def edition_of(session: Session, year: int) -> Edition:
    """The edition of a year. Raises NoSuchEdition."""
    edition = session.scalar(select(Edition).where(Edition.year == year))
    if edition is None:
        raise NoSuchEdition(year)
    return edition


def _moved(row: Edition | TicketType | AgendaItem, source: Edition, into: int) -> dict[str, Any]:
    """A row’s own values, its moments as many years later as the copy is."""
    values = {
        column.key: getattr(row, column.key)
        for column in type(row).__table__.columns
        if column.key not in NOT_COPIED
    }
    return {
        name: _another_year(source.local(value), into - source.year)
        if isinstance(value, datetime)
        else value
        for name, value in values.items()
    }


def _another_year(moment: datetime, years: int) -> datetime:
    """The same day and clock time, whether or not the clocks have changed in between."""
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:  # 29 February
        return moment.replace(year=moment.year + years, day=28)
