"""The engagement rate of each kind of post, pooled, with the number of posts beside it."""

from __future__ import annotations

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from solutions.media.given import over
from solutions.media.tables import TEXT, WHOLE, shuffled, some_media_days, table
from tutor.shape import Column, Table
from tutor.task import Arguments, Case, FunctionTask, Mistake

NAN = float("nan")

# The rate of each kind of post


def engagement_by_kind(posts):
    # 1 table: one row for each kind, with how many posts and both sums  # lang-en
    # 1 table：每種貼文一列，有幾則，以及兩個總和  # lang-zh-Hant
    ### BEGIN SOLUTION
    table = posts.groupby("post_kind").agg(
        posts=("reach", "size"), reach=("reach", "sum"), engagements=("engagements", "sum")
    )
    ### END SOLUTION

    # 2 a column rate: one sum over the other  # lang-en
    # 2 新增 rate 欄：一個總和除以另一個總和  # lang-zh-Hant
    ### BEGIN SOLUTION
    table["rate"] = over(table["engagements"], table["reach"])
    ### END SOLUTION
    return table


def kinds_by_loop(posts):
    sums = {}
    for post in posts.itertuples():
        if isinstance(post.post_kind, str):
            count, reach, engagements = sums.get(post.post_kind, (0, 0, 0))
            sums[post.post_kind] = (count + 1, reach + post.reach, engagements + post.engagements)
    rows = [(kind, count, done / reach if reach else NAN) for kind, (count, reach, done) in sums.items()]
    return pd.DataFrame(rows, columns=["post_kind", "posts", "rate"])


def kinds_in_duckdb(posts):
    import duckdb

    shop = duckdb.connect()
    shop.register("days", posts)
    return shop.sql(
        """
        select post_kind, count(*) as posts, sum(engagements) / nullif(sum(reach), 0) as rate from days
        where post_kind is not null group by post_kind
        """
    ).df()


def kinds_in_polars(posts):
    import polars as pl

    counted = pl.from_pandas(posts).drop_nulls("post_kind").group_by("post_kind")
    return counted.agg(posts=pl.len(), rate=pl.col("engagements").sum() / pl.col("reach").sum())


def _by_kind(posts: pd.DataFrame, rate) -> pd.DataFrame:
    """The table with another rate: a function of one kind's rows."""
    kinds = posts.dropna(subset=["post_kind"]).groupby("post_kind")
    rows = [(kind, len(group), rate(group)) for kind, group in kinds]
    return pd.DataFrame(rows, columns=["post_kind", "posts", "rate"])


def _quotient(part: float, base: float) -> float:
    return part / base if base else NAN


def _rate(group: pd.DataFrame) -> float:
    return _quotient(group["engagements"].sum(), group["reach"].sum())


def kinds_mean_of_rates(posts):
    return _by_kind(posts, lambda group: over(group["engagements"], group["reach"]).mean())


def kinds_median(posts):
    return _by_kind(posts, lambda group: over(group["engagements"], group["reach"]).median())


def kinds_over_all_reach(posts):
    reach = posts.dropna(subset=["post_kind"])["reach"].sum()
    return _by_kind(posts, lambda group: _quotient(group["engagements"].sum(), reach))


def kinds_share(posts):
    done = posts.dropna(subset=["post_kind"])["engagements"].sum()
    return _by_kind(posts, lambda group: _quotient(group["engagements"].sum(), done))


def kinds_per_post(posts):
    return _by_kind(posts, lambda group: group["engagements"].mean())


def kinds_clicks_too(posts):
    return _by_kind(
        posts, lambda group: _quotient((group["engagements"] + group["clicks"]).sum(), group["reach"].sum())
    )


def kinds_clicks(posts):
    return _by_kind(posts, lambda group: _quotient(group["clicks"].sum(), group["reach"].sum()))


def kinds_zero(posts):
    return _by_kind(posts, _rate).fillna({"rate": 0.0})


def kinds_dropped(posts):
    return _by_kind(posts, _rate).dropna(subset=["rate"])


def kinds_blank_kept(posts):
    return engagement_by_kind(posts.assign(post_kind=posts["post_kind"].fillna("none")))


def kinds_reach_counted(posts):
    found = _by_kind(posts, _rate)
    reach = posts.groupby("post_kind")["reach"].sum()
    return found.assign(posts=found["post_kind"].map(reach))


def kinds_all_counted(posts):
    return _by_kind(posts, _rate).assign(posts=int(posts["post_kind"].notna().sum()))


KIND_MISTAKES = (
    Mistake(
        key="mean-of-rates",
        wrong=kinds_mean_of_rates,
        message=Text(
            "Your rate is the mean of the posts' own rates, so a post that hardly anybody saw weighs as much as the "
            "one everybody saw. Within a kind, add up first and divide afterwards.",
            "你的互動率是各則貼文比率的平均，幾乎沒人看到的貼文，和大家都看到的一樣重。同一種貼文，要先加總再相除。",
        ),
    ),
    Mistake(
        key="median",
        wrong=kinds_median,
        message=Text(
            "Your rate is that of the post in the middle. The definition takes all people reached by a kind together.",
            "你的互動率取的是中間那一則貼文。定義是把這一種貼文觸及的人全部放在一起算。",
        ),
    ),
    Mistake(
        key="over-all-reach",
        wrong=kinds_over_all_reach,
        message=Text(
            "You divided each kind's engagements by the reach of all kinds together. Who could have reacted to a "
            "photo?",
            "你把每一種的互動都除以所有貼文的總觸及。有機會對照片貼文按讚的，是哪些人？",
        ),
    ),
    Mistake(
        key="share-of-engagements",
        wrong=kinds_share,
        message=Text(
            "That is the kind's share of all engagements; add your `rate` up and it makes 1. A kind that is posted "
            "daily leads there whatever it is like. What does the definition divide by?",
            "這是每一種占全部互動的比率，你的 `rate` 加起來等於 1。天天發的那一種，不管好不好都會最高。"
            "定義的分母是什麼？",
        ),
    ),
    Mistake(
        key="per-post",
        wrong=kinds_per_post,
        message=Text(
            "You divided by the number of posts: engagements per post. A rate is of people reached.",
            "你除以貼文則數，得到的是每則貼文的互動次數。互動率的分母是觸及。",
        ),
    ),
    Mistake(
        key="clicks-too",
        wrong=kinds_clicks_too,
        message=Text(
            "You counted clicks among the engagements. Look at what the column `engagements` holds already.",
            "你把點擊也算進互動了。看看 `engagements` 這一欄已經包含什麼。",
        ),
    ),
    Mistake(
        key="clicks",
        wrong=kinds_clicks,
        message=Text(
            "That is the click rate, as in the example. Which column is asked for here?",
            "這是點閱率，和示範一樣。這一題要的是哪一欄？",
        ),
    ),
    Mistake(
        key="zero",
        wrong=kinds_zero,
        message=Text(
            "For a kind that reached nobody you put 0. That says people saw it and did not react: what does the "
            "definition put where there is no base?",
            "完全沒觸及到人的那一種，你填了 0。這是說有人看到卻沒有反應：沒有分母的時候，定義怎麼寫？",
        ),
    ),
    Mistake(
        key="dropped",
        wrong=kinds_dropped,
        message=Text(
            "A kind that reached nobody has no row in your table. It was posted, and the owner would look for it.",
            "沒觸及到人的那一種，你的表裡沒有它。貼文確實發了，老闆會找的。",
        ),
    ),
    Mistake(
        key="blank-kept",
        wrong=kinds_blank_kept,
        message=Text(
            "The days without a post have become a kind of their own. What does an empty `post_kind` mean?",
            "沒有貼文的日子，在你的表裡變成了一種貼文。`post_kind` 空白代表什麼？",
        ),
    ),
    Mistake(
        key="reach-counted",
        wrong=kinds_reach_counted,
        message=Text(
            "Your column `posts` holds people reached. It should say how many posts there were: how many rows has "
            "the kind?",
            "你的 `posts` 欄放的是觸及人數。它要說的是有幾則貼文：這一種有幾列？",
        ),
    ),
    Mistake(
        key="all-counted",
        wrong=kinds_all_counted,
        message=Text(
            "Your column `posts` has the number of all posts in every row. Count within each kind.",
            "你的 `posts` 欄每一列都是全部貼文的則數。請在每一種裡面各數各的。",
        ),
    ),
)

# The tables they are tried on

POST_COLUMNS = {"post_kind": TEXT, "reach": WHOLE, "engagements": WHOLE, "clicks": WHOLE}


def posts_table(rows) -> Arguments:
    """The input from rows of kind, reach, engagements, clicks."""
    return {"posts": table(POST_COLUMNS, rows)}


SMALL = posts_table(
    [
        ("photo", 1000, 50, 12),
        ("photo", 4000, 120, 30),
        (None, 300, 2, 1),
        ("video", 500, 40, 9),
        ("video", 500, 20, 6),
        ("link", 0, 0, 0),
    ]
)
"""The posts that the page prints: four of the first task, a day without a post, and one that nobody was shown."""


def draw_small(rng: np.random.Generator) -> Arguments:
    reach = rng.integers(2, 40, 5) * 100
    rates = rng.choice([0.01, 0.02, 0.03, 0.05, 0.08], 5, replace=False)
    kinds = ["photo", "photo", None, "video", "video"]
    rows = [
        (kind, int(seen), int(seen * rate), int(seen * 0.01) + place)
        for place, (kind, seen, rate) in enumerate(zip(kinds, reach, rates, strict=True))
    ]
    return posts_table([*rows, ("link", 0, 0, 0)])


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """A year of a small shop's media, days without a post among them, and a kind that was shown to nobody."""
    days = some_media_days(rng)[list(POST_COLUMNS)].sample(300, random_state=rng)
    unseen = [("story", 0, 0, 0)] * int(rng.integers(1, 4))
    return {"posts": shuffled(pd.concat([days, table(POST_COLUMNS, unseen)], ignore_index=True), rng)}


def draw_uneven(rng: np.random.Generator) -> Arguments:
    """One post that went round the country among small ones."""
    small = [("photo", int(seen), int(seen) // 10, 3) for seen in rng.integers(30, 90, 4)]
    large = ("photo", int(rng.integers(200, 400)) * 100, int(rng.integers(150, 300)), 80)
    return posts_table([*small, large, ("video", 800, int(rng.integers(10, 40)), 5)])


def draw_no_post(rng: np.random.Generator) -> Arguments:
    return posts_table([(None, int(seen), 2, 1) for seen in rng.integers(20, 90, 3)])


def draw_unseen(rng: np.random.Generator) -> Arguments:
    return posts_table([("video", 0, 0, 0)] * int(rng.integers(1, 4)) + [("photo", int(rng.integers(80, 900)), 7, 2)])


KIND_CASES = (
    Case(
        key="small",
        name=Text("the six days on the page", "頁面上的六天"),
        share=0.2,
        draw=draw_small,
        printed=SMALL,
    ),
    Case(
        key="ordinary",
        name=Text("a year of an ordinary shop", "一般商店的一年"),
        share=0.4,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(
        key="uneven",
        name=Text("one post with a very large reach", "有一則貼文觸及特別大"),
        share=0.15,
        draw=draw_uneven,
    ),
    Case(
        key="unseen",
        name=Text(
            "a kind of post that reached nobody (no base, so `NaN`)", "沒觸及到人的貼文種類（沒有分母，所以是 `NaN`）"
        ),
        share=0.15,
        draw=draw_unseen,
    ),
    Case(
        key="no-post",
        name=Text("days without any post (a table without rows)", "完全沒有貼文的日子（沒有列的表）"),
        share=0.1,
        draw=draw_no_post,
    ),
)


def kinds_measured(posts):
    return customer_value.engagement_by(posts, "post_kind")


KINDS = FunctionTask(
    id="a04.kinds",
    title=Text("The engagement rate of each kind of post", "各種貼文的互動率"),
    points=2,
    minutes=6,
    lesson="4.2",
    prompt=Text(
        en="""
Write `engagement_by_kind(posts)`. `posts` has one row per day: `post_kind` (empty on a day without a post), `reach`,
`engagements`, `clicks`.

**Definition.** For each kind of post:

| column | what it says |
|---|---|
| `posts` | how many posts of this kind there were |
| `rate` | all engagements of the kind ÷ all reach of the kind, from 0 to 1 |

Days without a post belong to no kind. Engagements are the column `engagements` alone. A kind that reached nobody keeps
its row; its rate is empty (`NaN`), since there is no base.

**Comes back:** a table with one row per kind, `post_kind` as the index or as a column, and these two columns. Nothing
is rounded; further columns do no harm.

The two steps are named; the code is yours.
""",
        zh_hant="""
請寫出 `engagement_by_kind(posts)`。`posts` 一天一列，欄位有 `post_kind`（貼文種類，沒有貼文的日子是空白）、`reach`\
（觸及）、`engagements`（互動）、`clicks`（點擊）。

**定義：** 每一種貼文要有：

| 欄位 | 意思 |
|---|---|
| `posts` | 這種貼文有幾則 |
| `rate` | 這種貼文的全部互動 ÷ 這種貼文的全部觸及，0 到 1 |

沒有貼文的日子不屬於任何一種。互動只算 `engagements` 這一欄。完全沒觸及到人的種類也要有一列，它的 `rate` 是空值\
（`NaN`），因為沒有分母。

**傳回：** 一張表，一種貼文一列，`post_kind` 放在索引或欄位都可以，加上這兩欄。不要四捨五入；多出別的欄位沒有關係。

兩個步驟的說明已經列出來，程式碼由你來寫。
""",
    ),
    answer=engagement_by_kind,
    returns=Table(
        columns=(
            Column(name="posts", key="post_kind", unit="orders"),
            Column(name="rate", key="post_kind", unit="share"),
        ),
        key=("post_kind",),
    ),
    cases=KIND_CASES,
    mistakes=KIND_MISTAKES,
    alternatives=(kinds_by_loop, kinds_in_duckdb, kinds_in_polars),
    measure=kinds_measured,
    hints=(
        Text(
            "The example made the click rate of each kind. Yours differs in two places: another column on top, and a "
            "column that counts the rows.",
            "示範算的是各種貼文的點閱率。你的只有兩個地方不同：分子換一欄，再加一欄數有幾列。",
        ),
        Text(
            'Step 1 is the example\'s `posts.groupby("post_kind").agg(…)` with three columns in the brackets. '
            '`posts=("reach", "size")` is one of them.',
            '步驟 1 就是示範的 `posts.groupby("post_kind").agg(…)`，括號裡要三欄，`posts=("reach", "size")` '
            "是其中一欄。",
        ),
        Text(
            'Step 2 is `table["rate"] = over(…, …)`: the sum that stands above the line first, then the one below.',
            '步驟 2 是 `table["rate"] = over(…, …)`：先放分子的總和，再放分母的總和。',
        ),
    ),
)
