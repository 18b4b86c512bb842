"""Small files, short functions, plain words and nothing inline, held for every file of ours."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from conference.config import ROOT

LONGEST_FUNCTION = 25
LIMITS = {
    "conference/**/*.py": 200,
    "scripts/**/*.py": 200,
    "tests/**/*.py": 300,
    "templates/**/*.html": 120,
    "templates/**/*.txt": 120,
    "static/**/*.css": 150,
    "static/**/*.js": 60,
}
NOT_OURS = ("static/vendor/", "tests/vendor/", "conference/migrations/versions/")

INLINE = {
    "a script": re.compile(r"<script(?![^>]*\bsrc=)", re.I),
    "a style sheet": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"\sstyle\s*=", re.I),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "a script as an address": re.compile(r"javascript:", re.I),
}
UNWANTED = re.compile(r"\b(please|oops|successful(ly)?|(?<!aria-)invalid|click here)\b", re.I)
JINJA_COMMENT = re.compile(r"{#.*?#}", re.S)


def _files(pattern: str) -> Iterator[Path]:
    for path in sorted(ROOT.glob(pattern)):
        if not path.relative_to(ROOT).as_posix().startswith(NOT_OURS):
            yield path


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _templates() -> Iterator[tuple[str, str]]:
    for path in (*_files("templates/**/*.html"), *_files("templates/**/*.txt")):
        yield _name(path), JINJA_COMMENT.sub("", path.read_text())


def _is_mail(name: str) -> bool:
    """Mail clients know no style sheets, so letters carry their style with them."""
    return name.startswith("templates/mail/")


@pytest.mark.parametrize(("pattern", "most"), LIMITS.items())
def test_no_file_is_longer_than_its_kind_may_be(pattern: str, most: int) -> None:
    lengths = {_name(path): len(path.read_text().splitlines()) for path in _files(pattern)}

    assert lengths, f"no file matches {pattern}"
    assert {name: lines for name, lines in lengths.items() if lines > most} == {}


@pytest.mark.parametrize("folder", ["conference", "scripts", "tests"])
def test_no_function_is_longer_than_25_lines(folder: str) -> None:
    long = {
        f"{_name(path)}:{node.lineno} {node.name}": lines
        for path in _files(f"{folder}/**/*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := _lines(node)) > LONGEST_FUNCTION
    }

    assert long == {}


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How long it is, without what it says of itself."""
    docstring = ast.get_docstring(function, clean=False)
    said = docstring.count("\n") + 1 if docstring is not None else 0
    return (function.end_lineno or 0) - function.lineno + 1 - said


def test_nothing_is_inline_in_a_template() -> None:
    found = [
        f"{name}: {what}"
        for name, text in _templates()
        for what, pattern in INLINE.items()
        if not _is_mail(name) and pattern.search(text)
    ]

    assert found == []


def test_templates_speak_plainly() -> None:
    found = [
        f"{name}: {word.group()}" for name, text in _templates() for word in UNWANTED.finditer(text)
    ]

    assert found == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        _name(path)
        for path in _files("conference/**/*.py")
        if not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert silent == []
