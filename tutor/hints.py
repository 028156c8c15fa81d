"""hint: one hint after the other, the next one after a different attempt."""

from __future__ import annotations

from tutor.desk import COMMANDS, Unavailable, desk
from tutor.words import say_box, show_box


def hint(task: str) -> None:
    """Show the hints of a task that are open, and open the next one if it is due.

    The first is free; each further one opens after one more wrong answer that differs from those before. Asking
    again without a new attempt shows the same hints.
    """
    try:
        at = desk(task, "hint", tuple(COMMANDS))
    except Unavailable as problem:
        show_unavailable(problem)
        return
    hints, entry = at.card["hints"], at.entry()
    if not hints:
        say_box("info", "hint.none", kind="hint", language=at.language)
        return
    allowed = min(len(hints), 1 + len(entry.get("wrong", [])))
    opened = min(allowed, max(1, entry.get("hints", 0) + 1))
    notes = at.keep(hints=opened)
    for number in range(opened):
        title = at.say("hint.title", number=number + 1, count=len(hints))
        below = []
        if number == opened - 1:
            after = "hint.last" if opened == len(hints) else "hint.open" if opened < allowed else "hint.next"
            below = [at.say(after, task=at.id), *notes]
        show_box("info", title, [at.text(hints[number])], below, kind="hint")


def show_unavailable(problem: Unavailable) -> None:
    """Show why a command cannot be carried out here."""
    from tutor.words import say

    show_box("info", say("pack.title"), [str(problem)], kind="unavailable")
