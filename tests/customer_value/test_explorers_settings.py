"""The settings of a control: those a still page shows beside the start, and how each reads."""

from __future__ import annotations

import ipywidgets as widgets
import matplotlib.pyplot as plt
import pytest

from customer_value.explorers.explorer import STILLS, Explorer, alive
from customer_value.explorers.settings import others, shown
from customer_value.figures.picture import Picture

SLIDER = widgets.IntSlider(value=50, min=0, max=100)


@pytest.mark.parametrize(
    ("control", "expected"),
    [
        (SLIDER, [75, 25, 100, 0]),
        (widgets.IntSlider(value=75, min=0, max=100), [25, 100, 0]),
        (widgets.FloatSlider(value=0.1, min=0, max=1, step=0.05), [0.75, 0.25, 1.0, 0.0]),
        (widgets.Dropdown(options=[("one", 1), ("two", 2), ("three", 3)], value=2), [1, 3]),
        (widgets.SelectionSlider(options=[1, 2, 3, 4, 5], value=3), [4, 2, 5, 1]),
        (widgets.Checkbox(value=True), [False]),
        (widgets.IntRangeSlider(value=(1, 2), min=0, max=5), []),
    ],
)
def test_other_settings_are_within_the_control_and_none_is_its_own(control, expected):
    assert list(others(control)) == pytest.approx(expected)
    for value in others(control):
        control.value = value
        assert control.value == value


@pytest.mark.parametrize(
    ("control", "value", "words"),
    [
        (SLIDER, 1200, "1,200"),
        (widgets.FloatSlider(readout_format=".1%"), 0.125, "12.5%"),
        (widgets.Dropdown(options=[("one", 1), ("two", 2)]), 2, "two"),
        (widgets.SelectionSlider(options=["Jan", "Feb"]), "Feb", "Feb"),
        (widgets.Checkbox(), False, "False"),
    ],
)
def test_a_setting_reads_as_on_the_control(control, value, words):
    assert shown(control, value) == words


def drawn(**values: object) -> Picture:
    figure, _ = plt.subplots(figsize=(1, 1))
    plt.close(figure)
    return Picture(figure, f"drawn at {values}")


def test_stills_vary_the_first_control_that_can_and_move_nothing():
    fixed = widgets.IntRangeSlider(value=(1, 2), min=0, max=5)
    moved = widgets.IntSlider(value=10, min=0, max=20, description="Days")
    explorer = Explorer({"between": fixed, "days": moved}, drawn, "en")
    stills = explorer.stills()
    assert [caption for caption, _ in stills] == ["Days: 10", "Days: 15", "Days: 5"] and len(stills) == 1 + STILLS
    assert "'days': 15" in stills[1][1].alt and "'between': (1, 2)" in stills[1][1].alt
    assert moved.value == 10 and alive[explorer.model_id] is explorer


def test_an_explorer_that_can_only_stand_still_has_one():
    explorer = Explorer({"between": widgets.IntRangeSlider(value=(1, 2), min=0, max=5)}, drawn, "en")
    assert len(explorer.stills()) == 1
