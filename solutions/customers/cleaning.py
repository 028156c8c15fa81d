"""What to clean before anything is counted: which rows are repeated, in which order to work, and what is left."""

from __future__ import annotations

import pandas as pd

import customer_value
from customer_value.messages import Text
from solutions.customers.cleaning_cases import CASES
from tutor.shape import Column
from tutor.task import ChoiceTask, FunctionTask, Mistake, Option, OrderingTask


def spent_by_customer(orders, refunds, snapshot):
    # 1 every row of both tables once  # lang-en
    # 1 兩張表重複的列都只留一次  # lang-zh-Hant
    ### BEGIN SOLUTION
    orders = orders.drop_duplicates()
    refunds = refunds.drop_duplicates()
    ### END SOLUTION

    # 2 refunded: one amount for each order, of what had been refunded by the snapshot  # lang-en
    # 2 refunded：到快照日為止，每筆訂單一共退了多少  # lang-zh-Hant
    ### BEGIN SOLUTION
    known = refunds[refunds["refund_date"] <= snapshot]
    refunded = known.groupby("order_id")["amount"].sum()
    ### END SOLUTION

    # 3 what is left of each order: its net amount  # lang-en
    # 3 每筆訂單還剩多少：淨額  # lang-zh-Hant
    net = orders["amount"] - orders["order_id"].map(refunded).fillna(0)

    # 4 keep the valid orders, and add up customer by customer  # lang-en
    # 4 留下有效訂單，再一位顧客一位顧客加總  # lang-zh-Hant
    is_valid = (
        orders["customer_id"].notna()
        & ~orders["status"].isin(["cancelled", "test"])
        & (orders["order_date"] <= snapshot)
        & (net > 0)
    )
    valid = orders.assign(amount=net)[is_valid]
    return valid.groupby("customer_id")["amount"].sum()


# Other ways


def spent_by_loop(orders, refunds, snapshot):
    back = {}
    for refund in set(refunds.itertuples(index=False, name="Refund")):
        if refund.refund_date <= snapshot:
            back[refund.order_id] = back.get(refund.order_id, 0) + refund.amount
    spent, seen = {}, set()
    for order in orders.itertuples(index=False):
        if order.order_id in seen:
            continue
        seen.add(order.order_id)
        net = order.amount - back.get(order.order_id, 0)
        if not isinstance(order.customer_id, str) or order.status in ("cancelled", "test"):
            continue
        if order.order_date <= snapshot and net > 0:
            spent[order.customer_id] = spent.get(order.customer_id, 0) + net
    return spent


def spent_in_duckdb(orders, refunds, snapshot):
    import duckdb

    shop = duckdb.connect()
    shop.register("orders", orders)
    shop.register("refunds", refunds)
    return shop.execute(
        """
        with back as (select order_id, sum(amount) as back from (select distinct * from refunds)
                      where refund_date <= $1 group by order_id),
             nets as (select o.*, o.amount - coalesce(b.back, 0) as net
                      from (select distinct * from orders) o left join back b using (order_id))
        select customer_id, sum(net) as spent from nets
        where customer_id is not null and status not in ('cancelled', 'test') and order_date <= $1 and net > 0
        group by customer_id
        """,
        [snapshot],
    ).df()


def spent_by_merging(orders, refunds, snapshot):
    known = refunds.drop_duplicates("refund_id").query("refund_date <= @snapshot")
    back = known.pivot_table(index="order_id", values="amount", aggfunc="sum").rename(columns={"amount": "back"})
    back = back.reindex(columns=["back"])
    table = orders.drop_duplicates("order_id").merge(back, left_on="order_id", right_index=True, how="left")
    table = table.assign(net=table["amount"].sub(table["back"].fillna(0).astype(float)))
    table = table.query("net > 0 and order_date <= @snapshot and status == 'completed'").dropna(subset="customer_id")
    return table.groupby("customer_id", as_index=False)["net"].sum()


def spent_measured(orders, refunds, snapshot):
    """The measures, one after another: mark the repeats, give the others a reason or none, add up."""
    marked = customer_value.order_reasons(customer_value.repeated_rows(orders), _without_repeats(refunds), snapshot)
    usable = orders[marked["reason"].isna().to_numpy()]
    valid = customer_value.valid_orders(usable, _without_repeats(refunds), snapshot)
    return valid.groupby("customer_id")["amount"].sum()


def _without_repeats(table):
    marked = customer_value.repeated_rows(table)
    return marked[~marked["repeat"]].drop(columns="repeat")


# What people do instead


def _spent(orders, refunds, snapshot, *, judged=None, only=None, strict=False):
    """The model answer's steps 2 to 4, with a switch for each thing that may be left out."""
    known = refunds[refunds["refund_date"] <= (snapshot if judged is None else judged)]
    refunded = known.groupby("order_id")["amount"].sum()
    net = orders["amount"] - orders["order_id"].map(refunded).fillna(0)
    checks = {
        "customer": orders["customer_id"].notna(),
        "status": ~orders["status"].isin(["cancelled", "test"]),
        "date": orders["order_date"] < snapshot if strict else orders["order_date"] <= snapshot,
        "net": net > 0,
    }
    kept = pd.Series(True, index=orders.index)
    for name, check in checks.items():
        if only is None or name in only:
            kept &= check
    return orders.assign(amount=net)[kept].groupby("customer_id")["amount"].sum()


def _once(table):
    return table.drop_duplicates()


def _repeats_kept(orders, refunds, snapshot):
    return _spent(orders, refunds, snapshot)


def _orders_repeated(orders, refunds, snapshot):
    return _spent(orders, _once(refunds), snapshot)


def _refunds_repeated(orders, refunds, snapshot):
    return _spent(_once(orders), refunds, snapshot)


def _look_alikes(orders, refunds, snapshot):
    once = orders.drop_duplicates(["customer_id", "order_date", "amount"])
    return _spent(once, _once(refunds), snapshot)


def _refund_look_alikes(orders, refunds, snapshot):
    return _spent(_once(orders), refunds.drop_duplicates(["order_id", "refund_date", "amount"]), snapshot)


def _both_dropped(orders, refunds, snapshot):
    return _spent(orders.drop_duplicates(keep=False), refunds.drop_duplicates(keep=False), snapshot)


def _one_refund(orders, refunds, snapshot):
    return _spent(_once(orders), _once(refunds).drop_duplicates("order_id"), snapshot)


def _gross(orders, refunds, snapshot):
    return _spent(_once(orders), refunds.iloc[:0], snapshot)


def _later_refunds(orders, refunds, snapshot):
    return _spent(_once(orders), _once(refunds), snapshot, judged=pd.Timestamp("2100-01-01"))


def _refunds_before(orders, refunds, snapshot):
    return _spent(_once(orders), _once(refunds), snapshot, judged=snapshot - pd.Timedelta(days=1))


def _refunded_orders_out(orders, refunds, snapshot):
    back = set(refunds.loc[refunds["refund_date"] <= snapshot, "order_id"])
    once = _once(orders)
    return _spent(once[~once["order_id"].isin(back)], refunds.iloc[:0], snapshot)


def _refunds_added(orders, refunds, snapshot):
    return _spent(_once(orders), _once(refunds).assign(amount=lambda table: -table["amount"]), snapshot)


def _cancelled_kept(orders, refunds, snapshot):
    return _spent(_once(orders), _once(refunds), snapshot, only={"customer", "date", "net"})


def _later_orders(orders, refunds, snapshot):
    return _spent(_once(orders), _once(refunds), snapshot, only={"customer", "status", "net"})


def _snapshot_day_out(orders, refunds, snapshot):
    return _spent(_once(orders), _once(refunds), snapshot, strict=True)


def _zeros_kept(orders, refunds, snapshot):
    return _spent(_once(orders), _once(refunds), snapshot, only={"customer", "status", "date"})


MISTAKES = (
    Mistake(
        key="repeats-kept",
        wrong=_repeats_kept,
        message=Text(
            "Rows stored twice are still counted twice, in the orders and in the refunds. Step 1 has to come before "
            "anything is added up.",
            "重複儲存的列還是算了兩次，訂單和退款都是。步驟 1 要在任何加總之前做完。",
        ),
    ),
    Mistake(
        key="orders-repeated",
        wrong=_orders_repeated,
        message=Text(
            "Orders stored twice are counted twice: some customers have spent more with you than they did. Were both "
            "tables cleaned, and given back their names?",
            "重複儲存的訂單算了兩次，有些顧客的金額多出來了。兩張表都清理、也都存回原來的名字了嗎？",
        ),
    ),
    Mistake(
        key="refunds-repeated",
        wrong=_refunds_repeated,
        message=Text(
            "Refunds stored twice are taken off twice. The refunds come from the same export as the orders and need "
            "the same cleaning.",
            "重複儲存的退款被扣了兩次。退款和訂單是同一次匯出的，也要做同樣的清理。",
        ),
    ),
    Mistake(
        key="look-alikes",
        wrong=_look_alikes,
        message=Text(
            "Genuine orders have been thrown out: same customer, same day, same amount, but another order number. Only "
            "rows that agree in every column are repeats.",
            "有真的訂單被刪掉了：同一位顧客、同一天、同樣金額，但訂單編號不同。每一欄都相同的列，才是重複的列。",
        ),
    ),
    Mistake(
        key="refund-look-alikes",
        wrong=_refund_look_alikes,
        message=Text(
            "A genuine refund has been thrown out: two refunds of one amount on one day, each with a number of its "
            "own. Let every column decide.",
            "有真的退款被刪掉了：同一天退了兩次同樣的金額，各有自己的退款編號。判斷重複，要看每一欄。",
        ),
    ),
    Mistake(
        key="both-dropped",
        wrong=_both_dropped,
        message=Text(
            "Of a row stored twice both copies are gone. One of them is the purchase itself and stays.",
            "重複的列，你兩筆都刪掉了。其中一筆就是那次購買本身，要留下來。",
        ),
    ),
    Mistake(
        key="one-refund",
        lesson="1.5",
        wrong=_one_refund,
        message=Text(
            "Of an order refunded in parts you took off only one part. Add up the refunds of each order.",
            "分次退款的訂單，你只扣了其中一次。每筆訂單的退款要先加總。",
        ),
    ),
    Mistake(
        key="gross",
        lesson="1.5",
        wrong=_gross,
        message=Text(
            "No refund has been taken off. Is there an amount for every refunded order in `refunded`, with `order_id` "
            "as the index?",
            "退款一筆都沒有扣。`refunded` 裡，每筆退過款的訂單都有一個金額，而且索引是 `order_id` 嗎？",
        ),
    ),
    Mistake(
        key="later-refunds",
        lesson="1.5",
        wrong=_later_refunds,
        message=Text(
            "Refunds dated after the snapshot are taken off, too. On the snapshot nobody knew of them yet.",
            "快照日之後的退款也扣掉了。站在快照日那天，還沒有人知道那些退款。",
        ),
    ),
    Mistake(
        key="refunds-before",
        lesson="1.5",
        wrong=_refunds_before,
        message=Text(
            "Refunds dated on the snapshot itself are left out. The definition says by the snapshot, that day "
            "included.",
            "快照日當天的退款沒有扣到。定義是「到快照日為止」，當天也算。",
        ),
    ),
    Mistake(
        key="refunded-orders-out",
        lesson="1.5",
        wrong=_refunded_orders_out,
        message=Text(
            "Every order with a refund has been thrown out whole. Who sent back a part has bought the rest.",
            "只要退過款的訂單，你就整筆刪掉了。只退一部分的人，剩下的還是買了。",
        ),
    ),
    Mistake(
        key="refunds-added",
        lesson="1.5",
        wrong=_refunds_added,
        message=Text(
            "The refunds have been added instead of taken off. In the table they are positive amounts.",
            "退款被加上去了，不是扣掉。表裡的退款是正數。",
        ),
    ),
    Mistake(
        key="cancelled-kept",
        lesson="1.5",
        wrong=_cancelled_kept,
        message=Text(
            "Cancelled and test orders are counted. Look at the second condition of step 4, which stood in the cell.",
            "取消的訂單和測試訂單也算進去了。請看步驟 4 原本就寫好的第二個條件。",
        ),
    ),
    Mistake(
        key="later-orders",
        lesson="1.5",
        wrong=_later_orders,
        message=Text(
            "Orders dated after the snapshot are counted. Look at the third condition of step 4.",
            "快照日之後的訂單也算進去了。請看步驟 4 的第三個條件。",
        ),
    ),
    Mistake(
        key="snapshot-day-out",
        lesson="1.5",
        wrong=_snapshot_day_out,
        message=Text(
            "Orders dated on the snapshot itself are missing. They still count: `<=`, not `<`.",
            "快照日當天的訂單不見了。當天的訂單也算：用 `<=`，不是 `<`。",
        ),
    ),
    Mistake(
        key="zeros-kept",
        lesson="1.5",
        wrong=_zeros_kept,
        message=Text(
            "Customers who sent everything back stand in your list with 0. They have no valid order and no row.",
            "東西全退的顧客，在你的結果裡以 0 元出現。他們沒有有效訂單，不該有這一列。",
        ),
    ),
)

REPEATS = ChoiceTask(
    id="a01.repeats",
    name="repeats_answer",
    title=Text("Which rows may go?", "哪些列可以刪？"),
    points=1,
    minutes=3,
    lesson="1.2",
    prompt=Text(
        en="""
Here are five rows of an export, all completed orders of June. Each order got a number of its own at the till when it
was made. Your colleague sees double and wants to delete. Which rows may go?

| row | order_id | customer_id | order_date | amount |
|---|---|---|---|---:|
| 1 | O000041 | C00007 | 2025-06-03 | 480 |
| 2 | O000042 | C00002 | 2025-06-03 | 1250 |
| 3 | O000043 | C00007 | 2025-06-03 | 480 |
| 4 | O000042 | C00002 | 2025-06-03 | 1250 |
| 5 | O000044 | C00002 | 2025-06-09 | 1250 |
""",
        zh_hant="""
這是某次匯出的五列資料，都是六月完成的訂單。每筆訂單成立時，收銀機都會給它一個自己的編號。同事覺得眼前有好多重複，\
想要刪掉。哪些列可以刪？

| 列 | order_id | customer_id | order_date | amount |
|---|---|---|---|---:|
| 1 | O000041 | C00007 | 2025-06-03 | 480 |
| 2 | O000042 | C00002 | 2025-06-03 | 1250 |
| 3 | O000043 | C00007 | 2025-06-03 | 480 |
| 4 | O000042 | C00002 | 2025-06-03 | 1250 |
| 5 | O000044 | C00002 | 2025-06-09 | 1250 |
""",
    ),
    options=(
        Option(
            key="look-alikes",
            text=Text("Rows 3 and 4.", "第 3 列和第 4 列。"),
            why=Text(
                "One of these two has an order number that no other row has. Somebody who buys the same tea twice "
                "on one day has bought two: the till wrote down two orders.",
                "這兩列當中，有一列的訂單編號是別列沒有的。同一天買兩次同樣的茶，就是買了兩次：收銀機記的是兩筆訂單。",
            ),
        ),
        Option(
            key="none",
            text=Text("None; one never deletes data.", "都不能刪，資料本來就不該刪。"),
            why=Text(
                "Look for two rows that agree in every column, the order number included: one purchase was stored "
                "twice. Left in, it is counted twice. (The original export is kept, of course; you work on a copy.)",
                "找找看有沒有兩列每一欄都相同，連訂單編號也一樣：那是同一次購買存了兩次，留著就會算兩次。"
                "（原始的匯出檔當然要留著，清理的是副本。）",
            ),
        ),
        Option(
            key="both",
            text=Text("Rows 2 and 4.", "第 2 列和第 4 列。"),
            why=Text(
                "These two are one purchase stored twice. Delete both, and the purchase is gone: one of the copies "
                "has to stay.",
                "這兩列是同一次購買存了兩次。兩列都刪，這次購買就消失了：要留下其中一列。",
            ),
        ),
        Option(
            key="copy",
            text=Text("Row 4.", "第 4 列。"),
            why=Text(
                "Right: row 4 repeats row 2 in every column, the order number included. The others only look alike.",
                "對：第 4 列和第 2 列每一欄都相同，連訂單編號也一樣。其他幾列只是長得像。",
            ),
        ),
        Option(
            key="same-customer",
            text=Text("Rows 3, 4 and 5.", "第 3、4、5 列。"),
            why=Text(
                "That leaves one row for each customer. But a customer may buy again, even for the same amount: "
                "another order number is another order.",
                "這樣一位顧客只剩一列。可是顧客會再來買，金額也可能剛好相同：訂單編號不同，就是不同的訂單。",
            ),
        ),
    ),
    right="copy",
    hints=(
        Text(
            "Compare two rows column by column. Which column was made so that no two purchases share a value?",
            "兩列兩列、一欄一欄地比。哪一欄是為了「每次購買都不一樣」而存在的？",
        ),
        Text(
            "Only one pair of rows agrees in all four columns. How many purchases is that pair?",
            "只有一對列四欄全部相同。那一對是幾次購買？",
        ),
    ),
)

STEPS = OrderingTask(
    id="a01.steps",
    name="steps_answer",
    title=Text("What comes first?", "先做哪一步？"),
    points=1,
    minutes=4,
    lesson="1.2",
    prompt=Text(
        en="""
The export has repeated rows, in the orders and in the refunds; some orders were refunded in two parts. You want to know
what each customer has really spent by the snapshot. Put the steps in order.
""",
        zh_hant="""
匯出檔的訂單和退款都有重複的列，有些訂單還分兩次退款。你想知道到快照日為止，每位顧客實際花了多少錢。請把步驟排好。
""",
    ),
    items=(
        Option(
            key="net",
            lesson="1.5",
            text=Text("Take each order's refunds off its amount.", "每筆訂單的金額，減掉它的退款。"),
            why=Text(
                "An order may have been refunded in two parts. There has to be one refund amount for each order before "
                "it can be taken off.",
                "一筆訂單可能分兩次退款。要先有「每筆訂單一共退了多少」，才能扣。",
            ),
        ),
        Option(
            key="sum",
            text=Text("Add up what is left, customer by customer.", "一位顧客一位顧客，把剩下的訂單加總。"),
            why=Text(
                "Once the orders are added up, none of them can be taken out any more. So adding up per customer "
                "comes when only valid orders are left.",
                "加總之後，就沒辦法再拿掉任何一筆訂單了。所以要等到只剩有效訂單，才依顧客加總。",
            ),
        ),
        Option(
            key="refunded-out",
            lesson="1.5",
            text=Text("Delete every order for which there is a refund.", "刪掉所有有退款的訂單。"),
            why=Text(
                "Who sent back one cup of six has bought five. Deleting the whole order loses them: this step does "
                "not belong.",
                "六個杯子退一個的人，還是買了五個。整筆刪掉，五個也不見了：這一步不該出現。",
            ),
        ),
        Option(
            key="repeats",
            text=Text("Take out the repeated rows of both tables.", "去掉兩張表裡重複的列。"),
            why=Text(
                "A row stored twice has to be gone before anything is added up; afterwards it is hidden in a sum.",
                "重複的列要在任何加總之前拿掉，加總之後就藏在總和裡看不見了。",
            ),
        ),
        Option(
            key="valid",
            lesson="1.5",
            text=Text(
                "Keep the valid orders: with a customer, not cancelled, by the snapshot, something left of them.",
                "留下有效訂單：知道是誰買的、沒有取消、不晚於快照日、扣完還有剩。",
            ),
            why=Text(
                "Whether something is left of an order is known only when its refunds are off.",
                "訂單還有沒有剩，要扣完退款才知道。",
            ),
        ),
        Option(
            key="per-order",
            lesson="1.5",
            text=Text(
                "Of the refunds dated by the snapshot, add up one amount for each order.",
                "取快照日為止的退款，每筆訂單加總成一個金額。",
            ),
            why=Text(
                "This is the first adding up. Whatever stands twice among the refunds has to be gone by then.",
                "這是第一次加總。退款裡重複的列，在這之前就要處理掉。",
            ),
        ),
    ),
    right=(("repeats", "per-order", "net", "valid", "sum"),),
    hints=(
        Text(
            "Ask of each step what it needs. What has to be true of the tables before the first sum?",
            "每一步都問：它需要什麼？第一次加總之前，表格必須先處理好什麼？",
        ),
        Text(
            "One step does not belong: it throws away money that customers did spend. The others go from refunds to "
            "orders to customers.",
            "有一步不該出現，它會把顧客真的花掉的錢丟掉。其他的，從退款到訂單，再到顧客。",
        ),
    ),
)

CLEAN = FunctionTask(
    id="a01.clean",
    title=Text("Repeated rows and refunds", "重複的列和退款"),
    points=3,
    minutes=8,
    lesson="1.2",
    prompt=Text(
        en="""
Write `spent_by_customer(orders, refunds, snapshot)`: what each customer has really spent, from an export with repeated
rows.

**Definition.**

- A row is [repeated](term:duplicate) if it agrees with an earlier one in **every** column, the number included. Of such
  rows one stays. This holds for orders and for refunds.
- `refunded` is the sum of an order's refunds dated on or before the snapshot. An order may have several.
- The **net amount** of an order is its amount less that sum.
- A [valid order](term:valid-order) has a customer, is neither `cancelled` nor `test`, is dated on or before the
  snapshot, and has a net amount above 0.
- A customer has spent the sum of the net amounts of their valid orders. Who has no valid order has no row.

**Comes back:** one amount in dollars for each customer, not rounded, with `customer_id` as the index or as a column.

Steps 3 and 4 are written and need two things of yours: both tables without repeated rows, again under the names
`orders` and `refunds`, and `refunded`, one sum for each `order_id`. The four lines of code that are missing are like
those of the example.
""",
        zh_hant="""
請寫出 `spent_by_customer(orders, refunds, snapshot)`：從一份有重複列的匯出檔，算出每位顧客實際花了多少錢。

**定義：**

- **每一欄**都和前面某一列相同（編號也相同），才是[重複](term:duplicate)的列，這樣的列只留一列。訂單和退款都一樣。
- `refunded` 是一筆訂單在快照日當天為止的退款總和。一筆訂單可能退好幾次。
- 訂單的**淨額**是金額減掉這個總和。
- [有效訂單](term:valid-order)：知道是誰買的；不是 `cancelled`（取消），也不是 `test`（測試）；日期不晚於快照日；\
淨額大於 0。
- 顧客花的錢，是他所有有效訂單的淨額總和。沒有有效訂單的人不列入。

**傳回：** 每位顧客一個金額（新臺幣元），不要四捨五入，`customer_id` 放在索引或欄位都可以。

步驟 3 和 4 已經寫好，需要你做出兩樣東西：去掉重複列的兩張表，名稱仍然是 `orders` 和 `refunds`；還有 `refunded`，\
每個 `order_id` 一個總和。缺的四行程式碼，寫法和示範差不多。
""",
    ),
    answer=spent_by_customer,
    returns=Column(name="spent", unit="money"),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(spent_by_loop, spent_in_duckdb, spent_by_merging),
    measure=spent_measured,
    hints=(
        Text(
            "Step 1 has two lines, one for each table: `orders = orders.drop_duplicates()` is the first. A table that "
            "is not given back its name stays as it was.",
            "步驟 1 有兩行，一張表一行：第一行是 `orders = orders.drop_duplicates()`。沒有存回原來的名字，"
            "表就還是老樣子。",
        ),
        Text(
            "Step 2 also has two lines: keep the rows of `refunds` whose `refund_date` is not later than the snapshot, "
            "then make one sum for each order.",
            "步驟 2 也是兩行：留下 `refunds` 裡 `refund_date` 不晚於快照日的列，再替每筆訂單加總。",
        ),
        Text(
            'The last line of step 2: `refunded = known.groupby("…")["amount"].sum()`, where `known` are the rows '
            "kept. By which column are they grouped, if there is to be one sum for each order?",
            '步驟 2 的最後一行：`refunded = known.groupby("…")["amount"].sum()`，`known` 是留下的列。'
            "要一筆訂單一個總和，該依哪一欄分組？",
        ),
    ),
)
