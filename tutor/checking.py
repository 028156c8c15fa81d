"""check: what a learner's function or variable comes to, tried on the public cases."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

from customer_value.settings import LANGUAGES
from tutor.access_note import access_note
from tutor.attempt import SECONDS, Answers, attempt
from tutor.desk import Desk, Unavailable, after_attempt, desk, fingerprint
from tutor.entries import Entry
from tutor.judge import judge
from tutor.moments import now
from tutor.next_steps import is_wrong, next_steps
from tutor.pack import Card
from tutor.progress_file import Note
from tutor.reasons import explained
from tutor.stopped import not_given, stopped_for
from tutor.verdict import Verdict
from tutor.words import listed, say


def check(
    task: str,
    namespace: Mapping[str, Any] | None = None,
    seconds: float = SECONDS,
    clock: Callable[[], dt.datetime] = now,
) -> Verdict:
    """Check the answer to a task; the message box is in the learner's language.

    Args:
        task: the task's id, such as "a07.recency".
        namespace: where the learner's names are; the notebook's own when None.
        seconds: how long all of it may take.
        clock: says when it is checked.

    Returns:
        The points on the public data, which show the reason. Nothing is raised, and nothing is written to stderr, but
        where `nbgrader validate` asks: it shows a learner nothing else.
    """
    try:
        at = desk(task, "check", ("function", "value", "choice", "ordering"), clock=clock)
    except Unavailable as problem:
        title = say("pack.title")
        return Verdict(0.0, state="not attempted", title=title, paragraphs=[str(problem)], task=str(task))
    answers = attempt(at.card, notebook_namespace() if namespace is None else namespace, seconds)
    own = namespace is None
    verdict = _verdict(at.card, answers, at.language, own)
    run_by = os.environ.get("NBGRADER_EXECUTION")
    if run_by == "validate" and verdict.state != "correct":
        # All that `nbgrader validate` repeats is stderr; without it, every miss is "some but not all of the tests".
        print(verdict.text, file=sys.stderr)
    if run_by:
        return verdict  # nbgrader's run is no attempt of the learner's, and its folder is copied into the feedback
    saved = _keep(at, verdict, answers, own)
    notes = [*verdict.notes, *(next_steps(at, verdict.mistake) if is_wrong(verdict.state) else ()), *at.tell(saved)]
    if said := access_note(at.progress.path.parent, at.clock(), at.language):
        notes.append(said)
    verdict.notes = tuple(notes)
    return verdict


def verdict_on(card: Card, answers: Answers, language: str, *, hidden: bool = False) -> Verdict:
    """The verdict on answers that were taken, with a note where the function changed what it was given."""
    verdict = judge(card, answers.plain, language, hidden=hidden)
    missed = is_wrong(verdict.state)
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


def _verdict(card: Card, answers: Answers, language: str, own: bool) -> Verdict:
    """The verdict in a language; `own` where the answers are those of the notebook that is running."""
    verdict = verdict_on(card, answers, language)
    if own:
        _say_what_stopped(verdict, card, answers, language)
    return verdict


def _keep(at: Desk, verdict: Verdict, answers: Answers, own: bool) -> list[Note]:
    """Keep the attempt, and what is said of it in the written languages, so that `why` can say it again."""
    told = {}
    if is_wrong(verdict.state):
        said = {language: _verdict(at.card, answers, language, own) for language in LANGUAGES}
        told = {language: (*one.paragraphs, *one.notes) for language, one in said.items()}
    moment, seen, points = at.clock(), fingerprint(answers.plain), float(verdict)

    def kept(entry: Entry) -> Entry:
        return after_attempt(entry, verdict.state, points, seen, at=moment, mistake=verdict.mistake, told=told)

    return at.progress.change(at.id, kept)


def _say_what_stopped(verdict: Verdict, card: Card, answers: Answers, language: str) -> None:
    """Begin with the cell that stopped, if one did: what was judged may be an older answer. Points stay as they are."""
    error = stopped_for(card["name"])
    if error is None:
        return
    if verdict.state == "correct":
        if not_given(card["name"]):
            verdict.notes = (*verdict.notes, say("note.stale", language))
        return
    missing = any(plain.get("problem") == "missing" for plain in answers.plain)
    first = say("stopped.missing" if missing else "stopped.earlier", language, name=card["name"])
    why = explained(error, language)
    verdict.paragraphs = (first, why) if missing else (first, why, say("stopped.judged", language), *verdict.paragraphs)


def notebook_namespace() -> Mapping[str, Any]:
    """The names of the notebook that is running; those of the main program where there is none."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return shell.user_ns if shell else vars(sys.modules["__main__"])
