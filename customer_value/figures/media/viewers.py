"""Where the viewers of videos leave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.rate_rows import QUARTERLY, percent
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, QUIET, RUST, TEAL, canvas, styled
from customer_value.figures.tables import table

STYLES = ((INK, "-", "o"), (RUST, "--", "D"), (TEAL, "-.", "s"), (QUIET, ":", "^"))


def viewer_retention(retention: Any, *, language: str | None = None) -> Picture:
    """The share of views still running at each quarter of the length, as a line; several lines to compare.

    Args:
        retention: what `viewer_retention` returns, or up to four of them by label, such as short and long videos.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, there are no views, or more than four lines.
    """
    named = isinstance(retention, Mapping)
    given = dict(retention) if named else {words.text("figures.viewers.all", language): retention}
    if not 1 <= len(given) <= len(STYLES):
        raise MeasureError(f"retention has {len(given)} lines; give one to {len(STYLES)}.")
    lines = {label: curve(one) for label, one in given.items()}
    views = {label: int(line["views"].iloc[0]) for label, line in lines.items()}
    title = finding(lines, named, language)
    listed = [
        words.text("figures.viewers.views", language, name=label, n=words.number(count))
        for label, count in views.items()
    ]
    note = words.text("figures.viewers.note", language, views=words.listing(listed, language))
    with styled():
        figure = canvas(4.2, title, note)
        axes = figure.subplots()
        ends = spread([line["share"].iloc[-1] for line in lines.values()])
        for (label, line), (color, dash, marker), end in zip(lines.items(), STYLES, ends, strict=False):
            axes.plot(
                line["percent"], line["share"], color=color, linestyle=dash, marker=marker, markersize=7, mec="white"
            )
            text = percent(line["share"].iloc[-1], language)
            axes.annotate(
                f"{label} {text}" if named else text,
                (100, end),
                xytext=(9, 0),
                textcoords="offset points",
                va="center",
                size=LABEL_SIZE,
                color=color,
                annotation_clip=False,
            )
        if len(lines) == 1:
            line = next(iter(lines.values()))
            axes.fill_between(line["percent"], line["share"], color=INK, alpha=0.1, linewidth=0)
            for point, share in zip(line["percent"][1:-1], line["share"][1:-1], strict=True):
                axes.annotate(
                    percent(share, language),
                    (point, share),
                    xytext=(4, 6),
                    textcoords="offset points",
                    size=LABEL_SIZE,
                    color=INK,
                )
        axes.set(xlim=(0, 100), ylim=(0, 1.03))
        axes.set_xticks(
            [0, 25, 50, 75, 100], [words.text(f"figures.viewers.at_{at}", language) for at in (0, 25, 50, 75, 100)]
        )
        axes.set_yticks(QUARTERLY, [words.percent(share, language=language) for share in QUARTERLY])
        axes.set_ylabel(words.text("figures.viewers.y", language))
        axes.set_xlabel(words.text("figures.viewers.x", language), color=QUIET, size=NOTE_SIZE + 0.5)
        axes.spines["left"].set_visible(False)
    parts = [
        words.text(
            "figures.viewers.alt",
            language,
            name=label,
            shares=words.listing([percent(share, language) for share in line["share"][1:]], language),
        )
        for label, line in lines.items()
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def curve(retention: Any) -> pd.DataFrame:
    """One line, checked to have views."""
    line = table(retention, "retention", ["percent", "views", "share"])
    if line.empty or not line["views"].iloc[0]:
        raise MeasureError("retention holds no views; there is nothing to draw.")
    return line


def spread(ends: list[float], room: float = 0.065) -> list[float]:
    """Heights for the labels at the lines' ends, moved up where two would overlap."""
    places: dict[int, float] = {}
    lowest = float("-inf")
    for position in sorted(range(len(ends)), key=lambda one: ends[one]):
        lowest = max(ends[position], lowest + room)
        places[position] = lowest
    return [places[position] for position in range(len(ends))]


def finding(lines: Mapping[str, pd.DataFrame], named: bool, language: str | None) -> str:
    """The title: how many stay to the end and where most leave; of several lines, which keeps most to the end."""
    if len(lines) > 1:
        ends = pd.Series({label: line["share"].iloc[-1] for label, line in lines.items()})
        texts = {label: percent(share, language) for label, share in ends.items()}
        best, worst = ends.idxmax(), ends.idxmin()
        kind = "equal" if texts[best] == texts[worst] else "several"
        fields = {"best": best, "most": texts[best], "worst": worst, "least": texts[worst]}
        return words.text(f"figures.viewers.title_{kind}", language, **fields)
    line = next(iter(lines.values()))
    lost = -line["share"].diff().fillna(0.0)
    place = int(lost.to_numpy().argmax())
    kind = "stay" if lost[place] <= 0 else "one"
    return words.text(
        f"figures.viewers.title_{kind}",
        language,
        end=percent(line["share"].iloc[-1], language),
        lost=percent(lost[place], language),
        where=words.text(f"figures.viewers.quarter_{int(line['percent'][place])}", language) if place else "",
    )
