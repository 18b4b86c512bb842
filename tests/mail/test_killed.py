"""A worker that is killed at any moment loses no mail, and sends at most the one in hand again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask

from conference.courier import Courier
from conference.db import db, writing
from conference.models import Delivery, Edition, Message
from conference.services.registering import book
from tests.mail.post_office import OpenedOffice, PostOffice
from tests.people import NOW, request_for, somebody
from tests.running import ROOT, eventually

MAILS = 30
WORKER = "from conference import create_app; from conference.worker import work; work(create_app())"
# The killed one reads the real clock, so what waits is long due and the conference far away.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
FAR_AWAY = datetime(2990, 10, 7, 8, tzinfo=UTC)


@pytest.fixture
def queue(app: Flask, edition: Edition) -> None:
    """Thirty mails that wait."""
    with app.app_context(), writing() as session:
        far = session.get_one(Edition, edition.id)
        far.starts_at, far.ends_at = FAR_AWAY, FAR_AWAY.replace(hour=16)
        book(session, far.id, request_for(somebody(0)), NOW)
        first = session.scalars(db.select(Message)).one()
        first.due_at = LONG_AGO
        columns = ("letter", "edition_id", "booking_id", "registration_id", "recipient", "due_at")
        copied = {name: getattr(first, name) for name in columns}
        session.add_all(Message(**copied, created_at=NOW) for _ in range(MAILS - 1))


@pytest.mark.parametrize("after", [1, 7])
def test_killed_while_sending(
    app: Flask, opened: OpenedOffice, office: PostOffice, courier: Courier, queue: None, after: int
) -> None:
    url = f"smtp://127.0.0.1:{opened.port}"
    data = str(app.extensions["conference"].data_dir)
    settings = {"DATA_DIR": data, "SMTP_URL": url, "MAIL_FROM": "conference@example.org"}
    with subprocess.Popen(
        [sys.executable, "-c", WORKER], env=os.environ | settings, cwd=ROOT
    ) as process:
        assert eventually(lambda: len(office.accepted) >= after)
        process.send_signal(signal.SIGKILL)
    with time_machine.travel(FAR_AWAY.replace(year=2989), tick=False):
        courier.deliver_due()
    ids = [mail["Message-ID"] for mail in office.accepted]
    assert len(set(ids)) == MAILS
    assert len(ids) <= MAILS + 1
    assert set(db.session.scalars(db.select(Message.delivery))) == {Delivery.SENT}
