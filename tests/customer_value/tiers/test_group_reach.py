"""What a list by a dimension holds of the margin to come: counted by hand, drawn, and moved."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from figure_laws import keep_the_laws
from figure_tables import LANGUAGES

from customer_value import MeasureError, explorers, figures
from customer_value.figures.tiers.group_reach import reached

FOUR = pd.DataFrame(
    {
        "area": ["north", "north", "south", "south"],
        "bought": ["once", "often", "once", "often"],
        "before": [10, 40, 30, 60],
        "after": [0, 60, 10, 30],
    }
)


def drawn(names: dict[str, str], share: float = 0.2, n: int = 90) -> figures.Picture:
    draw = np.random.default_rng(4)
    table = pd.DataFrame({column: draw.choice(["a", "b", "c", None], n) for column in names.values()})
    table = table.assign(past=draw.gamma(2, 50, n), next=draw.gamma(0.4, 100, n))
    return lambda language: figures.group_reach(table, names, "past", "next", share, language=language)


@pytest.mark.parametrize(
    ("column", "share", "holds"),
    [
        ("bought", 0.5, 0.9),  # both of "often": 90 of 100
        ("bought", 0.25, 0.45),  # half of them, by lot
        ("area", 0.5, 0.4),  # south brought more so far and less afterwards
        ("area", 0.75, 0.7),
        ("bought", 0.0, 0.0),
        ("bought", 1.0, 1.0),
    ],
)
def test_the_groups_that_brought_most_come_first(column, share, holds):
    assert reached(FOUR, column, "before", "after", share) == pytest.approx(holds)
    shuffled = FOUR.sample(frac=1, random_state=3)
    assert reached(shuffled, column, "before", "after", share) == pytest.approx(holds)


def test_whose_group_is_not_known_counts_on_neither_side():
    more = pd.concat([FOUR, pd.DataFrame({"area": [None], "bought": [None], "before": [99], "after": [500]})])
    assert reached(more, "bought", "before", "after", 0.5) == pytest.approx(0.9)


def test_groups_that_are_all_alike_hold_what_the_lot_holds():
    assert reached(FOUR.assign(all="x"), "all", "before", "after", 0.37) == pytest.approx(0.37)


def test_a_list_of_nothing_holds_no_share():
    assert np.isnan(reached(FOUR.assign(after=0), "area", "before", "after", 0.5))


DRAWINGS = {
    "five": drawn({"在哪裡": "a", "是誰（平均每月所得）": "b", "想要什麼": "c", "怎麼買": "d", "值多少": "e"}),
    "one": drawn({"怎麼買": "a"}, 0.5),
    "nobody on the list": drawn({"怎麼買": "a", "值多少": "b"}, 0.0),
    "everybody": drawn({"怎麼買": "a", "值多少": "b"}, 1.0),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_figure_keeps_the_laws_of_figures(name):
    keep_the_laws(DRAWINGS[name])


def test_the_title_names_the_best_list_and_the_worst():
    names = {"where": "area", "how": "bought"}
    alt = figures.group_reach(FOUR, names, "before", "after", 0.5, future_name="next year's margin", language="en").alt
    assert alt.startswith(
        "A list of 50% of the customers, chosen by how, holds 90% of next year's margin; by where 40%, by lot 50%"
    )
    assert "where: 40.0%. how: 90.0%." in alt


@pytest.mark.parametrize(
    ("table", "names", "said"),
    [
        (FOUR, {}, "dimensions is empty"),
        (FOUR.assign(after=0), {"where": "area"}, "adds up to nothing"),
        (FOUR, {"where": "town"}, "town"),
    ],
)
def test_bad_input_is_named_in_one_sentence(table, names, said):
    with pytest.raises(MeasureError, match=said):
        figures.group_reach(table, names, "before", "after", 0.5, language="en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_slider_changes_the_figure_and_reset_brings_it_back(language, capfd):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        explorer = explorers.group_reach_explorer(FOUR, {"how": "bought"}, "before", "after", language=language)
        start = explorer.children[-1].value
        explorer.controls["share"].value = 50
        assert "90.0%" in explorer.picture.alt and explorer.children[-1].value != start
        explorer.reset.click()
    assert explorer.children[-1].value == start
    assert capfd.readouterr().err == ""
