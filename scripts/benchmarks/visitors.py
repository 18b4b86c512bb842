"""Those who use the site while it is measured, over one connection each, as browsers do."""

from __future__ import annotations

import re
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit


class Visitor:
    """A browser with cookies and a connection that is kept open."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
        self.cookies: SimpleCookie = SimpleCookie()

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        return self._send("GET", path, "", headers)[::2]

    def post(self, path: str, form: dict[str, str]) -> tuple[int, str]:
        """Send a form. Gives the status and where it leads, or else the page."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        status, location, page = self._send("POST", path, urlencode(form), kind)
        return status, location or page

    def post_json(self, path: str, body: str, **headers: str) -> tuple[int, str]:
        kind = {"Content-Type": "application/json", "Origin": self.url}
        return self._send("POST", path, body, kind | headers)[::2]

    def _send(
        self, method: str, path: str, body: str, headers: dict[str, str]
    ) -> tuple[int, str, str]:
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        self.connection.request(
            method, path, body, headers | {"Cookie": cookie} if cookie else headers
        )
        answer = self.connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or ():
            self.cookies.load(line)
        page = answer.read().decode(errors="replace")
        return answer.status, answer.headers.get("Location", ""), page


def hidden_fields(page: str) -> dict[str, str]:
    """The hidden fields of the page’s main form."""
    main = page[page.index("<main") :]
    found = {}
    for tag in re.findall(r"<input\b[^>]*>", main):
        parts = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if parts.get("type") == "hidden" and "name" in parts:
            found[parts["name"]] = parts.get("value", "")
    return found


def register(visitor: Visitor, number: int) -> None:
    """A whole registration: the form, the check page, the booking and its page."""
    _, page = visitor.get("/register")
    said = {
        "delegates-0-given_name": f"Guest{number}",
        "delegates-0-family_name": "Jones",
        "delegates-0-email": f"guest{number}@example.org",
        "delegates-0-organisation": "Tesco",
        "delegates-0-job_title": "Buyer",
    }
    status, page = visitor.post("/register", hidden_fields(page) | said)
    assert status == 200, f"the check page answered {status}"
    status, location = visitor.post("/register", hidden_fields(page) | {"confirm": "yes"})
    assert status == 303, f"the booking answered {status}"
    status, _ = visitor.get(urlsplit(location).path)
    assert status == 200, f"the booking’s page answered {status}"


def sign_in(url: str, link: str) -> Visitor:
    """Somebody who has spent a one-time link."""
    visitor = Visitor(url)
    path = urlsplit(link).path
    _, page = visitor.get(path)
    status, _ = visitor.post(path, hidden_fields(page))
    assert status == 303, f"signing in answered {status}"
    return visitor
