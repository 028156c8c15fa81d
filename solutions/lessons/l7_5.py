"""The questions and checks inside lesson 7.5, "Discriminant analysis and decision trees".

Three days: on `learn_day` and on `test_day` a question is asked, and each is answered by what customers spent in the
time after it; the answer to the second ends on the snapshot. A year lies between them where the ledger is long enough.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures.orders.valid import valid_orders
from customer_value.measures.tiers.classifiers import fit_discriminant, probabilities
from customer_value.measures.tiers.premium import premium_table
from customer_value.messages import Text
from tutor.shape import Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

LESSON = "7.5"

YEAR = 365
LONG_ENOUGH = 900
"""A ledger of so many days holds a year to learn from, a year of answers, and a year of answers to be tested by."""

SCORED = ["recency", "log_orders", "log_money"]

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@dataclass(frozen=True)
class Days:
    """The days of the lesson, and the spend from which a customer is premium."""

    learn: pd.Timestamp
    test: pd.Timestamp
    snapshot: pd.Timestamp
    length: int
    least: float


@once_per_ledger
def _valid(ledger: Ledger, day: pd.Timestamp) -> pd.DataFrame:
    """The valid orders as a day sees them, net of the refunds known by then."""
    return valid_orders(ledger.orders, ledger.refunds, day)


@once_per_ledger
def _days(ledger: Ledger) -> Days:
    snapshot = ledger.snapshot
    span = (snapshot - _valid(ledger, snapshot)["order_date"].min()).days
    length = YEAR if span >= LONG_ENOUGH else span // 3
    test = snapshot - pd.Timedelta(days=length)
    learn = test - pd.Timedelta(days=length)
    known = _valid(ledger, learn)
    known = known[known["order_date"] > learn - pd.Timedelta(days=length)]
    spent = known.groupby("customer_id")["amount"].sum()
    return Days(learn, test, snapshot, length, float(f"{spent.quantile(0.8):.1g}"))


@once_per_ledger
def _learn(ledger: Ledger) -> pd.DataFrame:
    return _table(ledger, _days(ledger).learn)


@once_per_ledger
def _test(ledger: Ledger) -> pd.DataFrame:
    return _table(ledger, _days(ledger).test)


def _table(ledger: Ledger, day: pd.Timestamp) -> pd.DataFrame:
    days = _days(ledger)
    table = premium_table(ledger.orders, ledger.refunds, day, least=days.least, days=days.length)
    return table.assign(log_orders=np.log1p(table["frequency"]), log_money=np.log1p(table["monetary"]))


@once_per_ledger
def _chances(ledger: Ledger) -> pd.Series:
    """What the discriminant analysis expects of the customers it is tested on."""
    return probabilities(fit_discriminant(_learn(ledger), SCORED), _test(ledger))


def _spent(ledger: Ledger, after: pd.Timestamp | None, until: pd.Timestamp) -> pd.Series:
    orders = _valid(ledger, until)
    if after is not None:
        orders = orders[orders["order_date"] > after]
    return orders.groupby("customer_id")["amount"].sum()


def _premium_among(ledger: Ledger, known_on: pd.Timestamp, spent: pd.Series) -> int:
    known = _valid(ledger, known_on)["customer_id"].unique()
    return int((spent.reindex(known).fillna(0) >= _days(ledger).least).sum())


def _n_premium(ledger: Ledger) -> int:
    days = _days(ledger)
    return _premium_among(ledger, days.test, _spent(ledger, days.test, days.snapshot))


def _everything_counted(ledger: Ledger) -> int:
    days = _days(ledger)
    return _premium_among(ledger, days.test, _spent(ledger, None, days.snapshot))


def _newcomers_too(ledger: Ledger) -> int:
    days = _days(ledger)
    return int((_spent(ledger, days.test, days.snapshot) >= days.least).sum())


def _since_the_learn_day(ledger: Ledger) -> int:
    days = _days(ledger)
    return _premium_among(ledger, days.test, _spent(ledger, days.learn, days.snapshot))


def _the_learn_days(ledger: Ledger) -> int:
    days = _days(ledger)
    return _premium_among(ledger, days.learn, _spent(ledger, days.learn, days.test))


def _known_at_the_learn_day(ledger: Ledger) -> int:
    days = _days(ledger)
    return _premium_among(ledger, days.learn, _spent(ledger, days.test, days.snapshot))


def _counts(ledger: Ledger, above: float) -> tuple[int, int, int, int]:
    """Right calls, misses, false alarms and those rightly left alone above a chance."""
    premium, called = _test(ledger)["premium"], _chances(ledger) > above
    return tuple(
        int(part.sum()) for part in (premium & called, premium & ~called, ~premium & called, ~premium & ~called)
    )


def _over(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


def _recall(ledger: Ledger) -> float:
    hits, misses, _, _ = _counts(ledger, 0.3)
    return _over(hits, hits + misses)


def _precision(ledger: Ledger) -> float:
    hits, _, alarms, _ = _counts(ledger, 0.3)
    return _over(hits, hits + alarms)


def _accuracy(ledger: Ledger) -> float:
    hits, misses, alarms, alone = _counts(ledger, 0.3)
    return _over(hits + alone, hits + misses + alarms + alone)


def _specificity(ledger: Ledger) -> float:
    _, _, alarms, alone = _counts(ledger, 0.3)
    return _over(alone, alone + alarms)


def _of_all(ledger: Ledger) -> float:
    counts = _counts(ledger, 0.3)
    return _over(counts[0], sum(counts))


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_CLUSTERS = ChoiceTask(
    id="7.5.back-clusters",
    title=Text("What clusters cannot say", "集群說不出來的事"),
    lesson="7.4",
    minutes=1,
    prompt=Text(
        "You have three clusters: regulars, now and then, long silent. Which question can they **not** answer?",
        "你手上有三群：常客、偶爾來、久未光臨。哪一個問題，它們**回答不了**？",
    ),
    options=(
        Option(
            key="size",
            text=Text("How many customers belong to each", "每一群各有幾位"),
            why=Text("That one counts.", "這個數一數就知道。"),
        ),
        Option(
            key="middle",
            text=Text("What the middle customer of each is like", "每一群中間那位是什麼樣子"),
            why=Text("That was the profile, with its medians.", "那就是各群的中位數，上一課畫過。"),
        ),
        Option(
            key="next",
            text=Text("Who will be a premium customer next year", "誰明年會是精品客戶"),
            why=Text(
                "Clusters were made without looking at any outcome. For that one needs customers whose outcome is "
                "known already: today's subject.",
                "分群的時候，完全沒看後來的結果。要預測，得先有一批**結果已經知道**的顧客，這就是今天的主題。",
            ),
        ),
    ),
    right="next",
)

_BACK_EVENING = ChoiceTask(
    id="7.5.back-evening",
    title=Text("What was known that evening", "那天晚上知道什麼"),
    lesson="7.1",
    minutes=1,
    prompt=Text(
        "The snapshot date is 31 December. An order of 20 December was returned and refunded on 8 January. Does it "
        "count in the frequency of that evening?",
        "快照日是 12 月 31 日。12 月 20 日的一筆訂單，1 月 8 日退貨退款。站在快照日那天晚上，算消費頻率時要算它嗎？",
    ),
    options=(
        Option(
            key="no",
            text=Text("No: today we know that nothing is left of it", "不算，今天知道它退光了"),
            why=Text(
                "Today, yes. On that evening nobody could know. Whoever uses it looks into the future.",
                "今天知道，那天晚上誰也不知道。用了它，就是偷看未來。",
            ),
        ),
        Option(
            key="yes",
            text=Text("Yes: the refund had not happened yet", "算，那天還沒有退款"),
            why=Text(
                "Whatever is dated later does not exist yet. Hold on to that: today everything depends on it.",
                "日期比較晚的事，都還沒發生。記住這一點，今天的成敗全看它。",
            ),
        ),
        Option(
            key="half",
            text=Text("Only if it was more than 30 days old", "超過 30 天才算"),
            why=Text(
                "The definition of a valid order has no waiting time; it has a day on which one stands.",
                "有效訂單的定義裡沒有等待期，只有「站在哪一天看」。",
            ),
        ),
    ),
    right="yes",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_DEEP = GuessTask(
    id="7.5.deep",
    title=Text("The model that knows everybody", "認得每一個人的模型"),
    minutes=1,
    prompt=Text(
        "The nephew's tree has asked on until it knew every customer of `learn`: of those it calls premium there, "
        "nearly all are. Now it gets the customers of `test`. Of every 100 whom it calls premium **there**, how many "
        "become so?",
        "外甥的樹一直問下去，問到 `learn` 裡的每個人它都認得：它說是精品的，幾乎都對。現在換成 `test` 的顧客，"
        "**這裡**它說是精品的，每 100 位有幾位後來真的是？",
    ),
    unit=Text("of 100", "位"),
    low=0,
    high=100,
    start=0,
)

# --- Faded, own, explored ----------------------------------------------------------------------------------------

_N_PREMIUM = ValueTask(
    id="7.5.n-premium",
    title=Text("Premium in the time after the test day", "驗收日之後的精品客戶"),
    name="n_premium",
    minutes=3,
    prompt=Text(
        "`n_premium`: of the customers known on the evening of `test_day`, how many became premium after it, up to the "
        "snapshot.",
        "`n_premium`：`test_day` 當天晚上已經認識的顧客裡，之後到快照日為止成為精品的有幾位。",
    ),
    answer=_n_premium,
    returns=Number(unit="customers", whole=True),
    mistakes=(
        Mistake(
            key="everything",
            wrong=_everything_counted,
            message=Text(
                "You counted everything they ever spent. The answer is only what came **after** the test day.",
                "你把以前花的也算進去了。答案只算驗收日**之後**的。",
            ),
        ),
        Mistake(
            key="since-learn",
            wrong=_since_the_learn_day,
            message=Text(
                "The answer begins too early: the last blank still says the learn day, so part of what was known that "
                "evening counts twice.",
                "答案從太早的日子算起：最後一格還是學習日，這樣當天晚上早就知道的事，又被當成答案。",
            ),
        ),
        Mistake(
            key="learn",
            wrong=_the_learn_days,
            message=Text(
                "These are the learn day's numbers. All three dates move on by one.",
                "這還是學習日的數字。三個日期都要往後移一個。",
            ),
        ),
        Mistake(
            key="known-early",
            wrong=_known_at_the_learn_day,
            message=Text(
                "You asked about those known on the learn day only. Whoever came in between was known on the test day, "
                "too.",
                "你只問了學習日就認識的人。中間才來的，到了驗收日也認識了。",
            ),
        ),
        Mistake(
            key="newcomers",
            wrong=_newcomers_too,
            message=Text(
                "Among these are customers who first came after the test day. On that evening nobody could have named "
                "them: the first blank is the day of the question.",
                "這裡面有驗收日之後才第一次來的人。那天晚上，誰也說不出他們的名字：第一格是提問的那一天。",
            ),
        ),
    ),
    hints=(
        Text(
            "Put the two tables side by side: where the worked example says `learn_day` it is now `test_day`. And what "
            "stands for `test_day` there?",
            "把兩段程式擺在一起看：上面寫 `learn_day` 的地方，現在是 `test_day`。那麼上面的 `test_day`，現在是哪一天？",
        ),
        Text(
            "In this order: `test_day`, `snapshot`, `test_day`.",
            "依序是 `test_day`、`snapshot`、`test_day`。",
        ),
    ),
    solution="""
known_people = rfm(ledger.orders, ledger.refunds, test_day).set_index("customer_id")
later = valid_orders(ledger.orders, ledger.refunds, snapshot)
later = later[later["order_date"] > test_day]
spent = later.groupby("customer_id")["amount"].sum()
n_premium = (spent.reindex(known_people.index).fillna(0) >= least).sum()
n_premium
""",
)

_RECALL = ValueTask(
    id="7.5.recall",
    title=Text("How many of the good ones were found", "好客人找到了多少"),
    name="recall",
    minutes=2,
    prompt=Text(
        "`recall`: of the customers of `test` who became premium, the share with a chance above 30% (whom we "
        "would have called).",
        "`recall`：`test` 裡後來成為精品的人，有多少比例的機率超過 30%（也就是我們會打電話的）。",
    ),
    answer=_recall,
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="precision",
            wrong=_precision,
            message=Text(
                "That is the precision again: of those called. Here the whole is those who became premium.",
                "這還是精確率，分母是打了電話的人。這裡的分母是後來成為精品的人。",
            ),
        ),
        Mistake(
            key="accuracy",
            wrong=_accuracy,
            message=Text(
                "That is the accuracy, with everybody who was rightly *not* called in it.",
                "這是正確率，連「不打、也確實不必打」的人都算進去了。",
            ),
        ),
        Mistake(
            key="specificity",
            wrong=_specificity,
            message=Text(
                "That is the share of the others who were left alone. Look at those who became premium.",
                "這是「不是精品、也沒打」的比例。要看的是後來成為精品的人。",
            ),
        ),
        Mistake(
            key="of-all",
            wrong=_of_all,
            message=Text(
                "You divided by all customers. The question is about those who became premium.",
                "你除以全部顧客了。分母應該是後來成為精品的人。",
            ),
        ),
        Mistake(
            key="base-rate",
            wrong=lambda ledger: float(_test(ledger)["premium"].mean()),
            message=Text(
                "That is the base rate: how many are premium at all, whoever is called.",
                "這是基準率：不管打不打，本來就有多少比例是精品。",
            ),
        ),
    ),
    hints=(
        Text(
            "Precision takes the called and asks who is premium. Turn it round: take the premium, ask who was called.",
            "精確率是先挑出打了電話的，再問誰是精品。倒過來：先挑出精品，再問誰打到了。",
        ),
        Text('`called[test["premium"]].mean()`', '`called[test["premium"]].mean()`'),
    ),
    solution="""
called = test["chance"] > 0.3
precision = test.loc[called, "premium"].mean()
recall = called[test["premium"]].mean()
precision, recall
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_LEAK = ChoiceTask(
    id="7.5.leak",
    title=Text("Which column has to go?", "哪一欄要拿掉？"),
    minutes=1,
    prompt=Text(
        "The question is asked on 30 June: who spends 10,000 or more from July to December? Which column must the "
        "model **not** have?",
        "提問的日子是 6 月 30 日：誰會在七到十二月花滿一萬元？哪一欄**不可以**給模型？",
    ),
    options=(
        Option(
            key="net",
            text=Text(
                "Spend up to 30 June, less refunds made up to 30 June", "到 6 月 30 日為止的消費，扣掉當天以前的退款"
            ),
            why=Text(
                "Orders and refunds both stop at the day of the question. It could be filled in that evening.",
                "訂單和退款都停在提問那天，當天晚上就填得出來。",
            ),
        ),
        Option(
            key="recency",
            text=Text("Days from the last order to 30 June", "上次購買到 6 月 30 日的天數"),
            why=Text("Both dates were known that evening.", "兩個日期，當天晚上都知道。"),
        ),
        Option(
            key="complaints",
            text=Text("Complaints in this year, from the list of today", "今年的客訴次數，今天的清單上抄的"),
            why=Text(
                "A part of them was made after June, and who buys more complains more often: the column has seen the "
                "second half of the year.",
                "有一部分是七月以後才發生的，而且買得多的人，客訴的機會也多：這一欄看過下半年了。",
            ),
        ),
        Option(
            key="month",
            text=Text("Month of birth", "生日月份"),
            why=Text(
                "It may be of no use, but it was known. Useless is not leaked.",
                "也許沒用，但當時就知道。沒用不等於洩漏。",
            ),
        ),
    ),
    right="complaints",
)

_ACCURATE = ChoiceTask(
    id="7.5.accurate",
    title=Text("92% or 84%?", "92% 還是 84%？"),
    minutes=1,
    prompt=Text(
        "Of 100 customers 8 become premium. Model A calls nobody: 92% right. Model B calls 20 and finds 6 of the 8: "
        "84% right. A call costs 100 and brings 1,000 if it is right. Which do you take?",
        "100 位顧客裡，8 位後來成為精品。模型 A 誰都不打，正確率 92%。模型 B 打 20 通，8 位裡找到 6 位，正確率 84%。"
        "一通成本 100 元，打對帶來 1,000 元。你用哪一個？",
    ),
    options=(
        Option(
            key="a",
            text=Text("A: it is right more often", "A，比較準"),
            why=Text(
                "And earns nothing. Where few have what you look for, “no” for everybody is always accurate.",
                "然後一毛錢也沒賺。要找的人很少時，全部說「不是」，正確率一定高。",
            ),
        ),
        Option(
            key="b",
            text=Text("B: 6 × 1,000 less 20 × 100 is 4,000", "B，6 × 1,000 減 20 × 100，賺 4,000"),
            why=Text(
                "Fourteen wrong calls cost 1,400, two misses would have brought 1,800 more. Money weighs the errors.",
                "打錯 14 通花 1,400，漏掉 2 位少賺 1,800。兩種錯有多嚴重，要用錢來衡量。",
            ),
        ),
        Option(
            key="all",
            text=Text("Neither: call all 100, then none is missed", "都不用，100 位全打就不會漏"),
            why=Text(
                "8 × 1,000 less 100 × 100 is a loss of 2,000.",
                "8 × 1,000 減 100 × 100，賠 2,000。",
            ),
        ),
        Option(
            key="unknown",
            text=Text("One cannot say without the precision", "沒有精確率，不能說"),
            why=Text(
                "You have all it takes: calls, right calls, cost and gain.",
                "通數、打對幾位、成本、收益都有了，足夠算。",
            ),
        ),
    ),
    right="b",
)

_FIFTH = ChoiceTask(
    id="7.5.fifth",
    title=Text("A chance of one in five", "五分之一的機率"),
    minutes=1,
    prompt=Text(
        "A call costs 50 and brings 400 if the customer becomes premium. The model gives Ms Tsai a chance of 0.2. "
        "Call?",
        "一通電話 50 元，顧客成為精品的話帶來 400 元。模型說蔡小姐的機率是 0.2。要打嗎？",
    ),
    options=(
        Option(
            key="half",
            text=Text("No: below one half", "不打，不到一半"),
            why=Text(
                "One half would be the limit if a call cost half of what it may bring.",
                "電話成本是收益的一半時，界線才是一半。",
            ),
        ),
        Option(
            key="wrong",
            text=Text("No: four of five such calls are wrong", "不打，五通裡有四通打錯"),
            why=Text(
                "They are. The four cost 200, the fifth costs 50 and brings 400.",
                "是這樣沒錯。可是四通錯的花 200，第五通花 50、帶來 400。",
            ),
        ),
        Option(
            key="yes",
            text=Text("Yes: 0.2 × 400 is 80, more than 50", "打，0.2 × 400 是 80，比 50 多"),
            why=Text(
                "It pays from 50 ÷ 400, one in eight, on, if the chances are honest.",
                "只要機率可信，超過 50 ÷ 400，也就是八分之一，就划算。",
            ),
        ),
    ),
    right="yes",
)

_LATER = ChoiceTask(
    id="7.5.later-class",
    title=Text("Tested on whom?", "拿誰來驗收？"),
    minutes=1,
    prompt=Text(
        "You want to know how well the model will serve you next January. Which test comes closest?",
        "你想知道這個模型明年一月好不好用。哪一種驗收最接近？",
    ),
    options=(
        Option(
            key="same",
            text=Text("The customers it learned from", "學習時用的那批顧客"),
            why=Text(
                "It knows their answers by heart. You have seen what that is worth.",
                "它連答案都背起來了。值多少，剛才看過。",
            ),
        ),
        Option(
            key="tenth",
            text=Text(
                "A tenth of the same year's customers, drawn by lot and kept aside", "同一年的顧客，抽一成出來不給它看"
            ),
            why=Text(
                "Better, but they lived through the same year. Whether the rule holds in another does not show.",
                "好多了，可是他們過的是同一年。換一年還準不準，這樣看不出來。",
            ),
        ),
        Option(
            key="later",
            text=Text(
                "Customers asked about a year later, with answers it never saw", "晚一年提問的顧客，答案它從沒看過"
            ),
            why=Text(
                "That is how it will be used: learned from the past, asked about a time that comes after.",
                "真的要用的時候就是這樣：用過去學，拿來問之後的事。",
            ),
        ),
        Option(
            key="none",
            text=Text("None is needed if the model is simple", "模型夠簡單就不用驗收"),
            why=Text(
                "A simple model learns less by heart. How well it serves, only a test says.",
                "簡單的模型比較不會死背，但好不好用，還是要驗收才知道。",
            ),
        ),
    ),
    right="later",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_LIST = TextTask(
    id="7.5.list",
    title=Text("Three sentences with the list", "附在名單上的三句話"),
    minutes=3,
    prompt=Text(
        "First: from which chance on you call, why there, and who is left out if the adviser's time is enough for half "
        "of them. Second: how many of these calls will be wrong, so that the adviser is not surprised. Third: what the "
        "list does not show, and how you will find out.",
        "第一句：機率多少以上才打，為什麼是這裡；時間只夠打一半的話，不打誰。第二句：會打錯幾成，讓打電話的同事先有心理準備。"
        "第三句：這份名單看不出什麼，你打算怎麼查。",
    ),
    model=Text(
        "Hold yours against these questions, then run the next cell for one answer in the numbers of this ledger.\n\n"
        "- Does the threshold come from cost and gain, not from one half?\n"
        "- Is the share of wrong calls that of the *test*, not of the customers learned from?\n"
        "- Have you kept apart “will be premium” and “will be premium *because of the call*”?",
        "先拿這三個問題檢查自己寫的，再執行下一格，看用這本帳本的數字可以怎麼寫。\n\n"
        "- 門檻是從成本和收益來的嗎？還是隨手用了一半？\n"
        "- 打錯的比例，用的是**驗收**的數字嗎？不是學習時的數字？\n"
        "- 「會成為精品」和「**因為這通電話**才成為精品」，有分開嗎？",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_CLUSTERS,
    _BACK_EVENING,
    _DEEP,
    _N_PREMIUM,
    _RECALL,
    _LEAK,
    _ACCURATE,
    _FIFTH,
    _LATER,
    _LIST,
)
