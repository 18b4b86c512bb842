"""What is asked of a delegate: when registering, when correcting it, when handing a place on."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, RadioField
from wtforms.validators import ValidationError

from conference.models import Edition, Needs, Registration, Visit
from conference.services.requests import Person
from conference.web.forms.choices import choices
from conference.web.forms.lines import address, line

ANSWERS = {"yes": True, "no": False}
CONSENTS = {"list_consent", "photo_consent"}
Said = MultiDict[str, str]
PERSON = tuple(field.name for field in fields(Person))


def yes_or_no(label: str) -> RadioField:
    """A question with two answers, neither ticked; no answer is a no."""
    answers = choices({"yes": "Yes", "no": "No"})
    return RadioField(label, [_check_answer], choices=answers, validate_choice=False)


def _check_answer(_: Form, field: Field) -> None:
    if field.data not in (None, "", *ANSWERS):
        raise ValidationError("Choose yes or no")


class PersonForm(Form):
    """Who somebody is: all that is said of a colleague to whom a place is handed on.

    The rest is the colleague’s own to say.
    """

    given_name = line("First name", Registration.given_name, "Enter a first name")
    family_name = line("Last name", Registration.family_name)
    email = address("Work email address", Registration.email, "Enter an email address")
    organisation = line("Organisation", Registration.organisation)
    job_title = line("Job title", Registration.job_title)
    prefix = line("Title or form of address", Registration.prefix)
    post_nominals = line("Letters after the name", Registration.post_nominals)

    def person(self) -> Person:
        """What was said, as a value."""
        said: dict[str, Any] = {name: self[name].data for name in PERSON if name in self}
        for name in CONSENTS & said.keys():
            said[name] = ANSWERS.get(said[name])
        return Person(**said)


class DelegateForm(PersonForm):
    """All that is asked of a delegate; of the optional questions those that the edition asks."""

    badge_name = line("First name on the badge, if different", Registration.badge_name)
    dietary = line("Dietary requirements or allergies", Needs.dietary)
    access_needs = line("Access needs", Needs.access_needs)
    vehicle_registration = line("Number plate", Visit.vehicle_registration)
    id_name = line("Name on photo ID, if different", Visit.id_name)
    list_consent = yes_or_no("May we list you in the delegate list?")
    photo_consent = yes_or_no("May we photograph you?")

    @classmethod
    def of(
        cls,
        edition: Edition,
        said: Said | None = None,
        *,
        prefix: str = "",
        person: Person | None = None,
    ) -> DelegateForm:
        """The form as this edition asks it, from what was typed, or else from what is kept."""
        form = cls(said, prefix=prefix, data=answers(person) if person else None)
        for name in ("vehicle_registration", "id_name"):
            if not getattr(edition, f"asks_{name}"):
                del form[name]
        return form


def answers(person: Person) -> dict[str, Any]:
    """What is kept of somebody, as the form’s fields would hold it."""
    words = {True: "yes", False: "no", None: None}
    return asdict(person) | {name: words[getattr(person, name)] for name in CONSENTS}
