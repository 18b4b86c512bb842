"""Lists: each holds what its purpose needs and no more, whatever it is written to."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from conference.documents.characters import clean
from conference.documents.spreadsheets import plain
from conference.models import Edition, Registration
from conference.services.changing import give_back
from conference.services.exporting import EVERYTHING, LISTS, Format, UnknownList, export
from conference.services.importing import import_delegates
from conference.services.placing import set_capacity
from conference.services.registering import book
from tests.desk.spreadsheets import cells_of, file_of
from tests.hostile import HOSTILE
from tests.people import ada, add_edition, lukasz, oliver, request_for, somebody

pytestmark = pytest.mark.both_databases


@pytest.fixture
def lines(edition: Edition, session: Session, now: datetime) -> list[Registration]:
    """Ada and Oliver are confirmed and Łukasz has given his place back."""
    ill = oliver(dietary="Nut allergy (severe)")
    booking = book(session, edition.id, request_for(ada(dietary="Vegan"), ill, lukasz()), now)
    give_back(session, booking.registrations[2], now, actor="delegate")
    return booking.registrations


def cells(session: Session, edition: Edition, name: str, now: datetime) -> list[list[str]]:
    session.flush()
    return cells_of(export(session, edition, name, Format.CSV, now))[1:]


def test_the_delegate_list_has_those_who_agreed_and_nothing_but_name_role_and_organisation(
    lines: list[Registration], session: Session, edition: Edition, now: datetime
) -> None:
    lines[1].list_consent = None

    assert cells(session, edition, "delegates", now) == [["Ada Okonkwo", "Engineer", "Ocado"]]

    lines[1].list_consent = True
    assert cells(session, edition, "delegates", now)[0] == [
        "Sir Oliver Heald KC MP",
        "",
        "House of Commons",
    ]


def test_the_gatehouse_has_names_organisations_and_plates(
    lines: list[Registration], session: Session, edition: Edition, now: datetime
) -> None:
    assert cells(session, edition, "gatehouse", now) == [
        ["Heald", "Oliver", "House of Commons", "AB12 CDE"],
        ["Okonkwo", "Ada", "Ocado", ""],
    ]


def test_the_gatehouse_has_the_name_on_photo_id_only_where_it_is_asked_for(
    lines: list[Registration], session: Session, edition: Edition, now: datetime
) -> None:
    session.get_one(Edition, edition.id).asks_id_name = True
    assert lines[1].visit is not None
    lines[1].visit.id_name = "William Oliver Heald"

    rows = cells(session, session.get_one(Edition, edition.id), "gatehouse", now)

    assert rows[0] == ["Heald", "Oliver", "William Oliver Heald", "House of Commons", "AB12 CDE"]


def test_the_kitchen_gets_numbers_and_names_for_severe_allergies_only(
    lines: list[Registration], session: Session, edition: Edition, now: datetime
) -> None:
    assert cells(session, edition, "catering", now) == [
        ["Nut allergy (severe)", "1", ""],
        ["Vegan", "1", ""],
        ["Nut allergy (severe)", "", "Oliver Heald"],
    ]


def test_the_sign_in_sheet_is_by_family_name_with_codes(
    lines: list[Registration], session: Session, edition: Edition, now: datetime
) -> None:
    rows = cells(session, edition, "sign-in", now)

    assert [row[1:6] for row in rows] == [
        ["Heald", "Oliver", "House of Commons", "Delegate", lines[1].short_code],
        ["Okonkwo", "Ada", "Ocado", "Delegate", lines[0].short_code],
    ]


def test_the_roll_call_has_those_inside_and_who_may_need_help_but_not_why(
    lines: list[Registration], session: Session, edition: Edition, now: datetime
) -> None:
    assert cells(session, edition, "roll-call", now) == []

    lines[1].is_inside = True

    assert cells(session, edition, "roll-call", now) == [
        ["", "Heald", "Oliver", "House of Commons", "Assistance"]
    ]


def test_the_photographer_sees_first_who_did_not_say_yes(
    lines: list[Registration], session: Session, edition: Edition, now: datetime
) -> None:
    assert cells(session, edition, "photography", now) == [
        ["No answer", "Oliver Heald", "House of Commons"],
        ["Yes", "Ada Okonkwo", "Ocado"],
    ]


@pytest.mark.parametrize("name", sorted(LISTS.keys() - {EVERYTHING}))
@pytest.mark.parametrize("format", Format)
def test_no_list_holds_an_email_address(
    name: str,
    format: Format,
    lines: list[Registration],
    session: Session,
    edition: Edition,
    now: datetime,
) -> None:
    for line in lines:
        line.is_inside = line.list_consent = True
    session.flush()

    text = text_of(export(session, edition, name, format, now), format)

    assert "Oliver" in text
    assert "@" not in text


def test_everything_can_be_imported_again_and_changes_nothing(
    lines: list[Registration], session: Session, edition: Edition, now: datetime
) -> None:
    book(session, edition.id, request_for(somebody(1), po_number="PO-1"), now)
    lines[0].door_note = "VIP: tell Anna"

    plan = import_delegates(
        session, edition.id, everything(session, edition, now), now, actor="test"
    )

    assert plan.summary == "4 delegates: 0 added, 0 changed, 4 as they were."


def test_everything_fills_another_year_with_the_same(
    lines: list[Registration], session: Session, edition: Edition, now: datetime
) -> None:
    people = [somebody(n) for n in range(4)]
    book(session, edition.id, request_for(*people, join_waiting=True), now)
    copy = add_edition(session, year=2027)
    content = everything(session, edition, now)

    import_delegates(session, copy.id, content, now, actor="test")

    def known(lines: list[list[str]]) -> list[list[str]]:
        standing = [line for line in lines if line[1] != "cancelled"]
        return [line[:22] for line in standing]  # what follows is when and which code

    assert known(cells_of(everything(session, copy, now))) == known(cells_of(content))


@pytest.mark.parametrize("value", [value for value in HOSTILE if "\x00" not in value])
def test_hostile_values_come_out_of_every_file_as_they_went_in(
    value: str, edition: Edition, session: Session, now: datetime
) -> None:
    set_capacity(session, edition, 100, now, actor="test")
    person = somebody(
        1, given_name=clean(value)[:100], organisation=clean(value), list_consent=True
    )
    book(session, edition.id, request_for(person), now)
    content = everything(session, edition, now)
    copy = add_edition(session, year=2027, places=1)

    import_delegates(session, copy.id, content, now, actor="test")

    assert session.scalars(select(Registration.organisation)).all() == [clean(value)] * 2
    listed = load_workbook(io.BytesIO(export(session, copy, "delegates", Format.XLSX, now)))
    cell = listed.active["C2"]  # type: ignore[index]
    assert (cell.data_type, cell.value) == ("s", clean(value))
    assert export(session, copy, "delegates", Format.PDF, now).startswith(b"%PDF")
    (row,) = cells(session, copy, "delegates", now)
    assert not row[2].startswith(("=", "+", "-", "@", "＝"))
    assert plain(row[2]) == clean(value)


def test_a_nul_is_refused_with_its_line(edition: Edition, session: Session, now: datetime) -> None:
    bad = file_of("Delegate,NUL\x00NUL,Bell,anna@example.org,Airbus")

    with pytest.raises(Exception, match="Nothing was imported"):
        import_delegates(session, edition.id, bad, now, actor="test")


def test_an_unknown_list_is_refused(edition: Edition, session: Session, now: datetime) -> None:
    with pytest.raises(UnknownList, match="There is no list “salaries”"):
        export(session, edition, "salaries", Format.CSV, now)


def everything(session: Session, edition: Edition, now: datetime) -> bytes:
    session.flush()
    return export(session, edition, EVERYTHING, Format.CSV, now)


def text_of(content: bytes, format: Format) -> str:
    if format is Format.CSV:
        return content.decode("utf-8-sig")
    if format is Format.PDF:
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    rows = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)  # type: ignore[union-attr]
    return "\n".join(str(cell) for row in rows for cell in row)
