"""The outbox worker: sends what waits and makes lapsed offers prompt, until it is told to stop."""

from __future__ import annotations

import os
import signal
import threading

from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from conference.clock import now
from conference.db import db, writing
from conference.models import Place
from conference.services.waiting import settle_places

PAUSE = 1.0  # seconds between two looks


def work(app: Flask, *, parent: int | None = None) -> None:
    """Work until SIGTERM or Ctrl-C, or until this parent is no more."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, lambda *_: stopping.set())
    while not stopping.is_set() and parent in (None, os.getppid()):
        with app.app_context():
            try:
                end_lapsed_offers()
            except OperationalError as error:  # it comes back, and so do we
                app.logger.warning("The outbox worker waits for the database: %s", error.orig)
        stopping.wait(PAUSE)


def end_lapsed_offers() -> None:
    """Offer on what has lapsed. It would be by the next who asks; this only makes it prompt."""
    lapsed = select(Place.edition_id).where(Place.offered_until <= now()).distinct()
    for edition_id in db.session.scalars(lapsed).all():
        with writing() as session:
            settle_places(session, edition_id, now())
