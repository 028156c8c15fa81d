"""Hostile input: every public measure is called well once, and then badly in every way its arguments allow.

The good call is the worked example of the measure's own docstring, so a new measure is in the table as soon as it has
one. The bad calls are derived from it: columns dropped, emptied and of another kind, infinite and negative money, no
frame at all, scalars that are none. Each has to be refused with a `MeasureError` that names what is wrong, or to give
an answer that says so; no other exception, no warning, and no number that pretends nothing happened.
"""

import copy
import doctest
import inspect
import io
import math
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from functools import cache
from importlib import import_module
from types import FunctionType
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest

from customer_value.errors import MeasureError
from customer_value.measures import SUBJECTS

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

MUST_BE_REFUSED = {
    *("text", "zone", "zones", "inf", "float", "a list", "a dict", "None", "True"),
    *("one text", "one inf", "a number", "33"),
}
"""What no answer can be right for, if the argument or column is needed at all. Exceptions stand in `ANSWERED`."""

MONEY_OR_COUNT = re.compile(r"amount|cost|spend|price|quantity|budget|pool|reach|clicks|views|customers|impressions")
"""What cannot be below 0: a negative number has to be refused as well."""

QUICK = {
    *("dropped", "text", "zones", "inf", "float", "negative", "empty", "a list", "None", "True", "nan", "33"),
    *("all missing", "one text", "one inf", "a number"),
}
"""What is tried by default; everything by the slow test."""

OF_A_LEDGER = {"dropped", "inf", "a list"}
"""What is tried by default of a measure that takes orders and refunds: all read them through `valid_orders`, which is
tried in full."""

WORDS_OF_ITS_OWN = {"reason_label", "segment_label"}
"""Names in a language, not measures: a key of one's own comes back, and a language that is none is a ValueError."""


class Bad(NamedTuple):
    """A bad call.

    Attributes:
        place: the argument, with the column if it is one: "orders[amount]".
        kind: what is bad, such as "inf".
        call: the arguments.
    """

    place: str
    kind: str
    call: dict[str, Any]


def measures() -> dict[str, FunctionType]:
    """Every public function of the measures by name."""
    found = {}
    for subject, names in SUBJECTS.items():
        loaded = import_module(f"customer_value.measures.{subject}")
        found |= {name: getattr(loaded, name) for name in names if isinstance(getattr(loaded, name), FunctionType)}
    return found


MEASURES = measures()


@cache
def good_call(name: str) -> dict[str, Any]:
    """The arguments, defaults included, of the first call of a measure in its worked example that is answered."""
    measure = MEASURES[name]
    signature, calls = inspect.signature(measure), []

    def recorder(*args: Any, **kwargs: Any) -> Any:
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        given = copy.deepcopy(dict(bound.arguments))
        answer = measure(*args, **kwargs)
        calls.append(given)
        return answer

    names = vars(import_module(measure.__module__)) | {name: recorder}
    examples = doctest.DocTestParser().get_examples(inspect.getdoc(measure) or "")
    with redirect_stdout(io.StringIO()):
        for example in examples:
            try:
                exec(example.source, names)
            except MeasureError:
                if name == "check_orders":  # whose example is the refusal of a text date
                    names["orders"] = names["orders"].assign(order_date=pd.to_datetime(names["orders"]["order_date"]))
                    recorder(names["orders"])
            if calls:
                break
    call = calls[0]
    if "refunds" in call and call["refunds"] is None:
        order = call["orders"].dropna(subset=["order_id"]).iloc[[0]]
        refunds = {"order_id": order["order_id"], "refund_date": order["order_date"], "amount": order["amount"] / 4}
        call["refunds"] = pd.DataFrame(refunds)
    return call


def bad_calls(name: str) -> Iterator[Bad]:
    """Every bad call of a measure."""
    good, parameters = good_call(name), inspect.signature(MEASURES[name]).parameters
    for argument, value in good.items():
        for column, kind, bad in _bad_values(value):
            if kind == "None" and (argument == "refunds" or parameters[argument].default is None):
                continue
            place = argument if column is None else f"{argument}[{column}]"
            yield Bad(place, kind, good | {argument: bad})


def _bad_values(value: Any) -> Iterator[tuple[str | None, str, Any]]:
    if isinstance(value, pd.DataFrame):
        yield from _bad_frames(value)
    elif isinstance(value, str):
        yield from ((None, kind, bad) for kind, bad in _bad_texts(value))
    elif isinstance(value, int | float | np.number) and not isinstance(value, bool):
        yield from ((None, kind, bad) for kind, bad in _bad_numbers(value))
    elif isinstance(value, list | tuple | pd.Series):
        yield from ((None, kind, bad) for kind, bad in _bad_lists(value))
    elif isinstance(value, dict):
        yield from ((None, kind, bad) for kind, bad in _bad_dicts(value))


def _bad_frames(table: pd.DataFrame) -> Iterator[tuple[str | None, str, Any]]:
    for place, name in enumerate(table.columns):
        yield name, "dropped", table.iloc[:, [other for other in range(len(table.columns)) if other != place]]
        if isinstance(name, str):
            for kind, values in _bad_columns(table[name]):
                yield name, kind, table.assign(**{name: values})
    yield from ((None, "empty", table.iloc[:0]), (None, "one row", table.iloc[:1]))
    yield from ((None, "a list", [1, 2]), (None, "a dict", {"a": [1]}), (None, "None", None))


def _bad_columns(values: pd.Series) -> Iterator[tuple[str, pd.Series]]:
    index, rows = values.index, range(len(values))
    yield "all missing", pd.Series([None] * len(values), index=index, dtype="object")
    if values.notna().sum() == 0:
        return
    if values.dtype.kind == "M":
        zones = [day.tz_localize("UTC" if row % 2 else "Asia/Taipei") for row, day in zip(rows, values, strict=True)]
        yield "text", values.dt.strftime("%Y-%m-%d")
        yield "zone", values.dt.tz_localize("Asia/Taipei")
        yield "zones", pd.Series(zones, index=index, dtype="object")
        yield "missing", values.where(np.arange(len(values)) > 0)
    elif values.dtype.kind == "b":
        yield "text", values.map({True: "yes", False: "no"})
    elif values.dtype.kind in "iuf":
        yield "text", "NT$" + values.astype("str")
        for kind, number in (("inf", math.inf), ("missing", math.nan), ("negative", -3.0)):
            yield kind, values.astype("float64").where(np.arange(len(values)) > 0, number)
    else:
        yield "missing", values.astype("object").where(np.arange(len(values)) > 0, None)
        if str(values.name).endswith("_id"):
            yield "float", pd.Series(np.arange(len(values)) + 0.5, index=index)


def _bad_texts(value: str) -> Iterator[tuple[str, Any]]:
    yield from (("None", None), ("a number", 5))
    if DAY.fullmatch(value):
        yield from (("text", "soon"), ("zone", pd.Timestamp(value, tz="UTC")), ("NaT", pd.NaT))


def _bad_numbers(value: float) -> Iterator[tuple[str, Any]]:
    yield from (("text", "many"), ("None", None), ("True", True), ("inf", math.inf), ("nan", math.nan))
    yield "negative", -3
    if 0 < value < 1:
        yield "33", 33


def _bad_lists(values: Any) -> Iterator[tuple[str, Any]]:
    yield from (("empty", values[:0]), ("one row", values[:1]), ("None", None), ("a number", 5))
    rest = list(values)[1:]
    for kind, bad in (("text", "many"), ("inf", math.inf), ("nan", math.nan), ("True", True)):
        if isinstance(values, pd.Series):
            yield f"one {kind}", pd.Series([bad, *rest], index=values.index)
        else:
            yield f"one {kind}", type(values)([bad, *rest])


def _bad_dicts(values: dict[Any, Any]) -> Iterator[tuple[str, Any]]:
    yield from (("None", None), ("a number", 5), ("a list", [1, 2]))
    first = next(iter(values))
    for kind, bad in (("text", "many"), ("inf", math.inf), ("nan", math.nan)):
        yield f"one {kind}", values | {first: bad}


def answer(measure: Callable[..., Any], call: dict[str, Any]) -> tuple[Any, str]:
    """What a call gives and what it is refused with; a warning fails."""
    given = {
        name: np.random.default_rng(1) if isinstance(value, np.random.Generator) else copy.deepcopy(value)
        for name, value in call.items()
    }
    bound = inspect.signature(measure).bind_partial()
    bound.arguments.update(given)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return measure(*bound.args, **bound.kwargs), ""
        except MeasureError as refusal:
            return None, str(refusal)


def numbers_in(found: Any) -> list[float]:
    """Every number of an answer, whatever it is."""
    if isinstance(found, pd.DataFrame):
        return [number for _, column in found.items() for number in numbers_in(column)]
    if hasattr(found, "__dataclass_fields__"):
        return [number for name in found.__dataclass_fields__ for number in numbers_in(getattr(found, name))]
    if isinstance(found, pd.Series | list | tuple):
        return [number for one in found for number in numbers_in(one)]
    if isinstance(found, dict):
        return numbers_in(list(found.values()))
    return [float(found)] if isinstance(found, int | float | np.number) else []


def complaint(name: str, bad: Bad) -> str:
    """What is wrong with how a measure takes a bad call; "" where it takes it well."""
    where = f"{name}({bad.place}: {bad.kind})"
    try:
        found, refusal = answer(MEASURES[name], bad.call)
    except Exception as problem:
        return f"{where} raises {type(problem).__name__}: {problem}"
    if refusal:
        return _about_words(where, bad, refusal)
    if (name, bad.place, bad.kind) in ANSWERED or (name, bad.place, "*") in ANSWERED:
        return ""
    if _must_be_refused(bad) and _is_needed(name, bad.place):
        return f"{where} is answered: {str(found)[:80]!r}"
    if bad.kind == "nan" and not any(map(math.isnan, numbers_in(found))):
        return f"{where} is answered as if it were known: {str(found)[:80]!r}"
    return ""


def _must_be_refused(bad: Bad) -> bool:
    column = bad.place.rstrip("]").partition("[")[2] or bad.place
    if bad.kind == "all missing":
        return column.endswith("_id")
    return bad.kind in MUST_BE_REFUSED or (bad.kind == "negative" and bool(MONEY_OR_COUNT.search(column)))


def _about_words(where: str, bad: Bad, refusal: str) -> str:
    sentences = len(re.findall(r"[.?!](?:\s|$)", refusal))
    if not 1 <= sentences <= 3:
        return f"{where} is refused in {sentences} sentences: {refusal}"
    argument, _, column = bad.place.rstrip("]").partition("[")
    asked = bad.call.get(argument)
    words = {column or argument, argument, argument.rstrip("s"), repr(asked)} - {""}
    if not any(word.lower() in refusal.lower() for word in words) and not _names_a_table(refusal, bad.call):
        return f"{where} does not say where: {refusal}"
    return ""


def _names_a_table(refusal: str, call: dict[str, Any]) -> bool:
    """Whether a refusal begins with another argument: what is wrong with one may first be seen in the other."""
    return any(re.search(rf"\b{name}\b", refusal) for name in call) or "order_lines" in refusal


@cache
def _is_needed(name: str, place: str) -> bool:
    """Whether a measure looks at a column: it is refused without it. Arguments always are."""
    argument, _, column = place.rstrip("]").partition("[")
    if not column:
        return True
    good = good_call(name)
    return bool(answer(MEASURES[name], good | {argument: good[argument].drop(columns=column)})[1])


ANSWERED = {
    # The measure is about bad values, and says of each row what is wrong with it.
    *((name, "values", "*") for name in ("amounts_from_text", "days_from_text", "match_text")),
    *(("order_reasons", f"orders[{column}]", "*") for column in ("customer_id", "order_id", "amount")),
    *(("refund_reasons", f"refunds[{column}]", "*") for column in ("order_id", "amount")),
    ("refund_reasons", "orders[order_id]", "all missing"),
    *(("reason_counts", f"reasoned[{column}]", "*") for column in ("order_id", "amount")),
    ("customers_set_aside", "reasoned[customer_id]", "all missing"),
    ("repeated_rows", "table[order_id]", "*"),
    ("merge_customers", "table[customer_id]", "all missing"),
    ("completeness", "missing_words", "*"),
    # A row below 0 is part of its order; an order that comes to nothing in all is none.
    ("valid_orders", "orders[amount]", "negative"),
    ("check_orders", "orders[amount]", "negative"),
    # Missing is a value: a brand of our own, a touch of a lead or of a customer, an order that did not follow.
    *((name, "brand_ratings[competitor_id]", "all missing") for name in ("own_brands", "perceptual_map")),
    ("price_positions", "brand_ratings[competitor_id]", "all missing"),
    *((name, "touches[lead_id]", "all missing") for name in ("campaign_costs", "campaign_returns", "event_guests")),
    *((name, "touches[lead_id]", "all missing") for name in ("trial_groups", "win_back_campaign")),
    *((name, "touches[customer_id]", "all missing") for name in ("contact_history", "response_by_contact")),
    *((name, "touches[customer_id]", "all missing") for name in ("response_by_gap", "touch_paths")),
    ("campaign_returns", "touches[order_id]", "all missing"),
    # Rows without an id belong to nothing and are left out, as the docstring says; the answer is NaN or empty.
    *(("attach_rate", f"lines[{column}]", "all missing") for column in ("order_id", "product_id")),
    ("basket_pairs", "lines[order_id]", "all missing"),
    ("price_ladder", "order_lines[order_id]", "all missing"),
    ("cost_per_lead", "leads[lead_id]", "*"),
    # A name or an id may be any text or number.
    *(("attach_rate", argument, "a number") for argument in ("primary", "addon")),
    ("cluster_profiles", "customers[cluster]", "*"),
    ("conversion_rate", "leads[lead_id]", "text"),
    *((name, "groups", "*") for name in ("eta_squared", "omega_squared")),
    # Below 0 is no slip: scores of any scale, features of a model, a cost that fell.
    *((name, "scores[price]", "negative") for name in ("weighted_advantage", "advantage_ranking")),
    *((name, "scores[price]", "negative") for name in ("advantage_by_weight", "leaders_by_weight")),
    ("feature_power", "table[later_spend]", "negative"),
    ("break_even_volume", "cost_change", "negative"),
    ("loyalty_parts", "surveys", "None"),  # a ledger without surveys
    # Today: people are told apart by customer or lead, and decimal ids still tell them apart.
    ("trial_groups", "touches[customer_id]", "float"),
}
"""Bad calls that are answered all the same: measure, place, and kind ("*" for any)."""


@pytest.mark.parametrize("name", sorted(set(MEASURES) - WORDS_OF_ITS_OWN))
def test_bad_input_is_refused_in_words_or_answered_as_documented(name):
    _, refusal = answer(MEASURES[name], good_call(name))
    assert not refusal, f"the good call of {name} is refused: {refusal}"
    ledger = {"orders", "refunds"} <= set(good_call(name)) and name not in ("valid_orders", "check_orders")
    frames = {argument for argument, value in good_call(name).items() if isinstance(value, pd.DataFrame)}
    complaints = [
        said
        for bad in bad_calls(name)
        if bad.kind in (OF_A_LEDGER if ledger and bad.place.partition("[")[0] in frames else QUICK)
        and (said := complaint(name, bad))
    ]
    assert not complaints, "\n".join(complaints)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set(MEASURES) - WORDS_OF_ITS_OWN))
def test_every_bad_input_is_refused_in_words_or_answered_as_documented(name):
    complaints = [said for bad in bad_calls(name) if (said := complaint(name, bad))]
    assert not complaints, "\n".join(complaints)


def test_every_public_measure_is_in_the_table():
    without = [name for name in MEASURES if not inspect.getdoc(MEASURES[name]) or not good_call(name)]
    assert not without
