"""Many at once for few places, with a pause planted between looking and taking."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from conference.db import db, writing
from conference.models import Booking, Edition, Letter, Message, Place, Registration
from conference.services import placing, registering, waiting
from conference.services.changing import give_back
from conference.services.checking import broken_promises
from conference.services.enrolling import AlreadyRegistered, enrol
from conference.services.registering import AlreadyBooked, register
from conference.services.requests import Request
from tests.people import NOW, ada, oliver, request_for, somebody
from tests.services.crowds import all_at_once

pytestmark = pytest.mark.both_databases
CROWD = 10
PAUSE = 0.02  # seconds between looking for a place and taking it, which a race needs to show


@pytest.fixture
def slow_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody who looks for a place waits a moment before taking it."""

    def look_and_wait(session: Session, edition_id: int, wanted: int) -> list[Place]:
        found = placing.free_places(session, edition_id, wanted)
        time.sleep(PAUSE)
        return found

    monkeypatch.setattr(registering, "free_places", look_and_wait)


def try_for_a_place(edition: Edition, request: Request) -> int:
    with writing() as session:
        return register(session, edition.id, request, NOW).id


def crowd_for(edition: Edition) -> list[Callable[[], int]]:
    return [partial(try_for_a_place, edition, request_for(somebody(n))) for n in range(CROWD)]


@pytest.mark.usefixtures("slow_hands")
def test_ten_at_once_for_five_places_leaves_five_with_one(app: Flask, edition: Edition) -> None:
    answers = all_at_once(app, *crowd_for(edition))
    assert len([a for a in answers if isinstance(a, int)]) == 5
    assert len([a for a in answers if isinstance(a, placing.SoldOut)]) == 5
    with app.app_context():
        assert db.session.scalar(select(func.count(Registration.id))) == 5
        assert placing.count(db.session(), edition.id).free == 0
        assert broken_promises(db.session(), NOW) == []


def let_in(edition_id: int, number: int) -> None:
    """A booking for somebody, with nobody asking whether there is room."""
    with writing() as session:
        edition = session.get_one(Edition, edition_id)
        booking = registering._open_booking(session, edition, request_for(somebody(number)), NOW)
        enrol(session, booking, edition.ticket_types[0], somebody(number), NOW)


def test_counting_and_then_letting_in_without_a_lock_oversells(
    app: Flask, edition: Edition
) -> None:
    """The negative control: the same crowd and the same pause, as others do it."""
    everybody_looked = threading.Barrier(CROWD)

    def count_then_let_in(number: int) -> None:
        let_in_so_far = db.session.scalar(select(func.count(Registration.id))) or 0
        db.session.rollback()
        everybody_looked.wait()
        if let_in_so_far < 5:
            let_in(edition.id, number)

    all_at_once(app, *(partial(count_then_let_in, n) for n in range(CROWD)))
    with app.app_context():
        assert db.session.scalar(select(func.count(Registration.id))) == CROWD


def test_the_same_form_sent_twice_at_once_is_one_booking(app: Flask, edition: Edition) -> None:
    request = request_for(ada(), key="k")
    answers = all_at_once(app, *[partial(try_for_a_place, edition, request)] * 4)
    assert len(set(answers)) == 1
    with app.app_context():
        assert db.session.scalar(select(func.count(Booking.id))) == 1
        assert db.session.scalar(select(func.count(Message.id))) == 1


def test_one_key_with_two_contents_at_once_is_one_booking_and_one_word(
    app: Flask, edition: Edition
) -> None:
    jobs = [
        partial(try_for_a_place, edition, request_for(who, key="k")) for who in (ada(), oliver())
    ]
    answers = all_at_once(app, *jobs)
    assert len([a for a in answers if isinstance(a, AlreadyBooked)]) == 1


def test_the_same_person_twice_at_once_is_registered_once(app: Flask, edition: Edition) -> None:
    jobs = [partial(try_for_a_place, edition, request_for(ada(), key=key)) for key in "abcd"]
    answers = all_at_once(app, *jobs)
    assert len([a for a in answers if isinstance(a, AlreadyRegistered)]) == 3


def test_the_last_place_given_back_while_people_ask_goes_to_whoever_waited(
    app: Flask, edition: Edition
) -> None:
    with app.app_context(), writing() as session:
        everybody = [somebody(n) for n in range(100, 106)]
        booking = register(session, edition.id, request_for(*everybody, join_waiting=True), NOW)
        first, waiter = booking.registrations[0].id, booking.registrations[5].id

    def leave() -> int:
        with writing() as session:
            give_back(session, session.get_one(Registration, first), NOW, actor="delegate")
        return 0

    answers = all_at_once(app, leave, *crowd_for(edition))
    assert answers.count(0) == 1
    assert len([a for a in answers if isinstance(a, placing.SoldOut)]) == CROWD
    with app.app_context():
        assert db.session.get_one(Registration, waiter).is_offered


def test_giving_back_twice_at_once_ends_it_once(app: Flask, edition: Edition) -> None:
    with app.app_context(), writing() as session:
        booking = register(session, edition.id, request_for(ada()), NOW)
        registration_id = booking.registrations[0].id

    def leave() -> int:
        with writing() as session:
            mine = session.get_one(Registration, registration_id)
            assert mine.cancelled_at is None or mine.is_cancelled  # read before the lock
            give_back(session, mine, NOW, actor="delegate")
        return 0

    assert all_at_once(app, *[leave] * 4) == [0] * 4
    with app.app_context():
        told = select(func.count()).where(Message.letter == Letter.CANCELLED)
        assert db.session.scalar(told) == 1


def test_an_offer_accepted_as_it_lapses_is_taken_or_passed_on_and_never_both(
    app: Flask, edition: Edition
) -> None:
    with app.app_context(), writing() as session:
        people = [somebody(n) for n in range(7)]
        lines = register(
            session, edition.id, request_for(*people, join_waiting=True), NOW
        ).registrations
        give_back(session, lines[0], NOW, actor="delegate")
        offered, next_in_line = lines[5].id, lines[6].id
    late = NOW + timedelta(days=1)

    def accept(when: datetime) -> None:
        with writing() as session:
            waiting.accept(session, session.get_one(Registration, offered), when)

    all_at_once(app, partial(accept, NOW), partial(accept, late), partial(settle, edition.id, late))
    with app.app_context():
        holders = [db.session.get_one(Registration, id).place for id in (offered, next_in_line)]
        assert len([place for place in holders if place]) == 1
        assert broken_promises(db.session(), NOW) == []


def settle(edition_id: int, when: datetime) -> None:
    with writing() as session:
        waiting.settle_places(session, edition_id, when)
