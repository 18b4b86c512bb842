"""Numbers as people type them, within bounds, with one sentence for whatever is wrong."""

from __future__ import annotations

from typing import Any

from wtforms import FloatField, IntegerField


class WholeNumber(IntegerField):
    """A whole number. Left out of the request it is its default; left empty it is asked for."""

    def __init__(self, label: str, *, least: int, most: int, **options: Any) -> None:
        super().__init__(label, **options)
        self.least, self.most = least, most
        self.flags.required = True

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            return
        typed = str(valuelist[0]).strip().replace(",", "")
        self.data = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
        if self.data is None or not self.least <= self.data <= self.most:
            raise ValueError(f"Enter a whole number from {self.least:,} to {self.most:,}")


class Millimetres(FloatField):
    """A small distance, to either side, with a true minus or a hyphen."""

    def __init__(self, label: str, *, most: float, **options: Any) -> None:
        super().__init__(label, **options)
        self.most = most
        self.flags.required = True

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else f"{self.data:g}"

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            return
        try:
            self.data = float(str(valuelist[0]).strip().replace("−", "-").replace(",", "."))
        except ValueError:
            self.data = None
        if self.data is None or not -self.most <= self.data <= self.most:
            raise ValueError(f"Enter a number from −{self.most:g} to {self.most:g}, such as 0.5")
