"""Bold words are bold: after a Chinese character two stars before a bracket would show as two stars."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from classroom.course import find_course

COURSE = find_course()
MARKDOWN = MarkdownIt("commonmark").enable("table")
STRING = re.compile(r'"([^"\n]*)"')


def starred(text: str) -> list[str]:
    """The pieces of a text that show two stars. A field stands for words."""
    filled = re.sub(r"\{\{.*?\}\}|\{[^{}]*\}", "字", text)
    inline = (token for token in MARKDOWN.parse(filled) if token.type == "inline")
    return [
        child.content for token in inline for child in token.children if child.type == "text" and "**" in child.content
    ]


def test_stars_show_only_where_they_cannot_be_bold():
    assert starred("欄（column）和**[列](row)**") and not starred("欄和[**列**](row)，是**{name}**。")


@pytest.mark.parametrize("page", [entry.id for entry in COURSE.pages])
def test_no_star_is_shown(page):
    cells = COURSE.source(COURSE.page(page)).cells
    texts = [cell.text for cell in cells if cell.kind == "markdown"]
    said = [line for cell in cells if cell.kind == "code" for line in cell.text.splitlines() if "# lang-" in line]
    texts += [string for line in said for string in STRING.findall(line) if "**" in string.replace(" ** ", "")]
    assert [piece for text in texts for piece in starred(text)] == []
