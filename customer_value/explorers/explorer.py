"""What every explorer is made of: controls, a way back to the start, and a figure drawn anew on every change."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from weakref import WeakValueDictionary

import ipywidgets as widgets

from customer_value import words
from customer_value.explorers.settings import others, shown
from customer_value.figures.picture import Picture, draw_png

WIDTH = "768px"

DPI = 144
"""A little less than a still figure's, so that it follows the hand."""

STILLS = 2
"""Other settings that a page on which nothing moves shows beside the start."""

alive: WeakValueDictionary[str, Explorer] = WeakValueDictionary()
"""The explorers of this notebook by the id of their widget."""


class Explorer(widgets.VBox):
    """Controls above a figure.

    Elements carry stable CSS classes: `kit-explorer` around all, `kit-explorer-NAME` on each control,
    `kit-explorer-reset` on the button and `kit-explorer-figure` on the image.

    Attributes:
        controls: the controls by name.
        reset: the button that puts every control back.
        picture: the figure as it stands.
    """

    def __init__(
        self, controls: dict[str, widgets.ValueWidget], draw: Callable[..., Picture], language: str | None = None
    ) -> None:
        """Put the controls above the figure that `draw` makes of their values, and draw it again when one changes.

        Args:
            controls: the controls by name, at their start.
            draw: takes the controls' values by name.
            language: of the button; the notebook's when None.
        """
        self.controls = controls
        self._draw = draw
        self._starts = {name: control.value for name, control in controls.items()}
        self._resetting = False
        self._shown = widgets.HTML(layout=widgets.Layout(max_width=WIDTH, margin="4px 0 0 0"))
        self.reset = widgets.Button(description=words.text("explorers.reset", language), icon="undo")
        self.reset.layout.width = "auto"
        self.reset.add_class("kit-explorer-reset")
        self.reset.on_click(self._back)
        widest = max(words.width(control.description) for control in controls.values())
        for name, control in controls.items():
            control.style.description_width = f"{widest * 1.08 + 0.5:.1f}em"  # one column, wide enough for Chinese
            control.add_class(f"kit-explorer-{name}")
            control.observe(self._update, names="value")
        *others, last = controls.values()
        row = widgets.HBox(
            [last, self.reset], layout=widgets.Layout(justify_content="space-between", flex_flow="row wrap")
        )
        super().__init__([*others, row, self._shown], layout=widgets.Layout(max_width=WIDTH))
        self.add_class("kit-explorer")
        self._update()
        alive[self.model_id] = self

    @property
    def picture(self) -> Picture:
        return self._picture

    def stills(self) -> list[tuple[str, Picture]]:
        """The figure as it stands and at a few other settings of the first control, each with what is set in words.

        For a page on which nothing can be moved. The controls stay where they are.
        """
        values = {name: control.value for name, control in self.controls.items()}
        settings = {name: list(islice(others(control), STILLS)) for name, control in self.controls.items()}
        name = next((name for name, further in settings.items() if further), next(iter(settings)))
        control = self.controls[name]
        return [
            (f"{control.description}: {shown(control, value)}", self._draw(**(values | {name: value})))
            for value in [control.value, *settings[name]]
        ]

    def _update(self, change: object = None) -> None:
        if self._resetting:
            return
        self._picture = self._draw(**{name: control.value for name, control in self.controls.items()})
        png = draw_png(self._picture.figure, DPI)
        self._shown.value = self._picture.img("kit-explorer-figure", png)

    def _back(self, button: object = None) -> None:
        self._resetting = True  # one drawing at the end, not one for each control
        try:
            for name, control in self.controls.items():
                control.value = self._starts[name]
        finally:
            self._resetting = False
        self._update()
