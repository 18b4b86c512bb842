"""What browsers and search engines ask for beside the pages: colours, the icon, where to look."""

from __future__ import annotations

import re

from flask import Blueprint, Response, abort, redirect, render_template
from flask.typing import ResponseReturnValue

from conference.services.publishing import edition_state
from conference.services.publishing_agendas import share_card
from conference.web.context import edition_of
from conference.web.guards import public
from conference.web.keeping import conditional, kept
from conference.web.pages import YEAR
from conference.web.tags import image

bp = Blueprint("looks", __name__)
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
PRIVATE = ("/bookings/", "/checkin/", "/offers/", "/organise/", "/places/", "/register", "/sign-in")


@bp.get(f"{YEAR}/accent.css")
@public
def accent(year: int) -> ResponseReturnValue:
    """The edition’s own accent, where it has one; a stylesheet, since nothing is inline."""
    edition = edition_of(year)
    if not COLOUR.fullmatch(edition.accent):
        abort(404)
    css = render_template("pages/accent.css", accent=edition.accent)
    return conditional(edition, Response(css, content_type="text/css; charset=utf-8"))


@bp.get(f"{YEAR}/share.png")
@public
def card(year: int) -> ResponseReturnValue:
    """The picture beside a link to the edition’s pages."""
    edition = edition_of(year)
    png = kept(("card", edition_state(edition)), lambda: share_card(edition))
    return conditional(edition, Response(png, content_type="image/png"))


@bp.get("/favicon.ico")
@public
def icon() -> ResponseReturnValue:
    """Where browsers look that haven’t read a page yet."""
    return redirect(image("icon.svg"))


@bp.get("/robots.txt")
@public
def robots() -> ResponseReturnValue:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE)]
    return Response("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
