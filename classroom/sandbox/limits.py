"""How much of the machine a process can take."""

from __future__ import annotations

import math
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from classroom.sandbox.kernel import SandboxError

if sys.platform != "win32":
    import resource  # here, since in the sandbox there may be nothing left to import

_FIRST_PID_NAMESPACE = "pid:[4026531836]"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a process may take from the moment it is closed off.

    Attributes:
        memory: bytes of address space beyond what it has then; more raises MemoryError. What libraries set aside
            without using it counts, so it is far more than what the tables take.
        cpu: seconds of computing, of all its threads together; then SIGXCPU ends it, and a second later SIGKILL, which
            cannot be caught.
        file: bytes of one file.
        files: descriptors open at a time, those it comes with included.
        threads: threads beyond what the user has then. All processes of the user count, so this is kept well above
            what libraries start; it is set only where every process can be counted, which it cannot in a container.
    """

    memory: int = 2**30
    cpu: int = 60
    file: int = 64 * 2**20
    files: int = 128
    threads: int = 256


@dataclass(frozen=True)
class Taken:
    """What a process has taken already: bytes of address space, seconds; and the user's threads, None if unknown."""

    memory: int
    cpu: float
    threads: int | None


def taken(user: int) -> Taken:
    """Look up, in /proc, what this process has, and how many threads a user.

    Raises:
        SandboxError: there is no /proc.
    """
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[0])
    except (OSError, ValueError, IndexError) as problem:
        raise SandboxError(
            f"The sandbox could not be closed: /proc does not say how much memory is taken ({problem})."
        ) from problem
    return Taken(pages * os.sysconf("SC_PAGE_SIZE"), time.process_time(), _threads(user))


def set_limits(limits: Limits, before: Taken) -> None:
    """Set the limits for good: soft and hard at once, and never above what was set already.

    Raises:
        SandboxError: the system refuses.
    """
    cpu = math.ceil(before.cpu + limits.cpu)
    wanted = {
        resource.RLIMIT_AS: before.memory + limits.memory,
        resource.RLIMIT_FSIZE: limits.file,
        resource.RLIMIT_NOFILE: limits.files,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 64 * 1024,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_NICE: 0,
        resource.RLIMIT_RTPRIO: 0,
    }
    if before.threads is not None:
        wanted[resource.RLIMIT_NPROC] = before.threads + limits.threads
    try:
        for which, value in wanted.items():
            lower = _lower(value, resource.getrlimit(which)[1])
            resource.setrlimit(which, (lower, lower))
        last = _lower(cpu + 1, resource.getrlimit(resource.RLIMIT_CPU)[1])
        resource.setrlimit(resource.RLIMIT_CPU, (min(cpu, last), last))
    except (OSError, ValueError) as problem:
        raise SandboxError(f"The sandbox could not be closed: a limit was refused ({problem}).") from problem


def _lower(value: int, hard: int) -> int:
    return value if hard < 0 else min(value, hard)  # a negative one means none


def _threads(user: int) -> int | None:
    """The threads of a user's processes; None where some may be out of sight, as they are from within a container."""
    try:
        if os.readlink("/proc/self/ns/pid") != _FIRST_PID_NAMESPACE:  # noqa: PTH115 - not a path
            return None
        ids = [name for name in os.listdir("/proc") if name.isdigit()]  # noqa: PTH208 - for speed
    except OSError:
        return None
    return sum(_threads_of(name, user) for name in ids)


def _threads_of(name: str, user: int) -> int:
    try:
        if os.stat(f"/proc/{name}").st_uid != user:  # noqa: PTH116 - for speed
            return 0
        return os.stat(f"/proc/{name}/task").st_nlink - 2  # noqa: PTH116
    except OSError:  # it has ended
        return 0
