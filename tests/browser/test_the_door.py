"""The door’s page in a real Chromium, with badges that the product printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.conftest import Axe, Launch
from tests.browser.doors import HELD_AT, Venue, venue

# Resolves once the camera has run for two seconds; a page’s policy forbids to poll it from outside.
TWO_SECONDS = """video => new Promise(done => {
  const look = () => video.currentTime > 2 ? done() : video.requestVideoFrameCallback(look);
  look();
})"""
SLOW = 15_000  # ms until a camera has started and read, on a busy machine


@pytest.fixture
def site(tmp_path: Path, empty_sqlite: Path) -> Iterator[Venue]:
    with venue(tmp_path, empty_sqlite) as opened:
        yield opened


def verdict(page: Page, tone: str) -> Locator:
    """The field of colour, once it has that meaning."""
    return page.locator(f"door-verdict[data-tone={tone}]:visible")


def find(page: Page, words: str) -> Locator:
    """The people whom the page shows for some letters."""
    page.get_by_label("Code, or part of a name").fill(words)
    return page.locator(".door-person")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def test_the_camera_reads_a_printed_badge_and_the_name_stands_on_green(
    site: Venue, launch: Launch, axe: Axe, tmp_path: Path
) -> None:
    page = site.phone(launch(site.film("Oliver", tmp_path / "badge.mjpeg")))
    axe(page)
    page.get_by_label("Which door is this?").fill(HELD_AT)
    press(page, "Start the camera")
    expect(verdict(page, "good")).to_contain_text("Come in", timeout=SLOW)
    expect(verdict(page, "good")).to_contain_text("Sir Oliver Heald KC MP")
    expect(verdict(page, "good")).to_contain_text("Tell Anna")
    expect(verdict(page, "good")).to_contain_text("No photographs")
    expect(page.locator("[data-inside]")).to_have_text("1")
    axe(page)


def test_a_badge_that_stays_before_the_camera_is_sent_once(
    site: Venue, launch: Launch, axe: Axe, tmp_path: Path
) -> None:
    page = site.phone(launch(site.film("Ada", tmp_path / "badge.mjpeg")))
    page.get_by_label("Which door is this?").fill(HELD_AT)
    press(page, "Start the camera")
    expect(verdict(page, "good")).to_be_visible(timeout=SLOW)
    press(page, "Next")
    axe(page)
    for _ in range(2):  # the page asks every five seconds; the badge is read many times between
        with page.expect_response("**/roster*"):
            pass
    assert page.locator("video").evaluate("video => !video.paused")
    assert site.scans() == 1


def test_a_badge_that_comes_before_the_steward_has_looked_is_read_afterwards(
    site: Venue, launch: Launch, tmp_path: Path
) -> None:
    """Oliver waits before the camera while the answer about somebody else stands."""
    page = site.phone(launch(site.film("Oliver", tmp_path / "badge.mjpeg")))
    page.route("**/scans", lambda route: route.abort(), times=1)
    page.get_by_label("Which door is this?").fill(HELD_AT)
    press(page, "Start without a camera")
    find(page, "okonkwo").click()
    expect(verdict(page, "unsent")).to_be_visible()
    page.locator("door-camera").evaluate("camera => camera.start()")
    page.locator("video").evaluate(TWO_SECONDS)
    press(page, "Try again")
    expect(verdict(page, "good")).to_contain_text("Heald", timeout=SLOW)
    assert site.scans() == 2


def test_the_second_door_is_told_when_and_where_the_first_was(
    site: Venue, launch: Launch, tmp_path: Path
) -> None:
    browser = launch(site.film("Ada", tmp_path / "badge.mjpeg"))
    pages = [site.phone(browser), site.phone(browser)]
    for number, page in enumerate(pages):
        page.get_by_label("Which door is this?").fill(f"Door {'AB'[number]}")
    for page in pages:
        press(page, "Start the camera")
    for page in pages:
        expect(page.locator("door-verdict:visible")).to_contain_text("Ada", timeout=SLOW)
    first, second = sorted(pages, key=lambda page: verdict(page, "good").count(), reverse=True)
    expect(verdict(first, "good")).to_contain_text("Come in")
    expect(verdict(second, "again")).to_contain_text("Already in")
    expect(verdict(second, "again")).to_contain_text(re.compile(r"at [\d:]+[ap]m at Door [AB]"))
    for page in pages:
        expect(page.locator("[data-inside]")).to_have_text("1")


def test_a_typed_short_code_lets_in(site: Venue, browser: Browser) -> None:
    page = site.at_door(browser)
    code = site.people["Ada"].short_code.lower()
    find(page, f"{code[:3]} {code[3:]}")
    page.keyboard.press("Enter")
    expect(verdict(page, "good")).to_contain_text("Ada Okonkwo")


def test_a_hand_scanner_is_heard_anywhere_and_its_enter_presses_no_button(
    site: Venue, browser: Browser
) -> None:
    page = site.at_door(browser)
    find(page, "okonkwo").click()
    expect(verdict(page, "good")).to_contain_text("Ada")
    page.get_by_role("button", name="Undo").focus()
    page.keyboard.type(site.people["Oliver"].code)
    page.keyboard.press("Enter")
    expect(verdict(page, "good")).to_contain_text("Heald")
    expect(page.locator("[data-inside]")).to_have_text("2")


@pytest.mark.parametrize("words", ["stefan gyori", "Győri Łukasz", "lukasc", "bioscence", "stfean"])
def test_names_are_found_by_parts_with_accents_and_slips_forgiven(
    site: Venue, browser: Browser, words: str
) -> None:
    page = site.at_door(browser)
    expect(page.locator(".door-person")).to_have_count(0)
    expect(find(page, words)).to_have_count(1)
    expect(find(page, words)).to_contain_text("Łukasz Ștefan-Győri")


def test_the_finder_shows_nobody_until_asked_and_says_when_there_is_none(
    site: Venue, browser: Browser, axe: Axe
) -> None:
    page = site.at_door(browser)
    expect(find(page, "o")).to_have_count(0)
    expect(find(page, "zzzz")).to_have_count(0)
    expect(page.get_by_text("Nobody is called that.")).to_be_visible()
    axe(page)


def test_undo_takes_back_from_the_answer_and_for_a_while_after(
    site: Venue, browser: Browser
) -> None:
    page = site.at_door(browser)
    find(page, "okonkwo").click()
    press(page, "Undo")
    expect(verdict(page, "plain")).to_contain_text("Undone")
    expect(page.locator("[data-inside]")).to_have_text("0")
    press(page, "Next")
    find(page, "okonkwo").click()
    press(page, "Next")
    page.locator("door-last").get_by_role("button", name="Undo").click()
    expect(verdict(page, "plain")).to_contain_text("Ada Okonkwo")
    expect(page.locator("[data-inside]")).to_have_text("0")


def test_leaving_lowers_the_number_inside(site: Venue, browser: Browser) -> None:
    page = site.at_door(browser)
    find(page, "okonkwo").click()
    expect(page.locator("[data-inside]")).to_have_text("1")
    press(page, "Change")
    page.get_by_label("Going out").check()
    press(page, "Start without a camera")
    find(page, "okonkwo").click()
    expect(verdict(page, "good")).to_contain_text("Goodbye")
    expect(page.locator("[data-inside]")).to_have_text("0")


def test_an_unknown_code_is_red_and_says_why(site: Venue, browser: Browser, axe: Axe) -> None:
    page = site.at_door(browser)
    find(page, "A" * 26)
    page.keyboard.press("Enter")
    expect(verdict(page, "no")).to_contain_text("No badge of this conference has this code.")
    axe(page)


def test_an_answer_that_was_lost_is_fetched_again_and_counts_once(
    site: Venue, browser: Browser, axe: Axe
) -> None:
    """The server kept the scan, and the network died before the phone heard of it."""

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page = site.at_door(browser)
    page.route("**/scans", lose_the_answer, times=1)
    find(page, "okonkwo").click()
    expect(verdict(page, "unsent")).to_contain_text("The scan is not kept.")
    expect(verdict(page, "unsent")).to_contain_text("Ada Okonkwo")
    axe(page)
    press(page, "Try again")
    expect(verdict(page, "good")).to_contain_text("Come in")
    assert site.scans() == 1


def test_a_sign_in_that_ended_is_said_and_nothing_counts_as_kept(
    site: Venue, browser: Browser, axe: Axe
) -> None:
    page = site.at_door(browser)
    expect(find(page, "okonkwo")).to_have_count(1)
    site.end_sign_ins()
    page.locator(".door-person").click()
    expect(verdict(page, "unsent")).to_contain_text("You are signed out.")
    expect(verdict(page, "unsent").get_by_role("link", name="Sign in again")).to_be_visible()
    axe(page)
    assert site.scans() == 0


def test_without_a_camera_the_page_says_so_and_codes_still_work(
    site: Venue, browser: Browser, axe: Axe
) -> None:
    page = site.phone(browser)
    page.get_by_label("Which door is this?").fill(HELD_AT)
    press(page, "Start the camera")
    expect(page.get_by_role("alert")).to_contain_text(re.compile("camera"))
    axe(page)
    press(page, "Start without a camera")
    expect(page.get_by_label("Code, or part of a name")).to_be_visible()


def test_without_https_the_page_says_why_there_is_no_camera(site: Venue, browser: Browser) -> None:
    page = site.phone(browser)
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    page.reload()
    expect(page.get_by_text("addresses with https only")).to_be_visible()
    expect(page.get_by_role("button", name="Start the camera")).to_be_hidden()


def test_the_door_is_legible_in_the_dark(site: Venue, browser: Browser, axe: Axe) -> None:
    page = site.at_door(browser, scheme="dark")
    find(page, "okonkwo")
    axe(page)
    for tone in ("good", "again"):
        find(page, "okonkwo").click()
        expect(verdict(page, tone)).to_be_visible()
        axe(page)
        press(page, "Next")
