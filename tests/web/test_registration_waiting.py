"""Sold out: the same form leads onto the waiting list, and says so before the button."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from conference.models import Edition
from tests.people import ada, lukasz, oliver, somebody
from tests.web.visitors import Visitor, booked, fields, looked_up, rows, typed


@pytest.fixture
def visitor(client: FlaskClient, edition: Edition) -> Visitor:
    return Visitor(client)


def fill(app: Flask, edition: Edition, number: int) -> None:
    booked(app, edition.id, *(somebody(n) for n in range(100, 100 + number)))


def test_a_full_conference_offers_its_waiting_list(
    app: Flask, visitor: Visitor, edition: Edition
) -> None:
    fill(app, edition, 5)
    page = visitor.open().page
    assert page.status_code == 200
    assert "Join the waiting list" in page.text
    assert fields(page, "hidden")["join_waiting"] == "yes"
    page = visitor.press(**typed(ada())).page
    assert "Confirm" not in page.text
    answer = visitor.press("confirm").page
    assert answer.status_code == 303
    page = visitor.open(answer.headers["Location"]).page
    assert "You are on the waiting list" in page.text
    assert "first in line" in page.text


def test_places_that_go_meanwhile_are_told_with_everything_kept(
    app: Flask, visitor: Visitor, edition: Edition
) -> None:
    visitor.open().press(**typed(oliver()))
    key = fields(visitor.page)["key"]
    fill(app, edition, 5)
    page = visitor.press("confirm").page
    assert page.status_code == 409
    assert "The last places have just been taken" in page.text
    assert "Join the waiting list" in page.text
    assert typed(oliver()).items() <= fields(page, "hidden").items()
    assert fields(page)["key"] == key
    assert fields(page)["join_waiting"] == "yes"
    assert visitor.press("confirm").page.status_code == 303
    assert looked_up(app, lambda r: r.status)[-1] == "waiting"


def test_a_group_for_whom_there_are_too_few_is_told_before_the_button(
    app: Flask, visitor: Visitor, edition: Edition
) -> None:
    fill(app, edition, 4)
    page = visitor.open().press(**typed(ada(), oliver(), lukasz())).page
    assert page.status_code == 200
    assert "Only 1 place is left, and this booking is for 3" in page.text
    assert "Take 1 place and wait for 2 more" in page.text
    assert visitor.press("confirm").page.status_code == 303
    assert looked_up(app, lambda r: r.status)[4:] == ["confirmed", "waiting", "waiting"]


def test_a_group_that_is_overtaken_is_told_how_many_are_left(
    app: Flask, visitor: Visitor, edition: Edition
) -> None:
    visitor.open().press(**typed(ada(), oliver(), lukasz()))
    fill(app, edition, 3)
    page = visitor.press("confirm").page
    assert page.status_code == 409
    assert "Only 2 places are left" in page.text
    assert "Take 2 places and wait for 1 more" in page.text
    assert visitor.press("confirm").page.status_code == 303


def test_nobody_waits_without_having_been_told(
    app: Flask, visitor: Visitor, edition: Edition
) -> None:
    """The form said that there was no place for three; the two who are left were not asked."""
    fill(app, edition, 3)
    visitor.open().press(**typed(ada(), oliver(), lukasz()))
    page = visitor.press("change").press("remove", "2").press().page
    assert "join_waiting" not in fields(page)
    fill_up = [somebody(n) for n in range(200, 202)]
    booked(app, edition.id, *fill_up)
    assert visitor.press("confirm").page.status_code == 409


def test_a_place_that_comes_free_is_taken_and_not_waited_for(
    app: Flask, visitor: Visitor, edition: Edition
) -> None:
    fill(app, edition, 4)
    said = typed(ada(), join_waiting="yes", confirm="yes")
    assert visitor.client.post("/register", data=said).status_code == 303
    assert looked_up(app, lambda r: r.status)[-1] == "confirmed"


def test_being_told_that_all_is_gone_keeps_nothing(
    app: Flask, visitor: Visitor, edition: Edition
) -> None:
    fill(app, edition, 5)
    before = rows(app)
    assert visitor.client.post("/register", data=typed(ada(), confirm="yes")).status_code == 409
    assert rows(app) == before
