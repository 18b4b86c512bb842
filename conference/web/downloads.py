"""Files that a page hands out, each under a name of its own."""

from __future__ import annotations

from flask import Response


def pdf(content: bytes, name: str) -> Response:
    """A PDF to look at in the browser."""
    return _file(content, "application/pdf", f'inline; filename="{name}.pdf"')


def calendar(content: bytes, name: str) -> Response:
    """A diary entry, to be opened by a diary."""
    return _file(content, "text/calendar; charset=utf-8", f'attachment; filename="{name}.ics"')


def json(content: str, name: str) -> Response:
    """A copy to keep."""
    return _file(content, "application/json", f'attachment; filename="{name}.json"')


def _file(content: bytes | str, kind: str, disposition: str) -> Response:
    return Response(content, content_type=kind, headers={"Content-Disposition": disposition})
