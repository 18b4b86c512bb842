"""Badges from the organisers’ page: chosen, looked at, printed and remembered."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from pypdfium2 import PdfDocument
from sqlalchemy import select
from werkzeug.test import TestResponse

from conference.db import db, writing
from conference.models import Edition, Entry, Registration, Role
from conference.services import printing
from conference.services.changing import change_details, give_back
from conference.services.registering import book
from tests.people import ada, add_edition, lukasz, oliver, request_for, somebody

PAGE = "/organise/badges/"


@pytest.fixture
def delegates(app: Flask, edition: Edition, now: datetime) -> dict[str, str]:
    """Three who are confirmed; their short codes by given name."""
    people = (ada(photo_consent=None), oliver(), lukasz())
    with app.app_context(), writing() as session:
        booking = book(session, edition.id, request_for(*people, notify=False), now)
        return {r.given_name: r.short_code for r in booking.registrations}


def names(answer: TestResponse) -> list[str]:
    """The family names in a PDF of badges, in order."""
    assert answer.mimetype == "application/pdf"
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
    known = ("Okonkwo", "Heald", "Ștefan-Győri", "Jones")
    return [line for line in text.splitlines() if line in known]


def printed(app: Flask) -> set[str]:
    with app.app_context():
        done = select(Registration.given_name).where(Registration.badge_printed_at.is_not(None))
        return set(db.session.scalars(done))


def test_the_page_says_how_many_there_are(
    organiser: FlaskClient, delegates: dict[str, str]
) -> None:
    page = organiser.get(PAGE).text

    assert "New, or changed since they were printed (3)" in page
    assert "All who are confirmed (3)" in page


def test_looking_says_what_will_be_printed_and_prints_nothing(
    app: Flask, organiser: FlaskClient, delegates: dict[str, str]
) -> None:
    page = organiser.get(PAGE, query_string={"which": "all", "stock": "l4785", "blanks": 8}).text

    assert "3 badges and 8 blanks on 2 pages" in page
    assert printed(app) == set()


def test_printing_gives_a_pdf_by_family_name_and_remembers_it(
    app: Flask, organiser: FlaskClient, delegates: dict[str, str]
) -> None:
    answer = organiser.post(PAGE, data={"which": "new"})

    assert names(answer) == ["Heald", "Okonkwo", "Ștefan-Győri"]
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert printed(app) == {"Ada", "Oliver", "Łukasz"}


def test_sorted_by_organisation(organiser: FlaskClient, delegates: dict[str, str]) -> None:
    answer = organiser.post(PAGE, data={"which": "all", "sorting": "organisation"})

    assert names(answer) == ["Heald", "Okonkwo", "Ștefan-Győri"]


def test_only_what_is_new_is_printed_a_second_time(
    app: Flask, organiser: FlaskClient, delegates: dict[str, str], edition: Edition, now: datetime
) -> None:
    organiser.post(PAGE, data={"which": "new"})
    with app.app_context(), writing() as session:
        book(session, edition.id, request_for(somebody(1), notify=False), now)

    assert names(organiser.post(PAGE, data={"which": "new"})) == ["Jones"]


@pytest.mark.parametrize(
    "change",
    [
        {"given_name": "Adah"},
        {"badge_name": "Addie"},
        {"organisation": "Tesco"},
        {"job_title": "Chief engineer"},
        {"prefix": "Dame"},
        {"photo_consent": True},
    ],
)
def test_a_change_of_what_stands_on_it_asks_for_a_new_badge(
    app: Flask,
    organiser: FlaskClient,
    delegates: dict[str, str],
    now: datetime,
    change: dict[str, str],
) -> None:
    organiser.post(PAGE, data={"which": "new"})
    with app.app_context(), writing() as session:
        found = session.scalars(select(Registration).filter_by(short_code=delegates["Ada"])).one()
        changed = ada(**({"photo_consent": None} | change))
        change_details(session, found, changed, now, actor="test")

    assert names(organiser.post(PAGE, data={"which": "new"})) == ["Okonkwo"]


def test_what_changed_while_it_was_printed_is_still_new(
    app: Flask, edition: Edition, delegates: dict[str, str], now: datetime
) -> None:
    sheets, choice = printing.Sheets(), printing.Choice(which=printing.Which.ALL)
    with app.app_context():
        people = printing.chosen(db.session(), edition.id, choice)
        badges = printing.badges_of(people, sheets)
        with writing() as session:
            found = session.get_one(Registration, people[0].id)
            found.family_name = "Smith"
        with writing() as session:
            printing.remember_printed(session, edition.id, badges, sheets, now, actor="test")

    assert printed(app) == {"Ada", "Łukasz"}


def test_chosen_delegates_by_their_codes(
    app: Flask, organiser: FlaskClient, delegates: dict[str, str]
) -> None:
    codes = f"{delegates['Ada'].lower()}, {delegates['Oliver']}"
    answer = organiser.post(PAGE, data={"which": "chosen", "codes": codes})

    assert names(answer) == ["Heald", "Okonkwo"]
    assert printed(app) == {"Ada", "Oliver"}


def test_one_ticket_type(
    app: Flask, organiser: FlaskClient, delegates: dict[str, str], edition: Edition, now: datetime
) -> None:
    with app.app_context(), writing() as session:
        speaker = request_for(somebody(1), ticket_type="Speaker", notify=False)
        wanted = book(session, edition.id, speaker, now).registrations[0].ticket_type_id
    answer = organiser.post(PAGE, data={"which": "ticket-type", "ticket_type": wanted})

    assert names(answer) == ["Jones"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"which": "chosen", "codes": "XXXXXX"}, "No confirmed delegate has the code XXXXXX"),
        ({"which": "chosen", "codes": ""}, "Nobody is among those chosen"),
        ({"which": "nobody"}, "Not a valid choice"),
        ({"stock": "l4785", "start_at": "11"}, "labels 1 to 10 on a sheet, and no label 11"),
        ({"start_at": "0"}, "Enter a whole number from 1 to 100"),
        ({"blanks": "many"}, "Enter a whole number from 0 to 500"),
        ({"right_mm": "nan"}, "Enter a number from −20 to 20"),
        ({"stock": "vellum"}, "Not a valid choice"),
    ],
)
def test_what_can_not_be_printed_is_said_beside_the_field(
    app: Flask,
    organiser: FlaskClient,
    delegates: dict[str, str],
    wrong: dict[str, str],
    words: str,
) -> None:
    answer = organiser.post(PAGE, data={"which": "all"} | wrong)

    assert answer.status_code == 422
    assert words in answer.text
    assert printed(app) == set()


def test_who_gave_the_place_back_or_waits_has_no_badge(
    app: Flask, organiser: FlaskClient, delegates: dict[str, str], now: datetime
) -> None:
    with app.app_context(), writing() as session:
        found = session.scalars(select(Registration).filter_by(short_code=delegates["Ada"])).one()
        give_back(session, found, now, actor="test")

    assert names(organiser.post(PAGE, data={"which": "all"})) == ["Heald", "Ștefan-Győri"]


def test_one_badge_can_be_looked_at_by_its_code(
    app: Flask, organiser: FlaskClient, delegates: dict[str, str]
) -> None:
    answer = organiser.get(f"{PAGE}preview.pdf?codes={delegates['Oliver']}")

    assert answer.headers["Content-Disposition"].startswith("inline")
    assert names(answer) == ["Heald"]
    assert printed(app) == set()


def test_everyday_titles_stay_off_and_ranks_and_wanted_letters_stay_on(
    app: Flask, edition: Edition, now: datetime
) -> None:
    people = (oliver(), ada(prefix="Mrs", badge_name="Addie"))
    with app.app_context():
        with writing() as session:
            book(session, edition.id, request_for(*people, notify=False), now)
        found = printing.chosen(db.session(), edition.id, printing.Choice())
        plain = printing.badges_of(found, printing.Sheets()).values()
        lettered = printing.badges_of(found, printing.Sheets(with_letters=True)).values()

    assert [b.name for b in plain] == ["Sir Oliver Heald", "Addie Okonkwo"]
    assert [b.family_name for b in lettered] == ["Heald KC MP", "Okonkwo"]


def test_the_printed_code_is_read_back_from_the_page(
    app: Flask, organiser: FlaskClient, delegates: dict[str, str]
) -> None:
    answer = organiser.post(PAGE, data={"which": "all", "stock": "l4785"})
    with PdfDocument(answer.data) as sheet:
        image = sheet[0].render(scale=300 / 72).to_pil()
    read = {found.text for found in zxingcpp.read_barcodes(image)}
    with app.app_context():
        codes = set(db.session.scalars(select(Registration.code)))

    assert read == codes


def test_a_run_is_recorded(app: Flask, organiser: FlaskClient, delegates: dict[str, str]) -> None:
    organiser.post(PAGE, data={"which": "all"})
    with app.app_context():
        entry = db.session.scalars(select(Entry).where(Entry.action == "printed")).one()

    assert entry.actor == "organiser@example.org"
    assert entry.change["badges"] == [None, 3]


def test_a_test_sheet_shows_the_outlines(organiser: FlaskClient, edition: Edition) -> None:
    answer = organiser.get(f"{PAGE}test-sheet.pdf?stock=l7418&right_mm=0.5")

    assert len(PdfReader(io.BytesIO(answer.data)).pages) == 1


@pytest.mark.parametrize("role", [Role.STEWARD, Role.FINANCE, Role.HOST])
def test_badges_are_the_organisers_affair(
    client_as: Callable[[Role], FlaskClient], delegates: dict[str, str], role: Role
) -> None:
    client = client_as(role)

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, data={"which": "all"}).status_code == 403


def test_badges_of_another_year(
    app: Flask, organiser: FlaskClient, delegates: dict[str, str], now: datetime
) -> None:
    with app.app_context(), writing() as session:
        next_year = add_edition(session, year=2027, is_published=False)
        book(session, next_year.id, request_for(somebody(1), notify=False), now)
    looked = organiser.get(PAGE, query_string={"edition": 2027, "which": "all"}).text

    assert "1 badge on 1 page" in looked
    assert '<input type="hidden" name="edition" value="2027">' in looked
    assert names(organiser.post(PAGE, data={"edition": "2027", "which": "all"})) == ["Jones"]
