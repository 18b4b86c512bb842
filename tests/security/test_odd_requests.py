"""Requests that no browser of a well-meaning person sends: refused in a sentence, never a fault."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from conference.documents.characters import _composed, clean
from conference.models import Edition

pytestmark = pytest.mark.both_databases

LONG = str(2**70)
FROM_THE_DOOR = {"X-Conference-Door": "1"}
DEEP = "[" * 100_000 + "]" * 100_000


@pytest.mark.parametrize(
    "path",
    [
        f"/organise/delegates/{LONG}",
        "/organise/delegates/" + "9" * 5000,
        f"/organise/messages/{LONG}",
        f"/organise/editions/{LONG}/places",
        f"/organise/delegates/?edition={LONG}",
        "/organise/delegates/?edition=abc",
        f"/organise/badges/?edition={LONG}",
        "/organise/exports/delegates.csv?edition=" + "9" * 5000,
    ],
)
def test_a_number_that_no_row_can_have_leads_nowhere(
    organiser: FlaskClient, edition: Edition, path: str
) -> None:
    assert organiser.get(path).status_code == 404


@pytest.mark.parametrize("asked", [f"ticket={LONG}", f"page={LONG}", "page=-1", "page=9e99"])
def test_a_filter_that_makes_no_sense_is_left_out(
    organiser: FlaskClient, edition: Edition, asked: str
) -> None:
    assert organiser.get(f"/organise/delegates/?{asked}").status_code == 200
    assert organiser.get(f"/organise/messages/?{asked}").status_code == 200


@pytest.mark.parametrize("body", [DEEP, f'{{"scans": {DEEP}}}'])
def test_scans_nested_without_end_are_not_a_batch(
    organiser: FlaskClient, edition: Edition, body: str
) -> None:
    answer = organiser.post(
        "/checkin/scans", data=body, content_type="application/json", headers=FROM_THE_DOOR
    )

    assert answer.status_code == 422


def test_scans_from_an_address_that_is_none_are_not_from_the_door(
    organiser: FlaskClient, edition: Edition
) -> None:
    headers = FROM_THE_DOOR | {"Origin": "http://["}

    assert organiser.post("/checkin/scans", json={}, headers=headers).status_code == 403


@pytest.mark.parametrize("id", ["NaN", "1e400", '{"a": 1}'])
def test_an_id_that_is_no_text_is_not_repeated(
    organiser: FlaskClient, edition: Edition, id: str
) -> None:
    body = f'{{"scans": [{{"scan_id": {id}}}]}}'
    answer = organiser.post(
        "/checkin/scans", data=body, content_type="application/json", headers=FROM_THE_DOOR
    )

    assert answer.json is not None
    assert [one["scan_id"] for one in answer.json] == [None]


@pytest.mark.parametrize("path", ["/", "/nothing", "/register"])
def test_a_request_for_another_host_is_refused_in_a_sentence(
    client: FlaskClient, edition: Edition, path: str
) -> None:
    answer = client.get(path, headers={"Host": "evil.example"})

    assert answer.status_code == 400
    assert "evil" not in answer.text
    assert "not known by the name in that address" in answer.text


@pytest.mark.parametrize("field", ["email", "password", "next"])
def test_signing_in_with_a_character_that_no_database_keeps_is_refused(
    client: FlaskClient, edition: Edition, field: str
) -> None:
    said: dict[str, Any] = {"email": "anna@example.org", "password": "x" * 12, field: "a\0b"}

    assert client.post("/sign-in", data=said).status_code == 422


@pytest.mark.parametrize(
    "path", ["/speakers/a%00b", "/organise/messages/?to=a%00b", "/organise/delegates/?q=a%00b"]
)
def test_looking_for_a_character_that_no_database_keeps_finds_nothing(
    organiser: FlaskClient, edition: Edition, path: str
) -> None:
    assert organiser.get(path).status_code in (200, 404)


def test_removing_a_delegate_with_a_number_without_end_removes_nobody(
    client: FlaskClient, edition: Edition
) -> None:
    said = {"delegates-0-given_name": "Ada", "delegates-1-given_name": "Oliver"}
    answer = client.post("/register", data=said | {"remove": "9" * 5000})

    assert "Ada" in answer.text
    assert "Oliver" in answer.text


def test_a_long_text_that_anybody_sends_does_not_stay_in_memory() -> None:
    before = _composed.cache_info().currsize

    clean("é" * 5000)

    assert _composed.cache_info().currsize == before


def test_a_sign_in_link_is_kept_nowhere_and_told_to_nobody(client: FlaskClient) -> None:
    answer = client.get("/sign-in/a-secret")

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
