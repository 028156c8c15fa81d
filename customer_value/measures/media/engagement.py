"""What media bring: engagement per person reached, and the way from reach to customers, medium by medium."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import t as student

from customer_value.errors import MeasureError
from customer_value.frames import calendar_day
from customer_value.measures._arguments import column
from customer_value.measures._leads import leads_on
from customer_value.measures._numbers import NAN, ratio
from customer_value.measures._numbers import share as checked_share
from customer_value.measures._tables import none_negative, one_row_each, over, pandas_table


def engagement_rate(posts: Any) -> float:
    """The engagement rate (互動率) of posts: engagements per person reached, all posts pooled.

    `sum(engagements) / sum(reach)`. Engagements are likes, comments and shares together; clicks are not among them
    here. Not the mean of the posts' rates, in which a post for fifty people weighs as much as one for five thousand,
    and not by followers, most of whom never see a post. The reach of several posts is no number of different people.

    Args:
        posts: a frame with `reach` (people) and `engagements`, one row per post or day.

    Returns:
        A share; NaN where nobody was reached.

    Raises:
        MeasureError: a column is missing or holds no numbers, or a count is missing, negative or infinite.

    Examples:
        >>> import pandas as pd
        >>> posts = pd.DataFrame({"reach": [1000, 4000, 500, 500], "engagements": [50, 120, 40, 20]})
        >>> round(engagement_rate(posts), 4)
        0.0383
    """
    counts = _posts(posts)
    return ratio(counts["engagements"].sum(), counts["reach"].sum())


def engagement_by(posts: Any, by: str = "post_kind", *, confidence: float = 0.95) -> pd.DataFrame:
    """The engagement rate (互動率) of each group of posts, such as each kind or hour, with its interval.

    The interval takes the **posts** as the sample: it is as wide as the posts of a group differ from each other. One
    that takes the people reached as the sample (n = reach) is several times too narrow, because the people who see one
    post share what is good or bad about it. From two or three posts nothing follows, whatever their reach.

    Args:
        posts: as for `engagement_rate`, with the column `by`, one row per post. Rows without a group, such as days
            without a post, are left out.
        by: the column with the group, such as "post_kind", "post_hour" or "medium".
        confidence: of the interval, from 0 to 1.

    Returns:
        A pandas frame, one row per group in its own order: the group, `posts` (how many), `reach`, `engagements`,
        `rate` (pooled; NaN where nobody was reached), `low` and `high` (interval of the ratio, with Student's t for
        the number of posts, at least 0; NaN for a single post).

    Raises:
        MeasureError: as for `engagement_rate`, or there is no column `by`.

    Notes:
        The interval is that of a ratio estimated from clusters: sampling error of `engagements - rate x reach` over
        the posts (Cochran, Sampling Techniques, chapter 6).

    Examples:
        >>> import pandas as pd
        >>> posts = pd.DataFrame({"post_kind": ["photo", "photo", "video", "video"],
        ...                       "reach": [1000, 4000, 500, 500], "engagements": [50, 120, 40, 20]})
        >>> engagement_by(posts)[["post_kind", "posts", "reach", "engagements", "rate"]]
          post_kind  posts  reach  engagements   rate
        0     photo      2   5000          170  0.034
        1     video      2   1000           60  0.060
    """
    level = checked_share(confidence, "confidence")
    counts = _posts(posts)
    counts[by] = _groups(posts, by)
    groups = [_pooled(group, level) | {by: key} for key, group in counts.groupby(by, sort=True)]
    columns = [by, "posts", "reach", "engagements", "rate", "low", "high"]
    return pd.DataFrame(groups, columns=columns).astype({"posts": "int64", "reach": "int64", "engagements": "int64"})


def media_funnel(media: Any, leads: Any, start: Any, end: Any) -> pd.DataFrame:
    """From reach to customers (媒體漏斗), medium by medium, with what it cost.

    Only neighbours that hold one another make a rate: not everybody who clicked has engaged, so clicks are set
    against reach, leads against clicks and customers against leads.

    Args:
        media: a frame with `date`, `medium`, `ownership` (owned, earned or paid), `reach`, `engagements`, `clicks`,
            `spend` (money), a row per medium and day.
        leads: as for `lead_funnel`, with `medium`; leads without a medium are left out.
        start, end: the first and the last day; leads that came in between are judged on the last day.

    Returns:
        A pandas frame, one row per medium, largest reach first: `medium`, `ownership`, `reach`, `engagements`,
        `clicks`, `leads`, `customers` (leads won by `end`), `spend`, the rates `engagement_rate` and
        `click_through_rate` (of reach), `lead_rate` (leads / clicks), `conversion_rate` (customers / leads that
        are closed by `end`), and `cost_per_lead` and `cost_per_customer` (money). A rate without a base is NaN.

    Raises:
        MeasureError: a column is missing or of another type, a count is negative, a medium has two rows on a day or
            two ownerships, or `start` comes after `end`.

    Examples:
        >>> import pandas as pd
        >>> media = pd.DataFrame({
        ...     "date": pd.Timestamp("2024-06-01"), "medium": ["Page", "Search"], "ownership": ["owned", "paid"],
        ...     "reach": [5000, 1000], "engagements": [170, 0], "clicks": [100, 60], "spend": [0, 1200],
        ... })
        >>> leads = pd.DataFrame({
        ...     "lead_id": ["L1", "L2"], "medium": "Search", "stage": ["won", "open"], "contacted_on": pd.NaT,
        ...     "created_on": pd.Timestamp("2024-06-01"), "quoted_on": pd.NaT,
        ...     "closed_on": [pd.Timestamp("2024-06-20"), pd.NaT],
        ... })
        >>> funnel = media_funnel(media, leads, "2024-06-01", "2024-06-30")
        >>> funnel[["medium", "reach", "clicks", "leads", "customers", "cost_per_lead", "cost_per_customer"]]
           medium  reach  clicks  leads  customers  cost_per_lead  cost_per_customer
        0    Page   5000     100      0          0            NaN                NaN
        1  Search   1000      60      2          1          600.0             1200.0
    """
    first, last = calendar_day(start, "start"), calendar_day(end, "end")
    if first > last:
        raise MeasureError(f"start is {first} and end {last}; the period has to end after it starts.")
    counted = ("reach", "engagements", "clicks", "spend")
    kinds = {"date": "date", "medium": "text", "ownership": "text", **dict.fromkeys(counted, "number")}
    days = pandas_table(media, "media", **kinds)
    one_row_each(days, "media", "date", "medium")
    none_negative(days, "media", *counted)
    if two := days.groupby("medium")["ownership"].nunique().loc[lambda kinds: kinds > 1].index.tolist():
        raise MeasureError(f"media['ownership'] differs for {two[0]!r}; give each medium one.")
    days = days[days["date"].between(pd.Timestamp(first), pd.Timestamp(last))]
    totals = days.groupby("medium").agg(ownership=("ownership", "first"), **{one: (one, "sum") for one in counted})
    asked = leads_on(leads, last, None, "medium")
    asked = asked[(asked["created_on"] >= pd.Timestamp(first)) & asked["medium"].notna()]
    people = asked.groupby("medium").agg(leads=("won", "size"), closed=("settled", "sum"), customers=("won", "sum"))
    table = totals.join(people, how="outer").rename_axis("medium")
    whole = ["reach", "engagements", "clicks", "leads", "customers"]
    table = table.fillna(dict.fromkeys([*whole, "spend"], 0)).astype(dict.fromkeys(whole, "int64"))
    table = table.sort_values("reach", ascending=False, kind="stable").reset_index()
    closed = table["closed"].fillna(0)
    table = table[["medium", "ownership", *whole, "spend"]]
    return table.assign(
        engagement_rate=over(table["engagements"], table["reach"]),
        click_through_rate=over(table["clicks"], table["reach"]),
        lead_rate=over(table["leads"], table["clicks"]),
        conversion_rate=over(table["customers"], closed),
        cost_per_lead=over(table["spend"], table["leads"]),
        cost_per_customer=over(table["spend"], table["customers"]),
    )


def _posts(posts: Any) -> pd.DataFrame:
    counts = pandas_table(posts, "posts", reach="number", engagements="number")
    none_negative(counts, "posts", "reach", "engagements")
    return counts


def _groups(posts: Any, by: str) -> pd.Series:
    """The group of each post as it stands: text, such as a kind, or a number, such as an hour."""
    return pandas_table(posts, "posts", gaps=[by], **{column(by, "by"): "any"})[by]


def _pooled(group: pd.DataFrame, level: float) -> dict[str, float]:
    n, reach, engagements = len(group), group["reach"].sum(), group["engagements"].sum()
    rate = ratio(engagements, reach)
    low = high = NAN
    if n > 1 and reach:
        off = group["engagements"] - rate * group["reach"]
        half = student.ppf(0.5 + level / 2, n - 1) * np.sqrt(n / (n - 1) * (off**2).sum()) / reach
        low, high = max(rate - half, 0.0), rate + half
    return {"posts": n, "reach": reach, "engagements": engagements, "rate": rate, "low": low, "high": high}
