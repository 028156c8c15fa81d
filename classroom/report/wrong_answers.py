"""Which known mistake a wrong answer is, of which a learner's record keeps no more than a fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from classroom.report.known_mistakes import mistake_words
from customer_value.settings import written

if TYPE_CHECKING:
    from classroom.course import Course
    from customer_value.ledger import Ledger


class WrongAnswers:
    """The known wrong answers to the course's tasks, worked out for a task when somebody asks for it first.

    A wrong answer has a name where it is the same, to the last digit and in the same order, as what a known mistake
    gives on the public cases.
    """

    def __init__(self, course: Course, language: str) -> None:
        self._course, self._language = course, language
        self._known: dict[str, dict[str, str]] = {}
        self._titles: dict[str, str] = {}
        self._ledger: Ledger | None = None

    def title(self, task: str) -> str:
        """What a task is called; its id where there is no such task."""
        if task not in self._titles:
            record = _record(task)
            self._titles[task] = record.title.get(self._language) if record else task
        return self._titles[task]

    def words(self, task: str, fingerprint: str) -> str:
        """What learners are told of the mistake with this fingerprint; "" where it is none that is known."""
        if task not in self._known:
            self._known[task] = self._work_out(task)
        mistake = self._known[task].get(fingerprint, "")
        return mistake_words(task, mistake, self._language).text if mistake else ""

    def _work_out(self, task: str) -> dict[str, str]:
        from tutor.desk import fingerprint
        from tutor.letters import letters
        from tutor.task import ChoiceTask, FunctionTask, ValueTask

        record = _record(task)
        if isinstance(record, ChoiceTask):
            names = dict(zip((one.key for one in record.options), letters(len(record.options)), strict=True))
            wrong = [key for key in names if key != record.right]
            return {fingerprint([{"letters": [names[key]]}] if record.name else key): key for key in wrong}
        if not isinstance(record, FunctionTask | ValueTask):
            return {}
        cases = self._cases(record)
        return {fingerprint([case["mistakes"][one.key] for case in cases]): one.key for one in record.mistakes}

    def _cases(self, record: Any) -> list[dict[str, Any]]:
        from tutor.pack import card
        from tutor.task import ValueTask

        if isinstance(record, ValueTask) and self._ledger is None:
            from customer_value.ledger import read_ledger

            self._ledger = read_ledger(self._course.sample(written(self._language)))
        return card(record, ledger=self._ledger)["cases"]


def _record(task: str) -> Any:
    from solutions import NoRecords, records
    from tutor.pack import pack_name

    try:
        return next((one for one in records(pack_name(task)).TASKS if one.id == task), None)
    except NoRecords:
        return None
