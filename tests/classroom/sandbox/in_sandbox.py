"""Try one thing in a sandbox of its own, and say what came of it."""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import signal
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from classroom.sandbox.enter import NOBODY, Limits, enter, give
from classroom.sandbox.support import readable_folders, support

ORDINARY = 1234
"""A user who is not root, as whom a grader may run."""

WAYS = ("dropped", "ordinary") if os.geteuid() == 0 else ("as we are",)
"""Whose sandbox: root's, which becomes nobody; that of somebody who stays the same user."""

needs_sandbox = pytest.mark.skipif(bool(support().missing), reason=f"no sandbox here: {support().missing}")

LONGEST = 30


@dataclass(frozen=True)
class Outcome:
    """What came of it: a value, or an error with its number; and the signal that ended the process."""

    value: Any = None
    error: str = ""
    errno: int = 0
    message: str = ""
    signal: int = 0


@contextlib.contextmanager
def scratch(way: str) -> Iterator[Path]:
    """A folder that the sandbox may write in, below one that anybody may pass through."""
    with tempfile.TemporaryDirectory(dir="/tmp") as top:
        Path(top).chmod(0o711)
        folder = Path(top, "scratch")
        folder.mkdir()
        if way == "dropped":
            give(folder)
        elif way == "ordinary":
            give(folder, ORDINARY, ORDINARY)
        yield folder


def try_in(
    folder: Path,
    work: Callable[[], Any],
    way: str = WAYS[0],
    *,
    limits: Limits | None = None,
    close: bool = True,
    **more: Any,
) -> Outcome:
    """Fork, become who the way says, go into the sandbox unless told not to, and do the work.

    The work's answer has to be what JSON can hold. An OSError or another exception is an answer too.
    """
    ready, answer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(ready)
            faulthandler.disable()  # what ends the process here is meant to
            signal.alarm(LONGEST)
            _go(folder, way, limits or Limits(), close, more)
            told = _told(work)
        except BaseException as problem:
            told = {"error": type(problem).__name__, "message": traceback.format_exc()}
        try:
            os.write(answer, json.dumps(told).encode())
        finally:
            os._exit(0)
    os.close(answer)
    data = b""
    while part := os.read(ready, 2**16):
        data += part
    os.close(ready)
    status = os.waitpid(child, 0)[1]
    ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    return Outcome(**json.loads(data or b"{}"), signal=ended)


def _go(folder: Path, way: str, limits: Limits, close: bool, more: dict[str, Any]) -> None:
    os.chdir(folder)
    os.environ.update(TMPDIR=str(folder), HOME=str(folder), MPLCONFIGDIR=str(folder))
    tempfile.tempdir = str(folder)
    readable = list(readable_folders())
    become(way)
    if way != "dropped":  # Python may lie where only root can reach it; then there is less to read
        readable = [path for path in readable if os.access(path, os.R_OK)]
    if close:
        enter(limits, readable=readable, writable=[folder], **more)
    elif way == "dropped":
        become("nobody")


def become(way: str) -> None:
    """Be the ordinary user, or nobody, for good."""
    who = {"ordinary": ORDINARY, "nobody": NOBODY}.get(way)
    if who is not None:
        os.setgroups([])
        os.setresgid(who, who, who)
        os.setresuid(who, who, who)


def _told(work: Callable[[], Any]) -> dict[str, Any]:
    try:
        return {"value": work()}
    except OSError as problem:
        return {"error": type(problem).__name__, "errno": problem.errno or 0, "message": str(problem)}
    except Exception as problem:
        return {"error": type(problem).__name__, "message": traceback.format_exc()}


@contextlib.contextmanager
def sleeper(way: str) -> Iterator[int]:
    """Another process of the same user; gives its id."""
    child = os.fork()
    if child == 0:
        try:
            become("nobody" if way == "dropped" else way)
            while True:
                signal.pause()
        finally:
            os._exit(0)
    try:
        yield child
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
