"""From the plain answers to a task's cases to one verdict with its reason.

The card (a pack's entry, or one drawn with the hidden cases) and the answers are plain data, so a verdict can be
reached in another process than the one the learner's code ran in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tutor.compare import Difference, agree, difference
from tutor.lettered import KINDS, judge_letters
from tutor.pack import Card, shape_of
from tutor.plain import Plain, readable
from tutor.reasons import blank, capital, explained, gap, missing, title
from tutor.shape import Column, Members, Number, Shape
from tutor.units import unit_mistakes
from tutor.verdict import Verdict
from tutor.words import listed, say, who

WHOLE = ("missing", "signature", "not-callable", "not-attempted", "timeout")
"""Problems of the whole task: which case they were met on says nothing."""


@dataclass(frozen=True)
class _Judged:
    """One case, judged: right or why not, and the known mistakes and mistakes of unit whose value the answer is."""

    case: Card
    right: bool
    answer: Plain
    difference: Difference | None
    mistakes: tuple[str, ...]
    units: tuple[str, ...] = ()


def judge(card: Card, answers: Sequence[Any], language: str, *, hidden: bool = False) -> Verdict:
    """The verdict on the answers to a card's cases, one answer per case in the card's order; one to a question.

    Args:
        answers: plain data, as `to_plain` and `answer_to` give them; anything else reads as unreadable.
        hidden: True where the learner never sees the data: then the message names no customer, no value and nothing
            that Python said about them, and tells the points.
    """
    if card["kind"] in KINDS:
        (answer,) = answers
        return judge_letters(card, answer, language, hidden=hidden)
    shape = shape_of(card["returns"])
    plain = _with_empty([readable(answer, shape) for answer in answers], shape)
    judged = [_judge(card, case, answer, shape) for case, answer in zip(card["cases"], plain, strict=True)]
    share = sum(one.case["share"] for one in judged if one.right)
    points = round(card["points"] * share, 6)
    mistake = _known_mistake(judged, "mistakes") or _known_mistake(judged, "units")
    state = _state(judged, mistake)
    paragraphs = _reasons(card, judged, mistake, state, shape, language, hidden)
    notes = []
    if any("spans" in one.answer.get("notes", ()) for one in judged) and state in ("correct", "partial"):
        notes.append(say("right.spans", language))
    return Verdict(
        points,
        maximum=card["points"],
        state=state,
        title=title(state, points, card, language, hidden),
        paragraphs=paragraphs,
        notes=notes,
        mistake=mistake or "",
        task=card["id"],
    )


def _with_empty(answers: list[Plain], shape: Shape) -> list[Plain]:
    """Read None as the empty number it may stand for, unless that is all there ever is: then a `return` is missing."""
    returned = any("problem" not in answer for answer in answers)
    if not (isinstance(shape, Number) and returned):
        return answers
    return [{"number": None} if answer == {"problem": "nothing"} else answer for answer in answers]  # not if printed


def _judge(card: Card, case: Card, plain: Plain, shape: Shape) -> _Judged:
    tolerance = card["tolerance"]
    right = agree(case["expected"], plain, shape, tolerance)
    why = None if right else difference(case["expected"], plain, shape, tolerance)
    of_its_kind = why is None or not why.reason.startswith(("kind.", "problem."))
    matching = (key for key, wrong in case["mistakes"].items() if agree(wrong, plain, shape, tolerance))
    known = tuple(matching) if of_its_kind else ()
    units = unit_mistakes(case["expected"], plain, shape, tolerance) if of_its_kind and not (right or known) else ()
    return _Judged(case, right, plain, why, known, tuple(f"unit-{key}" for key in units))


def _known_mistake(judged: Sequence[_Judged], of: str) -> str | None:
    """The mistake, one of the record's or one of unit, that matches most cases.

    Where the ordinary case is wrong, it has to explain that; where it is right, a match on some edge is most likely
    chance, so it has to explain all that is wrong and more than one case.
    """
    wrong = [one for one in judged if not one.right]
    ordinary = [set(getattr(one, of)) for one in wrong if one.case["ordinary"]]
    explained: dict[str, int] = {}
    for one in wrong:
        for key in getattr(one, of):
            if all(key in known for known in ordinary):
                explained[key] = explained.get(key, 0) + 1
    if not explained:
        return None
    matching = {key: sum(key in getattr(one, of) for one in judged) for key in explained}
    best = max(explained, key=lambda key: (matching[key], explained[key]))
    if any(one.case["ordinary"] for one in wrong):
        return best
    return best if matching[best] > 1 and explained[best] == len(wrong) else None


def _state(judged: Sequence[_Judged], mistake: str | None) -> str:
    if all(one.right for one in judged):
        return "correct"
    if mistake:
        return "mistake"
    if any(one.right for one in judged):
        return "partial"
    problems = [one.answer.get("problem") for one in judged]
    if all(problem in ("not-attempted", "missing") for problem in problems):
        return "not attempted"
    if "timeout" in problems:
        return "timeout"
    first = min((one for one in judged if not one.right), key=_urgency)
    return "error" if first.answer.get("problem") == "error" else "wrong"


def _reasons(
    card: Card,
    judged: Sequence[_Judged],
    mistake: str | None,
    state: str,
    shape: Shape,
    language: str,
    hidden: bool,
) -> list[str]:
    is_function = card["kind"] == "function"
    if state == "correct":
        if not is_function:
            return [say("right.value", language, name=card["name"])]
        return [say("right.function", language, name=card["name"], count=len(judged))] + (
            [] if hidden or not card["points"] else [say("right.then", language)]
        )
    wrong = [one for one in judged if not one.right]
    told = []
    if mistake:
        own = card["mistakes"].get(mistake)
        told.append(own[language] if own else say(mistake.replace("unit-", "unit."), language, name=card["name"]))
        told += [] if hidden else _example(wrong, mistake, is_function, language)
    else:
        first = min(wrong, key=_urgency)
        reason = _reason(card, first, shape, language, hidden)
        everywhere = len({_why(one) for one in judged}) == 1 and not _about_rows(first)
        whole = everywhere or first.answer.get("problem") in WHOLE
        if is_function and not whole:
            reason = say("cases.on", language, case=first.case["name"][language], reason=reason)
        told.append(capital(reason))
    if is_function and len(wrong) < len(judged):
        right = [one for one in judged if one.right]
        told.append(say("cases.partial", language, right=_names(right, language), wrong=_names(wrong, language)))
    return told


def _example(wrong: Sequence[_Judged], mistake: str, is_function: bool, language: str) -> list[str]:
    """One of the learner's own values that is wrong, so that they can follow it by hand."""
    for one in wrong:
        found = one.difference
        matches = mistake in (*one.mistakes, *one.units)
        if matches and found and found.reason.startswith("value.") and "given" in found.fields:
            about = {"row": _first_row(found), "value": _number(found.fields["given"])}
            if not is_function:  # a lesson's value has one case, which needs no name
                return [_yours(about, language)]
            return [say("value.example", language, case=one.case["name"][language], **about)]
    return []


def _yours(about: Mapping[str, str], language: str) -> str:
    return say("value.yours", language, **about)


def _number(item: Any) -> str:
    if isinstance(item, dict):  # a value that JSON has no number for
        return str(item.get("special", "?"))
    if isinstance(item, float) and 0 < abs(item) < 0.001:
        return f"{item:.2g}"
    if isinstance(item, float):
        return f"{item:.0f}" if item.is_integer() else f"{item:.4f}".rstrip("0")
    return str(item)


def _urgency(one: _Judged) -> int:
    """What to speak of first: code that does not end or stops, what cannot be read, what is wrong, an empty base."""
    problem = one.answer.get("problem")
    if one.answer.get("type") == "ZeroDivisionError" and not one.case["ordinary"]:
        return 4
    return 0 if problem == "timeout" else 1 if problem == "error" else 2 if problem else 3


def _why(one: _Judged) -> str:
    return one.difference.reason if one.difference else ""


def _about_rows(one: _Judged) -> bool:
    return bool(one.difference and (one.difference.keys or one.difference.reason.startswith("number.")))


def _names(judged: Sequence[_Judged], language: str) -> str:
    return listed((say("cases.name", language, case=one.case["name"][language]) for one in judged), language)


def _reason(card: Card, one: _Judged, shape: Shape, language: str, hidden: bool) -> str:
    found = one.difference
    reason, fields = found.reason, dict(found.fields)
    key = _key_of(shape)
    about = {
        "name": card["name"],
        "by": ", ".join(key),
        "row": say("row.customer" if key == ("customer_id",) else "row.other", language),
        "parameters": ", ".join(card.get("parameters", ())),
    }
    if reason == "problem.error":
        return explained(fields, language, hidden)
    if reason == "problem.missing":
        return missing(card, fields, language)
    if reason == "problem.not-attempted":
        return blank(card, fields, language)
    if reason.startswith("kind."):
        column = fields.get("column")
        where = say("where.column", language, column=column) if column else say("where.number", language)
        return say(reason, language, where=where, **about)
    if isinstance(shape, Column) and shape.named:
        if reason in ("problem.no-keys", "problem.no-values", "problem.one-value", "rows.other"):
            reason = "names.other"
        elif reason.startswith("rows."):
            reason = reason.replace("rows.", "names.")
        about["names"] = _worded([row[0] for row in one.case["expected"]["keys"]], language)
        fields["missing"] = _worded([row[0] for row in found.keys], language)
    if reason == "problem.nothing" and card["kind"] != "function":
        reason = "problem.nothing-value"
    if reason == "problem.nothing" and fields.get("printed"):
        reason = "problem.printed"
    if reason.startswith("rows."):
        reason = _about_whom(reason, key, shape)
    words = {name: _worded(item, language) for name, item in fields.items()}
    if found.keys:
        words["who"] = who(found.keys, key, language, hidden=hidden)
    if "extra" in fields:
        words["others"] = who(fields["extra"], key, language, hidden=hidden)
    try:
        text = say(reason, language, **(about | words))
    except (KeyError, IndexError):  # a problem that this version has no words for
        return say("problem.unreadable", language, **about)
    if not hidden and "given" in fields and reason.startswith("value."):
        yours = _yours({"row": _first_row(found), "value": _number(fields["given"])}, language)
        text = f"{text}{gap(language)}{yours}"
    if not hidden and "given" in fields and reason.startswith("number."):
        text = f"{text}{gap(language)}{say('number.yours', language, value=_number(fields['given']))}"
    also = [name for name in fields.get("columns", ()) if name != fields.get("column")]
    if reason.startswith("value.") and also:
        text = f"{text}{gap(language)}{say('value.also', language, columns=_worded(also, language))}"
    return re.sub(r" +(?=[，。；：])|(?<=[，。；：]) +", "", text)


def _about_whom(reason: str, key: tuple[str, ...], shape: Shape) -> str:
    """The message for rows missing or too many, as it is said of a list of keys, or of other than customers."""
    if isinstance(shape, Members):
        return reason.replace("rows.", "members.")
    is_other = key not in ((), ("customer_id",)) and reason != "rows.other"
    return f"{reason}-other" if is_other else reason


def _first_row(found: Difference) -> str:
    return " / ".join(str(part) for part in found.keys[0])


def _key_of(shape: Shape) -> tuple[str, ...]:
    if isinstance(shape, Number):
        return ()
    return shape.key if isinstance(shape.key, tuple) else (shape.key,)


def _worded(item: Any, language: str) -> Any:
    return listed((f"`{part}`" for part in item), language) if isinstance(item, (list, tuple)) else item
