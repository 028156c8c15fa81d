"""Text in the languages of a ledger; Simplified Chinese is derived."""

from __future__ import annotations

import pytest

from customer_value.chinese import simplified
from customer_value.messages import catalogue, message
from generator.languages import LANGUAGES, PACKAGE, Text, text_of


def test_a_text_in_each_language():
    text = Text("Shop", "門市")
    assert [text.get(language) for language in LANGUAGES] == ["Shop", "門市", "门店"]


def test_a_given_text_beats_a_derived_one():
    assert text_of({"en": "Dress", "zh-Hant": "洋裝", "zh-Hans": "连衣裙"}).get("zh-Hans") == "连衣裙"
    assert text_of({"en": "Dress", "zh-Hant": "洋裝"}).get("zh-Hans") == "洋装"


def test_an_unknown_language_is_told_which_there_are():
    with pytest.raises(ValueError, match="no language 'fr'; choose one of en, zh-Hant, zh-Hans"):
        Text("Shop", "門市").get("fr")


@pytest.mark.parametrize(
    ("taiwan", "mainland"),
    [
        ("網路商店的滑鼠與隨身碟", "网络商店的鼠标与U盘"),
        ("一列是一位顧客", "一行是一位顾客"),
        ("行銷活動的名單", "营销活动的线索"),
        ("每個儲存格", "每个单元格"),
        ("顧客帳本", "顾客账本"),
    ],
)
def test_words_are_the_mainlands_not_only_the_characters(taiwan, mainland):
    assert simplified(taiwan) == mainland


def test_no_message_keeps_a_taiwanese_word_in_simplified_chinese():
    for key, text in catalogue(PACKAGE).items():
        derived = simplified(text.zh_hant)
        for word in ("门市", "行销", "名单", "保存格", "通路", "折价券", "那一栏"):
            assert word not in derived, key


def test_fields_of_a_message_are_filled_in_whatever_the_language():
    for language in LANGUAGES:
        assert "T7" in message(PACKAGE, "package.title", language, title="T7", seed=5)
