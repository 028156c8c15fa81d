"""The part on cohorts: of the customers won in each month, how many came back in each month after it."""

from __future__ import annotations

import pandas as pd

from customer_value.figures import cohort_heatmap
from customer_value.measures.repurchase.cohorts import cohort_retention, cohort_sizes, overall_retention
from customer_value.report.findings import Findings
from customer_value.report.section import Section
from customer_value.report.wording import Wording

MONTHS = (1, 3, 6, 12)
"""Months after the first order that are named in the text."""

LEAST = 30
"""Customers that a cohort needs to be named: one of a few is the best by chance."""

UNSURE = 3
"""The file's first months: old customers, whose first order nobody recorded, look new in them."""


def cohorts(found: Findings, words: Wording) -> Section:
    """Retention by month of the first order."""
    retention = cohort_retention(found.orders, found.refunds, found.snapshot)
    sizes = cohort_sizes(found.orders, found.refunds, found.snapshot)
    overall = overall_retention(retention, sizes)
    named = {month: float(overall[month]) for month in MONTHS if month in overall and pd.notna(overall[month])}
    title = words.text("cohorts.title")
    defined = [words.text(f"cohorts.defined.{key}") for key in ("cell", "overall")]
    if not named:
        return Section(key="cohorts", title=title, says=[words.text("cohorts.too_young")], defined=defined)
    parts = [words.text("cohorts.part", share=words.percent(share), month=month) for month, share in named.items()]
    whole = retention[1].notna() & (sizes >= LEAST)
    whole.iloc[:UNSURE] = False
    says = [words.text("cohorts.overall", parts=words.listing(parts))]
    if whole.sum() > 1:
        best = retention.loc[whole, 1].idxmax()
        says.append(
            words.text(
                "cohorts.best",
                month=words.month(best.year, best.month),
                customers=words.count(sizes[best], "customer"),
                share=words.percent(retention.loc[best, 1]),
            )
        )
    return Section(
        key="cohorts",
        title=title,
        says=says,
        pictures=[cohort_heatmap(retention, sizes, language=words.language)],
        defined=defined,
        numbers={
            "overall": {str(month): share for month, share in overall.items()},
            "sizes": {str(cohort): int(size) for cohort, size in sizes.items()},
        },
    )
