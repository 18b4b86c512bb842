"""Two doors at the same moment: one arrival, and the other door hears of it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from conference.db import db, writing
from conference.models import Edition, Registration, Scan
from conference.services import checking_in
from conference.services.looking_up import look_up
from tests.door.devices import register, results, scan, send
from tests.people import ada, add_edition

pytestmark = pytest.mark.both_databases


@pytest.fixture
def guest(app: Flask) -> Registration:
    with app.app_context(), writing() as session:
        return register(session, add_edition(session), ada())


@pytest.fixture
def slow_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between looking and keeping each door waits for the other: without a lock both let in."""
    both = threading.Barrier(2)

    def wait_for_the_other(*given: Any) -> Any:
        known = look_up(*given)
        with suppress(threading.BrokenBarrierError):  # the lock holds the other door back
            both.wait(timeout=0.3)
        return known

    monkeypatch.setattr(checking_in, "look_up", wait_for_the_other)


def at_once(app: Flask, guest: Registration, numbers: tuple[int, int]) -> list[str]:
    """Both doors’ results, the first to answer first."""
    done: list[str] = []

    def door(number: int) -> None:
        with app.app_context(), writing() as session:
            edition = session.get_one(Edition, guest.edition_id)
            done.extend(results(send(session, edition, scan(number, guest, door=f"Door {number}"))))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(door, numbers))
    return sorted(done)


def rows(app: Flask) -> int:
    with app.app_context():
        return db.session.scalars(select(func.count()).select_from(Scan)).one()


def test_the_same_badge_at_two_doors_gives_one_arrival_and_one_already(
    app: Flask, guest: Registration, slow_look: None
) -> None:
    assert at_once(app, guest, (1, 2)) == ["admitted", "already"]
    assert rows(app) == 2


def test_the_same_scan_sent_twice_at_once_is_one_row(
    app: Flask, guest: Registration, slow_look: None
) -> None:
    assert at_once(app, guest, (1, 1)) == ["admitted", "admitted"]
    assert rows(app) == 1


def test_without_the_lock_both_doors_would_let_in(
    app: Flask, guest: Registration, slow_look: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: the race is real. SQLite has one writer, whatever we do."""
    monkeypatch.setattr(checking_in, "lock", lambda session, key: session.get_one(Edition, key))
    with app.app_context():
        has_one_writer = db.engine.dialect.name == "sqlite"
    second = "already" if has_one_writer else "admitted"
    assert at_once(app, guest, (1, 2)) == ["admitted", second]
