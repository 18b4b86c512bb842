"""Badges: choose, see what will come out, print. Only the POST remembers what was printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from conference.clock import now
from conference.db import db, writing
from conference.documents.badges import Badge, StartsBeyondSheet, outlines_pdf
from conference.documents.stocks import stock
from conference.models import Edition, Role
from conference.services import printing
from conference.services.printing import Which
from conference.web.context import edition_asked_for
from conference.web.forms.badges import BadgesForm
from conference.web.forms.refusals import refuse
from conference.web.guards import roles

bp = Blueprint("badges", __name__, url_prefix="/organise/badges")
Wanted = dict[int, Badge]


@bp.get("/")
@roles(Role.ORGANISER)
def index() -> ResponseReturnValue:
    """The choice, and once it is made what would come out."""
    edition = edition_asked_for()
    form = _form(edition, request.args)
    return _answer(edition, form, _show) if request.args else _page(edition, form)


@bp.post("/")
@roles(Role.ORGANISER)
def create() -> ResponseReturnValue:
    """The badges as a PDF; they count as printed from now on."""
    edition = edition_asked_for()
    return _answer(edition, _form(edition, request.form), _print)


@bp.get("/preview.pdf")
@roles(Role.ORGANISER)
def preview() -> ResponseReturnValue:
    """The first of the chosen badges, to look at; it stays unprinted."""
    edition = edition_asked_for()
    return _answer(edition, _form(edition, request.args), _show_first)


@bp.get("/test-sheet.pdf")
@roles(Role.ORGANISER)
def test_sheet() -> ResponseReturnValue:
    """Outlines of the labels, to hold against a real sheet."""
    form = _form(edition := edition_asked_for(), request.args)
    if not form.describes_paper():
        return _page(edition, form), 422
    return _pdf(outlines_pdf(stock(form.stock.data), form.offset_mm()), "test-sheet.pdf", "inline")


def _answer(
    edition: Edition,
    form: BadgesForm,
    act: Callable[[Edition, BadgesForm, Wanted], ResponseReturnValue],
) -> ResponseReturnValue:
    """Find the badges that the form asks for and act on them, or say what is wrong with it."""
    if not form.validate():
        return _page(edition, form), 422
    try:
        people = printing.chosen(db.session(), edition.id, form.choice())
        return act(edition, form, printing.badges_of(people, form.sheets()))
    except printing.UnknownCodes as refusal:
        refuse(form, "codes", refusal)
    except StartsBeyondSheet as refusal:
        refuse(form, "start_at", refusal)
    except printing.NothingToPrint as refusal:
        refuse(form, "which", refusal)
    return _page(edition, form), 422


def _show(edition: Edition, form: BadgesForm, wanted: Wanted) -> ResponseReturnValue:
    made = printing.print_badges(edition, wanted, form.sheets())
    pages = form.sheets().pages(len(wanted))
    return _page(edition, form, wanted=wanted, looks=made.needs_a_look, pages=pages)


def _show_first(edition: Edition, form: BadgesForm, wanted: Wanted) -> ResponseReturnValue:
    sheets = replace(form.sheets(), blanks=0)
    made = printing.print_badges(edition, dict(islice(wanted.items(), 1)), sheets)
    return _pdf(made.pdf, "badge.pdf", "inline")


def _print(edition: Edition, form: BadgesForm, wanted: Wanted) -> ResponseReturnValue:
    sheets, moment = form.sheets(), now()
    made = printing.print_badges(edition, wanted, sheets)
    name = f"badges-{edition.year}-{edition.local(moment):%Y%m%d-%H%M}.pdf"
    with writing() as write:
        printing.remember_printed(
            write, edition.id, wanted, sheets, moment, actor=current_user.email
        )
    return _pdf(made.pdf, name, "attachment")


def _form(edition: Edition, given: MultiDict[str, str]) -> BadgesForm:
    counts = printing.counts(db.session(), edition.id)
    whose = {
        Which.NEW: f"New, or changed since they were printed ({counts.new:,})",
        Which.ALL: f"All who are confirmed ({counts.confirmed:,})",
        Which.TICKET_TYPE: "All of one ticket type",
        Which.CHOSEN: "Chosen delegates",
    }
    return BadgesForm(edition, whose, given or None)


def _page(edition: Edition, form: BadgesForm, **found: object) -> str:
    return render_template("organise/badges/index.html", edition=edition, form=form, **found)


def _pdf(pdf: bytes, name: str, disposition: str) -> Response:
    headers = {"Content-Disposition": f'{disposition}; filename="{name}"'}
    return Response(pdf, mimetype="application/pdf", headers=headers)
