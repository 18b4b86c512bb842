"""What organisers set of an edition, a form a section. Fields are named as the model’s columns."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from flask_wtf import FlaskForm
from wtforms import BooleanField, DateTimeLocalField, Field
from wtforms.validators import InputRequired, Optional, ValidationError

from conference.models import Edition
from conference.web.forms.lines import address, line
from conference.web.forms.numbers import WholeNumber
from conference.web.forms.paragraphs import paragraphs

MOST_PLACES = 100_000


class SectionForm(FlaskForm):  # type: ignore[misc]
    """One section of an edition’s settings."""

    @classmethod
    def of(cls, edition: Edition) -> SectionForm:
        """The form, filled with what is set."""
        return cls(obj=edition)

    def values(self) -> dict[str, Any]:
        """The edition’s new values, by column."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}


class WordsForm(SectionForm):
    """What it is called and what it is about."""

    title = line("Title", Edition.title, "Enter a title")
    strapline = line("Strapline", Edition.strapline)
    about = paragraphs("What it is about")
    notice = paragraphs("Notice above the agenda")
    accent = line("Accent colour", Edition.accent)

    def validate_accent(self, field: Field) -> None:
        if field.data and not re.fullmatch(r"#[0-9a-fA-F]{6}", field.data):
            raise ValidationError("Enter # and six figures, such as #b3361b")


def moment(label: str, missing: str = "") -> DateTimeLocalField:
    """A date and time by the clock of the place."""
    presence = InputRequired(missing) if missing else Optional()
    return DateTimeLocalField(label, [presence], format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])


class TimesForm(SectionForm):
    """When it is, and when one can register."""

    MOMENTS = (
        "starts_at",
        "ends_at",
        "doors_open_at",
        "registration_opens_at",
        "registration_closes_at",
    )

    starts_at = moment("Starts", "Enter a date and a time")
    ends_at = moment("Ends", "Enter a date and a time")
    doors_open_at = moment("Doors open")
    registration_opens_at = moment("Registration opens")
    registration_closes_at = moment("Registration closes")
    offer_hours = WholeNumber(
        "Hours that an offer from the waiting list stands", least=1, most=24 * 30
    )
    timezone = line("Time zone", Edition.timezone, "Enter a time zone")

    @classmethod
    def of(cls, edition: Edition) -> SectionForm:
        set_times = ((name, getattr(edition, name)) for name in cls.MOMENTS)
        local = {name: at and edition.local(at).replace(tzinfo=None) for name, at in set_times}
        return cls(data={**_columns(edition, "offer_hours", "timezone"), **local})

    def values(self) -> dict[str, Any]:
        zone = ZoneInfo(self.timezone.data or "")
        values = super().values()
        typed: dict[str, datetime | None] = {name: values[name] for name in self.MOMENTS}
        return values | {name: at and at.replace(tzinfo=zone) for name, at in typed.items()}

    def validate_timezone(self, field: Field) -> None:
        if field.data not in available_timezones():
            raise ValidationError("Enter the name of a time zone, such as Europe/London")


class VenueForm(SectionForm):
    """Where it is, and how to get there."""

    venue_name = line("Venue", Edition.venue_name, "Enter the venue’s name")
    venue_address = paragraphs("Address", 500)
    venue_postcode = line("Postcode", Edition.venue_postcode)
    venue_map_url = line("Link to a map", Edition.venue_map_url)
    venue_directions = paragraphs("How to get there")
    host_name = line("Host", Edition.host_name)

    def validate_venue_map_url(self, field: Field) -> None:
        if field.data and not field.data.startswith(("https://", "http://")):
            raise ValidationError("Enter a whole address that starts with https://")


class OrganisationForm(SectionForm):
    """Who holds it, and how to reach them."""

    organisation = line("Organisation", Edition.organisation, "Enter the organisation’s name")
    organisation_address = paragraphs("Address", 500)
    contact_email = address(
        "Email address for questions", Edition.contact_email, "Enter an email address"
    )
    contact_phone = line("Telephone", Edition.contact_phone)


class QuestionsForm(SectionForm):
    """What delegates are asked, and for how long the answers are kept."""

    asks_vehicle_registration = BooleanField("Ask for the number plate of those who come by car")
    asks_id_name = BooleanField("Ask for the name on a photo ID, where it differs")
    retention_needs_days = WholeNumber("Diet and access needs, days after", least=1, most=365)
    retention_gate_days = WholeNumber(
        "Number plates and names on IDs, days after", least=1, most=365
    )
    retention_people_months = WholeNumber("Everything else, months after", least=1, most=120)


class CapacityForm(FlaskForm):  # type: ignore[misc]
    """How many places there are."""

    capacity = WholeNumber("Places", least=0, most=MOST_PLACES)


def _columns(edition: Edition, *names: str) -> dict[str, Any]:
    return {name: getattr(edition, name) for name in names}
