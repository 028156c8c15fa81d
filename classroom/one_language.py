"""Taking one language out of text and code that hold several, and filling in the scenario's words."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from classroom.errors import KitError
from customer_value.chinese import simplified, simplified_markdown
from customer_value.settings import DERIVED, LANGUAGES, written
from tutor.worked import MARKED


class SourceError(ValueError):
    """Something in a cell is wrong; the caller knows the file and the cell and says so."""


def keep_language(code: str, language: str, words: Mapping[str, Any] | None = None) -> str:
    """Keep the lines of one language in a piece of code.

    Lines that end in `# lang-en` or `# lang-zh-Hant` stand together in groups with as many of one as of the other; the
    marker goes, and the scenario's words are filled in on these lines only, because elsewhere `{{` is Python. A derived
    language changes these lines only, for the same reason: elsewhere a string may be a value of the ledger.

    Raises:
        SourceError: a group has more lines in one language than in another, or a word is missing.
    """
    kept: list[str] = []
    for group in _groups(code.splitlines()):
        marked = [MARKED.match(line) for line in group]
        if marked[0] is None:
            kept += group
            continue
        counts = {one: sum(match["language"] == one for match in marked) for one in LANGUAGES}
        if len(set(counts.values())) > 1:
            raise SourceError(f"the line {group[0].strip()!r} has no counterpart beside it in the other language.")
        mine = [fill_words(match["line"], words) for match in marked if match["language"] == written(language)]
        kept += [simplified(line) for line in mine] if language in DERIVED else mine
    return "\n".join(kept)


def _groups(lines: list[str]) -> Iterator[list[str]]:
    """Runs of lines with and without a language marker."""
    group: list[str] = []
    for line in lines:
        if group and bool(MARKED.match(line)) != bool(MARKED.match(group[0])):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def fill_words(text: str, words: Mapping[str, Any] | None) -> str:
    """Fill in `{{ word }}` from the scenario's words.

    Raises:
        SourceError: the scenario has no such word, or the braces do not match.
    """
    if words is None or "{{" not in text:
        return text
    try:
        return _jinja().from_string(text).render(words)
    except jinja2.UndefinedError as problem:
        raise SourceError(f"the scenario has no such word: {problem.message}.") from problem
    except jinja2.TemplateSyntaxError as problem:
        raise SourceError(f"the braces of a scenario's word do not match: {problem.message}.") from problem


def prose(text: str, language: str) -> str:
    """Markdown written in a language's source, as the language itself writes it."""
    return simplified_markdown(text) if language in DERIVED else text


@cache
def _jinja() -> jinja2.Environment:
    # Only words: `{%` and `{#` are left alone, because a format field such as {share:%} may stand beside them.
    return jinja2.Environment(
        undefined=jinja2.StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
        block_start_string="{%%%",
        comment_start_string="{###",
    )


def scenario_words(path: Path, language: str) -> Mapping[str, Any]:
    """The words of a scenario in one language, from the table [words.LANGUAGE] of its TOML file.

    Raises:
        KitError: no such scenario, or it cannot be read or has no words in this language.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as problem:
        there = ", ".join(sorted(other.stem for other in path.parent.glob("*.toml"))) or "none"
        raise KitError(f"There is no scenario {path.stem!r}; there is {there}.") from problem
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise KitError(f"{path} cannot be read: {problem}.") from problem
    words = values.get("words", {}).get(written(language))
    if not isinstance(words, dict):
        raise KitError(f"{path} has no table [words.{written(language)}].")
    return {name: simplified(word) for name, word in words.items()} if language in DERIVED else words


def computed(text: str, comment: str) -> str:
    """The code of a cell that shows a sentence whose numbers come from the notebook's variables.

    "Of those {share:.0%} came back." becomes a call of `say` with `share=share`.

    Args:
        text: the sentence.
        comment: the code's first line, which JupyterLab still shows where the code is folded.

    Raises:
        SourceError: a field is not a plain variable name.
    """
    names: list[str] = []
    try:
        fields = list(string.Formatter().parse(text))
    except ValueError as problem:
        raise SourceError(f"the braces of the computed sentence do not match: {problem}.") from problem
    for _, name, spec, _ in fields:
        if name is None:
            continue
        if not name.isidentifier() or "{" in (spec or ""):
            raise SourceError(f"the field {{{name}}} of the computed sentence is not the name of a variable.")
        if name not in names:
            names.append(name)
    if not names:
        raise SourceError("the computed sentence names no variable in braces; leave the tag `computed` out.")
    quoted = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if quoted.endswith('"'):
        quoted = quoted[:-1] + '\\"'
    arguments = "".join(f"    {name}={name},\n" for name in names)
    return f'# {comment}\nfrom customer_value import say\n\nsay(\n    """{quoted}""",\n{arguments})'
