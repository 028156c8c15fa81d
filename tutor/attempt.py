"""Taking the learner's answers: finding the function or the variable in the notebook, and running it on the cases."""

from __future__ import annotations

import difflib
import dis
import inspect
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

from tutor.blanks import was_skipped
from tutor.explain import is_empty, problem_of
from tutor.lettered import KINDS
from tutor.letters import read_letters
from tutor.limits import Finished, finish
from tutor.pack import Card, shape_of
from tutor.plain import Plain, to_plain
from tutor.shape import Shape

SECONDS = 5.0
"""How long all cases of one check may take together."""

NOTEBOOK_NAMES = ("In", "Out", "exit", "quit", "open", "get_ipython")
"""What every notebook has of its own: no answer of a learner's."""

READING = ("LOAD_FAST", "LOAD_DEREF", "LOAD_CLOSURE")
"""Parts of the names of Python's steps that read a function's own names; later versions have several in one step."""

TABLES = ("DataFrame", "Series", "Ledger", "LazyFrame")
"""Types of what a function should be given rather than find in the notebook."""

SHORTEST = 3
"""Letters that a name must have before another name that contains it is taken for a likeness."""


@dataclass
class Answers:
    """The answers to a card's cases as plain data.

    Attributes:
        plain: one answer for each case.
        changed: which inputs the learner's function changed.
        reached: which tables of the notebook it uses that it was not given.
        unused: which inputs it never uses.
    """

    plain: list[Plain]
    changed: list[str] = field(default_factory=list)
    reached: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


def attempt(card: Card, namespace: Mapping[str, Any], seconds: float = SECONDS) -> Answers:
    """Take the answers of a graded task from a notebook's namespace. Never raises for what a learner did."""
    name = card["name"]
    problem = _not_there(card, namespace)
    if problem:
        return Answers([problem] * len(card.get("cases", (1,))))
    if card["kind"] in KINDS:
        done = finish(lambda: read_letters(namespace[name], len(card["options"])), seconds)
        return Answers([_plain_of(done, seconds)])
    shape = shape_of(card["returns"])
    if card["kind"] == "value":
        done = finish(lambda: to_plain(namespace[name], shape), seconds)
        return Answers([_plain_of(done, seconds)])
    answers = _try_function(card, namespace[name], shape, seconds)
    answers.reached = _tables_reached(namespace[name], namespace)
    answers.unused = _inputs_unused(namespace[name], card["parameters"])
    return answers


def _not_there(card: Card, namespace: Mapping[str, Any]) -> Plain | None:
    name = card["name"]
    if name not in namespace:
        if was_skipped(name):
            return {"problem": "not-attempted"}
        return {"problem": "missing", "similar": _similar(card, namespace)}
    found = namespace[name]
    if found is Ellipsis:
        return {"problem": "not-attempted", "empty": 1}
    if card["kind"] != "function":
        return None
    if not callable(found):
        return {"problem": "not-callable", "type": type(found).__name__}
    return {"problem": "not-attempted", "empty": 1} if is_empty(found) else None


def _similar(card: Card, namespace: Mapping[str, Any]) -> str:
    """A name that may be the one looked for: spelt alike, or a function with the same inputs."""
    own = {
        name: thing
        for name, thing in namespace.items()
        if not name.startswith("_") and name not in NOTEBOOK_NAMES and _may_be(thing, card["kind"])
    }
    if card["kind"] == "function":
        own = {name: thing for name, thing in own.items() if thing.__module__ in (None, "__main__", "builtins")}
        wanted = card["parameters"]
        for name, thing in own.items():
            if list(inspect.signature(thing).parameters) == wanted and _alike(name, card["name"]):
                return name
    folded = {name.lower(): name for name in own}
    close = difflib.get_close_matches(card["name"].lower(), folded, n=1, cutoff=0.6)
    if close:
        return folded[close[0]]
    return next((name for name in own if _alike(name, card["name"])), "")


def _may_be(thing: Any, kind: str) -> bool:
    if kind == "function":
        return inspect.isfunction(thing)
    return not (callable(thing) or inspect.ismodule(thing))


def _alike(name: str, wanted: str) -> bool:
    left, right = name.lower(), wanted.lower()
    if len(left) < SHORTEST:
        return False
    return left in right or right in left or difflib.SequenceMatcher(None, left, right).ratio() >= 0.5


def _try_function(card: Card, function: Callable[..., Any], shape: Shape, seconds: float) -> Answers:
    from tutor.inputs import changed, copies, decode  # here: it brings pandas with it

    answers = Answers([])
    until = time.monotonic() + seconds
    for case in card["cases"]:
        arguments = {name: decode(item) for name, item in case["inputs"].items()}
        call = bound(function, card["parameters"])
        if call is None:
            taken = _taken(function)
            return Answers([{"problem": "signature", "taken": taken}] * len(card["cases"]))
        if any(plain.get("problem") == "timeout" for plain in answers.plain):
            answers.plain.append(answers.plain[-1])
            continue
        given = copies(arguments)
        # Reading the answer is inside the limit too: a lazy frame does its work only there.
        done = finish(lambda call=call, given=given: to_plain(call(given), shape), until - time.monotonic())
        answers.plain.append(_plain_of(done, seconds))
        answers.changed += [name for name in changed(arguments, given) if name not in answers.changed]
    return answers


def _tables_reached(function: Callable[..., Any], namespace: Mapping[str, Any]) -> list[str]:
    """The tables and ledgers of the notebook that a function uses by their names."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    return sorted(name for name in _globals_of(code) if type(namespace.get(name)).__name__ in TABLES)


def _inputs_unused(function: Callable[..., Any], names: list[str]) -> list[str]:
    """The inputs, by the names that were asked for, that a function neither reads nor names in a text, as SQL does."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    if code is None or not set(names) <= set(code.co_varnames[: code.co_argcount]):
        return []
    read, texts = _read_in(code)
    return [name for name in names if name not in read and not any(name in text for text in texts)]


def _read_in(code: CodeType) -> tuple[set[str], list[str]]:
    """The names that a function and what is written inside it read, and the texts in them."""
    read = {step.argval for step in dis.get_instructions(code) if any(part in step.opname for part in READING)}
    read = {part for one in read for part in (one if isinstance(one, tuple) else (one,)) if isinstance(part, str)}
    texts = [one for one in code.co_consts if isinstance(one, str)]
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            more, others = _read_in(inner)
            read |= more
            texts += others
    return read, texts


def _globals_of(code: CodeType | None) -> set[str]:
    """The names that a function, and what is written inside it, takes from the notebook."""
    if code is None:
        return set()
    found = {step.argval for step in dis.get_instructions(code) if step.opname == "LOAD_GLOBAL"}
    return found.union(*(_globals_of(inner) for inner in code.co_consts if isinstance(inner, CodeType)))


def bound(function: Callable[..., Any], names: list[str]) -> Callable[[dict[str, Any]], Any] | None:
    """How to call a function with the inputs: by name where it has the names, else by place; None where neither is."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return lambda given: function(*(given[name] for name in names))
    blanks = dict.fromkeys(names)
    try:
        signature.bind(**blanks)
        return lambda given: function(**given)
    except TypeError:
        pass
    try:
        signature.bind(*blanks)
        return lambda given: function(*(given[name] for name in names))
    except TypeError:
        return None


def _taken(function: Callable[..., Any]) -> str:
    return ", ".join(str(parameter) for parameter in inspect.signature(function).parameters.values())


def _plain_of(done: Finished, seconds: float) -> Plain:
    if done.timed_out:
        return {"problem": "timeout", "seconds": f"{seconds:g}"}
    if done.raised is not None:
        return problem_of(done.raised)
    if done.value.get("problem") == "nothing" and done.printed.strip():
        return {**done.value, "printed": 1}
    return done.value
