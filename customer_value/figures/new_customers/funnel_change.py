"""What a better step does to the end of the funnel."""

from __future__ import annotations

from collections.abc import Sequence

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.rate_rows import percent
from customer_value.figures.style import INK, LABEL_SIZE, PALE, RUST, TEXT, bare, canvas, styled
from customer_value.figures.wording import joined
from customer_value.measures._leads import STEPS
from customer_value.measures._numbers import ratio


def funnel_change(
    leads: int,
    before: Sequence[float],
    after: Sequence[float],
    *,
    spend: float | None = None,
    currency: str | None = None,
    language: str | None = None,
) -> Picture:
    """The funnel with other step rates, over pale bars of the funnel as it is; the title says what that is worth.

    Args:
        leads: how many come in at the top.
        before, after: the step rates of contacted, quoted and won, as shares.
        spend: what the leads cost in all; with it the picture says what a customer costs.
        currency: of the spend; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: there are not three rates each.
    """
    if len(before) != len(STEPS) - 1 or len(after) != len(STEPS) - 1:
        raise MeasureError(f"A funnel of {len(STEPS)} steps has {len(STEPS) - 1} step rates before and after.")
    was, now = reached(leads, before), reached(leads, after)
    names = [words.text(f"figures.lead_funnel.step.{step}", language) for step in STEPS]
    won, extra = round(was[-1]), round(now[-1]) - round(was[-1])
    kind = "same" if extra == 0 else "more" if extra > 0 else "fewer"
    title = words.text(
        f"figures.funnel_change.title_{kind}",
        language,
        extra=words.number(abs(extra)),
        before=words.number(won),
        after=words.number(won + extra),
        share=percent(abs(ratio(now[-1] - was[-1], was[-1])), language),
    )
    note = words.text("figures.funnel_change.note", language, n=words.number(leads))
    if spend is not None:
        cost = words.text(
            "figures.funnel_change.cost",
            language,
            before=words.money(ratio(spend, was[-1]), currency, language),
            after=words.money(ratio(spend, now[-1]), currency, language),
        )
        note = joined(note, cost)
    with styled():
        figure = canvas(1.0 + 0.66 * len(STEPS), title, note)
        axes = figure.subplots()
        bare(axes)
        axes.barh(range(len(STEPS)), was, 0.66, color=PALE, zorder=2)
        axes.barh(range(len(STEPS)), now, 0.36, color=INK, zorder=3)
        for row, (old, new) in enumerate(zip(was, now, strict=True)):
            label = words.number(new)
            if round(new) != round(old):
                label = words.text("figures.funnel_change.bar", language, n=label, before=words.number(old))
            place = max(old, new) + max(leads, 1) * 0.012
            axes.text(place, row - 0.08, label, va="center", size=LABEL_SIZE, color=TEXT)
            if row:
                moved = percent(before[row - 1], language) != percent(after[row - 1], language)
                on = words.text("figures.lead_funnel.on", language, share=percent(after[row - 1], language))
                axes.text(place, row + 0.22, on, va="center", size=LABEL_SIZE - 1.5, color=RUST if moved else TEXT)
        axes.set_yticks(range(len(STEPS)), names, color=TEXT, size=LABEL_SIZE + 0.5, va="center")
        axes.tick_params(length=0)
        axes.set(xlim=(0, max(leads, 1) * 1.2), ylim=(len(STEPS) - 0.5, -0.5))
    parts = [
        words.text("figures.funnel_change.alt", language, step=name, before=words.number(old), after=words.number(new))
        for name, old, new in zip(names, was, now, strict=True)
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def reached(leads: float, rates: Sequence[float]) -> list[float]:
    """How many reach each step, the first being all."""
    found = [float(leads)]
    for rate in rates:
        found.append(found[-1] * rate)
    return found
