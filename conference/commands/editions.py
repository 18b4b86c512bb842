"""`edition load FILE.toml` and `edition copy 2026 2027`."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from conference.clock import now
from conference.commands import ACTOR, in_one_line
from conference.db import writing
from conference.services.copying_editions import copy_edition
from conference.services.loading_editions import load_edition
from conference.services.placing import count
from conference.services.reading_editions import read_edition


@click.group("edition", cls=AppGroup)
def editions() -> None:
    """A year’s conference: its dates, places, agenda and speakers."""


@editions.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@in_one_line
def load(file: Path) -> None:
    """Create or update a year’s conference from FILE, which is TOML. Twice is the same as once."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} is not text in UTF-8.") from error
    contents = read_edition(text, now())
    with writing() as session:
        edition = load_edition(session, contents, now(), actor=ACTOR)
        places = count(session, edition.id).total
        click.echo(f"The conference of {edition.year}, {edition.title}, with {places} places.")


@editions.command()
@click.argument("year", type=int)
@click.argument("into", type=int)
@in_one_line
def copy(year: int, into: int) -> None:
    """Make the conference of the year INTO from that of YEAR, unpublished and without speakers."""
    with writing() as session:
        copy_edition(session, year, into, now(), actor=ACTOR)
    click.echo(f"The conference of {into} is there, unpublished: look through its dates and words.")
