"""Segments: the published rules, first match wins, everybody in exactly one; rules of one's own."""

from __future__ import annotations

import itertools
import tomllib
from math import nan

import pandas as pd
import pytest
from frame_kinds import KINDS, columns, rows

from customer_value import OTHERS, RULES, MeasureError, Rule, segment_counts, segment_label, segments

EVERY = pd.DataFrame(itertools.product(range(1, 6), repeat=3), columns=["r_score", "f_score", "m_score"])

PUBLISHED = """
champions           5   5   5
potential_loyalist  3-5 3-5 2-5
loyal               2-4 2-4 2-4
promising           3-4 1-3 3-5
new_customers       4-5 1-3 1-5
cant_lose_them      1-2 3-4 4-5
at_risk             1-2 2-5 4-5
need_attention      1-3 3-5 3-5
about_to_sleep      2-3 1-3 1-4
lost                1   1-5 1-5
"""


def matches(r: int, f: int, m: int) -> list[str]:
    """Every published segment whose intervals hold three scores, in the order of the rules: the oracle."""
    found = []
    for line in PUBLISHED.split("\n"):
        if line:
            name, *intervals = line.split()
            bounds = [tuple(map(int, interval.split("-"))) for interval in intervals]
            if all(bound[0] <= points <= bound[-1] for bound, points in zip(bounds, (r, f, m), strict=True)):
                found.append(name)
    return found


def first(r: int, f: int, m: int) -> str:
    return next(iter(matches(r, f, m)), "others")


@pytest.mark.parametrize("kind", KINDS)
def test_every_cell_has_the_segment_of_the_first_rule_that_fits(kind):
    table = KINDS[kind](EVERY)
    found = segments(table)
    assert type(found) is type(table)
    assert columns(found) == ["r_score", "f_score", "m_score", "segment"]
    assert rows(found) == sorted((r, f, m, first(r, f, m)) for r, f, m in EVERY.itertuples(index=False))


def test_the_sizes_of_the_segments_over_all_cells():
    counts = segment_counts(segments(EVERY))
    assert counts["segment"].tolist() == [line.split()[0] for line in PUBLISHED.split("\n") if line] + ["others"]
    assert counts["customers"].sum() == 125
    assert counts["share"].sum() == pytest.approx(1)
    assert dict(zip(counts["segment"], counts["customers"], strict=True))["champions"] == 1


@pytest.mark.parametrize(
    ("scores", "segment"),
    [
        ((5, 5, 5), "champions"),
        ((5, 5, 4), "potential_loyalist"),
        ((4, 4, 4), "potential_loyalist"),
        ((4, 2, 3), "loyal"),
        ((3, 1, 5), "promising"),
        ((5, 1, 1), "new_customers"),
        ((1, 4, 5), "cant_lose_them"),
        ((1, 5, 5), "at_risk"),
        ((1, 3, 3), "need_attention"),
        ((3, 1, 2), "about_to_sleep"),
        ((1, 1, 1), "lost"),
        ((3, 5, 1), "others"),
        ((2, 1, 5), "others"),
    ],
)
def test_well_known_cells(scores, segment):
    table = pd.DataFrame([scores], columns=["r_score", "f_score", "m_score"])
    assert segments(table)["segment"].tolist() == [segment]


def test_the_wrong_ways_give_other_segments():
    right = segments(EVERY)["segment"].tolist()
    cells = list(EVERY.itertuples(index=False))
    last_match = [next(iter(matches(*cell)[::-1]), "others") for cell in cells]
    dropped = [found[0] for cell in cells if (found := matches(*cell))]
    by_frequency = [first(3, cell[1], 3) for cell in cells]
    assert last_match != right
    assert by_frequency != right
    assert len(dropped) < len(right)
    assert segments(EVERY, RULES[::-1])["segment"].tolist() == last_match


def test_everybody_is_in_exactly_one_segment():
    known = {rule.segment for rule in RULES} | {OTHERS}
    found = segments(EVERY)
    assert len(found) == len(EVERY)
    assert set(found["segment"]) <= known


def test_own_rules_are_tried_from_the_top():
    rules = [
        Rule(segment="thank", r=(4, 5), m=(4, 5)),
        Rule(segment="call", m=(4, 5)),
        Rule(segment="welcome", r=(5, 5)),
    ]
    table = pd.DataFrame({"r_score": [5, 1, 5, 2], "f_score": [1, 1, 1, 1], "m_score": [4, 5, 3, 1]})
    assert segments(table, rules)["segment"].tolist() == ["thank", "call", "welcome", "others"]
    assert segments(table, rules[::-1])["segment"].tolist() == ["welcome", "call", "welcome", "others"]


def test_other_columns_and_the_index_stay():
    table = EVERY.head(3).assign(customer_id=["A", "B", "C"]).set_axis([7, 8, 9])
    found = segments(table)
    assert found["customer_id"].tolist() == ["A", "B", "C"]
    assert found.index.tolist() == [7, 8, 9]
    assert "segment" not in table


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_score_fits_no_rule_that_asks_for_it(kind):
    table = pd.DataFrame({"r_score": [nan, 5.0], "f_score": [5.0, 5.0], "m_score": [5.0, 5.0]})
    assert rows(segments(KINDS[kind](table)), "segment") == [("champions",), ("others",)]


@pytest.mark.parametrize("kind", KINDS)
def test_counts_have_a_row_for_every_rule(kind):
    rules = [Rule(segment="call"), Rule(segment="thank")]
    counts = segment_counts(KINDS[kind](pd.DataFrame({"segment": ["thank", "others", "thank", "thank"]})), rules)
    assert counts.to_dict("list") == {
        "segment": ["call", "thank", "others"],
        "customers": [0, 3, 1],
        "share": [0, 0.75, 0.25],
    }


def test_counts_of_nobody_have_no_share():
    counts = segment_counts(segments(EVERY.iloc[:0]))
    assert counts["customers"].sum() == 0
    assert counts["share"].isna().all()


def test_every_segment_has_a_name_in_both_languages():
    for key in (*(rule.segment for rule in RULES), OTHERS):
        assert segment_label(key, "en") != key
        assert segment_label(key, "zh-Hant") != key
    assert segment_label("call", "en") == "call"
    with pytest.raises(ValueError, match="no language 'fr'"):
        segment_label("lost", "fr")


def test_no_two_segments_have_one_name(repository):
    messages = tomllib.loads((repository / "customer_value" / "texts" / "segments.toml").read_text(encoding="utf-8"))
    assert set(messages["segments"]) == {*(rule.segment for rule in RULES), OTHERS}
    for language in ("en", "zh-Hant"):
        names = [texts[language] for texts in messages["segments"].values()]
        assert len(set(names)) == len(names)


# Bad input


def test_bad_rules_are_refused():
    with pytest.raises(MeasureError, match=r"'call' has r = \(5, 4\); the lower score comes first"):
        Rule(segment="call", r=(5, 4))
    with pytest.raises(MeasureError, match="rules is empty"):
        segments(EVERY, [])
    with pytest.raises(MeasureError, match="Two rules are called call"):
        segments(EVERY, [Rule(segment="call"), Rule(segment="call", r=(1, 2))])
    with pytest.raises(MeasureError, match="called 'others'"):
        segments(EVERY, [Rule(segment="others")])


def test_rules_for_five_scores_do_not_fit_ten():
    with pytest.raises(MeasureError, match=r"scores\['f_score'\] goes up to 9, but no rule goes beyond 5"):
        segments(EVERY.assign(f_score=9))


def test_bad_tables_are_refused():
    with pytest.raises(MeasureError, match="scores has no column 'm_score'"):
        segments(EVERY.drop(columns="m_score"))
    with pytest.raises(MeasureError, match=r"scores\['r_score'\] holds text"):
        segments(EVERY.astype({"r_score": "str"}))
    with pytest.raises(MeasureError, match="segmented has no column 'segment'"):
        segment_counts(EVERY)
    with pytest.raises(MeasureError, match="holds gold, which no rule names"):
        segment_counts(pd.DataFrame({"segment": ["gold", "lost"]}))
