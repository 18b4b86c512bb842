"""The whole job of a conference, by hand in a real browser: nothing here calls our own code."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.cameras import film
from tests.browser.conftest import PHONE, Axe, Launch
from tests.running import Running, running

SEATS = 200


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path / "data") as started:
        yield started


def test_from_registering_to_the_door(
    site: Running, browser: Browser, launch: Launch, axe: Axe, tmp_path: Path
) -> None:
    phone = browser.new_context(viewport=PHONE).new_page()
    register(phone, site, "Łukasz", "Ștefan-Győri", axe)
    desk = browser.new_context(accept_downloads=True).new_page()
    sign_in(desk, site)
    read_the_mail(desk, site, axe)
    import_others(desk, site, tmp_path / "others.csv", axe)
    see_the_waiting_list(phone, site, axe)
    badge = print_badge(desk, site, tmp_path / "badge.pdf", axe)
    steward = launch(film(badge.read_bytes(), tmp_path / "badge.mjpeg")).new_page()
    check_in(steward, desk, site, axe)
    print_delegate_list(desk, site, tmp_path / "delegates.pdf", axe)


def register(page: Page, site: Running, given: str, family: str, axe: Axe) -> None:
    page.goto(site.address)
    axe(page)
    page.get_by_role("link", name="Register for a place").click()
    axe(page)
    fill_in(page, given, family, "lukasz@example.org")
    page.get_by_role("button", name="Continue").last.click()
    axe(page)
    page.get_by_role("button", name="Confirm my place").click()
    expect(page.locator(".reference")).to_be_visible()
    axe(page)


def fill_in(page: Page, given: str, family: str, email: str) -> None:
    page.get_by_label("First name", exact=True).fill(given)
    page.locator("[name=delegates-0-family_name]").fill(family)
    page.get_by_label("Email", exact=False).first.fill(email)
    page.get_by_label("Organisation").fill("Stevenage Bioscience Catalyst")
    page.get_by_label("Job title").fill("Chief Executive")
    page.locator("[name=delegates-0-list_consent][value=yes]").check()


def sign_in(page: Page, site: Running) -> None:
    page.goto(site.sign_in_link)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def read_the_mail(page: Page, site: Running, axe: Axe) -> None:
    """It holds the reference and a link that opens the booking without an account."""
    page.goto(site.address + "/organise/messages/")
    axe(page)
    page.get_by_role("link", name="lukasz@example.org").click()
    axe(page)
    text = page.locator(".letter").inner_text()
    link = next(word for word in text.split() if "/bookings/" in word)
    guest = page.context.browser.new_page()  # type: ignore[union-attr]
    guest.goto(link)
    assert guest.locator(".reference").inner_text() in text
    guest.close()


def import_others(page: Page, site: Running, path: Path, axe: Axe) -> None:
    """199 more from a spreadsheet fill the house."""
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["ticket_type", "given_name", "family_name", "email", "list_consent"])
        for n in range(SEATS - 1):
            rows.writerow(["Delegate", f"Guest{n}", "Jones", f"guest{n}@example.org", "yes"])
    page.goto(site.address + "/organise/imports/new")
    axe(page)
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Check the file").click()
    axe(page)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_text("199").first).to_be_visible()


def see_the_waiting_list(page: Page, site: Running, axe: Axe) -> None:
    """The 201st is told kindly, and joins by the same form."""
    page.goto(site.address)
    axe(page)
    page.get_by_role("link", name="Join the waiting list").click()
    fill_in(page, "Ada", "Okonkwo", "ada@example.org")
    page.get_by_role("button", name="Continue").last.click()
    axe(page)
    page.get_by_role("button", name="Join the waiting list").click()
    expect(page.get_by_text("waiting list").first).to_be_visible()
    axe(page)


def print_badge(page: Page, site: Running, path: Path, axe: Axe) -> Path:
    """All 200 as cards; the one to be scanned is the last by family name."""
    page.goto(site.address + "/organise/badges/")
    axe(page)
    page.get_by_label("All who are confirmed").check()
    page.get_by_role("button", name="Show what will be printed").click()
    expect(page.get_by_role("heading", name="200 badges")).to_be_visible()
    axe(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download to print").click()
    download.value.save_as(path)
    assert len(PdfReader(path).pages) == SEATS
    return path


def check_in(steward: Page, desk: Page, site: Running, axe: Axe) -> None:
    """The camera reads the first badge of the pile: a tick, the name, and one more inside."""
    steward.context.add_cookies(desk.context.cookies())  # type: ignore[arg-type]
    steward.goto(site.address + "/checkin/")
    axe(steward)
    steward.get_by_label("Which door is this?").fill("Main entrance")
    steward.get_by_role("button", name="Start the camera").click()
    expect(steward.locator(".verdict-name")).to_have_text("Guest0 Jones", timeout=15_000)
    axe(steward)
    expect(steward.locator("[data-inside]")).to_have_text("1")


def print_delegate_list(page: Page, site: Running, path: Path, axe: Axe) -> None:
    page.goto(site.address + "/organise/exports/")
    axe(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Delegate list as PDF").click()
    download.value.save_as(path)
    text = "".join(page.extract_text() for page in PdfReader(path).pages)
    assert "Ștefan-Győri" in text
    assert "Guest198" in text
    assert "@" not in text, "a delegate list holds no addresses"
