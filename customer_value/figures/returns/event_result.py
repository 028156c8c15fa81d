"""The profit and loss of an event, planned and afterwards."""

from __future__ import annotations

from matplotlib.axes import Axes

from customer_value import words
from customer_value.figures.picture import Picture
from customer_value.figures.returns.people import count
from customer_value.figures.style import INK, LABEL_SIZE, PALE, QUIET, TEXT, canvas, styled
from customer_value.figures.ticks import money_axis
from customer_value.measures.returns.events import EventProfit

LINES = {"extra_margin": 1, "referral_value": 1, "cost": -1, "profit": 1}
"""The lines of the account, with their signs."""


def event_result(
    event: EventProfit,
    afterwards: EventProfit | None = None,
    *,
    currency: str | None = None,
    language: str | None = None,
) -> Picture:
    """A bar for each line of the account; where there are two, the plan pale above what came dark.

    Args:
        event: the account, as `event_profit` returns it: the plan where `afterwards` is given.
        afterwards: the same with the numbers that came.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.
    """
    accounts = {"planned": event} if afterwards is None else {"planned": event, "judged": afterwards}
    results = {name: in_words(account.profit, currency, language) for name, account in accounts.items()}
    if afterwards is None:
        what = words.text("figures.event.one", language)
        title = words.text("figures.event.title", language, what=what, money=results["planned"])
        note = words.text(
            "figures.event.note",
            language,
            extra=count(event.extra_buyers, language),
            even=count(event.break_even_buyers, language),
            roi=words.percent(event.roi, language=language),
        )
    else:
        title = words.text("figures.event.title_both", language, plan=results["planned"], result=results["judged"])
        note = words.text(
            "figures.event.note_both",
            language,
            planned=count(event.extra_buyers, language),
            judged=count(afterwards.extra_buyers, language),
            roi_planned=words.percent(event.roi, language=language),
            roi_judged=words.percent(afterwards.roi, language=language),
        )
    with styled():
        figure = canvas(3.3 if afterwards is None else 4.0, title, note)
        axes = figure.subplots()
        draw_account(axes, accounts, currency, language)
        names = [words.text(f"figures.event.line.{name}", language) for name in LINES]
        axes.set_yticks(range(len(LINES)), names, va="center", color=TEXT)
        axes.set_ylim(len(LINES) - 0.45, -0.55)
        axes.grid(visible=False)
        axes.spines["left"].set_visible(False)
        money_axis(axes.xaxis, currency, language)
    parts = [
        words.text(
            "figures.event.alt",
            language,
            when=words.text(f"figures.event.{'one' if afterwards is None else name}", language),
            margin=words.money(account.extra_margin, currency, language),
            referrals=words.money(account.referral_value, currency, language),
            cost=words.money(account.cost, currency, language),
            profit=words.money(account.profit, currency, language),
        )
        for name, account in accounts.items()
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def in_words(profit: float, currency: str | None, language: str | None) -> str:
    """A result in words: a profit, a loss, or neither."""
    kind = "even" if abs(profit) < 0.5 else "earned" if profit > 0 else "lost"
    return words.text(f"figures.event.{kind}", language, money=words.money(abs(profit), currency, language))


def draw_account(axes: Axes, accounts: dict[str, EventProfit], currency: str | None, language: str | None) -> None:
    """The bars with their amounts, and a line above the result."""
    amounts = [sign * getattr(one, name) for one in accounts.values() for name, sign in LINES.items()]
    reach = max(*amounts, 0.0) - min(*amounts, 0.0) or 1.0
    thick = 0.62 / len(accounts)
    both = len(accounts) > 1
    for number, (when, account) in enumerate(accounts.items()):
        for place, (name, sign) in enumerate(LINES.items()):
            amount = sign * getattr(account, name)
            height = place + (number - (len(accounts) - 1) / 2) * (thick + 0.04)
            axes.barh(height, amount, thick, color=PALE if both and when == "planned" else INK, zorder=2)
            label = words.money(amount, currency, language)
            if both and place == 0:
                label = f"{label}  {words.text(f'figures.event.{when}', language)}"
            axes.text(
                amount + (1 if amount >= 0 else -1) * 0.012 * reach,
                height,
                label,
                ha="left" if amount >= 0 else "right",
                va="center",
                size=LABEL_SIZE - 0.5,
                color=TEXT,
            )
    axes.axvline(0, color=QUIET, linewidth=1.0, zorder=3)
    axes.axhline(len(LINES) - 1.5, color=QUIET, linewidth=0.8)
    axes.set_xlim(min(*amounts, 0.0) - 0.22 * reach, max(*amounts, 0.0) + (0.34 if both else 0.22) * reach)
