"""What the tests of the desk share."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask

from conference.db import writing
from conference.models import Edition
from conference.services.registering import book
from tests.people import ada, lukasz, oliver, request_for


@pytest.fixture
def ids(app: Flask, edition: Edition, now: datetime) -> list[int]:
    """Ada, Oliver and Łukasz, confirmed."""
    people = request_for(ada(), oliver(), lukasz(), notify=False)
    with app.app_context(), writing() as session:
        return [line.id for line in book(session, edition.id, people, now).registrations]
