"""Which packages a learner's machine needs: what learners use and what that needs, as requirements.lock pins them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from classroom.errors import KitError

PACKAGES = ("customer_value", "generator", "tutor")
"""The kit's packages that learners are given."""

JUPYTER = (
    "ipykernel",
    "ipywidgets",
    "jupyterlab",
    "jupyterlab-language-pack-zh-cn",
    "jupyterlab-language-pack-zh-tw",
)
"""What opens the notebooks; no line of theirs imports it."""

LOCK, PROJECT = "requirements.lock", "pyproject.toml"

_IMPORT = re.compile(r"^[ \t]*(?:import|from) ([a-zA-Z_]\w*)", re.MULTILINE)

Needs = Callable[[str], Sequence[str] | None]
"""What a distribution needs, as its metadata say; None where it is not installed here."""


def pinned(root: Path, names: Iterable[str] | None = None, needs: Needs | None = None) -> str:
    """The lines of requirements.lock that a learner's machine needs, for every system and version of Python.

    Args:
        root: the folder of the kit.
        names: what is used itself; as `direct` finds it when None.
        needs: what distributions need; as those installed here say when None.

    Raises:
        KitError: requirements.lock or pyproject.toml is missing or damaged, or a package is not in the lock.
    """
    lines = locked(_read(root / LOCK))
    names = closure(direct(root) if names is None else names, lines, needs or installed)
    return "".join(f"{lines[name]}\n" for name in sorted(names))


def direct(root: Path) -> tuple[str, ...]:
    """What the learners' packages and the notebooks import themselves, among the kit's dependencies; and Jupyter."""
    try:
        project = tomllib.loads(_read(root / PROJECT))["project"]
        declared = {canonicalize_name(Requirement(text).name) for text in project["dependencies"]}
    except (tomllib.TOMLDecodeError, KeyError, InvalidRequirement) as problem:
        raise KitError(f"{root / PROJECT} cannot be read: {problem}.") from problem
    provided = metadata.packages_distributions()
    used = {
        canonicalize_name(distribution)
        for module in imported(root)
        for distribution in provided.get(module, [module])
        if canonicalize_name(distribution) in declared
    }
    return tuple(sorted(used | set(JUPYTER)))


def imported(root: Path) -> set[str]:
    """The modules, by their first names, that the learners' packages and the pages of the course import.

    A word that only follows "import" in a sentence is among them; it is no name of a package that the kit depends on.
    """
    found: set[str] = set()
    places = {**dict.fromkeys(PACKAGES, "*.py"), "course": "*.md", "exercises": "*.md"}
    for folder, pattern in places.items():
        for path in sorted((root / folder).rglob(pattern)):
            found.update(_IMPORT.findall(path.read_text(encoding="utf-8")))
    return found


def closure(roots: Iterable[str], lines: Mapping[str, str], needs: Needs) -> set[str]:
    """What some distributions need, and what those need in turn, anywhere that the lock is for.

    A distribution for another system is not installed here, so that nothing is known of what it needs; none of those
    in the lock needs anything.

    Args:
        roots: names of distributions.
        lines: the lock's line of each, by name.
        needs: what each needs.

    Raises:
        KitError: the lock has no line for one of them.
    """
    found: set[str] = set()
    waiting: list[tuple[str, frozenset[str]]] = [(canonicalize_name(name), frozenset()) for name in roots]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        if name not in lines:
            raise KitError(f"{LOCK} has no line for {name}: run make lock, then hand out again.")
        found.add(name)
        for needed in map(Requirement, needs(name) or ()):
            wanted = canonicalize_name(needed.name)
            if wanted in lines and any(_holds(needed, where) for where in _places(extras)):
                waiting.append((wanted, frozenset(needed.extras)))
    return found


def locked(text: str) -> dict[str, str]:
    """The lock's lines, by the name of the distribution."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    try:
        return {canonicalize_name(Requirement(line).name): line for line in lines}
    except InvalidRequirement as problem:
        raise KitError(f"{LOCK} cannot be read: {problem}.") from problem


def installed(name: str) -> Sequence[str] | None:
    """What a distribution that is installed here says it needs."""
    try:
        return metadata.requires(name) or ()
    except metadata.PackageNotFoundError:
        return None


_SYSTEMS = (
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
)
_PYTHONS = ("3.11", "3.12", "3.13")


def _places(extras: frozenset[str]) -> Iterator[dict[str, str]]:
    """Every machine that a learner may have, with every extra that is asked for and with none."""
    for system in _SYSTEMS:
        for python in _PYTHONS:
            about = {**system, "python_version": python, "python_full_version": f"{python}.0"}
            about |= {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
            for extra in ("", *sorted(extras)):
                yield {**about, "extra": extra}


def _holds(needed: Requirement, where: dict[str, str]) -> bool:
    return needed.marker is None or needed.marker.evaluate(where)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise KitError(f"{path} cannot be read; handing out takes a clone of the kit.") from problem
