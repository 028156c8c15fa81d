"""The glossary: reading it, links to its terms, the page made of it, and the course's own."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pytest
from opencc import OpenCC
from small_course import GLOSSARY, TOTAL, positive

from classroom.course import Course, find_course
from classroom.errors import AuthorError
from classroom.glossary import Term, link_terms, read_glossary
from classroom.glossary_page import glossary_page
from classroom.notebook import Frame, build_notebook
from classroom.one_language import SourceError
from classroom.task_cells import TaskBook
from classroom.workspace import build, page_text
from customer_value.chinese import simplified
from customer_value.messages import Text
from customer_value.settings import LANGUAGES

KIT = find_course()
TERMS = KIT.glossary.terms
HAN = re.compile(r"[\u3400-\u9fff]")
LINK = re.compile(r"\]\(\s*term:([^)]*)\)")

MAINLAND = """
數據 營銷 渠道 信息 用戶 視頻 默認 反饋 激活 質量 網絡 軟件 程序 字段 屏幕 粘性 畫像 單元格 內核 函數 變量 報錯
滑塊 提交 數組 均值 缺失值 置信區間 柱狀圖 熱力圖 散點圖 生存曲線 聚類 轉化率 線索 觸達 盈虧平衡 市場份額 錢包 增值服務
"""
"""Words that mainland China says and Taiwan does not, in traditional characters."""


def course_of(root: Path) -> Course:
    """The course in a folder, read anew."""
    return Course(root)


def change(path: Path, old: str, new: str) -> None:
    """Replace a text that stands once in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def sources(course: Course, number: int, language: str) -> list[str]:
    """What the cells of a built page hold."""
    cells = json.loads(page_text(course, course.pages[number], language, "learner"))["cells"]
    return ["".join(cell["source"]) for cell in cells]


# Reading.


def test_a_glossary_is_read_in_its_order(course):
    assert [(term.key, term.lesson, term.word("en"), term.word("zh-Hant")) for term in course.glossary.terms] == [
        ("order", "1.1", "order", "訂單"),
        ("a-total", "1.3", "total", "總計"),
    ]
    assert course.glossary.links("../GLOSSARY.md")["a-total"] == "../GLOSSARY.md#a-total"


MISTAKES = [
    ("key: a-total", "key: A total", r"term 'A total': a key is written in small letters"),
    ("key: a-total", "name: a-total", r"term 2: key: Field required\."),
    ("key: a-total", "key: order", r"term 'order': another term has the same key"),
    ('lesson: "1.3"', 'lesson: "13"', r"term 'a-total': lesson: String should match pattern"),
    ('lesson: "1.3"', "lesson: 1.3", r"term 'a-total': lesson: Input should be a valid string\."),
    ('lesson: "1.3"', 'lesson: "0.2"', r"term 'a-total': lesson 0\.2 comes before 1\.1: move it up"),
    ("en: total", "en: Order", r"term 'a-total': the term 'order' has the same English term"),
    ("zh-Hant: 總計", "zh-Hant: 訂單", r"term 'a-total': the term 'order' has the same Chinese term"),
    ("  zh-Hans: 总计\n", "", r"term 'a-total': zh-Hans: Field required\."),
    ("zh-Hant: 總計", 'zh-Hant: ""', r"term 'a-total': zh-Hant: String should have at least 1 character\."),
    ("What many numbers come to together.", "What a customer buys at once.", r"the same English meaning"),
    ("很多數字加起來是多少。", "顧客一次買的東西。", r"the term 'order' has the same Chinese meaning"),
    ("come to together.", "come to", r"term 'a-total': its meaning in en is no sentence: it does not end in '\.'"),
    ("多少。", "多少.", r"term 'a-total': its meaning in zh-Hant is no sentence: it does not end in '。'"),
    ("    zh-Hant: 很多數字加起來是多少。\n", "", r"term 'a-total': meaning\.zh-Hant: Field required\."),
    ("  en: total\n", "  en: total\n  english: total\n", r"term 'a-total': english: Extra inputs are not permitted\."),
    ("- key: a-total", "- key: [a-total", r"this is not YAML"),
    ("- key: order", "order:", r"this is not YAML"),
]


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES)
def test_a_mistake_is_told_in_one_sentence(tmp_path, old, new, said):
    path = tmp_path / "glossary.yml"
    path.write_text(GLOSSARY, encoding="utf-8")
    change(path, old, new)
    with pytest.raises(AuthorError, match=said) as told:
        read_glossary(path)
    assert str(told.value).startswith(str(path)) and "\n" not in str(told.value)


@pytest.mark.parametrize(("content", "said"), [("terms: {}\n", "not a list"), ("", "not a list"), ("- 3\n", "term 1")])
def test_what_is_no_list_of_terms_is_told(tmp_path, content, said):
    path = tmp_path / "glossary.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(AuthorError, match=said):
        read_glossary(path)


def test_a_missing_glossary_stops_the_build(course, tmp_path):
    (course.root / "course" / "glossary.yml").unlink()
    with pytest.raises(AuthorError, match=r"glossary\.yml: it cannot be read"):
        build(course, tmp_path / "workspace", ["en"])


# Links.


def test_a_link_keeps_its_words_and_what_stands_around_it():
    links = {"order": "../GLOSSARY.md#order", "a-total": "../GLOSSARY.md#a-total"}
    text = "An [*order*](term:order) has a [total]( term:a-total ), see [here](https://example.org/term:order)."
    assert link_terms(text, links) == (
        "An [*order*](../GLOSSARY.md#order) has a [total](../GLOSSARY.md#a-total), "
        "see [here](https://example.org/term:order)."
    )


@pytest.mark.parametrize(("key", "near"), [("orde", "order"), ("total", "a-total"), ("訂單", "order"), ("", "order")])
def test_an_unknown_term_is_told_with_the_nearest(key, near):
    with pytest.raises(SourceError, match=rf"no term '{key}' in the glossary; the nearest is '{near}'"):
        link_terms(f"[x](term:{key})", {"order": "o", "a-total": "t"})


def test_without_a_glossary_every_term_is_unknown():
    with pytest.raises(SourceError, match=r"no term 'order' in the glossary\.$"):
        link_terms("[x](term:order)", {})


@pytest.mark.parametrize(
    ("language", "before", "link"),
    [("en", "How many orders has", "[orders](term:order)"), ("zh-Hant", "有幾筆訂單？\n\n```", "[訂單](term:order)")],
)
def test_links_lead_from_lessons_and_exercises_to_a_place_that_is_there(course, tmp_path, language, before, link):
    lesson, exercise = course.pages[0].path, course.pages[2].path
    change(lesson, before, f"{link} {before}")
    change(exercise, '+++ {"given"', '+++\n\n[x](term:a-total)\n\n+++ {"given"')
    course = course_of(course.root)
    build(course, tmp_path / "w", [language])
    found = []
    for entry in (course.pages[0], course.pages[2]):
        page = tmp_path / "w" / language / entry.target
        for cell in json.loads(page.read_text(encoding="utf-8"))["cells"]:
            for way, key in re.findall(r"\]\(([^)#]+)#([^)]+)\)", "".join(cell["source"])):
                assert f'<span id="{key}"></span>' in (page.parent / way).read_text(encoding="utf-8")
                found.append(key)
    assert found == ["order", "a-total"]


def test_a_computed_sentence_can_hold_a_link(course):
    change(course.pages[0].path, "There are **{count:,}** orders.", "There are **{count:,}** [orders](term:order).")
    (shown,) = [text for text in sources(course_of(course.root), 0, "en") if "say(" in text and "There are" in text]
    assert "[orders](../../GLOSSARY.md#order)" in shown


def test_the_prompt_of_a_task_can_hold_a_link(course):
    task = dataclasses.replace(TOTAL, prompt=Text("Add up the [orders](term:order).", "把[訂單](term:order)加總。"))
    notebook = build_notebook(
        course.source(course.exercises[0]),
        "zh-Hant",
        words={"company": "晨光"},
        book=dataclasses.replace(TaskBook.of(None), tasks={task.id: task}, given={"positive": positive}),
        frame=Frame(header="x"),
        terms=course.glossary.links("../../GLOSSARY.md"),
    )
    assert any("把[訂單](../../GLOSSARY.md#order)加總。" in cell.source for cell in notebook.cells)


def test_an_unknown_term_stops_the_build_with_file_cell_and_nearest(course, tmp_path):
    path = course.pages[0].path
    change(path, "How many orders has", "How many [orders](term:orders) has")
    with pytest.raises(AuthorError) as told:
        build(course_of(course.root), tmp_path / "workspace")
    problem = "there is no term 'orders' in the glossary; the nearest is 'order'."
    assert str(told.value) == f"{path}, cell 'question' (en): {problem}"


def test_a_link_in_code_is_told(course):
    change(course.pages[0].path, "ledger = read_ledger()", "ledger = read_ledger()  # [orders](term:order)")
    with pytest.raises(AuthorError, match=r"cell 'setup': a term is linked to in prose only"):
        sources(course_of(course.root), 0, "en")


def test_a_new_term_brings_the_pages_up_to_date_and_a_new_meaning_only_the_glossary(course, tmp_path):
    build(course, tmp_path / "w")
    path = course.root / "course" / "glossary.yml"
    change(path, "What a customer buys at once.", "What is bought at once.")
    changes = build(course_of(course.root), tmp_path / "w")
    assert {(one.path.name, one.action) for one in changes} == {("GLOSSARY.md", "updated")}
    change(course.pages[0].path, "How many orders has", "How many [orders](term:orders) has")
    change(path, "key: order", "key: orders")
    changes = build(course_of(course.root), tmp_path / "w")
    assert {one.path.name for one in changes} == {"GLOSSARY.md", "1_1_count.ipynb"}


# The page.


def test_the_english_page_goes_from_a_to_z(course):
    page = glossary_page(course, "en")
    assert re.findall(r"^##+ (.*)$", page, flags=re.MULTILINE) == [
        '<span id="_o"></span>O',
        '<span id="order"></span>order',
        '<span id="_t"></span>T',
        '<span id="a-total"></span>total',
    ]
    assert "[O](GLOSSARY.md#_o) · [T](GLOSSARY.md#_t)" in page
    assert "Chinese: 總計 · mainland China: 总计 · Lesson 1.3" in page


def test_the_chinese_page_follows_the_modules_with_the_english_beside(course):
    page = glossary_page(course, "zh-Hant")
    assert re.findall(r"^##+ (.*)$", page, flags=re.MULTILINE) == [
        '<span id="_1"></span>單元 1　訂單',
        '<span id="order"></span>訂單（order）',
        '<span id="a-total"></span>總計（total）',
    ]
    assert "中國大陸：总计 · 第 1.3 課" in page


def test_a_term_leads_to_its_lesson_where_that_exists(course):
    for language, title in (("en", "1.1 Counting orders"), ("zh-Hant", "1.1 數一數訂單")):
        assert re.findall(r"\[([^]]+)\]\(course/", glossary_page(course, language)) == [title]


def test_two_builds_of_the_page_are_the_same(course):
    for language in LANGUAGES:
        assert glossary_page(course, language) == glossary_page(course_of(course.root), language)


# The course's own.


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_of_the_course_has_one_place_on_the_page(language):
    page = glossary_page(KIT, language)
    places = re.findall(r'<span id="([^"]+)">', page)
    assert len(places) == len(set(places))
    assert {place for place in places if not place.startswith("_")} == {term.key for term in TERMS}
    for term in TERMS:
        assert term.word(language) in page and term.meaning.get(language) in page
    if language == "en":
        headings = [place for place in places if not place.startswith("_")]
        words = {term.key: term.en.casefold() for term in TERMS}
        assert headings == sorted(headings, key=words.__getitem__)


@pytest.mark.parametrize("entry", KIT.pages, ids=lambda entry: entry.id)
def test_every_term_that_a_page_links_to_exists(entry):
    keys = {term.key for term in TERMS}
    assert set(LINK.findall(entry.path.read_text(encoding="utf-8"))) <= keys


@pytest.mark.parametrize("lesson", ["7.1", "7.2"])
def test_the_words_of_a_lesson_are_linked_in_both_languages(lesson):
    source = KIT.page(lesson).path.read_text(encoding="utf-8")
    english, chinese = source.split("**Words**")[1], source.split("**用語**")[1]
    linked = [LINK.findall(part.split("\n**", 1)[0]) for part in (english, chinese)]
    assert len(linked[1]) >= 8 and set(linked[1]) <= set(linked[0])


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.key)
def test_a_term_is_complete_and_in_the_right_language(term: Term):
    module, number = (int(part) for part in term.lesson.split("."))
    assert 0 <= module <= 9 and 1 <= number <= 6
    assert not HAN.search(term.en)
    assert HAN.search(term.zh_hant) or term.zh_hant == term.en
    english, chinese = term.meaning.en, term.meaning.zh_hant
    assert not HAN.search(english) or term.key == "customer"
    assert english[0].isupper() and "。" not in english and not re.search(r"[.!?] [A-Z]", english), "not one sentence"
    assert chinese.count("。") == 1 and not re.search(r"[\u3400-\u9fff][,.:;?!()]", chinese), "not one sentence"
    assert len(english) <= 150 and len(chinese) <= 70, "too long to be read at a glance"


def test_what_is_derived_says_the_mainlands_words():
    said = {term.key: (simplified(term.zh_hant), term.zh_hans) for term in TERMS}
    assert not {key: pair for key, pair in said.items() if pair[0] != pair[1]}


def test_chinese_is_taiwans():
    to_traditional, to_simplified = OpenCC("s2tw"), OpenCC("t2s")
    taiwan = {term.zh_hant for term in TERMS}
    said = {to_traditional.convert(term.zh_hans) for term in TERMS} - taiwan
    elsewhere = {word for word in said if len(word) > 1 and not any(word in other for other in taiwan)}
    assert len(elsewhere) > 30
    for term in TERMS:
        texts = (term.zh_hant, term.meaning.zh_hant)
        wrong = [word for word in (*elsewhere, *MAINLAND.split()) for text in texts if word in text]
        assert not wrong, f"{term.key}: {', '.join(wrong)}"
        assert to_simplified.convert(term.zh_hans) == term.zh_hans, f"{term.key}: zh-Hans has traditional characters"
