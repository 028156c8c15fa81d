"""The verdict on one answer: a number of points that shows its reason as a message box."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Sequence

STATES = ("correct", "partial", "mistake", "wrong", "error", "timeout", "not attempted")
"""What a verdict can be. Each also has a shape of its own, so that no colour has to be seen."""

_MARKS = {
    "correct": "✓",
    "partial": "◐",
    "mistake": "≠",
    "wrong": "✗",
    "error": "!",
    "timeout": "…",
    "not attempted": "○",
    "info": "i",
}
_COLOURS = {
    "correct": "var(--jp-success-color1, #2e7d32)",
    "partial": "var(--jp-warn-color1, #b25e00)",
    "mistake": "var(--jp-warn-color1, #b25e00)",
    "wrong": "var(--jp-error-color1, #b71c1c)",
    "error": "var(--jp-error-color1, #b71c1c)",
    "timeout": "var(--jp-error-color1, #b71c1c)",
}
_NEUTRAL = "var(--jp-info-color1, #0b6aa8)"


class Verdict(float):
    """Points between 0 and the task's maximum, as a plain float whose HTML is the message.

    nbgrader reads the text of a test cell's result as the points, takes NumPy's floats for full marks and refuses more
    than the maximum: so the value is always a clipped Python float.

    Attributes:
        state: one of STATES.
        maximum: what the task is worth.
        title: what happened, in a few words.
        paragraphs: why, and what to look at.
        notes: what costs nothing but is worth knowing.
        mistake: the key of the known mistake that was recognised, of the wrong option or of the misplaced step;
            "unit-percent" and the like for a mistake of unit; or "".
        task: the task's id.
    """

    state: str
    maximum: float
    title: str
    paragraphs: tuple[str, ...]
    notes: tuple[str, ...]
    mistake: str
    task: str

    def __new__(
        cls,
        points: float,
        *,
        maximum: float = 0.0,
        state: str = "wrong",
        title: str = "",
        paragraphs: Sequence[str] = (),
        notes: Sequence[str] = (),
        mistake: str = "",
        task: str = "",
    ) -> Verdict:
        if state not in STATES:
            raise ValueError(f"A verdict cannot be {state!r}; it is one of {', '.join(STATES)}.")
        maximum = float(maximum) if math.isfinite(maximum) else 0.0
        points = float(points) if math.isfinite(points) else 0.0
        verdict = super().__new__(cls, min(max(points, 0.0), max(maximum, 0.0)))
        verdict.state, verdict.maximum = state, maximum
        verdict.title, verdict.paragraphs, verdict.notes = title, tuple(paragraphs), tuple(notes)
        verdict.mistake, verdict.task = mistake, task
        return verdict

    def __repr__(self) -> str:
        return float.__repr__(float(self))

    __str__ = __repr__

    def __reduce__(self) -> tuple:
        return float, (float(self),)

    @property
    def text(self) -> str:
        """The whole message without markup."""
        return "\n".join([self.title, *self.paragraphs, *self.notes])

    def _repr_html_(self) -> str:
        return box(self.state, self.title, self.paragraphs, self.notes, kind="check")


def box(state: str, title: str, paragraphs: Sequence[str] = (), notes: Sequence[str] = (), *, kind: str) -> str:
    """A message box as HTML: a mark, the title in words, the reason below; colours follow JupyterLab's theme.

    Args:
        state: one of STATES, or "info".
        paragraphs: plain text; `code` between backticks is set as code.
        kind: what it belongs to ("check", "hint", "quiz"): the class becomes kit-check and so on.
    """
    colour = _COLOURS.get(state, _NEUTRAL)
    body = "".join(f'<p style="margin:.4em 0 0">{inline(text)}</p>' for text in paragraphs)
    below = "".join(
        f'<p class="kit-note" style="margin:.4em 0 0;font-size:.92em;opacity:.85">{inline(text)}</p>' for text in notes
    )
    return (
        f'<div class="kit-box kit-{kind} kit-{state.replace(" ", "-")}" role="status" style="'
        f"border:1px solid {colour};border-left-width:6px;border-radius:4px;padding:.6em .9em;margin:.3em 0;"
        "max-width:52em;line-height:1.5;background:var(--jp-layout-color1, transparent);"
        'color:var(--jp-content-font-color1, inherit)">'
        f'<strong class="kit-title"><span aria-hidden="true" style="display:inline-block;min-width:1.4em;'
        f'color:{colour}">{_MARKS.get(state, "i")}</span>{inline(title)}</strong>{body}{below}</div>'
    )


def inline(text: str) -> str:
    """Text as safe HTML: everything escaped, line breaks kept; `code`, **strong** and *stressed* are set as such."""
    parts = html.escape(str(text)).split("`")
    if len(parts) % 2 == 0:  # a backtick without its partner is only a backtick
        parts[-2:] = ["`".join(parts[-2:])]
    marked = [f"<code>{part}</code>" if place % 2 else _stressed(part) for place, part in enumerate(parts)]
    return "".join(marked).replace("\n", "<br>")


def _stressed(text: str) -> str:
    text = re.sub(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*", r"<strong>\1</strong>", text)
    return re.sub(r"(?<![*\w])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![*\w])", r"<em>\1</em>", text)
