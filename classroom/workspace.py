"""The workspace: what a learner opens, built from the sources, with everything a learner wrote left alone."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from classroom.course import Course, Entry
from classroom.errors import KitError
from classroom.files import digest, move_aside, tree_digest, write_whole
from classroom.manifest import GLOSSARY, START, Manifest, Reveal, check_free, fingerprint, notebook_fingerprint
from classroom.outline import OUTLINE, outline_text
from customer_value.messages import message
from customer_value.settings import FILE_NAME, LANGUAGES, READABLE, read_settings

if TYPE_CHECKING:
    from classroom.making import Made

Edition = Literal["learner", "instructor"]
Action = Literal["written", "updated", "beside", "moved"]
"""What happened to a file: new; the kit's own, renewed; somebody's, the new one put beside it; somebody's, renamed."""

SAMPLE = "datasets/sample"
DICTIONARY = "datasets/DICTIONARY.md"


@dataclass(frozen=True)
class Change:
    """One thing a build did: to which file, what, and where the other version lies."""

    path: Path
    action: Action
    other: Path | None = None
    damaged: bool = False


Progress = Callable[[str, int, int], None]
"""Told of each step: what is made next, how many steps are done, how many there are."""


def no_progress(what: str, done: int, total: int) -> None:
    """Show nothing."""


def build(
    course: Course,
    out: Path,
    languages: Sequence[str] = LANGUAGES,
    *,
    edition: Edition = "learner",
    reveal: Reveal | None = None,
    required: Sequence[str] = (),
    now: dt.datetime | None = None,
    progress: Progress = no_progress,
) -> list[Change]:
    """Make or renew a workspace: a folder per language, and a door that leads to each.

    Args:
        course: the sources.
        out: the workspace; made where it is not there.
        languages: the languages to make.
        edition: "instructor" has the answers filled in and the notes for teaching left in.
        reveal: when worked answers of graded tasks may be seen; as the workspace has it when None.
        required: the assignments that have to be passed, which a plan puts before others; all where empty.
        now: the moment for which START shows a learner's plan; None where nothing may depend on it.
        progress: told of each step.

    Returns:
        What was done; nothing where everything was up to date.

    Raises:
        KitError: the folder holds something else or cannot be written, or a source has a mistake.
    """
    check_free(out)
    for language in languages:
        check_free(out / language)
    door = Manifest.read(out)
    before = door.reveal
    door.reveal = before if reveal is None else reveal
    stamp = digest(_everything(course), edition, str(door.reveal), *required)
    if not door.versions or door.reveal != before:
        door.save()
    present = [one for one in READABLE if one in languages or (out / one / START).is_file()]
    folders = [_LanguageFolder(course, out / language, language, edition) for language in languages]
    for folder in folders:
        folder.manifest.reveal = door.reveal
        folder.required = required
    _bring_up_to_date(course, [folder for folder in folders if not folder.is_current(stamp)], stamp, progress)
    for folder in folders:
        folder.renew_start([other for other in present if other != folder.language], now)
    return [change for folder in folders for change in folder.changes] + _renew_door(course, out, door)


def _bring_up_to_date(course: Course, folders: Sequence[_LanguageFolder], stamp: str, progress: Progress) -> None:
    """Renew what has changed in the folders of some languages; each page lands as soon as it is made."""
    from classroom.making import Job, make_all

    if not folders:
        return
    total = len(course.pages) + 1
    progress(SAMPLE, 0, total)
    prints = Prints(course)
    jobs = []
    for folder in folders:
        folder.begin()
    for entry in course.pages:
        texts = [folder.language for folder in folders if folder.text_is_due(entry, prints)]
        packs = [folder.language for folder in folders if folder.pack_is_due(entry, prints)]
        if texts or packs:
            jobs.append(Job(entry.id, texts, packs, folders[0].edition, folders[0].manifest.reveal))
    done = total - 1 - len(jobs)
    made = make_all(course, jobs)
    for number, job in enumerate(jobs):
        entry = course.page(job.page)
        progress(entry.target, done + number, total)
        one = next(made)
        for folder in folders:
            folder.put_page(entry, one, prints)
    progress(START, total - 1, total)
    for folder in folders:
        folder.finish(stamp)
    progress(START, total, total)


def page_text(course: Course, entry: Entry, language: str, edition: Literal["learner", "source", "instructor"]) -> str:
    """One page's notebook as text, in one language."""
    from classroom.frame import frame, relative
    from classroom.notebook import build_notebook, notebook_text
    from classroom.one_language import scenario_words
    from classroom.task_cells import TaskBook

    page = course.source(entry)
    book = TaskBook.of(task_module(entry))
    for task_id in page.task_ids:
        if task_id not in book.tasks:  # named here, before the header counts the points
            from classroom.errors import AuthorError

            there = ", ".join(book.tasks) or "none for this page"
            raise AuthorError(entry.path, f"the cell of {task_id!r}", f"there is no such task; there is {there}.")
    notebook = build_notebook(
        page,
        language,
        words=scenario_words(course.scenario_file, language),
        book=book,
        frame=frame(course, entry, language, book, page.task_ids),
        terms=course.glossary.links(relative(entry.target, GLOSSARY)),
        edition=edition,
    )
    return notebook_text(notebook)


def task_module(entry: Entry) -> Any:
    """The module with a page's task records; None for a page without.

    Raises:
        KitError: the module is there but cannot be imported.
    """
    from solutions import NoRecords, records

    try:
        return records(entry.id)
    except NoRecords:
        return None
    except Exception as problem:  # a mistake in the records is the author's to mend, whatever it is
        place = f"the task records of {entry.id}"
        raise KitError(f"{place} cannot be imported: {type(problem).__name__}: {problem}") from problem


class _LanguageFolder:
    """One language's part of a workspace."""

    def __init__(self, course: Course, folder: Path, language: str, edition: Edition) -> None:
        self.course = course
        self.folder = folder
        self.language = language
        self.edition = edition
        self.manifest = Manifest.read(folder)
        self.required: Sequence[str] = ()
        self.changes: list[Change] = []

    def is_current(self, stamp: str) -> bool:
        """Whether the folder was built from just these sources and everything in it is still whole."""
        if self.manifest.stamp != stamp or not self._settings_are_whole():
            return False
        return all(self._is_whole(name) for name in self.manifest.versions)

    def _is_whole(self, name: str) -> bool:
        path = self.folder / name
        if name == FILE_NAME:
            return True
        if path.suffix != ".ipynb":
            return self.manifest.is_ours(name)
        if fingerprint(path) is not None:
            return True
        # A damaged one has been dealt with once a whole copy lies beside it.
        return path.is_file() and any(self.manifest.is_ours(name, other) for other in _besides(path))

    def _settings_are_whole(self) -> bool:
        try:
            return read_settings(self.folder / FILE_NAME).folder == self.folder
        except ValueError:
            return False

    def begin(self) -> None:
        """Say that a build is under way, and bring the ledger and the settings up to date."""
        self.manifest.stamp = ""
        self.manifest.edition = self.edition
        self.manifest.save()
        self._copy_data()
        self._write_settings()

    def text_is_due(self, entry: Entry, prints: Prints) -> bool:
        """Whether a page's notebook was made from other sources than there are now, or is gone."""
        current = self.manifest.inputs.get(entry.target) == prints.of_text(entry, self.edition)
        return not (current and self._is_whole(entry.target))

    def pack_is_due(self, entry: Entry, prints: Prints) -> bool:
        """Whether a page's pack was made from other sources than there are now, or is gone."""
        name = _pack(entry)
        current = self.manifest.inputs.get(name) == prints.of_pack(entry, self.language, self.manifest.reveal)
        return not (current and self.manifest.is_ours(name))

    def put_page(self, entry: Entry, made: Made, prints: Prints) -> None:
        """Put what was made of a page in its place: its notebook, its pack, or both."""
        if self.language in made.texts:
            self._write_notebook(entry.target, made.texts[self.language], prints.of_text(entry, self.edition))
        if self.language in made.packs:
            self._write_pack(entry, made.packs[self.language], prints)

    def finish(self, stamp: str) -> None:
        """Write what is made of all pages together, and say that the build is whole."""
        self._write_glossary()
        self._copy(OUTLINE, outline_text(self.course, self.language, self.required).encode("utf-8"))
        self.manifest.stamp = stamp
        self.manifest.save()

    def renew_start(self, others: Sequence[str], now: dt.datetime | None = None) -> None:
        """Renew the START page where the course, the learner's progress or the plan has moved on.

        Args:
            others: the other languages of the workspace, to which it links.
            now: the moment for which it shows a plan.
        """
        from tutor.start_outputs import plan_at

        plan = plan_at(self.folder, self.language, now)
        shown = [plan.html] if plan else []
        made_from = digest(self.manifest.stamp, *others, *_bytes(self.folder / ".kit" / "progress.json"), *shown)
        if self.manifest.inputs.get(START) == made_from and self._is_whole(START):
            return
        from classroom.start_page import start_notebook

        text = start_notebook(self.course, self.folder, self.language, others, plan)
        self._write_notebook(START, text, made_from)
        self.manifest.save()

    def _write_glossary(self) -> None:
        from classroom.glossary_page import glossary_page

        self._copy(GLOSSARY, glossary_page(self.course, self.language).encode("utf-8"))

    def _write_notebook(self, name: str, text: str, made_from: str) -> None:
        """Put a notebook in its place, or beside the one that somebody changed."""
        path = self.folder / name
        new = notebook_fingerprint(text, path.name) or ""
        known = self.manifest.versions.get(name, [])
        latest = known[-1] if known else None
        there = fingerprint(path)
        if not path.exists():
            self._put(name, path, text, new, Change(path, "written"))
        elif there == new and (name != START or path.read_text(encoding="utf-8") == text):
            self.manifest.remember(name, new)
        elif there is not None and there in (new, *known):
            self._put(name, path, text, new, Change(path, "updated"))
        elif there is None or new != latest:
            self._put_beside(name, path, text, new, damaged=there is None)
        self.manifest.inputs[name] = made_from

    def _put(self, name: str, path: Path, content: str | bytes, version: str, change: Change) -> None:
        self.manifest.remember(name, version)
        self.manifest.save()  # before the file, so that an interruption leaves no version that nobody knows
        write_whole(path, content)
        self.changes.append(change)

    def _put_beside(self, name: str, path: Path, text: str, version: str, *, damaged: bool) -> None:
        beside = _besides(path)
        same = next((other for other in beside if fingerprint(other) == version), None)
        ours = next((other for other in beside if self.manifest.is_ours(name, other)), None)
        target = same or ours or _next_beside(path)
        if same is None:
            write_whole(target, text)
        self.manifest.remember(name, version)
        self.manifest.save()
        self.changes.append(Change(path, "beside", target, damaged))

    def _copy_data(self) -> None:
        source = self.course.sample(self.language)
        if not (source / "datapackage.json").is_file():
            raise KitError(f"There is no sample ledger in {source}: datapackage.json is missing.")
        for path in sorted(source.rglob("*")):
            if path.is_file():
                self._copy(f"{SAMPLE}/{path.relative_to(source).as_posix()}", path.read_bytes())
        dictionary = self.course.dictionary(self.language)
        if dictionary.is_file():
            from classroom.one_language import prose

            text = prose(dictionary.read_text(encoding="utf-8"), self.language)
            self._copy(DICTIONARY, text.encode("utf-8"))

    def _copy(self, name: str, content: bytes) -> None:
        """Put a file of the kit's in its place; one that somebody changed is renamed first."""
        path = self.folder / name
        there, new = fingerprint(path), digest(content)
        if there == new:
            self.manifest.remember(name, new)
            return
        if there is not None and there not in self.manifest.versions.get(name, []):
            self.changes.append(Change(path, "moved", move_aside(path, "kept")))
        self._put(name, path, content, new, Change(path, "written" if there is None else "updated"))

    def _write_settings(self) -> None:
        path = self.folder / FILE_NAME
        changed = path.is_file() and not self.manifest.is_ours(FILE_NAME)
        if changed and self._settings_are_whole():
            return
        self._copy(FILE_NAME, settings_text(self.course, self.language).encode("utf-8"))

    def _write_pack(self, entry: Entry, content: bytes, prints: Prints) -> None:
        name = _pack(entry)
        before = fingerprint(self.folder / name)
        write_whole(self.folder / name, content)
        if before not in (None, fingerprint(self.folder / name)):
            self.changes.append(Change(self.folder / name, "updated"))
        self.manifest.remember(name, digest(content))
        self.manifest.inputs[name] = prints.of_pack(entry, self.language, self.manifest.reveal)
        self.manifest.save()


def settings_text(course: Course, language: str, class_name: str = "", *, ledger: Path | None = None) -> str:
    """The kit.toml of one language; in a class it names the class, which own ledgers are drawn from.

    Args:
        course: whose ledger the notebooks read.
        language: one of READABLE.
        class_name: "" where there is no class.
        ledger: another folder than the workspace's own copy of the sample.
    """
    package = course.sample_package(language)
    lines = [
        f"# {message('classroom', 'settings.comment', language)}",
        f'language = "{language}"',
        f'scenario = "{package["scenario"]}"',
        f"ledger = {json.dumps(SAMPLE if ledger is None else ledger.as_posix(), ensure_ascii=False)}",
        f"snapshot = {package['snapshot']}",
        'learner = ""',
        *([f"class = {json.dumps(class_name, ensure_ascii=False)}"] if class_name else []),
    ]
    return "\n".join(lines) + "\n"


def write_task_pack(course: Course, entry: Entry, language: str, folder: Path, reveal: Reveal) -> bool:
    """Write a page's pack into a `.kit` folder; whether the page has tasks."""
    module = task_module(entry)
    if module is None:
        return False
    from customer_value.ledger import read_ledger
    from tutor.pack import write_pack

    try:
        ledger = read_ledger(course.sample(language))
        after = None if reveal == "never" else reveal
        write_pack(
            folder,
            entry.id,
            module.TASKS,
            ledger=ledger,
            title=entry.matter.title.text,
            reveal=after,
            lessons=[lesson.id for lesson in course.lessons],
        )
    except OSError as problem:
        raise KitError(f"{folder} cannot be written: {problem.strerror or problem}.") from problem
    except Exception as problem:  # whatever a record cannot do with this ledger is the author's to mend
        told = str(problem) if isinstance(problem, ValueError | TypeError) else f"{type(problem).__name__}: {problem}"
        raise KitError(f"The tasks of {entry.id} cannot be packed: {told}") from problem
    return True


def _renew_door(course: Course, out: Path, door: Manifest) -> list[Change]:
    """Renew the page that leads to each language's folder."""
    there = [language for language in READABLE if (out / language / START).is_file()]
    made_from = digest(code_digest("classroom"), *there)
    if door.inputs.get(START) == made_from and fingerprint(out / START) is not None:
        return []
    from classroom.start_page import door_notebook

    writer = _LanguageFolder(course, out, LANGUAGES[0], "learner")
    writer.manifest = door
    writer._write_notebook(START, door_notebook(there), made_from)
    door.stamp = made_from
    door.save()
    return writer.changes


def _besides(path: Path) -> list[Path]:
    """The versions that builds have put beside a notebook."""
    return sorted(path.parent.glob(f"{path.stem}.new*.ipynb"))


def _next_beside(path: Path) -> Path:
    target, number = path.with_name(f"{path.stem}.new.ipynb"), 2
    while target.exists():
        target, number = path.with_name(f"{path.stem}.new-{number}.ipynb"), number + 1
    return target


def _everything(course: Course) -> str:
    """A fingerprint of every source that a workspace is built from."""
    root = course.root
    return digest(
        code_digest("classroom", "customer_value", "tutor"),
        tree_digest(root / "course", root / "exercises", root / "solutions", suffixes=(".md", ".yml", ".py")),
        tree_digest(course.scenario_file),
        tree_digest(course.data),
    )


class Prints:
    """Fingerprints of what pages and packs are made from, each taken once in a build."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self._pages = digest(
            code_digest("classroom"),
            _outline(course),
            tree_digest(course.scenario_file),
            *(term.key for term in course.glossary.terms),
        )
        self._packs = digest(code_digest("tutor", "customer_value"), *(lesson.id for lesson in course.lessons))
        self._records: dict[str, str] = {}
        self._samples: dict[str, str] = {}

    def of_text(self, entry: Entry, edition: str) -> str:
        """What a page's notebook is made from."""
        return digest(self._pages, tree_digest(entry.path), self._of_records(entry), edition)

    def of_pack(self, entry: Entry, language: str, reveal: Reveal) -> str:
        """What a page's pack is made from."""
        if language not in self._samples:
            self._samples[language] = tree_digest(self.course.sample(language))
        title = str(entry.matter.title)
        return digest(self._packs, self._of_records(entry), self._samples[language], title, str(reveal))

    def _of_records(self, entry: Entry) -> str:
        if entry.id not in self._records:
            self._records[entry.id] = tree_digest(*_record_files(self.course, entry))
        return self._records[entry.id]


def _pack(entry: Entry) -> str:
    return f".kit/{entry.id}.pack"


def code_digest(*packages: str) -> str:
    """A fingerprint of the code and the messages of some of the kit's packages."""
    folders = [Path(__file__).resolve().parent.parent / package for package in packages]
    return tree_digest(*folders, suffixes=(".py", ".toml"))


def _outline(course: Course) -> str:
    """A fingerprint of what pages say about each other: ids, titles, what comes before, where they lie."""
    return digest(*(f"{entry.target} {entry.matter.model_dump_json()}" for entry in course.pages))


def _record_files(course: Course, entry: Entry) -> list[Path]:
    """The module with a page's records, and every module of `solutions` that is no page's own."""
    name = entry.id if entry.id.startswith("a") else f"l{entry.id.replace('.', '_')}"
    modules = sorted((course.root / "solutions").rglob("*.py"))
    own = re.compile(rf"{name}(_.*)?")
    return [path for path in modules if own.fullmatch(path.stem) or not _PAGE_MODULE.fullmatch(path.stem)]


_PAGE_MODULE = re.compile(r"(a\d\d|l\d+_\d+)(_.*)?")
"""What a module with the records of one assignment or lesson is called."""


def _bytes(path: Path) -> list[bytes]:
    return [path.read_bytes()] if path.is_file() else []
