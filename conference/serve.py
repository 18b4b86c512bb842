"""`scripts/run`: bring the database up to date, then serve the site and send its mail."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from pathlib import Path

from flask import Flask
from sqlalchemy.exc import OperationalError

from conference import create_app, setting_up
from conference.config import Config
from conference.db import db
from conference.errors import ConfigError
from conference.supervising import supervise

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  (all of the machine’s addresses)
BACKLOG = 512
LAST_PORT = 65_535


def main() -> None:
    """Start the site, or say in one sentence why not."""
    options = _options()
    try:
        listener = _listen(options.host, options.port)
        app = _prepare(options, f"http://{_shown(options.host)}:{listener.getsockname()[1]}")
    except ConfigError as error:
        sys.exit(str(error))
    except OperationalError as error:
        sys.exit(f"The database can’t be used: {str(error.orig).splitlines()[0]}")
    supervise(app, listener)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="scripts/run", description="Set up what is missing, then start the conference."
    )
    parser.add_argument("--port", type=int, default=8000, help="default: 8000")
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1, this machine only")
    parser.add_argument("--data", type=Path, help="the data folder; default: instance/")
    parser.add_argument("--fresh", action="store_true", help="delete everything and start anew")
    parser.add_argument("--yes", action="store_true", help="with --fresh: registrations as well")
    return parser.parse_args()


def _listen(host: str, port: int) -> socket.socket:
    """Open the port before anything else, so that a taken one is told at once."""
    if not 0 <= port <= LAST_PORT:
        raise ConfigError(f"A port is a number up to {LAST_PORT}, and {port} isn’t.")
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (")[0]
        raise ConfigError(
            f"Port {port} on {host} can’t be opened: {reason}. --port names another one."
        ) from error


def _shown(host: str) -> str:
    """The host as it stands in an address that a browser on this machine can open."""
    if host in EVERYWHERE:
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _prepare(options: argparse.Namespace, address: str) -> Flask:
    """The app on a database that is up to date, with a word on the console about where it is."""
    config = _config(options, address)
    app = create_app(config)
    if options.fresh:
        with app.app_context():
            if not options.yes:
                setting_up.refuse_to_forget_registrations()
            setting_up.forget_everything(config)
        app = create_app(config := _config(options, address))  # with a key of its own
    with app.app_context():
        setting_up.migrate()
        setting_up.load_samples()
        _announce(config, setting_up.first_sign_in())
        db.engine.dispose()  # a connection must not be shared with the workers to be forked
    return app


def _config(options: argparse.Namespace, address: str) -> Config:
    environment = {**os.environ, "HOST": options.host}
    return Config.load(options.data, environment, default_base_url=address)


def _announce(config: Config, secret: str | None) -> None:
    lines = [f"The conference is at {config.base_url}/ (Ctrl-C stops it)."]
    if secret:
        lines.append(f"Sign in as its first organiser, once: {config.base_url}/sign-in/{secret}")
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
