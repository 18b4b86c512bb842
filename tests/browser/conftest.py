"""A real Chromium, and the site as `scripts/run` starts it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, sync_playwright

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
CAMERA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
AXE = next(Path(__file__).parents[1].glob("vendor/axe-core-*/axe.min.js"))
PHONE: ViewportSize = {"width": 390, "height": 844}

Launch = Callable[..., Browser]
Axe = Callable[[Page], None]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture
def launch(playwright: Playwright) -> Iterator[Launch]:
    """Starts a Chromium; with `film`, its camera shows that."""
    chromium = shutil.which("chromium") or pytest.skip("no Chromium: scripts/test installs it")
    started: list[Browser] = []

    def start(film: Path | None = None) -> Browser:
        camera = (*CAMERA, f"--use-file-for-fake-video-capture={film}") if film else ()
        browser = playwright.chromium.launch(executable_path=chromium, args=[*QUIET, *camera])
        started.append(browser)
        return browser

    yield start
    for browser in started:
        browser.close()


@pytest.fixture
def browser(launch: Launch) -> Browser:
    """A Chromium without a camera."""
    return launch()


@pytest.fixture
def axe() -> Axe:
    """Holds a page against WCAG 2.2 AA, and fails with what it found."""
    return hold_against_axe


def hold_against_axe(page: Page) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = page.evaluate("rules => axe.run({runOnly: rules}).then(r => r.violations)", rules)
    said = [f"{v['id']}: {v['help']} – {[n['html'] for n in v['nodes']]}" for v in found]
    assert not said, f"{page.url}\n" + "\n".join(said)
