"""Alive and migrated, and the numbers for Prometheus."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from conference.db import writing
from conference.models import Edition
from conference.services.registering import book
from tests.people import NOW, ada, request_for

pytestmark = pytest.mark.both_databases


def test_it_is_unwell_while_the_database_isnt_migrated(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (503, "the database is not migrated\n")


def test_it_is_well_with_the_tables_of_this_version(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        session.execute(text("CREATE TABLE alembic_version (version_num varchar(32))"))
        session.execute(text("INSERT INTO alembic_version VALUES ('0001')"))
    answer = client.get("/healthz")
    with app.app_context(), writing() as session:
        session.execute(text("DROP TABLE alembic_version"))
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_it_counts_places_and_messages(app: Flask, client: FlaskClient, edition: Edition) -> None:
    with app.app_context(), writing() as session:
        book(session, edition.id, request_for(ada()), NOW)
    numbers = _numbers(client.get("/metrics").text)
    assert numbers["conference_places", "taken"] == 1
    assert numbers["conference_places", "free"] == 4
    assert numbers["conference_waiting", None] == 0
    assert numbers["conference_messages", "waiting"] == 1


def test_it_names_nobody(app: Flask, client: FlaskClient, edition: Edition) -> None:
    with app.app_context(), writing() as session:
        book(session, edition.id, request_for(ada()), NOW)
    assert "okonkwo" not in client.get("/metrics").text.casefold()


def _numbers(exposition: str) -> dict[tuple[str, str | None], float]:
    return {
        (sample.name, sample.labels.get("state")): sample.value
        for family in text_string_to_metric_families(exposition)
        for sample in family.samples
    }
