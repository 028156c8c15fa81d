"""The questions and checks of lesson 7.2, RFM scores and segments.

Every number is judged over the two years up to a date, so that two dates can be compared: today's is the ledger's
snapshot, a year ago is one calendar year earlier.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from customer_value import Rule, migration, rfm, rfm_scores, score_cuts, segments
from customer_value.ledger import Ledger, once_per_ledger
from customer_value.messages import Text
from tutor.shape import Column, Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

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
                "Right. The order of 21 December is worth nothing after the refund, so it is not a valid order; "
                "the last valid one is of 1 December.",
                "對。12 月 21 日那筆退光了，淨額是 0，不算有效訂單；最後一筆有效訂單是 12 月 1 日。",
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

RECALL_RATE = ChoiceTask(
    id="7.2.recall-rate",
    lesson="5.5",
    minutes=1,
    title=Text("From 5.5: divided by whom?", "複習 5.5：分母是誰？"),
    prompt=Text(
        "On 1 October a shop had 400 existing customers. From October to December 300 customers bought, and 120 "
        "of these were existing customers. What is the repurchase rate of existing customers?",
        "10 月 1 日，店裡有 400 位老客戶。10 到 12 月總共有 300 位顧客來買，其中 120 位是老客戶。老客戶續購率是多少？",
    ),
    options=(
        Option(
            key="opening",
            text=Text("30 %", "30%"),
            why=Text(
                "Right: 120 of the 400 who were there at the opening. You will divide by the people at the start "
                "again when you read a migration table.",
                "對：期初的 400 位裡有 120 位回來。等一下看遷移表，分母也是「一開始的那群人」。",
            ),
        ),
        Option(
            key="buyers",
            text=Text("40 %", "40%"),
            why=Text(
                "That is 120 of the 300 buyers: how much of the quarter's custom is old. The question is how "
                "many of the 400 came back.",
                "這是 120 除以 300 位買家，說的是這一季的買家裡有多少老面孔。題目問的是 400 位老客戶回來了多少。",
            ),
        ),
        Option(
            key="all-over-existing",
            text=Text("75 %", "75%"),
            why=Text(
                "That is 300 over 400, but 180 of the 300 were not existing customers. Whoever is above the line "
                "must also be below it.",
                "這是 300 除以 400，但 300 位裡有 180 位根本不是老客戶。分子裡的人，一定要先在分母裡。",
            ),
        ),
    ),
    right="opening",
)

RECALL_WIDTH = ChoiceTask(
    id="7.2.recall-width",
    lesson="1.5",
    minutes=1,
    title=Text("From 1.5: one large customer", "複習 1.5：一位大戶"),
    prompt=Text(
        "Five customers spent 800, 900, 1,000, 1,200 and 21,100 dollars. You cut the range from 800 to 21,100 "
        "into five bands of equal width. How many of the five customers land in the lowest band?",
        "五位顧客分別花了 800、900、1,000、1,200、21,100 元。把 800 到 21,100 切成五段，每段一樣寬，會有幾位落在"
        "最低的那一段？",
    ),
    options=(
        Option(
            key="one",
            text=Text("One", "一位"),
            why=Text(
                "One each is what you get when five customers are divided into five. Here the dollars are "
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
                "Right. Spend is skewed: one large customer stretches the bands and the other four share the "
                "lowest. That is why scores divide the customers into fifths, not the dollars.",
                "對。消費金額是偏態分布，一位大戶就把每一段都拉寬，另外四位全擠在最低段。所以評分切的是「人」的五"
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
                "Equal customers, equal scores. But 1 stands for the lowest fifth, and these are six tenths of "
                "everybody.",
                "一樣的人拿一樣的分數，這點很好。不過 1 分的意思是「最後五分之一」，他們卻占了十分之六。",
            ),
        ),
        Option(
            key="average",
            text=Text("All of them 2: the middle of the places they take up", "全部 2 分：取他們所占名次的中間"),
            why=Text(
                "Equal customers, equal scores, and the score says where the group stands on average: places 1 "
                "to 6, so 3.5.",
                "一樣的人拿一樣的分數，而且看的是這群人平均站在哪裡：名次 1 到 6，平均 3.5。",
            ),
        ),
        Option(
            key="highest",
            text=Text("All of them 3: the best place they take up", "全部 3 分：取他們所占名次的最前面"),
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


FREQUENCY_SCORE = ValueTask(
    id="7.2.frequency-score",
    lesson=LESSON,
    minutes=3,
    title=Text("The frequency score of every customer", "每一位顧客的頻率分數"),
    prompt=Text(
        "`f_score`: the frequency score of every customer in `everyone`, ceil(5 x average place / number of "
        "customers).",
        "`f_score`：`everyone` 裡每一位顧客的頻率分數，也就是 ceil(5 × 平均名次 ÷ 人數)。",
    ),
    name="f_score",
    returns=Column(name="f_score"),
    answer=lambda ledger: _score(_table(ledger)["frequency"]),
    mistakes=(
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
    title=Text("Who gets the welcome?", "誰聽到歡迎詞？"),
    prompt=Text(
        "`welcome`: how many customers get the welcome, if its rule, a recency score of 4 or 5, comes third: "
        "after Wake up and Thank.",
        "`welcome`：如果歡迎詞的規則（最近一次消費 4 分以上）排在喚回、感謝之後，是第三條，有幾位顧客會聽到歡迎詞？",
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
    """The migration table over one year, both dates scored by the first one's cut values."""
    a_year_ago = ledger.snapshot - pd.DateOffset(years=1)
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
                "That is the share that slipped to Wake up. Who stayed stands where row and column have the same name.",
                "這是滑到喚回的比例。留下來的人，在列和欄同名的那一格。",
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
    solution="stayed = moves.loc[thank, thank] / moves.loc[thank].sum()",
)

# --- the explorer --------------------------------------------------------------------------------------------------


def _with_limit(position: int, letter: str, step: int) -> tuple[Rule, ...]:
    """The lesson's rules with one limit moved by some steps, as the explorer's slider does; unmoved at the end."""
    low, high = getattr(RULES[position], letter)
    limits = (low, high + step) if low == 1 else (low + step, high)
    rules = list(RULES)
    if all(1 <= limit <= 5 for limit in limits):
        rules[position] = replace(rules[position], **{letter: limits})
    return tuple(rules)


def _moved(ledger: Ledger, steps: tuple[int, ...]) -> list[pd.DataFrame]:
    """For every limit and each of the steps: who changed segment, from where to where."""
    scores = rfm_scores(_table(ledger))
    start = segments(scores, RULES)["segment"]
    moves = []
    for position, rule in enumerate(RULES):
        for letter in "rfm":
            if getattr(rule, letter) == (1, 5):
                continue
            for step in steps:
                now = segments(scores, _with_limit(position, letter, step))["segment"]
                moves.append(pd.DataFrame({"origin": start, "target": now})[start != now])
    return moves


def _most(moves: list[pd.DataFrame]) -> int:
    return max(len(move) for move in moves)


def _largest_pair(ledger: Ledger) -> int:
    most = max(_moved(ledger, (-1, 1)), key=len)
    return int(most.value_counts().iloc[0]) if len(most) else 0


MOST_MOVED = ValueTask(
    id="7.2.most-moved",
    lesson=LESSON,
    minutes=2,
    title=Text("The limit that matters most", "最要緊的界線"),
    prompt=Text(
        "`most_moved`: how many customers change segment at the one step of one slider that moves most of them.",
        "`most_moved`：一次只動一支滑桿、一格，換分群的顧客最多有幾位。",
    ),
    name="most_moved",
    returns=Number(unit="customers", whole=True),
    answer=lambda ledger: _most(_moved(ledger, (-1, 1))),
    mistakes=(
        Mistake(
            key="two-steps",
            wrong=lambda ledger: _most(_moved(ledger, (-2, 2))),
            message=Text(
                "That slider went two steps. Press Back to the start, then move it by one.",
                "這支滑桿動了兩格。按「回到起點」，再只動一格。",
            ),
        ),
        Mistake(
            key="one-direction",
            wrong=lambda ledger: min(_most(_moved(ledger, (-1,))), _most(_moved(ledger, (1,)))),
            message=Text(
                "That is the most in one direction. Try each slider one step to the other side too.",
                "這是往同一邊移動的最大值。每支滑桿往另一邊也動一格看看。",
            ),
        ),
        Mistake(
            key="largest-pair",
            wrong=_largest_pair,
            message=Text(
                "That is the last number of the title: those who went from one segment to one other. The first "
                "number counts everybody who changed.",
                "這是標題最後的數字，只算從某一群到另一群的人。標題最前面的數字才是全部換群的人。",
            ),
        ),
    ),
    hints=(
        Text(
            "There are four sliders with two directions each: eight steps. Note the first number of the title "
            "each time.",
            "四支滑桿，各有兩個方向，一共八格。每次記下標題的第一個數字。",
        ),
        Text(
            "Frequency counts have large groups of equals: a limit that cuts between two such groups moves many "
            "at once.",
            "訂單數一樣的人很多；界線要是剛好移過這樣的一大群，一次就換掉很多人。",
        ),
    ),
    solution="""\
# the first number of the title at each of the eight steps: limits of wake up (R, M), thank (F), welcome (R)  # lang-en
# 八次各自的第一個數字：喚回的 R 和 M、感謝的 F、歡迎的 R  # lang-zh-Hant
steps = [(1, 4, 4, 4), (3, 4, 4, 4), (2, 3, 4, 4), (2, 5, 4, 4), (2, 4, 3, 4), (2, 4, 5, 4), (2, 4, 4, 3), (2, 4, 4, 5)]
counts = []
for r, m, f, w in steps:
    moved = [Rule(segment=names[0], r=(1, r), m=(m, 5)), Rule(segment=names[1], f=(f, 5))]
    moved += [Rule(segment=names[2], r=(w, 5)), rules[3]]
    counts.append((segments(scores, moved)["segment"] != people["segment"]).sum())
most_moved = max(counts)
""",
)

# --- check yourself ------------------------------------------------------------------------------------------------

QUIZ_TIES = ChoiceTask(
    id="7.2.quiz-ties",
    lesson=LESSON,
    minutes=1,
    title=Text("Five equals", "五個一樣的人"),
    prompt=Text(
        "Ten customers bought 1, 1, 1, 1, 1, 2, 3, 4, 6 and 8 times. Which frequency score do the five who "
        "bought once get, by the rule of this course?",
        "十位顧客分別買了 1、1、1、1、1、2、3、4、6、8 次。照這門課的算法，那五位只買一次的顧客，頻率分數是多少？",
    ),
    options=(
        Option(
            key="first",
            text=Text("1, 1, 2, 2 and 3", "1、1、2、2、3"),
            why=Text(
                'That is places 1, 2, 3, 4 and 5, one after the other (method="first"): the order of the rows '
                "decides between equals.",
                '這是名次照順序發 1、2、3、4、5（method="first"），等於讓列的先後決定誰高誰低。',
            ),
        ),
        Option(
            key="min",
            text=Text("1 each", "都是 1"),
            why=Text(
                "That takes the lowest of their five places: 5 x 1 / 10 = 0.5, rounded up 1. The rule takes the "
                "average place.",
                "這是取五個名次裡最小的：5 × 1 ÷ 10 = 0.5，進位成 1。我們取的是平均名次。",
            ),
        ),
        Option(
            key="average",
            text=Text("2 each", "都是 2"),
            why=Text(
                "Right: places 1 to 5, on average 3; 5 x 3 / 10 = 1.5, rounded up 2.",
                "對：名次 1 到 5，平均 3；5 × 3 ÷ 10 = 1.5，進位成 2。",
            ),
        ),
        Option(
            key="max",
            text=Text("3 each", "都是 3"),
            why=Text(
                "That takes the highest of their five places: 5 x 5 / 10 = 2.5, rounded up 3. The rule takes the "
                "average place.",
                "這是取五個名次裡最大的：5 × 5 ÷ 10 = 2.5，進位成 3。我們取的是平均名次。",
            ),
        ),
    ),
    right="average",
)

QUIZ_RULES = ChoiceTask(
    id="7.2.quiz-rules",
    lesson=LESSON,
    minutes=1,
    title=Text("Which script?", "該念哪一份稿子？"),
    prompt=Text(
        "The rules, first one that fits: **1** Wake up: R at most 2 and M at least 4. **2** Thank: F at least 4. "
        "**3** Welcome: R at least 4. Otherwise no call. A customer has R 4, F 5, M 2. What happens?",
        "規則由上往下看，先符合的算數：**1** 喚回：R 2 分以下，而且 M 4 分以上。**2** 感謝：F 4 分以上。**3** 歡"
        "迎：R 4 分以上。都不符合就不打。有位顧客 R 4、F 5、M 2，結果是什麼？",
    ),
    options=(
        Option(
            key="last-match",
            text=Text("Welcome", "歡迎"),
            why=Text(
                "Rule 3 fits too, but rule 2 came first. You let the last rule win, as happens when each rule "
                "overwrites a column.",
                "第 3 條也符合，但第 2 條在前面。你讓「最後一條」贏了；每條規則都去覆蓋同一個欄位時，就會變成這樣。",
            ),
        ),
        Option(
            key="thank",
            text=Text("Thank", "感謝"),
            why=Text(
                "Right. Rule 1 does not fit, rule 2 does, and nobody looks at rule 3 any more.",
                "對。第 1 條不符合，第 2 條符合，第 3 條就不用看了。",
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
        "group is stable: 20 % of the "
        'customers in both years." What do you learn from that sentence?',
        "代理商把每一年的顧客各自按消費金額切成五等分，然後報告：「貴公司的頂級顧客很穩定，兩年都占 20%。」這句話"
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
                "The cut may have fallen from 8,000 to 5,000 dollars without anybody noticing: the fifth is a "
                "place, not an amount.",
                "門檻可能已經從 8,000 元掉到 5,000 元，報告裡也看不出來：五分之一是名次，不是金額。",
            ),
        ),
        Option(
            key="nothing",
            text=Text("Nothing about the customers", "對顧客什麼都沒說"),
            why=Text(
                "Right. A fifth is a fifth every year, in the best year and in the worst. Hold the cut values of "
                "the first year still and the size of the group begins to mean something.",
                "對。五分之一永遠是五分之一，生意好壞都一樣。把第一年的切點固定下來，人數才有意義。",
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
    title=Text("Two or three sentences to the owner", "寫給老闆的兩、三句話"),
    prompt=Text(
        "Which customers get the 150 calls? Name the list, why it and not another one, what you give up by it, "
        "and what the table cannot tell.",
        "150 通電話要打給誰？寫出哪一份名單、為什麼是它而不是別的、你因此放棄了什麼，還有這張表說不出什麼。",
    ),
    model=Text(
        "Give the calls to the wake-up list, those who spent most first. The customers on the thank-you list "
        "come back by themselves far more often, so most of those calls would go to people who were coming "
        "anyway; they get a handwritten card instead. What we give up: many of the wake-up calls will find "
        "somebody who has no wish to return, and the team will hear more no than yes. What the table cannot tell "
        "is whether a call changes anything: nobody in it was called. So we draw fifty names on the list by lot "
        "and do not call them; in April we compare the two groups (lesson 9.3).",
        "150 通都給喚回名單，花錢多的先打。感謝名單上的人，不打也常常會自己回來，電話多半打給了本來就要來的人；他"
        "們改寄手寫卡片。代價是：喚回名單裡很多人真的不想回來了，同仁會聽到比較多的「不用了」。這張表說不出來的，"
        "是打電話到底有沒有用，因為表裡沒有一個人接過電話。所以從名單裡抽籤留下 50 位不打，四月再比兩組（第 9.3 "
        "課）。",
    ),
    rubric=(
        Text("Names one list and who comes first on it.", "說出是哪一份名單、誰先打。"),
        Text(
            "Compares it with another list by numbers from the table, not by the sound of its name.",
            "拿表裡的數字和別的名單比，不是憑名稱好不好聽。",
        ),
        Text("Says what is given up.", "說出放棄了什麼。"),
        Text(
            "Says that the table shows who comes back, not what a call changes.",
            "說出這張表看得到誰會回來，看不到電話造成的改變。",
        ),
    ),
)

TASKS: tuple[Task, ...] = (
    RECALL_RECENCY,
    RECALL_RATE,
    RECALL_WIDTH,
    GUESS_555,
    VOTE_EQUALS,
    FREQUENCY_SCORE,
    RECENCY_SCORE,
    WELCOME,
    STAYED,
    MOST_MOVED,
    QUIZ_TIES,
    QUIZ_RULES,
    QUIZ_FIFTHS,
    MONDAY,
)
