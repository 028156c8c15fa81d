"""Every figure, in both languages: no warning, nothing cut off, a text alternative with the numbers, the same bytes."""

from __future__ import annotations

import logging
import re
import warnings

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
from figure_laws import keep_the_laws
from figure_tables import END, SNAPSHOT, shop

from customer_value import (
    MeasureError,
    Rule,
    bought_again,
    figures,
    migration,
    rfm,
    rfm_scores,
    score_cuts,
    segment_label,
    segments,
)
from customer_value.figures.tiers.groups import response_shares
from customer_value.lessons.stories import pick_five

LEDGER = shop()
TABLE = rfm(LEDGER.orders, LEDGER.refunds, SNAPSHOT)
SCORES = rfm_scores(TABLE)
BEFORE = rfm(LEDGER.orders, LEDGER.refunds, "2024-12-31")
MOVES = migration(segments(rfm_scores(BEFORE)), segments(rfm_scores(TABLE, cuts=score_cuts(BEFORE))))
FOUR = [
    Rule(segment="call", r=(1, 2), m=(4, 5)),
    Rule(segment="感謝", f=(4, 5)),
    Rule(segment="hello"),
]
FEW = migration(
    segments(rfm_scores(BEFORE), FOUR), segments(SCORES, FOUR), states=[rule.segment for rule in FOUR] + ["others"]
)
FIVE = pick_five(LEDGER)

DRAWINGS = {
    "strips": lambda language: figures.purchase_strips(
        LEDGER.orders, LEDGER.refunds, FIVE, SNAPSHOT, currency="TWD", language=language
    ),
    "strips unrolled": lambda language: figures.purchase_strips(
        LEDGER.orders, LEDGER.refunds, FIVE, SNAPSHOT, until=END, currency="TWD", language=language
    ),
    "strips of one year": lambda language: figures.purchase_strips(
        LEDGER.orders, LEDGER.refunds, FIVE, SNAPSHOT, start="2025-01-01", currency="TWD", language=language
    ),
    "groups": lambda language: figures.response_by_group(
        SCORES, bought_again(LEDGER.orders, LEDGER.refunds, SNAPSHOT), language=language
    ),
    "treemap": lambda language: figures.segment_treemap(segments(SCORES), currency="TWD", language=language),
    "flow": lambda language: figures.migration_flow(MOVES, language=language),
    "small flow": lambda language: figures.migration_flow(FEW, language=language),
    "grid": lambda language: figures.rfm_grid(SCORES, language=language),
    "grid of money": lambda language: figures.rfm_grid(SCORES, "monetary", currency="TWD", language=language),
    "ties": lambda language: figures.ties([1, 1, 1, 1, 1, 1, 2, 2, 3, 9], language=language),
    "distributions": lambda language: figures.distributions(TABLE, currency="TWD", language=language),
    "standing": lambda language: figures.standing(
        LEDGER.orders, LEDGER.refunds, FIVE["customer_id"][0], SNAPSHOT, label="A", currency="TWD", language=language
    ),
    "sizes": lambda language: figures.segment_sizes(
        segments(SCORES)["segment"],
        segments(SCORES, [Rule(segment="champions", r=(3, 5)), Rule(segment="lost")])["segment"],
        ["champions", "lost", *sorted(set(segments(SCORES)["segment"]) - {"champions", "lost"})],
        language=language,
    ),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_figure_keeps_the_laws_of_figures(name):
    keep_the_laws(DRAWINGS[name])


def test_drawing_logs_nothing(caplog):
    with caplog.at_level(logging.WARNING):
        DRAWINGS["treemap"]("zh-Hant").png  # noqa: B018
    assert not caplog.records


# What the figures say


def test_the_fifteen_shares_are_those_of_a_hand_count():
    scores = pd.DataFrame(
        {"customer_id": list("abcd"), "r_score": [1, 1, 5, 5], "f_score": [2, 2, 2, 5], "m_score": [5, 4, 3, 2]}
    )
    shares = response_shares(scores, ["b", "c", "d", "z"]).set_index(["measure", "score"])
    assert shares.loc[("r", 1)].tolist() == [2, 1, 0.5]
    assert shares.loc[("r", 5)].tolist() == [2, 2, 1.0]
    assert shares.loc[("f", 2), "share"] == pytest.approx(2 / 3)
    assert np.isnan(shares.loc[("f", 1), "share"])
    picture = figures.response_by_group(scores, ["b", "c", "d", "z"], language="en")
    assert "Of those who bought most recently 100% came back, of the biggest spenders 0%" in picture.alt
    assert "Recency, groups 1 to 5: 50%, no base, no base, no base and 100%." in picture.alt
    assert "Monetary value, groups 1 to 5: no base, 100%, 100%, 100% and 0%." in picture.alt


def test_buyers_may_come_as_ids_or_as_a_table():
    answers = bought_again(LEDGER.orders, LEDGER.refunds, SNAPSHOT)
    ids = set(answers.loc[answers["bought_again"], "customer_id"])
    pd.testing.assert_frame_equal(response_shares(SCORES, answers), response_shares(SCORES, ids))


def test_where_all_three_tell_the_same_the_title_says_so():
    scores = pd.DataFrame({"customer_id": ["a"], "r_score": [3], "f_score": [3], "m_score": [3]})
    picture = figures.response_by_group(scores, ["a"], language="en")
    assert picture.alt.startswith("Whichever measure ranks them first, 100% came back")


def test_the_treemap_names_the_segment_with_most_money():
    people = pd.DataFrame({"segment": ["big", "small", "small", "lost"], "monetary": [90.0, 5.0, 5.0, 0.0]})
    picture = figures.segment_treemap(people, currency="TWD", language="en")
    assert picture.alt.startswith("big: 25% of the customers, 90% of the money")
    assert "small: 2 customers (50%), 10% of the money, NT$5 per customer." in picture.alt


def test_a_segment_too_small_for_a_label_stands_in_the_note():
    people = pd.DataFrame({"segment": ["many"] * 400 + ["at_risk"], "monetary": 1.0})
    note = figures.segment_treemap(people, language="zh-Hant").figure.texts[1].get_text()
    assert f"{segment_label('at_risk', 'zh-Hant')}（1 位）" in note.replace("\n", "")


def test_the_flow_says_who_stayed_moved_and_left():
    moves = pd.DataFrame(
        {"Gold": [14, 10, 0], "Silver": [5, 35, 3], "gone": [1, 5, 0]}, index=["Gold", "Silver", "new"]
    )
    picture = figures.migration_flow(moves, language="en")
    assert picture.alt.startswith("Of 70 customers 49 stayed in their segment, 15 moved, 6 are gone; 3 are new")
    assert "Silver (50): 70% to Silver, 20% to Gold and 10% to gone." in picture.alt


def test_the_flow_calls_the_two_dates_what_the_table_calls_them():
    def labels(moves: pd.DataFrame) -> tuple[str, str]:
        (axes,) = figures.migration_flow(moves, language="en").figure.axes
        return axes.get_ylabel(), axes.get_xlabel()

    assert labels(FEW) == ("before", "after")
    assert labels(FEW.rename_axis(index="in May", columns="in June")) == ("in May", "in June")


def test_the_grid_counts_every_customer_once():
    cells = re.findall(r"F 1 to 5: ([^.]*)\.", figures.rfm_grid(SCORES, language="en").alt)
    counts = [int(cell) for row in cells for cell in re.findall(r"\d+", row)]
    assert sum(counts) == len(SCORES)


def test_ties_are_those_of_the_course():
    alt = figures.ties([1, 1, 1, 1, 1, 1, 2, 2, 3, 9], language="en").alt
    assert "'average', this course's rule: 2, 2, 2, 2, 2, 2, 4, 4, 5 and 5." in alt
    assert "'first', one after another: 1, 1, 2, 2, 3, 3, 4, 4, 5 and 5." in alt
    assert "dropped: 1, 1, 1, 1, 1, 1, 2, 2, 3 and 3." in alt


def test_values_that_are_all_equal_are_drawn_too():
    assert "'average', this course's rule: 3, 3, 3, 3 and 3." in figures.ties([4] * 5, language="en").alt
    assert figures.ties([1, 2, 3], language="en").alt.startswith("No two customers are equal")


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (lambda: figures.segment_treemap(SCORES), "no column 'segment'"),
        (lambda: figures.segment_treemap(segments(SCORES)[:0]), "no rows"),
        (lambda: figures.response_by_group(TABLE, []), "no column 'r_score'"),
        (lambda: figures.response_by_group(SCORES[:0], []), "no rows"),
        (lambda: figures.migration_flow(MOVES.drop(index="new")), "row 'new'"),
        (lambda: figures.migration_flow(MOVES[MOVES.columns[::-1]]), "in one order"),
        (lambda: figures.rfm_grid(SCORES, "sum"), "'customers' or 'monetary'"),
        (lambda: figures.ties([]), "0 values"),
        (lambda: figures.ties([1.0, float("nan")]), "missing value"),
        (lambda: figures.distributions(TABLE[:0]), "no rows"),
        (lambda: figures.purchase_strips(LEDGER.orders, LEDGER.refunds, [], SNAPSHOT), "customers is empty"),
        (lambda: figures.purchase_strips(LEDGER.orders[["amount"]], LEDGER.refunds, ["x"], SNAPSHOT), "no column"),
    ],
)
def test_bad_input_is_named_in_one_sentence(draw, said):
    with pytest.raises(MeasureError) as caught:
        draw()
    assert said in str(caught.value)


# A figure drawn in the open


def test_show_gives_a_figure_drawn_in_the_open_its_title_and_text_alternative():
    axes = sns.barplot(x=["a", "b"], y=[1, -2])
    picture = figures.show(axes, alt='B is "lower" than A', title="B is lower, by NT$1 to NT$3")
    assert plt.get_fignums() == []
    assert axes.get_title(loc="left") == "B is lower, by NT$1 to NT$3"
    assert not axes._left_title.get_parse_math()
    assert 'alt="B is &quot;lower&quot; than A"' in picture._repr_mimebundle_()["text/html"]


def test_show_takes_a_grid_a_figure_or_a_subfigure():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        grid = sns.displot(x=[1, 2, 3])
    assert figures.show(grid, alt="three", title="Three").figure is grid.figure
    figure = plt.figure()
    half = figure.subfigures(1, 2)[0]
    assert figures.show(half, alt="half").figure is figure
    assert plt.get_fignums() == []
    with pytest.raises(TypeError, match="needs axes or a figure; this is list"):
        figures.show([1], alt="none")


def test_a_picture_is_saved_by_the_ending_of_its_name(tmp_path):
    picture = DRAWINGS["ties"]("en")
    for name, start in {"a.png": b"\x89PNG", "a.svg": b"<?xml", "a.pdf": b"%PDF"}.items():
        picture.save(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(start)


def test_importing_the_figures_sets_font_and_palette_for_learners():
    figures.style()
    assert plt.rcParams["font.family"][0] == "Customer Value Sans TC"
    assert sns.color_palette().as_hex()[:4] == list(figures.PALETTE[:4])
