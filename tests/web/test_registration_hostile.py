"""Nasty values in every field, over the whole way and on every page that shows them."""

from __future__ import annotations

import html
import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from conference.models import Edition
from conference.services.requests import Person
from tests.hostile import HOSTILE
from tests.web.visitors import Visitor, fields, looked_up, paths, rows, typed

# As long as their columns let them be; the longest value has 66 characters.
NAMES = (
    *("prefix", "given_name", "family_name", "post_nominals", "badge_name", "organisation"),
    *("job_title", "dietary", "access_needs"),
)
NEVER = ("<script>", "<img src", "<para>", "49 ${7*7}", "\u202e", "\x00", "\ufeff", "\u200b")


def nasty(value: str) -> Person:
    said: dict[str, Any] = dict.fromkeys(NAMES, value)
    return Person(email="nasty@example.org", **said)


@pytest.mark.parametrize("value", HOSTILE)
def test_a_nasty_value_in_every_field_is_text_on_every_page(
    app: Flask, client: FlaskClient, edition: Edition, value: str
) -> None:
    visitor = Visitor(client)
    check = visitor.open().press(**typed(nasty(value))).page
    answer = visitor.press("confirm").page
    assert (check.status_code, answer.status_code) == (200, 303)
    booking = answer.headers["Location"]
    place = own_page(app)
    for page in (check, *map(client.get, (booking, place, f"{place}/edit", f"{place}/transfer"))):
        assert page.status_code == 200
        assert not [bad for bad in NEVER if bad in page.text]
    for name in ("ticket.pdf", "invite.ics", "data.json"):
        assert client.get(f"{place}/{name}").status_code == 200


def own_page(app: Flask) -> str:
    return str(looked_up(app, lambda line: paths(app, line.booking)["places"][0])[0])


@pytest.mark.parametrize("value", HOSTILE)
def test_a_nasty_value_comes_back_as_it_was_kept(
    app: Flask, client: FlaskClient, edition: Edition, value: str
) -> None:
    """The form that corrects it holds exactly what is in the database, and saves it unchanged."""
    Visitor(client).register(nasty(value))
    place = own_page(app)
    kept = looked_up(app, lambda r: (r.given_name, r.needs and r.needs.dietary))
    client.post(f"{place}/edit", data=fields(client.get(f"{place}/edit")))
    assert looked_up(app, lambda r: (r.given_name, r.needs and r.needs.dietary)) == kept
    said = json.loads(client.get(f"{place}/data.json").text)
    assert said["registration"]["given_name"] == kept[0][0]


@pytest.mark.parametrize("field", ["email", "booker_email", "ticket_type", "list_consent"])
def test_nasty_values_where_only_some_are_taken_are_refused_in_words(
    app: Flask, client: FlaskClient, edition: Edition, field: str
) -> None:
    name = field if field in ("booker_email", "ticket_type") else f"delegates-0-{field}"
    said = typed(Person(given_name="Ada", email="ada@example.org")) | {"booker_name": "Priya"}
    for value in HOSTILE:
        page = client.post("/register", data=said | {name: value, "confirm": "yes"})
        assert page.status_code == 422
        assert "There is a problem" in page.text
        assert not [bad for bad in NEVER if bad in page.text]
    assert rows(app)["booking"] == 0


@pytest.mark.parametrize("name", ["add", "remove", "change", "key", "join_waiting", "confirm"])
def test_a_nasty_button_is_no_button_at_all_or_a_harmless_one(
    app: Flask, client: FlaskClient, edition: Edition, name: str
) -> None:
    said = typed(Person(given_name="Ada", email="ada@example.org"))
    for value in HOSTILE:
        page = client.post("/register", data=said | {name: value})
        assert page.status_code == 200
        assert "Ada" in html.unescape(page.text)
    assert rows(app)["booking"] == 0
