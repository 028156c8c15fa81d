"""Contacts: which number of late, how long since the last, and whether they were answered."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from frame_kinds import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, contact_history, response_by_contact, response_by_gap

START = pd.Timestamp("2024-01-01")


def touches_of(rows: list[tuple]) -> pd.DataFrame:
    """Touches from rows of customer, day, responded, and group if it is another than treated."""
    return pd.DataFrame(
        [
            (f"T{number:03d}", who, START + pd.Timedelta(days=day), responded, *(group or ["treated"]))
            for number, (who, day, responded, *group) in enumerate(rows)
        ],
        columns=["touch_id", "customer_id", "touched_on", "responded", "group"],
    ).astype({"touched_on": "datetime64[us]", "responded": "bool", "customer_id": "object"})


TOUCHES = touches_of(
    [
        ("A", 0, False),
        ("A", 14, True),
        ("A", 14, False),
        ("A", 104, False),  # 90 days after the two of day 14
        ("A", 105, True),
        ("B", 3, False, "held_out"),
        ("B", 20, True),
        ("C", 20, False, "control"),
        (None, 21, True),
    ]
)


def test_a_contact_is_numbered_within_the_last_days():
    history = contact_history(TOUCHES).set_index("touch_id")
    assert history["contact"].to_dict() == {
        "T000": 1,
        "T001": 2,
        "T002": 3,
        "T003": 3,
        "T004": 2,
        "T006": 1,
        "T007": 1,
    }
    assert history["gap"].fillna(-1).to_dict() == {
        "T000": -1,
        "T001": 14,
        "T002": 0,
        "T003": 90,
        "T004": 1,
        "T006": -1,
        "T007": -1,
    }


def test_response_by_contact_counts_by_hand():
    table = response_by_contact(TOUCHES, most=2)
    assert table[["contact", "contacts", "responses"]].to_numpy().tolist() == [[1, 3, 1], [2, 4, 2]]
    assert table["rate"].tolist() == [1 / 3, 0.5]
    assert table["low"].tolist()[1] == pytest.approx(0.1500, abs=1e-4)
    longer = response_by_contact(TOUCHES, days=365, most=5)
    assert longer["contacts"].tolist() == [3, 1, 1, 1, 1]


def test_those_held_out_are_no_contacts():
    with_them = TOUCHES.assign(group="treated")
    assert response_by_contact(with_them)["contacts"].sum() == response_by_contact(TOUCHES)["contacts"].sum() + 1


def test_response_by_gap_counts_by_hand():
    table = response_by_gap(TOUCHES, edges=[13, 14, 90])
    assert table["from_day"].tolist() == [0, 14, 15, 91]
    assert table["to_day"].tolist()[:3] == [13, 14, 90]
    assert math.isnan(table["to_day"].iloc[3])
    assert table["contacts"].tolist() == [2, 1, 1, 0]
    assert table["responses"].tolist() == [1, 1, 0, 0]
    assert table["rate"].isna().tolist() == [False, False, False, True]


@pytest.mark.parametrize("kind", KINDS)
def test_any_frame_gives_the_same(kind):
    pd.testing.assert_frame_equal(
        contact_history(KINDS[kind](TOUCHES)), contact_history(TOUCHES), check_dtype=False, check_column_type=False
    )


@given(
    st.lists(st.tuples(st.sampled_from("AB"), st.integers(0, 60), st.booleans()), max_size=20),
    st.integers(1, 40),
)
@settings(max_examples=20, deadline=None)
def test_numbers_and_gaps_agree_with_a_plain_count(drawn, days):
    touches = touches_of(drawn)
    history = contact_history(touches.sample(frac=1, random_state=1), days=days)
    for row in history.itertuples():
        place = (row.touched_on, row.touch_id)
        mine = [one for one in history.itertuples() if one.customer_id == row.customer_id]
        before = [one for one in mine if (one.touched_on, one.touch_id) < place]
        late = [one for one in before if (row.touched_on - one.touched_on).days <= days]
        assert row.contact == len(late) + 1
        gaps = [(row.touched_on - one.touched_on).days for one in before]
        assert math.isnan(row.gap) if not gaps else row.gap == min(gaps)
    counted = response_by_contact(touches, days=days, most=3)
    assert counted["contacts"].sum() == len(drawn)
    assert counted["responses"].sum() == sum(responded for *_, responded in drawn)
    assert response_by_gap(touches)["contacts"].sum() == len(drawn) - len({who for who, *_ in drawn})


def test_nobody_has_no_rate():
    none = touches_of([])
    assert contact_history(none).empty
    assert response_by_contact(none)["rate"].isna().all()
    assert response_by_gap(none)["contacts"].tolist() == [0] * 6


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: contact_history(TOUCHES.drop(columns="group")), "touches has no column 'group'"),
        (lambda: contact_history(TOUCHES.assign(touched_on="2024-01-01")), r"touches\['touched_on'\] holds text"),
        (lambda: contact_history(TOUCHES.assign(responded=None)), r"touches\['responded'\] holds nothing on 9 of 9"),
        (lambda: contact_history(TOUCHES.assign(touch_id="T1")), "two rows with one 'touch_id', such as 'T1'"),
        (lambda: contact_history(TOUCHES, days=1.5), "days is 1.5"),
        (lambda: response_by_contact(TOUCHES, most=0), "most is 0"),
        (lambda: response_by_gap(TOUCHES, edges=[30, 14]), r"edges is \[30, 14\]; give rising"),
        (lambda: response_by_gap(TOUCHES, edges=[]), r"edges is \[\]"),
    ],
)
def test_bad_input_is_refused(call, said):
    with pytest.raises(MeasureError, match=said):
        call()
