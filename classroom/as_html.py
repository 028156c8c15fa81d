"""Markdown as HTML, for places that have no Markdown of their own."""

from __future__ import annotations

import re

LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


def markdown(text: str) -> str:
    """Markdown as HTML, its links without where they led: there is no workspace beside it."""
    import mistune

    return mistune.create_markdown(escape=False, plugins=["table"])(LINK.sub(r"\1", text))


def inline(text: str) -> str:
    """The same, without the paragraph around a single one."""
    shown = markdown(text).strip()
    return shown[3:-4] if shown.startswith("<p>") and shown.count("<p>") == 1 else shown
