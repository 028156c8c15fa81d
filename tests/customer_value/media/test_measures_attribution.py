"""Attribution: paths from touches, three rules, credit that sums to the revenue; and the usual mistakes."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from frame_kinds import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, attribution, attribution_table, touch_paths

START = pd.Timestamp("2024-01-01")


def touches_of(rows: list[tuple]) -> pd.DataFrame:
    """Touches from rows of customer, channel, day."""
    return pd.DataFrame(
        [(f"T{n:03d}", who, channel, START + pd.Timedelta(days=day)) for n, (who, channel, day) in enumerate(rows)],
        columns=["touch_id", "customer_id", "channel", "touched_on"],
    ).astype({"touched_on": "datetime64[us]", "customer_id": "object", "channel": "object"})


def orders_of(rows: list[tuple]) -> pd.DataFrame:
    """Orders from rows of customer, day, amount."""
    return pd.DataFrame(
        [(f"o{n}", who, START + pd.Timedelta(days=day), float(amount)) for n, (who, day, amount) in enumerate(rows)],
        columns=["order_id", "customer_id", "order_date", "amount"],
    ).astype({"order_date": "datetime64[us]", "order_id": "object", "customer_id": "object"})


TOUCHES = touches_of(
    [
        ("A", "fb", 80),
        ("A", "yt", 85),
        ("A", "mail", 90),
        ("B", "mail", 99),
        ("C", "yt", 70),
        ("C", "yt", 75),
        ("C", "fb", 100),
        ("D", "fb", 95),  # never ordered
    ]
)
ORDERS = orders_of([("A", 100, 1200), ("B", 100, 300), ("C", 100, 600)])
PATHS = touch_paths(TOUCHES, ORDERS)

RIGHT = {
    "first": {"fb": 1200, "yt": 600, "mail": 300},
    "last": {"fb": 600, "yt": 0, "mail": 1500},
    "linear": {"fb": 600, "yt": 800, "mail": 700},
}


def revenue(rule: str, paths: pd.DataFrame = PATHS) -> dict[str, float]:
    return attribution(paths, rule).set_index("channel")["revenue"].to_dict()


def merged_repeats() -> float:
    return sum(
        path["amount"].iloc[0] / path["channel"].nunique()
        for _, path in PATHS.groupby("order_id")
        if "yt" in set(path["channel"])
    )


WRONG_LINEAR_FOR_YT = {
    "first touch": (lambda: revenue("first")["yt"], 600),
    "last touch": (lambda: revenue("last")["yt"], 0),
    "repeat touches merged": (merged_repeats, 700),
    "full credit to all": (
        PATHS[PATHS["channel"] == "yt"].drop_duplicates("order_id")["amount"].sum,
        1800,
    ),
    "revenue by total touches": (lambda: 2100 * (PATHS["channel"] == "yt").mean(), 900),
}


@pytest.mark.parametrize("rule", RIGHT)
def test_the_example_under_each_rule(rule):
    assert revenue(rule) == pytest.approx(RIGHT[rule])
    table = attribution(PATHS, rule)
    assert table["revenue"].sum() == pytest.approx(2100)
    assert table["orders"].sum() == pytest.approx(3)
    assert table["share"].sum() == pytest.approx(1)


@pytest.mark.parametrize("mistake", WRONG_LINEAR_FOR_YT)
def test_mistakes_give_other_credit(mistake):
    wrong, said = WRONG_LINEAR_FOR_YT[mistake]
    assert wrong() == pytest.approx(said)
    assert wrong() != pytest.approx(revenue("linear")["yt"])
    assert [value for _, value in WRONG_LINEAR_FOR_YT.values()].count(said) == 1


def test_full_credit_to_all_sums_to_more_than_was_sold():
    full = PATHS.drop_duplicates(["order_id", "channel"])["amount"].sum()
    assert full == 5100 > ORDERS["amount"].sum()


def test_side_by_side_every_column_sums_to_the_revenue():
    table = attribution_table(PATHS)
    assert table["channel"].tolist() == ["yt", "mail", "fb"]
    assert table[["first", "last", "linear"]].sum().tolist() == pytest.approx([2100] * 3)
    assert table.set_index("channel").loc["fb"].tolist() == pytest.approx([1200, 600, 600])


def test_only_touches_before_the_order_and_inside_the_look_back_count():
    touches = touches_of([("A", "old", 69), ("A", "edge", 70), ("A", "day", 100), ("A", "late", 101)])
    orders = orders_of([("A", 100, 500)])
    assert touch_paths(touches, orders)["channel"].tolist() == ["edge", "day"]
    assert touch_paths(touches, orders, days=31)["channel"].tolist() == ["old", "edge", "day"]
    assert touch_paths(touches, orders, days=29)["channel"].tolist() == ["day"]


def test_an_order_without_a_touch_is_direct_and_not_dropped():
    paths = touch_paths(TOUCHES, orders_of([("A", 100, 1200), ("Z", 100, 50), ("A", 300, 70)]))
    assert paths["channel"].tolist() == ["fb", "yt", "mail", "direct", "direct"]
    assert paths["touched_on"].isna().tolist() == [False] * 3 + [True] * 2
    for rule in RIGHT:
        assert revenue(rule, paths)["direct"] == 120


def test_touches_on_one_day_keep_the_order_of_their_numbers():
    touches = touches_of([("A", "one", 90), ("A", "two", 90)])
    paths = touch_paths(touches[::-1], orders_of([("A", 100, 10)]))
    assert paths["channel"].tolist() == ["one", "two"]
    assert paths["step"].tolist() == [1, 2]


def test_those_held_out_were_not_touched():
    held = TOUCHES.assign(group=["held_out", *["treated"] * 7])
    assert touch_paths(held, ORDERS)["channel"].tolist() == ["yt", "mail", "mail", "yt", "yt", "fb"]


def test_touches_of_leads_are_those_of_the_customers_they_became():
    touches = TOUCHES.assign(
        lead_id=["L1", None, None, None, None, None, None, "L2"],
        customer_id=[None, *TOUCHES["customer_id"][1:7], None],
    )
    leads = pd.DataFrame({"lead_id": ["L1", "L2"], "customer_id": ["A", None]})
    pd.testing.assert_frame_equal(touch_paths(touches, ORDERS, leads=leads), PATHS)
    assert touch_paths(touches, ORDERS)["channel"].tolist()[:2] == ["yt", "mail"]


@pytest.mark.parametrize("kind", KINDS)
def test_any_frame_gives_the_same(kind):
    make = KINDS[kind]
    found = touch_paths(make(TOUCHES), make(ORDERS))
    pd.testing.assert_frame_equal(found, PATHS, check_dtype=False)
    pd.testing.assert_frame_equal(attribution(make(PATHS), "linear"), attribution(PATHS, "linear"))


touches = st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("xyz"), st.integers(0, 60)), max_size=15)
orders = st.lists(st.tuples(st.sampled_from("AB"), st.integers(0, 60), st.integers(1, 999)), max_size=6)


@given(touches, orders, st.integers(1, 40))
@settings(max_examples=25, deadline=None)
def test_credit_sums_to_the_revenue_and_agrees_with_a_plain_count(seen, bought, days):
    paths = touch_paths(touches_of(seen).sample(frac=1, random_state=1), orders_of(bought), days=days)
    for rule in RIGHT:
        credit: dict[str, float] = {}
        for who, day, amount in bought:
            path = [channel for one, channel, when in _in_time(seen) if one == who and 0 <= day - when <= days]
            path = path or ["direct"]
            chosen = {"first": path[:1], "last": path[-1:], "linear": path}[rule]
            for channel in path:
                credit.setdefault(channel, 0)
            for channel in chosen:
                credit[channel] += amount / len(chosen)
        assert revenue(rule, paths) == pytest.approx(credit)
        assert sum(revenue(rule, paths).values()) == pytest.approx(sum(amount for *_, amount in bought))


def _in_time(seen: list[tuple]) -> list[tuple]:
    return sorted(seen, key=lambda touch: touch[2])  # stable: numbers in the order of the list


def test_money_in_another_unit_changes_only_the_unit():
    scaled = attribution(PATHS.assign(amount=PATHS["amount"] * 100))
    pd.testing.assert_series_equal(scaled["revenue"], attribution(PATHS)["revenue"] * 100)
    pd.testing.assert_series_equal(scaled["share"], attribution(PATHS)["share"])


def test_nothing_at_all():
    none = touch_paths(TOUCHES, ORDERS[:0])
    assert none.empty
    assert list(none.columns) == ["order_id", "step", "channel", "touched_on", "amount"]
    assert attribution(none).empty
    assert attribution_table(none).empty
    alone = touch_paths(TOUCHES[:0], ORDERS)
    assert alone["channel"].tolist() == ["direct"] * 3
    assert attribution(alone.assign(amount=0.0))["share"].isna().all()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: attribution(PATHS, "best"), "rule is 'best'; choose one of first, last, linear"),
        (lambda: attribution(PATHS.drop(columns="step")), "paths has no column 'step'"),
        (lambda: attribution(PATHS.assign(step=1)), "two rows with one 'order_id' and 'step', such as 'o0' and 1"),
        (lambda: attribution(PATHS.assign(amount=range(7))), "differs within the order 'o0'"),
        (lambda: attribution(PATHS.assign(amount=math.inf)), r"paths\['amount'\] is infinite"),
        (lambda: touch_paths(TOUCHES, ORDERS, days=0), "days is 0"),
        (lambda: touch_paths(TOUCHES.assign(channel="direct"), ORDERS), "the name of orders without a touch"),
        (lambda: touch_paths(TOUCHES.assign(touch_id="T"), ORDERS), "two rows with one 'touch_id', such as 'T'"),
        (lambda: touch_paths(TOUCHES, pd.concat([ORDERS, ORDERS])), "two rows with one 'order_id', such as 'o0'"),
        (lambda: touch_paths(TOUCHES.drop(columns="channel"), ORDERS), "touches has no column 'channel'"),
        (lambda: touch_paths(TOUCHES, ORDERS.assign(amount="1")), r"orders\['amount'\] holds text"),
        (lambda: touch_paths(TOUCHES, ORDERS, leads=ORDERS), "touches has no column 'lead_id'"),
    ],
)
def test_bad_input_is_refused(call, said):
    with pytest.raises(MeasureError, match=said):
        call()
