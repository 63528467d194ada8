"""Pictures as files that are small enough for a repository."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

COLOURS = 64
"""Enough for letters; keeps a picture below 200 kB."""


def save_picture(taken: bytes, path: Path) -> None:
    """Save what Chromium took."""
    Image.open(BytesIO(taken)).quantize(COLOURS).save(path, optimize=True)
