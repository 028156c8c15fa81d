"""Grading one submission after another in one process: read, run what is not known yet, judge."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from classroom.grading.assignment import Assignment, digests
from classroom.grading.judging import judge_run, stopped_cells
from classroom.grading.kept import Kept
from classroom.grading.questions import question_of
from classroom.grading.released import HandedOut, read_released
from classroom.grading.result import Graded, TaskResult
from classroom.grading.running import Folders, Ran, RunLimits, run_submission
from classroom.grading.scratch import beside, scratch, staged
from classroom.grading.submission import Submission
from classroom.grading.template_process import TemplateProcess
from classroom.sandbox.folders import listable_folders, readable_folders
from customer_value.messages import message


@dataclass
class Grader:
    """One process's means to grade an assignment; a context manager, because a template process belongs to it.

    Attributes:
        assignment: what is graded.
        limits: what one submission may use.
        trusted: whether work is run without a sandbox.
    """

    assignment: Assignment
    limits: RunLimits = field(default_factory=RunLimits)
    trusted: bool = False
    _stack: ExitStack = field(default_factory=ExitStack, repr=False)

    def __enter__(self) -> Grader:
        return self

    def __exit__(self, *about: object) -> None:
        self._stack.close()

    @cached_property
    def _process(self) -> TemplateProcess:
        process = TemplateProcess(self.assignment.questions())
        self._stack.callback(process.close)
        return process

    @cached_property
    def _stage(self) -> Path:
        return self._stack.enter_context(staged(self.assignment.data))

    @cached_property
    def _digests(self) -> dict[str, str]:
        return digests(self.assignment.questions())

    @cached_property
    def _kept(self) -> Kept:
        return Kept(self.assignment.kept / "answers", trusted=self.trusted)

    @cached_property
    def _handed_out(self) -> HandedOut:
        return read_released(self.assignment.folder, self.assignment.name)

    @cached_property
    def _folders(self) -> Folders:
        if self.trusted:
            return Folders()
        return Folders((*readable_folders(), self._stage), listable_folders())

    def make_ready(self) -> None:
        """Start now what the first submission would have to wait for. Raises KitError where work cannot be run here."""
        self._process.start()
        _ = self._stage, self._digests, self._handed_out

    def grade(self, submission: Submission, handed_in: Path | None = None) -> Graded:
        """The verdict on every task of one submission.

        Args:
            submission: what `reading` made of the notebook.
            handed_in: the learner's folder, for files beside the notebook.
        """
        about = {"learner": submission.learner, "assignment": submission.assignment}
        about |= {"notebook": submission.notebook, "digest": submission.digest}
        if submission.unread is not None:
            return Graded(**about, tasks=self._unread(), trusted=self.trusted)
        own = self.assignment.own
        cards = self.assignment.cards_for(submission.learner) if own else self.assignment.cards
        apart = {task: question_of(cards[task]) for task in own}
        ran = self._run(submission, handed_in, apart)
        judged = judge_run(submission, cards, ran, self.assignment.language, self.limits.task)
        by_task = {one.task: one for one in (*judged, *self._by_hand(submission))}
        return Graded(
            **about,
            tasks=tuple(by_task.values()),
            stopped=stopped_cells(submission, ran),
            seconds=round(ran.seconds, 3),
            trusted=self.trusted,
        )

    def _run(self, submission: Submission, handed_in: Path | None, apart: Mapping[str, Any]) -> Ran:
        """What the submission comes to: as it is kept, and run for the questions that are new."""
        wanted = self._digests | digests(dict(apart))
        whose = submission.learner if apart else ""
        digest = submission.digest + beside(self._stage, handed_in)
        before = self._kept.read(digest, whose)
        known, new = before.answered(wanted)
        if not new:
            return known
        ran = run_submission(
            submission,
            new,
            self._process,
            lambda: scratch(self._stage, handed_in, submission.learner, submission.assignment),
            limits=self.limits,
            folders=self._folders,
            questions=apart,
            trusted=self.trusted,
        )
        whole = Ran(
            answers=known.answers | ran.answers,
            lost=known.lost | ran.lost,
            stopped=ran.stopped or known.stopped,
            seconds=ran.seconds,
            memory=ran.memory,
        )
        self._kept.write(digest, whose, whole, wanted)
        return whole

    def _by_hand(self, submission: Submission) -> tuple[TaskResult, ...]:
        """What a person reads; a text that is as it was handed out needs nobody."""
        language = self.assignment.language
        handed_out = {cell.task: cell.source for cell in self._handed_out.cells if cell.role == "text"}
        handed_in = {cell.task: cell.source for cell in submission.cells if cell.role == "text"}
        results = []
        for task, points in self.assignment.by_hand.items():
            blank = handed_in.get(task, "").split() == handed_out[task].split()
            state, key = ("not attempted", "text-blank") if blank else ("by hand", "by-hand")
            told = (message("classroom", f"grading.{key}", language),)
            given = 0.0 if blank else None
            results.append(TaskResult(task=task, state=state, points=given, maximum=points, paragraphs=told))
        return tuple(results)

    def _unread(self) -> tuple[TaskResult, ...]:
        worth = {task: float(card["points"]) for task, card in self.assignment.cards.items()} | self.assignment.by_hand
        return tuple(
            TaskResult(task=task, state="unreadable", points=0.0, maximum=most) for task, most in worth.items()
        )
