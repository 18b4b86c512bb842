"""The worker: what it does each second, and how long it leaves a server in trouble alone."""

from __future__ import annotations

import os
import signal
import time
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
import time_machine
from flask import Flask
from sqlalchemy.exc import OperationalError

from conference import worker
from conference.courier import Courier, Round
from conference.db import db, writing
from conference.models import Delivery, Edition, Letter, Message, Registration
from conference.services import changing
from conference.services.placing import set_capacity
from conference.services.registering import book
from conference.worker import PAUSES, Worker, deliver_once, work
from tests.mail.conftest import Book
from tests.people import NOW, ada, oliver, request_for


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> list[Round]:
    """What the courier will come back with, the next one last; it counts as called when taken."""
    waiting: list[Round] = []
    monkeypatch.setattr(Courier, "deliver_due", lambda *_: waiting.pop())
    return waiting


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that have passed, for the pauses."""
    passed = [1000.0]
    monkeypatch.setattr(worker, "monotonic", lambda: passed[0])
    return passed


def test_a_server_in_trouble_is_left_alone_ever_longer(
    app: Flask, rounds: list[Round], clock: list[float]
) -> None:
    ours = Worker(app)
    for pause in (*PAUSES, PAUSES[-1]):
        rounds[:] = [Round(trouble="down")]
        ours.turn(Event())
        assert rounds == []
        rounds[:] = [Round()]
        clock[0] += pause - 1
        ours.turn(Event())
        assert rounds == [Round()]  # it wasn’t asked
        clock[0] += 1


def test_after_mail_has_left_the_pauses_begin_anew(
    app: Flask, rounds: list[Round], clock: list[float]
) -> None:
    ours = Worker(app)
    for done in (Round(trouble="down"), Round(trouble="down"), Round(delivered=1, trouble="421")):
        rounds[:] = [done]
        ours.turn(Event())
        clock[0] += PAUSES[-1]
    assert ours.resumes_at == clock[0] - PAUSES[-1] + PAUSES[0]


def test_a_database_that_does_not_answer_ends_no_worker(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Round:
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr(Courier, "deliver_due", fail)
    Worker(app).turn(Event())


@pytest.mark.both_databases
def test_an_offer_that_nobody_answered_goes_to_the_next_and_both_are_told(
    app: Flask, edition: Edition
) -> None:
    with app.app_context():
        with writing() as session:
            set_capacity(session, session.get_one(Edition, edition.id), 1, NOW, actor="test")
            first = book(session, edition.id, request_for(ada()), NOW).registrations[0]
            for person in (oliver(), ada(given_name="Grace")):
                book(session, edition.id, request_for(person, join_waiting=True), NOW)
            changing.give_back(session, first, NOW, actor="delegate")
        with time_machine.travel(NOW + timedelta(hours=24), tick=False):
            Worker(app).turn(Event())
        told = db.select(Message.letter).where(Message.delivery == Delivery.FILED)
        assert list(db.session.scalars(told.order_by(Message.id)))[-2:] == [
            Letter.LAPSED,
            Letter.OFFERED,
        ]
        standing = db.session.scalars(db.select(Registration).order_by(Registration.id)).all()
        assert [r.status for r in standing] == ["cancelled", "cancelled", "offered"]


def test_without_a_server_mail_is_written_to_files_for_their_owner(
    app: Flask, write_to: Book, tmp_path: Path
) -> None:
    write_to("a@example.org")
    assert deliver_once(app) == Round(delivered=1)
    (file,) = (tmp_path / "mail").iterdir()
    assert file.name == "000001-confirmed.eml"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert b"To: Guest0 Jones <a@example.org>\r\n" in file.read_bytes()
    assert db.session.get_one(Message, 1).delivery is Delivery.FILED


def test_a_folder_that_cannot_be_written_to_loses_nothing(
    app: Flask, write_to: Book, tmp_path: Path
) -> None:
    write_to("a@example.org")
    (tmp_path / "mail").write_text("in the way")
    assert "can’t be written to" in deliver_once(app).trouble
    message = db.session.get_one(Message, 1)
    assert (message.delivery, message.attempts) == (Delivery.WAITING, 0)


def test_it_ends_when_its_parent_is_gone(app: Flask) -> None:
    begun = time.monotonic()
    work(app, parent=os.getppid() + 1)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_it_is_told_to(
    app: Flask, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    turned = []

    def turn(*_: object) -> None:
        turned.append(1)
        os.kill(os.getpid(), number)

    monkeypatch.setattr(Worker, "turn", turn)
    monkeypatch.setattr(worker, "POLL", 0.01)
    kept = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)}
    try:
        work(app)
    finally:
        for each, handler in kept.items():
            signal.signal(each, handler)
    assert turned == [1]


def test_it_stops_between_two_mails(courier: Courier, write_to: Book) -> None:
    write_to("a@example.org", "b@example.org")
    stop = Event()
    stop.set()
    assert courier.deliver_due(stop) == Round()
