"""The course as it lies in the kit's folder: which modules, lessons and assignments there are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classroom.errors import KitError
from classroom.files import read_json
from customer_value.settings import LANGUAGES, READABLE, written

if TYPE_CHECKING:  # Pydantic and YAML are slow to import, and a start that has nothing to build needs neither
    from classroom.glossary import Glossary
    from classroom.page import Matter, Page
    from classroom.syllabus import Syllabus


@dataclass(frozen=True)
class Entry:
    """One page that exists: its source, its front matter, and where its notebook goes in a workspace."""

    path: Path
    matter: Matter
    target: str

    @property
    def id(self) -> str:
        return self.matter.id

    def label(self, language: str) -> str:
        """Id and title, as a link shows them."""
        return f"{self.id} {self.matter.title.get(language)}"


@dataclass(frozen=True)
class Course:
    """The sources of a course.

    Attributes:
        root: the folder that holds course/, exercises/, datasets/ and the packages.
        datasets: another folder in place of datasets/, as `python -m generator sample --scenario` makes it; the
            course is then told of that scenario's company.
    """

    root: Path
    datasets: Path | None = None

    @property
    def data(self) -> Path:
        """The folder with sample/LANGUAGE, the data dictionaries and, for another scenario, scenario.toml."""
        return self.root / "datasets" if self.datasets is None else self.datasets

    @property
    def scenario_file(self) -> Path:
        """The scenario that the ledger is of. Raises KitError where the ledger is missing or damaged."""
        beside = self.data / "scenario.toml"
        if beside.is_file():
            return beside
        return self.scenarios / f"{self.sample_package(LANGUAGES[0])['scenario']}.toml"

    @property
    def scenarios(self) -> Path:
        return self.root / "generator" / "scenarios"

    def sample(self, language: str) -> Path:
        """The folder of the sample ledger that a language's copy reads."""
        return self.data / "sample" / written(language)

    def dictionary(self, language: str) -> Path:
        """The data dictionary that a language's copy is made from."""
        return self.data / ("DICTIONARY.md" if language == "en" else f"DICTIONARY.{written(language)}.md")

    def sample_package(self, language: str) -> dict[str, Any]:
        """What the sample ledger's datapackage.json says. Raises KitError where it is missing or damaged."""
        path = self.sample(language) / "datapackage.json"
        package = read_json(path)
        if not isinstance(package, dict) or not {"scenario", "snapshot", "customers", "resources"} <= set(package):
            raise KitError(f"There is no sample ledger in {path.parent}: datapackage.json is missing or damaged.")
        return package

    @cached_property
    def syllabus(self) -> Syllabus:
        """What course/syllabus.yml says. Raises AuthorError where it is missing or damaged."""
        from classroom.syllabus import read_syllabus

        return read_syllabus(self.root / "course" / "syllabus.yml")

    @cached_property
    def glossary(self) -> Glossary:
        """What course/glossary.yml says. Raises AuthorError where it is missing or damaged."""
        from classroom.glossary import read_glossary

        return read_glossary(self.root / "course" / "glossary.yml")

    @cached_property
    def lessons(self) -> tuple[Entry, ...]:
        """Every lesson that exists, in the course's order."""
        from classroom.page import read_matter

        found = []
        for path in sorted((self.root / "course").glob("*/[0-9]_*.md")):
            number, _, name = path.parent.name.partition("_")
            found.append(Entry(path, read_matter(path), f"course/{int(number):02d}_{name}/{path.stem}.ipynb"))
        return tuple(sorted(found, key=lambda entry: [int(part) for part in entry.id.split(".")]))

    @cached_property
    def exercises(self) -> tuple[Entry, ...]:
        """Every assignment that exists, in order."""
        from classroom.page import read_matter

        found = (
            Entry(path, read_matter(path), f"exercises/{path.parent.name}/{path.stem}.ipynb")
            for path in sorted((self.root / "exercises").glob("a[0-9][0-9]_*/a[0-9][0-9]_*.md"))
        )
        return tuple(found)

    @property
    def pages(self) -> tuple[Entry, ...]:
        return self.lessons + self.exercises

    def source(self, entry: Entry) -> Page:
        """A page, read and checked; read once however many languages it is built in."""
        if entry.id not in self._read:
            from classroom.page import read_page

            self._read[entry.id] = read_page(entry.path)
        return self._read[entry.id]

    @cached_property
    def _read(self) -> dict[str, Page]:
        return {}

    def page(self, page_id: str) -> Entry:
        """A lesson ("7.1") or an assignment ("a07"). Raises KitError, naming those there are."""
        for entry in self.pages:
            if entry.id == page_id:
                return entry
        there = ", ".join(entry.id for entry in self.pages) or "none yet"
        raise KitError(f"There is no lesson or assignment {page_id!r}; there is {there}.")

    def lesson(self, page_id: str) -> Entry:
        """A lesson ("7.1"). Raises KitError, naming those there are."""
        for entry in self.lessons:
            if entry.id == page_id:
                return entry
        there = ", ".join(entry.id for entry in self.lessons) or "none yet"
        raise KitError(f"There is no lesson {page_id!r}; there is {there}.")

    def assignment(self, page_id: str) -> Entry:
        """An assignment ("a07"). Raises KitError, naming those there are."""
        for entry in self.exercises:
            if entry.id == page_id:
                return entry
        there = ", ".join(entry.id for entry in self.exercises) or "none yet"
        raise KitError(f"There is no assignment {page_id!r}; there is {there}.")


def find_course(root: Path | None = None, datasets: Path | None = None) -> Course:
    """The course in a folder; in the folder the kit was installed from when None.

    Args:
        root: the folder with course/ and exercises/.
        datasets: another folder with a ledger to teach on; the course's own when None.

    Raises:
        KitError: there is no course in it, or no ledger in the other folder.
    """
    folder = Path(__file__).resolve().parent.parent if root is None else root.resolve()
    if not (folder / "course" / "syllabus.yml").is_file():
        raise KitError(f"There is no course in {folder}: course/syllabus.yml is missing. Use a clone of the kit.")
    if datasets is None:
        return Course(folder)
    if not (datasets / "sample").is_dir():
        raise KitError(
            f"There is no ledger to teach on in {datasets}: the folder sample is missing. "
            "`python -m generator sample --scenario cafe --out FOLDER` makes one."
        )
    return Course(folder, datasets.resolve())


def check_language(language: str) -> str:
    """Pass a language on. Raises KitError, naming those there are, for an unknown one."""
    if language not in READABLE:
        raise KitError(f"There is no language {language!r}; there is {', '.join(READABLE)}.")
    return language
