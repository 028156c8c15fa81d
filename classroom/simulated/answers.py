"""One task answered in one way: what a learner writes into the cell."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from classroom.simulated.copying import copied
from classroom.simulated.own_code import NotebookNames, own_code
from classroom.task_cells import solution
from customer_value.messages import message
from solutions.trial import PUBLIC_SEED, other_right_answers, wrong_answers
from tutor.blanks import BLANK
from tutor.letters import letter
from tutor.plain import Plain
from tutor.task import ChoiceTask, FunctionTask, OrderingTask, Task, TextTask, ValueTask


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a learner made of one task.

    Attributes:
        task: the id, such as "a07.recency".
        way: one of kinds.WAYS, or of kinds.TEXTS for a text.
        key: the known mistake's or the alternative's name; "" for none.
        source: what stands in the cell; None where it stands there as handed out.
        letters: the letters that are given, for a question.
        seen: what a copier gives for which inputs, by their fingerprint.
    """

    task: str
    way: str
    key: str = ""
    source: str | None = None
    letters: tuple[str, ...] = ()
    seen: Mapping[str, Plain] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """What an answer is written into.

    Attributes:
        names: those of the notebook.
        elsewhere: names that something else than an answer gives a value.
        ledger: what the page calls the ledger.
        language: one of READABLE.
    """

    names: NotebookNames
    elsewhere: frozenset[str]
    ledger: str
    language: str


def can(task: Task, way: str, page: Page) -> bool:
    """Whether a task, which is no text, can be answered in a way."""
    if way in ("right", "blank"):
        return True
    if way in ("stops", "misspelt"):
        return task.name not in page.elsewhere  # type: ignore[attr-defined]
    if way == "alternative":
        return not isinstance(task, ChoiceTask) and len(list(_alternatives(task))) > 0
    if way == "mistake":
        return not isinstance(task, FunctionTask | ValueTask) or bool(task.mistakes)
    if way == "prints":
        return isinstance(task, FunctionTask) and _only_return(solution(task, page.language)) is not None
    return isinstance(task, FunctionTask)


def answer(task: Task, way: str, handed_out: str, page: Page, rng: np.random.Generator) -> Answer:
    """A task answered in a way.

    Args:
        task: the record.
        way: one that the task can be answered in.
        handed_out: what stands in the cell.
        page: the notebook around it; its names grow.
        rng: decides on what the way leaves open.
    """
    if isinstance(task, TextTask):
        return _text(task, way, page.language)
    if way == "blank":
        return Answer(task=task.id, way=way)
    if isinstance(task, ChoiceTask | OrderingTask):
        return _lettered(task, way, handed_out, rng, page.language)
    if way in ("alternative", "mistake"):
        return _of_the_record(task, way, page, rng)
    if way == "copied":
        source, seen = copied(task)
        return Answer(task=task.id, way=way, source=source, seen=seen)
    right = solution(task, page.language)
    changed = {"right": str, "stops": _stopping, "raises": _raising, "prints": _printing}
    source = _misspelt(right, task.name, rng) if way == "misspelt" else changed[way](right)
    return Answer(task=task.id, way=way, source=source)


def _text(task: TextTask, way: str, language: str) -> Answer:
    texts = {"model": task.model.get(language).strip(), "empty": "", "blank": None}
    texts["short"] = message("classroom", "simulated.short-text", language)
    return Answer(task=task.id, way=way, source=texts[way])


def _alternatives(task: Task) -> list[object]:
    if isinstance(task, OrderingTask):
        return list(task.right[1:])
    return list(task.alternatives)  # type: ignore[attr-defined]


def _of_the_record(task: FunctionTask | ValueTask, way: str, page: Page, rng: np.random.Generator) -> Answer:
    """A function of the record's in place of the model answer: a mistake's, or an alternative."""
    if way == "mistake":
        functions = {mistake.key: mistake.wrong for mistake in task.mistakes}
    else:
        functions = {function.__name__: function for function in task.alternatives}
    key = list(functions)[int(rng.integers(len(functions)))]
    if isinstance(task, FunctionTask):
        source = own_code(functions[key], task.name, page.names, page.language)
    else:
        called = page.names.free("work_out", ("task", task.id))
        code = own_code(functions[key], called, page.names, page.language)
        source = f"{code}\n\n\n{task.name} = {called}({page.ledger})"
    return Answer(task=task.id, way=way, key=key, source=source)


# Code that goes wrong


def _stopping(code: str) -> str:
    """Code whose cell stops before anything has a value: a function without its colon, a name that is not there."""
    if code.startswith("def "):
        head, _, rest = code.partition("\n")
        return f"{head.rstrip(':')}\n{rest}"
    return f"print(result_old)\n{code}"


def _raising(code: str) -> str:
    """A function that stops whenever it is called."""
    function = _function(code)
    lines = code.splitlines()
    first = function.body[0]
    lines.insert(first.lineno - 1, f"{' ' * first.col_offset}print(count_old)")
    return "\n".join(lines)


def _printing(code: str) -> str:
    """A function that prints what it should return."""
    found = _only_return(code)
    lines = code.splitlines()
    start, end = found.lineno - 1, found.end_lineno
    text = "\n".join(lines[start:end]).replace("return ", "print(", 1) + ")"
    return "\n".join([*lines[:start], text, *lines[end:]])


def _misspelt(code: str, name: str, rng: np.random.Generator) -> str:
    """Code that gives its answer a name with two letters changed over, or one twice where they are the same."""
    place = int(rng.integers(1, len(name) - 1))
    left, right = name[place], name[place + 1]
    other = name[:place] + (right + left if left != right else left * 3) + name[place + 2 :]
    return re.sub(rf"\b{name}\b", other, code)


def _function(code: str) -> ast.FunctionDef:
    return next(node for node in ast.parse(code).body if isinstance(node, ast.FunctionDef))


def _only_return(code: str) -> ast.Return | None:
    """A function's one return, if it is its last line and stands for itself."""
    function = _function(code)
    returns = [node for node in ast.walk(function) if isinstance(node, ast.Return)]
    return returns[0] if len(returns) == 1 and function.body[-1] is returns[0] and returns[0].value else None


# Letters


def _lettered(
    task: ChoiceTask | OrderingTask, way: str, handed_out: str, rng: np.random.Generator, language: str
) -> Answer:
    """A question answered by letters, in one of the ways in which people write them."""
    key, given = _letters(task, way, rng)
    forms = _of_one(task, given[0], language) if isinstance(task, ChoiceTask) else _of_several(given)
    name, form = task.name, forms[int(rng.integers(len(forms)))]
    if way == "misspelt":
        name = f"{name}s"
    if way == "stops":
        form = given[0] if isinstance(task, ChoiceTask) else f"[{', '.join(given)}]"  # without quotation marks
    written = f"{name} = {form}"
    if way == "right" and rng.integers(2):
        inner = ", ".join(f'"{one}"' for one in given)
        written = re.sub(rf"{BLANK}.*", inner, handed_out)
    return Answer(task=task.id, way=way, key=key, source=written, letters=tuple(given))


def _letters(task: ChoiceTask | OrderingTask, way: str, rng: np.random.Generator) -> tuple[str, list[str]]:
    """The letters that are given, and the name of what is wrong or otherwise about them."""
    if way == "mistake":
        wrong = wrong_answers(task, PUBLIC_SEED)
        one = wrong[int(rng.integers(len(wrong)))]
        return one.key, one.plain[0]["letters"]
    if way == "alternative":
        others = list(other_right_answers(task, PUBLIC_SEED))[1:]
        key, given = others[int(rng.integers(len(others)))]
        return key, list(given)
    if isinstance(task, ChoiceTask):
        keys, right = [option.key for option in task.options], [task.right]
    else:
        keys, right = [item.key for item in task.items], list(task.right[0])
    return "", [letter(keys.index(key)) for key in right]


def _of_one(task: ChoiceTask, one: str, language: str) -> list[str]:
    """Ways to write one letter, the last with the option's text where that is one line."""
    small, wide = one.lower(), chr(ord(one) + ord("Ａ") - ord("A"))
    forms = [
        f'"{one}"',
        f"'{one}'",
        f'"{small}"',
        f'" {one}. "',
        f'"({small})"',
        f'"{wide}"',
        f'["{one}"]',
        f'("{one}",)',
    ]
    text = task.options[ord(one) - ord("A")].text.get(language).strip()
    return forms if "\n" in text or not _begins_with_a_word(text) else [*forms, repr(f"{one}. {text}")]


def _begins_with_a_word(text: str) -> bool:
    """Whether the first word is longer than a letter, so that the letter before it is read as one."""
    words = re.findall(r"\w+", text)
    return bool(words) and len(words[0]) > 1


def _of_several(given: list[str]) -> list[str]:
    """Ways to write several letters in order."""
    together, small = "".join(given), [one.lower() for one in given]
    wide = "".join(chr(ord(one) + ord("Ａ") - ord("A")) for one in given)
    return [
        repr(given),
        repr(small),
        repr(tuple(given)),
        f'"{together}"',
        f'"{", ".join(small)}"',
        f'"{"→".join(given)}"',
        f'"{" > ".join(given)}"',
        f'list("{together}")',
        f'"{wide}"',
    ]
