"""The direction of the imports: each layer knows those below it and none above."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from conference.config import ROOT

PACKAGE = ROOT / "conference"
BOTTOM = {"errors", "clock", "codes", "wording", "prose", "config"}
# What each layer may import of ours.
MAY_IMPORT = {
    "errors": set(),
    "clock": set(),
    "codes": set(),
    "wording": set(),
    "prose": set(),
    "config": {"errors"},
    "models": BOTTOM,
    "documents": BOTTOM,
    "gateways": BOTTOM,
    "links": BOTTOM | {"models"},
    "db": BOTTOM | {"models"},
    "logs": {"links"},
    "services": BOTTOM | {"models", "documents", "gateways", "links"},
    "setting_up": BOTTOM | {"models", "services", "db"},
    "web": BOTTOM | {"models", "documents", "gateways", "links", "services", "db", "setting_up"},
}
AT_THE_RIM = {"flask", "flask_login", "flask_sqlalchemy", "flask_wtf", "werkzeug", "wtforms"}
MAY_KNOW_FLASK = {"web", "db"}


def _modules(layer: str) -> Iterator[Path]:
    module = PACKAGE / f"{layer}.py"
    yield from [module] if module.is_file() else sorted((PACKAGE / layer).rglob("*.py"))


def _imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, at its top or inside of a function, by its whole name."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _above(layer: str) -> set[str]:
    ours = {
        name.split(".")[1]
        for path in _modules(layer)
        for name in _imports(path)
        if name.startswith("conference.")
    }
    return ours - MAY_IMPORT[layer] - {layer}


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_a_layer_imports_only_what_stands_below_it(layer: str) -> None:
    assert list(_modules(layer)), f"there is no {layer}"
    assert _above(layer) == set()


@pytest.mark.parametrize("layer", sorted(MAY_IMPORT.keys() - MAY_KNOW_FLASK))
def test_only_pages_know_flask(layer: str) -> None:
    outside = {name.split(".")[0] for path in _modules(layer) for name in _imports(path)}

    assert outside & AT_THE_RIM == set()


def test_services_neither_commit_nor_read_the_clock() -> None:
    found = [
        f"{path.name}: {node.attr}"
        for path in _modules("services")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"commit", "utcnow", "today"}
    ]
    clocks = [p.name for p in _modules("services") if "conference.clock.now" in _imports(p)]

    assert found == []
    assert clocks == []


def test_every_module_belongs_to_a_layer() -> None:
    """What joins the layers may import all of them; nothing else is left out of the table."""
    processes = {"courier", "logs", "serve", "supervising", "worker"}
    joins = {"__init__", "cli", "commands", "migrations"} | processes
    there = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()}

    assert there - {"__pycache__"} - joins - MAY_IMPORT.keys() == set()
