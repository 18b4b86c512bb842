"""The outbox worker: sends what is due and ends the offers that nobody answered, all the time."""

from __future__ import annotations

import logging
import os
import signal
from threading import Event
from time import monotonic

from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from conference.clock import now
from conference.courier import Courier, Round
from conference.db import db, writing
from conference.models import Place
from conference.services import waiting

POLL = 1.0  # seconds
PAUSES = (5, 15, 60, 300)  # seconds before a mail server in trouble is tried again

log = logging.getLogger(__name__)


def work(app: Flask, parent: int | None = None) -> None:
    """Work until told to stop, by SIGTERM or Ctrl-C, or until the parent is gone."""
    stop = _stop_at_signals()
    with app.app_context():
        db.engine.dispose(close=False)  # connections made before the fork are the parent’s
    worker = Worker(app)
    while not stop.wait(POLL) and parent in (None, os.getppid()):
        worker.turn(stop)


def deliver_once(app: Flask) -> Round:
    """Send what is due now, for the command."""
    with app.app_context():
        return _courier(app).deliver_due()


class Worker:
    """Remembers from turn to turn how long the mail server is to be left alone."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.courier = _courier(app)
        self.troubles = 0
        self.resumes_at = 0.0

    def turn(self, stop: Event) -> None:
        """Do what there is to do at this moment; without the database, nothing."""
        try:
            with self.app.app_context():
                _end_due_offers()
                if monotonic() >= self.resumes_at:
                    self._note(self.courier.deliver_due(stop))
        except OperationalError as error:
            log.warning("The database did not answer: %s", error.orig)

    def _note(self, done: Round) -> None:
        if done.delivered or not done.trouble:
            self.troubles = 0
        if done.trouble:
            log.warning("Mail waits. %s", done.trouble)
            self.resumes_at = monotonic() + PAUSES[min(self.troubles, len(PAUSES) - 1)]
            self.troubles += 1


def _courier(app: Flask) -> Courier:
    return Courier(app.extensions["conference"], app.extensions["conference_links"])


def _end_due_offers() -> None:
    """Make prompt what would happen at the next booking anyway."""
    due = select(Place.edition_id).where(Place.offered_until <= now()).distinct()
    for edition_id in db.session.scalars(due).all():
        with writing() as session:
            waiting.settle_places(session, edition_id, now())


def _stop_at_signals() -> Event:
    """The parent’s handlers came along with the fork; these take their place."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
