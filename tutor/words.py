"""The tutor's words in the notebook's language, and showing them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from customer_value.messages import message
from customer_value.settings import LANGUAGES, find_settings
from tutor.verdict import box

MANY = 3
"""How many customers a message names before it only counts them."""


def say(key: str, language: str | None = None, **fields: object) -> str:
    """One of the tutor's messages in a language; in the notebook's own when None."""
    return message("tutor", key, language or notebook_language(), **fields)


def notebook_language() -> str:
    """The language of the nearest kit.toml; English where there is none or it cannot be read."""
    try:
        return find_settings().language
    except ValueError:
        return LANGUAGES[0]


def listed(parts: Iterable[str], language: str) -> str:
    """Parts joined as the language joins a list."""
    return say("cases.and", language).join(parts)


def who(keys: Sequence[tuple], key: tuple[str, ...], language: str, *, hidden: bool) -> str:
    """Which customers (or rows): the first few by name, or, where the data are hidden, only how many."""
    table = "who" if key == ("customer_id",) else "which"
    count = len(keys)
    if hidden:
        return say(f"{table}.counted-one" if count == 1 else f"{table}.counted", language, count=count)
    nobody = say(f"{table}.nobody", language)
    names = listed((" / ".join(part or nobody for part in row) for row in keys[:MANY]), language)
    kind = "one" if count == 1 else "some" if count <= MANY else "more"
    return say(f"{table}.{kind}", language, names=names, count=count)


@dataclass(frozen=True)
class Shown:
    """Something a notebook displays: HTML for JupyterLab, plain text elsewhere."""

    html: str
    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def show_box(state: str, title: str, paragraphs: Sequence[str] = (), notes: Sequence[str] = (), *, kind: str) -> None:
    """Display a message box."""
    from IPython.display import display

    display(Shown(box(state, title, paragraphs, notes, kind=kind), "\n".join([title, *paragraphs, *notes])))


def say_box(state: str, title: str, paragraphs: Sequence[str] = (), *, kind: str, **fields: object) -> None:
    """Display a message box by the keys of its messages."""
    show_box(state, say(title, **fields), [say(one, **fields) for one in paragraphs], kind=kind)
