"""What a first start does: tables, the sample conference, somebody who can sign in.

Everything here needs an app context.
"""

from __future__ import annotations

import shutil
from functools import cache

import flask_migrate
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, func, inspect, select

from conference.clock import now
from conference.config import ROOT, Config
from conference.db import db, writing
from conference.errors import ConfigError
from conference.models import Edition, Organiser, Registration, Role
from conference.services.loading_editions import load_edition
from conference.services.reading_editions import read_edition
from conference.services.signing_in import add_organiser, make_link

SAMPLES = ROOT / "scripts" / "sample"
MIGRATIONS = ROOT / "conference" / "migrations"
FIRST_ORGANISER = "organiser@localhost"


def is_migrated() -> bool:
    """Whether the database has the tables of this version."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == _newest()


def migrate() -> None:
    """Bring the tables to this version; quick where they are."""
    if not is_migrated():
        flask_migrate.upgrade()


def load_samples() -> None:
    """Where there is no conference yet, load the sample ones: last year's and the next."""
    if db.session.scalar(select(func.count(Edition.id))):
        return
    contents = [
        read_edition(path.read_text(encoding="utf-8"), now())
        for path in sorted(SAMPLES.glob("*.toml"))
    ]
    with writing() as session:
        for edition in contents:
            load_edition(session, edition, now(), actor="sample")


def first_sign_in() -> str | None:
    """The secret of a one-time link for the first organiser, where there is nobody yet."""
    if db.session.scalar(select(func.count(Organiser.id))):
        return None
    with writing() as session:
        first = add_organiser(session, FIRST_ORGANISER, Role.ORGANISER, now(), actor="first start")
        return make_link(session, first, now())


def refuse_to_forget_registrations() -> None:
    """Raise ConfigError where the database holds registrations."""
    has_table = inspect(db.engine).has_table(Registration.__tablename__)
    count = db.session.scalar(select(func.count(Registration.id))) if has_table else 0
    if count:
        raise ConfigError(
            f"The database holds registrations ({count}): --fresh deletes them only with --yes."
        )


def forget_everything(config: Config) -> None:
    """Drop every table, the mails and the key: an old link must not open somebody's new booking."""
    db.session.remove()
    with db.engine.connect().execution_options(writing=True) as connection:
        there = MetaData()
        there.reflect(connection)
        there.drop_all(connection)
        connection.commit()
    (config.data_dir / "secret_key").unlink(missing_ok=True)
    shutil.rmtree(config.data_dir / "mail", ignore_errors=True)


@cache
def _newest() -> str | None:
    """The last migration that this version has."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()
