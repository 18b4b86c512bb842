"""Nobody reaches a page that their role does not open: every route, held against a reviewed table.

`routes.txt` says for each address whom it is for. A route that isn’t there fails, so that whoever
adds one decides, and whoever reviews it sees the decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from conference.models import Role
from conference.web.guards import guard_of
from tests.everything import Everything, contents, everything
from tests.people import NOW

EVERYBODY, LINK, STRANGER = "everybody", "link", "stranger"
GUARDS = {"public": EVERYBODY, "link_holder": LINK}
FROM_THE_DOOR = "/checkin/scans"  # JSON, with a check of its own in place of the form’s token


@dataclass(frozen=True)
class Route:
    """One line of the table."""

    method: str
    address: str
    opens_to: frozenset[str]

    def __str__(self) -> str:
        return f"{self.method} {self.address}"

    @property
    def is_closed(self) -> bool:
        """Whether somebody has to be signed in."""
        return not self.opens_to & {EVERYBODY, LINK}

    def ask(self, client: FlaskClient, site: Everything) -> TestResponse:
        return client.open(site.fill(self.address), method=self.method, buffered=True)


def _table() -> list[Route]:
    lines = Path(__file__).with_name("routes.txt").read_text().splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return [Route(method, address, frozenset(whom)) for method, address, *whom in rows]


def _routes_of(app: Flask) -> Iterator[Route]:
    for rule in app.url_map.iter_rules():
        guard = guard_of(app, rule.endpoint)
        assert guard is not None
        whom = frozenset(role.value for role in guard.roles) or frozenset({GUARDS[guard.name]})
        address = re.sub(r"<[^<>]*:(\w+)>", r"<\1>", rule.rule)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            yield Route(method, address, whom)


TABLE = _table()
CLOSED = [route for route in TABLE if route.is_closed]
# A one-time link opens nothing before it is spent: tests/web/test_sign_ins.py
BY_LINK = [route for route in TABLE if LINK in route.opens_to and "<token>" in route.address]
READ = [route for route in TABLE if route.method == "GET"]
UNSAFE = [route for route in TABLE if route.method != "GET" and route.address != FROM_THE_DOOR]


@pytest.fixture
def site(app: Flask) -> Everything:
    return everything(app)


def test_the_table_says_of_every_route_whom_it_is_for(app: Flask) -> None:
    there, reviewed = set(_routes_of(app)), set(TABLE)

    assert sorted(map(str, there - reviewed)) == [], "in the app, and not so in routes.txt"
    assert sorted(map(str, reviewed - there)) == [], "in routes.txt, and not so in the app"


def test_the_table_is_in_order() -> None:
    assert [(r.address, r.method) for r in TABLE] == sorted((r.address, r.method) for r in TABLE)


@pytest.mark.parametrize("route", CLOSED, ids=str)
def test_a_closed_page_opens_to_the_roles_of_the_table_and_to_nobody_else(
    app: Flask, site: Everything, route: Route
) -> None:
    before = contents(app)
    for role in {role.value for role in Role} - route.opens_to:
        assert route.ask(site.client(app, role), site).status_code == 403, role
    stranger = route.ask(site.client(app, STRANGER), site)

    assert stranger.status_code == (303 if route.method == "GET" else 401)
    assert route.method != "GET" or stranger.location.startswith("/sign-in?next=")
    assert contents(app) == before
    for role in route.opens_to:
        answer = route.ask(site.client(app, role), site)
        assert answer.status_code < 500
        assert answer.status_code not in {401, 404, 405}, role
        assert answer.status_code != 403 or route.address == FROM_THE_DOOR, role


@pytest.mark.parametrize("route", BY_LINK, ids=str)
def test_a_page_behind_a_link_opens_to_that_link_alone(
    app: Flask, site: Everything, route: Route
) -> None:
    before = contents(app)
    noun = route.address.split("/")[1]
    own = str(site.gaps[f"{noun}/token"])
    others = {str(site.gaps[f"{other}/token"]) for other in ("bookings", "places", "offers")}
    wrong = {own[:-1], own + "A", "1-", "0-AAAA", f"9{own}", "x", *(others - {own})}
    for token in wrong:
        address = route.address.replace("<token>", token)
        answer = site.client(app, Role.ORGANISER.value).open(address, method=route.method)
        assert answer.status_code == 404, token

    assert contents(app) == before
    assert route.ask(site.client(app, STRANGER), site).status_code != 404


@pytest.mark.parametrize("route", UNSAFE, ids=str)
@pytest.mark.usefixtures("csrf")
def test_nothing_is_changed_without_the_form_s_own_token(
    app: Flask, site: Everything, route: Route
) -> None:
    before = contents(app)
    answers = [
        route.ask(site.client(app, role), site)
        for role in route.opens_to & {role.value for role in Role} or {STRANGER}
    ]

    assert {answer.status_code for answer in answers} == {400}
    assert all("The form has gone stale" in answer.text for answer in answers)
    assert contents(app) == before


def test_scans_are_taken_from_the_door_s_own_page_alone(app: Flask, site: Everything) -> None:
    before = contents(app)
    client = site.client(app, Role.STEWARD.value)
    body = {"sent_at": NOW.isoformat(), "scans": []}
    elsewhere = {"X-Conference-Door": "1", "Origin": "https://evil.example"}

    assert client.post(FROM_THE_DOOR, json=body).status_code == 403
    assert client.post(FROM_THE_DOOR, json=body, headers=elsewhere).status_code == 403
    assert contents(app) == before


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_changes_nothing(app: Flask, site: Everything, method: str) -> None:
    """Nor does looking a week later, when an offer has lapsed and nobody has come by since."""
    before = contents(app)
    client = site.client(app, Role.ORGANISER.value)
    with time_machine.travel(NOW + timedelta(days=7), tick=False):
        answers = {
            str(route): client.open(site.fill(route.address), method=method, buffered=True)
            for route in READ
        }

    assert {route for route, answer in answers.items() if answer.status_code == 500} == set()
    assert contents(app) == before


def test_an_address_takes_only_the_methods_of_the_table(app: Flask, site: Everything) -> None:
    client = site.client(app, Role.ORGANISER.value)
    taken = {(route.address, route.method) for route in TABLE}
    others = {
        (route.address, method)
        for route in TABLE
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
        if (route.address, method) not in taken
    }
    answers = {(a, m): client.open(site.fill(a), method=m).status_code for a, m in others}

    assert {what: status for what, status in answers.items() if status != 405} == {}
