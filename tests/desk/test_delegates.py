"""Delegates at the desk: found, opened, corrected, added, their place given and taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from conference.db import db
from conference.models import Edition, Entry, Role
from tests.desk.delegates import PAGE, TYPED, fill, letters, line
from tests.hostile import HOSTILE

MOST_QUERIES = 12  # of a page, however many delegates there are


@pytest.fixture
def queries(app: Flask) -> Iterator[list[str]]:
    asked: list[str] = []

    def ask(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", ask)
    yield asked
    event.remove(engine, "before_cursor_execute", ask)


def test_the_desk_says_how_the_places_stand(organiser: FlaskClient, ids: list[int]) -> None:
    figures = re.findall(r'figure"><strong>([\d,]+)</strong> ([\w ]+)<', organiser.get(PAGE).text)

    assert figures == [
        ("5", "places"),
        ("3", "taken"),
        ("0", "offered"),
        ("2", "free"),
        ("0", "waiting"),
        ("0", "inside now"),
    ]


def test_an_empty_desk_says_what_one_can_do(organiser: FlaskClient, edition: Edition) -> None:
    page = organiser.get(PAGE).text

    assert "Nobody has registered yet." in page
    assert "import a spreadsheet" in page


def test_a_search_finds_with_typos_and_says_so(organiser: FlaskClient, ids: list[int]) -> None:
    assert (
        "Nobody matches “haeld”. 1 delegate nearly does:" in organiser.get(f"{PAGE}?q=haeld").text
    )
    assert "Nobody matches." in organiser.get(f"{PAGE}?q=qqzzxx").text


@pytest.mark.parametrize("asked", ["state=no", "ticket=x", "page=-3", "page=9999999", "sort=no"])
def test_an_address_that_makes_no_sense_is_answered(
    asked: str, organiser: FlaskClient, ids: list[int]
) -> None:
    assert organiser.get(f"{PAGE}?{asked}").status_code == 200


def test_another_edition_is_shown_when_asked_for(organiser: FlaskClient, ids: list[int]) -> None:
    assert "edition=2026" in organiser.get(f"{PAGE}?edition=2026&q=heald").text
    assert organiser.get(f"{PAGE}?edition=1999").status_code == 404


def test_a_page_takes_as_few_queries_for_many_as_for_three(
    organiser: FlaskClient, app: Flask, edition: Edition, now: datetime, queries: list[str]
) -> None:
    fill(app, edition, 130, now)
    queries.clear()

    page = organiser.get(f"{PAGE}?page=2&sort=newest").text

    assert "51 to 100 of 130 delegates" in page
    assert len([query for query in queries if query.startswith("SELECT")]) <= MOST_QUERIES


def test_one_delegate_is_shown_with_needs_booking_and_history(
    organiser: FlaskClient, ids: list[int]
) -> None:
    page = organiser.get(f"{PAGE}{ids[1]}").text

    for words in ("Sir Oliver Heald KC MP", "Vegetarian", "Hearing loop", "AB12 CDE", "Booked"):
        assert words in page
    assert f'href="{PAGE}{ids[0]}"' in page  # Ada, in the same booking


def test_nobody_is_a_page_not_found(organiser: FlaskClient, edition: Edition) -> None:
    assert organiser.get(f"{PAGE}999").status_code == 404
    assert organiser.post(f"{PAGE}999/cancellation").status_code == 404


@pytest.mark.parametrize("role", [Role.STEWARD, Role.FINANCE, Role.HOST])
def test_other_roles_see_no_delegate(
    role: Role, client_as: Callable[[Role], FlaskClient], ids: list[int]
) -> None:
    client = client_as(role)

    for address in (PAGE, f"{PAGE}{ids[1]}", f"{PAGE}{ids[1]}/edit", "/organise/imports/new"):
        assert client.get(address).status_code == 403


def test_one_is_added_by_hand_with_any_ticket_and_told(
    organiser: FlaskClient, app: Flask, ids: list[int]
) -> None:
    answer = organiser.post(PAGE, data=TYPED)

    assert answer.status_code == 303
    grace = line(app, int(answer.location.rpartition("/")[2]))
    assert (grace.name, grace.ticket_type.name, grace.is_confirmed) == (
        "Grace Hopper",
        "Speaker",
        True,
    )
    assert letters(app) == [("confirmed", "grace@example.org")]


def test_nobody_is_told_without_the_box(organiser: FlaskClient, app: Flask, ids: list[int]) -> None:
    organiser.post(PAGE, data={k: v for k, v in TYPED.items() if k != "notify"})

    assert letters(app) == []


def test_a_full_house_offers_the_waiting_list(
    organiser: FlaskClient, app: Flask, edition: Edition, now: datetime
) -> None:
    fill(app, edition, 5, now)

    full = organiser.post(PAGE, data=TYPED)
    joined = organiser.post(PAGE, data=TYPED | {"join_waiting": "y"})

    assert full.status_code == 422
    assert "All places have been taken." in full.text
    assert 'value="Grace"' in full.text
    assert "Waiting" in organiser.get(joined.location).text


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}2"])
def test_what_cannot_be_kept_is_said_beside_what_was_typed(
    address: str, organiser: FlaskClient, ids: list[int]
) -> None:
    twin = TYPED | {"given_name": "Ada", "family_name": "Okonkwo", "email": "ada@example.org"}
    for typed, words in (
        (TYPED | {"given_name": ""}, "Enter a first name"),
        (TYPED | {"email": "nowhere"}, "Enter an email address in the correct format"),
        (TYPED | {"ticket_type": "99"}, "Not a valid choice"),
        (twin, "registered already, with this email address"),
    ):
        answer = organiser.post(address, data=typed)
        assert (answer.status_code, words in answer.text) == (422, True), words
        assert 'value="Airbus"' in answer.text


def test_a_correction_is_kept_and_stands_in_the_log(
    organiser: FlaskClient, app: Flask, ids: list[int]
) -> None:
    said = TYPED | {"sort_name": "heald, oliver", "door_note": "VIP: tell Anna", "po_number": "P1"}

    assert organiser.post(f"{PAGE}{ids[1]}", data=said).status_code == 303

    grace = line(app, ids[1])
    assert (grace.name, grace.sort_name, grace.door_note) == (
        "Grace Hopper",
        "hopper, grace",  # nobody had written another, so it follows the name
        "VIP: tell Anna",
    )
    assert (grace.ticket_type.name, grace.booking.po_number) == ("Speaker", "P1")
    with app.app_context():
        assert set(db.session.scalars(select(Entry.actor).where(Entry.action == "changed"))) == {
            "organiser@example.org"
        }


def test_a_sort_name_of_the_organisers_stays_when_the_name_changes(
    organiser: FlaskClient, app: Flask, ids: list[int]
) -> None:
    organiser.post(f"{PAGE}{ids[1]}", data=TYPED | {"sort_name": "Zzz, first"})
    organiser.post(
        f"{PAGE}{ids[1]}", data=TYPED | {"given_name": "Gray", "sort_name": "zzz, first"}
    )

    assert (line(app, ids[1]).name, line(app, ids[1]).sort_name) == ("Gray Hopper", "zzz, first")


def test_the_form_to_correct_holds_what_is_kept(organiser: FlaskClient, ids: list[int]) -> None:
    page = organiser.get(f"{PAGE}{ids[1]}/edit").text

    for value in ("Oliver", "Heald", "KC MP", "Vegetarian", "AB12 CDE", "heald, oliver"):
        assert f'value="{value}"' in page


def test_saving_what_is_kept_changes_nothing(
    organiser: FlaskClient, app: Flask, ids: list[int]
) -> None:
    page = organiser.get(f"{PAGE}{ids[1]}/edit").text
    fields = dict(re.findall(r'name="(\w+)"[^>]*? value="([^"]*)"', page))
    kept = {name: value for name, value in fields.items() if not name.endswith("_consent")}

    organiser.post(f"{PAGE}{ids[1]}", data=kept | {"ticket_type": "1"})

    with app.app_context():
        assert db.session.scalars(select(Entry).where(Entry.action == "changed")).all() == []


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_text_on_every_page_or_refused(
    value: str, organiser: FlaskClient, app: Flask, ids: list[int]
) -> None:
    typed = TYPED | dict.fromkeys(("given_name", "job_title", "organisation", "door_note"), value)

    answer = organiser.post(f"{PAGE}{ids[0]}", data=typed)

    kept = (PAGE, f"{PAGE}{ids[0]}", f"{PAGE}{ids[0]}/edit")
    is_kept = answer.status_code == 303
    for page in [organiser.get(address).text for address in kept] if is_kept else [answer.text]:
        assert "<script>alert" not in page
        assert "<img src" not in page
        assert ("{{" in value) == ("{{ 7*7 }}" in page)  # shown, not reckoned


@pytest.mark.usefixtures("csrf")
@pytest.mark.parametrize("path", ["", "2", "2/cancellation", "2/reinstatement", "2/message"])
def test_nothing_is_changed_without_the_form_token(
    path: str, organiser: FlaskClient, app: Flask, ids: list[int]
) -> None:
    assert organiser.post(PAGE + path, data=TYPED).status_code == 400
    assert line(app, 2).name == "Oliver Heald"
