"""`delegates import` and `delegates export`: what they print, where, and how they end."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from conference.db import db
from conference.models import Edition, Entry, Registration
from tests.desk.spreadsheets import ANNA, BORIS, cells_of, file_for, file_of

pytestmark = pytest.mark.both_databases


def run(app: Flask, *arguments: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=["delegates", *map(str, arguments)])


@pytest.fixture
def file(app: Flask, edition: Edition, tmp_path: Path) -> Path:
    """A file with Anna and Boris in it, who are imported."""
    path = tmp_path / "delegates.csv"
    path.write_bytes(file_of(ANNA, BORIS))
    said = run(app, "import", path).stdout
    assert said == "2 delegates: 2 added, 0 changed, 0 as they were.\n"
    return path


def test_importing_twice_is_the_same_as_once(app: Flask, file: Path) -> None:
    again = run(app, "import", file)

    assert (again.exit_code, again.stdout) == (
        0,
        "2 delegates: 0 added, 0 changed, 2 as they were.\n",
    )


def test_every_bad_line_is_a_line_on_stderr(app: Flask, file: Path) -> None:
    file.write_bytes(file_of("Gold,Carl,Dunne,carl@example.org,", "Delegate,,Evans,nowhere,"))

    refused = run(app, "import", file)

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.splitlines() == [
        "Line 2: ticket_type is “Gold”, and there is no such ticket.",
        "Line 3: email is “nowhere”, which isn’t an email address.",
        "Line 3: given_name is missing.",
        "Error: Nothing was imported.",
    ]


def test_one_too_many_is_one_line(app: Flask, file: Path) -> None:
    file.write_bytes(file_for(4))

    refused = run(app, "import", file)

    assert (refused.exit_code, len(refused.stderr.splitlines())) == (1, 1)
    assert "adds 4 delegates, and 3 places are free" in refused.stderr
    with app.app_context():
        assert db.session.scalar(select(func.count(Registration.id))) == 2


@pytest.mark.parametrize("ending", ["csv", "xlsx", "pdf"])
def test_a_list_is_written_for_its_owner_only(app: Flask, file: Path, ending: str) -> None:
    out = file.with_name(f"gatehouse.{ending}")

    written = run(app, "export", out, "--list", "gatehouse")

    assert (written.exit_code, written.stdout) == (0, f"Gatehouse list in {out}.\n")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_everything_is_logged_and_can_be_imported_again(app: Flask, file: Path) -> None:
    out = file.with_name("everything.csv")
    run(app, "export", out, "--list", "everything")

    assert len(cells_of(out.read_bytes())) == 3
    assert "0 added, 0 changed, 2 as they were" in run(app, "import", out).stdout
    with app.app_context():
        actions = db.session.scalars(select(Entry.action)).all()
        assert actions.count("exported everything") == 1


@pytest.mark.parametrize("arguments", [["list.doc"], ["list.csv", "--list", "salaries"]])
def test_a_kind_of_file_or_list_that_is_not_there_is_refused(
    app: Flask, edition: Edition, arguments: list[str]
) -> None:
    refused = run(app, "export", *arguments)

    assert refused.exit_code != 0
    assert "Error: " in refused.stderr
