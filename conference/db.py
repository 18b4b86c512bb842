"""The database: one way to read, `db.session`, and one way to write, `writing()`."""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from conference.config import Config
from conference.errors import ConfigError
from conference.models import Base

OLDEST_SQLITE = (3, 35)

db = SQLAlchemy(model_class=Base, session_options={"autoflush": False})
_is_writing: ContextVar[bool] = ContextVar("is_writing", default=False)


def init_app(app: Flask, config: Config) -> None:
    """Join the database to the app, with the transactions that `writing()` relies on."""
    app.config["SQLALCHEMY_DATABASE_URI"] = config.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _engine_options(config)
    db.init_app(app)
    with app.app_context():
        if config.is_sqlite:
            _prepare_sqlite(db.engine)


@contextmanager
def writing() -> Iterator[Session]:
    """A session for one change: it holds the write lock from the start and commits at the end.

    Ids cross into it, not objects. Nothing slow belongs inside. Nested, it raises RuntimeError.
    """
    if _is_writing.get():
        raise RuntimeError("a write inside a write")
    token = _is_writing.set(True)
    try:
        with _queue(db.engine), _session() as session:
            session.connection()  # begin now: the whole decision stands inside the lock
            yield session
            session.commit()
    finally:
        _is_writing.reset(token)
        db.session.rollback()  # what is read from here on is what was written


def _session() -> Session:
    """What was written can be read after the commit, to say what was done."""
    return Session(db.engine.execution_options(writing=True), expire_on_commit=False)


@contextmanager
def _queue(engine: Engine) -> Iterator[None]:
    """Wait one’s turn on SQLite. Its own lock is polled, which is slow and unfair; this sleeps."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        yield
        return
    path = Path(engine.url.database)
    with path.with_name(path.name + ".lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _engine_options(config: Config) -> dict[str, Any]:
    options: dict[str, Any] = {"hide_parameters": True}  # an error in the log names nobody
    if config.is_sqlite:
        return options | {"connect_args": {"timeout": 15}}
    return options | {"pool_pre_ping": True, "connect_args": {"connect_timeout": 5}}


def _prepare_sqlite(engine: Engine) -> None:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise ConfigError(
            f"SQLite {sqlite3.sqlite_version} is too old: 3.35 or later is needed, or PostgreSQL."
        )

    @event.listens_for(engine, "connect")
    def connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing: `begin` below does
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        is_write = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")


@event.listens_for(db.session, "before_flush")
def refuse_to_write(*_: object) -> None:
    """Changes go through `writing()`; a forgotten one is an error, not a silent loss."""
    if not _is_clean(db.session()):
        raise RuntimeError("db.session only reads; open writing() to change something")


def _is_clean(session: Any) -> bool:
    return not (session.new or session.dirty or session.deleted)
