"""Whom a few customers brought, directly and through others, and what each of them spent."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.figures.columns import counted
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, LINE, NOTE_SIZE, PALE, QUIET, TEXT, bare, canvas, styled
from customer_value.figures.tables import labelled, table
from customer_value.measures.tiers.social_value import referral_links

LARGEST, SMALLEST = 620.0, 26.0
"""Areas of the largest and the smallest dot, in square points."""

MOST = 26
"""More lines than this cannot be read; those who spent least are then counted together."""


def referrals(
    customers: Any,
    valid: Any,
    snapshot: Any,
    shown: Any,
    *,
    since: Any = None,
    currency: str | None = None,
    language: str | None = None,
) -> Picture:
    """A small tree for each of a few customers, from left to right: who came through them, and what those spent.

    Args:
        customers: the ledger's table with `customer_id`, `referred_by` and `registered_on`.
        valid: valid orders with `customer_id`, `order_date` and `amount`.
        snapshot: the day; who registered or bought later is not shown.
        shown: the customers whose trees to draw: ids by label (a mapping), a table with `label` and `customer_id`, or
            just ids, which are then shown as they are.
        since: the first day whose orders count; all when None.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a table lacks a column, or nobody is named.
    """
    chosen = named(shown)
    links = referral_links(customers, snapshot)
    orders = table(valid, "valid", ["customer_id", "order_date", "amount"])
    day = pd.Timestamp(snapshot)
    orders = orders[orders["order_date"] < day.normalize() + pd.Timedelta(days=1)]
    first = None if since is None else pd.Timestamp(since)
    orders = orders if first is None else orders[orders["order_date"] >= first]
    spent = orders.groupby("customer_id")["amount"].sum().astype("float64")
    brought = {one: links[links["customer_id"] == one].set_index("brought")["step"] for one in chosen.values()}
    social = {one: float(spent.reindex(brought[one].index).sum()) for one in chosen.values()}

    def money(amount: float) -> str:
        return words.money(amount, currency, language)

    def own(one: Any) -> str:
        return money(float(spent.get(one, 0.0)))

    top = max(chosen, key=lambda label: social[chosen[label]])
    best = chosen[top]
    if not any(len(steps) for steps in brought.values()):
        title = words.text("figures.referrals.title_none", language, people=counted(len(chosen), language))
    else:
        title = words.text(
            "figures.referrals.title",
            language,
            name=top,
            people=counted(len(brought[best]), language),
            social=money(social[best]),
            own=own(best),
        )
    parents = dict(links[links["step"] == 1][["brought", "customer_id"]].itertuples(index=False))
    rows: list[dict] = []
    budget = max(MOST // len(chosen), 3)
    for label, one in chosen.items():
        rows += tree(label, one, brought[one], parents, spent, budget, bottom=rows[-1]["below"] if rows else 0.0)
    note = words.text("figures.referrals.note", language, day=words.date(day, language))
    if first is not None:
        dates = {"first": words.date(first, language), "day": words.date(day, language)}
        note = words.text("figures.referrals.note_since", language, **dates)
    deepest = max(row["step"] for row in rows)
    with styled():
        figure = canvas(1.45 + 0.36 * max(rows[-1]["below"], 3), title, note)
        axes = figure.subplots()
        bare(axes)
        draw(axes, rows, spent, money, language)
        axes.set(xlim=(-0.12, deepest + 0.95), ylim=(rows[-1]["below"] - 0.4, -1.0))
        for step in range(deepest + 1):
            kind = f"step_{step}" if step < 3 else "step_more"
            head = words.text(f"figures.referrals.{kind}", language, **({"n": step - 1} if step > 2 else {}))
            axes.text(step, -0.95, head, size=NOTE_SIZE + 0.5, color=QUIET, va="bottom")
    parts = [
        words.text(
            "figures.referrals.alt" if len(brought[one]) else "figures.referrals.alt_none",
            language,
            name=label,
            own=own(one),
            people=counted(len(brought[one]), language),
            direct=words.number(int((brought[one] == 1).sum())),
            social=money(social[one]),
        )
        for label, one in chosen.items()
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def named(shown: Any) -> dict[str, Any]:
    """The customers to show by label; ids alone are their own labels."""
    if isinstance(shown, Collection) and not isinstance(shown, str | Mapping | pd.DataFrame):
        return labelled({str(one): one for one in shown})
    return labelled(shown)


def tree(
    label: str, root: Any, steps: pd.Series, parents: dict, spent: pd.Series, budget: int, bottom: float
) -> list[dict]:
    """One customer and whom they brought, each with its place below the trees before it, the root first.

    The nearest come first and among them who spent most; of those beyond the budget each parent says how many.
    """
    order = sorted(steps.index, key=lambda one: (steps[one], -float(spent.get(one, 0.0)), str(one)))
    children: dict[Any, list] = {}
    for one in order[:budget]:
        children.setdefault(parents[one], []).append(one)
    left_out = pd.Series([parents[one] for one in order[budget:]], dtype="object").value_counts()
    nodes: list[dict] = []
    leaf = bottom

    def place(one: Any, name: str, step: int, above: dict | None) -> dict:
        nonlocal leaf
        node = {"id": one, "name": name, "step": step, "above": above, "more": int(left_out.get(one, 0))}
        nodes.append(node)
        places = [place(child, str(child), step + 1, node)["down"] for child in children.get(one, [])]
        if not places:
            places, leaf = [leaf], leaf + 1
        node["down"] = (places[0] + places[-1]) / 2
        return node

    place(root, label, 0, None)
    return [node | {"below": leaf + 0.6} for node in nodes]


def draw(axes: Axes, rows: list[dict], spent: pd.Series, money: Any, language: str | None) -> None:
    """Lines from who recommended to who came, and a dot and a label for each."""
    amounts = np.array([max(float(spent.get(row["id"], 0.0)), 0.0) for row in rows])
    per_unit = LARGEST / amounts.max() if amounts.max() > 0 else 0.0
    for row, amount in zip(rows, amounts, strict=True):
        if row["above"] is not None:
            across, down = row["above"]["step"], row["above"]["down"]
            turn = row["step"] - 0.13
            axes.plot(
                [across, turn, turn, row["step"]], [down, down, row["down"], row["down"]], color=PALE, lw=1.2, zorder=1
            )
        area = max(amount * per_unit, SMALLEST)
        face = (INK if row["above"] is None else "#4c7a92") if amount > 0 else "white"
        edge = "white" if amount > 0 else QUIET
        axes.scatter(row["step"], row["down"], s=area, facecolor=face, edgecolor=edge, linewidth=1.2, zorder=3)
        text = words.text("figures.referrals.node", language, name=row["name"], money=money(amount))
        if row["more"]:
            text = f"{text}  {words.text('figures.referrals.more', language, n=words.number(row['more']))}"
        axes.annotate(
            text,
            (row["step"], row["down"]),
            xytext=(np.sqrt(area) / 2 + 4, 0),
            textcoords="offset points",
            va="center",
            size=LABEL_SIZE if row["above"] is None else NOTE_SIZE + 0.5,
            color=TEXT,
            zorder=4,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 2.5},
        )
    for below in sorted({row["below"] for row in rows})[:-1]:
        axes.axhline(below - 0.8, color=LINE, linewidth=0.8, zorder=0)
