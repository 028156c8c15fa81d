"""The part on rhythm: how long customers take between purchases, and who is late by their own."""

from __future__ import annotations

from customer_value.figures import overdue_customers, purchase_cycle_ridge
from customer_value.measures._numbers import ratio
from customer_value.measures.customers.cycle import purchase_cycle, purchase_gaps
from customer_value.report.findings import LATE, Findings
from customer_value.report.section import Section
from customer_value.report.wording import Wording

FAR = 3.0
"""Customers away for longer than so many times their own cycle have most likely gone already."""


def cycle(found: Findings, words: Wording) -> Section:
    """The purchase cycle of the company, and the overdue customers."""
    title = words.text("overdue.title")
    defined = [words.text(f"overdue.defined.{key}", k=words.number(LATE, 1)) for key in ("cycle", "overdue")]
    gaps = purchase_gaps(found.valid)
    people = found.late
    judged, late = people["judged"], people["overdue"]
    once = words.count(int((~judged).sum()), "customer")
    if gaps.empty:
        return Section(key="overdue", title=title, says=[words.text("overdue.none", customers=once)], defined=defined)
    median = purchase_cycle(found.valid)
    recent = people.loc[late & (people["ratio"] <= FAR), "customer_id"]
    money = float(found.people.set_index("customer_id")["monetary"].reindex(recent).sum())
    share = ratio(int(late.sum()), int(judged.sum()))
    fields = {"customers": words.count(len(recent), "customer"), "money": words.money(money)}
    k = words.number(LATE, 1)
    says = [
        words.text("overdue.cycle", days=words.count(median, "day"), gaps=words.number(len(gaps))),
        words.text(
            "overdue.late" if late.any() else "overdue.nobody_late",
            judged=words.count(int(judged.sum()), "customer"),
            late=words.number(int(late.sum())),
            share=words.percent(share),
            k=k,
        ),
        *([words.text("overdue.recent", k=k, far=words.number(FAR), **fields)] if len(recent) else []),
        words.text("overdue.once", customers=once),
    ]
    return Section(
        key="overdue",
        title=title,
        headline=words.text("overdue.headline", **fields) if len(recent) else "",
        says=says,
        pictures=[
            purchase_cycle_ridge(gaps, language=words.language),
            overdue_customers(people, median, LATE, language=words.language),
        ],
        defined=defined,
        numbers={
            "cycle": median,
            "gaps": len(gaps),
            "judged": int(judged.sum()),
            "overdue": int(late.sum()),
            "overdue_share": share,
            "recently_overdue": len(recent),
            "recently_overdue_money": money,
        },
    )
