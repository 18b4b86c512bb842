"""Odd choices in the address of a page of badges are refused beside their field."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from conference.models import Edition


@pytest.mark.parametrize("chosen", ["right_mm=inf", "down_mm=1e400", "right_mm=nan", "stock=zzz"])
def test_a_test_sheet_on_paper_that_cannot_be_is_refused(
    organiser: FlaskClient, edition: Edition, chosen: str
) -> None:
    assert organiser.get(f"/organise/badges/test-sheet.pdf?{chosen}").status_code == 422


def test_a_test_sheet_asks_for_no_more_than_its_paper(
    organiser: FlaskClient, edition: Edition
) -> None:
    asked = "/organise/badges/test-sheet.pdf?stock=l7418&order=zzz"

    assert organiser.get(asked).mimetype == "application/pdf"
