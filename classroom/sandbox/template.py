"""A process that has imported what learners import, and is forked for each submission.

Started as `python -m classroom.sandbox.template`, it reads jobs from its standard input and answers on its standard
output (see `wire`). It runs nothing of a learner's itself, holds nothing to judge by, and knows neither the class nor
its secret; so neither does what is forked from it.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import struct
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from classroom.sandbox.enter import Limits, enter
from classroom.sandbox.kernel import PARENT_DEATH_SIGNAL, prctl
from classroom.sandbox.run import run
from classroom.sandbox.wire import Closed, put, take, write_all

BEGUN = b'{"begun": true}\n'
"""What a fork sends before anything of a learner's runs in it."""

GRACE = 1.5
"""Seconds beyond a step's limit after which a process that has not ended the step by itself is killed."""

LONGEST_STEP = 86_400

LOOK_EVERY = 0.25
"""Seconds between two looks at how much a fork has written; it may send something all the while."""

BLOCK = 4096

_PULSE = struct.Struct(">d")


def main() -> None:
    """Serve jobs until the grader closes the pipe."""
    jobs, answers = os.dup(0), os.dup(1)
    _to_nowhere(0, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    template = Template()
    try:
        while True:
            message = take(jobs)
            if "keep" in message:
                template.keep(message["keep"])
                _to_nowhere(2)  # until here it was there to say why nothing begins
                put(answers, {"kept": len(template.questions)})
            else:
                report, payload = template.run(message)
                put(answers, {**report, "bytes": len(payload)})
                write_all(answers, payload)
    except (Closed, BrokenPipeError):
        pass


def _to_nowhere(*standards: int) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in standards:
        os.dup2(nothing, standard)
    os.close(nothing)


class Template:
    """What every fork begins with: the imported libraries, a shell, and the questions with their inputs."""

    def __init__(self) -> None:
        from classroom.sandbox.warm import warm_up

        _die_with_parent()
        self.questions: dict[str, Any] = {}
        self.home = tempfile.mkdtemp(prefix="template-")
        self.shell = warm_up(self.home)

    def keep(self, questions: dict[str, Any]) -> None:
        """Decode the inputs once for all that are forked from here."""
        self.questions = {task: ready(question) for task, question in questions.items()}
        gc.collect()
        gc.freeze()

    def run(self, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Fork for a job; gives how the fork ended and the bytes that it sent.

        Args:
            job: `steps`, `seconds`, `limits` (see `Limits`; None runs without a sandbox), `folder` that it may write
                in, `cwd` inside it, `readable` and `listable` folders, `env`, `questions` of this job alone, `total`
                seconds, and `output`, `disk` and `memory`, the bytes that it may send, write and hold.
        """
        began = time.monotonic()
        results, sent = os.pipe()
        pulses, pulse = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(results)
            os.close(pulses)
            try:
                _in_fork(job, self, sent, pulse)
            except BaseException as problem:  # ours: what a learner's code raises ends in `run`
                _confess(sent, problem)
            finally:
                os._exit(0)
        os.close(sent)
        os.close(pulse)
        try:
            why, payload = _listen(child, results, pulses, began + job["total"], job)
        finally:
            os.close(results)
            os.close(pulses)
            _kill(child)
        _, status, used = os.wait4(child, 0)
        signalled = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        spent = {"cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss * 1024}
        return {"why": why, "signal": signalled, "seconds": time.monotonic() - began, **spent}, payload


def _listen(child: int, results: int, pulses: int, until: float, job: dict[str, Any]) -> tuple[str, bytes]:
    """Take what a fork sends until it ends, or says, writes or holds too much, or takes too long."""
    parts: list[bytes] = []
    size = 0
    step = until
    said = b""
    held = resident(os.getpid())
    watched = {results, pulses}
    look = time.monotonic() + LOOK_EVERY
    while results in watched:
        left = min(step, until) - time.monotonic()
        if left <= 0:
            return ("time" if until <= step else "step"), b"".join(parts)
        heard, _, _ = select.select(list(watched), [], [], min(left, LOOK_EVERY))
        if time.monotonic() >= look:
            if resident(child) - held > job["memory"]:
                return "memory", b"".join(parts)
            if written_in(job["folder"], job["disk"]) > job["disk"]:
                return "disk", b"".join(parts)
            look = time.monotonic() + LOOK_EVERY
        for end in heard:
            data = os.read(end, 2**16)
            if not data:
                watched.discard(end)
            elif end == results:
                size += len(data)
                if size > job["output"]:
                    return "output", b"".join(parts)
                parts.append(data)
            else:
                said += data
                whole = len(said) - len(said) % _PULSE.size
                if whole:
                    (seconds,) = _PULSE.unpack(said[whole - _PULSE.size : whole])
                    # Whatever the fork claims, the limit of the whole submission stands.
                    step = time.monotonic() + (seconds if 0 <= seconds < LONGEST_STEP else 0.0) + GRACE
                said = said[whole:]
    return "ended", b"".join(parts)


def resident(process: int) -> int:
    """Bytes of memory that a process holds at the moment; 0 where nobody says."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def written_in(folder: str, most: int) -> int:
    """Bytes in a folder and those below it, an empty file or folder counting as a block; stops when it is too much.

    A folder that cannot be looked into, because it lies too deep or was made so that nobody may, is too much as well.
    """
    total = 0
    waiting = [folder]
    while waiting and total <= most:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    with contextlib.suppress(FileNotFoundError):
                        total += max(entry.stat(follow_symlinks=False).st_blocks * 512, BLOCK)
                        if entry.is_dir(follow_symlinks=False):
                            waiting.append(entry.path)
        except (FileNotFoundError, NotADirectoryError):  # removed since its name was read
            continue
        except OSError:
            return most + 1
    return total


def _in_fork(job: dict[str, Any], template: Template, sent: int, pulse: int) -> None:
    """In the fork: close everything off, then run what is not trusted."""
    os.environ.clear()
    os.environ.update(job["env"])
    os.chdir(job["cwd"])
    tempfile.tempdir = job["folder"]
    sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - for as long as the process lives
    own = {0, 1, 2, sent, pulse}
    if job["limits"] is None:
        _die_with_parent()
    else:
        folders = {name: [Path(one) for one in job[name]] for name in ("readable", "listable")}
        enter(Limits(**job["limits"]), **folders, writable=[Path(job["folder"])], keep=own)
    questions = template.questions | {task: ready(one) for task, one in job["questions"].items()}
    write_all(sent, BEGUN)
    run(
        job["steps"],
        questions,
        template.shell,
        job["seconds"],
        lambda data: write_all(sent, data),
        lambda seconds: write_all(pulse, _PULSE.pack(seconds)),
    )


def _confess(sent: int, problem: BaseException) -> None:
    """Say what kept a fork from beginning; the grader takes it for what it is only where nothing of a learner's ran."""
    with contextlib.suppress(OSError):
        said = f"{type(problem).__name__}: {problem}"[:500]
        write_all(sent, json.dumps({"broken": said}).encode("ascii") + b"\n")


def ready(question: dict[str, Any]) -> dict[str, Any]:
    """A question with its tables decoded; other inputs cost nothing and are decoded when they are asked for."""
    from tutor.inputs import decode

    def table(item: Any) -> Any:
        return decode(item) if isinstance(item, dict) and ("frame" in item or "series" in item) else item

    cases = question.get("cases")
    if not cases:
        return question
    made = [{**case, "inputs": {name: table(item) for name, item in case.get("inputs", {}).items()}} for case in cases]
    return {**question, "cases": made}


def _die_with_parent() -> None:
    if sys.platform == "linux":
        prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)


def _kill(child: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)


if __name__ == "__main__":
    main()
