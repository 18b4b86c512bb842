"""A site that really runs: processes, a port, a data folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
PATIENCE = 20  # seconds until something that should come has not come


class Running:
    """A started site, what it said, and its processes."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        self.output = process.stdout
        self.address = self.output.readline().split()[4].rstrip("/")

    @property
    def sign_in_link(self) -> str:
        """What a first start prints after its address."""
        return self.output.readline().split()[-1]

    @property
    def workers(self) -> set[int]:
        """The processes that its parent keeps."""
        pid = self.process.pid
        return {int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}

    def status_of(self, path: str) -> int:
        """What a visitor is answered."""
        try:
            with urlopen(self.address + path, timeout=PATIENCE) as answer:
                status: int = answer.status
                return status
        except HTTPError as error:
            return error.code

    def stop(self, number: int = signal.SIGTERM) -> str:
        """End it, and give all that it said after its address."""
        self.process.send_signal(number)
        return self.process.communicate(timeout=PATIENCE)[0]


def start(data: Path, *arguments: str, **settings: str) -> subprocess.Popen[str]:
    """Start the site on a port that is free."""
    line = [sys.executable, "-m", "conference.serve", "--port", "0", "--data", str(data)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **settings}
    return subprocess.Popen(
        [*line, *arguments],
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@contextmanager
def running(data: Path, *arguments: str, **settings: str) -> Iterator[Running]:
    """A site that is stopped at the end, however that comes."""
    process = start(data, *arguments, **settings)
    with process:
        try:
            yield Running(process)
        finally:
            process.kill()


def eventually(is_so: Callable[[], bool]) -> bool:
    """Whether something comes to be so, in processes that can only be watched."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that ended and wasn’t collected does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
