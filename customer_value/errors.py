"""What a measure raises when it cannot give a right number."""

from __future__ import annotations


class MeasureError(ValueError):
    """The tables do not allow a right number; the message names table and column, and says what to do."""
