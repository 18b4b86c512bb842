from __future__ import annotations

import random
import re
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from conference.codes import BASE32, badge_code
from conference.documents.qr import (
    MODULES,
    SIDE,
    UnreadableCode,
    bars,
    encoded,
    modules,
    qr_png,
    qr_svg_path,
)

CODE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def test_the_sum_of_the_bits_is_what_the_library_draws() -> None:
    chance = random.Random(7)
    for _ in range(50):
        code = "".join(chance.choices(BASE32, k=26))
        assert modules(code) == encoded(code.encode())


def test_a_code_is_version_two_and_level_q() -> None:
    found = zxingcpp.read_barcodes(Image.open(BytesIO(qr_png(CODE))))[0]
    assert MODULES == 25
    assert found.ec_level == "Q"


def test_the_picture_is_read_back() -> None:
    codes = [badge_code() for _ in range(40)]
    pictures = [Image.open(BytesIO(qr_png(code))) for code in codes]
    assert [zxingcpp.read_barcodes(p)[0].text for p in pictures] == codes


def test_the_picture_has_four_modules_of_white_around() -> None:
    picture = Image.open(BytesIO(qr_png(CODE, 1)))
    assert picture.size == (SIDE, SIDE)
    dark = [(x, y) for x in range(SIDE) for y in range(SIDE) if not picture.getpixel((x, y))]
    assert {min(x for x, _ in dark), min(y for _, y in dark)} == {4}
    assert {max(x for x, _ in dark), max(y for _, y in dark)} == {28}


def test_the_path_for_a_page_draws_the_same_modules() -> None:
    picture = Image.new("1", (SIDE, SIDE), 1)
    draw = ImageDraw.Draw(picture)
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", qr_svg_path(CODE)):
        draw.rectangle((int(x), int(y), int(x) + int(length) - 1, int(y)), fill=0)
    assert picture.tobytes() == Image.open(BytesIO(qr_png(CODE, 1))).tobytes()
    assert len(bars(CODE)) == qr_svg_path(CODE).count("M")


@pytest.mark.parametrize("code", ["", "ABC", CODE.lower(), CODE + "A", "0" * 26, "Ł" * 26])
def test_what_is_no_badge_code_is_refused(code: str) -> None:
    with pytest.raises(UnreadableCode):
        modules(code)
