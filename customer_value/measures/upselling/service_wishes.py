"""The differentiated service that customers expect: who wishes for what, and what it would cost to offer it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._arguments import column, mapping
from customer_value.measures._numbers import NAN, finite, not_nan
from customer_value.measures._tables import none_negative, one_row_each, over, pandas_table, wilson

WOULD_PAY = 4
"""From this answer on, of 1 to 5, a customer counts as open to a service that costs something."""


def service_wishes(answers: Any, by: str) -> pd.DataFrame:
    """Which additional service each group of customers wishes for, and who of them would pay (期望的差異化服務).

    Every share comes with how many answers it rests on and a 95% interval: with 20 answers, 30% may as well be 15% or
    52%, and two groups whose intervals overlap widely have not been told apart.

    Args:
        answers: one row per customer: `wished_service` (text, missing where left blank), `service_openness` (1 to 5,
            missing where left blank) and the column `by`.
        by: the column with the group, such as a tier, a segment or the kind of customer. A pandas category keeps its
            order and its empty groups.

    Returns:
        A pandas frame, one row per group and service, groups in the category's order or else sorted, services from
        the most to the least wished for over all: `group`, `service`, `answers` (customers of the group who named a
        service), `wished` (those who named this one), `share` (wished / answers), `low` and `high` (its interval),
        `asked` (those who named it and answered on paying), `open` (the share of them that answered 4 or 5),
        `open_low` and `open_high`. Shares without a base are NaN.

    Raises:
        MeasureError: a column is missing or of another type, openness is outside 1 to 5, or a row has no group.

    Notes:
        The interval is Wilson's, which stays between 0 and 1 and does not collapse at a share of 0. Each customer
        names one service, so the shares of a group sum to 1.

    Examples:
        >>> import pandas as pd
        >>> answers = pd.DataFrame({"tier": ["Gold"] * 4 + ["Silver"] * 2, "service_openness": [5, 4, 2, 3, 1, None],
        ...                         "wished_service": ["Adviser", "Adviser", "Adviser", "Wrap", "Wrap", "Wrap"]})
        >>> found = service_wishes(answers, "tier")
        >>> found[["group", "service", "answers", "wished", "share", "low", "high", "open"]].round(2)
            group  service  answers  wished  share   low  high  open
        0    Gold  Adviser        4       3   0.75  0.30  0.95  0.67
        1    Gold     Wrap        4       1   0.25  0.05  0.70  0.00
        2  Silver  Adviser        2       0   0.00  0.00  0.66   NaN
        3  Silver     Wrap        2       2   1.00  0.34  1.00  0.00
    """
    columns = {"wished_service": "text", "service_openness": "number"}
    plain = pandas_table(answers, "answers", gaps=columns, **columns)
    openness = plain["service_openness"].dropna()
    if not openness.between(1, 5).all():
        raise MeasureError("answers['service_openness'] holds answers outside 1 to 5; leave them out or mend them.")
    groups = pandas_table(answers, "answers", **{column(by, "by"): "any"})[by]
    plain = plain.assign(group=groups).dropna(subset="wished_service")
    services = plain["wished_service"].value_counts().sort_index().sort_values(ascending=False, kind="stable").index
    rows = []
    for group, part in plain.groupby("group", observed=False):
        for service in services:
            theirs = part.loc[part["wished_service"] == service, "service_openness"]
            ready = int((theirs >= WOULD_PAY).sum())
            rows.append((group, service, len(part), len(theirs), int(theirs.notna().sum()), ready))
    table = pd.DataFrame(rows, columns=["group", "service", "answers", "wished", "asked", "ready"])
    table["share"], table["open"] = over(table["wished"], table["answers"]), over(table["ready"], table["asked"])
    table = table.join(wilson(table["wished"], table["answers"]))
    table = table.join(wilson(table["ready"], table["asked"]).add_prefix("open_"))
    return table[
        ["group", "service", "answers", "wished", "share", "low", "high", "asked", "open", "open_low", "open_high"]
    ]


def service_offers(
    wishes: Any, services: Any, customers: Mapping[str, int], *, most: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """What each tier would be offered, and what that costs a year.

    A tier is offered the service that most of it wishes for, among those that cost no more a year for one customer
    than `most` allows. If two are wished for alike, the cheaper one; if they cost the same, the first by name.

    Args:
        wishes: as `service_wishes` returns it: `group`, `service`, `share`.
        services: one row per service: `name`, `yearly_cost` (money for one customer and year).
        customers: the number of customers in each group, all of them, not only those who answered.
        most: the most that may be spent on one customer of each group a year, such as a tenth of the margin; no bound
            when None.

    Returns:
        A pandas frame, one row per group in the order of `customers`: `group`, `service` (missing where none is wished
        for or all cost too much), `share` (that wishes for it), `yearly_cost` (for one customer), `customers`, `cost`
        (money a year if every customer of the group gets it) and `cost_wished` (if only those get it who wish for it:
        cost x share). Without an offer the costs are 0.

    Raises:
        MeasureError: a column is missing, a service that is wished for has no cost, a group has no number of
            customers or no bound, or a number is below 0.

    Examples:
        >>> import pandas as pd
        >>> wishes = pd.DataFrame({"group": ["Gold", "Gold", "Silver", "Silver"], "share": [0.6, 0.4, 0.5, 0.5],
        ...                        "service": ["Adviser", "Wrap", "Adviser", "Wrap"]})
        >>> services = pd.DataFrame({"name": ["Adviser", "Wrap"], "yearly_cost": [1600, 70]})
        >>> offers = service_offers(wishes, services, {"Gold": 40, "Silver": 100})
        >>> offers[["group", "service", "yearly_cost", "customers", "cost", "cost_wished"]]
            group  service  yearly_cost  customers     cost  cost_wished
        0    Gold  Adviser       1600.0         40  64000.0      38400.0
        1  Silver     Wrap         70.0        100   7000.0       3500.0
    """
    wanted = pandas_table(wishes, "wishes", gaps=["share"], group="text", service="text", share="number")
    one_row_each(wanted, "wishes", "group", "service")
    costs = pandas_table(services, "services", name="text", yearly_cost="number")
    one_row_each(costs, "services", "name")
    none_negative(costs, "services", "yearly_cost")
    wanted["yearly_cost"] = wanted["service"].map(costs.set_index("name")["yearly_cost"])
    if unknown := sorted(set(wanted.loc[wanted["yearly_cost"].isna(), "service"])):
        raise MeasureError(f"services has no row for {', '.join(unknown)}; add it with its yearly cost.")
    none_negative(wanted, "wishes", "share")
    customers = mapping(customers, "customers")
    if left_out := sorted(set(wanted["group"]) - {str(group) for group in customers}):
        raise MeasureError(f"customers has no number for {', '.join(left_out)}; give one for every group.")
    wanted = wanted[wanted["share"] > 0].sort_values(
        ["share", "yearly_cost", "service"], ascending=[False, True, True], kind="stable"
    )
    rows = []
    for group, count in customers.items():
        place = f"customers[{group!r}]"
        heads = not_nan(finite(count, place, least=0), place)
        can_have = wanted[wanted["group"] == str(group)]
        if most is not None:
            if group not in most:
                raise MeasureError(f"most has no bound for {group!r}; give one for every group.")
            can_have = can_have[can_have["yearly_cost"] <= finite(most[group], f"most[{group!r}]", least=0)]
        if can_have.empty:
            rows.append((group, None, NAN, NAN, int(heads), 0.0, 0.0))
            continue
        best = can_have.iloc[0]
        cost = heads * best["yearly_cost"]
        rows.append(
            (group, best["service"], best["share"], best["yearly_cost"], int(heads), cost, cost * best["share"])
        )
    names = "group service share yearly_cost customers cost cost_wished"
    return pd.DataFrame(rows, columns=names.split())
