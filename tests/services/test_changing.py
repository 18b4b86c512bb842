"""After registering: details corrected, a place handed on or given back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from conference.models import Edition, Entry, Letter, Message, Needs, Registration, Visit
from conference.services.changing import (
    AlreadyArrived,
    AlreadyOver,
    NotConfirmed,
    change_details,
    give_back,
    hand_on,
    renew_link,
)
from conference.services.enrolling import AlreadyRegistered
from conference.services.registering import register
from conference.services.requests import Person
from tests.people import NOW, ada, add_edition, lukasz, oliver, request_for

pytestmark = pytest.mark.both_databases
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def edition(session: Session) -> Edition:
    return add_edition(session, places=2)


def registered(session: Session, edition: Edition, *people: Person) -> Registration:
    request = request_for(*people, join_waiting=True)
    return register(session, edition.id, request, NOW).registrations[-1]


def told(session: Session, letter: Letter) -> list[str]:
    return list(session.scalars(select(Message.recipient).where(Message.letter == letter)))


def change(session: Session, line: Registration, person: Person) -> None:
    change_details(session, line, person, LATER, actor="delegate")
    session.flush()


def pass_to(session: Session, line: Registration, person: Person) -> Registration:
    return hand_on(session, line, person, LATER, actor="delegate")


def leave(session: Session, line: Registration) -> None:
    give_back(session, line, LATER, actor="delegate")
    session.flush()


def test_a_corrected_name_is_found_sorted_and_told(session: Session, edition: Edition) -> None:
    line = registered(session, edition, ada(family_name="Okonkow"))
    change(session, line, ada())
    assert (line.name, line.sort_name) == ("Ada Okonkwo", "okonkwo, ada")
    assert "okonkwo" in line.search_text
    assert told(session, Letter.CHANGED) == ["ada@example.org"]


def test_a_sort_name_that_an_organiser_wrote_is_left_alone(
    session: Session, edition: Edition
) -> None:
    line = registered(session, edition, ada())
    line.sort_name = "adaokonkwo"
    change(session, line, ada(family_name="Adeyemi"))
    assert line.sort_name == "adaokonkwo"


def test_a_change_on_the_badge_asks_for_a_new_badge(session: Session, edition: Edition) -> None:
    line = registered(session, edition, ada())
    line.badge_printed_at = NOW
    change(session, line, ada(dietary="Vegan"))
    assert line.badge_printed_at == NOW
    change(session, line, ada(organisation="Tesco"))
    assert line.badge_printed_at is None


def test_needs_change_without_a_word_in_the_log(session: Session, edition: Edition) -> None:
    line = registered(session, edition, oliver())
    change(session, line, oliver(dietary="Vegan"))
    assert line.needs is not None
    assert (line.needs.dietary, line.needs.access_needs) == ("Vegan", "Hearing loop")
    assert "Vegan" not in str([entry.change for entry in session.scalars(select(Entry))])
    assert told(session, Letter.CHANGED) == []


def test_needs_that_are_taken_back_are_gone(session: Session, edition: Edition) -> None:
    line = registered(session, edition, oliver())
    change(session, line, oliver(dietary="", access_needs="", vehicle_registration=""))
    assert session.scalars(select(Needs.registration_id)).all() == []
    assert session.scalars(select(Visit.registration_id)).all() == []


def test_a_new_address_voids_the_links_in_the_old_mailbox(
    session: Session, edition: Edition
) -> None:
    line = registered(session, edition, ada(email="typo@example.org"))
    change(session, line, ada())
    assert (line.link_version, line.booking.link_version) == (1, 1)
    assert (line.booking.booker_name, line.booking.booker_email) == (line.name, line.email)


def test_an_assistants_booking_keeps_its_booker(session: Session, edition: Edition) -> None:
    request = request_for(oliver(), booker_name="Priya", booker_email="priya@example.org")
    (line,) = register(session, edition.id, request, NOW).registrations
    change(session, line, oliver(email="oliver@example.org"))
    assert (line.booking.booker_email, line.booking.link_version) == ("priya@example.org", 0)


def test_nobody_becomes_somebody_else_who_is_registered(session: Session, edition: Edition) -> None:
    line = registered(session, edition, oliver(), ada())
    with pytest.raises(AlreadyRegistered):
        change(session, line, oliver())


def test_the_same_details_again_are_no_change(session: Session, edition: Edition) -> None:
    line = registered(session, edition, oliver())
    change(session, line, oliver())
    assert (line.calendar_version, line.link_version) == (0, 0)
    assert told(session, Letter.CHANGED) == []


def test_a_place_handed_on_is_a_new_line_with_codes_of_its_own(
    session: Session, edition: Edition
) -> None:
    line = registered(session, edition, oliver())
    successor = pass_to(session, line, ada())
    assert successor.is_confirmed
    assert successor.code != line.code
    assert (line.is_cancelled, line.replaced_by) == (True, successor)
    assert told(session, Letter.HANDED_ON) == ["office@example.org"]
    assert told(session, Letter.CONFIRMED)[-1] == "ada@example.org"


def test_diet_and_number_plate_are_not_inherited(session: Session, edition: Edition) -> None:
    successor = pass_to(session, registered(session, edition, oliver()), ada())
    session.flush()
    assert (successor.needs, successor.visit) == (None, None)
    assert session.scalars(select(Needs.registration_id)).all() == []


def test_a_place_handed_on_leaves_no_gap_for_the_line(session: Session, edition: Edition) -> None:
    registered(session, edition, oliver(), lukasz(), ada())
    first = session.scalars(select(Registration).order_by(Registration.id)).first()
    assert first is not None
    pass_to(session, first, ada(given_name="Ben"))
    assert told(session, Letter.OFFERED) == []


def test_the_booker_who_hands_on_no_longer_looks_after_the_place(
    session: Session, edition: Edition
) -> None:
    line = registered(session, edition, ada())
    second = pass_to(session, line, oliver())
    third = pass_to(session, second, lukasz())
    session.flush()
    session.refresh(line.booking)
    assert line.booking.booker_registrations == [line]
    assert third.booking is line.booking


def test_who_waits_can_not_hand_on(session: Session, edition: Edition) -> None:
    line = registered(session, edition, oliver(), lukasz(), ada())
    with pytest.raises(NotConfirmed):
        pass_to(session, line, ada(given_name="Ben"))


def test_a_place_can_not_go_to_somebody_who_has_one(session: Session, edition: Edition) -> None:
    line = registered(session, edition, oliver(), ada())
    with pytest.raises(AlreadyRegistered):
        pass_to(session, line, oliver())


def test_what_was_given_back_is_over(session: Session, edition: Edition) -> None:
    line = registered(session, edition, oliver())
    leave(session, line)
    assert (line.is_cancelled, line.place, line.needs, line.visit) == (True, None, None, None)
    for attempt in (change, pass_to):
        with pytest.raises(AlreadyOver):
            attempt(session, line, ada())


def test_giving_back_twice_is_giving_back_once(session: Session, edition: Edition) -> None:
    line = registered(session, edition, ada())
    leave(session, line)
    leave(session, line)
    assert told(session, Letter.CANCELLED) == ["ada@example.org"]
    assert line.calendar_version == 1


def test_whoever_has_arrived_keeps_their_place(session: Session, edition: Edition) -> None:
    line = registered(session, edition, ada())
    line.arrived_at = LATER
    with pytest.raises(AlreadyArrived):
        leave(session, line)
    with pytest.raises(AlreadyArrived):
        pass_to(session, line, oliver())


def test_a_renewed_link_voids_the_old_ones_and_is_mailed(
    session: Session, edition: Edition
) -> None:
    line = registered(session, edition, ada())
    renew_link(session, line, LATER, actor="delegate")
    assert (line.link_version, line.booking.link_version) == (1, 1)
    assert told(session, Letter.REMINDED) == ["ada@example.org"]
