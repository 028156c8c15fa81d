"""The tasks on what a customer has been worth, and on the short formula."""

from __future__ import annotations

import customer_value
from customer_value.messages import Text
from solutions.lifetime_value import alternatives
from solutions.lifetime_value.worth_cases import HISTORIC_CASES, SHORT_CASES
from solutions.lifetime_value.worth_mistakes import HISTORIC_MISTAKES, SHORT_MISTAKES
from tutor.shape import Column, Number
from tutor.task import FunctionTask


def historic_clv(valid, costs, margin):
    # 1 what each customer has brought: net revenue  # lang-en
    # 1 每位顧客帶來多少：淨營收  # lang-zh-Hant
    revenue = valid.groupby("customer_id")["amount"].sum()

    # 2 what was spent on each of these customers; 0 where nothing is written down  # lang-en
    # 2 花在這些顧客身上的錢；沒有紀錄的是 0  # lang-zh-Hant
    ### BEGIN SOLUTION
    spent = costs.groupby("customer_id")["amount"].sum().reindex(revenue.index, fill_value=0)
    ### END SOLUTION

    # 3 return the margin of the revenue, less what was spent  # lang-en
    # 3 傳回營收的毛利，再減掉花掉的錢  # lang-zh-Hant
    ### BEGIN SOLUTION
    return revenue * margin - spent
    ### END SOLUTION


def short_clv(year, annual_churn, margin):
    # 1 nobody bought, or nobody leaves: there is no base  # lang-en
    # 1 沒有人買，或沒有人流失：沒有分母  # lang-zh-Hant
    if len(year) == 0 or annual_churn == 0:
        return float("nan")

    # 2 average order value: all the money over all the orders  # lang-en
    # 2 客單價：全部金額除以全部訂單  # lang-zh-Hant
    aov = year["amount"].sum() / year["order_id"].nunique()

    # 3 orders that a customer makes in the year  # lang-en
    # 3 一位顧客一年買幾次  # lang-zh-Hant
    ### BEGIN SOLUTION
    orders_per_year = year["order_id"].nunique() / year["customer_id"].nunique()
    ### END SOLUTION

    # 4 years that a customer stays  # lang-en
    # 4 一位顧客會待幾年  # lang-zh-Hant
    ### BEGIN SOLUTION
    years = 1 / annual_churn
    ### END SOLUTION

    # 5 return the value: the four factors multiplied  # lang-en
    # 5 傳回終身價值：四個因子相乘  # lang-zh-Hant
    ### BEGIN SOLUTION
    return aov * orders_per_year * years * margin
    ### END SOLUTION


def _short_by_measure(year, annual_churn, margin):
    if not len(year):
        return float("nan")
    aov = customer_value.average_order_value(year)
    often = year["order_id"].nunique() / year["customer_id"].nunique()
    return customer_value.short_clv(aov, often, customer_value.lifespan_years(annual_churn), margin)


HISTORIC = FunctionTask(
    id="a08.historic_clv",
    title=Text("What a customer has been worth so far", "到目前為止值多少：歷史終身價值"),
    points=2,
    minutes=6,
    lesson="8.2",
    prompt=Text(
        en="""
Write `historic_clv(valid, costs, margin)`.

- `valid` holds the valid orders, one a row: `customer_id`, `order_id`, `order_date`, `amount`. The amount is net:
  cancelled orders and refunds are out already.
- `costs` holds what was spent on single customers, to win or to serve them: `customer_id`, `item`, `amount`. A
  customer may have several rows, or none.
- `margin` is the margin rate, a share: 0.3 says that of 100 paid 30 are left when the goods are paid.

**Definition.** [Historic lifetime value](term:historic-clv) = net revenue to date × margin − everything that was spent
on that customer. The goods are paid out of revenue, so the margin rate belongs to the revenue alone. A customer without
a row in `costs` cost 0. Somebody without a valid order has no row, whatever was spent on them.

**Comes back:** one amount for each customer with a valid order, not rounded; below 0 where more was spent than earned.
`customer_id` may be the index or a column, and the rows may be in any order.

Step 1 is done for you. Fill in steps 2 and 3.
""",
        zh_hant="""
請寫出 `historic_clv(valid, costs, margin)`。

- `valid` 是有效訂單，一列一筆：`customer_id`、`order_id`、`order_date`、`amount`。金額是淨額，\
取消的訂單和退款都已經扣掉了。
- `costs` 是花在個別顧客身上的錢，不管是為了開發還是服務：`customer_id`、`item`、`amount`。一位顧客可能有好幾列，\
也可能一列都沒有。
- `margin` 是毛利率，用比率表示：0.3 的意思是，收 100 元，付掉貨款還剩 30 元。

**定義：** [歷史終身價值](term:historic-clv) = 到目前為止的淨營收 × 毛利率 − 花在這位顧客身上的所有錢。\
貨款是從營收裡付的，\
所以毛利率只乘在營收上。在 `costs` 裡沒有資料的顧客，成本是 0。沒有有效訂單的人不列入，不管在他身上花了多少。

**傳回：** 每位有有效訂單的顧客一個金額，不要四捨五入；花的比賺的多，就是負數。`customer_id` 放在索引或欄位都可以，\
列的順序不限。

步驟 1 已經寫好，請完成步驟 2 和 3。
""",
    ),
    answer=historic_clv,
    returns=Column(name="clv", unit="money"),
    cases=HISTORIC_CASES,
    mistakes=HISTORIC_MISTAKES,
    alternatives=(alternatives.historic_by_loop, alternatives.historic_in_duckdb, alternatives.historic_by_merge),
    measure=customer_value.historic_clv,
    hints=(
        Text(
            "Step 2 is the second line of the worked example, with other names: which table holds what was spent?",
            "步驟 2 就是示範裡的第二行，換掉名字而已：花掉的錢記在哪一張表？",
        ),
        Text(
            "Group `costs` by customer, add up its `amount`, and bring the result to the customers in `revenue`: "
            "`.reindex(revenue.index, fill_value=…)`. What did a customer without a row cost?",
            "把 `costs` 依顧客分組，加總 `amount`，再對到 `revenue` 裡的顧客：`.reindex(revenue.index, "
            "fill_value=…)`。沒有資料的人，成本是多少？",
        ),
        Text(
            "Step 3 is one line: `return`, the revenue times the margin rate, less what step 2 has found. Without "
            "brackets Python multiplies first and subtracts afterwards, which is what you want.",
            "步驟 3 只要一行：`return`，後面是營收乘毛利率，再減掉步驟 2 的結果。不加括號時，Python 會先乘後減，"
            "剛好就是要的順序。",
        ),
    ),
)

SHORT = FunctionTask(
    id="a08.short_clv",
    title=Text("The short formula", "簡式終身價值"),
    points=2,
    minutes=6,
    lesson="8.2",
    prompt=Text(
        en="""
Write `short_clv(year, annual_churn, margin)`.

- `year` holds the valid orders of one year, one a row: `customer_id`, `order_id`, `order_date`, `amount` (net).
- `annual_churn` is the share of customers that is lost in a year: 0.2 says that 20 of 100 leave.
- `margin` is the margin rate, a share.

**Definition.** [Value of a customer](term:short-clv) = average order value × orders per year × years × margin

- average order value = all the money ÷ all the orders
- orders per year = orders ÷ customers who ordered in the year (repeat orders and first orders alike)
- years = 1 ÷ annual churn: when one in five leaves each year, a customer stays five years on average

If the year has no order, or if the churn is 0, there is no base: the function returns `float("nan")` (step 1 does it).

**Comes back:** one amount per customer, not rounded.

Steps 1 and 2 are done for you. Fill in steps 3 to 5.
""",
        zh_hant="""
請寫出 `short_clv(year, annual_churn, margin)`。

- `year` 是一年的有效訂單，一列一筆：`customer_id`、`order_id`、`order_date`、`amount`（淨額）。
- `annual_churn` 是一年流失的顧客比率：0.2 的意思是 100 位走掉 20 位。
- `margin` 是毛利率，用比率表示。

**定義：** [一位顧客的價值](term:short-clv) = 客單價 × 一年訂單數 × 年數 × 毛利率

- 客單價 = 全部金額 ÷ 全部訂單數
- 一年訂單數 = 訂單數 ÷ 這一年下過單的顧客數（第一次買和回頭買都算）
- 年數 = 1 ÷ 年流失率：每年五個走一個，平均就待五年

這一年沒有訂單，或流失率是 0，就沒有分母，函式傳回 `float("nan")`（步驟 1 已經寫好）。

**傳回：** 一個金額，代表一位顧客的價值，不要四捨五入。

步驟 1 和 2 已經寫好，請完成步驟 3 到 5。
""",
    ),
    answer=short_clv,
    returns=Number(unit="money"),
    cases=SHORT_CASES,
    mistakes=SHORT_MISTAKES,
    alternatives=(
        alternatives.short_by_revenue_per_customer,
        alternatives.short_in_plain_python,
        alternatives.short_in_polars,
    ),
    measure=_short_by_measure,
    tolerance=1e-8,  # amounts of thousands: cents that were rounded off are to be seen
    hints=(
        Text(
            "Step 2 counts the different orders with `.nunique()`. Step 3 needs that once more, and the different "
            "customers.",
            "步驟 2 用 `.nunique()` 數有幾筆不同的訂單。步驟 3 要再數一次，還要數有幾位不同的顧客。",
        ),
        Text(
            "Step 4 is a short line: 1 divided by one of the inputs. The fewer leave, the more years: which input is "
            "small when few leave?",
            "步驟 4 很短：1 除以其中一個參數。走的人越少，年數越多：走的人少的時候，哪一個參數會很小？",
        ),
        Text(
            "Step 5: `return` and the four factors joined by `*`. Three of them are variables you have made or been "
            "given, the fourth comes in with the brackets of the function.",
            "步驟 5：`return` 後面用 `*` 把四個因子乘起來。三個是前面做好的變數，第四個是函式括號裡的參數。",
        ),
    ),
)
