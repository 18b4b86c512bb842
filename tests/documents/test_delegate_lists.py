from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from conference.documents.delegate_lists import sheet_pdf
from conference.documents.sheets import Align, Column, Sheet
from tests.documents.reading import fonts, letters, page_mm, pages, rectangles_mm, words
from tests.hostile import HOSTILE

DELEGATES = Sheet(
    title="Delegate list",
    columns=(Column("Name"), Column("Job title"), Column("Organisation")),
    rows=[("Sir Oliver Heald KC MP", "Member of Parliament", "House of Commons")],
    made_at=datetime(2026, 10, 6, 17, 5, tzinfo=ZoneInfo("Europe/London")),
    subtitle="Annual Conference",
    note="Only those who agreed to be listed.",
)
SIGN_IN = replace(
    DELEGATES,
    title="Sign-in sheet",
    columns=(Column("Family name"), Column("Given name"), Column("In", 0.3, Align.BOX)),
    rows=[("Adams", "Jo", ""), ("Őry", "Ada", ""), ("O’Brien", "Siân", ""), ("Łuk", "Jan", "")],
    landscape=True,
    initials=0,
)


def many(count: int) -> list[tuple[str, str, str]]:
    return [(f"Ada Okonkwo {n}", "Engineer", "Ocado") for n in range(count)]


def test_a_list_says_what_it_is_and_when_it_was_made() -> None:
    text = words(sheet_pdf(DELEGATES))
    for said in ("Delegate list", "Annual Conference", "Organisation", "House of Commons"):
        assert said in text
    assert "As at Tuesday 6 October at 5:05pm" in text
    assert "Only those who agreed to be listed." in text


def test_every_page_says_which_of_how_many_it_is() -> None:
    pdf = sheet_pdf(replace(DELEGATES, rows=many(120)))
    count = pages(pdf)
    assert count > 2
    assert all(f"Page {n} of {count}" in words(pdf) for n in range(1, count + 1))


def test_nobody_is_lost_between_two_pages() -> None:
    text = words(sheet_pdf(replace(DELEGATES, rows=many(300))))
    assert all(f"Ada Okonkwo {n} Engineer" in text for n in range(300))


def test_a_list_of_ten_thousand_comes_out() -> None:
    pdf = sheet_pdf(replace(DELEGATES, rows=many(10_000)))
    assert pdf.startswith(b"%PDF")


def test_an_empty_list_says_so() -> None:
    assert "There is nobody on this list." in words(sheet_pdf(replace(DELEGATES, rows=[])))


def test_a_sign_in_sheet_lies_and_has_a_box_for_each_person() -> None:
    pdf = sheet_pdf(SIGN_IN)
    assert page_mm(pdf) == (297, 210)
    boxes = [r for r in rectangles_mm(pdf) if r[2:] == pytest.approx((4.2, 4.2), abs=0.1)]
    assert len(boxes) == len(SIGN_IN.rows)  # type: ignore[arg-type]


def test_a_sign_in_sheet_parts_its_names_by_letters_without_accents() -> None:
    text = words(sheet_pdf(SIGN_IN))
    assert "A–L" in text
    assert text.count(" O ") == 1


def test_blank_rows_are_left_to_write_on() -> None:
    boxes = [r for r in rectangles_mm(sheet_pdf(replace(SIGN_IN, blank_rows=5))) if r[3] > 4]
    assert len(boxes) == 9


def test_a_cell_longer_than_a_page_goes_on() -> None:
    pdf = sheet_pdf(replace(DELEGATES, rows=[("word " * 3000, "x" * 400, "end")]))
    assert pages(pdf) > 2
    assert letters(pdf).count("word") == 3000
    assert letters(pdf).count("x") >= 400


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_come_out_as_text(value: str) -> None:
    pdf = sheet_pdf(replace(DELEGATES, title=value, rows=[(value, value, value)]))
    shown = value.split("李")[0].encode("ascii", "ignore").decode()
    assert "".join(c for c in shown if c.isprintable() and c != " ") in letters(pdf)


def test_letters_without_a_typeface_are_told_at_the_foot() -> None:
    text = words(sheet_pdf(replace(DELEGATES, rows=[("李 Li", "", "")])))
    assert "letters that have no typeface here" in text


def test_fonts_are_embedded() -> None:
    assert all(fonts(sheet_pdf(DELEGATES)).values())
