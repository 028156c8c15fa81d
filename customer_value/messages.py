"""Text that code shows, in every language side by side: messages.toml or texts/*.toml of a package, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from customer_value.chinese import simplified_markdown
from customer_value.settings import LANGUAGES, READABLE, find_settings


@dataclass(frozen=True)
class Text:
    """One piece of text in every language the course is written in."""

    en: str
    zh_hant: str

    def get(self, language: str | None = None) -> str:
        """The text in one of READABLE; in the notebook's own language when None."""
        language = _language(language)
        if language == "en":
            return self.en
        return simplified_markdown(self.zh_hant) if language == "zh-Hans" else self.zh_hant


@cache
def catalogue(package: str) -> Mapping[str, Text]:
    """Every message of a package, by its dotted key (tables nested in a file join with dots).

    They stand in its messages.toml or, where there are many, in the files of its folder texts, one per subject.

    Raises:
        ValueError: two files hold the same key.
    """
    found: dict[str, Text] = {}

    def walk(prefix: str, node: Mapping) -> None:
        if set(LANGUAGES) <= set(node):
            if prefix in found:
                raise ValueError(f"{package} has the message {prefix!r} twice.")
            found[prefix] = Text(node["en"], node["zh-Hant"])
            return
        for name, child in node.items():
            walk(f"{prefix}.{name}" if prefix else name, child)

    for source in sources(resources.files(package)):
        walk("", tomllib.loads(source.read_text(encoding="utf-8")))
    return found


def sources(package: Traversable) -> list[Traversable]:
    """The files of a package's folder that hold its messages."""
    single, folder = package.joinpath("messages.toml"), package.joinpath("texts")
    if single.is_file():
        return [single]
    return sorted((one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)


def message(package: str, key: str, language: str | None = None, **fields: object) -> str:
    """One message with its `{fields}` filled in, in a language; in the notebook's own language when None.

    Raises:
        KeyError: no such key, or a field that the text names was not given.
    """
    return catalogue(package)[key].get(language).format(**fields)


def _language(language: str | None) -> str:
    if language is None:
        return find_settings().language
    if language not in READABLE:
        raise ValueError(f"There is no language {language!r}; choose one of {', '.join(READABLE)}.")
    return language
