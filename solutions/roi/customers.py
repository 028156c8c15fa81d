"""The tasks on customers: who bears the shared costs, what each leaves, and what came of the money spent on them."""

from __future__ import annotations

from customer_value.messages import Text
from solutions.roi import alternatives, measures
from solutions.roi.cases import ALLOCATION_CASES, CUSTOMER_ROI_CASES, PROFIT_CASES, TIER_ROI_CASES
from solutions.roi.customer_mistakes import (
    ALLOCATION_MISTAKES,
    CUSTOMER_ROI_MISTAKES,
    PROFIT_MISTAKES,
    TIER_ROI_MISTAKES,
)
from tutor.shape import Column
from tutor.task import FunctionTask


def allocate(accounts, pool, key):
    # 1 begin a table that has only customer_id so far  # lang-en
    # 1 先準備一張只有 customer_id 的表  # lang-zh-Hant
    result = accounts[["customer_id"]].copy()

    # 2 how much of the key all customers have together  # lang-en
    # 2 全部顧客的分攤基準合計  # lang-zh-Hant
    ### BEGIN SOLUTION
    total = accounts[key].sum()
    ### END SOLUTION

    # 3 the column allocated: each customer's part of the pool  # lang-en
    # 3 新增 allocated 欄：每位顧客分攤到的共同成本  # lang-zh-Hant
    ### BEGIN SOLUTION
    result["allocated"] = pool * accounts[key] / total
    ### END SOLUTION

    # 4 give the table back  # lang-en
    # 4 傳回這張表  # lang-zh-Hant
    return result


def profit(accounts, pool):
    # 1 what is left of the revenue when the customer's own costs are paid  # lang-en
    # 1 營收扣掉進貨成本和顧客自己造成的成本，還剩多少  # lang-zh-Hant
    ### BEGIN SOLUTION
    left = accounts["revenue"] - accounts["goods"] - accounts["direct"]
    ### END SOLUTION

    # 2 the customer's part of the pool, shared by orders  # lang-en
    # 2 按訂單數分攤到的共同成本  # lang-zh-Hant
    ### BEGIN SOLUTION
    allocated = pool * accounts["orders"] / accounts["orders"].sum()
    ### END SOLUTION

    # 3 a table with customer_id and profit  # lang-en
    # 3 一張有 customer_id 和 profit 的表  # lang-zh-Hant
    ### BEGIN SOLUTION
    result = accounts[["customer_id"]].copy()
    result["profit"] = left - allocated
    return result
    ### END SOLUTION


def customer_roi(customers):
    # 1 the profit before the spending is taken off  # lang-en
    # 1 還沒扣掉花費之前的利潤  # lang-zh-Hant
    profit = customers["revenue"] - customers["goods"]

    # 2 what was spent; empty where nothing was spent  # lang-en
    # 2 花了多少；沒有花錢的是空值  # lang-zh-Hant
    spent = customers["spent"].where(customers["spent"] > 0)

    # 3 a table with customer_id and the column roi  # lang-en
    # 3 一張有 customer_id 和 roi 欄的表  # lang-zh-Hant
    result = customers[["customer_id"]].copy()
    ### BEGIN SOLUTION
    result["roi"] = (profit - spent) / spent
    ### END SOLUTION
    return result


def tier_roi(customers):
    # 1 the sums of each tier: one row for each, tier as the index  # lang-en
    # 1 每一級的合計：一級一列，索引是 tier  # lang-zh-Hant
    ### BEGIN SOLUTION
    sums = customers.groupby("tier")[["revenue", "goods", "spent"]].sum()
    ### END SOLUTION

    # 2 the return on these sums; empty where nothing was spent  # lang-en
    # 2 用合計算報酬率；沒有花錢的是空值  # lang-zh-Hant
    ### BEGIN SOLUTION
    spent = sums["spent"].where(sums["spent"] > 0)
    return (sums["revenue"] - sums["goods"] - spent) / spent
    ### END SOLUTION


ALLOCATION = FunctionTask(
    id="a09.allocation",
    title=Text("Cost allocation", "成本分攤"),
    points=2,
    minutes=5,
    lesson="9.1",
    prompt=Text(
        en="""
Write `allocate(accounts, pool, key)`. `pool` is the shared cost in dollars. `key` is the **name of a column** of
`accounts`, such as `"orders"`: the cost is shared by it.

**Definition.** Each customer bears

part = pool × the customer's own key ÷ the key of all customers together

- A customer whose key is 0 bears 0.
- Where the key of all customers is 0 there is nothing to share by, and every part is empty (`NaN`). pandas does this
  by itself: in a column, 0 ÷ 0 gives `NaN`.
- Nothing is rounded, so the parts add up to the pool.

**Comes back:** one amount in dollars for every customer in `accounts`, in the column `allocated`, beside
`customer_id`.

Steps 1 and 4 are done. A column whose name stands in a variable is taken without quotation marks: `accounts[key]`.
""",
        zh_hant="""
請寫出 `allocate(accounts, pool, key)`。`pool` 是共同成本，單位是新臺幣元。`key` 是 `accounts` 裡**某一欄的名稱**，\
例如 `"orders"`，成本就按這一欄分攤。

**定義：** 每位顧客負擔

分攤金額 = 共同成本 × 這位顧客的基準 ÷ 全部顧客的基準合計

- 基準是 0 的顧客，負擔 0 元。
- 全部顧客的基準合計是 0 時，沒有東西可以當分母，每個人都是空值（`NaN`）。這一點 pandas 會自己處理：欄位裡 0 ÷ 0 \
就是 `NaN`。
- 不要四捨五入，這樣各份加起來才會等於共同成本。

**傳回：** `accounts` 裡每位顧客一個金額（新臺幣元），放在 `allocated` 欄，旁邊是 `customer_id`。

步驟 1 和 4 已經寫好。欄位名稱存在變數裡的時候，不用加引號：`accounts[key]`。
""",
    ),
    answer=allocate,
    returns=Column(name="allocated", unit="money"),
    cases=ALLOCATION_CASES,
    mistakes=ALLOCATION_MISTAKES,
    alternatives=(alternatives.allocate_by_loop, alternatives.allocate_by_rate, alternatives.allocate_in_duckdb),
    measure=measures.allocated,
    hints=(
        Text(
            "Try it by hand: 1,000 is shared by 10, 30 and 10 orders. How many orders are there altogether, and which "
            "part of them are the second customer's?",
            "先用手算：1,000 元按 10、30、10 筆訂單分攤。總共幾筆？第二位占其中的多少？",
        ),
        Text(
            "`.sum()` behind a column adds it up to one number. `accounts[key]` is the column whose name is in `key`.",
            "欄位後面接 `.sum()`，會加總成一個數字。`accounts[key]` 就是名稱存在 `key` 裡的那一欄。",
        ),
        Text(
            "A column times a number is a column, and so is a column divided by a number. Step 3 is one line: pool "
            "times column, divided by the total of step 2.",
            "欄位乘上一個數字還是欄位，除以一個數字也是。步驟 3 只要一行：共同成本乘上那一欄，再除以步驟 2 的合計。",
        ),
    ),
)

PROFIT = FunctionTask(
    id="a09.profit",
    title=Text("Customer profit", "顧客利潤"),
    points=2,
    minutes=6,
    lesson="9.1",
    prompt=Text(
        en="""
Write `profit(accounts, pool)`.

**Definition.** A customer's profit is

revenue − goods − direct − part of the pool

- `direct` is what this one customer caused: parcels, phone calls. It is charged once and in full.
- The pool is shared **by `orders`**, by the rule of task 1. Who did not order bears nothing of it.
- A loss is a negative number and stays one.
- Where nobody at all ordered, there is nothing to share by, and every profit is empty (`NaN`).

**Comes back:** one amount in dollars, not rounded, for every customer in `accounts`, also for those who did not
order, in the column `profit` beside `customer_id`.

The steps are named; the code is yours. Write the sharing out once more instead of calling `allocate`, so that this
task does not depend on the one before.
""",
        zh_hant="""
請寫出 `profit(accounts, pool)`。

**定義：** 顧客利潤是

營收 − 進貨成本 − 顧客自己造成的成本 − 分攤到的共同成本

- `direct` 是這位顧客自己造成的成本，例如包裹、客服電話。每位顧客全額負擔，只算一次。
- 共同成本**按 `orders`（訂單數）分攤**，規則和第 1 題一樣。沒有下單的人不用負擔。
- 虧損就是負數，保留負數。
- 如果完全沒有人下單，就沒有東西可以當分母，每個人的利潤都是空值（`NaN`）。

**傳回：** `accounts` 裡每位顧客一個金額（新臺幣元，不四捨五入），沒有下單的人也要有，放在 `profit` 欄，旁邊是 \
`customer_id`。

步驟的說明已經列出來，程式碼由你來寫。分攤請在這裡再寫一次，不要呼叫 `allocate`，這樣兩題才不會互相影響。
""",
    ),
    answer=profit,
    returns=Column(name="profit", unit="money"),
    cases=PROFIT_CASES,
    mistakes=PROFIT_MISTAKES,
    alternatives=(alternatives.profit_by_loop, alternatives.profit_by_assign, alternatives.profit_in_polars),
    measure=measures.profit,
    hints=(
        Text(
            "Columns can be subtracted like numbers, row by row: see step 2 of `gross_profit`. Step 1 takes off two "
            "columns.",
            "欄位可以像數字一樣相減，一列一列算：看看 `gross_profit` 的步驟 2。這裡的步驟 1 要減掉兩欄。",
        ),
        Text(
            "Step 2 is what you wrote in task 1, with the column `orders` instead of `key`.",
            "步驟 2 就是第 1 題寫過的算式，把 `key` 換成 `orders` 這一欄。",
        ),
        Text(
            'Step 3 is the frame of `gross_profit` once more: `result = accounts[["customer_id"]].copy()`, then a new '
            'column `result["profit"]`, then `return result`. In the new column stands step 1 less step 2.',
            '步驟 3 和 `gross_profit` 的架構一樣：先 `result = accounts[["customer_id"]].copy()`，再加上新的一欄 '
            '`result["profit"]`，最後 `return result`。新的一欄就是步驟 1 減步驟 2。',
        ),
    ),
)

CUSTOMER_ROI = FunctionTask(
    id="a09.customer-roi",
    title=Text("The return on each customer", "每位顧客的投資報酬率"),
    points=1,
    minutes=4,
    lesson="9.2",
    prompt=Text(
        en="""
Write `customer_roi(customers)`. The table has one row per customer: `customer_id`, `tier`, `revenue`, `goods`, and
`spent`, what was spent to win and keep this customer.

**Definition.**

ROI = (profit − spent) ÷ spent, with profit = revenue − goods

- It is a rate, not a percentage: 1.5, not 150.
- 0 means that the money just came back, −1 that nothing did.
- Where nothing was spent the ROI is empty (`NaN`): without an investment there is no return on it.

**Comes back:** one rate for every customer in the table, in the column `roi` beside `customer_id`. Nothing is
rounded.

Only the middle line of step 3 is missing. Step 2 is as in lesson 9.2: `column.where(condition)` keeps the values for
which the condition is true and makes the others empty. Whatever is reckoned with an empty value stays empty.
""",
        zh_hant="""
請寫出 `customer_roi(customers)`。這張表一位顧客一列，欄位有 `customer_id`、`tier`（分級）、`revenue`（營收）、\
`goods`（進貨成本）和 `spent`（為了獲得和維繫這位顧客花的錢）。

**定義：**

ROI =（利潤 − 花費）÷ 花費，其中利潤 = 營收 − 進貨成本

- 結果是比率，不是百分數：寫 1.5，不寫 150。
- 0 表示剛好回本，−1 表示一毛都沒回來。
- 沒有花錢的顧客，ROI 是空值（`NaN`）：沒有投資，就沒有投資報酬。

**傳回：** 表裡每位顧客一個比率，放在 `roi` 欄，旁邊是 `customer_id`。不要四捨五入。

只差步驟 3 中間的那一行。步驟 2 和第 9.2 課一樣：`欄位.where(條件)` 會保留條件成立的值，其他的變成空值。\
空值不管怎麼算，結果都還是空值。
""",
    ),
    answer=customer_roi,
    returns=Column(name="roi", unit="ratio"),
    cases=CUSTOMER_ROI_CASES,
    mistakes=CUSTOMER_ROI_MISTAKES,
    alternatives=(
        alternatives.customer_roi_by_loop,
        alternatives.customer_roi_by_apply,
        alternatives.customer_roi_in_duckdb,
    ),
    measure=measures.customer_roi,
    hints=(
        Text(
            'A new column is assigned: `result["roi"] = …`. What stands on the right is the formula of the definition, '
            "with the two columns `profit` and `spent` that steps 1 and 2 made.",
            '用指定的方式加一欄：`result["roi"] = …`。等號右邊就是定義的公式，用步驟 1、2 做好的 `profit` 和 `spent`。',
        ),
        Text(
            "Python multiplies and divides before it adds and subtracts, as at school. What has to be worked out first "
            "stands in round brackets.",
            "Python 和學校教的一樣，先乘除後加減。要先算的部分，用小括號括起來。",
        ),
    ),
)

TIER_ROI = FunctionTask(
    id="a09.tier-roi",
    title=Text("The return on each tier", "每一級的投資報酬率"),
    points=2,
    minutes=6,
    lesson="9.2",
    prompt=Text(
        en="""
Write `tier_roi(customers)`. The table is that of task 3.

**Definition.** The ROI of a tier is the total profit of **all** its customers, less all that was spent on them, over
all that was spent on them:

ROI = (total profit − total spent) ÷ total spent, with profit = revenue − goods

- Customers on whom nothing was spent belong to the tier like the others.
- A tier on which nothing was spent keeps its row, and its ROI is empty (`NaN`).

**Comes back:** one rate for each tier (1.5, not 150), with `tier` as the index or as a column. The order does not
matter.

`table.groupby("tier")[["revenue", "goods", "spent"]].sum()` makes a small table out of a large one: one row for each
tier, and in it the sums of the three columns. With that table you go on as with any other.
""",
        zh_hant="""
請寫出 `tier_roi(customers)`，表格和第 3 題相同。

**定義：** 一個分級的 ROI，是這一級**所有**顧客的總利潤減掉總花費，再除以總花費：

ROI =（總利潤 − 總花費）÷ 總花費，其中利潤 = 營收 − 進貨成本

- 沒有花錢的顧客也是這一級的人，一樣要算進去。
- 整級都沒有花錢的，要保留那一列，ROI 是空值（`NaN`）。

**傳回：** 每一級一個比率（寫 1.5，不寫 150），`tier` 放在索引或欄位都可以，順序不限。

`table.groupby("tier")[["revenue", "goods", "spent"]].sum()` 會把大表變成小表：一級一列，裡面是三個欄位的合計。\
接下來就和一般的表格一樣用。
""",
    ),
    answer=tier_roi,
    returns=Column(name="roi", key="tier", unit="ratio"),
    cases=TIER_ROI_CASES,
    mistakes=TIER_ROI_MISTAKES,
    alternatives=(
        alternatives.tier_roi_by_apply,
        alternatives.tier_roi_by_pivot,
        alternatives.tier_roi_of_means,
        alternatives.tier_roi_in_duckdb,
    ),
    measure=measures.tier_roi,
    hints=(
        Text(
            "First add up, then divide, once for each tier. If you have one rate for each customer anywhere, it is the "
            "other way round.",
            "先加總，再相除，每一級只除一次。如果你的程式裡出現每位顧客的比率，順序就反了。",
        ),
        Text(
            "Name the table of sums: `sums = customers.groupby(…)[[…]].sum()`. Its columns are `revenue`, `goods` and "
            '`spent`, as before: `sums["revenue"]`.',
            "替合計的表取名字：`sums = customers.groupby(…)[[…]].sum()`。欄位一樣是 `revenue`、`goods`、`spent`，"
            '用 `sums["revenue"]` 就拿得到。',
        ),
        Text(
            "From here it is steps 1 to 3 of `customer_roi` with `sums` in place of `customers`. The tier is "
            "already the index, so the column of rates can be returned as it is.",
            "接下來就是 `customer_roi` 的步驟 1 到 3，把 `customers` 換成 `sums`。分級已經在索引裡，"
            "算出來的那一欄可以直接傳回。",
        ),
    ),
)

TASKS = (ALLOCATION, PROFIT, CUSTOMER_ROI, TIER_ROI)
