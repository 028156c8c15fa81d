"""From a campaign's revenue to its profit, with ROAS and ROI told apart."""

from __future__ import annotations

from matplotlib.axes import Axes

from customer_value import words
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, LINE, PALE, QUIET, RUST, TEAL, TEXT, canvas, styled
from customer_value.figures.ticks import money_axis
from customer_value.measures._numbers import finite
from customer_value.measures.media.advertising import roas
from customer_value.measures.returns.roi import break_even_roas, campaign_roi

STEPS = ("revenue", "goods", "gross", "cost", "profit")


def roi_waterfall(
    revenue: float, goods: float, cost: float, *, currency: str | None = None, language: str | None = None
) -> Picture:
    """Bars from revenue down to profit; beside them, which of the bars ROAS and ROI are made of.

    Args:
        revenue: what the campaign's orders came to (money).
        goods: what the goods in them cost (money).
        cost: what the campaign cost (money).
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: an amount is missing, infinite or negative.
    """
    amounts = {
        name: finite(amount, name, least=0)
        for name, amount in {"revenue": revenue, "goods": goods, "cost": cost}.items()
    }
    gross = amounts["revenue"] - amounts["goods"]
    profit = gross - amounts["cost"]
    ratios = {"roas": roas(revenue, cost), "roi": campaign_roi(revenue, goods, cost)}
    said = {
        "roas": words.number(ratios["roas"], 1, language),
        "roi": words.percent(ratios["roi"], language=language),
    }
    key = "title_free" if not cost else "title_loss" if profit < 0 else "title"
    title = words.text(f"figures.waterfall.{key}", language, **said)
    margin = gross / revenue if revenue else float("nan")
    even = break_even_roas(margin) if margin > 0 else float("nan")
    note = words.text(
        "figures.waterfall.note" if margin > 0 else "figures.waterfall.note_never",
        language,
        even=words.number(even, 1, language),
        margin=words.percent(margin, language=language),
    )

    def in_words(amount: float) -> str:
        return words.money(amount, currency, language)

    def short(amount: float) -> str:
        return words.short_money(amount, currency, language)

    with styled():
        figure = canvas(4.0, title, note)
        axes, aside = figure.subplots(1, 2, width_ratios=[3, 1.75])
        draw_steps(axes, {**amounts, "gross": gross, "profit": profit}, short, language)
        money_axis(axes.yaxis, currency, language)
        aside.set_axis_off()
        fields = {"revenue": short(revenue), "cost": short(cost), "profit": short(profit), **said}
        for place, name, color in ((0.78, "roas", INK), (0.38, "roi", TEAL if profit >= 0 else RUST)):
            aside.text(
                *(0.0, place, words.text(f"figures.waterfall.{name}", language, **fields)),
                transform=aside.transAxes,
                va="center",
                size=LABEL_SIZE,
                linespacing=1.6,
                color=TEXT,
            )
            aside.plot([-0.05, -0.05], [place - 0.11, place + 0.11], color=color, linewidth=3, clip_on=False)
        aside.set(xlim=(0, 1), ylim=(0, 1))
    alt = words.text(
        "figures.waterfall.alt",
        language,
        **{name: in_words(amount) for name, amount in {**amounts, "gross": gross, "profit": profit}.items()},
    )
    return Picture(figure, " ".join([title, note, alt]))


def draw_steps(axes: Axes, amounts: dict[str, float], in_words: object, language: str | None) -> None:
    """The five bars, joined by thin lines where one begins and the next ends."""
    gross, profit = amounts["gross"], amounts["profit"]
    spans = {
        "revenue": (0, amounts["revenue"], INK),
        "goods": (gross, amounts["revenue"], PALE),
        "gross": (0, gross, INK),
        "cost": (profit, gross, PALE),
        "profit": (0, profit, TEAL if profit >= 0 else RUST),
    }
    reach = max(amounts["revenue"], 1.0) - min(gross, profit, 0)
    for place, name in enumerate(STEPS):
        low, high, color = spans[name]
        axes.bar(place, high - low, 0.62, bottom=low, color=color, zorder=2)
        sign = words.MINUS if name in ("goods", "cost") and amounts[name] else ""
        top = max(low, high, 0) if name != "profit" or profit >= 0 else 0
        axes.text(
            place, top + reach * 0.015, sign + in_words(amounts[name]), ha="center", size=LABEL_SIZE - 0.5, color=TEXT
        )
    for place, level in enumerate((amounts["revenue"], gross, gross, profit)):
        axes.plot([place + 0.31, place + 0.69], [level, level], color=QUIET, linewidth=0.8, zorder=1)
    axes.axhline(0, color=QUIET, linewidth=0.8)
    axes.set_xticks(range(len(STEPS)), [words.text(f"figures.waterfall.step.{name}", language) for name in STEPS])
    axes.tick_params(axis="x", length=0, labelcolor=TEXT)
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_color(LINE)
    axes.set_ylim(min(gross, profit, 0) - reach * 0.04, max(amounts["revenue"], 1.0) + reach * 0.09)
