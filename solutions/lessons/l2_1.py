"""The questions and checks inside lesson 2.1, "What makes a five-star brand"."""

from __future__ import annotations

import pandas as pd

from customer_value.explorers.brand.journey import SIZES, others_named, stage_points
from customer_value.ledger import Ledger, once_per_ledger
from customer_value.messages import Text
from tutor.shape import Column, Number
from tutor.task import ChoiceTask, Mistake, Option, OrderingTask, Task, TextTask, ValueTask

# --- What the checks compute from the ledger ---------------------------------------------------------------------


def _year(ledger: Ledger) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and the last of the 365 days that end on the snapshot."""
    return ledger.snapshot - pd.Timedelta(days=364), ledger.snapshot


@once_per_ledger
def _recent(ledger: Ledger) -> pd.DataFrame:
    """The surveys answered in the year."""
    surveys = ledger.table("surveys")
    return surveys[surveys["answered_on"].between(*_year(ledger))]


@once_per_ledger
def _settled(ledger: Ledger) -> pd.DataFrame:
    """The contacts settled in the year."""
    contacts = ledger.table("service_contacts")
    return contacts[contacts["resolved_on"].between(*_year(ledger))]


def _points(answers: pd.Series, worst: float = 1, best: float = 5) -> pd.Series:
    return 100 * (answers.astype("float64") - worst) / (best - worst)


def _of_customers(points: pd.Series, customers: pd.Series) -> float:
    """The mean of the customers' means."""
    return float(points.groupby(customers).mean().mean())


def _delivery(ledger: Ledger, worst: float = 1, best: float = 5) -> float:
    recent = _recent(ledger)
    return _of_customers(_points(recent["performance_delivery"], worst, best), recent["customer_id"])


def _delivery_each_answer(ledger: Ledger) -> float:
    return float(_points(_recent(ledger)["performance_delivery"]).mean())


def _delivery_stars(ledger: Ledger) -> float:
    return 1 + _delivery(ledger) / 25


def _delivery_over_five(ledger: Ledger) -> float:
    return _delivery(ledger, worst=0)


def _delivery_blanks(ledger: Ledger) -> float:
    surveys = ledger.table("surveys")
    asked = surveys[surveys["asked_on"].between(*_year(ledger))]
    return _of_customers(_points(asked["performance_delivery"]).fillna(0), asked["customer_id"])


def _delivery_ever(ledger: Ledger) -> float:
    surveys = ledger.table("surveys")
    known = surveys[surveys["answered_on"] <= ledger.snapshot]
    return _of_customers(_points(known["performance_delivery"]), known["customer_id"])


def _recommend(ledger: Ledger, worst: float = 0, best: float = 10) -> float:
    recent = _recent(ledger)
    return _of_customers(_points(recent["nps"], worst, best), recent["customer_id"])


def _recommend_from_one(ledger: Ledger) -> float:
    return _recommend(ledger, worst=1)


def _recommend_off_by_one(ledger: Ledger) -> float:
    return _recommend(ledger, worst=1, best=11)


def _recommend_out_of_eleven(ledger: Ledger) -> float:
    return _recommend(ledger, worst=0, best=11)


def _recommend_as_stars(ledger: Ledger) -> float:
    return _recommend(ledger, worst=1, best=5)


def _recommend_each_answer(ledger: Ledger) -> float:
    return float(_points(_recent(ledger)["nps"], 0, 10).mean())


def _by_channel(ledger: Ledger, worst: float = 1, best: float = 5) -> pd.Series:
    settled = _settled(ledger)
    each = _points(settled["rating"], worst, best).groupby([settled["channel"], settled["customer_id"]]).mean()
    return each.groupby("channel").mean().rename("points")


def _by_channel_each_rating(ledger: Ledger) -> pd.Series:
    settled = _settled(ledger)
    return _points(settled["rating"]).groupby(settled["channel"]).mean().rename("points")


def _by_channel_stars(ledger: Ledger) -> pd.Series:
    return 1 + _by_channel(ledger) / 25


def _by_channel_stars_each_rating(ledger: Ledger) -> pd.Series:
    return 1 + _by_channel_each_rating(ledger) / 25


def _by_channel_over_five(ledger: Ledger) -> pd.Series:
    return _by_channel(ledger, worst=0)


def _by_channel_blanks(ledger: Ledger) -> pd.Series:
    settled = _settled(ledger)
    points = _points(settled["rating"]).fillna(0)
    return points.groupby([settled["channel"], settled["customer_id"]]).mean().groupby("channel").mean()


def _by_channel_counted(ledger: Ledger) -> pd.Series:
    settled = _settled(ledger)
    points = _points(settled["rating"])
    return points.groupby([settled["channel"], settled["customer_id"]]).mean().groupby("channel").count()


def _by_channel_ever(ledger: Ledger) -> pd.Series:
    contacts = ledger.table("service_contacts")
    points = _points(contacts["rating"])
    return points.groupby([contacts["channel"], contacts["customer_id"]]).mean().groupby("channel").mean()


def _enough(ledger: Ledger, below: float = 0.10) -> float:
    points = stage_points(ledger.table("surveys"), ledger.table("service_contacts"), ledger.snapshot)
    return float(next((size for size in SIZES if others_named(points, size) < below), SIZES[-1]))


def _step(ledger: Ledger, by: int) -> float:
    """A place on the slider beside the right one."""
    place = SIZES.index(int(_enough(ledger))) + by
    return float(SIZES[min(max(place, 0), len(SIZES) - 1)])


def _one_step_before(ledger: Ledger) -> float:
    return _step(ledger, -1)


def _one_step_after(ledger: Ledger) -> float:
    return _step(ledger, 1)


def _five(ledger: Ledger) -> float:
    return 5.0


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_VISITS = ChoiceTask(
    id="2.1.back-visits",
    title=Text("How many gaps?", "有幾個間隔？"),
    lesson="1.6",
    minutes=1,
    prompt=Text(
        "One customer bought on 3 March at ten, on 3 March at five, and on 13 March. Which gaps count for the purchase "
        "cycle?",
        "一位顧客 3 月 3 日早上十點買一次，下午五點又買一次，3 月 13 日再買一次。算消費週期時，有哪些購買間隔？",
    ),
    options=(
        Option(
            key="two",
            text=Text("0 days and 10 days", "0 天和 10 天"),
            why=Text(
                "Two orders on one day are one visit. The 0 would make this customer look as if they came twice as "
                "often.",
                "同一天兩筆只算來一次。多了一個 0，看起來就像他來得勤快一倍。",
            ),
        ),
        Option(
            key="one",
            text=Text("One, of 10 days", "一個，10 天"),
            why=Text(
                "One day is one visit, however often somebody came to the till. Today it is the same with answers: "
                "one customer counts once.",
                "同一天結帳幾次都算一次。今天談回答也一樣：一位顧客只算一次。",
            ),
        ),
        Option(
            key="none",
            text=Text("None: it takes three days to see a rhythm", "沒有，要有三個購買日才看得出步調"),
            why=Text(
                "Two purchase days make one gap. Whether one gap is enough to *trust* a rhythm is another question.",
                "兩個購買日就有一個間隔。一個間隔夠不夠**可靠**，是另一回事。",
            ),
        ),
    ),
    right="one",
)

_BACK_GROUP = ChoiceTask(
    id="2.1.back-group",
    title=Text("What comes out?", "會得到什麼？"),
    lesson="0.2",
    minutes=1,
    prompt=Text(
        '`contacts` has one row for each call or message. What does `contacts.groupby("channel")["rating"].mean()` '
        "give?",
        '`contacts` 一列是一通電話或一則訊息。`contacts.groupby("channel")["rating"].mean()` 會得到什麼？',
    ),
    options=(
        Option(
            key="one",
            text=Text("One number, the mean of all ratings", "一個數字：全部評分的平均"),
            why=Text(
                "That would be without the `groupby`. With it, every channel gets a mean of its own.",
                "沒有 `groupby` 才是這樣。有了它，每個管道各算各的。",
            ),
        ),
        Option(
            key="each",
            text=Text("One number for each channel", "每個管道一個數字"),
            why=Text(
                "`groupby` puts the rows of each channel on a pile, and `.mean()` makes one number of each pile.",
                "`groupby` 把每個管道的列各放一堆，`.mean()` 把每一堆變成一個數字。",
            ),
        ),
        Option(
            key="count",
            text=Text("How many ratings each channel has", "每個管道各有幾個評分"),
            why=Text("Counting would be `.count()` or `.size()`.", "要數個數，得用 `.count()` 或 `.size()`。"),
        ),
    ),
    right="each",
)

# --- Predict -----------------------------------------------------------------------------------------------------


def _stage(key: str, en: str, zh: str) -> Option:
    return Option(key=key, text=Text(en, zh), why=Text("", ""))


_WEAKEST = OrderingTask(
    id="2.1.weakest",
    title=Text("Weakest first", "最弱的排最上面"),
    minutes=1,
    prompt=Text(
        "Put the five stages in order, the one you think is weakest at the top.",
        "把五站排一排，你覺得最弱的放最上面。",
    ),
    items=(
        _stage("first_contact", "First contact", "第一次接觸"),
        _stage("purchase", "Purchase", "購買"),
        _stage("delivery", "Delivery", "配送"),
        _stage("service", "Service", "客服"),
        _stage("afterwards", "Afterwards", "買完之後"),
    ),
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_TWICE = Text(
    "Here every *answer* counts once, so that whoever answered twice counts twice. Which column tells customers apart?",
    "這裡是每一份**回答**算一次，答了兩次的人就算兩次。哪一個欄位分得出顧客？",
)

_EVER = Text(
    "These are the answers of all years. What did we ask for: how it is now, or how it has ever been?",
    "這是歷年所有的回答。我們要問的是現在好不好，還是一直以來好不好？",
)

_DELIVERY = ValueTask(
    id="2.1.delivery",
    title=Text("The points of delivery", "配送這一站的分數"),
    name="delivery_score",
    prompt=Text(
        "`delivery_score`: the mean points of `performance_delivery` in the last 365 days, each customer once.",
        "`delivery_score`：最近 365 天 `performance_delivery` 的平均分數，一位顧客算一次。",
    ),
    answer=_delivery,
    returns=Number(unit="points"),
    mistakes=(
        Mistake(key="each-answer", wrong=_delivery_each_answer, message=_TWICE),
        Mistake(
            key="stars",
            wrong=_delivery_stars,
            message=Text(
                "These are stars, from 1 to 5. Points run from 0 to 100.",
                "這是 1 到 5 的星等。分數是 0 到 100。",
            ),
        ),
        Mistake(
            key="over-five",
            wrong=_delivery_over_five,
            message=Text(
                "You divided by 5. Then the worst mark, a 1, would still get 20 points: where does the scale begin?",
                "你直接除以 5。這樣最差的 1 分也有 20 分：這把尺從幾開始？",
            ),
        ),
        Mistake(
            key="blanks",
            wrong=_delivery_blanks,
            message=Text(
                "Whoever was asked and did not answer counts as 0 points here. Silence is no mark.",
                "問了沒回答的人，這裡都算成 0 分。沒回答不是打低分。",
            ),
        ),
        Mistake(key="ever", wrong=_delivery_ever, message=_EVER),
    ),
    hints=(
        Text("Run the cell above from its first line.", "把上面那一格從第一行開始執行。"),
        Text(
            "`per_customer` has one value for each customer; its mean is the score.",
            "`per_customer` 一位顧客一個數字，它的平均就是答案。",
        ),
    ),
    solution="""
# 1 What was answered in the 365 days up to the snapshot  # lang-en
# 1 到快照日為止，這 365 天裡的回答  # lang-zh-Hant
start = snapshot - pd.Timedelta(days=364)
recent = surveys[surveys["answered_on"].between(start, snapshot)]

# 2 From marks (1 to 5) to points (0 to 100)  # lang-en
# 2 把 1 到 5 分換成 0 到 100 分  # lang-zh-Hant
points = 100 * (recent["performance_delivery"] - 1) / (5 - 1)

# 3 First each customer's own mean, then the mean of the customers  # lang-en
# 3 先算每位顧客自己的平均，再算所有顧客的平均  # lang-zh-Hant
per_customer = points.groupby(recent["customer_id"]).mean()
delivery_score = per_customer.mean()
print(round(delivery_score, 1), per_customer.count())
""",
)

_RECOMMEND = ValueTask(
    id="2.1.recommend",
    title=Text("The points of recommending", "願不願意推薦的分數"),
    name="recommend_score",
    prompt=Text(
        "`recommend_score`: the mean points of `nps` in the last 365 days, each customer once.",
        "`recommend_score`：最近 365 天 `nps` 的平均分數，一位顧客算一次。",
    ),
    answer=_recommend,
    returns=Number(unit="points"),
    mistakes=(
        Mistake(key="each-answer", wrong=_recommend_each_answer, message=_TWICE),
        Mistake(
            key="from-one",
            wrong=_recommend_from_one,
            message=Text(
                "You took the scale to begin at 1, so that a 0 gets less than no points. Look at the question again.",
                "你把這把尺當成從 1 開始，打 0 分的人就變成負的了。再看一次題目的尺。",
            ),
        ),
        Mistake(
            key="off-by-one",
            wrong=_recommend_off_by_one,
            message=Text(
                "You took off 1, as with the marks. What is the worst answer on this scale?",
                "你跟剛才一樣減 1。這把尺上最差的是幾分？",
            ),
        ),
        Mistake(
            key="eleven",
            wrong=_recommend_out_of_eleven,
            message=Text(
                "There are eleven answers from 0 to 10, but from the worst to the best it is how far?",
                "0 到 10 有十一個答案，可是從最差到最好，相差多少？",
            ),
        ),
        Mistake(
            key="as-stars",
            wrong=_recommend_as_stars,
            message=Text(
                "This is the step for marks from 1 to 5, and it goes far beyond 100. Here people answered on another "
                "scale.",
                "這是 1 到 5 分的換法，結果超過 100 了。這一題的尺不一樣。",
            ),
        ),
    ),
    hints=(
        Text(
            "First blank: the worst answer that can be given. Second and third: best and worst.",
            "第一格填最差的答案是幾分；後面兩格填最好的和最差的。",
        ),
        Text(
            "The last blank is the same as in the cell above: by whom are the points put together?",
            "最後一格跟上面那一格一樣：分數要依什麼歸在一起？",
        ),
    ),
    solution="""
# 1 From answers (0 to 10) to points (0 to 100)  # lang-en
# 1 把 0 到 10 的回答換成 0 到 100 分  # lang-zh-Hant
points = 100 * (recent["nps"] - 0) / (10 - 0)

# 2 First each customer's own mean, then the mean of the customers  # lang-en
# 2 先算每位顧客自己的平均，再算所有顧客的平均  # lang-zh-Hant
per_customer = points.groupby(recent["customer_id"]).mean()
recommend_score = per_customer.mean()
print(round(recommend_score, 1), per_customer.count())
""",
)

_BY_CHANNEL = ValueTask(
    id="2.1.by-channel",
    title=Text("Service, channel by channel", "客服，一個管道一個管道看"),
    name="by_channel",
    minutes=4,
    prompt=Text(
        "`by_channel`: for each channel in `settled`, the mean points of `rating`, each customer once per channel.",
        "`by_channel`：`settled` 裡每個管道的 `rating` 平均分數，同一位顧客在同一個管道算一次。",
    ),
    answer=_by_channel,
    returns=Column(name="points", key="channel", unit="points"),
    mistakes=(
        Mistake(
            key="each-rating",
            wrong=_by_channel_each_rating,
            message=Text(
                "Here every rating counts once, so that whoever wrote three times counts three times. Group by channel "
                "*and* customer first.",
                "這裡是每個評分算一次，來了三次的人就算三次。請先依管道**和**顧客分組。",
            ),
        ),
        Mistake(
            key="stars",
            wrong=_by_channel_stars,
            message=Text(
                "These are the marks from 1 to 5. Make points of them first.",
                "這是 1 到 5 分，還沒換成 0 到 100 分。",
            ),
        ),
        Mistake(
            key="stars-each-rating",
            wrong=_by_channel_stars_each_rating,
            message=Text(
                "These are the marks from 1 to 5, and every rating counts once. Make points of them first; then each "
                "customer's mean in each channel.",
                "這是 1 到 5 分，而且每個評分算一次。先換成 0 到 100 分，再算每個管道裡每位顧客的平均。",
            ),
        ),
        Mistake(
            key="over-five",
            wrong=_by_channel_over_five,
            message=Text(
                "You divided by 5, so the worst mark still gets 20 points. The scale begins at 1.",
                "你直接除以 5，最差的 1 分也有 20 分。這把尺從 1 開始。",
            ),
        ),
        Mistake(
            key="blanks",
            wrong=_by_channel_blanks,
            message=Text(
                "Contacts that nobody rated count as 0 points here. Leave blanks blank.",
                "沒有人評分的紀錄，這裡算成 0 分。空白就讓它空白。",
            ),
        ),
        Mistake(
            key="counted",
            wrong=_by_channel_counted,
            message=Text(
                "This counts the customers of each channel. You will want that number as well, but the question is "
                "how content they are.",
                "這是每個管道有幾位顧客。這個數字也要看，可是題目問的是他們打幾分。",
            ),
        ),
        Mistake(
            key="ever",
            wrong=_by_channel_ever,
            message=Text(
                "These are the contacts of all years. Which table holds those of the last 365 days?",
                "這是歷年所有的聯絡紀錄。最近 365 天的放在哪一張表？",
            ),
        ),
    ),
    hints=(
        Text(
            'The same three steps: points out of `settled["rating"]`, then the mean of each customer (now of each '
            "channel and customer), then the mean of those means, channel by channel.",
            '同樣三步：把 `settled["rating"]` 換成分數，算每個管道裡每位顧客的平均，再一個管道一個管道把這些平均數'
            "平均起來。",
        ),
        Text(
            "Put step 1 into `points`; step 2 is then "
            '`points.groupby([settled["channel"], settled["customer_id"]]).mean()`.',
            "把第 1 步放進 `points`，第 2 步就是 "
            '`points.groupby([settled["channel"], settled["customer_id"]]).mean()`。',
        ),
        Text(
            'Put step 2 into `each`; step 3 is then `each.groupby("channel").mean()`.',
            '把第 2 步放進 `each`，第 3 步就是 `each.groupby("channel").mean()`。',
        ),
    ),
    solution="""
points = 100 * (settled["rating"] - 1) / (5 - 1)
each = points.groupby([settled["channel"], settled["customer_id"]]).mean()
by_channel = each.groupby("channel").mean()
by_channel
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------

_ENOUGH = ValueTask(
    id="2.1.enough",
    title=Text("From how many on?", "從幾位開始？"),
    name="enough",
    prompt=Text(
        "`enough`: the first number on the upper slider at which fewer than 10% of the samples name another stage.",
        "`enough`：上面那支滑桿拉到哪個數字，說成別站的樣本第一次少於 10%？",
    ),
    answer=_enough,
    returns=Number(unit="customers", whole=True),
    mistakes=(
        Mistake(
            key="one-before",
            wrong=_one_step_before,
            message=Text(
                "Read the title at this number: 10% or more of the samples still name another stage. One step further.",
                "看看這個數字的標題：說成別站的還有 10% 以上。再往右一格。",
            ),
        ),
        Mistake(
            key="one-after",
            wrong=_one_step_after,
            message=Text(
                "True, but it is so one step earlier already. Which is the first?",
                "這裡是少於 10% 沒錯，可是前一格就已經是了。第一次是哪一格？",
            ),
        ),
        Mistake(
            key="start",
            wrong=_five,
            message=Text(
                "That is where the slider stands at the start. Move it to the right and read the title.",
                "這是滑桿一開始的位置。往右拉，看標題怎麼變。",
            ),
        ),
    ),
    hints=(
        Text(
            "Click the upper slider and use the arrow key; the title names a percentage at each stop.",
            "點一下上面那支滑桿，用鍵盤的方向鍵一格一格走，標題每一格都有一個百分比。",
        ),
        Text("Stop at the first percentage below 10.", "第一次看到 10% 以下就停。"),
    ),
    solution="""
# Read off the explorer; worked out here in the same way  # lang-en
# 從滑桿讀出來的數字；這裡用同樣的方法算一次  # lang-zh-Hant
from customer_value.explorers.brand.journey import SIZES, others_named

enough = next((size for size in SIZES if others_named(people, size) < 0.10), SIZES[-1])
enough
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_TWO_SCALES = ChoiceTask(
    id="2.1.two-scales",
    title=Text("One customer, two scales", "一位顧客，兩把尺"),
    minutes=1,
    prompt=Text(
        "At the stage “afterwards” a customer answers 3 on a scale from 1 to 5 and 8 on a scale from 0 to 10. How many "
        "points is that?",
        "「買完之後」這一站，一位顧客在 1 到 5 的尺上答 3，在 0 到 10 的尺上答 8。換成幾分？",
    ),
    options=(
        Option(
            key="raw",
            text=Text("55: the mean of 3 and 8 is 5.5, and that is out of 10", "55 分：3 和 8 平均 5.5，滿分是 10"),
            why=Text(
                "A 3 of 5 and a 3 of 10 would count alike then. First put both on one scale.",
                "這樣 5 分滿分的 3 和 10 分滿分的 3 就一樣了。要先換到同一把尺上。",
            ),
        ),
        Option(
            key="over-best",
            text=Text("70: 3/5 is 60, 8/10 is 80", "70 分：3/5 是 60，8/10 是 80"),
            why=Text(
                "The first scale begins at 1. A 3 lies in the middle of it: 50 points.",
                "第一把尺從 1 開始，3 剛好在正中間，是 50 分。",
            ),
        ),
        Option(
            key="right",
            text=Text("65: the 3 is 50, the 8 is 80", "65 分：3 是 50，8 是 80"),
            why=Text(
                "Both count from the worst answer to the best: (3 − 1)/4 and (8 − 0)/10.",
                "兩個都從最差量到最好：(3 − 1)/4 和 (8 − 0)/10。",
            ),
        ),
        Option(
            key="from-one",
            text=Text("64: the 3 is 50, the 8 is 78", "64 分：3 是 50，8 是 78"),
            why=Text(
                "The second scale begins at 0, not at 1.",
                "第二把尺從 0 開始，不是 1。",
            ),
        ),
    ),
    right="right",
)

_TWO_BRANDS = ChoiceTask(
    id="2.1.two-brands",
    title=Text("Two brands, one average", "兩個品牌，同樣的平均"),
    minutes=1,
    prompt=Text(
        "Points of two brands, 500 customers at every stage (each number is within 2 points):\n\n"
        "| | first contact | purchase | delivery | service | afterwards |\n"
        "|---|---:|---:|---:|---:|---:|\n"
        "| Alder | 74 | 76 | 75 | 74 | 76 |\n"
        "| Birch | 92 | 88 | 78 | 43 | 74 |\n\n"
        "Both average 75. Which of the two can raise its brand with one project?",
        "兩個品牌的分數，每一站都有 500 位顧客（誤差都在 2 分以內）：\n\n"
        "| | 第一次接觸 | 購買 | 配送 | 客服 | 買完之後 |\n"
        "|---|---:|---:|---:|---:|---:|\n"
        "| 赤楊 | 74 | 76 | 75 | 74 | 76 |\n"
        "| 白樺 | 92 | 88 | 78 | 43 | 74 |\n\n"
        "兩家平均都是 75 分。哪一家做一個專案，就能把品牌拉高？",
    ),
    options=(
        Option(
            key="neither",
            text=Text(
                "Neither: 75 points is the same quality, and what one has the other has too",
                "都不行：平均一樣就是品質一樣，這家有的那家也有",
            ),
            why=Text(
                "The average is the same, the way through the brand is not: at Birch everybody who needs help falls "
                "into a hole.",
                "平均一樣，走起來不一樣：在白樺，需要幫忙的人全都摔進一個洞裡。",
            ),
        ),
        Option(
            key="birch",
            text=Text("Birch: it has one stage to mend", "白樺：它只有一站要修"),
            why=Text(
                "Service stands 31 points below the next stage. Alder would have to become better everywhere at once.",
                "客服比倒數第二站還低 31 分。赤楊得每一站同時變好才行。",
            ),
        ),
        Option(
            key="alder",
            text=Text(
                "Alder: nothing is broken there, so that money goes straight into something new",
                "赤楊：它沒有壞掉的地方，錢可以直接做新東西",
            ),
            why=Text(
                "It has no weak stage, and just for that no single project raises it. There, five things are middling.",
                "它沒有特別弱的一站，所以才沒有哪一個專案拉得動它。它是五站都普通。",
            ),
        ),
        Option(
            key="polish",
            text=Text(
                "Birch: with 92 points its first contact is worth building on",
                "白樺：第一次接觸有 92 分，應該加強這個優點",
            ),
            why=Text(
                "The brand is right, the reason is not: more people let in at the front fall into the same hole.",
                "品牌對了，理由不對：從前門拉進來更多人，只是更多人摔進同一個洞。",
            ),
        ),
    ),
    right="birch",
)

_FIVE_ANSWERS = ChoiceTask(
    id="2.1.five-answers",
    title=Text("Five answers", "五份回答"),
    minutes=1,
    prompt=Text(
        "The whole company: delivery 65 points, between 63 and 66, 508 customers. The smallest area: 40 points, "
        "between 2 and 78, 5 customers. The area's manager wants a new carrier. What may you tell him?",
        "全公司：配送這一站 65 分，區間 63 到 66，508 位顧客。最小的一區：40 分，區間 2 到 78，5 位顧客。"
        "那一區的主管想換物流。你可以跟他說什麼？",
    ),
    options=(
        Option(
            key="worse",
            text=Text("Delivery there is 25 points worse than elsewhere", "那一區的配送比別處差 25 分"),
            why=Text(
                "The interval of the five holds 65 as well as 40. A difference as large as that comes up by chance.",
                "五位的區間裡，40 在裡面，65 也在裡面。差這麼多，碰巧也會發生。",
            ),
        ),
        Option(
            key="same",
            text=Text(
                "Delivery there is as good as elsewhere, since the interval holds 65",
                "那一區跟別處一樣好，因為區間裡有 65",
            ),
            why=Text(
                "It holds 20 as well. Not having shown a difference is not the same as having shown that there is "
                "none.",
                "20 也在裡面。看不出差別，不等於證明沒有差別。",
            ),
        ),
        Option(
            key="unknown",
            text=Text("Not known yet: ask more customers there", "還不知道，先多問那一區的顧客"),
            why=Text(
                "From 2 to 78 says nearly nothing. Ask, or ring those five up: reading five stories costs an hour.",
                "2 到 78 等於什麼也沒說。再多問一些，或是打電話給這五位：聽五個故事，一小時就夠。",
            ),
        ),
        Option(
            key="leave-out",
            text=Text(
                "With five answers the area should be taken out of the company's number",
                "只有五份回答，這一區應該從全公司的數字裡拿掉",
            ),
            why=Text(
                "Five customers are too few to judge an *area*. In the company's 508 they belong like everybody else.",
                "五位太少，是說不能拿來評斷那一**區**。放在全公司 508 位裡，他們跟大家一樣該算。",
            ),
        ),
    ),
    right="unknown",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_LETTER = TextTask(
    id="2.1.letter",
    title=Text("Two sentences to the owner", "寫給老闆的兩句話"),
    minutes=3,
    prompt=Text(
        "Mend a deep hole into which few fall, or a shallow one on everybody's way? Both can be defended, but not both "
        "at once.\n\n"
        "First sentence: which project, why, with one number and how many customers it rests on. Second sentence: how "
        "you will see in half a year whether it helped.",
        "補很深、但少數人才會摔進去的洞，還是淺淺的、每個人都會踩到的坑？選哪個都說得通，只是不能兩個都要。\n\n"
        "第一句：選哪個專案、為什麼，用上一個數字，也寫出它來自幾位顧客。第二句：半年後怎麼看出有沒有用？",
    ),
    model=Text(
        "Hold yours against these questions, then read the answer below the box.\n\n"
        "- Does your number say how many customers it rests on?\n"
        "- Did you say what you leave undone for it?\n"
        "- Will you ask the same question, on the same scale, of as many people again?",
        "先拿這三個問題檢查自己寫的，再看下面那個版本。\n\n"
        "- 你的數字有沒有寫出來自幾位顧客？\n"
        "- 有沒有說清楚因此先不做什麼？\n"
        "- 半年後會不會用同一題、同一把尺，再問差不多多的人？",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_VISITS,
    _BACK_GROUP,
    _WEAKEST,
    _DELIVERY,
    _RECOMMEND,
    _BY_CHANNEL,
    _ENOUGH,
    _TWO_SCALES,
    _TWO_BRANDS,
    _FIVE_ANSWERS,
    _LETTER,
)
