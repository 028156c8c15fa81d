"""The first tasks and the order of the plan: what a rate is taken of, today's rate, and which step needs which."""

from __future__ import annotations

import pandas as pd

import customer_value
from customer_value.ledger import Ledger
from customer_value.messages import Text
from solutions.capstone.own import people
from tutor.shape import Number
from tutor.task import ChoiceTask, Mistake, Option, OrderingTask, ValueTask

WHEN = ChoiceTask(
    id="a10.when",
    title=Text("Two tables from the same orders", "同樣的訂單，兩張表"),
    points=1,
    minutes=3,
    lesson="9.6",
    prompt=Text(
        en="""
At the end of December a colleague sorts the customers into tiers by all that they have spent **up to that day**, and
then counts how many of each tier bought in the last quarter. In the colleague's table gold buys again far more often
than in yours, and bronze far less often, though both of you used the same orders. What has happened?

Answer in `explains` with one letter.
""",
        zh_hant="""
十二月底，一位同事按照顧客**到那一天為止**的消費總額分級，再數每一級有多少人在最近一季買過。同樣的訂單，\
他的表裡金級的續購率比你的高出一大截，銅級卻低了一大截。這是怎麼回事？

請在 `explains` 填一個字母。
""",
    ),
    options=(
        Option(
            key="loyal",
            text=Text(
                "Gold customers are even more loyal than you thought; the colleague's table shows it better.",
                "金級顧客比你想的還忠誠，同事的表看得比較清楚。",
            ),
            why=Text(
                "Nobody's behaviour differs between the two tables: the orders are the same. What differs is who "
                "stands in which tier. On which day was that decided?",
                "兩張表裡每個人的行為都一樣，因為訂單是同一批。不一樣的是誰被分到哪一級。那是在哪一天決定的？",
            ),
        ),
        Option(
            key="refunds",
            text=Text(
                "The colleague forgot to take refunds off, so gold has too much money in it.",
                "同事忘了扣退款，所以金級的金額太高。",
            ),
            why=Text(
                "Refunds left in would make every tier look a little richer. They do not explain that one tier's rate "
                "rises and another's falls.",
                "沒扣退款，每一級的金額都會稍微偏高，但解釋不了為什麼一級的續購率變高、另一級卻變低。",
            ),
        ),
        Option(
            key="pushed-up",
            text=Text(
                "The orders of the quarter themselves moved their buyers up, so gold is full of people who bought.",
                "這一季的訂單把買的人往上推，所以金級裡擠滿了這一季有買的人。",
            ),
            why=Text(
                "That is it. Who buys spends more, and who spends more is moved up: the tier then says what the rate "
                "was to find out. Tier and status are judged on the morning the quarter opens.",
                "沒錯。買了就花得更多，花得更多就升級，於是分級本身就洩漏了續購率的答案。"
                "分級和狀態，都要在開季那天早上判斷。",
            ),
        ),
        Option(
            key="lapsed",
            text=Text(
                "The colleague divided by all customers of a tier, also by those who lapsed long ago.",
                "同事的分母是每一級的全部顧客，連早就流失的人也算進去了。",
            ),
            why=Text(
                "A larger base makes every tier's rate smaller. Here one of them rises: look at what decides the tier.",
                "分母變大，每一級的續購率都會變小。可是這裡有一級反而變高：想想是什麼決定了分級。",
            ),
        ),
    ),
    right="pushed-up",
    name="explains",
    hints=(
        Text(
            "Follow one customer: silver on the last day of September, a large order in November. Where does each of "
            "the two tables put them?",
            "跟著一位顧客走：九月最後一天是銀級，十一月下了一筆大單。兩張表各把他放在哪裡？",
        ),
        Text(
            "One option has to explain both at once: why gold rises **and** why bronze falls.",
            "正確的選項要能同時解釋兩件事：金級為什麼變高，銅級為什麼變低。",
        ),
    ),
)


# Today's rate, from the ledger


def today(ledger: Ledger) -> float:
    table = people(ledger)
    return float(table.loc[table["existing"], "bought"].mean())


def today_by_loop(ledger: Ledger) -> float:
    rows = [row for row in people(ledger).itertuples() if row.existing]
    return sum(row.bought for row in rows) / len(rows)


def today_in_duckdb(ledger: Ledger) -> float:
    import duckdb

    shop = duckdb.connect()
    shop.register("people", people(ledger))
    return shop.execute("select avg(bought::int) from people where existing").fetchall()[0][0]


def today_measured(ledger: Ledger) -> float:
    """The measure that the answer is held to."""
    opening = ledger.snapshot - pd.Timedelta(days=89)
    return customer_value.repurchase_rate(ledger.orders, ledger.refunds, opening, ledger.snapshot)


def _of_everybody(ledger):
    return people(ledger)["bought"].mean()


def _both_of_everybody(ledger):
    table = people(ledger)
    return (table["existing"] & table["bought"]).mean()


def _all_buyers(ledger):
    table = people(ledger)
    return table["bought"].sum() / table["existing"].sum()


def _of_buyers(ledger):
    table = people(ledger)
    return table.loc[table["bought"], "existing"].mean()


def _existing_share(ledger):
    return people(ledger)["existing"].mean()


def _win_back(ledger):
    table = people(ledger)
    return table.loc[~table["existing"], "bought"].mean()


def _count(ledger):
    table = people(ledger)
    return (table["existing"] & table["bought"]).sum()


def _at_the_end(ledger):
    table = people(ledger)
    valid = customer_value.valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    age = (ledger.snapshot - valid.groupby("customer_id")["order_date"].max()).dt.days
    there = age[age <= 180].index
    return table["bought"].sum() / len(there)


TODAY = ValueTask(
    id="a10.today",
    name="today",
    title=Text("Today's rate", "今天的續購率"),
    points=2,
    minutes=5,
    lesson="5.5",
    prompt=Text(
        en="""
Of the shop's existing customers, what share bought again in the last quarter? Leave the number in the variable `today`.

**Definition.** repurchase rate = existing customers who bought in the quarter ÷ existing customers at its opening.
Customers who had lapsed before it are in neither part, even if they came back. Work from the table `people`.

**Comes back:** one share between 0 and 1, not rounded.

Two steps: keep the rows of the existing customers, then say how large a part of them bought. `True` counts as 1 and
`False` as 0, so the **mean** of a column of `True` and `False` is the share of `True`.
""",
        zh_hant="""
店裡的老客戶，最近一季有多大的占比再次購買？請把這個數字放進變數 `today`。

**定義：** 續購率 = 這一季有買的老客戶 ÷ 開季時的老客戶。開季之前就已經流失的顧客，分子和分母都不算，\
就算他後來回來買也一樣。請從 `people` 這張表算。

**結果：** 一個 0 到 1 的占比，不要四捨五入。

分兩步：先留下老客戶的那幾列，再算其中有多少人買。`True` 當成 1、`False` 當成 0，所以一欄 `True` 和 `False` \
的**平均**，就是 `True` 的占比。
""",
    ),
    answer=today,
    returns=Number(unit="share"),
    solution="""
# the existing customers alone  # lang-en
# 只留老客戶  # lang-zh-Hant
existing = people[people["existing"]]
# the share of them who bought  # lang-en
# 其中有買的占比  # lang-zh-Hant
today = existing["bought"].mean()
""",
    alternatives=(today_by_loop, today_in_duckdb),
    measure=today_measured,
    mistakes=(
        Mistake(
            key="of-everybody",
            wrong=_of_everybody,
            message=Text(
                "That is the share of all customers on file who bought, lapsed ones included. Of whom does the "
                "definition take the rate?",
                "這是所有顧客裡有買的占比，連流失的也算進去了。定義裡的分母是哪些人？",
            ),
        ),
        Mistake(
            key="base-of-everybody",
            wrong=_both_of_everybody,
            message=Text(
                "Above the line you have the right customers, below it everybody on file. Keep the existing customers "
                "first; then both parts are about them.",
                "分子是對的，分母卻是所有顧客。先把老客戶留下來，分子和分母就都是他們了。",
            ),
        ),
        Mistake(
            key="all-buyers",
            wrong=_all_buyers,
            message=Text(
                "You divided all buyers by the existing customers. Some of those buyers had lapsed and came back: are "
                "they in the definition's upper part?",
                "你用所有買的人除以老客戶。買的人裡有些是流失之後回來的，他們該算在分子裡嗎？",
            ),
        ),
        Mistake(
            key="of-buyers",
            wrong=_of_buyers,
            message=Text(
                "That says what part of the buyers were existing customers. The question goes the other way round: "
                "what part of the existing customers bought?",
                "這是買的人裡有多少是老客戶。題目問的是反過來：老客戶裡有多少人買。",
            ),
        ),
        Mistake(
            key="existing-share",
            wrong=_existing_share,
            message=Text(
                "That is the share of customers who were existing ones at the opening. Whether they bought has not "
                "come in yet.",
                "這是開季時老客戶占所有顧客的比例，還沒用到「有沒有買」。",
            ),
        ),
        Mistake(
            key="lapsed",
            wrong=_win_back,
            message=Text(
                "You kept the lapsed customers: this is their win-back rate. `~` turns a condition round.",
                "你留下的是流失客戶，這是他們的回購率。`~` 會把條件反過來。",
            ),
        ),
        Mistake(
            key="count",
            wrong=_count,
            message=Text(
                "That is how many existing customers bought. A rate is a part of a whole: of how many?",
                "這是有買的老客戶人數。比率是一部分除以全部：全部是多少人？",
            ),
        ),
        Mistake(
            key="at-the-end",
            wrong=_at_the_end,
            message=Text(
                "You judged at the end of the quarter who is an existing customer, so everybody who bought in it is "
                "one. The table `people` has the status of the opening day.",
                "你在季末才判斷誰是老客戶，於是這一季有買的人全都變成老客戶了。`people` 裡已經有開季那天的狀態。",
            ),
        ),
    ),
    hints=(
        Text(
            "A table with a condition in square brackets keeps the rows where it is true: "
            '`people[people["existing"]]`.',
            '表格後面的中括號放條件，就會只留下條件成立的列：`people[people["existing"]]`。',
        ),
        Text(
            "Give what you kept a name, choose its column `bought`, and take its mean.",
            "替留下來的表取個名字，選它的 `bought` 欄，再取平均。",
        ),
    ),
)


# The order of the steps


def _step(key: str, en: str, zh: str, why_en: str, why_zh: str) -> Option:
    return Option(key=key, text=Text(en, zh), why=Text(why_en, why_zh))


STEPS = OrderingTask(
    id="a10.steps",
    title=Text("From a table to a plan", "從一張表到一份計畫"),
    points=2,
    minutes=4,
    lesson="9.6",
    prompt=Text(
        en="""
Put the steps of the plan in order: what has to be known before what? Answer in `steps` with a list of letters, the
first step first.
""",
        zh_hant="""
請把擬定計畫的步驟排好：哪一步要先做，後面的才做得出來？請在 `steps` 填一串字母，先做的排前面。
""",
    ),
    items=(
        _step(
            "margin",
            "Turn the extra buyers into margin: orders each × order value × margin rate.",
            "把多出來的買家換成毛利：每人訂單數 × 客單價 × 毛利率。",
            "What is turned into margin is the extra buyers, so their number comes first.",
            "換成毛利的是多出來的買家，所以要先知道有幾位。",
        ),
        _step(
            "today",
            "Find today's rate of each tier: the share of its existing customers who bought in the quarter.",
            "算出每一級今天的續購率：老客戶裡，這一季有買的占比。",
            "A rate of each tier needs tiers, and a base: who belongs to which, and who was an existing customer.",
            "要算每一級的續購率，得先有分級和分母：誰在哪一級、誰是老客戶。",
        ),
        _step(
            "whole",
            "Multiply each target by the tier's existing customers: these are the buyers that the plan brings.",
            "把每一級的目標乘上老客戶數，就是計畫帶來的買家。",
            "Most of them buy already, without any plan. What a plan brings is only what is more than today.",
            "這些人大部分本來就會買，不需要計畫。計畫帶來的，只有比今天多的部分。",
        ),
        _step(
            "roi",
            "Take the plan's cost off the margin and divide by the cost.",
            "毛利減掉計畫的成本，再除以成本。",
            "The return compares a margin with a cost, so the margin has to be known.",
            "投資報酬率拿毛利和成本比，所以要先有毛利。",
        ),
        _step(
            "opening",
            "Judge on the morning the quarter opens who is in which tier and who is an existing customer.",
            "在開季那天早上，判斷誰在哪一級、誰是老客戶。",
            "This one needs only the orders before the quarter, and everything else is counted tier by tier.",
            "這一步只需要開季之前的訂單，後面的每一步都要按分級來算。",
        ),
        _step(
            "target",
            "Set a target for each tier: not below today's rate, not above 1.",
            "替每一級訂目標：不低於今天的續購率，也不超過 1。",
            "A target is held against today's rate, so that has to be known.",
            "目標要和今天的續購率比，所以要先知道今天的續購率。",
        ),
        _step(
            "extra",
            "Take today's rate off the target and multiply by the tier's existing customers: the extra buyers.",
            "目標減掉今天的續購率，再乘上這一級的老客戶數：多出來的買家。",
            "A difference needs both rates: today's and the target.",
            "相減需要兩個比率：今天的，和目標的。",
        ),
        _step(
            "move-up",
            "Sort the customers into tiers anew by what they spent in the quarter, before the rates are counted.",
            "算續購率之前，先按顧客這一季花的錢重新分級。",
            "Then the quarter's own orders decide the tier: as in the first task, the high tiers fill with people who "
            "bought, and their rate says nothing any more.",
            "這樣一來，這一季的訂單就決定了分級：跟第 1 題一樣，高的分級裡擠滿了這一季有買的人，續購率就沒有意義了。",
        ),
    ),
    right=(("opening", "today", "target", "extra", "margin", "roi"),),
    name="steps",
    hints=(
        Text(
            "Begin at the end: what does the return need? What does that need in turn?",
            "從最後一步往回想：投資報酬率需要什麼？那一項又需要什麼？",
        ),
        Text(
            "One of the two that do not belong counts people the plan did not bring. The other lets the quarter decide "
            "the tier.",
            "用不到的兩個步驟：一個把不是計畫帶來的人也算進去，另一個讓這一季的訂單決定分級。",
        ),
    ),
)
