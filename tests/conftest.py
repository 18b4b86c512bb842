"""What every test stands on: an app on a fresh database, a fixed moment, and a small conference.

Tests run on SQLite. Marked `both_databases`, they run on PostgreSQL too.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from conference import create_app
from conference.codes import secret
from conference.config import Config
from conference.db import db, writing
from conference.models import Base, Edition, Role
from conference.services.signing_in import add_organiser, sign_in
from tests.people import NOW, add_edition

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "").replace("postgresql://", "postgresql+psycopg://")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "both_databases: run on SQLite and on PostgreSQL")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        both = metafunc.definition.get_closest_marker("both_databases")
        kinds = ["sqlite", "postgresql"] if both else ["sqlite"]
        metafunc.parametrize("database", kinds, indirect=True)


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with tables and no rows, to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def empty_postgres(worker_id: str) -> Iterator[str]:
    """A database of this process’s own on the PostgreSQL that `scripts/test` started."""
    if not POSTGRES:
        pytest.skip("no PostgreSQL: TEST_POSTGRES_URL is not set; scripts/test sets it")
    name = f"conference_{worker_id}_{os.getpid()}"
    server = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine = create_engine(server.url.set(database=name))
    Base.metadata.create_all(engine)
    yield engine.url.render_as_string(hide_password=False)
    engine.dispose()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("empty_sqlite"), tmp_path / "conference.db")
        return f"sqlite:///{tmp_path / 'conference.db'}"
    url: str = request.getfixturevalue("empty_postgres")
    tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    engine.dispose()
    return url


@pytest.fixture
def now() -> Iterator[datetime]:
    """The moment at which everything happens; the clock stands still."""
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates are compiled for the first app that shows them, and kept for the others."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(
    database: str, tmp_path: Path, now: datetime, templates: FileSystemBytecodeCache
) -> Iterator[Flask]:
    """The app on an empty database. Forms need no token here; `csrf` brings it back."""
    config = Config(data_dir=tmp_path, database_url=database, secret_key=secret())
    app = create_app(config)
    app.jinja_env.bytecode_cache = templates
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, SESSION_PROTECTION=None)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def csrf(app: Flask) -> None:
    """Form tokens are asked for, as they are outside of tests."""
    app.config["WTF_CSRF_ENABLED"] = True


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    """For tests of services: `writing()` and `db.session` work. Not together with a client."""
    with app.app_context():
        yield


@pytest.fixture
def session(context: None) -> Iterator[Session]:
    """A write that is committed at the end of the test."""
    with writing() as session:
        yield session


@pytest.fixture
def edition(app: Flask) -> Edition:
    """A published conference with five places. Its plain values can be read anywhere."""
    with app.app_context(), writing() as session:
        return add_edition(session)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who isn’t signed in."""
    return app.test_client()


@pytest.fixture
def client_as(app: Flask) -> Callable[[Role], FlaskClient]:
    """Somebody who is signed in with a role."""

    def signed_in(role: Role) -> FlaskClient:
        with app.app_context(), writing() as session:
            email = f"{role.value}@example.org"
            organiser = add_organiser(session, email, role, NOW, actor="test")
            begun = sign_in(session, organiser.id, NOW, browser="test", hours=12)
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = begun
            cookie["_fresh"] = True
        return client

    return signed_in


@pytest.fixture
def organiser(client_as: Callable[[Role], FlaskClient]) -> FlaskClient:
    """A client that is signed in as an organiser: organiser@example.org."""
    return client_as(Role.ORGANISER)
