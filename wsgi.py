"""The application, for `flask --app wsgi` and for any WSGI server."""

import sys

from conference import create_app
from conference.errors import ConfigError

try:
    app = create_app()
except ConfigError as error:
    sys.exit(str(error))
