"""From the course's sources to a book for the browser, one folder for each language, and the same as one file."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from classroom.course import Course, Entry
from classroom.files import write_if_new
from classroom.notebook import Edition, notebook_text
from classroom.processes import course_here, in_processes
from classroom.site.book import NAMES, Book, build_book
from classroom.site.contents import contents
from classroom.site.guide import guide_pages
from classroom.site.links import led
from classroom.site.pages import PICTURES, site_page
from classroom.site.runs import Run, Runs
from classroom.site.search import word_list
from classroom.workspace import Progress, no_progress, page_text

if TYPE_CHECKING:
    from nbformat import NotebookNode

WORDS = "words.txt"
EXTRA = "extra"
"""The folder of what goes into the book as it is."""

FOLDERS = ("course", "exercises", "guide")
"""Where the pages are that may go."""


def make_site(
    course: Course,
    out: Path,
    languages: Sequence[str],
    *,
    edition: Edition = "learner",
    entries: Sequence[Entry] | None = None,
    progress: Progress = no_progress,
) -> Path:
    """Build the book, or renew it: what has not changed is neither run nor read again.

    What was run is kept beside `out`, in a folder of the same name with `.kept` behind it.

    Args:
        course: the sources, with the ledger to run on.
        out: the folder of the finished book; made where it is not there.
        languages: of READABLE.
        edition: "instructor" has the answers, the notes for teaching and the room's likely mistakes.
        entries: the pages that the book has; every lesson and assignment when None.
        progress: told of each step.

    Returns:
        The book as one file, for those without a network.

    Raises:
        KitError: a lesson stops or writes to stderr, a link leads nowhere, or a file cannot be written.
    """
    kept = out.with_name(f"{out.name}.kept") / edition
    chosen = list(course.pages if entries is None else entries)
    to_run = [one for one in chosen if edition == "instructor" or one in course.lessons]
    runs = Runs(course, kept / "runs", to_run, languages, edition)
    missing = runs.missing()
    steps = len(missing) + len(languages) + 1
    for number, run in enumerate(runs.make(missing)):
        progress(f"{run.page} {run.language}", number + 1, steps)
    books = [
        Book(kept / "source" / one, out / one, kept / "read" / one, one, tuple(languages), edition) for one in languages
    ]
    pages = [entry.id for entry in chosen]
    jobs = [(course.root, course.datasets, pages, runs.wanted, book) for book in books]
    for number, book in enumerate(in_processes(_make_book, jobs)):
        progress(NAMES[book.language], len(missing) + number + 1, steps)
    progress("zip", steps - 1, steps)
    write_if_new(out / "index.html", _languages_page(course, languages))
    packed = _pack(out)
    progress("", steps, steps)
    return packed


def _make_book(root: Path, datasets: Path | None, pages: Sequence[str], runs: Sequence[Run], book: Book) -> Book:
    course = course_here(root, datasets)
    done = {run.page: run.read() for run in runs if run.language == book.language}
    _write_source(course, [course.page(one) for one in pages], done, book.source, book.language, book.edition)
    (book.source / EXTRA).mkdir(parents=True, exist_ok=True)
    build_book(book)
    _sweep(book)
    return book


def _sweep(book: Book) -> None:
    """Take pages and pictures out of the finished book whose source is gone."""
    for path in book.out.rglob("*.*"):
        inside = path.relative_to(book.out)
        sources = [(book.source / inside).with_suffix(kind) for kind in (".md", ".ipynb")]
        if inside.parts[0] == PICTURES:
            sources = [book.source / EXTRA / inside]
        elif inside.parts[0] not in FOLDERS:
            continue
        if path.is_file() and not any(source.is_file() for source in sources):
            path.unlink()


def _write_source(
    course: Course,
    entries: Sequence[Entry],
    runs: Mapping[str, NotebookNode],
    folder: Path,
    language: str,
    edition: Edition,
) -> None:
    """What Sphinx reads; a file that holds the same already is left alone, so that its page is not made again."""
    import nbformat

    files: dict[str, bytes | str] = {WORDS: word_list(course, language)}
    guide = guide_pages(course, language) if edition == "instructor" else {}
    plain = contents(course, entries, language, guide)
    there = {entry.target for entry in entries} | set(plain)
    for entry in entries:
        run = runs.get(entry.id) or nbformat.reads(page_text(course, entry, language, edition), as_version=4)
        page = site_page(course, entry, run, language, there)
        files[page.name] = notebook_text(page.notebook)
        files |= {f"{EXTRA}/{PICTURES}/{name}": content for name, content in page.pictures.items()}
    files |= {name: led(text, name, there) for name, text in plain.items()}
    for name, content in files.items():
        write_if_new(folder / name, content)
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in files:
            path.unlink()


def _languages_page(course: Course, languages: Sequence[str]) -> str:
    """The page that leads to each language."""
    from classroom.start_page import DOORS
    from customer_value.messages import message

    links = "\n".join(
        f'<p lang="{one}"><a href="{one}/index.html">{message("classroom", "course.title", one)}<br>'
        f"<small>{DOORS[one]}</small></a></p>"
        for one in languages
    )
    title = message("classroom", "course.title", languages[0])
    return (
        f'<!DOCTYPE html>\n<html lang="{languages[0]}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        "<style>\nbody { font: 1.3rem/1.6 sans-serif; display: grid; place-content: center; min-height: 90vh }\n"
        "a { color: #14506b }</style>\n</head>\n"
        f"<body>\n<main>\n{links}\n</main>\n</body>\n</html>\n"
    )


def _pack(out: Path) -> Path:
    """The whole book in one file beside its folder."""
    target = out.with_name(f"{out.name}.zip")
    temporary = target.with_name(f".{target.name}.tmp")
    with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for path in sorted(out.rglob("*")):
            if path.is_file() and path.name != ".buildinfo":
                # A picture is packed already: to try it again takes most of the time and gains nothing.
                how = zipfile.ZIP_STORED if path.suffix == ".png" else None
                packed.write(path, Path(out.name) / path.relative_to(out), how)
    temporary.replace(target)
    return target
