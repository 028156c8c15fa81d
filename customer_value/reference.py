"""The measures on one page, from their docstrings: what each one means, takes and gives, with its example."""

from __future__ import annotations

import html
import inspect
import re
from dataclasses import dataclass
from importlib import import_module, resources
from types import FunctionType

from customer_value.measures import AREAS

SECTIONS = ("Args", "Returns", "Raises", "Attributes", "Notes", "Examples")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One public name.

    Attributes:
        name: as lessons import it.
        signature: of a function or class; "" of a constant.
        summary: the first sentence of its docstring.
        parts: the sections of its docstring by name, the text before them under "".
    """

    name: str
    signature: str
    summary: str
    parts: dict[str, str]


def entries(module: str, names: tuple[str, ...]) -> list[Entry]:
    """The functions and classes among some public names of a module; constants are described by those that use them."""
    loaded = import_module(f"customer_value.measures.{module}")
    found = []
    for name in names:
        member = getattr(loaded, name)
        if not isinstance(member, FunctionType | type):
            continue
        text = inspect.getdoc(member) or ""
        parts = sections(text)
        first = parts[""].split("\n\n")[0].replace("\n", " ")
        found.append(Entry(name=name, signature=signature(member), summary=first, parts=parts))
    return found


def signature(member: object) -> str:
    """The call, without the types of its arguments, which the text says in words."""
    names = inspect.signature(member).parameters.values()
    shown = [one.replace(annotation=inspect.Parameter.empty) for one in names]
    return str(inspect.Signature(shown))


def sections(docstring: str) -> dict[str, str]:
    """A docstring's parts: the text before its sections under "", then each section with its indent taken off."""
    pieces = re.split(rf"^({'|'.join(SECTIONS)}):\n", docstring, flags=re.MULTILINE)
    parts = {"": pieces[0].strip()}
    for name, body in zip(pieces[1::2], pieces[2::2], strict=True):
        parts[name] = inspect.cleandoc("\n" + body).strip()
    return parts


def index() -> str:
    """Every measure by area and subject with its first sentence, as Markdown."""
    lines = [
        "# The measures",
        "",
        "Every public measure of `customer_value`, in the order in which the course meets them. All are imported from",
        "the package itself: `from customer_value import rfm`. In a notebook `rfm?` shows the whole text of one:",
        "formula, units, edge cases, source and a worked example. For a page with all of that:",
        "",
        "    python -m customer_value reference --out measures.html",
    ]
    for area, (title, subjects) in AREAS.items():
        lines += ["", f"## {title}", "", f"`customer_value/measures/{area}/`", ""]
        for subject, names in subjects.items():
            for entry in entries(f"{area}.{subject}", names):
                lines.append(f"- **{entry.name}**: {entry.summary}")
    made = "This page is made by `python -m customer_value reference --out customer_value/MEASURES.md`."
    return "\n".join([*lines, "", f"<!-- {made} -->", ""])


def page() -> str:
    """Every measure with its whole text and its example, as one HTML file that needs nothing else."""
    from jinja2 import Environment, StrictUndefined

    source = resources.files("customer_value").joinpath("reference.html.jinja").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["prose"] = prose
    environment.filters["listed"] = listed
    areas = [
        (area, title, [(subject, entries(f"{area}.{subject}", names)) for subject, names in subjects.items()])
        for area, (title, subjects) in AREAS.items()
    ]
    return environment.from_string(source).render(areas=areas)


def prose(text: str) -> str:
    """A docstring's paragraphs, lists and examples as HTML."""
    from markupsafe import Markup

    blocks = []
    for block in re.split(r"\n\s*\n", text):
        if block.lstrip().startswith((">>>", "...")) or block.startswith("    "):
            blocks.append(f"<pre><code>{html.escape(inspect.cleandoc(block))}</code></pre>")
        elif block.startswith("- "):
            items = re.split(r"\n?^- ", block, flags=re.MULTILINE)[1:]
            blocks.append("<ul>" + "".join(f"<li>{_inline(item)}</li>" for item in items) + "</ul>")
        else:
            blocks.append(f"<p>{_inline(block)}</p>")
    return Markup("\n".join(blocks))


def listed(text: str) -> list[tuple[str, str]]:
    """The entries of a section such as "Args": each name with its text."""
    found = re.split(r"^(\S[^:\n]*):\s", text, flags=re.MULTILINE)
    return [(name, inspect.cleandoc(body)) for name, body in zip(found[1::2], found[2::2], strict=True)]


def _inline(text: str) -> str:
    """One paragraph: escaped, with `code`, **strong** and *stressed* words."""
    escaped = html.escape(re.sub(r"\s*\n\s*", " ", text.strip()))
    escaped = re.sub(r"`([^`]+)`", r"<code>\1</code>", escaped)
    escaped = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", escaped)
    return re.sub(r"(?<![\w*])\*(\w[^*]*)\*(?![\w*])", r"<em>\1</em>", escaped)
