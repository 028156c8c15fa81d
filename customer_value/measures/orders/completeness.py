"""Completeness: how much of each field is there and valid."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from numbers import Real
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import Frame, calendar_day, collected, dated_by, moved, open_frame
from customer_value.measures._arguments import listed, mapping
from customer_value.measures._numbers import ratio

MISSING_WORDS = (
    *("n/a", "na", "n.a.", "nan", "null", "none", "nil", "unknown", "-", "--", "—", "?"),
    *("無", "无", "沒有", "不詳", "不明", "未知", "未填", "空白"),
)
"""What people write where there is nothing; compared without regard to capitals and to blanks around."""

NAMED_RULES = {
    "email": r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;.]{2,}",
    "phone": r"[+(]?[0-9]([-\s().]{0,2}[0-9]){7,14}([-\s]*(#|ext\.?|分機)\s*[0-9]{1,6})?",
}
"""Rules that can be given by name: an e-mail address with a domain; 8 to 15 digits, with an extension if need be."""

_FITS = "\x02"
"""Put in the place of a text that a pattern fits; `contains` would have pandas warn of a pattern with groups."""

_BLANKS = "[\\s\u3000\u00a0]+"


def completeness(
    table: Any, rules: Mapping[str, Any] | None = None, *, missing_words: Collection[str] = MISSING_WORDS
) -> pd.DataFrame:
    """How many rows of each field hold a valid value (完整率).

    `complete = rows with a valid value / rows`. A value is **missing** where there is none, where the text is empty
    or only blanks, and where it is a word for nothing such as "N/A", "-" or 無. Zero is a value. A value that is
    there is **invalid** where it breaks the field's rule. What is valid depends on what you want to do with the field,
    so the rule is yours to state:

    - `None`: whatever is not missing is valid;
    - `"phone"`, `"email"`: the rules of that name in `NAMED_RULES`;
    - `re.compile("[0-9]{8}")`: a text that the whole pattern fits, blanks around it aside. Keep to what every kind of
      frame understands: classes, repetitions, groups and alternatives, no looking ahead;
    - `{"North", "South"}`: one of these values;
    - `(1900, 2010)`: a number or a date from the first to the second, both allowed; None for an open end. A number
      that is not finite is invalid.

    Args:
        table: any frame, one row per customer (take repeated rows out first). A lazy frame is run, once.
        rules: field to rule; only these fields are judged. None: every field, without a rule.
        missing_words: the words for nothing.

    Returns:
        A pandas frame, one row per field in the order of the rules: `field`, `rows`, `missing`, `invalid` (counts)
        and `complete` (share, 0 to 1; NaN where the table has no rows).

    Raises:
        MeasureError: a field is missing, or a rule is none of the above or does not suit the field's type.

    Examples:
        Ten telephone numbers, of which four can be called:

        >>> import pandas as pd
        >>> customers = pd.DataFrame({"phone": ["02-2345-6789", "0912-345-678", "+886 2 2345 6789", "(04)2345-6789",
        ...                                     "abc", "N/A", "", "  ", None, None]})
        >>> completeness(customers, {"phone": "phone"})
           field  rows  missing  invalid  complete
        0  phone    10        5        1       0.4
    """
    rules = None if rules is None else mapping(rules, "rules")
    frame = open_frame(table, "table", list(rules or ()))
    rules = dict.fromkeys(frame.collect_schema().names()) if rules is None else rules
    if not rules:
        raise MeasureError("rules is empty; name at least one field of the table.")
    words = sorted({str(word).strip().lower() for word in listed(missing_words, "missing_words")} | {""})
    states = frame.select(
        *(_missing(frame, field, words).alias(f"missing {field}") for field in rules),
        *(_breaks(frame, field, rule).alias(f"breaks {field}") for field, rule in rules.items()),
    )
    states = states.select(
        *(_ones(nw.col(f"missing {field}")).alias(f"missing {field}") for field in rules),
        *(_ones(~nw.col(f"missing {field}") & nw.col(f"breaks {field}")).alias(f"invalid {field}") for field in rules),
    )
    totals = states.select(nw.len().alias("rows"), *(nw.col(name).sum() for name in states.collect_schema().names()))
    totals = collected(totals)
    found = {name: int(nw.to_py_scalar(totals.item(0, name)) or 0) for name in totals.columns}
    n = found["rows"]
    counts = [(field, n, found[f"missing {field}"], found[f"invalid {field}"]) for field in rules]
    return pd.DataFrame(
        [(*row, ratio(n - row[2] - row[3], n)) for row in counts],
        columns=["field", "rows", "missing", "invalid", "complete"],
    )


def _missing(frame: Frame, field: str, words: list[str]) -> nw.Expr:
    """Whether there is nothing: null, NaN, blanks, a word for nothing."""
    kind = frame.collect_schema()[field]
    value = nw.col(field)
    if kind.is_float():
        return value.is_null() | _true(value.is_nan())
    if kind.is_numeric() or kind.is_temporal() or kind == nw.Boolean:
        return value.is_null()
    return value.is_null() | _true(_text(field).str.to_lowercase().is_in(words))


def _breaks(frame: Frame, field: str, rule: Any) -> nw.Expr:
    """Whether a value that is there breaks the field's rule."""
    kind = frame.collect_schema()[field]
    value = nw.col(field)
    if rule is None:
        return nw.lit(False)
    if isinstance(rule, set | frozenset):
        return ~_true((_text(field) if _is_text(kind) else value).is_in(sorted(rule, key=repr)))
    if isinstance(rule, str) and rule not in NAMED_RULES:
        raise MeasureError(
            f"The rule for {field!r} is {rule!r}; there is {' and '.join(map(repr, NAMED_RULES))}. "
            "Give a pattern as re.compile(...), allowed values as a set, a range as a pair."
        )
    if isinstance(rule, str | re.Pattern):
        if not _is_text(kind):
            raise MeasureError(f"table[{field!r}] holds no text, so a pattern cannot judge it; give a range or a set.")
        pattern = NAMED_RULES[rule] if isinstance(rule, str) else rule.pattern
        return ~_true(_text(field).str.replace_all(f"^(?:{pattern})$", _FITS) == _FITS)
    if isinstance(rule, tuple) and len(rule) == 2:
        return ~_within(frame, field, *rule)
    raise MeasureError(
        f"The rule for {field!r} is {rule!r}; give None, a name, a pattern (re.compile), a set of values or a pair "
        "(lowest, highest)."
    )


def _within(frame: Frame, field: str, low: Any, high: Any) -> nw.Expr:
    """Whether a number or a date lies between two, both allowed; one that cannot be told does not."""
    kind = frame.collect_schema()[field]
    value = nw.col(field)
    if kind == nw.Date or kind == nw.Datetime:
        inside = ~value.is_null()
        if low is not None:
            inside = inside & ~dated_by(frame, field, moved(calendar_day(low, f"The rule for {field!r}"), -1))
        if high is not None:
            inside = inside & dated_by(frame, field, calendar_day(high, f"The rule for {field!r}"))
        return _true(inside)
    if not kind.is_numeric():
        raise MeasureError(
            f"table[{field!r}] holds neither numbers nor dates, so a range cannot judge it; turn it into one of them "
            "first (amounts_from_text, days_from_text), or give a pattern."
        )
    for bound in (low, high):
        if bound is not None and (isinstance(bound, bool) or not isinstance(bound, Real)):
            raise MeasureError(f"The rule for {field!r} has the bound {bound!r}; give a number, or None for none.")
    value = value.cast(nw.Float64())
    inside = value.is_finite()
    if low is not None:
        inside = inside & (value >= low)
    if high is not None:
        inside = inside & (value <= high)
    return _true(inside)


def _is_text(kind: Any) -> bool:
    return not (kind.is_numeric() or kind.is_temporal() or kind == nw.Boolean)


def _text(field: str) -> nw.Expr:
    """A field as text without the blanks around it, full-width ones included."""
    return nw.col(field).cast(nw.String()).str.replace_all(f"^{_BLANKS}|{_BLANKS}$", "")


def _true(condition: nw.Expr) -> nw.Expr:
    """A condition that is false where it cannot be told."""
    return nw.when(condition).then(nw.lit(True)).otherwise(nw.lit(False))


def _ones(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))
