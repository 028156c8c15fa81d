"""The short formula of lifetime value, factor by factor."""

from __future__ import annotations

from customer_value import words
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, PALE, QUIET, RUST, TEXT, canvas, styled
from customer_value.measures.lifetime_value.historic import short_clv


def clv_buildup(
    aov: float,
    orders_per_year: float,
    years: float,
    margin: float,
    *,
    acquisition_cost: float = 0.0,
    currency: str | None = None,
    language: str | None = None,
) -> Picture:
    """A bar for each step from one order to lifetime value, with the factor that leads to it.

    The steps are what people stop at by mistake: a year's revenue, a lifetime's revenue.

    Args:
        aov, orders_per_year, years, margin, acquisition_cost: as for `short_clv`.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as `short_clv`.
    """
    clv = short_clv(aov, orders_per_year, years, margin)
    net = short_clv(aov, orders_per_year, years, margin, acquisition_cost=acquisition_cost)
    year, life = float(aov * orders_per_year), float(aov * orders_per_year * years)
    steps = {"order": float(aov), "year": year, "life": life, "margin": clv}
    # With a whole percentage of 55.5% the reader's own sum would not come out.
    rate = words.percent(margin, 0 if round(margin, 3) == round(margin, 2) else 1, language)
    factors = {"year": plain(orders_per_year), "life": plain(years), "margin": rate}
    if acquisition_cost:
        steps["net"] = net
        factors["net"] = words.money(acquisition_cost, currency, language)
    amounts = {step: words.money(value, currency, language) for step, value in steps.items()}
    kind = "" if not acquisition_cost else "_net" if net >= 0 else "_loss"
    title = words.text(
        f"figures.clv_buildup.title{kind}",
        language,
        clv=amounts["margin"],
        net=words.money(net, currency, language),
        cost=words.money(acquisition_cost, currency, language),
        margin=rate,
        revenue=amounts["life"],
        years=plain(years),
    )
    names = {step: words.text(f"figures.clv_buildup.step.{step}", language, years=plain(years)) for step in steps}
    with styled():
        figure = canvas(1.3 + 0.62 * len(steps), title, words.text("figures.clv_buildup.note", language))
        axes = figure.subplots()
        low, high = min(0.0, net), max(life, aov, year, clv, 1e-9)
        for row, (step, value) in enumerate(steps.items()):
            color = INK if step in ("margin", "net") else PALE
            axes.barh(row, value, 0.5, color=RUST if value < 0 else color, zorder=2)
            axes.annotate(
                amounts[step],
                (max(value, 0.0), row),
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
                size=LABEL_SIZE + 1,
                color=TEXT,
            )
            if step in factors:
                factor = words.text(f"figures.clv_buildup.factor.{step}", language, n=factors[step])
                axes.annotate(
                    factor,
                    (0, row - 0.5),
                    xytext=(6, 0),
                    textcoords="offset points",
                    va="center",
                    size=LABEL_SIZE - 0.5,
                    color=QUIET,
                )
        axes.axvline(0, color=QUIET, linewidth=1)
        axes.set_yticks(range(len(steps)), names.values(), color=TEXT)
        axes.grid(visible=False)
        axes.set_xticks([])
        for spine in ("bottom", "left"):
            axes.spines[spine].set_visible(False)
        axes.set(xlim=(low * 1.05, low * 1.05 + (high - low) * 1.22), ylim=(len(steps) - 0.6, -0.5))
    parts = [words.text("figures.clv_buildup.alt", language, step=names[step], money=amounts[step]) for step in steps]
    return Picture(figure, " ".join([title, *parts]))


def plain(value: float) -> str:
    """A factor as short as it can be: 4, 2.5, 1.71."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")
