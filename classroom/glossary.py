"""course/glossary.yml: the course's terms with their meanings, and the links by which a page leads to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from classroom.errors import AuthorError
from classroom.one_language import SourceError
from classroom.page import Words
from classroom.yaml_text import yaml_values

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LINK = re.compile(r"\]\(\s*term:([^)]*)\)")


class Term(BaseModel):
    """One term.

    Attributes:
        key: what a page writes to link to it; it stays, whatever becomes of the words.
        lesson: the lesson that introduces it, by id, whether or not it exists yet.
        en: the English term, as it stands in the middle of a sentence.
        zh_hant: what Taiwan says.
        zh_hans: what mainland China says, in its own characters.
        meaning: one sentence in each language.
    """

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    key: str
    lesson: str = Field(pattern=r"^\d\.[1-9]\d*$")
    en: str = Field(min_length=1)
    zh_hant: str = Field(alias="zh-Hant", min_length=1)
    zh_hans: str = Field(alias="zh-Hans", min_length=1)
    meaning: Words

    def word(self, language: str) -> str:
        """The term in a language of the course."""
        return {"en": self.en, "zh-Hans": self.zh_hans}.get(language, self.zh_hant)


@dataclass(frozen=True)
class Glossary:
    """Every term, in the order in which the course meets them."""

    terms: tuple[Term, ...]

    def links(self, page: str) -> dict[str, str]:
        """For each term's key the link to its place; `page` is the way to the glossary's page."""
        return {term.key: f"{page}#{term.key}" for term in self.terms}


def read_glossary(path: Path) -> Glossary:
    """Read the glossary.

    Raises:
        AuthorError: in one sentence, where it is missing or damaged, two terms share a key, a word or a meaning, a
            meaning is no sentence, or the terms are not in the order of the lessons.
    """
    try:
        values = yaml_values(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise AuthorError(path, "", f"it cannot be read: {problem.strerror}.") from problem
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise AuthorError(path, "", f"this is not YAML: {' '.join(str(problem).split())}.") from problem
    if not isinstance(values, list):
        raise AuthorError(path, "", "it is not a list of terms, each beginning with `- key:`.")
    terms = tuple(_term(path, number, value) for number, value in enumerate(values, start=1))
    _check_alone(path, terms)
    _check_order(path, terms)
    return Glossary(terms)


def link_terms(text: str, links: Mapping[str, str]) -> str:
    """Turn every `[word](term:key)` of a Markdown text into a link to the term's place in the glossary.

    Raises:
        SourceError: there is no such term; the message names the one whose key is nearest.
    """

    def linked(found: re.Match[str]) -> str:
        key = found[1].strip()
        if key not in links:
            near = get_close_matches(key, links, n=1, cutoff=0)
            hint = f"; the nearest is {near[0]!r}" if near else ""
            raise SourceError(f"there is no term {key!r} in the glossary{hint}.")
        return f"]({links[key]})"

    return _LINK.sub(linked, text)


def has_term_link(text: str) -> bool:
    """Whether a text links to a term."""
    return _LINK.search(text) is not None


def _term(path: Path, number: int, value: Any) -> Term:
    key = value.get("key") if isinstance(value, dict) else None
    place = f"term {key!r}" if isinstance(key, str) else f"term {number}"
    try:
        term = Term.model_validate(value)
    except ValidationError as problem:
        first = problem.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise AuthorError(path, place, f"{field}: {first['msg']}." if field else f"{first['msg']}.") from problem
    if not _KEY.fullmatch(term.key):
        raise AuthorError(path, place, "a key is written in small letters and digits, with hyphens between the words.")
    for language, stop in (("en", "."), ("zh-Hant", "。")):
        if not term.meaning.get(language).endswith(stop):
            raise AuthorError(path, place, f"its meaning in {language} is no sentence: it does not end in {stop!r}.")
    return term


def _check_alone(path: Path, terms: tuple[Term, ...]) -> None:
    """One place per term: no key, word or meaning occurs twice."""
    seen: dict[tuple[str, str], str] = {}
    for term in terms:
        said = {
            "key": term.key,
            "English term": term.en.casefold(),
            "Chinese term": term.zh_hant.casefold(),
            "English meaning": term.meaning.en.casefold(),
            "Chinese meaning": term.meaning.zh_hant,
        }
        for what, text in said.items():
            if (what, text) in seen:
                other = "another term" if what == "key" else f"the term {seen[what, text]!r}"
                raise AuthorError(path, f"term {term.key!r}", f"{other} has the same {what}.")
            seen[what, text] = term.key


def _check_order(path: Path, terms: tuple[Term, ...]) -> None:
    latest = (0, 0)
    for term in terms:
        module, number = term.lesson.split(".")
        if (int(module), int(number)) < latest:
            there = f"{latest[0]}.{latest[1]}"
            raise AuthorError(path, f"term {term.key!r}", f"lesson {term.lesson} comes before {there}: move it up.")
        latest = (int(module), int(number))
