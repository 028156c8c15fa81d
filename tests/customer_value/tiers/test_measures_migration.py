"""Migration: counts, row shares, the balance; and the shares people read by mistake."""

from __future__ import annotations

import pandas as pd
import plain_measures as plain
import pytest
from frame_kinds import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, migration, migration_flow, migration_shares

TIERS = ["Gold", "Silver", "Bronze"]
MOVES = {
    ("Gold", "Gold"): 14,
    ("Gold", "Silver"): 5,
    ("Gold", "gone"): 1,
    ("Silver", "Gold"): 10,
    ("Silver", "Silver"): 30,
    ("Silver", "Bronze"): 5,
    ("Silver", "gone"): 5,
    ("Bronze", "Silver"): 9,
    ("Bronze", "Bronze"): 15,
    ("Bronze", "gone"): 6,
    ("new", "Silver"): 3,
    ("new", "Bronze"): 12,
}

snapshots = st.dictionaries(st.integers(1, 30), st.sampled_from(TIERS), max_size=30)


def frame(states: dict) -> pd.DataFrame:
    return pd.DataFrame({"customer_id": list(states), "tier": list(states.values())})


@pytest.fixture(scope="module")
def two_snapshots() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Customers who move as MOVES says."""
    before, after = {}, {}
    for (first, second), count in MOVES.items():
        for number in range(count):
            customer = f"{first}-{second}-{number}"
            if first != "new":
                before[customer] = first
            if second != "gone":
                after[customer] = second
    return frame(before), frame(after).sample(frac=1, random_state=3)


@pytest.fixture(scope="module")
def table(two_snapshots) -> pd.DataFrame:
    return migration(*two_snapshots, "tier", states=TIERS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_counts_of_the_example(kind, two_snapshots, table):
    before, after = two_snapshots
    found = migration(KINDS[kind](before), KINDS[kind](after), "tier", states=TIERS)
    pd.testing.assert_frame_equal(found, table)
    assert found.index.tolist() == [*TIERS, "new"]
    assert found.columns.tolist() == [*TIERS, "gone"]
    for row in found.index:
        for column in found.columns:
            assert found.loc[row, column] == MOVES.get((row, column), 0)


def test_the_two_snapshots_may_be_frames_of_different_kinds(two_snapshots, table):
    before, after = two_snapshots
    pd.testing.assert_frame_equal(migration(KINDS["duckdb"](before), after, "tier", states=TIERS), table)


def test_rows_sum_to_the_first_snapshot_and_columns_to_the_second(table):
    assert table.sum(axis="columns").to_dict() == {"Gold": 20, "Silver": 50, "Bronze": 30, "new": 15}
    assert table.sum().to_dict() == {"Gold": 24, "Silver": 47, "Bronze": 32, "gone": 12}


def test_silver_to_gold_is_a_share_of_silver(table):
    shares = migration_shares(table)
    assert shares.loc["Silver", "Gold"] == 0.20
    moves = table.loc[TIERS, TIERS]
    wrong = {
        "column share": table.loc["Silver", "Gold"] / table["Gold"].sum(),
        "share of all": table.loc["Silver", "Gold"] / table.drop(index="new").to_numpy().sum(),
        "gone left out": (moves.loc["Silver", "Gold"] / moves.loc["Silver"].sum()),
        "transposed": shares.loc["Gold", "Silver"],
    }
    assert {name: round(value, 3) for name, value in wrong.items()} == {
        "column share": 0.417,
        "share of all": 0.10,
        "gone left out": 0.222,
        "transposed": 0.25,
    }


def test_row_shares_sum_to_one_and_an_empty_row_has_none(table):
    assert migration_shares(table).sum(axis="columns").tolist() == pytest.approx([1, 1, 1, 1])
    empty = migration(frame({1: "Gold"}), frame({1: "Gold"}), "tier", states=TIERS)
    shares = migration_shares(empty)
    assert shares.loc["Gold"].tolist() == [1, 0, 0, 0]
    assert shares.loc[["Silver", "Bronze", "new"]].isna().all(axis=None)


def test_the_balance_of_the_example(table):
    flow = migration_flow(table)
    assert flow.loc["Silver"].to_dict() == {
        "before": 50,
        "stayed": 30,
        "moved_out": 15,
        "gone": 5,
        "moved_in": 14,
        "new": 3,
        "after": 47,
    }
    assert flow["after"].tolist() == [24, 47, 32]


@given(snapshots, snapshots)
@settings(max_examples=50, deadline=None)
def test_the_oracle_agrees_and_everything_balances(before, after):
    table = migration(frame(before).astype({"customer_id": "int64"}), frame(after), "tier", states=TIERS)
    expected = plain.migration(before, after)
    assert {
        (row, column): int(table.loc[row, column])
        for row in table.index
        for column in table.columns
        if table.loc[row, column]
    } == expected
    flow = migration_flow(table)
    assert (flow["before"] - flow["moved_out"] - flow["gone"] + flow["moved_in"] + flow["new"] == flow["after"]).all()
    assert (flow["before"] == flow["stayed"] + flow["moved_out"] + flow["gone"]).all()
    assert flow["moved_out"].sum() == flow["moved_in"].sum()
    for tier in TIERS:
        assert flow.loc[tier, "before"] == list(before.values()).count(tier)
        assert flow.loc[tier, "after"] == list(after.values()).count(tier)


@given(snapshots)
@settings(max_examples=20, deadline=None)
def test_where_nothing_changed_everybody_stayed(states):
    flow = migration_flow(migration(frame(states), frame(states), "tier", states=TIERS))
    assert (flow["stayed"] == flow["before"]).all()
    assert (flow["stayed"] == flow["after"]).all()


def test_going_back_in_time_turns_the_table_round(two_snapshots, table):
    before, after = two_snapshots
    back = migration(after, before, "tier", states=TIERS)
    assert (back.loc[TIERS, TIERS].to_numpy() == table.loc[TIERS, TIERS].to_numpy().T).all()
    assert (back.loc["new", TIERS].to_numpy() == table.loc[TIERS, "gone"].to_numpy()).all()


def test_states_come_in_the_order_of_the_rules_or_of_the_alphabet():
    before = pd.DataFrame({"customer_id": [1, 2], "segment": ["lost", "champions"]})
    after = pd.DataFrame({"customer_id": [1, 2], "segment": ["others", "loyal"]})
    assert migration(before, after).index.tolist() == ["champions", "loyal", "lost", "others", "new"]
    assert migration(before, after.assign(segment="b")).index.tolist() == ["b", "champions", "lost", "new"]


def test_nobody_at_all():
    nobody = pd.DataFrame(columns=["customer_id", "tier"])
    table = migration(nobody, nobody, "tier", states=TIERS)
    assert table.to_numpy().sum() == 0
    assert migration(nobody, frame({1: "Gold"}), "tier").loc["new", "Gold"] == 1


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (pd.DataFrame({"customer_id": [1]}), frame({1: "Gold"}), "before has no column 'tier'"),
        (frame({1: "Gold"}), pd.DataFrame({"tier": ["Gold"]}), "after has no column 'customer_id'"),
        (frame({1: "Gold", 2: None}), frame({1: "Gold"}), r"before\['tier'\] is missing on 1 of 2 rows"),
        (
            frame({"A": "Gold", None: "Gold"}),
            frame({"A": "Gold"}),
            r"before\['customer_id'\] is missing on 1 of 2 rows",
        ),
        (
            pd.DataFrame({"customer_id": ["A", "A"], "tier": ["Gold", "Silver"]}),
            frame({"A": "Gold"}),
            r"before has two rows with one 'customer_id', such as 'A'",
        ),
        (frame({1: "Gold"}), frame({"1": "Gold"}), "text at one snapshot and a whole number at the other"),
        (frame({1: "Tin"}), frame({1: "Gold"}), "holds Tin, which states leaves out"),
        (frame({1: 3}), frame({1: 3}), r"before\['tier'\] holds numbers, not text"),
    ],
)
def test_bad_tables_are_refused(before, after, words):
    with pytest.raises(MeasureError, match=words):
        migration(before, after, "tier", states=TIERS)


@pytest.mark.parametrize("name", ["gone", "new"])
def test_the_tables_own_words_are_no_states(name):
    with pytest.raises(MeasureError, match=f"is called '{name}'"):
        migration(frame({1: name}), frame({1: name}), "tier")
