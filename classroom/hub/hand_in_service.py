"""The hub's service that grades what learners hand in, in two processes.

The first is root's, started by JupyterHub: all that it does is to read progress files with their learners' rights, and
to start the second one again where that ended. The second belongs to the class folder's owner and does everything else
(see `handing_in`). Both end with the hub, however that ends.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from classroom.errors import KitError
from classroom.sandbox.kernel import end_with

if TYPE_CHECKING:
    from classroom.hub.revealed import ProgressFile

NAME, MODULE = "hand-ins", "classroom.hub.hand_in_service"

TURN, BUSY_TURN = 0.25, 0.05
"""Seconds between two looks at the exchange, and at what is being graded."""

LONGEST_LINE = 4_096
"""Bytes of a question for a progress file."""

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
"""Seconds until the second process is started again, twice as many each time."""

STEADY = 120.0
"""Seconds after which a process that ran so long is started again at once."""


def hand_in_service(folder: Path) -> dict[str, Any]:
    """The service that grades hand-ins, as JupyterHub is told of it; it needs no rights in the hub."""
    command = [sys.executable, "-m", MODULE, str(folder)]
    return {"name": NAME, "command": command, "environment": _passed_on("LANG", "LC_ALL"), "display": False}


def _passed_on(*names: str) -> dict[str, str]:
    """What a process gets of this one's environment, the time zones' folder among it."""
    return {name: os.environ[name] for name in (*names, "PYTHONTZPATH") if name in os.environ}


def main() -> None:
    """Run the first process for the class folder on the command line, or the second with `--owner PARENT` after it."""
    folder = Path(sys.argv[1])
    if sys.argv[2:3] == ["--owner"]:
        end_with(int(sys.argv[3]), signal.SIGTERM)
        _grade(folder)
    else:
        end_with(os.getppid(), signal.SIGTERM)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())
        _keep_going(folder)


def _keep_going(folder: Path) -> None:
    wait = FIRST_WAIT
    while True:
        began = time.monotonic()
        try:
            code = _run_once(folder)
        except (KitError, OSError, subprocess.SubprocessError) as problem:
            code = str(problem)
        if time.monotonic() - began > STEADY:
            wait = FIRST_WAIT
        _say(f"The process that grades ended ({code}); it is started again in {wait:g} s.")
        time.sleep(wait)
        wait = min(2 * wait, LONGEST_WAIT)


def _run_once(folder: Path) -> int:
    """Start the second process and answer it until it ends; how it ended."""
    command = [sys.executable, "-m", MODULE, str(folder), "--owner", str(os.getpid())]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **_as_owner(folder)) as process:
        try:
            _answer(folder, process.stdout, process.stdin)
            return process.wait()
        finally:
            process.kill()


def _as_owner(folder: Path) -> dict[str, Any]:
    """How to start a process as the account that the class folder belongs to, with all in it given to that account.

    Raises:
        KitError: it belongs to root, as whom nothing of a learner's is ever touched.
    """
    from classroom.hub.limits import Limits, become
    from classroom.hub.modes import give_whole

    if os.geteuid() != 0:
        return {}
    number = folder.stat().st_uid
    if number == 0:
        raise KitError(f"{folder} belongs to root: start the class with `classroom serve`, which gives it an account.")
    try:
        entry = pwd.getpwuid(number)
    except KeyError as problem:
        raise KitError(f"{folder} belongs to an account that this machine does not have: {number}.") from problem
    give_whole(folder, number, entry.pw_gid)  # what root wrote into it since
    kept = _passed_on("PATH", "LANG", "LC_ALL")
    groups = os.getgrouplist(entry.pw_name, entry.pw_gid)
    return {
        "preexec_fn": become(number, entry.pw_gid, groups, str(folder), Limits(umask=0o077)),
        "env": kept | {"HOME": entry.pw_dir, "USER": entry.pw_name, "LOGNAME": entry.pw_name},
    }


def _answer(folder: Path, questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer each line, {"learner": ID}, with a line about that learner's progress file and with what is in it."""
    from classroom.class_folder import read_class
    from classroom.hub.accounts import read_accounts
    from classroom.hub.places import places
    from classroom.hub.revealed import ProgressFile, read_progress

    where = places(folder, read_class(folder))
    while line := questions.readline(LONGEST_LINE):
        found = ProgressFile("unreadable")
        with contextlib.suppress(ValueError, KeyError, TypeError, KitError):
            account = read_accounts(where.accounts)[json.loads(line)["learner"]]
            if account.number and (entry := pwd.getpwnam(account.name)).pw_uid == account.number:
                found = read_progress(where.homes / account.name, account.number, entry.pw_gid)
        changed = found.changed and found.changed.isoformat()
        about = {"state": found.state, "changed": changed, "bytes": len(found.data)}
        with contextlib.suppress(BrokenPipeError):
            answers.write(json.dumps(about).encode() + b"\n" + found.data)
            answers.flush()


class _Asking:
    """Progress files, asked for."""

    def __init__(self, questions: IO[bytes], answers: IO[bytes]) -> None:
        self._questions, self._answers = questions, answers

    def __call__(self, learner: str) -> ProgressFile:
        from classroom.hub.revealed import ProgressFile

        self._questions.write(json.dumps({"learner": learner}).encode() + b"\n")
        self._questions.flush()
        about = json.loads(self._answers.readline(LONGEST_LINE) or b"{}")
        if not about:
            sys.exit("Nobody reads progress files any more.")
        changed = about["changed"] and dt.datetime.fromisoformat(about["changed"])
        return ProgressFile(about["state"], self._answers.read(about["bytes"]), changed)


class _Ids:
    """The learners' ids by the numbers of their accounts, read again when accounts.csv changes."""

    def __init__(self, path: Path) -> None:
        self._path, self._stamp = path, -1
        self._ids: Mapping[int, str] = {}

    def __call__(self) -> Mapping[int, str]:
        from classroom.hub.accounts import read_accounts

        stamp = self._path.stat().st_mtime_ns if self._path.exists() else 0
        if stamp != self._stamp:
            self._ids = {one.number: one.id for one in read_accounts(self._path).values() if one.number}
            self._stamp = stamp
        return self._ids


def _grade(folder: Path) -> None:
    """The second process: grade as work comes in, until the first one ends."""
    from classroom.class_folder import class_course, read_class
    from classroom.grading.batch import check_sandbox
    from classroom.hub.handing_in import HandingIn
    from classroom.hub.places import places

    questions, answers = os.fdopen(os.dup(1), "wb"), os.fdopen(os.dup(0), "rb")
    os.dup2(2, 1)  # whoever prints something does not ask a question
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    try:
        check_sandbox()
        settings = read_class(folder)
        where = places(folder, settings)
        exchange = where.exchange / settings.course_id
        queue = HandingIn(
            folder=folder.resolve(),
            inbound=exchange / "inbound",
            feedback=exchange / "feedback",
            course=class_course(folder),
            ids=_Ids(where.accounts),
            progress=_Asking(questions, answers),
            clock=lambda: dt.datetime.now(dt.UTC),
            tell=_say,
        )
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())
        with contextlib.closing(queue):
            while True:
                time.sleep(BUSY_TURN if queue.turn() else TURN)
    except KitError as problem:
        sys.exit(str(problem))


def _say(text: str) -> None:
    print(f"[{NAME} {dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%S}] {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
