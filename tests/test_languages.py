"""English and Traditional Chinese stand side by side and stay in step."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest

from customer_value.messages import sources
from customer_value.settings import LANGUAGES

PACKAGES = ("customer_value", "generator", "tutor", "classroom")
HAN = re.compile(r"[\u3400-\u9fff]")


def leaves(node: dict, prefix: str = ""):
    """Every message of a parsed messages.toml with its dotted key."""
    for name, child in node.items():
        key = f"{prefix}.{name}" if prefix else name
        if not isinstance(child, dict):
            pytest.fail(f"{prefix} holds {name!r} beside or instead of {' and '.join(LANGUAGES)}")
        if any(isinstance(value, str) for value in child.values()):
            yield key, child
        else:
            yield from leaves(child, key)


def written(package: Path) -> dict[str, dict]:
    """Every message of a package, from all of its files."""
    found: dict[str, dict] = {}
    for path in sources(package):
        for key, texts in leaves(tomllib.loads(path.read_text(encoding="utf-8"))):
            assert key not in found, f"{key} stands in two files"
            found[key] = texts
    return found


def fields(text: str) -> set[str]:
    """The names of the `{fields}` in a message."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_message_is_there_in_every_language_with_the_same_fields(package, repository):
    messages = written(repository / package)
    assert messages
    for key, texts in messages.items():
        assert set(texts) == set(LANGUAGES), f"{package}: {key} is written in {', '.join(texts)}"
        assert fields(texts["en"]) == fields(texts["zh-Hant"]), f"{package}: {key} has different fields"


@pytest.mark.parametrize("package", PACKAGES)
def test_no_message_is_left_in_the_other_language(package, repository):
    for key, texts in written(repository / package).items():
        english = re.sub(r"\{[^}]*\}", "", texts["en"])
        assert not HAN.search(english), f"{package}: the English of {key} has Chinese characters"
        words = re.findall(r"[A-Za-z]{3,}", re.sub(r"<[^>]*>|\{[^}]*\}|`[^`]*`", "", texts["zh-Hant"]))
        assert HAN.search(texts["zh-Hant"]) or not words, f"{package}: the Chinese of {key} is still English"
