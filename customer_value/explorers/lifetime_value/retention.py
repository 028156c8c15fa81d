"""Move retention, discount and margin, and watch one customer's value by when the first payment comes."""

from __future__ import annotations

from customer_value.explorers.explorer import Explorer
from customer_value.explorers.sliders import money_slider, share_slider
from customer_value.figures.lifetime_value.payment_forms import payment_forms
from customer_value.figures.picture import Picture


def retention_explorer(
    margin: float = 100.0,
    retention: float = 0.80,
    discount: float = 0.10,
    *,
    currency: str | None = None,
    language: str | None = None,
) -> Explorer:
    """Sliders for margin, retention and discount; below, the four forms of `retention_clv` side by side.

    The question: how high does retention have to be until all four forms lie within a tenth of each other? And does
    more discount bring them together or apart?

    Args:
        margin, retention, discount: at the start.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.
    """
    controls = {
        "margin": money_slider("explorers.retention.margin", margin, 2 * margin, language),
        "retention": share_slider("explorers.retention.retention", retention, 0.98, language),
        "discount": share_slider("explorers.retention.discount", discount, 0.5, language),
    }

    def draw(margin: float, retention: float, discount: float) -> Picture:
        return payment_forms(margin, retention, discount, currency=currency, language=language)

    return Explorer(controls, draw, language)
