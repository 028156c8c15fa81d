"""Sliders for money, shares and people, all of one size."""

from __future__ import annotations

import math

import ipywidgets as widgets

from customer_value import words

WIDTH = "520px"


def money_slider(key: str, value: float, most: float, language: str | None) -> widgets.FloatSlider:
    """A slider for an amount from 0 to `most` in some fifty round steps; `key` names its label."""
    return _slider(key, value, most, round_step(value, most), ",.0f" if most >= 50 else ",.2f", language)


def share_slider(key: str, value: float, most: float, language: str | None) -> widgets.FloatSlider:
    """A slider for a share from 0 to `most`, in steps of half a percentage point."""
    return _slider(key, value, max(most, value), 0.005, ".1%", language)


def people_slider(key: str, value: float, most: float, language: str | None) -> widgets.IntSlider:
    """A slider for a number of people from 0 to `most`."""
    return widgets.IntSlider(
        value=round(value),
        min=0,
        max=max(round(most), round(value), 1),
        description=words.text(key, language),
        layout=widgets.Layout(width=WIDTH),
    )


def round_step(value: float, most: float) -> float:
    """The largest round step, a fiftieth of `most` or less, that meets `value`: a slider shows no place between."""
    if most <= 0:
        return 0.1
    size = 10.0 ** math.floor(math.log10(most / 50))
    steps = [factor * size / 10**finer for finer in range(4) for factor in (5, 2, 1)]
    met = (step for step in steps if step <= most / 50 and abs(value / step - round(value / step)) < 1e-6)
    return next(met, most / 50)


def _slider(
    key: str, value: float, most: float, step: float, readout: str, language: str | None
) -> widgets.FloatSlider:
    return widgets.FloatSlider(
        value=value,
        min=0,
        max=max(most, value, step),
        step=step,
        readout_format=readout,
        description=words.text(key, language),
        layout=widgets.Layout(width=WIDTH),
    )
