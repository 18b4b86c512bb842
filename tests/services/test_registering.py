"""One booking for one or several people, whole or not at all."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from conference.db import writing
from conference.models import Edition, Entry, Letter, Message, Needs, Registration, Status, Visit
from conference.services.enrolling import AlreadyRegistered, NamedTwice
from conference.services.placing import SoldOut, count
from conference.services.registering import (
    AlreadyBooked,
    RegistrationClosed,
    UnknownTicketType,
    book,
    register,
)
from tests.people import NOW, ada, add_edition, lukasz, oliver, request_for, somebody

pytestmark = pytest.mark.both_databases


@pytest.fixture
def edition(session: Session) -> Edition:
    """Five places, in the same write as the test."""
    return add_edition(session)


def letters(session: Session) -> Counter[tuple[Letter, str]]:
    return Counter((m.letter, m.recipient) for m in session.scalars(select(Message)))


def test_one_person_gets_a_place_a_reference_and_a_mail(session: Session, edition: Edition) -> None:
    booking = register(session, edition.id, request_for(ada()), NOW)
    (line,) = booking.registrations
    assert line.is_confirmed
    assert booking.reference.startswith("H26-")
    assert letters(session) == {(Letter.CONFIRMED, "ada@example.org"): 1}
    assert [e.action for e in session.scalars(select(Entry).where(Entry.subject == "booking"))] == [
        "booked"
    ]


def test_what_was_said_is_kept_where_it_belongs(session: Session, edition: Edition) -> None:
    (line,) = register(session, edition.id, request_for(oliver()), NOW).registrations
    assert line.style == "Sir Oliver Heald KC MP"
    assert line.sort_name == "heald, oliver"
    assert line.needs is not None
    assert (line.needs.dietary, line.needs.access_needs) == ("Vegetarian", "Hearing loop")
    assert line.visit is not None
    assert line.visit.vehicle_registration == "AB12 CDE"


def test_who_needs_nothing_leaves_no_row_about_it(session: Session, edition: Edition) -> None:
    register(session, edition.id, request_for(ada()), NOW)
    assert session.scalars(select(Needs.registration_id)).all() == []
    assert session.scalars(select(Visit.registration_id)).all() == []


def test_no_answer_about_lists_and_photographs_stays_no_answer(
    session: Session, edition: Edition
) -> None:
    (line,) = register(session, edition.id, request_for(oliver()), NOW).registrations
    assert line.list_consent is None
    assert line.photo_consent is None


def test_a_group_gets_a_mail_each_and_the_booker_a_summary(
    session: Session, edition: Edition
) -> None:
    request = request_for(
        ada(), oliver(), booker_name="Priya Shah", booker_email="priya@example.org"
    )
    register(session, edition.id, request, NOW)
    assert letters(session) == {
        (Letter.CONFIRMED, "ada@example.org"): 1,
        (Letter.CONFIRMED, "office@example.org"): 1,
        (Letter.BOOKED, "priya@example.org"): 1,
    }


def test_codes_and_references_are_everybodys_own(session: Session, edition: Edition) -> None:
    people = [somebody(n) for n in range(5)]
    lines = register(session, edition.id, request_for(*people), NOW).registrations
    assert len({line.code for line in lines}) == len({line.short_code for line in lines}) == 5
    assert all(len(line.code) == 26 for line in lines)


def test_the_sixth_of_five_is_refused_and_nothing_is_left_of_it(
    session: Session, edition: Edition
) -> None:
    register(session, edition.id, request_for(*[somebody(n) for n in range(4)]), NOW)
    with pytest.raises(SoldOut, match="Only 1 place is left, and this booking needs 2") as refused:
        register(session, edition.id, request_for(ada(), oliver()), NOW)
    assert (refused.value.wanted, refused.value.free) == (2, 1)
    assert count(session, edition.id).taken == 4


def test_a_group_that_joins_the_line_takes_what_there_is_and_the_rest_wait(
    session: Session, edition: Edition
) -> None:
    register(session, edition.id, request_for(*[somebody(n) for n in range(4)]), NOW)
    request = request_for(ada(), oliver(), lukasz(), join_waiting=True)
    lines = register(session, edition.id, request, NOW).registrations
    assert [line.status for line in lines] == [Status.CONFIRMED, Status.WAITING, Status.WAITING]
    assert letters(session)[Letter.WAITING, "lukasz@example.org"] == 1


def test_the_same_form_again_is_the_same_booking(session: Session, edition: Edition) -> None:
    request = request_for(ada(), key="k")
    first = register(session, edition.id, request, NOW)
    again = register(session, edition.id, request, NOW + timedelta(hours=1))
    assert again is first
    assert letters(session).total() == 1


def test_a_retry_is_answered_even_after_registration_has_closed(
    session: Session, edition: Edition
) -> None:
    request = request_for(ada(), key="k")
    first = register(session, edition.id, request, NOW)
    assert register(session, edition.id, request, edition.starts_at) is first


def test_the_same_key_with_another_content_says_what_was_booked(
    session: Session, edition: Edition
) -> None:
    first = register(session, edition.id, request_for(ada(), key="k"), NOW)
    with pytest.raises(AlreadyBooked) as refused:
        register(session, edition.id, request_for(oliver(), key="k"), NOW)
    assert refused.value.booking_id == first.id


@pytest.mark.parametrize(
    "again", [ada(), ada(email="ADA@Example.ORG"), ada(given_name="Áda", family_name="OKONKWO")]
)
def test_the_same_address_and_folded_name_is_the_same_person(
    session: Session, edition: Edition, again: object
) -> None:
    booking = register(session, edition.id, request_for(ada()), NOW)
    with pytest.raises(AlreadyRegistered) as refused:
        register(session, edition.id, request_for(again), NOW)  # type: ignore[arg-type]
    assert refused.value.registration_ids == [booking.registrations[0].id]


def test_the_same_address_with_another_name_is_somebody_else(
    session: Session, edition: Edition
) -> None:
    register(session, edition.id, request_for(ada()), NOW)
    register(session, edition.id, request_for(ada(given_name="Ben")), NOW)
    assert count(session, edition.id).taken == 2


def test_one_person_twice_in_one_booking_is_refused(session: Session, edition: Edition) -> None:
    with pytest.raises(NamedTwice):
        register(session, edition.id, request_for(ada(), ada(job_title="Chair")), NOW)


def test_whoever_gave_their_place_back_may_register_again(
    session: Session, edition: Edition
) -> None:
    (line,) = register(session, edition.id, request_for(ada()), NOW).registrations
    line.cancelled_at, line.place = NOW, None
    register(session, edition.id, request_for(ada()), NOW)
    assert count(session, edition.id).taken == 1


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        (NOW + timedelta(seconds=1), None),
        (None, NOW),
        (NOW - timedelta(days=9), NOW - timedelta(days=1)),
    ],
)
def test_outside_its_hours_registration_is_closed(
    session: Session, edition: Edition, opens: object, closes: object
) -> None:
    edition.registration_opens_at = opens  # type: ignore[assignment]
    edition.registration_closes_at = closes  # type: ignore[assignment]
    with pytest.raises(RegistrationClosed):
        register(session, edition.id, request_for(ada()), NOW)


def test_registration_closes_when_the_conference_starts(session: Session, edition: Edition) -> None:
    with pytest.raises(RegistrationClosed):
        register(session, edition.id, request_for(ada()), edition.starts_at)


@pytest.mark.parametrize("name", ["Speaker", "Nonesuch", ""])
def test_a_delegate_can_not_take_a_ticket_that_is_not_public(
    session: Session, edition: Edition, name: str
) -> None:
    with pytest.raises(UnknownTicketType):
        register(session, edition.id, request_for(ada(), ticket_type=name), NOW)


def test_an_organiser_can_whenever_they_like(session: Session, edition: Edition) -> None:
    edition.registration_closes_at = NOW
    booking = book(session, edition.id, request_for(ada(), ticket_type="speaker"), NOW)
    assert booking.registrations[0].ticket_type.name == "Speaker"


def test_a_refused_booking_leaves_the_database_as_it_was(context: None) -> None:
    with writing() as session:
        edition_id = add_edition(session, places=1).id
    with pytest.raises(SoldOut), writing() as session:
        register(session, edition_id, request_for(ada(), oliver()), NOW)
    with writing() as session:
        assert session.scalars(select(Registration)).all() == []
        assert session.scalars(select(Message)).all() == []


def test_names_as_long_as_they_may_be_fit_their_keys(session: Session, edition: Edition) -> None:
    """Folding lengthens some letters eighteenfold; PostgreSQL counts."""
    person = ada(given_name="\ufdfa" * 100, family_name="ß" * 100)
    (line,) = register(session, edition.id, request_for(person), NOW).registrations
    session.flush()
    assert len(line.name_key) == len(line.sort_name) == 201
    with pytest.raises(AlreadyRegistered):
        register(session, edition.id, request_for(person), NOW)
