"""The book around the lessons: modules, reference, words for the search, and what of a run is done again."""

from __future__ import annotations

import re

import pytest

from classroom.course import find_course
from classroom.site.contents import contents
from classroom.site.making import make_site
from classroom.site.reference import reference
from classroom.site.runs import Runs
from classroom.site.search import shared_parts, word_list
from customer_value.settings import READABLE

COURSE = find_course()


def trees(text):
    """The pages that a page's tables of contents list, with or without a title."""
    lines = (line for tree in re.findall(r"```{toctree}\n(.*?)```", text, re.DOTALL) for line in tree.splitlines())
    return [re.sub(r".*<(.+)>", r"\1", line) for line in lines if line and not line.startswith(":")]


@pytest.mark.parametrize("language", READABLE)
def test_every_page_is_in_the_contents_once(language):
    pages = contents(COURSE, COURSE.pages, language, {"guide/1_running.md": "# Running"})
    listed = list(trees(pages["index.md"]))
    for name, text in pages.items():
        if name != "index.md":
            listed += [f"{name.rpartition('/')[0]}/{one}" for one in trees(text)]
    assert sorted(listed) == sorted({entry.target for entry in COURSE.pages} | (set(pages) - {"index.md"}))


def test_the_glossary_has_a_place_for_each_term_and_the_measures_a_heading():
    pages = reference(COURSE, "en")
    places = set(re.findall(r"^\(([^)]+)\)=$", pages["GLOSSARY.md"], re.MULTILINE))
    assert {term.key for term in COURSE.glossary.terms} <= places
    assert "## rfm\n" in pages["measures/tiers.md"] and "<span id" not in pages["GLOSSARY.md"]


def test_the_search_knows_the_terms_as_words():
    words = word_list(COURSE, "zh-Hant").splitlines()
    assert {"老客戶續購率 100000", "續購率 100000"} <= set(words)
    assert all(re.fullmatch(r"\S+ \d+", line) for line in words)


def test_parts_that_terms_share_are_words_too():
    assert shared_parts({"老客戶續購率", "首購客戶續購率", "NPS"}) == {"續購率", "購率", "戶續購率"}


def test_what_has_not_changed_is_not_run_again(tmp_path):
    def runs():
        return Runs(COURSE, tmp_path, [COURSE.page("7.1"), COURSE.page("7.2")], ["en", "zh-Hant"], "learner")

    wanted = runs().wanted
    assert len({run.file for run in wanted}) == 4 and len(runs().missing()) == 4
    wanted[0].file.parent.mkdir(parents=True)
    wanted[0].file.write_text("{}")
    assert [run.page for run in runs().missing()] == ["7.1", "7.2", "7.2"]
    other = Runs(COURSE, tmp_path, [COURSE.page("7.1")], ["en"], "instructor")
    assert other.wanted[0].file != wanted[0].file


def test_a_book_needs_no_lesson(tmp_path):
    packed = make_site(COURSE, tmp_path / "site", ["en"], entries=[])
    assert packed == tmp_path / "site.zip" and packed.stat().st_size > 100_000
    door = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert 'href="en/index.html"' in door and (tmp_path / "site" / "en" / "GLOSSARY.html").is_file()
