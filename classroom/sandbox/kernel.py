"""System calls that Python has no function for."""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import sys
from functools import cache
from typing import Any

from classroom.errors import KitError

ARCHITECTURES = {"x86_64": 0, "aarch64": 1}
"""The machines whose system calls are known here, and which column of `calls` has their numbers."""

_ADDRESS_OF_64_BITS = 8

PARENT_DEATH_SIGNAL = 1
"""What `prctl` is asked for the signal that a process gets when the one that started it ends."""


class SandboxError(KitError):
    """The sandbox could not be closed, and nothing of a learner's may run; the message names the step."""


def architecture() -> str:
    """The machine that this process is compiled for, such as "x86_64"; "" where the sandbox does not know it."""
    machine = platform.machine().lower()
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(machine, machine)
    known = sys.byteorder == "little" and ctypes.sizeof(ctypes.c_void_p) == _ADDRESS_OF_64_BITS
    return machine if known and machine in ARCHITECTURES else ""


def call(number: int, *arguments: Any) -> int:
    """Make a system call and give what it returns.

    Args:
        number: of the call, on this machine.
        arguments: whole numbers, None for a null pointer, or ctypes' references.

    Raises:
        OSError: the call failed.
    """
    return _checked(_libc().syscall, ctypes.c_long(number), *arguments)


def prctl(option: int, value: int = 0) -> int:
    """Ask the kernel something about this process, or tell it. Raises OSError."""
    return _checked(_libc().prctl, ctypes.c_int(option), value, 0, 0, 0)


def end_with(parent: int, sign: signal.Signals) -> None:
    """Get a signal when the process that started this one ends, however that ends; end now where it has.

    Args:
        parent: its number, or 1 where it had ended before anybody could ask for it.
        sign: what the kernel sends; elsewhere than on Linux it sends nothing.
    """
    if sys.platform == "linux":
        prctl(PARENT_DEATH_SIGNAL, sign)
    if parent == 1 or os.getppid() != parent:
        sys.exit()


def capset(header: Any, data: Any) -> None:
    """Set this process's capabilities. Raises OSError."""
    _checked(_libc().capset, header, data)


def _checked(function: Any, first: Any, *arguments: Any) -> int:
    # A Python int would go through the variable arguments as 32 bits; the kernel reads 64.
    whole = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    ctypes.set_errno(0)
    result = function(first, *whole)
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


@cache
def _libc() -> Any:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    libc.prctl.restype = ctypes.c_int
    libc.capset.restype = ctypes.c_int
    return libc
