"""What the calls of a prediction were worth: precision, recall and base rate."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from customer_value import base_rate, confusion, precision, recall
from customer_value.messages import Text
from tutor.shape import Column
from tutor.task import Arguments, Case, FunctionTask, Mistake


def call_quality(calls):
    # 1 of those called, the share that was premium  # lang-en
    # 1 打過電話的人裡，有多少比例是精品  # lang-zh-Hant
    called = calls[calls["called"] == 1]
    precision = called["premium"].mean()

    # 2 of the premium, the share that was called  # lang-en
    # 2 精品客戶裡，有多少比例打到了  # lang-zh-Hant
    ### BEGIN SOLUTION
    premium = calls[calls["premium"] == 1]
    recall = premium["called"].mean()
    ### END SOLUTION

    # 3 of everybody, the share that was premium  # lang-en
    # 3 所有人裡，有多少比例是精品  # lang-zh-Hant
    ### BEGIN SOLUTION
    base_rate = calls["premium"].mean()
    ### END SOLUTION
    return {"precision": precision, "recall": recall, "base_rate": base_rate}


# Other right ways


def quality_by_counting(calls):
    hits = alarms = misses = 0
    for row in calls.itertuples():
        hits += row.called and row.premium
        alarms += row.called and not row.premium
        misses += row.premium and not row.called

    def over(part, whole):
        return part / whole if whole else float("nan")

    return [
        ("precision", over(hits, hits + alarms)),
        ("recall", over(hits, hits + misses)),
        ("base_rate", over(hits + misses, len(calls))),
    ]


def quality_by_crosstab(calls):
    table = pd.crosstab(calls["premium"], calls["called"]).reindex(index=[0, 1], columns=[0, 1], fill_value=0)
    hits = table.loc[1, 1]
    return pd.Series(
        {
            "precision": np.divide(hits, table[1].sum()) if table[1].sum() else np.nan,
            "recall": hits / table.loc[1].sum() if table.loc[1].sum() else np.nan,
            "base_rate": table.loc[1].sum() / table.to_numpy().sum() if len(calls) else np.nan,
        }
    )


def quality_in_duckdb(calls):
    import duckdb

    return duckdb.execute(
        """
        select unnest(['precision', 'recall', 'base_rate']) as measure, unnest([
            avg(premium) filter (called = 1), avg(called) filter (premium = 1), avg(premium)]) as value
        from calls
        """
    ).df()


def measured(calls):
    """The measures that the answer is held to."""
    table = confusion(calls["premium"] == 1, calls["called"] == 1)
    return {"precision": precision(table), "recall": recall(table), "base_rate": base_rate(table)}


# What people do instead


def _counts(calls):
    called, premium = calls["called"] == 1, calls["premium"] == 1
    return (called & premium).sum(), (called & ~premium).sum(), (~called & premium).sum(), (~called & ~premium).sum()


def _share(part, whole):
    return float(part / whole) if whole else float("nan")


def _quality(calls, **changed):
    hits, alarms, misses, _ = _counts(calls)
    right = {
        "precision": _share(hits, hits + alarms),
        "recall": _share(hits, hits + misses),
        "base_rate": _share(hits + misses, len(calls)),
    }
    return right | changed


def _where_there_is_a_base(calls, **changed):
    """The changed values where the right one is a number: who writes 0 for `NaN` makes another mistake than these."""
    right = _quality(calls)
    return right | {name: value for name, value in changed.items() if not np.isnan(right[name])}


def quality_swapped(calls):
    right = _quality(calls)
    return _quality(calls, precision=right["recall"], recall=right["precision"])


def quality_accuracy(calls):
    hits, _, _, alone = _counts(calls)
    return _quality(calls, precision=_share(hits + alone, len(calls)))


def quality_specificity(calls):
    _, alarms, _, alone = _counts(calls)
    return _quality(calls, recall=_share(alone, alone + alarms))


def quality_of_all(calls):
    hits, *_ = _counts(calls)
    return _where_there_is_a_base(calls, recall=_share(hits, len(calls)))


def quality_recall_of_the_uncalled(calls):
    _, _, misses, alone = _counts(calls)
    return _where_there_is_a_base(calls, recall=_share(misses, misses + alone))


def quality_recall_of_itself(calls):
    return _where_there_is_a_base(calls, recall=1.0)


def quality_recall_of_called(calls):
    return _where_there_is_a_base(calls, recall=_quality(calls)["precision"])


def quality_precision_of_premium(calls):
    return _where_there_is_a_base(calls, precision=_quality(calls)["recall"])


def quality_base_of_called(calls):
    hits, alarms, _, _ = _counts(calls)
    return _quality(calls, base_rate=_share(hits + alarms, len(calls)))


def quality_base_of_the_others(calls):
    _, _, misses, alone = _counts(calls)
    return _quality(calls, base_rate=_share(misses, misses + alone))


def quality_base_of_agreement(calls):
    hits, _, _, alone = _counts(calls)
    return _quality(calls, base_rate=_share(hits + alone, len(calls)))


def quality_false_alarms(calls):
    right = _quality(calls)
    return _quality(calls, precision=1 - right["precision"])


def quality_missed(calls):
    right = _quality(calls)
    return _quality(calls, recall=1 - right["recall"])


def quality_odds(calls):
    hits, alarms, misses, alone = _counts(calls)
    return {
        "precision": _share(hits, hits + alarms),
        "recall": _share(hits, misses),
        "base_rate": _share(hits + misses, alarms + alone),
    }


def quality_counts(calls):
    hits, _, misses, _ = _counts(calls)
    return _where_there_is_a_base(calls, recall=int(hits), base_rate=int(hits + misses))


MISTAKES = (
    Mistake(
        key="swapped",
        wrong=quality_swapped,
        message=Text(
            "Precision and recall have changed places. Which of the two begins with “of those called”?",
            "精確率和召回率對調了。哪一個是從「打過電話的人裡」開始算的？",
        ),
    ),
    Mistake(
        key="recall-of-called",
        wrong=quality_recall_of_called,
        message=Text(
            "Your `recall` has the base of precision: those who were called. Of whom does recall begin?",
            "你的 `recall` 用了精確率的分母，也就是打過電話的人。召回率要從哪一群人開始算？",
        ),
    ),
    Mistake(
        key="precision-of-premium",
        wrong=quality_precision_of_premium,
        message=Text(
            "Your `precision` has the base of recall: those who became premium. Of whom does precision begin?",
            "你的 `precision` 用了召回率的分母，也就是成為精品的人。精確率要從哪一群人開始算？",
        ),
    ),
    Mistake(
        key="accuracy",
        wrong=quality_accuracy,
        message=Text(
            "Your `precision` is the accuracy: it also rewards everybody who was rightly left alone. Whom does "
            "precision look at?",
            "你的 `precision` 是正確率，連「沒打、也確實不是精品」的人都算對。精確率只看哪些人？",
        ),
    ),
    Mistake(
        key="specificity",
        wrong=quality_specificity,
        message=Text(
            "Your `recall` is that of the others: of those who are not premium, the share left alone. Whom does recall "
            "look at?",
            "你的 `recall` 看的是另一群人：不是精品的人裡，有多少沒被打擾。召回率要看的是誰？",
        ),
    ),
    Mistake(
        key="of-all",
        wrong=quality_of_all,
        message=Text(
            "Your `recall` divides the hits by everybody. Recall has a base of its own: whom?",
            "你的 `recall` 把打中的人數除以全部的人。召回率有自己的分母：是哪一群人？",
        ),
    ),
    Mistake(
        key="recall-of-the-uncalled",
        wrong=quality_recall_of_the_uncalled,
        message=Text(
            "Your `recall` begins with those who were not called. Of whom does the definition begin?",
            "你的 `recall` 是從沒打的人開始算的。定義要從哪一群人開始算？",
        ),
    ),
    Mistake(
        key="recall-of-itself",
        wrong=quality_recall_of_itself,
        message=Text(
            "Your `recall` is 1 whoever was called: the mean of the column by which you chose the rows. What is asked "
            "about these people?",
            "不管打給誰，你的 `recall` 都是 1，因為你取平均的，正是挑選這些列的那一欄。題目要問這些人的是什麼？",
        ),
    ),
    Mistake(
        key="base-of-called",
        wrong=quality_base_of_called,
        message=Text(
            "Your `base_rate` says how many were called. That was the team's choice; what does the base rate count?",
            "你的 `base_rate` 是打了多少電話，那是小組自己決定的。基準率數的是什麼？",
        ),
    ),
    Mistake(
        key="base-of-the-others",
        wrong=quality_base_of_the_others,
        message=Text(
            "Your `base_rate` looks only at those who were not called. What would calling somebody drawn from **all** "
            "customers have brought?",
            "你的 `base_rate` 只看沒打的人。如果從**所有**顧客裡隨便抽一位來打，會怎麼樣？",
        ),
    ),
    Mistake(
        key="base-of-agreement",
        wrong=quality_base_of_agreement,
        message=Text(
            "Your `base_rate` is the colleague's share: it counts everybody who was rightly judged, called or not. "
            "What does the base rate count?",
            "你的 `base_rate` 是同事的算法：只要判斷對了，打或沒打都算。基準率數的是什麼？",
        ),
    ),
    Mistake(
        key="false-alarms",
        wrong=quality_false_alarms,
        message=Text(
            "Your `precision` is the share of the calls that was in vain. Which part of them is asked for?",
            "你的 `precision` 是白打的比例。題目要的是哪一部分？",
        ),
    ),
    Mistake(
        key="missed",
        wrong=quality_missed,
        message=Text(
            "Your `recall` is the share of the premium customers who were missed. Which part of them is asked for?",
            "你的 `recall` 是精品裡沒打到的比例。題目要的是哪一部分？",
        ),
    ),
    Mistake(
        key="odds",
        wrong=quality_odds,
        message=Text(
            "You divided one group by the other. A share is a part over the whole: is the part itself in your base?",
            "你把一群除以另一群。比例是部分除以全體：你的分母有包含分子那一群嗎？",
        ),
    ),
    Mistake(
        key="counts",
        wrong=quality_counts,
        message=Text(
            "These are counts. Of how many is each of them a share?",
            "這些是人數。每一個要除以多少人，才是比例？",
        ),
    ),
)


# Cases


def called_table(rows: Iterable[tuple[int, int]]) -> Arguments:
    """The input from pairs of called and premium, 1 or 0."""
    table = pd.DataFrame(list(rows), columns=["called", "premium"]).astype("int64")
    table.insert(0, "customer_id", pd.Series([f"C{number:05d}" for number in range(1, len(table) + 1)], dtype="str"))
    return {"calls": table}


def counted(hits: int, alarms: int, misses: int, alone: int) -> list[tuple[int, int]]:
    """The rows behind a confusion matrix."""
    return [(1, 1)] * hits + [(1, 0)] * alarms + [(0, 1)] * misses + [(0, 0)] * alone


SMALL = called_table([(1, 1), (0, 0), (1, 0), (1, 1), (0, 0), (0, 1), (1, 1), (0, 0), (1, 0), (0, 0)])
"""The ten calls that the page prints: three hits, two in vain, one missed, four rightly left alone."""


def draw_small(rng: np.random.Generator) -> Arguments:
    """Ten customers, five called."""
    return called_table(rng.permutation(counted(3, 2, 1, 4)).tolist())


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """160 customers, about one in five premium; the calls find most of them."""
    premium = (rng.random(160) < 0.2).astype(int)
    called = (rng.random(160) < np.where(premium == 1, 0.72, 0.13)).astype(int)
    return called_table(zip(called, premium, strict=True))


def draw_nobody_called(rng: np.random.Generator) -> Arguments:
    """A month in which nobody was called."""
    return called_table(rng.permutation(counted(0, 0, int(rng.integers(2, 5)), int(rng.integers(6, 12)))).tolist())


def draw_nobody_premium(rng: np.random.Generator) -> Arguments:
    """A year in which nobody became premium."""
    return called_table(rng.permutation(counted(0, int(rng.integers(2, 5)), 0, int(rng.integers(6, 12)))).tolist())


def draw_everybody_called(rng: np.random.Generator) -> Arguments:
    """Everybody was called: precision is the base rate."""
    return called_table(rng.permutation(counted(int(rng.integers(2, 5)), int(rng.integers(6, 12)), 0, 0)).tolist())


CASES = (
    Case(
        key="small",
        name=Text("the ten customers on the page", "頁面上的十位顧客"),
        share=0.25,
        draw=draw_small,
        printed=SMALL,
    ),
    Case(
        key="ordinary",
        name=Text("the calls of an ordinary year", "一般年度的電話紀錄"),
        share=0.45,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(
        key="nobody-called",
        name=Text(
            "a month without a call (precision has no base, so `NaN`)", "一通都沒打的月份（精確率沒有分母，是 `NaN`）"
        ),
        share=0.1,
        draw=draw_nobody_called,
    ),
    Case(
        key="nobody-premium",
        name=Text(
            "a year without premium customers (recall has no base, so `NaN`)",
            "沒有精品客戶的一年（召回率沒有分母，是 `NaN`）",
        ),
        share=0.1,
        draw=draw_nobody_premium,
    ),
    Case(
        key="everybody-called",
        name=Text("a month in which everybody was called", "每個人都打了的月份"),
        share=0.1,
        draw=draw_everybody_called,
    ),
)


QUALITY = FunctionTask(
    id="a07.quality",
    title=Text("How good were the calls?", "電話打得準不準？"),
    points=1,
    minutes=4,
    lesson="7.5",
    prompt=Text(
        en="""
Write `call_quality(calls)`. The table `calls` has one row per customer: `customer_id`, `called` (1 if they were
called, else 0) and `premium` (1 if they became premium, else 0).

**Definition.** Three shares from 0 to 1:

- [`precision`](term:precision): of those **called**, the share that became premium. What the team on the telephone
  notices.
- [`recall`](term:recall): of those who **became premium**, the share that was called. What the shop loses without
  noticing.
- [`base_rate`](term:base-rate): of **all** customers, the share that became premium. What calling at random would have
  hit: precision means something only beside it.

Where there is no base (nobody called, nobody premium), the share is `NaN`, not 0.

**Comes back:** the three numbers with their names, not rounded. The last line is done for you; it needs `recall` and
`base_rate`.

The mean of a column of ones and zeros is the share of the ones, and the mean of no rows at all is `NaN`: that is all
you need.
""",
        zh_hant="""
請寫出 `call_quality(calls)`。`calls` 這張表一位顧客一列，欄位有 `customer_id`、`called`（打過電話是 1，\
沒打是 0）、`premium`（後來成為精品是 1，不是就是 0）。

**定義：** 三個 0 到 1 的比例：

- `precision`（[精確率](term:precision)）：**打過電話的人**裡，成為精品的比例。打電話的人感覺得到。
- `recall`（[召回率](term:recall)）：**成為精品的人**裡，打到的比例。漏掉的，店裡不會發現。
- `base_rate`（[基準率](term:base-rate)）：**所有顧客**裡，成為精品的比例。隨便打也有這個命中率，\
精確率要跟它比才有意義。

沒有分母的時候（一通都沒打、沒有人是精品），比例是 `NaN`，不是 0。

**傳回：** 三個數字和它們的名稱，不要四捨五入。最後一行已經寫好，它要用到 `recall` 和 `base_rate`。

一欄 1 和 0 的平均，就是 1 所占的比例；一列都沒有的時候，平均是 `NaN`。只要會這個就夠了。
""",
    ),
    answer=call_quality,
    returns=Column(name="value", key="measure", unit="share", named=True),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(quality_by_counting, quality_by_crosstab, quality_in_duckdb),
    measure=measured,
    hints=(
        Text(
            "Step 1 is the pattern: keep the rows of one group, then take the mean of the other column. For recall, "
            "which group, and which column?",
            "步驟 1 就是範本：先留下某一群人的列，再算另一欄的平均。召回率要留哪一群，又算哪一欄？",
        ),
        Text(
            "Recall begins with the rows in which `premium` is 1, and asks how many of them were called. The base rate "
            "keeps all rows.",
            "召回率先留下 `premium` 是 1 的列，再問其中有多少打過。基準率則是每一列都留。",
        ),
        Text(
            '`premium = calls[calls["premium"] == 1]`, then the mean of its column `called` is `recall`. For '
            "`base_rate` take the mean of one column of `calls` itself.",
            '`premium = calls[calls["premium"] == 1]`，它的 `called` 欄取平均就是 `recall`。`base_rate` 則直接取 '
            "`calls` 其中一欄的平均。",
        ),
    ),
)
