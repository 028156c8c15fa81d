"""What holds in every ledger, whatever the scenario, the seed and the language."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from generator.ledger import draw_ledger, ledger_tables, truth_tables
from generator.scenario import load_scenario, scenario_names
from generator.schema import LEDGER, TRUTH


@pytest.fixture(scope="module", params=[(name, seed) for name in scenario_names() for seed in (0, 12345)])
def made(request):
    name, seed = request.param
    scenario = load_scenario(name)
    draw = draw_ledger(scenario, seed, 500)
    return scenario, ledger_tables(draw, "en"), truth_tables(draw)["customer_truth"]


def test_tables_have_the_columns_of_the_schema_in_its_order(made):
    _, tables, truth = made
    assert list(tables) == [table.name for table in LEDGER]
    for table in (*LEDGER, *TRUTH):
        frame = truth if table.name == "customer_truth" else tables[table.name]
        assert list(frame.columns) == [column.name for column in table.columns]
        assert not frame.duplicated(list(table.key)).any()
        for column in table.columns:
            values = frame[column.name]
            if column.required:
                assert values.notna().all(), column.name
            if column.values:
                assert set(values) <= set(column.values)
            if column.minimum is not None:
                assert (values.dropna().astype(float) >= column.minimum).all()


def test_keys_point_to_rows_that_are_there(made):
    _, tables, truth = made
    keys = {table.name: set(tables[table.name][table.key[0]]) for table in LEDGER}
    for table in LEDGER:
        for column, other in table.refers.items():
            assert set(tables[table.name][column].dropna()) <= keys[other]
    assert set(tables["order_lines"]["order_id"]) == keys["orders"]
    assert list(truth["customer_id"]) == list(tables["customers"]["customer_id"])


def test_an_order_is_the_sum_of_its_lines_to_the_cent(made):
    _, tables, _ = made
    lines = tables["order_lines"]
    assert (lines["amount"] == lines["quantity"] * lines["unit_price"] - lines["discount"]).all()
    total = lines.groupby("order_id")["amount"].sum()
    assert (tables["orders"].set_index("order_id")["amount"] == total).all()
    for name in ("quantity", "unit_price", "discount", "amount"):
        assert pd.api.types.is_integer_dtype(lines[name])
    assert (lines.groupby("order_id")["line"].max() == lines.groupby("order_id").size()).all()


def test_nothing_is_sold_before_it_is_launched_or_at_another_price(made):
    _, tables, _ = made
    sold = tables["order_lines"].merge(tables["products"], on="product_id").merge(tables["orders"], on="order_id")
    assert (sold["order_date"] >= sold["launched_on"]).all()
    assert (sold["unit_price"] == sold["list_price"]).all()


def test_refunds_are_no_more_than_the_order_and_later(made):
    scenario, tables, _ = made
    given = tables["refunds"].merge(tables["orders"], on="order_id", suffixes=("", "_order"))
    assert len(given) == len(tables["refunds"]) > 0
    assert given["order_id"].is_unique
    assert (given["amount"] > 0).all() and (given["amount"] <= given["amount_order"]).all()
    assert (given["amount"] == given["amount_order"]).any() and (given["amount"] < given["amount_order"]).any()
    assert (given["refund_date"] > given["order_date"]).all()
    assert given["refund_date"].max() <= scenario.dates.end.isoformat()
    assert (given["status"] == "completed").all()


def test_everybody_registers_before_buying_and_is_referred_by_somebody_who_was_there(made):
    scenario, tables, _ = made
    customers = tables["customers"].set_index("customer_id")
    first = tables["orders"].groupby("customer_id")["order_date"].min()
    assert set(first.index) == set(customers.index)
    assert (customers["registered_on"] <= first).all()
    assert customers["registered_on"].min() >= scenario.dates.start.isoformat()
    referred = customers.dropna(subset="referred_by")
    assert len(referred) > 20
    assert (customers.loc[referred["referred_by"], "registered_on"].to_numpy() < referred["registered_on"]).all()


def test_orders_are_numbered_in_time_and_kept_to_the_hours(made):
    scenario, tables, _ = made
    orders = tables["orders"]
    moment = orders["order_date"] + " " + orders["order_time"]
    assert moment.is_monotonic_increasing
    assert orders["order_date"].between(scenario.dates.start.isoformat(), scenario.dates.end.isoformat()).all()
    shop = orders[orders["channel"] == scenario.labels.shop.en]
    assert (shop["order_time"] >= f"{scenario.hours.shop.first:02d}:00").all()
    assert (shop["order_time"] < scenario.hours.shop_closes).all()


def test_companies_are_companies(made):
    scenario, tables, _ = made
    customers = tables["customers"]
    company = customers["kind"] == scenario.labels.company.en
    assert 0 < company.mean() < 1
    for column in ("company", "industry", "credit_days"):
        assert (customers[column].notna() == company).all()
    for column in ("birth_year", "income_band", "interests"):
        assert customers.loc[company, column].isna().all()
    orders = tables["orders"].merge(customers[["customer_id", "kind"]], on="customer_id")
    by_company = orders["kind"] == scenario.labels.company.en
    assert ((orders["channel"] == scenario.labels.company_order.en) == by_company).all()
    weekday = pd.to_datetime(orders["order_date"]).dt.day_of_week
    closed = [day for day, weight in enumerate(scenario.season.company_weekdays) if weight == 0]
    assert not weekday[by_company].isin(closed).any()
    assert orders.loc[by_company, "amount"].median() > 2 * orders.loc[~by_company, "amount"].median()


def test_shop_orders_are_mostly_at_home_and_always_where_a_shop_is(made):
    scenario, tables, _ = made
    orders = tables["orders"].merge(
        tables["customers"][["customer_id", "sales_area"]], on="customer_id", suffixes=("", "_home")
    )
    shop = orders["channel"] == scenario.labels.shop.en
    at_home = orders["sales_area"] == orders["sales_area_home"]
    assert at_home[~shop].all()
    assert 0.8 < at_home[shop].mean() < 1
    with_shops = {area.name.en for area in scenario.areas if area.shops}
    assert set(orders.loc[shop, "sales_area"]) <= with_shops


def test_the_truth_agrees_with_the_ledger(made):
    scenario, tables, truth = made
    truth = truth.set_index("customer_id")
    orders = tables["orders"]
    snapshot, end = scenario.dates.snapshot.isoformat(), scenario.dates.end.isoformat()
    last = orders.groupby("customer_id")["order_date"].max().reindex(truth.index)
    gone = truth["churned_on"].notna()
    assert (last[gone] <= truth.loc[gone, "churned_on"]).all()
    left_within = gone & (truth["churned_on"].fillna("9999") <= end)
    assert (last[left_within] == truth.loc[left_within, "churned_on"]).all()
    assert (truth.loc[left_within, ["future_orders", "future_value"]] == 0).all(axis=None)
    assert ((truth["alive_at_end"] == "true") == ~left_within).all()

    soon = orders[(orders["order_date"] > snapshot) & (orders["status"] == "completed")]
    soon = soon[soon["order_date"] <= (scenario.dates.snapshot + pd.Timedelta(days=90)).isoformat()]
    for column, expected in (
        ("orders_90d", soon.groupby("customer_id").size()),
        ("value_90d", soon.groupby("customer_id")["amount"].sum()),
    ):
        assert (truth[column] == expected.reindex(truth.index, fill_value=0)).all()

    known = orders.groupby("customer_id")["order_date"].min() <= snapshot
    assert (truth["alive_at_snapshot"].notna() == known.reindex(truth.index)).all()
    assert (truth["future_orders_12m"] <= truth["future_orders"]).all()
    assert (
        np.corrcoef(truth["purchase_rate"].astype(float), orders.groupby("customer_id").size().reindex(truth.index))[
            0, 1
        ]
        > 0.4
    )
