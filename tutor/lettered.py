"""The verdict on a choice or an order that was answered by letters in a variable.

As in `tutor.judge`, card and answer are plain data, and nothing of the learner's is called here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tutor.letters import letter, letters, readable_letters
from tutor.pack import Card
from tutor.plain import Plain
from tutor.reasons import blank, capital, explained, missing, title
from tutor.verdict import Verdict
from tutor.words import say

KINDS = ("choice", "ordering")
"""The kinds of task that a graded one is answered by letters in."""


@dataclass
class _Found:
    """What an answer comes to."""

    state: str
    told: list[str] = field(default_factory=list)
    mistake: str = ""


def judge_letters(card: Card, answer: Any, language: str, *, hidden: bool = False) -> Verdict:
    """The verdict on one answer: everything or nothing, with the reason of the option that was taken.

    A wrong option is named by its key, and so is an item that does not belong or that is the first in a wrong place,
    if the record says what it mixes up. What would be right is never said.
    """
    plain = readable_letters(answer, len(card["options"]))
    if "problem" in plain:
        found = _problem(card, plain, language, hidden)
    elif card["kind"] == "choice":
        found = _choice(card, plain["letters"], language)
    else:
        found = _ordering(card, plain["letters"], language)
    points = card["points"] if found.state == "correct" else 0.0
    return Verdict(
        points,
        maximum=card["points"],
        state=found.state,
        title=title(found.state, points, card, language, hidden),
        paragraphs=found.told,
        mistake=found.mistake,
        task=card["id"],
    )


def common(given: Sequence[str], right: Sequence[Sequence[str]]) -> int:
    """How many steps of an order are right before the first that fits none of the right orders."""
    return max(_same_beginning(given, one) for one in right)


def first_wrong(good: int, language: str) -> str:
    """The words before the first step in a wrong place, when so many before it are right."""
    if good < 2:
        return say("order.first-one" if good else "order.none", language)
    return say("order.first", language, count=good, place=good + 1)


def right_letters(card: Card) -> list[str]:
    """The right answer in letters; of several right orders the first."""
    places = {one["key"]: place for place, one in enumerate(card["options"])}
    keys = [card["right"]] if card["kind"] == "choice" else card["right"][0]
    return [letter(places[key]) for key in keys]


def _same_beginning(given: Sequence[str], right: Sequence[str]) -> int:
    count = 0
    for left, other in zip(given, right, strict=False):
        if left != other:
            break
        count += 1
    return count


def _choice(card: Card, given: list[str], language: str) -> _Found:
    if len(given) > 1:
        return _Found("wrong", [say("letters.several", language, name=card["name"])])
    option = _option(card, given[0])
    why = option["why"][language]
    if option["key"] == card["right"]:
        return _Found("correct", [_yours("choice", given[0], option, language), why])
    return _wrong(option, [_yours("choice", given[0], option, language)], why)


def _ordering(card: Card, given: list[str], language: str) -> _Found:
    options = [_option(card, one) for one in given]
    keys = [option["key"] for option in options]
    if keys in card["right"]:
        whys = [option["why"][language] for option in options]
        return _Found("correct", [say("right.order", language, count=len(keys)), *(why for why in whys if why)])
    twice = next((one for one in given if given.count(one) > 1), None)
    if twice:
        return _Found("wrong", [say("letters.twice", language, letter=twice)])
    belong = {key for right in card["right"] for key in right}
    for one, option in zip(given, options, strict=True):
        if option["key"] not in belong:
            return _wrong(option, [_yours("ordering", one, option, language)], option["why"][language])
    count = len(card["right"][0])
    if len(keys) != count:
        return _Found("wrong", [say("letters.count", language, name=card["name"], given=len(keys), count=count)])
    good = common(keys, card["right"])
    option = options[good]
    told = f"{first_wrong(good, language)} {_shown(given[good], option, language)}"
    return _wrong(option, [told], option["why"][language])


def _wrong(option: Card, told: list[str], why: str) -> _Found:
    """Wrong by an option: a known mistake if the record says what it mixes up."""
    return _Found("mistake", [*told, why], option["key"]) if why else _Found("wrong", told)


def _problem(card: Card, plain: Plain, language: str, hidden: bool) -> _Found:
    problem, name = plain["problem"], card["name"]
    if problem in ("missing", "not-attempted"):
        words = missing(card, plain, language) if problem == "missing" else blank(card, plain, language)
        return _Found("not attempted", [words])
    if problem == "error":
        return _Found("error", [capital(explained(plain, language, hidden))])
    if problem == "timeout":
        return _Found("timeout", [say("problem.timeout", language, seconds=plain.get("seconds", "?"))])
    if problem == "nothing":
        return _Found("wrong", [say("problem.nothing-value", language, name=name)])
    if problem.startswith("letters-"):
        last = letters(len(card["options"]))[-1]
        key = problem.replace("letters-", "letters.")
        return _Found("wrong", [say(key, language, name=name, given=plain.get("given", "?"), last=last)])
    known = problem in ("generator", "function", "other") and (problem != "other" or "type" in plain)
    key = f"problem.{problem}" if known else "problem.unreadable"
    return _Found("wrong", [say(key, language, name=name, type=plain.get("type", ""))])


def _option(card: Card, one: str) -> Card:
    return card["options"][letters(len(card["options"])).index(one)]


def _yours(kind: str, one: str, option: Card, language: str) -> str:
    key = "letters.chosen" if kind == "choice" else "letters.stray"
    return say(key, language, option=_shown(one, option, language))


def _shown(one: str, option: Card, language: str) -> str:
    """An option as a message names it; code of several lines between backticks."""
    text = option["text"][language].strip("\n")
    return f"{one}. `{text}`" if "\n" in text and "`" not in text else f"{one}. {text}"
