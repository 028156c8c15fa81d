"""What a look at the machine found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Weight = Literal["stop", "unsafe", "mends", "note"]
"""It cannot be served like this; it could, and learners could do harm; serving puts it right; worth knowing."""


@dataclass(frozen=True)
class Finding:
    """One thing that was found.

    Attributes:
        weight: how bad it is.
        what: what is so, in a sentence.
        remedy: what to do, in a sentence; "" where nothing has to be done.
    """

    weight: Weight
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}".strip()
