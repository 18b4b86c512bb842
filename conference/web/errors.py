"""How a refusal or a fault looks: a page with a sentence, or JSON where that was asked for."""

from __future__ import annotations

from flask import Flask, Response, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from conference.errors import Refusal

WORDS = {
    400: ("Something in the request was not as it should be", "Go back and send it again."),
    401: ("You are signed out", "Sign in and do it again: nothing was changed."),
    403: ("Not open to you", "Your role doesn’t open this page. An organiser can change that."),
    404: ("Page not found", "Check the address, or begin at the front page."),
    405: ("That can’t be done here", "The page doesn’t take that kind of request."),
    413: ("Too large", "The file is larger than the site takes."),
    429: ("Too many tries", "Wait a few minutes and try again."),
    500: ("Something went wrong on our side", "Nothing was changed. Try again in a minute."),
    503: ("Busy for a moment", "Nothing was changed. Wait a few seconds and try again."),
}
WRONG_HOST = "This site is not known by the name in that address: see its setting BASE_URL."
STALE_FORM = "The form was open in a browser that no longer holds its key. Go back and try again."


def init_app(app: Flask) -> None:
    """One handler for each way in which a request can fail."""
    app.register_error_handler(Refusal, show_refusal)
    app.register_error_handler(CSRFError, show_stale_form)
    app.register_error_handler(SecurityError, show_wrong_host)
    app.register_error_handler(OperationalError, show_busy)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(500, show_http_error)


def show_refusal(refusal: Refusal) -> ResponseReturnValue:
    """A refusal, in its own words."""
    return _answer(refusal.status, "That isn’t possible", str(refusal), refusal.code)


def show_stale_form(_: CSRFError) -> ResponseReturnValue:
    return _answer(400, "The form has gone stale", STALE_FORM, "stale_form")


def show_wrong_host(_: SecurityError) -> ResponseReturnValue:
    """In plain text: where the host isn’t ours, a page has no addresses to lead to."""
    return Response(f"{WRONG_HOST}\n", 400, content_type="text/plain; charset=utf-8")


def show_busy(error: OperationalError) -> ResponseReturnValue:
    current_app.logger.error("the database did not answer: %s", error.orig)
    return _answer(503, *WORDS[503], "busy")


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or (error.code or 500) < 400:
        return error
    status = error.code or 500
    title, words = WORDS.get(status, (error.name, error.description or ""))
    return _answer(status, title, words, f"http_{status}")


def _answer(status: int, title: str, words: str, code: str) -> ResponseReturnValue:
    if request.accept_mimetypes.best == "application/json":
        return jsonify(code=code, message=words), status
    return render_template("errors/refusal.html", title=title, message=words, status=status), status
