"""The questions and checks inside lesson 5.2, "First-purchase customers"."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.lessons.counter_file import PLACEHOLDER_YEAR, counter_file
from customer_value.measures.orders.same_customer import merge_customers, same_customers
from customer_value.measures.orders.valid import valid_orders
from customer_value.measures.repurchase.trend import calendar_windows
from customer_value.messages import Text
from solutions.lessons.orders import valid_on
from tutor.shape import Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

RULE = ("email", ("phone", "birth_year"))
"""Accounts that agree in one of these are one customer's, as in lesson 1.2."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _quarters(ledger: Ledger) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    whole = calendar_windows(ledger.orders["order_date"].min(), ledger.snapshot)
    return [(pd.Timestamp(start), pd.Timestamp(end)) for start, end in whole]


def _valid(ledger: Ledger) -> pd.DataFrame:
    return valid_on(ledger, ledger.snapshot)


def _placed(ledger: Ledger) -> pd.DataFrame:
    """What was ordered and not cancelled, sent back or not."""
    orders = ledger.orders[ledger.orders["order_date"] <= ledger.snapshot]
    return orders[orders["status"] != "cancelled"]


@once_per_ledger
def _accounts(ledger: Ledger) -> pd.DataFrame:
    """The valid orders by account number, as the order system has them."""
    return valid_orders(counter_file(ledger).orders, ledger.refunds, ledger.snapshot)


@once_per_ledger
def _links(ledger: Ledger) -> pd.DataFrame:
    people = counter_file(ledger).customers.drop_duplicates()
    people = people.assign(birth_year=people["birth_year"].where(people["birth_year"] > PLACEHOLDER_YEAR))
    return same_customers(people, by=list(RULE))


@once_per_ledger
def _people(ledger: Ledger) -> pd.DataFrame:
    """The valid orders by person: second accounts merged into the first."""
    return merge_customers(_accounts(ledger), _links(ledger))


Orders = Callable[[Ledger], pd.DataFrame]
Count = Callable[[Ledger], int]


def _dated(orders: Orders, which: str, place: int) -> Count:
    """Customers whose first or last order of all lies in a quarter."""

    def of(ledger: Ledger) -> int:
        days = orders(ledger).groupby("customer_id")["order_date"].agg(which)
        return int(days.between(*_quarters(ledger)[place]).sum())

    return of


def _inside(orders: Orders, place: int) -> Callable[[Ledger], pd.Series]:
    """The customer of every order in a quarter."""

    def of(ledger: Ledger) -> pd.Series:
        table = orders(ledger)
        return table.loc[table["order_date"].between(*_quarters(ledger)[place]), "customer_id"]

    return of


def _buyers(orders: Orders, place: int) -> Count:
    return lambda ledger: int(_inside(orders, place)(ledger).nunique())


def _orders(orders: Orders, place: int) -> Count:
    return lambda ledger: len(_inside(orders, place)(ledger))


def _since(orders: Orders, place: int) -> Count:
    """Everybody new since the quarter began, up to the snapshot."""

    def of(ledger: Ledger) -> int:
        first = orders(ledger).groupby("customer_id")["order_date"].min()
        return int((first >= _quarters(ledger)[place][0]).sum())

    return of


def _until(orders: Orders, place: int) -> Count:
    """Everybody on file by the end of the quarter."""

    def of(ledger: Ledger) -> int:
        first = orders(ledger).groupby("customer_id")["order_date"].min()
        return int((first <= _quarters(ledger)[place][1]).sum())

    return of


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_FILE = ChoiceTask(
    id="5.2.back-file",
    title=Text("From one file to the next", "名單多了幾位？"),
    lesson="5.1",
    minutes=1,
    prompt=Text(
        "On 30 September 1,400 customers are on file, on 31 December 1,460. Nothing was sent back. How many bought "
        "for the first time ever in these three months?",
        "9 月 30 日的客戶數是 1,400 位，12 月 31 日是 1,460 位，這段期間沒有人退貨。"
        "這三個月裡，有幾位是有史以來第一次買？",
    ),
    options=(
        Option(
            key="unknown",
            text=Text(
                "One cannot say: some have stayed away and are no customers any more",
                "說不準，有些人不來，就不算客戶了",
            ),
            why=Text(
                "Nobody leaves the file by staying away. That is why 5.1 needed active customers as well.",
                "不再來的人也不會從名單上消失，所以 5.1 才要另外看活躍客戶。",
            ),
        ),
        Option(
            key="sixty",
            text=Text("60", "60 位"),
            why=Text(
                "Whoever comes onto the file does so with a first order, and only once. Keep this: it is a check on "
                "today's number.",
                "會進名單的，都是因為第一筆訂單，而且只會進一次。記住這一點，今天的數字可以拿它來核對。",
            ),
        ),
        Option(
            key="more",
            text=Text("More than 60, as old customers bought too", "比 60 位多，因為舊客人也有買"),
            why=Text(
                "They did, but they stood on the file already. Their orders do not make it longer.",
                "舊客人當然也買，可是他們早就在名單上，再買也不會讓名單變長。",
            ),
        ),
    ),
    right="sixty",
)

_BACK_COST = ChoiceTask(
    id="5.2.back-cost",
    title=Text("Cost of a new customer", "一位新客的成本"),
    lesson="3.2",
    minutes=1,
    prompt=Text(
        "An advertisement cost 24,000. Forty people ordered by it; ten of them had bought from us before. What did one "
        "new customer cost?",
        "一檔廣告花了 24,000 元，有 40 個人因為它下單，其中 10 位以前就跟我們買過。每帶來一位新客，花了多少錢？",
    ),
    options=(
        Option(
            key="all",
            text=Text("600", "600 元"),
            why=Text(
                "24,000 over 40. Ten of the forty were customers already, so the new ones look cheaper than they were.",
                "這是 24,000 除以 40。40 位裡有 10 位早就是客人，算進來，新客就看起來比較便宜。",
            ),
        ),
        Option(
            key="old",
            text=Text("2,400", "2,400 元"),
            why=Text(
                "You divided by the ten who had bought before. They are the ones who do not count.",
                "你除以的是以前買過的那 10 位，剛好是不能算的人。",
            ),
        ),
        Option(
            key="new",
            text=Text("800", "800 元"),
            why=Text(
                "24,000 for thirty. Whoever miscounts the new ones miscounts their cost: one more reason for today.",
                "24,000 除以 30。新客數錯，成本也跟著錯，所以今天要把它數清楚。",
            ),
        ),
    ),
    right="new",
)

_BACK_MERGE = ChoiceTask(
    id="5.2.back-merge",
    title=Text("One person or two?", "一個人，還是兩個人？"),
    lesson="1.2",
    minutes=1,
    prompt=Text(
        "Which two accounts would you make one without a second look?",
        "下面哪兩個帳號，可以直接合併成一個人？",
    ),
    options=(
        Option(
            key="name",
            text=Text("Two with the same name", "姓名一樣的兩個"),
            why=Text(
                "Many people share a name. Merge by it, and somebody's history goes to a stranger.",
                "同名的人太多，照姓名合併，會把別人的紀錄併到陌生人身上。",
            ),
        ),
        Option(
            key="phone",
            text=Text("Two with the same telephone number", "電話一樣的兩個"),
            why=Text(
                "A family or an office shares a number. In 1.2 the year of birth had to agree as well.",
                "一家人、一間辦公室會共用電話。1.2 的規則是電話相同，出生年也要相同。",
            ),
        ),
        Option(
            key="email",
            text=Text("Two with the same e-mail", "電子郵件一樣的兩個"),
            why=Text(
                "An e-mail address mostly belongs to one person. Today you will see what an account overlooked costs.",
                "電子郵件通常只有一個人用。今天會看到，漏掉一個重複帳號要付什麼代價。",
            ),
        ),
    ),
    right="email",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_PER_HUNDRED = GuessTask(
    id="5.2.per-hundred",
    title=Text("Really new", "真的是新客的"),
    minutes=1,
    prompt=Text(
        "Of every 100 customers on the system's list: how many had never bought before?",
        "系統名單上的顧客，每 100 位裡，有幾位以前從來沒買過？",
    ),
    unit=Text("of 100", "位"),
    low=0,
    high=100,
    start=0,
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_MESSAGES = {
    "in-period": Text(
        "You counted everybody who bought in the quarter. Each of them has a first order *in the quarter*; whose is it "
        "the first *ever*?",
        "你數的是這一季買過的所有人。每個人都有「這一季的第一筆」，可是誰的那一筆是**有史以來**的第一筆？",
    ),
    "orders": Text(
        "These are orders of the quarter. How many customers are behind them, and how many of these are new?",
        "這是這一季的訂單數。背後是幾位顧客？其中幾位是新的？",
    ),
    "last": Text(
        "You looked at each customer's last order. At which end of their history does “first” stand?",
        "你看的是每個人的最後一筆。「第一筆」在歷史的哪一頭？",
    ),
    "sent-back": Text(
        "Your number includes orders that were sent back in full. Begin with `valid`.",
        "全額退款的訂單也被你算進去了。請從 `valid` 開始。",
    ),
    "no-end": Text(
        "You counted everybody who is new since the quarter began, up to the snapshot date. Where does this "
        "quarter end?",
        "你數的是那一季開始以後的所有新客，一路數到快照日。那一季到哪一天為止？",
    ),
    "no-start": Text(
        "You counted everybody on file by the end of the quarter, whenever they came. Where does it begin?",
        "你數的是到那一季結束為止的所有客戶，不管哪一年來的。那一季從哪一天開始？",
    ),
    "everybody": Text(
        "You counted `first`: everybody who ever bought. Which name stands for those of the quarter before?",
        "你數的是 `first`，有史以來買過的所有人。前一季的新客，放在哪一個名字裡？",
    ),
    "last-quarter": Text(
        "That is the latest quarter again. Which two names stand for the days of the quarter before?",
        "這還是最近那一季。前一季的頭尾兩天，是哪兩個名字？",
    ),
    "accounts": Text(
        "These are accounts. Somebody who came years ago and has just opened a second account is among them. Merge "
        "first: `merge_customers` comes before `groupby`.",
        "這是帳號數。好幾年前就來過、最近又開第二個帳號的人，也在裡面。先用 `merge_customers` 合併，再 `groupby`。",
    ),
    "tidy": Text(
        "You used `valid`, the tidy orders, in which everybody has one number. Here it is `ordered`.",
        "你用的是 `valid`，那是整理好、一人一號的訂單。這一題要用 `ordered`。",
    ),
}


def _mistakes(wrong: dict[str, Count]) -> tuple[Mistake, ...]:
    return tuple(Mistake(key=key, wrong=count, message=_MESSAGES[key]) for key, count in wrong.items())


_PEOPLE = Number(unit="customers", whole=True)

_NEW_LAST = ValueTask(
    id="5.2.new-last",
    title=Text("New in the quarter", "這一季的首購客戶"),
    name="n_new",
    prompt=Text(
        "`n_new`: how many customers have their first valid order ever in the quarter.",
        "`n_new`：有史以來第一筆有效訂單落在這一季的顧客有幾位。",
    ),
    answer=_dated(_valid, "min", -1),
    returns=_PEOPLE,
    mistakes=_mistakes(
        {
            "in-period": _buyers(_valid, -1),
            "orders": _orders(_valid, -1),
            "sent-back": _dated(_placed, "min", -1),
            "no-start": _until(_valid, -1),
        }
    ),
    hints=(
        Text("Run the cell above, from the top.", "把上面那格從頭執行一次。"),
        Text(
            "Step 1 looks at the whole of `valid`; the quarter comes in only in step 2.",
            "步驟 1 看的是整張 `valid`，到步驟 2 才看這一季。",
        ),
    ),
    solution="""
# 1 Each customer's first order ever  # lang-en
# 1 每位顧客有史以來的第一筆訂單  # lang-zh-Hant
first = valid.groupby("customer_id")["order_date"].min()

# 2 Those whose first order lies in the quarter, both days included  # lang-en
# 2 第一筆落在這一季的人，頭尾兩天都算  # lang-zh-Hant
new = first[first.between(start, end)]

# 3 How many they are  # lang-en
# 3 一共幾位  # lang-zh-Hant
n_new = len(new)
n_new
""",
)

_NEW_BEFORE = ValueTask(
    id="5.2.new-before",
    title=Text("New in the quarter before", "前一季的首購客戶"),
    name="n_before",
    prompt=Text(
        "`n_before`: how many customers have their first valid order ever in the quarter before, from `start_before` "
        "to `end_before`.",
        "`n_before`：有史以來第一筆有效訂單落在前一季（`start_before` 到 `end_before`）的顧客有幾位。",
    ),
    answer=_dated(_valid, "min", -2),
    returns=_PEOPLE,
    mistakes=_mistakes(
        {
            "last-quarter": _dated(_valid, "min", -1),
            "in-period": _buyers(_valid, -2),
            "last": _dated(_valid, "max", -2),
            "no-end": _since(_valid, -2),
            "no-start": _until(_valid, -2),
            "everybody": lambda ledger: int(_valid(ledger)["customer_id"].nunique()),
        }
    ),
    hints=(
        Text(
            "`first` holds everybody's first order ever already; only the days change.",
            "`first` 已經是每個人有史以來的第一筆，只要換日期就好。",
        ),
        Text(
            "In the brackets of `between` go the first and the last day; `len(…)` counts.",
            "`between` 的括號裡放頭尾兩天；`len(…)` 數有幾個。",
        ),
    ),
    solution="""
start_before, end_before = quarters[-2]
new_before = first[first.between(start_before, end_before)]
n_before = len(new_before)
n_before
""",
)

_NEW_PEOPLE = ValueTask(
    id="5.2.new-people",
    title=Text("New people, not new accounts", "新的人，不是新的帳號"),
    name="n_people",
    prompt=Text(
        "`n_people`: from `ordered`, with the accounts in `links` merged, how many customers have their first order "
        "ever in the quarter.",
        "`n_people`：用 `ordered`，照 `links` 合併帳號之後，有史以來第一筆訂單落在這一季的顧客有幾位。",
    ),
    answer=_dated(_people, "min", -1),
    returns=_PEOPLE,
    mistakes=_mistakes(
        {
            "accounts": _dated(_accounts, "min", -1),
            "tidy": _dated(_valid, "min", -1),
            "in-period": _buyers(_people, -1),
            "no-start": _until(_people, -1),
        }
    ),
    hints=(
        Text(
            "Three steps: merge the accounts, find everybody's first order, count those in the quarter.",
            "三個步驟：合併帳號、找每個人的第一筆、數落在這一季的有幾個。",
        ),
        Text(
            "`merged = merge_customers(ordered, links)`; from there on it is the worked example with `merged` in place "
            "of `valid`.",
            "`merged = merge_customers(ordered, links)`，接下來跟示範一樣，只是把 `valid` 換成 `merged`。",
        ),
    ),
    solution="""
merged = merge_customers(ordered, links)
first_of_each = merged.groupby("customer_id")["order_date"].min()
n_people = len(first_of_each[first_of_each.between(start, end)])
n_people
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_EIGHT = ChoiceTask(
    id="5.2.eight-orders",
    title=Text("Eight orders", "八筆訂單"),
    minutes=2,
    prompt=Text(
        """
These eight orders are the whole ledger, seen on 31 December 2025. Account W7 has Ben's e-mail. How many first-purchase
customers does the quarter from 1 October to 31 December 2025 have?

| order | account | date | |
|---|---|---|---|
| O1 | Amy | 2025-03-03 | |
| O2 | Ben | 2025-10-01 | |
| O3 | Amy | 2025-10-14 | |
| O4 | – | 2025-11-08 | no name given |
| O5 | Ben | 2025-11-20 | |
| O6 | Cleo | 2025-12-05 | all refunded on 2025-12-09 |
| O7 | W7 | 2025-12-12 | |
| O8 | Dan | 2025-12-31 | |
""",
        """
整本帳本就這八筆訂單，站在 2025 年 12 月 31 日看。帳號 W7 的電子郵件跟阿本一樣。\
2025 年 10 月 1 日到 12 月 31 日這一季，首購客戶有幾位？

| 訂單 | 帳號 | 日期 | |
|---|---|---|---|
| O1 | 小安 | 2025-03-03 | |
| O2 | 阿本 | 2025-10-01 | |
| O3 | 小安 | 2025-10-14 | |
| O4 | – | 2025-11-08 | 沒留姓名 |
| O5 | 阿本 | 2025-11-20 | |
| O6 | 佳佳 | 2025-12-05 | 2025-12-09 全額退款 |
| O7 | W7 | 2025-12-12 | |
| O8 | 大丹 | 2025-12-31 | |
""",
    ),
    options=(
        Option(
            key="one",
            text=Text("1", "1 位"),
            why=Text(
                "You kept one of Ben and Dan. The first and the last day both belong to the quarter, and Ben stays new "
                "although he came back.",
                "阿本和大丹，你少算了一位。頭尾兩天都在這一季裡；阿本後來又來，當初還是首購。",
            ),
        ),
        Option(
            key="two",
            text=Text("2", "2 位"),
            why=Text(
                "Ben and Dan. Amy came in March, W7 is Ben, nothing is left of Cleo's order, and O4 is nobody we could "
                "name.",
                "阿本和大丹。小安三月就來過，W7 是阿本，佳佳那筆全退了，O4 不知道是誰。",
            ),
        ),
        Option(
            key="three",
            text=Text("3", "3 位"),
            why=Text(
                "Besides Ben and Dan you took one more. Cleo's order was refunded in full, O4 has no name, W7 is Ben.",
                "阿本和大丹之外，你多算了一位。佳佳全額退款，O4 沒有姓名，W7 就是阿本。",
            ),
        ),
        Option(
            key="four",
            text=Text("4", "4 位"),
            why=Text(
                "Those are the accounts with a valid order in the quarter. Amy had come in March, and W7 is Ben.",
                "這是這一季有有效訂單的帳號數。小安三月就來過，W7 就是阿本。",
            ),
        ),
    ),
    right="two",
)

_FIRST_QUARTER = ChoiceTask(
    id="5.2.first-quarter",
    title=Text("A splendid start", "漂亮的開始"),
    minutes=1,
    prompt=Text(
        "A shop has sold since 2015 and changed its order system on 1 January 2024; the old orders were not taken "
        "over. For the first quarter of 2024 the report shows 900 first-purchase customers, for the second 310. What "
        "do you say?",
        "一家店 2015 年就開了，2024 年 1 月 1 日換了系統，舊訂單沒有搬過去。"
        "報表說，2024 年第一季首購客戶 900 位，第二季 310 位。你怎麼看？",
    ),
    options=(
        Option(
            key="fall",
            text=Text("Fewer new customers are coming", "新客變少了"),
            why=Text(
                "In the first quarter the system knew nobody. Every old customer who came by was “new”.",
                "第一季的時候，系統誰都不認識。舊客人一來，就被當成新的。",
            ),
        ),
        Option(
            key="unknown",
            text=Text("The 900 say nothing, and the 310 are still too many", "900 沒有意義，310 也還偏高"),
            why=Text(
                "Old customers who had not yet come in the first quarter come in the second and look new there. With "
                "time it wears off.",
                "第一季還沒來過的舊客人，第二季才來，也會被當成新的。要過一陣子才會正常。",
            ),
        ),
        Option(
            key="second",
            text=Text(
                "Leave the first quarter out; from the second on the number is right", "第一季不看，第二季起就準了"
            ),
            why=Text(
                "Better, but somebody who comes once a year may return in the fourth, and the system has not seen them "
                "either.",
                "好一點，可是一年只來一次的人，可能第四季才出現，系統一樣沒見過他。",
            ),
        ),
        Option(
            key="merge",
            text=Text("They are second accounts; merging settles it", "那是重複帳號，合併就好"),
            why=Text(
                "Merging needs a first account to merge into. The old ones are not there.",
                "要有第一個帳號才能合併，舊帳號根本不在。",
            ),
        ),
    ),
    right="unknown",
)

_GUEST = ChoiceTask(
    id="5.2.guest",
    title=Text("No name given", "沒留姓名的訂單"),
    minutes=1,
    prompt=Text(
        "In a quarter 400 orders name a customer, 100 of them first-purchase customers' first orders. Another 50 "
        "orders name nobody. What goes into the report?",
        "某一季有 400 筆訂單知道是誰買的，其中 100 筆是首購客戶的第一筆。另外有 50 筆沒留姓名。報表怎麼寫？",
    ),
    options=(
        Option(
            key="plus",
            text=Text("150 first-purchase customers", "首購客戶 150 位"),
            why=Text(
                "Each nameless order as a new person: a guest who comes every week would be new every week.",
                "每一筆都當成一個新的人，那每週來一次的客人，每週都是新客。",
            ),
        ),
        Option(
            key="one",
            text=Text("101 first-purchase customers", "首購客戶 101 位"),
            why=Text(
                "That makes all the nameless one person called “guest”, who bought fifty times.",
                "這等於把所有沒留姓名的人當成同一位，叫「訪客」，一季買了 50 次。",
            ),
        ),
        Option(
            key="share",
            text=Text("112: a quarter of the guests are new as well", "112 位，訪客也照四分之一算"),
            why=Text(
                "An assumption, not a count; guests may well be new more often than customers who give their name.",
                "這是假設，不是數出來的；不留姓名的人，是新客的比率說不定更高。",
            ),
        ),
        Option(
            key="beside",
            text=Text("100; beside it, 50 without a name", "100 位，另註明 50 筆沒姓名"),
            why=Text(
                "What cannot be known is not guessed, but it is not hidden either.",
                "不知道的不亂猜，但也不藏起來。",
            ),
        ),
    ),
    right="beside",
)

_QUARTERS_ADD = ChoiceTask(
    id="5.2.quarters-add",
    title=Text("Four quarters and a year", "四季和一年"),
    minutes=1,
    prompt=Text(
        "Four quarterly reports show 200, 180, 190 and 210 new customers, the annual report of the same ledger 610. "
        "Nothing was refunded. What has happened?",
        "四季的報表，新客各是 200、180、190、210 位；同一本帳本的年報卻寫 610 位。沒有人退貨。發生了什麼事？",
    ),
    options=(
        Option(
            key="in-period",
            text=Text("Somebody was “new” in several quarters", "有人在好幾季都被當成新客"),
            why=Text(
                "The first order in the period was counted. First purchases ever add up, since one is new only once: "
                "four quarters with 780 make a year with 780.",
                "數的是「期間內的第一筆」。有史以來的首購加得起來，一個人只會新一次：四季 780 位，一年就是 780 位。",
            ),
        ),
        Option(
            key="left",
            text=Text("170 of the new ones have left again within the year", "170 位新客，年底前又走了"),
            why=Text(
                "Whoever has gone was a first-purchase customer all the same. What they do later does not matter.",
                "走了的人，當初還是首購客戶。他之後做什麼，都不影響。",
            ),
        ),
        Option(
            key="fine",
            text=Text(
                "Nothing: the numbers of quarters need not add up to the year's", "很正常，四季加起來本來就不必等於一年"
            ),
            why=Text(
                "For buyers that is true, since one may buy in every quarter. For first purchases it is not.",
                "如果是買家數，的確不必，因為一個人每季都可以買。首購不一樣。",
            ),
        ),
        Option(
            key="guests",
            text=Text("The 170 are orders without a name", "那 170 位是沒留姓名的訂單"),
            why=Text(
                "Left out, they are missing in the quarters and in the year alike.",
                "沒留姓名的不算，季報和年報都一樣不算。",
            ),
        ),
    ),
    right="in-period",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_RULE_TEXT = TextTask(
    id="5.2.rule",
    title=Text("A rule that fits on a card", "寫在一張卡片上的規則"),
    minutes=3,
    prompt=Text(
        "First: how many new customers are paid for today, and why not as many as the list says. Then the rule for the "
        "next quarter: who is new, what about second accounts, orders without a name and orders sent back, and on "
        "which day it is counted.",
        "先寫：今天照幾位發，為什麼不是名單上的數字。再寫下一季的規則：誰算新客，"
        "第二個帳號、沒留姓名、退貨的怎麼算，哪一天來數。",
    ),
    model=Text(
        "Hold yours against these questions, then read the card below the box.\n\n"
        "- Could somebody else count by it and get your number?\n"
        "- Can one earn by it without a new customer: by opening an account for an old one, or by an order that goes "
        "back next week?\n"
        "- Did you say what waiting costs? Counting a month later is safer, but a reward that comes a month late "
        "drives nobody.",
        "先拿這三個問題檢查自己寫的，再看下面那張卡片。\n\n"
        "- 換一個人照著數，會得到一樣的數字嗎？\n"
        "- 沒有帶來新客，也領得到嗎？例如替老客人多開一個帳號，或是下週就退貨的訂單。\n"
        "- 有沒有說晚一點數的代價？一個月後再數比較準，可是晚一個月才領到的獎金，誰還會有感覺？",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_FILE,
    _BACK_COST,
    _BACK_MERGE,
    _PER_HUNDRED,
    _NEW_LAST,
    _NEW_BEFORE,
    _NEW_PEOPLE,
    _EIGHT,
    _FIRST_QUARTER,
    _GUEST,
    _QUARTERS_ADD,
    _RULE_TEXT,
)
