"""Two at once: organisers who take each other off, and two who press the same link’s button."""

from __future__ import annotations

import time
from datetime import datetime
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from conference.db import db, writing
from conference.errors import Refusal
from conference.models import Organiser, Role, SignIn
from conference.services import signing_in
from tests.services.crowds import all_at_once

pytestmark = pytest.mark.both_databases
PAUSE = 0.05  # seconds between looking and acting, which a race needs to show


@pytest.fixture
def two(app: Flask, now: datetime) -> list[int]:
    """The ids of two organisers."""
    with app.app_context(), writing() as session:
        emails = ("ada@example.org", "eve@example.org")
        added = [
            signing_in.add_organiser(session, email, Role.ORGANISER, now, actor="test")
            for email in emails
        ]
        return [organiser.id for organiser in added]


def test_of_two_who_take_each_other_off_one_stays(
    app: Flask, two: list[int], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = signing_in.refuse_last

    def look_and_wait(session: Session, organiser: Organiser) -> None:
        really(session, organiser)
        time.sleep(PAUSE)

    def remove(id: int) -> None:
        with writing() as session:
            organiser = session.get_one(Organiser, id)
            signing_in.remove_organiser(session, organiser, now, actor="test")

    monkeypatch.setattr(signing_in, "refuse_last", look_and_wait)
    answers = all_at_once(app, *[partial(remove, id) for id in two])

    assert len([a for a in answers if isinstance(a, signing_in.LastOrganiser)]) == 1
    with app.app_context():
        assert db.session.scalar(select(func.count(Organiser.id))) == 1


def test_a_link_signs_one_browser_in_however_many_press_its_button(
    app: Flask, two: list[int], now: datetime
) -> None:
    with app.app_context(), writing() as session:
        link = signing_in.make_link(session, session.get_one(Organiser, two[0]), now)

    def press() -> str:
        with writing() as session:
            return signing_in.spend_link(session, link, now, browser="test", hours=12)

    answers = all_at_once(app, *[press] * 5)

    assert len([a for a in answers if not isinstance(a, Refusal)]) == 1
    with app.app_context():
        assert db.session.scalar(select(func.count(SignIn.id))) == 1
