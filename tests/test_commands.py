"""The commands: what they print, where, and how they end."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from conference.config import ROOT
from conference.db import db, writing
from conference.models import Edition, Organiser, Registration, Role
from conference.services.registering import book
from tests.people import NOW, ada, request_for

pytestmark = pytest.mark.both_databases
SAMPLE = str(ROOT / "scripts" / "sample" / "coming.toml")


def run(app: Flask, *arguments: str) -> Result:
    """Run a command as the command line does."""
    return app.test_cli_runner().invoke(args=arguments)


def test_it_loads_a_conference_and_copies_it_to_the_next_year(app: Flask) -> None:
    assert "with 200 places" in run(app, "edition", "load", SAMPLE).stdout
    assert run(app, "edition", "copy", "2026", "2027").exit_code == 0
    with app.app_context():
        this, following = db.session.scalars(select(Edition).order_by(Edition.year))
        assert following.local(following.starts_at) == this.local(this.starts_at).replace(year=2027)
        assert [i.title for i in following.agenda] == [i.title for i in this.agenda]
        assert (following.is_published, following.speakers) == (False, [])


@pytest.mark.parametrize("years", [("2026", "2026"), ("2031", "2032")])
def test_a_copy_that_cant_be_made_is_refused(
    app: Flask, edition: Edition, years: tuple[str, str]
) -> None:
    _assert_refused(run(app, "edition", "copy", *years))


def test_a_file_that_cant_be_read_is_refused(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b'title = "Caf\xe9"')
    _assert_refused(run(app, "edition", "load", str(tmp_path / "latin.toml")))


def test_an_added_organiser_gets_a_link_that_signs_in_once(
    app: Flask, client: FlaskClient, edition: Edition
) -> None:
    link = run(app, "organiser", "add", " Anna@Example.org ").stdout.strip()
    path = "/sign-in/" + link.rpartition("/")[2]
    assert [client.post(path).status_code for _ in range(2)] == [303, 410]


def test_adding_an_organiser_again_makes_a_new_link(app: Flask) -> None:
    first, second = (run(app, "organiser", "add", "anna@example.org").stdout for _ in range(2))
    assert first != second
    with app.app_context():
        assert db.session.scalars(select(Organiser)).one().role is Role.ORGANISER


def test_a_role_is_not_changed_in_passing(app: Flask) -> None:
    run(app, "organiser", "add", "anna@example.org", "--role", "steward")
    _assert_refused(run(app, "organiser", "add", "anna@example.org"))


def test_an_address_that_is_none_is_refused(app: Flask) -> None:
    _assert_refused(run(app, "organiser", "add", "anna"))


def test_check_names_each_broken_promise(app: Flask, edition: Edition) -> None:
    assert run(app, "check").stdout == "Every promise holds.\n"
    with app.app_context(), writing() as session:
        book(session, edition.id, request_for(ada()), NOW)
        session.scalars(select(Registration)).one().place = None
    said = run(app, "check")
    assert (said.exit_code, said.stderr.count("\n")) == (1, 1)


def test_badges_are_written_for_their_owner_only_and_remembered(
    app: Flask, edition: Edition, tmp_path: Path
) -> None:
    with app.app_context(), writing() as session:
        book(session, edition.id, request_for(ada()), NOW)
    out = tmp_path / "badges.pdf"
    assert run(app, "badges", str(out)).stdout == f"1 badge in {out}.\n"
    assert (out.read_bytes()[:5], out.stat().st_mode & 0o777) == (b"%PDF-", 0o600)
    _assert_refused(run(app, "badges", str(out)))
    assert run(app, "badges", str(out), "--only", "all").exit_code == 0


def test_badges_without_a_conference_are_refused(app: Flask, tmp_path: Path) -> None:
    for year in ((), ("--year", "2031")):
        _assert_refused(run(app, "badges", str(tmp_path / "badges.pdf"), *year))


def test_mail_is_delivered_by_hand(app: Flask, edition: Edition, tmp_path: Path) -> None:
    with app.app_context(), writing() as session:
        book(session, edition.id, request_for(ada()), NOW)
    assert run(app, "outbox", "deliver").stdout == "1 message delivered.\n"
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 1


def _assert_refused(result: Result) -> None:
    """It ended with one line on stderr and an exit code that isn’t 0."""
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert (result.stderr.count("\n"), result.stdout) == (1, "")
