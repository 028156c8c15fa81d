"""Move the bounds of segment rules, and watch who changes segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import ipywidgets as widgets
import pandas as pd

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.explorers.explorer import Explorer
from customer_value.figures.picture import Picture
from customer_value.figures.tables import table
from customer_value.figures.tiers.segment_sizes import segment_sizes
from customer_value.measures.tiers.segments import OTHERS, Rule, segment_label, segments

LETTERS = ("r", "f", "m")


def rules_explorer(scores: Any, rules: Sequence[Rule], *, bins: int = 5, language: str | None = None) -> Explorer:
    """A slider for every bound of the rules; below, the segments' sizes, and how many customers changed segment.

    A rule that asks for "at most" or "at least" a score has a slider with one handle, one with a bound on both sides a
    slider with two. A score that a rule does not ask for has none.

    Args:
        scores: one row per customer with `r_score`, `f_score`, `m_score`, as `rfm_scores` returns it.
        rules: the rules at the start, tried from the top; a few, since every bound has its own slider.
        bins: the highest score.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or no rule has a bound to move.
    """
    people = table(scores, "scores", [f"{letter}_score" for letter in LETTERS])
    controls: dict[str, widgets.ValueWidget] = {}
    for position, rule in enumerate(rules):
        for letter in LETTERS:
            control = slider(rule, letter, bins, language)
            if control is not None:
                controls[f"{letter}-{position}"] = control
    if not controls:
        raise MeasureError("No rule asks for a score, so there is nothing to move; give a rule such as r=(1, 2).")
    start = named(people, rules)
    order = [rule.segment for rule in rules]
    if (start == OTHERS).any() or rules[-1] != Rule(segment=rules[-1].segment):
        order.append(OTHERS)

    def draw(**bounds: Any) -> Picture:
        moved = list(rules)
        for name, value in bounds.items():
            letter, position = name.split("-")
            moved[int(position)] = replace(
                moved[int(position)], **{letter: interval(rules[int(position)], letter, value)}
            )
        return segment_sizes(start, named(people, moved), order, language=language)

    return Explorer(controls, draw, language)


def slider(rule: Rule, letter: str, bins: int, language: str | None) -> widgets.ValueWidget | None:
    """The slider for one score of one rule; None where the rule does not ask for it."""
    low, high = getattr(rule, letter)
    kind = bound(rule, letter, bins)
    if kind is None:
        return None
    measure = letter.upper()
    description = words.text(
        f"explorers.rules.{kind}", language, segment=segment_label(rule.segment, language), measure=measure
    )
    shape = {"min": 1, "max": bins, "description": description, "layout": widgets.Layout(width="520px")}
    if kind == "between":
        return widgets.IntRangeSlider(value=(low, high), **shape)
    return widgets.IntSlider(value=high if kind == "at_most" else low, **shape)


def bound(rule: Rule, letter: str, bins: int) -> str | None:
    """Which side of a rule's interval can be moved: "at_most", "at_least", "between", or None for any score."""
    low, high = getattr(rule, letter)
    if low <= 1 and high >= bins:
        return None
    return "at_most" if low <= 1 else "at_least" if high >= bins else "between"


def interval(rule: Rule, letter: str, value: Any) -> tuple[int, int]:
    """A rule's interval with its movable side at a slider's value."""
    low, high = getattr(rule, letter)
    if isinstance(value, tuple):
        return value
    return (low, value) if low <= 1 else (value, high)


def named(people: pd.DataFrame, rules: Sequence[Rule]) -> pd.Series:
    """Each customer's segment."""
    return segments(people, rules)["segment"]
