"""Agenda and speakers, as organisers set them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from conference.db import db
from conference.models import AgendaItem, Edition, Entry, Part, Speaker
from tests.hostile import HOSTILE

AGENDA = "/organise/editions/2026/agenda/"
SPEAKERS = "/organise/editions/2026/speakers/"
ITEM = {
    "title": "Panel: what the county is good at",
    "kind": "panel",
    "day": "2026-10-07",
    "starts": "10:00",
    "ends": "10:45",
    "room": "Auditorium",
    "abstract": "",
}
SPEAKER = {
    "prefix": "Cllr",
    "given_name": "David",
    "family_name": "Williams",
    "post_nominals": "",
    "role": "Leader",
    "organisation": "Hertfordshire County Council",
    "biography": "",
    "sort_name": "",
    "is_published": "y",
}


def one(app: Flask, model: type[Any], **wanted: str) -> Any:
    with app.app_context():
        return db.session.scalars(select(model).filter_by(**wanted)).one()


def people(app: Flask, title: str) -> list[tuple[str, Part]]:
    with app.app_context():
        item = db.session.scalars(select(AgendaItem).filter_by(title=title)).one()
        return [(a.speaker.family_name, a.part) for a in item.appearances]


def mark(app: Flask) -> int:
    found: int = one(app, Speaker, family_name="Bretton").id
    return found


def test_an_item_is_added_at_the_hour_of_the_place(
    app: Flask, organiser: FlaskClient, client: FlaskClient, edition: Edition
) -> None:
    assert 'value="2026-10-07"' in organiser.get(f"{AGENDA}new").text
    answer = organiser.post(AGENDA, data=ITEM)
    item = one(app, AgendaItem, slug="panel-what-the-county-is-good-at")

    assert (answer.status_code, answer.location) == (303, AGENDA)
    assert item.starts_at == datetime(2026, 10, 7, 9, 0, tzinfo=UTC)
    assert "Panel: what the county is good at" in client.get("/agenda").text


def test_two_items_of_one_title_have_addresses_of_their_own(
    app: Flask, organiser: FlaskClient, edition: Edition
) -> None:
    for _ in range(2):
        organiser.post(AGENDA, data=ITEM | {"title": "Break"})
    with app.app_context():
        slugs = set(db.session.scalars(select(AgendaItem.slug).filter_by(title="Break")))

    assert slugs == {"break", "break-2"}


def test_speakers_are_put_on_the_stage_and_taken_off(
    app: Flask, organiser: FlaskClient, edition: Edition
) -> None:
    organiser.post(SPEAKERS, data=SPEAKER)
    david = one(app, Speaker, family_name="Williams").id
    lines = {
        "people-0-speaker": str(david),
        "people-0-part": "panellist",
        "people-1-speaker": "0",
        "people-1-part": "speaker",
        "people-2-speaker": str(mark(app)),
        "people-2-part": "moderator",
    }
    organiser.post(AGENDA, data=ITEM | lines)
    item = one(app, AgendaItem, title=ITEM["title"])
    assert people(app, ITEM["title"]) == [
        ("Williams", Part.PANELLIST),
        ("Bretton", Part.MODERATOR),
    ]

    swapped = {"people-0-speaker": str(mark(app)), "people-0-part": "chair"}
    organiser.post(f"{AGENDA}{item.id}", data=ITEM | swapped)
    assert people(app, ITEM["title"]) == [("Bretton", Part.CHAIR)]


def test_a_change_raises_the_version_that_calendars_follow_and_saving_the_same_does_not(
    app: Flask, organiser: FlaskClient, edition: Edition
) -> None:
    organiser.post(AGENDA, data=ITEM)
    item = one(app, AgendaItem, title=ITEM["title"])
    organiser.post(f"{AGENDA}{item.id}", data=ITEM)
    assert one(app, AgendaItem, id=item.id).version == 0

    organiser.post(f"{AGENDA}{item.id}", data=ITEM | {"room": "Foyer", "title": "Renamed"})
    renamed = one(app, AgendaItem, id=item.id)
    assert (renamed.version, renamed.slug) == (1, item.slug)


def test_a_speaker_s_new_style_is_news_to_calendars_and_a_biography_is_not(
    app: Flask, organiser: FlaskClient, edition: Edition
) -> None:
    line = {"people-0-speaker": str(mark(app)), "people-0-part": "chair"}
    organiser.post(AGENDA, data=ITEM | line)
    said = SPEAKER | {"given_name": "Mark", "family_name": "Bretton", "prefix": ""}
    organiser.post(f"{SPEAKERS}{mark(app)}", data=said | {"biography": "Chairs the LEP."})
    assert one(app, AgendaItem, title=ITEM["title"]).version == 0

    organiser.post(f"{SPEAKERS}{mark(app)}", data=said | {"post_nominals": "CBE"})
    assert one(app, AgendaItem, title=ITEM["title"]).version == 1


def test_a_speaker_is_sorted_by_family_name_unless_told(
    app: Flask, organiser: FlaskClient, edition: Edition
) -> None:
    organiser.post(SPEAKERS, data=SPEAKER)
    david = one(app, Speaker, family_name="Williams")
    assert david.sort_name == "williams, david"
    assert 'value="williams' not in organiser.get(f"{SPEAKERS}{david.id}").text

    organiser.post(f"{SPEAKERS}{david.id}", data=SPEAKER | {"sort_name": "Aardvark"})
    assert one(app, Speaker, id=david.id).sort_name == "aardvark"
    assert 'value="aardvark"' in organiser.get(f"{SPEAKERS}{david.id}").text


def test_a_hidden_speaker_is_on_no_page(
    app: Flask, organiser: FlaskClient, client: FlaskClient, edition: Edition
) -> None:
    hidden = {name: typed for name, typed in SPEAKER.items() if name != "is_published"}
    organiser.post(SPEAKERS, data=hidden)

    assert "Not shown" in organiser.get(SPEAKERS).text
    assert "Williams" not in client.get("/speakers").text
    assert client.get("/speakers/david-williams").status_code == 404


def test_who_is_removed_leaves_the_items_standing(
    app: Flask, organiser: FlaskClient, edition: Edition
) -> None:
    line = {"people-0-speaker": str(mark(app)), "people-0-part": "chair"}
    organiser.post(AGENDA, data=ITEM | line)
    organiser.post(f"{SPEAKERS}{mark(app)}/remove")

    assert people(app, ITEM["title"]) == []
    assert "0 speakers" in organiser.get(SPEAKERS).text


def test_a_removed_item_is_gone_and_recorded(
    app: Flask, organiser: FlaskClient, client: FlaskClient, edition: Edition
) -> None:
    item = one(app, AgendaItem, slug="welcome")
    answer = organiser.post(f"{AGENDA}{item.id}/remove")

    assert answer.status_code == 303
    assert "Welcome by the chair" not in client.get("/agenda").text
    assert one(app, Entry, action="removed").change == {"title": ["Welcome by the chair", None]}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "Enter a title"),
        ({"ends": "09:00"}, "It ends after it starts"),
        ({"starts": ""}, "Enter a time"),
        ({"day": ""}, "Enter a date"),
    ],
)
def test_a_refused_item_keeps_what_was_typed(
    organiser: FlaskClient, edition: Edition, wrong: dict[str, str], words: str
) -> None:
    answer = organiser.post(AGENDA, data=ITEM | {"room": "The old foyer"} | wrong)

    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="The old foyer"' in answer.text


def test_nobody_is_named_twice_in_one_item(
    app: Flask, organiser: FlaskClient, edition: Edition
) -> None:
    twice = {
        f"people-{n}-{name}": value
        for n in (0, 1)
        for name, value in {"speaker": str(mark(app)), "part": "chair"}.items()
    }
    answer = organiser.post(AGENDA, data=ITEM | twice)

    assert answer.status_code == 422
    assert "Name each speaker once" in answer.text


@pytest.mark.parametrize("nasty", HOSTILE)
def test_nasty_text_comes_back_as_text(
    organiser: FlaskClient, client: FlaskClient, edition: Edition, nasty: str
) -> None:
    names = ("prefix", "given_name", "family_name", "role", "organisation", "biography")
    texts = dict.fromkeys(names, nasty[:70])
    added = organiser.post(SPEAKERS, data=SPEAKER | texts)
    item = organiser.post(AGENDA, data=ITEM | {"title": nasty, "abstract": nasty, "room": "1"})

    assert (added.status_code, item.status_code) == (303, 303)
    for address in (SPEAKERS, AGENDA):
        assert "<script>alert" not in organiser.get(address).text
    for address in ("/speakers", "/agenda"):
        assert "<script>alert" not in client.get(address).text


@pytest.mark.parametrize("base", [AGENDA, SPEAKERS])
def test_what_isn_t_there_isn_t_found(organiser: FlaskClient, edition: Edition, base: str) -> None:
    assert organiser.get(f"{base}999").status_code == 404
    assert organiser.post(f"{base}999", data=ITEM | SPEAKER).status_code == 404
    assert organiser.post(f"{base}999/remove").status_code == 404
    assert organiser.get(f"{base}new".replace("2026", "1999")).status_code == 404
