"""Exporting: which lists there are, who may have them, and as what file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy.orm import Session

from conference.documents.delegate_lists import sheet_pdf
from conference.documents.sheets import Sheet
from conference.documents.spreadsheets import sheet_csv, sheet_xlsx
from conference.errors import Refusal
from conference.models import Edition, Role
from conference.services import listing, listing_for_site
from conference.services.listing_everything import everything
from conference.services.recording import record

EVERYTHING = "everything"


class UnknownList(Refusal):
    code: ClassVar[str] = "unknown_list"
    status: ClassVar[int] = 404

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no list “{name}”. There are {', '.join(LISTS)}.")


class Format(StrEnum):
    """What a list becomes."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True)
class Listing:
    """A list that can be had: what it is for, and who may have it."""

    title: str
    purpose: str
    sheet: Callable[[Session, Edition, datetime], Sheet]
    roles: frozenset[Role] = frozenset({Role.ORGANISER})


FILES: dict[Format, Callable[[Sheet], bytes]] = {
    Format.PDF: sheet_pdf,
    Format.XLSX: sheet_xlsx,
    Format.CSV: sheet_csv,
}

LISTS = {
    "delegates": Listing(
        "Delegate list",
        "For the pack: name, role and organisation of those who agreed to be listed.",
        listing.delegate_list,
    ),
    "sign-in": Listing(
        "Sign-in sheet",
        "For the door if everything else fails: by family name, with boxes to tick.",
        listing.sign_in_sheet,
    ),
    "gatehouse": Listing(
        "Gatehouse list",
        "For the host’s security desk: names, organisations and number plates.",
        listing_for_site.gatehouse_list,
        frozenset({Role.ORGANISER, Role.HOST}),
    ),
    "catering": Listing(
        "Catering",
        "For the kitchen: how many of each diet, and names for severe allergies only.",
        listing_for_site.catering_list,
    ),
    "photography": Listing(
        "Photography",
        "For the photographer: who said no, and who said yes.",
        listing.photography_list,
    ),
    "roll-call": Listing(
        "Roll-call",
        "For an evacuation: who is inside now, and who may need help to leave.",
        listing.roll_call,
    ),
    EVERYTHING: Listing(
        "Everything",
        "All that is kept of everybody, to be imported again. Taking it is noted.",
        everything,
    ),
}


def listing_of(name: str) -> Listing:
    """The list of this name. Raises UnknownList."""
    if name not in LISTS:
        raise UnknownList(name)
    return LISTS[name]


def export(session: Session, edition: Edition, name: str, format: Format, now: datetime) -> bytes:
    """A list as a file. Whoever takes everything calls `note_taken` too. Raises UnknownList."""
    return FILES[format](listing_of(name).sheet(session, edition, now))


def note_taken(session: Session, edition_id: int, now: datetime, *, actor: str) -> None:
    """Keep in the log that somebody took everything."""
    edition = session.get_one(Edition, edition_id)
    record(session, actor=actor, action="exported everything", subject=edition, now=now)
