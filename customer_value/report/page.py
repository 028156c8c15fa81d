"""The report as a page that needs nothing else, as numbers for a program, and as a table of customers."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Callable, Sequence
from importlib import resources
from typing import TYPE_CHECKING, Any

import pandas as pd

from customer_value.measures._numbers import ratio
from customer_value.measures.tiers.segments import segment_label
from customer_value.report.cohorts import cohorts
from customer_value.report.concentration import concentration
from customer_value.report.cycle import cycle
from customer_value.report.findings import Findings
from customer_value.report.people import recency_frequency_money, segments_section
from customer_value.report.quality import quality
from customer_value.report.repurchase import repurchase
from customer_value.report.section import Section
from customer_value.report.value import value_to_come
from customer_value.report.wording import Wording

if TYPE_CHECKING:
    from markupsafe import Markup

PARTS: dict[str, Callable[[Findings, Wording], Section]] = {
    "quality": quality,
    "rfm": recency_frequency_money,
    "segments": segments_section,
    "concentration": concentration,
    "repurchase": repurchase,
    "cohorts": cohorts,
    "overdue": cycle,
    "clv": value_to_come,
}
"""The parts of the page in their order."""

HEADLINES = ("repurchase", "concentration", "overdue", "clv", "segments", "rfm")
"""The parts whose sentence may stand at the top, the one a manager needs most first."""

_HEADLINES = 3


def sections(
    found: Findings, words: Wording, step: Callable[[str, int], None] = lambda key, number: None
) -> list[Section]:
    """Every part, worked out in order.

    Args:
        step: told the key and the number of each part before it is worked out.
    """
    made = []
    for number, (key, part) in enumerate(PARTS.items()):
        step(key, number)
        made.append(part(found, words))
    return made


def page(found: Findings, parts: Sequence[Section], words: Wording) -> str:
    """The report as one HTML file."""
    from jinja2 import Environment, StrictUndefined

    source = resources.files("customer_value.report").joinpath("report.html.jinja").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["unbroken"] = _unbroken
    return environment.from_string(source).render(
        language=words.language,
        words=words.text,
        of=words.text(
            "page.of", file=found.prepared.file, first=words.date(found.first_day), snapshot=words.date(found.snapshot)
        ),
        headlines=headlines(parts),
        figures=[(words.text(f"page.key.{key}"), value) for key, value in _key_figures(found, words).items()],
        sections=[(part, [picture.img("picture") for picture in part.pictures]) for part in parts],
        money=words.text("page.money", currency=found.currency),
    )


def headlines(parts: Sequence[Section]) -> list[str]:
    """Three sentences a manager would repeat."""
    by_key = {part.key: part for part in parts}
    return [by_key[key].headline for key in HEADLINES if key in by_key and by_key[key].headline][:_HEADLINES]


def data(found: Findings, parts: Sequence[Section]) -> str:
    """The numbers as JSON; what is not known is null, shares are 0 to 1."""
    orders, money = len(found.valid), float(found.valid["amount"].sum())
    content = {
        "file": found.prepared.file,
        "snapshot": found.snapshot.isoformat(),
        "first_order": found.first_day.isoformat(),
        "currency": found.currency,
        "margin": found.margin,
        "customers": len(found.people),
        "orders": orders,
        "net_revenue": money,
        "average_order_value": ratio(money, orders),
        "headlines": headlines(parts),
        **{part.key: part.numbers for part in parts},
    }
    return json.dumps(_plain(content), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def customer_table(found: Findings, words: Wording) -> pd.DataFrame:
    """One row per customer with everything the report knows of them, the most valuable first."""
    table = found.people.copy()
    table["segment"] = [segment_label(key, words.language) for key in table["segment"]]
    rhythm = found.late[["customer_id", "cycle", "ratio", "overdue"]]
    table = table.merge(rhythm.rename(columns={"ratio": "cycles_since_last"}), on="customer_id", how="left")
    if found.forecast.table is not None:
        ahead = found.forecast.table.rename(columns={"expected_orders": "orders_12_months", "clv": "value_12_months"})
        table = table.merge(ahead.drop(columns="expected_value"), on="customer_id", how="left")
    return table.sort_values(["monetary", "customer_id"], ascending=[False, True], ignore_index=True).round(4)


def _unbroken(sentence: str) -> Markup:
    """A sentence in which the options of the command are not broken at their dashes."""
    from markupsafe import Markup, escape

    return Markup(re.sub(r"--[a-z][a-z-]*", r"<wbr><code>\g<0></code>", str(escape(sentence))))


def _key_figures(found: Findings, words: Wording) -> dict[str, str]:
    orders, money = len(found.valid), float(found.valid["amount"].sum())
    return {
        "customers": words.number(len(found.people)),
        "orders": words.number(orders),
        "revenue": words.money(money),
        "order_value": words.money(ratio(money, orders)),
    }


def _plain(value: Any) -> Any:
    """Values as JSON has them: NaN as null, days as text, numbers of NumPy as Python's."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 6)
    return value
