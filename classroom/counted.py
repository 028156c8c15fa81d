"""A number of things, in words."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """Such as "1 row" or "3 rows"; `many` where it is not made with an s."""
    return f"1 {one}" if number == 1 else f"{number} {many or one + 's'}"
