"""What is typed into the form: refused in words, kept, and looked at twice."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from conference.models import Edition
from tests.people import ada, lukasz, oliver
from tests.web.visitors import Visitor, fields, looked_up, rows, typed


@pytest.fixture
def visitor(client: FlaskClient, edition: Edition) -> Visitor:
    return Visitor(client)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"given_name": ""}, "Enter a first name"),
        ({"given_name": " \u200b "}, "Enter a first name"),
        ({"email": ""}, "Enter an email address"),
        ({"email": "ada"}, "like name@example.com"),
        ({"email": "ada@ocado"}, "like name@example.com"),
        ({"email": "ada@@ocado.com"}, "like name@example.com"),
        ({"email": "a" * 250 + "@x.org"}, "254 characters or fewer"),
        ({"given_name": "a" * 101}, "First name must be 100 characters or fewer"),
        ({"vehicle_registration": "A" * 21}, "Number plate must be 20 characters or fewer"),
        ({"dietary": "a" * 301}, "must be 300 characters or fewer"),
        ({"list_consent": "perhaps"}, "Choose yes or no"),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field_and_in_the_summary(
    app: Flask, visitor: Visitor, said: dict[str, str], words: str
) -> None:
    [(name, value)] = said.items()
    sent = typed(oliver()) | {f"delegates-0-{name}": value}
    page = visitor.client.post("/register", data=sent | {"confirm": "yes"})
    assert page.status_code == 422
    assert "<title>Error: " in page.text
    assert page.text.count(words) == 2
    assert f'href="#delegates-0-{name}' in page.text
    kept = fields(page)
    assert {n: v for n, v in sent.items() if name not in n}.items() <= kept.items()
    assert rows(app)["booking"] == 0


def test_what_was_typed_too_long_is_still_there(visitor: Visitor) -> None:
    page = visitor.open().press(**typed(ada(organisation="x" * 201))).page
    assert fields(page)["delegates-0-organisation"] == "x" * 201


def test_names_are_taken_as_they_are(app: Flask, visitor: Visitor) -> None:
    for person in (lukasz(), ada(family_name="O’Brien-van der Berg", prefix="Rt Hon Sir")):
        assert visitor.register(person).status_code == 303
    assert looked_up(app, lambda r: r.style) == [
        "Łukasz Ștefan-Győri",
        "Rt Hon Sir Ada O’Brien-van der Berg",
    ]


def test_one_name_is_enough_and_gets_a_second_look(app: Flask, visitor: Visitor) -> None:
    page = visitor.open().press(**typed(ada(family_name=""))).page
    assert "You gave one name only" in page.text
    assert visitor.press("confirm").page.status_code == 303
    assert looked_up(app, lambda r: (r.name, r.sort_name)) == [("Ada", "ada")]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"email": "ada@homtail.com"}, "Did you mean ada@hotmail.com?"),
        ({"post_nominals": "MP KC"}, "The usual order is KC MP"),
    ],
)
def test_what_may_be_a_slip_is_said_and_not_corrected(
    app: Flask, visitor: Visitor, said: dict[str, str], words: str
) -> None:
    [(name, value)] = said.items()
    page = visitor.open().press(**typed(ada(**said))).page
    assert words in page.text
    assert visitor.press("confirm").page.status_code == 303
    assert looked_up(app, lambda r: getattr(r, name)) == [value]


def test_letters_in_their_usual_order_are_left_in_peace(visitor: Visitor) -> None:
    page = visitor.open().press(**typed(oliver(post_nominals="CBE KC MP"))).page
    assert "usual order" not in page.text
