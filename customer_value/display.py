"""Prose whose numbers come out of the notebook's own variables."""

from __future__ import annotations

import datetime as dt
import re
from numbers import Real
from string import Formatter

from customer_value import words
from customer_value.settings import find_settings


class Prose:
    """A piece of Markdown that a notebook shows as text."""

    def __init__(self, markdown: str) -> None:
        self.markdown = markdown

    def _repr_markdown_(self) -> str:
        return plain_dollars(self.markdown)

    def __repr__(self) -> str:
        return self.markdown


def plain_dollars(markdown: str) -> str:
    """Markdown whose dollar signs are money: two in a paragraph would be read as the two ends of a formula.

    A backslash before them does not help: JupyterLab looks for formulas in the finished page, where it is gone. A tag
    of its own around each keeps them apart there. Code stays as it is.
    """
    pieces = _CODE.split(markdown)
    return "".join(piece if place % 2 else _DOLLAR.sub(_SIGN, piece) for place, piece in enumerate(pieces))


_CODE = re.compile(r"(^```.*?^```|`[^`\n]+`)", re.MULTILINE | re.DOTALL)
_DOLLAR = re.compile(r"\\?\$")
_SIGN = "<span>&#36;</span>"


def say(text: str, /, **fields: object) -> Prose:
    """Fill the `{fields}` of a Markdown text with values; as the last line of a cell it shows itself.

    A field is a plain name with a Python format after a colon if wanted: `{share:.0%}`, `{spend:,.0f}`, `{name}`.
    A date shows in the notebook's language. A missing number shows as the words for "no base". Negative numbers get a
    true minus sign. Nothing is evaluated: no attributes, no indexing, no calls.

    Raises:
        ValueError: the text has a field that is no plain name, that was not given, or whose format does not fit its
            value; the message says which.
    """
    return Prose(_Prose().vformat(text, (), fields))


class _Prose(Formatter):
    def get_field(self, field_name, args, kwargs):
        if not field_name.isidentifier():
            raise ValueError(f"{{{field_name}}} is not a name; put the value in a variable and name that.")
        if field_name not in kwargs:
            raise ValueError(f"The text names {{{field_name}}}, but no such value was given.")
        return _Value(field_name, kwargs[field_name]), field_name

    def convert_field(self, value, conversion):
        if conversion:
            raise ValueError(f"{{{value.name}!{conversion}}}: leave out the !{conversion}.")
        return value

    def format_field(self, value, format_spec):
        return value.format(format_spec)


class _Value:
    """One value on its way into a text, with its name for error messages."""

    def __init__(self, name: str, value: object) -> None:
        self.name = name
        self.value = value

    def format(self, pattern: str) -> str:
        value = self.value
        if words.missing(value):
            return words.text("words.no_base", find_settings().language)
        if isinstance(value, dt.date) and not pattern:
            return words.date(value)
        try:
            filled = format(value, pattern)
        except (ValueError, TypeError) as problem:
            raise ValueError(f"{{{self.name}:{pattern}}} does not fit the value {value!r}: {problem}.") from problem
        if isinstance(value, Real) and filled.lstrip().startswith("-"):
            return filled.replace("-", words.MINUS, 1)
        return filled
