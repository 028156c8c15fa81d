"""Reading an exercise page's source: its cells by name, and the tables it prints."""

from __future__ import annotations

from typing import Any

import pandas as pd


def cell(page: Any, name: str) -> str:
    """What stands in the one cell of that name."""
    (found,) = (one for one in page.cells if one.metadata.get("name") == name)
    return found.source


def printed_table(markdown: str, title: str) -> pd.DataFrame:
    """One of the page's Markdown tables, everything as text."""
    lines = markdown.split(f"`{title}`\n\n")[1].split("\n\n")[0].splitlines()
    rows = [[part.strip() for part in line.strip().removeprefix("|").removesuffix("|").split("|")] for line in lines]
    return pd.DataFrame(rows[2:], columns=rows[0])
