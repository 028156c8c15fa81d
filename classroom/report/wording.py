"""The words of the report's pages, and numbers and times as a reader of the class's language expects them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from customer_value import fonts, words
from customer_value.figures.style import styled
from customer_value.messages import catalogue, message
from customer_value.settings import DERIVED


def say(key: str, language: str, **fields: object) -> str:
    """One of the report's messages."""
    return message("classroom", f"report.{key}", language, **fields)


def say_of(key: str, count: int, language: str, **fields: object) -> str:
    """A message about a number of things: that of KEY-one for a single one, where there is such a message."""
    single = f"{key}-one" if count == 1 and f"report.{key}-one" in catalogue("classroom") else key
    return say(single, language, count=words.number(count), **fields)


def points(value: float) -> str:
    """Points as they are written: no zeros behind the point."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-", words.MINUS)


def correlation(value: float, language: str) -> str:
    """A correlation with two digits, or a dash where there is none."""
    return "–" if words.missing(value) else words.number(value, 2, language)


def moment(at: dt.datetime, language: str) -> str:
    """A day and a time, such as "2 Mar 2026, 14:05"."""
    return say("moment", language, day=words.short_date(at.date(), language), time=f"{at:%H:%M}")


@contextmanager
def drawn_in(language: str) -> Iterator[None]:
    """A context to draw a figure in, with the face of the class's own characters first."""
    import matplotlib as mpl

    traditional, simplified, last = fonts.FAMILIES
    families = (simplified, traditional, last) if language in DERIVED else (traditional, simplified, last)
    with styled():
        mpl.rcParams["font.family"] = list(families)
        yield
