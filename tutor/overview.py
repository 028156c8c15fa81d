"""progress: a picture of what is done, from the packs of the workspace and the learner's progress."""

from __future__ import annotations

import html
from pathlib import Path

from customer_value.settings import find_settings
from tutor.desk import Unavailable, command_for
from tutor.hints import show_unavailable
from tutor.pack import PackError, in_language, read_pack
from tutor.progress_file import Entry, Progress
from tutor.words import Shown, notebook_language, say


def progress() -> None:
    """Show how much of each lesson and assignment is done."""
    from IPython.display import display

    try:
        settings = find_settings()
    except ValueError as problem:
        show_unavailable(Unavailable(say("pack.settings", problem=problem)))
        return
    display(picture(settings.private_folder, settings.language))


def picture(folder: Path, language: str | None = None) -> Shown:
    """A table with a bar for each lesson and assignment that has a pack in a folder; numbers stand beside the bars."""
    language = language or notebook_language()
    entries, notes = Progress(folder).tasks()
    told = [say(f"note.{note.key}", language, **note.fields) for note in notes]
    rows = [
        row for path in sorted(folder.glob("*.pack"), key=_place) if (row := _row(folder, path.stem, entries, language))
    ]
    title = say("progress.title", language)
    if not any(done for _, done, _ in rows):
        told.append(say("progress.none", language))
    body = "".join(_html_row(name, done, count, language) for name, done, count in rows)
    where, head = say("progress.where", language), say("progress.done", language)
    notes_html = "".join(f"<p>{html.escape(line)}</p>" for line in told)
    markup = (
        f'<div class="kit-progress"><table style="border-collapse:collapse"><caption style="text-align:left">'
        f"<strong>{html.escape(title)}</strong></caption><thead><tr>"
        f'<th scope="col" style="text-align:left">{html.escape(where)}</th>'
        f'<th scope="col" style="text-align:left" colspan="2">{html.escape(head)}</th></tr></thead>'
        f"<tbody>{body}</tbody></table>{notes_html}</div>"
    )
    lines = [f"{name}: {say('progress.count', language, done=done, count=count)}" for name, done, count in rows]
    return Shown(markup, "\n".join([title, *lines, *told]))


def _row(folder: Path, name: str, entries: dict[str, Entry], language: str) -> tuple[str, int, int] | None:
    try:
        pack = read_pack(folder, name)
    except PackError:
        return None
    label = say("progress.lesson" if name[:1].isdigit() else "progress.assignment", language, id=name)
    title = in_language(pack["title"], language)[language] if pack.get("title") else ""
    counted = [task for task, card in pack["tasks"].items() if command_for(card)]  # a person's mark is not known here
    done = sum(bool(entries.get(task, {}).get("done")) for task in counted)
    return (f"{label} {title}".strip(), done, len(counted)) if counted else None


def _html_row(name: str, done: int, count: int, language: str) -> str:
    width = round(100 * done / count)
    words = html.escape(say("progress.count", language, done=done, count=count))
    bar = (
        '<div aria-hidden="true" style="width:12em;height:.9em;border:1px solid var(--jp-border-color1, #888)">'
        f'<div style="width:{width}%;height:100%;background:var(--jp-success-color1, #2e7d32)"></div></div>'
    )
    return (
        f'<tr><th scope="row" style="text-align:left;font-weight:normal">{html.escape(name)}</th>'
        f"<td>{bar}</td><td>{words}</td></tr>"
    )


def _place(path: Path) -> tuple:
    """Lessons in the course's order (7.2 before 7.10), then assignments."""
    parts = path.stem.split(".")
    if all(part.isdigit() for part in parts):
        return (0, *(int(part) for part in parts), "")
    return (1, 0, 0, path.stem)
