"""What a rule for merging accounts found, overlooked and spoiled."""

from __future__ import annotations

from customer_value import words
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, PALE, RUST, TEXT, canvas, styled
from customer_value.figures.wording import joined
from customer_value.lessons.counter_file import MergeOutcome

BARS = {"found": INK, "left": PALE, "swallowed": RUST}
"""The bars and the colour of each."""


def merging(outcome: MergeOutcome, *, chosen: bool = True, language: str | None = None) -> Picture:
    """Three bars: second accounts found, second accounts overlooked, people taken for somebody else.

    Args:
        outcome: as `merge_outcome` returns it.
        chosen: whether there was a rule at all.
        language: of the text; the notebook's when None.
    """
    counts = {"found": outcome.found, "left": outcome.second - outcome.found, "swallowed": outcome.swallowed}
    title = finding(outcome, chosen, language)
    note = words.text("figures.merging.note", language)
    names = {key: words.text(f"figures.merging.{key}", language) for key in BARS}
    with styled():
        figure = canvas(2.6, title, note)
        axes = figure.subplots()
        axes.barh(range(len(BARS)), list(counts.values()), 0.6, color=list(BARS.values()), zorder=2)
        axes.set_yticks(range(len(BARS)), list(names.values()), color=TEXT)
        axes.set(xlim=(0, max(*counts.values(), 1) * 1.12), ylim=(len(BARS) - 0.45, -0.55))
        axes.set_xticks([])
        axes.grid(visible=False)
        axes.spines["left"].set_visible(False)
        axes.spines["bottom"].set_visible(False)
        for place, n in enumerate(counts.values()):
            near = {"xytext": (5, 0), "textcoords": "offset points", "va": "center", "size": LABEL_SIZE}
            axes.annotate(words.number(n), (n, place), **near)
        axes.set_xlabel(words.text("figures.merging.x", language))
    parts = [words.text("figures.merging.alt", language, name=names[key], n=words.number(counts[key])) for key in BARS]
    return Picture(figure, joined(title, note, *parts))


def finding(outcome: MergeOutcome, chosen: bool, language: str | None) -> str:
    """The title: what was found, and at what price."""
    second = _counted("second", outcome.second, language)
    if not chosen:
        return words.text("figures.merging.title_none", language, second=second)
    key = "title" if outcome.swallowed else "title_clean"
    fields = {"people": _counted("people", outcome.swallowed, language)} if outcome.swallowed else {}
    return words.text(f"figures.merging.{key}", language, found=words.number(outcome.found), second=second, **fields)


def _counted(what: str, n: int, language: str | None) -> str:
    return words.text(f"figures.merging.{what}.{'one' if n == 1 else 'many'}", language, n=words.number(n))
