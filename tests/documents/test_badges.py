from __future__ import annotations

import random

import pytest

from conference.codes import BASE32
from conference.documents.badges import (
    Badge,
    Masthead,
    Order,
    StartsBeyondSheet,
    badges_pdf,
    outlines_pdf,
)
from conference.documents.stocks import STOCKS, UnknownStock, stock
from tests.documents.reading import (
    fonts,
    letters,
    page_mm,
    pages,
    rectangles_mm,
    scanned,
    seen,
    words,
)
from tests.hostile import HOSTILE

MASTHEAD = Masthead("Annual Conference", "Wednesday 7 October 2026")
LONGEST = "Wolstenholme-Cartwright-Featherstonehaugh-Cholmondeley-Fitzgerald"
A6, TEN = STOCKS["a6"], STOCKS["l4785"]


def code_of(number: int) -> str:
    return "".join(random.Random(number).choices(BASE32, k=26))


def badge(number: int = 0, **changes: str | bool) -> Badge:
    facts = {"first_line": "Ada", "family_name": "Okonkwo", "organisation": "Ocado"}
    code = {"code": code_of(number), "short_code": "K7MQP4"}
    return Badge(**{**facts, **code, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["a6", "l4785", "l7417", "a6-on-a4"])
def test_two_hundred_badges_are_read_back_off_the_paper(name: str) -> None:
    badges = [badge(n, first_line=f"Ada {n}") for n in range(200)]
    sheets = badges_pdf(badges, STOCKS[name], MASTHEAD)
    assert sorted(scanned(sheets.pdf)) == sorted(b.code for b in badges)
    assert not sheets.needs_a_look


@pytest.mark.parametrize("name", STOCKS)
def test_the_longest_names_leave_the_code_readable(name: str) -> None:
    long = badge(first_line=LONGEST, family_name=LONGEST, organisation="Long " * 40, role=LONGEST)
    sheets = badges_pdf([long], STOCKS[name], MASTHEAD)
    assert set(scanned(sheets.pdf)) == {long.code}
    assert letters(sheets.pdf).count(LONGEST) >= 2


def test_names_with_strokes_and_accents_are_printed_whole() -> None:
    names = ["Łukasz", "Ő. Őry", "Șerban", "Ѐлена Ω", "Siân ŵŷ"]
    text = words(badges_pdf([badge(first_line=n) for n in names], TEN, MASTHEAD).pdf)
    assert [n for n in names if n not in text] == []


def test_the_page_has_the_exact_size_of_its_stock() -> None:
    for name, wanted in (("a6", (105, 148)), ("l4785", (210, 297)), ("brother-62x100", (62, 100))):
        assert page_mm(badges_pdf([badge()], STOCKS[name], MASTHEAD).pdf) == wanted


@pytest.mark.parametrize("name", STOCKS)
def test_labels_stand_where_the_stock_has_them(name: str) -> None:
    paper = STOCKS[name]
    outlines = [r for r in rectangles_mm(outlines_pdf(paper)) if r[2] > 20 and r[3] > 20]
    corners = [paper.corner(label) for label in range(paper.labels)]
    assert len(outlines) == len(corners)
    for (left, top, width, height), (x, y) in zip(outlines, corners, strict=True):
        assert (left, top, width, height) == pytest.approx((x, y, *paper.label), abs=0.2)


def test_the_last_label_of_ten_is_where_avery_says() -> None:
    *_, (left, top, _, _) = (r for r in rectangles_mm(outlines_pdf(TEN)) if r[2] > 20)
    assert (left, top) == pytest.approx((18 + 95, 13 + 4 * 55), abs=0.2)


def test_an_offset_moves_every_label_right_and_down() -> None:
    moved = [r for r in rectangles_mm(outlines_pdf(TEN, (1.5, -0.5))) if r[2] > 20]
    assert moved[0][:2] == pytest.approx((19.5, 12.5), abs=0.2)


def test_printing_starts_at_the_label_asked_for() -> None:
    sheets = badges_pdf([badge(n) for n in range(4)], TEN, MASTHEAD, start_at=8)
    assert pages(sheets.pdf) == 2
    first = seen(sheets.pdf, 0).crop((0, 0, 1240, 1000))
    assert first.convert("L").getextrema() == (255, 255)


@pytest.mark.parametrize("start_at", [0, 11, -1])
def test_a_label_that_is_not_on_the_sheet_is_refused(start_at: int) -> None:
    with pytest.raises(StartsBeyondSheet, match="labels 1 to 10"):
        badges_pdf([badge()], TEN, MASTHEAD, start_at=start_at)


def test_a_cut_stack_keeps_the_order() -> None:
    badges = [badge(n) for n in range(8)]
    sheets = badges_pdf(badges, STOCKS["a6-on-a4"], MASTHEAD, order=Order.STACK)
    first_page = [b.code for b in badges[::2]]
    assert set(scanned(sheets.pdf)[:4]) == set(first_page)


def test_both_sides_and_both_faces_say_the_same() -> None:
    for name, count in (("a6-two-sided", 2), ("a4-folded", 1)):
        sheets = badges_pdf([badge()], STOCKS[name], MASTHEAD)
        assert pages(sheets.pdf) == count
        assert scanned(sheets.pdf) == [code_of(0)] * 2


def test_fonts_are_embedded() -> None:
    embedded = fonts(badges_pdf([badge(first_line="Łukasz Ω")], A6, MASTHEAD).pdf)
    assert all(embedded.values())
    assert any("Besley" in name for name in embedded)


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_come_out_as_text(value: str) -> None:
    hostile = badge(first_line=value, family_name=value, organisation=value, role=value)
    sheets = badges_pdf([hostile, badge(1)], A6, MASTHEAD)
    assert scanned(sheets.pdf) == [hostile.code, code_of(1)]
    shown = value.split("李")[0].encode("ascii", "ignore").decode()
    assert "".join(c for c in shown if c.isprintable() and c != " ") in letters(sheets.pdf)


def test_what_no_typeface_has_is_named_and_a_line_is_left() -> None:
    sheets = badges_pdf([badge(first_line="李", family_name="محمد")], A6, MASTHEAD)
    ((name, reason),) = sheets.needs_a_look
    assert name == "李 محمد"
    assert "李 م ح د" in reason
    assert scanned(sheets.pdf) == [code_of(0)]


def test_one_bad_code_never_stops_the_sheet() -> None:
    sheets = badges_pdf([badge(code="nonsense"), badge(1)], A6, MASTHEAD)
    assert [look.name for look in sheets.needs_a_look] == ["Ada Okonkwo"]
    assert pages(sheets.pdf) == 2
    assert scanned(sheets.pdf) == [code_of(1)]


def test_a_category_has_its_word_on_a_band_of_its_colour() -> None:
    sheets = badges_pdf([badge(category="press")], A6, MASTHEAD)
    assert "PRESS" in words(sheets.pdf)
    picture = seen(sheets.pdf)
    assert picture.getpixel((10, picture.height - 10)) == pytest.approx((106, 61, 138), abs=2)


def test_only_who_said_yes_has_no_mark_against_photographs() -> None:
    yes, no = badge(may_be_photographed=True), badge(may_be_photographed=False)
    corners = [seen(badges_pdf([b], A6, MASTHEAD).pdf).crop((500, 60, 600, 140)) for b in (yes, no)]
    blank, struck_out = (min(corner.convert("L").tobytes()) for corner in corners)
    assert blank == 255
    assert struck_out < 100


def test_a_blank_badge_has_lines_to_write_on() -> None:
    sheets = badges_pdf([Badge(category="crew")], A6, MASTHEAD)
    assert "CREW" in words(sheets.pdf)
    assert scanned(sheets.pdf) == []
    assert [r for r in rectangles_mm(sheets.pdf) if r[2] > 80 and r[3] < 1]


def test_an_unknown_stock_names_those_there_are() -> None:
    with pytest.raises(UnknownStock, match="l4785"):
        stock("papyrus")
