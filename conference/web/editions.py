"""The settings of each year’s conference, a section a page, and its publication."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from conference.clock import now
from conference.db import db, writing
from conference.models import Edition, Role
from conference.services import editing_editions, placing
from conference.web.context import edition_of
from conference.web.forms.editions import (
    CapacityForm,
    OrganisationForm,
    QuestionsForm,
    SectionForm,
    TimesForm,
    VenueForm,
    WordsForm,
)
from conference.web.forms.refusals import refuse
from conference.web.guards import roles

bp = Blueprint("editions", __name__, url_prefix="/organise/editions")
SECTIONS: dict[str, tuple[str, type[SectionForm]]] = {
    "edit": ("Words", WordsForm),
    "times": ("Times", TimesForm),
    "venue": ("Venue", VenueForm),
    "organisation": ("Organisation", OrganisationForm),
    "questions": ("Questions and retention", QuestionsForm),
}
SECTION = f"/<int:year>/<any({', '.join(SECTIONS)}):section>"


@bp.get("/")
@roles(Role.ORGANISER)
def index() -> ResponseReturnValue:
    editions = db.session.scalars(select(Edition).order_by(Edition.year.desc())).all()
    rows = [(edition, placing.count(db.session(), edition.id)) for edition in editions]
    return render_template("organise/editions/index.html", rows=rows)


@bp.get(SECTION)
@roles(Role.ORGANISER)
def edit(year: int, section: str) -> ResponseReturnValue:
    edition = edition_of(year)
    return _section(edition, section, SECTIONS[section][1].of(edition))


@bp.post(SECTION)
@roles(Role.ORGANISER)
def update(year: int, section: str) -> ResponseReturnValue:
    edition = edition_of(year)
    form = SECTIONS[section][1].of(edition)
    if not form.validate():
        return _section(edition, section, form), 422
    try:
        with writing() as write:
            editing_editions.change_edition(
                write, edition.id, form.values(), now(), actor=current_user.email
            )
    except editing_editions.ImpossibleTimes as refusal:
        refuse(form, refusal.field, refusal)
        return _section(edition, section, form), 422
    flash(f"{SECTIONS[section][0]}: saved.")
    return redirect(url_for("editions.edit", year=year, section=section), 303)


@bp.get("/<int:year>/places")
@roles(Role.ORGANISER)
def edit_places(year: int) -> ResponseReturnValue:
    return _places(edition_of(year))


@bp.post("/<int:year>/places")
@roles(Role.ORGANISER)
def update_places(year: int) -> ResponseReturnValue:
    edition, form = edition_of(year), CapacityForm()
    if not form.validate():
        return _places(edition, form), 422
    try:
        with writing() as write:
            editing_editions.change_capacity(
                write, edition.id, form.capacity.data or 0, now(), actor=current_user.email
            )
    except placing.BelowTaken as refusal:
        refuse(form, "capacity", refusal)
        return _places(edition, form), 422
    flash(f"There are {form.capacity.data:,} places now.")
    return redirect(url_for("editions.edit_places", year=year), 303)


@bp.get("/<int:year>/publication")
@roles(Role.ORGANISER)
def show_publication(year: int) -> ResponseReturnValue:
    edition = edition_of(year)
    missing = editing_editions.missing(db.session(), edition)
    return render_template("organise/editions/publication.html", edition=edition, missing=missing)


@bp.post("/<int:year>/publication")
@roles(Role.ORGANISER)
def publish(year: int) -> ResponseReturnValue:
    return _set_publication(year, True, "Published: everybody can read it now.")


@bp.post("/<int:year>/publication/remove")
@roles(Role.ORGANISER)
def unpublish(year: int) -> ResponseReturnValue:
    return _set_publication(year, False, "Taken off the site: only organisers see it now.")


def _set_publication(year: int, is_published: bool, words: str) -> ResponseReturnValue:
    edition = edition_of(year)
    with writing() as write:
        editing_editions.change_edition(
            write, edition.id, {"is_published": is_published}, now(), actor=current_user.email
        )
    flash(words)
    return redirect(url_for("editions.show_publication", year=year), 303)


def _section(edition: Edition, section: str, form: SectionForm) -> str:
    return render_template(
        "organise/editions/edit.html",
        edition=edition,
        section=section,
        title=SECTIONS[section][0],
        form=form,
    )


def _places(edition: Edition, form: CapacityForm | None = None) -> str:
    count = placing.count(db.session(), edition.id)
    form = form or CapacityForm(formdata=None, capacity=count.total)
    return render_template("organise/editions/places.html", edition=edition, form=form, count=count)
