"""What a cell of a list says: an id, an address, a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

_ADDRESS = re.compile(r"[^@\s,;<>\"()]+@[^@\s,;<>\"()]+\.[^@\s,;<>\"().]+")


def cell_at(cells: Sequence[str], column: int) -> str:
    """A row's cell; "" where the row is shorter."""
    return cells[column] if column < len(cells) else ""


def identity_in(text: str) -> str:
    """An id or a number as it is meant: in plain letters, without what a spreadsheet puts around a number."""
    text = unicodedata.normalize("NFKC", text).strip()
    text = re.sub(r"^'(?=\w)", "", text)
    return re.sub(r"^(\d+)\.0+$", r"\1", text)


def is_cut_off(identity: str) -> bool:
    """Whether a spreadsheet has made a long number short, such as 1.13E+09."""
    return re.fullmatch(r"\d(\.\d+)?[eE]\+\d+", identity) is not None


def address_in(text: str) -> str:
    """An e-mail address without a name around it; "" where it is none."""
    address = unicodedata.normalize("NFKC", text)
    inside = re.search(r"<([^<>]*)>", address)
    address = (inside[1] if inside else address).strip().removeprefix("mailto:").strip(" ;,")
    return address if _ADDRESS.fullmatch(address) else ""


def full_name(values: Mapping[str, str]) -> str:
    """The name of a row, by what its columns hold; of one in two parts, Chinese has the surname first and no space."""
    first, last = values.get("first", ""), values.get("last", "")
    if values.get("name") or not (first or last):
        return values.get("name", "")
    if re.search(r"[\u3400-\u9fff]", first + last) and not re.search(r"[A-Za-z]", first + last):
        return last + first
    return f"{first} {last}".strip()
