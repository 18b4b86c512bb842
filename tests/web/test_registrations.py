"""Registering through the pages, without JavaScript."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from conference.db import db, writing
from conference.models import Booking, Edition, Letter, Message, TicketType
from tests.people import NOW, ada, oliver
from tests.web.public import change
from tests.web.visitors import Visitor, fields, looked_up, rows, typed


@pytest.fixture
def visitor(client: FlaskClient, edition: Edition) -> Visitor:
    return Visitor(client)


def test_the_form_asks_and_changes_nothing(app: Flask, visitor: Visitor) -> None:
    before = rows(app)
    assert visitor.open().page.status_code == 200
    assert visitor.client.head("/register").status_code == 200
    assert rows(app) == before


def test_checking_the_answers_keeps_nothing_but_the_form_itself(
    app: Flask, visitor: Visitor
) -> None:
    before = rows(app)
    page = visitor.open().press(**typed(oliver())).page
    assert page.status_code == 200
    assert "Check your answers" in page.text
    assert rows(app) == before
    hidden = fields(page, "hidden")
    assert typed(oliver()).items() <= hidden.items()
    assert len(hidden["key"]) > 30


def test_confirming_books_and_leads_to_the_bookings_page(app: Flask, visitor: Visitor) -> None:
    answer = visitor.register(oliver())
    assert answer.status_code == 303
    page = visitor.open(answer.headers["Location"]).page
    assert "You have a place" in page.text
    assert "Sir Oliver Heald KC MP" in page.text
    assert looked_up(app, lambda r: (r.style, r.needs and r.needs.dietary, r.list_consent)) == [
        ("Sir Oliver Heald KC MP", "Vegetarian", None)
    ]


def test_nothing_of_a_form_is_kept_in_a_cookie(visitor: Visitor, csrf: None) -> None:
    visitor.open().press(**typed(ada()))
    with visitor.client.session_transaction() as cookie:
        assert set(cookie) == {"csrf_token"}


def test_a_form_without_its_token_is_refused(app: Flask, visitor: Visitor, csrf: None) -> None:
    answer = visitor.client.post("/register", data=typed(ada(), confirm="yes"))
    assert answer.status_code == 400
    assert rows(app)["booking"] == 0


def test_going_back_to_change_keeps_everything(app: Flask, visitor: Visitor) -> None:
    visitor.open().press(**typed(oliver()))
    key = fields(visitor.page)["key"]
    page = visitor.press("change").page
    assert page.status_code == 200
    assert typed(oliver()).items() <= fields(page).items()
    assert fields(page)["key"] == key
    visitor.press(**{"delegates-0-job_title": "Barrister"}).press("confirm")
    assert looked_up(app, lambda r: r.job_title) == ["Barrister"]


def test_what_the_edition_does_not_ask_is_not_asked(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        year = db.session.scalars(select(Edition)).one()
    change(app, year, asks_vehicle_registration=False, asks_id_name=True)
    asked = fields(visitor.open().page)
    assert "delegates-0-vehicle_registration" not in asked
    assert "delegates-0-id_name" in asked


def test_a_kind_of_ticket_is_chosen_where_there_are_several(
    app: Flask, visitor: Visitor, edition: Edition
) -> None:
    assert "ticket_type" not in visitor.open().page.text
    with app.app_context(), writing() as session:
        session.add(TicketType(edition_id=edition.id, name="Student", position=3))
    assert visitor.open().press(**typed(ada())).page.status_code == 422
    assert "Choose a kind of ticket" in visitor.page.text
    answer = visitor.press(ticket_type="Student").press("confirm").page
    assert answer.status_code == 303
    assert looked_up(app, lambda r: r.ticket_type.name) == ["Student"]


def test_a_ticket_that_is_not_public_can_not_be_had(app: Flask, visitor: Visitor) -> None:
    page = visitor.open().press(**typed(ada(), ticket_type="Speaker", confirm="yes")).page
    assert page.status_code == 422
    assert rows(app)["booking"] == 0


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ({"registration_opens_at": NOW + timedelta(days=1)}, "Registration has not opened yet"),
        ({"registration_closes_at": NOW}, "Registration has closed"),
        (
            {"starts_at": NOW - timedelta(hours=9), "ends_at": NOW - timedelta(hours=1)},
            "This conference is over",
        ),
    ],
)
def test_outside_its_hours_a_page_explains(
    app: Flask, visitor: Visitor, edition: Edition, times: dict[str, object], words: str
) -> None:
    change(app, edition, **times)
    assert words in visitor.open().page.text
    answer = visitor.client.post("/register", data=typed(ada(), confirm="yes"))
    assert answer.status_code == 409
    assert words in answer.text


def test_without_a_published_conference_there_is_no_form(
    app: Flask, client: FlaskClient, edition: Edition
) -> None:
    change(app, edition, is_published=False)
    assert client.get("/register").status_code == 404


def test_other_methods_are_refused(visitor: Visitor) -> None:
    assert visitor.client.delete("/register").status_code == 405


def test_the_mail_is_in_the_outbox_when_the_page_says_so(app: Flask, visitor: Visitor) -> None:
    visitor.register(ada())
    with app.app_context():
        message = db.session.scalars(select(Message)).one()
        assert (message.letter, message.recipient) == (Letter.CONFIRMED, "ada@example.org")
        assert db.session.scalars(select(Booking.booker_email)).one() == "ada@example.org"
