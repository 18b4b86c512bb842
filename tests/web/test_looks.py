"""An edition’s own colour, the icon, and what search engines may read."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from conference.models import Edition
from tests.hostile import HOSTILE
from tests.web.public import change


def test_an_edition_s_accent_colours_its_pages(
    app: Flask, client: FlaskClient, edition: Edition
) -> None:
    assert "accent.css" not in client.get("/").text
    change(app, edition, accent="#00558c")
    assert 'href="/2026/accent.css"' in client.get("/").text
    sheet = client.get("/2026/accent.css")
    assert sheet.content_type == "text/css; charset=utf-8"
    assert "#00558c" in sheet.text


@pytest.mark.parametrize("value", ["", "red", "#fff", "}*{", "#00558c}"])
def test_what_is_no_colour_colours_nothing(
    app: Flask, client: FlaskClient, edition: Edition, value: str
) -> None:
    change(app, edition, accent=value)
    assert client.get("/2026/accent.css").status_code == 404


def test_the_icon_is_where_browsers_look(client: FlaskClient) -> None:
    with client.get("/favicon.ico", follow_redirects=True) as icon:
        assert (icon.status_code, icon.mimetype) == (200, "image/svg+xml")


def test_search_engines_stay_out_of_what_is_personal(client: FlaskClient) -> None:
    robots = client.get("/robots.txt").text.splitlines()
    assert "Disallow: /bookings/" in robots
    assert "Disallow: /organise/" in robots


def test_a_link_to_the_edition_brings_its_picture(client: FlaskClient, edition: Edition) -> None:
    assert 'content="http://127.0.0.1:8000/2026/share.png"' in client.get("/agenda").text
    card = client.get("/2026/share.png")
    assert card.content_type == "image/png"
    assert Image.open(BytesIO(card.data)).size == (1200, 630)


@pytest.mark.parametrize("value", HOSTILE)
def test_a_nasty_title_still_has_a_picture(
    app: Flask, client: FlaskClient, edition: Edition, value: str
) -> None:
    change(app, edition, title=value.replace("\x00", ""), venue_name="")
    assert client.get("/2026/share.png").status_code == 200
