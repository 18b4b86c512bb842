"""The programme: what happens when and where, who is on the stage, and who takes what part."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy.orm import Session

from conference.errors import Refusal
from conference.models import AgendaItem, Appearance, Edition, Part, Speaker
from conference.models.names import fold, sort_key
from conference.services.amending import amend
from conference.services.recording import record

IN_CALENDARS = {"prefix", "given_name", "family_name", "post_nominals", "is_published"}


class EndsBeforeStart(Refusal):
    code: ClassVar[str] = "ends_before_start"
    message: ClassVar[str] = "It ends after it starts."
    status: ClassVar[int] = 422


@dataclass(frozen=True)
class Appearing:
    """Somebody of the edition’s speakers, and their part in an item."""

    speaker_id: int
    part: Part


def add_item(
    session: Session,
    edition: Edition,
    values: Mapping[str, Any],
    appearing: Sequence[Appearing],
    now: datetime,
    *,
    actor: str,
) -> AgendaItem:
    """Add an item to the agenda. Its slug, and so its calendar UID, stays when it is renamed."""
    _refuse_backwards(values)
    item = AgendaItem(
        edition_id=edition.id,
        slug=_unused_slug(values["title"], [other.slug for other in edition.agenda]),
        position=len(edition.agenda),
        **values,
    )
    session.add(item)
    _bring_on(session, item, appearing)
    session.flush()
    change = {"title": [None, item.title]}
    record(session, actor=actor, action="added", subject=item, now=now, change=change)
    return item


def change_item(
    session: Session,
    item: AgendaItem,
    values: Mapping[str, Any],
    appearing: Sequence[Appearing],
    now: datetime,
    *,
    actor: str,
) -> None:
    """Change an item; calendars that follow the agenda are told by a higher version."""
    _refuse_backwards(values)
    change = amend(session, item, values, now, actor=actor)
    before = [Appearing(a.speaker_id, a.part) for a in item.appearances]
    if list(appearing) != before:
        _bring_on(session, item, appearing)
        change |= {"people": [before, appearing]}
        people = {"people": [_names(session, before), _names(session, appearing)]}
        record(session, actor=actor, action="changed", subject=item, now=now, change=people)
    if change:
        item.version += 1


def remove_item(session: Session, item: AgendaItem, now: datetime, *, actor: str) -> None:
    """Take an item off the agenda; its speakers stay."""
    change = {"title": [item.title, None]}
    record(session, actor=actor, action="removed", subject=item, now=now, change=change)
    session.delete(item)


def add_speaker(
    session: Session, edition: Edition, values: Mapping[str, Any], now: datetime, *, actor: str
) -> Speaker:
    """Add somebody to the stage. Their slug, and so the address of their page, stays."""
    name = f"{values['given_name']} {values['family_name']}"
    speaker = Speaker(
        edition_id=edition.id,
        slug=_unused_slug(name, [other.slug for other in edition.speakers]),
        **_sorted(values),
    )
    session.add(speaker)
    session.flush()
    change = {"name": [None, speaker.name]}
    record(session, actor=actor, action="added", subject=speaker, now=now, change=change)
    return speaker


def change_speaker(
    session: Session, speaker: Speaker, values: Mapping[str, Any], now: datetime, *, actor: str
) -> None:
    """Change what is said of a speaker, up to the last minute."""
    change = amend(session, speaker, _sorted(values), now, actor=actor)
    if change.keys() & IN_CALENDARS:
        _raise_versions(speaker)


def remove_speaker(session: Session, speaker: Speaker, now: datetime, *, actor: str) -> None:
    """Take somebody off the stage, and out of every item they appear in."""
    change = {"name": [speaker.name, None]}
    record(session, actor=actor, action="removed", subject=speaker, now=now, change=change)
    _raise_versions(speaker)
    session.delete(speaker)


def _refuse_backwards(values: Mapping[str, Any]) -> None:
    if values["ends_at"] <= values["starts_at"]:
        raise EndsBeforeStart


def _bring_on(session: Session, item: AgendaItem, appearing: Sequence[Appearing]) -> None:
    """Put these people, in this order, in place of those who stood there."""
    item.appearances.clear()
    session.flush()  # the same speaker may come back in another part
    for position, one in enumerate(appearing):
        appearance = Appearance(speaker_id=one.speaker_id, part=one.part, position=position)
        item.appearances.append(appearance)


def _raise_versions(speaker: Speaker) -> None:
    """Tell the calendars of every item that this speaker appears in."""
    for appearance in speaker.appearances:
        appearance.item.version += 1


def _names(session: Session, appearing: Sequence[Appearing]) -> list[str]:
    speakers = [session.get_one(Speaker, one.speaker_id) for one in appearing]
    return [f"{s.name}, {one.part}" for s, one in zip(speakers, appearing, strict=True)]


def _sorted(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with a sort key: the organiser’s own, or the one that follows from the name."""
    own = fold(values["sort_name"])
    return {
        **values,
        "sort_name": own or sort_key(values["given_name"], values["family_name"]),
    }


def _unused_slug(text: str, taken: Collection[str]) -> str:
    """The text as it can stand in an address, with a number where another has it already."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:70] or "untitled"
    number = 1
    while (candidate := slug if number == 1 else f"{slug}-{number}") in taken:
        number += 1
    return candidate
