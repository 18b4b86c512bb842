"""Finding delegates: by part of a name with typos and accents forgiven, by state, in pages."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from conference.models import Edition, Registration, Status
from conference.services.changing import give_back
from conference.services.finding import PAGE, Found, Presence, Search, Sort, count_inside, find
from conference.services.importing import import_delegates
from conference.services.placing import set_capacity
from conference.services.registering import book
from tests.desk.spreadsheets import file_for
from tests.people import ada, lukasz, oliver, request_for, somebody

pytestmark = pytest.mark.both_databases


@pytest.fixture
def lines(edition: Edition, session: Session, now: datetime) -> list[Registration]:
    """Ada, Oliver and Łukasz, confirmed; two more places are free."""
    return book(session, edition.id, request_for(ada(), oliver(), lukasz()), now).registrations


def names(found: Found) -> list[str]:
    return [row.given_name for row in found.rows]


@pytest.mark.parametrize(
    "text",
    [
        "Oliver",
        "heal",
        "commons heald",
        "Olivr Heald",  # a letter missing
        "Haeld",  # two swapped
        "office@example.org",
    ],
)
def test_somebody_is_found_by_what_one_remembers(
    text: str, lines: list[Registration], session: Session
) -> None:
    assert names(find(session, lines[0].edition_id, Search(text=text))) == ["Oliver"]


@pytest.mark.parametrize("text", ["lukasz", "STEFAN", "gyori stefan", "Ștefan-Győri"])
def test_accents_and_case_do_not_matter(
    text: str, lines: list[Registration], session: Session
) -> None:
    assert names(find(session, lines[0].edition_id, Search(text=text))) == ["Łukasz"]


def test_a_reference_finds_the_whole_booking_and_a_code_one_delegate(
    lines: list[Registration], session: Session
) -> None:
    edition_id, reference = lines[0].edition_id, lines[0].booking.reference

    assert find(session, edition_id, Search(text=reference.lower())).total == 3
    assert names(find(session, edition_id, Search(text=lines[1].short_code))) == ["Oliver"]


def test_near_matches_come_after_exact_ones_and_are_said_to_be_near(
    lines: list[Registration], session: Session, edition: Edition, now: datetime
) -> None:
    near = somebody(1, given_name="Hilda", family_name="Healds")
    book(session, edition.id, request_for(somebody(2, family_name="Haeld"), near), now)

    found = find(session, edition.id, Search(text="haeld"))

    assert names(found)[0] == "Guest2"
    assert (found.total, found.near) == (3, 2)


def test_nobody_is_near_to_nonsense_or_to_signs_of_the_database(
    lines: list[Registration], session: Session
) -> None:
    for text in ("qqzzxx", "%", "_", "'; DROP TABLE registration;--", "\\"):
        assert find(session, lines[0].edition_id, Search(text=text)).total == 0, text


def test_states_ticket_types_and_presence_narrow_the_list(
    lines: list[Registration], session: Session, edition: Edition, now: datetime
) -> None:
    give_back(session, lines[0], now, actor="delegate")
    lines[1].arrived_at, lines[1].is_inside = now, True
    session.flush()

    def found(**wanted: object) -> list[str]:
        return names(find(session, edition.id, Search(**wanted)))  # type: ignore[arg-type]

    assert found(status=Status.CANCELLED) == ["Ada"]
    assert found(status=Status.CONFIRMED) == ["Oliver", "Łukasz"]
    assert found(status=Status.WAITING) == []
    assert found(presence=Presence.INSIDE) == ["Oliver"]
    assert found(presence=Presence.EXPECTED) == ["Łukasz"]
    assert found(ticket_type_id=lines[0].ticket_type_id + 1) == []
    assert count_inside(session, edition.id) == 1


def test_lists_are_sorted_by_name_organisation_or_the_newest_first(
    lines: list[Registration], session: Session
) -> None:
    def by(sort: Sort) -> list[str]:
        return names(find(session, lines[0].edition_id, Search(sort=sort)))

    assert by(Sort.NAME) == ["Oliver", "Ada", "Łukasz"]  # Heald, Okonkwo, Ștefan
    assert by(Sort.ORGANISATION) == ["Oliver", "Ada", "Łukasz"]
    assert by(Sort.NEWEST) == ["Łukasz", "Oliver", "Ada"]


def test_pages_hold_everybody_once_and_a_page_too_far_is_the_last(
    edition: Edition, session: Session, now: datetime
) -> None:
    set_capacity(session, edition, 120, now, actor="test")
    import_delegates(session, edition.id, file_for(120), now, actor="test")

    pages = [find(session, edition.id, Search(page=n)) for n in (1, 2, 3, 99)]

    assert [(page.first, page.last, page.pages) for page in pages] == [
        (1, PAGE, 3),
        (51, 100, 3),
        (101, 120, 3),
        (101, 120, 3),
    ]
    assert len({row.id for page in pages for row in page.rows}) == 120
