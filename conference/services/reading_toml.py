"""Tables of a file, read key by key. What is wrong is refused in a sentence that says where."""

from __future__ import annotations

import difflib
import re
from datetime import time
from enum import StrEnum
from typing import Any, ClassVar, NoReturn, TypeVar

from conference.errors import Refusal
from conference.models import Base

T = TypeVar("T")

KINDS = {str: "text", int: "a whole number", bool: "true or false", time: "a time such as 09:15:00"}
SHAPES = {
    "accent": (r"(#[0-9a-fA-F]{6})?", "a colour such as “#0b5d57”"),
    "venue_map_url": (r"(https?://\S+)?", "an address that starts with https://"),
    "contact_email": (r"[^@\s]+@[^@\s]+", "an email address"),
}
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Unreadable(Refusal):
    code: ClassVar[str] = "unreadable"
    status: ClassVar[int] = 422


class Table:
    """A table of the file. Each key is taken once; one that is left at the end is unknown."""

    def __init__(self, where: str, content: dict[str, Any]) -> None:
        self.where = where
        self._content = dict(content)
        self._known: set[str] = set()
        self._optional: set[str] = set()

    def take_any(self, key: str) -> Any:
        """The value of a key, whatever it is; None where it is missing."""
        self._known.add(key)
        return self._content.pop(key, None)

    def take(self, key: str, kind: type[T], *, required: bool = False) -> T | None:
        """The value of a key, of a kind."""
        value = self.take_any(key)
        if value is None:
            return self.refuse(f"“{key}” is missing.") if required else None
        if issubclass(kind, StrEnum):
            self._check_member(key, value, kind)
            return kind(value)
        if type(value) is not kind:
            self.refuse(f"“{key}” is {KINDS.get(kind, 'a date and time')}.")
        return value

    def tables(self, key: str) -> list[Table] | None:
        """The tables in a list; None where there is none."""
        rows = self.take_any(key)
        if rows is None:
            return None
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.refuse(f"“{key}” is a list of tables.")
        return [Table(f"{self._inside(key)} {n}", row) for n, row in enumerate(rows, start=1)]

    def allow_missing(self, column: str) -> None:
        """Don’t ask for a column that the model asks for."""
        self._optional.add(column)

    def columns(self, model: type[Base], names: str) -> dict[str, Any]:
        """The values of these columns of a model, of their types and lengths; missing ones not."""
        values = {name: self._column(model, name) for name in names.split()}
        return {name: value for name, value in values.items() if value is not None}

    def refuse_what_is_left(self) -> None:
        """Raise Unreadable for a key that nobody knows."""
        for key in self._content:
            close = difflib.get_close_matches(key, self._known, n=1)
            hint = f" Is it “{close[0]}”?" if close else ""
            self.refuse(f"“{key}” is not known here.{hint}")

    def refuse(self, words: str) -> NoReturn:
        """Raise Unreadable with the place in front."""
        raise Unreadable(f"{self.where}: {words}")

    def _column(self, model: type[Base], name: str) -> Any:
        column = model.__table__.columns[name]
        required = not column.nullable and column.default is None and name not in self._optional
        value = self.take(name, column.type.python_type, required=required)
        if isinstance(value, str):
            self._check_text(name, value, getattr(column.type, "length", None))
        return value

    def _check_text(self, key: str, value: str, longest: int | None) -> None:
        pattern, words = SHAPES.get(key, (".*", ""))
        if longest and len(value) > longest:
            self.refuse(f"“{key}” has at most {longest} characters.")
        if CONTROL.search(value):
            self.refuse(f"“{key}” holds a character that can’t be shown.")
        if not re.fullmatch(pattern, value, re.DOTALL):
            self.refuse(f"“{key}” is {words}.")

    def _check_member(self, key: str, value: Any, kind: type[StrEnum]) -> None:
        words = [member.value for member in kind]
        if value not in words:
            self.refuse(f"“{key}” is one of {', '.join(words)}.")

    def _inside(self, key: str) -> str:
        words = key.replace("_", " ").removesuffix("s").capitalize()
        return words if self.where == "The file" else f"{self.where}, {words.lower()}"
