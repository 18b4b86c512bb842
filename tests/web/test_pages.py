"""The public pages: what they show, and what they hide."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import select

from conference.db import writing
from conference.models import AgendaItem, Appearance, Edition, Part, Speaker
from conference.services.registering import book
from tests.hostile import HOSTILE
from tests.people import NOW, request_for, somebody
from tests.web.public import EVERY, PAGES, TO_TAKE_ALONG, add_last_year, change


def fill(app: Flask, edition: Edition) -> None:
    with app.app_context(), writing() as session:
        for number in range(5):
            book(session, edition.id, request_for(somebody(number)), NOW)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_stands_in_the_layout(client: FlaskClient, edition: Edition, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert '<html lang="en-GB">' in answer.text
    assert answer.text.count("<h1") == 1
    assert "Annual Conference</title>" in answer.text


@pytest.mark.parametrize("path", EVERY)
def test_last_year_s_pages_stay(app: Flask, client: FlaskClient, path: str) -> None:
    add_last_year(app)
    assert client.get(f"/2025{path}").status_code == 200


@pytest.mark.parametrize("path", EVERY)
def test_a_page_takes_no_other_method(client: FlaskClient, edition: Edition, path: str) -> None:
    assert client.head(path).status_code == 200
    assert [client.open(path, method=m).status_code for m in ("POST", "PUT", "DELETE")] == [405] * 3


@pytest.mark.parametrize("path", EVERY)
def test_nothing_is_there_without_an_edition(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/1999/", "/speakers/nobody", "/speakers/%00", "/99999/agenda"])
def test_an_unknown_address_is_not_found(client: FlaskClient, edition: Edition, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Page not found" in answer.text


@pytest.mark.parametrize("path", EVERY)
def test_an_unpublished_edition_is_an_organiser_s_preview(
    app: Flask, client: FlaskClient, organiser: FlaskClient, path: str
) -> None:
    add_last_year(app, is_published=False)
    assert client.get(f"/2025{path}").status_code == 404
    preview = organiser.get(f"/2025{path}")
    assert preview.status_code == 200
    assert preview.headers["Cache-Control"] == "no-store"
    assert path in TO_TAKE_ALONG or "isn’t published yet" in preview.text


def test_the_cover_counts_the_places_left(
    app: Flask, client: FlaskClient, edition: Edition
) -> None:
    with app.app_context(), writing() as session:
        book(session, edition.id, request_for(somebody(1), somebody(2)), NOW)
    page = client.get("/").text
    assert "<strong>3</strong> <span>of 5 places left" in page
    assert "Register for a place" in page


def test_a_full_conference_offers_the_waiting_list(
    app: Flask, client: FlaskClient, edition: Edition
) -> None:
    fill(app, edition)
    page = client.get("/").text
    assert "Join the waiting list" in page
    assert "Register for a place" not in page


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {"registration_opens_at": NOW + timedelta(days=1)},
            "opens on Wednesday 2 September at 10am",
        ),
        ({"registration_closes_at": NOW - timedelta(days=1)}, "Registration has closed"),
        ({"starts_at": NOW - timedelta(hours=9), "ends_at": NOW}, "This conference is over"),
    ],
)
def test_the_cover_says_why_nobody_can_register(
    app: Flask, client: FlaskClient, edition: Edition, values: dict[str, object], words: str
) -> None:
    change(app, edition, **values)
    page = client.get("/").text
    assert words in page
    assert 'href="/register"' not in page


def test_a_year_that_is_not_the_next_has_no_button(
    app: Flask, client: FlaskClient, edition: Edition
) -> None:
    later = NOW + timedelta(days=400)
    add_last_year(app, starts_at=later, ends_at=later + timedelta(hours=5))
    assert 'href="/register"' not in client.get("/2025/").text
    assert 'href="/register"' in client.get("/2026/").text


@pytest.mark.parametrize("path", EVERY)
def test_an_unpublished_speaker_is_nowhere(
    app: Flask, client: FlaskClient, edition: Edition, path: str
) -> None:
    with app.app_context(), writing() as session:
        speaker = session.scalars(select(Speaker)).one()
        item = session.scalars(select(AgendaItem)).one()
        session.add(Appearance(item_id=item.id, speaker_id=speaker.id, part=Part.CHAIR))
    assert "Mark Bretton</a>, in the chair" in client.get("/agenda").text
    with app.app_context(), writing() as session:
        session.scalars(select(Speaker)).one().is_published = False
    assert b"Bretton" not in client.get(path).data


@pytest.mark.parametrize("value", HOSTILE)
def test_a_nasty_value_is_plain_text(
    app: Flask, client: FlaskClient, edition: Edition, value: str
) -> None:
    value = value.replace("\x00", "")  # which no form or file lets in
    change(app, edition, title=value, strapline=value, venue_address=value, about=value)
    with app.app_context(), writing() as session:
        session.scalars(select(AgendaItem)).one().abstract = value
        session.scalars(select(Speaker)).one().role = value
    for path in PAGES:
        text = client.get(path).text
        assert escape(value) in text
        assert not any(tag in text for tag in ("<script>", "<img", "<para"))
    assert {client.get(path).status_code for path in TO_TAKE_ALONG} == {200}


def test_the_cover_leads_to_other_years(app: Flask, client: FlaskClient, edition: Edition) -> None:
    add_last_year(app)
    assert '<a href="/2025/">2025</a>' in client.get("/").text
    assert '<a href="/2026/">2026</a>' in client.get("/2025/").text
