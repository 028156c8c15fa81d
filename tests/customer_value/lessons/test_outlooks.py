"""What is to come on any day: the models' and the contracts' numbers, nothing later than the day, three to follow."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from customer_value import (
    MeasureError,
    btyd_summary,
    clv_forecast,
    fit_bgnbd,
    fit_gamma_gamma,
    read_ledger,
    valid_orders,
)
from customer_value.lessons.outlooks import look_ahead, pick_three

SNAPSHOT = pd.Timestamp("2025-12-31")


@pytest.fixture(scope="module")
def sample():
    return read_ledger(Path(__file__).parents[3] / "datasets" / "sample" / "en")


class Insurer:
    """A ledger with contracts: three customers, one of them gone, of premiums 100 and a margin of one half."""

    snapshot = SNAPSHOT
    refunds = None

    def __init__(self) -> None:
        self.table_names = frozenset({"policies"})
        self._kept: dict = {}
        starts = {"stays": "2023-03-01", "two": "2024-06-01", "gone": "2023-05-10"}
        rows = [
            (who, pd.Timestamp(start) + pd.DateOffset(years=year))
            for who, start in starts.items()
            for year in range(3)
            if pd.Timestamp(start) + pd.DateOffset(years=year) <= SNAPSHOT
        ]
        rows = [row for row in rows if row != ("gone", pd.Timestamp("2025-05-10"))]
        orders = pd.DataFrame(rows, columns=["customer_id", "order_date"])
        orders["order_id"] = [f"O{number}" for number in range(len(orders))]
        self.orders = orders.assign(amount=100.0, status="completed")
        self.order_lines = self.orders[["order_id", "amount"]].assign(product_id="P", quantity=1)
        self.products = pd.DataFrame({"product_id": ["P"], "unit_cost": [50.0]})

    def table(self, name: str) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "customer_id": ["stays", "two", "gone"],
                "started_on": pd.to_datetime(["2023-03-01", "2024-06-01", "2023-05-10"]),
                "period_months": 12,
                "premium": 100.0,
                "lapsed_on": pd.to_datetime([None, None, "2025-05-10"]),
            }
        )


def test_in_a_shop_it_is_the_forecast_undiscounted(sample):
    outlook = look_ahead(sample)
    valid = valid_orders(sample.orders, sample.refunds, sample.snapshot)
    histories = btyd_summary(valid, sample.snapshot)
    known = clv_forecast(histories, fit_bgnbd(histories), fit_gamma_gamma(histories), margin=outlook.margin, months=36)
    found = outlook.on(sample.snapshot)
    assert not outlook.contractual
    assert found["customer_id"].tolist() == known["customer_id"].tolist()
    assert found["clv"].to_numpy() == pytest.approx(known["clv"].to_numpy(), rel=1e-6)
    assert found["p_alive"].to_numpy() == pytest.approx(known["p_alive"].to_numpy())


def test_a_few_customers_are_judged_as_among_all(sample):
    outlook, day = look_ahead(sample), sample.snapshot - pd.DateOffset(months=7)
    everybody = outlook.on(day).set_index("customer_id")
    few = outlook.on(day, everybody.index[:5]).set_index("customer_id")
    pd.testing.assert_frame_equal(few, everybody.head(5))
    assert outlook.on("1999-01-01", everybody.index[:5]).empty


def test_with_contracts_leaving_is_seen_and_renewals_are_counted():
    ledger = Insurer()
    outlook = look_ahead(ledger)
    # Of five renewals that came up (2, 1 and 2) one was not paid; three are to come: 50 x (0.8 + 0.64 + 0.512).
    now = outlook.on(SNAPSHOT).set_index("customer_id")
    assert outlook.contractual and outlook.margin == 0.5
    assert now["p_alive"].to_dict() == {"gone": 0, "stays": 1, "two": 1}
    assert now["if_there"].tolist() == pytest.approx([97.6] * 3)
    assert now["clv"].to_dict() == pytest.approx({"gone": 0, "stays": 97.6, "two": 97.6})
    before = outlook.on("2025-05-09").set_index("customer_id")
    assert before.loc["gone", "p_alive"] == 1
    assert "two" not in outlook.on("2024-05-31")["customer_id"].tolist()


def test_on_the_sample_the_three_tell_their_stories(sample):
    three = pick_three(sample)
    assert three["label"].tolist() == list("ABC") and three["exact"].all()
    ahead = look_ahead(sample).on(sample.snapshot).set_index("customer_id").loc[three["customer_id"]]
    valid = valid_orders(sample.orders, sample.refunds, sample.snapshot)
    money = valid.groupby("customer_id")["amount"].sum().loc[three["customer_id"]]
    assert money.is_monotonic_decreasing
    gone, regular, new = ahead["p_alive"]
    assert 0.05 < gone < 0.35 and regular > 0.8 and new > 0.7
    assert ahead["clv"].idxmin() == three["customer_id"].iloc[0]


def test_where_nobody_fits_the_nearest_stand_in_and_two_are_too_few():
    assert len(pick_three(Insurer())) == 3
    small = Insurer()
    small.orders = small.orders[small.orders["customer_id"] != "two"]
    with pytest.raises(MeasureError, match="three are needed"):
        pick_three(small)
