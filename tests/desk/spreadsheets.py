"""Small files of delegates, as spreadsheet programs save them."""

from __future__ import annotations

import csv
import io

BOM = b"\xef\xbb\xbf"
HEADING = "ticket_type,given_name,family_name,email,organisation"
ANNA = "Delegate,Anna,Bell,anna@example.org,Airbus"
BORIS = "Speaker,Borís,Ó Briain,boris@example.org,Roche"


def file_of(*lines: str, heading: str = HEADING) -> bytes:
    """What Excel writes: UTF-8 with a mark, lines ended by CRLF."""
    return BOM + "".join(f"{line}\r\n" for line in (heading, *lines)).encode()


def file_for(number: int) -> bytes:
    """As many delegates."""
    return file_of(*(f"Delegate,Guest{n},Jones,guest{n}@example.org," for n in range(number)))


def cells_of(content: bytes) -> list[list[str]]:
    """The lines of a CSV."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
