"""For the instructor, under a task: the right answer where the page does not show it, and what people get wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from customer_value.messages import message
from tutor.letters import letters

if TYPE_CHECKING:
    from tutor.task import Task


def likely_mistakes(tasks: Sequence[Task], language: str) -> str:
    """A note on some tasks as Markdown; "" where there is nothing to say about any of them.

    Args:
        tasks: as they are asked, one after the other.
        language: one of READABLE.
    """
    notes = [note for task in tasks if (note := "\n".join(_of(task, language)))]
    return "\n\n".join([f"**{_say('title', language)}**", *notes]) if notes else ""


def _of(task: Task, language: str) -> Iterator[str]:
    from tutor.task import ChoiceTask, OrderingTask, TextTask

    title = f"*{task.title.get(language)}*" if language == "en" else f"「{task.title.get(language)}」"
    if isinstance(task, ChoiceTask):
        names = dict(zip((option.key for option in task.options), letters(len(task.options)), strict=True))
        if task.right:
            yield _say("choice", language, title=title, right=names[task.right]) + "\n"
        yield from (
            _line(names[one.key], one.why.get(language), one.lesson, language)
            for one in task.options
            if one.key != task.right
        )
    elif isinstance(task, OrderingTask):
        names = dict(zip((item.key for item in task.items), letters(len(task.items)), strict=True))
        orders = _say("or", language).join(" ".join(names[key] for key in order) for order in task.right)
        yield _say("choice", language, title=title, right=orders) + "\n"
        yield from (
            _line(names[one.key], one.why.get(language), one.lesson, language)
            for one in task.items
            if one.why.get(language)
        )
    elif isinstance(task, TextTask):
        if task.model:
            yield f"{title}\n\n{task.model.get(language)}"
    elif mistakes := getattr(task, "mistakes", ()):
        yield f"{title}\n"
        yield from (_line(f"`{one.key}`", one.message.get(language), one.lesson, language) for one in mistakes)


def _line(name: str, text: str, lesson: str, language: str) -> str:
    seen = " " + _say("lesson", language, lesson=lesson) if lesson else ""
    return f"- **{name}** {' '.join(text.split())}{seen}"


def _say(key: str, language: str, **fields: object) -> str:
    return message("classroom", f"likely-mistakes.{key}", language, **fields)
