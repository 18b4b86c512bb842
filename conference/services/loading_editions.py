"""A year’s conference made, or brought up to date, from what a file says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from conference.models import AgendaItem, Edition, Speaker
from conference.services.editing_editions import (
    add_ticket_type,
    change_capacity,
    change_edition,
    change_ticket_type,
)
from conference.services.editing_programmes import (
    Appearing,
    add_item,
    add_speaker,
    change_item,
    change_speaker,
    remove_item,
    remove_speaker,
)
from conference.services.reading_editions import EditionContents, ItemContents
from conference.services.recording import record


def load_edition(
    session: Session, contents: EditionContents, now: datetime, *, actor: str
) -> Edition:
    """Make the year’s conference, or bring it up to date. Loading twice is the same as once.

    What the file leaves out stays. Its lists of speakers and of the agenda are whole: who or what
    isn’t in them goes. Ticket types only come, as somebody may have registered with one.
    """
    edition = _edition(session, contents, now, actor=actor)
    change_edition(session, edition.id, contents.values, now, actor=actor)
    for values in contents.ticket_types:
        _load_ticket_type(session, edition, values, now, actor=actor)
    if contents.capacity is not None:
        change_capacity(session, edition.id, contents.capacity, now, actor=actor)
    if contents.speakers is not None:
        _load_speakers(session, edition, contents.speakers, now, actor=actor)
    if contents.agenda is not None:
        _load_agenda(session, edition, contents.agenda, now, actor=actor)
    session.flush()
    return edition


def _edition(session: Session, contents: EditionContents, now: datetime, *, actor: str) -> Edition:
    edition = session.scalar(select(Edition).where(Edition.year == contents.year))
    if edition is None:
        edition = Edition(year=contents.year, **contents.values)
        session.add(edition)
        session.flush()
        change = {"year": [None, contents.year]}
        record(session, actor=actor, action="added", subject=edition, now=now, change=change)
    return edition


def _load_ticket_type(
    session: Session, edition: Edition, values: dict[str, Any], now: datetime, *, actor: str
) -> None:
    session.expire(edition, ["ticket_types"])
    for ticket_type in edition.ticket_types:
        if ticket_type.name == values["name"]:
            change_ticket_type(session, ticket_type, values, now, actor=actor)
            return
    add_ticket_type(session, edition.id, values, now, actor=actor)


def _load_speakers(
    session: Session, edition: Edition, rows: Sequence[dict[str, Any]], now: datetime, *, actor: str
) -> None:
    there = {speaker.name: speaker for speaker in edition.speakers}
    for values in rows:
        known = there.pop(f"{values['given_name']} {values['family_name']}".strip(), None)
        if known is None:
            add_speaker(session, edition, values, now, actor=actor)
            session.expire(edition, ["speakers"])  # the next one’s slug must differ
        else:
            own = {"sort_name": values["sort_name"] or known.sort_name}
            change_speaker(session, known, values | own, now, actor=actor)
    for gone in there.values():
        remove_speaker(session, gone, now, actor=actor)
    session.expire(edition, ["speakers"])


def _load_agenda(
    session: Session, edition: Edition, rows: Sequence[ItemContents], now: datetime, *, actor: str
) -> None:
    """Items are known by their titles, the second break by being the second of its title."""
    there: dict[str, list[AgendaItem]] = defaultdict(list)
    for item in edition.agenda:
        there[item.title].append(item)
    speakers = {speaker.name: speaker for speaker in edition.speakers}
    for row in rows:
        appearing = _appearing(row, speakers)
        if same := there[row.values["title"]]:
            change_item(session, same.pop(0), row.values, appearing, now, actor=actor)
        else:
            add_item(session, edition, row.values, appearing, now, actor=actor)
            session.expire(edition, ["agenda"])
    for gone in [item for left in there.values() for item in left]:
        remove_item(session, gone, now, actor=actor)
    session.expire(edition, ["agenda"])


def _appearing(row: ItemContents, speakers: dict[str, Speaker]) -> list[Appearing]:
    return [Appearing(speaker_id=speakers[name].id, part=part) for name, part in row.people]
