"""The net promoter score of every area with its interval: how sure is it?"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from tutor.shape import Column, Table
from tutor.task import Arguments, Case, FunctionTask, Mistake

LEVEL = 2 * NormalDist().cdf(1.96) - 1
"""The level whose half width is exactly 1.96 standard errors, as the definition of the task has it."""


def nps_by_area(surveys):
    # 1 three columns of True and False, added up for each area  # lang-en
    # 1 三個 True／False 欄位，依營業區加總  # lang-zh-Hant
    table = surveys[["sales_area"]].copy()
    table["answers"] = surveys["nps"].notna()
    table["promoters"] = surveys["nps"] >= 9
    table["detractors"] = surveys["nps"] <= 6
    table = table.groupby("sales_area").sum()

    # 2 the shares p and d, and the column nps  # lang-en
    # 2 占比 p 和 d，以及 nps 欄  # lang-zh-Hant
    ### BEGIN SOLUTION
    p = table["promoters"] / table["answers"]
    d = table["detractors"] / table["answers"]
    table["nps"] = 100 * (p - d)
    ### END SOLUTION

    # 3 the standard error, and the columns low and high  # lang-en
    # 3 標準誤，以及 low 和 high 欄  # lang-zh-Hant
    ### BEGIN SOLUTION
    se = 100 * np.sqrt((p + d - (p - d) ** 2) / table["answers"])
    table["low"] = (table["nps"] - 1.96 * se).clip(-100, 100)
    table["high"] = (table["nps"] + 1.96 * se).clip(-100, 100)
    ### END SOLUTION
    return table


def by_loop(surveys):
    rows = []
    for area in surveys["sales_area"].unique():
        given = [one for one in surveys.loc[surveys["sales_area"] == area, "nps"] if not pd.isna(one)]
        n = len(given)
        if n == 0:
            rows.append((area, 0, float("nan"), float("nan"), float("nan")))
            continue
        p, d = sum(one >= 9 for one in given) / n, sum(one <= 6 for one in given) / n
        half = 196 * sqrt(max(p + d - (p - d) ** 2, 0) / n)
        score = 100 * (p - d)
        rows.append((area, n, score, max(score - half, -100), min(score + half, 100)))
    return pd.DataFrame(rows, columns=["sales_area", "answers", "nps", "low", "high"])


def by_signs(surveys):
    """Each answer counts +100, 0 or -100: the mean, and its standard error by the population's standard deviation."""
    signs = np.select([surveys["nps"] >= 9, surveys["nps"] <= 6], [100.0, -100.0], 0.0)
    signs = pd.Series(signs, index=surveys.index).where(surveys["nps"].notna())
    grouped = signs.groupby(surveys["sales_area"])
    table = pd.DataFrame({"answers": grouped.count(), "nps": grouped.mean()})
    half = 1.96 * grouped.std(ddof=0) / np.sqrt(table["answers"].where(table["answers"] > 0))
    return table.assign(
        low=np.maximum(table["nps"] - half, -100), high=np.minimum(table["nps"] + half, 100)
    ).reset_index()


def in_duckdb(surveys):
    import duckdb

    shop = duckdb.connect()
    shop.register("surveys", surveys.astype({"nps": "Float64"}))
    return shop.execute(
        """
        with counted as (
            select sales_area, count(nps) as answers,
                   count(*) filter (where nps >= 9) / nullif(count(nps), 0) as p,
                   count(*) filter (where nps <= 6) / nullif(count(nps), 0) as d
            from surveys group by sales_area),
        scored as (
            select *, 100 * (p - d) as nps, 196 * sqrt(greatest(p + d - (p - d) * (p - d), 0) / answers) as half
            from counted)
        select sales_area, answers, nps,
               case when nps is not null then greatest(nps - half, -100) end as low,
               case when nps is not null then least(nps + half, 100) end as high
        from scored
        """
    ).df()


def measured(surveys):
    found = customer_value.nps_by_group(surveys, "sales_area", level=LEVEL)
    return found.rename(columns={"group": "sales_area"})[["sales_area", "answers", "nps", "low", "high"]]


# Known mistakes


def _parts(surveys, base="answers"):
    nps = surveys["nps"]
    flags = pd.DataFrame(
        {"sales_area": surveys["sales_area"], "answers": nps.notna(), "promoters": nps >= 9, "detractors": nps <= 6}
    ).assign(sent=True)
    table = flags.groupby("sales_area").sum()
    return table, table["promoters"] / table[base], table["detractors"] / table[base]


def _table(table, score, half, cut=True):
    low, high = score - half, score + half
    if cut:
        low, high = low.clip(-100, 100), high.clip(-100, 100)
    return pd.DataFrame({"answers": table["answers"], "nps": score, "low": low, "high": high})


def _se(p, d, n):
    return 100 * np.sqrt((p + d - (p - d) ** 2).clip(lower=0) / n)


def _one_se(surveys):
    table, p, d = _parts(surveys)
    return _table(table, 100 * (p - d), _se(p, d, table["answers"]))


def _two_se(surveys):
    table, p, d = _parts(surveys)
    return _table(table, 100 * (p - d), 2 * _se(p, d, table["answers"]))


def _promoters_only(surveys):
    table, p, d = _parts(surveys)
    return _table(table, 100 * (p - d), 196 * np.sqrt(p * (1 - p) / table["answers"]))


def _as_if_independent(surveys):
    table, p, d = _parts(surveys)
    return _table(table, 100 * (p - d), 196 * np.sqrt((p * (1 - p) + d * (1 - d)) / table["answers"]))


def _sample_deviation(surveys):
    table, p, d = _parts(surveys)
    n = table["answers"]
    return _table(table, 100 * (p - d), 1.96 * _se(p, d, n) * np.sqrt(n / (n - 1).where(n > 1)))


def _as_proportion(surveys):
    table, p, d = _parts(surveys)
    score = (p - d).abs()
    return _table(table, 100 * (p - d), 196 * np.sqrt(score * (1 - score) / table["answers"]))


def _no_square(surveys):
    table, p, d = _parts(surveys)
    return _table(table, 100 * (p - d), 196 * np.sqrt((p + d) / table["answers"]))


def _not_by_n(surveys):
    table, p, d = _parts(surveys)
    return _table(table, 100 * (p - d), 1.96 * _se(p, d, 1))


def _n_outside_the_root(surveys):
    table, p, d = _parts(surveys)
    n = table["answers"]
    return _table(table, 100 * (p - d), 1.96 * _se(p, d, n) / np.sqrt(n.where(n > 0)))


def _n_of_all_areas(surveys):
    table, p, d = _parts(surveys)
    return _table(table, 100 * (p - d), 1.96 * _se(p, d, table["answers"].sum()))


def _brackets_missing(surveys):
    """p + d - p - d ** 2: the brackets around the difference are gone."""
    table, p, d = _parts(surveys)
    return _table(table, 100 * (p - d), 196 * np.sqrt((d - d**2) / table["answers"]))


def _points_squared(surveys):
    """The square of the score in points under the root: far above p + d, so that the root comes to nothing."""
    table, p, d = _parts(surveys)
    score = 100 * (p - d)
    inside = p + d - score**2
    return _table(table, score, 196 * np.sqrt(inside.where(inside >= 0) / table["answers"]))


def _cut_at_zero(surveys):
    found = _not_cut(surveys)
    return found.assign(low=found["low"].clip(0, 100), high=found["high"].clip(0, 100))


def _no_root(surveys):
    table, p, d = _parts(surveys)
    return _table(table, 100 * (p - d), 196 * (p + d - (p - d) ** 2) / table["answers"])


def _by_sent(surveys):
    table, p, d = _parts(surveys)
    return _table(table, 100 * (p - d), 1.96 * _se(p, d, table["sent"]))


def _blanks_in_base(surveys):
    table, p, d = _parts(surveys, "sent")
    found = _table(table, 100 * (p - d), 1.96 * _se(p, d, table["sent"]))
    return found.assign(answers=table["sent"])


def _not_cut(surveys):
    table, p, d = _parts(surveys)
    return _table(table, 100 * (p - d), 1.96 * _se(p, d, table["answers"]), cut=False)


def _passives_dropped(surveys):
    table, _, _ = _parts(surveys)
    n = table["promoters"] + table["detractors"]
    p, d = table["promoters"] / n, table["detractors"] / n
    return _table(table, 100 * (p - d), 1.96 * _se(p, d, n))


def _as_shares(surveys):
    table, p, d = _parts(surveys)
    return _table(table, p - d, 1.96 * _se(p, d, table["answers"]) / 100)


def _half_not_points(surveys):
    table, p, d = _parts(surveys)
    return _table(table, 100 * (p - d), 1.96 * _se(p, d, table["answers"]) / 100)


def _half_width(surveys):
    table, p, d = _parts(surveys)
    half = 1.96 * _se(p, d, table["answers"])
    return pd.DataFrame({"answers": table["answers"], "nps": 100 * (p - d), "low": half, "high": half})


def _exchanged(surveys):
    return nps_by_area(surveys).rename(columns={"low": "high", "high": "low"})


def _nobody_dropped(surveys):
    found = nps_by_area(surveys)
    return found[found["answers"] > 0]


def _nobody_zero(surveys):
    return nps_by_area(surveys).fillna(0)


MISTAKES = (
    Mistake(
        key="one-se",
        wrong=_one_se,
        message=Text(
            "Your interval is one standard error to either side. That holds the true score in about two of three "
            "cases only: which number does the definition put before SE?",
            "你的區間是左右各一個標準誤，三次大約只有兩次會包含真正的分數。定義在 SE 前面乘的是多少？",
        ),
    ),
    Mistake(
        key="two-se",
        wrong=_two_se,
        message=Text(
            "You went two standard errors to either side. That does as a rule of thumb; the definition has a more "
            "exact number.",
            "你左右各取了兩個標準誤。當作經驗法則可以，但定義用的是更精確的數字。",
        ),
    ),
    Mistake(
        key="promoters-only",
        wrong=_promoters_only,
        message=Text(
            "Your standard error is that of the promoters' share alone. The detractors vary by chance too: look at "
            "what stands under the root.",
            "你的標準誤只看了推薦者的占比。批評者的占比也會因為運氣而變動：看看根號裡面有什麼。",
        ),
    ),
    Mistake(
        key="as-if-independent",
        wrong=_as_if_independent,
        message=Text(
            "Your root adds p × (1 − p) and d × (1 − d), as if the two groups had nothing to do with each other. But "
            "whoever is a promoter cannot be a detractor: the definition squares the difference, not each share.",
            "你的根號裡是 p ×（1 − p）加 d ×（1 − d），好像兩群人互不相干。可是當了推薦者的人就不會是批評者："
            "定義平方的是兩者的差，不是各自平方。",
        ),
    ),
    Mistake(
        key="sample-deviation",
        wrong=_sample_deviation,
        message=Text(
            "Your interval is a little too wide: it divides by n − 1 somewhere, as `.std()` does if nothing else is "
            "said. The definition has n.",
            "你的區間稍微寬了一點：某個地方除以的是 n − 1（`.std()` 沒有特別指定時就是這樣）。定義用的是 n。",
        ),
    ),
    Mistake(
        key="as-proportion",
        wrong=_as_proportion,
        message=Text(
            "You treated the score itself as a share, s × (1 − s). It is a difference of two shares: the root in the "
            "definition has p and d in it.",
            "你把分數本身當成占比，用了 s ×（1 − s）。它是兩個占比的差：定義的根號裡，p 和 d 都要用到。",
        ),
    ),
    Mistake(
        key="no-square",
        wrong=_no_square,
        message=Text(
            "Under your root only p + d is left. One part of the definition is missing there: compare it bit by bit.",
            "你的根號裡只剩 p + d，少了定義的一部分：一項一項對照看看。",
        ),
    ),
    Mistake(
        key="not-by-n",
        wrong=_not_by_n,
        message=Text(
            "Your interval is as wide for a thousand answers as for ten. What makes a survey surer has to stand in it.",
            "不管回答的是一千人還是十人，你的區間都一樣寬。讓調查更可靠的那個數字，要放進公式裡。",
        ),
    ),
    Mistake(
        key="n-outside-the-root",
        wrong=_n_outside_the_root,
        message=Text(
            "You divided by n behind the root. In the definition the bracket of `np.sqrt(…)` closes later: is `÷ n` "
            "inside it or outside?",
            "你開完根號才除以 n。定義裡 `np.sqrt(…)` 的括號更晚才關：`÷ n` 在裡面還是外面？",
        ),
    ),
    Mistake(
        key="n-of-all-areas",
        wrong=_n_of_all_areas,
        message=Text(
            "The scores are right, but every area has the same n in its standard error: the answers of all areas "
            "together. How surely an area is known depends on its own answers.",
            "分數對了，但標準誤裡每一區的 n 都一樣，是所有營業區的回答數合計。一個營業區有多可靠，看的是自己的回答數。",
        ),
    ),
    Mistake(
        key="brackets-missing",
        wrong=_brackets_missing,
        message=Text(
            "Under your root stands p + d − p − d²: only d is squared. In the definition the whole difference is: "
            "where do its brackets belong?",
            "你的根號裡是 p + d − p − d²，只有 d 被平方。定義平方的是整個差：括號要加在哪裡？",
        ),
    ),
    Mistake(
        key="points-squared",
        wrong=_points_squared,
        message=Text(
            "Under the root you squared the score in points, such as 25 in place of 0.25. That makes it negative, and "
            "a negative number has no root. What stands in the definition: `nps`, or p and d?",
            "你在根號裡平方的是 -100 到 100 的分數，例如用 25 代替 0.25。這樣根號裡會變成負數，負數開不了根號。"
            "定義裡寫的是 `nps`，還是 p 和 d？",
        ),
    ),
    Mistake(
        key="cut-at-zero",
        wrong=_cut_at_zero,
        message=Text(
            "You cut the bounds at 0. An NPS is below 0 where there are more detractors than promoters: where does its "
            "scale begin?",
            "你把上下限切在 0。批評者比推薦者多的時候，NPS 會小於 0：量表從哪裡開始？",
        ),
    ),
    Mistake(
        key="no-root",
        wrong=_no_root,
        message=Text(
            "The root is missing: `np.sqrt(…)`. Without it the width would fall much too fast as answers are added.",
            "少了開根號：`np.sqrt(…)`。沒有它，回答一增加，區間就會縮得太快。",
        ),
    ),
    Mistake(
        key="by-sent",
        wrong=_by_sent,
        message=Text(
            "The scores are right, but the standard error counts the blank questionnaires too. Only answers make one "
            "surer: what is n?",
            "分數對了，但標準誤把空白問卷也算進去了。只有真的回答才會讓人更有把握：n 是什麼？",
        ),
    ),
    Mistake(
        key="blanks-in-base",
        wrong=_blanks_in_base,
        message=Text(
            "You counted every questionnaire that was sent. Those left blank are no answers: use the column `answers` "
            "of step 1.",
            "你把寄出的每一份都算進去了。空白的不是回答：請用步驟 1 的 `answers` 欄。",
        ),
    ),
    Mistake(
        key="not-cut",
        wrong=_not_cut,
        message=Text(
            "Some bounds lie beyond what a score can be. Between which two numbers does every score lie?",
            "有些上下限超出了分數可能的範圍。分數最低和最高各是多少？",
        ),
    ),
    Mistake(
        key="passives-dropped",
        wrong=_passives_dropped,
        message=Text(
            "Your p and d are shares of promoters and detractors alone. Who answered 7 or 8 has answered: by what has "
            "to be divided?",
            "你的 p 和 d 只除以推薦者加批評者。給 7、8 分的人也回答了：分母應該是什麼？",
        ),
    ),
    Mistake(
        key="as-shares",
        wrong=_as_shares,
        message=Text(
            "Everything is there, but as shares: the factor of a hundred is missing. Scores and bounds are in points.",
            "內容都對，只是還停在占比，少乘了 100。分數和上下限都是 -100 到 100 的分數。",
        ),
    ),
    Mistake(
        key="half-not-points",
        wrong=_half_not_points,
        message=Text(
            "The score is in points, but the standard error is not: your intervals are a hundred times too narrow.",
            "分數乘了 100，標準誤卻沒有：你的區間窄了一百倍。",
        ),
    ),
    Mistake(
        key="half-width",
        wrong=_half_width,
        message=Text(
            "You put the half width into `low` and `high`. The interval lies around the score: go down from it once, "
            "and up once.",
            "你在 `low` 和 `high` 放的是半寬。區間圍在分數兩邊：從分數往下一次，往上一次。",
        ),
    ),
    Mistake(
        key="exchanged",
        wrong=_exchanged,
        message=Text(
            "`low` and `high` are exchanged: your lower bound lies above the upper.",
            "`low` 和 `high` 對調了：你的下限比上限還高。",
        ),
    ),
    Mistake(
        key="nobody-dropped",
        wrong=_nobody_dropped,
        message=Text(
            "An area in which nobody answered has no row. The definition keeps it: that nobody answered is a finding "
            "too.",
            "沒有人回答的那一區不見了。定義要留著它：沒有人回答，也是一種發現。",
        ),
    ),
    Mistake(
        key="nobody-zero",
        wrong=_nobody_zero,
        message=Text(
            "Where nobody answered you put 0. A score of 0 says that promoters and detractors are equally many; here "
            "nothing is known.",
            "沒有人回答的那一區，你填了 0。分數 0 的意思是推薦者和批評者一樣多；這裡卻是什麼都不知道。",
        ),
    ),
)

# Cases


def surveys_of(rows) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["sales_area", "nps"]).astype({"sales_area": "str", "nps": "float64"})


SMALL = surveys_of(
    [
        ("North", 10),
        ("North", 9),
        ("North", 8),
        ("South", None),
        ("North", 6),
        ("North", 9),
        ("South", 10),
        ("North", None),
        ("South", 3),
        ("East", None),
        ("South", 9),
        ("South", 10),
        ("North", 4),
        ("East", None),
    ]
)
"""The fourteen questionnaires that the page prints; nobody in the East answered."""


def _draw_area(rng: np.random.Generator, area: str, number: int, blank: float = 0.3) -> list[tuple]:
    p = np.array([2, 1, 2, 3, 3, 5, 7, 12, 19, 21, 25]) * rng.uniform(0.4, 1.6, 11)
    values = rng.choice(11, size=number, p=p / p.sum()).astype(float)
    values[rng.random(number) < blank] = np.nan
    return [(area, value) for value in values]


def _shuffled(rng: np.random.Generator, rows: list) -> Arguments:
    return {"surveys": surveys_of(rows[place] for place in rng.permutation(len(rows)))}


FEW_AND_HAPPY = [("Islands", value) for value in (10, 9, 9, 9, 4, None)]
FEW_AND_UNHAPPY = [("Valley", value) for value in (2, 9, 5, 6, 0)]
"""So few answers that the interval would leave the scale, at one end and at the other."""


def draw_small(rng: np.random.Generator) -> Arguments:
    north = [("North", value) for value in (*rng.integers(9, 11, 3), 8, *rng.integers(0, 7, 2), None)]
    south = [("South", value) for value in (9, 10, 10, int(rng.integers(0, 7)), None)]
    return _shuffled(rng, [*north, *south, ("East", None), ("East", None)])


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """About 180 questionnaires from five areas: one with very few answers, one without any.

    No bound is near 0, where even the exact quantile in place of 1.96 would be another number.
    """
    while True:
        rows = [
            row for area in ("North", "Centre", "South") for row in _draw_area(rng, area, int(rng.integers(45, 70)))
        ]
        drawn = _shuffled(rng, [*rows, *FEW_AND_HAPPY, *[("East", None)] * int(rng.integers(2, 6))])
        bounds = nps_by_area(drawn["surveys"])[["low", "high"]].abs()
        if bounds.min(axis=None) > 5:
            return drawn


def draw_against(rng: np.random.Generator) -> Arguments:
    """An area of detractors only, and two with more of them than of promoters."""
    bad = [("North", value) for value in rng.integers(0, 7, int(rng.integers(5, 9)))]
    worse = [("South", value) for value in (*rng.integers(0, 7, 7), 7, 8, 9, None)]
    return _shuffled(rng, [*bad, *worse, *FEW_AND_UNHAPPY])


def draw_agreed(rng: np.random.Generator) -> Arguments:
    """Areas in which everybody answered alike: the interval has no width."""
    happy = [("North", value) for value in rng.integers(9, 11, int(rng.integers(3, 8)))]
    calm = [("South", value) for value in rng.integers(7, 9, int(rng.integers(3, 8)))]
    return _shuffled(rng, [*happy, *calm])


def draw_silent(rng: np.random.Generator) -> Arguments:
    """Nobody answered anywhere."""
    return _shuffled(rng, [("North", None), ("South", None), ("South", None)])


CASES = (
    Case(
        key="small",
        name=Text("the fourteen questionnaires on the page", "頁面上的十四份問卷"),
        share=0.2,
        draw=draw_small,
        printed={"surveys": SMALL},
    ),
    Case(
        key="ordinary",
        name=Text("an ordinary survey of five areas", "五個營業區的一般問卷"),
        share=0.4,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(
        key="against",
        name=Text("areas with more detractors than promoters", "批評者比推薦者多的營業區"),
        share=0.15,
        draw=draw_against,
    ),
    Case(
        key="agreed",
        name=Text("areas in which all answered alike", "每個人的答案都屬於同一群的營業區"),
        share=0.15,
        draw=draw_agreed,
    ),
    Case(
        key="silent",
        name=Text("a survey that nobody answered (no base, so `NaN`)", "沒有人回答的問卷（沒有分母，所以是 `NaN`）"),
        share=0.1,
        draw=draw_silent,
    ),
)

NPS_BY_AREA = FunctionTask(
    id="a02.nps-by-area",
    title=Text("The score and how sure it is", "分數有多可靠"),
    points=3,
    minutes=8,
    lesson="2.6",
    prompt=Text(
        en="""
Write `nps_by_area(surveys)`. `surveys` has one row per questionnaire: `sales_area` (always filled) and `nps` (0 to 10,
empty where it was left blank).

**Definition.** For each area, with *n* answers, *p* the share of promoters (9, 10) and *d* the share of detractors (0
to 6) among the *n*:

| column | what it says |
|---|---|
| `answers` | *n*, without the blanks |
| `nps` | 100 × (*p* − *d*), points |
| `low`, `high` | `nps` − 1.96 × SE and `nps` + 1.96 × SE, points |

SE, the *standard error*, is 100 × √( ( *p* + *d* − (*p* − *d*)² ) ÷ *n* ).

- No bound goes beyond the scale: what is below -100 becomes -100, what is above 100 becomes 100.
- An area in which nobody answered keeps its row: 0 answers, the other three `NaN`.

**Comes back:** a table with one row per area, `sales_area` as the index or as a column, and the four columns; nothing
is rounded; further columns do no harm.

Step 1 is done: a sum of True and False counts the Trues. `np.sqrt(…)` is the root, `** 2` the square, and
`column.clip(-100, 100)` cuts off what goes beyond.
""",
        zh_hant="""
請寫出 `nps_by_area(surveys)`。`surveys` 一份問卷一列：`sales_area`（營業區，一定有值）和 `nps`（0 到 10，\
沒填的是空值）。

**定義：** 每個營業區有 *n* 個回答，其中推薦者（9、10 分）的占比是 *p*，批評者（0 到 6 分）的占比是 *d*：

| 欄位 | 意思 |
|---|---|
| `answers` | *n*，不含空白 |
| `nps` | 100 ×（*p* − *d*），分 |
| `low`、`high` | `nps` − 1.96 × SE、`nps` + 1.96 × SE，分 |

SE 是**標準誤**，等於 100 × √( ( *p* + *d* −（*p* − *d*）² ) ÷ *n* )。

- 上下限不能超出量表：低於 -100 的算 -100，高於 100 的算 100。
- 沒有人回答的營業區也要有一列：回答數 0，其他三欄是 `NaN`。

**傳回：** 一張一區一列的表，`sales_area` 放在索引或欄位都可以，加上這四欄；不要四捨五入，多出別的欄位沒有關係。

步驟 1 已經寫好：True 和 False 加總，就是數有幾個 True。`np.sqrt(…)` 是開根號，`** 2` 是平方，\
`欄位.clip(-100, 100)` 會把超出範圍的部分切掉。
""",
    ),
    answer=nps_by_area,
    returns=Table(
        columns=(
            Column(name="answers", key="sales_area", unit="customers"),
            Column(name="nps", key="sales_area"),
            Column(name="low", key="sales_area"),
            Column(name="high", key="sales_area"),
        ),
        key=("sales_area",),
    ),
    tolerance=1e-3,
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(by_loop, by_signs, in_duckdb),
    measure=measured,
    hints=(
        Text(
            "Work out the North by hand: how many answers, p, d, and the score. Then every line of step 2 is one of "
            "your sums, for all areas at once.",
            "先動手算 North：幾個回答、p、d、分數。步驟 2 的每一行，就是你剛才的一個算式，一次算完所有營業區。",
        ),
        Text(
            'Step 2: `p = table["promoters"] / table["answers"]`, `d` in the same way, then `table["nps"] = …`.',
            '步驟 2：`p = table["promoters"] / table["answers"]`，`d` 照樣寫，再寫 `table["nps"] = …`。',
        ),
        Text(
            'Step 3: `se = 100 * np.sqrt((… ) / table["answers"])` with the bracket of the definition, then '
            '`table["low"] = (table["nps"] - 1.96 * se).clip(-100, 100)`, and `high` likewise.',
            '步驟 3：`se = 100 * np.sqrt((…) / table["answers"])`，括號裡照定義寫；接著 '
            '`table["low"] = (table["nps"] - 1.96 * se).clip(-100, 100)`，`high` 照樣寫。',
        ),
    ),
)
