"""The door: its page, what a device must know, and the scans that it sends."""

from __future__ import annotations

import gzip
from datetime import datetime
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    json,
    jsonify,
    render_template,
    request,
    send_from_directory,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user

from conference.clock import now
from conference.db import db, writing
from conference.errors import Refusal
from conference.models import Role
from conference.services import rostering
from conference.services.checking_in import NotABatch, record_scans
from conference.web.context import current_edition
from conference.web.csrf import csrf
from conference.web.guards import roles
from conference.web.headers import policy

bp = Blueprint("checkin", __name__, url_prefix="/checkin")
HEADER = "X-Conference-Door"


class NotFromTheDoor(Refusal):
    code = "not_from_the_door"
    message = "Scans are taken from the door’s own page only."
    status = 403


@bp.get("/")
@roles(Role.ORGANISER, Role.STEWARD)
def show() -> ResponseReturnValue:
    response = Response(render_template("checkin/show.html", edition=current_edition()))
    response.headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
    return _with_reader(response)


@bp.get("/worker.js")
@roles(Role.ORGANISER, Role.STEWARD)
def worker() -> ResponseReturnValue:
    """The worker that reads codes. It stands below the page, with a policy of its own."""
    folder = f"{current_app.static_folder}/checkin"
    return _with_reader(send_from_directory(folder, "worker.js"))


@bp.get("/roster")
@roles(Role.ORGANISER, Role.STEWARD)
def roster() -> ResponseReturnValue:
    edition = current_edition()
    etag = rostering.state(db.session(), edition.id)
    if request.if_none_match.contains_weak(etag):
        answer = Response(status=304)
    else:
        answer = _json(rostering.roster(db.session(), edition, now(), _since()))
    answer.set_etag(etag, weak=True)
    return answer


@bp.post("/scans")
@roles(Role.ORGANISER, Role.STEWARD)
@csrf.exempt  # type: ignore[untyped-decorator]
def create() -> ResponseReturnValue:
    _refuse_other_pages()
    batch, moment = _batch(), now()
    edition_id = current_edition().id
    with writing() as session:
        answers = record_scans(session, edition_id, batch, current_user.id, moment)
    return jsonify(answers)


def _refuse_other_pages() -> None:
    """In place of a form’s token, which goes stale on a page that stays open for a day.

    No other site can send the header without asking first, and we never say yes.
    """
    origin = request.headers.get("Origin")
    is_ours = origin is None or origin.partition("://")[2] == request.host
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if HEADER not in request.headers or not is_ours or site != "same-origin":
        raise NotFromTheDoor


def _batch() -> object:
    try:
        return request.get_json()
    except RecursionError:
        raise NotABatch from None


def _since() -> datetime | None:
    """What the device has already; a time that can’t be read means nothing."""
    try:
        since = datetime.fromisoformat(request.args.get("since", ""))
    except ValueError:
        return None
    return since if since.tzinfo and since.year > 1 else None


def _json(content: dict[str, Any]) -> Response:
    body = json.dumps(content, separators=(",", ":")).encode()
    answer = Response(body, mimetype="application/json")
    answer.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"]:
        answer.set_data(gzip.compress(body, 6, mtime=0))
        answer.content_encoding = "gzip"
    return answer


def _with_reader(response: Response) -> Response:
    """Let the page, and its worker, run the WebAssembly that reads codes."""
    response.headers["Content-Security-Policy"] = policy(script_src="'self' 'wasm-unsafe-eval'")
    return response
