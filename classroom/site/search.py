"""The search of the book in Chinese: jieba cuts the pages by the glossary's words, and a question is cut alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sphinx.search.zh import SearchChinese

from classroom.course import Course

if TYPE_CHECKING:
    from sphinx.application import Sphinx

OFTEN = 100_000
"""How common a term is said to be: enough that jieba keeps it in one piece."""

SHORTEST, LONGEST = 2, 4
"""Characters of a part that several terms share, such as 續購率 in 老客戶續購率 and 首購客戶續購率."""


class CourseChinese(SearchChinese):
    """Sphinx's Chinese search, with a question cut into the longest words that the pages have."""

    # Sphinx 9 calls the stemmer in the page after this, and the Chinese search has the English one (its issue 14229).
    language_name = "English"

    js_splitter_code = r"""
var splitQuery = (query) => {
  const known = (word) =>
    Object.hasOwn(Search._index?.terms ?? {}, word) || Object.hasOwn(Search._index?.titleterms ?? {}, word);
  const found = [];
  for (const part of query.match(/\p{Script=Han}+|[\p{Letter}\p{Number}_]+/gu) ?? []) {
    if (!/\p{Script=Han}/u.test(part)) { found.push(part); continue; }
    for (let from = 0; from < part.length; ) {
      let to = part.length;
      while (to > from + 1 && !known(part.slice(from, to))) to -= 1;
      if (to > from + 1 || part.length === 1) found.push(part.slice(from, to));
      from = to;
    }
    if (found.length === 0) found.push(part);
  }
  return found;
};
"""


def word_list(course: Course, language: str) -> str:
    """The glossary's terms and the parts that they share, as a dictionary of jieba: a word and how often, in a line."""
    terms = {term.word(language) for term in course.glossary.terms}
    words = {*_chinese(terms), *shared_parts(terms)}
    return "".join(f"{word} {OFTEN}\n" for word in sorted(words))


def shared_parts(terms: Iterable[str]) -> set[str]:
    """The beginnings and endings that at least two terms have in common."""
    counts: Counter[str] = Counter()
    for term in _chinese(terms):
        sizes = range(SHORTEST, min(LONGEST, len(term) - 1) + 1)
        counts.update({term[:size] for size in sizes} | {term[-size:] for size in sizes})
    return {part for part, count in counts.items() if count > 1}


def _chinese(terms: Iterable[str]) -> list[str]:
    """The runs of Chinese characters in some terms."""
    return [run for term in terms for run in re.findall(r"[一-鿿]{2,}", term)]


def setup(app: Sphinx) -> dict[str, Any]:
    """Make it the search of the book; called by Sphinx."""
    app.add_search_language(CourseChinese)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
