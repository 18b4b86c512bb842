"""One’s own account: a password, and the browsers that are signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from conference.db import db, writing
from conference.models import Organiser, Role, SignIn
from conference.services.signing_in import TRIES, sign_in
from conference.web.browsers import browser_name

PAGE = "/organise/account"
WORDS = "four words of my own"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"


@pytest.fixture
def phone(app: Flask, organiser: FlaskClient, now: datetime) -> FlaskClient:
    """The organiser’s telephone, signed in too."""
    with app.app_context(), writing() as session:
        own = session.scalars(select(Organiser.id)).one()
        secret = sign_in(session, own, now, browser=IPHONE, hours=12)
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = secret
    return client


def set_password(client: FlaskClient, password: str = WORDS, **more: str) -> int:
    data = {"password": password, "again": password} | more
    return client.post(f"{PAGE}/password", data=data).status_code


def is_signed_in(client: FlaskClient) -> bool:
    return client.get(PAGE).status_code == 200


def test_a_password_that_is_set_signs_in(app: Flask, organiser: FlaskClient) -> None:
    assert set_password(organiser) == 303

    data = {"email": "organiser@example.org", "password": WORDS}
    assert app.test_client().post("/sign-in", data=data).status_code == 303


def test_a_new_password_signs_every_other_browser_out(
    organiser: FlaskClient, phone: FlaskClient
) -> None:
    set_password(organiser)

    assert is_signed_in(organiser)
    assert not is_signed_in(phone)


def test_a_change_of_password_asks_for_the_current_one(organiser: FlaskClient) -> None:
    set_password(organiser)
    other = "another four words"

    assert "Current password" in organiser.get(PAGE).text
    assert set_password(organiser, other) == 422
    assert set_password(organiser, other, current="a guess") == 422
    assert set_password(organiser, other, current=WORDS) == 303


def test_the_current_password_can_not_be_guessed_for_ever(organiser: FlaskClient) -> None:
    set_password(organiser)
    guesses = [set_password(organiser, "another one", current="a guess") for _ in range(TRIES)]

    assert guesses == [422] * TRIES
    assert set_password(organiser, "another four words", current=WORDS) == 429


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"password": "short", "again": "short"}, "A password has 12 characters or more"),
        ({"password": WORDS, "again": "other words"}, "Enter the same password in both fields"),
        ({"password": "", "again": ""}, "Enter a new password"),
    ],
)
def test_what_is_wrong_with_a_password_is_said_and_it_is_not_shown(
    app: Flask, organiser: FlaskClient, given: dict[str, str], words: str
) -> None:
    answer = organiser.post(f"{PAGE}/password", data=given)
    with app.app_context():
        kept = db.session.scalars(select(Organiser.password_hash)).one()

    assert answer.status_code == 422
    assert words in answer.text
    assert WORDS not in answer.text
    assert kept is None


def test_the_page_lists_where_one_is_signed_in(organiser: FlaskClient, phone: FlaskClient) -> None:
    page = phone.get(PAGE).text

    assert "Safari on iPhone" in page
    assert page.count("This one") == 1
    assert "Tuesday 1 September at 10am" in page


def test_one_of_them_can_be_ended(app: Flask, organiser: FlaskClient, phone: FlaskClient) -> None:
    with app.app_context():
        id = db.session.scalars(select(SignIn.id).filter_by(browser=IPHONE)).one()
    answer = organiser.post(f"{PAGE}/sign-ins/{id}/end")

    assert answer.status_code == 303
    assert is_signed_in(organiser)
    assert not is_signed_in(phone)


def test_somebody_else_s_sign_in_is_left_alone(
    app: Flask, organiser: FlaskClient, client_as: Callable[[Role], FlaskClient]
) -> None:
    steward = client_as(Role.STEWARD)
    with app.app_context():
        ids = list(db.session.scalars(select(SignIn.id)))
    for id in ids:
        steward.post(f"{PAGE}/sign-ins/{id}/end")

    assert is_signed_in(organiser)


def test_signing_out_everywhere(organiser: FlaskClient, phone: FlaskClient) -> None:
    answer = phone.post(f"{PAGE}/sign-ins/end")

    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert not is_signed_in(organiser)
    assert not is_signed_in(phone)


@pytest.mark.parametrize("role", list(Role))
def test_everybody_who_signs_in_has_an_account(
    client_as: Callable[[Role], FlaskClient], role: Role
) -> None:
    assert is_signed_in(client_as(role))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile Safari/537", "Chrome on Android"),
        ("curl/8.0", "A browser"),
        ("", "A browser"),
    ],
)
def test_browsers_are_named_as_their_owners_know_them(said: str, words: str) -> None:
    assert browser_name(said) == words
