"""The file that a learner of a class is handed: the course, the class's assignments, and what opens them."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path

from classroom.class_folder import class_course, read_class
from classroom.class_settings import LAST_MINUTE, ClassSettings
from classroom.course import Course, Entry, check_language
from classroom.errors import KitError
from classroom.files import to_json, write_if_new
from classroom.handing_out.page import NAME as PAGE
from classroom.handing_out.page import Listed, script_words, start_page
from classroom.handing_out.pins import PACKAGES, PROJECT, direct, pinned
from classroom.handing_out.scripts import RUNNABLE, scripts
from classroom.handing_out.wheel import make_wheel, zipped
from classroom.lab import write_settings as write_lab_settings
from classroom.manifest import GLOSSARY, START, Manifest
from classroom.outline import OUTLINE, outline_text
from classroom.workspace import DICTIONARY, SAMPLE, Progress, build, no_progress, page_text, settings_text
from customer_value.settings import FILE_NAME, read_settings

FOLDER = "handouts"
"""The folder of a class that handouts lie in, and `.kept` in it what they are made from."""

TOP = "customer-value"
"""The one folder in the zip."""

KIT = f"{TOP}/kit"

LARGEST = 60_000_000
"""Bytes from which on a handout is said to be large: many a learning platform takes no more."""


@dataclass(frozen=True)
class Handout:
    """One zip that was made.

    Attributes:
        path: the zip.
        language: of its lessons.
        assignments: those in it.
        left_out: those that were not released.
        size: in bytes.
        is_new: whether it differs from what lay there.
    """

    path: Path
    language: str
    assignments: tuple[str, ...]
    left_out: tuple[str, ...]
    size: int
    is_new: bool


@dataclass(frozen=True)
class _Released:
    """One assignment as the class has released it.

    Attributes:
        entry: its page.
        folder: release/ASSIGNMENT.
        language: the language it was released in.
        class_name: what its learners know the class by.
    """

    entry: Entry
    folder: Path
    language: str
    class_name: str


@dataclass(frozen=True)
class _Narrowed(Course):
    """A course with only some of its assignments."""

    only: frozenset[str] = frozenset()

    @cached_property
    def exercises(self) -> tuple[Entry, ...]:
        whole = Course(self.root, self.datasets).exercises
        return tuple(entry for entry in whole if entry.id in self.only)


def hand_out(
    folder: Path,
    languages: Sequence[str] = (),
    out: Path | None = None,
    source: Path | None = None,
    progress: Progress = no_progress,
) -> list[Handout]:
    """Make a zip for each language. The same class gives the same bytes.

    Args:
        folder: the class folder.
        languages: of the lessons; the class's own when none. The assignments are always in the class's own: the
            tables that they are graded on are.
        out: where the zips are put; `handouts` in the class folder when None.
        source: the folder with course/ and exercises/; the kit's own when None.
        progress: told of each step.

    Raises:
        KitError: no class there, an unknown language, a release that is damaged, or a file that cannot be written.
    """
    settings = read_class(folder)
    chosen = [check_language(one) for one in dict.fromkeys(languages or (settings.language,))]
    course = class_course(folder, source)
    released = _released(course, folder)
    there = {one.entry.id for one in released}
    left_out = tuple(entry.id for entry in course.exercises if entry.id not in there)
    code = _code()
    made = []
    for language in chosen:
        files = {
            f"{KIT}/workspace/{name}": data
            for name, data in _workspace(course, folder, settings, released, language, progress)
        }
        files |= _around(course, settings, released, language, code)
        data = zipped(files, [f"{TOP}/{name}" for name in RUNNABLE])
        path = (folder / FOLDER if out is None else out) / f"{TOP}-{language}.zip"
        is_new = write_if_new(path, data)
        made.append(Handout(path, language, tuple(sorted(there)), left_out, len(data), is_new))
    return made


def _released(course: Course, folder: Path) -> list[_Released]:
    """The assignments that were released, in the course's order."""
    found = []
    for entry in course.exercises:
        place = folder / "release" / entry.id
        if not (place / entry.path.with_suffix(".ipynb").name).is_file():
            continue
        try:
            here = read_settings(place / FILE_NAME)
        except ValueError as problem:
            raise KitError(f"{place / FILE_NAME} cannot be read: release {entry.id} again.") from problem
        found.append(_Released(entry, place, here.language, here.class_name))
    return found


def _workspace(
    course: Course,
    folder: Path,
    settings: ClassSettings,
    released: Sequence[_Released],
    language: str,
    progress: Progress,
) -> Iterator[tuple[str, bytes]]:
    """What is in the learner's workspace, by path, with the class's own copies of the assignments."""
    from classroom.start_page import start_notebook

    kept = folder / FOLDER / ".kept" / language
    build(course, kept, [language], reveal=settings.reveal, progress=progress)
    built = kept / language
    given = _Narrowed(course.root, course.datasets, frozenset(one.entry.id for one in released))
    names = {one.class_name for one in released}
    class_name = names.pop() if len(names) == 1 else settings.name
    files = dict(_lessons(course, given, built, language))
    files[FILE_NAME] = settings_text(course, language, class_name).encode()
    for one in released:
        files |= _assignment(one, language)
    with tempfile.TemporaryDirectory(prefix="handout-") as made:
        stage = Path(made)
        for name, data in files.items():
            if name.endswith(".pack"):
                (stage / ".kit").mkdir(exist_ok=True)
                (stage / ".kit" / Path(name).name).write_bytes(data)
        if DICTIONARY in files:
            (stage / DICTIONARY).parent.mkdir()
            (stage / DICTIONARY).touch()
        files[START] = start_notebook(given, stage, language).encode()
        files[OUTLINE] = outline_text(given, language, settings.access.required if settings.access else ()).encode()
        write_lab_settings(stage / "lab", language)
        for path in sorted((stage / "lab").rglob("*")):
            if path.is_file():
                files[f".kit/{path.relative_to(stage).as_posix()}"] = path.read_bytes()
    yield from files.items()


def _lessons(course: Course, given: Course, built: Path, language: str) -> Iterator[tuple[str, bytes]]:
    """The lessons, their packs, the glossary and the ledger as they were built.

    A lesson that names an assignment which was not released is written without it.
    """
    manifest = Manifest.read(built)
    for entry in course.lessons:
        graded = {other.id for other in course.exercises if entry.id in other.matter.before}
        if graded <= {other.id for other in given.exercises}:
            yield entry.target, _ours(manifest, entry.target)
        else:
            yield entry.target, page_text(given, entry, language, "learner").encode()
        pack = f".kit/{entry.id}.pack"
        if (built / pack).is_file():
            yield pack, _ours(manifest, pack)
    sample = course.sample(language)
    ledger = [f"{SAMPLE}/{path.relative_to(sample).as_posix()}" for path in sorted(sample.rglob("*")) if path.is_file()]
    for name in (GLOSSARY, *([DICTIONARY] if (built / DICTIONARY).is_file() else []), *ledger):
        yield name, _ours(manifest, name)


def _ours(manifest: Manifest, name: str) -> bytes:
    """A file as the build wrote it. Raises KitError where somebody has changed it since."""
    if not manifest.is_ours(name):
        path = manifest.folder / name
        raise KitError(f"{path} was changed since it was made: remove {manifest.folder}, then hand out again.")
    return (manifest.folder / name).read_bytes()


def _assignment(one: _Released, language: str) -> Iterator[tuple[str, bytes]]:
    """The class's copy of an assignment: its notebook, and its pack.

    In a workspace of another language it keeps its own settings and its own tables beside it.
    """
    place = Path(one.entry.target).parent
    whole = one.language != language
    for path in sorted(one.folder.rglob("*")):
        inside = path.relative_to(one.folder)
        if not path.is_file() or any(part in ("__pycache__", ".ipynb_checkpoints") for part in inside.parts):
            continue
        if whole or path.suffix == ".ipynb":
            yield (place / inside).as_posix(), path.read_bytes()
        elif path.suffix == ".pack":
            yield inside.as_posix(), path.read_bytes()


@dataclass(frozen=True)
class _Code:
    """What of the kit itself goes into every handout: the wheel by name and content, and the pins."""

    name: str
    wheel: bytes
    pins: str


def _code() -> _Code:
    root = Path(__file__).resolve().parents[2]
    names = direct(root)
    version = tomllib.loads((root / PROJECT).read_text(encoding="utf-8"))["project"]["version"]
    name, wheel = make_wheel(root, PACKAGES, version, names)
    return _Code(name, wheel, pinned(root, names))


def _around(
    course: Course, settings: ClassSettings, released: Sequence[_Released], language: str, code: _Code
) -> dict[str, bytes]:
    """What stands around the workspace: the page that is read first, the start scripts, the kit's packages."""
    listed = [
        Listed(one.entry.label(language), one.entry.target, _due_text(settings, one.entry.id)) for one in released
    ]
    other = any(one.language != language for one in released)
    files = {
        PAGE: start_page(language, settings.name, listed, other_language=other).encode(),
        "environment.yml": _environment(code.name).encode(),
        **scripts(),
    }
    around = {f"{TOP}/{name}": data for name, data in files.items()}
    start = resources.files("classroom.handing_out").joinpath("start.py").read_bytes()
    licence = Path(__file__).resolve().parents[2] / "LICENSE"
    inside = {
        "start.py": start,
        "words.json": to_json(script_words(language)).encode(),
        "about.json": to_json({"wheel": code.name}).encode(),
        "requirements.txt": code.pins.encode(),
        code.name: code.wheel,
        **({"LICENSE": licence.read_bytes()} if licence.is_file() else {}),
    }
    return around | {f"{KIT}/{name}": data for name, data in inside.items()}


def _due_text(settings: ClassSettings, assignment: str) -> str:
    """When an assignment is due, in the class's own time: the day, and the hour where it is not the day's end."""
    due = settings.due_dates(assignment)
    if due is None or due.at is None:
        return ""
    at = due.at.astimezone(settings.zone)
    return f"{at:%Y-%m-%d}" if at.time() == LAST_MINUTE else f"{at:%Y-%m-%d %H:%M}"


def _environment(wheel: str) -> str:
    return f"""\
# For those who work with conda:
#   conda env create --file environment.yml && conda activate customer-value-course && python kit/start.py
name: customer-value-course
channels:
  - conda-forge
dependencies:
  - python >=3.11,<3.14
  - pip
  - pip:
      - --requirement kit/requirements.txt
      - ./kit/{wheel}
"""
