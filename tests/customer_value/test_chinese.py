"""Simplified Chinese: prose changes, code and links do not, and code does the same as before."""

from __future__ import annotations

import ast

import pytest

from customer_value.chinese import simplified, simplified_code, simplified_markdown, traditional
from customer_value.messages import Text, message
from customer_value.settings import READABLE, written


@pytest.mark.parametrize(
    ("taiwan", "mainland"),
    [
        ("續購率與流失門檻", "复购率与流失阈值"),
        ("每一列是一位新客", "每一行是一位新客户"),
        ("新客戶有 5 列", "新客户有 5 行"),
        ("這個儲存格的資料", "这个单元格的数据"),
        ("投資報酬率", "投资回报率"),
    ],
)
def test_words_are_the_mainlands(taiwan, mainland):
    assert simplified(taiwan) == mainland


def test_of_two_words_that_fit_the_longer_is_taken():
    assert simplified("集群") == "簇"
    assert simplified("集群分析") == "聚类分析"


def test_in_markdown_code_links_and_tags_stay():
    text = '看[資料](../資料.md#資料)和 `df["資料"]`：<a id="資料">\n\n```python\n資料 = 1  # 資料\n```\n資料'
    assert simplified_markdown(text) == (
        '看[数据](../資料.md#資料)和 `df["資料"]`：<a id="資料">\n\n```python\n資料 = 1  # 資料\n```\n数据'
    )


def test_in_code_only_comments_change():
    code = '# 每一列是一筆訂單\nrows = df[df["區"] == "臺北"]  # 只看臺北\ntext = "# 不是註解"\n'
    derived = simplified_code(code)
    assert derived == '# 每一行是一笔订单\nrows = df[df["區"] == "臺北"]  # 只看台北\ntext = "# 不是註解"\n'
    assert ast.dump(ast.parse(derived)) == ast.dump(ast.parse(code))


@pytest.mark.parametrize("code", ["x = (  # 資料", "text = '''資料", "____ = '資料"])
def test_code_that_is_no_python_stays(code):
    assert simplified_code(code) == code


def test_a_text_and_a_message_in_every_language():
    assert [Text("row", "這一列").get(one) for one in READABLE] == ["row", "這一列", "这一行"]
    assert message("customer_value", "words.date", "zh-Hans", year=2025, month="12", day=31) == "2025 年 12 月 31 日"
    assert [written(one) for one in READABLE] == ["en", "zh-Hant", "zh-Hant"]


def test_names_go_the_other_way_one_for_one():
    assert traditional("国华") == "國華"
