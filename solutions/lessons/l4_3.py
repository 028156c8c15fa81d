"""The questions and checks inside lesson 4.3, "YouTube"."""

from __future__ import annotations

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.messages import Text
from tutor.shape import Column, Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _channel_days(ledger: Ledger) -> pd.DataFrame:
    """The last twelve months of the medium whose videos were watched longest, a row per day."""
    days = ledger.table("media_daily")
    year = days[days["date"].gt(ledger.snapshot - pd.DateOffset(years=1)) & days["date"].le(ledger.snapshot)]
    return year[year["medium"] == year.groupby("medium")["watch_seconds"].sum().idxmax()]


@once_per_ledger
def _videos(ledger: Ledger) -> pd.DataFrame:
    """The videos of these months, V1 being the oldest, as plain numbers."""
    days = _channel_days(ledger)
    videos = days[days["views"].fillna(0) > 0].reset_index(drop=True)
    columns = ["views", "video_seconds", "watch_seconds", "views_100", "clicks", "leads"]
    videos.index = pd.Index([f"V{place + 1}" for place in videos.index], name="video")
    return videos[columns].astype(float)


def _shared(values: pd.Series) -> pd.Series:
    return (values / values.sum()).rename("share")


def _time_share(ledger: Ledger) -> pd.Series:
    return _shared(_videos(ledger)["watch_seconds"])


def _view_share(ledger: Ledger) -> pd.Series:
    return _shared(_videos(ledger)["views"])


def _average_share(ledger: Ledger) -> pd.Series:
    return _shared(_videos(ledger)["watch_seconds"] / _videos(ledger)["views"])


def _full_length_share(ledger: Ledger) -> pd.Series:
    return _shared(_videos(ledger)["views"] * _videos(ledger)["video_seconds"])


def _length_share(ledger: Ledger) -> pd.Series:
    return _shared(_videos(ledger)["video_seconds"])


def _click_share(ledger: Ledger) -> pd.Series:
    return _shared(_videos(ledger)["clicks"])


def _seconds_per_view_of_all(ledger: Ledger) -> pd.Series:
    return (_videos(ledger)["watch_seconds"] / _videos(ledger)["views"].sum()).rename("share")


def _of_full_length(ledger: Ledger) -> pd.Series:
    videos = _videos(ledger)
    return (videos["watch_seconds"] / (videos["views"] * videos["video_seconds"]).sum()).rename("share")


def _of_largest(ledger: Ledger) -> pd.Series:
    seconds = _videos(ledger)["watch_seconds"]
    return (seconds / seconds.max()).rename("share")


def _of_length(ledger: Ledger) -> pd.Series:
    return (_videos(ledger)["watch_seconds"] / _videos(ledger)["video_seconds"].sum()).rename("share")


def _of_all_media(ledger: Ledger) -> pd.Series:
    days = ledger.table("media_daily")
    year = days[days["date"].gt(ledger.snapshot - pd.DateOffset(years=1)) & days["date"].le(ledger.snapshot)]
    return (_videos(ledger)["watch_seconds"] / float(year["watch_seconds"].sum())).rename("share")


def _of_itself(ledger: Ledger) -> pd.Series:
    return (_videos(ledger)["watch_seconds"] * 0 + 1).rename("share")


def _percent(ledger: Ledger) -> pd.Series:
    videos = _videos(ledger)
    return (videos["watch_seconds"] / (videos["views"] * videos["video_seconds"])).rename("share")


def _over(part: float, base: float) -> float:
    return float(part / base) if base else float("nan")


def _viewed(ledger: Ledger) -> float:
    videos = _videos(ledger)
    return _over(videos["watch_seconds"].sum(), (videos["views"] * videos["video_seconds"]).sum())


def _viewed_mean(ledger: Ledger) -> float:
    return float(_percent(ledger).mean())


def _viewed_added(ledger: Ledger) -> float:
    return float(_percent(ledger).sum())


def _viewed_without_brackets(ledger: Ledger) -> float:
    videos = _videos(ledger)
    return _over(videos["watch_seconds"].sum(), videos["views"].sum()) * float(videos["video_seconds"].sum())


def _viewed_by_views(ledger: Ledger) -> float:
    return float((_percent(ledger) * _view_share(ledger)).sum())


def _viewed_of_means(ledger: Ledger) -> float:
    videos = _videos(ledger)
    return _over((videos["watch_seconds"] / videos["views"]).mean(), videos["video_seconds"].mean())


def _viewed_separate_sums(ledger: Ledger) -> float:
    videos = _videos(ledger)
    return _over(videos["watch_seconds"].sum(), videos["views"].sum() * videos["video_seconds"].sum())


def _viewed_mean_length(ledger: Ledger) -> float:
    videos = _videos(ledger)
    return _over(videos["watch_seconds"].sum(), videos["views"].sum() * videos["video_seconds"].mean())


def _viewed_lengths_only(ledger: Ledger) -> float:
    videos = _videos(ledger)
    return _over(videos["watch_seconds"].sum(), videos["video_seconds"].sum())


def _viewed_to_end(ledger: Ledger) -> float:
    return _over(_videos(ledger)["views_100"].sum(), _videos(ledger)["views"].sum())


def _seconds_per_view(ledger: Ledger) -> float:
    return _over(_videos(ledger)["watch_seconds"].sum(), _videos(ledger)["views"].sum())


def _leads_over(column: str, *, video_days: bool = False) -> float:
    def of(ledger: Ledger) -> float:
        days = _videos(ledger) if video_days else _channel_days(ledger)
        return _over(float(days["leads"].sum()), float(days[column].fillna(0).sum()))

    return of


def _leads_daily_mean(ledger: Ledger) -> float:
    days = _channel_days(ledger)
    days = days[days["clicks"] > 0]
    return float((days["leads"] / days["clicks"]).mean())


def _clicks_per_reached(ledger: Ledger) -> float:
    days = _channel_days(ledger)
    return _over(float(days["clicks"].sum()), float(days["reach"].sum()))


def _leads_over_video_clicks(ledger: Ledger) -> float:
    return _over(float(_channel_days(ledger)["leads"].sum()), float(_videos(ledger)["clicks"].sum()))


def _leads_of_all_media(ledger: Ledger) -> float:
    days = ledger.table("media_daily")
    year = days[days["date"].gt(ledger.snapshot - pd.DateOffset(years=1)) & days["date"].le(ledger.snapshot)]
    return _over(float(year["leads"].sum()), float(year["clicks"].sum()))


def _leads_count(ledger: Ledger) -> float:
    return float(_channel_days(ledger)["leads"].sum())


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_FEW = ChoiceTask(
    id="4.3.back-few",
    title=Text("Three posts", "三則貼文"),
    lesson="4.2",
    minutes=1,
    prompt=Text(
        "Engagement rate over the year: photos 3.1% (60 posts), polls 6.0% (3 posts). What do you tell the team?",
        "一整年的互動率：照片 3.1%（60 則），投票 6.0%（3 則）。你會跟團隊說什麼？",
    ),
    options=(
        Option(
            key="twice",
            text=Text("Polls are twice as good as photos", "投票的效果是照片的兩倍"),
            why=Text(
                "Of three posts one may simply have hit a good day. The next three may show 2%.",
                "只有三則，其中一則碰巧遇到好日子就會這樣；下三則也可能只有 2%。",
            ),
        ),
        Option(
            key="more",
            text=Text("Three polls are too few: make ten more and look again", "三則太少，再做十則投票才看得出來"),
            why=Text(
                "Right: posts differ from one another, and it takes some of a kind before their rate stands still.",
                "對。貼文之間本來就有好有壞，同一種要累積一些，比率才會穩。",
            ),
        ),
        Option(
            key="reach",
            text=Text("It holds, as long as the polls reached many people", "只要投票觸及的人夠多，就算數"),
            why=Text(
                "Many people, but three posts: all who see one post share what is good or bad about it.",
                "人再多，也只有三則：看同一則的人，看到的好壞都一樣。",
            ),
        ),
    ),
    right="more",
)

_BACK_MIDDLE = ChoiceTask(
    id="4.3.back-middle",
    title=Text("An ordinary video", "一支普通的影片"),
    lesson="1.5",
    minutes=1,
    prompt=Text(
        "Views of five videos: 100, 120, 150, 180, 2,450. “Our videos get 600 views each,” says the report. Does an "
        "ordinary one?",
        "五支影片的觀看次數：100、120、150、180、2,450。報告說：「我們的影片每支有 600 次觀看。」普通的一支是這樣嗎？",
    ),
    options=(
        Option(
            key="yes",
            text=Text("Yes: 3,000 views over 5 videos", "是，3,000 次除以 5 支"),
            why=Text(
                "That is the mean, and one video makes it. Four of five are far below.",
                "這是平均數，全靠一支撐起來，五支裡有四支遠遠不到。",
            ),
        ),
        Option(
            key="no",
            text=Text("No: the one in the middle has 150", "不是，中間那支只有 150 次"),
            why=Text(
                "The median says what an ordinary video gets; the mean says what all bring together.",
                "普通的一支要看中位數；平均數說的是全部加起來有多少。",
            ),
        ),
        Option(
            key="drop",
            text=Text("No: leave out the 2,450, then it is about 138", "不是，拿掉 2,450 之後大約是 138 次"),
            why=Text(
                "The views were really there. Nothing is wrong with them; only the mean is the wrong question.",
                "那 2,450 次是真的有人看，資料沒有錯，只是不該用平均數來問這個問題。",
            ),
        ),
    ),
    right="no",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_MINUTES = GuessTask(
    id="4.3.minutes-of-shorter",
    title=Text("Of a hundred minutes", "每一百分鐘"),
    minutes=1,
    prompt=Text(
        "Of every 100 minutes watched, how many fall on the shorter videos?",
        "大家每看 100 分鐘，有幾分鐘是在看較短的影片？",
    ),
    unit=Text("minutes", "分鐘"),
    low=0,
    high=100,
    start=0,
)

# --- Faded and own -----------------------------------------------------------------------------------------------

_TIME_SHARE = ValueTask(
    id="4.3.time-share",
    title=Text("Each video's share of the time", "每支影片占觀看時間多少"),
    name="time_share",
    minutes=3,
    prompt=Text(
        "`time_share`: of all seconds watched on these videos, the part that fell on each.",
        "`time_share`：這些影片一共被看了多少秒，每一支各占其中多少。",
    ),
    answer=_time_share,
    returns=Column(name="share", key="video", unit="share"),
    mistakes=(
        Mistake(
            key="views",
            wrong=_view_share,
            message=Text(
                "That is still the share of the views. Which column holds the seconds?",
                "這還是觀看次數的占比。哪一欄才是秒數？",
            ),
        ),
        Mistake(
            key="one-view",
            wrong=_average_share,
            message=Text(
                "Here you compare how long one view lasts. How many views there were has dropped out: "
                "`watch_seconds` already holds all of them together.",
                "你比的是「看一次看多久」，看了幾次卻不見了。`watch_seconds` 已經是所有觀看加在一起的秒數。",
            ),
        ),
        Mistake(
            key="full-length",
            wrong=_full_length_share,
            message=Text(
                "Here everybody is taken to have stayed to the end. Which column says how long they really watched?",
                "你當成每個人都看到最後。真正看了多久，是哪一欄？",
            ),
        ),
        Mistake(
            key="length",
            wrong=_length_share,
            message=Text(
                "That is each video's part of the length of all videos. Nobody has watched in it yet.",
                "這是每支影片占總片長多少，跟有沒有人看無關。",
            ),
        ),
        Mistake(
            key="clicks",
            wrong=_click_share,
            message=Text("Those are clicks. Asked for is the time watched.", "這是點擊。這裡要的是觀看時間。"),
        ),
        Mistake(
            key="per-view",
            wrong=_seconds_per_view_of_all,
            message=Text(
                "Seconds above the line, views below it. For a share, the same stands in both places: a part, and all "
                "of it.",
                "分子是秒數，分母是次數。算占比的話，上下要是同一樣東西：上面是一部分，下面是全部。",
            ),
        ),
        Mistake(
            key="of-full-length",
            wrong=_of_full_length,
            message=Text(
                "Below the line stands the time there would have been if everybody had watched to the end. Divide by "
                "what was really watched.",
                "你的分母是「每個人都看完」的時間。要除以真正被看了多久。",
            ),
        ),
        Mistake(
            key="of-largest",
            wrong=_of_largest,
            message=Text(
                "You measure each video against the one watched longest. Add your shares up: shares of a whole make 1.",
                "你拿每支去比看最久的那支。把占比加起來看看：同一個整體，加起來應該是 1。",
            ),
        ),
        Mistake(
            key="of-length",
            wrong=_of_length,
            message=Text(
                "Below the line stands how long the videos are. Each was watched many times: divide by the time "
                "watched, all videos together.",
                "你的分母是總片長。每支都被看了很多次，要除以所有影片被看的時間。",
            ),
        ),
        Mistake(
            key="all-media",
            wrong=_of_all_media,
            message=Text(
                "Below the line other media's videos count, too. The whole is the `videos` of this one.",
                "你的分母連別的媒體的影片也算進去了。全部指的是 `videos` 裡的影片。",
            ),
        ),
        Mistake(
            key="of-itself",
            wrong=_of_itself,
            message=Text(
                "Every video has the share 1: it was divided by itself. `all_seconds` has to be one number, the sum.",
                "每支的占比都是 1，因為除的是自己。`all_seconds` 要是一個數字：加總。",
            ),
        ),
        Mistake(
            key="percent-viewed",
            wrong=_percent,
            message=Text(
                "That is how much of each video was watched. It comes later; here all videos together are the whole.",
                "這是每支影片被看了幾成，等一下才要算。這裡的整體是所有影片加起來。",
            ),
        ),
    ),
    hints=(
        Text(
            "It is the worked example with another column. Which one counts seconds, all views together?",
            "跟示範一樣，只是換一欄。哪一欄是所有觀看加在一起的秒數？",
        ),
        Text(
            '`videos["watch_seconds"]`, once with `.sum()` and once without.',
            '`videos["watch_seconds"]`，一次加 `.sum()`，一次不加。',
        ),
    ),
    solution="""
# 1 How many seconds were watched in all?  # lang-en
# 1 一共看了幾秒？  # lang-zh-Hant
all_seconds = videos["watch_seconds"].sum()

# 2 Each video's part of that  # lang-en
# 2 每支影片占其中多少  # lang-zh-Hant
time_share = videos["watch_seconds"] / all_seconds

# 3 The three largest  # lang-en
# 3 最多的三支  # lang-zh-Hant
time_share.nlargest(3).map("{:.1%}".format)
""",
)

_VIEWED = ValueTask(
    id="4.3.viewed",
    title=Text("How much was watched", "平均看了幾成"),
    name="viewed",
    minutes=4,
    prompt=Text(
        "`viewed`: the time watched on all videos ÷ the time it would have been if every view had gone on to the end.",
        "`viewed`：所有影片的觀看時間 ÷ 每一次都看到最後的話會有多少時間。",
    ),
    answer=_viewed,
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="mean-of-shares",
            wrong=_viewed_mean,
            message=Text(
                "That is the average of the videos' percentages: each *video* weighs the same, however little of it "
                "there was to watch. Add up above the line and below it first, divide afterwards.",
                "這是各支百分比的平均，每支影片一樣重，不管有多少時間可看。上面先加總、下面也先加總，最後才相除。",
            ),
        ),
        Mistake(
            key="shares-added",
            wrong=_viewed_added,
            message=Text(
                "You divided video by video and then added the percentages up. Add up above the line and below it "
                "first, divide afterwards.",
                "你先一支一支相除，再把百分比加起來。上面先加總、下面也先加總，最後才相除。",
            ),
        ),
        Mistake(
            key="no-brackets",
            wrong=_viewed_without_brackets,
            message=Text(
                "Python goes from left to right: it divided by the views, then multiplied by the lengths. Put the "
                "whole of what stands below the line into brackets.",
                "Python 由左往右算：先除以次數，再乘上片長。整個分母要放進括號裡。",
            ),
        ),
        Mistake(
            key="weighted-by-views",
            wrong=_viewed_by_views,
            message=Text(
                "Here each *view* weighs the same, long video or short. Asked for are seconds of seconds.",
                "這樣每一次觀看一樣重，不管片長片短。這裡要的是「秒數除以秒數」。",
            ),
        ),
        Mistake(
            key="of-means",
            wrong=_viewed_of_means,
            message=Text(
                "You divided the mean of the seconds per view by the mean of the lengths. Which videos were started "
                "often has dropped out of it.",
                "你拿各支平均秒數的平均，去除以片長的平均。哪些影片被看比較多次，就不見了。",
            ),
        ),
        Mistake(
            key="separate-sums",
            wrong=_viewed_separate_sums,
            message=Text(
                "Below the line two sums are multiplied. Go video by video (`views * video_seconds`), then add up.",
                "你的分母是兩個總和相乘。要先一支一支相乘（`views * video_seconds`），再加總。",
            ),
        ),
        Mistake(
            key="mean-length",
            wrong=_viewed_mean_length,
            message=Text(
                "Here every view is of a video of average length. Multiply each video's views by its own length first.",
                "你當成每一次看的都是平均片長的影片。先用每支自己的片長去乘它的次數。",
            ),
        ),
        Mistake(
            key="lengths-only",
            wrong=_viewed_lengths_only,
            message=Text(
                "Below the line each video is played once. It was started many times: which column says how often?",
                "你的分母等於每支只播一次。其實播了很多次，次數在哪一欄？",
            ),
        ),
        Mistake(
            key="to-the-end",
            wrong=_viewed_to_end,
            message=Text(
                "That is the share of views that came to the end. Whoever left halfway has watched something, too.",
                "這是看到最後的比率。看到一半離開的人，也看了一半。",
            ),
        ),
        Mistake(
            key="seconds",
            wrong=_seconds_per_view,
            message=Text(
                "Those are seconds per view. Of how many? Put below the line how long these views could have lasted.",
                "這是平均一次看幾秒。要問的是看了幾成，分母請放「最多可以看幾秒」。",
            ),
        ),
    ),
    hints=(
        Text(
            "What could have been watched of one video? Its views times its length. Then all videos together.",
            "一支影片最多可以看多久？次數乘上片長。再把所有影片加起來。",
        ),
        Text(
            '`videos["watch_seconds"].sum() / (videos["views"] * …).sum()`: mind the brackets.',
            '`videos["watch_seconds"].sum() / (videos["views"] * …).sum()`，注意括號。',
        ),
    ),
    solution="""
viewed = videos["watch_seconds"].sum() / (videos["views"] * videos["video_seconds"]).sum()
print(viewed)
""",
)

_LEADS_PER_CLICK = ValueTask(
    id="4.3.leads-per-click",
    title=Text("From click to lead", "從點擊到名單"),
    name="lead_rate",
    minutes=3,
    prompt=Text(
        "`lead_rate`: of the clicks of all twelve months, days with and without a new video, the share that became a "
        "lead: leads ÷ clicks.",
        "`lead_rate`：十二個月所有的點擊（有沒有新影片的日子都算），有多少變成名單：名單 ÷ 點擊。",
    ),
    answer=_leads_over("clicks"),
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="video-days",
            wrong=_leads_over("clicks", video_days=True),
            message=Text(
                "Those are only the days with a new video. People also come through older ones: take `on_channel`.",
                "這只算了有新影片的日子。舊影片也會帶人來，請用 `on_channel`。",
            ),
        ),
        Mistake(
            key="all-media",
            wrong=_leads_of_all_media,
            message=Text(
                "Those are the leads and clicks of all media together. Take the table of this one: `on_channel`.",
                "這是所有媒體加起來的名單和點擊。只要這個媒體，請用 `on_channel`。",
            ),
        ),
        Mistake(
            key="mixed",
            wrong=_leads_over_video_clicks,
            message=Text(
                "Leads of all days, but clicks only of days with a new video. Both have to be about the same days.",
                "名單算了每一天，點擊卻只算有新影片的日子。上下要是同一批日子。",
            ),
        ),
        Mistake(
            key="reach",
            wrong=_leads_over("reach"),
            message=Text(
                "You divided by all who were reached. The last step of the way begins at the click.",
                "你除以所有觸及的人。最後這一步是從點擊開始算。",
            ),
        ),
        Mistake(
            key="views",
            wrong=_leads_over("views"),
            message=Text(
                "You divided by the views. Most who watch do not click; this step begins at the click.",
                "你除以觀看次數。大部分看的人不會點，這一步要從點擊算起。",
            ),
        ),
        Mistake(
            key="daily-mean",
            wrong=_leads_daily_mean,
            message=Text(
                "That is the average of the days' rates: a day with one click weighs as much as one with forty. Add "
                "up first.",
                "這是每天比率的平均，只有一次點擊的日子，跟有四十次的一樣重。請先加總。",
            ),
        ),
        Mistake(
            key="one-step-early",
            wrong=_clicks_per_reached,
            message=Text(
                "That is the step before: clicks of those reached. Now from the click to the lead.",
                "這是前一步：觸及的人有多少點擊。現在要算的是從點擊到名單。",
            ),
        ),
        Mistake(
            key="count",
            wrong=_leads_count,
            message=Text("That is how many leads there were. Of how many clicks?", "這是名單有幾筆。總共點了幾次？"),
        ),
    ),
    hints=(
        Text(
            "The step before is written above; take the next two columns of the same table.",
            "上面已經寫了前一步；同一張表，換成後面兩欄就好。",
        ),
        Text(
            '`on_channel["leads"].sum()` stands above the line. And below it?',
            '分子是 `on_channel["leads"].sum()`。分母呢？',
        ),
    ),
    solution="""
lead_rate = on_channel["leads"].sum() / on_channel["clicks"].sum()
print(lead_rate)
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_THREE_VIDEOS = ChoiceTask(
    id="4.3.three-videos",
    title=Text("Three other videos", "另外三支影片"),
    minutes=2,
    prompt=Text(
        "| video | views | length | one view lasts on average |\n|---|---:|---:|---:|\n"
        "| A | 200 | 300 s | 90 s |\n| B | 600 | 60 s | 40 s |\n| C | 200 | 900 s | 240 s |\n\n"
        "Which share of the time watched falls on B?",
        "| 影片 | 觀看次數 | 片長 | 平均一次看 |\n|---|---:|---:|---:|\n"
        "| A | 200 | 300 秒 | 90 秒 |\n| B | 600 | 60 秒 | 40 秒 |\n| C | 200 | 900 秒 | 240 秒 |\n\n"
        "B 占觀看時間多少？",
    ),
    options=(
        Option(
            key="views",
            text=Text("60%", "60%"),
            why=Text(
                "That is its share of the views. Each of them is short.", "這是觀看次數的占比。可是每一次都很短。"
            ),
        ),
        Option(
            key="right",
            text=Text("27%", "27%"),
            why=Text(
                "600 × 40 = 24,000 of 18,000 + 24,000 + 48,000 = 90,000 seconds.",
                "600 × 40＝24,000 秒；全部是 18,000＋24,000＋48,000＝90,000 秒。",
            ),
        ),
        Option(
            key="average",
            text=Text("11%", "11%"),
            why=Text(
                "40 of 90 + 40 + 240 compares single views and forgets how many there were.",
                "40 ÷（90＋40＋240）比的是單獨一次，忘了各看了幾次。",
            ),
        ),
        Option(
            key="percent",
            text=Text("67%", "67%"),
            why=Text(
                "40 of 60 seconds: so much of B was watched. That is not its part of the whole.",
                "60 秒看了 40 秒，是 B 自己被看了幾成，不是它在全部裡占多少。",
            ),
        ),
        Option(
            key="length",
            text=Text("13%", "13%"),
            why=Text(
                "That takes everybody to have stayed to the end: 36,000 of 276,000 seconds.",
                "這是當成每個人都看到最後：276,000 秒裡的 36,000 秒。",
            ),
        ),
    ),
    right="right",
)

_TWO_RATES = ChoiceTask(
    id="4.3.two-rates",
    title=Text("80% and 20%", "八成和兩成"),
    minutes=2,
    prompt=Text(
        "A channel has two videos. The clip: 1 minute, 900 views, watched to 80% on average. The film: 10 minutes, 300 "
        "views, watched to 20%. Of the time there was to watch, how much was watched?",
        "頻道上有兩支影片。短片：1 分鐘，900 次觀看，平均看了 80%。長片：10 分鐘，300 次觀看，平均看了 20%。"
        "「可以看的時間」裡，真正被看了多少？",
    ),
    options=(
        Option(
            key="mean",
            text=Text("50%", "50%"),
            why=Text(
                "The average of two shares: both videos weigh the same, although the film had far more time to watch.",
                "兩個百分比平均，等於兩支一樣重；可是長片能看的時間多得多。",
            ),
        ),
        Option(
            key="views",
            text=Text("65%", "65%"),
            why=Text(
                "That weighs by views. A view of the film could have lasted ten times as long as one of the clip.",
                "這是照觀看次數加權。可是看一次長片，最多可以看短片的十倍久。",
            ),
        ),
        Option(
            key="right",
            text=Text("34%", "34%"),
            why=Text(
                "Watched: 900 × 0.8 + 300 × 2 = 1,320 minutes. There were 900 × 1 + 300 × 10 = 3,900.",
                "看了 900 × 0.8＋300 × 2＝1,320 分鐘；可以看的有 900 × 1＋300 × 10＝3,900 分鐘。",
            ),
        ),
    ),
    right="right",
)

_WHERE_TO_ASK = ChoiceTask(
    id="4.3.where-to-ask",
    title=Text("Where to ask", "邀請放哪裡"),
    minutes=1,
    prompt=Text(
        "A retention curve: 100% at the start, 48% at a quarter, 35% at half, 30% at three quarters, 28% at the "
        "end. You invite viewers to the shop once. When?",
        "觀眾續看率：開頭 100%，四分之一處 48%，一半 35%，四分之三處 30%，結尾 28%。片中只邀請觀眾來店一次，放哪裡？",
    ),
    options=(
        Option(
            key="end",
            text=Text("At the end: who is still there is interested most", "結尾：留到最後的人最有興趣"),
            why=Text(
                "They may be, but 72 of 100 have gone by then and never hear of it.",
                "也許是，可是一百次裡有 72 次早就離開，根本聽不到。",
            ),
        ),
        Option(
            key="early",
            text=Text("Before the first quarter is over", "前四分之一結束以前"),
            why=Text(
                "Half of the views are lost in the first quarter. Later than that fewer than half would hear it.",
                "一半的觀看在前四分之一就流失了。再晚一點，聽得到的就不到一半。",
            ),
        ),
        Option(
            key="middle",
            text=Text("In the middle, where the curve gets flat", "中間，曲線開始變平的地方"),
            why=Text(
                "Flat means: those who are left stay. But only 35 of 100 are left.",
                "變平表示留下來的人不走了，可是那時只剩 35 次。",
            ),
        ),
    ),
    right="early",
)

_WHOSE_LEAD = ChoiceTask(
    id="4.3.whose-lead",
    title=Text("Whose lead?", "名單是誰帶來的"),
    minutes=2,
    prompt=Text(
        "A channel brought 40 leads in a year: 6 on the 30 days with a new video, 34 on the 335 others. On the day of "
        "the March video there were 3. What follows?",
        "某頻道一年帶來 40 筆名單：有新影片的 30 天共 6 筆，其他 335 天共 34 筆。三月那支上線當天有 3 筆。所以呢？",
    ),
    options=(
        Option(
            key="march",
            text=Text("The March video is the best: make another like it", "三月那支最好，照著再做一支"),
            why=Text(
                "Three people in one day may have come through any of the older videos. Days without a new one had "
                "leads, too.",
                "那三位可能是看了任何一支舊影片才來的。沒有新影片的日子也有名單。",
            ),
        ),
        Option(
            key="useless",
            text=Text("New videos bring nothing: most leads come on other days", "新影片沒用，名單多半來自其他日子"),
            why=Text(
                "There are eleven times as many other days. By the day, those with a new video even had a little more.",
                "其他日子本來就多了十一倍。平均一天算，有新影片的日子還多一點。",
            ),
        ),
        Option(
            key="unknown",
            text=Text("Which video brought them, these numbers do not say", "是哪一支帶來的，這些數字看不出來"),
            why=Text(
                "Day and medium are known, the video is not. A link of its own for each video would tell.",
                "只知道哪一天、哪個媒體，不知道哪一支。每支放自己的連結，才看得出來。",
            ),
        ),
        Option(
            key="divide",
            text=Text("Each of the 30 videos brought 1.3", "30 支影片，每支帶來 1.3 筆"),
            why=Text(
                "40 ÷ 30 forgets the older videos, and hands the same to each without having looked.",
                "40 ÷ 30 忘了更早的影片，而且沒看就平均分給每一支。",
            ),
        ),
    ),
    right="unknown",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_NEXT_VIDEO = TextTask(
    id="4.3.next-video",
    title=Text("The next video", "下一支影片"),
    minutes=4,
    prompt=Text(
        "Two or three sentences to the owner: shorter or longer, for what; when in it you invite people; and by which "
        "number you will judge it.",
        "寫兩、三句給老闆：拍短的還是長的、為了什麼；邀請放在片中哪裡；之後用哪個數字判斷。",
    ),
    model=Text(
        "Hold yours against these questions, then read the answer below the box.\n\n"
        "- Did you say what the video is *for*: being watched, or being clicked?\n"
        "- Does the number by which you will judge it measure just that?\n"
        "- Is the invitation where most can still hear it?\n"
        "- Did you say what you give up?\n\n"
        "“One of each, with a link of its own” is a good answer too: next month you know more than today.",
        "先拿這幾個問題檢查自己寫的，再看下面的例子。\n\n"
        "- 有沒有說影片是**為了什麼**：讓人看，還是讓人點？\n"
        "- 判斷用的數字，量的是不是同一件事？\n"
        "- 邀請放的地方，大部分人還聽得到嗎？\n"
        "- 有沒有說放棄了什麼？\n\n"
        "「各拍一支，各放自己的連結」也是好答案：下個月你會比今天知道得更多。",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_FEW,
    _BACK_MIDDLE,
    _MINUTES,
    _TIME_SHARE,
    _VIEWED,
    _LEADS_PER_CLICK,
    _THREE_VIDEOS,
    _TWO_RATES,
    _WHERE_TO_ASK,
    _WHOSE_LEAD,
    _NEXT_VIDEO,
)
