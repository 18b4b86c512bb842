"""The edition for other programs and for paper: always what its pages show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from conference.documents.calendars import AgendaEntry, agenda_ics
from conference.documents.programme import (
    Programme,
    ProgrammeItem,
    ProgrammeSpeaker,
    programme_pdf,
)
from conference.documents.share_cards import ShareCard, share_card_png
from conference.models import AgendaItem, Appearance, Edition, Kind, Part, Speaker
from conference.wording import day_year, hours

PARTS = {
    Part.CHAIR: "in the chair",
    Part.KEYNOTE: "keynote",
    Part.PANELLIST: "panellist",
    Part.MODERATOR: "moderator",
    Part.SPEAKER: "",
}
QUIET = (Kind.PAUSE, Kind.ARRIVAL)


def seen(item: AgendaItem) -> list[Appearance]:
    """Who appears in an item and may be named."""
    return [appearance for appearance in item.appearances if appearance.speaker.is_published]


def calendar(edition: Edition, items: Iterable[AgendaItem], site: str, now: datetime) -> bytes:
    """A feed to subscribe to. An item keeps its UID when its time or its title changes."""
    host = urlsplit(site).hostname
    entries = [
        AgendaEntry(
            uid=f"agenda-{edition.year}-{item.slug}@{host}",
            sequence=item.version,
            title=item.title,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            room=", ".join(filter(None, (item.room, edition.venue_name))),
            description=_description(item),
            url=f"{site}/{edition.year}/agenda#{item.slug}",
        )
        for item in items
    ]
    return agenda_ics(edition.title, entries, now, edition.zone)


def table(edition: Edition, items: Iterable[AgendaItem]) -> dict[str, Any]:
    """The agenda as plain values for JSON; times carry the edition’s offset."""
    return {
        "edition": {
            "year": edition.year,
            "title": edition.title,
            "venue": edition.venue_name,
            "timezone": edition.timezone,
        },
        "items": [_row(edition, item) for item in items],
    }


def printed(
    edition: Edition, items: Iterable[AgendaItem], speakers: Iterable[Speaker], now: datetime
) -> bytes:
    """The programme as a PDF."""
    return programme_pdf(
        Programme(
            title=edition.title,
            strapline=edition.strapline,
            day=day_year(edition.local(edition.starts_at)),
            venue=edition.venue_name,
            items=tuple(_printed_item(edition, item) for item in items),
            speakers=tuple(
                ProgrammeSpeaker(s.style, s.role, s.organisation, s.biography) for s in speakers
            ),
            organisation=edition.organisation,
            notice=edition.notice,
            made_at=edition.local(now),
            accent=edition.accent,
        )
    )


def share_card(edition: Edition) -> bytes:
    """The picture beside a link, as a PNG."""
    where = [edition.venue_name, *edition.venue_address.splitlines()[-1:]]
    return share_card_png(
        ShareCard(
            organisation=edition.organisation,
            title=edition.title,
            day=day_year(edition.local(edition.starts_at)),
            venue=", ".join(dict.fromkeys(filter(None, where))),
            accent=edition.accent,
        )
    )


def _description(item: AgendaItem) -> str:
    cast = [", ".join(filter(None, (a.speaker.style, PARTS[a.part]))) for a in seen(item)]
    return "\n\n".join(filter(None, (item.abstract, "\n".join(cast))))


def _row(edition: Edition, item: AgendaItem) -> dict[str, Any]:
    return {
        "id": item.slug,
        "kind": item.kind,
        "title": item.title,
        "abstract": item.abstract,
        "room": item.room,
        "starts_at": edition.local(item.starts_at).isoformat(),
        "ends_at": edition.local(item.ends_at).isoformat(),
        "people": [
            {
                "id": appearance.speaker.slug,
                "name": appearance.speaker.style,
                "role": appearance.speaker.role,
                "organisation": appearance.speaker.organisation,
                "part": appearance.part,
            }
            for appearance in seen(item)
        ],
    }


def _printed_item(edition: Edition, item: AgendaItem) -> ProgrammeItem:
    return ProgrammeItem(
        hours=hours(edition.local(item.starts_at), edition.local(item.ends_at)),
        title=item.title,
        room=item.room,
        abstract=item.abstract,
        people=tuple((a.speaker.style, PARTS[a.part]) for a in seen(item)),
        is_pause=item.kind in QUIET,
    )
