"""A refusal that is about one field, shown beside it."""

from __future__ import annotations

from flask_wtf import FlaskForm

from conference.errors import Refusal


def refuse(form: FlaskForm, field: str, refusal: Refusal) -> None:
    """Put a refusal’s words beside the field that they are about."""
    form[field].errors = [*form[field].errors, str(refusal)]
