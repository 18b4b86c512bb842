"""The logs hold no secret and name nobody, whatever goes wrong."""

from __future__ import annotations

import logging

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from conference.db import db
from conference.logs import in_one_line, without_secrets
from conference.web.guards import LINK_HOLDER, guard_of

TOKEN = "7-abcdefghijklmnopqrstuvwx"


@pytest.mark.parametrize("place", ["bookings", "places", "offers", "sign-in"])
def test_a_path_is_logged_without_its_secret(place: str) -> None:
    assert without_secrets(f"/{place}/{TOKEN}") == f"/{place}/…"
    assert without_secrets(f"/{place}/{TOKEN}/ticket.pdf") == f"/{place}/…/ticket.pdf"
    assert without_secrets("/speakers/ada") == "/speakers/ada"


def test_every_page_of_a_link_holder_is_logged_without_its_secret(app: Flask) -> None:
    rules = [r.rule for r in app.url_map.iter_rules() if guard_of(app, r.endpoint) == LINK_HOLDER]
    assert rules
    assert [r for r in rules if "<" in without_secrets(r.replace("<token>", TOKEN))] == []
    assert [r for r in rules if TOKEN in without_secrets(r.replace("<token>", TOKEN))] == []


def test_a_failed_request_is_logged_without_its_secret(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with app.test_request_context(f"/bookings/{TOKEN}"), caplog.at_level(logging.ERROR):
        app.log_exception((None, None, None))
    assert "Exception on /bookings/… [GET]" in caplog.text


def test_an_error_of_the_database_names_nobody(context: None) -> None:
    with pytest.raises(DBAPIError) as error:
        db.session.execute(text("SELECT :name FROM nothing"), {"name": "Okonkwo"})
    assert "Okonkwo" not in str(error.value)


def test_nobody_writes_lines_of_their_own_into_the_log() -> None:
    assert in_one_line("/a\nGET /b\x1b[31m") == "/a\ufffdGET /b\ufffd[31m"
