"""What the door’s page and its scans are answered, and whom."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from conference.config import ROOT
from conference.models import Edition, Registration, Role
from tests.door.devices import JSON, at, post, roster_of, scan

VENDORED = ROOT / "static" / "vendor" / "zxing-wasm-3.1.4" / "dist"


def test_a_steward_sends_scans_and_each_is_answered_in_order(
    steward: FlaskClient, guest: Registration, csrf: None
) -> None:
    answer = post(steward, scan(1, guest, 12), "nonsense", scan(2, guest, 14, door="Door B"))
    assert [one["result"] for one in answer.get_json()] == ["admitted", "refused", "already"]
    assert answer.get_json()[2] == {
        "scan_id": scan(2, guest)["scan_id"],
        "result": "already",
        "first_at": at(12).isoformat(),
        "first_door": "Door A",
        "delegate": guest.id,
        "name": "Sir Oliver Heald KC MP",
        "reason": "First came in at 9:12am at Door A.",
    }


def test_a_scan_that_is_sent_again_is_answered_as_at_first(
    steward: FlaskClient, guest: Registration
) -> None:
    first = post(steward, scan(1, guest)).get_json()
    assert post(steward, scan(1, guest)).get_json() == first


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Conference-Door": ""},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_scans_from_another_page_are_refused(
    steward: FlaskClient, guest: Registration, headers: dict[str, str]
) -> None:
    if headers == {"X-Conference-Door": ""}:
        answer = steward.post("/checkin/scans", json={"scans": [scan(1, guest)]})
    else:
        answer = post(steward, scan(1, guest), **headers)
    assert answer.status_code == 403
    assert "arrived_at" not in roster_of(steward)["delegates"][0]


def test_a_form_is_no_batch(steward: FlaskClient, edition: Edition) -> None:
    headers = {"X-Conference-Door": "1"}
    assert steward.post("/checkin/scans", data={"a": "b"}, headers=headers).status_code == 415
    assert steward.post("/checkin/scans", json=[], headers=headers).status_code == 422
    torn = steward.post("/checkin/scans", data="{", headers=headers, content_type=JSON["Accept"])
    assert torn.status_code == 400


@pytest.mark.parametrize("role", [Role.FINANCE, Role.HOST])
def test_other_roles_do_not_reach_the_door(
    client_as: Callable[[Role], FlaskClient], guest: Registration, role: Role
) -> None:
    client = client_as(role)
    for path in ("/checkin/", "/checkin/roster", "/checkin/worker.js"):
        assert client.get(path).status_code == 403
    assert post(client, scan(1, guest)).status_code == 403


def test_who_is_signed_out_is_told_so_and_sees_nothing(
    client: FlaskClient, guest: Registration
) -> None:
    assert client.get("/checkin/").headers["Location"].startswith("/sign-in")
    assert client.get("/checkin/roster", headers=JSON).status_code == 401
    assert post(client, scan(1, guest)).status_code == 401


def test_the_page_and_its_worker_may_run_the_reader_and_no_other_page_may(
    steward: FlaskClient, edition: Edition
) -> None:
    for path in ("/checkin/", "/checkin/worker.js"):
        with steward.get(path, buffered=True) as answer:
            policy = answer.headers["Content-Security-Policy"]
        assert "script-src 'self' 'wasm-unsafe-eval';" in policy
        assert "unsafe-inline" not in policy
    assert "camera=(self)" in steward.get("/checkin/").headers["Permissions-Policy"]
    assert "wasm" not in steward.get("/").headers["Content-Security-Policy"]


def test_the_page_shows_nobody_before_it_is_asked(
    steward: FlaskClient, guest: Registration
) -> None:
    assert "Heald" not in steward.get("/checkin/").text


def test_the_vendored_reader_is_one_version() -> None:
    """The script says the SHA-256 of the WebAssembly that it was made with."""
    said = re.search(r"[0-9a-f]{64}", (VENDORED / "es/reader/index.js").read_text())
    wasm = (VENDORED / "reader/zxing_reader.wasm").read_bytes()
    assert said is not None
    assert said[0] == hashlib.sha256(wasm).hexdigest()
