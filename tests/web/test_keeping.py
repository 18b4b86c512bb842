"""Public pages are kept while what they show stays the same, and tell nobody apart."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from conference.db import db, writing
from conference.models import AgendaItem, Edition
from tests.web.public import EVERY, change


@pytest.mark.parametrize("path", EVERY)
def test_a_page_keeps_nothing_of_who_asks(client: FlaskClient, edition: Edition, path: str) -> None:
    headers = client.get(path).headers
    assert "Set-Cookie" not in headers
    assert "Cookie" not in headers.get("Vary", "")
    assert headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", EVERY)
def test_an_unchanged_page_is_not_sent_again(
    client: FlaskClient, edition: Edition, path: str
) -> None:
    tag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_a_changed_page_is_sent_at_once(app: Flask, client: FlaskClient, edition: Edition) -> None:
    tag = client.get("/venue").headers["ETag"]
    change(app, edition, venue_directions="Take the *third* exit.")
    again = client.get("/venue", headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert "Take the <em>third</em> exit." in again.text


@pytest.mark.parametrize("path", ["/agenda", "/agenda.json", "/agenda.ics"])
def test_a_changed_item_is_shown_at_once(
    app: Flask, client: FlaskClient, edition: Edition, path: str
) -> None:
    client.get(path)
    with app.app_context(), writing() as session:
        session.scalars(select(AgendaItem)).one().title = "Welcome after all"
    assert "Welcome after all" in client.get(path).text


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("path", "most"), [("/", 4), ("/agenda", 2), ("/speakers", 2), ("/venue", 1)]
)
def test_a_page_asks_the_database_little(
    app: Flask, client: FlaskClient, edition: Edition, path: str, most: int
) -> None:
    client.get(path)
    asked: list[str] = []
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    client.get(path)
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == most
