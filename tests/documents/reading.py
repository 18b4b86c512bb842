"""Reads documents back as their readers do: the eye, a phone, a screen reader, a printer."""

from __future__ import annotations

import re
from ctypes import c_float
from io import BytesIO

import pypdfium2
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from conference.documents.typesetting import MM


def pages(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


def words(pdf: bytes) -> str:
    """All text, in one line."""
    return " ".join(" ".join(p.extract_text() for p in PdfReader(BytesIO(pdf)).pages).split())


def letters(pdf: bytes) -> str:
    """All text without spaces and line breaks, for names that were wrapped."""
    return re.sub(r"\s", "", words(pdf))


def page_mm(pdf: bytes) -> tuple[float, float]:
    """The size of the first page."""
    box = PdfReader(BytesIO(pdf)).pages[0].mediabox
    return round(float(box.width) / MM, 2), round(float(box.height) / MM, 2)


def fonts(pdf: bytes) -> dict[str, bool]:
    """The fonts of the first page, and whether each is embedded."""
    resources = PdfReader(BytesIO(pdf)).pages[0]["/Resources"].get_object()
    assert isinstance(resources, DictionaryObject)
    found = [font.get_object() for font in resources["/Font"].values()]  # type: ignore[attr-defined]
    return {f["/BaseFont"]: "/FontFile2" in f.get("/FontDescriptor", {}) for f in found}


def seen(pdf: bytes, page: int = 0, dpi: int = 150) -> Image.Image:
    """A page as it is printed."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture: Image.Image = document[page].render(scale=dpi / 72).to_pil()
        return picture
    finally:
        document.close()


def scanned(pdf: bytes, dpi: int = 150) -> list[str]:
    """What a phone reads off all pages, page by page."""
    qr = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return [
        found.text
        for page in range(pages(pdf))
        for found in zxingcpp.read_barcodes(seen(pdf, page, dpi), formats=qr)
    ]


def rectangles_mm(pdf: bytes) -> list[tuple[float, ...]]:
    """Left, top, width and height of each path of the first page, from its top left corner.

    They are of what is ruled, whose middle is the measure.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        height = page.get_height()
        kind = pypdfium2.raw.FPDF_PAGEOBJ_PATH
        found = []
        for path in page.get_objects(filter=[kind]):
            left, foot, right, top = path.get_bounds()
            reach = _ruled(path)  # by which PDFium widens the bounds, on each side
            sides = (left + reach, height - top + reach, right - left - 2 * reach)
            found.append((*(side / MM for side in sides), (top - foot - 2 * reach) / MM))
        return found
    finally:
        document.close()


def _ruled(path: pypdfium2.PdfObject) -> float:
    width = c_float()
    pypdfium2.raw.FPDFPageObj_GetStrokeWidth(path, width)
    return width.value
