"""Small and ordinary tables of media, leads, orders and touches, with the types that a ledger's columns have."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
import pandas as pd

from solutions.customers.drawing import draw_valid

TEXT, WHOLE, DATE = "str", "int64", "datetime64[us]"

MEDIA = ("Facebook page", "YouTube channel", "Search ads", "LINE newsletter", "Blogs and reviews")


def table(columns: dict[str, str], rows: Iterable[tuple]) -> pd.DataFrame:
    """A table from its columns' names and types and its rows."""
    return pd.DataFrame(list(rows), columns=list(columns)).astype(columns)


def shuffled(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The same rows in no order, numbered anew."""
    return frame.iloc[rng.permutation(len(frame))].reset_index(drop=True)


def ids(letter: str, count: int, digits: int = 5) -> list[str]:
    """Running ids such as C00001."""
    return [f"{letter}{number:0{digits}d}" for number in range(1, count + 1)]


@cache
def media_days(seed: int) -> pd.DataFrame:
    """What the media of a small shop did, day by day, over its last thirteen months."""
    from generator.ledger import draw_ledger, ledger_tables
    from generator.scenario import load_scenario

    drawn = ledger_tables(draw_ledger(load_scenario("boutique"), seed=seed, customers=180), "en", "media_daily")[
        "media_daily"
    ]
    days = drawn[["date", "medium", "post_kind", "reach", "engagements", "clicks", "spend"]]
    days = days.astype({"date": DATE, "medium": TEXT, "post_kind": TEXT})
    return days[days["date"] > days["date"].max() - pd.Timedelta(days=395)].reset_index(drop=True)


def some_media_days(rng: np.random.Generator) -> pd.DataFrame:
    """Days as `media_days` draws them, from one of a few shops so that a draw stays cheap."""
    return media_days(int(rng.integers(1, 7))).copy()


def some_orders(rng: np.random.Generator) -> pd.DataFrame:
    """The valid orders of an ordinary shop, one of a few, in an order of their own."""
    return shuffled(_valid(int(rng.integers(1, 7))), rng)


@cache
def _valid(seed: int) -> pd.DataFrame:
    return draw_valid(np.random.default_rng(seed), customers=110)[0]
