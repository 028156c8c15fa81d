"""A course of two short lessons, one assignment, and another with a task of every kind: pages and task records.

It stands apart from the fixtures, so that the Python that nbgrader starts can be given its records too.
"""

from __future__ import annotations

import dataclasses
from types import ModuleType, SimpleNamespace

import numpy as np
import pandas as pd

import solutions
from customer_value.ledger import Ledger
from customer_value.messages import Text
from tutor.shape import Number
from tutor.task import (
    Arguments,
    Case,
    ChoiceTask,
    Criterion,
    FunctionTask,
    Mistake,
    Option,
    OrderingTask,
    TextTask,
    ValueTask,
)

SYLLABUS = """\
modules:
  - id: 1
    title: {en: Orders, zh-Hant: 訂單}
    lessons:
      - {id: "1.1", title: {en: Counting orders, zh-Hant: 數一數訂單}, minutes: 10}
      - {id: "1.2", title: {en: Adding up, zh-Hant: 加總}, minutes: 10, before: ["1.1"]}
    assignments:
      - {id: a01, title: {en: Totals, zh-Hant: 總額}, minutes: 10}
"""

GLOSSARY = """\
- key: order
  lesson: "1.1"
  en: order
  zh-Hant: 訂單
  zh-Hans: 订单
  meaning:
    en: What a customer buys at once.
    zh-Hant: 顧客一次買的東西。
- key: a-total
  lesson: "1.3"
  en: total
  zh-Hant: 總計
  zh-Hans: 总计
  meaning:
    en: What many numbers come to together.
    zh-Hant: 很多數字加起來是多少。
"""

SCENARIO = """\
[words.en]
company = "Morning Light"
[words.zh-Hant]
company = "晨光選物"
"""

HEAD = """\
---
jupytext:
  text_representation: {{extension: .md, format_name: myst}}
kernelspec: {{display_name: Python 3, language: python, name: python3}}
kit:
  id: "{id}"
  title: {{en: {en}, zh-Hant: {zh}}}
  minutes: 10
  objectives:
    - {{en: count the orders of a ledger, zh-Hant: 數出帳本裡有幾筆訂單}}
  before: [{before}]
  core: true
---
"""

LESSON = (
    HEAD.format(id="1.1", en="Counting orders", zh="數一數訂單", before="")
    + """
+++ {"tags": ["lang-en"], "name": "question"}

## The question

How many orders has {{ company }}?

+++ {"tags": ["lang-zh-Hant"], "name": "question"}

## 問題

{{ company }}有幾筆訂單？

```{code-cell} ipython3
:name: setup

from customer_value import read_ledger, say
from tutor import check

ledger = read_ledger()
# every order counts  # lang-en
# 每一筆都算  # lang-zh-Hant
count = len(ledger.orders)
count
```

+++ {"tags": ["lang-en", "computed"], "name": "answer"}

There are **{count:,}** orders.

+++ {"tags": ["lang-zh-Hant", "computed"], "name": "answer"}

一共有 **{count:,}** 筆訂單。

+++ {"tags": ["instructor", "lang-en"], "name": "note"}

Ask the room first.

+++ {"tags": ["instructor", "lang-zh-Hant"], "name": "note"}

先問全班。

```{code-cell} ipython3
:name: 1.1.count
:tags: [starter]

# How many orders?  # lang-en
# 有幾筆訂單？  # lang-zh-Hant
orders_count = ____
```

```{code-cell} ipython3
check("1.1.count")
```

A shared cell without a name.
"""
)

SECOND = HEAD.format(id="1.2", en="Adding up", zh="加總", before='"1.1"') + "\nNothing yet.\n"

EXERCISE = (
    HEAD.format(id="a01", en="Totals", zh="總額", before='"1.1"')
    + """
```{code-cell} ipython3
:name: setup

import pandas as pd

from tutor import check
```

+++ {"given": "positive"}

positive

+++ {"task": "a01.total"}

a01.total
"""
)


def positive(orders: pd.DataFrame) -> pd.DataFrame:
    # Orders worth something  # lang-en
    # 有金額的訂單  # lang-zh-Hant
    return orders[orders["amount"] > 0]


def total(orders: pd.DataFrame) -> float:
    # Keep what is worth something  # lang-en
    # 只留有金額的訂單  # lang-zh-Hant
    ### BEGIN SOLUTION
    kept = orders[orders["amount"] > 0]
    ### END SOLUTION
    # Add it up  # lang-en
    # 加總  # lang-zh-Hant
    ### BEGIN SOLUTION
    return kept["amount"].sum()
    ### END SOLUTION


def _draw(rng: np.random.Generator) -> Arguments:
    return {"orders": pd.DataFrame({"amount": rng.integers(-5, 40, size=12)})}


def _count_rows(orders: pd.DataFrame) -> int:
    return len(orders)


def _mistake(key: str, wrong) -> Mistake:
    return Mistake(key=key, wrong=wrong, message=Text(f"This is {key}.", f"這是 {key}。"))


TOTAL = FunctionTask(
    id="a01.total",
    title=Text("The total", "總額"),
    prompt=Text("Write `total(orders)`.", "寫出 `total(orders)`。"),
    points=4,
    hints=(Text("Look at the sign.", "看看正負號。"),),
    answer=total,
    returns=Number(unit="money"),
    cases=(
        Case(key="ordinary", name=Text("twelve orders", "十二筆訂單"), share=0.5, draw=_draw, ordinary=True),
        Case(key="more", name=Text("twelve more", "另外十二筆"), share=0.5, draw=_draw),
    ),
    mistakes=(
        _mistake("everything", lambda orders: orders["amount"].sum()),
        _mistake("counted", _count_rows),
        _mistake("largest", lambda orders: orders["amount"].max()),
    ),
)


def _count(ledger: Ledger) -> int:
    return len(ledger.orders)


COUNT = ValueTask(
    id="1.1.count",
    title=Text("Count", "數一數"),
    prompt=Text("Count the orders.", "數出訂單。"),
    name="orders_count",
    answer=_count,
    returns=Number(whole=True),
    solution="orders_count = len(ledger.orders)  # lang-en\norders_count = len(ledger.orders)  # lang-zh-Hant",
)

QUIZ = ChoiceTask(
    id="1.1.quiz",
    title=Text("Which?", "哪一個？"),
    prompt=Text("Which one?", "哪一個？"),
    options=(
        Option(key="a", text=Text("This", "這個"), why=Text("Right.", "對。")),
        Option(key="b", text=Text("That", "那個"), why=Text("Wrong.", "錯。")),
    ),
    right="a",
)


# An assignment with a task of every kind.

KINDS_PAGE = (
    HEAD.format(id="a02", en="Every kind", zh="每一種題型", before='"1.1"').replace(
        "  core: true\n", "  tables: [orders]\n"
    )
    + """
```{code-cell} ipython3
:name: setup

import pandas as pd

from customer_value import read_ledger
from tutor import check

ledger = read_ledger()
```

+++ {"task": "a02.total"}

a02.total

+++ {"task": "a02.count"}

a02.count

+++ {"task": "a02.means"}

a02.means

+++ {"task": "a02.steps"}

a02.steps

+++ {"task": "a02.plan"}

a02.plan
"""
)


def _option(key: str, why: str = "") -> Option:
    return Option(
        key=key, text=Text(f"option {key}", f"選項 {key}"), why=Text(f"About {key}: {why}", f"說明 {key}：{why}")
    )


KINDS = (
    dataclasses.replace(TOTAL, id="a02.total"),
    dataclasses.replace(
        COUNT,
        id="a02.count",
        points=2,
        mistakes=(_mistake("customers", lambda ledger: ledger.orders["customer_id"].nunique()),),
    ),
    ChoiceTask(
        id="a02.means",
        title=Text("What it means", "是什麼意思"),
        prompt=Text("What does it mean? Answer in `it_means`.", "這是什麼意思？請填進 `it_means`。"),
        points=1,
        options=(_option("now"), _option("later"), _option("never")),
        right="later",
        name="it_means",
    ),
    OrderingTask(
        id="a02.steps",
        title=Text("In order", "排順序"),
        prompt=Text("In which order?", "順序是什麼？"),
        points=2,
        items=(
            Option(
                key="sum",
                text=Text("total = (\n    sizes.sum()\n)", "total = (\n    sizes.sum()\n)"),
                why=Text("s", "加"),
            ),
            _option("read"),
            _option("stray"),
            _option("group"),
        ),
        right=(("read", "group", "sum"),),
        name="steps",
    ),
    TextTask(
        id="a02.plan",
        title=Text("The plan", "計畫"),
        prompt=Text("Write two sentences.", "寫兩句話。"),
        points=3,
        model=Text("A model answer.", "參考答案。"),
        rubric=(Criterion(Text("Names a number", "提到一個數字"), 2), Criterion(Text("Names a cost", "提到代價"), 1)),
    ),
)


def fake_records(name: str) -> ModuleType | SimpleNamespace:
    """The task records of the small course."""
    books = {
        "1.1": SimpleNamespace(TASKS=(COUNT, QUIZ)),
        "a01": SimpleNamespace(TASKS=(TOTAL,), GIVEN=(positive,)),
        "a02": SimpleNamespace(TASKS=KINDS),
    }
    if name not in books:
        raise solutions.NoRecords(f"no records for {name}")
    return books[name]
