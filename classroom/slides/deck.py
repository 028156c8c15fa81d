"""What stands on the slides of a lesson: its run notebook, cut into pieces that can be read from the last row.

Every `##` heading begins a column; prose is cut between paragraphs; a figure, an explorer's picture, a piece of code
and a question each have a slide of their own. Answers come up on a further click. The instructor's notes become the
speaker's notes. Checks are left out: on a screen in front of a room nobody is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from classroom.as_html import inline, markdown
from classroom.executed import VIEW
from classroom.task_cells import CHECK_ALONE, QUESTIONS, asked
from customer_value.messages import message
from customer_value.words import width
from tutor.letters import letters

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from tutor.pack import Card

ROOM = 380.0
"""About how many ems of prose a slide holds: 380 Chinese characters or 120 English words."""

ONLY_ON_PAPER = ("start", "setup", "footer")
"""Cells that tell a learner alone how to go about it, or only prepare the others."""

BLOCKS = {"|": 2.0, "-": 1.3, "*": 1.3, "1": 1.3}
"""How much more room a table or a list takes than its characters, by what its lines begin with."""

MOST_LINES = 16
"""A longer piece of code is not shown."""

FIGURE = re.compile(r"<img[^>]*kit-(?:explorer-)?figure[^>]*>")
LEADS_IN = re.compile(r"(?:[:：]|(?:^|\n)\*\*[^*\n]+\*\*)\s*$")
"""A paragraph that announces the next one: it ends in a colon, or is nothing but bold words."""

CODE = re.compile(r"<pre.*?</pre>", re.DOTALL)
STATE = "application/vnd.jupyter.widget-state+json"


@dataclass
class Slide:
    """One slide.

    Attributes:
        html: what it shows.
        notes: what only the speaker sees, as HTML.
        kind: "text", "code", "figure" or "question", for its looks.
    """

    html: str
    notes: str = ""
    kind: str = "text"


@dataclass
class Column:
    """The slides under one heading, one below the other."""

    title: str
    slides: list[Slide] = field(default_factory=list)


def deck(notebook: NotebookNode, cards: Mapping[str, Card], language: str) -> list[Column]:
    """The columns of slides of a lesson.

    Args:
        notebook: the instructor's edition, run, with the state of its widgets.
        cards: the lesson's questions by id, with texts in `language`.
        language: one of READABLE.
    """
    columns: list[Column] = []
    waiting: list[str] = []
    states = notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if "instructor" in tags:
            waiting.append(markdown(cell.source))
            continue
        if cell.id in ONLY_ON_PAPER:
            continue
        if cell.cell_type == "markdown":
            title, slides = _prose(_opening(cell.source) if cell.id == "header" else cell.source)
            if title or not columns:
                columns.append(Column(title))
        else:
            slides = list(_code(cell, cards, states, language))
            columns = columns or [Column("")]
        for slide in slides:
            _add(columns[-1].slides, slide)
        if waiting and columns[-1].slides:
            columns[-1].slides[-1].notes += "".join(waiting)
            waiting = []
    return [column for column in columns if column.slides]


def _add(slides: list[Slide], slide: Slide) -> None:
    """Put a slide below the others, or on the last of them where there is room: text, or code under its text."""
    last = slides[-1] if slides else None
    joins = last and last.kind == "text" and slide.kind in ("text", "code") and "fragment" not in slide.html
    if joins and _size(last.html) + _size(slide.html) <= ROOM:
        last.html, last.kind = last.html + slide.html, slide.kind
    else:
        slides.append(slide)


def _size(html: str) -> float:
    """About how much room HTML takes, in ems of prose."""
    lines = html.count("<li") + html.count("<tr") + html.count("<p") + "".join(CODE.findall(html)).count("\n")
    return width(re.sub(r"<[^>]+>", "", html)) + 15 * lines


def _opening(text: str) -> str:
    """Of the head of a page what a room needs: title, facts and what one can do afterwards."""
    return "\n\n".join(_blocks(text)[:4])


def pieces(text: str) -> list[str]:
    """A Markdown text cut between its paragraphs into pieces that fit on a slide each."""
    found: list[str] = []
    held, room = [], 0.0
    for block in _blocks(text):
        size = width(block) * BLOCKS.get(block.lstrip()[:1], 1.0)
        if held and room + size > ROOM:
            found.append("\n\n".join(held))
            held, room = [], 0.0
        held.append(block)
        room += size
    return [*found, "\n\n".join(held)] if held else found


def _blocks(text: str) -> list[str]:
    """The paragraphs of a text; code between fences stays in one piece, and a lead-in stays with its list."""
    parts = re.split(r"(^```.*?^```)", text, flags=re.MULTILINE | re.DOTALL)
    blocks = []
    for place, part in enumerate(parts):
        blocks += [part] if place % 2 else [one for one in re.split(r"\n\s*\n", part) if one.strip()]
    joined: list[str] = []
    for block in blocks:
        if joined and LEADS_IN.search(joined[-1]):
            joined[-1] += f"\n\n{block}"
        else:
            joined.append(block)
    return joined


def _prose(text: str) -> tuple[str, list[Slide]]:
    """The heading of a text, "" where it has none, and its slides."""
    found = re.match(r"\s*#{1,2} +(.+)\n?", text)
    title = found[1].strip() if found else ""
    body = text[found.end() :] if found else text
    level = "h1" if text.lstrip().startswith("# ") else "h2"
    slides = [Slide(markdown(piece)) for piece in pieces(body)]
    if title:
        head = f"<{level}>{markdown(title).strip()[3:-4]}</{level}>"
        if slides:
            slides[0].html = head + slides[0].html
        else:
            slides = [Slide(head)]
    return title, slides


def _code(cell: Any, cards: Mapping[str, Card], states: Mapping[str, Any], language: str) -> Iterator[Slide]:
    if CHECK_ALONE.match(cell.source):
        return
    names = asked(cell.source, *QUESTIONS)
    hidden = bool(names) or cell.metadata.get("jupyter", {}).get("source_hidden")
    outputs = [shown for output in cell.outputs if (shown := _shown(output, states))]
    figures = [shown for shown in outputs if FIGURE.search(shown)]
    rest = "".join(shown for shown in outputs if shown not in figures)
    code = "" if hidden or len(cell.source.splitlines()) > MOST_LINES else highlighted(cell.source)
    if code and "starter" in cell.metadata.get("tags", []):
        answer = message("classroom", "slides.answer", language)
        yield Slide(f'<p class="kit-label">{escape(answer)}</p><div class="fragment">{code}{rest}</div>', kind="code")
    elif code or rest:
        yield Slide(code + rest, kind="code" if code else "text")
    for figure in figures:
        yield Slide(figure, kind="figure")
    for name in names:  # their widgets show nothing here
        yield _question(cards[name], language)


def highlighted(code: str) -> str:
    """Python as HTML with its parts marked by class."""
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    return highlight(code.strip("\n"), PythonLexer(), HtmlFormatter(cssclass="kit-code"))


def _shown(output: Any, states: Mapping[str, Any]) -> str:
    """What an output shows, as HTML; "" for what only works in a notebook."""
    data = output.get("data", {})
    if VIEW in data:
        return _still(data[VIEW]["model_id"], states)
    if "kit-box" in data.get("text/html", ""):  # what a cell with a blank, or a check, has to say
        return ""
    if "text/html" in data:
        return re.sub(r"<style.*?</style>", "", data["text/html"], flags=re.DOTALL)
    if "text/markdown" in data:
        return markdown(data["text/markdown"])
    text = output.get("text") or data.get("text/plain") or ""
    return f"<pre>{escape(text)}</pre>" if text.strip() else ""


def _still(model: str, states: Mapping[str, Any]) -> str:
    """The picture that an explorer stands at; "" for any other widget."""
    state = states.get(model, {}).get("state", {})
    found = FIGURE.search(str(state.get("value", "")))
    if found:
        return found[0]
    children = (one.removeprefix("IPY_MODEL_") for one in state.get("children", ()))
    return next((still for child in children if (still := _still(child, states))), "")


def _question(card: Card, language: str) -> Slide:
    """A question with its options; the answer comes up on a click, and so does the reason."""
    prompt = markdown(card["prompt"][language])
    options = card.get("options", [])
    names = letters(len(options))
    listed = "".join(
        f"<li><b>{name}</b> {inline(one['text'][language])}</li>" for name, one in zip(names, options, strict=True)
    )
    body = prompt + (f'<ul class="kit-options">{listed}</ul>' if listed else "")
    return Slide(
        body + "".join(f'<div class="fragment">{part}</div>' for part in _answer(card, language)), kind="question"
    )


def _answer(card: Card, language: str) -> list[str]:
    right, options = card.get("right"), {one["key"]: one for one in card.get("options", [])}
    names = dict(zip(options, letters(len(options)), strict=True))
    if card["kind"] == "text" and card.get("model"):
        return [markdown(card["model"][language])]
    if card["kind"] == "choice" and right:
        return [f"<p><b>{names[right]}</b> {inline(options[right]['why'][language])}</p>"]
    if card["kind"] == "ordering" and right:
        return [f"<p><b>{' → '.join(names[key] for key in right[0])}</b></p>"]
    return []
