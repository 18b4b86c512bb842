"""Runs the migrations for Flask-Migrate, inside an app context, on the app's own database."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

from conference.db import db
from conference.models.base import Base, UtcDateTime


def render_item(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """Write our column types as plain ones: a migration outlives the code it was made from."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, sa.Enum):
        return f"sa.String(length={item.length})"
    return False


with db.engine.connect().execution_options(writing=True) as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,  # SQLite alters a table by making it anew
        render_item=render_item,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":  # two machines may start at once
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(20191007)"))
        context.run_migrations()
