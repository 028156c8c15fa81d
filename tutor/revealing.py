"""solution: the worked answer of a task, after real attempts at it."""

from __future__ import annotations

import html

from tutor.desk import COMMANDS, Desk, Unavailable, desk
from tutor.hints import show_unavailable
from tutor.lettered import right_letters
from tutor.letters import letters
from tutor.verdict import box
from tutor.words import Shown, say_box


def solution(task: str) -> None:
    """Show a worked answer once the task is right, or after as many different wrong answers as the class asks for.

    Some classes never show any; then this says so.
    """
    try:
        at = desk(task, "solution", tuple(COMMANDS))
    except Unavailable as problem:
        show_unavailable(problem)
        return
    worked, after, entry = _worked(at), at.card["reveal"], at.entry()
    tried = len(entry.get("wrong", []))
    if after is None or worked is None:
        say_box("info", "solution.never" if after is None else "solution.none", kind="solution", language=at.language)
    elif not entry.get("done") and tried < after:
        left = after - tried
        key = "solution.one-more" if left == 1 else "solution.more"
        say_box("info", "solution.not-yet", [key], kind="solution", language=at.language, left=left)
    else:
        _display(at, worked)


def is_open(at: Desk) -> bool:
    """Whether the worked answer of a task that is still wrong can be asked for."""
    after = at.card["reveal"]
    return after is not None and len(at.entry().get("wrong", [])) >= after and _worked(at) is not None


def _worked(at: Desk) -> str | None:
    """The worked answer as text; None where there is none: a guess, sentences, a value whose record shows no way."""
    kind, right = at.card["kind"], at.card.get("right")
    if kind in ("function", "value"):
        return at.text(at.card["solution"]) if at.card["solution"] else None
    if kind == "choice" and right:
        (one,) = (option for option in at.card["options"] if option["key"] == right)
        first = f"{right_letters(at.card)[0]}. " if at.card["name"] else ""
        return f"{first}{at.text(one['text'])}\n\n{at.text(one['why'])}"
    if kind == "ordering" and right:
        texts = {option["key"]: at.text(option["text"]) for option in at.card["options"]}
        names = dict(zip((option["key"] for option in at.card["options"]), letters(len(texts)), strict=True))
        return "\n".join(f"{names[key]}. {texts[key]}" if at.card["name"] else texts[key] for key in right[0])
    return None


def _display(at: Desk, worked: str) -> None:
    from IPython.display import display

    below = [at.say("solution.other-orders")] if len(at.card.get("right") or ()) > 1 and _is_order(at) else []
    below += at.keep(revealed=True)
    title, told = at.say("solution.title"), at.say("solution.compare")
    markup = box("info", title, [told], below, kind="solution")
    code = f'<pre class="kit-worked" style="margin:.3em 0;padding:.6em .9em">{html.escape(worked)}</pre>'
    display(Shown(markup + code, "\n".join([title, told, worked, *below])))


def _is_order(at: Desk) -> bool:
    return at.card["kind"] == "ordering"
