"""What each group of customers spends with us, could still spend with us, and spends elsewhere for good."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import AMBER, INK, LABEL_SIZE, LINE, NOTE_SIZE, QUIET, TEXT, canvas, styled
from customer_value.figures.ticks import round_places
from customer_value.measures.upselling.wallet import wallet_table

COLORS = {"ours": INK, "headroom": AMBER, "rest": LINE}


def wallet_headroom(
    wallets: Any, by: str, attainable: float = 0.8, *, currency: str | None = None, language: str | None = None
) -> Picture:
    """The mean wallet of each group as a bar in three parts: with us, headroom, and beyond the attainable share.

    Means, not sums, because groups differ in how many answered; the text alternative has the sums too.

    Args:
        wallets, by, attainable: as for `wallet_table`.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for `wallet_table`, or not one answer can be counted.
    """
    table = wallet_table(wallets, by, attainable)
    left_out = int((table["blank"] + table["too_low"]).sum())
    table = table[table["counted"] > 0].reset_index(drop=True)
    if table.empty:
        raise MeasureError("wallets has no answer on the category that can be counted; there is nothing to draw.")
    counted = int(table["counted"].sum())
    aim = words.percent(attainable, language=language)
    parts = pd.DataFrame(
        {
            "ours": table["ours"] / table["counted"],
            "headroom": table["headroom_each"],
            "rest": ((table["category"] - table["ours"] - table["headroom"]) / table["counted"]).clip(lower=0),
        }
    )
    title = finding(table, aim, currency, language)
    note = words.text(
        "figures.wallet_headroom.note", language, n=words.number(counted), out=words.number(left_out), aim=aim
    )
    with styled():
        figure = canvas(1.75 + 0.56 * len(table), title, note)
        axes = figure.subplots()
        draw(axes, table, parts, currency, language)
        names = [words.text(f"figures.wallet_headroom.part.{part}", language, aim=aim) for part in COLORS]
        handles = [Patch(color=color, label=name) for color, name in zip(COLORS.values(), names, strict=True)]
        axes.legend(
            handles=handles,
            loc="lower left",
            bbox_to_anchor=(-0.01, 1.0),
            ncols=3,
            handlelength=1.0,
            columnspacing=1.4,
            borderaxespad=0.2,
        )
    said = [
        words.text(
            "figures.wallet_headroom.alt",
            language,
            name=row.group,
            n=words.number(row.counted),
            ours=words.money(parts.loc[row.Index, "ours"], currency, language),
            whole=words.money(row.category / row.counted, currency, language),
            share=words.percent(row.share, language=language),
            each=words.money(row.headroom_each, currency, language),
            total=words.money(row.headroom, currency, language),
        )
        for row in table.itertuples()
    ]
    return Picture(figure, " ".join([title, note, *said]))


def finding(table: pd.DataFrame, aim: str, currency: str | None, language: str | None) -> str:
    """The title: the group with the most headroom per customer, or the one group there is."""
    best = table.loc[table["headroom_each"].idxmax()]
    each = words.money(best["headroom_each"], currency, language)
    share = words.percent(best["share"], language=language)
    if words.money(table["headroom_each"].max(), "", language) == "0":
        return words.text("figures.wallet_headroom.title_none", language, aim=aim)
    kind = "title_one" if len(table) == 1 else "title"
    return words.text(f"figures.wallet_headroom.{kind}", language, name=best["group"], each=each, share=share, aim=aim)


def draw(axes: Axes, table: pd.DataFrame, parts: pd.DataFrame, currency: str | None, language: str | None) -> None:
    """A bar per group, with its share of wallet and its headroom at the end."""
    rows = range(len(table))
    start = pd.Series(0.0, index=table.index)
    for part, color in COLORS.items():
        axes.barh(rows, parts[part], 0.6, left=start, color=color, zorder=2)
        start = start + parts[part]
    longest = max(start.max(), 1e-9)
    for row in table.itertuples():
        label = words.text(
            "figures.wallet_headroom.bar",
            language,
            share=words.percent(row.share, language=language),
            each=words.money(row.headroom_each, currency, language),
        )
        axes.text(start[row.Index] + longest * 0.015, row.Index, label, va="center", size=LABEL_SIZE - 0.5, color=TEXT)
    names = [
        words.text("figures.wallet_headroom.group", language, name=words.wrap(str(row.group), 11), n=row.counted)
        for row in table.itertuples()
    ]
    axes.set_yticks(rows, names, color=TEXT, va="center")
    axes.set(xlim=(0, longest * 1.38), ylim=(len(table) - 0.45, -0.55))
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    axes.set_xticks(round_places(0, longest * 1.1, 4))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: words.short_money(x, currency, language)))
    axes.set_xlabel(words.text("figures.wallet_headroom.x", language), color=QUIET, size=NOTE_SIZE + 0.5)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
