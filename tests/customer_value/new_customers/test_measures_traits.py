"""Traits of the best customers: their lift, what it is confused with, and leads scored by it."""

from __future__ import annotations

import pandas as pd
import pytest
from frame_kinds import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, best_customers, lead_scores, trait_lift

CUSTOMERS = pd.DataFrame({"customer_id": range(200), "region": ["north"] * 50 + ["south"] * 150})
BEST = [*range(25), *range(50, 65)]
N, BEST_N, WITH, BEST_WITH = 200, 40, 50, 25

WRONG = {
    "against the others": ((BEST_WITH / BEST_N) / ((WITH - BEST_WITH) / (N - BEST_N)), 4.0),
    "share of the best with the trait": (BEST_WITH / BEST_N, 0.625),
    "share of those with the trait who are best": (BEST_WITH / WITH, 0.5),
    "inverted": ((WITH / N) / (BEST_WITH / BEST_N), 0.4),
    "difference": (BEST_WITH / BEST_N - WITH / N, 0.375),
    "odds ratio": ((25 * 135) / (15 * 25), 9.0),
}


def north(table: pd.DataFrame) -> pd.Series:
    return table.set_index("value").loc["north"]


def test_the_lift_of_the_example():
    row = north(trait_lift(CUSTOMERS, BEST, ["region"]))
    assert row[["customers", "best", "share_all", "share_best", "lift"]].tolist() == [50, 25, 0.25, 0.625, 2.5]
    assert row["low"] < 2.5 < row["high"]
    assert not row["few"]


@pytest.mark.parametrize("mistake", WRONG)
def test_mistakes_give_other_numbers(mistake):
    value, said = WRONG[mistake]
    assert value == pytest.approx(said)
    assert value != pytest.approx(north(trait_lift(CUSTOMERS, BEST, ["region"]))["lift"])
    assert [said for _, said in WRONG.values()].count(said) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_any_frame_gives_the_same(kind):
    pd.testing.assert_frame_equal(
        trait_lift(KINDS[kind](CUSTOMERS), BEST, ["region"]), trait_lift(CUSTOMERS, BEST, ["region"])
    )


def test_whose_trait_is_not_known_is_no_base():
    people = CUSTOMERS.assign(region=["north"] * 50 + ["south"] * 50 + [None] * 100)
    row = north(trait_lift(people, BEST, ["region"]))
    assert row["share_all"] == 0.5
    assert row["share_best"] == 25 / 40
    assert row["lift"] == 1.25


def test_a_cell_may_hold_several_values_each_counting_once():
    people = pd.DataFrame({"customer_id": list("ABCD"), "interests": ["tea; cups", "tea;tea", "cups", None]})
    table = trait_lift(people, ["A"], ["interests"]).set_index("value")
    assert table["customers"].to_dict() == {"tea": 2, "cups": 2}
    assert table["lift"].tolist() == pytest.approx([1.5, 1.5])  # of the three who said


def test_few_are_flagged_and_an_empty_base_has_no_lift():
    table = trait_lift(CUSTOMERS, range(9), ["region"]).set_index("value")
    assert table["few"].tolist() == [True, True]
    assert table.loc["south", "lift"] == 0
    assert trait_lift(CUSTOMERS, [], ["region"])["lift"].isna().all()
    assert trait_lift(CUSTOMERS[:0], [], ["region"]).empty
    assert trait_lift(CUSTOMERS.assign(region=None), [], ["region"]).empty
    assert not north(trait_lift(CUSTOMERS, range(10), ["region"]))["few"]


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.booleans()), min_size=1, max_size=30))
@settings(max_examples=20, deadline=None)
def test_it_is_also_how_much_likelier_those_with_the_trait_are_to_be_best(drawn):
    people = pd.DataFrame({"customer_id": range(len(drawn)), "trait": [value for value, _ in drawn]})
    best = [number for number, (_, good) in enumerate(drawn) if good]
    table = trait_lift(people.sample(frac=1, random_state=1), best, ["trait"])
    assert table["share_all"].sum() == pytest.approx(1)
    for row in table.itertuples():
        if best:
            assert row.lift == pytest.approx((row.best / row.customers) / (len(best) / len(drawn)))
            assert row.low <= row.lift + 1e-12
            assert row.high >= row.lift - 1e-12


# The best customers


def test_the_best_are_the_top_fifth_and_whoever_equals_the_last_of_them():
    table = pd.DataFrame({"customer_id": list("ABCDEF"), "monetary": [5, 9, 9, 9, 1, 2]})
    assert best_customers(table) == ["B", "C", "D"]  # ceil(1.2) = 2, and D equals C
    assert best_customers(table[::-1], 0.5) == ["B", "C", "D"]
    assert best_customers(table, 1) == ["B", "C", "D", "A", "F", "E"]
    assert best_customers(table, 0) == []
    assert best_customers(table[:0]) == []
    assert best_customers(table.rename(columns={"monetary": "orders"}), by="orders") == ["B", "C", "D"]


def test_a_share_that_is_a_whole_number_of_customers_is_not_rounded_up():
    table = pd.DataFrame({"customer_id": range(100), "monetary": range(100)})
    assert 0.07 * 100 > 7
    assert len(best_customers(table, 0.07)) == 7


# Leads

LIFTS = pd.DataFrame(
    [
        ("region", "north", 2.5, False),
        ("region", "south", 0.5, False),
        ("interest", "tea", 2.0, False),
        ("interest", "cups", 1.5, False),
        ("kind", "company", 8.0, True),
        ("kind", "person", float("nan"), False),
    ],
    columns=["trait", "value", "lift", "few"],
)


def test_a_lead_is_scored_by_the_product_of_its_known_lifts():
    leads = pd.DataFrame(
        [
            ("L1", "north", "tea", "company"),
            ("L2", "north", "tea;cups", "person"),
            ("L3", None, "glass", None),
            ("L4", "south", None, None),
        ],
        columns=["lead_id", "region", "interest", "kind"],
    )
    table = lead_scores(leads.sample(frac=1, random_state=4), LIFTS)
    assert table["lead_id"].tolist() == ["L2", "L1", "L3", "L4"]
    assert table["score"].tolist() == [7.5, 5.0, 1.0, 0.5]
    assert table["known"].tolist() == [2, 2, 0, 1]
    assert lead_scores(leads[:0], LIFTS).empty


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: trait_lift(CUSTOMERS, BEST, ["age"]), "customers has no column 'age'"),
        (lambda: trait_lift(CUSTOMERS, BEST, []), "traits is empty"),
        (lambda: trait_lift(CUSTOMERS, ["Z"], ["region"]), "best names 'Z', who is not in customers"),
        (lambda: trait_lift(CUSTOMERS.assign(customer_id=1), [1], ["region"]), "two rows with one 'customer_id'"),
        (lambda: trait_lift(CUSTOMERS.assign(region=3), BEST, ["region"]), r"customers\['region'\] holds numbers"),
        (lambda: best_customers(CUSTOMERS), "rfm_table has no column 'monetary'"),
        (lambda: best_customers(CUSTOMERS.assign(monetary=1.0), 20), "share is 20; give a share"),
        (lambda: lead_scores(pd.DataFrame({"lead_id": ["L1"]}), LIFTS), "leads has no column 'interest'"),
        (lambda: lead_scores(CUSTOMERS, LIFTS.drop(columns="few")), "lifts has no column 'few'"),
        (lambda: lead_scores(CUSTOMERS, LIFTS.assign(few="no")), r"lifts\['few'\] holds 'no' on 6 of 6 rows"),
    ],
)
def test_bad_input_is_refused(call, said):
    with pytest.raises(MeasureError, match=said):
        call()
