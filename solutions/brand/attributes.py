"""Importance-performance quadrants: what to improve first."""

from __future__ import annotations

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from tutor.shape import Column
from tutor.task import Arguments, Case, FunctionTask, Mistake

QUADRANTS = ("concentrate", "keep", "low_priority", "overkill")


def quadrants(attributes):
    # 1 is it important? is it done well? at the mean or above is high  # lang-en
    # 1 重要嗎？做得好嗎？大於或等於平均就是高  # lang-zh-Hant
    important = attributes["importance"] >= attributes["importance"].mean()
    ### BEGIN SOLUTION
    good = attributes["performance"] >= attributes["performance"].mean()
    ### END SOLUTION

    # 2 the four quadrants by name  # lang-en
    # 2 四個象限的名稱  # lang-zh-Hant
    ### BEGIN SOLUTION
    conditions = [important & ~good, important & good, ~important & ~good]
    names = np.select(conditions, ["concentrate", "keep", "low_priority"], default="overkill")
    ### END SOLUTION

    # 3 the table to return  # lang-en
    # 3 要傳回的表  # lang-zh-Hant
    table = attributes[["attribute"]].copy()
    table["quadrant"] = names
    return table


def quadrants_by_loop(attributes):
    cut = attributes[["importance", "performance"]].mean()
    found = {}
    for row in attributes.itertuples():
        important, good = row.importance >= cut["importance"], row.performance >= cut["performance"]
        if important:
            found[row.attribute] = "keep" if good else "concentrate"
        else:
            found[row.attribute] = "overkill" if good else "low_priority"
    return found


def quadrants_in_duckdb(attributes):
    import duckdb

    shop = duckdb.connect()
    shop.register("attributes", attributes)
    return shop.execute(
        """
        select attribute,
               case when importance >= avg(importance) over () and performance < avg(performance) over ()
                    then 'concentrate'
                    when importance >= avg(importance) over () then 'keep'
                    when performance < avg(performance) over () then 'low_priority'
                    else 'overkill' end as quadrant
        from attributes
        """
    ).df()


def quadrants_in_polars(attributes):
    import polars as pl

    important = pl.col("importance") >= pl.col("importance").mean()
    good = pl.col("performance") >= pl.col("performance").mean()
    high = pl.when(good).then(pl.lit("keep")).otherwise(pl.lit("concentrate"))
    low = pl.when(good).then(pl.lit("overkill")).otherwise(pl.lit("low_priority"))
    return pl.from_pandas(attributes).select(
        "attribute", pl.when(important).then(high).otherwise(low).alias("quadrant")
    )


# Known mistakes


def _named(attributes, important, good, names=QUADRANTS):
    chosen = np.select([important & ~good, important & good, ~important & ~good], names[:3], default=names[3])
    return pd.Series(chosen, index=attributes["attribute"], name="quadrant")


def _both(attributes):
    importance, performance = attributes["importance"], attributes["performance"]
    return importance >= importance.mean(), performance >= performance.mean()


def _midpoint(attributes):
    return _named(attributes, attributes["importance"] >= 3, attributes["performance"] >= 3)


def _median(attributes):
    importance, performance = attributes["importance"], attributes["performance"]
    return _named(attributes, importance >= importance.median(), performance >= performance.median())


def _strict(attributes):
    importance, performance = attributes["importance"], attributes["performance"]
    return _named(attributes, importance > importance.mean(), performance > performance.mean())


def _strict_in_performance(attributes):
    important, _ = _both(attributes)
    return _named(attributes, important, attributes["performance"] > attributes["performance"].mean())


def _axes_exchanged(attributes):
    important, good = _both(attributes)
    return _named(attributes, good, important)


def _one_cut(attributes):
    cut = attributes["importance"].mean()
    return _named(attributes, attributes["importance"] >= cut, attributes["performance"] >= cut)


def _gap(attributes):
    important, _ = _both(attributes)
    return _named(attributes, important, attributes["performance"] >= attributes["importance"])


def _performance_turned(attributes):
    important, good = _both(attributes)
    return _named(attributes, important, ~good)


def _performance_only(attributes):
    _, good = _both(attributes)
    return pd.Series(np.where(good, "keep", "concentrate"), index=attributes["attribute"])


def _first_wins(attributes):
    important, good = _both(attributes)
    chosen = np.select([important, good, ~important & ~good], ["concentrate", "keep", "low_priority"], "overkill")
    return pd.Series(chosen, index=attributes["attribute"])


def _low_exchanged(attributes):
    return _named(attributes, *_both(attributes), names=("concentrate", "keep", "overkill", "low_priority"))


def _high_exchanged(attributes):
    return _named(attributes, *_both(attributes), names=("keep", "concentrate", "low_priority", "overkill"))


def _rounded_cut(attributes):
    importance, performance = attributes["importance"], attributes["performance"]
    return _named(attributes, importance >= round(importance.mean()), performance >= round(performance.mean()))


MISTAKES = (
    Mistake(
        key="midpoint",
        wrong=_midpoint,
        message=Text(
            "You cut both axes at 3, the middle of the scale. Friendly customers then never show anything to improve: "
            "where does the definition cut?",
            "你把兩個軸都切在 3，也就是量表的中間。顧客只要客氣一點，就永遠看不出該改善什麼：定義切在哪裡？",
        ),
    ),
    Mistake(
        key="median",
        wrong=_median,
        message=Text(
            "You cut at the median, so that half of the attributes are always high. The definition cuts at another "
            "middle.",
            "你切在中位數，所以總是有一半的項目算高。定義用的是另一種「中間」。",
        ),
    ),
    Mistake(
        key="strict",
        wrong=_strict,
        message=Text(
            "You asked for more than the mean (`>`). Look at an attribute that lies exactly on it.",
            "你要的是大於平均（`>`）。看看剛好等於平均的項目。",
        ),
    ),
    Mistake(
        key="strict-in-performance",
        wrong=_strict_in_performance,
        message=Text(
            "For the performance you asked for more than the mean (`>`). Look at an attribute that lies exactly on it, "
            "and at the line above yours.",
            "表現這一欄，你要的是大於平均（`>`）。看看剛好等於平均的項目，也看看你上面那一行。",
        ),
    ),
    Mistake(
        key="axes-exchanged",
        wrong=_axes_exchanged,
        message=Text(
            "The axes are exchanged: you concentrate on what is done well and matters little. Read your first "
            "condition aloud.",
            "兩個軸對調了：你要優先改善的，變成做得好又不重要的項目。把第一個條件念出來看看。",
        ),
    ),
    Mistake(
        key="one-cut",
        wrong=_one_cut,
        message=Text(
            "You compared both columns with the mean of the importances. Each axis has a mean of its own.",
            "你拿兩欄都去和重要度的平均比。每個軸都有自己的平均。",
        ),
    ),
    Mistake(
        key="gap",
        wrong=_gap,
        message=Text(
            "You call good what is rated higher than it is important. Two questions on two scales cannot be compared "
            "like that: with what does the definition compare the performance?",
            "你把「表現比重要度高」當成做得好。兩個問題的分數不能這樣比：定義拿表現和什麼比？",
        ),
    ),
    Mistake(
        key="performance-turned",
        wrong=_performance_turned,
        message=Text(
            "Importance is right, performance the wrong way round: what is done well stands among what is done badly. "
            "Read your second comparison aloud.",
            "重要度對了，表現卻反過來：做得好的，被你放到做得不好的那一邊。把第二個比較念出來看看。",
        ),
    ),
    Mistake(
        key="performance-only",
        wrong=_performance_only,
        message=Text(
            "You looked at the performance alone. Is everything worth improving that is done badly?",
            "你只看表現。凡是做得不好的，都值得改善嗎？",
        ),
    ),
    Mistake(
        key="first-wins",
        wrong=_first_wins,
        message=Text(
            "`np.select` takes the first condition that is True. Your first one already catches everything important: "
            "it has to ask two things at once.",
            "`np.select` 取第一個成立的條件。你的第一個條件已經把所有重要的項目都攔下來了：一個條件要同時問兩件事。",
        ),
    ),
    Mistake(
        key="low-exchanged",
        wrong=_low_exchanged,
        message=Text(
            "`low_priority` and `overkill` are exchanged. In which of them do we do more than anybody asked for?",
            "`low_priority` 和 `overkill` 對調了。哪一個是「做得比顧客要求的還多」？",
        ),
    ),
    Mistake(
        key="high-exchanged",
        wrong=_high_exchanged,
        message=Text(
            "`concentrate` and `keep` are exchanged. Which of the important things need work?",
            "`concentrate` 和 `keep` 對調了。重要的項目裡，哪些才需要加把勁？",
        ),
    ),
    Mistake(
        key="rounded-cut",
        wrong=_rounded_cut,
        message=Text(
            "You rounded the cuts to whole numbers. Half a point decides here: leave the means as they are.",
            "你把切點四捨五入成整數了。這裡差半分就會換邊：平均保持原樣。",
        ),
    ),
)

# Cases


def attributes_of(rows) -> pd.DataFrame:
    kinds = {"attribute": "str", "importance": "float64", "performance": "float64"}
    return pd.DataFrame(list(rows), columns=list(kinds)).astype(kinds)


SMALL = attributes_of(
    [("taste", 4.6, 4.5), ("speed", 4.4, 3.2), ("staff", 3.9, 3.9), ("parking", 2.4, 3.0), ("decor", 2.7, 4.4)]
)
"""The five attributes that the page prints."""

NAMES = ("quality", "price", "choice", "service", "delivery", "shop", "packaging", "website", "opening hours")


def _ratings(rng: np.random.Generator, number: int, low: float, high: float) -> np.ndarray:
    """Quarters, where floats are exact: the last is the mean of all, and one lies between mean and median."""
    while True:
        quarters = rng.integers(round(4 * low), round(4 * high) + 1, number - 1)
        if quarters.sum() % (number - 1) == 0:
            ratings = np.append(quarters, quarters.sum() // (number - 1)) / 4
            if ((ratings >= ratings.mean()) != (ratings >= np.median(ratings))).any():
                return ratings


def draw_small(rng: np.random.Generator) -> Arguments:
    rows = zip(
        ("taste", "speed", "staff", "parking", "decor"),
        rng.permutation([4.75, 4.5, 3.75, 2.25, 2.5]),
        rng.permutation([4.5, 3.25, 3.75, 3.0, 4.25]),
        strict=True,
    )
    return {"attributes": attributes_of(rows)}


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """Nine attributes; one lies exactly on each mean, and customers are kind."""
    importance = rng.permutation(_ratings(rng, 9, 2.5, 5))
    performance = rng.permutation(_ratings(rng, 9, 2.25, 4.75))
    return {"attributes": attributes_of(zip(rng.permutation(NAMES), importance, performance, strict=True))}


def draw_on_the_mean(rng: np.random.Generator) -> Arguments:
    """One attribute on both means; the others around it."""
    step = int(rng.integers(1, 4)) / 4
    rows = [("quality", 4, 4), ("price", 4 + step, 4 - step), ("choice", 4 - step, 4), ("service", 4, 4 + step)]
    return {"attributes": attributes_of(rows)}


def draw_delighted(rng: np.random.Generator) -> Arguments:
    """Customers who are delighted with everything: half of it is still below the mean."""
    performance = rng.permutation([4.5, 4.75, 5, 4.5, 5, 4.75, 4.25])
    importance = rng.permutation([3, 3.5, 4, 4.25, 4.5, 5, 2.75])
    return {"attributes": attributes_of(zip(NAMES[:7], importance, performance, strict=True))}


def draw_all_equal(rng: np.random.Generator) -> Arguments:
    """Everything is as important and as good as everything else."""
    value = int(rng.integers(6, 18)) / 4
    return {"attributes": attributes_of((name, value, value) for name in NAMES[:4])}


CASES = (
    Case(
        key="small",
        name=Text("the five attributes on the page", "頁面上的五個項目"),
        share=0.2,
        draw=draw_small,
        printed={"attributes": SMALL},
    ),
    Case(
        key="ordinary",
        name=Text("the attributes of an ordinary survey", "一般問卷的項目"),
        share=0.4,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(
        key="on-the-mean",
        name=Text("attributes exactly on the mean", "剛好等於平均的項目"),
        share=0.15,
        draw=draw_on_the_mean,
    ),
    Case(
        key="delighted",
        name=Text("customers who are content with everything", "什麼都滿意的顧客"),
        share=0.15,
        draw=draw_delighted,
    ),
    Case(
        key="all-equal",
        name=Text("attributes that are all equal", "每一項都一樣的問卷"),
        share=0.1,
        draw=draw_all_equal,
    ),
)

QUADRANT = FunctionTask(
    id="a02.quadrants",
    title=Text("What to improve first", "先改善什麼"),
    points=2,
    minutes=6,
    lesson="2.6",
    prompt=Text(
        en="""
Write `quadrants(attributes)`. `attributes` has one row per attribute: `attribute`, `importance` and `performance`, the
means of what customers answered on a scale from 1 to 5. Nothing is empty.

**Definition** of the [importance-performance matrix](term:importance-performance-matrix). Each column is cut at its own
**mean over the attributes** of the table. At the mean or above is high (`>=`), below is low.

| `importance` | `performance` | `quadrant` |
|---|---|---|
| high | low | `"concentrate"` (improve this first) |
| high | high | `"keep"` |
| low | low | `"low_priority"` |
| low | high | `"overkill"` (more than anybody asked for) |

**Comes back:** one of the four words for each attribute: a table with `attribute` and `quadrant`, or a column with the
attributes as its index.

The first line of step 1 and step 3 are done. `np.select([condition, condition, …], ["name", "name", …],
default="name")` gives each row the name of the first condition that is True, and the `default` where none is. `&` means
and, `~` means not.
""",
        zh_hant="""
請寫出 `quadrants(attributes)`。`attributes` 一個項目一列：`attribute`（項目）、`importance`（重要度）、\
`performance`（表現），後兩欄是顧客用 1 到 5 分回答的平均，沒有空值。

**定義**（[重要度-表現矩陣](term:importance-performance-matrix)）：每一欄各自切在這張表**所有項目的平均**。\
大於或等於平均是高（`>=`），小於平均是低。

| `importance` | `performance` | `quadrant` |
|---|---|---|
| 高 | 低 | `"concentrate"`（優先改善） |
| 高 | 高 | `"keep"`（繼續保持） |
| 低 | 低 | `"low_priority"`（次要改善） |
| 低 | 高 | `"overkill"`（供給過度，做得比顧客要求的還多） |

**傳回：** 每個項目一個英文字，四選一：可以是有 `attribute` 和 `quadrant` 的表，也可以是以項目為索引的一欄。

步驟 1 的第一行和步驟 3 已經寫好。\
`np.select([條件, 條件, …], ["名稱", "名稱", …], default="名稱")` 會讓每一列拿到第一個成立的條件的名稱，\
全都不成立就拿 `default`。`&` 是「而且」，`~` 是「不」。
""",
    ),
    answer=quadrants,
    returns=Column(name="quadrant", key="attribute", holds="text"),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(quadrants_by_loop, quadrants_in_duckdb, quadrants_in_polars),
    measure=customer_value.importance_performance,
    hints=(
        Text(
            "Draw a cross on paper, put the five printed attributes into its four fields, and write the names beside "
            "them.",
            "在紙上畫一個十字，把頁面上的五個項目放進四格，再寫上名稱。",
        ),
        Text(
            "Step 1 lacks one line, `good = …`, which is the line above it with the other column.",
            "步驟 1 還差一行 `good = …`，就是上面那一行換成另一欄。",
        ),
        Text(
            'Step 2: `names = np.select([important & ~good, …, …], ["concentrate", …, …], default=…)`. Each condition '
            "asks two things, and the fourth name is what is left.",
            '步驟 2：`names = np.select([important & ~good, …, …], ["concentrate", …, …], default=…)`。'
            "每個條件問兩件事，第四個名稱就是剩下的那一種。",
        ),
    ),
)
