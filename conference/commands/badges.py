"""`badges OUT.pdf`."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from conference.clock import now
from conference.commands import ACTOR, edition_meant, in_one_line, write_privately, year_option
from conference.db import db, writing
from conference.documents.stocks import DEFAULT_STOCK
from conference.services.printing import (
    Choice,
    Sheets,
    Which,
    badges_of,
    chosen,
    print_badges,
    remember_printed,
)
from conference.wording import plural


@click.command()
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--stock", default=DEFAULT_STOCK, show_default=True, help="What it is printed on.")
@click.option("--only", default="new", show_default=True, metavar="new|all|CODE", help="Whose.")
@year_option
@with_appcontext
@in_one_line
def badges(out: Path, stock: str, only: str, year: int | None) -> None:
    """Write badges to OUT, a PDF that is ready to print, and remember that they were."""
    edition = edition_meant(year)
    sheets = Sheets(stock=stock)
    prints = badges_of(chosen(db.session(), edition.id, _choice(only)), sheets)
    printed = print_badges(edition, prints, sheets)
    write_privately(out, printed.pdf)
    with writing() as session:
        remember_printed(session, edition.id, prints, sheets, now(), actor=ACTOR)
    for look in printed.needs_a_look:
        click.echo(f"Look at {look.name}: {look.reason}", err=True)
    click.echo(f"{plural(len(prints), 'badge')} in {out}.")


def _choice(only: str) -> Choice:
    if only in (Which.NEW, Which.ALL):
        return Choice(which=Which(only))
    return Choice(which=Which.CHOSEN, codes=(only.upper(),))
