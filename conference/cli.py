"""The commands: `flask --app wsgi …`, a group a noun. Flask-Migrate adds `db`."""

from __future__ import annotations

from flask import Flask

from conference.commands.badges import badges
from conference.commands.checks import check
from conference.commands.delegates import delegates
from conference.commands.editions import editions
from conference.commands.organisers import organisers
from conference.commands.outboxes import outboxes


def init_app(app: Flask) -> None:
    """Add the commands to the app."""
    for command in (editions, organisers, outboxes, delegates, badges, check):
        app.cli.add_command(command)
