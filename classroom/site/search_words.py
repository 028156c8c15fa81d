"""The words that the search of the book knows: jieba cuts Chinese text by them, beside its own dictionary."""

from __future__ import annotations

from classroom.course import Course

OFTEN = 100_000
"""How common a term is said to be: enough that jieba keeps it in one piece."""


def word_list(course: Course, language: str) -> str:
    """The glossary's terms and the titles' words as a dictionary of jieba: a word, how often, in each line."""
    terms = {term.word(language) for term in course.glossary.terms}
    return "".join(f"{word} {OFTEN}\n" for word in sorted(terms) if " " not in word)
