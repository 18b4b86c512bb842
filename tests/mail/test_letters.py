"""What each letter says, to whom, and when it is better not sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from conference.documents.letters import TEMPLATES, Words
from conference.links import Links, MaskedLinks
from conference.models import Booking, Edition, Letter, Message, Registration
from conference.prose import plain
from conference.services import changing, waiting
from conference.services.lettering import words_of
from conference.services.outbox import tell
from conference.services.placing import set_capacity
from conference.services.registering import book
from conference.services.requests import Person
from tests.people import NOW, STARTS_AT, ada, lukasz, oliver, request_for, somebody

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def links(app: Flask) -> Links:
    return cast(Links, app.extensions["conference_links"])


def booked(session: Session, edition: Edition, *people: Person, **changes: Any) -> Booking:
    return book(session, edition.id, request_for(*people, **changes), NOW)


def by_office(session: Session, edition: Edition) -> Booking:
    """An MP’s office books for the MP and for a colleague."""
    booker = {"booker_name": "Jane Office", "booker_email": "jane@example.org"}
    return booked(session, edition, oliver(email="oliver@example.org"), ada(), **booker)


def messages(session: Session) -> list[Message]:
    session.flush()
    return list(session.query(Message).order_by(Message.id))


def told(session: Session) -> list[tuple[Letter, str]]:
    return [(message.letter, message.recipient) for message in messages(session)]


@pytest.mark.parametrize("letter", Letter)
def test_every_letter_has_a_text_and_an_html_template(letter: Letter) -> None:
    assert (TEMPLATES / f"{letter}.txt").exists()
    assert (TEMPLATES / f"{letter}.html").exists()


@pytest.mark.parametrize("letter", Letter)
def test_every_letter_names_the_conference_its_day_and_whom_to_ask(
    edition: Edition, session: Session, links: Links, letter: Letter
) -> None:
    ours = booked(session, edition, ada()).registrations[0]
    ours.replaced_by = booked(session, edition, oliver()).registrations[0]
    about: dict[str, Any] = {"registration": ours}
    if letter is Letter.BOOKED:
        about = {"booking": ours.booking}
    message = tell(session, letter, NOW, **about)
    session.flush()
    words = words_of(message, links)
    assert words.subject.endswith("Annual Conference, Wednesday 7 October")
    for body in (words.text, words.html):
        assert "conference@example.org" in body
        assert "Dear Ada Okonkwo," in body


def test_letters_to_bookers_are_addressed_to_them(
    edition: Edition, session: Session, links: Links
) -> None:
    by_office(session, edition)
    words = [words_of(message, links) for message in messages(session)]
    assert ["Dear Sir Oliver," in words[0].text, "Dear Jane Office," in words[2].text] == [True] * 2
    assert "Sir Oliver Heald KC MP, House of Commons: has a place" in words[2].text


def test_each_gets_the_link_that_is_theirs(
    edition: Edition, session: Session, links: Links
) -> None:
    booking = by_office(session, edition)
    texts = [words_of(message, links).text for message in messages(session)]
    theirs = [links.place(r) for r in booking.registrations] + [links.booking(booking)]
    assert [[link in text for link in theirs] for text in texts] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]


def test_who_booked_for_themselves_alone_gets_the_booking(
    edition: Edition, session: Session, links: Links
) -> None:
    booking = booked(session, edition, ada())
    assert links.booking(booking) in words_of(messages(session)[0], links).text


def test_masked_links_open_nothing(edition: Edition, session: Session, links: Links) -> None:
    booking = booked(session, edition, ada())
    words = words_of(messages(session)[0], MaskedLinks((), links.base_url))
    assert f"{links.base_url}/bookings/…" in words.text
    assert links.booking_token(booking) not in words.text + words.html


def test_the_booker_is_told_of_what_happens_later(edition: Edition, session: Session) -> None:
    ours = by_office(session, edition).registrations[0]
    changing.give_back(session, ours, LATER, actor="delegate")
    assert told(session)[3:] == [
        (Letter.CANCELLED, "oliver@example.org"),
        (Letter.CANCELLED, "jane@example.org"),
    ]


def test_a_copy_says_that_it_is_one(edition: Edition, session: Session, links: Links) -> None:
    ours = by_office(session, edition).registrations[0]
    changing.give_back(session, ours, LATER, actor="delegate")
    original, copy = messages(session)[3:]
    words = "This is a copy of what we wrote to Sir Oliver Heald KC MP"
    assert words not in words_of(original, links).text
    assert words in words_of(copy, links).text


def test_who_booked_for_themselves_gets_no_copy(edition: Edition, session: Session) -> None:
    ours = booked(session, edition, ada()).registrations[0]
    changing.give_back(session, ours, LATER, actor="delegate")
    assert told(session)[1:] == [(Letter.CANCELLED, "ada@example.org")]


def test_news_of_a_place_that_the_booker_handed_on_is_the_new_delegate_s_alone(
    edition: Edition, session: Session
) -> None:
    ours = booked(session, edition, ada()).registrations[0]
    successor = changing.hand_on(session, ours, oliver(), LATER, actor="delegate")
    changing.give_back(session, successor, LATER + timedelta(hours=1), actor="delegate")
    assert told(session)[-1] == (Letter.CANCELLED, "office@example.org")


def test_whoever_hands_on_reads_to_whom(edition: Edition, session: Session, links: Links) -> None:
    ours = booked(session, edition, ada()).registrations[0]
    changing.hand_on(session, ours, oliver(), LATER, actor="delegate")
    session.flush()
    words = words_of(messages(session)[1], links)
    assert words.subject.startswith("Your place goes to Sir Oliver Heald KC MP:")


def test_an_offer_says_until_when_in_its_subject(
    edition: Edition, session: Session, links: Links
) -> None:
    offered = with_an_offer(session, edition)
    words = words_of(offered, links)
    assert words.subject.startswith(
        "A place for you, if you accept by Wednesday 2 September at 10am:"
    )
    assert links.offer(cast(Registration, offered.registration)) in words.text


def with_an_offer(session: Session, edition: Edition) -> Message:
    set_capacity(session, session.get_one(Edition, edition.id), 1, NOW, actor="test")
    first = booked(session, edition, ada()).registrations[0]
    booked(session, edition, lukasz(), join_waiting=True)
    changing.give_back(session, first, NOW, actor="delegate")
    return messages(session)[-1]


def test_an_offer_that_lapsed_is_not_sent(edition: Edition, session: Session) -> None:
    offered = with_an_offer(session, edition)
    assert offered.is_still_so(NOW)
    assert not offered.is_still_so(NOW + timedelta(hours=24))


def test_an_offer_that_was_accepted_is_not_sent(edition: Edition, session: Session) -> None:
    offered = with_an_offer(session, edition)
    waiting.accept(session, cast(Registration, offered.registration), LATER)
    assert not offered.is_still_so(LATER)
    assert messages(session)[-1].is_still_so(LATER)


def test_a_confirmation_of_a_place_given_back_is_not_sent(
    edition: Edition, session: Session
) -> None:
    ours = booked(session, edition, ada()).registrations[0]
    changing.give_back(session, ours, LATER, actor="delegate")
    assert [message.is_still_so(LATER) for message in messages(session)] == [False, True]


def test_a_corrected_address_is_not_sent_the_new_link_in_an_older_mail(
    edition: Edition, session: Session
) -> None:
    ours = booked(session, edition, ada()).registrations[0]
    corrected = ada(email="ada.okonkwo@example.org")
    changing.change_details(session, ours, corrected, LATER, actor="delegate")
    assert [message.is_still_so(LATER) for message in messages(session)] == [False, True]


def test_after_the_conference_only_links_are_sent(edition: Edition, session: Session) -> None:
    ours = booked(session, edition, ada()).registrations[0]
    tell(session, Letter.REMINDED, LATER, registration=ours)
    after = STARTS_AT + timedelta(days=1)
    assert [message.is_still_so(after) for message in messages(session)] == [False, True]


def test_leaving_the_waiting_list_speaks_of_no_place(
    edition: Edition, session: Session, links: Links
) -> None:
    booked(session, edition, *map(somebody, range(5)))
    ours = booked(session, edition, ada(), join_waiting=True).registrations[0]
    changing.give_back(session, ours, LATER, actor="delegate")
    words = words_of(messages(session)[-1], links)
    assert words.subject.startswith("You are off the waiting list:")


def test_directions_are_plain_in_text_and_marked_up_in_html(
    edition: Edition, session: Session, links: Links
) -> None:
    kept = session.get_one(Edition, edition.id)
    kept.venue_directions = "**By train:** to [Stevenage](https://example.org/map)"
    booked(session, edition, ada())
    words: Words = words_of(messages(session)[0], links)
    assert "By train: to Stevenage (https://example.org/map)" in words.text
    assert "<strong>By train:</strong>" in words.html


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("folded in\nthe file", "folded in the file"),
        ("### By car\nthe A1(M)", "By car\nthe A1(M)"),
        ("bring\n- ID\n- a *ticket*", "bring\n- ID\n- a ticket"),
        ("__one__\n\n**two**", "one\n\ntwo"),
        ("2 * 3 and a_snake_name", "2 * 3 and a_snake_name"),
    ],
)
def test_markdown_is_unfolded_and_unmarked_for_plain_text(markdown: str, text: str) -> None:
    assert plain(markdown) == text


def test_the_gate_s_wish_is_in_the_mail_where_the_host_has_one(
    edition: Edition, session: Session, links: Links
) -> None:
    session.get_one(Edition, edition.id).asks_id_name = True
    booked(session, edition, ada())
    assert "Photo ID: GSK checks it at the gate." in words_of(messages(session)[0], links).text
