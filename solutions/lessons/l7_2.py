"""The questions and checks of lesson 7.2, RFM scores and segments.

Every number is judged over the two years up to a date, so that two dates can be compared: today's is the ledger's
snapshot, a year ago is one calendar year earlier.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from customer_value import Rule, migration, rfm, rfm_scores, score_cuts, segments
from customer_value.ledger import Ledger, once_per_ledger
from customer_value.messages import Text
from tutor.shape import Column, Number
from tutor.task import ChoiceTask, Criterion, GuessTask, Mistake, Option, Task, TextTask, ValueTask

LESSON = "7.2"


TWO_YEARS = 730
"""The length of the window in days that every score of the lesson looks back over."""


@once_per_ledger
def _table(ledger: Ledger) -> pd.DataFrame:
    """Recency, frequency and monetary value over the two years up to the snapshot, by customer_id."""
    return rfm(ledger.orders, ledger.refunds, ledger.snapshot, days=TWO_YEARS).set_index("customer_id")


def _score(numbers: pd.Series, *, high_is_good: bool = True, method: str = "average") -> pd.Series:
    """The place in the queue, times five, over everybody, rounded up."""
    return np.ceil(5 * numbers.rank(ascending=high_is_good, method=method) / len(numbers))


@once_per_ledger
def _scores(ledger: Ledger) -> pd.DataFrame:
    table = _table(ledger)
    return pd.DataFrame(
        {
            "r_score": _score(table["recency"], high_is_good=False),
            "f_score": _score(table["frequency"]),
            "m_score": _score(table["monetary"]),
        }
    )


# --- looking back --------------------------------------------------------------------------------------------------

RECALL_RECENCY = ChoiceTask(
    id="7.2.recall-recency",
    lesson="7.1",
    minutes=1,
    title=Text("From 7.1: recency", "複習 7.1：最近一次消費"),
    prompt=Text(
        "The snapshot is 31 December. A customer bought on 1 December, and again on 21 December; on 27 December "
        "the second order came back and was refunded in full. What is this customer's recency?",
        "快照日是 12 月 31 日。有位顧客 12 月 1 日買過一次，12 月 21 日又買一次，但 12 月 27 日把第二筆訂單整筆退"
        "掉、全額退款。這位顧客的最近一次消費是幾天？",
    ),
    options=(
        Option(
            key="refund-as-purchase",
            text=Text("4 days", "4 天"),
            why=Text(
                "That counts from the refund. Bringing something back is a visit, but it is not a purchase.",
                "這是從退款那天算起。來退貨也是上門，但不是消費。",
            ),
        ),
        Option(
            key="refunded-order",
            text=Text("10 days", "10 天"),
            why=Text(
                "That counts from 21 December, an order of which nothing is left. Take the refunds off first, "
                "then look for the last order.",
                "這是從 12 月 21 日算起，可是那筆訂單已經退光。要先扣退款，再找最後一筆訂單。",
            ),
        ),
        Option(
            key="valid",
            text=Text("30 days", "30 天"),
            why=Text(
                "The order of 21 December is worth nothing after the refund, so it is not a valid order; "
                "the last valid one is of 1 December.",
                "12 月 21 日那筆退光了，淨額是 0，不算有效訂單；最後一筆有效訂單是 12 月 1 日。",
            ),
        ),
        Option(
            key="no-row",
            text=Text("None: someone who returns goods has no recency", "沒有：退過貨的人不算"),
            why=Text(
                "One order was returned, the other was not. Only a customer without any valid order has no row.",
                "退掉的只有一筆，另一筆還在。一筆有效訂單都沒有的人，才不會出現在表裡。",
            ),
        ),
    ),
    right="valid",
)

RECALL_WIDTH = ChoiceTask(
    id="7.2.recall-width",
    lesson="1.5",
    minutes=1,
    title=Text("From 1.5: one large customer", "複習 1.5：一位大戶"),
    prompt=Text(
        "Five customers spent 800, 900, 1,000, 1,200 and 21,100. You cut the range from 800 to 21,100 "
        "into five bands of equal width. How many of the five customers land in the lowest band?",
        "五位顧客分別花了 800、900、1,000、1,200、21,100 元。把 800 到 21,100 切成五段，每段一樣寬，會有幾位落在"
        "最低的那一段？",
    ),
    options=(
        Option(
            key="one",
            text=Text("One", "一位"),
            why=Text(
                "One each is what you get when five customers are divided into five. Here the money is "
                "divided: each band is 4,060 wide, and the lowest reaches from 800 to 4,860.",
                "五個人分成五份，才會一份一位。這裡切的是金額：每段寬 4,060 元，最低段從 800 到 4,860。",
            ),
        ),
        Option(
            key="two",
            text=Text("Two: those below the median", "兩位：比中位數低的那兩位"),
            why=Text(
                "The median (1,000) divides the customers in halves. Bands of equal width do not know where the "
                "customers are; the lowest reaches up to 4,860.",
                "中位數 1,000 是把人切成兩半。等寬的區間不管人在哪裡，最低段一路到 4,860 元。",
            ),
        ),
        Option(
            key="four",
            text=Text("Four", "四位"),
            why=Text(
                "Spend is skewed: one large customer stretches the bands and the other four share the "
                "lowest. That is why scores divide the customers into fifths, not the money.",
                "消費金額是偏態分布，一位大戶就把每一段都拉寬，另外四位全擠在最低段。所以評分切的是「人」的五"
                "等分，不是「金額」的五等分。",
            ),
        ),
    ),
    right="four",
)

# --- predictions ---------------------------------------------------------------------------------------------------

GUESS_555 = GuessTask(
    id="7.2.guess-555",
    lesson=LESSON,
    minutes=1,
    title=Text("How many customers are 555?", "555 的顧客有幾位？"),
    prompt=Text(
        "How many customers of this ledger score 5 for recency, for frequency and for money?",
        "這本帳本裡，最近一次消費、消費頻率、消費金額三項都拿 5 分的顧客，有幾位？",
    ),
    unit=Text("customers", "位顧客"),
    low=0,
    high=5_000,
    start=0,
)

VOTE_EQUALS = ChoiceTask(
    id="7.2.vote-equals",
    lesson=LESSON,
    minutes=1,
    title=Text("Six equals", "六個一樣的人"),
    prompt=Text(
        "Ten customers bought 1, 1, 1, 1, 1, 1, 2, 2, 3 and 9 times. They get frequency scores from 1 to 5, "
        "which would be two customers to each score. What should the six who bought once get?",
        "十位顧客分別買了 1、1、1、1、1、1、2、2、3、9 次。要打 1 到 5 分的頻率分數，本來應該每個分數兩位。那六位"
        "只買一次的，該拿幾分？",
    ),
    options=(
        Option(
            key="spread",
            text=Text("1, 1, 2, 2, 3 and 3: two to each score", "1、1、2、2、3、3：每個分數剛好兩位"),
            why=Text(
                "Then the groups are fifths. Somebody has to decide, though, which of six equal customers gets 3 "
                "and which gets 1.",
                "這樣每組都是五分之一。可是六位一模一樣，誰拿 3 分、誰拿 1 分，總得有人決定。",
            ),
        ),
        Option(
            key="lowest",
            text=Text("All of them 1: they bought least", "全部 1 分：他們買得最少"),
            why=Text(
                "Equal customers, equal scores. But 1 stands for the first fifth of the queue, and these are six "
                "tenths of everybody.",
                "一樣的人拿一樣的分數，這點很好。不過 1 分的意思是「最後五分之一」，他們卻占了十分之六。",
            ),
        ),
        Option(
            key="average",
            text=Text(
                "All of them 2: the middle of the places they take up, 3.5", "全部 2 分：取他們所占名次的中間，3.5"
            ),
            why=Text(
                "Equal customers, equal scores, and the score says where the group stands on average: places 1 "
                "to 6, so 3.5.",
                "一樣的人拿一樣的分數，而且看的是這群人平均站在哪裡：名次 1 到 6，平均 3.5。",
            ),
        ),
        Option(
            key="highest",
            text=Text(
                "All of them 3: the last place they take up, place 6", "全部 3 分：取他們所占名次的最後一個，第 6 名"
            ),
            why=Text(
                "Equal customers, equal scores, but a one-time buyer gets the middle score because there are "
                "many like them.",
                "一樣的人拿一樣的分數，可是只買一次的人，就因為同伴多而拿到中間分數。",
            ),
        ),
    ),
    right=None,
)

# --- scores --------------------------------------------------------------------------------------------------------


def _by_width(numbers: pd.Series) -> pd.Series:
    return pd.cut(numbers, 5, labels=False) + 1


def _dropped_edges(numbers: pd.Series) -> pd.Series:
    return pd.qcut(numbers, 5, labels=False, duplicates="drop") + 1


def _rounded_down(numbers: pd.Series) -> pd.Series:
    return np.floor(5 * numbers.rank() / len(numbers))


def _over_ten(numbers: pd.Series, *, high_is_good: bool = True) -> pd.Series:
    """The worked example's number of customers kept for everybody."""
    return np.ceil(5 * numbers.rank(ascending=high_is_good) / 10)


OVER_TEN = Text(
    "You divided by 10. That was the number of customers in the example; here it is `len(everyone)`.",
    "你除以 10。10 是示範裡的人數，這裡的人數是 `len(everyone)`。",
)
PLACES = Text(
    "These are places in the queue, from 1 to the number of customers. Two steps are missing: times five over "
    "the number of customers, then round up.",
    "這是名次，從 1 排到人數。還差兩步：乘以 5 除以人數，再無條件進位。",
)
NOT_TIMES_FIVE = Text(
    "Everybody has a 1: place over number of customers is never more than 1. Multiply by five first.",
    "每個人都是 1 分：名次除以人數最多就是 1。要先乘以 5。",
)


FREQUENCY_SCORE = ValueTask(
    id="7.2.frequency-score",
    lesson=LESSON,
    minutes=3,
    title=Text("The frequency score of every customer", "每一位顧客的頻率分數"),
    prompt=Text(
        "`f_score`: the frequency score of every customer in `everyone`, `np.ceil(5 * average place / number "
        "of customers)`.",
        "`f_score`：`everyone` 裡每一位顧客的頻率分數，也就是 `np.ceil(5 * 平均名次 / 人數)`。",
    ),
    name="f_score",
    returns=Column(name="f_score"),
    answer=lambda ledger: _score(_table(ledger)["frequency"]),
    mistakes=(
        Mistake(key="over-ten", wrong=lambda ledger: _over_ten(_table(ledger)["frequency"]), message=OVER_TEN),
        Mistake(key="places", wrong=lambda ledger: _table(ledger)["frequency"].rank(), message=PLACES),
        Mistake(
            key="not-times-five",
            wrong=lambda ledger: np.ceil(_table(ledger)["frequency"].rank() / len(_table(ledger))),
            message=NOT_TIMES_FIVE,
        ),
        Mistake(
            key="row-order",
            wrong=lambda ledger: _score(_table(ledger)["frequency"], method="first"),
            message=Text(
                'You ranked with method="first": equal customers get different places, in the order of the rows. '
                "Compare two customers who bought once: they should have the same score.",
                '你用了 method="first"：次數一樣的人，照列的先後拿到不同名次。找兩位都只買一次的顧客比比看，分數應'
                "該一樣。",
            ),
        ),
        Mistake(
            key="lowest-place",
            wrong=lambda ledger: _score(_table(ledger)["frequency"], method="min"),
            message=Text(
                'You gave equal customers the lowest of their places (method="min"). Here they share the average '
                "place, which is what .rank() does by itself.",
                '你讓一樣的人都拿最小的名次（method="min"）。這門課取平均名次，.rank() 什麼都不寫就是平均。',
            ),
        ),
        Mistake(
            key="highest-place",
            wrong=lambda ledger: _score(_table(ledger)["frequency"], method="max"),
            message=Text(
                'You gave equal customers the highest of their places (method="max", what SQL calls CUME_DIST). '
                "Here they share the average place, which is what .rank() does by itself.",
                '你讓一樣的人都拿最大的名次（method="max"，SQL 的 CUME_DIST）。這門課取平均名次，.rank() 什麼都不寫'
                "就是平均。",
            ),
        ),
        Mistake(
            key="equal-width",
            wrong=lambda ledger: _by_width(_table(ledger)["frequency"]),
            message=Text(
                "You cut the number of orders into five equal bands (pd.cut), so one very keen customer decides "
                "everybody's score. Cut the queue of customers instead: the place, not the count.",
                "你把「次數」切成等寬的五段（pd.cut），一位買特別多次的顧客就左右了所有人的分數。要切的是排隊的人："
                "看名次，不看次數。",
            ),
        ),
        Mistake(
            key="dropped-edges",
            wrong=lambda ledger: _dropped_edges(_table(ledger)["frequency"]),
            message=Text(
                'You used pd.qcut with duplicates="drop": where two cut values were equal one was thrown away, and '
                "there are fewer than five steps left. Count your scores with .value_counts(): the best have no 5.",
                '你用了 pd.qcut 加 duplicates="drop"：切點重複就被丟掉，剩不到五級。用 .value_counts() 數一下，最好'
                "的顧客拿不到 5 分。",
            ),
        ),
        Mistake(
            key="rounded-down",
            wrong=lambda ledger: _rounded_down(_table(ledger)["frequency"]),
            message=Text(
                "You rounded down: the first customers of the queue get 0, a score that does not exist. Which "
                "function of NumPy rounds up?",
                "你捨去了小數：隊伍最前面的人拿到 0 分，但分數是 1 到 5。NumPy 的哪個函式是無條件進位？",
            ),
        ),
        Mistake(
            key="nearest",
            wrong=lambda ledger: (5 * _table(ledger)["frequency"].rank() / len(_table(ledger))).round(),
            message=Text(
                "You rounded to the nearest whole number. Someone at 2.1 fifths of the queue stands in the third "
                "fifth: round up.",
                "你四捨五入了。站在 2.1 個五分之一的人，已經進了第三段：要無條件進位。",
            ),
        ),
        Mistake(
            key="not-rounded",
            wrong=lambda ledger: 5 * _table(ledger)["frequency"].rank() / len(_table(ledger)),
            message=Text(
                "These are fifths of the queue with their decimals. A score is a whole number: round up.",
                "這是還帶著小數的「第幾個五分之一」。分數是整數：再無條件進位一次。",
            ),
        ),
        Mistake(
            key="upside-down",
            wrong=lambda ledger: _score(_table(ledger)["frequency"], high_is_good=False),
            message=Text(
                "Your queue runs the wrong way: the customers with most orders get the lowest score. Many orders "
                "are good, so the best stand at the end, with the highest place.",
                "你的隊伍排反了：買最多次的人分數最低。次數多是好事，最好的人要排在最後、名次數字最大。",
            ),
        ),
    ),
    hints=(
        Text(
            "It is the line of the worked example, with `place` for the average place and the number of "
            "customers instead of 10.",
            "就是示範那一行：名次用 `place`，人數把 10 換成全部顧客的人數。",
        ),
        Text(
            "`len(everyone)` is the number of customers. Multiply by five first, divide by the number of "
            "customers, then round up.",
            "`len(everyone)` 就是人數。先乘以 5，除以人數，再無條件進位。",
        ),
        Text("`np.ceil(5 * place / ...)`", "`np.ceil(5 * place / ...)`"),
    ),
    solution="""\
# 1 every customer's place in the queue, equal customers share the average place # lang-en
# 1 每位顧客的名次，一樣的人取平均名次 # lang-zh-Hant
place = everyone["frequency"].rank()
# 2 five times the place, over the number of customers, rounded up # lang-en
# 2 名次乘以 5，除以人數，無條件進位 # lang-zh-Hant
f_score = np.ceil(5 * place / len(everyone))
pd.DataFrame({"orders": everyone["frequency"], "score": f_score}).head()  # lang-en
pd.DataFrame({"訂單數": everyone["frequency"], "分數": f_score}).head()  # lang-zh-Hant
""",
)

RECENCY_SCORE = ValueTask(
    id="7.2.recency-score",
    lesson=LESSON,
    minutes=3,
    title=Text("The recency score of every customer", "每一位顧客的最近一次消費分數"),
    prompt=Text(
        "`r_score`: the recency score of every customer in `everyone`; 5 for those who were here most recently.",
        "`r_score`：`everyone` 裡每一位顧客的最近一次消費分數；最近才來過的人拿 5 分。",
    ),
    name="r_score",
    returns=Column(name="r_score"),
    answer=lambda ledger: _score(_table(ledger)["recency"], high_is_good=False),
    mistakes=(
        Mistake(
            key="not-reversed",
            wrong=lambda ledger: _score(_table(ledger)["recency"]),
            message=Text(
                "Your 5 goes to those who have stayed away longest: many days are bad. Look at the customer with "
                "the smallest recency and ask what score they deserve.",
                "你的 5 分給了最久沒來的人：天數多是壞事。看看天數最小的那位，他該拿幾分？",
            ),
        ),
        Mistake(
            key="places",
            wrong=lambda ledger: _table(ledger)["recency"].rank(ascending=False),
            message=PLACES,
        ),
        Mistake(
            key="places-not-reversed",
            wrong=lambda ledger: _table(ledger)["recency"].rank(),
            message=Text(
                "These are places in the queue, not yet scores. And the queue runs the wrong way: those who came "
                "last should stand at its end.",
                "這還是名次，不是分數。而且隊伍排反了：最近才來過的人，應該站在最後面。",
            ),
        ),
        Mistake(
            key="over-ten",
            wrong=lambda ledger: _over_ten(_table(ledger)["recency"], high_is_good=False),
            message=OVER_TEN,
        ),
        Mistake(
            key="not-times-five",
            wrong=lambda ledger: np.ceil(_table(ledger)["recency"].rank(ascending=False) / len(_table(ledger))),
            message=NOT_TIMES_FIVE,
        ),
        Mistake(
            key="not-rounded",
            wrong=lambda ledger: 5 * _table(ledger)["recency"].rank(ascending=False) / len(_table(ledger)),
            message=Text(
                "The direction is right. A score is a whole number, though: round up with `np.ceil`.",
                "方向對了。不過分數是整數：再用 `np.ceil` 無條件進位。",
            ),
        ),
        Mistake(
            key="six-minus",
            wrong=lambda ledger: 6 - _score(_table(ledger)["recency"]),
            message=Text(
                "Very near: 6 - score turns the scores over after rounding, and customers on the edge between "
                "two scores slip into the wrong one. Turn the queue round before rounding, inside .rank().",
                "差一點點：6 減分數，是進位之後才翻轉，剛好站在兩個分數交界的人就被翻到隔壁去。要在進位之前，在 "
                ".rank() 裡就把隊伍倒過來。",
            ),
        ),
        Mistake(
            key="row-order",
            wrong=lambda ledger: _score(_table(ledger)["recency"], high_is_good=False, method="first"),
            message=Text(
                'The direction is right, but method="first" gives customers who came on the same day different '
                "places, in the order of the rows.",
                '方向對了，但 method="first" 會讓同一天來的人，照列的先後拿到不同名次。',
            ),
        ),
        Mistake(
            key="equal-width",
            wrong=lambda ledger: 6 - _by_width(_table(ledger)["recency"]),
            message=Text(
                "You cut the days into five equal bands. Then the number of customers with a 5 depends on how "
                "long the ledger is. Cut the queue of customers: rank first.",
                "你把「天數」切成等寬的五段，那麼拿 5 分的有幾位，就要看帳本有多長。要切的是排隊的人：先排名次。",
            ),
        ),
        Mistake(
            key="of-frequency",
            wrong=lambda ledger: _score(_table(ledger)["frequency"]),
            message=Text(
                "These are the frequency scores again. Which column of `everyone` holds the days since the last order?",
                "這還是頻率的分數。`everyone` 的哪一欄是距離上次消費的天數？",
            ),
        ),
    ),
    hints=(
        Text(
            "The same two lines as for frequency, on another column. But who is to stand at the end of the "
            "queue, with the highest place?",
            "和頻率一樣的兩行，換一個欄位。不過想一想：誰該排在隊伍最後面、名次數字最大？",
        ),
        Text(
            "`.rank()` puts the smallest number first. `.rank(ascending=False)` puts the largest number first, "
            "so that the smallest recency comes last, with the highest place.",
            "`.rank()` 把數字最小的排第 1。`.rank(ascending=False)` 反過來，數字最大的排第 1，天數最小的人就排到"
            "最後、名次最大。",
        ),
    ),
    solution="""\
r_score = np.ceil(5 * everyone["recency"].rank(ascending=False) / len(everyone))
pd.DataFrame({"days": everyone["recency"], "score": r_score}).head()  # lang-en
pd.DataFrame({"天數": everyone["recency"], "分數": r_score}).head()  # lang-zh-Hant
""",
)

# --- segments ------------------------------------------------------------------------------------------------------


def _silent(scores: pd.DataFrame) -> pd.Series:
    """The wake-up script's rule: spent much, away for long."""
    return (scores["r_score"] <= 2) & (scores["m_score"] >= 4)


def _often(scores: pd.DataFrame) -> pd.Series:
    """The thank-you script's rule."""
    return scores["f_score"] >= 4


def _welcome(rule):
    """How many get the welcome when it is the third rule, first rule that fits; `rule` marks whom it fits."""

    def count(ledger: Ledger) -> int:
        scores = _scores(ledger)
        return int((rule(scores) & ~_silent(scores) & ~_often(scores)).sum())

    return count


WELCOME = ValueTask(
    id="7.2.welcome",
    lesson=LESSON,
    minutes=3,
    title=Text("Who gets the welcome?", "誰聽到歡迎？"),
    prompt=Text(
        "`welcome`: how many customers get the welcome, if its rule, a recency score of 4 or 5, comes third: "
        "after Wake up and Thank.",
        "`welcome`：歡迎的規則（最近一次消費 4 分以上）排在喚回、感謝之後，是第三條。有幾位顧客會聽到歡迎？",
    ),
    name="welcome",
    returns=Number(unit="customers", whole=True),
    answer=_welcome(lambda scores: scores["r_score"] >= 4),
    mistakes=(
        Mistake(
            key="rule-alone",
            wrong=lambda ledger: int((_scores(ledger)["r_score"] >= 4).sum()),
            message=Text(
                "You counted everybody whom the rule fits, also those whom an earlier rule has taken. A regular "
                "who was here last week gets the thank-you, not the welcome.",
                "你數的是所有符合這條規則的人，連前面規則已經收走的也算進去了。上星期才來過的常客，聽到的是感謝，"
                "不是歡迎。",
            ),
        ),
        Mistake(
            key="away",
            wrong=_welcome(lambda scores: scores["r_score"] <= 2),
            message=Text(
                "You welcome those who have been away: a high recency score means lately.",
                "你歡迎到久沒來的人了：最近一次消費的分數「高」，才是最近來過。",
            ),
        ),
        Mistake(
            key="above-four",
            wrong=_welcome(lambda scores: scores["r_score"] > 4),
            message=Text(
                '`> 4` leaves out the fours. "4 or 5" is `>= 4`.',
                "`> 4` 會漏掉 4 分的人。「4 分以上」要寫 `>= 4`。",
            ),
        ),
        Mistake(
            key="days",
            wrong=lambda ledger: int(
                ((_table(ledger)["recency"] >= 4) & ~_silent(_scores(ledger)) & ~_often(_scores(ledger))).sum()
            ),
            message=Text(
                "You compared the days with 4. The rule is about the score, column `r_score`.",
                "你拿「天數」去和 4 比。規則說的是分數，欄位是 `r_score`。",
            ),
        ),
    ),
    hints=(
        Text(
            "The rule is written like `often` above: one comparison, this time of the recency score.",
            "規則的寫法和上面的 `often` 一樣，一個比較就好，這次比的是最近一次消費的分數。",
        ),
        Text(
            "`lately` marks everybody whom the rule fits; `script` says what each customer really hears. Count "
            "in `script`.",
            "`lately` 標出所有符合規則的人，`script` 才是每個人真正聽到的稿子。要數的是 `script`。",
        ),
        Text(
            '`script == "Welcome"` is True for everybody who hears the welcome; `.sum()` counts the Trues.',
            '`script == "歡迎"`，聽到歡迎的人就是 True；`.sum()` 會數出有幾個 True。',
        ),
    ),
    solution="""\
lately = scores["r_score"] >= 4
script = np.select([silent, often, lately], [wake, thank, "Welcome"], default="-")  # lang-en
script = np.select([silent, often, lately], [wake, thank, "歡迎"], default="-")  # lang-zh-Hant
welcome = (script == "Welcome").sum()  # lang-en
welcome = (script == "歡迎").sum()  # lang-zh-Hant
print(welcome)
""",
)

# --- migration -----------------------------------------------------------------------------------------------------

RULES = (
    Rule(segment="Wake up", r=(1, 2), m=(4, 5)),
    Rule(segment="Thank", f=(4, 5)),
    Rule(segment="Welcome", r=(4, 5)),
    Rule(segment="No call"),
)
"""The lesson's rules under their English names."""


@once_per_ledger
def _moves(ledger: Ledger) -> pd.DataFrame:
    """The migration table over one year, or over half a ledger younger than two, scored by the first date's cuts."""
    first_day = ledger.orders["order_date"].min()
    halfway = (first_day + (ledger.snapshot - first_day) / 2).normalize()
    a_year_ago = max(ledger.snapshot - pd.DateOffset(years=1), halfway)
    past = rfm(ledger.orders, ledger.refunds, a_year_ago, days=TWO_YEARS)
    now = rfm(ledger.orders, ledger.refunds, ledger.snapshot, days=TWO_YEARS)
    before = segments(rfm_scores(past), RULES)
    after = segments(rfm_scores(now, cuts=score_cuts(past)), RULES)
    return migration(before, after, states=[rule.segment for rule in RULES])


def _of_row(table: pd.DataFrame, row: str, column: str) -> float:
    """The share of a row's customers who are in a column; NaN where the row is empty."""
    total = table.loc[row].sum()
    return table.loc[row, column] / total if total else float("nan")


def _gone_left_out(ledger: Ledger) -> float:
    return _of_row(_moves(ledger).drop(columns="gone"), "Thank", "Thank")


def _of_everybody(ledger: Ledger) -> float:
    moves = _moves(ledger)
    return moves.loc["Thank", "Thank"] / moves.to_numpy().sum()


STAYED = ValueTask(
    id="7.2.stayed",
    lesson=LESSON,
    minutes=2,
    title=Text("Who stayed among the best?", "還留在最好那群的有多少？"),
    prompt=Text(
        "`stayed`: of the customers who would have been thanked a year ago, the share that would be thanked at "
        "the snapshot (0 to 1).",
        "`stayed`：一年前該聽到感謝的顧客裡，在快照日還是該感謝的比例（0 到 1）。",
    ),
    name="stayed",
    returns=Number(unit="share"),
    answer=lambda ledger: _of_row(_moves(ledger), "Thank", "Thank"),
    mistakes=(
        Mistake(
            key="column-share",
            wrong=lambda ledger: _of_row(_moves(ledger).T, "Thank", "Thank"),
            message=Text(
                "You divided by the column: of those who are thanked now, the share that was thanked then. The "
                "owner starts from last year's customers, and these stand in the row.",
                "你除以的是那一「欄」：現在該感謝的人裡，有多少一年前也是。老闆問的是從去年那批人出發，他們在那一"
                "「列」。",
            ),
        ),
        Mistake(
            key="gone-left-out",
            wrong=_gone_left_out,
            message=Text(
                "You left out the customers who are gone. They were among last year's, so they belong below the line.",
                "你漏掉了已經離開的人。他們去年也在裡面，分母要算進去。",
            ),
        ),
        Mistake(
            key="of-everybody",
            wrong=_of_everybody,
            message=Text(
                "You divided by everybody in the table. Only those who were in the group a year ago can have "
                "stayed in it.",
                "你除以的是整張表的人。一年前在這一群的人，才談得上「留下」。",
            ),
        ),
        Mistake(
            key="slipped",
            wrong=lambda ledger: _of_row(_moves(ledger), "Thank", "Wake up"),
            message=Text(
                "That is the share that slipped to Wake up. Those who stayed stand where row and column have the same "
                "name.",
                "這是掉到喚回的比例。留下來的人，在列和欄同名的那一格。",
            ),
        ),
        Mistake(
            key="count",
            wrong=lambda ledger: float(_moves(ledger).loc["Thank", "Thank"]),
            message=Text(
                "That is how many stayed. The share is this number over everybody in its row.",
                "這是留下來的人數。比例還要除以那一列的總人數。",
            ),
        ),
        Mistake(
            key="percent",
            wrong=lambda ledger: 100 * _of_row(_moves(ledger), "Thank", "Thank"),
            message=Text(
                "That is the percentage. The share is a number from 0 to 1: leave out the 100.",
                "這是百分比。比例是 0 到 1 的數字，不要乘以 100。",
            ),
        ),
        Mistake(
            key="way-back",
            wrong=lambda ledger: _of_row(_moves(ledger), "Wake up", "Thank"),
            message=Text(
                "That is the way back: of those who needed waking a year ago, the share that is thanked now. You "
                "need the row Thank.",
                "這是回頭的路：一年前該喚回的人，現在該感謝的比例。要看的是「感謝」那一列。",
            ),
        ),
    ),
    hints=(
        Text(
            "Above the line: the cell where the row Thank meets the column Thank. Below it: the sum of the row.",
            "分子：「感謝」那一列和「感謝」那一欄交會的那一格。分母：那一列的總和。",
        ),
        Text(
            "`moves.loc[thank, thank]` is above the line.",
            "分子是 `moves.loc[thank, thank]`。",
        ),
    ),
    solution="stayed = moves.loc[thank, thank] / moves.loc[thank].sum()\nprint(stayed)",
)

# --- the explorer --------------------------------------------------------------------------------------------------


def _thanked(ledger: Ledger, least: int) -> int:
    """How many customers are thanked when Thank asks for at least this frequency score."""
    scores = _scores(ledger)
    return int(((scores["f_score"] >= least) & ~_silent(scores)).sum())


THANKED = ValueTask(
    id="7.2.thanked",
    lesson=LESSON,
    minutes=1,
    title=Text("One step to the left", "往左拉一格"),
    prompt=Text(
        "`thanked`: how many customers are on Thank when its rule asks for a frequency score of at least 3 "
        "instead of 4, and the other limits stay.",
        "`thanked`：感謝的頻率門檻從 4 分改成 3 分，其他界線不動，「感謝」有幾位顧客。",
    ),
    name="thanked",
    returns=Number(unit="customers", whole=True),
    answer=lambda ledger: _thanked(ledger, 3),
    mistakes=(
        Mistake(
            key="unmoved",
            wrong=lambda ledger: _thanked(ledger, 4),
            message=Text(
                "That is the size at the start, the pale bar. Move the slider and read the number at the dark bar.",
                "這是起點的人數，也就是淺色長條。拉動滑桿，再看深色長條旁邊的數字。",
            ),
        ),
        Mistake(
            key="moved",
            wrong=lambda ledger: _thanked(ledger, 3) - _thanked(ledger, 4),
            message=Text(
                "That is how many came in addition. The question is how many are on Thank now, all together.",
                "這是多出來的人數。題目問的是現在「感謝」一共有幾位。",
            ),
        ),
        Mistake(
            key="other-way",
            wrong=lambda ledger: _thanked(ledger, 5),
            message=Text(
                "You moved the slider to the right, to 5. Move it to the left of 4.",
                "你往右拉到 5 了。要從 4 往左拉。",
            ),
        ),
        Mistake(
            key="two-steps",
            wrong=lambda ledger: _thanked(ledger, 2),
            message=Text(
                "The slider stands at 2. Move it one step to the right again.",
                "滑桿在 2，多拉了一格，往右拉回來。",
            ),
        ),
        Mistake(
            key="rule-alone",
            wrong=lambda ledger: int((_scores(ledger)["f_score"] >= 3).sum()),
            message=Text(
                "You counted everybody with F 3 or more, also those whom Wake up takes first. Read the bar of Thank.",
                "你數的是所有 F 3 分以上的人，連被「喚回」先收走的也算了。請看「感謝」的長條。",
            ),
        ),
    ),
    hints=(
        Text(
            "Press Back to the start, then move only the third slider, Thank: F at least, from 4 to 3.",
            "按「回到起點」，然後只把第三支滑桿「感謝：F 至少」從 4 拉到 3。",
        ),
        Text(
            "The number stands at the end of the dark bar of Thank; what follows in brackets is the change.",
            "數字在「感謝」那條深色長條的右邊，後面括號裡是增減。",
        ),
    ),
    solution="""\
# Wake up takes its customers first  # lang-en
# 喚回先收走它的人  # lang-zh-Hant
thanked = ((scores["f_score"] >= 3) & ~silent).sum()
""",
)

# --- check yourself ------------------------------------------------------------------------------------------------

QUIZ_TIES = ChoiceTask(
    id="7.2.quiz-ties",
    lesson=LESSON,
    minutes=1,
    title=Text("Five equals", "五個一樣的人"),
    prompt=Text(
        "Ten customers bought 1, 3, 6, 6, 6, 6, 6, 7, 9 and 12 times. Which frequency score do the five who "
        "bought six times get, by the rule of this course?",
        "十位顧客分別買了 1、3、6、6、6、6、6、7、9、12 次。照這門課的算法，那五位買六次的顧客，頻率分數是多少？",
    ),
    options=(
        Option(
            key="first",
            text=Text("2, 2, 3, 3 and 4", "2、2、3、3、4"),
            why=Text(
                'That is places 3, 4, 5, 6 and 7, one after the other (method="first"): the order of the rows '
                "decides between equals.",
                '這是名次照順序發 3、4、5、6、7（method="first"），等於讓列的先後決定誰高誰低。',
            ),
        ),
        Option(
            key="min",
            text=Text("2 each", "都是 2"),
            why=Text(
                "That takes the lowest of their five places: 5 x 3 / 10 = 1.5, rounded up 2. The rule takes the "
                "average place.",
                "這是取五個名次裡最小的：5 × 3 ÷ 10 = 1.5，進位成 2。我們取的是平均名次。",
            ),
        ),
        Option(
            key="average",
            text=Text("3 each", "都是 3"),
            why=Text(
                "Places 3 to 7, on average 5; 5 x 5 / 10 = 2.5, rounded up 3.",
                "名次 3 到 7，平均 5；5 × 5 ÷ 10 = 2.5，進位成 3。",
            ),
        ),
        Option(
            key="max",
            text=Text("4 each", "都是 4"),
            why=Text(
                "That takes the highest of their five places: 5 x 7 / 10 = 3.5, rounded up 4. The rule takes the "
                "average place.",
                "這是取五個名次裡最大的：5 × 7 ÷ 10 = 3.5，進位成 4。我們取的是平均名次。",
            ),
        ),
    ),
    right="average",
)

QUIZ_RULES = ChoiceTask(
    id="7.2.quiz-rules",
    lesson=LESSON,
    minutes=1,
    title=Text("Which script?", "該唸哪一份稿子？"),
    prompt=Text(
        "A customer has R 4, F 5, M 2. Which script do they hear by the four rules of this lesson, in their order?",
        "有位顧客 R 4、F 5、M 2。照這一課的四條規則和順序，他會聽到哪一份稿子？",
    ),
    options=(
        Option(
            key="last-match",
            text=Text("Welcome", "歡迎"),
            why=Text(
                "Rule 3 fits too, but rule 2, Thank, comes first. The first rule that fits decides, not the last.",
                "第 3 條也符合，但第 2 條（感謝）在前面。你讓最後一條算數了；應該是最先符合的那一條。",
            ),
        ),
        Option(
            key="thank",
            text=Text("Thank", "感謝"),
            why=Text(
                "Rule 1 does not fit, rule 2 does, and nobody looks at rule 3 any more.",
                "第 1 條不符合，第 2 條符合，第 3 條就不用看了。",
            ),
        ),
        Option(
            key="both",
            text=Text("Both: Thank and Welcome", "感謝和歡迎都打"),
            why=Text(
                "Two rules fit, but each customer is in exactly one segment. Otherwise the segments add up to "
                "more customers than there are, and some are called twice.",
                "兩條都符合沒錯，但一位顧客只屬於一個分群。不然各群加起來會比總人數多，有人還會接到兩通電話。",
            ),
        ),
        Option(
            key="all-conditions",
            text=Text("No call: M is only 2", "不打：M 只有 2 分"),
            why=Text(
                "Money is a condition of rule 1 alone. A customer need not meet all rules, only one.",
                "金額只有第 1 條才看。不必每條規則都符合，符合一條就行。",
            ),
        ),
    ),
    right="thank",
)

QUIZ_FIFTHS = ChoiceTask(
    id="7.2.quiz-fifths",
    lesson=LESSON,
    minutes=1,
    title=Text("A report that cannot fail", "一份永遠漂亮的報告"),
    prompt=Text(
        "An agency divides each year's customers into that year's own fifths by money, and reports: \"Your top "
        "group is stable: 20% of the "
        'customers in both years." What do you learn from that sentence?',
        "廣告公司把每一年的顧客各自按消費金額切成五等分，然後報告：「貴公司的頂級顧客很穩定，兩年都占 20%。」這句話"
        "告訴你什麼？",
    ),
    options=(
        Option(
            key="stayed",
            text=Text("The top customers have stayed", "頂級顧客都留住了"),
            why=Text(
                "The group has kept its size, but these may be altogether other people. Only a migration table "
                "follows the same ones.",
                "人數一樣，人可能全換了。要追同一批人，得看遷移表。",
            ),
        ),
        Option(
            key="spend",
            text=Text("The top customers spend as much as last year", "頂級顧客花的錢和去年一樣多"),
            why=Text(
                "The cut may have fallen from 8,000 to 5,000 without anybody noticing: the fifth is a "
                "place, not an amount.",
                "門檻可能已經從 8,000 元掉到 5,000 元，報告裡也看不出來：五分之一是名次，不是金額。",
            ),
        ),
        Option(
            key="nothing",
            text=Text("Nothing about the customers", "對顧客什麼都沒說"),
            why=Text(
                "A fifth is a fifth every year, in the best year and in the worst. Hold the cut values of "
                "the first year still and the size of the group begins to mean something.",
                "五分之一永遠是五分之一，生意好壞都一樣。把第一年的切點固定下來，人數才有意義。",
            ),
        ),
        Option(
            key="balanced",
            text=Text("As many rose to the top as fell from it", "升上來的和掉下去的一樣多"),
            why=Text(
                "If the number of customers has changed, not even that. And where it is so, it follows from the "
                "cutting: for one to rise into a fifth, another must leave it.",
                "總人數一變，連這句都不成立。就算成立，也是切法造成的：五分之一裡要擠進一位，就得擠出一位。",
            ),
        ),
    ),
    right="nothing",
)

# --- Monday morning ------------------------------------------------------------------------------------------------

MONDAY = TextTask(
    id="7.2.monday",
    lesson=LESSON,
    minutes=3,
    title=Text("Two sentences to the owner", "寫給老闆的兩句話"),
    prompt=Text(
        "Two sentences. The first: who gets the 150 calls, and which number from the table speaks for it. The "
        "second: what you give up by it.",
        "兩句話。第一句：150 通電話打給誰，憑表裡的哪一個數字。第二句：你因此放棄了什麼。",
    ),
    model=Text(
        "We call the Wake up list, those who spent most first: the table shows what they used to spend and which "
        "share returns when nobody calls, and a call is worth most where much was spent and few return alone. "
        "We give up most of the calls to Thank and Welcome, and we do not know yet whether a call changes anything; "
        "so of every five names on the list one, drawn by lot, is not called, and in April we compare the two groups.",
        "電話打給喚回名單，花錢多的先打：表裡看得到他們以前花多少、不去打擾有多少比例會自己回來，而以前花得多、"
        "自己回來得少的人，最值得打。代價是感謝和歡迎的人大多接不到電話，而且電話有沒有用還不知道，所以名單上每五"
        "位抽籤留一位不打，四月再比較這兩組。",
    ),
    rubric=(
        Criterion(Text("Names one list and who comes first on it.", "說出是哪一份名單、誰先打。")),
        Criterion(
            Text(
                "Gives a number from the table and compares it with another list's.",
                "舉出表裡的一個數字，並且和別的名單比。",
            )
        ),
        Criterion(Text("Says what is given up.", "說出放棄了什麼。")),
        Criterion(
            Text(
                "Claims nothing about what a call changes: nobody in the table was called.",
                "沒有說電話造成了什麼改變：表裡沒有人接過電話。",
            )
        ),
    ),
)

TASKS: tuple[Task, ...] = (
    RECALL_RECENCY,
    RECALL_WIDTH,
    GUESS_555,
    VOTE_EQUALS,
    FREQUENCY_SCORE,
    RECENCY_SCORE,
    WELCOME,
    STAYED,
    THANKED,
    QUIZ_TIES,
    QUIZ_RULES,
    QUIZ_FIFTHS,
    MONDAY,
)
