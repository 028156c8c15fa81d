"""The questions and checks inside lesson 6.4, "Marketing methods in practice"."""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.lessons.ab_tests import pick_test
from customer_value.lessons.basket_stories import pick_pairs
from customer_value.measures._numbers import ratio
from customer_value.messages import Text
from solutions.lessons.orders import valid_on
from tutor.shape import Number
from tutor.task import ChoiceTask, Criterion, Mistake, Option, OrderingTask, Task, TextTask, ValueTask

Z_ALPHA, Z_POWER = 1.959964, 0.841621
WORTH = 0.05
"""The difference in response that the owner wants to find, a share."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _counts(ledger: Ledger) -> tuple[int, int, int, int]:
    """All baskets, those with the one, with the other and with both, of the strongest pair."""
    pairs = pick_pairs(ledger)
    column = pairs.basket
    first, second = (set(pairs.lines.loc[pairs.lines["product_id"] == product, column]) for product in pairs.strong)
    return pairs.lines[column].nunique(), len(first), len(second), len(first & second)


def _of_counts(compute: Callable[[int, int, int, int], float]) -> Callable[[Ledger], float]:
    return lambda ledger: compute(*_counts(ledger))


@once_per_ledger
def _base(ledger: Ledger) -> float:
    """What share of those who would have been on the list one response window ago ordered since, to half a point."""
    day = ledger.snapshot - pd.Timedelta(days=pick_test(ledger).response_days)
    orders = valid_on(ledger, ledger.snapshot)
    last = orders[orders["order_date"] <= day].groupby("customer_id")["order_date"].max()
    agreed = ledger.customers.loc[ledger.customers["consent"], "customer_id"]
    listed = last.index[(last > day - pd.Timedelta(days=365)) & last.index.isin(agreed)]
    return round(200 * listed.isin(orders.loc[orders["order_date"] > day, "customer_id"]).mean()) / 200


def _size(compute: Callable[[float, float], float]) -> Callable[[Ledger], float]:
    """What is computed of the two rates, rounded up."""

    def of(ledger: Ledger) -> float:
        base = _base(ledger)
        return float(math.ceil(compute(base, base + WORTH)))

    return of


def _spread(first: float, second: float) -> float:
    return first * (1 - first) + second * (1 - second)


Z_SQUARED = (Z_ALPHA + Z_POWER) ** 2
_needed = _size(lambda p1, p2: Z_SQUARED * _spread(p1, p2) / (p2 - p1) ** 2)

# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_TRAIT = ChoiceTask(
    id="6.4.back-trait",
    title=Text("Half of them", "剛好一半"),
    lesson="3.1",
    minutes=1,
    prompt=Text(
        "Half of the best customers came through friends. Of all customers, half did as well. What is the lift of "
        "“came through friends”?",
        "最佳客戶裡，有一半是朋友介紹來的；所有顧客裡，朋友介紹來的也是一半。「朋友介紹」的提升度是多少？",
    ),
    options=(
        Option(
            key="half",
            text=Text("0.5: half of the best have the trait", "0.5：最佳客戶裡有一半"),
            why=Text(
                "That is the share alone. A lift asks what it is beside the share among everybody.",
                "這只是比率。提升度要跟所有人的比率比。",
            ),
        ),
        Option(
            key="one",
            text=Text("1: just what it is among everybody", "1：跟所有人一樣"),
            why=Text(
                "0.5 / 0.5 = 1, and 1 means: nothing special. Today the same number is worked out for two products.",
                "0.5 ÷ 0.5 = 1，意思是「沒什麼特別」。今天要替兩樣商品算同一種數字。",
            ),
        ),
        Option(
            key="two",
            text=Text("2: every second one", "2：每兩位就有一位"),
            why=Text(
                "A lift of 2 would mean twice as many as among everybody. Here it is just as many.",
                "提升度 2 是所有人的兩倍。這裡是一樣多。",
            ),
        ),
    ),
    right="one",
)

_BACK_LOT = ChoiceTask(
    id="6.4.back-lot",
    title=Text("Who is left out?", "誰不寄？"),
    lesson="3.3",
    minutes=1,
    prompt=Text(
        "Some people are not to get a message, so that one can see what it changes. How are they chosen?",
        "想知道一則訊息改變了什麼，要留一些人不寄。這些人怎麼挑？",
    ),
    options=(
        Option(
            key="worst",
            text=Text("Those who would hardly have bought", "挑本來就不太會買的人"),
            why=Text(
                "Then the others buy more with or without a message, and it gets the praise.",
                "那寄的人本來就比較會買，功勞卻算在訊息頭上。",
            ),
        ),
        Option(
            key="unopened",
            text=Text("Afterwards: whoever has not opened it", "事後再看：沒打開的人"),
            why=Text(
                "Those who open mail are other people than those who do not. Everybody has to be in a group before.",
                "會打開的人和不打開的人，本來就不一樣。分組要在寄出之前。",
            ),
        ),
        Option(
            key="lot",
            text=Text("By lot, before anything is sent", "寄出之前，用抽籤"),
            why=Text(
                "Only the lot makes two groups alike in everything, also in what nobody has thought of.",
                "只有抽籤能讓兩組各方面都差不多，連沒想到的地方也一樣。",
            ),
        ),
    ),
    right="lot",
)

# --- Predict, then lift ------------------------------------------------------------------------------------------

_POPULAR = ChoiceTask(
    id="6.4.popular",
    title=Text("More than chance?", "比碰巧多嗎？"),
    minutes=1,
    prompt=Text(
        "Suppose each of the two were dropped into baskets at random, as often as it is really bought. The real "
        "number of baskets with both, beside that one: what do you think?",
        "假設這兩樣各自賣出的次數不變，但隨機落在每個購物籃裡。跟這種「碰巧」比，實際上一起買的次數，你猜是多少？",
    ),
    options=(
        Option(key="fewer", text=Text("fewer than chance", "比碰巧少"), why=Text("", "")),
        Option(key="same", text=Text("about as many", "差不多"), why=Text("", "")),
        Option(key="some", text=Text("more, but less than twice as many", "比較多，但不到兩倍"), why=Text("", "")),
        Option(key="twice", text=Text("at least twice as many", "兩倍以上"), why=Text("", "")),
    ),
)

_LIFT = ValueTask(
    id="6.4.lift",
    title=Text("The lift of the other pair", "另一對的提升度"),
    minutes=3,
    lesson="6.4",
    name="lift_strong",
    prompt=Text(
        "The lift of the products `c` and `d`: baskets with both, over what chance would give.",
        "`c` 和 `d` 的提升度：兩樣都有的購物籃數，除以碰巧會有的數目。",
    ),
    answer=_of_counts(lambda n, one, other, both: ratio(both * n, one * other)),
    returns=Number(),
    mistakes=(
        Mistake(
            key="confidence",
            wrong=_of_counts(lambda n, one, other, both: ratio(both, one)),
            message=Text(
                "You computed how many of the baskets with `c` hold `d`. Is that many? It depends on how many of all "
                "baskets hold `d`.",
                "你算的是有 `c` 的購物籃裡，多少也有 `d`。這算多嗎？要看所有購物籃裡有多少 `d`。",
            ),
        ),
        Mistake(
            key="confidence-back",
            wrong=_of_counts(lambda n, one, other, both: ratio(both, other)),
            message=Text(
                "You computed how many of the baskets with `d` hold `c`. What would chance give?",
                "你算的是有 `d` 的購物籃裡，多少也有 `c`。碰巧的話會是多少？",
            ),
        ),
        Mistake(
            key="support",
            wrong=_of_counts(lambda n, one, other, both: ratio(both, n)),
            message=Text(
                "That is the share of all baskets that hold both. Where does it come in how often each is bought?",
                "這是兩樣都有的購物籃占全部的比率。兩樣各自多常被買，還沒有用到。",
            ),
        ),
        Mistake(
            key="upside-down",
            wrong=_of_counts(lambda n, one, other, both: ratio(one * other, both * n)),
            message=Text(
                "Upside down: that is chance over what there is.",
                "上下顛倒了：這是「碰巧」除以「實際」。",
            ),
        ),
        Mistake(
            key="own-twice",
            wrong=_of_counts(lambda n, one, other, both: ratio(both * n, one * one)),
            message=Text(
                "The baskets with `c` are in it twice, and those with `d` not at all.",
                "有 `c` 的購物籃用了兩次，有 `d` 的一次也沒用到。",
            ),
        ),
        Mistake(
            key="rows",
            wrong=lambda ledger: (
                _of_counts(lambda n, one, other, both: ratio(both, one * other))(ledger) * len(pick_pairs(ledger).lines)
            ),
            message=Text(
                "The last blank holds the rows of `lines`. A basket with three products has three rows; the number of "
                "baskets was counted above.",
                "最後一格用了 `lines` 的列數。一個購物籃有三樣商品，就有三列；購物籃有幾個，上面數過了。",
            ),
        ),
        Mistake(
            key="no-baskets",
            wrong=_of_counts(lambda n, one, other, both: ratio(both, one * other)),
            message=Text(
                "You divided by both numbers, but chance gives their product **divided by all baskets**.",
                "你直接除以兩個數目的乘積。碰巧的數目是乘積**再除以全部購物籃**。",
            ),
        ),
    ),
    hints=(
        Text(
            "Chance is worked out as `by_chance` above, with `c` and `d` in place of `a` and `b`.",
            "碰巧的數目，照上面 `by_chance` 的算法，把 `a`、`b` 換成 `c`、`d`。",
        ),
        Text(
            "The three blanks: the product, the number of baskets with it, the number of all baskets.",
            "三個空格依序是：那一樣商品、有它的購物籃有幾個、購物籃一共幾個。",
        ),
    ),
    solution="""
c, d = pairs.strong
with_c = set(lines.loc[lines["product_id"] == c, basket])
with_d = set(lines.loc[lines["product_id"] == d, basket])
lift_strong = len(with_c & with_d) / (len(with_c) * len(with_d) / baskets)
lift_strong
""",
)

# --- The talk ----------------------------------------------------------------------------------------------------

_TALK = OrderingTask(
    id="6.4.talk",
    title=Text("Put the talk in order", "把這段對話排好"),
    minutes=2,
    prompt=Text(
        "The manager telephones the office manager of a company that buys gifts for its clients. Five of the things "
        "said, in the wrong order. Put them right.",
        "店長打電話給一家公司的行政主管，這家公司會買禮品送客戶。下面五句順序亂了，請排好。",
    ),
    items=(
        Option(
            key="follows",
            text=Text(
                "“And when one parcel comes late, what happens then?”",
                "「要是有一份晚到，接下來會怎麼樣？」",
            ),
            why=Text(
                "That asks what follows from a problem (I). She has to have named the problem herself first.",
                "這是問影響（I）。要先讓她自己說出問題是什麼。",
            ),
        ),
        Option(
            key="offer",
            text=Text(
                "“We keep your list and send all parcels on one day. So you have one call instead of thirty. For "
                "two firms like yours we do so already; shall I send you their dates?”",
                "「名單我們幫您留著，同一天全部寄出，您只要打一通電話，不用打三十通。有兩家跟您差不多的公司已經這樣做了，"
                "要不要我把時程寄給您？」",
            ),
            why=Text(
                "That is the offer, feature, benefit and evidence. Before she has said what it would be worth to her, "
                "it is only our opinion.",
                "這是提案本身：特點、利益、證據。她還沒說解決了有什麼好處之前，這只是我們自己的看法。",
            ),
        ),
        Option(
            key="worth",
            text=Text(
                "“If all of them left on one day, what would that save you?”",
                "「要是全部能在同一天寄出，您可以省下什麼？」",
            ),
            why=Text(
                "That asks what a solution would be worth (N). It comes once the problem and what follows are on the "
                "table.",
                "這是問解決了有什麼好處（N）。要等問題和影響都說出來了再問。",
            ),
        ),
        Option(
            key="situation",
            text=Text(
                "“How do you send the gifts to your clients at present?”",
                "「送客戶的禮，你們現在是怎麼寄的？」",
            ),
            why=Text(
                "That asks about the situation (S). It opens the talk; later on it sounds as if nobody had listened.",
                "這是問現況（S），放在最前面；後面才問，會像前面都沒在聽。",
            ),
        ),
        Option(
            key="problem",
            text=Text("“What takes most of your time in that?”", "「哪一個步驟最花您的時間？」"),
            why=Text(
                "That asks for a problem (P). “In that” refers to something she has just described.",
                "這是問問題（P）。「哪一個步驟」，指的是她剛剛講的做法。",
            ),
        ),
    ),
    right=(("situation", "problem", "follows", "worth", "offer"),),
)

# --- The size ----------------------------------------------------------------------------------------------------

_SIZE = ValueTask(
    id="6.4.size",
    title=Text("People per group", "每一組的人數"),
    minutes=4,
    lesson="6.4",
    name="n",
    prompt=Text(
        "How many people **each** group needs to tell `p1` from `p2`, rounded up.",
        "要分得出 `p1` 和 `p2`，**每一組**需要幾個人，無條件進位。",
    ),
    answer=_needed,
    returns=Number(),
    tolerance=1e-3,
    mistakes=(
        Mistake(
            key="base-twice",
            wrong=_size(lambda p1, p2: Z_SQUARED * 2 * p1 * (1 - p1) / (p2 - p1) ** 2),
            message=Text(
                "You took p × (1 − p) of the control group twice. The treated have a rate of their own.",
                "p × (1 − p) 你用了兩次對照組的。實驗組有自己的比率。",
            ),
        ),
        Mistake(
            key="gap-not-squared",
            wrong=_size(lambda p1, p2: Z_SQUARED * _spread(p1, p2) / (p2 - p1)),
            message=Text(
                "The difference below the line is not squared. Half the difference takes four times the people, not "
                "twice.",
                "分母的差距忘了平方。差距小一半，人數是四倍，不是兩倍。",
            ),
        ),
        Mistake(
            key="gap-without-brackets",
            wrong=_size(lambda p1, p2: Z_SQUARED * _spread(p1, p2) / p2 - p1**2),
            message=Text(
                "Below the line brackets are missing: Python divides by `p2` alone and takes the rest off afterwards.",
                "分母少了括號：Python 只除以 `p2`，後面的才拿來減。",
            ),
        ),
    ),
    hints=(
        Text(
            "First blank: what stands before the plus, with `p2` in place of `p1`.",
            "第一格：加號前面的式子，把 `p1` 換成 `p2`。",
        ),
        Text("Second blank: `(p2 - p1) ** 2`.", "第二格：`(p2 - p1) ** 2`。"),
    ),
    solution="""
Z_ALPHA, Z_POWER = 1.959964, 0.841621
p1 = base
p2 = base + 0.05
spread = p1 * (1 - p1) + p2 * (1 - p2)
n = math.ceil((Z_ALPHA + Z_POWER) ** 2 * spread / (p2 - p1) ** 2)
n
""",
)


_HALF = ChoiceTask(
    id="6.4.half",
    title=Text("Half the difference", "差距小一半"),
    minutes=1,
    on_page=True,
    prompt=Text(
        "Set the response without the offer to 20%. Note the people per group at a difference of 5 points, then at "
        "2.5. About how many times as many does each group need?",
        "把沒有推薦時的回應率調到 20%。先記下差異 5 個百分點時每組要幾人，再看 2.5 個百分點。人數大約變成幾倍？",
    ),
    options=(
        Option(
            key="same",
            text=Text("About as many", "差不多"),
            why=Text("Read the title again at both settings: it says how many.", "兩個位置各看一次標題，上面有人數。"),
        ),
        Option(
            key="twice",
            text=Text("Twice as many", "兩倍"),
            why=Text(
                "So one would think. The difference stands squared below the line.",
                "直覺會這樣想，可是差距在分母裡是平方。",
            ),
        ),
        Option(
            key="four",
            text=Text("Nearly four times as many", "將近四倍"),
            why=Text(
                "Half the difference, four times the people. So the difference worth finding is the dearest number of "
                "the whole plan.",
                "差距小一半，人數四倍。所以「值得找的差距」，是整份計畫裡最花錢的一個數字。",
            ),
        ),
        Option(
            key="ten",
            text=Text("Ten times as many", "十倍"),
            why=Text("Not quite so bad. Divide the two numbers in the title.", "沒那麼誇張，把標題上的兩個數字相除。"),
        ),
    ),
    right="four",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_WHICH = ChoiceTask(
    id="6.4.which-offer",
    title=Text("One offer for Mrs Lin", "推薦林太太一樣"),
    minutes=2,
    prompt=Text(
        """
Mrs Lin has agreed to be written to. What do you offer her?

| product | chance that she buys | margin of one piece | has it already |
|---|---:|---:|---|
| tea towel | 60% | 40 | no |
| lamp | 4% | 900 | no |
| tray | 25% | 200 | no |
| pot | 30% | 300 | yes |
""",
        """
林太太同意收訊息。你推薦她哪一樣？

| 商品 | 她會買的機會 | 一件的毛利 | 已經有了 |
|---|---:|---:|---|
| 茶巾 | 60% | 40 | 否 |
| 檯燈 | 4% | 900 | 否 |
| 托盤 | 25% | 200 | 否 |
| 茶壺 | 30% | 300 | 是 |
""",
    ),
    options=(
        Option(
            key="likeliest",
            text=Text("The tea towel", "茶巾"),
            why=Text(
                "The likeliest, but 60% of 40 is 24. There is something worth more.",
                "最可能買，可是 40 的六成只有 24，有別的更值得。",
            ),
        ),
        Option(
            key="dearest",
            text=Text("The lamp", "檯燈"),
            why=Text(
                "The highest margin, but 4% of 900 is 36. There is something worth more.",
                "毛利最高，可是 900 的 4% 只有 36，有別的更值得。",
            ),
        ),
        Option(
            key="best",
            text=Text("The tray", "托盤"),
            why=Text(
                "25% of 200 is 50, more than 24 and 36. The pot's 90 does not count: she has one.",
                "200 的 25% 是 50，比 24 和 36 都多。茶壺的 90 不算，她已經有了。",
            ),
        ),
        Option(
            key="owned",
            text=Text("The pot", "茶壺"),
            why=Text(
                "90 would be most, but she has one. Those who own it make the number look good, and they are not the "
                "ones to offer it to.",
                "90 最高，可是她已經有了，不用再推薦。",
            ),
        ),
    ),
    right="best",
)

_BENEFIT = ChoiceTask(
    id="6.4.benefit",
    title=Text("A proposal for a company", "給公司的提案"),
    minutes=2,
    prompt=Text(
        "Which of these sentences could stand in a profit-improvement proposal as it is?",
        "下面哪一句，可以直接寫進利潤改善提案（PIP）？",
    ),
    options=(
        Option(
            key="feature",
            text=Text("“We pack and send all 30 of your gifts on one day.”", "「30 份禮品，我們同一天全部包好寄出。」"),
            why=Text(
                "That is a feature. What does the company have of it? It has to work that out itself.",
                "這是特點。公司得到什麼？還要對方自己想。",
            ),
        ),
        Option(
            key="gross",
            text=Text(
                "“You save 15 hours a year, at 500 an hour: 7,500.”",
                "「一年省 15 小時，一小時 500 元，一共省 7,500。」",
            ),
            why=Text(
                "A benefit, and in money. But they pay us for it: how much of the 7,500 is left to them?",
                "有利益，也換成錢了，可是還要付我們錢。7,500 裡，他們最後留下多少？",
            ),
        ),
        Option(
            key="money",
            text=Text(
                "“You save 15 hours at 500, less our 3,000: 4,500 more a year.”",
                "「省 15 小時，一小時 500 元，扣掉我們收的 3,000，一年多 4,500。」",
            ),
            why=Text(
                "15 × 500 = 7,500, less 3,000: 4,500 a year stay with them. And they can check every number, for the "
                "hours and the wage are what they told us (that was the S and P of SPIN).",
                "15 × 500 ＝ 7,500，付 3,000，一年多留 4,500。每個數字對方都能核對：時數和時薪，都是他們自己說的"
                "（SPIN 的 S 和 P）。",
            ),
        ),
        Option(
            key="others",
            text=Text(
                "“Companies that use us earn 50,000 more a year on average.”",
                "「用過我們的公司，一年平均多賺 50,000。」",
            ),
            why=Text(
                "Other companies' number. This one cannot check it, and does not know whether it is like them.",
                "這是別家的數字。這家公司沒辦法核對，也不知道自己像不像他們。",
            ),
        ),
    ),
    right="money",
)

_SPOILT = ChoiceTask(
    id="6.4.spoilt",
    title=Text("What spoils the test?", "哪一件事會毀了測試？"),
    minutes=2,
    prompt=Text(
        "The lots are drawn, the messages are out. Which of these makes the result worthless?",
        "籤抽好了，訊息也寄了。下面哪一件事，會讓結果不能用？",
    ),
    options=(
        Option(
            key="unopened",
            text=Text("Many of the treated have not opened the message", "實驗組很多人沒打開訊息"),
            why=Text(
                "That is so in every campaign, and so in the one to come. They stay in and count.",
                "每次寄都會這樣，以後也一樣。他們照樣要算進去。",
            ),
        ),
        Option(
            key="nobody",
            text=Text("Some of the control group buy the product all the same", "對照組也有人買了那樣商品"),
            why=Text(
                "Of course: they are there to show how many do so anyway.",
                "當然會有。留對照組，就是要看有多少人本來就會買。",
            ),
        ),
        Option(
            key="kind",
            text=Text(
                "The shop gives the offer to regulars of the control group as well, out of kindness",
                "店裡好心，也把優惠給了對照組的熟客",
            ),
            why=Text(
                "Now the control group no longer shows what happens without the offer, and it is the regulars who have "
                "changed sides: the lot is undone.",
                "這樣對照組就看不出「沒有優惠會怎樣」了，而且換邊的都是熟客，抽籤等於白抽。",
            ),
        ),
        Option(
            key="unequal",
            text=Text("One group is a little larger than the other", "兩組人數差了一點點"),
            why=Text(
                "The lot does that. One compares shares, not numbers of people.",
                "抽籤難免這樣。比的是比率，不是人數。",
            ),
        ),
    ),
    right="kind",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_PAGE = TextTask(
    id="6.4.page",
    title=Text("The page for Monday", "星期一的那一頁"),
    minutes=5,
    prompt=Text(
        "Write four or five sentences: the question that the message opens with, the offer in F, A, B, E, and the plan "
        "of the test (who, by lot, what counts, how long, which difference, how many).",
        "寫四、五句：訊息用哪個問句開頭、用 F、A、B、E 寫出推薦，再加上測試計畫（寄給誰、怎麼抽籤、什麼算數、"
        "多久、要找多大的差距、每組幾人）。",
    ),
    rubric=(
        Criterion(
            Text(
                "It opens with a question about the customer, not with the product.",
                "開頭是問顧客的事，不是講商品。",
            )
        ),
        Criterion(Text("The benefit is something that the customer has of it.", "利益寫的是顧客得到什麼。")),
        Criterion(
            Text(
                "The evidence is a number with its base, and true.",
                "證據是一個數字，說得出分母，而且是真的。",
            )
        ),
        Criterion(
            Text(
                "Size, time and what counts are fixed before anything is sent.",
                "人數、時間、什麼算數，寄出之前就定好。",
            )
        ),
        Criterion(Text("It says what the test will not be able to show.", "說出這場測試看不出什麼。")),
    ),
    model=Text(
        "Tick off the five lines above, then read the page below the box.",
        "先用上面五條自己打勾，再看下面的寫法。",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_TRAIT,
    _BACK_LOT,
    _POPULAR,
    _LIFT,
    _TALK,
    _SIZE,
    _HALF,
    _WHICH,
    _BENEFIT,
    _SPOILT,
    _PAGE,
)
