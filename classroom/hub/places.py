"""Where everything of a class's hub lies.

Learners must pass through the folders above their homes and the exchange, and must not come near the class folder. So
the hub has a folder of its own, by default in /var/lib/classroom, that belongs to root:

    private/      the hub's database, secrets, pid and log, and the workspace that homes are made from: root alone
    accounts.csv  which account belongs to which id: root and the instructors
    config/       Jupyter's settings for learners and for instructors
    exchange/     nbgrader's exchange; `exchange` in the class folder is a link to it
    homes/        a home for every account, closed to everybody else
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path

from classroom.class_settings import ClassSettings

STATE = Path("/var/lib/classroom")
"""Below which classes' hubs have their folders."""

RUNTIME = Path("/run/classroom")
"""Where running servers have their sockets. A socket's path may have 107 bytes, which a home's could exceed."""


@dataclass(frozen=True)
class Places:
    """The paths of one class's hub.

    Attributes:
        root: the hub's folder.
        tag: six hexadecimal digits that stand for the class in the names of accounts and groups.
    """

    root: Path
    tag: str

    @property
    def private(self) -> Path:
        return self.root / "private"

    @property
    def accounts(self) -> Path:
        return self.root / "accounts.csv"

    @property
    def exchange(self) -> Path:
        return self.root / "exchange"

    @property
    def homes(self) -> Path:
        return self.root / "homes"

    @property
    def learner_config(self) -> Path:
        return self.root / "config" / "learner"

    @property
    def instructor_config(self) -> Path:
        return self.root / "config" / "instructor"

    @property
    def workspace(self) -> Path:
        return self.private / "workspace"

    @property
    def database(self) -> Path:
        return self.private / "hub.sqlite"

    @property
    def log(self) -> Path:
        return self.private / "hub.log"

    @property
    def pid(self) -> Path:
        return self.private / "hub.pid"

    @property
    def proxy_pid(self) -> Path:
        return self.private / "proxy.pid"

    @property
    def group(self) -> str:
        """The group of the class's learners."""
        return f"cv{self.tag}"


def places(folder: Path, settings: ClassSettings) -> Places:
    """Where a class's hub lies. The same class always has the same place, wherever its folder is moved to.

    Args:
        folder: the class folder, from which a path in class.toml is seen.
        settings: what class.toml says.
    """
    tag = keyed(settings, "class")[:6]
    if settings.hub.folder:
        return Places((folder / settings.hub.folder).absolute(), tag)
    return Places(STATE / tag, tag)


def keyed(settings: ClassSettings, text: str) -> str:
    """Hexadecimal digits that stand for a text in one class, and tell nobody without the class's secret what it is."""
    return hmac.new(settings.seed.encode(), b"hub\0" + text.encode(), hashlib.sha256).hexdigest()
