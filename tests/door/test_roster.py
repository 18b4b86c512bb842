"""What a door’s device is told of the delegates: all that it needs, and nothing more."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete
from sqlalchemy.orm import Session

from conference.db import writing
from conference.models import Category, Edition, Message, Registration
from conference.services.amending import amend
from conference.services.changing import give_back
from conference.services.checking_in import record_scans
from conference.services.registering import book
from tests.door.devices import JSON, post, register, roster_of, scan
from tests.people import NOW, ada, lukasz, request_for

LATER = NOW + timedelta(hours=1)
FIELDS = {
    *("id", "code_sha256", "short_code", "name", "sort_name", "organisation", "category"),
    *("note", "photo", "status", "arrived_at", "inside"),
}
Change = Callable[[Session, Registration], None]


def test_the_roster_holds_what_the_door_needs_and_nothing_more(
    app: Flask, steward: FlaskClient, guest: Registration
) -> None:
    with app.app_context(), writing() as session:
        session.get_one(Registration, guest.id).door_note = "Needs the hearing loop"
        session.get_one(Registration, guest.id).photo_consent = True
    post(steward, scan(1, guest))
    answer = roster_of(steward)
    line = answer["delegates"][0]
    assert set(answer) == {"edition", "as_of", "delegates"}
    assert set(line) == FIELDS
    assert line["code_sha256"] == hashlib.sha256(guest.code.encode()).hexdigest()
    assert (line["name"], line["sort_name"]) == ("Sir Oliver Heald KC MP", "heald, oliver")
    assert not re.search("Vegetarian|AB12|office@|Hearing loop", str(answer))
    assert guest.code not in str(answer)


def test_empty_values_are_left_out_of_the_roster(steward: FlaskClient, guest: Registration) -> None:
    line = roster_of(steward)["delegates"][0]
    assert not {"note", "photo", "arrived_at", "inside"} & set(line)


def test_a_roster_that_stayed_the_same_costs_a_304(
    steward: FlaskClient, guest: Registration
) -> None:
    first = steward.get("/checkin/roster", headers=JSON)
    known = JSON | {"If-None-Match": first.headers["ETag"]}
    same = steward.get("/checkin/roster", headers=known)
    assert (same.status_code, same.data) == (304, b"")
    assert first.headers["Cache-Control"] == same.headers["Cache-Control"] == "no-store"
    post(steward, scan(1, guest))
    assert steward.get("/checkin/roster", headers=known).status_code == 200


def test_the_roster_is_compressed_for_who_takes_it(
    steward: FlaskClient, guest: Registration
) -> None:
    packed = steward.get("/checkin/roster", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == "Accept-Encoding, Cookie"
    assert b"heald" in gzip.decompress(packed.data)


def hand_a_note(session: Session, person: Registration) -> None:
    amend(session, person, {"door_note": "Tell Anna"}, LATER, actor="test")


def arrive(session: Session, person: Registration) -> None:
    record_scans(session, person.edition_id, {"scans": [scan(1, person)]}, None, LATER)


def leave(session: Session, person: Registration) -> None:
    give_back(session, person, LATER, actor="test")


@pytest.mark.parametrize("change", [hand_a_note, arrive, leave])
def test_what_changed_since_is_told_alone(
    app: Flask, steward: FlaskClient, edition: Edition, guest: Registration, change: Change
) -> None:
    with app.app_context(), writing() as session:
        register(session, edition, lukasz())
        session.flush()
        with time_machine.travel(LATER, tick=False):
            change(session, session.get_one(Registration, guest.id))
    with time_machine.travel(LATER, tick=False):
        answer = roster_of(steward, since=(NOW + timedelta(minutes=30)).isoformat())
    assert [line["id"] for line in answer["changed"]] == [guest.id]
    assert answer["removed"] == []


def test_somebody_new_is_told_and_what_is_everybody_s_is_told_of_all(
    app: Flask, steward: FlaskClient, edition: Edition, guest: Registration
) -> None:
    since = (NOW + timedelta(minutes=30)).isoformat()
    with time_machine.travel(LATER, tick=False):
        assert roster_of(steward, since=since)["changed"] == []
        with app.app_context(), writing() as session:
            booking = book(session, edition.id, request_for(lukasz()), LATER)
            new = booking.registrations[0].id
        assert [line["id"] for line in roster_of(steward, since=since)["changed"]] == [new]
        with app.app_context(), writing() as session:
            kind = session.get_one(Registration, guest.id).ticket_type
            amend(session, kind, {"category": Category.PRESS}, LATER, actor="test")
        assert {line["category"] for line in roster_of(steward, since=since)["delegates"]} == {
            "press"
        }


def test_somebody_who_was_deleted_is_removed(
    app: Flask, steward: FlaskClient, edition: Edition, guest: Registration
) -> None:
    with app.app_context(), writing() as session:
        gone = register(session, edition, ada())
        leave(session, gone)
        session.flush()
        session.execute(delete(Message).where(Message.registration_id == gone.id))
        session.delete(gone)
    with time_machine.travel(LATER, tick=False):
        answer = roster_of(steward, since=(NOW + timedelta(minutes=30)).isoformat())
    assert (answer["changed"], answer["removed"]) == ([], [gone.id])


@pytest.mark.parametrize("since", ["", "yesterday", "2026-09-01", "9999-01-01T00:00:00Z", "\x00"])
def test_a_time_that_cannot_be_read_gets_the_whole_roster(
    steward: FlaskClient, guest: Registration, since: str
) -> None:
    assert len(roster_of(steward, since=since)["delegates"]) == 1
