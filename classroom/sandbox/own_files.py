"""The few files that tell a process of itself, and that libraries stop without."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

_LIMITS = {"cpu": ("cpu.cfs_quota_us", "cpu.cfs_period_us"), "memory": ("memory.limit_in_bytes",)}
_LIMITS_OF_ALL = ("cpu.max", "memory.max")
_GROUPS = Path("/sys/fs/cgroup")


def own_files() -> list[Path]:
    """What this process may read of itself; nothing else of /proc and /sys.

    Its map of memory, which says what libraries are loaded (threadpoolctl, and so scikit-learn); and which group it is
    in and how much the group may take (DuckDB, which ends the process where these are there and cannot be opened).
    """
    groups = Path("/proc/self/cgroup")
    found = [Path("/proc/self/maps"), groups]
    try:
        lines = groups.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        lines = []
    for line in lines:
        number, _, rest = line.partition(":")
        names, _, group = rest.partition(":")
        if number == "0":
            found += _files(_GROUPS, group, _LIMITS_OF_ALL)
        for name in names.split(","):
            found += _files(_GROUPS / name, group, _LIMITS.get(name, ()))
    return [path for path in dict.fromkeys(found) if path.exists()]


def _files(top: Path, group: str, names: tuple[str, ...]) -> list[Path]:
    """The files of a group, and of the whole, which is what a container sees of its own."""
    if not names or ".." in PurePosixPath(group).parts:
        return []
    return [folder / name for folder in (top, top / group.strip("/")) for name in names]
