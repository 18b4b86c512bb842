"""Which badges to print, on what, and where on the sheet to begin."""

from __future__ import annotations

import re

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import Length

from conference.documents.badges import Order
from conference.documents.stocks import DEFAULT_STOCK, STOCKS
from conference.models import Edition
from conference.services.printing import Choice, Sheets, Sorting, Which
from conference.web.forms.choices import choices
from conference.web.forms.numbers import Millimetres, WholeNumber


class BadgesForm(Form):
    """Sent by GET to see what would be printed, and by POST to print it.

    Whatever an address leaves out has its default, so that `?codes=K7M4QX` is enough.
    """

    edition = HiddenField()
    which = RadioField("Delegates", default=Which.NEW.value)
    ticket_type = SelectField("Ticket type", coerce=int, validate_choice=False)
    codes = StringField("Codes of the chosen delegates", [Length(max=4000)])
    sorting = RadioField(
        "Sorted by",
        choices=choices(
            {
                Sorting.FAMILY_NAME: "Family name",
                Sorting.ORGANISATION: "Organisation, then family name",
            }
        ),
        default=Sorting.FAMILY_NAME.value,
    )
    with_letters = BooleanField("Show the letters after a name, such as KC MP")

    stock = SelectField(
        "Paper", choices=choices({s.name: s.title for s in STOCKS.values()}), default=DEFAULT_STOCK
    )
    order = RadioField(
        "On several sheets",
        choices=choices(
            {
                Order.READING: "Along the rows, sheet by sheet",
                Order.STACK: "In order once the stack of sheets is cut",
            }
        ),
        default=Order.READING.value,
    )
    start_at = WholeNumber("Begin at label", least=1, most=100, default=1)
    blanks = WholeNumber("Blank badges at the end", least=0, most=500, default=0)
    right_mm = Millimetres("Move right, in mm", most=20, default=0.0)
    down_mm = Millimetres("Move down, in mm", most=20, default=0.0)

    def __init__(
        self, edition: Edition, whose: dict[Which, str], given: MultiDict[str, str] | None
    ) -> None:
        super().__init__(given)
        self.which.choices = choices(whose)
        self.ticket_type.choices = choices({t.id: t.name for t in edition.ticket_types})
        if given and "which" not in given and self.codes.data:
            self.which.data = Which.CHOSEN.value

    def choice(self) -> Choice:
        """Whose badges, and in which order."""
        which = Which(self.which.data)
        return Choice(
            which=which,
            ticket_type_id=self.ticket_type.data,
            codes=codes_in(self.codes.data or "") if which is Which.CHOSEN else (),
            sorting=Sorting(self.sorting.data),
        )

    def sheets(self) -> Sheets:
        """How they are laid on paper."""
        return Sheets(
            stock=self.stock.data,
            start_at=self.start_at.data or 1,
            offset_mm=self.offset_mm(),
            order=Order(self.order.data),
            blanks=self.blanks.data or 0,
            with_letters=self.with_letters.data,
        )

    def offset_mm(self) -> tuple[float, float]:
        """How far the printer has to be set right."""
        return self.right_mm.data or 0.0, self.down_mm.data or 0.0

    def describes_paper(self) -> bool:
        """Whether what is said of the paper is sound, whoever’s badges are chosen."""
        sound = [field.validate(self) for field in (self.stock, self.right_mm, self.down_mm)]
        return all(sound)

    def kept(self) -> list[tuple[str, str]]:
        """What was chosen, as an address or hidden fields carry it."""
        return [
            (field.name, "y" if field.data is True else str(field.data))
            for field in self
            if field.data not in (None, "", False)
        ]


def codes_in(text: str) -> tuple[str, ...]:
    """The short codes in what somebody typed or pasted, each once."""
    return tuple(dict.fromkeys(re.findall(r"[A-Z0-9]+", text.upper())))
