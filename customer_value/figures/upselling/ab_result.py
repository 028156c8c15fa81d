"""The result of an A/B test: response of both groups, the difference, the profit per contact, the decision."""

from __future__ import annotations

import math
from collections.abc import Callable

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, PALE, QUIET, RUST, TEXT, canvas, styled
from customer_value.figures.ticks import round_places
from customer_value.figures.upselling.points import points
from customer_value.measures.upselling.experiments import Decision, Uplift, ab_decision, uplift

KEYS = {"roll out": "roll_out", "stop": "stop", "test more": "test_more"}


def ab_result(
    treated: int,
    treated_responders: int,
    control: int,
    control_responders: int,
    *,
    margin: float | None = None,
    cost: float | None = None,
    currency: str | None = None,
    language: str | None = None,
) -> Picture:
    """Two or three panels: the response of each group, the difference with its 95% interval, and profit per contact.

    Without `margin` and `cost` nothing is said about money, and the title tells of the difference; with them the title
    is the decision.

    Args:
        treated, treated_responders, control, control_responders: as for `uplift`.
        margin, cost: as for `ab_decision`; both or neither.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for `ab_decision`, a group is empty, or one of margin and cost is missing.
    """
    if (margin is None) != (cost is None):
        raise MeasureError("Give margin and cost, or neither of them; a profit needs both.")
    found = uplift(treated, treated_responders, control, control_responders)
    if not treated or not control:
        raise MeasureError("A group of the test is empty, so there is nothing to compare.")
    decision = None
    if margin is not None and cost is not None:
        decision = ab_decision(treated, treated_responders, control, control_responders, margin=margin, cost=cost)
    fields = in_words(found, decision, currency, language)
    title = finding(found, decision, fields, language)
    note = words.text("figures.ab_result.note", language)
    few = min(treated_responders, control_responders) < 5
    if few:
        note += words.text("figures.ab_result.note_few", language)
    with styled():
        figure = canvas(3.5, title, note)
        panels = figure.subplots(1, 2 if decision is None else 3)
        groups(panels[0], found, (treated, control), language)
        interval(panels[1], found.difference, found.low, found.high, lambda x: points(x, language), language)
        panels[1].set_title(words.text("figures.ab_result.difference", language))
        panels[1].set_xlabel(words.text("figures.ab_result.x_difference", language), color=QUIET, size=NOTE_SIZE + 0.5)
        panels[1].xaxis.set_major_formatter(FuncFormatter(signed))
        if decision is not None:
            interval(
                panels[2],
                decision.profit,
                decision.low,
                decision.high,
                lambda x: fine_money(x, currency, language),
                language,
            )
            panels[2].set_title(words.text("figures.ab_result.profit", language))
            panels[2].set_xlabel(words.text("figures.ab_result.x_profit", language), color=QUIET, size=NOTE_SIZE + 0.5)
            panels[2].xaxis.set_major_formatter(FuncFormatter(lambda x, _: short(x, currency, language)))
    alt = words.text(
        "figures.ab_result.alt",
        language,
        n=words.number(treated),
        x=words.number(treated_responders),
        m=words.number(control),
        y=words.number(control_responders),
        **fields,
    )
    parts = [title, note, alt]
    if not math.isnan(found.low):
        parts.append(words.text("figures.ab_result.alt_interval", language, **fields))
        if decision is not None:
            parts.append(words.text("figures.ab_result.alt_profit", language, **fields))
    return Picture(figure, " ".join(parts))


def in_words(found: Uplift, decision: Decision | None, currency: str | None, language: str | None) -> dict[str, str]:
    """The numbers of the title and the text alternative."""
    fields = {
        "treated": words.percent(found.treated_rate, 1, language),
        "control": words.percent(found.control_rate, 1, language),
        "difference": points(found.difference, language),
        "size": points(abs(found.difference), language),
        "low": points(found.low, language),
        "high": points(found.high, language),
        "p": words.number(found.p, 3) if not found.p < 0.001 else words.text("figures.ab_result.tiny", language),
    }
    if decision is not None:
        fields |= {
            "profit": fine_money(decision.profit, currency, language),
            "profit_low": fine_money(decision.low, currency, language),
            "profit_high": fine_money(decision.high, currency, language),
        }
    return fields


def finding(found: Uplift, decision: Decision | None, fields: dict[str, str], language: str | None) -> str:
    """The title: the decision with its interval, or the difference with its own."""
    if math.isnan(found.low):
        return words.text("figures.ab_result.title_no_interval", language, **fields)
    if decision is not None:
        return words.text(f"figures.ab_result.title_{KEYS[decision.decision]}", language, **fields)
    kind = "open" if found.low <= 0 <= found.high else "more" if found.difference > 0 else "fewer"
    return words.text(f"figures.ab_result.title_{kind}", language, **fields)


def groups(axes: Axes, found: Uplift, people: tuple[int, int], language: str | None) -> None:
    """A bar for each group's response, with its people below."""
    rates = (found.treated_rate, found.control_rate)
    axes.bar((0, 1), rates, width=0.58, color=(INK, PALE), zorder=2)
    top = max(*rates, 0.01)
    for place, share in enumerate(rates):
        label = words.percent(share, 1, language)
        axes.text(place, share + top * 0.02, label, ha="center", va="bottom", size=LABEL_SIZE, color=TEXT)
    names = [
        words.text(f"figures.ab_result.group.{key}", language, n=words.number(n))
        for key, n in zip(("treated", "control"), people, strict=True)
    ]
    axes.set_xticks((0, 1), names, color=TEXT)
    axes.set_title(words.text("figures.ab_result.response", language))
    axes.set(xlim=(-0.55, 1.55), ylim=(0, top * 1.16))
    axes.set_yticks(round_places(0, top * 1.16, 4))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: words.percent(y, 0 if top > 0.03 else 1, language)))
    axes.tick_params(axis="x", length=0, pad=4)
    axes.spines["left"].set_visible(False)


def interval(
    axes: Axes, value: float, low: float, high: float, say: Callable[[float], str], language: str | None
) -> None:
    """A dot with its interval against zero, the numbers above it."""
    known = not math.isnan(low)
    ends = (low, high) if known else (value, value)
    reach = max(abs(end) for end in (*ends, value)) or 1.0
    left, right = min(0.0, ends[0]), max(0.0, ends[1])
    room = 0.18 * max(right - left, reach * 0.5)
    back = {"facecolor": "white", "edgecolor": "none", "pad": 2}
    axes.axvline(0, color=RUST, linewidth=1.3, linestyle=(0, (4, 3)), zorder=1)
    if known:
        axes.plot(ends, (0, 0), color=INK, linewidth=3, solid_capstyle="butt", zorder=2)
        for end in ends:
            axes.plot((end, end), (-0.07, 0.07), color=INK, linewidth=2, zorder=2)
        middle = (ends[0] + ends[1]) / 2
        label = words.text("figures.ab_result.range", language, low=say(low), high=say(high))
        axes.text(middle, -0.28, label, ha="center", va="top", size=NOTE_SIZE + 0.5, color=QUIET, bbox=back)
    axes.plot(value, 0, "o", markersize=11, color=INK, mec="white", mew=1.4, zorder=3)
    axes.text(value, 0.16, say(value), ha="center", va="bottom", size=LABEL_SIZE + 1, color=TEXT, bbox=back)
    axes.set(xlim=(left - room, right + room), ylim=(-1, 1), yticks=[])
    axes.set_xticks(round_places(left - room, right + room, 4))
    axes.grid(visible=True, axis="x")
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_visible(False)


def signed(difference: float, _: object = None) -> str:
    """A difference in percentage points for the axis: with its sign, and only the decimals it has."""
    value = round(difference * 100, 4)
    return f"{value:+,g}".replace("-", words.MINUS) if value else "0"


def fine_money(amount: float, currency: str | None, language: str | None) -> str:
    """An amount per contact, with two decimals where it is small."""
    if words.missing(amount) or abs(amount) >= 100:
        return words.money(amount, currency, language)
    minus = words.MINUS if amount < 0 and round(amount, 2) else ""
    return f"{minus}{words.sign(currency)}{abs(amount):,.2f}"


def short(amount: float, currency: str | None, language: str | None) -> str:
    """An amount for the axis, with decimals only where it has them."""
    if abs(amount) >= 10 or amount == round(amount):
        return words.money(amount, currency, language)
    return f"{words.MINUS if amount < 0 else ''}{words.sign(currency)}{abs(amount):,.1f}"
