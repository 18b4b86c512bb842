"""`check`."""

from __future__ import annotations

import sys

import click
from flask.cli import with_appcontext

from conference.clock import now
from conference.commands import in_one_line
from conference.db import db
from conference.services.checking import broken_promises


@click.command()
@with_appcontext
@in_one_line
def check() -> None:
    """Test every promise against the live database; a line for each that is broken."""
    broken = broken_promises(db.session(), now())
    for words in broken:
        click.echo(words, err=True)
    if broken:
        sys.exit(1)
    click.echo("Every promise holds.")
