"""The engagement rate of a year's posts, computed from the ledger handed out."""

from __future__ import annotations

import numpy as np
import pandas as pd

import customer_value
from customer_value.ledger import Ledger
from customer_value.messages import Text
from tutor.shape import Number
from tutor.task import Mistake, ValueTask

# The rate of the year's posts


def _days(ledger: Ledger) -> pd.DataFrame:
    days = ledger.table("media_daily")
    return days[(days["date"] > _start(ledger)) & (days["date"] <= ledger.snapshot)]


def _start(ledger: Ledger) -> pd.Timestamp:
    return ledger.snapshot - pd.DateOffset(years=1)


def _posted(ledger: Ledger) -> pd.DataFrame:
    days = _days(ledger)
    return days[days["posts"] > 0]


def _pooled(days: pd.DataFrame) -> float:
    return float(days["engagements"].sum() / days["reach"].sum())


def year_rate(ledger: Ledger) -> float:
    return _pooled(_posted(ledger))


def rate_by_loop(ledger: Ledger) -> float:
    reach = engagements = 0
    for day in ledger.table("media_daily").itertuples():
        if _start(ledger) < day.date <= ledger.snapshot and day.posts:
            reach += day.reach
            engagements += day.engagements
    return engagements / reach


def rate_in_duckdb(ledger: Ledger) -> float:
    import duckdb

    shop = duckdb.connect()
    shop.register("days", ledger.table("media_daily"))
    return shop.execute(
        """
        select sum(engagements) / sum(reach) from days
        where posts > 0 and date > $start and date <= $day
        """,
        {"start": _start(ledger), "day": ledger.snapshot},
    ).fetchall()[0][0]


def rate_by_weights(ledger: Ledger) -> float:
    posted = _posted(ledger)
    posted = posted[posted["reach"] > 0]
    return np.average(posted["engagements"] / posted["reach"], weights=posted["reach"])


def rate_measured(ledger: Ledger) -> float:
    return customer_value.engagement_rate(_posted(ledger))


def _mean_of_rates(ledger):
    posted = _posted(ledger)
    return float((posted["engagements"] / posted["reach"]).mean())


def _median(ledger):
    posted = _posted(ledger)
    return float((posted["engagements"] / posted["reach"]).median())


def _from_start(ledger):
    days = ledger.table("media_daily")
    return _pooled(days[(days["date"] >= _start(ledger)) & (days["date"] <= ledger.snapshot) & (days["posts"] > 0)])


def _every_day(ledger):
    return _pooled(_days(ledger))


def _all_years(ledger):
    days = ledger.table("media_daily")
    return _pooled(days[(days["date"] <= ledger.snapshot) & (days["posts"] > 0)])


def _after_snapshot(ledger):
    days = ledger.table("media_daily")
    return _pooled(days[(days["date"] > _start(ledger)) & (days["posts"] > 0)])


def _posts_of_the_file(ledger):
    days = ledger.table("media_daily")
    return _pooled(days[days["posts"] > 0])


def _mean_of_media(ledger):
    sums = _posted(ledger).groupby("medium")[["engagements", "reach"]].sum()
    return float((sums["engagements"] / sums["reach"]).mean())


def _everything(ledger):
    return _pooled(ledger.table("media_daily"))


def _clicks(ledger):
    posted = _posted(ledger)
    return float(posted["clicks"].sum() / posted["reach"].sum())


def _clicks_of_all_days(ledger):
    days = _days(ledger)
    return float(days["clicks"].sum() / days["reach"].sum())


def _clicks_too(ledger):
    posted = _posted(ledger)
    return float((posted["engagements"] + posted["clicks"]).sum() / posted["reach"].sum())


def _per_post(ledger):
    return float(_posted(ledger)["engagements"].mean())


def _number(ledger):
    return float(_posted(ledger)["engagements"].sum())


RATE_MISTAKES = (
    Mistake(
        key="mean-of-rates",
        wrong=_mean_of_rates,
        message=Text(
            "That is the mean of the posts' own rates: a post seen by forty people weighs as much as one seen by four "
            "thousand. What did task 1 say about the order of adding and dividing?",
            "這是各則貼文互動率的平均：四十個人看到的貼文，和四千個人看到的一樣重。先加還是先除？看看第 1 題。",
        ),
    ),
    Mistake(
        key="median",
        wrong=_median,
        message=Text(
            "That is the rate of the post in the middle. It counts posts; the definition counts the people they "
            "reached.",
            "這是排在正中間那則貼文的互動率，數的是貼文。定義數的是觸及的人。",
        ),
    ),
    Mistake(
        key="from-start",
        wrong=_from_start,
        message=Text(
            "That is one day too many: the posts of `start` itself are in it. The third line begins on the day after.",
            "多算了一天：`start` 當天的貼文也算進去了。第三行是從隔天開始的。",
        ),
    ),
    Mistake(
        key="every-day",
        wrong=_every_day,
        message=Text(
            "That is the rate of all days of the year, those without a post among them: on such a day people still see "
            "older posts or an advertisement. Which column says whether there was a post?",
            "這是全年每一天的比率，沒有發文的日子也算進去了。那些日子，人們看到的是舊貼文或廣告。"
            "哪一欄說明當天有沒有貼文？",
        ),
    ),
    Mistake(
        key="all-years",
        wrong=_all_years,
        message=Text(
            "That is the rate of the posts of all years. The first three lines made a table with the last year only: "
            "begin with it.",
            "這是歷年所有貼文的比率。前三行已經做好只有最近一年的表，從那張表開始。",
        ),
    ),
    Mistake(
        key="after-snapshot",
        wrong=_after_snapshot,
        message=Text(
            "Posts from after the snapshot are in it. Both comparisons of the third line have to stay.",
            "快照日之後的貼文也算進去了。第三行的兩個比較都要保留。",
        ),
    ),
    Mistake(
        key="posts-of-the-file",
        wrong=_posts_of_the_file,
        message=Text(
            "Those are all posts of the table, of every year and up to its last row. The first three lines made a "
            "table with the last year only: what is it called?",
            "這是整張表的所有貼文，每一年都在裡面，一直到最後一列。前三行已經做好只有最近一年的表：它叫什麼名字？",
        ),
    ),
    Mistake(
        key="mean-of-media",
        wrong=_mean_of_media,
        message=Text(
            "That is the mean of the media's rates: a medium that few people see weighs as much as the largest. The "
            "definition puts all media together before it divides.",
            "這是各媒體互動率的平均：很少人看到的媒體，和最大的一樣重。定義是把各媒體合在一起，最後才除。",
        ),
    ),
    Mistake(
        key="everything",
        wrong=_everything,
        message=Text(
            "That is the whole table: every day of every year. Two things have to be filtered first: the year, and the "
            "days with a post.",
            "這是整張表：每一年的每一天都在裡面。要先篩選兩件事：年份，以及有貼文的日子。",
        ),
    ),
    Mistake(
        key="clicks",
        wrong=_clicks,
        message=Text(
            "That is the click rate of the posts. Clicks are not among the engagements here: which column holds "
            "likes, comments and shares?",
            "這是貼文的點閱率。這裡的互動不含點擊：按讚、留言和分享在哪一欄？",
        ),
    ),
    Mistake(
        key="example",
        wrong=_clicks_of_all_days,
        message=Text(
            "That is the example's number: clicks, over all days of the year. The question is about engagements, and "
            "about days with a post.",
            "這是示範的數字：全年每一天的點擊。題目問的是互動，而且只看有貼文的日子。",
        ),
    ),
    Mistake(
        key="clicks-too",
        wrong=_clicks_too,
        message=Text(
            "You added the clicks to the engagements. Some count that way; look at what this definition counts.",
            "你把點擊也算進互動了。有些地方這樣算，但請看看這裡的定義包含什麼。",
        ),
    ),
    Mistake(
        key="per-post",
        wrong=_per_post,
        message=Text(
            "That is how many engagements a post has on average. A rate sets them against the people who were reached.",
            "這是平均一則貼文有幾次互動。比率要拿觸及的人數來比。",
        ),
    ),
    Mistake(
        key="number",
        wrong=_number,
        message=Text(
            "That is the number of engagements. One step is missing: out of how many people reached?",
            "這是互動的總次數，還差一步：觸及了多少人？",
        ),
    ),
)

RATE = ValueTask(
    id="a04.rate",
    name="year_rate",
    title=Text("The engagement rate of the year", "最近一年的互動率"),
    points=2,
    minutes=5,
    lesson="4.2",
    prompt=Text(
        en="""
How large is the engagement rate of **all posts of the last year**, of all media together? Leave it in the variable
`year_rate`.

**Definition.** [Engagement rate](term:engagement-rate) = all engagements ÷ all reach, of the days **with a post**
(`posts` is above 0). The last year is all days **after** `start`, up to and including the snapshot. Engagements are
likes, comments and shares, the column `engagements`; clicks are not among them.

**Comes back:** one share from 0 to 1 (0.038, not 3.8), not rounded.

The first three lines are those of the example. Two lines are yours: one that keeps the days with a post, and one that
divides one sum by the other.
""",
        zh_hant="""
**最近一年所有貼文**（各媒體合計）的互動率是多少？請放進變數 `year_rate`。

**定義：** [互動率](term:engagement-rate) = 全部互動 ÷ 全部觸及，只算**有貼文**的日子（`posts` 大於 0）。\
最近一年是 `start` **之後**的每一天，到快照日當天為止。互動是按讚、留言和分享，也就是 `engagements` 這一欄，不含點擊。

**結果：** 一個 0 到 1 的比率（0.038，不是 3.8），不要四捨五入。

前三行和示範相同。請再寫兩行：一行留下有貼文的日子，一行用一個總和除以另一個總和。
""",
    ),
    answer=year_rate,
    returns=Number(unit="share"),
    mistakes=RATE_MISTAKES,
    alternatives=(rate_by_loop, rate_in_duckdb, rate_by_weights),
    measure=rate_measured,
    hints=(
        Text(
            "The example has three lines that choose rows and one that divides. You need one more line that chooses "
            "rows, and the other column on top.",
            "示範裡有三行在挑資料，一行在除。你要多一行挑資料，再把分子換成另一欄。",
        ),
        Text(
            '`posted = year[year["posts"] > 0]` keeps the days with a post.',
            '`posted = year[year["posts"] > 0]` 會留下有貼文的日子。',
        ),
        Text(
            '`year_rate = posted["…"].sum() / posted["…"].sum()`: first what people did, then how many were reached.',
            '`year_rate = posted["…"].sum() / posted["…"].sum()`：前面是互動，後面是觸及。',
        ),
    ),
    solution="""
days = ledger.table("media_daily")
start = ledger.snapshot - pd.DateOffset(years=1)
year = days[(days["date"] > start) & (days["date"] <= ledger.snapshot)]

### BEGIN SOLUTION
posted = year[year["posts"] > 0]
year_rate = posted["engagements"].sum() / posted["reach"].sum()
### END SOLUTION
""",
)
