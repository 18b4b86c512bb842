"""A site with a few delegates, and phones that stand at its doors."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import delete, func, select
from werkzeug.serving import make_server

from conference import create_app
from conference.clock import now
from conference.codes import secret
from conference.config import Config
from conference.db import db, writing
from conference.documents.badges import Badge, Masthead, badges_pdf
from conference.documents.stocks import stock
from conference.models import Registration, Role, Scan, SignIn
from conference.services.signing_in import add_organiser, sign_in
from tests.browser.cameras import film
from tests.browser.conftest import PHONE
from tests.door.devices import register
from tests.people import ada, add_edition, lukasz, oliver

HELD_AT = "Main entrance"


@dataclass
class Venue:
    """The running site; what its pages show is compared with what its database holds."""

    app: Flask
    url: str
    cookie: dict[str, str]
    people: dict[str, Registration]

    def phone(self, browser: Browser, scheme: str = "light") -> Page:
        """A steward’s phone with the door’s page open."""
        context = browser.new_context(viewport=PHONE, color_scheme=scheme)  # type: ignore[arg-type]
        context.add_cookies([self.cookie])  # type: ignore[list-item]
        page = context.new_page()
        page.goto(self.url + "/checkin/")
        return page

    def at_door(self, browser: Browser, name: str = HELD_AT, **looks: str) -> Page:
        """A phone that finds people without a camera."""
        page = self.phone(browser, **looks)
        page.get_by_label("Which door is this?").fill(name)
        page.get_by_role("button", name="Start without a camera").click()
        return page

    def film(self, who: str, path: Path) -> Path:
        """This person’s badge, as printed, before a camera."""
        person = self.people[who]
        badge = Badge(
            person.given_name,
            person.family_name,
            code=person.code,
            short_code=person.short_code,
        )
        printed = badges_pdf([badge], stock("a6"), Masthead("Annual Conference", "7 October"))
        return film(printed.pdf, path)

    def scans(self) -> int:
        """How many scans the database holds."""
        with self.app.app_context():
            return db.session.scalars(select(func.count()).select_from(Scan)).one()

    def end_sign_ins(self) -> None:
        with self.app.app_context(), writing() as session:
            session.execute(delete(SignIn))


@contextmanager
def venue(folder: Path, empty: Path) -> Iterator[Venue]:
    """Open the site on a port that is free; the clock runs, as it does in the browser."""
    shutil.copy(empty, folder / "conference.db")
    url = f"sqlite:///{folder / 'conference.db'}"
    app = create_app(Config(data_dir=folder, database_url=url, secret_key=secret()))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    address = f"http://127.0.0.1:{server.port}"
    people, signed_in = _fill(app)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Venue(app, address, _cookie(app, signed_in, address), people)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        with app.app_context():
            db.engine.dispose()


def _fill(app: Flask) -> tuple[dict[str, Registration], str]:
    """Ada, Oliver, who has a note for the door, and Łukasz; and a steward’s sign-in."""
    with app.app_context(), writing() as session:
        begins = now() + timedelta(hours=1)
        edition = add_edition(session, starts_at=begins, ends_at=begins + timedelta(hours=6))
        people = [register(session, edition, one) for one in (ada(), oliver(), lukasz())]
        people[1].door_note = "Tell Anna"
        steward = add_organiser(session, "door@example.org", Role.STEWARD, now(), actor="test")
        session.flush()
        for person in people:
            session.refresh(person)
        begun = sign_in(session, steward.id, now(), browser="test", hours=12)
    return {person.given_name: person for person in people}, begun


def _cookie(app: Flask, signed_in: str, address: str) -> dict[str, str]:
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = signed_in
        cookie["_fresh"] = True
    kept = client.get_cookie("conference")
    assert kept is not None
    return {"name": "conference", "value": kept.value, "url": address}
