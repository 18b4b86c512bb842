"""A steward at the door, and somebody with a badge."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from conference.db import writing
from conference.models import Edition, Registration, Role
from tests.door.devices import register
from tests.people import ada, add_edition, oliver


@pytest.fixture
def steward(client_as: Callable[[Role], FlaskClient]) -> FlaskClient:
    return client_as(Role.STEWARD)


@pytest.fixture
def guest(app: Flask, edition: Edition) -> Registration:
    with app.app_context(), writing() as session:
        return register(session, edition, oliver())


@pytest.fixture
def hall(session: Session) -> Edition:
    """A conference with two places."""
    return add_edition(session, places=2)


@pytest.fixture
def visitor(session: Session, hall: Edition) -> Registration:
    return register(session, hall, ada())
