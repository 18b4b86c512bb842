"""Several delegates in one booking, added and removed by buttons that need no script."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from conference.db import db, writing
from conference.models import Booking, Edition, Letter, Message
from tests.people import NOW, ada, add_edition, lukasz, oliver, somebody
from tests.web.public import change
from tests.web.visitors import Visitor, fields, looked_up, rows, typed

PRIYA = {
    "booking_for": "others",
    "booker_name": "Priya Shah",
    "booker_email": "priya@example.org",
}


@pytest.fixture
def visitor(client: FlaskClient, edition: Edition) -> Visitor:
    return Visitor(client)


def bookers(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        columns = select(Booking.booker_name, Booking.booker_email)
        return [(name, email) for name, email in db.session.execute(columns)]


def test_adding_a_delegate_checks_and_loses_nothing(app: Flask, visitor: Visitor) -> None:
    before = rows(app)
    page = visitor.open().press("add", **{"delegates-0-given_name": "Ada"}).page
    assert page.status_code == 200
    assert "There is a problem" not in page.text
    assert fields(page)["delegates-0-given_name"] == "Ada"
    assert "delegates-1-given_name" in fields(page)
    assert rows(app) == before


def test_removing_one_keeps_the_others_in_order(visitor: Visitor) -> None:
    page = visitor.open().press("remove", "1", **typed(ada(), oliver(), lukasz())).page
    kept = fields(page)
    assert typed(ada(), lukasz()).items() <= kept.items()
    assert "delegates-2-given_name" not in kept


@pytest.mark.parametrize("number", ["7", "-1", "x", ""])
def test_removing_somebody_who_is_not_there_removes_nobody(visitor: Visitor, number: str) -> None:
    page = visitor.open().press("remove", number, **typed(ada(), oliver())).page
    assert page.status_code == 200
    assert typed(ada(), oliver()).items() <= fields(page).items()


def test_the_only_delegate_can_not_be_removed(visitor: Visitor) -> None:
    page = visitor.open().press("remove", "0", **typed(ada())).page
    assert typed(ada()).items() <= fields(page).items()


def test_the_enter_key_presses_continue(visitor: Visitor) -> None:
    """The first button of the form is the one that a browser presses for the Enter key."""
    page = visitor.open().press("add").page.text
    assert page.index(">Continue</button>") < page.index('name="remove"')


def test_a_group_gets_a_place_each(app: Flask, visitor: Visitor) -> None:
    assert visitor.register(ada(), oliver(), lukasz()).status_code == 303
    assert looked_up(app, lambda r: (r.given_name, r.status)) == [
        ("Ada", "confirmed"),
        ("Oliver", "confirmed"),
        ("Łukasz", "confirmed"),
    ]


def test_the_first_delegate_is_the_booker_unless_somebody_else_books(
    app: Flask, visitor: Visitor
) -> None:
    visitor.register(ada(), oliver())
    visitor.register(lukasz(), **PRIYA)
    assert bookers(app) == [
        ("Ada Okonkwo", "ada@example.org"),
        ("Priya Shah", "priya@example.org"),
    ]


def test_the_booker_of_others_gets_a_summary(app: Flask, visitor: Visitor) -> None:
    visitor.register(ada(), **PRIYA)
    with app.app_context():
        told = select(Message.recipient).where(Message.letter == Letter.BOOKED)
        assert db.session.scalars(told).all() == ["priya@example.org"]


def test_who_books_for_others_says_who_they_are(app: Flask, visitor: Visitor) -> None:
    page = visitor.open().press(**typed(ada(), booking_for="others")).page
    assert page.status_code == 422
    assert page.text.count("Enter your name") == page.text.count("Enter your email address") == 2
    assert typed(ada()).items() <= fields(page).items()


def test_a_booker_left_over_from_a_change_of_mind_is_not_asked_for(
    app: Flask, visitor: Visitor
) -> None:
    visitor.register(ada(), booking_for="self", booker_name="Priya", booker_email="not an address")
    assert bookers(app) == [("Ada Okonkwo", "ada@example.org")]


def test_one_person_twice_is_told_beside_the_second(app: Flask, visitor: Visitor) -> None:
    page = visitor.open().press(**typed(ada(), oliver(), ada(job_title="Chair"))).page
    assert page.status_code == 422
    assert 'href="#delegates-2-email"' in page.text
    assert "Ada Okonkwo is in this booking twice" in page.text


def test_an_error_says_which_delegate_it_is_about(visitor: Visitor) -> None:
    page = visitor.open().press(**typed(ada(), oliver(given_name=""))).page
    assert page.text.count("Delegate 2: Enter a first name") == 2
    assert "Delegate 1: " not in page.text


def test_an_office_may_share_its_mailbox(app: Flask, visitor: Visitor) -> None:
    assert visitor.register(oliver(), ada(email="office@example.org")).status_code == 303


def test_twenty_are_booked_at_once(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        add_edition(session, places=20)
    people = [somebody(n) for n in range(20)]
    visitor = Visitor(client)
    visitor.open().press(**typed(*people))
    assert "Add another delegate" not in visitor.press("change").page.text
    assert visitor.press().press("confirm").page.status_code == 303
    assert rows(app)["registration"] == 20


def test_the_twenty_first_is_refused_in_words(app: Flask, visitor: Visitor) -> None:
    page = visitor.open().press(**typed(*(somebody(n) for n in range(21)))).page
    assert page.status_code == 422
    assert "A booking is for up to 20 delegates" in page.text
    assert rows(app)["booking"] == 0


def test_numbers_with_gaps_are_closed_up(app: Flask, visitor: Visitor) -> None:
    said = {f"delegates-{n}-given_name": name for n, name in ((4, "Ada"), (17, "Ben"))}
    said |= {f"delegates-{n}-email": f"{n}@example.org" for n in (4, 17)}
    answer = visitor.client.post("/register", data=said | {"confirm": "yes"})
    assert answer.status_code == 303
    assert looked_up(app, lambda r: r.name) == ["Ada", "Ben"]


def test_a_closed_conference_is_closed_for_groups_too(
    app: Flask, visitor: Visitor, edition: Edition
) -> None:
    change(app, edition, registration_closes_at=NOW)
    said = typed(ada(), oliver(), confirm="yes")
    assert visitor.client.post("/register", data=said).status_code == 409
