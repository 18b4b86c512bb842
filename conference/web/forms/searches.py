"""What an address asks of a list of delegates; whatever makes no sense is left out."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from conference.models import Status
from conference.services.finding import Presence, Search, Sort
from conference.web.forms.lines import one_line
from conference.web.numbers import number

Word = TypeVar("Word", bound=StrEnum)


def search_of(asked: MultiDict[str, str]) -> Search:
    """The search that an address holds."""
    return Search(
        text=one_line(asked.get("q"))[:200],
        status=_word(Status, asked.get("state", "")),
        ticket_type_id=asked.get("ticket", type=number),
        presence=_word(Presence, asked.get("presence", "")),
        sort=_word(Sort, asked.get("sort", "")) or Sort.NAME,
        page=max(1, asked.get("page", 1, type=number)),
    )


def address_of(search: Search) -> dict[str, str | int]:
    """The same search as what an address holds, without its page."""
    said = {
        "q": search.text,
        "state": search.status or "",
        "ticket": search.ticket_type_id or "",
        "presence": search.presence or "",
        "sort": "" if search.sort is Sort.NAME else search.sort.value,
    }
    return {name: value for name, value in said.items() if value}


def _word(enum: type[Word], text: str) -> Word | None:
    return enum(text) if text in tuple(enum) else None
