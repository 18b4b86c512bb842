"""A place that is put aside for somebody on the waiting list: a link shows, a button answers."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from conference.clock import now
from conference.db import db, writing
from conference.services import changing, waiting
from conference.services.waiting import OfferLapsed
from conference.web.context import links, registration_of
from conference.web.guards import link_holder

bp = Blueprint("offers", __name__, url_prefix="/offers")


@bp.get("/<token>")
@link_holder
def show(token: str) -> ResponseReturnValue:
    line = registration_of(token, "offer")
    if waiting.lapsed(db.session(), [line], now()):
        raise OfferLapsed
    place = url_for("places.show", token=links().place_token(line))
    if not line.is_offered:
        return redirect(place, 302)
    return render_template("offers/show.html", line=line, edition=line.edition, token=token)


@bp.post("/<token>")
@link_holder
def update(token: str) -> ResponseReturnValue:
    answer = {"accept": waiting.accept, "decline": changing.decline}.get(
        request.form.get("answer", "")
    )
    with writing() as session:
        line = registration_of(token, "offer", session)
        (answer or abort(400))(session, line, now())
        place = links().place_token(line)
    return redirect(url_for("places.show", token=place), 303)


@bp.errorhandler(OfferLapsed)
def show_lapsed(refusal: OfferLapsed) -> ResponseReturnValue:
    line = registration_of((request.view_args or {})["token"], "offer")
    return render_template("offers/lapsed.html", edition=line.edition), refusal.status
