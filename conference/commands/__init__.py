"""What the commands share: which year is meant, and files that only their owner reads."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import click
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from conference.db import db
from conference.errors import Refusal
from conference.models import Edition
from conference.services.copying_editions import edition_of
from conference.web.context import current_edition

P = ParamSpec("P")
T = TypeVar("T")

ACTOR = "command line"

year_option = click.option("--year", type=int, help="Of which year; else the current one.")


def in_one_line(command: Callable[P, T]) -> Callable[P, T]:
    """Let a refusal be one line on stderr, and an exit code that isn’t 0."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except Refusal as refusal:
            raise click.ClickException(str(refusal)) from refusal
        except DBAPIError as error:
            reason = str(error.orig).splitlines()[0]
            raise click.ClickException(
                f"The database can’t be used: {reason}. Is it up to date (flask db upgrade)?"
            ) from error

    return run


def edition_meant(year: int | None, session: Session | None = None) -> Edition:
    """The edition of the year named, or else the current one."""
    if year is not None:
        return edition_of(session or db.session(), year)
    try:
        return current_edition(session)
    except NotFound as error:
        raise Refusal("No conference is published; --year says which one is meant.") from error


def write_privately(path: Path, content: bytes) -> None:
    """Write a file that names people, whole or not at all, for its owner only."""
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.unlink(missing_ok=True)
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        partial.replace(path)
    except OSError as error:
        raise click.ClickException(f"{path} can’t be written: {error.strerror}.") from error
