"""Who may sign in, and their own password."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import PasswordField, RadioField
from wtforms.validators import EqualTo, InputRequired, Length

from conference.models import Organiser, Role
from conference.web.forms.choices import choices
from conference.web.forms.lines import address, line

ROLES = {
    Role.ORGANISER: "Organiser: everything",
    Role.STEWARD: "Steward: the door",
    Role.FINANCE: "Finance: who comes, and who pays",
    Role.HOST: "Host: the gatehouse list",
}


class RoleForm(FlaskForm):  # type: ignore[misc]
    """What somebody who signs in may do."""

    role = RadioField("What may they do?", choices=choices(ROLES), default=Role.STEWARD.value)


class OrganiserForm(RoleForm):
    """Somebody new."""

    name = line("Name", Organiser.name)
    email = address("Email address", Organiser.email, "Enter an email address")


class NewPasswordForm(FlaskForm):  # type: ignore[misc]
    """A first password of one’s own."""

    password = PasswordField(
        "New password", [InputRequired("Enter a new password"), Length(max=200)]
    )
    again = PasswordField(
        "New password again",
        [
            InputRequired("Enter the new password again"),
            EqualTo("password", "Enter the same password in both fields"),
        ],
    )


class ChangedPasswordForm(NewPasswordForm):
    """A new password in place of one that is known."""

    current = PasswordField(
        "Current password", [InputRequired("Enter your current password"), Length(max=200)]
    )
