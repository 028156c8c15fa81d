"""Landlock: which files a process can open, decided by the process itself and never taken back.

It knows nothing of what needs no opening: `stat`, `chdir`, `readlink`, and changes of modes, owners, dates and
attributes. The last four are refused by the filter of `seccomp`.
"""

from __future__ import annotations

import ctypes
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from classroom.sandbox.kernel import SandboxError, call, prctl

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same number on every machine

WRITE_FILE, READ_FILE, READ_DIR = 1 << 1, 1 << 2, 1 << 3
REMOVE_DIR, REMOVE_FILE, MAKE_DIR, MAKE_REG = 1 << 4, 1 << 5, 1 << 7, 1 << 8
REFER, TRUNCATE = 1 << 13, 1 << 14

ACCESS = {1: (1 << 13) - 1, 2: REFER, 3: TRUNCATE, 5: 1 << 15}
"""What each version of Landlock can refuse about files beyond the one before it: all that version 1 knows; moving and
linking between folders (only ever refused before it); cutting short; commands to devices."""

NETWORK = {4: 0b11}
"""The same of TCP: to bind and to connect."""

SCOPES = {6: 0b11}
"""The same of what may leave the process: to abstract UNIX sockets, and as signals."""

READ = READ_FILE | READ_DIR
WRITE = READ | WRITE_FILE | TRUNCATE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER
"""Neither says that anything may be executed, which a shared library does not need; and in a writable folder there
are files and folders, no links, pipes, sockets or devices that whoever reads it afterwards could be led astray by."""

OF_FILES = WRITE_FILE | READ_FILE | TRUNCATE

_PATH_BENEATH = 1
_ASK_VERSION = 1
_NO_NEW_PRIVS = 38


class _Ruleset(ctypes.Structure):
    # Older kernels take the longer form too, as long as what they do not know is zero.
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"  # what packing means, said aloud as newer Pythons want it
    _fields_ = (("access", ctypes.c_uint64), ("folder", ctypes.c_int32))


def version() -> int:
    """The version of Landlock (its ABI) that the kernel has. Raises OSError where it has none or refuses to say."""
    return call(CREATE_RULESET, None, 0, _ASK_VERSION)


def restrict(
    readable: Iterable[Path], writable: Iterable[Path], listable: Iterable[Path] = (), held: Iterable[Path] = ()
) -> None:
    """From here on open nothing but these files and folders, and what is below them.

    Args:
        readable: to read.
        writable: to read, write, make and remove in; a file among them is read and written.
        listable: folders in which the names can be listed, without reading what they name.
        held: files of the kernel's own to read. They stay open, without a right to read: one that nobody holds may be
            made anew at any time, and the rule is about the one there is now.

    Raises:
        SandboxError: one of them is not there, or the kernel refuses.
    """
    try:
        prctl(_NO_NEW_PRIVS, 1)
        here = version()
        files, network, scopes = (_known(table, here) for table in (ACCESS, NETWORK, SCOPES))
        ruleset = _Ruleset(files, network, scopes)
        rules = call(CREATE_RULESET, ctypes.byref(ruleset), ctypes.sizeof(ruleset), 0)
    except OSError as problem:
        raise SandboxError(f"The sandbox could not be closed: Landlock cannot be used ({problem}).") from problem
    try:
        for paths, access in ((readable, READ), (writable, WRITE), (listable, READ_DIR)):
            for path in paths:
                _allow(rules, path, access & files)
        for path in held:
            _allow(rules, path, READ_FILE, hold=True)
        call(RESTRICT_SELF, rules, 0)
    except OSError as problem:
        raise SandboxError(f"The sandbox could not be closed: Landlock refused ({problem}).") from problem
    finally:
        os.close(rules)


def _known(table: dict[int, int], here: int) -> int:
    return sum(bits for since, bits in table.items() if since <= here)


def _allow(rules: int, path: Path, access: int, *, hold: bool = False) -> None:
    beneath = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not stat.S_ISDIR(os.fstat(beneath).st_mode):
            access &= OF_FILES
        if access:
            call(ADD_RULE, rules, _PATH_BENEATH, ctypes.byref(_PathBeneath(access, beneath)), 0)
    finally:
        if not hold:
            os.close(beneath)
