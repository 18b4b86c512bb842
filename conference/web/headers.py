"""What every answer says to the browser about trust, framing and keeping."""

from __future__ import annotations

from flask import Flask, Response, current_app, request

from conference.web.context import config
from conference.web.guards import LINK_HOLDER, Guard, guard_of

# Nothing on our pages is inline and nothing comes from another host, so no nonces are needed.
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}
A_YEAR = 31_536_000


def policy(**changes: str) -> str:
    """The Content-Security-Policy, with some directives replaced (`script_src="…"`)."""
    merged = POLICY | {name.replace("_", "-"): value for name, value in changes.items()}
    return "; ".join(f"{name} {value}" for name, value in merged.items())


def init_app(app: Flask) -> None:
    """Set the headers on every answer; a view that sets one itself is left alone."""
    app.after_request(_guard_answer)


def _guard_answer(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", policy())
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    headers.setdefault("Referrer-Policy", "no-referrer" if _is_by_link() else "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if config().is_secure:
        headers.setdefault("Strict-Transport-Security", f"max-age={A_YEAR}; includeSubDomains")
    _decide_keeping(response)
    return response


def _decide_keeping(response: Response) -> None:
    """Pages of a person are kept nowhere, static files for ever, public pages asked for again."""
    if request.endpoint == "static":
        if "v" in request.args:
            response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    elif "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store" if _is_personal() else "no-cache"


def _is_by_link() -> bool:
    return _guard() == LINK_HOLDER


def _is_personal() -> bool:
    guard = _guard()
    is_private = guard is None or guard == LINK_HOLDER or bool(guard.roles)
    return is_private or request.method not in ("GET", "HEAD")


def _guard() -> Guard | None:
    return guard_of(current_app, request.endpoint) if request.endpoint else None
