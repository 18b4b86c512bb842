"""What badges are printed on. A stock is data: `stocks.toml` has the usual ones."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conference.errors import Refusal

DEFAULT_STOCK = "a6"


class UnknownStock(Refusal):
    """There is no stock of that name."""

    code = "unknown_stock"
    message = "There is no badge stock of that name."
    status = 404


@dataclass(frozen=True, slots=True)
class Stock:
    """A page with labels on it; all measures in millimetres from its top left corner."""

    name: str
    title: str
    page: tuple[float, float]
    label: tuple[float, float]
    columns: int = 1
    rows: int = 1
    left: float = 0.0
    top: float = 0.0
    pitch: tuple[float, float] = (0.0, 0.0)
    copies: int = 1
    turned: bool = False
    folded: bool = False

    @classmethod
    def from_table(cls, name: str, table: Mapping[str, Any]) -> Stock:
        """A stock from its TOML table; labels touch where no pitch is given."""
        measures: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in table.items()
        }
        return cls(name=name, **({"pitch": measures["label"]} | measures))

    @property
    def labels(self) -> int:
        """How many labels a page has."""
        return self.columns * self.rows

    @property
    def per_page(self) -> int:
        """How many people’s badges a page has; where a badge takes several pages, one."""
        return max(1, self.labels // self.copies)

    @property
    def face(self) -> tuple[float, float]:
        """Width and height of a badge as it is read."""
        return self.label[::-1] if self.turned else self.label

    def corner(self, label: int) -> tuple[float, float]:
        """The top left corner of a label, which are counted from 0 along the rows."""
        row, column = divmod(label, self.columns)
        return self.left + column * self.pitch[0], self.top + row * self.pitch[1]


def _usual() -> dict[str, Stock]:
    tables = tomllib.loads(Path(__file__).with_name("stocks.toml").read_text("utf-8"))
    return {name: Stock.from_table(name, table) for name, table in tables.items()}


STOCKS = _usual()


def stock(name: str) -> Stock:
    """The stock of that name. Raises UnknownStock."""
    if name not in STOCKS:
        raise UnknownStock(f"There is no badge stock “{name}”. There are: {', '.join(STOCKS)}.")
    return STOCKS[name]
