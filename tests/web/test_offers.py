"""An offer from the waiting list: the link shows, the button answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from conference.db import writing
from conference.models import Edition, Registration, Status
from conference.services.changing import give_back
from tests.people import NOW, somebody
from tests.web.visitors import booked, looked_up, paths, rows

DAY_LATER = NOW + timedelta(days=1)


@pytest.fixture
def offer(app: Flask, edition: Edition) -> str:
    """The sixth of seven is offered the first one's place; the seventh waits."""
    own = booked(app, edition.id, *(somebody(n) for n in range(7)))
    with app.app_context(), writing() as session:
        first = session.scalars(select(Registration).order_by(Registration.id)).first()
        assert first is not None
        give_back(session, first, NOW, actor="delegate")
    return own["offers"][5]


def states(app: Flask) -> list[Status]:
    return looked_up(app, lambda line: line.status)[5:]


def test_the_link_shows_until_when_and_two_buttons(client: FlaskClient, offer: str) -> None:
    page = client.get(offer).text
    assert "Wednesday 2 September at 10am" in page
    assert "Accept the place" in page
    assert "Decline it" in page


def test_looking_answers_nothing(app: Flask, client: FlaskClient, offer: str) -> None:
    before = rows(app)
    assert client.get(offer).status_code == client.head(offer).status_code == 200
    assert client.get(f"{offer}?answer=accept").status_code == 200
    assert rows(app) == before
    assert states(app) == ["offered", "waiting"]


def test_accepting_gives_the_place_and_twice_is_once(
    app: Flask, client: FlaskClient, offer: str
) -> None:
    answers = [client.post(offer, data={"answer": "accept"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert "You have a place" in client.get(answers[1].headers["Location"]).text
    assert states(app) == ["confirmed", "waiting"]


def test_declining_passes_it_on_and_twice_is_once(
    app: Flask, client: FlaskClient, offer: str
) -> None:
    for _ in range(2):
        assert client.post(offer, data={"answer": "decline"}).status_code == 303
    assert states(app) == ["cancelled", "offered"]


def test_a_page_left_open_can_not_give_away_what_was_accepted(
    app: Flask, client: FlaskClient, offer: str
) -> None:
    client.post(offer, data={"answer": "accept"})
    assert client.post(offer, data={"answer": "decline"}).status_code == 409
    assert states(app) == ["confirmed", "waiting"]


@pytest.mark.parametrize("answer", ["", "yes", "<script>"])
def test_any_other_answer_is_none(app: Flask, client: FlaskClient, offer: str, answer: str) -> None:
    assert client.post(offer, data={"answer": answer}).status_code == 400
    assert states(app) == ["offered", "waiting"]


def test_a_lapsed_offer_says_so_and_shows_a_way_forward(
    app: Flask, client: FlaskClient, offer: str
) -> None:
    with time_machine.travel(DAY_LATER, tick=False):
        pages = [client.get(offer), client.post(offer, data={"answer": "accept"})]
    for page in pages:
        assert page.status_code == 410
        assert "This offer has ended" in page.text
        assert "Register again" in page.text


def test_an_offer_that_nobody_ended_is_shown_as_ended_everywhere(
    app: Flask, client: FlaskClient, offer: str
) -> None:
    own = looked_up(app, lambda line: paths(app, line.booking))[5]
    with time_machine.travel(DAY_LATER, tick=False):
        assert "The offer of a place has ended" in client.get(own["places"][5]).text
        assert "Didn’t accept in time" in client.get(own["booking"][0]).text
    assert states(app) == ["offered", "waiting"]


def test_an_answered_offer_leads_to_the_place(client: FlaskClient, offer: str) -> None:
    client.post(offer, data={"answer": "accept"})
    answer = client.get(offer)
    assert (answer.status_code, "/places/" in answer.headers["Location"]) == (302, True)


def test_somebody_elses_token_opens_nothing(client: FlaskClient, offer: str) -> None:
    for token in (offer.replace("/6-", "/7-"), offer[:-1], "/offers/6"):
        assert client.get(token).status_code == 404
        assert client.post(token, data={"answer": "accept"}).status_code == 404
