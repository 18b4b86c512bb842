"""Everything may happen twice: a double click, a lost answer, a person who forgot."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from conference.db import db, writing
from conference.models import Edition, Letter, Message
from conference.services.reminding import PER_ADDRESS, PER_NETWORK
from tests.people import ada, add_edition, oliver, somebody
from tests.web.visitors import Visitor, booked, fields, rows, typed


@pytest.fixture
def visitor(client: FlaskClient, edition: Edition) -> Visitor:
    return Visitor(client)


def reminded(app: Flask) -> list[str]:
    with app.app_context():
        told = select(Message.recipient).where(Message.letter == Letter.REMINDED)
        return list(db.session.scalars(told))


def test_a_double_click_is_one_booking_and_the_same_answer(app: Flask, visitor: Visitor) -> None:
    first = visitor.register(ada())
    again = visitor.client.post("/register", data=visitor.sent)
    assert (again.status_code, again.headers["Location"]) == (303, first.headers["Location"])
    assert rows(app)["booking"] == rows(app)["message"] == 1


def test_the_same_form_with_other_answers_says_what_was_booked(
    app: Flask, visitor: Visitor
) -> None:
    visitor.register(ada())
    page = visitor.client.post("/register", data=visitor.sent | typed(ada(job_title="Chair")))
    assert page.status_code == 409
    assert "This form has been sent already" in page.text
    assert re.search("H26-[A-Z0-9]{5}", page.text)
    assert "/bookings/" not in page.text
    assert reminded(app) == ["ada@example.org"]
    assert rows(app)["booking"] == 1


def test_a_booker_of_others_is_sent_the_bookings_link(app: Flask, visitor: Visitor) -> None:
    priya = {"booker_name": "Priya", "booker_email": "priya@example.org"}
    visitor.register(ada(), booking_for="others", **priya)
    visitor.client.post("/register", data=visitor.sent | typed(ada(job_title="Chair")))
    with app.app_context():
        told = select(Message.recipient).where(Message.letter == Letter.BOOKED)
        assert db.session.scalars(told).all() == ["priya@example.org"] * 2


def test_who_is_registered_is_told_kindly_and_sent_the_link_by_mail(
    app: Flask, visitor: Visitor, edition: Edition
) -> None:
    booked(app, edition.id, ada())
    page = visitor.register(ada(email="ADA@example.org", given_name="ada"))
    assert page.status_code == 409
    assert "Registered already" in page.text
    assert "/places/" not in page.text
    assert "/bookings/" not in page.text
    assert reminded(app) == ["ada@example.org"]
    assert rows(app)["booking"] == 1


def test_of_a_group_those_who_are_registered_are_named(
    app: Flask, visitor: Visitor, edition: Edition
) -> None:
    booked(app, edition.id, ada())
    page = visitor.register(oliver(), ada())
    assert page.status_code == 409
    assert "Ada Okonkwo" in page.text
    assert "Oliver" not in page.text
    assert rows(app)["booking"] == 1


def test_an_address_is_not_flooded_and_the_page_says_the_same(
    app: Flask, visitor: Visitor, edition: Edition
) -> None:
    booked(app, edition.id, ada())
    pages = [visitor.register(ada()).text for _ in range(PER_ADDRESS + 2)]
    plain = {re.sub(r'name="csrf_token" value="[^"]*"', "", page) for page in pages}
    assert len(plain) == 1
    assert reminded(app) == ["ada@example.org"] * PER_ADDRESS


def test_one_network_can_not_have_everybody_written_to(app: Flask, client: FlaskClient) -> None:
    people = [somebody(n) for n in range(PER_NETWORK + 3)]
    with app.app_context(), writing() as session:
        edition_id = add_edition(session, places=len(people)).id
    booked(app, edition_id, *people)
    for person in people:
        said = typed(person, confirm="yes")
        assert client.post("/register", data=said).status_code == 409
    assert len(reminded(app)) == PER_NETWORK


def test_a_key_of_any_kind_is_taken(app: Flask, visitor: Visitor) -> None:
    said = typed(ada(), confirm="yes", key="\x00" + "k" * 5000)
    first = visitor.client.post("/register", data=said)
    assert first.status_code == 303
    assert visitor.client.post("/register", data=said).headers == first.headers


def test_every_form_has_a_key_of_its_own(visitor: Visitor) -> None:
    keys = {fields(visitor.open().press(**typed(ada())).page)["key"] for _ in range(3)}
    assert len(keys) == 3
