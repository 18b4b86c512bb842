"""A finished mail, read back by the library’s parser: its parts, its headers, its hostile names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from io import BytesIO
from typing import Any, cast

import pytest
import zxingcpp
from flask import Flask
from icalendar import Calendar
from markupsafe import escape
from PIL import Image
from pypdf import PdfReader

from conference.db import db, writing
from conference.documents.characters import clean
from conference.documents.mails import BadAddress, bare_address
from conference.links import Links
from conference.models import Edition, Letter, Message, Registration
from conference.services import changing
from conference.services.mailing import envelope_of
from conference.services.registering import book
from conference.services.requests import Person
from tests.hostile import HOSTILE
from tests.people import NOW, ada, oliver, request_for

Post = Callable[..., EmailMessage]


@pytest.fixture
def links(app: Flask) -> Links:
    return cast(Links, app.extensions["conference_links"])


@pytest.fixture
def post(edition: Edition, context: None, links: Links) -> Post:
    """Book for somebody and read the mail that they get."""

    def write(person: Person) -> EmailMessage:
        with writing() as session:
            book(session, edition.id, request_for(person), NOW)
        return last(links)

    return write


def last(links: Links, letter: Letter | None = None, sender: str = "c@example.org") -> EmailMessage:
    newest = db.select(Message).order_by(Message.id.desc())
    message = db.session.scalars(newest.where(Message.letter == letter) if letter else newest)
    content = envelope_of(message.first(), links, sender, NOW).content  # type: ignore[arg-type]
    return BytesParser(policy=policy.SMTP).parsebytes(content)


def part(mail: EmailMessage, kind: str) -> Any:
    (found,) = [p for p in mail.walk() if p.get_content_type() == kind]
    return found.get_content()


def ticket_words(mail: EmailMessage) -> str:
    return PdfReader(BytesIO(part(mail, "application/pdf"))).pages[0].extract_text()


def registration() -> Any:
    return db.session.scalars(db.select(Registration).order_by(Registration.id.desc())).one()


def shape(mail: MIMEPart) -> Any:
    inner = [shape(p) for p in mail.iter_parts()]
    return (mail.get_content_subtype(), inner) if inner else mail.get_content_type()


def test_a_confirmation_has_text_html_with_its_picture_calendar_and_ticket(post: Post) -> None:
    forms = ["text/plain", ("related", ["text/html", "image/png"]), "text/calendar"]
    assert shape(post(ada())) == ("mixed", [("alternative", forms), "application/pdf"])


def test_every_line_is_ascii_and_short_enough_for_any_server(post: Post, links: Links) -> None:
    post(oliver(given_name="Łukasz 李", organisation="Ș" * 200))
    message = db.session.scalars(db.select(Message)).one()
    content = envelope_of(message, links, "c@example.org", NOW).content
    assert content.isascii()
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    assert content.count(b"\n") == content.count(b"\r\n")


def test_the_headers_say_who_writes_and_that_a_machine_did(post: Post) -> None:
    mail = post(oliver())
    assert str(mail["From"]) == "Hertfordshire Local Enterprise Partnership <c@example.org>"
    assert str(mail["To"]) == "Oliver Heald <office@example.org>"
    assert str(mail["Reply-To"]) == "conference@example.org"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@example.org>")
    assert "List-Unsubscribe" not in mail


def test_a_sender_with_a_name_of_its_own_keeps_it(post: Post, links: Links) -> None:
    post(ada())
    assert str(last(links, sender="The desk <d@example.org>")["From"]) == "The desk <d@example.org>"


def test_the_subject_says_what_and_when_and_holds_no_link(post: Post) -> None:
    assert post(ada())["Subject"] == "You have a place: Annual Conference, Wednesday 7 October"


def test_a_confirmation_holds_all_that_is_needed_in_text_and_html(post: Post, links: Links) -> None:
    mail = post(oliver())
    ours = registration()
    wanted = (
        "Dear Sir Oliver",
        ours.booking.reference,
        "Sir Oliver Heald KC MP",
        "Wednesday 7 October 2026, 8:30am to 2:30pm",
        "Gunnels Wood Road",
        links.booking(ours.booking),
        "conference@example.org",
        ours.short_code,
    )
    for body in (part(mail, "text/plain"), part(mail, "text/html")):
        assert [words for words in wanted if words not in body] == []


def test_no_mail_tells_of_diet_access_or_number_plate(post: Post) -> None:
    mail = post(oliver())
    bodies = part(mail, "text/plain") + part(mail, "text/html")
    assert not [w for w in ("Vegetarian", "Hearing loop", "AB12 CDE") if w in bodies]


def test_the_picture_is_read_as_the_badge_code(post: Post) -> None:
    picture = Image.open(BytesIO(part(post(ada()), "image/png")))
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [registration().code]


def test_the_html_shows_the_picture_that_is_attached(post: Post) -> None:
    mail = post(ada())
    (picture,) = [p for p in mail.walk() if p.get_content_type() == "image/png"]
    assert f"cid:{picture['Content-ID'].strip('<>')}" in part(mail, "text/html")


def test_the_ticket_is_a_pdf_with_the_name(post: Post) -> None:
    assert "Ada Okonkwo" in ticket_words(post(ada()))


def test_a_confirmation_is_an_invitation(post: Post) -> None:
    mail = post(ada())
    (found,) = [p for p in mail.walk() if p.get_content_type() == "text/calendar"]
    calendar = Calendar.from_ical(part(mail, "text/calendar"))
    (entry,) = calendar.walk("VEVENT")
    assert found["Content-Type"].params["method"] == calendar["METHOD"] == "REQUEST"
    assert str(entry["ATTENDEE"]) == "mailto:ada@example.org"
    assert entry["SEQUENCE"] == 0


def test_giving_back_takes_the_same_entry_out_of_the_calendar(post: Post, links: Links) -> None:
    first = Calendar.from_ical(part(post(ada()), "text/calendar")).walk("VEVENT")[0]
    with writing() as session:
        ours = session.scalars(db.select(Registration)).one()
        changing.give_back(session, ours, NOW, actor="delegate")
    calendar = Calendar.from_ical(part(last(links, Letter.CANCELLED), "text/calendar"))
    entry = calendar.walk("VEVENT")[0]
    assert calendar["METHOD"] == "CANCEL"
    assert entry["UID"] == first["UID"]
    assert int(str(entry["SEQUENCE"])) > int(str(first["SEQUENCE"]))


def test_a_changed_name_updates_the_entry(post: Post, links: Links) -> None:
    post(ada())
    with writing() as session:
        ours = session.scalars(db.select(Registration)).one()
        changing.change_details(session, ours, ada(given_name="Grace"), NOW, actor="delegate")
    mail = last(links, Letter.CHANGED)
    calendar = Calendar.from_ical(part(mail, "text/calendar"))
    assert (calendar["METHOD"], calendar.walk("VEVENT")[0]["SEQUENCE"]) == ("REQUEST", 1)
    assert (
        "Grace Okonkwo" in PdfReader(BytesIO(part(mail, "application/pdf"))).pages[0].extract_text()
    )


def test_a_calendar_holds_no_link_that_opens_the_booking(post: Post, links: Links) -> None:
    calendar = part(post(ada()), "text/calendar").replace("\r\n ", "")
    assert links.booking_token(registration().booking) not in calendar


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_come_out_as_text_in_every_field(post: Post, text: str) -> None:
    texts = {f.name: text for f in fields(Person) if f.type == "str" and f.name != "email"}
    mail = post(ada(**{name: value.replace("\0", "")[:100] for name, value in texts.items()}))
    html = clean(part(mail, "text/html"))
    assert escape(clean(text)) in html
    assert not [tag for tag in ("<script", "<img src=x", '<img src="/etc', "<para") if tag in html]
    assert mail["To"].addresses[0].addr_spec == "ada@example.org"
    assert "Bcc" not in mail
    assert mail.defects == []


def test_a_name_with_line_breaks_adds_no_header(post: Post) -> None:
    mail = post(ada(given_name="line one\r\nBcc: everybody@example.org"))
    assert mail.keys().count("To") == 1
    assert "Bcc" not in mail
    assert clean(mail["To"].addresses[0].display_name).startswith("line one Bcc")


@pytest.mark.parametrize(
    "text", ["", "nobody", "a@b\r\nBcc: c@example.org", "a b@example.org", "@"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(BadAddress):
        bare_address(text)


def test_an_address_abroad_is_told_to_the_server_in_ascii() -> None:
    assert bare_address("anna@münchen.example") == "anna@xn--mnchen-3ya.example"
