"""Signing in by a password or a one-time link, signing out, and what a stranger learns: nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from conference import create_app
from conference.db import db, writing
from conference.models import Base, Organiser, Role, SignIn, SignInLink
from conference.services import signing_in

PASSWORD = "a horse, a battery and a staple"
EMAIL = "anna@example.org"


@pytest.fixture(scope="module")
def password_hash() -> str:
    return signing_in.hash_password(PASSWORD)


@pytest.fixture
def anna(app: Flask, now: datetime, password_hash: str) -> int:
    """An organiser with a password; her id."""
    with app.app_context(), writing() as session:
        added = signing_in.add_organiser(session, EMAIL, Role.ORGANISER, now, actor="test")
        added.password_hash = password_hash
        return added.id


@pytest.fixture
def link(app: Flask, anna: int, now: datetime) -> str:
    """The secret of a one-time link of hers."""
    with app.app_context(), writing() as session:
        return signing_in.make_link(session, session.get_one(Organiser, anna), now)


def sign_in(client: FlaskClient, password: str = PASSWORD, **more: str) -> TestResponse:
    return client.post("/sign-in", data={"email": EMAIL, "password": password, **more})


def count(app: Flask, model: type[Base]) -> int:
    with app.app_context():
        return db.session.scalars(select(func.count()).select_from(model)).one()


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/organise/account").status_code == 200


def test_a_password_signs_in(client: FlaskClient, anna: int) -> None:
    answer = sign_in(client)

    assert (answer.status_code, answer.location) == (303, "/organise/")
    assert is_signed_in(client)


def test_capitals_in_the_address_make_no_difference(client: FlaskClient, anna: int) -> None:
    answer = client.post("/sign-in", data={"email": " Anna@Example.ORG", "password": PASSWORD})

    assert answer.status_code == 303


def test_a_wrong_password_keeps_the_address_and_forgets_the_password(
    client: FlaskClient, anna: int
) -> None:
    answer = sign_in(client, "not the password at all")

    assert answer.status_code == 422
    assert f'value="{EMAIL}"' in answer.text
    assert "not the password at all" not in answer.text
    assert not is_signed_in(client)


def test_an_unknown_account_is_answered_as_a_wrong_password_is(
    client: FlaskClient, anna: int
) -> None:
    known = sign_in(client, "not the password at all")
    unknown = client.post(
        "/sign-in", data={"email": "nobody@example.org", "password": "not the password at all"}
    )

    assert unknown.status_code == known.status_code
    assert unknown.text.replace("nobody@example.org", EMAIL) == known.text


def test_an_account_without_a_password_can_only_be_reached_by_a_link(
    app: Flask, client: FlaskClient, anna: int
) -> None:
    with app.app_context(), writing() as session:
        session.get_one(Organiser, anna).password_hash = None

    assert sign_in(client, "").status_code == 422
    assert sign_in(client, "nobody has this password").status_code == 422


def test_after_eight_wrong_passwords_the_right_one_has_to_wait(
    client: FlaskClient, anna: int, now: datetime
) -> None:
    statuses = [sign_in(client, "a wrong one").status_code for _ in range(signing_in.TRIES)]
    throttled = sign_in(client)

    with time_machine.travel(now + signing_in.WITHIN + timedelta(seconds=1), tick=False):
        later = sign_in(client)

    assert statuses == [422] * signing_in.TRIES
    assert throttled.status_code == 429
    assert later.status_code == 303


def test_one_network_can_not_try_every_account(client: FlaskClient, anna: int) -> None:
    for number in range(5 * signing_in.TRIES):
        data = {"email": f"guess{number}@example.org", "password": "a wrong one"}
        assert client.post("/sign-in", data=data).status_code == 422

    assert sign_in(client).status_code == 429


def test_a_link_shows_a_button_and_only_the_button_spends_it(
    app: Flask, client: FlaskClient, link: str
) -> None:
    pages = [client.get(f"/sign-in/{link}"), client.head(f"/sign-in/{link}")]

    assert [page.status_code for page in pages] == [200, 200]
    assert count(app, SignIn) == 0
    assert client.post(f"/sign-in/{link}").status_code == 303
    assert is_signed_in(client)


def test_a_link_works_once(app: Flask, client: FlaskClient, link: str) -> None:
    client.post(f"/sign-in/{link}")
    stranger = app.test_client()
    again = stranger.post(f"/sign-in/{link}")

    assert again.status_code == 410
    assert "has been used or has run out" in again.text
    assert not is_signed_in(stranger)


def test_a_link_runs_out(client: FlaskClient, link: str, now: datetime) -> None:
    with time_machine.travel(now + signing_in.LINK_LIVES, tick=False):
        answer = client.post(f"/sign-in/{link}")

    assert answer.status_code == 410


def test_no_secret_is_kept_in_the_database(
    app: Flask, client: FlaskClient, link: str, tmp_path: Path
) -> None:
    client.post(f"/sign-in/{link}")
    with client.session_transaction() as cookie:
        secret = cookie["_user_id"].encode()
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("conference.db*"))

    assert count(app, SignInLink) == count(app, SignIn) == 1
    assert link.encode() not in kept
    assert secret not in kept


def test_a_copied_cookie_is_worth_nothing_after_signing_out(
    app: Flask, client: FlaskClient, anna: int
) -> None:
    sign_in(client)
    with client.session_transaction() as cookie:
        copied = dict(cookie)
    thief = app.test_client()
    with thief.session_transaction() as cookie:
        cookie.update(copied)
    assert is_signed_in(thief)

    assert client.post("/sign-out").status_code == 303
    assert not is_signed_in(thief)
    assert count(app, SignIn) == 0


def test_signing_in_starts_with_a_new_cookie(client: FlaskClient, anna: int) -> None:
    with client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
    sign_in(client)

    with client.session_transaction() as cookie:
        assert "planted" not in cookie


def test_a_sign_in_runs_out(client: FlaskClient, anna: int, now: datetime) -> None:
    sign_in(client)

    with time_machine.travel(now + timedelta(hours=12), tick=False):
        assert not is_signed_in(client)


def test_one_goes_on_to_the_page_that_was_asked_for(client: FlaskClient, anna: int) -> None:
    asked = client.get("/organise/badges/?which=all")
    page = client.get(asked.location)
    answer = sign_in(client, next="/organise/badges/?which=all")

    assert asked.status_code == 303
    assert 'value="/organise/badges/?which=all"' in page.text
    assert answer.location == "/organise/badges/?which=all"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "/\t/evil.example/",
        "/\n/evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        " //evil.example",
    ],
)
def test_signing_in_leads_nowhere_else(client: FlaskClient, anna: int, elsewhere: str) -> None:
    assert sign_in(client, next=elsewhere).location == "/organise/"


def test_the_cookie_is_for_this_site_only(client: FlaskClient, anna: int) -> None:
    cookie = sign_in(client).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie  # plain http, on one’s own machine


def test_over_https_the_cookie_never_leaves_in_the_clear(
    app: Flask, anna: int, database: str
) -> None:
    config = replace(app.extensions["conference"], base_url="https://conference.example.org")
    secure = create_app(config)
    secure.config["WTF_CSRF_ENABLED"] = False
    client = secure.test_client()
    data = {"email": EMAIL, "password": PASSWORD}
    cookie = client.post("/sign-in", data=data, base_url=config.base_url).headers["Set-Cookie"]

    assert cookie.startswith("__Host-conference=")
    assert all(word in cookie for word in ("; Secure", "; HttpOnly", "; Path=/", "SameSite=Lax"))
    assert "Domain" not in cookie


@pytest.mark.parametrize("address", ["/organise/", "/organise/account", "/organise/organisers/"])
def test_a_stranger_is_asked_to_sign_in(client: FlaskClient, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in?next=")


@pytest.mark.usefixtures("csrf")
def test_signing_in_needs_the_form_s_own_token(client: FlaskClient, anna: int) -> None:
    assert sign_in(client).status_code == 400
    assert not is_signed_in(client)
