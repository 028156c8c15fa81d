"""What a letter is made of, written twice from the same words: as plain text, and as HTML that mail programs show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from classroom.mailing import is_address

FONTS = {
    "zh-Hant": "'Noto Sans TC','Noto Sans CJK TC','PingFang TC','Microsoft JhengHei',sans-serif",
    "zh-Hans": "'Noto Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif",
}
PLAIN_FONT = "'Noto Sans','Segoe UI',Helvetica,Arial,sans-serif"

INK, DIM, ACCENT, MIST, LINE = "#1f2933", "#52606d", "#0b5394", "#f4f6f8", "#d9dee3"

_PLACE = re.compile(
    r"https?://[^\s<>\"'（）「」，。；：]*[\w/]|(?<![\w.+@-])[\w.+-]+@[\w.-]*\w(?![\w@])",
    re.ASCII,
)
"""An address in a text: of a page, or of a person."""


@dataclass(frozen=True)
class Paragraph:
    """Some sentences."""

    text: str


@dataclass(frozen=True)
class Heading:
    """What the next parts are about."""

    text: str


@dataclass(frozen=True)
class Facts:
    """Things that are looked up: what they are called, and what they are.

    Attributes:
        rows: the label and the value of each.
        colon: what stands between them in plain text.
        exact: whether values are to be typed letter by letter.
    """

    rows: tuple[tuple[str, str], ...]
    colon: str = ": "
    exact: bool = False


@dataclass(frozen=True)
class Steps:
    """What is done one after the other."""

    steps: tuple[str, ...]


Part = Paragraph | Heading | Facts | Steps


def as_text(parts: Iterable[Part]) -> str:
    """A letter as plain text: parts apart by an empty line, a heading right above what it is about."""
    written = ""
    for part in parts:
        match part:
            case Paragraph(text):
                written += text + "\n\n"
            case Heading(text):
                written += text + "\n"
            case Facts(rows, colon):
                written += "\n".join(f"{label}{colon}{value}" for label, value in rows) + "\n\n"
            case Steps(steps):
                written += "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)) + "\n\n"
    return written.rstrip("\n") + "\n"


def as_html(parts: Sequence[Part], title: str, language: str) -> str:
    """A letter as an HTML page whose styles stand at the elements, where mail programs leave them.

    Args:
        parts: of the letter.
        title: stands large above them.
        language: of the text, such as "zh-Hant".
    """
    font = FONTS.get(language, PLAIN_FONT)
    body = "".join(_html(part) for part in parts)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n</head>\n"
        f'<body style="margin:0;padding:24px 12px;background:{MIST};color:{INK};'
        f'font:16px/1.6 {font}">\n'
        '<div style="max-width:600px;margin:0 auto;padding:28px 32px;background:#ffffff;'
        f'border:1px solid {LINE};border-top:4px solid {ACCENT};border-radius:6px">\n'
        f'<h1 style="margin:0 0 20px;font-size:24px;line-height:1.3;color:{ACCENT}">{escape(title)}</h1>\n'
        f"{body}</div>\n</body>\n</html>\n"
    )


def _html(part: Part) -> str:
    match part:
        case Paragraph(text):
            return f'<p style="margin:0 0 16px">{_linked(text)}</p>\n'
        case Heading(text):
            return f'<h2 style="margin:28px 0 8px;font-size:18px;line-height:1.3">{escape(text)}</h2>\n'
        case Facts(rows, _, exact):
            return _table(rows, exact=exact)
        case Steps(steps):
            items = "".join(f'<li style="margin:0 0 6px">{_linked(step)}</li>\n' for step in steps)
            return f'<ol style="margin:0 0 16px;padding-left:24px">\n{items}</ol>\n'


def _table(rows: Iterable[tuple[str, str]], *, exact: bool) -> str:
    value_style = f"padding:5px 0;vertical-align:top;border-bottom:1px solid {LINE}"
    if exact:
        value_style += ";font-family:'DejaVu Sans Mono',Menlo,Consolas,monospace;font-weight:bold"
    label_style = (
        f"width:1%;padding:5px 20px 5px 0;vertical-align:top;text-align:left;font-weight:normal;color:{DIM};"
        f"white-space:nowrap;border-bottom:1px solid {LINE}"
    )
    lines = "".join(
        f'<tr><th scope="row" style="{label_style}">{escape(label)}</th>'
        f'<td style="{value_style}">{escape(value)}</td></tr>\n'
        for label, value in rows
    )
    return f'<table style="border-collapse:collapse;margin:0 0 16px;width:100%">\n{lines}</table>\n'


def _linked(text: str) -> str:
    """A text with links where it names a page or somebody's address."""
    written, end = "", 0
    for found in _PLACE.finditer(text):
        place = found.group()
        if not place.startswith("http") and not is_address(place):
            continue
        target = place if place.startswith("http") else f"mailto:{place}"
        written += escape(text[end : found.start()])
        written += f'<a href="{escape(target)}" style="color:{ACCENT}">{escape(place)}</a>'
        end = found.end()
    return written + escape(text[end:])
