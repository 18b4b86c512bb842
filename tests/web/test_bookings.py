"""A booker's own page: the confirmation, and everybody in the booking."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select

from conference.db import db, writing
from conference.models import Booking, Edition, Registration
from conference.services.changing import hand_on
from tests.people import NOW, ada, lukasz, oliver, somebody
from tests.web.visitors import booked, rows


@pytest.fixture
def booking(app: Flask, edition: Edition) -> str:
    return booked(app, edition.id, ada())["booking"][0]


def test_the_confirmation_has_the_reference_the_ticket_and_what_is_next(
    app: Flask, client: FlaskClient, booking: str
) -> None:
    page = client.get(booking).text
    with app.app_context():
        assert db.session.scalars(select(Booking.reference)).one() in page
    for words in ("You have a place", "What happens next", 'aria-label="QR code', "ticket.pdf"):
        assert words in page


@pytest.mark.parametrize("page", ["", "/ticket.pdf", "/invite.ics"])
def test_looking_changes_nothing(app: Flask, client: FlaskClient, booking: str, page: str) -> None:
    before = rows(app)
    assert client.get(booking + page).status_code == 200
    assert client.head(booking + page).status_code == 200
    assert client.post(booking + page).status_code == 405
    assert rows(app) == before


@pytest.mark.parametrize("page", ["", "/ticket.pdf", "/invite.ics"])
def test_somebody_elses_token_opens_nothing(client: FlaskClient, booking: str, page: str) -> None:
    for token in (booking.replace("/1-", "/2-"), booking[:-1], "/bookings/1"):
        assert client.get(token + page).status_code == 404


def test_a_group_is_listed_with_a_link_to_each_page(
    app: Flask, client: FlaskClient, edition: Edition
) -> None:
    own = booked(app, edition.id, ada(), oliver(), *(somebody(n) for n in range(4)))
    page = client.get(own["booking"][0]).text
    assert all(place in page for place in own["places"])
    assert page.count("Has a place") == 5
    assert "Number 1 on the waiting list" in page


def test_a_groups_tickets_are_one_file_with_a_page_for_each_who_has_a_place(
    app: Flask, client: FlaskClient, edition: Edition
) -> None:
    own = booked(app, edition.id, ada(), *(somebody(n) for n in range(5)))
    pages = PdfReader(BytesIO(client.get(own["booking"][0] + "/ticket.pdf").data)).pages
    assert len(pages) == 5
    assert "Okonkwo" in pages[0].extract_text()


def test_an_invitation_is_one_persons(app: Flask, client: FlaskClient, edition: Edition) -> None:
    own = booked(app, edition.id, ada(), oliver())
    assert client.get(own["booking"][0] + "/invite.ics").status_code == 404


def test_who_waits_has_no_ticket(app: Flask, client: FlaskClient, edition: Edition) -> None:
    booked(app, edition.id, *(somebody(n) for n in range(5)))
    own = booked(app, edition.id, ada())["booking"][0]
    assert "You are on the waiting list" in client.get(own).text
    assert client.get(own + "/ticket.pdf").status_code == 404


def test_a_booker_who_handed_on_sees_the_name_and_no_more(
    app: Flask, client: FlaskClient, booking: str
) -> None:
    """The colleague's ticket, page and needs are the colleague's own."""
    with app.app_context(), writing() as session:
        line = session.scalars(select(Registration)).one()
        hand_on(session, line, lukasz(dietary="Kosher"), NOW, actor="delegate")
    page = client.get(booking).text
    assert "Łukasz Ștefan-Győri comes in your place" in page
    assert "lukasz@example.org" not in page
    assert "/places/" not in page
    assert client.get(booking + "/ticket.pdf").status_code == 404
