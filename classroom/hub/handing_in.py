"""Grading on hand-in: what learners who study alone put into the exchange is graded as it comes, one after the other.

Runs as the account that the class folder belongs to, as `classroom grade` does. Each hand-in is noted when it is seen,
collected, graded, written into the gradebook, its feedback put where its learner finds it, and only then written down
as done; each step can be done again. So whatever stops in between, the next start goes on.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from classroom.access.gate import Gate
from classroom.access.hand_ins import HandIn, State, add_hand_in, read_hand_ins
from classroom.access.log import TOLERANCE
from classroom.class_folder import FILE_NAME, read_class
from classroom.class_settings import AccessSettings, ClassSettings
from classroom.course import Course
from classroom.errors import KitError
from classroom.grading.learner_work import Done, failed, feedback_path, grade_work
from classroom.grading.running import RunLimits
from classroom.grading.singly import Begun, Singly
from classroom.hub.arrivals import Arrival, Arrivals, in_turn
from classroom.hub.class_hold import ClassHold
from classroom.hub.collected import Unusable, clear, collect_one, is_collected
from classroom.hub.exchange import released
from classroom.hub.hand_in_pages import Why, put_page, why_not_graded
from classroom.hub.inbound import Found, Inbound
from classroom.hub.kept_ready import KeptReady, stamp
from classroom.hub.putting_off import PuttingOff
from classroom.hub.revealed import ProgressFile, known_at
from classroom.hub.warm_graders import Answer, WarmGrader, WarmGraders

LATEST = dt.datetime.max.replace(tzinfo=dt.UTC)

MOST_LOSSES = 3
"""How often a process may end over one hand-in before it is taken for the work's fault."""


@dataclass
class HandingIn:
    """The queue of one class.

    Attributes:
        folder: the class folder.
        inbound: the exchange's folder that work comes into.
        feedback: the exchange's folder with feedback.
        course: the sources.
        ids: gives the learners' ids by the numbers of their accounts.
        progress: gives a learner's progress file.
        clock: gives the time.
        tell: told, a sentence at a time, of what happened.
        limits: what one submission may use.
        graders: the processes that grade.
        ticks: seconds that only ever grow.
    """

    folder: Path
    inbound: Path
    feedback: Path
    course: Course
    ids: Callable[[], Mapping[int, str]]
    progress: Callable[[str], ProgressFile]
    clock: Callable[[], dt.datetime]
    tell: Callable[[str], None] = lambda text: None
    limits: RunLimits = field(default_factory=RunLimits)
    graders: WarmGraders = field(default_factory=WarmGraders)
    ticks: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        self._gate = Gate(self.folder)
        self._watched = Inbound(self.inbound, self.clock)
        self._notes = Arrivals(self.folder)
        self._singly = Singly(self.course, self.folder, self.limits)
        self._read = read_class(self.folder)
        self._read_at = stamp(self.folder / FILE_NAME)
        done = read_hand_ins(self.folder)
        self._known = {one.name for one in done}
        self._counts = Counter((one.learner, one.assignment) for one in done if one.state == "graded")
        self._waiting: dict[str, Arrival] = {}
        self._running: dict[WarmGrader, tuple[Arrival, Begun]] = {}
        self._losses: Counter[str] = Counter()
        self._off = PuttingOff(self.ticks, self.tell)
        self._ready = KeptReady(self.folder, self.graders, self.limits, self._off, self.ticks)
        self._ready.begin_with([one.assignment for one in reversed(done)])
        self._hold = ClassHold(self.folder, self.ticks)
        self._scores: set[str] = set()
        self._said: set[str] = set()
        clear(self.folder)
        for note in self._notes.read():
            self._take_up(note, done)

    def turn(self) -> bool:
        """Look once at everything there is to do, and begin what can be begun; whether anything is going on.

        Raises:
            KitError: something of the class cannot be read or written.
        """
        settings = self._settings()
        if settings.access is not None:
            self._look(settings)
        self._take_answers(settings)
        if settings.access is not None:
            self._begin(settings, settings.access)
        self._let_go()
        if not self._waiting and not self._running:
            self._ready.go_on()
        self.graders.drop_idle()
        return bool(self._waiting or self._running or self._ready.is_busy)

    def close(self) -> None:
        """Stop; what is not done is taken up at the next start."""
        self.graders.close()
        self._hold.release()

    # What comes in

    def _take_up(self, note: Arrival, done: Sequence[HandIn]) -> None:
        """Go on with a note from before; what failed then is not graded any more where something newer was."""
        if note.name in self._known:
            self._notes.remove(note)
            return
        self._known.add(note.name)
        newer = ((one.learner, one.assignment) == note.work and one.at > note.at for one in done)
        if not (note.failed and any(newer)):
            self._waiting[note.name] = replace(note, failed=False)

    def _look(self, settings: ClassSettings) -> None:
        found, left = self._watched.new(self._known, self.ids(), released(self.folder))
        for why in left:
            self.tell(f"Left in the exchange: {why}.")
        for one in found:
            self._known.add(one.name)
            note = self._arrival(one, settings)
            began = [some.began for some in self._gate.access(one.learner, settings).passes if some.began]
            if note.at < min(began, default=LATEST):  # from when the class was another, and graded otherwise
                self.tell(f"Left in the exchange: {one.name} came before {one.learner} had access.")
                continue
            self._notes.write(note)
            self._waiting[note.name] = note

    def _arrival(self, found: Found, settings: ClassSettings) -> Arrival:
        at = found.at
        if found.live and self._gate.now(at) - at > TOLERANCE:  # the clock was set back: nobody gains by it
            at = self._gate.now(at)
        after = None if settings.reveal == "never" else settings.reveal
        progress = self.progress(found.learner)
        return Arrival(
            name=found.name,
            learner=found.learner,
            assignment=found.assignment,
            at=at,
            revealed=known_at(progress, found.assignment, after, at, live=found.live),
            secret=found.secret,
            notebooks=found.notebooks,
        )

    # What is begun

    def _begin(self, settings: ClassSettings, access: AccessSettings) -> None:
        busy = {note.work for note, _ in self._running.values()}
        for note in in_turn(self._waiting.values()):
            if note.work in busy or self._off.is_off(note.name):
                busy.add(note.work)  # of one learner's work on an assignment, one comes after the other
                continue
            busy.add(note.work)
            if not self._is_there(note):
                self._forget(note)
            elif (state := self._not_counting(note, settings, access)) is not None:
                self._refuse(note, settings, access, state)
            elif not self._ready.is_ready(note.assignment):
                self._ready.make(note.assignment)
            elif not self._begin_one(note, settings, access):
                return

    def _not_counting(self, note: Arrival, settings: ClassSettings, access: AccessSettings) -> State | None:
        if not self._gate.access(note.learner, settings).is_open(note.at):
            return "late"
        if access.hand_ins and self._counts[note.work] >= access.hand_ins:
            return "over-limit"
        return None

    def _begin_one(self, note: Arrival, settings: ClassSettings, access: AccessSettings) -> bool:
        """Begin to grade one; False where the class is not to be worked on now."""
        name = note.assignment
        waiting = sum(one.assignment == name for one in self._waiting.values())
        grader = self._ready.free(name, waiting)
        if grader is None:
            return True  # others may be for another assignment
        if not self._take_hold():
            return False
        try:
            if not self._collect(note, settings):
                return True  # it has its turn again, as late
            note = self._waiting[note.name]
            begun = self._singly.begin(note.learner, name)
        except Unusable as problem:
            self.tell(f"{note.learner}, {name}: {problem}")
            self._fail(note, settings, access, "too-large")
            return True
        except KitError as problem:
            self._off.put_off(note.name, str(problem))
            return True
        grader.ask(grade_work, begun.job)
        self._running[grader] = note, begun
        return True

    def _is_there(self, note: Arrival) -> bool:
        """Whether there is anything of a hand-in: its learner, and whoever forgets a learner, can take it away."""
        collected = is_collected(self.folder, note.name, note.learner, note.assignment)
        return collected or os.path.lexists(self.inbound / note.name)

    def _forget(self, note: Arrival) -> None:
        self._waiting.pop(note.name, None)
        self._notes.remove(note)
        self.tell(f"Gone before it was collected: {note.name}")

    def _collect(self, note: Arrival, settings: ClassSettings) -> bool:
        """Put a hand-in where it is graded; False where it was changed after it had come, and when that does not count.

        Raises:
            Unusable: it cannot be graded.
            KitError: it cannot be put there.
        """
        access = self._gate.access(note.learner, settings)
        source = self.inbound / note.name
        at = collect_one(self.folder, source, note.learner, note.assignment, note.at, access.is_open)
        if at > note.at:
            note = replace(note, at=at)
            self._notes.write(note)
            self._waiting[note.name] = note
        return access.is_open(at)

    # What becomes of it

    def _refuse(self, note: Arrival, settings: ClassSettings, access: AccessSettings, state: State) -> None:
        """Tell a learner that work does not count, and write it down."""
        try:
            self._put_page(note, self._why_page(note, settings, access, "late" if state == "late" else "over-limit"))
            self._write_down(note, state, 0.0, self._worth(note.assignment))
        except KitError as problem:
            self._off.put_off(note.name, str(problem))

    def _fail(self, note: Arrival, settings: ClassSettings, access: AccessSettings, why: Why) -> None:
        """Tell a learner that work could not be graded; it is tried again when the service is started again."""
        try:
            self._put_page(note, self._why_page(note, settings, access, why))
            self._notes.write(replace(note, failed=True))
        except KitError as problem:
            self._off.put_off(note.name, str(problem))
            return
        self._waiting.pop(note.name, None)
        self.tell(f"{note.learner}, {note.assignment}: {note.name} could not be graded and does not count.")

    def _take_answers(self, settings: ClassSettings) -> None:
        for grader in list(self.graders.graders):
            if not grader.busy or (answer := grader.answer()) is None:
                continue
            if answer.state == "lost":
                self.graders.drop(grader)
            if not self._ready.take(grader, answer):
                note, begun = self._running.pop(grader)
                self._graded(note, begun, answer, settings)

    def _graded(self, note: Arrival, begun: Begun, answer: Answer, settings: ClassSettings) -> None:
        access = settings.access or AccessSettings()
        if answer.state != "done":
            self._off.put_off(note.name, str(answer.value))
            self._losses[note.name] += answer.state != "problem"
            if self._losses[note.name] >= MOST_LOSSES:
                self._fail(note, settings, access, "failed")
            return
        done: Done = answer.value
        try:
            self._singly.write(begun, done)
            self._scores.add(note.assignment)
            if failed(done.entry.submission):
                self._fail(note, settings, access, "failed")
                return
            page = feedback_path(self.folder, done.entry.submission).read_bytes()
            self._put_page(note, page)
            graded = done.counted.graded
            points = done.latest if done.latest is not None else sum(task.points or 0.0 for task in graded.tasks)
            self._write_down(note, "graded", points, graded.maximum)
        except (KitError, OSError) as problem:
            self._off.put_off(note.name, str(problem))

    def _write_down(self, note: Arrival, state: State, points: float, out_of: float) -> None:
        hand_in = HandIn(
            at=note.at,
            learner=note.learner,
            assignment=note.assignment,
            attempt=self._counts[note.work] + 1,
            points=round(points, 6),
            out_of=out_of,
            revealed=note.revealed,
            state=state,
            name=note.name,
        )
        add_hand_in(self.folder, hand_in)
        self._counts[note.work] += state == "graded"
        self._waiting.pop(note.name, None)
        self._off.done(note.name)
        self._notes.remove(note)
        after = (self.clock() - note.at).total_seconds()
        what = f"{hand_in.points:g} of {out_of:g} points" if state == "graded" else f"not graded ({state})"
        self.tell(f"{note.learner}, {note.assignment}: {what}, {after:.1f} s after it arrived; {note.name}")

    def _put_page(self, note: Arrival, page: bytes) -> None:
        put_page(self.feedback, note.secret, note.notebooks, page)

    def _why_page(self, note: Arrival, settings: ClassSettings, access: AccessSettings, why: Why) -> bytes:
        return why_not_graded(
            why,
            language=settings.language,
            title=self._singly.titles(note.assignment, settings.language).assignment,
            assignment=note.assignment,
            learner=note.learner,
            at=note.at.astimezone(settings.zone),
            limit=access.hand_ins,
        )

    def _worth(self, name: str) -> float:
        from solutions import records

        return float(sum(task.points for task in records(name).TASKS if task.points))

    # The hold on the class

    def _take_hold(self) -> bool:
        """Hold the class for grading; False where somebody else does, or is to have a chance to."""
        try:
            taken = self._hold.take()
        except KitError as problem:
            self._say_once(f"Waiting: {problem}")
            return False
        self._said.clear()
        return taken

    def _let_go(self) -> None:
        """Let go of the class where nothing is being graded."""
        if not self._hold.is_held or self._running:
            return
        if not self._hold.is_long and any(self._can_begin(note) for note in self._waiting.values()):
            return
        for name in sorted(self._scores):
            try:
                self._singly.write_scores(name)
            except KitError as problem:
                self.tell(str(problem))
        self._scores.clear()
        self._hold.release()

    def _can_begin(self, note: Arrival) -> bool:
        return self._ready.is_ready(note.assignment) and not self._off.is_off(note.name)

    # The class

    def _settings(self) -> ClassSettings:
        """What class.toml says now; what it said before where it is damaged."""
        now = stamp(self.folder / FILE_NAME)
        if now != self._read_at:
            try:
                self._read, self._read_at = read_class(self.folder), now
            except KitError as problem:
                self._say_once(str(problem))
        return self._read

    def _say_once(self, text: str) -> None:
        if text not in self._said:
            self._said.add(text)
            self.tell(text)
