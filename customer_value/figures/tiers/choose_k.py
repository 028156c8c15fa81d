"""How many clusters: the elbow and the silhouette, beside that of shuffled customers."""

from __future__ import annotations

from typing import Any

from matplotlib.ticker import FuncFormatter

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.columns import counted
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, NOTE_SIZE, QUIET, RUST, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.ticks import inner_ticks

COLUMNS = ["k", "inertia", "silhouette", "shuffled", "smallest"]


def choose_k(found: Any, *, language: str | None = None) -> Picture:
    """Two panels over the number of clusters: squared distances on the left, silhouettes on the right.

    Args:
        found: what the measure `choose_k` returns.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no row.
    """
    rows = table(found, "found", COLUMNS).sort_values("k", ignore_index=True)
    if rows.empty:
        raise MeasureError("found has no rows; compare at least one number of clusters.")
    best = rows.loc[rows["silhouette"].idxmax()]
    clearer = best["silhouette"] > best["shuffled"] + 0.01
    title = words.text(
        "figures.choose_k.title" if clearer else "figures.choose_k.title_none",
        language,
        k=int(best["k"]),
        best=words.number(best["silhouette"], 2),
        shuffled=words.number(best["shuffled"], 2),
    )
    with styled():
        figure = canvas(3.9, title, words.text("figures.choose_k.note", language))
        left, right = figure.subplots(1, 2)
        left.plot(rows["k"], rows["inertia"], "o-", color=INK, markersize=6)
        left.set_ylim(0, rows["inertia"].max() * 1.08 or 1)
        left.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.number(value)))
        right.plot(rows["k"], rows["silhouette"], "o-", color=INK, markersize=6)
        right.plot(rows["k"], rows["shuffled"], "s--", color=RUST, markersize=5, linewidth=1.3)
        high = max(rows[["silhouette", "shuffled"]].max().max(), 0.1)
        low = min(rows[["silhouette", "shuffled"]].min().min(), 0.0)
        right.set_ylim(low * 1.1, high * 1.18)
        right.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.number(value, 2)))
        for column, name, color in (("silhouette", "real", INK), ("shuffled", "mixed", RUST)):
            last = rows.iloc[-1]
            other = "shuffled" if column == "silhouette" else "silhouette"
            above = last[column] >= last[other]
            right.annotate(
                words.text(f"figures.choose_k.{name}", language),
                (last["k"], last[column]),
                xytext=(0, 9 if above else -9),
                textcoords="offset points",
                ha="right",
                va="bottom" if above else "top",
                size=NOTE_SIZE + 0.5,
                color=color,
            )
        for axes, name in ((left, "inertia"), (right, "silhouette")):
            axes.set_title(words.text(f"figures.choose_k.{name}", language))
            axes.set_ylabel(words.text(f"figures.choose_k.{name}_y", language), size=NOTE_SIZE + 0.5, color=QUIET)
            axes.set_xlabel(words.text("figures.choose_k.k", language), size=NOTE_SIZE + 0.5, color=QUIET)
            axes.set_xticks(rows["k"], rows["k"])
            axes.margins(x=0.08)
            axes.spines["left"].set_visible(False)
            inner_ticks(axes, "y")
    parts = [
        words.text(
            "figures.choose_k.alt",
            language,
            k=row.k,
            inertia=words.number(row.inertia, 0 if row.inertia >= 100 else 2),
            real=words.number(row.silhouette, 2, language),
            mixed=words.number(row.shuffled, 2, language),
            people=counted(row.smallest, language),
        )
        for row in rows.itertuples()
    ]
    return Picture(figure, " ".join([title, *parts]))
