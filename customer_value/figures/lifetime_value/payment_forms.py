"""One customer's expected payments, for each moment at which the first one may come."""

from __future__ import annotations

from customer_value import words
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, QUIET, RUST, canvas, styled
from customer_value.figures.ticks import money_axis
from customer_value.measures.lifetime_value.retention_value import FIRST_PAYMENT, payment_table, retention_clv

SHOWN = 10
"""Payments that are drawn; the sums go on for ever."""


def payment_forms(
    margin: float,
    retention: float,
    discount: float,
    *,
    currency: str | None = None,
    language: str | None = None,
) -> Picture:
    """Four panels, one for each form of `retention_clv`: the payments by period in today's money, and their sum.

    Args:
        margin, retention, discount: as for `retention_clv`; retention below 1 where nothing is discounted.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as `retention_clv`.
    """
    totals = {form: retention_clv(margin, retention, discount, first_payment=form) for form in FIRST_PAYMENT}
    tables = {
        form: payment_table(margin, retention, discount, first_payment=form, periods=SHOWN) for form in FIRST_PAYMENT
    }
    low, high = (words.money(amount, currency, language) for amount in (min(totals.values()), max(totals.values())))
    title = words.text(f"figures.payment_forms.title{'_equal' if low == high else ''}", language, low=low, high=high)
    note = words.text(
        "figures.payment_forms.note",
        language,
        margin=words.money(margin, currency, language),
        retention=words.percent(retention, 1, language),
        discount=words.percent(discount, 1, language),
    )
    highest = max(abs(found["value"]).max() for found in tables.values()) or 1.0
    below = min(0.0, *(found["value"].min() for found in tables.values()))
    with styled():
        figure = canvas(4.6, title, note)
        panels = figure.subplots(2, 2, sharex=True, sharey=True)
        for axes, (form, found) in zip(panels.flat, tables.items(), strict=True):
            axes.bar(found["period"], found["value"], 0.72, color=INK, zorder=2)
            first = found.iloc[0]
            axes.bar(first["period"], first["value"], 0.72, color=RUST, zorder=3)
            axes.set_title(words.text(f"figures.payment_forms.{form}", language), size=LABEL_SIZE + 0.5)
            axes.annotate(
                words.text(
                    "figures.payment_forms.total", language, money=words.money(totals[form], currency, language)
                ),
                (0.98, 0.98 if below == 0 else 0.08),
                xycoords="axes fraction",
                ha="right",
                va="top" if below == 0 else "bottom",
                size=LABEL_SIZE + 2,
                color=INK,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
            )
            axes.set_xticks(range(0, SHOWN + 1, 2))
            axes.set_xlim(-0.7, SHOWN + 0.7)
            axes.set_ylim(below * 1.1, highest * 1.35 if below == 0 else highest * 0.2)
            money_axis(axes.yaxis, currency, language, steps=4)
            axes.spines["left"].set_visible(False)
        for axes in panels[-1]:
            axes.set_xlabel(words.text("figures.payment_forms.x", language), color=QUIET)
        figure.supylabel(words.text("figures.payment_forms.y", language), size=LABEL_SIZE, color=QUIET)
    parts = [
        words.text(
            "figures.payment_forms.alt",
            language,
            form=words.text(f"figures.payment_forms.{form}", language),
            values=words.listing(
                [words.money(value, currency, language) for value in found["value"].head(3)], language
            ),
            total=words.money(totals[form], currency, language),
        )
        for form, found in tables.items()
    ]
    return Picture(figure, " ".join([title, note, *parts]))
