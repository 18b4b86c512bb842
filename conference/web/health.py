"""For whoever keeps the site running: is it alive and migrated, and how do things stand?"""

from __future__ import annotations

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from sqlalchemy.exc import DBAPIError

from conference.clock import now
from conference.db import db
from conference.services.measuring import measures
from conference.setting_up import is_migrated
from conference.web.guards import public

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def show() -> ResponseReturnValue:
    """200 while the database answers and has this version’s tables, else 503."""
    try:
        healthy = is_migrated()
    except DBAPIError:
        return _plain("the database does not answer\n", 503)
    return _plain("ok\n", 200) if healthy else _plain("the database is not migrated\n", 503)


@bp.get("/metrics")
@public
def index() -> ResponseReturnValue:
    """Numbers for Prometheus, read from the database, so that every process gives the same."""
    registry = CollectorRegistry()
    gauges: dict[str, Gauge] = {}
    for one in measures(db.session(), now()):
        gauge = gauges.get(one.name) or Gauge(one.name, one.meaning, one.labels, registry=registry)
        gauges[one.name] = gauge
        (gauge.labels(**one.labels) if one.labels else gauge).set(one.value)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _plain(words: str, status: int) -> Response:
    return Response(words, status, content_type="text/plain; charset=utf-8")
