"""The outbox as organisers see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from conference.db import db, writing
from conference.links import Links
from conference.models import Delivery, Edition, Message, Role
from conference.services import changing
from conference.services.registering import book
from tests.people import NOW, ada, request_for, somebody

LIST = "/organise/messages/"


@pytest.fixture
def told(app: Flask, edition: Edition) -> str:
    """Ada has a place and a mail waits for her; gives the token of her page."""
    with app.app_context(), writing() as session:
        booking = book(session, edition.id, request_for(ada()), NOW)
        links: Links = app.extensions["conference_links"]
        return links.booking_token(booking)


def mark(app: Flask, delivery: Delivery, reason: str = "") -> None:
    with app.app_context(), writing() as session:
        for message in session.scalars(db.select(Message)).all():
            message.delivery, message.last_error = delivery, reason


def messages(app: Flask) -> list[tuple[Delivery, int]]:
    with app.app_context():
        rows = db.session.scalars(db.select(Message).order_by(Message.id)).all()
        return [(message.delivery, message.attempts) for message in rows]


def with_server(app: Flask) -> None:
    config = app.extensions["conference"]
    app.extensions["conference"] = replace(config, smtp_url="smtp://mail.example.org")


def test_the_list_says_to_whom_what_and_why_not(
    app: Flask, organiser: FlaskClient, told: str
) -> None:
    mark(app, Delivery.FAILED, "550 No such mailbox")
    page = organiser.get(LIST).text
    assert [w for w in ("ada@example.org", "Confirmation", "550 No such mailbox") if w in page]
    assert "Try all that failed again" in page


@pytest.mark.parametrize(
    ("query", "is_there"),
    [("?state=waiting", True), ("?state=sent", False), ("?to=ADA@", True), ("?to=bob", False)],
)
def test_the_list_is_narrowed(
    organiser: FlaskClient, told: str, query: str, is_there: bool
) -> None:
    assert ('<th scope="row">ada@example.org' in organiser.get(LIST + query).text) == is_there


@pytest.mark.parametrize("query", ["?state=nonsense", "?page=0", "?page=99", "?page=x", "?to=%25"])
def test_odd_questions_get_an_answer(organiser: FlaskClient, told: str, query: str) -> None:
    assert organiser.get(LIST + query).status_code == 200


def test_the_list_goes_on_after_fifty(app: Flask, organiser: FlaskClient, told: str) -> None:
    with app.app_context(), writing() as session:
        first = session.get_one(Message, 1)
        session.add_all(
            Message(
                letter=first.letter,
                edition_id=first.edition_id,
                recipient=f"{number}@example.org",
                created_at=NOW,
                due_at=NOW,
            )
            for number in range(50)
        )
    assert "Page 1 of 2" in organiser.get(LIST).text
    assert "ada@example.org" in organiser.get(f"{LIST}?page=2").text


def test_a_message_is_read_with_its_links_masked(
    app: Flask, organiser: FlaskClient, told: str
) -> None:
    with_server(app)
    for path in ("1", "1/letter.html", "1/letter.eml"):
        answer = organiser.get(LIST + path)
        assert answer.status_code == 200
        assert told not in answer.text
    assert "/bookings/…" in organiser.get(f"{LIST}1").text


def test_on_ones_own_machine_without_a_server_the_links_work(
    organiser: FlaskClient, told: str
) -> None:
    assert f'href="http://127.0.0.1:8000/bookings/{told}"' in organiser.get(f"{LIST}1").text


def test_on_a_public_site_without_a_server_links_are_masked_too(
    app: Flask, organiser: FlaskClient, told: str
) -> None:
    config = app.extensions["conference"]
    app.extensions["conference"] = replace(config, base_url="http://conference.example.org")
    assert told not in organiser.get(f"{LIST}1").text


def test_the_html_of_a_mail_can_run_and_reach_nothing(organiser: FlaskClient, told: str) -> None:
    answer = organiser.get(f"{LIST}1/letter.html")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert policy.endswith("; sandbox")
    assert 'src="data:image/png;base64,' in answer.text


def test_the_file_can_be_opened_in_a_mail_program(organiser: FlaskClient, told: str) -> None:
    answer = organiser.get(f"{LIST}1/letter.eml")
    assert answer.mimetype == "message/rfc822"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="000001-confirmed.eml"'


def test_what_was_sent_is_sent_again_as_a_message_of_its_own(
    app: Flask, organiser: FlaskClient, told: str
) -> None:
    mark(app, Delivery.SENT)
    answer = organiser.post(f"{LIST}1/again")
    assert (answer.status_code, answer.location) == (303, f"{LIST}2")
    assert messages(app) == [(Delivery.SENT, 0), (Delivery.WAITING, 0)]


def test_what_failed_is_tried_again(app: Flask, organiser: FlaskClient, told: str) -> None:
    mark(app, Delivery.FAILED)
    assert organiser.post(f"{LIST}1/again").location == f"{LIST}1"
    assert messages(app) == [(Delivery.WAITING, 0)]


def test_what_waits_is_not_sent_twice(app: Flask, organiser: FlaskClient, told: str) -> None:
    assert organiser.post(f"{LIST}1/again").status_code == 409
    assert messages(app) == [(Delivery.WAITING, 0)]


def test_all_that_failed_is_tried_again(app: Flask, organiser: FlaskClient, told: str) -> None:
    mark(app, Delivery.FAILED)
    answer = organiser.post(f"{LIST}retry")
    assert (answer.status_code, answer.location) == (303, LIST)
    assert messages(app) == [(Delivery.WAITING, 0)]


def test_what_is_no_longer_so_is_not_shown(app: Flask, organiser: FlaskClient, told: str) -> None:
    with app.app_context(), writing() as session:
        registration = session.get_one(Message, 1).registration
        assert registration
        changing.give_back(session, registration, NOW, actor="delegate")
    assert "is no longer so" in organiser.get(f"{LIST}1").text
    assert organiser.get(f"{LIST}1/letter.html").status_code == 410


@pytest.mark.parametrize("path", ["9", "9/letter.html", "9/letter.eml"])
def test_an_unknown_message_is_not_found(
    organiser: FlaskClient, edition: Edition, path: str
) -> None:
    assert organiser.get(LIST + path).status_code == 404


@pytest.mark.parametrize("role", [Role.STEWARD, Role.FINANCE, Role.HOST])
def test_mail_is_the_organisers_alone(
    client_as: Callable[[Role], FlaskClient], told: str, role: Role
) -> None:
    client = client_as(role)
    for path in ("", "1", "1/letter.html", "1/letter.eml"):
        assert client.get(LIST + path).status_code == 403
    assert client.post(f"{LIST}1/again").status_code == 403


def test_signed_out_one_is_sent_to_sign_in(client: FlaskClient, told: str) -> None:
    assert client.get(f"{LIST}1").status_code == 303


def test_hostile_names_are_text_on_the_page(
    app: Flask, organiser: FlaskClient, edition: Edition
) -> None:
    with app.app_context(), writing() as session:
        person = somebody(1, given_name="<script>alert(1)</script>")
        book(session, edition.id, request_for(person), NOW)
    page = organiser.get(f"{LIST}1").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
