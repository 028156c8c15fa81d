"""How many customers each segment has, beside what it had before the rules were changed."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from customer_value import words
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, PALE, TEXT, canvas, styled
from customer_value.measures.tiers.segments import segment_label


def segment_sizes(before: pd.Series, after: pd.Series, order: Sequence[str], *, language: str | None = None) -> Picture:
    """The segments' sizes as bars, over pale bars of what they were; the title says who moved.

    Args:
        before, after: each customer's segment under the old and the new rules, on the same index.
        order: the segments from top to bottom.
        language: of the text; the notebook's when None.
    """
    was = before.value_counts().reindex(order, fill_value=0)
    now = after.value_counts().reindex(order, fill_value=0)
    names = [segment_label(key, language) for key in order]
    n = len(after)
    moved = before != after
    if moved.any():
        steps = pd.DataFrame({"origin": before[moved], "target": after[moved]}).value_counts(sort=False)
        steps = steps.sort_values(ascending=False, kind="stable")
        origin, target = steps.index[0]
        title = words.text(
            "figures.segments.title_moved",
            language,
            n=words.number(moved.sum()),
            share=words.percent(moved.mean(), language=language),
            origin=segment_label(origin, language),
            target=segment_label(target, language),
            most=words.number(steps.iloc[0]),
        )
    else:
        largest = now.idxmax()
        title = words.text(
            "figures.segments.title_same",
            language,
            name=segment_label(largest, language),
            share=words.percent(now[largest] / n if n else float("nan"), language=language),
        )
    with styled():
        figure = canvas(
            1.35 + 0.42 * len(order), title, words.text("figures.segments.note", language, n=words.number(n))
        )
        axes = figure.subplots()
        rows = range(len(order))
        axes.barh(rows, was, 0.78, color=PALE, zorder=2)
        axes.barh(rows, now, 0.42, color=INK, zorder=3)
        longest = max(was.max() * 1.25, now.max(), 1)
        for row, (new, old) in enumerate(zip(now, was, strict=True)):
            change = "" if new == old else f"{'+' if new > old else words.MINUS}{words.number(abs(new - old))}"
            label = words.number(new)
            if change:
                label = words.text("figures.segments.bar", language, n=label, change=change)
            axes.text(max(new, old) + longest * 0.015, row, label, va="center", size=LABEL_SIZE, color=TEXT)
        axes.set_yticks(rows, names, color=TEXT, va="center")
        axes.grid(visible=False)
        axes.set_xticks([])
        for spine in ("bottom", "left"):
            axes.spines[spine].set_visible(False)
        axes.set(xlim=(0, longest * 1.14), ylim=(len(order) - 0.45, -0.55))
        axes.set_xlabel(words.text("figures.segments.x", language))
    parts = [
        words.text("figures.segments.alt", language, name=name, n=words.number(new), before=words.number(old))
        for name, new, old in zip(names, now, was, strict=True)
    ]
    return Picture(figure, " ".join([title, *parts]))
