"""The same scans, in any order, in any batches and repeated, come to the same end."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from conference.db import writing
from conference.models import Edition, Registration, Scan
from tests.door.devices import register, scan, send, undo
from tests.people import ada, add_edition, oliver

pytestmark = pytest.mark.both_databases
SETTINGS = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@st.composite
def days(draw: st.DrawFn) -> list[tuple[Any, ...]]:
    """Scans of two people at two doors, some at the same moment, some undone: what happened."""
    passage = st.tuples(
        st.integers(0, 1),
        st.integers(0, 6),
        st.sampled_from(["in", "out"]),
        st.sampled_from(["Door A", "Door B"]),
        st.booleans(),
    )
    return draw(st.lists(passage, min_size=1, max_size=6))


def reports_of(day: list[tuple[Any, ...]], people: list[Registration]) -> list[dict[str, Any]]:
    reports = []
    for number, (who, minute, direction, door, is_undone) in enumerate(day):
        seen = scan(number + 1, people[who], minute, direction=direction, door=door)
        reports += [seen, undo(number + 101, seen, minute)] if is_undone else [seen]
    return reports


def outcome(people: list[Registration]) -> list[tuple[Any, ...]]:
    return [(p.arrived_at, p.arrived_door, p.is_inside) for p in people]


def start_again(session: Session) -> tuple[Edition, list[Registration]]:
    session.execute(delete(Scan))
    people = list(session.scalars(select(Registration).order_by(Registration.id)))
    for person in people:
        person.arrived_at, person.arrived_door, person.is_inside = None, "", False
    return session.scalars(select(Edition)).one(), people


@pytest.fixture
def two_people(app: Flask) -> Flask:
    with app.app_context(), writing() as session:
        edition = add_edition(session)
        register(session, edition, ada())
        register(session, edition, oliver())
    return app


@SETTINGS
@given(day=days(), data=st.data())
def test_any_order_and_any_repeats_give_the_same_arrivals(
    two_people: Flask, day: list[tuple[Any, ...]], data: st.DataObject
) -> None:
    with two_people.app_context(), writing() as session:
        edition, people = start_again(session)
        reports = reports_of(day, people)
        send(session, edition, *reports)
        expected = outcome(people)
        start_again(session)
        order = data.draw(st.permutations(reports * 2))
        cut = data.draw(st.integers(0, len(order)))
        answers = [*send(session, edition, *order[:cut]), *send(session, edition, *order[cut:])]
        assert outcome(people) == expected
        assert session.scalar(select(func.count()).select_from(Scan)) == len(reports)
        assert len({str(answer) for answer in answers}) == len(reports)
