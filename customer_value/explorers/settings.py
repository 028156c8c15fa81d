"""The settings of a control: which others there are, and how each reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ipywidgets as widgets

PLACES = (0.75, 0.25, 1.0, 0.0)
"""Where on a slider to look for another setting, the most telling first."""


def others(control: widgets.ValueWidget) -> Iterator[Any]:
    """Settings that a control may have besides its own, the most telling first."""
    found = [control.value]
    for value in _settings(control):
        if value not in found:
            found.append(value)
            yield value


def shown(control: widgets.ValueWidget, value: Any) -> str:
    """A setting as the control shows it."""
    options = getattr(control, "options", None)
    if options:
        labels = [(one if isinstance(one, tuple) else (str(one), one)) for one in options]
        return next((str(label) for label, option in labels if option == value), str(value))
    if isinstance(control, widgets.FloatSlider):
        return format(value, control.readout_format)
    if isinstance(value, tuple):
        return " – ".join(str(one) for one in value)
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _settings(control: widgets.ValueWidget) -> Iterator[Any]:
    options = getattr(control, "options", None)
    if options:
        values = [one[1] if isinstance(one, tuple) else one for one in options]
        ordered = isinstance(control, widgets.SelectionSlider)
        yield from (values[round(place * (len(values) - 1))] for place in PLACES) if ordered else values
    elif isinstance(control, widgets.IntSlider | widgets.FloatSlider):
        steps = round((control.max - control.min) / control.step)
        for place in PLACES:
            value = control.min + round(place * steps) * control.step
            yield round(value) if isinstance(control, widgets.IntSlider) else round(value, 10)
    elif isinstance(control, widgets.Checkbox | widgets.ToggleButton):
        yield not control.value
