"""check: what a learner's function or variable comes to, tried on the public cases."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any

from tutor.attempt import SECONDS, Answers, attempt
from tutor.desk import Desk, Unavailable, after_attempt, desk, fingerprint
from tutor.judge import judge
from tutor.pack import Card
from tutor.reasons import explained
from tutor.revealing import is_open
from tutor.stopped import not_given, stopped_for
from tutor.verdict import Verdict
from tutor.words import listed, say


def check(task: str, namespace: Mapping[str, Any] | None = None, seconds: float = SECONDS) -> Verdict:
    """Check the answer to a task; the message box is in the learner's language.

    Args:
        task: the task's id, such as "a07.recency".
        namespace: where the learner's names are; the notebook's own when None.
        seconds: how long all of it may take.

    Returns:
        The points on the public data, which show the reason. Nothing is raised, and nothing is written to stderr, but
        where `nbgrader validate` asks: it shows a learner nothing else.
    """
    try:
        at = desk(task, "check", ("function", "value", "choice", "ordering"))
    except Unavailable as problem:
        title = say("pack.title")
        return Verdict(0.0, state="not attempted", title=title, paragraphs=[str(problem)], task=str(task))
    answers = attempt(at.card, notebook_namespace() if namespace is None else namespace, seconds)
    verdict = verdict_on(at.card, answers, at.language)
    if namespace is None:
        _say_what_stopped(verdict, at, answers)
    return _with_notes(verdict, at, answers)


def verdict_on(card: Card, answers: Answers, language: str, *, hidden: bool = False) -> Verdict:
    """The verdict on answers that were taken, with a note where the function changed what it was given."""
    verdict = judge(card, answers.plain, language, hidden=hidden)
    missed = verdict.state not in ("correct", "not attempted")
    if answers.unused and missed:
        names = listed((f"`{name}`" for name in answers.unused), language)
        verdict.notes = (*verdict.notes, say("note.unused", language, names=names))
    if answers.reached and missed:
        tables = listed((f"`{name}`" for name in answers.reached), language)
        inputs = listed((f"`{name}`" for name in card["parameters"]), language)
        verdict.notes = (*verdict.notes, say("note.page-table", language, tables=tables, inputs=inputs))
    if answers.changed:
        changed = say("cases.and", language).join(answers.changed)
        verdict.notes = (*verdict.notes, say("note.mutated", language, inputs=changed))
    return verdict


def _say_what_stopped(verdict: Verdict, at: Desk, answers: Answers) -> None:
    """Begin with the cell that stopped, if one did: what was judged may be an older answer. Points stay as they are."""
    error = stopped_for(at.card["name"])
    if error is None:
        return
    if verdict.state == "correct":
        if not_given(at.card["name"]):
            verdict.notes = (*verdict.notes, at.say("note.stale"))
        return
    missing = any(plain.get("problem") == "missing" for plain in answers.plain)
    first = at.say("stopped.missing" if missing else "stopped.earlier", name=at.card["name"])
    why = explained(error, at.language)
    verdict.paragraphs = (first, why) if missing else (first, why, at.say("stopped.judged"), *verdict.paragraphs)


def notebook_namespace() -> Mapping[str, Any]:
    """The names of the notebook that is running; those of the main program where there is none."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return shell.user_ns if shell else vars(sys.modules["__main__"])


def _with_notes(verdict: Verdict, at: Desk, answers: Answers) -> Verdict:
    run_by = os.environ.get("NBGRADER_EXECUTION")
    if run_by == "validate" and verdict.state != "correct":
        # All that `nbgrader validate` repeats is stderr; without it, every miss is "some but not all of the tests".
        print(verdict.text, file=sys.stderr)
    if run_by:
        return verdict  # nbgrader's run is no attempt of the learner's, and its folder is copied into the feedback
    seen = fingerprint(answers.plain)
    saved = at.progress.change(at.id, lambda entry: after_attempt(entry, verdict.state, float(verdict), seen))
    notes = list(verdict.notes)
    if verdict.state not in ("correct", "not attempted"):
        if at.card["hints"]:
            notes.append(at.say("note.hint", task=at.id))
        if is_open(at):
            notes.append(at.say("note.solution", task=at.id))
        lesson = at.card.get("lessons", {}).get(verdict.mistake, at.card["lesson"])
        if lesson and not at.id.startswith(f"{lesson}."):
            notes.append(at.say("note.lesson", lesson=lesson))
    verdict.notes = (*notes, *at.tell(saved))
    return verdict
