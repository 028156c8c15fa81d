"""The part on repurchase: the last full quarter as a balance of customers, and the two rates quarter by quarter."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from customer_value import figures
from customer_value.frames import DAY
from customer_value.measures.repurchase.flow import customer_balance
from customer_value.measures.repurchase.second_purchase import second_purchase_table
from customer_value.measures.repurchase.trend import calendar_windows, repurchase_trend
from customer_value.report.findings import Findings
from customer_value.report.section import Section, Table
from customer_value.report.wording import Wording

LAPSE = 180
AGAIN = 90
"""Days within which a first-purchase customer buys again."""

_YEAR = 365
_QUARTERS = 8


def repurchase(found: Findings, words: Wording) -> Section:
    """First-purchase, existing and lapsed customers, and who of them bought again."""
    title = words.text("repurchase.title")
    again, since, until = _bought_again(found)
    says = [_again_in_words(again, since, until, words)]
    numbers = {
        "bought_again_base": int(again["base"]),
        "bought_again": int(again["of_base"]),
        "bought_again_rate": float(again["rate"]),
    }
    keys = ("status", "rates", "balance", "again")
    defined = [words.text(f"repurchase.defined.{key}", days=LAPSE, again=AGAIN) for key in keys]
    windows = calendar_windows(found.first_day, found.snapshot)
    if not windows:
        says.insert(0, words.text("repurchase.no_quarter"))
        return Section(key="repurchase", title=title, says=says, defined=defined, numbers=numbers)
    start, end = windows[-1]
    balances = customer_balance(found.orders, found.refunds, start, end, lapse_days=LAPSE)
    balance = balances.iloc[0]
    trend = repurchase_trend(found.orders, found.refunds, windows[-_QUARTERS:], lapse_days=LAPSE)
    last = trend.iloc[-1]
    named = quarter(start, words)
    says = [
        _rate_in_words("existing", last["existing"], last["repurchased"], last["repurchase_rate"], words, named),
        _rate_in_words("lapsed", last["lapsed"], last["won_back"], last["win_back_rate"], words, named),
        words.text("repurchase.balance", **{key: words.number(balance[key]) for key in balance.index}),
        *says,
    ]
    if (start - found.first_day).days < LAPSE:
        says.append(words.text("repurchase.young", first=words.date(found.first_day), days=LAPSE))
    pictures = [figures.customer_balance(balances, language=words.language)]
    if len(trend) > 1 and trend["repurchase_rate"].notna().any():
        pictures.append(figures.repurchase_over_time(trend, language=words.language))
    numbers |= {
        "quarter": [start, end],
        "lapse_days": LAPSE,
        **{f"balance_{key}": int(balance[key]) for key in balance.index},
        "repurchase_rate": float(last["repurchase_rate"]),
        "lapsed": int(last["lapsed"]),
        "win_back_rate": float(last["win_back_rate"]),
    }
    return Section(
        key="repurchase",
        title=title,
        headline=_headline(last, again, named, words),
        says=says,
        pictures=pictures,
        tables=[_table(trend, words)] if len(trend) > 1 else [],
        defined=defined,
        numbers=numbers,
    )


def quarter(start: dt.date, words: Wording) -> str:
    """A quarter's name: "Q4 2025", "2025 年第 4 季"."""
    return words.text("repurchase.quarter", n=(start.month + 2) // 3, year=start.year)


def _bought_again(found: Findings) -> tuple[pd.Series, dt.date, dt.date]:
    """First-purchase customers of a year that ended 90 days ago, how many of them bought again, and the year's days."""
    until = found.snapshot - AGAIN * DAY
    since = min(max(until - (_YEAR - 1) * DAY, found.first_day), until)
    table = second_purchase_table(found.orders, found.refunds, found.snapshot, [AGAIN], start=since, end=until)
    return table.iloc[0], since, until


def _again_in_words(again: pd.Series, since: dt.date, until: dt.date, words: Wording) -> str:
    if not again["base"]:
        return words.text("repurchase.again_none", days=AGAIN)
    return words.text(
        "repurchase.again",
        customers=words.count(again["base"], "customer"),
        since=words.date(since),
        until=words.date(until),
        n=words.number(again["of_base"]),
        share=words.percent(again["rate"]),
        days=AGAIN,
    )


def _rate_in_words(kind: str, base: int, bought: int, rate: float, words: Wording, named: str) -> str:
    """One of the two rates of a quarter as a sentence; another one where nobody was in its base."""
    if not base:
        return words.text(f"repurchase.no_{kind}", quarter=named, days=LAPSE)
    return words.text(
        f"repurchase.{kind}",
        quarter=named,
        base=words.number(base),
        n=words.number(bought),
        share=words.percent(rate),
        days=LAPSE,
    )


def _headline(last: pd.Series, again: pd.Series, named: str, words: Wording) -> str:
    if not last["existing"]:
        return ""
    key = "headline" if again["base"] else "headline_short"
    return words.text(
        f"repurchase.{key}",
        quarter=named,
        existing=words.count(last["existing"], "existing"),
        share=words.percent(last["repurchase_rate"]),
        again=words.percent(again["rate"]),
        days=AGAIN,
    )


def _table(trend: pd.DataFrame, words: Wording) -> Table:
    """Both rates quarter by quarter."""
    rows = [
        (
            quarter(row.start, words),
            words.number(row.existing),
            words.number(row.repurchased),
            words.percent(row.repurchase_rate),
            words.number(row.lapsed),
            words.number(row.won_back),
            words.percent(row.win_back_rate),
        )
        for row in trend.itertuples()
    ]
    names = ("quarter", "existing", "repurchased", "repurchase_rate", "lapsed", "won_back", "win_back_rate")
    head = [words.text(f"repurchase.head.{name}") for name in names]
    return Table(head=head, rows=rows, title=words.text("repurchase.table"))
