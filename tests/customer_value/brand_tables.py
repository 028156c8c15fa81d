"""A small market for the tests of figures and explorers: areas, brands, ratings and answers, made from a seed."""

from __future__ import annotations

import numpy as np
import pandas as pd

ATTRIBUTES = ("quality", "price", "choice", "service", "delivery", "shop", "dear")

MEANS = {
    "晨光選物": (4.2, 3.3, 3.8, 3.8, 3.5, 4.3, 3.6),
    "Verdant House": (4.5, 2.8, 3.5, 4.2, 3.7, 4.5, 4.4),
    "Everyday Goods": (3.6, 3.8, 4.4, 3.4, 3.9, 3.6, 2.9),
    "好家居購物網": (3.1, 4.4, 4.5, 2.9, 4.5, 2.4, 1.8),
    "Old Kiln": (4.2, 3.2, 2.9, 3.7, 2.9, 3.3, 3.5),
}
US = "晨光選物"
LEVELS = pd.DataFrame({"competitor_id": ["B1", "B2", "B3", "B4"], "price_level": [122.2, 90.8, 75.3, 102.1]})
WEIGHTS = {"quality": 4.3, "price": 4.4, "choice": 3.8, "service": 3.8, "delivery": 3.9, "shop": 3.2}


def ratings(brands: dict[str, tuple[float, ...]] = MEANS) -> pd.DataFrame:
    """The brand study; the first brand is ours."""
    rows = [
        (brand, f"B{place}" if place else None, key, key.title(), key == "dear", value, 120 + 60 * place)
        for place, (brand, means) in enumerate(brands.items())
        for key, value in zip(ATTRIBUTES, means, strict=True)
    ]
    names = ["brand", "competitor_id", "attribute", "label", "reversed", "rating", "respondents"]
    return pd.DataFrame(rows, columns=names)


def areas(names: list[str], seed: int = 5) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Our sales, the market and the competitors' sales of some areas."""
    rng = np.random.default_rng(seed)
    n = len(names)
    target = rng.integers(800, 3000, n)
    market = pd.DataFrame(
        {
            "sales_area": names,
            "households": target * 3,
            "target_households": target,
            "market_sales": target * rng.integers(9000, 12000, n),
        }
    )
    customers = (target * rng.uniform(0.04, 0.13, n)).astype(int)
    own = pd.DataFrame({"sales_area": names, "customers": customers, "sales": customers * 6000.0})
    rivals = pd.DataFrame(
        [
            (rival, name, sales * part)
            for rival, part in (("B1", 0.2), ("B2", 0.3))
            for name, sales in zip(names, market["market_sales"], strict=True)
        ],
        columns=["competitor_id", "sales_area", "sales"],
    )
    return own, market, rivals


def surveys(n: int = 300, seed: int = 9) -> pd.DataFrame:
    """Answers of some customers, a few of them blank."""
    rng = np.random.default_rng(seed)
    table = pd.DataFrame({"customer_id": [f"C{number:03}" for number in range(n)]})
    table["answered_on"] = pd.Timestamp("2025-11-20")
    table["nps"] = pd.array(rng.integers(3, 11, n), dtype="Int64")
    table["satisfaction"] = pd.array(rng.integers(2, 6, n), dtype="Int64")
    for place, key in enumerate(ATTRIBUTES[:6]):
        table[f"importance_{key}"] = pd.array(rng.integers(2 + place % 3, 6, n), dtype="Int64")
        table[f"performance_{key}"] = pd.array(rng.integers(1 + place % 2, 6, n), dtype="Int64")
    table.loc[::11, "nps"] = pd.NA
    table.loc[::7, "importance_quality"] = pd.NA
    table["group"] = rng.choice(["雲林嘉義與臺南地區", "Taipei", "South"], n, p=[0.06, 0.5, 0.44])
    return table


def contacts(n: int = 90, seed: int = 3) -> pd.DataFrame:
    """Service contacts of the same customers, with ratings."""
    rng = np.random.default_rng(seed)
    made = pd.Timestamp("2025-10-01") + pd.to_timedelta(rng.integers(0, 60, n), unit="D")
    return pd.DataFrame(
        {
            "customer_id": [f"C{number:03}" for number in rng.integers(0, 300, n)],
            "contacted_on": made,
            "resolved_on": made + pd.to_timedelta(rng.integers(0, 14, n), unit="D"),
            "complaint": rng.random(n) < 0.5,
            "rating": pd.array(rng.integers(1, 6, n), dtype="Int64"),
        }
    )
