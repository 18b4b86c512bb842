"""A camera that sees a printed badge: a page of a PDF, held before it and moved about."""

from __future__ import annotations

import math
import subprocess
from pathlib import Path

import pypdfium2
from PIL import Image

WIDTH, HEIGHT, FRAMES = 1280, 720, 60
GREY = 110  # a hall in the morning


def film(pdf: bytes, path: Path, *, page: int = 0) -> Path:
    """Film a page for two seconds; Chromium shows the film again and again as its camera."""
    badge = _picture(pdf, page)
    frames = b"".join(_frame(badge, number).tobytes() for number in range(FRAMES))
    size = f"{WIDTH}x{HEIGHT}"
    raw = ["-f", "rawvideo", "-pix_fmt", "gray", "-s", size, "-r", "30", "-i", "-"]
    motion_jpeg = ["-c:v", "mjpeg", "-q:v", "4", "-pix_fmt", "yuvj420p"]
    command = ["ffmpeg", "-loglevel", "error", "-y", *raw, *motion_jpeg, str(path)]
    subprocess.run(command, input=frames, check=True)
    return path


def _picture(pdf: bytes, page: int) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    picture: Image.Image = document[page].render(scale=1.6).to_pil().convert("L")
    document.close()
    picture.thumbnail((WIDTH, HEIGHT - 40))
    return picture


def _frame(badge: Image.Image, number: int) -> Image.Image:
    """The badge, tilted and moved a little, as a hand does."""
    turn = number / FRAMES * 2 * math.pi
    hall = Image.new("L", (WIDTH, HEIGHT), GREY)
    held = badge.rotate(
        4 * math.sin(turn), expand=True, fillcolor=GREY, resample=Image.Resampling.BILINEAR
    )
    left = (WIDTH - held.width) // 2 + round(40 * math.cos(turn))
    hall.paste(held, (left, (HEIGHT - held.height) // 2))
    return hall
