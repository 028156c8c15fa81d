"""What a measure raises when it cannot give a right number."""

from __future__ import annotations


class MeasureError(ValueError):
    """The tables do not allow a right number; the message names table and column, and says what to do."""


class AmbiguousDatesError(MeasureError):
    """Day and month cannot be told apart.

    Attributes:
        example: a date that could be both; "" where some rows can only be day first and others only month first.
    """

    def __init__(self, name: object, example: str) -> None:
        self.example = example
        place = "The dates" if name is None else f"The dates in {name!r}"
        if example:
            super().__init__(
                f"{place}, such as {example!r}, could be day first or month first; write them as 2025-01-31."
            )
        else:
            super().__init__(f"{place} are partly day first and partly month first.")
