"""Ending everything that some accounts run, and nothing that the kit itself does in their names."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path

from classroom.hub.system import processes_by_account

PATIENCE = 2.0
"""Seconds that processes have to end by themselves before they are killed."""


def is_kits(process: int, hub: int) -> bool:
    """Whether a process of a learner's account does the kit's own work, such as packing a download.

    A process of root's has started it, in the session of the hub or of one of its services, which nobody else can come
    into. A server has a session of its own, and what it starts can only leave it for a new one. Who got hold of a
    process of the kit's, which runs as their account, could start others in that session: those are theirs.
    """
    with contextlib.suppress(OSError):
        session, parent = os.getsid(process), _parent_of(process)
        if parent <= 1 or os.getsid(parent) != session or Path(f"/proc/{parent}").stat().st_uid != 0:
            return False
        if session == os.getsid(hub):
            return True
        about = Path(f"/proc/{session}")
        return about.stat().st_uid == 0 and _parent_of(session) == hub
    return False


def _parent_of(process: int) -> int:
    about = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    return int(about.rpartition(")")[2].split()[1])


def end_all(numbers: Iterable[int], hub: int, patience: float = PATIENCE) -> None:
    """End every process of some accounts but the kit's own: all are asked, and killed after some seconds."""
    wanted, began = set(numbers), time.monotonic()
    sign = signal.SIGTERM
    asked: set[int] = set()
    while left := _own(wanted, hub):
        passed = time.monotonic() - began
        if passed > 2 * patience:
            return  # beyond reach: in a system call that does not end
        if passed > patience:
            sign = signal.SIGKILL
        for process in left:
            if sign == signal.SIGKILL or process not in asked:
                asked.add(process)
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, sign)
        time.sleep(0.05)


def _own(numbers: set[int], hub: int) -> list[int]:
    found = processes_by_account(numbers)
    return [process for several in found.values() for process in several if not is_kits(process, hub)]
