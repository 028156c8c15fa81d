"""Move acquisition cost, margin and retention, and watch when a customer is paid back, if ever."""

from __future__ import annotations

from customer_value.explorers.explorer import Explorer
from customer_value.explorers.sliders import money_slider, share_slider
from customer_value.figures.lifetime_value.payback_curve import payback_curve
from customer_value.figures.picture import Picture


def payback_explorer(
    acquisition_cost: float = 500.0,
    monthly_margin: float = 25.0,
    retention: float = 0.97,
    *,
    months: int = 48,
    currency: str | None = None,
    language: str | None = None,
) -> Explorer:
    """Sliders for cost, margin and retention; below, the balance of a customer month by month.

    The question: how far may monthly retention fall until the cost never comes back? Is that reached sooner by a tenth
    less margin or by a tenth more cost?

    Args:
        acquisition_cost, monthly_margin, retention: at the start.
        months: how many months to show.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.
    """
    controls = {
        "cost": money_slider("explorers.payback.cost", acquisition_cost, 2 * acquisition_cost, language),
        "margin": money_slider("explorers.payback.margin", monthly_margin, 2 * monthly_margin, language),
        "retention": share_slider("explorers.payback.retention", retention, 1.0, language),
    }

    def draw(cost: float, margin: float, retention: float) -> Picture:
        return payback_curve(cost, margin, retention, months=months, currency=currency, language=language)

    return Explorer(controls, draw, language)
