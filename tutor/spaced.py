"""Which questions come up again on a day: a few, from lessons that are done, each after a longer and longer time.

The rule is Leitner's box of cards: a right answer moves a question to the next box, which is opened after a longer
time; a wrong one moves it back to the first, which is opened on the next day. Leitner (1972), So lernt man lernen. That
what lies between two encounters should grow with the time for which something is to be remembered: Cepeda, Vul, Rohrer,
Wixted & Pashler (2008), Spacing effects in learning: a temporal ridgeline of optimal retention, Psychological Science
19, 1095-1102.

The choice for a day depends on that day and on what was before it, so it is the same however often it is asked for,
and whatever was answered on the day itself.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

INTERVALS = (1, 3, 7, 14, 30)
"""Days after which the questions in each box come up again. Those of the last box stay in it."""

DAILY = 3
"""Questions a day."""

AGAIN = 2
"""Of these, questions that come up again where new ones wait too: so every lesson gets its turn."""

NEVER = dt.date.min
"""The day of what happened when no times were kept."""


@dataclass(frozen=True)
class Answer:
    """An answer in a review; of several on one day the first counts."""

    day: dt.date
    right: bool


@dataclass(frozen=True)
class Question:
    """A question that was learned.

    Attributes:
        task: its id.
        lesson: where it stands.
        since: the day on which the lesson was done; NEVER where that is not known.
        answers: those in reviews, the oldest first.
        erred: whether it was answered wrongly in the lesson.
    """

    task: str
    lesson: str
    since: dt.date
    answers: tuple[Answer, ...] = ()
    erred: bool = False

    def before(self, day: dt.date) -> tuple[Answer, ...]:
        """Of each day before another, the answer that counts."""
        first: dict[dt.date, Answer] = {}
        for answer in self.answers:
            if answer.day < day:
                first.setdefault(answer.day, answer)
        return tuple(first[one] for one in sorted(first))


def box(answers: Iterable[Answer]) -> int:
    """The box that a question is in after some answers, 0 for the first; one answer a day, in their order."""
    place = 0
    for answer in answers:
        place = min(place + 1, len(INTERVALS) - 1) if answer.right else 0
    return place


def due(question: Question, day: dt.date) -> dt.date:
    """From which day on a question is due, by what was before a day."""
    answers = question.before(day)
    last = max(answers[-1].day, question.since) if answers else question.since
    return last if last == NEVER else last + dt.timedelta(days=INTERVALS[box(answers)])


def chosen(questions: Iterable[Question], day: dt.date, most: int = DAILY) -> tuple[Question, ...]:
    """The questions of a day, in the order in which they are asked.

    First those that come up again, the ones that went wrong the last time before the others, then the ones that wait
    longest; of AGAIN of them and more, new ones take the places that are left. New ones come from the lessons that had
    the fewest questions so far; of one lesson, those that went wrong in it come first.

    Args:
        questions: those of lessons that are done.
        day: today.
        most: how many at most. Fewer are chosen where fewer are due.
    """
    learned = [one for one in questions if one.since < day]
    ready = [one for one in learned if due(one, day) <= day]
    again = sorted((one for one in ready if one.before(day)), key=lambda one: _urgency(one, day))
    asked = Counter(one.lesson for one in learned for _ in one.before(day))
    new = [one for one in ready if not one.before(day)]
    taken = again[:AGAIN]
    while new and len(taken) < most:
        best = min(new, key=lambda one: (asked[one.lesson], not one.erred, one.since, _shuffled(one, day)))
        new.remove(best)
        asked[best.lesson] += 1
        taken.append(best)
    return tuple((taken + again[AGAIN:])[:most])


def next_day(questions: Iterable[Question], day: dt.date) -> dt.date | None:
    """The first day after a day on which something is due if nothing is answered until then; None where never."""
    following = day + dt.timedelta(days=1)
    return min((max(due(one, following), following) for one in questions), default=None)


def _urgency(question: Question, day: dt.date) -> tuple[bool, dt.date, str]:
    return question.before(day)[-1].right, due(question, day), _shuffled(question, day)


def _shuffled(question: Question, day: dt.date) -> str:
    """A place among equals that is another one on another day, and always the same on the same."""
    return hashlib.sha256(f"{day.isoformat()} {question.task}".encode()).hexdigest()


def answers_of(reviews: Sequence[object]) -> tuple[Answer, ...]:
    """The answers as the progress file keeps them."""
    return tuple(Answer(dt.date.fromisoformat(one["day"]), one["right"]) for one in reviews)
