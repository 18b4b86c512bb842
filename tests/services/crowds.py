"""Many people at once: each in a thread and a transaction of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from flask import Flask

from conference.errors import Refusal

Answer = TypeVar("Answer")


def all_at_once(app: Flask, *jobs: Callable[[], Answer]) -> list[Answer | Refusal]:
    """Start all jobs at the same moment; what each gave, or how it was refused, in order."""
    start = threading.Barrier(len(jobs))

    def run(job: Callable[[], Answer]) -> Answer | Refusal:
        with app.app_context():
            start.wait()
            try:
                return job()
            except Refusal as refusal:
                return refusal

    with ThreadPoolExecutor(len(jobs)) as threads:
        return list(threads.map(run, jobs))
