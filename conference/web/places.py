"""A delegate’s own page: see, correct, hand on, give back, and take a ticket along."""

from __future__ import annotations

import json

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from conference.clock import now
from conference.db import db, writing
from conference.models import Registration
from conference.services import changing, handing_out, waiting
from conference.services.enrolling import AlreadyRegistered, described
from conference.services.lettering import page_of
from conference.web import downloads
from conference.web.context import links, registration_of
from conference.web.forms.delegates import DelegateForm, PersonForm
from conference.web.guards import link_holder, public

bp = Blueprint("places", __name__, url_prefix="/places")


@bp.get("/<token>")
@link_holder
def show(token: str) -> ResponseReturnValue:
    line = registration_of(token, "place")
    positions = waiting.positions(db.session(), [line])
    lapsed = waiting.lapsed(db.session(), [line], now())
    return _page("show", line, positions=positions, lapsed=lapsed)


@bp.get("/<token>/edit")
@link_holder
def edit(token: str) -> ResponseReturnValue:
    line = registration_of(token, "place")
    return _page("edit", line, form=DelegateForm.of(line.edition, person=described(line)))


@bp.post("/<token>/edit")
@link_holder
def update(token: str) -> ResponseReturnValue:
    line = registration_of(token, "place")
    form = DelegateForm.of(line.edition, request.form)
    if not form.validate():
        return _page("edit", line, form=form), 422
    with writing() as session:
        line = registration_of(token, "place", session)
        changing.change_details(session, line, form.person(), now(), actor="delegate")
        token = links().place_token(line)
    return _changed(token, "Your details have been changed.")


@bp.get("/<token>/transfer")
@link_holder
def new_transfer(token: str) -> ResponseReturnValue:
    return _page("transfer", registration_of(token, "place"), form=PersonForm())


@bp.post("/<token>/transfer")
@link_holder
def create_transfer(token: str) -> ResponseReturnValue:
    form = PersonForm(request.form)
    if not form.validate():
        return _page("transfer", registration_of(token, "place"), form=form), 422
    with writing() as session:
        line = registration_of(token, "place", session)
        changing.hand_on(session, line, form.person(), now(), actor="delegate")
    return _changed(token, "Your place has been handed on.")


@bp.get("/<token>/cancellation")
@link_holder
def new_cancellation(token: str) -> ResponseReturnValue:
    return _page("cancellation", registration_of(token, "place"))


@bp.post("/<token>/cancellation")
@link_holder
def create_cancellation(token: str) -> ResponseReturnValue:
    with writing() as session:
        line = registration_of(token, "place", session)
        changing.give_back(session, line, now(), actor="delegate")
    return redirect(url_for("places.show", token=token), 303)


@bp.post("/<token>/link")
@link_holder
def renew_link(token: str) -> ResponseReturnValue:
    """The new link goes to the delegate’s mailbox, whoever holds the old one."""
    with writing() as session:
        line = registration_of(token, "place", session)
        changing.renew_link(session, line, now(), actor="delegate")
    return redirect(url_for("places.renewed"), 303)


@bp.get("/renewed")
@public
def renewed() -> ResponseReturnValue:
    return render_template("places/renewed.html")


@bp.get("/<token>/ticket.pdf")
@link_holder
def ticket(token: str) -> ResponseReturnValue:
    line = registration_of(token, "place")
    return downloads.pdf(handing_out.tickets_of([line]), f"ticket-{line.short_code}")


@bp.get("/<token>/invite.ics")
@link_holder
def invitation(token: str) -> ResponseReturnValue:
    line = registration_of(token, "place")
    entry = handing_out.diary_entry_of([line], page_of(line.edition, links()), now())
    return downloads.calendar(entry, f"conference-{line.edition.year}")


@bp.get("/<token>/data.json")
@link_holder
def data(token: str) -> ResponseReturnValue:
    line = registration_of(token, "place")
    kept = handing_out.all_about(db.session(), line)
    return downloads.json(json.dumps(kept, ensure_ascii=False, indent=2), "my-data")


@bp.errorhandler(AlreadyRegistered)
def show_already_registered(refusal: AlreadyRegistered) -> ResponseReturnValue:
    """Somebody else’s name and address were entered: said beside the field, all of it kept."""
    line = registration_of((request.view_args or {})["token"], "place")
    is_edit = request.endpoint == "places.update"
    form = DelegateForm.of(line.edition, request.form) if is_edit else PersonForm(request.form)
    form.email.errors = [str(refusal)]
    return _page("edit" if is_edit else "transfer", line, form=form), refusal.status


def _changed(token: str, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("places.show", token=token), 303)


def _page(name: str, line: Registration, **values: object) -> str:
    return render_template(
        f"places/{name}.html",
        line=line,
        edition=line.edition,
        token=links().place_token(line),
        links=links(),
        now=now(),
        **values,
    )
