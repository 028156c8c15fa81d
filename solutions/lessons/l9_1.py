"""The questions and checks inside lesson 9.1, "What a customer costs"."""

from __future__ import annotations

import pandas as pd

from customer_value.ledger import Ledger
from customer_value.lessons.customer_accounts import OWN_COSTS, customer_accounts
from customer_value.messages import Text
from tutor.shape import Column, Number
from tutor.task import ChoiceTask, Criterion, GuessTask, Mistake, Option, Task, TextTask, ValueTask

# --- What the checks compute from the ledger ---------------------------------------------------------------------


def left(ledger: Ledger) -> pd.Series:
    """What each customer leaves once their own costs are paid."""
    accounts = customer_accounts(ledger).accounts
    return accounts["revenue"] - accounts[list(OWN_COSTS)].sum(axis="columns")


def part(ledger: Ledger, key: str) -> pd.Series:
    """Each customer's part of the pool."""
    found = customer_accounts(ledger)
    return found.pool * found.accounts[key] / found.accounts[key].sum()


def profit(ledger: Ledger, key: str) -> pd.Series:
    """What each customer leaves once their part of the pool is paid, too."""
    return left(ledger) - part(ledger, key)


def _whole_pool(ledger: Ledger) -> pd.Series:
    return left(ledger) - customer_accounts(ledger).pool


def _over_heads(ledger: Ledger, key: str) -> pd.Series:
    """The key divided by how many customers there are, not by its sum."""
    found = customer_accounts(ledger)
    return left(ledger) - found.pool * found.accounts[key] / len(found.accounts)


def _gross(ledger: Ledger, key: str) -> pd.Series:
    """Only the goods are taken off, none of the other costs of the customer."""
    accounts = customer_accounts(ledger).accounts
    return accounts["revenue"] - accounts["goods"] - part(ledger, key)


def _by_left(ledger: Ledger) -> pd.Series:
    found = left(ledger)
    return found - customer_accounts(ledger).pool * found / found.sum()


def _buyers(ledger: Ledger) -> int:
    return int(((left(ledger) < 0) & (customer_accounts(ledger).accounts["customers"] > 0)).sum())


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_PARETO = ChoiceTask(
    id="9.1.back-pareto",
    title=Text("Above all of it?", "會超過全部嗎？"),
    lesson="1.5",
    minutes=1,
    prompt=Text(
        "In 1.5 you lined customers up by revenue, the largest first, and added up. Can that curve ever stand above "
        "100%?",
        "1.5 把顧客從營收最大的排起，一路累加。那條曲線有可能超過 100% 嗎？",
    ),
    options=(
        Option(
            key="never",
            text=Text("No", "不可能"),
            why=Text(
                "Every further customer adds something or nothing: nobody's revenue is below zero. Somebody's profit "
                "can be; that is today's lesson.",
                "每多一位，只會多一點或不變，因為營收沒有負的。利潤卻可以是負的，今天就講這個。",
            ),
        ),
        Option(
            key="concentrated",
            text=Text("Yes, where a few customers bring nearly everything", "可能，只要集中在少數人"),
            why=Text(
                "Then it climbs steeply and early, but only *to* 100%. To stand above, somebody has to take away.",
                "那樣會很早、很陡地往上，可是頂多**到** 100%。要超過，就得有人往回扣。",
            ),
        ),
        Option(
            key="refunds",
            text=Text("Yes, where many goods come back", "可能，只要退貨很多"),
            why=Text(
                "We count valid orders, net: what is refunded in full is no order, and nothing falls below zero.",
                "算的是扣掉退款的有效訂單。全退的就不算，不會變成負的。",
            ),
        ),
    ),
    right="never",
)

_BACK_BILL = ChoiceTask(
    id="9.1.back-bill",
    title=Text("One customer fewer", "少一位顧客"),
    lesson="8.4",
    minutes=1,
    prompt=Text(
        "A customer who was won at last year's fair stops ordering. Which bill is smaller next month?",
        "去年在展覽上開發來的一位顧客，不再下單了。下個月哪一筆費用會變少？",
    ),
    options=(
        Option(
            key="parcels",
            text=Text("The parcels", "運費"),
            why=Text(
                "Direct cost comes with every order and goes with it. Keep that in mind for the rent.",
                "直接成本跟著每一筆訂單來，也跟著它走。等一下想想店租是不是這樣。",
            ),
        ),
        Option(
            key="fair",
            text=Text("The fair", "展覽費"),
            why=Text(
                "Acquisition cost goes out once, at the start. It was paid last year and does not come back.",
                "獲客成本一開始付一次。去年就付掉了，不會退回來。",
            ),
        ),
        Option(
            key="rent",
            text=Text("The rent", "店租"),
            why=Text(
                "Indirect cost is there whoever comes. The landlord does not count our customers.",
                "間接成本是誰來都一樣的。房東不會數我們有幾位客人。",
            ),
        ),
    ),
    right="parcels",
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_REVENUE = ValueTask(
    id="9.1.by-revenue",
    title=Text("Profit, the pool shared by revenue", "按營收分攤之後的利潤"),
    name="profit_revenue",
    prompt=Text(
        "`profit_revenue`: what each customer leaves when the pool is shared by revenue.",
        "`profit_revenue`：共同成本按營收分攤之後，每位顧客的利潤。",
    ),
    answer=lambda ledger: profit(ledger, "revenue"),
    returns=Column(name="profit", unit="money"),
    mistakes=(
        Mistake(
            key="heads",
            wrong=lambda ledger: profit(ledger, "customers"),
            message=Text(
                "That is the accountant's list once more, shared by heads. Which column is the manager's key?",
                "這還是會計的算法，按人數分。店長的基準是哪一欄？",
            ),
        ),
        Mistake(
            key="orders",
            wrong=lambda ledger: profit(ledger, "orders"),
            message=Text(
                "That shares by orders; it is the next step. Here the key is revenue.",
                "這是按訂單數分，下一步才用。這裡的基準是營收。",
            ),
        ),
        Mistake(
            key="over-heads",
            wrong=lambda ledger: _over_heads(ledger, "revenue"),
            message=Text(
                "Below the line stands how many customers there are. Add the parts up: do they make the pool?",
                "分母放成了人數。把每個人分到的加起來，等於共同成本嗎？",
            ),
        ),
        Mistake(
            key="half-changed",
            wrong=lambda ledger: (
                left(ledger)
                - customer_accounts(ledger).pool
                * customer_accounts(ledger).accounts["revenue"]
                / customer_accounts(ledger).accounts["customers"].sum()
            ),
            message=Text(
                "Above the line stands revenue, below it heads. Both have to be the same key.",
                "分子是營收，分母卻是人數。上下要用同一個基準。",
            ),
        ),
        Mistake(
            key="by-left",
            wrong=_by_left,
            message=Text(
                "You shared by what is `left`. Some of it is below zero: these would be given rent instead of paying. "
                "Take the revenue.",
                "你按 `left` 分。裡面有負的，這些人不但不付，還倒拿店租。請用營收。",
            ),
        ),
    ),
    hints=(
        Text(
            "The line is that of the worked example; one column changes, at both places.",
            "跟示範的那一行一樣，只換一欄，兩個地方都要換。",
        ),
        Text(
            'The own key is `accounts["revenue"]`, and the key of all is its sum.',
            '自己的基準是 `accounts["revenue"]`，全部的基準是它的總和。',
        ),
    ),
    solution="""
part = pool * accounts["revenue"] / accounts["revenue"].sum()
profit_revenue = left - part
(profit_revenue < 0).sum()
""",
)

_ORDERS = ValueTask(
    id="9.1.by-orders",
    title=Text("Profit, the pool shared by orders", "按訂單數分攤之後的利潤"),
    name="profit_orders",
    prompt=Text(
        "`profit_orders`: what each customer leaves when the pool is shared by orders.",
        "`profit_orders`：共同成本按訂單數分攤之後，每位顧客的利潤。",
    ),
    answer=lambda ledger: profit(ledger, "orders"),
    returns=Column(name="profit", unit="money"),
    mistakes=(
        Mistake(
            key="revenue",
            wrong=lambda ledger: profit(ledger, "revenue"),
            message=Text(
                "That shares by revenue still. How often somebody ordered stands in another column.",
                "這還是按營收分。下單幾次，在另一欄。",
            ),
        ),
        Mistake(
            key="heads",
            wrong=lambda ledger: profit(ledger, "customers"),
            message=Text(
                "That shares by heads: once for whoever ordered, however often. Take the number of orders.",
                "這是按人數分，下單一次和十次都一樣。請用訂單數。",
            ),
        ),
        Mistake(
            key="own-costs",
            wrong=lambda ledger: _gross(ledger, "orders"),
            message=Text(
                "Only the goods and a part of the pool are taken off. What customers caused themselves is missing: "
                "start from `left`.",
                "只扣了商品和分攤到的。顧客自己造成的其他成本還沒扣，請從 `left` 開始。",
            ),
        ),
        Mistake(
            key="revenue-first",
            wrong=lambda ledger: customer_accounts(ledger).accounts["revenue"] - part(ledger, "orders"),
            message=Text(
                "You started from the revenue. Goods and all that a customer caused has to come off, too: `left`.",
                "你從營收開始扣。商品和他自己造成的成本也要扣掉，請從 `left` 開始。",
            ),
        ),
        Mistake(
            key="part",
            wrong=lambda ledger: part(ledger, "orders"),
            message=Text(
                "That is each one's part of the pool. The profit is what is left after it.",
                "這是每位分攤到的共同成本。利潤是扣掉它之後剩下的。",
            ),
        ),
        Mistake(
            key="whole-pool",
            wrong=_whole_pool,
            message=Text(
                "Everybody pays the whole pool here, and the rent is paid once for each customer. Take a part of it.",
                "這樣每個人都付了全部的共同成本，店租付了好多次。要乘上自己的那一份。",
            ),
        ),
        Mistake(
            key="over-heads",
            wrong=lambda ledger: _over_heads(ledger, "orders"),
            message=Text(
                "Below the line stands how many customers there are. The key of all is the sum of the orders.",
                "分母放成了人數。全部的基準，是訂單數的總和。",
            ),
        ),
        Mistake(
            key="added",
            wrong=lambda ledger: left(ledger) + part(ledger, "orders"),
            message=Text(
                "The part of the pool was added. It is a cost.",
                "分攤到的加上去了。那是成本，要減掉。",
            ),
        ),
    ),
    hints=(
        Text(
            "Three steps: own key over the key of all, times the pool, and that off what is left.",
            "三步：自己的基準除以全部的基準，乘上共同成本，再從 `left` 減掉。",
        ),
        Text(
            "The two lines of the step before can be one: what stood in `part` goes where `part` stood.",
            "前一步的兩行可以寫成一行：把 `part` 的算式，直接放到 `left -` 後面。",
        ),
    ),
    solution="""
# What is left, less the part by orders  # lang-en
# 留下的，減掉按訂單數分攤到的  # lang-zh-Hant
profit_orders = left - pool * accounts["orders"] / accounts["orders"].sum()
(profit_orders < 0).sum()
""",
)

# --- The whale ---------------------------------------------------------------------------------------------------

_GUESS = GuessTask(
    id="9.1.best-fifth",
    title=Text("The best fifth", "最前面的兩成"),
    minutes=1,
    prompt=Text(
        "What share of the whole profit does the most profitable fifth of the customers make?",
        "最賺錢的兩成顧客，賺進全部利潤的百分之幾？",
    ),
    unit=Text("%", "%"),
    low=0,
    high=300,
    start=0,
)

_LOSING = ValueTask(
    id="9.1.losing",
    title=Text("Losing money without any rent", "不算店租也賠錢"),
    name="losing",
    prompt=Text(
        "`losing`: how many customers lose money when there is no shared cost at all.",
        "`losing`：完全沒有共同成本的時候，賠錢的顧客有幾位。",
    ),
    answer=lambda ledger: int((left(ledger) < 0).sum()),
    returns=Number(unit="customers", whole=True),
    mistakes=(
        Mistake(
            key="not-moved",
            wrong=lambda ledger: int((profit(ledger, "orders") < 0).sum()),
            message=Text(
                "That is the number with the whole pool shared by orders. Pull the shared cost to 0 first.",
                "這是共同成本全額、按訂單數分攤的人數。先把共同成本拉到 0。",
            ),
        ),
        Mistake(
            key="heads",
            wrong=lambda ledger: int((profit(ledger, "customers") < 0).sum()),
            message=Text(
                "That is the accountant's list, with the whole pool by heads. Pull the shared cost to 0.",
                "這是會計的名單，共同成本全額、按人數分。把共同成本拉到 0。",
            ),
        ),
        Mistake(
            key="revenue",
            wrong=lambda ledger: int((profit(ledger, "revenue") < 0).sum()),
            message=Text(
                "That is the manager's list, with the whole pool by revenue. Pull the shared cost to 0.",
                "這是店長的名單，共同成本全額、按營收分。把共同成本拉到 0。",
            ),
        ),
        Mistake(
            key="earning",
            wrong=lambda ledger: int((left(ledger) > 0).sum()),
            message=Text(
                "Those are the customers up to the peak, who earn. The title has the losing ones, too.",
                "這是到最高點為止、賺錢的人。標題裡也有賠錢的人數。",
            ),
        ),
        Mistake(
            key="buyers",
            wrong=_buyers,
            message=Text(
                "Only those who bought are counted here. Whoever bought nothing and rang up cost something, too.",
                "這裡只算了買過的人。沒買、卻打了電話的人，也有成本。",
            ),
        ),
    ),
    hints=(
        Text(
            "The slider at the left end; the title of the figure names two numbers of customers.",
            "滑桿拉到最左邊；圖的標題裡有兩個人數。",
        ),
        Text(
            "You can also count: of whom is `left` below 0?",
            "也可以直接數：`left` 小於 0 的有幾位？",
        ),
    ),
    solution="""
# Without a pool, what is left is the profit  # lang-en
# 沒有共同成本，留下的就是利潤  # lang-zh-Hant
losing = (left < 0).sum()
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_KEYS = ChoiceTask(
    id="9.1.three-keys",
    title=Text("Two customers, three keys", "兩位顧客，三種基準"),
    minutes=2,
    prompt=Text(
        "Two customers, a rent of 400, and 25 to send an order. A brings 9,000 in one order. B brings 1,000 in four; "
        "B's goods cost us 750. Charge B with what B caused, then share the rent. By which keys does B lose money?",
        "兩位顧客，店租 400，寄一筆訂單 25。甲一筆訂單，帶來 9,000。乙四筆訂單，一共帶來 1,000，商品的進貨成本是 750。"
        "先把乙自己造成的算給乙，再分攤店租。按哪些基準，乙會賠錢？",
    ),
    options=(
        Option(
            key="heads",
            text=Text("by heads only", "只有按人數"),
            why=Text(
                "By heads B bears 200, right. But how many of the five orders are B's?",
                "按人數，乙負擔 200，沒錯。可是五筆訂單裡，有幾筆是乙的？",
            ),
        ),
        Option(
            key="orders",
            text=Text("by orders only", "只有按訂單數"),
            why=Text(
                "By orders B bears 320, right. By heads it is half of the rent. What does B leave before it, once all "
                "four parcels are charged?",
                "按訂單數，乙負擔 320，沒錯。按人數要負擔一半。四筆的運費都算給乙之後，扣店租以前留下多少？",
            ),
        ),
        Option(
            key="two",
            text=Text("by heads and by orders", "按人數和按訂單數"),
            why=Text(
                "B leaves 1,000 − 750 − 4 × 25 = 150 before the rent. By heads B bears 200, by orders 320; by revenue "
                "only 40, and then B earns us 110.",
                "扣店租以前，乙留下 1,000 − 750 − 4 × 25 ＝ 150。按人數負擔 200，按訂單數 320；"
                "按營收只有 40，乙還替我們賺 110。",
            ),
        ),
        Option(
            key="all",
            text=Text("by all three", "三種都會"),
            why=Text(
                "By revenue B bears a tenth of the rent, since B brings a tenth of the money. Is that more than what B "
                "leaves before it?",
                "按營收，乙帶來十分之一的錢，就負擔十分之一的店租。有比乙扣店租以前留下的多嗎？",
            ),
        ),
    ),
    right="two",
)

_DROP = ChoiceTask(
    id="9.1.drop",
    title=Text("Ten customers and a rent", "十位顧客和店租"),
    minutes=1,
    prompt=Text(
        "A rent of 1,000 is shared among ten customers by heads. One of them leaves 60 before the rent, and so loses "
        "40. That one is dropped. What happens to the profit of the company?",
        "店租 1,000，按人數分給十位顧客。其中一位扣店租以前留下 60，所以賠 40。把他砍掉，公司的利潤會怎樣？",
    ),
    options=(
        Option(
            key="up-40",
            text=Text("It rises by 40: the loss is gone", "多 40，虧損不見了"),
            why=Text(
                "The 40 are 60 that came in, less 100 of rent on paper. The 60 go; do the 100?",
                "這 40 是真的收進來的 60，減掉紙上分到的 100。60 沒了，那 100 也沒了嗎？",
            ),
        ),
        Option(
            key="up-100",
            text=Text("It rises by 100: a tenth of the rent", "多 100，省了一成的店租"),
            why=Text(
                "The landlord still gets 1,000. The tenth moves to the nine others.",
                "房東還是收 1,000。那一成，換另外九位分。",
            ),
        ),
        Option(
            key="same",
            text=Text("It stays: cost and revenue go together", "不變，成本和營收一起走"),
            why=Text(
                "Own cost and revenue go together, and revenue was larger, by 60.",
                "自己的成本和營收是一起走，可是營收比較大，多了 60。",
            ),
        ),
        Option(
            key="down-60",
            text=Text("It falls by 60", "少 60"),
            why=Text(
                "A loss-maker on paper who paid 60 of the rent. What to ask of anybody: what is left before the rent?",
                "帳面上賠錢，卻幫忙付了 60 的店租。對誰都要先問：扣店租以前，留下多少？",
            ),
        ),
    ),
    right="down-60",
)

_WHALE = ChoiceTask(
    id="9.1.whale",
    title=Text("200 per cent", "200%"),
    minutes=1,
    prompt=Text(
        "Five customers with profits of 50, 30, 20, −10 and −40. “The best three make 200% of the profit.” What does "
        "that say?",
        "五位顧客的利潤是 50、30、20、−10、−40。「前三位賺進利潤的 200%。」這句話是什麼意思？",
    ),
    options=(
        Option(
            key="wrong",
            text=Text("Somebody miscalculated: there is only 100%", "算錯了，最多 100%"),
            why=Text(
                "True of parts that are all positive. Here two are negative: the total is 50, and the three make 100.",
                "每一份都是正的才這樣。這裡有兩位是負的：總共 50，前三位是 100。",
            ),
        ),
        Option(
            key="lost",
            text=Text("Half of what they make is lost again by the others", "他們賺的有一半，被後面的人賠掉了"),
            why=Text(
                "100 is made, 50 is lost again, 50 remains. Whether the two cost it really or bear rent, it does not "
                "say.",
                "賺 100，賠 50，剩 50。至於那兩位是真的賠，還是分到店租，這句話沒說。",
            ),
        ),
        Option(
            key="drop",
            text=Text("Without the other two the profit would be 100", "砍掉後面兩位，利潤就是 100"),
            why=Text(
                "Only if all of their loss goes with them. Whatever is shared rent stays, and the others pay it.",
                "虧損要全部跟著他們走才會。裡面如果有分到的店租，就留下來給別人付。",
            ),
        ),
    ),
    right="lost",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_THIRTY = TextTask(
    id="9.1.thirty",
    title=Text("Three sentences to the owner", "寫給老闆的三句話"),
    minutes=3,
    prompt=Text(
        "First: for which of them you would only be patient, and until when. Second: one rule that you would make, "
        "and whom else it meets. Third: what you give up with it, and how you would find out whether it was right.",
        "第一句：哪些人只要耐心等，等到什麼時候。第二句：你會訂哪一條規定，還有誰會碰到。"
        "第三句：這樣放棄了什麼，怎麼知道做得對不對。",
    ),
    model=Text(
        "Hold yours against the list, then read the answer below the box.",
        "先用這張清單檢查自己寫的，再看下面的寫法。",
    ),
    rubric=(
        Criterion(
            Text(
                "Tells what they caused from their part of the rent, and drops nobody for the rent.",
                "分得清自己造成的和分到的店租，沒有因為店租砍人。",
            )
        ),
        Criterion(
            Text(
                "Chooses the means by what the loss comes from, not one for all.",
                "看賠在哪裡選辦法，不是全部用同一招。",
            )
        ),
        Criterion(
            Text(
                "Says whom the rule meets besides, and that some of them may stay away.",
                "說到規定還會碰到誰，而且有人可能因此不來。",
            )
        ),
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_PARETO,
    _BACK_BILL,
    _REVENUE,
    _ORDERS,
    _GUESS,
    _LOSING,
    _KEYS,
    _DROP,
    _WHALE,
    _THIRTY,
)
