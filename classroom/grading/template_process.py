"""The grader's hand on a template process: it hands in jobs, and takes back what a fork of it claims."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from classroom.errors import KitError
from classroom.sandbox.wire import Closed, exactly, put, take

ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "MPLBACKEND": "agg",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "JOBLIB_MULTIPROCESSING": "0",  # there are no processes in the sandbox, and joblib would say so
    "NBGRADER_EXECUTION": "autograde",  # a check in a cell of the learner's own is no attempt
}
"""The whole environment of a template and its forks: nothing of the grader's own, and one thread for each library."""

TEMPLATE = "classroom.sandbox.template"


@dataclass(frozen=True)
class Claims:
    """What came of one fork: how it ended, and what it said on the way.

    Attributes:
        lines: the messages that could be read, as JSON objects. A learner's code may have written any of them.
        why: "ended"; "step" or "time" where a step or the whole took too long; "output" where it said too much.
        signal: what killed it, 0 where it ended by itself.
        seconds, cpu: how long it took.
        memory: the most that it had in memory (bytes).
    """

    lines: tuple[Mapping[str, Any], ...] = ()
    why: str = "ended"
    signal: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    memory: int = 0

    @property
    def whole(self) -> bool:
        """Whether it came to its end."""
        return any(line.get("end") is True for line in self.lines)


@dataclass
class TemplateProcess:
    """A template process, started when it is first needed and again where it was lost.

    Attributes:
        questions: what every fork begins with: each task's card without anything to judge by.
    """

    questions: Mapping[str, Any]
    _process: subprocess.Popen | None = field(default=None, repr=False)

    def run(self, job: Mapping[str, Any]) -> Claims:
        """Run one job in a fork. Raises KitError where the template or the fork cannot even begin."""
        for attempt in (1, 2):
            process = self._started()
            try:
                put(process.stdin.fileno(), job)
                report = take(process.stdout.fileno())
                payload = exactly(process.stdout.fileno(), report["bytes"])
                break
            except (Closed, OSError) as problem:
                self.close()
                if attempt == 2:
                    raise KitError(f"The process that runs submissions ended twice: {problem}.") from problem
        about = {name: report[name] for name in ("why", "signal", "seconds", "cpu", "memory")}
        lines = tuple(_lines(payload))
        first = lines[:2]  # said before anything of a learner's runs
        if not first or first[0].get("begun") is not True or "broken" in first[-1]:
            said = first[-1].get("broken") if first else f"it ended with signal {report['signal']}"
            raise KitError(f"Work cannot be run here: {said}.")
        return Claims(lines=lines, **about)

    def start(self) -> None:
        """Start it before it is needed. Raises KitError where it does not start."""
        self._started()

    def close(self) -> None:
        """End the template, and with it whatever it is running."""
        process, self._process = self._process, None
        if process is None:
            return
        for end in (process.stdin, process.stdout):
            end.close()
        try:
            process.wait(2)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()

    def _started(self) -> subprocess.Popen:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        path = os.environ.get("PATH", os.defpath)
        process = subprocess.Popen(
            [sys.executable, "-m", TEMPLATE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=ENVIRONMENT | {"PATH": path, "PYTHONPATH": os.pathsep.join(_outside_site())},
            cwd=Path(sys.prefix),
        )
        self._process = process
        try:
            put(process.stdin.fileno(), {"keep": self.questions})
            take(process.stdout.fileno())
        except (Closed, OSError) as problem:
            said = process.stderr.read().decode("utf-8", "replace").strip().splitlines()
            self.close()
            raise KitError(
                f"The process that runs submissions does not start: {said[-1] if said else problem}."
            ) from problem
        return process


def _outside_site() -> Sequence[str]:
    """Where the kit's packages are found when they are not installed: the folder above this one."""
    return [str(Path(__file__).resolve().parents[2])]


def _lines(payload: bytes) -> list[Mapping[str, Any]]:
    """The messages in what a fork sent; what cannot be read as one is left out."""
    found = []
    for line in payload.split(b"\n"):
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(message, dict):
            found.append(message)
    return found
