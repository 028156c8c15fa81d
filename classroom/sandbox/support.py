"""Whether this machine can run learners' code in the sandbox, and if not, what would help."""

from __future__ import annotations

import errno
import platform
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from classroom.sandbox import landlock, seccomp
from classroom.sandbox.folders import listable_folders, readable_folders
from classroom.sandbox.kernel import architecture, prctl

__all__ = ["LEAST_LANDLOCK", "Support", "listable_folders", "readable_folders", "support"]

LEAST_LANDLOCK = 1
"""The least version of Landlock that is accepted.

Version 1 (Linux 5.13) closes the files. What later ones add is closed by the filter already: cutting files short by
name or by opening them (3), the network (4), commands to devices (5), signals and abstract sockets (6). Moving and
linking between folders, which 2 can allow, 1 refuses. So they are a second door where they are there, and not missed
where they are not.
"""

_FIRST_WITH_LANDLOCK = 5, 13
_ASK_SECCOMP = 21


@dataclass(frozen=True)
class Support:
    """What a machine has.

    Attributes:
        landlock: the version of Landlock; 0 for none.
        missing: why there is no sandbox here: a key below `sandbox` of the messages; "" where there is one.
        fields: what its text names.
    """

    landlock: int = 0
    missing: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """What is missing and what would help, in one of the course's languages."""
        from customer_value.messages import message

        return message("classroom", f"sandbox.{self.missing or 'here'}", language, **self.fields)


def support() -> Support:
    """Find out whether there is a sandbox on this machine; takes no time and changes nothing."""
    if sys.platform != "linux":
        return Support(missing="other-system", fields={"system": platform.system() or sys.platform})
    if not architecture():
        return Support(missing="other-machine", fields={"machine": platform.machine()})
    try:
        here = landlock.version()
    except OSError as problem:
        return _without_landlock(problem)
    try:
        prctl(_ASK_SECCOMP)
        if not seccomp.available():
            return Support(here, "no-filter")
    except OSError:
        return Support(here, "no-filter")
    return Support(here)


def _without_landlock(problem: OSError) -> Support:
    kernel = platform.release()
    if problem.errno == errno.EOPNOTSUPP:
        return Support(missing="landlock-off", fields={"kernel": kernel})
    numbers = re.match(r"(\d+)\.(\d+)", kernel)
    old = numbers is not None and (int(numbers[1]), int(numbers[2])) < _FIRST_WITH_LANDLOCK
    if problem.errno == errno.ENOSYS and old:
        return Support(missing="old-kernel", fields={"kernel": kernel})
    return Support(missing="landlock-forbidden", fields={"kernel": kernel})
