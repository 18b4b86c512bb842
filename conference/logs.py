"""What the logs may say: nothing that opens a booking, signs somebody in or names a delegate."""

from __future__ import annotations

import logging
import re
from typing import Any

from gunicorn.glogging import Logger

from conference.links import PURPOSES

# A path under these holds a secret: it opens somebody's booking, or signs an organiser in.
SECRET_PATHS = re.compile(rf"/({'|'.join([*PURPOSES.values(), 'sign-in'])})/[^/\s?]+")
LINE = "%(t)s %(h)s %(m)s %(U)s %(s)s %(b)s %(M)sms"


def without_secrets(text: str) -> str:
    """A path, or words about one, as they may stand in a log."""
    return SECRET_PATHS.sub(r"/\1/…", text)


def in_one_line(text: str) -> str:
    """A path in which nothing ends the line or steers the terminal of whoever reads the log."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


class Discretion(logging.Filter):
    """Takes the secrets out of what is said of a request that failed."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, in other words."""
        record.msg, record.args = without_secrets(record.getMessage()), ()
        return True


DISCRETION = Discretion()


class SiteLogger(Logger):
    """Gunicorn’s logs. The access log leaves out what was searched for, and referrers."""

    def setup(self, cfg: Any) -> None:
        """Begin to log, as the settings say."""
        super().setup(cfg)
        self.error_log.addFilter(DISCRETION)

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> Any:
        """What a line of the access log can say."""
        atoms = super().atoms(resp, req, environ, request_time)
        return atoms | {"U": in_one_line(without_secrets(environ["PATH_INFO"]))}
