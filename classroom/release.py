"""Releasing an assignment: nbgrader's source and release folders, made from the page and the task records."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from classroom.class_folder import open_class
from classroom.class_settings import ClassSettings
from classroom.course import Course, Entry
from classroom.errors import KitError
from classroom.files import copy_whole, digest, write_whole
from classroom.manifest import Manifest, notebook_fingerprint
from classroom.notebook import code_stub, text_stub
from classroom.workspace import SAMPLE, page_text, settings_text, write_task_pack

CONFIG = "nbgrader_config.py"


@dataclass(frozen=True)
class Released:
    """Where an assignment lies after its release."""

    source: Path
    release: Path
    settings: ClassSettings


def release(course: Course, assignment: str, folder: Path, language: str | None = None) -> Released:
    """Make an assignment ready to be handed out and graded with nbgrader.

    Args:
        course: the sources.
        assignment: such as "a07".
        folder: the class folder; made, with a new secret seed, where it is not there.
        language: for a new class.

    Raises:
        KitError: unknown assignment, a folder that holds something else, a damaged class.toml, a source notebook that
            somebody changed by hand, or whatever nbgrader refuses.
    """
    entry = course.assignment(assignment)
    packages = course.sample_package(language or "en")
    settings = open_class(folder, language, str(packages["scenario"]))
    source = folder / "source" / assignment
    manifest = Manifest.read(folder)
    _put(manifest, CONFIG, _config(settings), keep=True)
    text = page_text(course, entry, settings.language, "source")
    _put(manifest, f"source/{assignment}/{entry.path.stem}.ipynb", text)
    write_whole(source / "kit.toml", settings_text(course, settings.language, settings.name))
    write_task_pack(course, entry, settings.language, source / ".kit", settings.reveal)
    _copy_tables(course, entry, settings.language, source / SAMPLE)
    _generate(folder, assignment)
    return Released(source, folder / "release" / assignment, settings)


def _copy_tables(course: Course, entry: Entry, language: str, target: Path) -> None:
    """Put the tables that the page works with beside it: no more, because nbgrader copies them for every learner."""
    sample = course.sample(language)
    copy_whole(sample / "datapackage.json", target / "datapackage.json")
    paths = {one["name"]: one["path"] for one in course.sample_package(language)["resources"]}
    for table in entry.matter.tables:
        if table not in paths:
            raise KitError(f"{entry.path} names the table {table!r}; the sample ledger has {', '.join(paths)}.")
        copy_whole(sample / paths[table], target / paths[table])


def _put(manifest: Manifest, name: str, text: str, *, keep: bool = False) -> None:
    """Write a file of the class folder; one that somebody changed is kept where it may differ, else refused."""
    path = manifest.folder / name
    if path.exists() and not manifest.is_ours(name):
        if keep:
            return
        raise KitError(f"{path} was changed by hand; move it away first, so that nothing of yours is lost.")
    manifest.remember(name, notebook_fingerprint(text) or "" if path.suffix == ".ipynb" else digest(text))
    manifest.save()
    write_whole(path, text)


def _config(settings: ClassSettings) -> str:
    """The class folder's nbgrader_config.py."""
    return f'''"""How nbgrader works in this class folder. What you change here is kept."""

import tomllib
from pathlib import Path

c = get_config()  # noqa: F821

here = Path(__file__).resolve().parent
c.CourseDirectory.root = str(here)
if url := tomllib.loads((here / "class.toml").read_text(encoding="utf-8")).get("gradebook"):
    c.CourseDirectory.db_url = url
c.CourseDirectory.course_id = {settings.course_id!r}

# What stands in the learners' copy in place of an answer; its blank keeps an untouched cell from running.
c.ClearSolutions.code_stub = {{"python": {code_stub(settings.language)!r}}}
c.ClearSolutions.text_stub = {text_stub(settings.language)!r}

# A check that a learner deleted comes back, so that the task under it is graded all the same.
c.OverwriteCells.add_missing_cells = True

# Seconds that a cell may take: on a busy machine the first grade of a task, which draws its ledgers, takes a while.
c.ExecutePreprocessor.timeout = 60

# Nothing is exchanged through a folder of the whole machine: hand out release/ and collect into submitted/.
c.Exchange.root = str(here / "exchange")
'''


def _generate(folder: Path, assignment: str) -> None:
    """Run nbgrader's own generate_assignment, with the class folder's configuration."""
    from nbgrader.converters import GenerateAssignment
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config, PyFileConfigLoader

    log = _QuietLog()
    try:
        config = PyFileConfigLoader(CONFIG, path=str(folder)).load_config()
    except Exception as problem:  # the file is Python that an instructor may have edited: anything can go wrong in it
        raise KitError(f"{folder / CONFIG} cannot be read: {type(problem).__name__}: {problem}.") from problem
    config.merge(Config({"CourseDirectory": {"assignment_id": assignment, "root": str(folder.resolve())}}))
    config.merge(Config({"GenerateAssignment": {"force": True}}))
    coursedir = CourseDirectory(config=config)
    converter = GenerateAssignment(coursedir=coursedir, config=config, log=log.logger)
    try:
        with _environment_on_path():
            converter.start()
    except (NbGraderException, SystemExit) as problem:
        raise KitError(f"nbgrader did not release {assignment}: {log.first or problem}") from problem


@contextlib.contextmanager
def _environment_on_path() -> Iterator[None]:
    """Let nbgrader find this environment's programs: for a new gradebook it calls `alembic` by its bare name."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


class _QuietLog:
    """A log that says nothing and remembers the first error."""

    def __init__(self) -> None:
        self.first = ""
        self.logger = logging.Logger("nbgrader", level=logging.ERROR)
        handler = logging.Handler()
        handler.emit = self._emit  # type: ignore[method-assign]
        self.logger.addHandler(handler)

    def _emit(self, record: logging.LogRecord) -> None:
        # An error with its traceback comes before nbgrader's summaries: the traceback's last line says what it was.
        self.first = self.first or record.getMessage().strip().splitlines()[-1]
