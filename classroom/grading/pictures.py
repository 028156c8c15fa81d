"""Pictures of a stranger: PNG and JPEG that are what they say they are, and not larger than anybody can look at."""

from __future__ import annotations

import base64
import binascii

HEAVIEST = 2_000_000
"""Bytes of one picture."""

LARGEST = 40_000_000
"""Pixels of one picture: a few kilobytes can hold billions, and a browser draws them all."""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_PREFIXES = {f"data:{kind};base64,": kind for kind in ("image/png", "image/jpeg")}


def safe_picture(kind: str, data: str) -> str:
    """A picture's base64, written anew; "" for anything else.

    Args:
        kind: "image/png" or "image/jpeg".
        data: base64, perhaps with line ends in it.
    """
    if len(data) > HEAVIEST * 3 // 2:
        return ""
    try:
        content = base64.b64decode("".join(data.split()), validate=True)
    except (binascii.Error, ValueError):
        return ""
    size = {"image/png": _png_size, "image/jpeg": _jpeg_size}.get(kind, _no_size)(content)
    if len(content) > HEAVIEST or not 0 < size[0] * size[1] <= LARGEST:
        return ""
    return base64.b64encode(content).decode("ascii")


def safe_picture_url(url: str) -> str:
    """A data URL of a picture, written anew; "" for any other address."""
    for prefix, kind in _PREFIXES.items():
        if url.startswith(prefix):
            data = safe_picture(kind, url[len(prefix) :])
            return f"{prefix}{data}" if data else ""
    return ""


def _no_size(content: bytes) -> tuple[int, int]:
    return 0, 0


def _png_size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels; nothing where it is no PNG."""
    if not content.startswith(_PNG) or content[12:16] != b"IHDR" or len(content) < 33:
        return 0, 0
    return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels, from the first frame's header; nothing where it is no JPEG."""
    if not content.startswith(_JPEG):
        return 0, 0
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == 0xFF:  # a byte that only fills
            place += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = (int.from_bytes(content[place + at : place + at + 2], "big") for at in (5, 7))
            return width, height
        if marker in (0xD9, 0xDA):
            break
        place += 2 + max(int.from_bytes(content[place + 2 : place + 4], "big"), 2)
    return 0, 0
