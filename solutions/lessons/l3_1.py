"""The questions and checks inside lesson 3.1, "Specification of the core target customer"."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures.new_customers.traits import best_customers
from customer_value.measures.tiers.rfm import rfm
from customer_value.messages import Text
from tutor.shape import Column
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

SHARE = 0.2
"""How many of the customers are called the best."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _table(ledger: Ledger) -> pd.DataFrame:
    return rfm(ledger.orders, ledger.refunds, ledger.snapshot)


@once_per_ledger
def _people(ledger: Ledger) -> pd.DataFrame:
    """The customers with a valid order, their traits named as in the leads, and whether each is one of the best."""
    table = _table(ledger)
    people = ledger.customers[ledger.customers["customer_id"].isin(table["customer_id"])]
    people = people.rename(columns={"channel": "source", "interests": "interest"})
    return people.assign(best=people["customer_id"].isin(best_customers(table, SHARE)))


Shares = tuple[pd.Series, pd.Series, pd.Series, pd.Series]


@once_per_ledger
def _shares(ledger: Ledger) -> dict[str, Shares]:
    """Of each trait and value: the share of all, of the best, of the others, and of those with it who are best."""
    found = {}
    for trait in ("source", "sales_area"):
        known = _people(ledger).dropna(subset=trait)
        every = known[trait].value_counts(normalize=True)
        best = known.loc[known["best"], trait].value_counts(normalize=True).reindex(every.index, fill_value=0)
        others = known.loc[~known["best"], trait].value_counts(normalize=True).reindex(every.index, fill_value=0)
        found[trait] = every, best, others, known.groupby(trait)["best"].mean()
    return found


Measure = Callable[[Ledger], pd.Series]


def _lift(trait: str) -> Measure:
    def of(ledger: Ledger) -> pd.Series:
        every, best, _, _ = _shares(ledger)[trait]
        return (best / every).rename("lift")

    return of


def _to_the_others(trait: str) -> Measure:
    def of(ledger: Ledger) -> pd.Series:
        _, best, others, _ = _shares(ledger)[trait]
        return (best / others).rename("lift")

    return of


def _share_best(trait: str) -> Measure:
    def of(ledger: Ledger) -> pd.Series:
        return _shares(ledger)[trait][1].rename("lift")

    return of


def _share_all(trait: str) -> Measure:
    def of(ledger: Ledger) -> pd.Series:
        return _shares(ledger)[trait][0].rename("lift")

    return of


def _chance(trait: str) -> Measure:
    def of(ledger: Ledger) -> pd.Series:
        return _shares(ledger)[trait][3].rename("lift")

    return of


def _upside_down(trait: str) -> Measure:
    def of(ledger: Ledger) -> pd.Series:
        every, best, _, _ = _shares(ledger)[trait]
        return (every / best.where(best > 0)).rename("lift")

    return of


def _difference(trait: str) -> Measure:
    def of(ledger: Ledger) -> pd.Series:
        every, best, _, _ = _shares(ledger)[trait]
        return (best - every).rename("lift")

    return of


def _counts(trait: str) -> Measure:
    def of(ledger: Ledger) -> pd.Series:
        people = _people(ledger)
        return people[people["best"]].groupby(trait)["best"].sum().rename("lift")

    return of


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_FEW = ChoiceTask(
    id="3.1.back-few",
    title=Text("Six of eight", "八個人裡的六個"),
    lesson="2.6",
    minutes=1,
    prompt=Text(
        "In one branch 6 of 8 guests who were asked would recommend us, in another 130 of 200. Which branch is better?",
        "一家分店問了 8 位客人，6 位願意推薦我們；另一家問了 200 位，130 位願意。哪一家比較好？",
    ),
    options=(
        Option(
            key="first",
            text=Text("The first: 75% against 65%", "第一家，75% 比 65% 高"),
            why=Text(
                "Of eight people one more or less moves the rate by 12 points. The interval of the first reaches from "
                "about 41% to 93%.",
                "只有八個人，多一個少一個就差 12 個百分點。第一家的信賴區間大約是 41% 到 93%。",
            ),
        ),
        Option(
            key="second",
            text=Text("The second: it has asked more", "第二家，它問的人多"),
            why=Text(
                "That makes its rate more certain, not higher.",
                "問得多，比率比較可靠，但不會因此比較高。",
            ),
        ),
        Option(
            key="open",
            text=Text("Eight are too few to say", "八個人太少，看不出來"),
            why=Text(
                "The interval of the first holds the rate of the second. Keep that in mind today.",
                "第二家的比率，落在第一家的信賴區間裡。今天會一直用到這一點。",
            ),
        ),
    ),
    right="open",
)

_BACK_BASE = ChoiceTask(
    id="3.1.back-base",
    title=Text("Divided by whom?", "除以誰？"),
    lesson="1.2",
    minutes=1,
    prompt=Text(
        "Of 100 customers 80 have stated their gender, 60 of these are women. What share is female?",
        "100 位顧客，80 位有填性別，其中 60 位是女性。女性的比例是多少？",
    ),
    options=(
        Option(
            key="all",
            text=Text("60%", "60%"),
            why=Text(
                "That counts the 20 who did not say among the not-female.",
                "這等於把沒填的 20 位當成不是女性。",
            ),
        ),
        Option(
            key="known",
            text=Text("75%", "75%"),
            why=Text(
                "60 of the 80 of whom it is known. Those who did not say are in neither part.",
                "有填的 80 位裡的 60 位。沒填的，分子分母都不算。",
            ),
        ),
        Option(
            key="unknown",
            text=Text("80%", "80%"),
            why=Text(
                "80% is the share that stated it, the completeness.",
                "80% 是有填的比例，也就是完整率。",
            ),
        ),
    ),
    right="known",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_HOW_MANY = GuessTask(
    id="3.1.how-many",
    title=Text("How many of these?", "裡面有幾項？"),
    minutes=1,
    prompt=Text(
        "How many lines of this portrait fit the best customers at least *one and a half times* as often as customers "
        "in general?",
        "這張輪廓裡有幾項，最佳客戶符合的比例，至少是全體顧客的 **1.5 倍**？",
    ),
    unit=Text("lines", "項"),
    low=0,
    high=7,
    start=4,
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_MESSAGES = {
    "to-the-others": Text(
        "You compared the best with the others. A lift compares them with **all** customers, the best among them.",
        "你拿最佳客戶和其他人比。提升度是和**全體**比，最佳客戶自己也在裡面。",
    ),
    "share-best": Text(
        "These are the shares among the best. Whether they are high shows only beside the shares among all.",
        "這只是最佳客戶裡的比例。高不高，要和全體的比例比過才知道。",
    ),
    "share-all": Text(
        "These are the shares among all customers. The best ones are missing.",
        "這只是全體顧客的比例，還沒用到最佳客戶。",
    ),
    "chance": Text(
        "This is how many of those with the trait are best. Asked for is the share among the best, over that among "
        "all.",
        "這是「有這項特徵的人，多少是最佳客戶」。要的是：占最佳客戶的比例，除以占全體的比例。",
    ),
    "upside-down": Text(
        "Upside down: the share among all stands above the line. Which is to be how many times as large?",
        "上下顛倒了，全體的比例跑到分子。是誰要是誰的幾倍？",
    ),
    "difference": Text(
        "You subtracted. A lift says how many **times** as common: nothing special is 1, not 0.",
        "你用減的。提升度是「幾**倍**」：沒有差別是 1，不是 0。",
    ),
    "counts": Text(
        "These are numbers of people. Make shares of them first: `normalize=True`.",
        "這是人數。先變成比例：`normalize=True`。",
    ),
}

_WRONG = {
    "to-the-others": _to_the_others,
    "share-best": _share_best,
    "share-all": _share_all,
    "chance": _chance,
    "upside-down": _upside_down,
    "difference": _difference,
    "counts": _counts,
}


def _mistakes(trait: str) -> tuple[Mistake, ...]:
    return tuple(Mistake(key=key, wrong=wrong(trait), message=_MESSAGES[key]) for key, wrong in _WRONG.items())


_SOURCE = ValueTask(
    id="3.1.source",
    title=Text("Lift of each source", "來源的提升度"),
    name="lift_source",
    prompt=Text(
        "`lift_source`: for each source its share among the best over its share among all.",
        "`lift_source`：每個來源占最佳客戶的比例，除以占全體的比例。",
    ),
    answer=_lift("source"),
    returns=Column(name="lift", key="source"),
    mistakes=_mistakes("source"),
    hints=(
        Text(
            "The first blank is the column of True and False that says who is best; the second divides.",
            "第一個空格是 True 和 False 的那一欄，說誰是最佳客戶；第二個空格是相除。",
        ),
        Text(
            "Step 3 is the share among the best over the share among all, the one divided by the other.",
            "步驟 3 是最佳客戶的比例放上面，全體的比例放下面。",
        ),
    ),
    solution="""
# 1 Of all customers  # lang-en
# 1 全體顧客  # lang-zh-Hant
share_all = people["source"].value_counts(normalize=True)

# 2 Of the best  # lang-en
# 2 最佳客戶  # lang-zh-Hant
share_best = people[people["best"]]["source"].value_counts(normalize=True)

# 3 The lift  # lang-en
# 3 提升度  # lang-zh-Hant
lift_source = (share_best / share_all).fillna(0)
lift_source.sort_values(ascending=False).round(2)
""",
)

_AREA = ValueTask(
    id="3.1.area",
    title=Text("Lift of each sales area", "營業區的提升度"),
    name="lift_area",
    prompt=Text(
        "`lift_area`: for each `sales_area` its share among the best over its share among all.",
        "`lift_area`：每個營業區（`sales_area`）占最佳客戶的比例，除以占全體的比例。",
    ),
    answer=_lift("sales_area"),
    returns=Column(name="lift", key="sales_area"),
    mistakes=_mistakes("sales_area"),
    hints=(
        Text(
            "It may be one line or three; the cell above with another column does it.",
            "一行、三行都可以，上面那一格換一個欄位就行。",
        ),
        Text(
            'Two shares of `sales_area`: one of `people`, one of `people[people["best"]]`. Then divide.',
            '`sales_area` 的兩種比例：一個用 `people`，一個用 `people[people["best"]]`，再相除。',
        ),
    ),
    solution="""
share_all = people["sales_area"].value_counts(normalize=True)
share_best = people[people["best"]]["sales_area"].value_counts(normalize=True)
lift_area = (share_best / share_all).fillna(0)
lift_area.sort_values(ascending=False).round(2)
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_SIXTY = ChoiceTask(
    id="3.1.sixty",
    title=Text("Which trait?", "找哪一項？"),
    minutes=1,
    prompt=Text(
        "Which trait is the best one to look for?\n\n"
        "| trait | of all 1,000 customers | of the 200 best |\n|---|---:|---:|\n"
        "| A lives in town | 700 | 150 |\n| B has an office nearby | 100 | 44 |\n"
        "| C came by recommendation | 250 | 60 |\n"
        "| D plays the cello | 5 | 4 |",
        "哪一項特徵最值得拿來找人？\n\n"
        "| 特徵 | 全體 1,000 位 | 最佳 200 位 |\n|---|---:|---:|\n"
        "| A 住市區 | 700 | 150 |\n| B 辦公室在附近 | 100 | 44 |\n| C 朋友介紹來的 | 250 | 60 |\n"
        "| D 會拉大提琴 | 5 | 4 |",
    ),
    options=(
        Option(
            key="a",
            text=Text("A: most of the best have it", "A，最佳客戶大多有"),
            why=Text(
                "75% of the best, but 70% of everybody: a lift of 1.07. Whoever you meet lives in town.",
                "最佳客戶有 75%，可是全體也有 70%，提升度 1.07。隨便遇到一個人，都住市區。",
            ),
        ),
        Option(
            key="b",
            text=Text("B: twice as common among the best", "B，在最佳客戶裡多一倍"),
            why=Text(
                "22% against 10%, a lift of 2.2, and 44 people stand behind it.",
                "22% 比 10%，提升度 2.2，背後有 44 位最佳客戶。",
            ),
        ),
        Option(
            key="c",
            text=Text("C: commoner than B among the best", "C，最佳客戶裡比 B 還多人"),
            why=Text(
                "60 are more than 44, but 30% against 25% is a lift of only 1.2.",
                "60 位比 44 位多，可是 30% 比 25%，提升度只有 1.2。",
            ),
        ),
        Option(
            key="d",
            text=Text("D: four of five are best", "D，五位裡有四位是最佳客戶"),
            why=Text(
                "A lift of 4, from four people. One cellist fewer, and it is 3. And where would you find them?",
                "提升度 4，背後只有四個人，少一個就變成 3。何況要去哪裡找會拉大提琴的人？",
            ),
        ),
    ),
    right="b",
)

_CARD = ChoiceTask(
    id="3.1.card",
    title=Text("The gold card", "金卡"),
    minutes=1,
    prompt=Text(
        "Whoever has spent 20,000 gets a gold card. Its lift among the best is 4.8, the highest of all. A colleague "
        "writes into the specification: “holds our gold card”. What do you say?",
        "消費滿 20,000 元就送金卡。金卡的提升度是 4.8，全部最高。同事在規格裡寫：「持有本店金卡」。你怎麼說？",
    ),
    options=(
        Option(
            key="good",
            text=Text("Good: the highest lift comes first", "很好，提升度最高的放最前面"),
            why=Text(
                "High, yes, because the card is *given* for being best. It finds nobody you do not have.",
                "高是高，因為卡就是送給最佳客戶的，靠它找不到任何新的人。",
            ),
        ),
        Option(
            key="leak",
            text=Text("Strike it out: no new person can have it", "刪掉，新的人不可能有"),
            why=Text(
                "The outcome makes the trait, not the other way round. That is called leakage.",
                "是結果造成這項特徵，不是倒過來。這叫洩漏。",
            ),
        ),
        Option(
            key="few",
            text=Text("Wait until there are more card holders", "等持卡的人多一點再說"),
            why=Text(
                "More holders make the lift more certain, and no more useful.",
                "持卡的人再多，數字只會更可靠，不會更有用。",
            ),
        ),
    ),
    right="leak",
)

_CAUSE = ChoiceTask(
    id="3.1.cause",
    title=Text("Make them all companies?", "都變成企業客戶就好？"),
    minutes=1,
    prompt=Text(
        "Suppose company customers have a lift of 3.6. “Then let us give every private customer a company account”, "
        "says somebody. What is wrong?",
        "假設企業客戶的提升度是 3.6。有人說：「那就替每位個人顧客開企業帳戶！」哪裡不對？",
    ),
    options=(
        Option(
            key="cause",
            text=Text("A lift finds people; it changes nobody", "提升度幫你找人，不會改變人"),
            why=Text(
                "Companies buy more for their own reasons, such as gifts for fifty guests. The word on the form is not "
                "the reason.",
                "企業買得多有自己的原因，例如一次要送五十位客人。原因不在表單上那兩個字。",
            ),
        ),
        Option(
            key="cost",
            text=Text("It would be too much work", "工作量太大"),
            why=Text(
                "If it worked, it would be worth the work. It would not work.",
                "要是有效，再麻煩也值得。問題是不會有效。",
            ),
        ),
        Option(
            key="small",
            text=Text("3.6 is not enough for such a step", "3.6 還不夠高"),
            why=Text(
                "Even at 10 the conclusion would be false: frequent together is not the one because of the other.",
                "就算是 10，結論還是錯的：一起出現，不等於其中一個造成另一個。",
            ),
        ),
    ),
    right="cause",
)

_TWELVE = ChoiceTask(
    id="3.1.twelve",
    title=Text("A score of 12", "12 分"),
    minutes=1,
    prompt=Text(
        "Suppose a lead is a company (lift 3.6) and came by a sales visit (lift 3.2). Its score is 3.6 × 3.2, about "
        "12. The best are 20% of all. May you say: “12 times as likely to become one of the best”?",
        "假設一筆名單是企業（提升度 3.6），來自業務拜訪（提升度 3.2），分數是 3.6 × 3.2，約 12。最佳客戶占全體 20%。"
        "可以說「他成為最佳客戶的機會是 12 倍」嗎？",
    ),
    options=(
        Option(
            key="yes",
            text=Text("Yes, that is what the product says", "可以，相乘就是這個意思"),
            why=Text(
                "12 times 20% would be 240%. Nearly everybody a sales visit wins is a company: one thing, counted "
                "twice.",
                "20% 的 12 倍是 240%，不可能。業務拜訪來的幾乎都是企業，同一件事算了兩次。",
            ),
        ),
        Option(
            key="order",
            text=Text("No: it says only whom to call first", "不行，它只說先打給誰"),
            why=Text(
                "Traits overlap, so the product exaggerates. As an order it may still be good; that can be tested.",
                "特徵會重疊，相乘就誇大了。拿來排順序還是可能有用，而且可以檢驗。",
            ),
        ),
        Option(
            key="sum",
            text=Text("No: one must add, 3.6 + 3.2 = 6.8", "不行，應該用加的，3.6 ＋ 3.2 ＝ 6.8"),
            why=Text(
                "6.8 times 20% is still more than everybody. Two lifts that overlap can be neither multiplied nor "
                "added.",
                "20% 的 6.8 倍還是超過 100%。重疊的提升度，乘和加都不對。",
            ),
        ),
    ),
    right="order",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_SPEC = TextTask(
    id="3.1.spec",
    title=Text("The specification", "目標客戶規格"),
    minutes=3,
    prompt=Text(
        "Write the specification for the colleague with the ten calls, in three or four sentences: by which trait (or "
        "without any) the ten are chosen, with its lift and how many best customers stand behind it; what the test "
        "says about the score; whom you leave out by doing so.",
        "替要打十通電話的同事寫規格，三四句話：用哪一項特徵挑這十位（或都不用），提升度多少、背後有幾位最佳客戶；"
        "檢驗結果怎麼說；這樣挑，會漏掉誰。",
    ),
    model=Text(
        "Hold yours against these questions, then read the answer below the box.\n\n"
        "- Could the colleague tell from a lead's card whether it fits?\n"
        "- Does every trait carry its lift **and** the number of best customers behind it?\n"
        "- Is none of them made by being best?\n"
        "- Did you say whom it leaves out, and that a few calls outside it will show whether that is right?",
        "先拿這幾個問題檢查自己寫的，再看下面的寫法。\n\n"
        "- 同事拿到一筆名單，看得出來符不符合嗎？\n"
        "- 每項特徵都有提升度，**也有**背後的最佳客戶人數嗎？\n"
        "- 有沒有哪一項，是成為最佳客戶之後才有的？\n"
        "- 有沒有說會漏掉誰，並留幾通電話打給規格以外的人，看看對不對？",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_FEW,
    _BACK_BASE,
    _HOW_MANY,
    _SOURCE,
    _AREA,
    _SIXTY,
    _CARD,
    _CAUSE,
    _TWELVE,
    _SPEC,
)
