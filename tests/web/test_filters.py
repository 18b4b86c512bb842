"""Dates, times and numbers in words; Markdown that is safe."""

from datetime import UTC, datetime

import pytest

from conference import wording
from conference.prose import markdown
from tests.hostile import HOSTILE

START = datetime(2019, 10, 7, 8, 30, tzinfo=UTC)  # 9:30am in London


def test_a_moment_is_told_by_london_s_clock() -> None:
    assert wording.day(START) == "Monday 7 October"
    assert wording.day_year(START) == "Monday 7 October 2019"
    assert wording.clock(START) == "9:30am"
    assert wording.moment(START) == "Monday 7 October at 9:30am"


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (9, 0, "9am"),
        (12, 0, "midday"),
        (0, 0, "midnight"),
        (12, 5, "12:05pm"),
        (0, 5, "12:05am"),
        (23, 59, "11:59pm"),
    ],
)
def test_midday_and_midnight_go_by_name(hour: int, minute: int, words: str) -> None:
    assert wording.clock(datetime(2019, 1, 7, hour, minute, tzinfo=UTC)) == words


def test_a_moment_on_an_edition_s_own_clock_is_told_as_it_is() -> None:
    local = START.astimezone(wording.LONDON)
    assert wording.hours(local, local.replace(hour=10, minute=0)) == "9:30am to 10am"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        wording.clock(datetime(2019, 10, 7, 9, 30))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 place"), (0, "0 places"), (1200, "1,200 places")]
)
def test_a_number_agrees_with_its_word(number: int, words: str) -> None:
    assert wording.plural(number, "place") == words


def test_a_word_may_have_its_own_plural() -> None:
    assert wording.plural(2, "person", "people") == "2 people"


def test_markdown_is_set_as_html() -> None:
    assert markdown("Bring **photo ID**.") == "<p>Bring <strong>photo ID</strong>.</p>"


@pytest.mark.parametrize("value", [*HOSTILE, "[x](javascript:alert(1))", "<a onclick=x>y</a>"])
def test_markdown_holds_no_mark_up_of_its_own(value: str) -> None:
    html = markdown(value)
    assert not any(word in html for word in ("<script", "<img", "<para", "onclick", "javascript:"))
