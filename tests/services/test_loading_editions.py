"""A year’s conference from a file: made, brought up to date, refused in sentences."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from conference.config import ROOT
from conference.db import db, writing
from conference.errors import Refusal
from conference.models import Edition, Entry, Registration
from conference.services.loading_editions import load_edition
from conference.services.placing import BelowTaken, count
from conference.services.reading_editions import EditionContents, read_edition
from conference.services.reading_toml import CONTROL, Unreadable
from conference.services.registering import book
from tests.hostile import HOSTILE
from tests.people import NOW, ada, request_for

SAMPLES = sorted((ROOT / "scripts" / "sample").glob("*.toml"))
FILE = """
title = "A conference"
date = 2026-10-07
starts = 09:00:00
ends = 13:00:00
capacity = 3
is_published = true
organisation = "Hertfordshire LEP"
contact_email = "conference@example.org"
venue_name = "GSK"

[[ticket_types]]
name = "Delegate"

[[speakers]]
given_name = "Ada"
family_name = "Okonkwo"

[[agenda]]
title = "Welcome"
kind = "welcome"
starts = 09:00:00
ends = 09:30:00
people = [{ name = "Ada Okonkwo", part = "chair" }]

[[agenda]]
title = "Break"
kind = "pause"
starts = 09:30:00
ends = 09:45:00

[[agenda]]
title = "Break"
kind = "pause"
starts = 11:00:00
ends = 11:15:00
"""


def _load(session: Session, text: str) -> Edition:
    return load_edition(session, read_edition(text, NOW), NOW, actor="test")


def _read(text: str) -> EditionContents:
    return read_edition(text, NOW)


@pytest.mark.both_databases
def test_it_makes_a_conference_with_places_agenda_and_people(session: Session) -> None:
    edition = _load(session, FILE)
    assert (edition.year, count(session, edition.id).free) == (2026, 3)
    assert edition.starts_at == datetime(2026, 10, 7, 8, 0, tzinfo=UTC)
    assert [item.slug for item in edition.agenda] == ["welcome", "break", "break-2"]
    assert edition.agenda[0].appearances[0].speaker.name == "Ada Okonkwo"


@pytest.mark.both_databases
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_loading_twice_is_the_same_as_once(context: None, path: Path) -> None:
    for entries in (None, 0):
        before = db.session.scalar(select(func.count(Entry.id))) or 0
        with writing() as session:
            _load(session, path.read_text(encoding="utf-8"))
        after = db.session.scalar(select(func.count(Entry.id))) or 0
        assert entries is None or after - before == entries


def test_the_lists_of_the_file_are_whole(session: Session) -> None:
    _load(session, FILE)
    edition = _load(session, FILE.partition("[[agenda]]")[0] + "[[agenda]]\n" + _break())
    assert [item.title for item in edition.agenda] == ["Break"]


def test_a_list_that_is_left_out_stays(session: Session) -> None:
    _load(session, FILE)
    edition = _load(session, FILE.partition("[[ticket_types]]")[0])
    assert (len(edition.agenda), len(edition.speakers), len(edition.ticket_types)) == (3, 1, 1)


def test_a_sort_key_that_an_organiser_chose_stays(session: Session) -> None:
    _load(session, FILE).speakers[0].sort_name = "ada"
    assert _load(session, FILE).speakers[0].sort_name == "ada"


@pytest.mark.both_databases
def test_it_never_takes_a_place_that_somebody_has(app: Flask) -> None:
    with app.app_context(), writing() as session:
        edition = _load(session, FILE)
        book(session, edition.id, request_for(ada()), NOW)
    with app.app_context(), pytest.raises(BelowTaken), writing() as session:
        _load(session, FILE.replace("capacity = 3", "capacity = 0"))
    with app.app_context():
        assert db.session.scalars(select(Registration)).one().is_confirmed


@pytest.mark.parametrize(
    ("today", "year"),
    [("2026-10-06", 2026), ("2026-10-07", 2027), ("2026-12-31", 2027)],
)
def test_the_next_7_october_lies_ahead(today: str, year: int) -> None:
    now = datetime.fromisoformat(f"{today}T12:00:00+00:00")
    assert read_edition(FILE.replace("2026-10-07", '"next 7 October"'), now).year == year


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("title =", "titel =", "The file: “title” is missing."),
        ("capacity", "capasity", "The file: “capasity” is not known here. Is it “capacity”?"),
        ("= 3", '= "3"', "The file: “capacity” is a whole number."),
        ("2026-10-07", '"tomorrow"', "“date” is a date such as 2026-10-07"),
        ("2026-10-07", '"next 31 June"', "There is never a 31 June."),
        ('"conference@', '"', "The file: “contact_email” is an email address."),
        ("13:00:00", "08:00:00", "The conference ends after it starts."),
        ("09:30:00\npeople", "08:30:00\npeople", "Agenda 1: it ends before it starts."),
        ('"pause"', '"nap"', "Agenda 2: “kind” is one of arrival, welcome"),
        ('"Ada Okonkwo"', '"Bo"', "“Welcome” has “Bo”, who is not among the speakers."),
        ('"chair"', '"hero"', "Agenda 1, people 1: “part” is one of chair"),
        ('"GSK"', f'"{"x" * 201}"', "The file: “venue_name” has at most 200 characters."),
        ('"GSK"', '"\\u0000"', "“venue_name” holds a character that can’t be shown."),
        ("title =", "title ==", "The file is not TOML"),
        ('"GSK"', '"GSK"\ntimezone = "Mars/Base"', "There is no time zone “Mars/Base”."),
        ('"GSK"', '"GSK"\nvenue_map_url = "javascript:x"', "“venue_map_url” is an address"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    session: Session, before: str, after: str, sentence: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        _load(session, FILE.replace(before, after, 1))
    session.rollback()
    assert sentence in str(refusal.value)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_as_text_or_refused(text: str) -> None:
    written = '"' + "".join(f"\\U{ord(c):08X}" for c in text) + '"'
    is_refused = CONTROL.search(text) or len(text) > 200
    with pytest.raises(Unreadable) if is_refused else nullcontext():
        assert _read(FILE.replace('"GSK"', written)).values["venue_name"] == text


def _break() -> str:
    return FILE.rpartition("[[agenda]]")[2]
