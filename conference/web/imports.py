"""Importing delegates at the desk: choose a file, see what it would do, do it.

Between the two the file is kept nowhere but in the page, as the check page of a booking keeps what
was typed.
"""

from __future__ import annotations

import base64
import binascii

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from conference.clock import now
from conference.db import db, writing
from conference.errors import Refusal
from conference.models import Edition, Role
from conference.services import judging_rows
from conference.services.importing import (
    BadLines,
    TooFewPlaces,
    import_delegates,
    preview_import,
)
from conference.web.context import edition_asked_for
from conference.web.guards import roles

bp = Blueprint("imports", __name__, url_prefix="/organise/imports")

LARGEST = 2_900_000  # bytes: sent back inside the page it must fit a request, a third larger


class NoFile(Refusal):
    code = "no_file"
    message = "Choose a CSV file with delegates in it."
    status = 422


class TooLarge(Refusal):
    code = "file_too_large"
    message = "The file is larger than 2.9 MB. Import it in parts, or on the command line."
    status = 422


@bp.get("/new")
@roles(Role.ORGANISER)
def new() -> ResponseReturnValue:
    return _page("new", edition_asked_for())


@bp.post("/")
@roles(Role.ORGANISER)
def create() -> ResponseReturnValue:
    """Show what the file would do; with `confirm`, do it."""
    edition = edition_asked_for()
    try:
        content = _content()
        if request.form.get("confirm") == "yes":
            return _import(edition, content)
        plan = preview_import(db.session(), edition.id, content)
    except BadLines as refusal:
        return _page("new", edition, faults=refusal.faults), 422
    except (NoFile, TooLarge, TooFewPlaces) as refusal:
        return _page("new", edition, problem=str(refusal)), refusal.status
    return _page("show", edition, plan=plan, content=base64.urlsafe_b64encode(content).decode())


def _import(edition: Edition, content: bytes) -> ResponseReturnValue:
    notify = request.form.get("notify") == "yes"
    with writing() as session:
        plan = import_delegates(
            session, edition.id, content, now(), actor=current_user.email, notify=notify
        )
    flash(f"Imported. {plan.summary}")
    return redirect(url_for("delegates.index", edition=request.args.get("edition")), 303)


def _content() -> bytes:
    """The file, as it was chosen or as the page brought it back. Raises NoFile, TooLarge."""
    try:
        content = base64.urlsafe_b64decode(request.form.get("content", ""))
    except (binascii.Error, ValueError) as error:
        raise NoFile from error
    if file := request.files.get("file"):
        content = file.read()
    if not content:
        raise NoFile
    if len(content) > LARGEST:
        raise TooLarge
    return content


def _page(name: str, edition: Edition, **values: object) -> str:
    asked = {"edition": request.args["edition"]} if "edition" in request.args else {}
    columns = {"required": judging_rows.REQUIRED, "optional": judging_rows.OPTIONAL}
    return render_template(
        f"organise/imports/{name}.html", edition=edition, asked=asked, columns=columns, **values
    )
