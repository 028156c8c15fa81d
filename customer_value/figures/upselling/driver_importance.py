"""What customers say is important to them, beside what moves their satisfaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, LINE, NOTE_SIZE, PALE, QUIET, RUST, TEXT, canvas, styled
from customer_value.figures.tables import table as checked
from customer_value.figures.ticks import round_places

COLUMNS = ["driver", "n", "gain", "share", "stated"]


def driver_importance(
    drivers: Any, labels: Mapping[str, str] | None = None, *, scale: int = 5, language: str | None = None
) -> Picture:
    """Derived importance as bars, the largest on top, and stated importance as dots beside it.

    The driver that moves satisfaction more than anybody says stands out. Two scales, two panels: a share of R squared
    and a mean answer cannot be put on one axis, so places are what is compared.

    Args:
        drivers: one row per driver, as `key_drivers` returns it. Without stated importance there is one panel.
        labels: what to call each driver; its own name where none is given.
        scale: the highest answer on importance; the lowest is 1.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no driver.
    """
    table = checked(drivers, "drivers", COLUMNS)
    if table.empty:
        raise MeasureError("drivers has no rows; there is nothing to draw.")
    table["name"] = [str((labels or {}).get(driver, driver)) for driver in table["driver"]]
    table = table.sort_values("share", ascending=False, kind="stable", ignore_index=True)
    for column in ("share", "stated"):
        table[f"{column}_place"] = table[column].round(6).rank(ascending=False, method="min")
    asked = bool(table["stated"].notna().all())
    unnamed = unsaid(table) if asked else None
    title = finding(table, unnamed, asked, language)
    total = table["gain"].sum(min_count=len(table))
    note = words.text(
        f"figures.driver_importance.{'note_none' if table['share'].isna().any() else 'note'}",
        language,
        n=words.number(table["n"].iloc[0]),
        r2=words.percent(total, language=language),
    )
    with styled():
        figure = canvas(1.5 + 0.46 * len(table), title, note)
        panels = figure.subplots(1, 2 if asked else 1, sharey=True, squeeze=False)[0]
        colors = [RUST if row == unnamed else INK for row in table.index]
        derived(panels[0], table, colors, language)
        if asked:
            stated(panels[1], table, colors, scale, language)
    parts = [
        words.text(
            "figures.driver_importance.alt" if asked else "figures.driver_importance.alt_derived",
            language,
            name=row.name,
            share=words.percent(row.share, language=language),
            stated=words.number(row.stated, 1, language),
        )
        for row in table.rename(columns={"name": "label"}).assign(name=table["name"]).itertuples(index=False)
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def unsaid(table: pd.DataFrame) -> int | None:
    """The driver among the upper half by derived importance that loses most places when customers are asked."""
    upper = table[table["share_place"] <= (len(table) + 1) / 2]
    fall = (upper["stated_place"] - upper["share_place"]).dropna()
    return int(fall.idxmax()) if len(fall) and fall.max() >= 2 else None


def finding(table: pd.DataFrame, unnamed: int | None, asked: bool, language: str | None) -> str:
    """The title: what moves satisfaction most, and whether customers say so."""
    if table["share"].isna().any():
        return words.text("figures.driver_importance.title_none", language)
    best = table[table["share_place"] == 1]
    names, share = words.listing(best["name"].tolist(), language), best["share"].iloc[0]
    fields = {"name": names, "share": words.percent(share, language=language)}
    if len(best) > 1 or not asked:
        kind = "title_several" if len(best) > 1 else "title_derived"
        return words.text(f"figures.driver_importance.{kind}", language, **fields)
    if unnamed is None:
        same = best["stated_place"].iloc[0] == 1
        return words.text(
            f"figures.driver_importance.{'title_same' if same else 'title_place'}",
            language,
            **fields,
            place=int(best["stated_place"].iloc[0]),
            k=len(table),
        )
    hidden = table.loc[unnamed]
    kind = "title_place" if unnamed == best.index[0] else "title_hidden"
    return words.text(
        f"figures.driver_importance.{kind}",
        language,
        **fields,
        hidden=hidden["name"],
        hidden_share=words.percent(hidden["share"], language=language),
        place=int(hidden["stated_place"]),
        k=len(table),
    )


def derived(axes: Axes, table: pd.DataFrame, colors: list[str], language: str | None) -> None:
    """Bars of the share of R squared."""
    shares = table["share"].fillna(0.0)
    axes.barh(table.index, shares, 0.6, color=colors, zorder=2)
    top = max(shares.max(), 0.05)
    for row in table.itertuples():
        label = words.percent(row.share, language=language)
        axes.text(shares[row.Index] + top * 0.02, row.Index, label, va="center", size=LABEL_SIZE - 0.5, color=TEXT)
    axes.set_yticks(table.index, [words.wrap(name, 12) for name in table["name"]], color=TEXT, va="center")
    axes.set_title(words.text("figures.driver_importance.derived", language))
    axes.set_xlabel(words.text("figures.driver_importance.x_derived", language), color=QUIET, size=NOTE_SIZE + 0.5)
    axes.set(xlim=(0, top * 1.22), ylim=(len(table) - 0.45, -0.55))
    axes.set_xticks(round_places(0, min(top * 1.2, 1), 4))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: words.percent(x, language=language)))
    lighten(axes)


def stated(axes: Axes, table: pd.DataFrame, colors: list[str], scale: int, language: str | None) -> None:
    """Dots of the mean answer, with the place among all."""
    axes.hlines(table.index, 1, table["stated"], color=PALE, linewidth=1.2, zorder=1)
    axes.scatter(table["stated"], table.index, s=62, color=colors, zorder=3)
    for row in table.itertuples():
        label = words.text(
            "figures.driver_importance.dot",
            language,
            value=words.number(row.stated, 1),
            place=int(row.stated_place),
        )
        axes.text(row.stated + (scale - 1) * 0.04, row.Index, label, va="center", size=LABEL_SIZE - 0.5, color=TEXT)
    axes.set_title(words.text("figures.driver_importance.stated", language))
    axes.set_xlabel(
        words.text("figures.driver_importance.x_stated", language, scale=scale), color=QUIET, size=NOTE_SIZE + 0.5
    )
    axes.set(xlim=(1, scale + (scale - 1) * 0.3), xticks=range(1, scale + 1))
    axes.tick_params(axis="y", labelleft=False)
    lighten(axes)


def lighten(axes: Axes) -> None:
    """Grid lines up and down only, and no frame."""
    axes.grid(visible=True, axis="x", color=LINE)
    axes.grid(visible=False, axis="y")
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
