"""The form of `/register`: delegates, who books for them, and what the buttons carry along."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from wtforms import Field, Form, RadioField

from conference.codes import secret, sha256
from conference.models import Booking, Edition
from conference.models.names import fold
from conference.services.requests import Request
from conference.web.forms.choices import choices
from conference.web.forms.delegates import DelegateForm, Said
from conference.web.forms.lines import address, line

MOST = 20
TOO_MANY = f"A booking is for up to {MOST} delegates. Make a second one for the others."
_NAME = re.compile(r"delegates-(\d{1,3})-(\w+)")


class BookerForm(Form):
    """Who books, and what kind of ticket."""

    ticket_type = RadioField("Kind of ticket", validate_choice=False)
    booking_for = RadioField(
        "Are you booking for yourself?",
        choices=choices({"self": "Yes", "others": "No, I am booking for somebody else"}),
        default="self",
        validate_choice=False,
    )
    booker_name = line("Your name", Booking.booker_name, "Enter your name")
    booker_email = address("Your email address", Booking.booker_email, "Enter your email address")


class BookingForm:
    """Delegates and their booker as one form: for a page it has fields, errors and words."""

    def __init__(self, edition: Edition, said: Said | None = None) -> None:
        self.edition = edition
        self.said = said if said is not None else Said()
        people = _edited(_by_delegate(self.said), self.said)
        self.delegates = [
            DelegateForm.of(edition, _numbered(person, n), prefix=f"delegates-{n}")
            for n, person in enumerate(people[:MOST])
        ]
        self.form_errors = [TOO_MANY] if len(people) > MOST else []
        self.ticket_types = [t.name for t in edition.ticket_types if t.is_public]
        self.booker = self._booker(said)
        self.join_waiting = self.said.get("join_waiting") == "yes"
        self.key = self.said.get("key") or secret()

    def _booker(self, said: Said | None) -> BookerForm:
        form = BookerForm(said)
        form.ticket_type.choices = choices({name: name for name in self.ticket_types})
        form.booking_for.data = "others" if self.is_for_others else "self"
        if len(self.delegates) > 1:
            form.booking_for.label.text = "Are you the first of these delegates?"
        return form

    def __iter__(self) -> Iterator[Field]:
        """Every field in the order of the page, which is that of the error summary."""
        for delegate in self.delegates:
            yield from delegate
        yield from self.booker

    @property
    def errors(self) -> list[str]:
        return [*self.form_errors, *(words for field in self for words in field.errors)]

    @property
    def is_being_edited(self) -> bool:
        """Whether a button was pressed that changes the form and sends nothing."""
        return any(button in self.said for button in ("add", "remove", "change"))

    @property
    def is_final(self) -> bool:
        """Whether the answers have been checked and the button that books was pressed."""
        return self.said.get("confirm") == "yes"

    @property
    def is_checked_before(self) -> bool:
        """Whether the form came back from the check page, with its one-time key."""
        return "key" in self.said

    @property
    def is_for_others(self) -> bool:
        """Whether somebody books who isn’t the first delegate."""
        asked = self.said.get("booking_for")
        return asked == "others" if asked else bool(self.said.get("booker_email"))

    def validate(self) -> bool:
        """Hold every answer against its check, so that all errors are shown at once."""
        for delegate in self.delegates:
            delegate.validate()
        if self.is_for_others:
            self.booker.validate()
        self._check_ticket_type()
        self._check_doubles()
        if len(self.delegates) > 1:
            self._say_whose()
        return not self.errors

    def request(self) -> Request:
        """What is asked for. The key is kept as its digest, whatever it was."""
        people = tuple(delegate.person() for delegate in self.delegates)
        first, booker = people[0], self.booker
        others = self.is_for_others
        return Request(
            people=people,
            ticket_type=booker.ticket_type.data or "",
            booker_name=booker.booker_name.data if others else first.name,
            booker_email=booker.booker_email.data if others else first.email,
            key=sha256(self.key),
            join_waiting=self.join_waiting,
        )

    def carried(self) -> Iterator[tuple[str, str]]:
        """What the check page holds in hidden fields: all answers, and the one-time key."""
        yield from ((field.name, field.data) for field in self if field.data)
        yield "key", self.key
        if self.join_waiting:
            yield "join_waiting", "yes"

    def _check_ticket_type(self) -> None:
        field = self.booker.ticket_type
        if not field.data and len(self.ticket_types) == 1:
            field.data = self.ticket_types[0]
        if fold(field.data or "") not in map(fold, self.ticket_types):
            field.errors = [*field.errors, "Choose a kind of ticket"]

    def _check_doubles(self) -> None:
        seen: set[tuple[str, str]] = set()
        for delegate in self.delegates:
            person = delegate.person()
            if person.key in seen and person.given_name:
                words = f"{person.name} is in this booking twice, with the same email address"
                delegate.email.errors = [*delegate.email.errors, words]
            seen.add(person.key)

    def _say_whose(self) -> None:
        """In the summary the same words stand for several: each says whom it is about."""
        for number, delegate in enumerate(self.delegates, start=1):
            for field in delegate:
                field.errors = [f"Delegate {number}: {words}" for words in field.errors]


def _by_delegate(said: Said) -> list[dict[str, str]]:
    """What was said of each, in the order of their numbers, whatever these are."""
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for name, value in said.items():
        if match := _NAME.fullmatch(name):
            found[int(match[1])][match[2]] = value
    return [found[number] for number in sorted(found)] or [{}]


def _edited(people: list[dict[str, str]], said: Said) -> list[dict[str, str]]:
    """The delegates after a button was pressed that adds or removes one."""
    if "add" in said and len(people) < MOST:
        return [*people, {}]
    if (number := said.get("remove", "")) and len(people) > 1:
        return [person for n, person in enumerate(people) if str(n) != number]
    return people


def _numbered(person: dict[str, str], number: int) -> Said:
    return Said({f"delegates-{number}-{name}": value for name, value in person.items()})
