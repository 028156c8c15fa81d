"""Keeping one language of code and prose, filling in words, and sentences computed in the notebook."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.errors import KitError
from classroom.one_language import SourceError, computed, fill_words, keep_language, scenario_words

PAIRED = """\
x = 1
# Sort by day  # lang-en
# 依日期排序  # lang-zh-Hant
name = "a"  # lang-en
name = "b"  # lang-zh-Hant
y = 2"""


def test_each_language_keeps_its_own_lines_without_the_marker():
    assert keep_language(PAIRED, "en") == 'x = 1\n# Sort by day\nname = "a"\ny = 2'
    assert keep_language(PAIRED, "zh-Hant") == 'x = 1\n# 依日期排序\nname = "b"\ny = 2'


def test_lines_of_one_language_may_stand_together_before_those_of_the_other():
    code = "# one  # lang-en\n# two  # lang-en\n# 一  # lang-zh-Hant\n# 二  # lang-zh-Hant"
    assert keep_language(code, "zh-Hant") == "# 一\n# 二"


@pytest.mark.parametrize("code", ["# only here  # lang-en", "# a  # lang-en\nx = 1\n# b  # lang-zh-Hant"])
def test_a_line_without_its_counterpart_beside_it_is_a_mistake(code):
    with pytest.raises(SourceError, match="no counterpart"):
        keep_language(code, "en")


@given(st.lists(st.text(st.characters(blacklist_characters="\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), max_size=30)))
def test_code_without_markers_stays_as_it_is(lines):
    code = "\n".join(line for line in lines if "# lang-" not in line).rstrip("\n")
    assert keep_language(code, "en") == code


def test_words_are_filled_in_on_marked_lines_only():
    code = 'd = {"a": {{}}}\n# {{ company }}  # lang-en\n# {{ company }}  # lang-zh-Hant'
    assert keep_language(code, "en", {"company": "Morning Light"}) == 'd = {"a": {{}}}\n# Morning Light'


def test_a_word_the_scenario_does_not_have_is_named():
    with pytest.raises(SourceError, match="goods"):
        fill_words("Buy {{ goods }}.", {"company": "Morning Light"})


def test_braces_that_do_not_match_are_a_mistake_of_the_page():
    with pytest.raises(SourceError, match="do not match"):
        fill_words("Buy {{ goods.", {"goods": "tea"})


def test_percent_fields_beside_words_are_left_alone():
    assert fill_words("{{ goods }}: {share:%} {# %}", {"goods": "Tea"}) == "Tea: {share:%} {# %}"


def test_words_come_from_the_scenario_in_the_language(tmp_path):
    (tmp_path / "shop.toml").write_text('[words.en]\ngoods = "tea"\n[words.zh-Hant]\ngoods = "茶"\n', encoding="utf-8")
    assert scenario_words(tmp_path / "shop.toml", "zh-Hant") == {"goods": "茶"}
    with pytest.raises(KitError, match="there is shop"):
        scenario_words(tmp_path / "hotel.toml", "en")


def run(code: str, **names: object) -> str:
    """Run the code of a computed cell and give back what it shows."""
    lines = code.rsplit("\nsay(", 1)
    space = dict(names)
    exec(f"{lines[0]}\nshown = say({lines[1]}", space)
    return repr(space["shown"])


def test_a_computed_sentence_shows_the_variables_of_the_notebook():
    code = computed("{share:.0%} of **{count:,}**, again {share:.1%}.", "comment")
    assert code.count("share=share") == 1
    assert run(code, share=0.416, count=2000) == "42% of **2,000**, again 41.6%."


@given(st.text(st.characters(blacklist_characters="{}\r\x00", blacklist_categories=["Cs"]), max_size=60))
def test_whatever_stands_around_the_fields_comes_out_unchanged(text):
    assert run(computed(f"{text}{{n}}{text}", "comment"), n=7) == f"{text}7{text}"


@pytest.mark.parametrize("text", ["{a.b}", "{a[0]}", "{a + 1}", "{}", "{0}", "{a:{b}}", "no field", "{open"])
def test_a_computed_sentence_takes_plain_variables_only(text):
    with pytest.raises(SourceError):
        computed(text, "comment")
