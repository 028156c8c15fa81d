"""Every law that holds a ledger's tables together, on every scenario: what no scenario, seed or language may break.

Tables are looked at as whole numbers (money in minor units), days and words, by plain data-frame code that knows
nothing of how they were made.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from generator.block import Block
from generator.ledger import arrow_tables, draw_ledger
from generator.scenario import Scenario, load_scenario, scenario_names
from generator.scenario.warts import warts_of
from generator.schema import Table, ledger_of, truth_of
from generator.tables.warts import restore
from generator.world import World

CUSTOMERS = 160


@dataclass(frozen=True, repr=False)
class Case:
    """A small ledger with its truth: the tables of both by name."""

    scenario: Scenario
    schema: dict[str, Table]
    tables: dict[str, pd.DataFrame]

    def __getitem__(self, name: str) -> pd.DataFrame:
        """A table. Skips the test where the industry has no such table."""
        if name not in self.tables:
            pytest.skip(f"{self.scenario.name} has no {name}")
        return self.tables[name]

    def day(self, name: str) -> pd.Timestamp:
        return pd.Timestamp(getattr(self.scenario.dates, name))


@pytest.fixture(scope="module", params=[(name, seed) for name in scenario_names() for seed in (3, 11)], ids=str)
def case(request) -> Case:
    name, seed = request.param
    scenario = load_scenario(name)
    draw = draw_ledger(scenario, seed, CUSTOMERS)
    schema = (*ledger_of(scenario), *truth_of(scenario))
    made = arrow_tables(draw, schema, "en")
    return Case(
        scenario,
        {table.name: table for table in schema},
        {table.name: plain(table, made[table.name], scenario.minor_digits) for table in schema},
    )


def plain(table: Table, made: pa.Table, digits: int) -> pd.DataFrame:
    """A table with dates as days, money as minor units, numbers as floats where some are missing, and words."""
    columns = {}
    for column in table.columns:
        values = made[column.name]
        if column.type == "money":
            values = np.rint(values.cast(pa.float64()).to_numpy() * 10**digits)
            columns[column.name] = values if np.isnan(values).any() else values.astype(np.int64)
        elif column.type == "date":
            columns[column.name] = values.to_pandas().astype("datetime64[s]")
        else:
            columns[column.name] = values.to_pandas()
    return pd.DataFrame(columns)


def columns_of(case: Case, name: str, *columns: str) -> pd.DataFrame:
    """Some columns of a table with its key as the index."""
    return case[name].set_index(case.schema[name].key[0])[list(columns)]


def paid(case: Case) -> pd.DataFrame:
    """Orders that were not called off."""
    orders = case["orders"]
    return orders[orders["status"] == "completed"]


def in_trials(case: Case) -> pd.DataFrame:
    """Touches of campaigns that hold somebody out, which media do not."""
    campaigns = case["campaigns"]
    trials = campaigns.loc[campaigns["hold_out"] > 0, "campaign_id"]
    return case["touches"][case["touches"]["campaign_id"].isin(trials)].copy()


# Each table by itself ------------------------------------------------------------------------------------------------


def test_tables_are_as_the_schema_says(case):
    for table in case.schema.values():
        frame = case[table.name]
        assert len(frame) or table.name in ("refunds",), table.name
        assert list(frame.columns) == [column.name for column in table.columns]
        assert not frame.duplicated(list(table.key)).any(), table.name
        for column in table.columns:
            values, where = frame[column.name], f"{table.name}.{column.name}"
            assert values.notna().all() or not column.required, where
            if column.values:
                assert set(values.dropna()) <= set(column.values), where
            if column.minimum is not None:
                assert (values.dropna() >= column.minimum).all(), where


def test_keys_point_to_rows_that_are_there(case):
    for table in case.schema.values():
        for column, other in table.refers.items():
            if other in case.schema:
                known = case[other][case.schema[other].key[0]]
                assert case[table.name][column].dropna().isin(known).all(), f"{table.name}.{column}"
            else:
                assert case[table.name][column].isna().all(), f"{table.name}.{column}"


def test_what_a_ledger_lacks_its_tables_lack(case):
    """Persons only, companies only, nothing asked: empty columns, never wrong ones."""
    scenario, customers = case.scenario, case["customers"]
    company = customers["kind"] == scenario.labels.company.en
    assert company.any() == (scenario.company is not None)
    assert (~company).any() == (scenario.person is not None)
    for column in ("company", "industry", "credit_days"):
        assert (customers[column].notna() == company).all(), column
    for column in ("birth_year", "income_band", "interests"):
        assert customers.loc[company, column].isna().all(), column
    asked = {
        "birth_year": scenario.people.births is not None,
        "income_band": bool(scenario.people.income),
        "interests": max(scenario.people.interests) > 0,
    }
    for column, is_asked in asked.items():
        assert customers[column].notna().any() == (is_asked and scenario.person is not None), column


# Orders --------------------------------------------------------------------------------------------------------------


def test_an_order_is_the_sum_of_its_lines_to_the_cent(case):
    orders, lines = case["orders"], case["order_lines"]
    assert (lines["amount"] == lines["quantity"] * lines["unit_price"] - lines["discount"]).all()
    total = lines.groupby("order_id")["amount"].sum()
    assert total.reindex(orders["order_id"]).to_numpy().tolist() == orders["amount"].tolist()
    assert (lines.groupby("order_id")["line"].max() == lines.groupby("order_id").size()).all()


def test_nothing_is_sold_before_it_is_launched_or_at_another_price(case):
    sold = case["order_lines"].merge(case["products"], on="product_id").merge(case["orders"], on="order_id")
    assert (sold["order_date"] >= sold["launched_on"]).all()
    if not case.scenario.contracts:
        assert (sold["unit_price"] == sold["list_price"]).all()


def test_orders_are_numbered_in_time_within_the_ledger_and_the_hours(case):
    orders, hours = case["orders"], case.scenario.hours
    moment = orders["order_date"].dt.strftime("%Y-%m-%d ") + orders["order_time"]
    assert moment.is_monotonic_increasing and orders["order_id"].is_monotonic_increasing
    assert orders["order_date"].between(case.day("start"), case.day("end")).all()
    for name in case.scenario.channels:
        own = orders.loc[orders["channel"] == case.scenario.labels.channel(name).en, "order_time"]
        rules = getattr(hours, name)
        assert len(own)
        assert (own >= f"{rules.first:02d}:00").all()
        assert (own < (hours.shop_closes if name == "shop" else f"{rules.first + len(rules.weights):02d}:00")).all()


def test_orders_come_in_by_the_channels_of_the_kind_of_customer(case):
    scenario, customers = case.scenario, columns_of(case, "customers", "kind", "sales_area")
    orders = case["orders"].merge(customers, left_on="customer_id", right_index=True, suffixes=("", "_home"))
    company = orders["kind"] == scenario.labels.company.en
    label = {name: scenario.labels.channel(name).en for name in scenario.channels}
    assert set(orders["channel"]) == set(label.values())
    by_staff = orders["channel"] == label.get("company", "")
    assert not by_staff[~company].any()
    if scenario.company and not scenario.company.web:
        assert by_staff[company].all()
    in_shop = orders["channel"] == label.get("shop", "")
    at_home = orders["sales_area"] == orders["sales_area_home"]
    assert at_home[~in_shop].all()
    with_shops = {area.name.en for area in scenario.areas if area.shops}
    assert set(orders.loc[in_shop, "sales_area"]) <= with_shops
    if scenario.company and not scenario.contracts:
        closed = [day for day, weight in enumerate(scenario.season.company_weekdays) if weight == 0]
        assert not orders.loc[company, "order_date"].dt.day_of_week.isin(closed).any()


def test_refunds_are_no_more_than_the_order_and_later(case):
    given = case["refunds"].merge(case["orders"], on="order_id", suffixes=("", "_order"))
    assert len(given) == len(case["refunds"])
    assert given["order_id"].is_unique
    assert ((given["amount"] > 0) & (given["amount"] <= given["amount_order"])).all()
    assert (given["refund_date"] > given["order_date"]).all()
    assert (given["refund_date"] <= case.day("end")).all()
    assert (given["status"] == "completed").all()


# Who was there when --------------------------------------------------------------------------------------------------


def test_nobody_acts_before_registering(case):
    since = case["customers"].set_index("customer_id")["registered_on"]
    assert since.between(case.day("start"), case.day("end")).all()
    first = case["orders"].groupby("customer_id")["order_date"].min()
    assert set(first.index) == set(since.index)
    assert (first >= since.reindex(first.index)).all()
    for name, day in (("service_contacts", "contacted_on"), ("surveys", "asked_on"), ("policies", "started_on")):
        if name in case.tables:
            acts = case[name]
            assert (acts[day] >= acts["customer_id"].map(since)).all(), name
    if "touches" in case.tables:
        sent = in_trials(case).dropna(subset="customer_id")
        assert (sent["touched_on"] >= sent["customer_id"].map(since)).all()


def test_who_refers_was_there_before(case):
    customers = case["customers"].set_index("customer_id")
    referred = customers.dropna(subset="referred_by")
    assert len(referred) > 5
    before = customers.loc[referred["referred_by"], "registered_on"].to_numpy()
    assert (before < referred["registered_on"].to_numpy()).all()


def test_nobody_orders_after_leaving(case):
    truth, orders = case["customer_truth"].set_index("customer_id"), case["orders"]
    left = orders["customer_id"].map(truth["churned_on"])
    gone = left.notna()
    if case.scenario.contracts:
        assert (orders.loc[gone, "order_date"] < left[gone]).all()
    else:
        assert (orders.loc[gone, "order_date"] <= left[gone]).all()
    within = truth[truth["churned_on"] <= case.day("end")]
    assert len(within) > 10
    assert (within[["future_orders", "future_value"]] == 0).all(axis=None)
    if not case.scenario.contracts:
        last = orders.groupby("customer_id")["order_date"].max()
        assert (last.reindex(within.index) == within["churned_on"]).all()


# Policies ------------------------------------------------------------------------------------------------------------


def test_policies_and_payments_agree(case):
    policies, months = case["policies"], case.scenario.contracts.period_months
    rows = policies.loc[policies.index.repeat(policies["payments"])]
    nth = rows.groupby("policy_id").cumcount()
    due = [day + pd.DateOffset(months=months * n) for day, n in zip(rows["started_on"], nth, strict=True)]
    expected = pd.DataFrame({"customer_id": rows["customer_id"], "product_id": rows["product_id"], "order_date": due})
    expected["first"] = np.where(nth == 0, rows["premium"], 0)
    lines = case["order_lines"].merge(case["orders"], on="order_id")
    assert len(lines) == len(case["orders"]) == len(expected)
    keys = ["customer_id", "product_id", "order_date"]
    paid_for, owed = (frame.sort_values(keys).reset_index(drop=True) for frame in (lines, expected))
    assert paid_for[keys].astype(str).equals(owed[keys].astype(str))
    first = owed["first"] > 0
    assert (paid_for.loc[first, "amount_y"] == owed.loc[first, "first"]).all()

    lapsed = policies.dropna(subset="lapsed_on")
    ends = [
        day + pd.DateOffset(months=months * n) for day, n in zip(lapsed["started_on"], lapsed["payments"], strict=True)
    ]
    assert lapsed["lapsed_on"].tolist() == ends
    in_force = set(policies.loc[policies["lapsed_on"].isna(), "customer_id"])
    truth = case["customer_truth"]
    assert set(truth.loc[truth["alive_at_end"].astype(bool), "customer_id"]) == in_force
    lapse = case["policy_truth"]["lapse_p"]
    assert case["policy_truth"]["policy_id"].tolist() == policies["policy_id"].tolist()
    assert lapse.between(0, 1).all()
    assert lapse[policies["lapsed_on"].notna()].mean() > lapse[policies["lapsed_on"].isna()].mean() + 0.1


def test_retention_rises_from_renewal_to_renewal_as_sorting_has_it():
    """Shifted beta-geometric: of those there, (b + t - 1) / (a + b + t - 1) renew for the t-th time."""
    scenario = load_scenario("insurance")
    block = Block(World(scenario, 5), 0, 0, 10_000)
    payments = block.policies.payments[block.arrivals.kind[block.policies.customer] == 0]
    a, b = scenario.person.a, scenario.person.b
    for t in (1, 2, 3, 4):
        there = payments >= t
        assert abs((payments[there] > t).mean() - (b + t - 1) / (a + b + t - 1)) < 0.02


# Leads and media -----------------------------------------------------------------------------------------------------


def test_leads_become_customers(case):
    leads, scenario = case["leads"], case.scenario
    won = leads[leads["stage"] == "won"]
    assert (leads["customer_id"].notna() == (leads["stage"] == "won")).all()
    assert won["customer_id"].is_unique
    through = {
        channel.name.en
        for channel in scenario.acquisition.channels
        if channel.key in {source.channel for source in scenario.leads.sources}
    }
    customers = case["customers"]
    assert set(won["customer_id"]) == set(customers.loc[customers["channel"].isin(through), "customer_id"])
    theirs = won.merge(customers, on="customer_id", suffixes=("", "_customer"))
    assert (theirs["source"] == theirs["channel"]).all()
    for column in ("kind", "sales_area"):
        assert (theirs[column] == theirs[f"{column}_customer"]).all()
    for column in ("industry", "gender", "birth_year", "income_band"):
        same = theirs[column] == theirs[f"{column}_customer"]
        assert (same | (theirs[column].isna() & theirs[f"{column}_customer"].isna())).all(), column
    assert (theirs["created_on"] <= theirs["registered_on"]).all()
    first = case["orders"].groupby("customer_id")["order_date"].min()
    assert (theirs["closed_on"].to_numpy() == first.reindex(theirs["customer_id"]).to_numpy()).all()


def test_leads_go_from_stage_to_stage_in_time(case):
    leads = case["leads"]
    days = leads[["created_on", "contacted_on", "quoted_on", "closed_on"]]
    for earlier, later in (("created_on", "contacted_on"), ("contacted_on", "quoted_on"), ("created_on", "closed_on")):
        assert not (days[earlier] > days[later]).any(), (earlier, later)
    assert not (days.max(axis=1) > case.day("end")).any()
    closed = leads["stage"].isin(["won", "lost"])
    assert (leads["closed_on"].notna() == closed).all()
    assert (leads["lost_reason"].notna() == (leads["stage"] == "lost")).all()
    assert leads.loc[leads["quoted_on"].notna(), "contacted_on"].notna().all()
    assert leads.loc[leads["stage"] == "quoted", "quoted_on"].notna().all()
    assert leads.loc[leads["stage"] == "open", "contacted_on"].isna().all()


@pytest.mark.parametrize("name", scenario_names())
def test_leads_are_won_as_often_as_the_sources_say(name):
    """Within five standard errors for every source, of 4,000 customers."""
    scenario = load_scenario(name)
    block = Block(World(scenario, 5), 0, 0, 4_000)
    leads, keys = block.leads, [channel.key for channel in scenario.acquisition.channels]
    settled = leads.created < block.world.last_day - 100
    for source in scenario.leads.sources:
        for code, kind in enumerate(("person", "company")):
            own = settled & (leads.source == keys.index(source.channel)) & (leads.kind == code)
            number, won, chance = own.sum(), (own & (leads.customer >= 0)).sum(), getattr(source, kind)
            if number > 60:
                assert abs(won / number - chance) < 5 * np.sqrt(chance * (1 - chance) / number), (source.channel, kind)


def test_media_count_the_leads_that_are_there(case):
    media, leads = case["media_daily"], case["leads"].dropna(subset="medium")
    counted = leads.groupby(["created_on", "medium"]).size()
    told = media[media["leads"] > 0].set_index(["date", "medium"])["leads"]
    assert told.sort_index().to_dict() == counted.sort_index().to_dict()
    assert (media["clicks"] >= media["leads"]).all()
    assert (media["reach"] >= media["clicks"]).all()
    views = media[["views", "views_25", "views_50", "views_75", "views_100"]].dropna()
    assert (views.diff(axis=1).iloc[:, 1:] <= 0).all(axis=None)


# Campaigns -----------------------------------------------------------------------------------------------------------


def test_a_touch_precedes_its_response(case):
    touches = case["touches"].merge(case["campaigns"], on="campaign_id", suffixes=("", "_campaign"))
    answered = touches[touches["responded"].astype(bool)].merge(case["orders"], on="order_id", suffixes=("", "_order"))
    assert (touches["order_id"].notna() == touches["responded"].astype(bool)).all()
    assert len(answered) > 20
    assert (answered["touched_on"] < answered["order_date"]).all()
    assert (answered["status"] == "completed").all()
    buyer = answered["customer_id"]
    if "leads" in case.tables:
        buyer = buyer.fillna(answered["lead_id"].map(case["leads"].set_index("lead_id")["customer_id"]))
    assert (buyer == answered["customer_id_order"]).all()
    assert (touches["touched_on"] >= touches["starts_on"]).all()
    trial = answered["hold_out"] > 0
    assert (answered.loc[trial, "order_date"] <= answered.loc[trial, "ends_on"]).all()
    media = answered[~trial]
    assert ((media["order_date"] - media["touched_on"]).dt.days <= media["response_days"]).all()


def test_who_is_held_out_is_left_alone(case):
    touches = case["touches"].merge(case["campaigns"], on="campaign_id", suffixes=("", "_campaign"))
    assert (touches["customer_id"].notna() != touches["lead_id"].notna()).all()
    trial = touches[touches["hold_out"] > 0]
    person = trial["customer_id"].fillna(trial["lead_id"])
    groups = trial.groupby([trial["campaign_id"], person])["group"]
    assert (groups.transform("first") == trial["group"]).all()
    out = trial[trial["group"] == "held_out"]
    assert len(out)
    assert (out["cost"] == 0).all()
    assert out[["opened", "clicked", "attended", "coupon_used"]].isna().all(axis=None)
    sent = trial[trial["group"] == "treated"]
    assert (sent["cost"] == sent["cost_per_touch"]).all()
    assert not (sent["clicked"].fillna(False).astype(bool) & (sent["opened"] == False)).any()  # noqa: E712
    coupon = trial["coupon_used"].fillna(False).astype(bool)
    assert (trial.loc[coupon, "responded"].astype(bool) & (trial.loc[coupon, "group"] == "treated")).all()
    steps = trial.groupby([trial["campaign_id"], person])["step"]
    assert (steps.max() == steps.size()).all()
    share = trial[trial["step"] == 1].groupby("campaign_id")["group"].apply(lambda group: (group != "treated").mean())
    size = trial[trial["step"] == 1].groupby("campaign_id").size()
    planned = case["campaigns"].set_index("campaign_id")["hold_out"].reindex(share.index)
    assert (abs(share - planned) < 5 * np.sqrt(planned * (1 - planned) / size) + 0.01).all()


def test_campaign_truth_agrees_with_touches_and_orders(case):
    truth = case["campaign_truth"].copy()
    truth["person"] = truth["customer_id"].fillna(truth["lead_id"])
    assert not truth.duplicated(["campaign_id", "person"]).any()
    sent = in_trials(case)
    sent["person"] = sent["customer_id"].fillna(sent["lead_id"])
    first = sent[sent["step"] == 1]
    assert set(first["touch_id"]) == set(truth["touch_id"])
    both = truth.merge(first[["touch_id", "group", "touched_on"]], on="touch_id", suffixes=("", "_sent"))
    assert (both["group"] == both["group_sent"]).all()

    answered = sent.groupby(["campaign_id", "person"])["responded"].max().rename("answered").reset_index()
    both = both.merge(answered, on=["campaign_id", "person"])
    treated, answered = both["group"] == "treated", both["answered"].astype(bool)
    ways = (("always", True, True), ("persuadable", True, False), ("never", False, False))
    for name, with_it, without in ways:
        own = both["type"] == name
        assert ((both.loc[own, "orders_if_treated"] > 0) == with_it).all(), name
        assert ((both.loc[own, "orders_if_held_out"] > 0) == without).all(), name
        assert (answered[own & treated] == with_it).all() and (answered[own & ~treated] == without).all(), name
    for what in ("treated", "held_out"):
        assert ((both[f"value_if_{what}"] > 0) == (both[f"orders_if_{what}"] > 0)).all()

    # What happened is the outcome of the group that a person is in, order by order.
    rules = case["campaigns"].set_index("campaign_id")
    customer = both["customer_id"]
    if "leads" in case.tables:
        customer = customer.fillna(both["lead_id"].map(case["leads"].set_index("lead_id")["customer_id"]))
    window = both.assign(
        buyer=customer,
        row=range(len(both)),
        last=both["touched_on"] + pd.to_timedelta(both["campaign_id"].map(rules["response_days"]), unit="D"),
    )
    bought = window.merge(paid(case), left_on="buyer", right_on="customer_id", suffixes=("", "_order"))
    bought = bought[(bought["order_date"] > bought["touched_on"]) & (bought["order_date"] <= bought["last"])]
    seen = bought.groupby("row").agg(orders=("amount", "size"), value=("amount", "sum"))
    seen = seen.reindex(range(len(both)), fill_value=0)
    for what, name in (("orders", "orders"), ("value", "value")):
        told = np.where(treated, both[f"{what}_if_treated"], both[f"{what}_if_held_out"])
        assert (told == seen[name].to_numpy()).all(), what


# What customers say --------------------------------------------------------------------------------------------------


def test_contacts_are_about_orders_that_were_made_before(case):
    contacts = case["service_contacts"]
    about = contacts.dropna(subset="order_id").merge(case["orders"], on="order_id", suffixes=("", "_order"))
    assert len(about) > 5
    assert (about["customer_id"] == about["customer_id_order"]).all()
    assert (about["contacted_on"] >= about["order_date"]).all()
    assert (contacts["contacted_on"] <= case.day("end")).all()
    settled = contacts.dropna(subset="resolved_on")
    assert (settled["resolved_on"] >= settled["contacted_on"]).all()
    assert (settled["resolved_on"] <= case.day("end")).all()
    assert contacts.loc[contacts["resolved_on"].isna(), "rating"].isna().all()
    assert contacts["rating"].dropna().between(1, 5).all()


def test_answers_are_those_of_people_who_were_asked(case):
    surveys = case["surveys"]
    answered = surveys["answered_on"].notna()
    assert answered.any() and (~answered).any()
    assert (surveys.loc[answered, "answered_on"] >= surveys.loc[answered, "asked_on"]).all()
    assert (surveys.loc[answered, "answered_on"] <= case.day("end")).all()
    questions = [column for column in surveys if column not in ("survey_id", "customer_id", "asked_on", "answered_on")]
    assert surveys.loc[~answered, questions].isna().all(axis=None)
    assert surveys["nps"].dropna().between(0, 10).all()
    for column in [one for one in questions if one.startswith(("importance_", "performance_", "satisfaction"))]:
        assert surveys[column].dropna().between(1, 5).all(), column
    rules = case.scenario.voice.survey
    both = surveys.merge(case["orders"], on="customer_id")
    gap = (both["asked_on"] - both["order_date"]).dt.days
    recent = both.loc[(gap >= 0) & (gap <= rules.recent + rules.days), "survey_id"]
    assert set(recent) == set(surveys["survey_id"])


def rank_correlation(one: pd.Series, other: pd.Series) -> float:
    both = pd.DataFrame({"one": one, "other": other}).dropna().rank()
    return float(both["one"].corr(both["other"]))


def test_satisfaction_and_wallet_share_are_tied_to_behaviour(case):
    truth = case["customer_truth"].set_index("customer_id")
    answers = case["surveys"].dropna(subset="answered_on").groupby("customer_id").mean(numeric_only=True)
    truth = truth.merge(answers, how="left", left_index=True, right_index=True, suffixes=("", "_said"))
    assert rank_correlation(truth["satisfaction"], truth["dropout_p"]) < -0.2
    assert rank_correlation(truth["satisfaction"], truth["satisfaction_said"]) > 0.25
    assert rank_correlation(truth["satisfaction_said"], truth["nps"]) > 0.4
    assert truth["wallet_share"].between(0, 1).all()
    # Where there are contracts, one payment a year comes whatever the rate, which is that of further policies.
    a_year = truth["purchase_rate"] * 365 / 30 + (1 if case.scenario.contracts else 0)
    assert rank_correlation(truth["wallet_share"], a_year * truth["spend_level"]) > 0.25
    year = case["orders"].merge(
        case["surveys"].dropna(subset="category_spend_12m")[["customer_id", "answered_on", "category_spend_12m"]],
        on="customer_id",
    )
    age = (year["answered_on"] - year["order_date"]).dt.days
    own = (
        year[(age >= 0) & (age <= 365)]
        .groupby("customer_id")
        .agg(own=("amount", "sum"), told=("category_spend_12m", "max"))
    )
    share = own["own"] / own["told"]
    assert rank_correlation(share, truth["wallet_share"].reindex(share.index)) > 0.2


# The market and costs ------------------------------------------------------------------------------------------------


def test_the_market_holds_all_who_sell_in_it(case):
    market = case["market"].set_index(["sales_area", "year"])
    orders = paid(case)
    own = orders.groupby([orders["sales_area"], orders["order_date"].dt.year])["amount"].sum()
    own = own.reindex(market.index, fill_value=0)
    rivals = case["competitor_sales"].groupby(["sales_area", "year"])["sales"].sum().reindex(market.index)
    assert (own + rivals <= market["market_sales"]).all()
    assert (2 * own <= market["market_sales"]).all()
    by_year = pd.DataFrame({"own": own, "all": market["market_sales"]}).groupby("year").sum()
    assert abs((by_year["own"] / by_year["all"]).max() / case.scenario.market.share - 1) < 0.25
    assert (market["target_households"] <= market["households"]).all()
    areas = {area.name.en for area in case.scenario.areas}
    assert set(market.index.get_level_values(0)) == areas


def test_rivals_sell_what_was_there_to_compare(case):
    seen = case["competitor_prices"].merge(case["products"], on="product_id")
    assert (seen["launched_on"] <= seen["seen_on"]).all()
    assert (seen["price"] > 0).all()
    level = {one.name.en: one.price for one in case.scenario.market.competitors}
    seen = seen.merge(case["competitors"], on="competitor_id", suffixes=("_product", ""))
    ratio = (seen["price"] / seen["list_price"]).groupby(seen["name"]).median()
    for name, price in level.items():
        assert abs(ratio[name] / price - 1) < 0.2, name


def test_costs_add_up_to_what_drives_them(case):
    costs, scenario = case["costs"], case.scenario
    names = {cost.name.en: cost for cost in scenario.costs}
    assert set(costs["item"]) <= set(names)
    for item, rows in costs.groupby("item"):
        assert set(rows["kind"]) == {names[item].kind} and set(rows["driver"]) == {names[item].driver}, item
    orders = paid(case)
    bought = case["order_lines"].merge(orders, on="order_id").merge(case["products"], on="product_id")
    whole = set()
    if "refunds" in case.tables:
        given = case["refunds"].merge(orders, on="order_id")
        whole = set(given.loc[given["amount_x"] == given["amount_y"], "order_id"])
    goods = (bought["quantity"] * bought["unit_cost"])[~bought["order_id"].isin(whole)].sum()
    goods *= sum(cost.rate for cost in scenario.costs if cost.driver == "goods")
    told = costs.loc[costs["driver"] == "goods", "amount"].sum()
    assert abs(told - goods) <= 0.002 * goods + len(costs)
    revenue = sum(
        cost.rate
        * (
            orders.loc[orders["channel"] == scenario.labels.channel(cost.channel).en, "amount"].sum()
            if cost.channel
            else orders["amount"].sum()
        )
        for cost in scenario.costs
        if cost.driver == "revenue"
    )
    assert abs(costs.loc[costs["driver"] == "revenue", "amount"].sum() - revenue) <= 0.002 * revenue + len(costs)
    spent = case["media_daily"]["spend"].sum()
    assert abs(costs.loc[costs["driver"] == "media", "amount"].sum() - spent) <= 0.002 * spent + len(costs)
    sent = case["touches"].merge(case["campaigns"], on="campaign_id", suffixes=("", "_campaign"))
    campaigns = case["campaigns"].query("hold_out > 0")["fixed_cost"].sum() + sent["cost"].sum()
    campaigns += sent.loc[sent["coupon_used"].fillna(False).astype(bool), "coupon_value"].sum()
    told = costs.loc[costs["driver"] == "campaigns", "amount"].sum()
    assert abs(told - campaigns) <= 0.002 * campaigns + len(costs)


# The truth -----------------------------------------------------------------------------------------------------------


def test_the_truth_agrees_with_the_ledger(case):
    truth = case["customer_truth"].set_index("customer_id")
    assert truth.index.tolist() == case["customers"]["customer_id"].tolist()
    end, snapshot = case.day("end"), case.day("snapshot")
    gone = truth["churned_on"] <= end
    assert (truth["alive_at_end"].astype(bool) == ~gone).all()
    orders = case["orders"]
    known = (orders.groupby("customer_id")["order_date"].min() <= snapshot).reindex(truth.index)
    assert (truth["alive_at_snapshot"].notna() == known).all()
    still = ~(truth["churned_on"] <= snapshot)
    assert (truth.loc[known, "alive_at_snapshot"].astype(bool) == still[known]).all()

    soon = paid(case)
    soon = soon[(soon["order_date"] > snapshot) & (soon["order_date"] <= snapshot + pd.Timedelta(days=90))]
    by_customer = soon.groupby("customer_id")["amount"]
    for column, expected in (("orders_90d", by_customer.size()), ("value_90d", by_customer.sum())):
        assert (truth[column] == expected.reindex(truth.index, fill_value=0)).all(), column
    assert (truth["future_orders_12m"] <= truth["future_orders"]).all()
    assert (truth["clv_36m"] <= truth["expected_value_36m"] + 0.01).all()
    assert (truth["realised_clv_36m"] <= truth["realised_value_36m"] / 10**case.scenario.minor_digits + 0.01).all()
    away = ~known | ~still
    assert (truth.loc[away, ["expected_orders_36m", "clv_36m", "realised_orders_36m"]] == 0).all(axis=None)
    assert rank_correlation(truth["expected_orders_36m"], truth["realised_orders_36m"]) > 0.5


# Warts and languages -------------------------------------------------------------------------------------------------


def as_text(made: pa.Table) -> pd.DataFrame:
    return made.cast(pa.schema([field.with_type(pa.string()) for field in made.schema])).to_pandas()


@pytest.mark.parametrize("name", scenario_names())
def test_a_dirty_ledger_is_dirty_only_where_the_key_says(name):
    clean = load_scenario(name)
    dirty = clean.model_copy(update={"warts": warts_of("real")})
    names = ("customers", "products", "orders", "order_lines")
    made, soiled = (
        arrow_tables(
            draw_ledger(one, 4, 60),
            tuple(
                table for table in (*ledger_of(one), *truth_of(one)) if table.name in (*names, "refunds", "wart_key")
            ),
            "en",
        )
        for one in (clean, dirty)
    )
    key = soiled.pop("wart_key").to_pandas()
    assert len(key)
    assert set(key["table"]) <= set(soiled)
    for table, spoilt in soiled.items():
        pd.testing.assert_frame_equal(
            restore(table, as_text(spoilt), key), as_text(made[table]).astype("str"), check_dtype=False
        )


@pytest.mark.parametrize("name", scenario_names())
def test_a_language_changes_words_only(name):
    scenario = load_scenario(name)
    draw = draw_ledger(scenario, 6, 40)
    schema = (*ledger_of(scenario), *truth_of(scenario))
    english = arrow_tables(draw, schema, "en")
    for language in scenario.languages[1:]:
        other = arrow_tables(draw, schema, language)
        for table in schema:
            for column in table.columns:
                one, two = english[table.name][column.name], other[table.name][column.name]
                if column.words:
                    assert one.is_null().equals(two.is_null()), f"{table.name}.{column.name}"
                else:
                    assert one.equals(two), f"{table.name}.{column.name}"
