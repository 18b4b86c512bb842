"""What is measured: the site as `scripts/run` starts it, and a bare Flask page as its floor."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

from aiosmtpd.controller import Controller

ROOT = Path(__file__).resolve().parents[2]
BARE = "import flask; app = flask.Flask('bare'); app.add_url_rule('/', view_func=lambda: 'Hello')"


class Postbox:
    """Takes every mail and counts it."""

    def __init__(self) -> None:
        self.received = 0

    async def handle_DATA(self, *_: object) -> str:
        self.received += 1
        return "250 OK"


@dataclass
class Site:
    """A running site: its address, its first process, its data and the sign-in link it printed."""

    url: str
    process: subprocess.Popen[str]
    folder: Path
    sign_in_link: str = ""
    postbox: Postbox = field(default_factory=Postbox)


@contextmanager
def conference() -> Iterator[Site]:
    """The product with the sample conference on a fresh data folder; its mail goes to a postbox."""
    postbox = Postbox()
    controller = Controller(postbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = [str(ROOT / "scripts/run"), "--port", str(port), "--data", folder]
        smtp = {"SMTP_URL": f"smtp://127.0.0.1:{controller.port}"}
        with _running(command, smtp) as process:
            site = Site(f"http://127.0.0.1:{port}", process, Path(folder), postbox=postbox)
            site.sign_in_link = _first_link(process)
            _wait_for(site.url + "/healthz")
            yield site
    controller.stop()


@contextmanager
def bare_flask() -> Iterator[Site]:
    """One page of Flask alone, under the same server with as many workers."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "bare.py").write_text(BARE)
        gunicorn = [sys.executable, "-m", "gunicorn", "--no-control-socket", "-w", "2"]
        command = [*gunicorn, "--preload", "--chdir", folder, "-b", f"127.0.0.1:{port}", "bare:app"]
        with _running(command, {}) as process:
            _wait_for(f"http://127.0.0.1:{port}/")
            yield Site(f"http://127.0.0.1:{port}", process, Path(folder))


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def _running(command: list[str], settings: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, **settings},
    )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


def _first_link(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http\S+/sign-in/\S+", line):
            Thread(
                target=process.stdout.read, daemon=True
            ).start()  # the log must not fill its pipe
            return found.group()
    raise SystemExit("The site did not start.")


def _wait_for(url: str) -> None:
    for _ in range(200):
        try:
            urlopen(url, timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"Nothing answers at {url}.")
