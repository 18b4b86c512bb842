"""Who may sign in: added with a link that is shown once, changed, and removed at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from conference.db import db, writing
from conference.models import Entry, Message, Organiser, Role, Scan, SignIn
from conference.models.scan import Result, ScanKind
from conference.services.keeping_accounts import change_role
from conference.services.signing_in import LastOrganiser, add_organiser, remove_organiser
from tests.hostile import HOSTILE
from tests.people import add_edition

PAGE = "/organise/organisers/"
SAM = {"name": "Sam Cole", "email": "Sam@Example.org", "role": "steward"}


def id_of(app: Flask, email: str) -> int:
    with app.app_context():
        return db.session.scalars(select(Organiser.id).filter_by(email=email)).one()


def link_on(page: str) -> str:
    found = re.search(r'value="http://127\.0\.0\.1:8000(/sign-in/[\w-]+)"', page)
    assert found, "no link on the page"
    return found.group(1)


def test_somebody_is_added_with_a_link_that_signs_in(app: Flask, organiser: FlaskClient) -> None:
    added = organiser.post(PAGE, data=SAM)
    link = link_on(organiser.get(added.location).text)
    sam = app.test_client()

    assert added.status_code == 303
    assert sam.post(link).status_code == 303
    assert "Sam Cole</strong>, steward" in sam.get("/organise/account").text


def test_the_link_is_shown_once_kept_by_no_cache_and_sent_to_nobody(
    app: Flask, organiser: FlaskClient
) -> None:
    added = organiser.post(PAGE, data=SAM)
    first, second = organiser.get(added.location), organiser.get(added.location)
    with app.app_context():
        letters = db.session.scalars(select(func.count()).select_from(Message)).one()

    assert link_on(first.text)
    assert "/sign-in/" not in second.text
    assert first.headers["Cache-Control"] == "no-store"
    assert letters == 0


def test_the_link_does_not_show_on_somebody_else_s_page(app: Flask, organiser: FlaskClient) -> None:
    organiser.post(PAGE, data=SAM)
    own = id_of(app, "organiser@example.org")

    assert "/sign-in/" not in organiser.get(f"{PAGE}{own}").text


def test_a_new_link_makes_the_unused_one_void(app: Flask, organiser: FlaskClient) -> None:
    page = organiser.post(PAGE, data=SAM).location
    old = link_on(organiser.get(page).text)
    new = link_on(organiser.get(organiser.post(f"{page}/link").location).text)

    assert app.test_client().post(old).status_code == 410
    assert app.test_client().post(new).status_code == 303


def test_an_address_signs_in_once(organiser: FlaskClient) -> None:
    organiser.post(PAGE, data=SAM)
    again = organiser.post(PAGE, data=SAM | {"name": "Another"})

    assert again.status_code == 422
    assert "Somebody with this address can sign in already" in again.text
    assert 'value="Another"' in again.text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"email": ""}, "Enter an email address"),
        ({"email": "sam"}, "Enter an email address in the correct format"),
        ({"role": "emperor"}, "Not a valid choice"),
    ],
)
def test_a_refused_form_keeps_what_was_typed(
    organiser: FlaskClient, wrong: dict[str, str], words: str
) -> None:
    answer = organiser.post(PAGE, data=SAM | wrong)

    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="Sam Cole"' in answer.text


@pytest.mark.parametrize("nasty", HOSTILE)
def test_a_nasty_name_comes_back_as_text(organiser: FlaskClient, nasty: str) -> None:
    answer = organiser.post(PAGE, data=SAM | {"name": nasty})

    assert answer.status_code == 303
    assert "<script>alert" not in organiser.get(answer.location).text + organiser.get(PAGE).text


def test_who_is_removed_is_signed_out_with_the_next_request(
    app: Flask, organiser: FlaskClient, client_as: Callable[[Role], FlaskClient]
) -> None:
    steward = client_as(Role.STEWARD)
    assert steward.get("/organise/account").status_code == 200

    removed = organiser.post(f"{PAGE}{id_of(app, 'steward@example.org')}/remove")
    with app.app_context():
        owners = db.session.scalars(select(SignIn.organiser_id)).all()

    assert removed.status_code == 303
    assert steward.get("/organise/account").status_code == 303
    assert set(owners) == {id_of(app, "organiser@example.org")}


def test_a_new_role_opens_and_closes_pages_with_the_next_request(
    app: Flask, organiser: FlaskClient, client_as: Callable[[Role], FlaskClient]
) -> None:
    steward = client_as(Role.STEWARD)
    assert steward.get(PAGE).status_code == 403

    organiser.post(f"{PAGE}{id_of(app, 'steward@example.org')}", data={"role": "organiser"})
    assert steward.get(PAGE).status_code == 200


def test_the_last_organiser_stays(app: Flask, organiser: FlaskClient) -> None:
    own = id_of(app, "organiser@example.org")
    removed = organiser.post(f"{PAGE}{own}/remove")
    demoted = organiser.post(f"{PAGE}{own}", data={"role": "steward"})

    for answer in (removed, demoted):
        assert answer.status_code == 409
        assert "This is the last organiser" in answer.text
    assert organiser.get(PAGE).status_code == 200


@pytest.mark.both_databases
def test_the_rule_of_the_last_organiser_holds_in_the_database(app: Flask, now: datetime) -> None:
    with app.app_context(), writing() as session:
        ada = add_organiser(session, "ada@example.org", Role.ORGANISER, now, actor="test")
        eve = add_organiser(session, "eve@example.org", Role.ORGANISER, now, actor="test")
        remove_organiser(session, ada, now, actor="test")
        session.flush()
        with pytest.raises(LastOrganiser):
            remove_organiser(session, eve, now, actor="test")
        with pytest.raises(LastOrganiser):
            change_role(session, eve, Role.HOST, now, actor="test")


@pytest.mark.both_databases
def test_scans_outlast_the_steward_who_made_them(app: Flask, now: datetime) -> None:
    with app.app_context(), writing() as session:
        edition = add_edition(session)
        steward = add_organiser(session, "sam@example.org", Role.STEWARD, now, actor="test")
        scan = Scan(scan_id="a" * 36, edition_id=edition.id, organiser_id=steward.id, answer={})
        scan.kind, scan.result = ScanKind.SCAN, Result.UNKNOWN
        scan.at = scan.corrected_at = scan.received_at = now
        session.add(scan)
        session.flush()
        remove_organiser(session, steward, now, actor="test")
    with app.app_context():
        assert db.session.scalars(select(Scan.organiser_id)).all() == [None]


def test_every_change_is_recorded(app: Flask, organiser: FlaskClient) -> None:
    page = organiser.post(PAGE, data=SAM).location
    organiser.post(page, data={"role": "host"})
    organiser.post(f"{page}/link")
    organiser.post(f"{page}/remove")
    with app.app_context():
        by_us = select(Entry.action).where(Entry.actor == "organiser@example.org")
        actions = db.session.scalars(by_us.order_by(Entry.id)).all()

    assert actions == ["added", "changed", "made a link", "removed"]


def test_somebody_who_isn_t_there_isn_t_found(organiser: FlaskClient) -> None:
    assert organiser.get(f"{PAGE}999").status_code == 404
    assert organiser.post(f"{PAGE}999/remove").status_code == 404


@pytest.mark.parametrize("role", [Role.STEWARD, Role.FINANCE, Role.HOST])
def test_only_organisers_let_others_in(
    client_as: Callable[[Role], FlaskClient], role: Role
) -> None:
    client = client_as(role)

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, data=SAM).status_code == 403
