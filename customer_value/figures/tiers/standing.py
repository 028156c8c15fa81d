"""Where one customer stands among all on a day: the strip above, the places by R, F and M below."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num

from customer_value import words
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, QUIET, RUST, TEXT, bare, canvas, set_words, styled
from customer_value.figures.tables import histories, table
from customer_value.figures.tiers.strips import history_in_words, mark, scale, strip, time_axis
from customer_value.measures.tiers.rfm import rfm

MEASURES = {"r": "recency", "f": "frequency", "m": "monetary"}
FIFTHS = ("#eef1f4", "#e0e6eb", "#d1dae2", "#c0ccd7", "#9db4c4")
"""The five fifths of a measure's bar, the best one last and darkest."""

HEIGHT = 4.3


def standing(
    orders: Any,
    refunds: Any,
    customer: Any,
    snapshot: Any,
    *,
    label: str | None = None,
    start: Any = None,
    end: Any = None,
    currency: str | None = None,
    language: str | None = None,
) -> Picture:
    """One customer on one day: the orders known by then, and the place among all customers by R, F and M.

    Each bar holds all customers from the worst (left) to the best (right), in fifths; the dot is this customer, at the
    average rank of those with equal values, so that the fifth is the score.

    Args:
        orders, refunds: the ledger's tables.
        customer: the customer's id.
        snapshot: the day; what is dated later is not shown.
        label: what to call the customer; the id when None.
        start, end: the first and the last day of the strip; the ledger's first order and the snapshot when None.
        currency: of the amounts; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.
    """
    snapshot = pd.Timestamp(snapshot)
    first = pd.Timestamp(table(orders, "orders", ["order_date"])["order_date"].min() if start is None else start)
    board = Board(first.normalize(), snapshot if end is None else pd.Timestamp(end), currency, language)
    people = rfm(orders, refunds, snapshot)
    history = histories(orders, refunds, [customer], snapshot)
    return board.draw(str(customer) if label is None else label, history, place_among(people, customer), snapshot)


class Board:
    """The figure of `standing`, kept so that another customer or day only changes what differs.

    Making a figure and its axes takes longer than drawing it, so an explorer makes one board and draws on it again.
    """

    def __init__(self, start: pd.Timestamp, end: pd.Timestamp, currency: str | None, language: str | None) -> None:
        """Set up the time axis from `start` to `end` and the empty bars."""
        self.currency = currency
        self.language = language
        with styled():
            self.figure = canvas(HEIGHT, "", "")
            self.figure.set_layout_engine("none")  # fixed places, so that nothing jumps when the day changes
            self.above = self.figure.add_axes((0.16, 0.665, 0.67, 0.145))
            room = (end - start) * 0.012
            self.above.set_xlim(date2num(start - room), date2num(end + 2 * room))
            self.above.set_ylim(0.6, -0.6)
            time_axis(self.above, language)
            self.below = self.figure.add_axes((0.16, 0.11, 0.67, 0.41))
            empty_bars(self.below, language)
        self._lasting = {id(artist) for axes in (self.above, self.below) for artist in axes.get_children()}

    def draw(self, label: str, history: pd.DataFrame, places: pd.DataFrame, snapshot: pd.Timestamp) -> Picture:
        """Draw one customer on one day. The picture of the last time is overwritten; save it before.

        Args:
            label: what to call the customer.
            history: as `histories` returns.
            places: as `place_among` returns.
            snapshot: the day.
        """
        language = self.language
        n = int(places["among"].iloc[0])
        best = [
            words.text(f"figures.standing.by.{measure}", language)
            for measure, row in places.iterrows()
            if row["fifth"] == len(FIFTHS)
        ]
        kind = "unknown" if places["value"].isna().all() else "best" if best else "not"
        measures = words.listing(best, language)
        day = words.date(snapshot, language)
        title = words.text(f"figures.standing.title_{kind}", language, label=label, day=day, measures=measures)
        set_words(self.figure, title, words.text("figures.standing.note", language, n=words.number(n)))
        for axes in (self.above, self.below):
            for artist in [one for one in axes.get_children() if id(one) not in self._lasting]:
                artist.remove()
        with styled():
            self.above.set_yticks([0], [label], size=13, color=TEXT, va="center")
            strip(self.above, history, 0, snapshot, scale(history) * 0.6)
            mark(self.above, snapshot, language)
            fill_bars(self.below, places, self.currency, language)
        parts = [history_in_words(label, history, snapshot, False, self.currency, language)]
        for measure, row in places.iterrows():
            parts.append(
                words.text(
                    "figures.standing.alt",
                    language,
                    measure=words.text(f"figures.groups.name.{measure}", language),
                    value=value_in_words(measure, row["value"], self.currency, language),
                    place=place_in_words(row["place"], n, language),
                )
            )
        return Picture(self.figure, " ".join([title, *parts]))


def place_among(people: pd.DataFrame, customer: Any) -> pd.DataFrame:
    """A customer's value, place (1 is best), share of the way from worst to best, and fifth, by each of R, F and M.

    The share is the average rank over the number of customers, `among`, so that ceil(5 x share), the fifth, is the
    score. Value, place, share and fifth are NaN for a customer without a valid order.
    """
    rows = {}
    for measure, column in MEASURES.items():
        values = people[column]
        mine = values[people["customer_id"] == customer]
        if mine.empty:
            rows[measure] = (*(float("nan"),) * 4, len(values))
            continue
        value = float(mine.iloc[0])
        better, equal = int((values < value).sum()), int((values == value).sum())
        if measure != "r":
            better = len(values) - better - equal
        rank = len(values) - better - equal + (equal + 1) / 2
        fifth = -int(-len(FIFTHS) * rank // len(values))
        rows[measure] = (value, better + 1, rank / len(values), fifth, len(values))
    return pd.DataFrame.from_dict(rows, orient="index", columns=["value", "place", "share", "fifth", "among"])


def empty_bars(axes: Axes, language: str | None) -> None:
    """A bar of five fifths for each measure, with the measures' names and the scores."""
    bare(axes)
    for row, measure in enumerate(MEASURES):
        for fifth, color in enumerate(FIFTHS):
            axes.barh(row, 0.196, 0.34, left=fifth / 5 + 0.002, color=color, zorder=1)
        name = words.text(f"figures.standing.name.{measure}", language)
        axes.text(-0.03, row - 0.04, name, ha="right", va="bottom", size=LABEL_SIZE - 0.5, color=QUIET)
    for fifth in range(len(FIFTHS)):
        axes.text(fifth / 5 + 0.1, 2.46, str(fifth + 1), ha="center", va="center", size=NOTE_SIZE, color=QUIET)
    axes.set_xlim(0, 1)
    axes.set_ylim(2.6, -0.5)


def fill_bars(axes: Axes, places: pd.DataFrame, currency: str | None, language: str | None) -> None:
    """The customer's dot, value and place on each bar; the dot changes colour in the best fifth."""
    for row, (measure, here) in enumerate(places.iterrows()):
        value = value_in_words(measure, here["value"], currency, language)
        place = place_in_words(here["place"], int(here["among"]), language)
        axes.text(-0.03, row + 0.02, value, ha="right", va="top", size=LABEL_SIZE + 1, color=INK)
        axes.text(1.03, row, place, va="center", ha="left", size=LABEL_SIZE, color=TEXT)
        if words.missing(here["share"]):
            continue
        color = RUST if here["fifth"] == len(FIFTHS) else INK
        axes.plot(here["share"], row, "o", markersize=12, color=color, mec="white", mew=1.4, clip_on=False, zorder=3)


def value_in_words(measure: str, value: float, currency: str | None, language: str | None) -> str:
    """A recency in days, a frequency in orders, an amount of money."""
    if words.missing(value):
        return words.text("figures.standing.none", language)
    if measure == "m":
        return words.money(value, currency, language)
    return words.text(f"figures.standing.value.{measure}", language, n=words.number(value))


def place_in_words(place: float, n: int, language: str | None) -> str:
    """A place among n customers, 1 being the best."""
    if words.missing(place):
        return words.text("figures.standing.none", language)
    return words.text("figures.standing.place", language, place=words.number(place), n=words.number(n))
