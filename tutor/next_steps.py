"""What somebody can do next whose answer is wrong: the next hint, the worked answer, the lesson that explains it."""

from __future__ import annotations

from tutor.desk import Desk
from tutor.pack import pack_name
from tutor.revealing import is_open


def is_wrong(state: str) -> bool:
    """Whether a verdict says that there is an answer, and that it is not right."""
    return state not in ("", "correct", "not attempted")


def next_steps(at: Desk, mistake: str, *, own_lesson: bool = False) -> list[str]:
    """What to do next, in sentences.

    Args:
        mistake: the key of the known mistake that was recognised, or "".
        own_lesson: whether to name the lesson also where it is the page that the task stands on.
    """
    told = [at.say("note.hint", task=at.id)] if at.entry().get("hints", 0) < len(at.card["hints"]) else []
    told += [at.say("note.solution", task=at.id)] if is_open(at) else []
    lesson = at.lesson_on(mistake)
    if lesson and (own_lesson or lesson != pack_name(at.id)):
        told.append(at.say("note.lesson", lesson=lesson))
    return told
