from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from conference.documents.programme import (
    Programme,
    ProgrammeItem,
    ProgrammeSpeaker,
    programme_pdf,
)
from tests.documents.reading import fonts, letters, page_mm, pages, words
from tests.hostile import HOSTILE

WELCOME = ProgrammeItem(
    hours="9:15am to 9:30am",
    title="Welcome",
    room="Auditorium",
    abstract="The chair opens **the morning**.",
    people=(("Mark Bretton", "in the chair"), ("Paul Life", "")),
)
PROGRAMME = Programme(
    title="Annual Conference",
    strapline="The county in one room",
    day="Wednesday 7 October 2026",
    venue="GSK",
    items=(WELCOME, ProgrammeItem("11am to 11:30am", "Refreshments", "Foyer", is_pause=True)),
    speakers=(ProgrammeSpeaker("Mark Bretton", "Chair", "The Partnership", "He chairs it."),),
    organisation="The Partnership",
    made_at=datetime(2026, 10, 5, 16, 30, tzinfo=ZoneInfo("Europe/London")),
    notice="**This is a sample.**",
)


def test_the_programme_says_all_that_the_page_says() -> None:
    text = words(programme_pdf(PROGRAMME))
    for said in ("Annual Conference", PROGRAMME.day, "GSK", "9:15am to 9:30am", "Auditorium"):
        assert said in text
    assert "Mark Bretton, in the chair; Paul Life" in text
    assert "He chairs it." in text
    assert "As at Monday 5 October at 4:30pm" in text


def test_mark_up_is_set_as_text() -> None:
    text = words(programme_pdf(PROGRAMME))
    assert "The chair opens the morning." in text
    assert "This is a sample." in text
    assert "*" not in text


def test_it_is_an_a5_booklet_of_whole_sheets() -> None:
    pdf = programme_pdf(PROGRAMME)
    assert page_mm(pdf) == (148, 210)
    assert pages(pdf) % 4 == 0


def test_what_happens_at_the_same_time_has_its_hours_once() -> None:
    parallel = (replace(WELCOME, title="Table one"), replace(WELCOME, title="Table two"))
    text = words(programme_pdf(replace(PROGRAMME, items=parallel)))
    assert text.count("9:15am to 9:30am") == 1


def test_a_biography_longer_than_a_page_goes_on() -> None:
    speaker = ProgrammeSpeaker("Ada", biography="word " * 1500)
    assert words(programme_pdf(replace(PROGRAMME, speakers=(speaker,)))).count("word") == 1500


def test_a_programme_without_items_or_speakers_still_comes_out() -> None:
    pdf = programme_pdf(replace(PROGRAMME, items=(), speakers=(), notice=""))
    assert pages(pdf) == 4


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_come_out_as_text(value: str) -> None:
    speaker = ProgrammeSpeaker(value, value, value)
    pdf = programme_pdf(replace(PROGRAMME, title=value, speakers=(speaker,)))
    shown = value.split("李")[0].encode("ascii", "ignore").decode()
    assert "".join(c for c in shown if c.isprintable() and c != " ") in letters(pdf)


def test_fonts_are_embedded() -> None:
    assert all(fonts(programme_pdf(PROGRAMME)).values())
