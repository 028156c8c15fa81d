"""The part on customers: recency, frequency and monetary value, and the segments they make."""

from __future__ import annotations

import pandas as pd

from customer_value.figures import distributions, rfm_grid, segment_treemap
from customer_value.measures.tiers.segments import segment_counts, segment_label
from customer_value.report.findings import Findings
from customer_value.report.section import Section, Table
from customer_value.report.wording import Wording

SLIPPING = ("cant_lose_them", "at_risk")
"""Segments of customers who were worth much and have not been back for long."""


def recency_frequency_money(found: Findings, words: Wording) -> Section:
    """How long ago, how often and for how much customers bought."""
    people = found.people
    once = float((people["frequency"] == 1).mean())
    mean, median = people["monetary"].mean(), people["monetary"].median()
    skew = "money" if mean > 1.2 * median else "money_even"
    says = [
        words.text(
            "rfm.recency",
            customers=words.count(len(people), "customer"),
            days=words.count(people["recency"].median(), "day"),
            once=words.percent(once),
        ),
        words.text(f"rfm.{skew}", mean=words.money(mean), median=words.money(median)),
    ]
    options = {"currency": found.currency, "language": words.language}
    return Section(
        key="rfm",
        title=words.text("rfm.title"),
        headline=words.text(
            "rfm.headline",
            customers=words.count(len(people), "customer"),
            once=words.percent(once),
            days=words.count(people["recency"].median(), "day"),
        ),
        says=says,
        pictures=[distributions(people, **options), rfm_grid(people, **options)],
        defined=[words.text(f"rfm.defined.{key}") for key in ("recency", "frequency", "monetary", "scores")],
        numbers={
            "customers": len(people),
            "recency_median": float(people["recency"].median()),
            "frequency_mean": float(people["frequency"].mean()),
            "bought_once": once,
            "monetary_mean": float(mean),
            "monetary_median": float(median),
        },
    )


def segments_section(found: Findings, words: Wording) -> Section:
    """Who the customers are, by name."""
    people = found.people
    table = segment_table(people)
    by_key = table.set_index("segment")
    best = by_key.loc["champions"]
    slipping = by_key.loc[list(SLIPPING)]
    names = {key: segment_label(key, words.language) for key in by_key.index}
    says = [
        words.text(
            "segments.best" if best["customers"] else "segments.no_best",
            name=names["champions"],
            customers=words.count(best["customers"], "customer"),
            share=words.percent(best["share"]),
            money=words.percent(best["money_share"]),
        ),
        words.text(
            "segments.slipping" if slipping["customers"].sum() else "segments.no_slipping",
            names=words.listing([words.text("segments.quoted", name=names[key]) for key in SLIPPING]),
            customers=words.count(slipping["customers"].sum(), "customer"),
            money=words.money(slipping["money"].sum()),
            share=words.percent(slipping["money_share"].sum()),
        ),
    ]
    columns = ("segment", "customers", "share", "money", "mean", "recency")
    rows = [
        (
            names[row.segment],
            words.number(row.customers),
            words.percent(row.share),
            words.percent(row.money_share),
            words.money(row.mean) if row.customers else "–",
            words.number(row.recency) if row.customers else "–",
        )
        for row in table.itertuples()
    ]
    picture = segment_treemap(people, currency=found.currency, language=words.language)
    return Section(
        key="segments",
        title=words.text("segments.title"),
        headline=words.text(
            "segments.headline",
            customers=words.count(slipping["customers"].sum(), "customer"),
            money=words.money(slipping["money"].sum()),
        )
        if slipping["customers"].sum()
        else "",
        says=says,
        pictures=[picture],
        tables=[Table(head=[words.text(f"segments.head.{name}") for name in columns], rows=rows)],
        defined=[words.text("segments.defined")],
        numbers={
            row.segment: {"customers": int(row.customers), "share": row.share, "money_share": row.money_share}
            for row in table.itertuples()
        },
    )


def segment_table(people: pd.DataFrame) -> pd.DataFrame:
    """Per segment: customers, share, money, share of the money, money per customer, median recency."""
    groups = people.groupby("segment")
    table = segment_counts(people)
    table["money"] = table["segment"].map(groups["monetary"].sum()).fillna(0.0)
    table["money_share"] = table["money"] / people["monetary"].sum()
    table["mean"] = table["segment"].map(groups["monetary"].mean())
    table["recency"] = table["segment"].map(groups["recency"].median())
    return table
