"""Importing and exporting at the desk: see first, then do; files under the right names."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from conference.db import db
from conference.models import Edition, Entry, Registration, Role
from conference.web import imports
from tests.desk.spreadsheets import ANNA, BORIS, cells_of, file_for, file_of

IMPORTS, EXPORTS = "/organise/imports/", "/organise/exports/"


def check(client: FlaskClient, content: bytes) -> TestResponse:
    return client.post(IMPORTS, data={"file": (io.BytesIO(content), "delegates.csv")})


def confirm(client: FlaskClient, page: str, **more: str) -> TestResponse:
    kept = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    return client.post(IMPORTS, data=kept | more)


def registered(app: Flask) -> int:
    with app.app_context():
        return db.session.scalars(select(func.count(Registration.id))).one()


def test_a_file_is_looked_at_first_and_then_imported(
    organiser: FlaskClient, app: Flask, edition: Edition
) -> None:
    looked = check(organiser, file_of(ANNA, BORIS))
    assert (looked.status_code, registered(app)) == (200, 0)
    assert "Import 2 delegates" in looked.text

    done = confirm(organiser, looked.text)

    assert (done.status_code, registered(app)) == (303, 2)
    assert "2 delegates: 2 added, 0 changed, 0 as they were." in organiser.get(done.location).text


def test_the_same_file_again_has_nothing_to_do(
    organiser: FlaskClient, app: Flask, edition: Edition
) -> None:
    page = check(organiser, file_of(ANNA, BORIS)).text
    for _ in range(2):  # a double click
        assert confirm(organiser, page).status_code == 303

    assert "There is nothing to do." in check(organiser, file_of(ANNA, BORIS)).text
    assert registered(app) == 2


def test_bad_lines_are_named_on_the_page(
    organiser: FlaskClient, app: Flask, edition: Edition
) -> None:
    bad = check(organiser, file_of(ANNA, "Gold,Carl,Dunne,nowhere,<b>Airbus</b>"))

    assert (bad.status_code, registered(app)) == (422, 0)
    assert "<title>Error: " in bad.text
    assert "ticket_type is “Gold”, and there is no such ticket." in bad.text
    assert "email is “nowhere”" in bad.text


def test_more_than_there_are_places_is_a_sentence(
    organiser: FlaskClient, app: Flask, edition: Edition
) -> None:
    page = check(organiser, file_for(6))

    assert (page.status_code, registered(app)) == (409, 0)
    assert "The file adds 6 delegates, and 5 places are free." in page.text


def test_places_that_went_meanwhile_are_a_sentence_too(
    organiser: FlaskClient, app: Flask, edition: Edition
) -> None:
    first, second = check(organiser, file_for(5)).text, check(organiser, file_of(ANNA)).text
    confirm(organiser, first)

    late = confirm(organiser, second)

    assert (late.status_code, registered(app)) == (409, 5)


@pytest.mark.parametrize("data", [{}, {"content": "%%%"}, {"content": "", "confirm": "yes"}])
def test_no_file_is_a_sentence(
    data: dict[str, str], organiser: FlaskClient, edition: Edition
) -> None:
    answer = organiser.post(IMPORTS, data=data)

    assert (answer.status_code, "Choose a CSV file" in answer.text) == (422, True)


def test_a_file_that_would_not_come_back_is_refused_at_once(
    organiser: FlaskClient, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "LARGEST", 10)

    assert "larger than" in check(organiser, file_of(ANNA)).text


def test_a_list_is_a_file_of_its_own_name(organiser: FlaskClient, edition: Edition) -> None:
    confirm(organiser, check(organiser, file_of(ANNA)).text)

    answer = organiser.get(f"{EXPORTS}gatehouse.csv")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="gatehouse-2026.csv"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert cells_of(answer.data)[1] == ["Bell", "Anna", "Airbus", ""]


@pytest.mark.parametrize("format", ["pdf", "xlsx", "csv"])
def test_every_list_on_the_page_can_be_had(
    format: str, organiser: FlaskClient, edition: Edition
) -> None:
    page = organiser.get(EXPORTS).text

    addresses = re.findall(rf'href="({EXPORTS}[\w-]+\.{format})"', page)
    assert len(addresses) == 6
    assert {organiser.get(address).status_code for address in addresses} == {200}


def test_whoever_takes_everything_is_in_the_log(
    organiser: FlaskClient, app: Flask, edition: Edition
) -> None:
    assert organiser.get(f"{EXPORTS}everything.csv").status_code == 405
    taken = organiser.post(f"{EXPORTS}everything.csv")

    assert (taken.status_code, cells_of(taken.data)[0][0]) == (200, "reference")
    with app.app_context():
        entry = db.session.scalars(select(Entry).order_by(Entry.id.desc())).first()
        assert entry is not None
        assert (entry.actor, entry.action) == ("organiser@example.org", "exported everything")


def test_the_host_has_the_gatehouse_list_and_no_other(
    client_as: Callable[[Role], FlaskClient], edition: Edition, now: datetime
) -> None:
    host = client_as(Role.HOST)

    assert "Gatehouse list" in (page := host.get(EXPORTS).text)
    assert "Catering" not in page
    assert host.get(f"{EXPORTS}gatehouse.pdf").status_code == 200
    for name in ("delegates", "catering", "sign-in", "roll-call", "photography"):
        assert host.get(f"{EXPORTS}{name}.csv").status_code == 403
    assert host.post(f"{EXPORTS}everything.csv").status_code == 403


def test_no_list_and_no_format_of_that_name(organiser: FlaskClient, edition: Edition) -> None:
    assert organiser.get(f"{EXPORTS}salaries.csv").status_code == 404
    assert organiser.get(f"{EXPORTS}delegates.exe").status_code == 404


def test_the_first_page_of_a_host_is_the_lists(
    client_as: Callable[[Role], FlaskClient], edition: Edition
) -> None:
    assert client_as(Role.HOST).get("/organise/").location == EXPORTS
