"""What organisers fill in about a delegate: what a delegate says, and notes of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import Self

from wtforms import BooleanField, SelectField

from conference.models import Booking, Edition, Registration
from conference.services.correcting import Notes
from conference.services.enrolling import described
from conference.services.requests import Person, Request
from conference.web.forms.choices import choices
from conference.web.forms.delegates import DelegateForm, Said, answers
from conference.web.forms.lines import line


class DeskForm(DelegateForm):
    """A delegate as organisers see one. Every kind of ticket can be given."""

    ticket_type = SelectField("Ticket")
    po_number = line("Purchase order number", Booking.po_number)
    door_note = line("Note for the door", Registration.door_note)
    sort_name = line("Sorted under", Registration.sort_name)
    notify = BooleanField("Send the confirmation by mail", default=True)
    join_waiting = BooleanField("Put them on the waiting list if no place is free")

    @classmethod
    def new(cls, edition: Edition, said: Said | None = None) -> DeskForm:
        """For somebody who isn’t registered yet."""
        return cls(said)._asking(edition)

    @classmethod
    def about(cls, registration: Registration, said: Said | None = None) -> DeskForm:
        """For somebody who is, from what was typed, or else from what is kept."""
        kept = answers(described(registration)) | {
            "ticket_type": str(registration.ticket_type_id),
            "po_number": registration.booking.po_number,
            "door_note": registration.door_note,
            "sort_name": registration.sort_name,
        }
        form = cls(said, data=kept)
        return form._asking(registration.edition)

    def notes(self) -> Notes:
        """What organisers say of the delegate."""
        return Notes(
            ticket_type_id=int(self.ticket_type.data),
            sort_name=self.sort_name.data,
            door_note=self.door_note.data,
            po_number=self.po_number.data,
        )

    def corrected(self, before: Person) -> Person:
        """The delegate as they are now; what the edition doesn’t ask stays as it was."""
        after = self.person()
        kept = {name: getattr(before, name) for name in ("vehicle_registration", "id_name")}
        return replace(after, **{name: was for name, was in kept.items() if name not in self})

    def request(self, edition: Edition, *, actor: str) -> Request:
        """A booking for this one delegate, who is the booker too."""
        person = self.person()
        names: dict[str, str] = {str(kind.id): kind.name for kind in edition.ticket_types}
        return Request(
            people=(person,),
            ticket_type=names[self.ticket_type.data],
            booker_name=person.name,
            booker_email=person.email,
            po_number=self.po_number.data,
            join_waiting=self.join_waiting.data,
            notify=self.notify.data,
            actor=actor,
        )

    def _asking(self, edition: Edition) -> Self:
        self.ticket_type.choices = choices({kind.id: kind.name for kind in edition.ticket_types})
        for name in ("vehicle_registration", "id_name"):
            if not getattr(edition, f"asks_{name}"):
                del self[name]
        return self
