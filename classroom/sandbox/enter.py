"""Going into the sandbox, which there is no way out of."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Collection, Sequence
from pathlib import Path

from classroom.sandbox import landlock, seccomp
from classroom.sandbox.kernel import PARENT_DEATH_SIGNAL, SandboxError, architecture, prctl
from classroom.sandbox.limits import Limits, set_limits, taken
from classroom.sandbox.own_files import own_files
from classroom.sandbox.user import NOBODY, give, give_up

__all__ = ["NOBODY", "Limits", "SandboxError", "enter", "give"]


def enter(
    limits: Limits,
    *,
    readable: Sequence[Path],
    writable: Sequence[Path],
    listable: Sequence[Path] = (),
    keep: Collection[int] | None = None,
    user: int = NOBODY,
    group: int = NOBODY,
) -> None:
    """Close this process off for good. Call it in a forked process with one thread, just before a learner's code.

    Afterwards it can read `readable`, write in `writable`, compute, start threads and signal itself. It cannot start a
    process or a program, open a socket, see or reach another process, nor take any of this back; and it ends when its
    parent does. Changing a file's mode or dates says yes and does nothing.

    What it holds already stays in its hands: memory, and descriptors that are open. Whatever it is not to have must
    be gone before, or never have been there. What is found by a name in the environment is the caller's too: TMPDIR,
    HOME and MPLCONFIGDIR have to lie in a writable folder.

    Args:
        limits: how much it may take.
        readable: files and folders, with all below them; see `readable_folders`.
        writable: folders to make files in; /dev/null can be written to by itself. Root has to `give` them first.
        listable: folders in which names can be listed; see `listable_folders`.
        keep: the descriptors to keep; each of the others is turned to /dev/null, so that whoever closes it later does
            not close another that has been given the same number. None leaves them all as they are.
        user, group: whom root becomes. One id for all that run at a time shares the limit of threads among them.

    Raises:
        SandboxError: a step was refused. The process is half closed then, and has to end.
    """
    if not architecture():
        raise SandboxError("The sandbox could not be closed: this machine's system calls are not known.")
    _only_one_thread()
    _own_session()
    _first_to_go()
    parent = os.getppid()
    before = taken(user if os.geteuid() == 0 else os.getuid())
    of_itself = own_files()
    if keep is not None:
        _turn_away(keep)
    give_up([*readable, *writable, *listable], user, group)
    _end_with(parent)
    landlock.restrict(readable, [*writable, Path(os.devnull)], listable, of_itself)
    set_limits(limits, before)
    seccomp.close(os.getpid())


def _only_one_thread() -> None:
    # Landlock and the filter close off the thread that asks for them, and those it starts, but no other.
    threads = len(os.listdir("/proc/self/task")) if Path("/proc/self/task").exists() else 0  # noqa: PTH208
    if threads != 1:
        raise SandboxError(f"The sandbox could not be closed: the process has {threads or 'unknown'} threads, not one.")


def _own_session() -> None:
    if os.getsid(0) == os.getpid():
        return
    try:
        os.setsid()
    except OSError as problem:
        raise SandboxError(f"The sandbox could not be closed: it needs a session of its own ({problem}).") from problem


def _first_to_go() -> None:
    """Where memory runs out, let this process be ended before any other; no harm where that cannot be said."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="utf-8")


def _turn_away(keep: Collection[int]) -> None:
    try:
        nothing = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
        for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 - numbers, not paths
            if int(name) not in keep and int(name) != nothing:
                with contextlib.suppress(OSError):  # the one that the list was read by is closed already
                    os.fstat(int(name))
                    os.dup2(nothing, int(name), inheritable=False)
        if nothing not in keep:
            os.close(nothing)
    except OSError as problem:
        raise SandboxError(f"The sandbox could not be closed: descriptors stay open ({problem}).") from problem


def _end_with(parent: int) -> None:
    # After changing the user, which makes the kernel forget it.
    try:
        prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
    except OSError as problem:
        raise SandboxError(f"The sandbox could not be closed: it would outlive its parent ({problem}).") from problem
    if os.getppid() != parent:
        raise SandboxError("The sandbox could not be closed: its parent has ended.")
