"""Who the money comes from: the industries, and the top fifth of the customers."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from solutions.customers.money_cases import INDUSTRY_CASES, SHARE_CASES
from tutor.shape import Column, Number, Table
from tutor.task import FunctionTask, Mistake


def revenue_by_industry(valid, customers):
    # 1 what each customer has spent  # lang-en
    # 1 每位顧客花了多少錢  # lang-zh-Hant
    ### BEGIN SOLUTION
    spent = valid.groupby("customer_id", as_index=False)["amount"].sum()
    ### END SOLUTION

    # 2 the industry beside it; "unknown" where the file knows none  # lang-en
    # 2 旁邊放上行業；顧客檔裡沒有的，填 "unknown"  # lang-zh-Hant
    ### BEGIN SOLUTION
    who = spent.merge(customers, on="customer_id", how="left")
    who["industry"] = who["industry"].fillna("unknown")
    ### END SOLUTION

    # 3 one row per industry  # lang-en
    # 3 一個行業一列  # lang-zh-Hant
    table = who.groupby("industry").agg(customers=("customer_id", "size"), revenue=("amount", "sum"))
    table["revenue_per_customer"] = table["revenue"] / table["customers"]
    return table


def top_share(valid):
    # 1 what each customer has spent, the largest first  # lang-en
    # 1 每位顧客花了多少錢，由大到小排好  # lang-zh-Hant
    ### BEGIN SOLUTION
    spent = valid.groupby("customer_id")["amount"].sum()
    spent = spent.sort_values(ascending=False)
    ### END SOLUTION

    # 2 how many customers are the top 20 %, rounded up  # lang-en
    # 2 前 20% 是幾位顧客，無條件進位  # lang-zh-Hant
    ### BEGIN SOLUTION
    count = int(np.ceil(0.2 * len(spent)))
    ### END SOLUTION

    # 3 return their money as a share of all money  # lang-en
    # 3 傳回他們的金額占全部金額的比率  # lang-zh-Hant
    ### BEGIN SOLUTION
    return spent.head(count).sum() / spent.sum()
    ### END SOLUTION


# Other ways


def industry_by_loop(valid, customers):
    field = dict(zip(customers["customer_id"], customers["industry"], strict=True))
    people, money = {}, {}
    for order in valid.itertuples():
        industry = field.get(order.customer_id)
        industry = industry if isinstance(industry, str) else "unknown"
        people.setdefault(industry, set()).add(order.customer_id)
        money[industry] = money.get(industry, 0) + order.amount
    rows = [(name, len(people[name]), money[name], money[name] / len(people[name])) for name in money]
    return pd.DataFrame(rows, columns=["industry", "customers", "revenue", "revenue_per_customer"])


def industry_in_duckdb(valid, customers):
    import duckdb

    shop = duckdb.connect()
    shop.register("valid", valid)
    shop.register("customers", customers)
    return shop.execute(
        """
        select coalesce(c.industry, 'unknown') as industry, count(distinct v.customer_id) as customers,
               sum(v.amount) as revenue, sum(v.amount) / count(distinct v.customer_id) as revenue_per_customer
        from valid v left join customers c using (customer_id) group by 1
        """
    ).df()


def industry_by_map(valid, customers):
    field = valid["customer_id"].map(customers.set_index("customer_id")["industry"]).fillna("unknown")
    groups = valid.groupby(field)
    table = pd.DataFrame({"customers": groups["customer_id"].nunique(), "revenue": groups["amount"].sum()})
    return table.assign(revenue_per_customer=table["revenue"] / table["customers"]).rename_axis("industry")


def share_by_loop(valid):
    spent = {}
    for order in valid.itertuples():
        spent[order.customer_id] = spent.get(order.customer_id, 0) + order.amount
    ranked = sorted(spent.values(), reverse=True)
    return sum(ranked[: -(-len(ranked) // 5)]) / sum(ranked) if ranked else math.nan


def share_by_nlargest(valid):
    spent = valid.groupby("customer_id")["amount"].sum()
    return spent.nlargest(math.ceil(len(spent) / 5)).sum() / spent.sum()


def share_in_duckdb(valid):
    import duckdb

    shop = duckdb.connect()
    shop.register("valid", valid)
    found = shop.execute(
        """
        with spent as (select customer_id, sum(amount) as money from valid group by customer_id),
             ranked as (select money, row_number() over (order by money desc) as place, count(*) over () as n
                        from spent)
        select sum(money) filter (where place < n / 5 + 1) / sum(money) from ranked
        """
    ).fetchall()[0][0]
    return math.nan if found is None else found


def industry_measured(valid, customers):
    """The measure's rows in which somebody bought, under the names of the task."""
    if not len(valid):
        return pd.DataFrame({"industry": [], "customers": [], "revenue": [], "revenue_per_customer": []})
    table = customer_value.revenue_by(valid, customers, "industry")
    return table[table["buyers"] > 0].assign(customers=lambda found: found["buyers"])


def share_measured(valid):
    return customer_value.top_share(_spent(valid))


# What people do instead


def _spent(valid):
    return valid.groupby("customer_id")["amount"].sum()


def _who(valid, customers, how="left"):
    spent = valid.groupby("customer_id", as_index=False)["amount"].sum()
    return spent.merge(customers, on="customer_id", how=how)


def _table(who, size="size"):
    table = who.groupby("industry").agg(customers=("customer_id", size), revenue=("amount", "sum"))
    return table.assign(revenue_per_customer=table["revenue"] / table["customers"])


def _unknown_lost(valid, customers):
    return _table(_who(valid, customers))


def _not_on_file_lost(valid, customers):
    who = _who(valid, customers, how="inner")
    return _table(who.assign(industry=who["industry"].fillna("unknown")))


def _orders_counted(valid, customers):
    rows = valid.merge(customers, on="customer_id", how="left")
    return _table(rows.assign(industry=rows["industry"].fillna("unknown")))


def _file_counted(valid, customers):
    who = _who(valid, customers, how="outer")
    return _table(who.assign(industry=who["industry"].fillna("unknown")))


def _file_kept(valid, customers):
    who = _who(valid, customers, how="right")
    return _table(who.assign(industry=who["industry"].fillna("unknown")))


def _mean_order(valid, customers):
    spent = valid.groupby("customer_id", as_index=False)["amount"].mean()
    who = spent.merge(customers, on="customer_id", how="left")
    return _table(who.assign(industry=who["industry"].fillna("unknown")))


def _first_order(valid, customers):
    spent = valid.sort_values("order_date").drop_duplicates("customer_id")
    who = spent.merge(customers, on="customer_id", how="left")
    return _table(who.assign(industry=who["industry"].fillna("unknown")))


INDUSTRY_MISTAKES = (
    Mistake(
        key="unknown-lost",
        lesson="1.3",
        wrong=_unknown_lost,
        message=Text(
            "The row `unknown` is missing: `groupby` silently leaves out rows whose group is empty, and the rows no "
            "longer add up to the shop's revenue. Fill the empty industries first.",
            "少了 `unknown` 這一列：分組的欄位是空的，`groupby` 會默默略過，各列加起來就不再等於全店營收。"
            "請先把空的行業補上。",
        ),
    ),
    Mistake(
        key="not-on-file-lost",
        lesson="1.3",
        wrong=_not_on_file_lost,
        message=Text(
            "Customers who bought but are not in the customer file have dropped out of your table. Which `how` keeps "
            "every row of the left table?",
            "買過東西、但顧客檔裡沒有的人，從你的表裡消失了。`how` 要填什麼，左邊的表才會每一列都留下？",
        ),
    ),
    Mistake(
        key="orders-counted",
        wrong=_orders_counted,
        message=Text(
            "Your column `customers` counts orders: somebody with five orders is counted five times. Add up the orders "
            "of each customer before the industry comes in.",
            "`customers` 這一欄數到的是訂單：有五筆訂單的人被數了五次。放上行業之前，先把每位顧客的訂單加總成一列。",
        ),
    ),
    Mistake(
        key="file-counted",
        lesson="1.3",
        wrong=_file_counted,
        message=Text(
            "Your column `customers` counts everybody on file, also those without a valid order. Begin with who bought "
            "and look up the industry, not the other way round.",
            "`customers` 這一欄把顧客檔裡的人全算進去了，沒有有效訂單的也在內。要從買過的人出發去查行業，不是反過來。",
        ),
    ),
    Mistake(
        key="file-kept",
        lesson="1.3",
        wrong=_file_kept,
        message=Text(
            "Your merge keeps every row of the customer file: people who never bought are counted, and buyers who are "
            "not in it are lost. The rows that have to stay are those of the buyers.",
            "你的合併留下的是顧客檔的每一列：沒買過的人算進來了，不在檔案裡的買家卻不見了。該每一列都留下的是買過的人。",
        ),
    ),
    Mistake(
        key="mean-order",
        wrong=_mean_order,
        message=Text(
            "You took each customer's mean order where the sum belongs, so the revenue is far too small. What did each "
            "customer spend in all?",
            "每位顧客應該取總和，你取的是平均一筆訂單，營收就少了一大截。每位顧客總共花了多少？",
        ),
    ),
    Mistake(
        key="first-order",
        wrong=_first_order,
        message=Text(
            "Only one order of each customer is in your money. Taking each customer once is not the same as adding up "
            "their orders; group and sum.",
            "每位顧客只有一筆訂單的錢算進去了。「每位顧客只留一列」不等於「把他的訂單加總」，要分組再加總。",
        ),
    ),
)


def _of_orders(valid):
    amounts = valid["amount"].sort_values(ascending=False)
    return amounts.head(int(np.ceil(0.2 * len(amounts)))).sum() / amounts.sum()


def _unsorted(valid):
    spent = _spent(valid)
    return spent.head(int(np.ceil(0.2 * len(spent)))).sum() / spent.sum()


def _bottom(valid):
    spent = _spent(valid).sort_values()
    return spent.head(int(np.ceil(0.2 * len(spent)))).sum() / spent.sum()


def _by_mean_order(valid):
    means = valid.groupby("customer_id")["amount"].mean().sort_values(ascending=False)
    return means.head(int(np.ceil(0.2 * len(means)))).sum() / means.sum()


def _floor(valid):
    spent = _spent(valid).sort_values(ascending=False)
    return spent.head(int(0.2 * len(spent))).sum() / spent.sum()


def _quantile(valid):
    spent = _spent(valid)
    return spent[spent >= spent.quantile(0.8)].sum() / spent.sum()


def _customers_for_80(valid):
    spent = _spent(valid).sort_values(ascending=False)
    if not len(spent):
        return math.nan
    reached = spent.cumsum() >= Fraction(4, 5) * int(spent.sum())
    return (int((~reached).sum()) + 1) / len(spent)


def _gini(valid):
    spent = np.sort(_spent(valid).to_numpy())
    n = len(spent)
    return float(((2 * np.arange(1, n + 1) - n - 1) * spent).sum() / (n * spent.sum())) if n else math.nan


def _money(valid):
    spent = _spent(valid).sort_values(ascending=False)
    return spent.head(int(np.ceil(0.2 * len(spent)))).sum()


def _eighty(valid):
    return 0.8


def _as_many_as_orders(valid):
    spent = _spent(valid).sort_values(ascending=False)
    return spent.head(int(np.ceil(0.2 * len(valid)))).sum() / spent.sum()


def _by_number_of_orders(valid):
    people = valid.groupby("customer_id").agg(n=("order_id", "size"), money=("amount", "sum"))
    people = people.sort_values("n", ascending=False, kind="stable")
    return people["money"].head(int(np.ceil(0.2 * len(people)))).sum() / people["money"].sum()


SHARE_MISTAKES = (
    Mistake(
        key="of-orders",
        wrong=_of_orders,
        message=Text(
            "These are the largest 20% of orders. The question is about customers: add up each customer's orders "
            "first.",
            "這是金額最大的 20% 訂單。題目問的是顧客：先把每位顧客的訂單加總。",
        ),
    ),
    Mistake(
        key="unsorted",
        wrong=_unsorted,
        message=Text(
            "You took the first 20% of the rows as they happen to stand. Put the largest spenders first.",
            "你拿的是表格裡剛好排在前面的 20%。先由大到小排好。",
        ),
    ),
    Mistake(
        key="bottom",
        wrong=_bottom,
        message=Text(
            "That is the share of the smallest 20%: `sort_values` puts the smallest first unless told otherwise.",
            "這是金額最小的 20% 占多少：沒有特別說明的話，`sort_values` 會把最小的排在最前面。",
        ),
    ),
    Mistake(
        key="by-mean-order",
        wrong=_by_mean_order,
        message=Text(
            "You took each customer's mean order, so that somebody who came ten times weighs as much as somebody who "
            "came once. What did each customer spend in all?",
            "每位顧客你取的是平均一筆訂單，來十次和來一次的人就一樣重了。每位顧客總共花了多少？",
        ),
    ),
    Mistake(
        key="floor",
        wrong=_floor,
        message=Text(
            "One customer too few is in your top 20%: a fifth that is not whole has to be rounded up. `int(…)` alone "
            "cuts the decimals off, and `round(…)` does so up to one half.",
            "你的前 20% 少了一位：五分之一不是整數時，要無條件進位。只用 `int(…)` 會把小數直接捨去，"
            "`round(…)` 則會四捨五入。",
        ),
    ),
    Mistake(
        key="quantile",
        wrong=_quantile,
        message=Text(
            "You took everybody who spent at least as much as the limit. Where several spent the same at the cut, that "
            "is more than 20% of the customers. Count customers instead.",
            "你取的是「達到某個金額以上」的所有人。界線上剛好有好幾位金額相同時，人數就超過 20% 了。請改用人數來取。",
        ),
    ),
    Mistake(
        key="customers-for-80",
        wrong=_customers_for_80,
        message=Text(
            "That is the other half of the saying: what share of the customers it takes to bring 80% of the money. The "
            "question fixes the customers and asks for the money.",
            "這是反過來的問題：要多少比率的顧客，才能帶來 80% 的營收。題目固定的是顧客，問的是錢。",
        ),
    ),
    Mistake(
        key="gini",
        wrong=_gini,
        message=Text(
            "That is the Gini coefficient, which looks at the whole curve. Here one point of it is asked for: the "
            "first fifth of the customers.",
            "這是吉尼係數，看的是整條曲線。這裡只問曲線上的一點：前五分之一的顧客。",
        ),
    ),
    Mistake(
        key="money",
        wrong=_money,
        message=Text(
            "That is the money of the top 20% in dollars. What is it a share of?",
            "這是前 20% 顧客的金額，單位是元。它占的是什麼的幾成？",
        ),
    ),
    Mistake(
        key="eighty",
        wrong=_eighty,
        message=Text(
            "You wrote down the 80/20 rule instead of counting. It is a saying, not a law; let the ledger speak.",
            "你直接寫下「80/20 法則」，沒有計算。那是一句俗話，不是定律；讓帳本自己說。",
        ),
    ),
    Mistake(
        key="as-many-as-orders",
        wrong=_as_many_as_orders,
        message=Text(
            "Too many customers are in your top: you took 20% of the number of orders. `len` has to look at the table "
            "with one row per customer.",
            "前段的顧客取太多了：你取的是訂單數的 20%。`len` 要看的是一位顧客一列的那張表。",
        ),
    ),
    Mistake(
        key="by-number-of-orders",
        wrong=_by_number_of_orders,
        message=Text(
            "You ranked the customers by how often they ordered. Top means here: by money spent.",
            "你是依下單次數替顧客排名。這裡的「前 20%」是依花的金額排。",
        ),
    ),
)

_KEY = {"key": "industry"}

INDUSTRY = FunctionTask(
    id="a01.industry",
    title=Text("Revenue by industry", "各行業營收"),
    points=2,
    minutes=6,
    lesson="1.4",
    prompt=Text(
        en="""
Write `revenue_by_industry(valid, customers)`. `valid` are valid orders, one row per order: `order_id`, `customer_id`,
`order_date`, `amount` (net). `customers` has one row per customer on file: `customer_id` and `industry`, which is empty
where nobody has written one down.

**Definition.** One row per industry in which somebody bought:

- `customers`: the customers with at least one order in `valid`, each counted once;
- `revenue`: their net amounts, added up;
- `revenue_per_customer`: `revenue` divided by `customers`.

Customers without an industry are a row of their own, called `unknown`, and so are customers who bought but **are not in
the file**. (Lesson 1.4 looked at companies only; here everybody counts, persons too.) So the rows add up to the
whole revenue. An industry in which nobody bought has no row.

**Comes back:** a table with `industry` as the index or as a column, and the three columns; not rounded.

Step 3 is written. Steps 1 and 2 make the table `who` it begins with: one row per customer, with `amount` and
`industry`.
""",
        zh_hant="""
請寫出 `revenue_by_industry(valid, customers)`。`valid` 是有效訂單，一筆訂單一列：`order_id`、`customer_id`、\
`order_date`、`amount`（淨額）。`customers` 是顧客檔，一位顧客一列：`customer_id` 和 `industry`（行業），\
沒有人填的是空值。

**定義：** 有人買過的行業，一個行業一列：

- `customers`：在 `valid` 裡至少有一筆訂單的顧客，一人只算一次；
- `revenue`：他們的淨額加總；
- `revenue_per_customer`：`revenue` 除以 `customers`。

沒有填行業的顧客自成一列，叫做 `unknown`；買過東西、但**不在顧客檔裡**的人，也算在這一列。（第 1.4 課只看企業；\
這裡個人也算進去。）這樣各列加起來，才會等於全部營收。沒有人買過的行業不列入。

**傳回：** 一張表，`industry` 放在索引或欄位都可以，加上這三欄；不要四捨五入。

步驟 3 已經寫好。步驟 1 和 2 要做出它用到的 `who`：一位顧客一列，有 `amount` 和 `industry`。
""",
    ),
    answer=revenue_by_industry,
    returns=Table(
        columns=(
            Column(name="customers", unit="customers", **_KEY),
            Column(name="revenue", unit="money", **_KEY),
            Column(name="revenue_per_customer", unit="money", **_KEY),
        ),
        key=("industry",),
    ),
    cases=INDUSTRY_CASES,
    mistakes=INDUSTRY_MISTAKES,
    alternatives=(industry_by_loop, industry_in_duckdb, industry_by_map),
    measure=industry_measured,
    hints=(
        Text(
            "The lines are those with which `who` was made in task 2; here the tables are called `valid` and "
            "`customers`, and the column is `industry`.",
            "就是第 2 題做出 `who` 的那幾行；這裡的表叫做 `valid` 和 `customers`，欄位換成 `industry`。",
        ),
        Text(
            "Step 1 is one line: group `valid` by `customer_id`, with `as_index=False`, and add up `amount`. Call it "
            "`spent`.",
            "步驟 1 一行：`valid` 依 `customer_id` 分組，加上 `as_index=False`，把 `amount` 加總，取名為 `spent`。",
        ),
        Text(
            'Step 2 is two lines: `who = spent.merge(customers, on="customer_id", how=…)` with the side whose rows all '
            "stay, and then `fillna` on its column `industry`.",
            '步驟 2 兩行：`who = spent.merge(customers, on="customer_id", how=…)`，填上每一列都要留下的那一邊；'
            "再對 `industry` 欄用 `fillna`。",
        ),
    ),
)

SHARE = FunctionTask(
    id="a01.top-share",
    title=Text("What the top 20% bring", "前 20% 的顧客帶來多少"),
    points=2,
    minutes=6,
    lesson="1.5",
    prompt=Text(
        en="""
Write `top_share(valid)`, where `valid` has one row per valid order: `order_id`, `customer_id`, `order_date`, `amount`
(net). There is always at least one.

**Definition.** The [top-20% share](term:top-share) is the share of all money that is spent by the top 20% of the
**customers**:

1. add up what each customer has spent;
2. the top 20% are the customers who spent most; their number is 0.2 × the number of customers, rounded **up** to a
   whole one. Of 12 customers that is 3. Of several who spent the same at the cut, only as many belong as fit in (which
   of them makes no difference to the money);
3. their money ÷ the money of all customers.

**Comes back:** a share between 0 and 1 (0.7, not 70), not rounded.

`np.ceil(…)` rounds up, `int(…)` around it makes a whole number of it, `len(…)` is the number of rows, and
`column.head(3)` are the first three.
""",
        zh_hant="""
請寫出 `top_share(valid)`。`valid` 是有效訂單，一筆訂單一列：`order_id`、`customer_id`、`order_date`、\
`amount`（淨額），至少有一列。

**定義：** [前 20% 顧客的營收占比](term:top-share)，是花最多的前 20% **顧客**，占全部金額的比率：

1. 先把每位顧客花的錢加總；
2. 前 20% 是花最多的那些顧客，人數是 0.2 × 顧客數，**無條件進位**成整數。12 位顧客就取 3 位。\
界線上有好幾位金額相同時，名額還剩幾位就取幾位（取誰都不影響金額）；
3. 他們的金額 ÷ 所有顧客的金額。

**傳回：** 一個 0 到 1 的比率（寫 0.7，不寫 70），不要四捨五入。

`np.ceil(…)` 是無條件進位，外面再包一層 `int(…)` 就變成整數；`len(…)` 是列數，`欄位.head(3)` 取前三個。
""",
    ),
    answer=top_share,
    returns=Number(unit="share"),
    cases=SHARE_CASES,
    mistakes=SHARE_MISTAKES,
    alternatives=(share_by_loop, share_by_nlargest, share_in_duckdb),
    measure=share_measured,
    hints=(
        Text(
            "Step 1: group by customer, add up `amount`, then `.sort_values(ascending=…)`. Which of `True` and `False` "
            "puts the largest first?",
            "步驟 1：依顧客分組、加總 `amount`，再接 `.sort_values(ascending=…)`。要讓最大的排最前面，"
            "該填 `True` 還是 `False`？",
        ),
        Text(
            "Step 2: `count = int(np.ceil(…))`, with 0.2 times the number of customers in it. After step 1 one row is "
            "one customer.",
            "步驟 2：`count = int(np.ceil(…))`，裡面是 0.2 乘上顧客數。步驟 1 之後，一列就是一位顧客。",
        ),
        Text(
            "Step 3: `.head(count).sum()` is the money of the top; divide it by the money of all.",
            "步驟 3：`.head(count).sum()` 是前幾位的金額，再除以全部的金額。",
        ),
    ),
)

TASKS = (INDUSTRY, SHARE)
