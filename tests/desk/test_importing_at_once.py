"""Importing while others take places: never more people than places, and a file goes in whole."""

from __future__ import annotations

import time
from datetime import datetime
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from conference.db import db, writing
from conference.models import Edition, Place, Registration
from conference.services import importing, placing
from conference.services.registering import book
from tests.desk.spreadsheets import file_for
from tests.people import request_for, somebody
from tests.services.crowds import all_at_once

pytestmark = pytest.mark.both_databases
PAUSE = 0.02  # seconds between counting and taking, which a race needs to show
IN_FILE = 3


@pytest.fixture(autouse=True)
def pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted delay after free places are read."""
    really = placing.free_places

    def look_and_wait(session: Session, edition_id: int, wanted: int) -> list[Place]:
        found = really(session, edition_id, wanted)
        time.sleep(PAUSE)
        return found

    monkeypatch.setattr(importing, "free_places", look_and_wait)


def test_a_file_and_six_people_share_five_places(
    app: Flask, edition: Edition, now: datetime
) -> None:
    def load() -> None:
        with writing() as session:
            importing.import_delegates(session, edition.id, file_for(IN_FILE), now, actor="test")

    def register(number: int) -> None:
        with writing() as session:
            book(session, edition.id, request_for(somebody(number)), now)

    all_at_once(app, load, *[partial(register, 10 + n) for n in range(6)], load)

    with app.app_context():
        taken = db.session.scalar(select(func.count(Place.registration_id)))
        people = db.session.scalar(select(func.count(Registration.id)))
        imported = select(Registration).where(Registration.email.like("guest_@example.org"))
        in_file = len(db.session.scalars(imported).all())
    assert taken == people == 5
    assert in_file in (0, IN_FILE)
