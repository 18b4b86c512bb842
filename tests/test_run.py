"""Starting and stopping: what `scripts/run` does once its packages are there."""

from __future__ import annotations

import os
import signal
import socket
import threading
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from conference import create_app
from conference.clock import now
from conference.config import Config
from conference.db import db, writing
from conference.errors import ConfigError
from conference.services.registering import book
from conference.web.context import current_edition
from tests.people import ada, request_for
from tests.running import PATIENCE, eventually, is_alive, running, start

TOKEN = "7-abcdefghijklmnopqrstuvwx"

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="processes are read in /proc")


def test_a_first_start_serves_the_sample_conference_and_prints_one_sign_in(tmp_path: Path) -> None:
    with running(tmp_path) as site:
        link = site.output.readline().split()[-1]
        assert [site.status_of(path) for path in ("/healthz", "/", "/2019/", "/metrics")] == [
            200
        ] * 4
        assert site.status_of(link.removeprefix(site.address)) == 200


def test_a_second_start_keeps_everything_and_prints_no_sign_in(tmp_path: Path) -> None:
    with running(tmp_path) as site:
        site.stop()
    rows = _numbers_of_rows(tmp_path)
    with running(tmp_path) as site:
        assert "/sign-in/" not in site.stop()
    assert _numbers_of_rows(tmp_path) == rows


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_stopping_the_parent_stops_everything(tmp_path: Path, number: int) -> None:
    with running(tmp_path) as site:
        assert eventually(lambda: len(site.workers) == 3)
        workers = site.workers
        site.process.send_signal(number)
        assert eventually(lambda: not any(is_alive(pid) for pid in workers))


def test_whoever_dies_is_replaced(tmp_path: Path) -> None:
    with running(tmp_path) as site:
        assert eventually(lambda: len(site.workers) == 3)
        dead = site.workers
        for pid in dead:
            os.kill(pid, signal.SIGKILL)
        assert eventually(lambda: len(site.workers - dead) == 3)
        assert site.status_of("/healthz") == 200


def test_the_log_holds_no_secret(tmp_path: Path) -> None:
    with running(tmp_path) as site:
        assert site.status_of(f"/bookings/{TOKEN}/ticket.pdf?q={TOKEN}") == 404
        said = site.stop()
    assert "GET /bookings/…/ticket.pdf 404" in said
    assert TOKEN not in said


def test_a_taken_port_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        error = _refusal(tmp_path, "--port", port)
    assert error == (
        f"Port {port} on 127.0.0.1 can’t be opened: Address already in use."
        " --port names another one.\n"
    )


def test_a_port_that_is_none_is_said_in_a_sentence(tmp_path: Path) -> None:
    assert _refusal(tmp_path, "--port", "70000").count("\n") == 1


def test_an_unusable_folder_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "data"
    assert _refusal(folder) == f"The data folder {folder} can’t be made: Not a directory.\n"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("SECRET_KEY", "short"),
        ("BASE_URL", "example.org"),
        ("SMTP_URL", "mail"),
        ("DATABASE_URL", "mysql://x"),
        ("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing"),
        ("PROXIES", "many"),
        ("SESSION_HOURS", "0"),
    ],
)
def test_a_bad_setting_is_said_in_a_sentence(tmp_path: Path, setting: str, value: str) -> None:
    error = _refusal(tmp_path, **{setting: value})
    assert error.count("\n") == 1
    assert "Traceback" not in error


def test_an_old_sqlite_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sqlite3.sqlite_version_info", (3, 34, 1))
    with pytest.raises(ConfigError, match=r"is too old: 3\.35 or later"):
        create_app(Config.load(tmp_path, {}))


def test_a_fresh_start_deletes_registrations_only_when_told_twice(tmp_path: Path) -> None:
    with running(tmp_path) as site:
        site.stop()
    key = (tmp_path / "secret_key").read_text()
    _register(tmp_path)
    assert _refusal(tmp_path, "--fresh").startswith("The database holds registrations (1)")
    with running(tmp_path, "--fresh", "--yes") as site:
        assert "/sign-in/" in site.output.readline()
    assert _numbers_of_rows(tmp_path)["registration"] == 0
    assert (tmp_path / "secret_key").read_text() != key


def _refusal(data: Path, *arguments: str, **settings: str) -> str:
    """What is said on the way out of a start that fails."""
    with start(data, *arguments, **settings) as process:
        end_in_time = threading.Timer(PATIENCE, process.kill)
        end_in_time.start()
        _, error = process.communicate()
        end_in_time.cancel()
    assert process.returncode == 1
    return error


def _numbers_of_rows(data: Path) -> dict[str, int]:
    engine = create_engine(f"sqlite:///{data / 'conference.db'}")
    with engine.connect() as connection:
        tables = ("edition", "place", "agenda_item", "speaker", "organiser", "registration")
        rows = {t: connection.scalar(text(f"SELECT count(*) FROM {t}")) or 0 for t in tables}
    engine.dispose()
    return rows


def _register(data: Path) -> None:
    """Somebody is registered, by the way that everybody is."""
    with create_app(Config.load(data, {})).app_context():
        with writing() as session:
            book(session, current_edition(session).id, request_for(ada()), now())
        db.engine.dispose()
