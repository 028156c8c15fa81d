"""The questions and checks inside lesson 9.2, "Return on a customer"."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.lessons.spent_on_customers import spent_on_customers
from customer_value.measures.tiers.thresholds import tier_cuts
from customer_value.messages import Text
from tutor.shape import Column, Number
from tutor.task import ChoiceTask, Criterion, GuessTask, Mistake, Option, Task, TextTask, ValueTask

SHARES = {"gold": 0.1, "silver": 0.2}
"""Of the customers who bought in the year, the best tenth and the next two; as in lesson 7.6."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def people(ledger: Ledger) -> pd.DataFrame:
    """Everybody who has ever bought: revenue, goods, profit and what was spent on them in the year."""
    table = spent_on_customers(ledger).people
    spent = table["acquisition"] + table["maintenance"]
    return table.assign(spent=spent, base=spent.where(spent > 0), profit=table["revenue"] - table["goods"])


@once_per_ledger
def _gold(ledger: Ledger) -> pd.DataFrame:
    everybody = people(ledger)
    cuts = tier_cuts(everybody[everybody["revenue"] > 0], SHARES, value="revenue")
    return everybody[everybody["revenue"] >= cuts["gold"]]


Rates = Callable[[pd.DataFrame], pd.Series]


def _of_each(rates: Rates) -> Callable[[Ledger], pd.Series]:
    return lambda ledger: rates(people(ledger)).rename("roi")


def _of_gold(rate: Callable[[pd.DataFrame], float]) -> Callable[[Ledger], float]:
    return lambda ledger: float(rate(_gold(ledger)))


def _own(table: pd.DataFrame) -> pd.Series:
    return (table["profit"] - table["spent"]) / table["base"]


def _of_sums(table: pd.DataFrame) -> float:
    return (table["profit"].sum() - table["spent"].sum()) / table["spent"].sum()


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_MEAN = ChoiceTask(
    id="9.2.back-mean",
    title=Text("The mean, and who makes it", "平均是誰拉高的"),
    lesson="1.5",
    minutes=1,
    prompt=Text(
        "Five customers spent 100, 100, 100, 100 and 4,600. The shop across the street hears: “Our average customer "
        "spends 1,000.” What does that tell about a usual customer?",
        "五位顧客各花了 100、100、100、100、4,600。對外說的是：「我們平均一位顧客花 1,000。」一般的顧客是這樣嗎？",
    ),
    options=(
        Option(
            key="most",
            text=Text("Most spend about 1,000", "大部分的人差不多花 1,000"),
            why=Text(
                "Nobody does. Four spent a tenth of it, one spent 4,600.",
                "一個都沒有。四個人只花了十分之一，一個人花了 4,600。",
            ),
        ),
        Option(
            key="half",
            text=Text("Half spend more than 1,000", "有一半的人花超過 1,000"),
            why=Text(
                "That is the median's promise, and the median here is 100.",
                "「一半」是中位數說的話，這裡的中位數是 100。",
            ),
        ),
        Option(
            key="little",
            text=Text("Very little: one customer makes it", "看不出來，是一個人拉高的"),
            why=Text(
                "One far-off value takes a mean along. Today the values are rates, and they can lie much further off.",
                "一個很遠的值，就能把平均拉走。今天平均的是比率，可以遠得更離譜。",
            ),
        ),
    ),
    right="little",
)

_BACK_CUT = ChoiceTask(
    id="9.2.back-cut",
    title=Text("No news about gold", "不算新聞"),
    lesson="7.6",
    minutes=1,
    prompt=Text(
        "The tiers were cut by what each customer spent this year. Now somebody reports: “Gold brought most this "
        "year!” What is that worth?",
        "分級是用每位顧客今年的消費切的。有人報告：「今年金級帶來最多錢！」這句話有多少用處？",
    ),
    options=(
        Option(
            key="work",
            text=Text("It shows that caring for gold works", "可見照顧金級有效"),
            why=Text(
                "Gold would have brought most even if nobody had been cared for: that is how gold was chosen.",
                "就算誰都沒照顧，金級也帶來最多，因為金級就是這樣挑出來的。",
            ),
        ),
        Option(
            key="nothing",
            text=Text("Nothing new: it was cut by that", "不算新聞，本來就是用這個切的"),
            why=Text(
                "What a tier was cut by is no news about it. Bear that in mind when you see gold's return.",
                "拿來切的那一欄，不能當成發現。等一下看到金級的報酬率，也要記得這一點。",
            ),
        ),
        Option(
            key="next",
            text=Text("It says that gold will bring most next year", "表示金級明年也會最多"),
            why=Text(
                "It looks back. Some were gold because of one large order.",
                "這看的是過去。有些人是靠一筆大訂單才進金級的。",
            ),
        ),
    ),
    right="nothing",
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_RATES = ValueTask(
    id="9.2.rates",
    title=Text("Everybody's own ROI", "每個人自己的 ROI"),
    name="rates",
    prompt=Text(
        "`rates`: the ROI of each customer, a rate and no percentage; empty where nothing was spent.",
        "`rates`：每位顧客的 ROI，寫比率，不寫百分數；沒有花錢的是空值。",
    ),
    answer=_of_each(_own),
    returns=Column(name="roi", key="customer_id", unit="ratio"),
    mistakes=(
        Mistake(
            key="not-taken-off",
            wrong=_of_each(lambda table: table["profit"] / table["base"]),
            message=Text(
                "That is what came back for each 1 spent, your own 1 included. What does the formula take off "
                "before it divides?",
                "這是每花 1 塊回來多少，自己的本錢也在裡面。再看一次公式的分子。",
            ),
        ),
        Mistake(
            key="revenue",
            wrong=_of_each(lambda table: (table["revenue"] - table["spent"]) / table["base"]),
            message=Text(
                "You began with `revenue`. The goods have to be paid out of it first: which column is that?",
                "你是從 `revenue` 開始算的。裡面還有商品的成本，扣掉以後是哪一欄？",
            ),
        ),
        Mistake(
            key="by-profit",
            wrong=_of_each(
                lambda table: (table["profit"] - table["spent"]) / table["profit"].where(table["profit"] != 0)
            ),
            message=Text(
                "You divided by the profit. ROI asks what became of each 1 *spent*.",
                "你除以了利潤。ROI 問的是**花出去**的每 1 塊。",
            ),
        ),
        Mistake(
            key="brackets",
            wrong=_of_each(lambda table: table["profit"] - table["spent"] / table["base"]),
            message=Text(
                "Division comes before subtraction, so only `spent` was divided. Keep the brackets.",
                "除法比減法先算，所以只有 `spent` 被除了。括號要留著。",
            ),
        ),
        Mistake(
            key="amount",
            wrong=_of_each(lambda table: table["profit"] - table["base"]),
            message=Text(
                "That is an amount of money: what is left when the spending is paid. For a rate, divide it.",
                "這是金額：扣掉花費之後留下的錢。要變成比率，還要再除。",
            ),
        ),
        Mistake(
            key="nothing-is-zero",
            wrong=_of_each(lambda table: _own(table).fillna(0.0)),
            message=Text(
                "Where nothing was spent you have 0. That would say the money just came back; leave it empty.",
                "沒有花錢的人，你寫成 0。0 的意思是剛好回本，這裡要讓它空著。",
            ),
        ),
    ),
    hints=(
        Text(
            "It is step 3 of the worked cell, with columns in place of `one`'s values.",
            "跟示範的步驟 3 一樣，只是把 `one` 的值換成整欄。",
        ),
        Text(
            'The profit is the column `people["profit"]`. What was spent is `spent`, from the line above.',
            '利潤是 `people["profit"]` 這一欄，花費是上一行的 `spent`。',
        ),
    ),
    solution="""
# What came back beyond the money spent, for each 1 spent  # lang-en
# 每花 1 塊，回本之後還賺多少  # lang-zh-Hant
spent = people["spent"].where(people["spent"] > 0)
rates = (people["profit"] - spent) / spent
rates.head()
""",
)

_OF_MONEY = GuessTask(
    id="9.2.of-money",
    title=Text("The ROI of all the money", "全部的錢，ROI 是多少"),
    minutes=1,
    prompt=Text(
        "All profit and all spending added up: what is the ROI of the money?",
        "利潤、花費各自全部加起來，這樣算出來的 ROI 是多少？",
    ),
    unit=Text("%", "%"),
    low=-100,
    high=3000,
    start=0,
)

_GOLD = ValueTask(
    id="9.2.gold",
    title=Text("What came back of gold's money", "花在金級身上的錢"),
    name="gold_rate",
    prompt=Text(
        "`gold_rate`: the ROI of all the money spent on gold, as a rate.",
        "`gold_rate`：花在金級身上全部的錢，ROI 是多少（寫比率）。",
    ),
    answer=_of_gold(_of_sums),
    returns=Number(unit="ratio"),
    mistakes=(
        Mistake(
            key="mean",
            wrong=_of_gold(lambda table: _own(table).mean()),
            message=Text(
                "That is the mean of gold's own rates: somebody on whom 10 was spent counts as much as anybody else. "
                "First add up.",
                "這是把金級每個人的比率拿來平均，只花 10 塊的人也算一份。要先加總。",
            ),
        ),
        Mistake(
            key="median",
            wrong=_of_gold(lambda table: _own(table).median()),
            message=Text(
                "That is the rate of the gold customer in the middle. The question is about all of gold's money.",
                "這是排在金級正中間那一位的比率。問的是金級全部的錢。",
            ),
        ),
        Mistake(
            key="not-taken-off",
            wrong=_of_gold(lambda table: table["profit"].sum() / table["spent"].sum()),
            message=Text(
                "You have added up first, which is right. Now the money spent has still to be taken off.",
                "先加總，這一步對了。花掉的錢還沒有減。",
            ),
        ),
        Mistake(
            key="revenue",
            wrong=_of_gold(lambda table: table["revenue"].sum() / table["spent"].sum() - 1),
            message=Text(
                "That is worked out with revenue. Out of it the goods have to be paid; take the profit.",
                "這是用營收算的，裡面還有商品的成本。請用利潤。",
            ),
        ),
        Mistake(
            key="everybody",
            wrong=lambda ledger: float(_of_sums(people(ledger))),
            message=Text(
                "That is the whole company again. Filter gold's rows first.",
                "這還是全公司的。先篩出金級的列。",
            ),
        ),
        Mistake(
            key="amount",
            wrong=_of_gold(lambda table: table["profit"].sum() - table["spent"].sum()),
            message=Text(
                "That is the money gold left, an amount. Divide it by what was spent.",
                "這是金級留下的錢，是金額。還要除以花費。",
            ),
        ),
        Mistake(
            key="all-spending",
            wrong=lambda ledger: float(
                (_gold(ledger)["profit"].sum() - _gold(ledger)["spent"].sum()) / people(ledger)["spent"].sum()
            ),
            message=Text(
                "You took gold's money and divided by the spending on everybody. Both have to be of the same people.",
                "分子是金級，分母卻是花在所有人身上的錢。兩邊要是同一批人。",
            ),
        ),
    ),
    hints=(
        Text(
            'A filter, as in 0.2: `people[people["tier"] == gold]`. Give it a name, such as `in_gold`.',
            '篩選跟 0.2 一樣：`people[people["tier"] == gold]`。替它取個名字，例如 `in_gold`。',
        ),
        Text(
            '`in_gold[["profit", "spent"]].sum()` adds up both columns; then it is step 2 of the cell above.',
            '`in_gold[["profit", "spent"]].sum()` 把兩欄各自加總，再來就是上面的步驟 2。',
        ),
    ),
    solution="""
# 1 Gold's rows, and the sums of both columns  # lang-en
# 1 金級的列，兩欄各自加總  # lang-zh-Hant
in_gold = people[people["tier"] == gold]
gold_total = in_gold[["profit", "spent"]].sum()

# 2 Then divide  # lang-en
# 2 再相除  # lang-zh-Hant
gold_rate = (gold_total["profit"] - gold_total["spent"]) / gold_total["spent"]
gold_rate
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------

_MEET = ChoiceTask(
    id="9.2.meet",
    title=Text("Where the two say the same", "兩個數字在哪裡相同"),
    minutes=2,
    on_page=True,
    prompt=Text(
        "Pull what was spent on E from 10 to 1,200. Where do the mean of the five rates (pale) and the ROI of the "
        "money (dark) say the same? (Then pull it to 0 as well, and read the note.)",
        "把花在戊身上的錢從 10 拉到 1,200。五個比率的平均（淺色），和用總金額算的 ROI（深色），在哪裡會一樣？"
        "（也拉到 0 看看，讀一下圖下面的說明。）",
    ),
    options=(
        Option(
            key="never",
            text=Text("Nowhere; the mean is always higher", "都不會，平均永遠比較高"),
            why=Text(
                "At the start it is, by far. Go on: between 450 and 1,000 it is even the lower one.",
                "一開始是高很多。再往右拉，450 到 1,000 之間，平均反而比較低。",
            ),
        ),
        Option(
            key="one",
            text=Text("Only near 450, where E's ROI is 100% as well", "只有 450 附近，戊的 ROI 也是 100% 的時候"),
            why=Text(
                "There, yes: if all rates are equal, no way of averaging matters. But they meet once more.",
                "那裡會：大家的比率都一樣，怎麼平均都一樣。不過後面還會再碰到一次。",
            ),
        ),
        Option(
            key="other",
            text=Text("Only near 1,000, where everybody costs the same", "只有 1,000 附近，每個人花費相同的時候"),
            why=Text(
                "There, yes: with equal spending every rate weighs the same in money, too. But they met once before.",
                "那裡會：每個人花得一樣多，用錢來算也是一人一份。不過前面已經碰到過一次。",
            ),
        ),
        Option(
            key="both",
            text=Text("Near 450, and again near 1,000", "450 附近，1,000 附近又一次"),
            why=Text(
                "The mean is right if all rates are equal, or if as much was spent on everybody. Real customers are "
                "neither. And at 0 E has no rate: the mean drops E, the money still counts E's 900.",
                "大家的比率一樣，或每個人花得一樣多，平均才對；真的顧客兩樣都不是。拉到 0，戊沒有比率，平均就不算他了，"
                "但戊的 900 還在總金額裡。",
            ),
        ),
    ),
    right="both",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_HAND = ChoiceTask(
    id="9.2.quiz-hand",
    title=Text("By hand", "手算一位"),
    minutes=1,
    prompt=Text(
        "A customer paid 5,000. The goods cost 3,200. Winning and keeping this customer took 600. What is the ROI?",
        "一位顧客付了 5,000，商品成本 3,200，為了開發和留住他花了 600。ROI 是多少？",
    ),
    options=(
        Option(
            key="back",
            text=Text("3.0", "3.0"),
            why=Text(
                "1,800 ÷ 600: three come back for each one, but one of the three is your own.",
                "1,800 ÷ 600：花 1 回來 3，可是其中 1 是自己的本錢。",
            ),
        ),
        Option(
            key="right",
            text=Text("2.0", "2.0"),
            why=Text(
                "(1,800 − 600) ÷ 600: each 1 came back, with 2 on top.",
                "（1,800 − 600）÷ 600：每花 1 塊，回本之後還賺 2 塊。",
            ),
        ),
        Option(
            key="twice",
            text=Text("1.0", "1.0"),
            why=Text(
                "There the 600 went off twice: profit in this formula is *before* the spending.",
                "這樣 600 扣了兩次。公式裡的利潤，是**還沒**扣花費的。",
            ),
        ),
        Option(
            key="revenue",
            text=Text("7.3", "7.3"),
            why=Text(
                "That is with revenue, as if the goods had cost nothing.",
                "這是用營收算的，等於商品不用錢。",
            ),
        ),
    ),
    right="right",
)

_THREE = ChoiceTask(
    id="9.2.quiz-three",
    title=Text("Mrs Ho and two others", "何太太和另外兩位"),
    minutes=2,
    prompt=Text(
        "Three customers. A: profit 900, spent 100. B: profit 2,300, spent 1,900. Mrs Ho: profit 1,800, and nothing "
        "was spent on her, no letter, no call, no programme. What is Mrs Ho's ROI, and that of the three together?",
        "三位顧客。甲：利潤 900，花費 100。乙：利潤 2,300，花費 1,900。何太太：利潤 1,800，沒寄信、沒打電話、沒入會，"
        "一毛都沒花在她身上。何太太的 ROI 是多少？三位合起來呢？",
    ),
    options=(
        Option(
            key="mean",
            text=Text("Hers is empty; together 4.1", "何太太空著；合起來 4.1"),
            why=Text(
                "4.1 is the mean of 8.0 and 0.2, as if as much had been spent on B as on A. And Mrs Ho is not in it.",
                "4.1 是 8.0 和 0.2 的平均，好像甲和乙花得一樣多。而且何太太不在裡面。",
            ),
        ),
        Option(
            key="sums",
            text=Text("Hers is empty; together 1.5", "何太太空著；合起來 1.5"),
            why=Text(
                "Without spending no return on it, so count her among those without a rate. Together: (5,000 − 2,000) "
                "÷ 2,000, her 1,800 included.",
                "沒有花錢，就沒有報酬率，把她算進「沒有 ROI」的人數。合起來是（5,000 − 2,000）÷ 2,000，"
                "她那 1,800 也在裡面。",
            ),
        ),
        Option(
            key="left-out",
            text=Text("Hers is empty; together 0.6", "何太太空著；合起來 0.6"),
            why=Text(
                "(3,200 − 2,000) ÷ 2,000 leaves her out. She has no *rate*, but her 1,800 are money: they belong in "
                "the sum.",
                "（3,200 − 2,000）÷ 2,000，這樣少了何太太。她沒有的是**比率**，1,800 還是錢，加總的時候要算進去。",
            ),
        ),
        Option(
            key="zero",
            text=Text("Hers is 0; together 1.5", "何太太 0；合起來 1.5"),
            why=Text(
                "1.5 is right. But 0 would say that the money spent on her just came back. There was none.",
                "1.5 對了。可是 0 的意思是花在她身上的錢剛好回本，她身上根本沒有花錢。",
            ),
        ),
    ),
    right="sums",
)

_NEXT = ChoiceTask(
    id="9.2.quiz-next",
    title=Text("The next thousand", "下一個一千"),
    minutes=1,
    prompt=Text(
        "Last year's ROI: tier A 1,500%, tier B 120%. You have 1,000 more for keeping customers. In which tier does it "
        "bring more?",
        "去年的 ROI：甲級 1,500%，乙級 120%。維繫顧客的錢多了 1,000，花在哪一級帶來比較多？",
    ),
    options=(
        Option(
            key="a",
            text=Text("In A, more than ten times as much", "甲級，十倍以上"),
            why=Text(
                "That is what last year's *average* dollar stood beside. A's customers may buy all they want already.",
                "那是去年**平均**每一塊錢旁邊的數字。甲級的人，說不定想買的都已經買了。",
            ),
        ),
        Option(
            key="b",
            text=Text("In B: there is more room", "乙級，成長空間比較大"),
            why=Text(
                "Perhaps, but 120% does not say so. It may also be that B cannot be moved at all.",
                "也許，可是 120% 沒有這樣說。也可能怎麼花，乙級都不會動。",
            ),
        ),
        Option(
            key="split",
            text=Text("Split it 1,500 to 120", "照 1,500 比 120 分"),
            why=Text(
                "Two averages do not become marginal returns by dividing money by them.",
                "照平均去分錢，分出來的還是平均，不會變成下一塊錢的報酬。",
            ),
        ),
        Option(
            key="unknown",
            text=Text("These two numbers do not say", "這兩個數字看不出來"),
            why=Text(
                "They say what came beside the money spent, not because of it, and nothing of the next 1,000. A trial "
                "(9.3) and diminishing returns (9.4) do.",
                "它們說的是花錢的同時進來多少，不是因為花錢才進來多少，更沒說下一個 1,000。"
                "要靠試驗（9.3）和報酬遞減（9.4）。",
            ),
        ),
    ),
    right="unknown",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_MONEY = TextTask(
    id="9.2.money",
    title=Text("Three sentences to the owner", "寫給老闆的三句話"),
    minutes=3,
    prompt=Text(
        "First: to whom the tenth more goes, and to whom not. Second: what the ROI you read says, and what it rests "
        "on. Third: what the table does not say about the next dollar, and how you would find out.",
        "第一句：多出來的一成給誰、不給誰。第二句：你看的那個 ROI 說了什麼，是靠什麼撐起來的。"
        "第三句：關於下一塊錢，這張表沒說什麼，你要怎麼知道。",
    ),
    model=Text(
        "Hold yours against the list, then read the answer below the box.",
        "先用這張清單檢查自己寫的，再看下面的寫法。",
    ),
    rubric=(
        Criterion(
            Text(
                "Reads rate and amount together, and starves no large customer for a rate.",
                "比率和金額一起看，沒有為了比率虧待大客戶。",
            )
        ),
        Criterion(
            Text(
                "Says why an ROI is high or low: little spent, tier cut by revenue, cost of winning in the first year.",
                "說得出 ROI 為什麼高或低：花得少、用營收切的級、第一年背著開發成本。",
            )
        ),
        Criterion(
            Text(
                "Does not take last year's average for the next dollar, and names a way to find out.",
                "沒有把去年的平均當成下一塊錢，而且說了怎麼試。",
            )
        ),
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_MEAN,
    _BACK_CUT,
    _RATES,
    _OF_MONEY,
    _GOLD,
    _MEET,
    _HAND,
    _THREE,
    _NEXT,
    _MONEY,
)
