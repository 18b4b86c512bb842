"""The settings of an edition: its sections, its places, and its publication."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from conference.db import db, writing
from conference.models import Edition, Entry, Role
from conference.services.editing_editions import change_edition
from tests.hostile import HOSTILE
from tests.people import add_edition

AT = "/organise/editions/2026"
TIMES = {
    "starts_at": "2026-10-07T09:00",
    "ends_at": "2026-10-07T14:00",
    "doors_open_at": "2026-10-07T08:15",
    "registration_opens_at": "",
    "registration_closes_at": "2026-10-01T17:00",
    "offer_hours": "48",
    "timezone": "Europe/London",
}
SECTIONS: dict[str, dict[str, Any]] = {
    "edit": {
        "title": "Annual Conference 2026",
        "strapline": "What comes next",
        "about": "**Bold**\n\n- one\n  - two",
        "notice": "",
        "accent": "#27506B",
    },
    "times": TIMES,
    "venue": {
        "venue_name": "The Hall",
        "venue_address": "Gunnels Wood Road\nStevenage",
        "venue_postcode": "SG1 2NY",
        "venue_map_url": "https://maps.example/hall",
        "venue_directions": "By train",
        "host_name": "GSK",
    },
    "organisation": {
        "organisation": "Hertfordshire Futures",
        "organisation_address": "Hertford",
        "contact_email": "desk@example.org",
        "contact_phone": "01632 960007",
    },
    "questions": {
        "asks_id_name": "y",
        "retention_needs_days": "7",
        "retention_gate_days": "3",
        "retention_people_months": "6",
    },
}


@pytest.fixture
def saved(app: Flask, edition: Edition) -> Callable[[], Edition]:
    """The edition as it is in the database."""

    def read() -> Edition:
        with app.app_context():
            return db.session.get_one(Edition, edition.id)

    return read


def entries(app: Flask) -> list[Entry]:
    with app.app_context():
        return list(db.session.scalars(select(Entry).order_by(Entry.id)))


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_shows_what_is_set_and_saves_what_is_typed(
    organiser: FlaskClient, saved: Callable[[], Edition], section: str
) -> None:
    assert organiser.get(f"{AT}/{section}").status_code == 200

    answer = organiser.post(f"{AT}/{section}", data=SECTIONS[section])

    assert (answer.status_code, answer.location) == (303, f"{AT}/{section}")
    page = organiser.get(answer.location).text
    assert "saved." in page
    for name, typed in SECTIONS[section].items():
        if not name.endswith("_at") and isinstance(value := getattr(saved(), name), str):
            assert value == typed


def test_times_are_by_the_clock_of_the_place(
    organiser: FlaskClient, saved: Callable[[], Edition]
) -> None:
    organiser.post(f"{AT}/times", data=TIMES)

    assert saved().starts_at == datetime(2026, 10, 7, 8, 0, tzinfo=UTC)
    assert saved().registration_opens_at is None
    assert 'value="2026-10-07T09:00"' in organiser.get(f"{AT}/times").text


def test_another_zone_is_taken_with_the_times_that_are_typed_in_it(
    organiser: FlaskClient, saved: Callable[[], Edition]
) -> None:
    organiser.post(f"{AT}/times", data=TIMES | {"timezone": "Europe/Berlin"})

    assert saved().starts_at == datetime(2026, 10, 7, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("section", "wrong", "words"),
    [
        ("times", {"ends_at": "2026-10-07T08:00"}, "The conference ends after it starts"),
        ("times", {"doors_open_at": "2026-10-07T10:00"}, "The doors open before"),
        ("times", {"registration_closes_at": "2026-10-08T10:00"}, "closes before the conference"),
        ("times", {"registration_opens_at": "2026-10-02T09:00"}, "closes after it opens"),
        ("times", {"timezone": "Hertford/Town"}, "Enter the name of a time zone"),
        ("times", {"starts_at": ""}, "Enter a date and a time"),
        ("times", {"offer_hours": "0"}, "Enter a whole number from 1 to 720"),
        ("edit", {"title": " "}, "Enter a title"),
        ("edit", {"title": "T" * 201}, "Title must be 200 characters or fewer"),
        ("edit", {"accent": "red"}, "Enter # and six figures"),
        ("venue", {"venue_map_url": "javascript:alert(1)"}, "starts with https://"),
        ("organisation", {"contact_email": "nobody"}, "Enter an email address"),
        ("questions", {"retention_gate_days": "soon"}, "Enter a whole number"),
    ],
)
def test_what_can_not_be_is_said_and_what_was_typed_is_kept(
    app: Flask,
    organiser: FlaskClient,
    edition: Edition,
    section: str,
    wrong: dict[str, str],
    words: str,
) -> None:
    add = {"title": "Kept as typed"} if section == "edit" and "title" not in wrong else {}
    before = len(entries(app))
    answer = organiser.post(f"{AT}/{section}", data=SECTIONS[section] | add | wrong)

    assert answer.status_code == 422
    assert "<title>Error: " in answer.text
    assert words in answer.text
    assert all(typed.replace("&", "&amp;") in answer.text for typed in add.values())
    assert len(entries(app)) == before


@pytest.mark.parametrize("nasty", HOSTILE)
def test_nasty_text_comes_back_as_text(
    organiser: FlaskClient, saved: Callable[[], Edition], nasty: str
) -> None:
    typed = {"about": nasty, "notice": nasty, "title": nasty, "strapline": nasty}
    answer = organiser.post(f"{AT}/edit", data=SECTIONS["edit"] | typed)

    assert answer.status_code == 303
    for page in (organiser.get(f"{AT}/edit").text, organiser.get("/").text):
        assert "<script>alert" not in page
        assert "onerror=alert(1)>" not in page.replace("&gt;", "").replace("&#34;", "")
    assert "\x00" not in saved().about + saved().title


def test_a_change_is_recorded_and_the_same_again_is_not(
    app: Flask, organiser: FlaskClient, edition: Edition
) -> None:
    before = len(entries(app))
    for _ in range(2):
        organiser.post(f"{AT}/organisation", data=SECTIONS["organisation"])
    (entry,) = entries(app)[before:]

    assert (entry.actor, entry.action) == ("organiser@example.org", "changed")
    assert entry.edition_id == entry.subject_id == edition.id
    assert entry.change["contact_email"] == ["conference@example.org", "desk@example.org"]


def test_an_unpublished_edition_is_seen_by_organisers_only(
    organiser: FlaskClient, client: FlaskClient, edition: Edition
) -> None:
    organiser.post(f"{AT}/publication/remove")
    assert client.get("/2026/").status_code == 404
    assert organiser.get("/2026/").status_code == 200
    assert "Preview" in organiser.get("/organise/editions/").text

    organiser.post(f"{AT}/publication")
    assert client.get("/2026/").status_code == 200


def test_before_publishing_one_is_told_what_is_missing(
    app: Flask, organiser: FlaskClient, edition: Edition
) -> None:
    with app.app_context(), writing() as session:
        bare = add_edition(session, year=2027, places=0, is_published=False)
        bare.agenda.clear()
        bare.ticket_types.clear()
    page = organiser.get("/organise/editions/2027/publication").text

    assert "There are no places yet." in page
    assert "There is no ticket type that the public can choose." in page
    assert "The agenda is empty." in page


def test_an_edition_that_isn_t_there_isn_t_found(organiser: FlaskClient, edition: Edition) -> None:
    assert organiser.get("/organise/editions/1999/edit").status_code == 404
    assert organiser.get(f"{AT}/tickets/999").status_code == 404
    assert organiser.post(f"{AT}/tickets/999/remove").status_code == 404


@pytest.mark.both_databases
def test_a_refused_change_leaves_everything_as_it_was(
    app: Flask, edition: Edition, saved: Callable[[], Edition], now: datetime
) -> None:
    before = len(entries(app))
    values = {"title": "Another", "ends_at": edition.starts_at}
    with app.app_context(), pytest.raises(Exception, match="ends after"), writing() as session:
        change_edition(session, edition.id, values, now, actor="test")

    assert saved().title == edition.title
    assert len(entries(app)) == before


@pytest.mark.parametrize("role", [Role.STEWARD, Role.FINANCE, Role.HOST])
def test_settings_are_the_organisers_affair(
    client_as: Callable[[Role], FlaskClient], edition: Edition, role: Role
) -> None:
    client = client_as(role)

    assert client.get(f"{AT}/edit").status_code == 403
    assert client.post(f"{AT}/edit", data=SECTIONS["edit"]).status_code == 403
    assert client.post(f"{AT}/publication/remove").status_code == 403
