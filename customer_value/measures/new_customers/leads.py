"""Leads: how far people who asked have come, how many became customers, how long it took and what they cost."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._arguments import column
from customer_value.measures._leads import STEPS, leads_on
from customer_value.measures._numbers import finite, ratio
from customer_value.measures._tables import over, pandas_table, wilson


def lead_funnel(leads: Any, snapshot: Any, *, days: int | None = None) -> pd.DataFrame:
    """How many leads reached each step of the funnel (漏斗) by the snapshot, and what share went on.

    A lead **reached** a step if it ever got there, also where a step in between was skipped: whoever was won without
    a quotation has reached "quoted" as well. `step rate = reached this step / reached the step before`. Leads that
    are still open are in `reached`, though they may yet go on; `overall` leaves them out, so that its last value is
    the conversion rate.

    Args:
        leads: a frame with `lead_id`, `created_on`, `contacted_on`, `quoted_on`, `closed_on` (days, empty where it has
            not happened) and `stage` (open, contacted, quoted, won or lost), one row per lead.
        snapshot: the day on which the leads are judged. What is dated later is not known yet: a lead that was won
            after the snapshot is open on it.
        days: count an open lead as settled, without success, once it is so many days old; never when None.

    Returns:
        A pandas frame, a row for each step (created, contacted, quoted, won): `step`, `reached` (leads), `step_rate`
        (share; NaN for the first step and where nobody reached the step before), `settled` (those of `reached` that
        are closed or old enough) and `overall` (settled, as a share of all settled leads; NaN without any).

    Raises:
        MeasureError: a column is missing or of another type, a lead stands on two rows, a stage is none of the five,
            or `closed_on` does not fit the stage.

    Notes:
        The mean of the step rates is no rate of anything, and the last step rate is not the conversion rate.

    Examples:
        Three leads are settled and one of them was won, without a quotation; L4 is still open:

        >>> import pandas as pd
        >>> leads = pd.DataFrame({
        ...     "lead_id": ["L1", "L2", "L3", "L4"], "stage": ["won", "lost", "lost", "quoted"],
        ...     "created_on": ["2024-01-02", "2024-01-05", "2024-02-01", "2024-12-20"],
        ...     "contacted_on": ["2024-01-03", "2024-01-09", None, "2024-12-21"],
        ...     "quoted_on": [None, "2024-01-15", None, "2024-12-27"],
        ...     "closed_on": ["2024-01-20", "2024-03-01", "2024-03-01", None],
        ... }).astype({f"{step}_on": "datetime64[us]" for step in ("created", "contacted", "quoted", "closed")})
        >>> lead_funnel(leads, "2024-12-31")
                step  reached  step_rate  settled   overall
        0    created        4        NaN        3  1.000000
        1  contacted        3   0.750000        2  0.666667
        2     quoted        3   1.000000        2  0.666667
        3        won        1   0.333333        1  0.333333
    """
    known = leads_on(leads, snapshot, days)
    reached = pd.Series([int(known[step].sum()) for step in STEPS])
    settled = pd.Series([int((known[step] & known["settled"]).sum()) for step in STEPS])
    return pd.DataFrame(
        {
            "step": STEPS,
            "reached": reached,
            "step_rate": over(reached, reached.shift(fill_value=0)),
            "settled": settled,
            "overall": over(settled, pd.Series(settled[0], settled.index)),
        }
    )


def conversion_rate(leads: Any, snapshot: Any, *, days: int | None = None) -> float:
    """The share of settled leads that became customers (轉換率).

    `won / leads that are closed or old enough`. A lead that is still open has not decided; counted as a failure it
    would make a month with many new leads look bad.

    Args:
        leads, snapshot, days: as for `lead_funnel`.

    Returns:
        A share from 0 to 1; NaN where no lead is settled.

    Raises:
        MeasureError: as for `lead_funnel`.

    Examples:
        Of 400 leads 80 are open, 48 were won and 272 lost, so 48 of 320:

        >>> import pandas as pd
        >>> stage = ["won"] * 48 + ["lost"] * 272 + ["open"] * 80
        >>> leads = pd.DataFrame({
        ...     "lead_id": range(400), "created_on": pd.Timestamp("2024-06-01"), "contacted_on": pd.NaT,
        ...     "quoted_on": pd.NaT, "closed_on": [pd.Timestamp("2024-09-01")] * 320 + [pd.NaT] * 80, "stage": stage,
        ... })
        >>> conversion_rate(leads, "2024-12-31")
        0.15

        Once the 80 are old enough to be given up, they count too:

        >>> conversion_rate(leads, "2024-12-31", days=180)
        0.12
    """
    known = leads_on(leads, snapshot, days)
    return ratio(int(known["won"].sum()), int(known["settled"].sum()))


def conversion_by(leads: Any, snapshot: Any, by: str = "source", *, days: int | None = None) -> pd.DataFrame:
    """The conversion rate (轉換率) of each group of leads, such as each source, with its interval.

    Args:
        leads, snapshot, days: as for `lead_funnel`.
        by: the column with the group, such as "source", "medium" or "kind"; leads without one are a group too.

    Returns:
        A pandas frame, one row per group, most settled leads first: the group, `leads`, `open` (not settled), `won`,
        `conversion` (won / settled; NaN where none is settled), and `low` and `high`, the 95% Wilson interval that
        says how far a rate from so few leads can be trusted.

    Raises:
        MeasureError: as for `lead_funnel`, or there is no column `by`.

    Examples:
        >>> import pandas as pd
        >>> leads = pd.DataFrame({
        ...     "lead_id": ["L1", "L2", "L3"], "stage": ["won", "lost", "won"], "source": ["Fair", "Fair", "Web"],
        ...     "created_on": pd.Timestamp("2024-06-01"), "contacted_on": pd.NaT, "quoted_on": pd.NaT,
        ...     "closed_on": pd.Timestamp("2024-07-01"),
        ... })
        >>> conversion_by(leads, "2024-12-31").round(2)
          source  leads  open  won  conversion   low  high
        0   Fair      2     0    1         0.5  0.09  0.91
        1    Web      1     0    1         1.0  0.21  1.00
    """
    known = leads_on(leads, snapshot, days, column(by, "by"))
    counts = known.groupby(by, dropna=False, sort=True).agg(
        leads=("won", "size"), settled=("settled", "sum"), won=("won", "sum")
    )
    counts = counts.sort_values("settled", ascending=False, kind="stable").reset_index()
    counts["open"] = counts["leads"] - counts["settled"]
    counts["conversion"] = over(counts["won"], counts["settled"])
    table = counts[[by, "leads", "open", "won", "conversion"]]
    return table.join(wilson(counts["won"], counts["settled"]))


def time_to_convert(leads: Any, snapshot: Any) -> pd.DataFrame:
    """How many days each won lead took from asking to its first order (轉換時間).

    Only those who were won have such a time, so its median is that "of those who converted" and says nothing of the
    others: the slow ones are still open, or were given up.

    Args:
        leads, snapshot: as for `lead_funnel`.

    Returns:
        A pandas frame, one row per lead won by the snapshot: `lead_id`, `days` (calendar days, 0 for the same day).

    Raises:
        MeasureError: as for `lead_funnel`, or a lead was won before it was created.

    Examples:
        >>> import pandas as pd
        >>> leads = pd.DataFrame({
        ...     "lead_id": ["L1", "L2"], "stage": ["won", "lost"], "created_on": pd.Timestamp("2024-01-02"),
        ...     "contacted_on": pd.NaT, "quoted_on": pd.NaT, "closed_on": pd.Timestamp("2024-01-20"),
        ... })
        >>> time_to_convert(leads, "2024-12-31")
          lead_id  days
        0      L1    18
    """
    known = leads_on(leads, snapshot, None)
    won = known[known["won"]].reset_index(drop=True)
    days = (won["closed_on"] - won["created_on"]).dt.days
    if (early := days < 0).any():
        raise MeasureError(
            f"leads['closed_on'] is before created_on for {won.loc[early.idxmax(), 'lead_id']!r}; correct its dates."
        )
    return pd.DataFrame({"lead_id": won["lead_id"], "days": days.astype("int64")})


def cost_per_lead(spend: float, leads: Any) -> float:
    """What one lead cost (每筆名單成本): spend over the number of different, valid leads.

    Somebody who filled in the form twice under one id is one lead; a row without an id is none. Take tests and
    nonsense out before. What a *won* lead cost is another number, the acquisition cost.

    Args:
        spend: what was spent to get these leads, money.
        leads: a frame with `lead_id`: the leads of the same time and medium as the spend.

    Returns:
        Money per lead; NaN without a lead.

    Raises:
        MeasureError: `spend` is no number or negative, or the column is missing.

    Examples:
        12,000 for 400 leads, one of which stands twice:

        >>> import pandas as pd
        >>> cost_per_lead(12000, pd.DataFrame({"lead_id": [*range(400), 7]}))
        30.0
    """
    ids = pandas_table(leads, "leads", gaps=["lead_id"], lead_id="key")["lead_id"]
    return ratio(finite(spend, "spend", least=0), ids[ids.notna() & (ids.astype("str") != "")].nunique())
