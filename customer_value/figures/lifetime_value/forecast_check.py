"""A forecast beside what came, by how often customers had bought."""

from __future__ import annotations

from typing import Any

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, PALE, QUIET, RUST, TEXT, canvas, styled
from customer_value.figures.tables import table

COLUMNS = ["frequency", "customers", "actual", "predicted"]


def forecast_check(classes: Any, *, language: str | None = None) -> Picture:
    """For each class of frequency, bars of what came and dots of what was forecast, per customer.

    Args:
        classes: `frequency`, `customers`, `actual`, `predicted`, as `forecast_by_frequency` returns them; the last
            class holds whoever bought more often too.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no customer.
    """
    found = table(classes, "classes", COLUMNS)
    n = int(found["customers"].sum())
    if not n:
        raise MeasureError("classes has no customer; there is no forecast to draw.")
    top = int(found["frequency"].max())
    there = found[found["customers"] > 0]
    sums = {name: float((there[name] * there["customers"]).sum()) for name in ("actual", "predicted")}
    gaps = ((there["predicted"] - there["actual"]) * there["customers"]).abs()
    furthest = int(there.loc[gaps.idxmax(), "frequency"])
    labels = {
        one: words.text("figures.forecast_check.more", language, n=one) if one == top else str(one)
        for one in found["frequency"]
    }
    title = finding(sums, times(furthest, top, language), language)
    note = words.text("figures.forecast_check.note", language, n=words.number(n))
    with styled():
        figure = canvas(4.1, title, note)
        axes = figure.subplots()
        places = range(len(found))
        heights = found["actual"].fillna(0)
        axes.bar(
            places, heights, 0.66, color=PALE, zorder=2, label=words.text("figures.forecast_check.actual", language)
        )
        axes.plot(
            places,
            found["predicted"],
            color=INK,
            marker="o",
            markersize=7,
            markeredgecolor="white",
            zorder=3,
            label=words.text("figures.forecast_check.predicted", language),
        )
        at = list(found["frequency"]).index(furthest)
        axes.scatter(
            [at], [found["predicted"].iloc[at]], s=150, facecolor="none", edgecolor=RUST, linewidth=1.8, zorder=4
        )
        names = [f"{labels[row.frequency]}\n{words.number(row.customers)}" for row in found.itertuples()]
        axes.set_xticks(places, names, color=TEXT)
        axes.tick_params(axis="x", length=0)
        axes.set_ylim(0, max(heights.max(), found["predicted"].max()) * 1.14 or 1)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(words.text("figures.forecast_check.x", language))
        axes.set_title(words.text("figures.forecast_check.y", language), size=LABEL_SIZE, color=QUIET)
        axes.legend(loc="upper left", fontsize=LABEL_SIZE)
    parts = [
        words.text(
            "figures.forecast_check.alt",
            language,
            frequency=times(row.frequency, top, language),
            n=words.number(row.customers),
            actual=words.number(row.actual, 2, language),
            predicted=words.number(row.predicted, 2, language),
        )
        for row in found.itertuples()
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def times(frequency: int, top: int, language: str | None) -> str:
    """How often customers bought again, for a sentence."""
    key = "times_more" if frequency == top else {0: "never", 1: "once"}.get(frequency, "times")
    return words.text(f"figures.forecast_check.{key}", language, n=frequency)


def finding(sums: dict[str, float], furthest: str, language: str | None) -> str:
    """The title: the bias in all, and the class whose forecast is off by most purchases."""
    if not sums["actual"]:
        return words.text("figures.forecast_check.title_none", language, predicted=words.number(sums["predicted"]))
    bias = sums["predicted"] / sums["actual"] - 1
    kind = "right" if abs(bias) < 0.0005 else "high" if bias > 0 else "low"
    return words.text(
        f"figures.forecast_check.title_{kind}",
        language,
        bias=words.percent(abs(bias), 1, language),
        frequency=furthest,
    )
