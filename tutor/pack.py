"""Packs: what a learner's notebook needs to know of an assignment's or a lesson's tasks, in one compressed file.

A pack is JSON under gzip, so that opening it in an editor shows no answer; it is read back without running anything.
The same records give the same bytes. Model answers are in it only if the class reveals them.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from customer_value.chinese import simplified_code
from customer_value.messages import Text
from customer_value.settings import DERIVED, LANGUAGES
from tutor.shape import Column, Members, Number, Shape, Table
from tutor.worked import worked_answer

if TYPE_CHECKING:
    from customer_value.ledger import Ledger
    from tutor.task import Mistake, Option, Task

FORMAT = 2
"""Raised when what a pack holds changes its meaning."""

REVEAL = 3
"""After how many different wrong answers a worked answer can be seen where no class says otherwise."""

Card = dict[str, Any]
"""One task as a pack holds it: JSON, with texts as {"en": ..., "zh-Hant": ...}."""


class PackError(ValueError):
    """A pack is missing or damaged; `reason` is a key of messages.toml's table `pack`, `name` the pack's."""

    def __init__(self, reason: str, name: str) -> None:
        super().__init__(f"{name}.pack: {reason}")
        self.reason = reason
        self.name = name


def pack_name(task: str) -> str:
    """The pack a task is in: "a07" for "a07.recency", "7.1" for "7.1.five-recency"."""
    parts = task.split(".")
    return ".".join(parts[:2]) if parts[0].isdigit() else parts[0]


def write_pack(
    folder: Path,
    name: str,
    tasks: Iterable[Task],
    *,
    ledger: Ledger | None = None,
    title: Text | None = None,
    reveal: int | None = None,
    lessons: Collection[str] | None = None,
) -> Path:
    """Write `folder`/NAME.pack and return its path.

    Args:
        name: the assignment or the lesson: "a07", "7.1".
        ledger: what the values of number and table tasks are computed from; needed where there are any.
        title: what progress() calls the assignment or the lesson.
        reveal: after how many different wrong answers the worked answers of graded tasks may be seen; None keeps them
            out of the pack. Those of a lesson's own questions are always in it.
        lessons: those the learner has: a task sends back to no other. All that tasks name when None.
    """
    cards = [card(task, ledger=ledger, reveal=reveal) for task in tasks]
    for one in cards:
        if lessons is not None:
            one["lesson"] = one["lesson"] if one["lesson"] in lessons else ""
            one["lessons"] = {key: other for key, other in one.get("lessons", {}).items() if other in lessons}
    content = {"format": FORMAT, "id": name, "title": title and text_json(title), "tasks": cards}
    data = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.pack"
    temporary = folder / f".{name}.pack.new"
    temporary.write_bytes(_compress(data.encode("utf-8")))
    temporary.replace(path)
    return path


def read_pack(folder: Path, name: str) -> dict[str, Any]:
    """What a pack holds; its `tasks` by id.

    Raises:
        PackError: the pack is not there, is damaged, or was written by another version of the kit.
    """
    try:
        content = json.loads(gzip.decompress((folder / f"{name}.pack").read_bytes()))
        cards = {one["id"]: one for one in content["tasks"]}
    except FileNotFoundError as problem:
        raise PackError("missing", name) from problem
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError) as problem:
        raise PackError("damaged", name) from problem
    if content.get("format") != FORMAT:
        raise PackError("other-version", name)
    return {**content, "tasks": cards}


def in_language(content: Any, language: str) -> Any:
    """What a pack holds, with every text also in the language where that is one derived from another."""
    if language not in DERIVED:
        return content
    if isinstance(content, list):
        return [in_language(item, language) for item in content]
    if not isinstance(content, dict):
        return content
    if set(content) == set(LANGUAGES):
        return content | {language: Text(content["en"], content["zh-Hant"]).get(language)}
    found = {name: in_language(item, language) for name, item in content.items()}
    if content.get("kind") in ("function", "value") and content.get("solution"):  # code: its strings are no prose
        code = content["solution"]
        found["solution"] = code | {language: simplified_code(code[DERIVED[language]])}
    return found


def card(
    task: Task,
    *,
    ledger: Ledger | None = None,
    seed: str | int | None = None,
    hidden: bool = False,
    reveal: int | None = None,
    own: Ledger | None = None,
) -> Card:
    """One task as a pack holds it.

    Args:
        ledger: what a number or table task is computed from.
        seed: what a function task's cases are drawn from; the public seed when None.
        hidden: True draws the cases of the grade: such a card never leaves the grader.
        reveal: after how many different wrong answers the worked answer may be seen; never when None.
        own: the learner's own ledger, for a function task that has a case from it. Only a grader gives it.

    Raises:
        ValueError: a value task without a ledger, or a graded question without a variable or a right answer.
    """
    from tutor.task import ChoiceTask, FunctionTask, GuessTask, OrderingTask, TextTask, ValueTask

    common = {
        "id": task.id,
        "title": text_json(task.title),
        "prompt": text_json(task.prompt),
        "points": task.points,
        "minutes": task.minutes,
        "lesson": task.lesson,
        "hints": [text_json(hint) for hint in task.hints],
        "reveal": reveal if task.points else REVEAL,
    }
    if isinstance(task, FunctionTask | ValueTask):
        common["solution"] = worked_answer(task) if common["reveal"] is not None else None
    if isinstance(task, FunctionTask):
        return common | _function_card(task, seed, hidden, own)
    if isinstance(task, ValueTask):
        if ledger is None:
            raise ValueError(f"{task.id} is computed from a ledger, and none was given.")
        return common | _value_card(task, ledger)
    if isinstance(task, ChoiceTask | OrderingTask):
        return common | _question_card(task)
    if isinstance(task, GuessTask):
        limits = {"low": task.low, "high": task.high, "start": task.start}
        return common | {"kind": "guess", "unit": text_json(task.unit), **limits}
    if isinstance(task, TextTask):
        shown = text_json(task.model) if common["reveal"] is not None else None
        return common | {"kind": "text", "model": shown}
    raise TypeError(f"{task.id} is a {type(task).__name__}, which no pack can hold.")


def _lessons(told: Iterable[Mistake | Option]) -> dict[str, str]:
    """The lesson of each known mistake, wrong option or step that is treated in another than the task's."""
    return {one.key: one.lesson for one in told if one.lesson}


def text_json(text: Text) -> dict[str, str]:
    """A text as a pack holds it."""
    return {"en": text.en, "zh-Hant": text.zh_hant}


def shape_json(shape: Shape) -> dict[str, Any]:
    """A shape as a pack holds it."""
    return {"shape": type(shape).__name__, **asdict(shape)}


def shape_of(data: Mapping[str, Any]) -> Shape:
    """The shape that `shape_json` wrote."""
    fields = {name: item for name, item in data.items() if name != "shape"}
    if data["shape"] == "Table":
        return Table(columns=tuple(Column(**one) for one in fields["columns"]), key=tuple(fields["key"]))
    return {"Number": Number, "Column": Column, "Members": Members}[data["shape"]](**fields)


def _question_card(task: Any) -> Card:
    from tutor.letters import MOST
    from tutor.task import ChoiceTask

    is_choice = isinstance(task, ChoiceTask)
    options = task.options if is_choice else task.items
    if bool(task.points) != bool(task.name) or (task.points and not task.right) or len(options) > MOST:
        raise ValueError(
            f"{task.id}: a graded question needs points, a right answer, and the `name` of the variable it is answered "
            f"in; at most {MOST} options; one inside a lesson has neither points nor a `name`."
        )
    return {
        "kind": "choice" if is_choice else "ordering",
        "name": task.name,
        "on_page": task.on_page,
        "lessons": _lessons(options),
        "options": [{"key": one.key, "text": text_json(one.text), "why": text_json(one.why)} for one in options],
        "right": task.right if is_choice else [list(one) for one in task.right],
    }


def _function_card(task: Any, seed: str | int | None, hidden: bool, own: Ledger | None) -> Card:
    import inspect

    from tutor.cases import PUBLIC_SEED, draw_cases, with_own
    from tutor.inputs import encode

    drawn = draw_cases(task, PUBLIC_SEED if seed is None else seed, hidden=hidden)
    if own is not None:
        drawn = with_own(task, drawn, own)
    return {
        "kind": "function",
        "name": task.name,
        "parameters": list(inspect.signature(task.answer).parameters),
        "returns": shape_json(task.returns),
        "tolerance": task.tolerance,
        "mistakes": {mistake.key: text_json(mistake.message) for mistake in task.mistakes},
        "lessons": _lessons(task.mistakes),
        "cases": [
            {
                "key": one.case.key,
                "name": text_json(one.case.name),
                "share": one.case.share,
                "ordinary": one.case.ordinary,
                "inputs": {name: encode(item) for name, item in one.arguments.items()},
                "expected": one.expected,
                "mistakes": one.mistakes,
            }
            for one in drawn
        ],
    }


def _value_card(task: Any, ledger: Ledger) -> Card:
    from tutor.cases import RecordError
    from tutor.plain import to_plain

    expected = to_plain(task.answer(ledger), task.returns)
    if "problem" in expected:
        raise RecordError(f"{task.id}: the model answer gives no value on this ledger: {expected}.")
    return {
        "kind": "value",
        "name": task.name,
        "returns": shape_json(task.returns),
        "tolerance": task.tolerance,
        "mistakes": {mistake.key: text_json(mistake.message) for mistake in task.mistakes},
        "lessons": _lessons(task.mistakes),
        "cases": [
            {
                "key": "ledger",
                "name": None,
                "share": 1.0,
                "ordinary": True,
                "expected": expected,
                "mistakes": {one.key: to_plain(one.wrong(ledger), task.returns) for one in task.mistakes},
            }
        ],
    }


def _compress(data: bytes) -> bytes:
    """gzip without a time or a file name in its header, so that equal data gives equal bytes."""
    target = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=target, mtime=0) as stream:
        stream.write(data)
    return target.getvalue()
