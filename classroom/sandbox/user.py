"""Giving up what root and other privileged users may do."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

from classroom.sandbox.kernel import SandboxError, capset, prctl

NOBODY = 65534
"""The user and group that root becomes: on every Linux the one that owns nothing."""

_KEEP_CAPABILITIES = 8
_SET_DUMPABLE = 4
_VERSION_3 = 0x20080522
_READ_AND_SEARCH = 1 << 2


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Capabilities(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


def give(folder: Path, user: int = NOBODY, group: int = NOBODY) -> None:
    """Make a folder and everything in it writable for the process that is to be closed off, and for nobody else.

    Only root can, and only root has to: whoever is not root stays the same user in the sandbox.

    Args:
        folder: one that no learner's code has run in, since links in it would be followed by nobody but are changed.
        user, group: those that `enter` is told.
    """
    folder.chmod(0o700)
    if os.geteuid() != 0:
        return
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            os.chown(Path(place, name), user, group, follow_symlinks=False)
    os.chown(folder, user, group)


def give_up(needed: Iterable[Path], user: int = NOBODY, group: int = NOBODY) -> None:
    """Become an ordinary user, if this process is root's, and lose every capability.

    One may be kept: where Python lies in root's own home, its files cannot be reached by anybody else, and the process
    keeps the right to read what it may not by the files' modes. What it can open is Landlock's to say in any case.

    Args:
        needed: what the process has to reach afterwards.
        user, group: whom root becomes; not 0.

    Raises:
        SandboxError: a step was refused, or something needed cannot be reached.
    """
    try:
        if 0 in (os.getuid(), os.geteuid()):
            if 0 in (user, group):
                raise SandboxError("The sandbox could not be closed: its user and group cannot be root's.")
            prctl(_KEEP_CAPABILITIES, 1)
            os.setgroups([])
            os.setresgid(group, group, group)
            os.setresuid(user, user, user)
            if _out_of_reach(needed):
                _keep_only(_READ_AND_SEARCH)
            else:
                _keep_only(0)
            prctl(_KEEP_CAPABILITIES, 0)
        else:
            _keep_only(0)
        prctl(_SET_DUMPABLE, 0)
    except OSError as problem:
        raise SandboxError(
            f"The sandbox could not be closed: user {user} and group {group} cannot be used here ({problem})."
        ) from problem
    lost = _out_of_reach(needed)
    if lost:
        raise SandboxError(f"The sandbox could not be closed: user {os.getuid()} cannot read {lost[0]}.")


def _out_of_reach(needed: Iterable[Path]) -> list[Path]:
    return [path for path in needed if not _in_reach(path)]


def _in_reach(path: Path) -> bool:
    # Unlike Path's, these functions say no where a folder above it cannot be passed.
    needed = os.R_OK | os.X_OK if os.path.isdir(path) else os.R_OK  # noqa: PTH112
    return os.access(path, needed, effective_ids=True)


def _keep_only(capabilities: int) -> None:
    sets = (_Capabilities * 2)(_Capabilities(capabilities, capabilities, 0), _Capabilities(0, 0, 0))
    capset(ctypes.byref(_Header(_VERSION_3, 0)), ctypes.byref(sets))
