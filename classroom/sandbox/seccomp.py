"""The seccomp filter: which system calls a process can make, decided by a small program that the kernel runs.

The program is made by hand, an instruction being a code, two jumps (counted from the instruction after it) and a
value. It reads one word at a time of what the kernel lays before it: the call's number, the machine, six arguments.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Iterable, Sequence
from functools import cache

from classroom.sandbox.calls import ALLOWED, ANSWERED, LAST, numbers
from classroom.sandbox.kernel import SandboxError, architecture, call, prctl

Instruction = tuple[int, int, int, int]
Code = list[Instruction]

MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

_LOAD, _AND, _RETURN = 0x20, 0x54, 0x06
_EQUAL, _GREATER, _AT_LEAST = 0x15, 0x25, 0x35

_KILL, _ERRNO, _ALLOW = 0x80000000, 0x00050000, 0x7FFF0000

_LET_THROUGH: Instruction = (_RETURN, 0, 0, _ALLOW)

_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16

CLONE_THREAD = 0x00010000
CLONE_NEW_NAMESPACE = 0x7E020000  # net, pid, user, ipc, uts, cgroup; mount
AF_UNIX, SOCK_STREAM, SOCK_TYPE = 1, 1, 0xF

DESCRIPTOR_COMMANDS = (0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030, 1031, 1032)
"""What `fcntl` may do: copy a descriptor, its flags, locks, the size of a pipe. Not: say whom to signal with what,
which signals any process of the same user; nor leases and notices, which hold up or listen to others."""

DEVICE_COMMANDS = (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""What `ioctl` may do: ask whether this is a terminal and how large, how much there is to read; waiting or not;
closing on exec. Not: type into a terminal, say whom to signal."""

PROCESS_COMMANDS = (3, 15, 16, 21, 22, 23, 29, 30, 38, 39, 41, 42, 0x53564D41)
"""What `prctl` may do: names of threads and of memory, how exact timers are, large pages, asking, and shutting itself
in further. Not: outliving the parent, or letting itself be traced."""


def close(pid: int) -> None:
    """From here on make no system call but those that `program` lets through.

    Args:
        pid: this process's own id, the only one that it may send signals to.

    Raises:
        SandboxError: the kernel refuses.
    """
    instructions = program(architecture(), pid)
    data = b"".join(struct.pack("=HBBI", *one) for one in instructions)
    kept = ctypes.create_string_buffer(data, len(data))
    pointer = struct.pack("@HP", len(instructions), ctypes.addressof(kept))
    try:
        prctl(38, 1)  # no new privileges, which the kernel asks for
        call(numbers(ALLOWED, architecture())["seccomp"], 1, 0, ctypes.create_string_buffer(pointer, len(pointer)))
    except OSError as problem:
        raise SandboxError(f"The sandbox could not be closed: no seccomp filter can be set ({problem}).") from problem


def available() -> bool:
    """Whether the kernel takes filters that refuse a call with an error."""
    action = ctypes.c_uint32(_ERRNO)
    try:
        call(numbers(ALLOWED, architecture())["seccomp"], 2, 0, ctypes.byref(action))
    except OSError:
        return False
    return True


def program(machine: str, pid: int) -> Code:
    """The filter for a machine and a process.

    A call for another machine (`int 0x80`) ends the process: nothing honest makes one.
    """
    return [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 1, 0, MACHINES[machine]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_GREATER, 0, 1, LAST),  # which the x32 table is too, a second one with other numbers for the same calls
        _refuse(errno.ENOSYS),
        *_looked_at(machine, pid),
        *_the_rest(machine),
        _refuse(errno.EPERM),
    ]


def _looked_at(machine: str, pid: int) -> Code:
    """The calls that are decided by their arguments, and those with an answer of their own."""
    own_pid = _one_of(0, (pid,))
    own_or_zero = _one_of(0, (0, pid))
    rules: list[tuple[Iterable[str], Code]] = [
        (("kill", "tkill", "tgkill"), own_pid),
        (("prlimit64", "sched_setaffinity"), own_or_zero),
        (("fcntl",), _one_of(1, DESCRIPTOR_COMMANDS)),
        (("ioctl",), _one_of(1, DEVICE_COMMANDS)),
        (("prctl",), _one_of(0, PROCESS_COMMANDS)),
        # A thread of this process in this process's namespaces; no other process.
        (("clone",), _masked(0, CLONE_THREAD | CLONE_NEW_NAMESPACE, CLONE_THREAD, errno.EPERM)),
        # A pair of streams cannot be turned to anybody else; a pair for datagrams can, by an address in `sendmsg`.
        (("socketpair",), [*_goes_on(0, 0xFFFFFFFF, AF_UNIX), *_masked(1, SOCK_TYPE, SOCK_STREAM, errno.EACCES)]),
        (("sendto",), _null(4, _LET_THROUGH, _refuse(errno.EPERM))),
        (("open",), _opening(1)),
        (("openat",), _opening(2)),
        # Changing modes and dates says yes and does nothing: Landlock does not stop them on files that belong to the
        # same user, and copying a file with shutil has to work. Touching (no dates given) is refused, so that
        # Path.touch goes on to make the file.
        (("chmod", "fchmod", "fchmodat", "fchmodat2"), [_refuse(0)]),
        (("utimensat",), _null(2, _refuse(errno.EPERM), _refuse(0))),
        # Without attributes, as on a file system that has none.
        ((name for name in numbers(ANSWERED, machine) if name.endswith("xattr")), [_refuse(errno.EOPNOTSUPP)]),
        # Their arguments are in memory, where a filter cannot look; the C library goes on with what it had before.
        (("clone3", "openat2"), [_refuse(errno.ENOSYS)]),
        (("socket", "connect", "bind", "listen", "accept", "accept4"), [_refuse(errno.EACCES)]),
    ]
    known = numbers(ALLOWED, machine) | numbers(ANSWERED, machine)
    code: Code = []
    for names, rule in rules:
        for name in names:
            if name in known:
                code += [(_EQUAL, 0, len(rule), known[name]), *rule]
    return code


@cache
def _the_rest(machine: str) -> Code:
    """Let through what stands in the table and was not decided above."""
    code: Code = []
    for first, last in _runs(sorted(numbers(ALLOWED, machine).values())):
        code += [(_AT_LEAST, 0, 2, first), (_GREATER, 1, 0, last), _LET_THROUGH]
    return code


def _runs(values: Sequence[int]) -> list[tuple[int, int]]:
    """Whole numbers in ascending order as the first and last of each unbroken run."""
    runs: list[tuple[int, int]] = []
    for value in values:
        if runs and value == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], value
        else:
            runs.append((value, value))
    return runs


def _refuse(number: int) -> Instruction:
    return _RETURN, 0, 0, _ERRNO | number


def _word(argument: int, *, high: bool = False) -> Instruction:
    # Ids, flags and commands are the low half of an argument: the kernel does not read the rest of them.
    return _LOAD, 0, 0, _ARGUMENTS + 8 * argument + 4 * high


def _one_of(argument: int, values: Sequence[int]) -> Code:
    """Let the call through if an argument is one of these."""
    tests = [(_EQUAL, len(values) - place, 0, value) for place, value in enumerate(values)]
    return [_word(argument), *tests, _refuse(errno.EPERM), _LET_THROUGH]


def _goes_on(argument: int, mask: int, value: int) -> Code:
    """Refuse with EACCES unless the masked argument has this value; otherwise go on with what follows."""
    return [_word(argument), (_AND, 0, 0, mask), (_EQUAL, 1, 0, value), _refuse(errno.EACCES)]


def _masked(argument: int, mask: int, value: int, refusal: int) -> Code:
    """Let the call through if the masked argument has this value."""
    return [
        *(_word(argument), (_AND, 0, 0, mask), (_EQUAL, 1, 0, value)),
        *(_refuse(refusal), _LET_THROUGH),
    ]


def _null(argument: int, if_null: Instruction, otherwise: Instruction) -> Code:
    """Return one or the other, by whether an argument is a null pointer; that takes both of its halves."""
    return [
        *(_word(argument), (_EQUAL, 0, 3, 0), _word(argument, high=True), (_EQUAL, 0, 1, 0)),
        *(if_null, otherwise),
    ]


def _opening(argument: int) -> Code:
    """Refuse what gets around Landlock's older versions: to cut short a file that is opened for reading, and the access
    mode 3, which asks for a descriptor that neither reads nor writes.
    """
    cut, mode = os.O_TRUNC, os.O_ACCMODE
    return [
        *(_word(argument), (_AND, 0, 0, mode), (_EQUAL, 0, 1, mode), _refuse(errno.EPERM)),
        *_masked_out(argument, cut | mode, cut),
    ]


def _masked_out(argument: int, mask: int, value: int) -> Code:
    """Let the call through unless the masked argument has this value."""
    return [
        *(_word(argument), (_AND, 0, 0, mask), (_EQUAL, 1, 0, value)),
        *(_LET_THROUGH, _refuse(errno.EPERM)),
    ]
