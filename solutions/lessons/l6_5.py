"""The questions and checks inside lesson 6.5, "Feedback on the methods"."""

from __future__ import annotations

import math
from collections.abc import Callable

from customer_value.ledger import Ledger
from customer_value.lessons.ab_tests import ABTest, pick_test
from customer_value.messages import Text
from tutor.shape import Number
from tutor.task import ChoiceTask, Criterion, GuessTask, Mistake, Option, Task, TextTask, ValueTask

Z_ALPHA = 1.959964

TREATED, TREATED_BUYERS, CONTROL, CONTROL_BUYERS, MARGIN, COST = 5_000, 275, 5_000, 225, 400, 3
"""The test of another shop, as the page gives it."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


def _parts(n: int, x: int, m: int, y: int) -> tuple[float, float, float]:
    """The response of each group, and the standard error of their difference."""
    first, second = x / n, y / m
    return first, second, math.sqrt(first * (1 - first) / n + second * (1 - second) / m)


def _of_test(compute: Callable[[float, float, float, ABTest], float]) -> Callable[[Ledger], float]:
    def of(ledger: Ledger) -> float:
        test = pick_test(ledger)
        return compute(*_parts(test.treated, test.treated_buyers, test.control, test.control_buyers), test)

    return of


def _of_other(compute: Callable[[float, float, float], float]) -> Callable[[Ledger], float]:
    return lambda ledger: compute(*_parts(TREATED, TREATED_BUYERS, CONTROL, CONTROL_BUYERS))


def _other_with_our_error(ledger: Ledger) -> float:
    test = pick_test(ledger)
    error = _parts(test.treated, test.treated_buyers, test.control, test.control_buyers)[2]
    return ((TREATED_BUYERS / TREATED - CONTROL_BUYERS / CONTROL) - Z_ALPHA * error) * MARGIN - COST


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_HALF = ChoiceTask(
    id="6.5.back-half",
    title=Text("What was fixed before", "事前就定好的事"),
    lesson="6.4",
    minutes=1,
    prompt=Text(
        "A test was planned for 400 people a group, to be read on day 30. On day 12 somebody finds the result good "
        "enough. What was planned that this breaks?",
        "測試計畫寫的是每組 400 人、第 30 天看結果。第 12 天，有人覺得結果已經夠好了。這樣違反了計畫的哪一項？",
    ),
    options=(
        Option(
            key="lot",
            text=Text("The lot: the groups are no longer alike", "抽籤：兩組不再一樣"),
            why=Text(
                "The groups are as they were drawn. Look at what is read, and when.",
                "兩組還是原來那兩組。看看是「什麼時候看」的問題。",
            ),
        ),
        Option(
            key="day",
            text=Text("The day on which it is read", "看結果的日子"),
            why=Text(
                "Whoever may choose the day may choose a lucky one. Today you will see how often there is one.",
                "可以自己挑日子，就會挑到運氣好的那一天。今天就來看，這種日子有多常見。",
            ),
        ),
        Option(
            key="nothing",
            text=Text("Nothing: sooner is only cheaper", "沒有，早點知道只是省錢"),
            why=Text(
                "It would be, if the day had been day 12 from the beginning. Chosen afterwards it is chosen for its "
                "result.",
                "如果一開始就定第 12 天，那沒問題；看了結果才選的日子，就是因為結果好才選的。",
            ),
        ),
    ),
    right="day",
)

_BACK_INTERVAL = ChoiceTask(
    id="6.5.back-interval",
    title=Text("From −1 to +5", "從 −1 到 +5"),
    lesson="3.3",
    minutes=1,
    prompt=Text(
        "A message changed the response by 2 points, 95% interval −1 to +5. What may one say?",
        "一則訊息讓回應率多了 2 個百分點，95% 信賴區間是 −1 到 +5。可以怎麼說？",
    ),
    options=(
        Option(
            key="works",
            text=Text("It works: 2 is more than 0", "有用，2 比 0 大"),
            why=Text(
                "The 2 is what these people did. With other people, just as well drawn, it might have been 0.",
                "2 是這一批人的結果。換一批抽出來的人，也可能是 0。",
            ),
        ),
        Option(
            key="nothing",
            text=Text("It does nothing: 0 lies inside", "沒有用，0 在裡面"),
            why=Text(
                "0 lies inside, but so do 3 and 4. Not proved is not disproved.",
                "0 在裡面，3 和 4 也在裡面。沒有證實，不等於否定。",
            ),
        ),
        Option(
            key="open",
            text=Text("Not known yet: anything from a small loss to a good gain", "還不知道，從小輸到大贏都可能"),
            why=Text(
                "That is what an interval says. Today it is turned into money, because then one can decide.",
                "區間就是這個意思。今天要把它換成錢，換成錢才能做決定。",
            ),
        ),
    ),
    right="open",
)

_OF_HUNDRED = GuessTask(
    id="6.5.of-hundred",
    title=Text("And with the offer?", "收到優惠的呢？"),
    minutes=1,
    prompt=Text(
        "And of a hundred who got the offer? Your guess:",
        "收到優惠的人，每一百位有幾位下單？你猜：",
    ),
    unit=Text("of a hundred", "位（每一百位）"),
    low=0,
    high=100,
    start=20,
)

# --- In money ----------------------------------------------------------------------------------------------------

_PROFIT_LOW = ValueTask(
    id="6.5.profit-low",
    title=Text("The low end, in money", "最低的一端，換成錢"),
    minutes=3,
    lesson="6.5",
    name="profit_low",
    prompt=Text(
        "The low end of the profit per contact: what one person who gets the offer brings, at the low end of the "
        "difference.",
        "每次接觸利潤的最低一端：用差距最低的一端來算，每一位收到優惠的人帶來多少錢。",
    ),
    answer=_of_test(lambda a, b, error, test: (a - b - Z_ALPHA * error) * test.margin - test.cost),
    returns=Number(),
    tolerance=1e-3,
    mistakes=(
        Mistake(
            key="middle",
            wrong=_of_test(lambda a, b, error, test: (a - b) * test.margin - test.cost),
            message=Text(
                "That is the profit at the difference that was seen. Which end of the interval is asked for?",
                "這是用看到的差距算的利潤。題目問的是區間的哪一端？",
            ),
        ),
        Mistake(
            key="high",
            wrong=_of_test(lambda a, b, error, test: (a - b + Z_ALPHA * error) * test.margin - test.cost),
            message=Text("That is the high end.", "這是最高的一端。"),
        ),
        Mistake(
            key="no-cost",
            wrong=_of_test(lambda a, b, error, test: (a - b - Z_ALPHA * error) * test.margin),
            message=Text(
                "The cost is missing. Everybody who gets the offer costs money, also those who do not buy more.",
                "忘了扣成本。收到優惠的每個人都有成本，沒有多買的人也一樣。",
            ),
        ),
        Mistake(
            key="cost-times-low",
            wrong=_of_test(lambda a, b, error, test: (a - b - Z_ALPHA * error) * (test.margin - test.cost)),
            message=Text(
                "You took the cost off each extra order. It is paid for every contact.",
                "你把成本從多出來的訂單裡扣。成本是每次接觸都要付的。",
            ),
        ),
        Mistake(
            key="no-control",
            wrong=_of_test(lambda a, b, error, test: a * test.margin - test.cost),
            message=Text(
                "You counted every buyer of the treated. The control group shows how many of them would have bought "
                "anyway.",
                "你把實驗組所有的買家都算進來了。對照組告訴我們，有多少人本來就會買。",
            ),
        ),
        Mistake(
            key="points",
            wrong=_of_test(lambda a, b, error, test: a - b - Z_ALPHA * error),
            message=Text(
                "That is the low end of the difference. How much money is it?", "這是差距的最低一端。換成錢是多少？"
            ),
        ),
    ),
    hints=(
        Text("It is the line of `profit` with another difference.", "跟 `profit` 那一行一樣，只是換一個差距。"),
        Text("The low end of the difference is called `low`.", "差距的最低一端叫 `low`。"),
    ),
    solution="""
margin, cost = test.margin, test.cost
profit = difference * margin - cost
profit_low = low * margin - cost
profit_high = high * margin - cost
profit_low
""",
)

_OTHER = ValueTask(
    id="6.5.other",
    title=Text("The other shop", "另一家店"),
    minutes=4,
    lesson="6.5",
    name="low_2",
    prompt=Text(
        "The low end of the profit per contact in the other shop's test.",
        "另一家店的測試，每次接觸利潤的最低一端。",
    ),
    answer=_of_other(lambda a, b, error: (a - b - Z_ALPHA * error) * MARGIN - COST),
    returns=Number(),
    tolerance=1e-3,
    mistakes=(
        Mistake(
            key="middle",
            wrong=_of_other(lambda a, b, error: (a - b) * MARGIN - COST),
            message=Text(
                "That is the profit at the difference that was seen. The low end is asked for.",
                "這是用看到的差距算的利潤。題目問的是最低的一端。",
            ),
        ),
        Mistake(
            key="high",
            wrong=_of_other(lambda a, b, error: (a - b + Z_ALPHA * error) * MARGIN - COST),
            message=Text("That is the high end.", "這是最高的一端。"),
        ),
        Mistake(
            key="one-error",
            wrong=_of_other(lambda a, b, error: (a - b - error) * MARGIN - COST),
            message=Text(
                "You went down by one standard error. For 95% it is `Z_ALPHA` of them.",
                "你只往下減了一個標準誤。95% 的話，要減 `Z_ALPHA` 個。",
            ),
        ),
        Mistake(
            key="no-cost",
            wrong=_of_other(lambda a, b, error: (a - b - Z_ALPHA * error) * MARGIN),
            message=Text("The cost of a contact is missing.", "忘了扣每次接觸的成本。"),
        ),
        Mistake(
            key="our-error",
            wrong=_other_with_our_error,
            message=Text(
                "`error` is the standard error of our test, with other people. This shop needs one of its own.",
                "`error` 是我們那場測試的標準誤，人數不一樣。這家店要自己算一個。",
            ),
        ),
        Mistake(
            key="no-margin",
            wrong=_of_other(lambda a, b, error: a - b - Z_ALPHA * error),
            message=Text(
                "That is the low end of the difference, not yet in money.", "這是差距的最低一端，還沒換成錢。"
            ),
        ),
        Mistake(
            key="one-group",
            wrong=_of_other(lambda a, b, error: (a - b - Z_ALPHA * math.sqrt(a * (1 - a) / TREATED)) * MARGIN - COST),
            message=Text(
                "Only the treated are in the standard error. Chance moves both groups.",
                "標準誤裡只有實驗組。運氣會影響兩組。",
            ),
        ),
        Mistake(
            key="relative",
            wrong=_of_other(lambda a, b, error: (a - b) / b * MARGIN - COST),
            message=Text(
                "You took the difference as a part of the control group's response. Each contact brings the plain "
                "difference in orders.",
                "你拿差距去除以對照組的回應率了。每次接觸多帶來的訂單，就是差距本身。",
            ),
        ),
    ),
    hints=(
        Text(
            "Four lines as in the worked cell: both rates, the error, the low end; then margin and cost.",
            "照示範那一格：先兩個比率，再標準誤、最低一端，最後乘毛利、扣成本。",
        ),
        Text(
            "`error_2 = math.sqrt(with_2 * (1 - with_2) / 5000 + without_2 * (1 - without_2) / 5000)`",
            "`error_2 = math.sqrt(with_2 * (1 - with_2) / 5000 + without_2 * (1 - without_2) / 5000)`",
        ),
    ),
    solution="""
with_2, without_2 = 275 / 5000, 225 / 5000
margin_2, cost_2 = 400, 3
error_2 = math.sqrt(with_2 * (1 - with_2) / 5000 + without_2 * (1 - without_2) / 5000)
low_2 = (with_2 - without_2 - Z_ALPHA * error_2) * margin_2 - cost_2
low_2
""",
)

# --- Every morning -----------------------------------------------------------------------------------------------

_LOOKS = ChoiceTask(
    id="6.5.looks",
    title=Text("Twenty looks", "看二十次"),
    minutes=1,
    on_page=True,
    prompt=Text(
        "With 20 looks: of a hundred tests of an offer that does nothing, about how many look like a success at some "
        "look?",
        "看 20 次的時候：一百場「優惠其實沒用」的測試，大約有幾場會在某一次看起來成功？",
    ),
    options=(
        Option(
            key="five",
            text=Text("about 5", "大約 5 場"),
            why=Text(
                "That is so with one look, at the end. Read the lower panel at 20.",
                "這是只在最後看一次的數字。看下面那張圖，第 20 次的地方。",
            ),
        ),
        Option(
            key="ten",
            text=Text("about 10", "大約 10 場"),
            why=Text("That many after three looks or so. Read further right.", "看三次左右就有這麼多了，再往右看。"),
        ),
        Option(
            key="quarter",
            text=Text("about 25", "大約 25 場"),
            why=Text(
                "Every fourth. Each look is another chance for luck, and nobody ever stops on a bad morning.",
                "四場就有一場。每看一次，就多給運氣一次機會，而且從來沒有人會停在不好的早上。",
            ),
        ),
        Option(
            key="all",
            text=Text("nearly all", "幾乎每一場"),
            why=Text(
                "With enough looks, yes. With 20 it has not come to that.",
                "看得夠多次的話，遲早會。20 次還沒到那個地步。",
            ),
        ),
    ),
    right="quarter",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_WHICH = ChoiceTask(
    id="6.5.which-decision",
    title=Text("Four tests, one to roll out", "四場測試，推行一場"),
    minutes=2,
    prompt=Text(
        """
Profit per contact, with its 95% interval. Which offer is rolled out?

| test | p value | profit | from | to |
|---|---:|---:|---:|---:|
| K | 0.01 | 4 | −1 | 9 |
| L | 0.03 | 2 | 0.5 | 3.5 |
| M | 0.001 | −3 | −5 | −1 |
| N | 0.20 | 15 | −8 | 38 |
""",
        """
每次接觸的利潤，附 95% 信賴區間。哪一個優惠可以全面推行？

| 測試 | p 值 | 利潤 | 從 | 到 |
|---|---:|---:|---:|---:|
| K | 0.01 | 4 | −1 | 9 |
| L | 0.03 | 2 | 0.5 | 3.5 |
| M | 0.001 | −3 | −5 | −1 |
| N | 0.20 | 15 | −8 | 38 |
""",
    ),
    options=(
        Option(
            key="k",
            text=Text("K", "K"),
            why=Text(
                "p says that it moves people, not that it pays: the low end is a loss. Test more.",
                "p 值說它會影響人，沒說划算：最低一端是賠的。再測。",
            ),
        ),
        Option(
            key="l",
            text=Text("L", "L"),
            why=Text(
                "A small gain, but even the low end is one. That is the only question that counts.",
                "賺得不多，但連最低一端都有賺。該問的就只有這一題。",
            ),
        ),
        Option(
            key="m",
            text=Text("M", "M"),
            why=Text(
                "The surest of the four, and surely a loss: even the high end is below 0. Stop.",
                "四場裡最確定的一場，可是確定會賠：連最高一端都在 0 以下。停止。",
            ),
        ),
        Option(
            key="n",
            text=Text("N", "N"),
            why=Text(
                "The largest profit, and the least known: from −8 to 38. Worth a larger test.",
                "利潤最高，也最不確定，從 −8 到 38。值得做大一點的測試。",
            ),
        ),
    ),
    right="l",
)

_REFRESH = ChoiceTask(
    id="6.5.refresh",
    title=Text("Half a year on", "半年之後"),
    minutes=1,
    prompt=Text(
        "The offer was rolled out to everybody. Half a year later its response has fallen from 20% to 14%. What do "
        "you need to know whether it still works?",
        "優惠已經全面推行。半年後，回應率從 20% 掉到 14%。要知道它還有沒有用，需要什麼？",
    ),
    options=(
        Option(
            key="more",
            text=Text("A better offer, at once", "馬上換更好的優惠"),
            why=Text(
                "Perhaps the whole market is quieter, and the offer works as ever. First find out.",
                "說不定是整個市場變冷，優惠照樣有用。先弄清楚。",
            ),
        ),
        Option(
            key="hold-out",
            text=Text("A few who still do not get it, drawn by lot", "抽籤留下一小群不給的人"),
            why=Text(
                "If their response has fallen from 10% to 4%, the offer is as good as before; if it stands at 10%, "
                "4 points are left of 10. So a small hold-out is kept for good.",
                "他們如果從 10% 掉到 4%，優惠跟以前一樣有用；如果還是 10%，10 個百分點就只剩 4 個。"
                "所以要一直留一小群對照組。",
            ),
        ),
        Option(
            key="openers",
            text=Text("The response of those who opened it", "打開訊息的人的回應率"),
            why=Text(
                "Those who open would buy more in any case. It was so before as well.",
                "會打開的人本來就比較會買，以前也一樣。",
            ),
        ),
        Option(
            key="year",
            text=Text("The same month of the year before", "去年同一個月的數字"),
            why=Text(
                "That shows the season, but not what else has changed since.",
                "看得出季節，看不出這一年還變了什麼。",
            ),
        ),
    ),
    right="hold-out",
)

_SIGNIFICANT = ChoiceTask(
    id="6.5.significant",
    title=Text("“Significant”", "「顯著」"),
    minutes=1,
    prompt=Text(
        "“p = 0.02, so it is 98% certain that the offer pays.” What is wrong with that?",
        "「p 值是 0.02，所以有 98% 的把握會賺錢。」錯在哪裡？",
    ),
    options=(
        Option(
            key="ninety-five",
            text=Text("Nothing, only that 95% would do", "沒錯，而且 95% 就夠了"),
            why=Text(
                "p answers another question: how often chance alone makes so large a difference.",
                "p 值回答的是另一個問題：光靠運氣，有多常出現這麼大的差距。",
            ),
        ),
        Option(
            key="question",
            text=Text("p speaks of chance, not of profit", "p 值說的是運氣，不是利潤"),
            why=Text(
                "If the offer did nothing, so large a difference would come up in 2 of 100 tests. Whether it pays "
                "depends on margin and cost, which p does not know.",
                "如果優惠沒用，這麼大的差距，一百場只會出現兩場。划不划算要看毛利和成本，p 值不知道這些。",
            ),
        ),
        Option(
            key="small",
            text=Text("0.02 is too small to mean anything", "0.02 太小，沒有意義"),
            why=Text(
                "Small is what one looks for here: then chance is a poor explanation.",
                "這裡就是要小：越小，越不像是運氣。",
            ),
        ),
    ),
    right="question",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_LETTER = TextTask(
    id="6.5.letter",
    title=Text("Feedback to the team", "給團隊的回饋"),
    minutes=4,
    prompt=Text(
        "Four sentences. What was tried and what came out, with its interval in money. The decision. What you would "
        "plan differently. What is watched from now on, and when you look again.",
        "四句話。試了什麼、結果如何（要有換成錢的區間）。決定是什麼。下次計畫要改什麼。接下來要盯什麼、什麼時候再看。",
    ),
    rubric=(
        Criterion(
            Text(
                "The result is a difference to the control group, with its interval.", "結果是跟對照組的差距，附區間。"
            )
        ),
        Criterion(Text("The decision follows from the interval in money.", "決定是從換成錢的區間來的。")),
        Criterion(
            Text(
                "It does not call “not known” a failure, or luck a success.",
                "沒有把「還不知道」說成失敗，也沒有把運氣說成成功。",
            )
        ),
        Criterion(Text("One thing is changed in the next plan, with a number.", "下次的計畫改了一件事，有數字。")),
        Criterion(Text("A hold-out and a day are named for the next look.", "說好留多少對照組、哪一天再看。")),
    ),
    model=Text(
        "Tick off the five lines above, then read the answer below the box.",
        "先用上面五條自己打勾，再看下面的寫法。",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_HALF,
    _BACK_INTERVAL,
    _OF_HUNDRED,
    _PROFIT_LOW,
    _OTHER,
    _LOOKS,
    _WHICH,
    _REFRESH,
    _SIGNIFICANT,
    _LETTER,
)
