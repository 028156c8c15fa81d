"""The questions and checks inside lesson 4.2, "The Facebook page"."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.messages import Text
from tutor.shape import Column, Number, Table
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

Value = Callable[[Ledger], float]
"""A number of the ledger; rightly or wrongly."""

NAN = float("nan")

SEED = 7
"""Of the explorer's samples in this lesson."""

MOST_WRONG = 10
"""The explorer's question: from which number of posts on are at most so many per cent of the rankings wrong?"""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


def _every(ledger: Ledger) -> pd.DataFrame:
    """All posts up to the snapshot, of the own medium with most kinds of posts; of all own media if none has two."""
    days = ledger.table("media_daily")
    posted = days[(days["posts"] > 0) & (days["date"] <= ledger.snapshot) & (days["ownership"] == "owned")]
    media = posted.groupby("medium")["post_kind"].agg(["nunique", "size"])
    page = media.sort_values(["nunique", "size"]).index[-1]
    return posted[posted["medium"] == page] if media["nunique"].max() > 1 else posted


@once_per_ledger
def _posts(ledger: Ledger) -> pd.DataFrame:
    """Those of the last year."""
    every = _every(ledger)
    return every[every["date"] > ledger.snapshot - pd.DateOffset(years=1)]


def _pooled(posts: pd.DataFrame, column: str = "engagements") -> float:
    return float(posts[column].sum() / posts["reach"].sum())


def _by(
    by: str,
    column: str = "engagements",
    base: str = "reach",
    posts: Callable[[Ledger], pd.DataFrame] = _posts,
) -> Callable[[Ledger], pd.DataFrame]:
    """Number of posts and rate of each group: one column's sum over another's; over the number of posts if "posts"."""

    def table(ledger: Ledger) -> pd.DataFrame:
        groups = posts(ledger).groupby(by)
        found = pd.DataFrame({"posts": groups.size()})
        whole = found["posts"] if base == "posts" else groups[base].sum()
        return found.assign(rate=groups[column].sum() / whole.where(whole > 0))

    return table


def _mean_by(by: str) -> Callable[[Ledger], pd.DataFrame]:
    def table(ledger: Ledger) -> pd.DataFrame:
        posts = _posts(ledger)
        rates = (posts["engagements"] / posts["reach"]).groupby(posts[by])
        return pd.DataFrame({"posts": rates.size(), "rate": rates.mean()})

    return table


def _cut(ledger: Ledger) -> int:
    """The hour in the middle of the year's posts."""
    return int(_posts(ledger)["post_hour"].median())


def _late(ledger: Ledger) -> pd.DataFrame:
    posts = _posts(ledger)
    return posts[posts["post_hour"] >= _cut(ledger)]


def _late_rate(ledger: Ledger) -> float:
    return _pooled(_late(ledger))


def _early_rate(ledger: Ledger) -> float:
    posts = _posts(ledger)
    return _pooled(posts[posts["post_hour"] < _cut(ledger)])


def _without_the_hour(ledger: Ledger) -> float:
    posts = _posts(ledger)
    return _pooled(posts[posts["post_hour"] > _cut(ledger)])


def _late_clicks(ledger: Ledger) -> float:
    return _pooled(_late(ledger), "clicks")


def _late_per_post(ledger: Ledger) -> float:
    return float(_late(ledger)["engagements"].mean())


def _late_of_all_engagements(ledger: Ledger) -> float:
    return float(_late(ledger)["engagements"].sum() / _posts(ledger)["engagements"].sum())


def _late_mean_of_posts(ledger: Ledger) -> float:
    late = _late(ledger)
    return float((late["engagements"] / late["reach"]).mean())


def _late_mean_of_hours(ledger: Ledger) -> float:
    sums = _late(ledger).groupby("post_hour")[["engagements", "reach"]].sum()
    return float((sums["engagements"] / sums["reach"]).mean())


def _of_all_reach(ledger: Ledger) -> float:
    return float(_late(ledger)["engagements"].sum() / _posts(ledger)["reach"].sum())


def _of_all_posts(ledger: Ledger) -> float:
    return _pooled(_posts(ledger))


def _late_of_all_years(ledger: Ledger) -> float:
    every = _every(ledger)
    return _pooled(every[every["post_hour"] >= _cut(ledger)])


@once_per_ledger
def _wrong_rankings(ledger: Ledger) -> dict[int, int]:
    """For each size on the explorer's slider: how many per cent of the samples it says are ranked wrongly."""
    from customer_value.explorers.media.small_samples import wrong_rankings

    posts = _posts(ledger)
    posts = posts[posts["reach"] > 0]
    groups = {kind: group for kind, group in posts.groupby("post_kind") if len(group) > 1}
    if len(groups) < 2:
        return {}
    most = min(len(group) for group in groups.values())
    seed = int(np.random.default_rng(SEED).integers(2**32, size=2)[1])
    sizes = [size for size in (2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 80, 120, 200) if size < most] + [most]
    return {
        size: int(f"{wrong_rankings(groups, size, np.random.default_rng([seed, size])):.0%}"[:-1]) for size in sizes
    }


def _enough(ledger: Ledger, step: int = 0) -> float:
    """The first size with few enough wrong rankings, 0 if there is none; or so many steps of the slider beside it."""
    wrong = _wrong_rankings(ledger)
    sizes = list(wrong)
    enough = next((place for place, size in enumerate(sizes) if wrong[size] <= MOST_WRONG), None)
    if enough is None:
        return NAN if step else 0
    return sizes[enough + step] if 0 <= enough + step < len(sizes) else NAN


def _one_too_few(ledger: Ledger) -> float:
    return _enough(ledger, -1)


def _one_too_many(ledger: Ledger) -> float:
    return _enough(ledger, 1)


def _never_wrong(ledger: Ledger) -> float:
    return next((size for size, wrong in _wrong_rankings(ledger).items() if wrong == 0), NAN)


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_REACH = ChoiceTask(
    id="4.2.back-reach",
    title=Text("Two posts' reach", "兩則貼文的觸及"),
    lesson="4.1",
    minutes=1,
    prompt=Text(
        "One post reached 3,000 people, the next one 2,000. How many different people saw at least one of them?",
        "一則貼文觸及 3,000 人，下一則 2,000 人。至少看過其中一則的，有幾個不同的人？",
    ),
    options=(
        Option(
            key="sum",
            text=Text("5,000, both together", "5,000 人，兩則相加"),
            why=Text(
                "Only if nobody saw both. Regular readers do, and stand in both numbers.",
                "除非沒有人兩則都看到。常看的人兩則都看，兩個數字裡都有他。",
            ),
        ),
        Option(
            key="between",
            text=Text("From 3,000 to 5,000", "3,000 到 5,000 人"),
            why=Text(
                "At least as many as the larger post, at most the sum. To divide by, the sum is fine all the same, as "
                "long as you say “per person reached” and mean each time.",
                "至少是多的那一則，最多是相加。拿相加的數字當分母沒關係，只要記得它是「人次」。",
            ),
        ),
        Option(
            key="mean",
            text=Text("2,500, the mean of both", "2,500 人，兩則平均"),
            why=Text(
                "The first post alone had 3,000 different people.",
                "光是第一則就有 3,000 個不同的人了。",
            ),
        ),
    ),
    right="between",
)

_BACK_INTERVAL = ChoiceTask(
    id="4.2.back-interval",
    title=Text("Two surveys", "兩次調查"),
    lesson="2.6",
    minutes=1,
    prompt=Text(
        "Last year's net promoter score was 20, with a confidence interval from 11 to 29. This year's is 26, from 16 "
        "to 36. “We are getting better!” Are we?",
        "去年的淨推薦值是 20，信賴區間 11 到 29；今年是 26，信賴區間 16 到 36。「我們進步了！」真的嗎？",
    ),
    options=(
        Option(
            key="yes",
            text=Text("Yes: 26 is more than 20, that is arithmetic", "真的，26 比 20 大，這是算術"),
            why=Text(
                "Of those who answered, yes. What all customers think lies somewhere in each interval, and both hold "
                "the numbers from 16 to 29.",
                "對有回答的人來說沒錯。全部顧客的數字落在區間的某處，而 16 到 29 兩個區間都有。",
            ),
        ),
        Option(
            key="unknown",
            text=Text("It may be so, but these numbers do not show it", "有可能，但這兩個數字還看不出來"),
            why=Text(
                "The intervals overlap widely. More answers would make them narrower.",
                "兩個區間重疊很多。多問一些人，區間才會變窄。",
            ),
        ),
        Option(
            key="no",
            text=Text("No: overlapping intervals prove that both are the same", "沒有，區間重疊就證明兩年一樣"),
            why=Text(
                "Not seeing a difference is not the same as there being none. We do not know yet.",
                "看不出差別，不等於沒有差別。是還不知道。",
            ),
        ),
    ),
    right="unknown",
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_MEAN_OF_RATES = Text(
    "Your rate is the mean of the posts' own rates: a post that hardly anybody saw weighs as much as one that "
    "thousands saw. First add up, then divide.",
    "你的比率是把每則貼文的互動率拿來平均：幾乎沒人看到的貼文，和幾千人看到的一樣重。請先加總，再相除。",
)
_CLICKS = Text(
    "These are clicks for each person reached. Engagements are likes, comments and shares: which column is that?",
    "這是點擊除以觸及。互動是按讚、留言、分享，在哪一欄？",
)
_ALL_YEARS = Text(
    "Posts from before the last year are in here. Begin with `posts`, not with `every`.",
    "一年以前的貼文也算進來了。請從 `posts` 開始，不要用 `every`。",
)
_PER_POST = Text(
    "These are engagements per *post*. A post that is shown to more people gets more of them anyway: divide by "
    "those reached.",
    "這是平均每則貼文的互動。給越多人看，互動本來就越多；請除以觸及。",
)


def _rates(by: str) -> Table:
    return Table(
        columns=(Column(name="posts", key=by, unit="orders"), Column(name="rate", key=by, unit="share")), key=(by,)
    )


def _mistakes_by(by: str) -> tuple[Mistake, ...]:
    return (
        Mistake(key="mean-of-rates", wrong=_mean_by(by), message=_MEAN_OF_RATES),
        Mistake(key="clicks", wrong=_by(by, "clicks"), message=_CLICKS),
        Mistake(key="per-post", wrong=_by(by, base="posts"), message=_PER_POST),
        Mistake(key="every-year", wrong=_by(by, posts=_every), message=_ALL_YEARS),
    )


_KINDS = ValueTask(
    id="4.2.kinds",
    title=Text("The engagement rate of each kind", "各種貼文的互動率"),
    name="kinds",
    prompt=Text(
        "`kinds`: for each kind of post, `posts` (how many) and `rate` (all engagements over all reach).",
        "`kinds`：每一種貼文的 `posts`（幾則）和 `rate`（全部互動除以全部觸及）。",
    ),
    answer=_by("post_kind"),
    returns=_rates("post_kind"),
    mistakes=_mistakes_by("post_kind"),
    hints=(
        Text("Run the cell above from the top.", "把上面那格從頭執行一次。"),
        Text(
            'The last step is `kinds["rate"] = kinds["engagements"] / kinds["reach"]`.',
            '最後一步是 `kinds["rate"] = kinds["engagements"] / kinds["reach"]`。',
        ),
    ),
    solution="""
kinds = posts.groupby("post_kind").agg(
    posts=("reach", "size"), reach=("reach", "sum"), engagements=("engagements", "sum")
)
kinds["rate"] = kinds["engagements"] / kinds["reach"]
kinds
""",
)

_HOURS = ValueTask(
    id="4.2.hours",
    title=Text("The engagement rate of each hour", "各時段的互動率"),
    name="hours",
    prompt=Text(
        "`hours`: for each hour in which a post went out, `posts` (how many) and `rate` (all engagements over all "
        "reach).",
        "`hours`：每一個發文的鐘點，`posts`（幾則）和 `rate`（全部互動除以全部觸及）。",
    ),
    answer=_by("post_hour"),
    returns=_rates("post_hour"),
    mistakes=_mistakes_by("post_hour"),
    hints=(
        Text(
            "The first blank is the column that says which group a post belongs to. What is it called here, in "
            "place of `post_kind`?",
            "第一個空格是分組用的欄位。這裡不用 `post_kind`，要換成哪一欄？",
        ),
        Text(
            "The other two are as above: what people did over how many were reached, in quotation marks.",
            "另外兩個跟上面一樣：大家做了什麼，除以觸及多少人，記得加引號。",
        ),
    ),
    solution="""
# 1 One row for each hour: how many posts, people reached, engagements  # lang-en
# 1 一個鐘點一列：幾則、觸及、互動  # lang-zh-Hant
hours = posts.groupby("post_hour").agg(
    posts=("reach", "size"), reach=("reach", "sum"), engagements=("engagements", "sum")
)

# 2 Engagements per person reached  # lang-en
# 2 平均每觸及一個人次，有幾次互動  # lang-zh-Hant
hours["rate"] = hours["engagements"] / hours["reach"]
hours.sort_values("rate", ascending=False).round(4)
""",
)

_LATE_RATE = ValueTask(
    id="4.2.late-rate",
    title=Text("The later half of the posts", "比較晚發的那一半"),
    name="late_rate",
    minutes=3,
    prompt=Text(
        "`late_rate`: the engagement rate of the posts in `posts` that went out at the hour `cut` or later.",
        "`late_rate`：`posts` 裡從 `cut` 點起（含 `cut` 點）發的貼文，互動率是多少。",
    ),
    answer=_late_rate,
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="early",
            wrong=_early_rate,
            message=Text(
                "That is the rate of the posts that went out *before* that hour.",
                "這是那個鐘點「以前」發的貼文。",
            ),
        ),
        Mistake(
            key="without-the-hour",
            wrong=_without_the_hour,
            message=Text(
                "The posts of the hour `cut` itself are missing. “At or later” is written `>=`.",
                "少了 `cut` 點當時發的貼文。要包含 `cut` 點，寫成 `>=`。",
            ),
        ),
        Mistake(key="mean-of-posts", wrong=_late_mean_of_posts, message=_MEAN_OF_RATES),
        Mistake(
            key="mean-of-hours",
            wrong=_late_mean_of_hours,
            message=Text(
                "That is the mean of the hours' rates: an hour with three posts weighs as much as one with forty.",
                "這是把各鐘點的比率拿來平均：只有三則的鐘點，和有四十則的一樣重。",
            ),
        ),
        Mistake(
            key="of-all-reach",
            wrong=_of_all_reach,
            message=Text(
                "You divided by the reach of all posts. Both sums have to be of the later posts.",
                "你除以全部貼文的觸及。分子分母都要是比較晚發的那些。",
            ),
        ),
        Mistake(
            key="all-posts",
            wrong=_of_all_posts,
            message=Text(
                "That is the rate of all posts of the year. Keep the later ones first.",
                "這是全年所有貼文的互動率。請先留下比較晚發的。",
            ),
        ),
        Mistake(key="clicks", wrong=_late_clicks, message=_CLICKS),
        Mistake(key="per-post", wrong=_late_per_post, message=_PER_POST),
        Mistake(
            key="of-all-engagements",
            wrong=_late_of_all_engagements,
            message=Text(
                "That is the later posts' share of all engagements. A rate is engagements over reach.",
                "這是比較晚發的貼文占了全部互動的幾成。互動率是互動除以觸及。",
            ),
        ),
        Mistake(key="every-year", wrong=_late_of_all_years, message=_ALL_YEARS),
    ),
    hints=(
        Text(
            'Two lines. First keep the rows: `late = posts[posts["post_hour"] >= …]`.',
            '兩行。先留下要的列：`late = posts[posts["post_hour"] >= …]`。',
        ),
        Text(
            'Then one sum over the other: `late["…"].sum() / late["…"].sum()`.',
            '再用一個總和除以另一個：`late["…"].sum() / late["…"].sum()`。',
        ),
    ),
    solution="""
late = posts[posts["post_hour"] >= cut]
late_rate = late["engagements"].sum() / late["reach"].sum()
late_rate
""",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_AGAIN = GuessTask(
    id="4.2.again",
    title=Text("The winner, one quarter later", "冠軍的下一季"),
    minutes=1,
    prompt=Text(
        "Take the best hour of each quarter. Out of ten quarters, in how many is it the best again in the quarter "
        "after?",
        "每一季都找出最好的那個鐘點。十季裡面，有幾季它下一季還是第一名？",
    ),
    unit=Text("of ten", "季"),
    low=0,
    high=10,
    start=0,
)

# --- The explorer ------------------------------------------------------------------------------------------------

_ENOUGH = ValueTask(
    id="4.2.enough-posts",
    title=Text("How many posts are enough?", "要幾則才夠？"),
    minutes=2,
    name="enough_posts",
    prompt=Text(
        "`enough_posts`: the smallest number of posts of each kind on the upper slider at which the note says that "
        "10% of the samples or fewer are ranked wrongly; 0 if there is none.",
        "`enough_posts`：上面那支滑桿拉到每類幾則，圖下的說明才第一次寫「10% 或更少的樣本排名是錯的」？"
        "一直到不了就填 0。",
    ),
    answer=_enough,
    returns=Number(unit="posts", whole=True),
    mistakes=(
        Mistake(
            key="too-few",
            wrong=_one_too_few,
            message=Text(
                "One step too few: there the note still says more than 10%.",
                "還差一格：這裡的說明還大於 10%。",
            ),
        ),
        Mistake(
            key="too-many",
            wrong=_one_too_many,
            message=Text(
                "One step too many: the step before is at 10% or below already.",
                "多走了一格：前一格就已經是 10% 或更少了。",
            ),
        ),
        Mistake(
            key="never-wrong",
            wrong=_never_wrong,
            message=Text(
                "There the note says 0%. The question is content with 10%: go back to the left.",
                "這裡的說明是 0%。題目只要 10%，往左退回去看看。",
            ),
        ),
    ),
    hints=(
        Text(
            "Leave the lower slider alone for this. Start at the far left of the upper one and press the right arrow "
            "key.",
            "這一題不用動下面的滑桿。上面那支拉到最左邊，再按鍵盤的向右鍵，一次走一格。",
        ),
        Text(
            "Read the last sentence of the note under the picture at each step; stop at the first with 10% or less.",
            "每走一格，讀圖下說明的最後一句，第一次看到 10% 或更少就停。",
        ),
    ),
    solution="""
# Read off the explorer; worked out here with the same samples  # lang-en
# 從滑桿的說明讀出來的數字；這裡用同樣的抽樣算一次  # lang-zh-Hant
from customer_value.explorers.media.small_samples import wrong_rankings

groups = {kind: group for kind, group in posts[posts["reach"] > 0].groupby("post_kind") if len(group) > 1}
most = min(len(group) for group in groups.values())
seed = int(np.random.default_rng(7).integers(2**32, size=2)[1])
sizes = [size for size in (2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 80, 120, 200) if size < most] + [most]
wrong = {size: wrong_rankings(groups, size, np.random.default_rng([seed, size])) for size in sizes}
enough_posts = next((size for size in sizes if int(f"{wrong[size]:.0%}"[:-1]) <= 10), 0)
enough_posts
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_TWO_POSTS = ChoiceTask(
    id="4.2.two-posts",
    title=Text("Two links", "兩則連結"),
    minutes=1,
    prompt=Text(
        "Two posts of one kind: the first reached 200 people and got 20 engagements, the second reached 2,000 and got "
        "60. What is the engagement rate of this kind?",
        "同一種貼文有兩則：第一則觸及 200 人，20 次互動；第二則觸及 2,000 人，60 次互動。這種貼文的互動率是多少？",
    ),
    options=(
        Option(
            key="mean",
            text=Text("6.5%, the mean of 10% and 3%", "6.5%，10% 和 3% 的平均"),
            why=Text(
                "In a mean of rates the 200 people of the first post weigh as much as the 2,000 of the second.",
                "拿比率來平均，第一則的 200 人就跟第二則的 2,000 人一樣重。",
            ),
        ),
        Option(
            key="pooled",
            text=Text("3.6%, which is 80 of 2,200", "3.6%，也就是 80 ÷ 2,200"),
            why=Text(
                "Add first, then divide: every person reached weighs the same.",
                "先加總，再相除：每一次觸及一樣重。",
            ),
        ),
        Option(
            key="best",
            text=Text("10%, as the better one shows what is possible", "10%，好的那則才看得出潛力"),
            why=Text(
                "The best of two is not what the kind usually gets. Pick the best of many and you nearly always pick "
                "luck along with it.",
                "兩則裡最好的，不是這種貼文一般的表現。從很多則裡挑最好的，多半連運氣也一起挑走了。",
            ),
        ),
        Option(
            key="per-post",
            text=Text("40, the engagements of a post on average", "40，平均一則的互動次數"),
            why=Text(
                "That is a number per post, no rate. It grows with every person the network shows the post to.",
                "這是每則的次數，不是比率。平台多推給幾個人，它就會變大。",
            ),
        ),
    ),
    right="pooled",
)

_WHICH_CLAIM = ChoiceTask(
    id="4.2.which-claim",
    title=Text("Three posts against forty", "三則對四十則"),
    minutes=1,
    prompt=Text(
        "Last year on a page: 21:00, 6.5% from three posts (interval 2.5% to 10.5%); 19:00, 4.0% from forty posts "
        "(3.4% to 4.6%). Which sentence may go into the report?",
        "某個粉專去年的數字：21 點，三則，6.5%（區間 2.5% 到 10.5%）；19 點，四十則，4.0%（區間 3.4% 到 4.6%）。"
        "哪一句話可以寫進報告？",
    ),
    options=(
        Option(
            key="better",
            text=Text("At 21:00 posts do better by more than half", "21 點發，互動率高出一半以上"),
            why=Text(
                "Those three did. The interval of 21:00 holds all of that of 19:00, so it may just as well be lower.",
                "那三則是這樣沒錯。可是 21 點的區間把 19 點的整個包在裡面，也可能其實比較低。",
            ),
        ),
        Option(
            key="known",
            text=Text("We know 19:00 well and 21:00 hardly at all", "19 點我們很清楚，21 點還說不準"),
            why=Text(
                "An interval says how much is known. The way to know more is more posts at 21:00.",
                "區間說的是知道多少。想知道更多，就在 21 點多發幾則。",
            ),
        ),
        Option(
            key="same",
            text=Text("The hour makes no difference, since the intervals overlap", "區間重疊，所以幾點發都一樣"),
            why=Text(
                "Three posts can neither show a difference nor rule one out.",
                "三則貼文看不出差別，也排除不了差別。",
            ),
        ),
        Option(
            key="drop",
            text=Text("With so few posts 21:00 should not be used any more", "21 點則數太少，以後不要用"),
            why=Text(
                "Few posts are a reason to try it more often, not to give it up.",
                "則數少，應該多試幾次，而不是放棄。",
            ),
        ),
    ),
    right="known",
)

_CELLS = ChoiceTask(
    id="4.2.cells",
    title=Text("The best of 294", "294 格裡的第一名"),
    minutes=1,
    prompt=Text(
        "A tool has gone through three kinds, fourteen hours and seven weekdays, 294 cells in all, and says: “Photos "
        "on Thursdays at 15:00: twice your usual rate!” What do you do first?",
        "有個工具把三種貼文、十四個鐘點、星期一到日全部排列，一共 294 格，然後說：「星期四 15 點發照片，互動率是平常的"
        "兩倍！」你先做什麼？",
    ),
    options=(
        Option(
            key="plan",
            text=Text("Move all photos there; twice the usual is no accident", "照片全部改到那時候，兩倍不可能是巧合"),
            why=Text(
                "Among 294 cells with a post or two each, twice the usual comes about by luck alone again and again.",
                "294 格，每格一兩則，光靠運氣就會常常出現兩倍。",
            ),
        ),
        Option(
            key="larger",
            text=Text("Have it go through minutes as well, to be more exact", "請它連幾分都算，更精準"),
            why=Text(
                "More cells mean fewer posts in each and more luck in the best. It gets less exact.",
                "格子越多，每格的貼文越少，第一名靠的運氣越多，只會更不準。",
            ),
        ),
        Option(
            key="fresh",
            text=Text("Post there on trial and count only the new posts", "先試發幾則，只看新的貼文"),
            why=Text(
                "Posts that helped to find the winner cannot also confirm it. New ones can.",
                "用來找出第一名的貼文，不能再拿來證明它；新的貼文才可以。",
            ),
        ),
        Option(
            key="reach",
            text=Text("Look whether enough people saw those posts", "看看那幾則是不是夠多人看到"),
            why=Text(
                "Thousands may have seen one single post, which was good or lucky as a whole. Posts are what to count.",
                "可能幾千人看的就是同一則，好或運氣好，都是那一則。要數的是貼文。",
            ),
        ),
    ),
    right="fresh",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_PLAN = TextTask(
    id="4.2.plan",
    title=Text("The plan for the quarter", "下一季的貼文計畫"),
    minutes=3,
    prompt=Text(
        "Three sentences to the owner: when the posts go out, with one number, how many posts it comes from, and "
        "what you compare it with; which kinds; what you will try out so that we know more next time.",
        "寫三句話給老闆：什麼時候發，附一個數字，說明是幾則貼文、跟什麼比；發哪幾種；下一季打算怎麼試，好讓下次知道得"
        "更多。",
    ),
    model=Text(
        "Check yours against these questions, then run the cell below the box.\n\n"
        "- Does every rate stand with its number of posts?\n"
        "- Is your choice one of two or three large groups, or the best of many small ones?\n"
        "- Will you be able to tell afterwards whether it worked, on posts that are not yet written?\n\n"
        "“We leave everything as it is, and try” is a good answer where the intervals overlap.",
        "先拿這三個問題檢查自己寫的，再執行下面那一格。\n\n"
        "- 每個比率旁邊都有則數嗎？\n"
        "- 你選的是兩三個大組裡的一個，還是很多小格裡的第一名？\n"
        "- 事後看得出有沒有用嗎（用還沒發的貼文）？\n\n"
        "如果區間重疊，「先不變，試試看」就是好答案。",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_REACH,
    _BACK_INTERVAL,
    _KINDS,
    _HOURS,
    _AGAIN,
    _LATE_RATE,
    _ENOUGH,
    _TWO_POSTS,
    _WHICH_CLAIM,
    _CELLS,
    _PLAN,
)
