from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conference.documents.badge_layouts import layout
from conference.documents.badge_setting import Setting, set_badge
from conference.documents.fonts import ems
from conference.documents.stocks import STOCKS

A6, SMALL = layout((105, 148)), layout((80, 50))
TEXTS = st.text(max_size=60)
LONGEST = "Wolstenholme-Cartwright-Featherstonehaugh-Cholmondeley-Fitzgerald"


def set_on_a6(
    first: str = "Ada", family: str = "Lane", employer: str = "", role: str = ""
) -> Setting:
    return set_badge(A6, first, family, employer, role)


def test_a_short_first_line_is_the_largest_and_36_points_or_more() -> None:
    first, family = set_on_a6("Sally Ann", "Forsyth").lines
    assert first.block.size >= 36
    assert first.block.size > family.block.size


def test_a_longer_first_line_shrinks_before_it_is_wrapped() -> None:
    first = set_on_a6("Maximiliano").lines[0].block
    assert len(first.lines) == 1
    assert 24 <= first.size < 48


def test_a_first_line_that_would_be_under_24_points_is_wrapped() -> None:
    setting = set_on_a6("Bartholomew-Alexander")
    assert setting.lines[0].block.lines == ("Bartholomew-", "Alexander")
    assert setting.lines[0].block.size >= 24
    assert setting.reasons == ()


def test_a_very_long_first_line_stays_at_20_points_and_is_listed() -> None:
    setting = set_on_a6(LONGEST, "Lane", "Ocado", "Chair")
    assert setting.lines[0].block.size >= 20
    assert "".join(setting.lines[0].block.lines) == LONGEST
    assert setting.reasons == ("the name is set in 20 points",)


def test_what_a_small_label_can_only_hold_in_smaller_type_is_listed_with_its_size() -> None:
    setting = set_badge(SMALL, LONGEST, "Lane", "Ocado", "Chair")
    assert "".join(setting.lines[0].block.lines) == LONGEST
    assert setting.reasons == (f"the name is set in {setting.lines[0].block.size:.0f} points",)


def test_a_word_without_a_hyphen_is_divided_rather_than_cut_and_is_listed() -> None:
    word = "Wolfeschlegelsteinhausenbergerdorff"
    setting = set_on_a6(word)
    assert "".join(setting.lines[0].block.lines) == word
    assert "divided" in setting.reasons[0]


def test_the_role_is_the_first_to_go_where_it_is_tight() -> None:
    setting = set_badge(SMALL, "Ada", "Lane", "The Organisation of " * 4, "Chief of " * 8)
    assert setting.reasons[0] == "the job title had no room"
    assert setting.lines[-1].block.size >= SMALL.organisation[1]


@pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)
@settings(max_examples=40, deadline=None)
@given(first=TEXTS, family=TEXTS, employer=TEXTS, role=TEXTS)
def test_no_line_is_wider_than_its_box_or_stands_in_the_code(
    stock: object, first: str, family: str, employer: str, role: str
) -> None:
    face = layout(stock.face)  # type: ignore[attr-defined]
    for line in set_badge(face, first, family, employer, role).lines:
        block = line.block
        width = max(ems(text, block.chain) for text in block.lines) * block.size
        assert line.x + width <= face.names.x + face.names.width + 0.5
        beside_the_code = line.x + width > face.qr.x
        foot = line.top - block.height
        assert foot >= (face.qr.top if beside_the_code else face.band.top) - 1


def test_a_rank_stands_above_the_name_and_leaves_it_its_size() -> None:
    plain, ranked = (set_badge(A6, "Ada", "Lane", "Ocado", "", rank) for rank in ("", "Rt Hon"))

    assert [line.block.lines[0] for line in ranked.lines[:2]] == ["Rt Hon", "Ada"]
    assert ranked.lines[1].block.size == plain.lines[0].block.size
    assert ranked.lines[1].top < plain.lines[0].top
