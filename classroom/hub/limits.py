"""What a learner's processes may take of the machine.

The limits are the kernel's own per process (setrlimit), which work on every Linux and in every container: RLIMIT_DATA
for memory, so the server and each kernel may hold as much as class.toml says; RLIMIT_NPROC for the processes and
threads of the account together. A limit on an account's memory as a whole needs control groups, which systemd or a
container has to hand over; the kit sets none.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from dataclasses import dataclass

from classroom.sandbox.kernel import prctl

NO_NEW_PRIVILEGES = 38
"""What prctl is asked, so that no program gains rights by being started: not sudo, not su."""

PROCESSES = 400
"""Processes and threads of one learner: a server and three kernels have about 120."""

LARGEST_FILE = 2 << 30
UNITS = {"M": 1 << 20, "G": 1 << 30}


@dataclass(frozen=True)
class Limits:
    """What an account's processes may take.

    Attributes:
        memory: bytes that a process may hold; None for no limit.
        processes: processes and threads of the account; None for no limit.
        umask: what new files are closed to.
    """

    memory: int | None = None
    processes: int | None = None
    umask: int = 0o022


def learner_limits(memory: str) -> Limits:
    """A learner's limits, from what class.toml says, such as "1G"."""
    return Limits(int(float(memory[:-1]) * UNITS[memory[-1]]), PROCESSES, 0o077)


def become(number: int, group: int, groups: list[int], folder: str, limits: Limits) -> Callable[[], None]:
    """What a new process does before its program begins: become an account, with its limits.

    Args:
        number, group, groups: the account's; not root's.
        folder: where the program begins.
        limits: none that the process could raise again.
    """
    if number == 0:
        raise ValueError("A server never runs as root.")

    def before() -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if limits.memory is not None:
            resource.setrlimit(resource.RLIMIT_DATA, (limits.memory, limits.memory))
        if limits.processes is not None:
            resource.setrlimit(resource.RLIMIT_NPROC, (limits.processes, limits.processes))
            resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
            prctl(NO_NEW_PRIVILEGES, 1)
        os.umask(limits.umask)
        os.setgroups(groups)
        os.setresgid(group, group, group)
        os.setresuid(number, number, number)
        os.chdir(folder)

    return before
