"""The parent of all processes: it keeps the web workers and one outbox worker alive.

Gunicorn's master does that for the web workers; here it does it for the outbox worker too, so that
all of them are forked from one parent that has loaded the app, and share its memory.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from conference.logs import LINE, SiteLogger
from conference.worker import work

WEB_WORKERS = 2
THREADS = 4  # so that a slow visitor holds up a thread, not a worker
STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)
GRACE = 10  # seconds for what is under way when the server is stopped


class Site(BaseApplication):
    """The loaded app, its socket and gunicorn's settings."""

    def __init__(self, app: Flask, listener: socket.socket) -> None:
        self.app = app
        self.listener = listener
        super().__init__()

    def load_config(self) -> None:
        """Gunicorn's settings; the app is loaded and its socket is open already."""
        settings = {
            "bind": f"fd://{self.listener.fileno()}",
            "workers": WEB_WORKERS,
            "worker_class": "gthread",
            "threads": THREADS,
            "preload_app": True,
            "graceful_timeout": GRACE,
            "control_socket_disable": True,  # it would stand in the home folder
            "loglevel": "warning",
            "accesslog": "-",
            "logger_class": SiteLogger,
            "post_worker_init": _listen_to_stops,
            "access_log_format": LINE,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The app that the web workers serve."""
        return self.app


class Supervisor(Arbiter):
    """Gunicorn's master, with one outbox worker beside the web workers."""

    outbox_pid = 0
    outbox_begun = 0.0

    def __init__(self, site: Site) -> None:
        self.flask = site.app
        super().__init__(site)

    def manage_workers(self) -> None:
        """Start whoever is missing; an outbox worker that fails at once, once a second."""
        super().manage_workers()
        if not self.outbox_pid and time.monotonic() - self.outbox_begun >= 1:
            self.outbox_begun = time.monotonic()
            self.outbox_pid = self._fork_outbox()

    def reap_workers(self) -> None:
        """Notice who has ended."""
        if self.outbox_pid and not _is_running(self.outbox_pid):
            self.flask.logger.warning("The outbox worker (pid %s) has ended.", self.outbox_pid)
            self.outbox_pid = 0
        super().reap_workers()

    def stop(self, graceful: bool = True) -> None:
        """Stop everything that was started."""
        outbox, self.outbox_pid = self.outbox_pid, 0
        if outbox and _is_running(outbox):
            os.kill(outbox, signal.SIGTERM)
        super().stop(graceful)
        _end(outbox, GRACE)

    def spawn_worker(self) -> Any:
        """Start a web worker; gunicorn calls `post_worker_init` when it listens to signals."""
        with _stops_held_back():
            return super().spawn_worker()

    def _fork_outbox(self) -> int:
        parent = os.getpid()
        with _stops_held_back():
            if pid := os.fork():
                return pid
            for number in STOPS:
                signal.signal(number, signal.SIG_DFL)  # until `work` has its own
        status = 1
        try:
            for listener in self.LISTENERS:
                listener.close()
            work(self.flask, parent=parent)
            status = 0
        except Exception:
            self.flask.logger.exception("The outbox worker failed.")
        finally:
            sys.stdout.flush()
            os._exit(status)


def supervise(app: Flask, listener: socket.socket) -> None:
    """Serve until SIGTERM or Ctrl-C. It does not return: gunicorn exits."""
    gc.collect()
    gc.freeze()  # what is loaded now stays in pages that all processes share
    Supervisor(Site(app, listener)).run()


@contextmanager
def _stops_held_back() -> Iterator[None]:
    """A child that is told to stop before it listens would take the parent’s handler, and not."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _listen_to_stops(_: object) -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)


def _is_running(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG) == (0, 0)
    except ChildProcessError:
        return False


def _end(pid: int, seconds: float) -> None:
    """Wait for a child that was told to end, and make it end."""
    deadline = time.monotonic() + seconds
    while pid and _is_running(pid):
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)
