"""The fonts that figures are drawn with, so that Chinese shows on every machine without installing anything.

Two subsets of Noto Sans CJK (SIL Open Font License 1.1, OFL.txt beside them) under family names of their own, so that
a full font on the reader's machine is never mixed up with them. `subset.py` makes them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from matplotlib import font_manager

from customer_value.settings import find_settings

FOLDER = Path(__file__).parent

TRADITIONAL = "Customer Value Sans TC"
"""The family with Taiwan's forms: every character of Big5, Latin, punctuation, symbols."""

SIMPLIFIED = "Customer Value Sans SC"
"""The family with the mainland's forms: every character of GB2312, Latin, punctuation, symbols."""

FILES = {TRADITIONAL: FOLDER / "CustomerValueSansTC.otf", SIMPLIFIED: FOLDER / "CustomerValueSansSC.otf"}

FAMILIES = (TRADITIONAL, SIMPLIFIED, "DejaVu Sans")
"""What `font.family` is set to: a character that one face lacks comes from the next; matplotlib ships the last."""


def families() -> tuple[str, ...]:
    """What `font.family` is set to in this notebook: the face of its language's own characters comes first."""
    traditional, simplified, last = FAMILIES
    return (simplified, traditional, last) if find_settings().language == "zh-Hans" else FAMILIES


@cache
def register() -> tuple[str, ...]:
    """Make the two families known to matplotlib in this process, by path, and return the families to draw with.

    Matplotlib's cache file on disk is neither read for this nor written.
    """
    for path in FILES.values():
        font_manager.fontManager.addfont(path)
    return FAMILIES
