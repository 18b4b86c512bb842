"""What a file of delegates would do: whom it adds, whom it changes, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from conference.models import Status, TicketType
from conference.models.names import email_key, fold
from conference.services.judging_rows import (
    KNOWN,
    REQUIRED,
    Row,
    formulas,
    judge,
    same_address,
)
from conference.services.matching import Line, Registered, SeveralDelegates, line_key
from conference.services.reading_csv import Remark, Table, read_csv
from conference.wording import plural

IDENTITY = ("email", "given_name", "family_name")


@dataclass(frozen=True)
class Change:
    """What a row says otherwise of somebody who is registered."""

    row: Row
    registration_id: int
    values: dict[str, Any]


@dataclass
class Plan:
    """What an import would do. With faults, it does nothing."""

    new: list[Row] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    faults: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)

    @property
    def confirmed(self) -> list[Row]:
        """Those of the new ones who need a place now."""
        return [row for row in self.new if not row.is_waiting]

    @property
    def summary(self) -> str:
        """What it comes to, in words."""
        numbers = (len(self.new), len(self.changed), self.unchanged)
        added, changed, unchanged = (f"{number:,}" for number in numbers)
        everybody = plural(sum(numbers), "delegate")
        return f"{everybody}: {added} added, {changed} changed, {unchanged} as they were."


def plan_import(session: Session, edition_id: int, content: bytes) -> Plan:
    """Read a file against who is registered. Changes nothing."""
    table = read_csv(content, KNOWN, REQUIRED)
    plan = Plan(faults=table.faults, warnings=table.warnings)
    rows = _judged(table, _ticket_types(session, edition_id), plan)
    plan.faults.extend(_twice(rows))
    plan.warnings.extend(same_address(rows))
    registered = Registered(session, edition_id)
    for row in rows:
        try:
            _match(row, registered, plan)
        except SeveralDelegates as refusal:
            plan.faults.append(Remark(row.line, str(refusal)))
    plan.faults.sort()
    plan.warnings.sort()
    return plan


def _ticket_types(session: Session, edition_id: int) -> dict[str, int]:
    types = select(TicketType.name, TicketType.id).where(TicketType.edition_id == edition_id)
    return {fold(name): id for name, id in session.execute(types)}


def _judged(table: Table, ticket_types: dict[str, int], plan: Plan) -> list[Row]:
    rows = []
    for record in table.records:
        plan.warnings.extend(formulas(record))
        judged = judge(record, ticket_types)
        if isinstance(judged, Row):
            rows.append(judged)
        else:
            plan.faults.extend(judged)
    return rows


def _twice(rows: Iterable[Row]) -> Iterator[Remark]:
    """A fault for each row that says again what an earlier one said."""
    people: dict[tuple[str, str], int] = {}
    references: dict[str, int] = {}
    for row in rows:
        if row.status is Status.CANCELLED:
            continue
        line = people.setdefault(row.key, row.line)
        if line != row.line:
            yield Remark(row.line, f"the same name and email address as line {line}.")
        elif row.reference:
            line = references.setdefault(row.reference, row.line)
            if line != row.line:
                yield Remark(row.line, f"the same reference as line {line}.")


def _match(row: Row, registered: Registered, plan: Plan) -> None:
    """Put the row where it belongs in the plan."""
    line = registered.find(row)
    if row.status is Status.CANCELLED:
        _pass_over(row, line, plan)
    elif line is None:
        plan.new.append(row)
    elif line.request_key is None and line.request_digest == row.digest:
        plan.unchanged += 1  # just this was imported before, whatever the delegate said since
    elif line.cancelled_at is not None:
        words = f"{row.name} has given the place back, so the line is left out."
        plan.warnings.append(Remark(row.line, words))
    else:
        _compare(row, line, registered, plan)


def _pass_over(row: Row, line: Line | None, plan: Plan) -> None:
    """Nobody’s place is taken away by a file."""
    if line is None or line.cancelled_at is not None:
        plan.unchanged += 1
        return
    words = f"{row.name} has a place or waits for one. Give it back on the delegate’s own page."
    plan.warnings.append(Remark(row.line, words))


def _compare(row: Row, line: Line, registered: Registered, plan: Plan) -> None:
    values = dict(_differences(row, line))
    renamed = {name: values[name] for name in values if name in IDENTITY}
    if renamed and (other := registered.find_other(line, line_key(line, **renamed))):
        words = f"{row.name} is registered already, with reference {other.reference}."
        plan.faults.append(Remark(row.line, words))
    elif values:
        plan.changed.append(Change(row, line.id, values))
    else:
        plan.unchanged += 1


def _differences(row: Row, line: Line) -> Iterator[tuple[str, Any]]:
    """What a row says otherwise. Its empty cells say nothing, so they leave what is there."""
    for name, value in row.said.items():
        before = getattr(line, name)
        if name == "email" and email_key(value) == email_key(before):
            continue
        if value != before:
            yield name, value
    if row.ticket_type_id != line.ticket_type_id:
        yield "ticket_type_id", row.ticket_type_id
