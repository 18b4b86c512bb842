"""A delegate's own page: seen, corrected, handed on and given back by a link alone."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from conference.models import Edition
from tests.people import NOW, ada, lukasz, oliver, somebody
from tests.web.public import change
from tests.web.visitors import booked, fields, looked_up, rows, typed

PAGES = ("", "/edit", "/transfer", "/cancellation", "/ticket.pdf", "/invite.ics", "/data.json")


@pytest.fixture
def place(app: Flask, edition: Edition) -> str:
    """The page of Sir Oliver, who has a place."""
    return booked(app, edition.id, oliver())["places"][0]


def said(**changes: str) -> dict[str, str]:
    """The form as it would be sent for one delegate, whose fields have no number."""
    whole = {name.partition("-0-")[2]: value for name, value in typed(oliver()).items()}
    return whole | changes


def test_the_page_shows_the_ticket_and_the_details(client: FlaskClient, place: str) -> None:
    page = client.get(place).text
    for words in ("You have a place", "Sir Oliver Heald KC MP", "Hearing loop", "AB12 CDE"):
        assert words in page
    assert 'role="img" aria-label="QR code' in page


@pytest.mark.parametrize("page", PAGES)
def test_looking_changes_nothing(app: Flask, client: FlaskClient, place: str, page: str) -> None:
    before = rows(app)
    assert client.get(place + page).status_code == 200
    assert client.head(place + page).status_code == 200
    assert rows(app) == before


@pytest.mark.parametrize("page", PAGES)
def test_somebody_elses_token_opens_nothing(client: FlaskClient, place: str, page: str) -> None:
    other = place.replace("/1-", "/2-")
    for token in (
        other,
        place[:-1],
        "/places/1-",
        "/places/x",
        place.replace("places/1", "places/٣"),
    ):
        assert client.get(token + page).status_code == 404


@pytest.mark.parametrize("kind", ["booking", "offers"])
def test_a_link_of_another_kind_is_no_key(
    app: Flask, client: FlaskClient, edition: Edition, kind: str
) -> None:
    own = booked(app, edition.id, ada())
    assert client.get(f"/places/{own[kind][0].rpartition('/')[2]}").status_code == 404


def test_pages_of_a_person_are_kept_nowhere(client: FlaskClient, place: str) -> None:
    headers = client.get(place).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_details_are_corrected(app: Flask, client: FlaskClient, place: str) -> None:
    form = client.get(f"{place}/edit")
    assert said().items() <= fields(form).items()
    answer = client.post(f"{place}/edit", data=said(job_title="Barrister", dietary="Vegan"))
    assert answer.status_code == 303
    assert "Your details have been changed" in client.get(answer.headers["Location"]).text
    assert looked_up(app, lambda r: (r.job_title, r.needs and r.needs.dietary)) == [
        ("Barrister", "Vegan")
    ]


def test_a_refused_correction_keeps_what_was_typed(
    app: Flask, client: FlaskClient, place: str
) -> None:
    answer = client.post(f"{place}/edit", data=said(email="nowhere", job_title="Barrister"))
    assert answer.status_code == 422
    assert fields(answer)["job_title"] == "Barrister"
    assert fields(answer)["email"] == "nowhere"
    assert looked_up(app, lambda r: r.email) == ["office@example.org"]


def test_a_corrected_address_makes_the_links_in_the_old_mailbox_void(
    client: FlaskClient, place: str
) -> None:
    answer = client.post(f"{place}/edit", data=said(email="oliver@example.org"))
    assert client.get(answer.headers["Location"]).status_code == 200
    assert client.get(place).status_code == 404


def test_nobody_becomes_somebody_who_is_registered(
    app: Flask, client: FlaskClient, edition: Edition, place: str
) -> None:
    booked(app, edition.id, ada())
    ours = {name.partition("-0-")[2]: value for name, value in typed(ada()).items()}
    for page in ("edit", "transfer"):
        answer = client.post(f"{place}/{page}", data=ours)
        assert answer.status_code == 409
        assert fields(answer)["given_name"] == "Ada"
        assert "registered already" in answer.text


def hand_on(client: FlaskClient, place: str, **changes: str) -> int:
    colleague = {"given_name": "Ada", "family_name": "Okonkwo", "email": "ada@example.org"}
    return client.post(f"{place}/transfer", data=colleague | changes).status_code


def test_a_place_is_handed_on_and_the_old_page_says_no_more_than_the_name(
    app: Flask, client: FlaskClient, place: str
) -> None:
    assert hand_on(client, place, organisation="Ocado") == 303
    page = client.get(place).text
    assert "Your place has been handed on" in page
    assert "Ada Okonkwo comes in your place" in page
    assert "ada@example.org" not in page
    assert "Ocado" not in page
    assert client.get(f"{place}/ticket.pdf").status_code == 404
    assert b"METHOD:CANCEL" in client.get(f"{place}/invite.ics").data


def test_handing_on_twice_is_handing_on_once(app: Flask, client: FlaskClient, place: str) -> None:
    assert [hand_on(client, place), hand_on(client, place)] == [303, 303]
    assert rows(app)["registration"] == 2
    assert hand_on(client, place, given_name="Ben") == 409


def test_a_transfer_without_a_name_is_refused_and_kept(client: FlaskClient, place: str) -> None:
    answer = client.post(f"{place}/transfer", data={"email": "ada@example.org"})
    assert answer.status_code == 422
    assert fields(answer)["email"] == "ada@example.org"


def test_a_place_given_back_is_offered_to_the_next_in_line(
    app: Flask, client: FlaskClient, edition: Edition, place: str
) -> None:
    booked(app, edition.id, *(somebody(n) for n in range(5)))
    for _ in range(2):
        assert client.post(f"{place}/cancellation").status_code == 303
    assert looked_up(app, lambda r: r.status)[0] == "cancelled"
    assert looked_up(app, lambda r: r.status)[-1] == "offered"
    page = client.get(place).text
    assert "Your place has been given back" in page
    assert "Register again" in page
    assert "Hearing loop" not in page


def test_what_is_over_can_not_be_changed(client: FlaskClient, place: str) -> None:
    client.post(f"{place}/cancellation")
    assert client.post(f"{place}/edit", data=said()).status_code == 409
    assert hand_on(client, place) == 409


def test_who_waits_sees_their_number_and_can_leave(
    app: Flask, client: FlaskClient, edition: Edition
) -> None:
    people = [somebody(n) for n in range(7)]
    waiting = booked(app, edition.id, *people)["places"][6]
    assert "number 2</strong> in line" in client.get(waiting).text
    assert client.get(f"{waiting}/ticket.pdf").status_code == 404
    assert client.get(f"{waiting}/invite.ics").status_code == 404
    assert hand_on(client, waiting) == 409
    assert client.post(f"{waiting}/cancellation").status_code == 303


def test_a_new_link_is_mailed_and_the_old_one_stops(
    app: Flask, client: FlaskClient, place: str
) -> None:
    answer = client.post(f"{place}/link")
    assert answer.headers["Location"] == "/places/renewed"
    assert client.get("/places/renewed").status_code == 200
    assert client.get(place).status_code == 404
    assert rows(app)["message"] == 2


def test_everything_that_is_kept_can_be_taken_along(client: FlaskClient, place: str) -> None:
    kept = json.loads(client.get(f"{place}/data.json").text)
    assert kept["registration"]["family_name"] == "Heald"
    assert kept["needs"]["access_needs"] == "Hearing loop"
    assert kept["visit"]["vehicle_registration"] == "AB12 CDE"
    assert [m["letter"] for m in kept["messages"]] == ["confirmed"]


def test_after_the_day_nothing_can_be_changed_any_more(
    app: Flask, client: FlaskClient, edition: Edition, place: str
) -> None:
    change(app, edition, starts_at=NOW, ends_at=NOW)
    assert "Change your details" not in client.get(place).text


def test_the_diary_entry_is_an_invitation(
    app: Flask, client: FlaskClient, edition: Edition
) -> None:
    entry = client.get(booked(app, edition.id, lukasz())["places"][0] + "/invite.ics")
    assert b"METHOD:REQUEST" in entry.data
    assert entry.headers["Content-Type"].startswith("text/calendar")
