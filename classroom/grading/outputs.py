"""What cells showed when they were handed in, made safe: text, tables and pictures, nothing that runs or loads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from classroom.grading.clean_html import clean_html
from classroom.grading.clean_text import CUT, shortened, visible
from classroom.grading.pictures import safe_picture

MOST = 20
"""Outputs of one cell that are kept."""

TRACEBACK = 40
"""Entries of an error's traceback that are kept."""

HTML_LONGEST = 1_000_000
"""Characters of HTML, pictures included, that are looked at: of a longer one only the text beside it is kept."""

PICTURES = ("image/png", "image/jpeg")


def safe_outputs(outputs: Sequence[Any], *, picture: str = "picture") -> list[dict[str, Any]]:
    """A cell's outputs as nbformat 4 has them, with nothing in them but text, plain tables and pictures.

    Scripts, widgets, styles, SVG, LaTeX, Markdown and every other kind are left out; of HTML what
    `clean_html.clean_html` writes anew stays. Text is made visible and shortened. Metadata are left out. Equal input
    gives equal output, and it never raises, whatever is handed in.

    Args:
        outputs: as handed in; what is no output is left out.
        picture: the text alternative of a picture that has none, in the language of the reader.
    """
    found = [safe for one in outputs[:MOST] if isinstance(one, Mapping) and (safe := _safe(one, picture))]
    if len(outputs) > MOST:
        found.append({"output_type": "stream", "name": "stdout", "text": CUT})
    return found


def _safe(output: Mapping[str, Any], picture: str) -> dict[str, Any] | None:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        text = _text(output.get("text"))
        return {"output_type": kind, "name": name, "text": text} if text.strip() else None
    if kind == "error":
        return _error(output)
    if kind not in ("display_data", "execute_result"):
        return None
    data = _bundle(output.get("data"), picture)
    if not data:
        return None
    safe = {"output_type": kind, "data": data, "metadata": {}}
    if kind == "execute_result":
        count = output.get("execution_count")
        safe["execution_count"] = count if type(count) is int and 0 <= count < 1_000_000 else None
    return safe


def _error(output: Mapping[str, Any]) -> dict[str, Any]:
    lines = output.get("traceback")
    lines = lines[-TRACEBACK:] if isinstance(lines, list) else []
    return {
        "output_type": "error",
        "ename": _text(output.get("ename"), 200) or "Error",
        "evalue": _text(output.get("evalue"), 500),
        "traceback": [_text(line, 2000) for line in lines if isinstance(line, str)],
    }


def _bundle(data: Any, picture: str) -> dict[str, str]:
    """One output in its several forms, the safe ones of them."""
    if not isinstance(data, Mapping):
        return {}
    found = {kind: safe for kind in PICTURES if (safe := safe_picture(kind, _joined(data.get(kind))))}
    markup = _joined(data.get("text/html"))
    if markup and len(markup) <= HTML_LONGEST and (safe := clean_html(markup, picture)):
        found["text/html"] = safe
    if (plain := _text(data.get("text/plain"))).strip():
        found["text/plain"] = plain
    return found


def _text(value: Any, longest: int | None = None) -> str:
    text = _joined(value)
    if longest is not None:
        return visible(text[: 2 * longest])[:longest]
    return shortened(visible(shortened(text, lines=2_000, longest=100_000)))


def _joined(value: Any) -> str:
    """A text as nbformat has it: one, or the lines of one."""
    if isinstance(value, str):
        return value
    return "".join(one for one in value if isinstance(one, str)) if isinstance(value, list | tuple) else ""
