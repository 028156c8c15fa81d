"""The orders behind the lessons' records: the valid ones of a day, worth what is left of them on that day."""

from __future__ import annotations

import pytest

from solutions.lessons.orders import valid_on


def test_its_amount_is_what_the_refunds_of_the_day_have_left(ledger, other_ledger):
    for one in (ledger, other_ledger):
        refunds = one.refunds
        for day in (one.snapshot, refunds["refund_date"].sort_values().iloc[len(refunds) // 2].normalize()):
            sold = one.orders[one.orders["customer_id"].notna() & (one.orders["status"] == "completed")]
            sold = sold[sold["order_date"].dt.normalize() <= day].set_index("order_id")["amount"]
            back = refunds[refunds["refund_date"].dt.normalize() <= day].groupby("order_id")["amount"].sum()
            left = sold.sub(back.reindex(sold.index, fill_value=0))
            valid = valid_on(one, day).set_index("order_id")
            assert list(valid.columns) == [column for column in one.orders.columns if column != "order_id"]
            assert valid["amount"].to_dict() == pytest.approx(left[left > 0].to_dict())
            assert valid["amount"].sum() < sold.sum()  # somebody sent something back
