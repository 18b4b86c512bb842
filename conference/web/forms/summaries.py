"""What was answered, a line a question, for the check page."""

from __future__ import annotations

from typing import NamedTuple

from conference.services.requests import Person
from conference.web.forms.delegates import CONSENTS, PersonForm
from conference.web.forms.hints import hints

LABELS = {
    "email": "Email address",
    "organisation": "Organisation",
    "job_title": "Job title",
    "badge_name": "First name on the badge",
    "dietary": "Dietary requirements",
    "access_needs": "Access needs",
    "vehicle_registration": "Number plate",
    "id_name": "Name on photo ID",
    "list_consent": "In the delegate list",
    "photo_consent": "Photographs",
}
CONSENT = {True: "Yes", False: "No", None: "Not answered, so no"}


class Answer(NamedTuple):
    """One line, with the field that changes it."""

    label: str
    value: str
    field_id: str
    hint: str


def answers(form: PersonForm) -> list[Answer]:
    """All of them; an empty value means that nothing was said."""
    said, looks = form.person(), hints(form)
    about_name = " ".join(looks.pop(name, "") for name in ("family_name", "post_nominals")).strip()
    name = Answer("Name", _whole_name(said), form.given_name.id, about_name)
    others = [
        Answer(label, _words(said, name), form[name].id, looks.get(name, ""))
        for name, label in LABELS.items()
        if name in form
    ]
    return [name, *others]


def _whole_name(person: Person) -> str:
    return " ".join(filter(None, (person.prefix, person.name, person.post_nominals)))


def _words(person: Person, name: str) -> str:
    value = getattr(person, name)
    return CONSENT[value] if name in CONSENTS else str(value)
