"""The speakers of an edition, as organisers set them."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from conference.clock import now
from conference.db import db, writing
from conference.models import Edition, Role, Speaker
from conference.services import editing_programmes
from conference.web.context import edition_of
from conference.web.forms.programmes import SpeakerForm
from conference.web.guards import roles

bp = Blueprint("editing_speakers", __name__, url_prefix="/organise/editions/<int:year>/speakers")


@bp.get("/")
@roles(Role.ORGANISER)
def index(year: int) -> ResponseReturnValue:
    return render_template("organise/editions/speakers.html", edition=edition_of(year))


@bp.get("/new")
@roles(Role.ORGANISER)
def new(year: int) -> ResponseReturnValue:
    return _page(edition_of(year), SpeakerForm.of(None))


@bp.post("/")
@roles(Role.ORGANISER)
def create(year: int) -> ResponseReturnValue:
    edition, form = edition_of(year), SpeakerForm.of(None)
    if not form.validate():
        return _page(edition, form), 422
    with writing() as write:
        own = write.get_one(Edition, edition.id)
        added = editing_programmes.add_speaker(
            write, own, form.values(), now(), actor=current_user.email
        )
        name = added.name
    return _back(year, f"{name}: added.")


@bp.get("/<int:id>")
@roles(Role.ORGANISER)
def edit(year: int, id: int) -> ResponseReturnValue:
    speaker = _speaker(db.session(), year, id)
    return _page(speaker.edition, SpeakerForm.of(speaker), speaker)


@bp.post("/<int:id>")
@roles(Role.ORGANISER)
def update(year: int, id: int) -> ResponseReturnValue:
    form = SpeakerForm()
    if not form.validate():
        speaker = _speaker(db.session(), year, id)
        return _page(speaker.edition, form, speaker), 422
    with writing() as write:
        changed = _speaker(write, year, id)
        editing_programmes.change_speaker(
            write, changed, form.values(), now(), actor=current_user.email
        )
        name = changed.name
    return _back(year, f"{name}: saved.")


@bp.post("/<int:id>/remove")
@roles(Role.ORGANISER)
def destroy(year: int, id: int) -> ResponseReturnValue:
    with writing() as write:
        speaker = _speaker(write, year, id)
        name = speaker.name
        editing_programmes.remove_speaker(write, speaker, now(), actor=current_user.email)
    return _back(year, f"{name}: removed.")


def _speaker(session: Session, year: int, id: int) -> Speaker:
    speaker = session.get(Speaker, id)
    if speaker is None or speaker.edition.year != year:
        abort(404)
    return speaker


def _page(edition: Edition, form: SpeakerForm, speaker: Speaker | None = None) -> str:
    return render_template(
        "organise/editions/speaker.html", edition=edition, form=form, speaker=speaker
    )


def _back(year: int, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("editing_speakers.index", year=year), 303)
