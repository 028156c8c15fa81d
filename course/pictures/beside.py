"""Put what the browser tests saw in two languages side by side, for the README.

    python course/pictures/beside.py FOLDER

FOLDER is the one that KIT_SCREENSHOTS named while the browser tests ran; `make pictures` does both.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

PAIRS = {"lesson-7-1": "figure", "wrong-answer": "failed-check", "book": "site-lesson"}
"""The picture's name, and what the tests call the pages on it."""

WIDTH, GAP = 1400, 24


def beside(seen: Path) -> Image.Image:
    """The English page on the left, the Chinese one on the right.

    Args:
        seen: the path of both without "-LANGUAGE.png".
    """
    pages = [Image.open(f"{seen}-{language}.png").convert("RGB") for language in ("en", "zh-Hant")]
    both = Image.new("RGB", (sum(page.width for page in pages) + GAP, max(page.height for page in pages)), "white")
    both.paste(pages[0], (0, 0))
    both.paste(pages[1], (pages[0].width + GAP, 0))
    return both.resize((WIDTH, round(both.height * WIDTH / both.width)), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    for name, seen in PAIRS.items():
        target = Path(__file__).with_name(f"{name}.png")
        beside(Path(sys.argv[1]) / seen).save(target, optimize=True)
        print(target)
