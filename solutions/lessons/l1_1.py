"""The questions and checks inside lesson 1.1, "Why collect customer information?"."""

from __future__ import annotations

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures.orders.valid import valid_orders
from customer_value.messages import Text
from tutor.shape import Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

# --- What the checks compute from the ledger ---------------------------------------------------------------------


def _start(ledger: Ledger) -> pd.Timestamp:
    return ledger.snapshot - pd.DateOffset(years=1)


@once_per_ledger
def _orders(ledger: Ledger) -> pd.DataFrame:
    return valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)


@once_per_ledger
def _last_year(ledger: Ledger) -> pd.DataFrame:
    orders = _orders(ledger)
    return orders[orders["order_date"] > _start(ledger)]


@once_per_ledger
def _first_day(ledger: Ledger) -> pd.Series:
    return _orders(ledger).groupby("customer_id")["order_date"].min()


def _ratio(part: float, whole: float) -> float:
    return float(part) / float(whole) if whole else float("nan")


def _returning(ledger: Ledger) -> float:
    year = _last_year(ledger)
    known = year["customer_id"].map(_first_day(ledger)) <= _start(ledger)
    return _ratio(year.loc[known, "amount"].sum(), year["amount"].sum())


def _returning_orders(ledger: Ledger) -> float:
    year = _last_year(ledger)
    return _ratio((year["customer_id"].map(_first_day(ledger)) <= _start(ledger)).sum(), len(year))


def _returning_heads(ledger: Ledger) -> float:
    buyers = _last_year(ledger)["customer_id"].drop_duplicates()
    return _ratio((buyers.map(_first_day(ledger)) <= _start(ledger)).sum(), len(buyers))


def _returning_second(ledger: Ledger) -> float:
    """The money of every order but a customer's first, those of new customers among them."""
    year = _last_year(ledger)
    again = year["order_date"] > year["customer_id"].map(_first_day(ledger))
    return _ratio(year.loc[again, "amount"].sum(), year["amount"].sum())


def _returning_all_time(ledger: Ledger) -> float:
    orders = _orders(ledger)
    known = orders["customer_id"].map(_first_day(ledger)) <= _start(ledger)
    return _ratio(orders.loc[known, "amount"].sum(), orders["amount"].sum())


def _returning_of_everything(ledger: Ledger) -> float:
    year = _last_year(ledger)
    known = year["customer_id"].map(_first_day(ledger)) <= _start(ledger)
    return _ratio(year.loc[known, "amount"].sum(), _orders(ledger)["amount"].sum())


def _customers(ledger: Ledger) -> pd.DataFrame:
    return ledger.customers[ledger.customers["registered_on"] <= ledger.snapshot]


def _agreed(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["consent"].fillna(value=False)]


def _may_write(ledger: Ledger) -> float:
    return len(_agreed(_customers(ledger)))


def _may_write_everybody(ledger: Ledger) -> float:
    return len(_customers(ledger))


def _may_write_refused(ledger: Ledger) -> float:
    return _may_write_everybody(ledger) - _may_write(ledger)


def _may_write_later(ledger: Ledger) -> float:
    return len(_agreed(ledger.customers))


def _bought(ledger: Ledger) -> pd.DataFrame:
    customers = _customers(ledger)
    return customers[customers["customer_id"].isin(_last_year(ledger)["customer_id"])]


def _to_write(ledger: Ledger) -> float:
    return len(_agreed(_bought(ledger)))


def _to_write_unasked(ledger: Ledger) -> float:
    return len(_bought(ledger))


def _to_write_refused(ledger: Ledger) -> float:
    return len(_bought(ledger)) - _to_write(ledger)


def _to_write_either(ledger: Ledger) -> float:
    return _may_write(ledger) + len(_bought(ledger)) - _to_write(ledger)


def _to_write_orders(ledger: Ledger) -> float:
    return int(_last_year(ledger)["customer_id"].isin(_agreed(_customers(ledger))["customer_id"]).sum())


def _to_write_ever(ledger: Ledger) -> float:
    agreed = _agreed(_customers(ledger))
    return int(agreed["customer_id"].isin(_orders(ledger)["customer_id"]).sum())


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_FILTER = ChoiceTask(
    id="1.1.back-filter",
    title=Text("Which rows are left?", "會留下哪幾列？"),
    lesson="0.2",
    minutes=1,
    prompt=Text(
        'What does `orders[orders["amount"] > 500]` give?',
        '`orders[orders["amount"] > 500]` 會得到什麼？',
    ),
    options=(
        Option(
            key="rows",
            text=Text("The rows of `orders` with more than 500, all columns", "`orders` 裡金額超過 500 的列，欄位都在"),
            why=Text(
                "The comparison says True or False for each row; the outer brackets keep the rows with True.",
                "比較的結果是每一列一個 True 或 False，外面的中括號留下 True 的列。",
            ),
        ),
        Option(
            key="flags",
            text=Text("A True or False for each row", "每一列一個 True 或 False"),
            why=Text(
                'That is what `orders["amount"] > 500` alone gives. Put into the brackets, it keeps rows.',
                '那是單獨寫 `orders["amount"] > 500` 的結果。放進中括號裡，就是挑列。',
            ),
        ),
        Option(
            key="count",
            text=Text("How many orders there are above 500", "超過 500 的訂單有幾筆"),
            why=Text(
                "It gives the rows themselves; `len(…)` around it would count them.",
                "得到的是那些列本身，外面再包一個 `len(…)` 才是數有幾筆。",
            ),
        ),
    ),
    right="rows",
)

_BACK_ERROR = ChoiceTask(
    id="1.1.back-error",
    title=Text("Red letters", "一片紅字"),
    lesson="0.1",
    minutes=1,
    prompt=Text(
        "You open the notebook again the next day and run a cell in the middle. It says `NameError: name 'orders' is "
        "not defined`. "
        "What has happened?",
        "隔天重新打開筆記本，你直接執行中間的一格，出現 `NameError: name 'orders' is not defined`。怎麼回事？",
    ),
    options=(
        Option(
            key="above",
            text=Text("The cells above have not been run today", "上面的格子今天還沒執行"),
            why=Text(
                "Python forgot every name overnight. Run from the top: the cell that makes `orders` comes first.",
                "過了一夜，Python 把名字都忘了。從最上面執行下來，先有做出 `orders` 的那一格才行。",
            ),
        ),
        Option(
            key="file",
            text=Text("The ledger's file is gone", "帳本的檔案不見了"),
            why=Text(
                "Then the message would name a file. `NameError` is about a name in the notebook.",
                "檔案不見的話，訊息會寫出檔名。`NameError` 講的是筆記本裡的名字。",
            ),
        ),
        Option(
            key="broken",
            text=Text("The code of this cell is wrong", "這一格的程式寫錯了"),
            why=Text(
                "It ran yesterday, and nobody has touched it. What it builds on is missing today.",
                "它昨天還跑得動，也沒人改過。今天缺的是它前面要用到的東西。",
            ),
        ),
    ),
    right="above",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_KNOWN_GUESS = GuessTask(
    id="1.1.known-guess",
    title=Text("Old faces", "老面孔帶來多少？"),
    minutes=1,
    prompt=Text(
        "Of 100 parts of last year's money, how many came from customers who had bought before that year began?",
        "最近一年的營收當作 100 份，有幾份來自那之前就買過的顧客？",
    ),
    unit=Text("%", "%"),
    low=0,
    high=100,
    start=50,
)

_BOXES_GUESS = GuessTask(
    id="1.1.boxes-guess",
    title=Text("How many boxes?", "要用到幾格？"),
    minutes=1,
    prompt=Text(
        "Do we depend on a few customers? Do they come back? Where do they live? What brought them to us? What do they "
        "like? Whom may we "
        "write to? How many boxes do these six need together?",
        "只靠少數人嗎？他們會再來嗎？住在哪裡？怎麼認識我們？喜歡什麼？可以寫信給誰？這六個問題加起來，要用到幾格？",
    ),
    unit=Text("boxes", "格"),
    low=0,
    high=30,
    start=15,
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_RETURNING = ValueTask(
    id="1.1.returning",
    title=Text("The money of earlier customers", "更早的顧客帶來的錢"),
    name="returning",
    prompt=Text(
        "`returning`: of the money of the last twelve months, the share from customers whose first order was on or "
        "before `start`.",
        "`returning`：最近十二個月的營收裡，第一筆訂單在 `start` 當天或更早的顧客占多少。",
    ),
    answer=_returning,
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="orders",
            wrong=_returning_orders,
            message=Text(
                "This is a share of the orders, whatever they came to. Which column holds the money?",
                "這是訂單筆數的比率，金額大小都當一筆。錢在哪一欄？",
            ),
        ),
        Mistake(
            key="heads",
            wrong=_returning_heads,
            message=Text(
                "This is a share of the people. Asked for is a share of the money.",
                "這是人數的比率。要的是錢的比率。",
            ),
        ),
        Mistake(
            key="second-orders",
            wrong=_returning_second,
            message=Text(
                "Second orders of new customers are in here. Compare each customer's first day with the day the year "
                "began.",
                "新顧客的第二筆訂單也算進去了。要拿每位顧客的第一天，和這一年開始的日子比。",
            ),
        ),
        Mistake(
            key="all-time",
            wrong=_returning_all_time,
            message=Text(
                "The money of all the years is in here. Begin with the orders of the last twelve months.",
                "歷年的錢都算進去了。請從最近十二個月的訂單開始。",
            ),
        ),
        Mistake(
            key="of-everything",
            wrong=_returning_of_everything,
            message=Text(
                "Above the line stands last year's money, below it that of all years. Divide by last year's.",
                "分子是最近一年的錢，分母卻是歷年的。請除以最近一年的。",
            ),
        ),
    ),
    hints=(
        Text(
            "Run the cell above from its first line; the three steps stand there.",
            "把上面那一格從頭執行一次，三個步驟都在裡面。",
        ),
        Text(
            "Above and below the line stands the same column of `last_year`, above only for the rows with `known`.",
            "分子分母是 `last_year` 的同一欄，分子只取 `known` 的列。",
        ),
    ),
    solution="""
orders = valid_orders(ledger.orders, ledger.refunds, snapshot)
start = snapshot - pd.DateOffset(years=1)
last_year = orders[orders["order_date"] > start]
first_day = orders.groupby("customer_id")["order_date"].min()
known = last_year["customer_id"].map(first_day) <= start
returning = last_year.loc[known, "amount"].sum() / last_year["amount"].sum()
returning
""",
)

_MAY_WRITE = ValueTask(
    id="1.1.may-write",
    title=Text("Whom may we write to?", "可以寫信給誰？"),
    name="may_write",
    prompt=Text(
        "`may_write`: how many of `customers` have agreed to be written to.",
        "`may_write`：`customers` 裡有幾位同意收到訊息。",
    ),
    answer=_may_write,
    returns=Number(unit="customers", whole=True),
    mistakes=(
        Mistake(
            key="everybody",
            wrong=_may_write_everybody,
            message=Text(
                "That is everybody in the file. Count the rows of `agreed`.",
                "這是檔案裡的每一位。要數的是 `agreed` 有幾列。",
            ),
        ),
        Mistake(
            key="refused",
            wrong=_may_write_refused,
            message=Text(
                "These are the ones who did *not* agree. `customers[…]` keeps the rows with True: is there a `~` in "
                "front?",
                "這是**沒有**同意的人。`customers[…]` 留下的是 True 的列：前面多了 `~` 嗎？",
            ),
        ),
        Mistake(
            key="later",
            wrong=_may_write_later,
            message=Text(
                "Customers who registered after the snapshot are in here. Take `customers`, not the whole table of "
                "the ledger.",
                "快照日以後才登記的人也算進去了。請用 `customers`，不要用帳本裡的整張表。",
            ),
        ),
    ),
    hints=(
        Text(
            "The column is called `consent`; a column's name stands in quotation marks.",
            "欄位叫 `consent`，欄位名稱要加引號。",
        ),
        Text(
            '`customers[customers["consent"]]`, and then `len(agreed)`.',
            '`customers[customers["consent"]]`，然後 `len(agreed)`。',
        ),
    ),
    solution="""
# 1 Keep the customers who agreed  # lang-en
# 1 留下同意的顧客  # lang-zh-Hant
agreed = customers[customers["consent"]]

# 2 How many there are  # lang-en
# 2 有幾位  # lang-zh-Hant
may_write = len(agreed)
may_write
""",
)

_TO_WRITE = ValueTask(
    id="1.1.to-write",
    title=Text("How many thank-you letters?", "要寄幾封謝函？"),
    name="to_write",
    minutes=4,
    prompt=Text(
        "`to_write`: how many of `customers` have agreed and have an order in `last_year`.",
        "`to_write`：`customers` 裡，有同意、而且在 `last_year` 有訂單的人有幾位。",
    ),
    answer=_to_write,
    returns=Number(unit="customers", whole=True),
    mistakes=(
        Mistake(
            key="unasked",
            wrong=_to_write_unasked,
            message=Text(
                "These are all who bought. Some of them never agreed to be written to.",
                "這是買過的每一個人，裡面有人沒有同意收信。",
            ),
        ),
        Mistake(
            key="agreed-only",
            wrong=_may_write,
            message=Text(
                "These are all who agreed. Some of them have not bought in the last twelve months: what would they "
                "be thanked for?",
                "這是同意的每一個人，裡面有人最近十二個月沒買過東西：要謝他什麼？",
            ),
        ),
        Mistake(
            key="refused",
            wrong=_to_write_refused,
            message=Text(
                "These bought and did *not* agree: exactly those who must not get a letter.",
                "這些人買過、但**沒有**同意，剛好就是不能寄的人。",
            ),
        ),
        Mistake(
            key="either",
            wrong=_to_write_either,
            message=Text(
                "Here it is enough to have agreed *or* to have bought. Both have to hold: `&`.",
                "這裡只要同意**或**買過就算。兩個都要成立，請用 `&`。",
            ),
        ),
        Mistake(
            key="orders",
            wrong=_to_write_orders,
            message=Text(
                "You counted orders. Whoever ordered three times gets one letter: begin with `customers`, one row "
                "each.",
                "你數的是訂單。訂三次的人也只收一封：請從 `customers` 開始，一人一列。",
            ),
        ),
        Mistake(
            key="ever",
            wrong=_to_write_ever,
            message=Text(
                "Whoever bought at any time is in here. Asked for are the last twelve months: `last_year`.",
                "什麼時候買過的都算進去了。要的是最近十二個月，也就是 `last_year`。",
            ),
        ),
    ),
    hints=(
        Text(
            '`agreed` has those who said yes. Who of them occurs in `last_year["customer_id"]`?',
            '`agreed` 裡是同意的人。他們的編號，哪些出現在 `last_year["customer_id"]`？',
        ),
        Text(
            '`agreed["customer_id"].isin(last_year["customer_id"])` says True or False for each; '
            "`.sum()` counts the True.",
            '`agreed["customer_id"].isin(last_year["customer_id"])` 一人一個 True 或 False，'
            "`.sum()` 就數出 True 有幾個。",
        ),
    ),
    solution="""
bought = customers["customer_id"].isin(last_year["customer_id"])
to_write = len(customers[customers["consent"] & bought])
to_write
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_FOR_INVOICE = ChoiceTask(
    id="1.1.for-invoice",
    title=Text("An address for the invoice", "為了發票留的信箱"),
    minutes=1,
    prompt=Text(
        "Mrs Lin gave her e-mail so that the invoice could be sent. Her tick for advertising is empty. The spring "
        "catalogue is ready. What do you "
        "do?",
        "林太太留電子郵件，是為了收電子發票；「同意收行銷訊息」那一格她沒有勾。春季型錄做好了，你會怎麼做？",
    ),
    options=(
        Option(
            key="send",
            text=Text("Send it: she gave us the address herself", "寄，信箱是她自己留的"),
            why=Text(
                "She gave it for the invoice. The catalogue is another purpose, and to that she has not said yes.",
                "她留信箱是為了發票。型錄是另一個目的，她並沒有答應。",
            ),
        ),
        Option(
            key="once",
            text=Text("Send it once, with a line on how to stop it", "先寄一次，附上怎麼取消"),
            why=Text(
                "A way out is owed to those who agreed. It does not stand in for the yes.",
                "可以取消，是對同意的人該做的事；它不能代替同意。",
            ),
        ),
        Option(
            key="ask",
            text=Text("Leave her out, and ask her when she is next in", "這次不寄，下次她來再問"),
            why=Text(
                "Purpose first, then consent, then the letter. Asking costs a sentence.",
                "先有目的，再有同意，才寄信。問一句話而已。",
            ),
        ),
        Option(
            key="delete",
            text=Text("Delete her e-mail", "把她的電子郵件刪掉"),
            why=Text(
                "The invoice still needs it: that purpose stands. Only advertising is closed.",
                "發票還是要用到，那個目的還在。不能做的只是行銷。",
            ),
        ),
    ),
    right="ask",
)

_WHICH_BOX = ChoiceTask(
    id="1.1.which-box",
    title=Text("One box for one question", "一個問題，一個格子"),
    minutes=1,
    prompt=Text(
        "The owner asks: “Those who were recommended to us, do they stay longer than those from advertising?” "
        "Besides the orders, which box is "
        "needed?",
        "老闆問：「朋友介紹來的，是不是比看廣告來的待得久？」除了訂單，還需要哪一格？",
    ),
    options=(
        Option(
            key="channel",
            text=Text("How the customer came to us", "怎麼找到我們的"),
            why=Text(
                "It makes the two groups; the orders say how long each stays.",
                "有了它才分得出這兩群人，待多久訂單裡就有。",
            ),
        ),
        Option(
            key="birth",
            text=Text("The year of birth", "出生年"),
            why=Text(
                "Age says nothing of how somebody found us. It would answer another question, which nobody has asked.",
                "年齡看不出是怎麼來的。它能回答別的問題，可是沒有人問。",
            ),
        ),
        Option(
            key="phone",
            text=Text("The telephone number", "電話"),
            why=Text(
                "With it one could ring everybody up and ask. One tick on the form would have been cheaper.",
                "有電話是可以一個個打去問，可是當初表上勾一下便宜多了。",
            ),
        ),
        Option(
            key="all",
            text=Text("As many as possible, to be safe", "越多越好，比較保險"),
            why=Text(
                "More boxes do not make the two groups any clearer. The question names what it needs.",
                "多留幾格，這兩群人也不會更分明。問題本身就說了需要什麼。",
            ),
        ),
    ),
    right="channel",
)

_THREE_LISTS = ChoiceTask(
    id="1.1.three-lists",
    title=Text("Three lists", "三份清單"),
    minutes=1,
    prompt=Text(
        "Counter, service desk and marketing each keep a list of customers. By what should they be put together?",
        "門市、客服、行銷各有一份顧客清單。要憑什麼合併？",
    ),
    options=(
        Option(
            key="name",
            text=Text("By name: everybody has one", "憑姓名，人人都有"),
            why=Text(
                "Everybody has one, and many have the same. A complaint would land on every namesake's record.",
                "人人都有，可是很多人一樣。一通客訴會記到每個同名的人頭上。",
            ),
        ),
        Option(
            key="id",
            text=Text("By one customer's number that all three write down", "憑同一個顧客編號，三邊都要記"),
            why=Text(
                "One number for one customer, the same in all tables: only so is a record complete and nobody else's.",
                "一位顧客一個編號，每張表都一樣，紀錄才會完整，也不會混到別人的。",
            ),
        ),
        Option(
            key="order",
            text=Text("By the order of the rows", "照列的順序對"),
            why=Text(
                "The lists were written on different days by different people. Row 12 is somebody else in each.",
                "三份清單是不同的人在不同的日子寫的，第 12 列各是各的人。",
            ),
        ),
        Option(
            key="apart",
            text=Text("Not at all: departments should keep their own", "不用合併，各管各的就好"),
            why=Text(
                "Then marketing thanks a customer by letter on the day she is complaining at the service desk.",
                "那就會發生：她正在跟客服抱怨，行銷的感謝函剛好寄到。",
            ),
        ),
    ),
    right="id",
)

_EIGHTY = ChoiceTask(
    id="1.1.eighty",
    title=Text("Three customers", "三個大客戶"),
    minutes=1,
    prompt=Text(
        "In a small company three of 200 customers bring half of the money. What does that say?",
        "有家小公司，200 位顧客裡的三位就帶來一半的營收。這說明什麼？",
    ),
    options=(
        Option(
            key="three-only",
            text=Text(
                "Concentrate on the three; the others are not worth the trouble",
                "全力顧好這三位，其他人不必費心",
            ),
            why=Text(
                "Then the company hangs on three even more. If one leaves, a sixth of the money may go.",
                "那就更靠這三位了。走掉一位，營收可能就少六分之一。",
            ),
        ),
        Option(
            key="both",
            text=Text(
                "Look after the three, and help the other customers grow as well",
                "顧好這三位，也把其他人慢慢養成常客",
            ),
            why=Text(
                "So the risk is spread. That is what tiers are for: each group is treated by what it is and by what it "
                "may become.",
                "這樣風險才會分散。分級就是為了這個：照每一群現在的樣子、將來可能的樣子，用不同的方式對待。",
            ),
        ),
        Option(
            key="fine",
            text=Text("Nothing: it is so in every company", "沒什麼，每家公司都這樣"),
            why=Text(
                "It is not; that is why one counts. Three of 200 is far more uneven than most shops.",
                "不見得，所以才要算。200 位裡靠三位，比大多數的店集中得多。",
            ),
        ),
        Option(
            key="new",
            text=Text("Win new customers, whatever they cost", "不計代價，多找新客"),
            why=Text(
                "New ones spread the risk as well, but they cost most. 197 are there already and need not be found.",
                "新客也能分散風險，可是最貴。現成就有 197 位，不用再找。",
            ),
        ),
    ),
    right="both",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_LETTER = TextTask(
    id="1.1.letter",
    title=Text("Three sentences with the proofs", "定稿附上三句話"),
    minutes=4,
    prompt=Text(
        "First: which boxes stay, and what for. Second: which box you would give up first, and which question then "
        "stays open. Third: what the "
        "customer is told beside the tick for consent.",
        "第一句：留哪幾格、各是為了什麼。第二句：如果還要再減，先減哪一格，哪個問題會答不出來。第三句："
        "同意那一格旁邊，要怎麼跟顧客說。",
    ),
    model=Text(
        "Hold yours against these questions, then run on to the answer below.\n\n"
        "- Does every box that stays have a question, and the question somebody who acts on the answer?\n"
        "- Did you say what is lost, and not only what is saved?\n"
        "- Would a customer who reads your line know what they say yes to, and that no is allowed?\n\n"
        "Short forms and longer ones can both be right.",
        "先拿這三個問題檢查自己寫的，再往下執行，看看另一種寫法。\n\n"
        "- 留下的每一格，都有一個問題嗎？那個問題，有人會照答案去做嗎？\n"
        "- 除了省下什麼，有沒有說清楚會少掉什麼？\n"
        "- 顧客讀了你那一句，知道自己同意了什麼嗎？知道可以不同意嗎？\n\n"
        "表短一點、長一點，都可以是好答案。",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_FILTER,
    _BACK_ERROR,
    _KNOWN_GUESS,
    _RETURNING,
    _MAY_WRITE,
    _TO_WRITE,
    _BOXES_GUESS,
    _FOR_INVOICE,
    _WHICH_BOX,
    _THREE_LISTS,
    _EIGHTY,
    _LETTER,
)
