"""The one way to write, links, and settings."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from conference.config import Config
from conference.db import db, writing
from conference.errors import ConfigError
from conference.links import Links, UnknownLink
from conference.models import Edition, Entry
from tests.people import add_edition

pytestmark = pytest.mark.both_databases


def test_a_write_is_kept_and_seen_by_the_next_read(context: None) -> None:
    with writing() as session:
        add_edition(session)
    assert db.session.scalars(select(Edition.year)).all() == [2026]


def test_a_write_that_raises_changes_nothing(context: None) -> None:
    with pytest.raises(ZeroDivisionError), writing() as session:
        add_edition(session)
        raise ZeroDivisionError
    assert db.session.scalars(select(Edition.year)).all() == []


def test_a_write_inside_a_write_is_refused(context: None) -> None:
    with writing(), pytest.raises(RuntimeError, match="a write inside a write"), writing():
        pass


def test_the_reading_session_refuses_to_write(context: None, edition: Edition) -> None:
    found = db.session.get(Edition, edition.id)
    assert found is not None
    found.title = "Changed"
    with pytest.raises(RuntimeError, match="only reads"):
        db.session.flush()
    db.session.rollback()


def test_the_second_writer_waits_for_the_first(app: Flask, edition: Edition) -> None:
    """On SQLite the whole write is alone; the row’s lock does the same on PostgreSQL."""
    seen: list[str] = []
    holding = threading.Event()

    def second() -> None:
        holding.wait()
        with app.app_context(), writing() as session:
            seen.append(session.scalars(_locked_title(edition.id)).one())

    thread = threading.Thread(target=second)
    thread.start()
    with app.app_context(), writing() as session:
        session.scalars(_locked_title(edition.id)).one()
        holding.set()
        session.execute(text("UPDATE edition SET title = 'Renamed'"))
    thread.join()
    assert seen == ["Renamed"]


def _locked_title(id: int):  # type: ignore[no-untyped-def]
    return select(Edition.title).where(Edition.id == id).with_for_update()


def test_audit_times_come_back_aware(context: None, edition: Edition) -> None:
    moment = db.session.scalars(select(Entry.at)).first()
    assert moment is not None
    assert moment.utcoffset() is not None


def test_a_link_opens_only_what_it_was_made_for() -> None:
    links = Links(["k" * 32], "http://localhost")
    token = links.token("place", 7, 0)
    links.check(token, "place", 7, 0)
    for purpose, id, version in (("offer", 7, 0), ("place", 8, 0), ("place", 7, 1)):
        with pytest.raises(UnknownLink):
            links.check(token, purpose, id, version)


def test_links_made_with_an_older_key_still_open() -> None:
    token = Links(["old" * 12], "http://localhost").token("place", 7, 0)
    Links(["new" * 12, "old" * 12], "http://localhost").check(token, "place", 7, 0)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 40),
        ("DATABASE_URL", "mysql://localhost/x"),
        ("BASE_URL", "conference.example.org"),
        ("SMTP_URL", "mail.example.org"),
        ("SMTP_URL", "smtp://mail.example.org:port"),
        ("MAIL_FROM", "the desk"),
        ("PROXIES", "many"),
        ("SESSION_HOURS", "0"),
    ],
)
def test_a_wrong_setting_is_named_in_a_sentence(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name):
        Config.load(tmp_path, {name: value})


def test_the_secret_key_is_made_once_and_kept_to_its_owner(tmp_path: Path) -> None:
    first, second = (Config.load(tmp_path, {}).secret_key for _ in range(2))
    assert first == second
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_the_env_file_in_the_data_folder_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("MAIL_FROM=a@example.org\nPROXIES=2\n")
    config = Config.load(tmp_path, {"PROXIES": "1"})
    assert (config.mail_from, config.proxies) == ("a@example.org", 1)
