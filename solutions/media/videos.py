"""Whose time is watched: each video's share of the channel's watch time."""

from __future__ import annotations

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from solutions.media.tables import TEXT, WHOLE, ids, table
from tutor.shape import Column
from tutor.task import Arguments, Case, FunctionTask, Mistake


def watch_time_share(videos):
    # 1 watched: how many seconds of each video, all views together  # lang-en
    # 1 watched：每支影片一共被看了幾秒，所有觀看次數加在一起  # lang-zh-Hant
    ### BEGIN SOLUTION
    watched = videos["views"] * videos["average_seconds"]
    ### END SOLUTION

    # 2 a table with video_id and share  # lang-en
    # 2 一張有 video_id 和 share 的表  # lang-zh-Hant
    result = videos[["video_id"]].copy()
    ### BEGIN SOLUTION
    result["share"] = watched / watched.sum()
    ### END SOLUTION
    return result


# Other right ways


def share_by_loop(videos):
    watched = {video.video_id: video.views * video.average_seconds for video in videos.itertuples()}
    total = sum(watched.values())
    return {video: seconds / total if total else None for video, seconds in watched.items()}


def share_in_duckdb(videos):
    import duckdb

    shop = duckdb.connect()
    shop.register("videos", videos)
    return shop.sql(
        """
        select video_id, views * average_seconds / nullif(sum(views * average_seconds) over (), 0) as share from videos
        """
    ).df()


def share_in_polars(videos):
    import polars as pl

    watched = pl.col("views") * pl.col("average_seconds")
    return pl.from_pandas(videos).select("video_id", share=watched / watched.sum())


def share_by_index(videos):
    minutes = videos.set_index("video_id").eval("views * average_seconds / 60")
    return minutes.div(minutes.sum())


# What people compute instead


def _shared(weights):
    """A wrong way as a function of the task's input: the shares of some other column."""

    def wrong(videos):
        found = weights(videos).astype(float)
        return videos[["video_id"]].assign(share=found / found.sum())

    return wrong


def _as_it_is(values):
    """A wrong way that shares nothing out; empty where nothing was watched, so that a 0 there is not taken for it."""

    def wrong(videos):
        return videos[["video_id"]].assign(share=values(videos) if _watched(videos).sum() else np.nan)

    return wrong


def _watched(videos):
    return videos["views"] * videos["average_seconds"]


def _viewed(videos):
    return videos["average_seconds"] / videos["video_seconds"]


def _summed_at_once(videos):
    """`.sum()` in the first step already: every video is all of the total."""
    return pd.Series(1.0, videos.index)


def _of_the_others(videos):
    return _watched(videos) / (_watched(videos).sum() - _watched(videos))


def _of_separate_sums(videos):
    return _watched(videos) / (videos["views"].sum() * videos["average_seconds"].sum())


def _of_full_length(videos):
    return _watched(videos) / (videos["views"] * videos["video_seconds"]).sum()


MISTAKES = (
    Mistake(
        key="summed-at-once",
        wrong=_as_it_is(_summed_at_once),
        message=Text(
            "Every video has a share of 1: you added up in the first step already, so the total was divided by itself. "
            "In step 1 each video still has its own seconds.",
            "每支影片的占比都是 1：你在步驟 1 就加總了，變成總和除以總和。步驟 1 裡，每支影片還要有自己的秒數。",
        ),
    ),
    Mistake(
        key="of-the-others",
        wrong=_as_it_is(_of_the_others),
        message=Text(
            "You set each video against the others. The whole that a share is of has the video itself in it.",
            "你拿每支影片去比其他影片。占比的整體裡，也包括這支影片自己。",
        ),
    ),
    Mistake(
        key="of-separate-sums",
        wrong=_as_it_is(_of_separate_sums),
        message=Text(
            "Below the line you multiplied the sum of the views by the sum of the seconds. Multiply row by row first, "
            "as above the line, and add up then: what do your shares make together?",
            "你的分母是觀看次數的總和乘上秒數的總和。要和分子一樣，先一列一列相乘再加總：你的占比加起來是多少？",
        ),
    ),
    Mistake(
        key="of-full-length",
        wrong=_as_it_is(_of_full_length),
        message=Text(
            "Below the line stands the time that would have been watched if everybody had stayed to the end. The "
            "definition divides by what really was watched.",
            "你的分母是「每個人都看完」的時間。定義除以的是真的被看了多久。",
        ),
    ),
    Mistake(
        key="views",
        wrong=_shared(lambda videos: videos["views"]),
        message=Text(
            "That is each video's share of the views. Somebody who left after two seconds counts there like somebody "
            "who stayed to the end.",
            "這是每支影片占觀看次數的比率。兩秒就離開的人，和看到最後的人算得一樣重。",
        ),
    ),
    Mistake(
        key="average-seconds",
        wrong=_shared(lambda videos: videos["average_seconds"]),
        message=Text(
            "You compared how long one view lasts. How many views there were of each has not come into it.",
            "你比的是一次觀看有多久，還沒有把每支影片的觀看次數算進去。",
        ),
    ),
    Mistake(
        key="full-length",
        wrong=_shared(lambda videos: videos["views"] * videos["video_seconds"]),
        message=Text(
            "You counted every view as if it had gone on to the end. Which column says how long people stayed?",
            "你把每次觀看都當成看完整支影片。哪一欄說的是大家停留多久？",
        ),
    ),
    Mistake(
        key="length",
        wrong=_shared(lambda videos: videos["video_seconds"]),
        message=Text(
            "That is each video's share of the length of all videos. Nobody has watched in that yet.",
            "這是每支影片占總片長的比率，跟有沒有人看沒有關係。",
        ),
    ),
    Mistake(
        key="percent-viewed",
        wrong=_as_it_is(_viewed),
        message=Text(
            "That is how much of its length a view of each video lasts. Add your shares up: shares of one whole "
            "make 1.",
            "這是平均一次看了片長的多少。把你的占比加起來看看：同一個整體的占比，總和應該是 1。",
        ),
    ),
    Mistake(
        key="percent-viewed-shared",
        wrong=_shared(_viewed),
        message=Text(
            "You shared out the percentages viewed. A percentage of a video is not an amount of time: begin with "
            "seconds.",
            "你拿「平均看了幾成」來分占比。幾成不是時間，請從秒數開始。",
        ),
    ),
    Mistake(
        key="percent-times-views",
        wrong=_shared(lambda videos: videos["views"] * _viewed(videos)),
        message=Text(
            "You added up videos watched, not time: half of a long film counts there as much as half of a short one.",
            "你加總的是「看了幾支份」，不是時間：長片看一半和短片看一半，在你的算法裡一樣重。",
        ),
    ),
    Mistake(
        key="seconds",
        wrong=_as_it_is(_watched),
        message=Text(
            "Those are seconds watched. One step is missing to make shares of them.",
            "這是被觀看的秒數，還差一步才是占比。",
        ),
    ),
    Mistake(
        key="of-the-largest",
        wrong=_as_it_is(lambda videos: _watched(videos) / _watched(videos).max()),
        message=Text(
            "You set each video against the one watched longest. A share is of all together.",
            "你拿每支影片去比看最久的那一支。占比要比的是全部加起來。",
        ),
    ),
    Mistake(
        key="of-the-mean",
        wrong=_as_it_is(lambda videos: _watched(videos) / _watched(videos).mean()),
        message=Text(
            "You set each video against the average video. A share is of all together: what do your shares add up to?",
            "你拿每支影片去比平均。占比要比的是全部加起來：你的占比總和是多少？",
        ),
    ),
    Mistake(
        key="of-the-videos",
        wrong=_shared(lambda videos: pd.Series(1.0, videos.index)),
        message=Text(
            "Every video has the same share in your table, as if all were watched equally.",
            "你的表裡每支影片的占比都一樣，好像大家看得一樣久。",
        ),
    ),
)


# The tables they are tried on

VIDEO_COLUMNS = {"video_id": TEXT, "views": WHOLE, "video_seconds": WHOLE, "average_seconds": "float64"}


def videos_table(rows) -> Arguments:
    """The input from rows of views, length and average seconds viewed."""
    rows = list(rows)
    return {
        "videos": table(VIDEO_COLUMNS, ((one, *row) for one, row in zip(ids("V", len(rows), 3), rows, strict=True)))
    }


SMALL = videos_table([(100, 600, 300), (500, 120, 60), (500, 60, 45)])
"""The three videos that the page prints: the long one is started seldom and watched long."""


def draw_small(rng: np.random.Generator) -> Arguments:
    lengths = rng.permutation([480, 150, 90])
    return videos_table(
        (int(rng.integers(1, 9)) * 100, int(one), int(one * rng.choice([0.3, 0.5, 0.7]))) for one in lengths
    )


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """A channel with forty videos, some of them never started."""
    rows = []
    for _ in range(40):
        length = int(rng.integers(3, 120)) * 10
        views = int(rng.gamma(1.2, 300)) if rng.random() > 0.1 else 0
        stayed = rng.beta(2, 3) * min(1.0, 300 / length) if views else 0.0
        rows.append((views, length, round(float(length * stayed), 1)))
    return videos_table(rows)


def draw_one(rng: np.random.Generator) -> Arguments:
    return videos_table([(int(rng.integers(20, 900)), 200, int(rng.integers(30, 150)))])


def draw_never(rng: np.random.Generator) -> Arguments:
    return videos_table((0, int(length) * 10, 0) for length in rng.integers(3, 60, 3))


def draw_never_one(rng: np.random.Generator) -> Arguments:
    """A video nobody started, and one everybody left at once."""
    return videos_table(
        [(0, 300, 0), (int(rng.integers(200, 900)), 240, 0), *((int(n), 120, 48) for n in rng.integers(20, 90, 2))]
    )


CASES = (
    Case(
        key="small",
        name=Text("the three videos on the page", "頁面上的三支影片"),
        share=0.2,
        draw=draw_small,
        printed=SMALL,
    ),
    Case(
        key="ordinary",
        name=Text("a channel with forty videos", "有四十支影片的頻道"),
        share=0.5,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(key="unwatched", name=Text("a video that nobody watched", "沒有人看的影片"), share=0.1, draw=draw_never_one),
    Case(key="one", name=Text("a channel with one video", "只有一支影片的頻道"), share=0.1, draw=draw_one),
    Case(
        key="never",
        name=Text("a channel that nobody watched (no base, so `NaN`)", "完全沒有人看的頻道（沒有分母，所以是 `NaN`）"),
        share=0.1,
        draw=draw_never,
    ),
)


def measured(videos):
    return customer_value.watch_time_share(videos.assign(watch_seconds=_watched(videos))).set_axis(videos["video_id"])


WATCH = FunctionTask(
    id="a04.watch",
    title=Text("Watch-time share", "觀看時間占比"),
    points=2,
    minutes=5,
    lesson="4.3",
    prompt=Text(
        en="""
Write `watch_time_share(videos)`. The table has one row per video:

| column | meaning |
|---|---|
| `video_id` | the video |
| `views` | how often it was started |
| `video_seconds` | its length, seconds |
| `average_seconds` | how long a view lasted on average, seconds |

**Definition.** The time watched of a video is views × average seconds. (Lesson 4.3 had it in a column of its own,
`watch_seconds`.) Its [share](term:watch-time-share) is its time watched ÷ the time
watched of all videos. If nothing at all was watched, every share is empty (`NaN`); if only this video was not watched,
its share is 0.

**Comes back:** one share from 0 to 1 for each video, in the column `share` beside `video_id`; not rounded.

The frame of the table is there. One line is missing in each step. The total is a single number, not a column: divide
by it with `/` (`over` takes two columns); 0 / 0 becomes `NaN` by itself.
""",
        zh_hant="""
請寫出 `watch_time_share(videos)`。這張表一支影片一列：

| 欄位 | 意思 |
|---|---|
| `video_id` | 影片編號 |
| `views` | 觀看次數（按下播放的次數） |
| `video_seconds` | 片長，秒 |
| `average_seconds` | 平均一次看了幾秒 |

**定義：** 一支影片的觀看時間 = 觀看次數 × 平均觀看秒數（第 4.3 課有現成的一欄 `watch_seconds`，這裡要自己算）；\
[占比](term:watch-time-share) = 這支影片的觀看時間 ÷ 所有影片的觀看時間。\
如果所有影片都沒有人看，占比全部是空值（`NaN`）；只有這一支沒有人看，它的占比就是 0。

**傳回：** 每支影片一個 0 到 1 的占比，放在 `share` 欄，旁邊是 `video_id`；不要四捨五入。

表的架構已經寫好，兩個步驟各缺一行。總和是單獨一個數字，不是欄位，直接用 `/` 除就好（`over` 要的是兩個欄位）；\
0 ÷ 0 會自己變成 `NaN`。
""",
    ),
    answer=watch_time_share,
    returns=Column(name="share", key="video_id", unit="share"),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(share_by_loop, share_in_duckdb, share_in_polars, share_by_index),
    measure=measured,
    hints=(
        Text(
            "Do the long video by hand: how many seconds of it were watched in all? Then step 1 is the same sum for "
            "all rows at once.",
            "先動手算長的那一支：一共被看了幾秒？步驟 1 就是同一個算式，一次算完所有列。",
        ),
        Text(
            'Two columns are multiplied row by row: `videos["views"] * videos["…"]`. `.sum()` behind a column adds it '
            "up.",
            '兩欄相乘是一列一列乘：`videos["views"] * videos["…"]`。欄位後面接 `.sum()` 就是加總。',
        ),
        Text(
            'Step 2: `result["share"] = watched / …`, where the sum of all of `watched` stands below the line.',
            '步驟 2：`result["share"] = watched / …`，分母是整欄 `watched` 的總和。',
        ),
    ),
)
