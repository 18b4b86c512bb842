"""`delegates import FILE.csv` and `delegates export OUT`."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from conference.clock import now
from conference.commands import ACTOR, edition_meant, in_one_line, write_privately, year_option
from conference.db import db, writing
from conference.errors import Refusal
from conference.services.exporting import EVERYTHING, LISTS, Format, export, note_taken
from conference.services.importing import BadLines, import_delegates


@click.group("delegates", cls=AppGroup)
def delegates() -> None:
    """Those who come: from a spreadsheet, and to one."""


@delegates.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--notify", is_flag=True, help="Write to those who are added or changed.")
@year_option
@in_one_line
def load(file: Path, notify: bool, year: int | None) -> None:
    """Import the delegates in FILE, a CSV: all of them or none. Twice is the same as once."""
    content = file.read_bytes()
    edition_id = edition_meant(year).id
    try:
        with writing() as session:
            plan = import_delegates(session, edition_id, content, now(), actor=ACTOR, notify=notify)
    except BadLines as refusal:
        for fault in refusal.faults:
            click.echo(str(fault), err=True)
        raise
    for warning in plan.warnings:
        click.echo(str(warning), err=True)
    click.echo(plan.summary)


@delegates.command("export")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--list", "name", type=click.Choice(list(LISTS)), default="delegates", help="Which.")
@year_option
@in_one_line
def save(out: Path, name: str, year: int | None) -> None:
    """Write a list to OUT, which ends in .csv, .xlsx or .pdf."""
    edition = edition_meant(year)
    content = export(db.session(), edition, name, _format(out), now())
    if name == EVERYTHING:
        with writing() as session:
            note_taken(session, edition.id, now(), actor=ACTOR)
    write_privately(out, content)
    click.echo(f"{LISTS[name].title} in {out}.")


def _format(out: Path) -> Format:
    try:
        return Format(out.suffix.removeprefix(".").lower())
    except ValueError as error:
        raise Refusal("OUT ends in .csv, .xlsx or .pdf.") from error
