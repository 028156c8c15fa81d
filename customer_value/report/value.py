"""The part on value to come: who is still a customer, and what the next twelve months may bring."""

from __future__ import annotations

from math import ceil

from customer_value.figures import forecast_check
from customer_value.measures._numbers import ratio
from customer_value.report.findings import Findings
from customer_value.report.forecast import CORRELATED, MONTHS
from customer_value.report.section import Section
from customer_value.report.wording import Wording

_ALL_ALIVE = 0.99
"""Where nobody's P(alive) is below this, the model saw nobody leave, and P(alive) tells nobody apart."""

_TOP = 0.2


def value_to_come(found: Findings, words: Wording) -> Section:
    """Expected orders and value of the next twelve months, or why they cannot be said."""
    forecast = found.forecast
    title, defined = words.text("clv.title"), [words.text(f"clv.defined.{key}") for key in ("alive", "value", "check")]
    if forecast.table is None:
        key, fields = forecast.missing
        said = {name: words.number(value) for name, value in fields.items()}
        reason = words.text(f"clv.missing.{key}", **said)
        return Section(key="clv", title=title, says=[reason], numbers={"missing": key, **fields})
    table = forecast.table.sort_values(["clv", "customer_id"], ascending=[False, True], ignore_index=True)
    total, top = table["clv"].sum(), ceil(_TOP * len(table))
    share = ratio(table["clv"].head(top).sum(), total)
    kind = "revenue" if found.margin is None else "margin"
    bringing = words.text(f"clv.total_{kind}", money=words.money(total))
    best = words.count(top, "customer")
    orders = words.count(round(table["expected_orders"].sum()), "order")
    says = [
        words.text("clv.orders", months=MONTHS, orders=orders, total=bringing),
        words.text("clv.top", customers=best, share=words.percent(share)),
    ]
    repeated = found.people.set_index("customer_id")["frequency"].reindex(table["customer_id"]).to_numpy() > 1
    if table["p_alive"].min() > _ALL_ALIVE:
        says.append(words.text("clv.all_alive"))
    else:
        again, unlikely = int(repeated.sum()), int((table["p_alive"][repeated] < 0.5).sum())
        says.append(
            words.text(
                "clv.gone",
                customers=words.count(again, "customer"),
                unlikely=words.number(unlikely),
                share=words.percent(ratio(unlikely, again)),
            )
        )
    if forecast.checked_from is not None:
        says.append(
            words.text(
                f"clv.checked_{_closeness(forecast.bias)}",
                day=words.date(forecast.checked_from),
                expected=words.number(forecast.expected),
                happened=words.number(forecast.happened),
                off=words.percent(abs(forecast.bias)),
            )
        )
    else:
        says.append(words.text("clv.unchecked"))
    if abs(forecast.correlation) > CORRELATED:
        says.append(words.text("clv.correlated", r=words.number(forecast.correlation, 2)))
    return Section(
        key="clv",
        title=title,
        headline=words.text("clv.headline", total=bringing, share=words.percent(share), customers=best),
        says=says,
        pictures=[forecast_check(forecast.classes, language=words.language)] if forecast.classes is not None else [],
        defined=defined,
        numbers={
            "months": MONTHS,
            "expected_orders": float(table["expected_orders"].sum()),
            "value": float(total),
            "value_is": kind,
            "top_fifth_share": share,
            "held_out_from": forecast.checked_from and forecast.checked_from.isoformat(),
            "held_out_expected": forecast.expected,
            "held_out_happened": forecast.happened,
            "held_out_bias": forecast.bias,
        },
    )


def _closeness(bias: float) -> str:
    """Whether a forecast was about right, too high or too low."""
    if not abs(bias) > 0.1:
        return "right"
    return "high" if bias > 0 else "low"
