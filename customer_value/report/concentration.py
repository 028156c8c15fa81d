"""The part on how much of the money comes from how few."""

from __future__ import annotations

from customer_value.figures import pareto_curve, tier_shares
from customer_value.measures._numbers import ratio
from customer_value.measures.customers.concentration import customers_for_share, gini, top_share
from customer_value.measures.tiers.thresholds import tier_cuts, tier_table, tiers
from customer_value.report.findings import Findings
from customer_value.report.section import Section, Table
from customer_value.report.wording import Wording

SHARES = {"best": 0.2, "middle": 0.3}
"""The best fifth of the customers, and the next three tenths; the other half is the rest."""

REST = "other"

_MOST = 0.8


def concentration(found: Findings, words: Wording) -> Section:
    """Customers in three tiers by what they spent, and each tier's share of the money."""
    cuts = tier_cuts(found.people, SHARES)
    names = {key: words.text(f"concentration.tier.{key}") for key in (*SHARES, REST)}
    order = list(names.values())
    tiered = tiers(found.people, {names[key]: cut for key, cut in cuts.items()}, rest=names[REST])
    table = tier_table(tiered, order)
    best, rest = table.iloc[0], table.iloc[-1]
    fields = {"customers": words.count(best["customers"], "customer"), "share": words.percent(best["revenue_share"])}
    says = [
        words.text("concentration.best", from_money=words.money(cuts["best"]), **fields),
        words.text(
            "concentration.rest",
            customers=words.count(rest["customers"], "customer"),
            share=words.percent(rest["revenue_share"]),
        ),
    ]
    spend = found.people["monetary"]
    few, gini_index = customers_for_share(spend, _MOST), gini(spend)
    says.append(
        words.text(
            "concentration.most",
            most=words.percent(_MOST),
            customers=words.count(few, "customer"),
            share=words.percent(ratio(few, len(spend))),
            gini=words.number(gini_index, 2),
        )
    )
    options = {"currency": found.currency, "language": words.language}
    columns = ("tier", "from", "customers", "share", "money", "mean")
    begins = [words.money(cuts["best"]), words.money(cuts["middle"]), words.text("concentration.below")]
    rows = [
        (
            row.tier,
            begin,
            words.number(row.customers),
            words.percent(row.customer_share),
            words.percent(row.revenue_share),
            words.money(row.mean) if row.customers else "–",
        )
        for row, begin in zip(table.itertuples(), begins, strict=True)
    ]
    return Section(
        key="concentration",
        title=words.text("concentration.title"),
        headline=words.text("concentration.headline", **fields),
        says=says,
        pictures=[pareto_curve(spend, **options), tier_shares(table, **options)],
        tables=[Table(head=[words.text(f"concentration.head.{name}") for name in columns], rows=rows)],
        defined=[words.text(f"concentration.defined.{key}") for key in ("tiers", "money", "gini")],
        numbers={
            "top_fifth_share": top_share(spend),
            "customers_for_80_percent": few,
            "gini": gini_index,
            "tiers": {
                key: {
                    "from": cuts.get(key),
                    "customers": int(row["customers"]),
                    "customer_share": row["customer_share"],
                    "revenue_share": row["revenue_share"],
                }
                for key, (_, row) in zip(names, table.iterrows(), strict=True)
            },
        },
    )
