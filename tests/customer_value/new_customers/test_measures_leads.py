"""Leads: the funnel, the conversion rate over settled leads, time and cost; and the rates people read by mistake."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from frame_kinds import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import (
    MeasureError,
    conversion_by,
    conversion_rate,
    cost_per_lead,
    lead_funnel,
    time_to_convert,
)

SNAPSHOT = "2024-12-31"
DATES = ["created_on", "contacted_on", "quoted_on", "closed_on"]


def leads_of(rows: list[tuple]) -> pd.DataFrame:
    """Leads from rows of stage, days of the four dates (None where it has not happened), and source if given."""
    frame = pd.DataFrame(
        [(f"L{number}", *row, "Web")[:7] for number, row in enumerate(rows)],
        columns=["lead_id", "stage", *DATES, "source"],
    )
    return frame.astype(dict.fromkeys(DATES, "datetime64[us]"))


def domain_leads() -> pd.DataFrame:
    """400 leads: 80 open, 300 contacted, 120 quoted, 48 won."""
    day, closed = "2024-06-01", "2024-09-01"
    return leads_of(
        [("won", day, day, day, closed)] * 40
        + [("won", day, day, None, closed)] * 8  # bought without a quotation
        + [("lost", day, day, day, closed)] * 52
        + [("lost", day, day, None, closed)] * 140
        + [("lost", day, None, None, closed)] * 80
        + [("quoted", day, day, day, None)] * 20
        + [("contacted", day, day, None, None)] * 40
        + [("open", day, None, None, None)] * 20
    )


WRONG = {
    "open leads kept": (lambda f: f["won"] / f["created"], 0.12),
    "last step": (lambda f: f["won"] / f["quoted"], 0.40),
    "mean of step rates": (
        lambda f: (f["contacted"] / f["created"] + f["quoted"] / f["contacted"] + f["won"] / f["quoted"]) / 3,
        0.517,
    ),
    "won to lost": (lambda f: f["won"] / (f["created"] - 80 - f["won"]), 0.176),
    "quoted of leads": (lambda f: f["quoted"] / f["created"], 0.30),
}


def test_the_conversion_rate_of_the_example():
    assert conversion_rate(domain_leads(), SNAPSHOT) == 0.15
    funnel = lead_funnel(domain_leads(), SNAPSHOT).set_index("step")
    assert funnel["reached"].to_dict() == {"created": 400, "contacted": 300, "quoted": 120, "won": 48}
    assert funnel["step_rate"].tolist()[1:] == [0.75, 0.40, 0.40]
    assert funnel["overall"].tolist() == [1, 240 / 320, 100 / 320, 0.15]


@pytest.mark.parametrize("mistake", WRONG)
def test_mistakes_give_other_rates(mistake):
    wrong, value = WRONG[mistake]
    reached = lead_funnel(domain_leads(), SNAPSHOT).set_index("step")["reached"]
    assert wrong(reached) == pytest.approx(value, abs=0.0005)
    assert wrong(reached) != pytest.approx(conversion_rate(domain_leads(), SNAPSHOT), abs=0.005)


def test_no_two_mistakes_look_alike():
    values = [value for _, value in WRONG.values()]
    assert len(set(values)) == len(values)


@pytest.mark.parametrize("kind", KINDS)
def test_any_frame_gives_the_same(kind):
    pd.testing.assert_frame_equal(
        lead_funnel(KINDS[kind](domain_leads()), SNAPSHOT), lead_funnel(domain_leads(), SNAPSHOT)
    )


def test_what_is_dated_after_the_snapshot_is_not_known():
    leads = leads_of(
        [
            ("won", "2024-11-01", "2024-11-02", "2024-11-03", "2025-01-05"),
            ("lost", "2024-11-01", "2025-01-02", None, "2025-02-01"),
            ("won", "2024-11-01", "2024-11-02", None, "2024-12-31"),
            ("won", "2025-01-01", "2025-01-02", None, "2025-01-03"),
        ]
    )
    funnel = lead_funnel(leads, SNAPSHOT)
    assert funnel["reached"].tolist() == [3, 2, 2, 1]
    assert funnel["settled"].tolist() == [1, 1, 1, 1]
    assert conversion_rate(leads, SNAPSHOT) == 1
    assert conversion_rate(leads, "2025-02-01") == 0.75


def test_an_open_lead_counts_once_it_is_old_enough():
    leads = leads_of([("won", "2024-06-01", None, None, "2024-06-05"), ("open", "2024-10-02", None, None, None)])
    assert conversion_rate(leads, SNAPSHOT) == 1
    assert conversion_rate(leads, SNAPSHOT, days=91) == 1
    assert conversion_rate(leads, SNAPSHOT, days=90) == 0.5  # exactly 90 days old


def test_the_groups_have_their_rates_and_intervals():
    leads = leads_of(
        [
            *[("won", "2024-01-01", None, None, "2024-02-01", "Web")] * 5,
            *[("lost", "2024-01-01", None, None, "2024-02-01", "Web")] * 5,
            ("open", "2024-01-01", None, None, None, "Fair"),
            ("won", "2024-01-01", None, None, "2024-02-01", None),
        ]
    )
    table = conversion_by(leads, SNAPSHOT)
    assert table["source"].fillna("-").tolist() == ["Web", "-", "Fair"]
    assert table[["leads", "open", "won"]].to_numpy().tolist() == [[10, 0, 5], [1, 0, 1], [1, 1, 0]]
    assert table["conversion"].tolist()[:2] == [0.5, 1]
    assert table.loc[2, ["conversion", "low", "high"]].isna().all()
    assert table.loc[0, ["low", "high"]].tolist() == pytest.approx([0.2366, 0.7634], abs=1e-4)
    assert table["won"].sum() / (table["leads"] - table["open"]).sum() == conversion_rate(leads, SNAPSHOT)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["open", "contacted", "quoted", "won", "lost"]), st.integers(0, 300), st.integers(0, 200)
        ),
        max_size=25,
    ),
    st.integers(0, 500),
)
@settings(max_examples=20, deadline=None)
def test_the_funnel_narrows_and_agrees_with_a_plain_count(drawn, until):
    start = pd.Timestamp("2024-01-01")

    def row(stage, created, wait):
        closed = start + pd.Timedelta(days=created + wait) if stage in ("won", "lost") else None
        return (stage, start + pd.Timedelta(days=created), None, None, closed)

    leads = leads_of([row(*one) for one in drawn])
    snapshot = start + pd.Timedelta(days=until)
    funnel = lead_funnel(leads, snapshot)
    assert funnel["reached"].is_monotonic_decreasing
    assert funnel["settled"].is_monotonic_decreasing
    won = sum(stage == "won" and created + wait <= until for stage, created, wait in drawn)
    lost = sum(stage == "lost" and created + wait <= until for stage, created, wait in drawn)
    assert funnel["reached"].tolist()[0] == sum(created <= until for _, created, _ in drawn)
    assert funnel["reached"].tolist()[-1] == won
    rate = conversion_rate(leads.sample(frac=1, random_state=1), snapshot)
    assert rate == won / (won + lost) if won + lost else math.isnan(rate)


def test_nobody_has_no_rate():
    none = domain_leads().iloc[:0]
    assert math.isnan(conversion_rate(none, SNAPSHOT))
    assert math.isnan(conversion_rate(domain_leads(), "2024-01-01"))
    assert lead_funnel(none, SNAPSHOT)["reached"].tolist() == [0, 0, 0, 0]
    assert lead_funnel(none, SNAPSHOT)[["step_rate", "overall"]].isna().all(axis=None)
    assert conversion_by(none, SNAPSHOT).empty
    assert time_to_convert(none, SNAPSHOT).empty


def test_the_time_to_convert_is_that_of_the_won():
    leads = leads_of(
        [
            ("won", "2024-01-01", None, None, "2024-01-19"),
            ("won", "2024-01-01", None, None, "2024-01-01"),
            ("lost", "2024-01-01", None, None, "2024-06-01"),
            ("won", "2024-12-01", None, None, "2025-03-01"),
        ]
    )
    assert time_to_convert(leads, SNAPSHOT)["days"].tolist() == [18, 0]


def test_the_cost_of_a_lead_counts_different_valid_leads():
    ids = pd.DataFrame({"lead_id": [*(f"L{n}" for n in range(400)), "L7", None, ""]})
    assert cost_per_lead(12_000, ids) == 30
    assert 12_000 / 48 == 250  # per won lead: another number
    assert 12_000 / len(ids) != 30
    assert math.isnan(cost_per_lead(12_000, ids.iloc[:0]))


@pytest.mark.parametrize(
    ("leads", "said"),
    [
        (domain_leads().drop(columns="quoted_on"), "leads has no column 'quoted_on'"),
        (domain_leads().assign(created_on="2024-06-01"), r"leads\['created_on'\] holds text, not dates"),
        (domain_leads().assign(lead_id="L1"), "two rows with one 'lead_id', such as 'L1'"),
        (domain_leads().assign(stage="sold"), "holds sold; use open, contacted, quoted, won, lost"),
        (domain_leads().assign(closed_on=pd.NaT), "'closed_on'] is missing for 'L0', whose stage is 'won'"),
        (domain_leads().assign(stage="open"), "'closed_on'] is given for 'L0', whose stage is 'open'"),
    ],
)
def test_bad_leads_are_refused(leads, said):
    for measure in (lead_funnel, conversion_rate, conversion_by, time_to_convert):
        with pytest.raises(MeasureError, match=said):
            measure(leads, SNAPSHOT)


def test_other_bad_input_is_refused():
    with pytest.raises(MeasureError, match="no column 'city'"):
        conversion_by(domain_leads(), SNAPSHOT, "city")
    with pytest.raises(MeasureError, match="whole number of days"):
        conversion_rate(domain_leads(), SNAPSHOT, days=0)
    with pytest.raises(MeasureError, match="before created_on for 'L0'"):
        time_to_convert(leads_of([("won", "2024-02-01", None, None, "2024-01-01")]), SNAPSHOT)
    with pytest.raises(MeasureError, match="spend is -1"):
        cost_per_lead(-1, domain_leads())
