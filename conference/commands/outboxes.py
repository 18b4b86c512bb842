"""`outbox deliver`."""

from __future__ import annotations

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from conference.commands import in_one_line
from conference.wording import plural
from conference.worker import deliver_once, work


@click.group("outbox", cls=AppGroup)
def outboxes() -> None:
    """Mail that waits to be sent."""


@outboxes.command()
@click.option("--forever", is_flag=True, help="Go on until it is stopped, as the worker does.")
@in_one_line
def deliver(forever: bool) -> None:
    """Send what waits. Without SMTP_URL it is written to the data folder as .eml files."""
    if forever:
        work(_app())
        return
    done = deliver_once(_app())
    click.echo(f"{plural(done.delivered, 'message')} delivered.")
    if done.undelivered:
        reason = f" {done.trouble}" if done.trouble else ""
        raise click.ClickException(f"{plural(done.undelivered, 'message')} not delivered.{reason}")


def _app() -> Flask:
    """The app itself, to be entered anew for each look at the database."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return app
