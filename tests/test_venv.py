"""Installing: what `scripts/venv` makes, keeps, and says when it can’t."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import ROOT

UNREACHABLE = {
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_INDEX_URL": "http://127.0.0.1:1/simple",
    "PIP_FIND_LINKS": "",
    "PIP_RETRIES": "0",
}
PINNED = f"flask==3.1.3 --hash=sha256:{'0' * 64}\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with nothing in it but the script and two lock files."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "venv", tmp_path / "scripts")
    (tmp_path / "nothing.lock").touch()
    (tmp_path / "flask.lock").write_text(PINNED)
    return tmp_path


def test_it_installs_once(checkout: Path) -> None:
    assert "Installing" in _run(checkout, "nothing.lock").stdout
    assert _run(checkout, "nothing.lock").stdout == ""
    (checkout / "nothing.lock").write_text("# renewed\n")
    assert "Installing" in _run(checkout, "nothing.lock").stdout


def test_it_needs_a_python_that_is_new_enough(checkout: Path) -> None:
    old = _python(checkout, 'case "$2" in *version_info*) exit 1 ;; esac')
    said = _run(checkout, "nothing.lock", PYTHON=old)
    assert said.stderr.startswith("Python 3.11 or later is needed")
    assert (said.returncode, said.stderr.count("\n")) == (1, 1)


def test_it_needs_the_venv_module(checkout: Path) -> None:
    without = _python(checkout, 'case "$2" in *ensurepip*) exit 1 ;; esac')
    said = _run(checkout, "nothing.lock", PYTHON=without)
    assert said.stderr.startswith("Python’s venv module is missing")
    assert (said.returncode, said.stderr.count("\n")) == (1, 1)


def test_it_says_that_the_network_is_away_and_goes_on_later(checkout: Path) -> None:
    said = _run(checkout, "flask.lock", **UNREACHABLE)
    assert said.stderr.splitlines()[-1] == (
        "The packages in flask.lock could not be installed: is the network reachable?"
    )
    assert said.returncode == 1
    assert not (checkout / ".venv" / "installed" / "flask.lock").exists()


def _python(checkout: Path, trick: str) -> str:
    """A Python that lacks something."""
    path = checkout / "python"
    path.write_text(f'#!/bin/sh\n{trick}\nexec {sys.executable} "$@"\n')
    path.chmod(0o755)
    return str(path)


def _run(checkout: Path, lock: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [checkout / "scripts" / "venv", lock],
        env={"PYTHON": sys.executable} | os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
