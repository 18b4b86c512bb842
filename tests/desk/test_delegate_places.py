"""A delegate’s place, as organisers take it, give it again and hand it on."""

from __future__ import annotations

from datetime import datetime

from flask import Flask
from flask.testing import FlaskClient

from conference.db import writing
from conference.models import Edition, Registration
from conference.services.changing import give_back
from conference.services.registering import book
from tests.desk.delegates import PAGE, TYPED, letters, line
from tests.people import request_for, somebody


def test_a_cancellation_is_undone(organiser: FlaskClient, app: Flask, ids: list[int]) -> None:
    organiser.post(f"{PAGE}{ids[1]}/cancellation")
    assert line(app, ids[1]).is_cancelled
    assert "Undo: give the place again" in organiser.get(f"{PAGE}{ids[1]}").text

    for _ in range(2):  # twice is the same as once
        assert organiser.post(f"{PAGE}{ids[1]}/reinstatement").status_code == 303

    assert line(app, ids[1]).is_confirmed
    assert [letter for letter, _ in letters(app)] == ["cancelled", "confirmed"]


def test_undoing_in_a_full_house_joins_the_line(
    organiser: FlaskClient, app: Flask, edition: Edition, ids: list[int], now: datetime
) -> None:
    organiser.post(f"{PAGE}{ids[1]}/cancellation")
    with app.app_context(), writing() as session:
        book(session, edition.id, request_for(*(somebody(n) for n in range(3))), now)

    assert "Undo: put on the waiting list" in organiser.get(f"{PAGE}{ids[1]}").text
    organiser.post(f"{PAGE}{ids[1]}/reinstatement")

    assert line(app, ids[1]).is_waiting


def test_nobody_gets_a_place_again_that_somebody_else_has(
    organiser: FlaskClient, app: Flask, ids: list[int]
) -> None:
    moved = organiser.post(f"{PAGE}{ids[1]}/transfer", data=TYPED)
    again = organiser.post(f"{PAGE}{ids[1]}/reinstatement")

    assert moved.status_code == 303
    assert (again.status_code, "handed to somebody else" in again.text) == (409, True)
    assert line(app, int(moved.location.rpartition("/")[2])).name == "Grace Hopper"
    assert "Handed to" in organiser.get(f"{PAGE}{ids[1]}").text


def test_a_colleague_who_is_registered_is_refused_with_all_kept(
    organiser: FlaskClient, ids: list[int]
) -> None:
    twin = TYPED | {"given_name": "Ada", "family_name": "Okonkwo", "email": "ada@example.org"}

    answer = organiser.post(f"{PAGE}{ids[1]}/transfer", data=twin)

    assert (answer.status_code, 'value="Airbus"' in answer.text) == (422, True)


def test_mail_is_sent_again_by_how_one_stands(
    organiser: FlaskClient, app: Flask, edition: Edition, ids: list[int], now: datetime
) -> None:
    with app.app_context(), writing() as session:
        people = request_for(*(somebody(n) for n in range(3)), join_waiting=True, notify=False)
        waiting = book(session, edition.id, people, now).registrations[2].id

    for id in (ids[0], waiting):
        organiser.post(f"{PAGE}{id}/message")
    with app.app_context(), writing() as session:
        give_back(session, session.get_one(Registration, ids[2]), now, actor="delegate")
    organiser.post(f"{PAGE}{waiting}/message")

    assert [letter for letter, _ in letters(app)] == [
        "confirmed",
        "waiting",
        "cancelled",
        "offered",
        "offered",
    ]
    assert organiser.post(f"{PAGE}{ids[2]}/message").status_code == 409
