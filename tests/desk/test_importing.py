"""Importing delegates: all of a file or nothing, and the same file again changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from conference.models import Booking, Edition, Entry, Message, Registration, Status
from conference.services.changing import change_details, give_back
from conference.services.enrolling import described
from conference.services.importing import BadLines, TooFewPlaces, import_delegates, preview_import
from conference.services.placing import count
from conference.services.planning_imports import Plan
from conference.services.registering import book
from tests.desk.spreadsheets import ANNA, BORIS, HEADING, file_for, file_of
from tests.people import ada, lukasz, oliver, request_for, somebody

MESSY = Path(__file__).parents[1] / "data" / "messy.csv"
Load = Callable[..., Plan]
pytestmark = pytest.mark.both_databases


@pytest.fixture
def load(edition: Edition, session: Session, now: datetime) -> Load:
    def load(content: bytes, notify: bool = False) -> Plan:
        return import_delegates(
            session, edition.id, content, now, actor="anna@example.org", notify=notify
        )

    return load


def everybody(session: Session) -> list[Registration]:
    session.flush()
    return list(session.scalars(select(Registration).order_by(Registration.id)))


def faults(load: Load, content: bytes) -> list[str]:
    with pytest.raises(BadLines) as refused:
        load(content)
    return [str(fault) for fault in refused.value.faults]


def test_everybody_in_the_file_has_a_place_and_a_booking(load: Load, session: Session) -> None:
    load(file_of(ANNA, BORIS))

    anna, boris = everybody(session)
    assert (anna.status, boris.status) == (Status.CONFIRMED, Status.CONFIRMED)
    assert (anna.name, anna.organisation, anna.booking.booker_email) == (
        "Anna Bell",
        "Airbus",
        "anna@example.org",
    )
    assert boris.ticket_type.name == "Speaker"
    assert anna.booking_id != boris.booking_id


def test_the_same_file_again_changes_nothing(load: Load, session: Session) -> None:
    load(file_of(ANNA, BORIS))
    entries = session.scalar(select(func.count(Entry.id)))

    again = load(file_of(ANNA, BORIS))

    assert (len(again.new), len(again.changed), again.unchanged) == (0, 0, 2)
    assert len(everybody(session)) == 2
    assert session.scalar(select(func.count(Entry.id))) == entries


def test_the_same_file_again_leaves_what_a_delegate_has_corrected(
    load: Load, session: Session, now: datetime
) -> None:
    load(file_of(ANNA, BORIS))
    anna, boris = everybody(session)
    change_details(session, anna, ada(), now, actor="delegate")
    moved = replace(described(boris), organisation="Ocado")
    change_details(session, boris, moved, now, actor="delegate")

    again = load(file_of(ANNA, BORIS))

    assert (len(again.new), len(again.changed), len(everybody(session))) == (0, 0, 2)
    assert (anna.name, boris.organisation) == ("Ada Okonkwo", "Ocado")


def test_the_same_file_again_gives_nobody_a_place_who_gave_it_back(
    load: Load, session: Session, now: datetime
) -> None:
    load(file_of(ANNA))
    give_back(session, everybody(session)[0], now, actor="delegate")

    load(file_of(ANNA))
    other = load(file_of(ANNA.replace("Airbus", "Roche")))

    assert [line.status for line in everybody(session)] == [Status.CANCELLED]
    assert [str(warning) for warning in other.warnings] == [
        "Line 2: Anna Bell has given the place back, so the line is left out."
    ]


def test_a_changed_line_changes_what_it_says_and_no_more(load: Load, session: Session) -> None:
    heading = f"{HEADING},dietary"
    load(file_of(f"{ANNA},Vegan", heading=heading))

    load(file_of("Delegate,Anna,Bell,anna@example.org,Roche,", heading=heading))

    (anna,) = everybody(session)
    assert anna.organisation == "Roche"
    assert anna.needs is not None
    assert anna.needs.dietary == "Vegan"  # an empty cell says nothing


def test_a_reference_finds_somebody_under_another_name(load: Load, session: Session) -> None:
    heading = f"reference,{HEADING}"
    load(file_of(f"A-17,{ANNA}", heading=heading))

    plan = load(file_of("a-17,Delegate,Anne,Bell,anne@example.org,Airbus", heading=heading))

    (anne,) = everybody(session)
    assert (anne.name, anne.booking.reference, len(plan.changed)) == ("Anne Bell", "A-17", 1)


def test_a_reference_of_several_delegates_asks_which(
    load: Load, session: Session, edition: Edition, now: datetime
) -> None:
    booking = book(session, edition.id, request_for(ada(), oliver()), now)
    heading = f"reference,{HEADING}"

    (fault,) = faults(load, file_of(f"{booking.reference},{ANNA}", heading=heading))
    load(file_of(f"{booking.reference}-2,{ANNA}", heading=heading))

    assert "has 2 delegates" in fault
    assert [line.name for line in everybody(session)] == ["Ada Okonkwo", "Anna Bell"]


def test_every_bad_line_is_named_and_nothing_is_done(load: Load, session: Session) -> None:
    assert faults(load, MESSY.read_bytes()) == [
        "Line 3: email is “nowhere”, which isn’t an email address.",
        "Line 4: given_name is missing.",
        "Line 5: the same name and email address as line 2.",
        "Line 6: ticket_type is “Platinum”, and there is no such ticket.",
        "Line 7: photo_consent is “maybe”, which is neither yes nor no.",
        "Line 8: organisation has 400 characters, and 200 fit.",
        "Line 9: family_name holds a character that can’t be read or printed.",
        "Line 13: a quotation mark is opened and not closed, or stands where none can.",
        "Line 14: 8 cells, and the heading has 7.",
    ]
    assert everybody(session) == []


def test_one_more_than_there_are_places_is_refused_whole(load: Load, session: Session) -> None:
    with pytest.raises(TooFewPlaces, match="adds 6 delegates, and 5 places are free"):
        load(file_for(6))

    assert everybody(session) == []
    assert len(load(file_for(5)).new) == 5


def test_nobody_in_a_file_overtakes_somebody_who_waits(
    load: Load, session: Session, edition: Edition, now: datetime
) -> None:
    people = [somebody(n) for n in range(10, 16)]
    booking = book(session, edition.id, request_for(*people, join_waiting=True), now)
    give_back(session, booking.registrations[0], now, actor="delegate")

    with pytest.raises(TooFewPlaces, match="0 places are free"):
        load(file_of(ANNA))

    assert booking.registrations[5].is_offered


def test_those_who_wait_in_the_file_join_the_line(
    load: Load, session: Session, edition: Edition
) -> None:
    load(file_for(5))
    load(file_of(f"waiting,{ANNA}", f"cancelled,{BORIS}", heading=f"status,{HEADING}"))

    anna = everybody(session)[-1]
    assert (anna.name, anna.status) == ("Anna Bell", Status.WAITING)
    assert count(session, edition.id).waiting == 1


def test_mail_leaves_only_when_asked_for(load: Load, session: Session) -> None:
    load(file_of(ANNA))
    load(file_of(ANNA.replace("Bell", "Belle").replace("anna@", "a.bell@")))
    assert session.scalars(select(Message)).all() == []

    load(file_of(BORIS), notify=True)

    letters = session.scalars(select(Message)).all()
    assert [(m.letter, m.recipient) for m in letters] == [("confirmed", "boris@example.org")]


def test_the_preview_says_what_would_be_done_and_does_nothing(
    load: Load, session: Session, edition: Edition
) -> None:
    load(file_of(ANNA))

    plan = preview_import(session, edition.id, file_of(ANNA.replace("Airbus", "Roche"), BORIS))

    assert plan.summary == "2 delegates: 1 added, 1 changed, 0 as they were."
    assert plan.changed[0].values == {"organisation": "Roche"}
    assert len(everybody(session)) == 1


def test_a_person_who_registered_alone_is_known_by_address_and_name(
    load: Load, session: Session, edition: Edition, now: datetime
) -> None:
    book(session, edition.id, request_for(lukasz()), now)

    plan = load(file_of("Delegate,Lukasz,Stefan Gyori,LUKASZ@example.org,"))

    assert (len(plan.new), len(everybody(session))) == (0, 1)


def test_every_import_is_in_the_log(load: Load, session: Session) -> None:
    load(file_of(ANNA))

    entries = session.scalars(select(Entry).where(Entry.subject == "registration")).all()
    assert [(entry.actor, entry.action) for entry in entries] == [("anna@example.org", "imported")]


def test_references_and_codes_are_each_their_own(load: Load, session: Session) -> None:
    load(file_for(5))

    assert len(set(session.scalars(select(Booking.reference)))) == 5
    assert len({line.short_code for line in everybody(session)}) == 5
