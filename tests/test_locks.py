"""The lock files have all that `setup.cfg` asks for, and every line of them a hash."""

from __future__ import annotations

import configparser
import re

import pytest

from conference.config import ROOT

LOCKS = ["requirements.lock", "requirements-postgres.lock", "requirements-test.lock"]


def _asked_for(section: str, key: str) -> set[str]:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg")
    lines = filter(None, settings[section][key].splitlines())
    return {re.split(r"[\[<>=;]", line)[0].strip().casefold() for line in lines}


def _locked(name: str) -> dict[str, str]:
    """Each library and the rest of its entry."""
    entries = re.findall(r"^([\w.-]+)==(.*(?:\n[ #].*)*)", (ROOT / name).read_text(), re.MULTILINE)
    return dict(entries)


@pytest.mark.parametrize("name", LOCKS)
def test_every_library_is_locked_with_hashes(name: str) -> None:
    locked = _locked(name)
    assert _asked_for("options", "install_requires") <= locked.keys()
    assert [library for library, entry in locked.items() if "--hash=sha256:" not in entry] == []


def test_the_extras_are_locked() -> None:
    extras = "options.extras_require"
    assert _asked_for(extras, "test") <= _locked("requirements-test.lock").keys()
    assert _asked_for(extras, "postgres") <= _locked("requirements-postgres.lock").keys()


@pytest.mark.parametrize("name", LOCKS[1:])
def test_what_is_tested_is_what_runs(name: str) -> None:
    def versions(lock: str) -> set[tuple[str, str]]:
        return {(library, entry.split()[0]) for library, entry in _locked(lock).items()}

    assert versions(LOCKS[0]) <= versions(name)
