from __future__ import annotations

from dataclasses import replace

import pytest

from conference.documents.qr import UnreadableCode
from conference.documents.tickets import Ticket, ticket_pdf
from tests.documents.reading import fonts, letters, page_mm, pages, scanned, words
from tests.hostile import HOSTILE

TICKET = Ticket(
    title="Annual Conference",
    day="Wednesday 7 October 2026",
    hours="9:15am to 1:45pm",
    venue_name="GSK",
    venue_address="Gunnels Wood Road, Stevenage, SG1 2NY",
    name="Sir Oliver Heald KC MP",
    organisation="House of Commons",
    reference="HC-7K3MQP",
    code="ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    short_code="K7MQP4",
    doors="Doors open at 8:30am",
    bring=("Your ticket, on your phone or on paper.",),
    contact="conference@example.org",
)


def test_a_ticket_is_one_page_of_a5() -> None:
    pdf = ticket_pdf(TICKET)
    assert pages(pdf) == 1
    assert page_mm(pdf) == (210, 148)


def test_a_ticket_says_who_when_where_and_what_to_bring() -> None:
    text = words(ticket_pdf(TICKET))
    facts = (TICKET.day, "9:15am to 1:45pm. Doors open at 8:30am", TICKET.venue_address)
    for fact in (*facts, TICKET.name, TICKET.reference, TICKET.bring[0], TICKET.contact):
        assert fact in text
    assert "DELEGATE" in text


@pytest.mark.parametrize("dpi", [100, 200])
def test_the_code_is_read_off_the_ticket(dpi: int) -> None:
    assert scanned(ticket_pdf(TICKET), dpi) == [TICKET.code]


def test_the_same_ticket_is_the_same_bytes() -> None:
    assert ticket_pdf(TICKET) == ticket_pdf(TICKET)


def test_its_fonts_are_embedded() -> None:
    assert all(fonts(ticket_pdf(TICKET)).values())


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_come_out_as_text(value: str) -> None:
    pdf = ticket_pdf(replace(TICKET, name=value, organisation=value, title=value, word=value))
    assert scanned(pdf) == [TICKET.code]
    shown = value.split("李")[0].encode("ascii", "ignore").decode()
    assert "".join(c for c in shown if c.isprintable() and c != " ") in letters(pdf)


def test_a_ticket_without_a_badge_code_is_refused() -> None:
    with pytest.raises(UnreadableCode):
        ticket_pdf(replace(TICKET, code="https://example.org"))
