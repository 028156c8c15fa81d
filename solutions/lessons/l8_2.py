"""The questions and checks inside lesson 8.2, "Historic value and the short formula"."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures.lifetime_value.historic import margin_rate
from customer_value.measures.orders.valid import valid_orders
from customer_value.measures.returns.unit_costs import order_goods
from customer_value.messages import Text
from tutor.shape import Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

LESSON = "8.2"

ASSUMED_CHURN = 0.4
"""Where a ledger is too young to show how many leave in a year."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Factors:
    """What the short formula is made of, and what else people take for it."""

    aov: float
    per_year: float
    per_on_file: float
    again: float
    churn: float
    margin: float

    @property
    def value(self) -> float:
        return self.aov * self.per_year / self.churn * self.margin


@once_per_ledger
def _factors(ledger: Ledger) -> _Factors:
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    a_year_ago, two_years_ago = (ledger.snapshot - pd.DateOffset(years=years) for years in (1, 2))
    year = valid[valid["order_date"] > a_year_ago]
    earlier = valid[(valid["order_date"] > two_years_ago) & (valid["order_date"] <= a_year_ago)]
    known = pd.Series(earlier["customer_id"].unique())
    buyers = year["customer_id"].nunique()
    return _Factors(
        aov=year["amount"].sum() / len(year),
        per_year=len(year) / buyers,
        per_on_file=len(year) / valid["customer_id"].nunique(),
        again=(len(year) - buyers) / buyers,
        churn=float(1 - known.isin(year["customer_id"]).mean()) if len(known) else ASSUMED_CHURN,
        margin=margin_rate(valid, order_goods(ledger.order_lines, ledger.products)),
    )


@once_per_ledger
def _early(ledger: Ledger) -> pd.Series:
    """Historic lifetime value of the customers whose first order fell into the ledger's first year."""
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    touches = ledger.table("touches")
    touches = touches[touches["touched_on"] <= ledger.snapshot]
    revenue = valid.groupby("customer_id")["amount"].sum()
    spent = touches.groupby("customer_id")["cost"].sum().reindex(revenue.index, fill_value=0)
    first = valid.groupby("customer_id")["order_date"].min()
    historic = revenue * _factors(ledger).margin - spent
    return historic[first < first.min() + pd.DateOffset(years=1)]


def _share(ledger: Ledger) -> float:
    return float((_early(ledger) >= _factors(ledger).value).mean())


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_MIDDLE = ChoiceTask(
    id="8.2.back-middle",
    title=Text("Mean and median", "平均數和中位數"),
    lesson="1.5",
    minutes=1,
    prompt=Text(
        "Five customers spent 100, 100, 200, 300 and 4,300. What do mean and median say?",
        "五位顧客分別花了 100、100、200、300、4,300。平均數和中位數各是多少？",
    ),
    options=(
        Option(
            key="mean-200",
            text=Text("Mean 200, median 1,000", "平均數 200，中位數 1,000"),
            why=Text(
                "The other way round: the median is the customer in the middle of the queue.",
                "反了。中位數是排隊排在正中間的那一位。",
            ),
        ),
        Option(
            key="right",
            text=Text("Mean 1,000, median 200", "平均數 1,000，中位數 200"),
            why=Text(
                "The mean is right for the total (5 × 1,000), the median for the person in the middle. Four of five "
                "are below the mean.",
                "要算總額，用平均數（5 × 1,000）；要講中間那一位，用中位數。五位裡有四位低於平均。",
            ),
        ),
        Option(
            key="both",
            text=Text("Both 1,000", "都是 1,000"),
            why=Text(
                "Only if the amounts were spread evenly on both sides. One large amount pulls the mean alone.",
                "金額兩邊對稱才會一樣。一筆很大的金額，只會拉高平均數。",
            ),
        ),
    ),
    right="right",
)

_BACK_HALVES = ChoiceTask(
    id="8.2.back-halves",
    title=Text("Two halves", "兩半"),
    lesson="8.1",
    minutes=1,
    prompt=Text(
        "Somebody who brought much in margin has been silent for far longer than usual. What of this customer's "
        "lifetime value has changed?",
        "一位帶來很多毛利的顧客，這次沒消息的時間比平常久很多。他的終身價值，哪一部分變了？",
    ),
    options=(
        Option(
            key="past",
            text=Text("What has come so far", "已經帶來的"),
            why=Text("That is in the ledger and stays there.", "那已經在帳本上，不會變。"),
        ),
        Option(
            key="none",
            text=Text("Nothing, as long as the customer has not left", "人還沒說要走，就什麼都沒變"),
            why=Text(
                "In a shop nobody says that they are leaving. The chance has become smaller.",
                "在商店，走的人不會說。他還是顧客的機率已經變小了。",
            ),
        ),
        Option(
            key="to-come",
            text=Text("What is still to come", "往後還會帶來的"),
            why=Text(
                "The chance falls, and with it what is to come. Today we look for both halves with much simpler means.",
                "機率變小，往後的跟著變小。今天用簡單得多的方法，再看一次這兩半。",
            ),
        ),
    ),
    right="to-come",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_OF_HUNDRED = GuessTask(
    id="8.2.of-hundred",
    title=Text("How many reach it?", "有幾位達到？"),
    minutes=1,
    prompt=Text(
        "Of every 100 customers who first came in the ledger's first year: how many have brought at least what the "
        "formula says of a customer?",
        "帳本第一年來的新客，每 100 位裡，有幾位到今天為止帶來的，達到公式說的一位顧客的價值？",
    ),
    unit=Text("of 100", "位"),
    low=0,
    high=100,
    start=0,
)

# --- Faded, own, own ---------------------------------------------------------------------------------------------

_ORDERS = ValueTask(
    id="8.2.orders-per-year",
    title=Text("Orders a year", "一年幾筆"),
    name="orders_per_year",
    prompt=Text(
        "`orders_per_year`: the orders of the year over the customers who ordered in it.",
        "`orders_per_year`：這一年的訂單數，除以這一年下過單的顧客數。",
    ),
    answer=lambda ledger: _factors(ledger).per_year,
    returns=Number(unit="orders"),
    mistakes=(
        Mistake(
            key="on-file",
            wrong=lambda ledger: _factors(ledger).per_on_file,
            message=Text(
                "You divided by everybody on file. Whoever did not buy in this year belongs to the years, the next "
                "factor, and would be counted twice.",
                "你除的是名單上的所有人。這一年沒買的人，要算在下一個因子（年數）裡，放在這裡就重複了。",
            ),
        ),
        Mistake(
            key="again-only",
            wrong=lambda ledger: _factors(ledger).again,
            message=Text(
                "You left out one order of each customer. Here every order counts, the first as well.",
                "每位顧客你都少算了一筆。這裡每一筆都算，第一筆也算。",
            ),
        ),
        Mistake(
            key="turned",
            wrong=lambda ledger: 1 / _factors(ledger).per_year,
            message=Text(
                "That is customers per order. The orders go above the line.",
                "這是每筆訂單有幾位顧客。訂單數要放在分子。",
            ),
        ),
    ),
    hints=(
        Text(
            "`len(year)` counts the rows, and there is one row for each order.",
            "`len(year)` 是列數，一列就是一筆訂單。",
        ),
        Text(
            'Above `len(year)`, below the number of **different** customers: `year["customer_id"].nunique()`.',
            '分子是 `len(year)`，分母是有幾位**不同**的顧客：`year["customer_id"].nunique()`。',
        ),
    ),
    solution="""
# All orders of the year, over the different customers who made them  # lang-en
# 這一年的全部訂單，除以下單的不同顧客  # lang-zh-Hant
orders_per_year = len(year) / year["customer_id"].nunique()
orders_per_year
""",
)

_VALUE = ValueTask(
    id="8.2.value",
    title=Text("The short formula", "簡式公式"),
    name="value",
    prompt=Text(
        "`value`: average order value × orders a year × years × margin rate.",
        "`value`：客單價 × 一年幾筆 × 年數 × 毛利率。",
    ),
    answer=lambda ledger: _factors(ledger).value,
    returns=Number(unit="money"),
    mistakes=(
        Mistake(
            key="revenue",
            wrong=lambda ledger: _factors(ledger).value / _factors(ledger).margin,
            message=Text(
                "That is what a customer pays over the years. How much of it is left when the goods are paid?",
                "這是一位顧客這些年付的錢。付完貨款，還剩多少？",
            ),
        ),
        Mistake(
            key="one-year",
            wrong=lambda ledger: _factors(ledger).value * _factors(ledger).churn,
            message=Text(
                "That is the margin of a single year. The years are missing.",
                "這是一年的毛利，少乘了年數。",
            ),
        ),
        Mistake(
            key="times-churn",
            wrong=lambda ledger: _factors(ledger).value * _factors(ledger).churn ** 2,
            message=Text(
                "You multiplied by the churn. The fewer leave, the longer they stay: 1 **divided** by the churn.",
                "你乘了流失率。走的人越少，待得越久，所以是 1 **除以**流失率。",
            ),
        ),
        Mistake(
            key="of-retention",
            wrong=lambda ledger: (
                _factors(ledger).value * _factors(ledger).churn / (1 - _factors(ledger).churn)
                if _factors(ledger).churn < 1
                else float("nan")
            ),
            message=Text(
                "You divided by the share that stays. The years are 1 over the share that **leaves**.",
                "你除的是留下的比率。年數是 1 除以**流失**的比率。",
            ),
        ),
        Mistake(
            key="margin-twice",
            wrong=lambda ledger: _factors(ledger).value * _factors(ledger).margin,
            message=Text(
                "The margin rate is in it twice.",
                "毛利率乘了兩次。",
            ),
        ),
        Mistake(
            key="months",
            wrong=lambda ledger: 12 * _factors(ledger).value,
            message=Text(
                "You made months of the years, but the orders are those of a **year**.",
                "你把年數換成了月數，可是訂單數是**一年**的。",
            ),
        ),
    ),
    hints=(
        Text(
            "You need one line for `years` and one for `value`. All other factors are there already: `aov`, "
            "`orders_per_year`, `margin`.",
            "`years` 一行，`value` 一行。其他因子都有了：`aov`、`orders_per_year`、`margin`。",
        ),
        Text(
            "`years = 1 / churn`, and then four names joined by `*`.",
            "`years = 1 / churn`，接著用 `*` 把四個名稱乘起來。",
        ),
    ),
    solution="""
years = 1 / churn
value = aov * orders_per_year * years * margin
value
""",
)

_SHARE = ValueTask(
    id="8.2.share",
    title=Text("How many reach the formula", "有多少人達到公式的數字"),
    name="share",
    prompt=Text(
        "`share`: the share of the customers in `early` whose value so far is at least `formula_value`.",
        "`share`：`early` 裡，到目前為止的價值至少有 `formula_value` 的顧客比率。",
    ),
    answer=_share,
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="count",
            wrong=lambda ledger: float((_early(ledger) >= _factors(ledger).value).sum()),
            message=Text(
                "That is a number of customers. Of how many? `.mean()` makes a share of yes and no.",
                "這是人數。是多少人裡的幾位？`.mean()` 可以把「是」和「不是」變成比率。",
            ),
        ),
        Mistake(
            key="above-their-mean",
            wrong=lambda ledger: float((_early(ledger) >= _early(ledger).mean()).mean()),
            message=Text(
                "You compared with their own mean. Asked for is the comparison with `formula_value`.",
                "你比的是他們自己的平均。要比的是 `formula_value`。",
            ),
        ),
        Mistake(
            key="revenue",
            wrong=lambda ledger: float((_early(ledger) / _factors(ledger).margin >= _factors(ledger).value).mean()),
            message=Text(
                "You compared revenue with margin. `early` holds margin already; leave it as it is.",
                "你拿營收去比毛利了。`early` 已經是毛利，直接比就好。",
            ),
        ),
    ),
    hints=(
        Text(
            "`early >= formula_value` asks the question of each customer and answers True or False.",
            "`early >= formula_value` 會替每位顧客回答 True 或 False。",
        ),
        Text(
            "Put it in brackets and take the mean: `(… >= …).mean()`.",
            "用括號包起來再取平均：`(… >= …).mean()`。",
        ),
    ),
    solution="""
share = (early >= formula_value).mean()
share
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_BY_HAND = ChoiceTask(
    id="8.2.by-hand",
    title=Text("By hand", "用手算"),
    minutes=1,
    prompt=Text(
        "Average order 500, four orders a year, one customer in five leaves each year, margin rate 30%. What is a "
        "customer worth by the short formula?",
        "客單價 500，一年四筆，每年五位顧客走一位，毛利率 30%。照簡式公式，一位顧客值多少？",
    ),
    options=(
        Option(
            key="revenue",
            text=Text("10,000", "10,000"),
            why=Text(
                "500 × 4 × 5: that is revenue. The goods have to be paid out of it.",
                "500 × 4 × 5 是營收，還沒付貨款。",
            ),
        ),
        Option(
            key="one-year",
            text=Text("600", "600"),
            why=Text(
                "500 × 4 × 0.3 is the margin of one year. One in five leaves, so they stay five years.",
                "500 × 4 × 0.3 是一年的毛利。五位走一位，平均待五年。",
            ),
        ),
        Option(
            key="right",
            text=Text("3,000", "3,000"),
            why=Text("500 × 4 × 5 × 0.3, with 5 years = 1 ÷ 0.2.", "500 × 4 × 5 × 0.3，其中 5 年 ＝ 1 ÷ 0.2。"),
        ),
        Option(
            key="times-churn",
            text=Text("120", "120"),
            why=Text(
                "You multiplied by 0.2. By that, customers would be worth the more, the more of them leave.",
                "你乘了 0.2。照這樣算，走的人越多，顧客反而越值錢。",
            ),
        ),
    ),
    right="right",
)

_MONTHLY = ChoiceTask(
    id="8.2.monthly",
    title=Text("Five per cent a month", "一個月 5%"),
    minutes=1,
    prompt=Text(
        "A colleague has measured that 5% of the customers leave each **month**, and puts 1 ÷ 0.05 = 20 years into the "
        "formula. What is wrong?",
        "同事算出每個**月**有 5% 的顧客離開，在公式裡填 1 ÷ 0.05 ＝ 20 年。哪裡不對？",
    ),
    options=(
        Option(
            key="months",
            text=Text("It is 20 months, less than two years", "是 20 個月，不到兩年"),
            why=Text(
                "1 over a monthly churn gives months. All factors have to speak of the same period.",
                "1 除以月流失率，得到的是月數。每個因子講的期間要一樣。",
            ),
        ),
        Option(
            key="stayers",
            text=Text("It should be 1 ÷ 0.95, about one year", "應該是 1 ÷ 0.95，大約一年"),
            why=Text(
                "0.95 is the share that **stays**. 1 over the share that leaves is right; only the unit is not.",
                "0.95 是**留下**的比率。時間是 1 除以流失的比率，這一步沒錯，錯在單位。",
            ),
        ),
        Option(
            key="nothing",
            text=Text("Nothing", "沒有錯"),
            why=Text(
                "Then somebody would stay 20 years in a shop that loses one in twenty every month.",
                "每個月走掉二十分之一的店，顧客卻平均待 20 年，說不通。",
            ),
        ),
    ),
    right="months",
)

_NEWEST = ChoiceTask(
    id="8.2.newest",
    title=Text("Bottom of the list", "名單最後一名"),
    minutes=1,
    prompt=Text(
        "On the list of historic values Ms Wu stands at the bottom: one small order in December, and the postage of a "
        "sample was dearer than its margin. Strike her off?",
        "歷史終身價值的名單上，吳小姐排最後：十二月買過一筆小的，寄樣品的郵資比那筆的毛利還高。要不要把她刪掉？",
    ),
    options=(
        Option(
            key="strike",
            text=Text("Yes, she costs more than she brings", "要，她花的比帶來的多"),
            why=Text(
                "So far. She has been a customer for a few weeks, others on the list for years.",
                "那是到目前為止。她才來幾個星期，名單上其他人來了好幾年。",
            ),
        ),
        Option(
            key="wrong-sum",
            text=Text("A value below 0 must be a mistake", "價值是負的，一定算錯了"),
            why=Text(
                "No: margin less what was spent on her can be negative, and at the beginning it often is.",
                "不一定。毛利減掉花在她身上的錢，本來就可能是負的，剛開始常常這樣。",
            ),
        ),
        Option(
            key="keep",
            text=Text("No: the list favours those who came early", "不要，這份名單本來就對早來的人有利"),
            why=Text(
                "Historic value is certain, but it looks back. Compare only customers who have been here equally long.",
                "歷史價值很確定，可是只看過去。來得一樣久的人，才能互相比。",
            ),
        ),
    ),
    right="keep",
)

_MISSING = ChoiceTask(
    id="8.2.missing-steps",
    title=Text("Nothing lost?", "不賺也不賠？"),
    minutes=1,
    prompt=Text(
        'By the short formula a customer is worth 3,000. Winning one costs 3,000 in advertising. "Then at least we '
        'lose nothing," says a colleague. What do you answer?',
        "照簡式公式，一位顧客值 3,000。爭取一位新客，廣告費也是 3,000。同事說：「那至少不賠。」你怎麼回答？",
    ),
    options=(
        Option(
            key="right",
            text=Text(
                "We do: keeping them costs money too, and the 3,000 comes in only over the years",
                "會賠：維繫也要花錢，那 3,000 又要好幾年才進得來",
            ),
            why=Text(
                "The two steps that the envelope lacks. Both make the value smaller, so it is a ceiling, not an offer.",
                "信封上少的就是這兩步。兩步都會讓價值變小，所以公式的答案是上限，不是出價。",
            ),
        ),
        Option(
            key="even",
            text=Text("True: 3,000 less 3,000 is nothing", "沒錯，3,000 減 3,000，剛好打平"),
            why=Text(
                "Only if nothing more were spent on the customer and all the money were there today.",
                "那要以後一毛都不再花，而且錢今天就全部到手。",
            ),
        ),
        Option(
            key="goods",
            text=Text("We do: the goods have to be paid out of it first", "會賠：還要先付貨款"),
            why=Text(
                "They are paid: the margin rate is one of the four factors. What else will cost money?",
                "貨款已經扣了，毛利率就是四個因子之一。還有什麼要花錢？",
            ),
        ),
        Option(
            key="gain",
            text=Text("We gain: most customers bring more than the average", "會賺：多數顧客帶來的比平均多"),
            why=Text(
                "It is usually the other way round: a few large ones pull the average up, and most lie below it.",
                "通常相反：少數大戶把平均拉高，多數人在平均以下。",
            ),
        ),
    ),
    right="right",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_LIMIT = TextTask(
    id="8.2.limit",
    title=Text("Three sentences to Ms Lin", "寫給林小姐的三句話"),
    minutes=3,
    prompt=Text(
        "First: what is wrong with the envelope. Second: the most that should be paid for a new customer, as a "
        "number, and which number it comes from. Third: what that number still leaves out, or when you would change "
        "it.",
        "第一句：信封上的算法錯在哪裡。第二句：一位新客最多付多少，寫出數字，以及這個數字從哪裡來。"
        "第三句：這個數字還沒算到什麼，或者什麼情況下你會改。",
    ),
    model=Text(
        "Hold yours against these questions, then read the sentences below the box.\n\n"
        "- Is your limit margin and not revenue?\n"
        "- Does it lie below the formula's value, and do you say why?\n"
        "- Have you said whether you mean the average customer or the one in the middle?",
        "先拿這三個問題檢查自己寫的，再看下面的寫法。\n\n"
        "- 你的上限用的是毛利，不是營收？\n"
        "- 是不是比公式的數字低？有沒有說為什麼？\n"
        "- 講的是平均的顧客，還是中間那一位，說清楚了嗎？",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_MIDDLE,
    _BACK_HALVES,
    _ORDERS,
    _VALUE,
    _OF_HUNDRED,
    _SHARE,
    _BY_HAND,
    _MONTHLY,
    _NEWEST,
    _MISSING,
    _LIMIT,
)
