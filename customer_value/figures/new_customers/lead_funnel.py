"""The lead funnel: how many leads came how far, and where they stopped."""

from __future__ import annotations

from typing import Any

from matplotlib.patches import FancyArrowPatch

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.rate_rows import percent
from customer_value.figures.style import INK, LABEL_SIZE, PALE, QUIET, RUST, TEXT, bare, canvas, styled
from customer_value.figures.tables import table


def lead_funnel(funnel: Any, *, language: str | None = None) -> Picture:
    """Bars for the steps of a funnel, one below the other, with the share that went on from each to the next.

    The pale part of a bar are leads that are still open; the narrowest step is marked.

    Args:
        funnel: what `lead_funnel` returns: `step`, `reached`, `step_rate`, `settled`, `overall`.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no lead.
    """
    steps = table(funnel, "funnel", ["step", "reached", "step_rate", "settled", "overall"])
    if steps.empty or not steps["reached"].iloc[0]:
        raise MeasureError("funnel holds no lead; there is nothing to draw.")
    names = [words.text(f"figures.lead_funnel.step.{step}", language) for step in steps["step"]]
    n, rate = int(steps["reached"].iloc[0]), float(steps["overall"].iloc[-1])
    narrowest = int(steps["step_rate"].fillna(1.0).to_numpy().argmin())
    kind = "open" if words.missing(rate) else "all" if steps["step_rate"].min() >= 1 else "rate"
    title = words.text(
        f"figures.lead_funnel.title_{kind}",
        language,
        n=words.number(n),
        rate=percent(rate, language),
        step=names[narrowest],
        share=percent(steps["step_rate"].iloc[narrowest], language),
    )
    settled = int(steps["settled"].iloc[0])
    note = words.text(
        "figures.lead_funnel.note", language, n=words.number(n), settled=words.number(settled), open=n - settled
    )
    with styled():
        figure = canvas(1.0 + 0.78 * len(steps), title, note)
        axes = figure.subplots()
        bare(axes)
        for row, (reached, done) in enumerate(zip(steps["reached"], steps["settled"], strict=True)):
            axes.barh(row, reached, 0.5, color=PALE, zorder=2)
            axes.barh(row, done, 0.5, color=INK, zorder=3)
            label = words.text(
                f"figures.lead_funnel.bar{'_open' if kind == 'open' else ''}",
                language,
                n=words.number(reached),
                share=percent(steps["overall"].iloc[row], language),
            )
            axes.text(reached + n * 0.012, row, label, va="center", size=LABEL_SIZE, color=TEXT)
            if row and not words.missing(steps["step_rate"].iloc[row]):
                went = words.text(
                    "figures.lead_funnel.on", language, share=percent(steps["step_rate"].iloc[row], language)
                )
                color = RUST if kind == "rate" and row == narrowest else QUIET
                arrow = FancyArrowPatch(
                    (n * 0.02, row - 0.75),
                    (n * 0.02, row - 0.25),
                    arrowstyle="-|>",
                    mutation_scale=11,
                    color=color,
                    shrinkA=3,
                    shrinkB=3,
                    linewidth=1.3,
                )
                axes.add_patch(arrow)
                axes.text(n * 0.038, row - 0.5, went, va="center", size=LABEL_SIZE - 0.5, color=color)
        axes.set_yticks(range(len(steps)), names, color=TEXT, size=LABEL_SIZE + 0.5, va="center")
        axes.tick_params(length=0)
        axes.set(xlim=(0, n * 1.24), ylim=(len(steps) - 0.65, -0.35))
    parts = [
        words.text(
            "figures.lead_funnel.alt",
            language,
            step=name,
            n=words.number(row.reached),
            share=percent(row.step_rate, language),
            overall=percent(row.overall, language),
        )
        for name, row in zip(names, steps.itertuples(), strict=True)
    ]
    return Picture(figure, " ".join([title, note, *parts]))
