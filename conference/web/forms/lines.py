"""Lines of text as people type them: cleaned, measured and checked, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from email_validator import EmailNotValidError, validate_email
from sqlalchemy.orm import InstrumentedAttribute
from wtforms import EmailField, Field, Form, StringField
from wtforms.validators import DataRequired, ValidationError

from conference.documents.characters import clean

Check = Callable[[Form, Field], None]
Column = InstrumentedAttribute[str]


def line(label: str, column: Column, missing: str = "") -> Any:
    """A line that fits its column. `missing` is what to say where it has to be there."""
    return StringField(label, _checks(column, missing), filters=[one_line])


def address(label: str, column: Column, missing: str = "") -> Any:
    """An email address."""
    return EmailField(label, [*_checks(column, missing), check_address], filters=[one_line])


def one_line(text: str | None) -> str:
    """What can be seen of a text, on one line: nothing that hides, turns round or ends a line."""
    return clean(text or "")


def check_address(_: Form, field: Field) -> None:
    """Whether mail could be sent there, as far as can be told without asking anybody."""
    if not field.data or field.errors:
        return
    try:
        found = validate_email(field.data, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise ValidationError(
            "Enter an email address in the correct format, like name@example.com"
        ) from error
    field.data = found.ascii_email or found.normalized


def _checks(column: Column, missing: str) -> list[Check]:
    required: list[Check] = [DataRequired(missing)] if missing else []
    return [*required, _fits(column)]


def _fits(column: Column) -> Check:
    longest: int = column.type.length

    def check(_: Form, field: Field) -> None:
        if len(field.data or "") > longest:
            raise ValidationError(f"{field.label.text} must be {longest} characters or fewer")

    return check
