"""The parts of an edition that come in numbers: ticket types, agenda items, speakers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    Form,
    FormField,
    SelectField,
    TimeField,
)
from wtforms.validators import InputRequired, ValidationError

from conference.models import AgendaItem, Category, Edition, Kind, Part, Speaker, TicketType
from conference.models.names import sort_key
from conference.services.editing_programmes import Appearing
from conference.web.forms.choices import choices, choices_of
from conference.web.forms.lines import line
from conference.web.forms.paragraphs import paragraphs

NOBODY = 0
SPARE_LINES = 3  # to put further people in, without a script


class TicketTypeForm(FlaskForm):  # type: ignore[misc]
    """A kind of place."""

    name = line("Name", TicketType.name, "Enter a name")
    description = line("Description", TicketType.description)
    category = SelectField("Category", choices=choices_of(Category))
    is_public = BooleanField("Anybody can register for it; otherwise only organisers give it")

    def values(self) -> dict[str, Any]:
        """Its columns."""
        return {
            "name": self.name.data,
            "description": self.description.data,
            "category": Category(self.category.data),
            "is_public": self.is_public.data,
        }


class AppearanceForm(Form):
    """One line: somebody, and their part."""

    speaker = SelectField("Speaker", coerce=int)
    part = SelectField(
        "Part",
        choices=choices_of(Part),
        default=Part.SPEAKER.value,
    )


class AgendaItemForm(FlaskForm):  # type: ignore[misc]
    """A thing that happens at a time in a room."""

    title = line("Title", AgendaItem.title, "Enter a title")
    kind = SelectField("Kind", choices=choices_of(Kind))
    day = DateField("Date", [InputRequired("Enter a date")])
    starts = TimeField("Starts", [InputRequired("Enter a time")], format=["%H:%M", "%H:%M:%S"])
    ends = TimeField("Ends", [InputRequired("Enter a time")], format=["%H:%M", "%H:%M:%S"])
    room = line("Room", AgendaItem.room)
    abstract = paragraphs("What it is about")
    people = FieldList(FormField(AppearanceForm))

    @classmethod
    def of(cls, edition: Edition, item: AgendaItem | None) -> AgendaItemForm:
        """The form of an item, or of a new one on the day of the conference."""
        form = cls(data=_said(edition, item))
        for _ in range(SPARE_LINES if not form.is_submitted() else 0):
            form.people.append_entry()
        for entry in form.people:
            entry.form.speaker.choices = _choices(edition.speakers)
        return form

    def values(self, edition: Edition) -> dict[str, Any]:
        """Its columns; times are by the edition’s own clock."""
        day, starts, ends = self.day.data, self.starts.data, self.ends.data
        if day is None or starts is None or ends is None:
            raise ValueError("only a form that is valid has values")
        return {
            "title": self.title.data,
            "kind": Kind(self.kind.data),
            "room": self.room.data,
            "abstract": self.abstract.data,
            "starts_at": datetime.combine(day, starts, edition.zone),
            "ends_at": datetime.combine(day, ends, edition.zone),
        }

    def appearing(self) -> list[Appearing]:
        """Who takes what part, in order."""
        filled = [entry.form for entry in self.people if entry.form.speaker.data != NOBODY]
        return [Appearing(form.speaker.data, Part(form.part.data)) for form in filled]

    def validate_people(self, field: FieldList[Any]) -> None:
        ids = [one.speaker_id for one in self.appearing()]
        if len(set(ids)) < len(ids):
            raise ValidationError("Name each speaker once")


class SpeakerForm(FlaskForm):  # type: ignore[misc]
    """Somebody on the stage."""

    prefix = line("Title or form of address", Speaker.prefix)
    given_name = line("Given name", Speaker.given_name, "Enter a given name")
    family_name = line("Family name", Speaker.family_name)
    post_nominals = line("Letters after the name", Speaker.post_nominals)
    role = line("Role", Speaker.role)
    organisation = line("Organisation", Speaker.organisation)
    biography = paragraphs("Biography")
    sort_name = line("Sorted under", Speaker.sort_name)
    is_published = BooleanField("Show on the pages and in the programme", default=True)

    @classmethod
    def of(cls, speaker: Speaker | None) -> SpeakerForm:
        """The form of a speaker; a sort key that follows from the name isn’t shown."""
        form = cls(obj=speaker)
        if speaker and form.sort_name.data == sort_key(speaker.given_name, speaker.family_name):
            form.sort_name.data = ""
        return form

    def values(self) -> dict[str, Any]:
        """The speaker’s columns."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}


def _said(edition: Edition, item: AgendaItem | None) -> dict[str, Any]:
    if item is None:
        return {"day": edition.local(edition.starts_at).date()}
    starts, ends = edition.local(item.starts_at), edition.local(item.ends_at)
    return {
        "title": item.title,
        "kind": item.kind.value,
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "room": item.room,
        "abstract": item.abstract,
        "people": [{"speaker": a.speaker_id, "part": a.part.value} for a in item.appearances],
    }


def _choices(speakers: Sequence[Speaker]) -> list[Any]:
    return choices({NOBODY: "–", **{s.id: s.name for s in speakers}})
