"""Segment labels: four rules on three scores, of which the first that fits decides."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from customer_value import Rule, rfm_scores, segments
from customer_value.messages import Text
from solutions.rfm.cases import SMALL_RFM, draw_ordinary_scores, draw_small_scores
from tutor.shape import Column
from tutor.task import Arguments, Case, FunctionTask, Mistake

SCORES = ["r_score", "f_score", "m_score"]


def segment_labels(scored):
    # 1 one condition for each rule  # lang-en
    # 1 一條規則寫一個條件  # lang-zh-Hant
    r, f, m = scored["r_score"], scored["f_score"], scored["m_score"]
    champions = (r >= 4) & (f >= 4) & (m >= 4)
    ### BEGIN SOLUTION
    wake = (r <= 2) & (m >= 4)
    thank = f >= 4
    welcome = r >= 4
    ### END SOLUTION

    # 2 the first condition that holds gives the name  # lang-en
    # 2 最先成立的條件決定名稱  # lang-zh-Hant
    ### BEGIN SOLUTION
    segment = np.select([champions, wake, thank, welcome], ["champions", "wake", "thank", "welcome"], default="others")
    ### END SOLUTION

    # 3 one name for each customer  # lang-en
    # 3 每位顧客一個名稱  # lang-zh-Hant
    return scored[["customer_id"]].assign(segment=segment)


# Other right ways


def segment_by_loop(scored):
    names = {}
    for row in scored.itertuples():
        if min(row.r_score, row.f_score, row.m_score) >= 4:
            name = "champions"
        elif row.r_score <= 2 and row.m_score >= 4:
            name = "wake"
        elif row.f_score >= 4:
            name = "thank"
        elif row.r_score >= 4:
            name = "welcome"
        else:
            name = "others"
        names[row.customer_id] = name
    return names


def segment_from_the_last_rule_up(scored):
    named = scored.set_index("customer_id").assign(segment="others")
    for name, rule in reversed(
        {
            "champions": "r_score >= 4 and f_score >= 4 and m_score >= 4",
            "wake": "r_score <= 2 and m_score >= 4",
            "thank": "f_score >= 4",
            "welcome": "r_score >= 4",
        }.items()
    ):
        named.loc[named.query(rule).index, "segment"] = name
    return named["segment"]


def segment_in_duckdb(scored):
    import duckdb

    return duckdb.execute(
        """
        select customer_id, case
            when r_score >= 4 and f_score >= 4 and m_score >= 4 then 'champions'
            when r_score <= 2 and m_score >= 4 then 'wake'
            when f_score >= 4 then 'thank'
            when r_score >= 4 then 'welcome'
            else 'others' end as segment
        from scored
        """
    ).df()


def measured(scored):
    """The measure that the answer is held to."""
    rules = [
        Rule(segment="champions", r=(4, 5), f=(4, 5), m=(4, 5)),
        Rule(segment="wake", r=(1, 2), m=(4, 5)),
        Rule(segment="thank", f=(4, 5)),
        Rule(segment="welcome", r=(4, 5)),
    ]
    return segments(scored, rules)


# What people do instead


def _conditions(scored, high=4, low=2):
    r, f, m = (scored[name] for name in SCORES)
    return {
        "champions": (r >= high) & (f >= high) & (m >= high),
        "wake": (r <= low) & (m >= high),
        "thank": f >= high,
        "welcome": r >= high,
    }


def _first(scored, conditions, default="others"):
    """Every customer's segment by the first condition that holds, in the order given."""
    named = pd.Series(default, index=scored["customer_id"], dtype="object")
    for name, holds in reversed(conditions.items()):
        named[holds.to_numpy()] = name
    return named


def segment_last_match(scored):
    return _first(scored, dict(reversed(_conditions(scored).items())))


def segment_thank_before_wake(scored):
    conditions = _conditions(scored)
    return _first(scored, {name: conditions[name] for name in ("champions", "thank", "wake", "welcome")})


def segment_welcome_before_thank(scored):
    conditions = _conditions(scored)
    return _first(scored, {name: conditions[name] for name in ("champions", "wake", "welcome", "thank")})


def segment_others_dropped(scored):
    named = _first(scored, _conditions(scored))
    return named[named != "others"]


def segment_others_empty(scored):
    return _first(scored, _conditions(scored), default=None)


def segment_others_blank(scored):
    return _first(scored, _conditions(scored), default="")


def segment_others_dash(scored):
    return _first(scored, _conditions(scored), default="-")


def segment_others_singular(scored):
    return _first(scored, _conditions(scored), default="other")


def segment_strict(scored):
    """The three rules that the learner writes; the first one is given."""
    given = {"champions": _conditions(scored)["champions"]}
    return _first(scored, _conditions(scored, high=5, low=1) | given)


def segment_or_for_and(scored):
    r, _, m = (scored[name] for name in SCORES)
    return _first(scored, _conditions(scored) | {"wake": (r <= 2) | (m >= 4)})


def segment_recency_turned(scored):
    return _first(scored, _conditions(scored.assign(r_score=6 - scored["r_score"])))


def segment_by_sum(scored):
    return _first(scored, _conditions(scored) | {"champions": scored[SCORES].sum(axis=1) >= 12})


def segment_only_555(scored):
    return _first(scored, _conditions(scored) | {"champions": (scored[SCORES] == 5).all(axis=1)})


def segment_champions_without_money(scored):
    r, f, _ = (scored[name] for name in SCORES)
    return _first(scored, _conditions(scored) | {"champions": (r >= 4) & (f >= 4)})


def segment_wake_without_money(scored):
    return _first(scored, _conditions(scored) | {"wake": scored["r_score"] <= 2})


def segment_wake_by_frequency(scored):
    return _first(scored, _conditions(scored) | {"wake": (scored["r_score"] <= 2) & (scored["f_score"] >= 4)})


def segment_by_frequency_alone(scored):
    f = scored["f_score"]
    return _first(scored, {"champions": f == 5, "thank": f == 4, "welcome": f == 3, "wake": f == 2})


def segment_in_chinese(scored):
    words = {"champions": "冠軍", "wake": "喚回", "thank": "感謝", "welcome": "歡迎", "others": "其他"}
    return _first(scored, _conditions(scored)).map(words)


def segment_capitals(scored):
    return _first(scored, _conditions(scored)).str.capitalize()


OTHERS = Text(
    "The four rules are right, but whoever fits none of them has no name of their own. Every customer is in exactly "
    "one segment: what does the prompt call the rest?",
    "四條規則都對，但是一條都不符合的顧客沒有名稱。每位顧客都要剛好屬於一個分群：題目裡，剩下的人叫什麼？",
)

MISTAKES = (
    Mistake(
        key="last-match",
        wrong=segment_last_match,
        message=Text(
            "Where several rules fit, you let the last one decide: a later line writes over an earlier one. Look at a "
            "customer who fits the first rule and the last. Which should win?",
            "同時符合好幾條規則時，你讓最後一條算數，後面的蓋掉前面的。找一位同時符合第一條和最後一條的顧客看看："
            "該聽哪一條？",
        ),
    ),
    Mistake(
        key="thank-before-wake",
        wrong=segment_thank_before_wake,
        message=Text(
            "You tried “thank” before “wake”. Look at a customer who used to come often, spent much and has stayed "
            "away: which of the two rules stands higher in the table?",
            "你先試了「thank」，才試「wake」。看看以前常來、花得多、卻很久沒來的顧客：兩條規則在表裡，哪一條在上面？",
        ),
    ),
    Mistake(
        key="welcome-before-thank",
        wrong=segment_welcome_before_thank,
        message=Text(
            "You tried “welcome” before “thank”. Look at a customer who comes often and was here lately: which of the "
            "two rules stands higher in the table?",
            "你先試了「welcome」，才試「thank」。看看常來、最近也來過的顧客：兩條規則在表裡，哪一條在上面？",
        ),
    ),
    Mistake(
        key="others-dropped",
        wrong=segment_others_dropped,
        message=Text(
            "You left out the customers whom no rule fits. Count your rows: is every customer still there?",
            "一條規則都不符合的顧客，被你拿掉了。數一數列數：每位顧客都還在嗎？",
        ),
    ),
    Mistake(key="others-empty", wrong=segment_others_empty, message=OTHERS),
    Mistake(key="others-blank", wrong=segment_others_blank, message=OTHERS),
    Mistake(key="others-dash", wrong=segment_others_dash, message=OTHERS),
    Mistake(
        key="others-singular",
        wrong=segment_others_singular,
        message=Text(
            "The four rules are right, but the name of the rest is not spelt as in the table. Compare the two letter "
            "by letter.",
            "四條規則都對，但是剩下的人，名稱和表裡的拼法不同。一個字母一個字母比對看看。",
        ),
    ),
    Mistake(
        key="strict",
        wrong=segment_strict,
        message=Text(
            "You left the limits themselves out (`>` and `<`). Look at a customer who scores exactly what a rule asks "
            "for.",
            "你把界線本身排除在外了（用了 `>` 和 `<`）。看看分數剛好等於規則要求的顧客。",
        ),
    ),
    Mistake(
        key="or-for-and",
        wrong=segment_or_for_and,
        message=Text(
            "In “wake” you joined the two halves by “or” (`|`), so that one of them is enough. Read the rule aloud: "
            "which word stands between them?",
            "「wake」的兩半，你用「或」（`|`）連接，符合一半就算。把規則唸出來：兩半中間是哪個詞？",
        ),
    ),
    Mistake(
        key="recency-turned",
        wrong=segment_recency_turned,
        message=Text(
            "You read `r_score` like days: low as recent. It is a score. What does a 5 say about the last order?",
            "你把 `r_score` 當成天數，以為越低越近。它是分數：5 分代表上次消費是多久以前？",
        ),
    ),
    Mistake(
        key="by-sum",
        wrong=segment_by_sum,
        message=Text(
            "You added the three scores up, so that a very good one makes up for a poor one. Does the rule for "
            "“champions” allow that?",
            "你把三個分數加起來看，一項特別高就補了另一項的低。「champions」的規則允許這樣補嗎？",
        ),
    ),
    Mistake(
        key="only-555",
        wrong=segment_only_555,
        message=Text(
            "Your “champions” have the best score three times. Which scores does the rule in the prompt let in?",
            "你的「champions」三項都要最高分才算。題目的規則收哪些分數？",
        ),
    ),
    Mistake(
        key="champions-without-money",
        wrong=segment_champions_without_money,
        message=Text(
            "Your “champions” are judged by two scores. Look at one of them who has spent little.",
            "你的「champions」只看了兩個分數。找一位花得很少的冠軍來看看。",
        ),
    ),
    Mistake(
        key="wake-without-money",
        wrong=segment_wake_without_money,
        message=Text(
            "Everybody who has stayed away is in your “wake”. The rule has a second half: which one?",
            "所有很久沒來的人都進了你的「wake」。這條規則還有後半段，是什麼？",
        ),
    ),
    Mistake(
        key="wake-by-frequency",
        wrong=segment_wake_by_frequency,
        message=Text(
            "In “wake” you asked how often people came. The rule asks how much they spent: which score is that?",
            "「wake」這條，你看的是來得多不多。規則問的是花得多不多，那是哪一個分數？",
        ),
    ),
    Mistake(
        key="frequency-alone",
        wrong=segment_by_frequency_alone,
        message=Text(
            "Your names follow `f_score` alone. Look at two customers who come equally often, one of whom has long "
            "been away.",
            "你的名稱只跟著 `f_score` 走。找兩位一樣常來、但其中一位很久沒來的顧客比一比。",
        ),
    ),
    Mistake(
        key="in-chinese",
        wrong=segment_in_chinese,
        message=Text(
            "The segments are right, but their names are the Chinese ones. Write the English words of the table.",
            "分群都對，但是名稱用了中文。請用表裡的英文名稱。",
        ),
    ),
    Mistake(
        key="capitals",
        wrong=segment_capitals,
        message=Text(
            "The segments are right, but their names begin with a capital letter. Write them as the prompt does.",
            "分群都對，但是名稱開頭用了大寫。請照題目的寫法。",
        ),
    ),
)


# Cases


def scored_table(rows: Iterable[tuple[int, int, int]]) -> Arguments:
    """The input from one triple of scores per customer."""
    table = pd.DataFrame(list(rows), columns=SCORES).astype("int64")
    table.insert(0, "customer_id", [f"C{number:05d}" for number in range(1, len(table) + 1)])
    return {"scored": table}


def _scored(arguments: Arguments) -> Arguments:
    table = rfm_scores(arguments["rfm"])[["customer_id", *SCORES]]
    return {"scored": table.astype(dict.fromkeys(SCORES, "int64"))}


def draw_small(rng: np.random.Generator) -> Arguments:
    """The scores of ten customers, six of whom bought once."""
    return _scored(draw_small_scores(rng))


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """The scores of an ordinary ledger's customers."""
    return _scored(draw_ordinary_scores(rng))


def draw_several(rng: np.random.Generator) -> Arguments:
    """Customers whom two, three or more rules fit."""
    rows = [(5, 5, 5), (4, 4, 4), (2, 5, 4), (1, 4, 5), (4, 5, 3), (5, 4, 1), (4, 5, 5)]
    return scored_table(rng.permutation(rows).tolist())


def draw_limits(rng: np.random.Generator) -> Arguments:
    """Scores on the limits of the rules and next to them."""
    rows = [(4, 4, 4), (4, 4, 3), (4, 3, 4), (3, 4, 4), (2, 3, 4), (3, 3, 4), (2, 3, 3), (2, 4, 3), (4, 3, 3)]
    return scored_table(rng.permutation(rows).tolist())


def draw_nothing_fits(rng: np.random.Generator) -> Arguments:
    """Customers whom no rule fits."""
    return scored_table(zip(rng.integers(1, 4, 6), rng.integers(1, 4, 6), rng.integers(1, 4, 6), strict=True))


SMALL = _scored(SMALL_RFM)
"""The scores of the ten customers on the page."""

CASES = (
    Case(
        key="small",
        name=Text("the ten customers on the page", "頁面上的十位顧客"),
        share=0.2,
        draw=draw_small,
        printed=SMALL,
    ),
    Case(
        key="ordinary",
        name=Text("the customers of an ordinary ledger", "一般帳本的顧客"),
        share=0.4,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(
        key="several",
        name=Text("customers whom several rules fit", "同時符合好幾條規則的顧客"),
        share=0.15,
        draw=draw_several,
    ),
    Case(
        key="limits",
        name=Text("scores exactly on a rule's limit", "分數剛好落在界線上的顧客"),
        share=0.15,
        draw=draw_limits,
    ),
    Case(
        key="nothing-fits",
        name=Text("customers whom no rule fits", "一條規則都不符合的顧客"),
        share=0.1,
        draw=draw_nothing_fits,
    ),
)

SEGMENTS = FunctionTask(
    id="a07.segments",
    title=Text("Segment labels", "分群名稱"),
    points=2,
    minutes=5,
    lesson="7.2",
    prompt=Text(
        en="""
Write `segment_labels(scored)`. The table `scored` has one row per customer: `customer_id`, `r_score`, `f_score`,
`m_score`.

**Definition.** A [segment](term:segment) for each customer. The manager's rules are tried from the top. **The first
that fits decides**, and limits belong to the rule:

| | segment | rule |
|---|---|---|
| 1 | `"champions"` | all three scores are 4 or 5 |
| 2 | `"wake"` | `r_score` is 1 or 2 **and** `m_score` is 4 or 5 (spent much, but has been away) |
| 3 | `"thank"` | `f_score` is 4 or 5 (comes often) |
| 4 | `"welcome"` | `r_score` is 4 or 5 (was here lately) |
| | `"others"` | everybody else |

**Comes back:** one name for each customer, in small letters as in the table, with `customer_id` as a column or as the
index.

The first rule is written for you. Write the other three, then let `np.select` choose and keep what it gives in
`segment`: the last line needs it. `np.select` stops if it has to name somebody and there is no `default=`.
""",
        zh_hant="""
請寫出 `segment_labels(scored)`。`scored` 這張表一位顧客一列，欄位有 `customer_id`、`r_score`、`f_score`、`m_score`。

**定義：** 替每位顧客找出[分群](term:segment)。店長的規則由上往下試，**最先符合的算數**，界線上的分數也算符合：

| | 分群 | 規則 |
|---|---|---|
| 1 | `"champions"`（冠軍） | 三個分數都是 4 或 5 |
| 2 | `"wake"`（喚回） | `r_score` 是 1 或 2，**而且** `m_score` 是 4 或 5（花得多，但很久沒來） |
| 3 | `"thank"`（感謝） | `f_score` 是 4 或 5（常來） |
| 4 | `"welcome"`（歡迎） | `r_score` 是 4 或 5（最近來過） |
| | `"others"`（其他） | 剩下的所有人 |

**傳回：** 每位顧客一個名稱，用表裡的小寫英文，不含括號裡的中文；`customer_id` 放在欄位或索引都可以。

第一條規則已經寫好。請寫出另外三條，再讓 `np.select` 挑選，結果存成 `segment`，最後一行會用到。少了 `default=`，\
`np.select` 會停下來，因為不知道剩下的人叫什麼。
""",
    ),
    answer=segment_labels,
    returns=Column(name="segment", holds="text"),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(segment_by_loop, segment_from_the_last_rule_up, segment_in_duckdb),
    measure=measured,
    hints=(
        Text(
            "Each rule becomes a column of True and False, like `champions`. Where a rule has two halves, put each "
            "into brackets of its own and join them by `&`.",
            "每條規則都寫成一欄 True 和 False，就像 `champions`。規則有兩半時，各自放進括號，再用 `&` 連起來。",
        ),
        Text(
            "`np.select` takes a list of conditions, a list of names in the same order, and `default=` for whoever is "
            "left, as in `tiers` above. It tries the conditions from the left.",
            "`np.select` 要三樣東西：條件的清單、順序相同的名稱清單，還有給剩下的人用的 `default=`，"
            "寫法就像上面的 `tiers`。它從左邊的條件開始試。",
        ),
        Text(
            '`segment = np.select([champions, wake, …], ["champions", "wake", …], default="others")`: put the other '
            "two rules and their names where the dots are.",
            '`segment = np.select([champions, wake, …], ["champions", "wake", …], default="others")`，'
            "刪節號的地方換成另外兩條規則和它們的名稱。",
        ),
    ),
)
