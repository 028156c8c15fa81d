"""The market: size, penetration, shares by area; and the shares people get by mistake."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from frame_kinds import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import (
    ALL_AREAS,
    UNKNOWN_AREA,
    MeasureError,
    area_shares,
    market_share,
    market_size,
    penetration,
    relative_market_share,
    sales_by_area,
)

few = settings(max_examples=20, deadline=None)

OWN = pd.DataFrame({"sales_area": ["North", "South"], "customers": [40, 20], "sales": [400.0, 100.0]})
MARKET = pd.DataFrame(
    {
        "sales_area": ["North", "South"],
        "households": [240, 480],
        "target_households": [80, 120],
        "market_sales": [1000.0, 4000.0],
    }
)
RIVALS = pd.DataFrame(
    [("B1", "North", 300.0), ("B2", "North", 200.0), ("B1", "South", 500.0), ("B2", "South", 800.0)],
    columns=["competitor_id", "sales_area", "sales"],
)
VALID = pd.DataFrame({"customer_id": ["A", "A", "B", "C", "Z"], "amount": [600.0, 200.0, 300.0, 50.0, 70.0]})
CUSTOMERS = pd.DataFrame({"customer_id": ["A", "B", "C", "D"], "sales_area": ["North", "North", None, "South"]})


# Right and wrong


def test_penetration_of_the_example():
    assert penetration(1000, 2000) == 0.5


def test_the_company_share_is_the_sums_over_one_another():
    table = area_shares(OWN, MARKET)
    assert table["sales_area"].tolist() == ["North", "South", ALL_AREAS]
    assert table["sales_share"].tolist() == [0.4, 0.025, 0.1]
    assert table["penetration"].tolist() == [0.5, pytest.approx(1 / 6), 0.3]


@pytest.mark.parametrize(
    ("mistake", "gives"),
    [
        pytest.param(lambda own, market: (own / market).mean(), 0.2125, id="mean of the areas' shares"),
        pytest.param(lambda own, market: own.sum() / (market.sum() - own.sum()), 1 / 9, id="own over rivals"),
        pytest.param(lambda own, market: (own / market).max(), 0.40, id="the best area only"),
    ],
)
def test_wrong_company_shares(mistake, gives):
    right = area_shares(OWN, MARKET)["sales_share"].iloc[-1]
    wrong = mistake(OWN["sales"], MARKET["market_sales"])
    assert wrong == pytest.approx(gives)
    assert wrong != pytest.approx(right)


def test_relative_share_is_beside_the_largest_competitor():
    others = [40, 25, 20]
    assert relative_market_share(15, others) == 0.375
    assert relative_market_share(15, {"X": 40, "Y": 25}) == 0.375
    assert relative_market_share(15, pd.Series(others)) == 0.375
    wrong = 15 / sum(others)
    assert wrong == pytest.approx(0.176, abs=5e-4)


def test_all_inhabitants_are_not_the_target_market():
    wrong = OWN["customers"].sum() / MARKET["households"].sum()
    assert wrong == pytest.approx(0.0833, abs=5e-5)
    assert area_shares(OWN, MARKET)["penetration"].iloc[-1] == 0.3


# By area


def test_customers_and_sales_are_those_of_the_home_area():
    table = sales_by_area(VALID, CUSTOMERS)
    assert table.to_dict("list") == {
        "sales_area": ["North", "South", UNKNOWN_AREA],
        "customers": [2, 0, 2],  # C without an area, Z not on file
        "sales": [1100.0, 0.0, 120.0],
    }
    known = sales_by_area(VALID[VALID["customer_id"].isin(["A", "B"])], CUSTOMERS)
    assert known["sales_area"].tolist() == ["North", "South"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_frame_gives_the_same(kind):
    pd.testing.assert_frame_equal(
        sales_by_area(KINDS[kind](VALID), KINDS[kind](CUSTOMERS)), sales_by_area(VALID, CUSTOMERS)
    )


def test_customers_of_no_area_count_in_the_company():
    own = pd.concat([OWN, pd.DataFrame({"sales_area": [UNKNOWN_AREA], "customers": [20], "sales": [250.0]})])
    table = area_shares(own, MARKET, RIVALS).set_index("sales_area")
    assert math.isnan(table.loc[UNKNOWN_AREA, "penetration"])
    assert math.isnan(table.loc[UNKNOWN_AREA, "relative_share"])
    assert table.loc[ALL_AREAS, ["customers", "sales"]].tolist() == [80, 750.0]
    assert table.loc[ALL_AREAS, "sales_share"] == 0.15


def test_the_largest_rival_of_the_company_may_lead_in_no_single_area():
    rivals = pd.DataFrame(
        [("B1", "North", 300.0), ("B2", "North", 290.0), ("B2", "South", 400.0), ("B3", "South", 500.0)],
        columns=["competitor_id", "sales_area", "sales"],
    )
    table = area_shares(OWN, MARKET, rivals).set_index("sales_area")
    assert table["largest_rival"].tolist() == ["B1", "B3", "B2"]
    assert table["rival_sales"].tolist() == [300.0, 500.0, 690.0]
    assert table["relative_share"].tolist() == [400 / 300, 100 / 500, 500 / 690]


def test_an_area_without_sales_of_ours_or_without_a_market():
    market = pd.concat(
        [MARKET, pd.DataFrame({"sales_area": ["East"], "target_households": [0], "market_sales": [0.0]})]
    )
    table = area_shares(OWN, market, RIVALS).set_index("sales_area")
    assert table.loc["East", ["customers", "sales"]].tolist() == [0, 0.0]
    assert table.loc["East", ["penetration", "sales_share", "relative_share"]].isna().all()
    assert pd.isna(table.loc["East", "largest_rival"])
    assert table.loc[ALL_AREAS, "sales_share"] == 0.1


@given(st.randoms(use_true_random=False))
@few
def test_the_order_of_the_rows_does_not_matter(random):
    shuffled = [table.sample(frac=1, random_state=random.randrange(10**6)) for table in (OWN, RIVALS)]
    pd.testing.assert_frame_equal(area_shares(shuffled[0], MARKET, shuffled[1]), area_shares(OWN, MARKET, RIVALS))


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 400), st.integers(50, 99), st.integers(400, 999)), min_size=1)
)
@few
def test_the_company_lies_between_its_areas(areas):
    names = [f"area {number}" for number in range(len(areas))]
    customers, sales, target, market = zip(*areas, strict=True)
    own = pd.DataFrame({"sales_area": names, "customers": customers, "sales": sales})
    base = pd.DataFrame({"sales_area": names, "target_households": target, "market_sales": market})
    table = area_shares(own, base)
    for column in ("penetration", "sales_share"):
        parts, company = table[column].iloc[:-1], table[column].iloc[-1]
        assert parts.min() - 1e-12 <= company <= parts.max() + 1e-12
    in_cents = area_shares(own.assign(sales=own["sales"] * 100), base.assign(market_sales=base["market_sales"] * 100))
    pd.testing.assert_series_equal(in_cents["sales_share"], table["sales_share"])


# Size


def test_the_three_sizes_of_the_market():
    table = market_size(MARKET, 0.1).set_index("sales_area")
    assert table["tam"].tolist() == pytest.approx([3000, 16000, 19000])
    assert table["sam"].tolist() == [1000.0, 4000.0, 5000.0]
    assert table["som"].tolist() == [100.0, 400.0, 500.0]
    wrong = market_size(MARKET, 0.1)["tam"].iloc[-1] * 0.1
    assert wrong == pytest.approx(1900)  # a share of what nobody will ever reach


def test_what_is_attainable_may_differ_by_area_and_areas_may_not_be_served():
    table = market_size(MARKET, {"North": 0.5, "South": 0.1}, served=["North"]).set_index("sales_area")
    assert table["tam"].tolist() == pytest.approx([3000, 16000, 19000])
    assert table["sam"].tolist() == [1000.0, 0.0, 1000.0]
    assert table["som"].tolist() == [500.0, 0.0, 500.0]
    by_series = market_size(MARKET, pd.Series({"North": 0.5, "South": 0.1}), served=["North"])
    pd.testing.assert_frame_equal(by_series, table.reset_index())


def test_nobody_knows_the_total_where_nobody_might_buy():
    market = MARKET.assign(target_households=[80, 0])
    table = market_size(market, 0.1).set_index("sales_area")
    assert math.isnan(table.loc["South", "tam"])
    assert table.loc["South", "som"] == 400.0


@given(st.floats(0, 1))
@few
def test_the_sizes_are_nested(attainable):
    table = market_size(MARKET, attainable)
    assert (table["som"] <= table["sam"]).all()
    assert (table["sam"] <= table["tam"]).all()


# Edges


def test_without_a_base_there_is_no_share():
    assert math.isnan(penetration(0, 0))
    assert math.isnan(market_share(5, 0))
    assert math.isnan(relative_market_share(5, []))
    assert math.isnan(relative_market_share(5, [0, 0]))


def test_nobody_at_all():
    nobody = sales_by_area(VALID[:0], CUSTOMERS)
    assert nobody["customers"].tolist() == [0, 0]
    assert area_shares(nobody, MARKET)["sales_share"].tolist() == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: penetration(2001, 2000), "count both in one unit"),
        (lambda: penetration(-1, 2000), "customers is -1"),
        (lambda: market_share(11, 10), "the market with ourselves in it"),
        (lambda: market_share(math.inf, 10), "own is inf"),
        (lambda: relative_market_share(15, 40), "give a list with a number for each competitor"),
        (lambda: relative_market_share(15, [40, -1]), "A rival's share is -1"),
        (lambda: sales_by_area(VALID.drop(columns="amount"), CUSTOMERS), "valid has no column 'amount'"),
        (lambda: sales_by_area(VALID.assign(amount="1,000"), CUSTOMERS), r"valid['amount'] holds text"),
        (lambda: sales_by_area(VALID.assign(amount=math.inf), CUSTOMERS), r"valid['amount'] is infinite"),
        (
            lambda: sales_by_area(VALID, pd.concat([CUSTOMERS, CUSTOMERS])),
            "two rows with one 'customer_id', such as 'A'",
        ),
        (lambda: area_shares(OWN, pd.concat([MARKET, MARKET])), "market['year'] == 2025"),
        (lambda: area_shares(OWN, MARKET, pd.concat([RIVALS, RIVALS])), "rivals['year'] == 2025"),
        (lambda: area_shares(pd.concat([OWN, OWN]), MARKET), "own has two rows with one 'sales_area', such as 'North'"),
        (lambda: area_shares(OWN, MARKET[:1]), "own['sales_area'] has 'South', which market does not have"),
        (
            lambda: area_shares(OWN, MARKET, RIVALS.replace({"sales_area": {"South": "West"}})),
            "rivals['sales_area'] has 'West'",
        ),
        (lambda: area_shares(OWN.assign(sales=2000.0), MARKET), "own is 2000 and the whole market only 1000"),
        (lambda: area_shares(OWN.assign(sales=-1.0), MARKET), "own['sales'] is negative"),
        (lambda: area_shares(OWN, MARKET.assign(sales_area=["North", ALL_AREAS])), "as the result's own row"),
        (lambda: market_size(MARKET.assign(market_sales=[1.0, None]), 0.1), "market['market_sales'] is missing"),
        (lambda: market_size(MARKET.assign(target_households=999), 0.1), "more target households than households"),
        (lambda: market_size(MARKET, 10), "attainable is 10; give a share from 0 to 1"),
        (lambda: market_size(MARKET, {"North": 0.1}), "attainable has no share for 'South'"),
        (lambda: market_size(MARKET, 0.1, served=["West"]), "served has 'West'"),
    ],
)
def test_bad_input_is_named_in_one_sentence(call, said):
    with pytest.raises(MeasureError) as caught:
        call()
    assert said in str(caught.value)
