"""The migrations build just the tables that the models speak of, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy import MetaData

from conference.db import db
from conference.models import Base
from conference.setting_up import is_migrated, migrate

pytestmark = pytest.mark.both_databases


@pytest.fixture
def bare(app: Flask) -> Iterator[Flask]:
    """The app on a database without a table, put back at the end for the next test."""
    with app.app_context():
        _drop_all()
        yield app
        _drop_all()
        Base.metadata.create_all(db.engine)


def test_the_migrated_tables_are_those_of_the_models(bare: Flask) -> None:
    migrate()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrating_twice_is_the_same_as_once(bare: Flask) -> None:
    assert not is_migrated()
    migrate()
    migrate()
    assert is_migrated()


def test_a_migration_can_be_taken_back(bare: Flask) -> None:
    migrate()
    flask_migrate.downgrade(revision="base")
    flask_migrate.upgrade()
    assert is_migrated()


def _drop_all() -> None:
    with db.engine.connect().execution_options(writing=True) as connection:
        there = MetaData()
        there.reflect(connection)
        there.drop_all(connection)
        connection.commit()
