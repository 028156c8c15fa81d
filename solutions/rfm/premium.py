"""The table a classifier learns from: what was known of each customer on a day, and what came after it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from solutions.rfm.cases import (
    SMALL_ORDERS,
    SMALL_REFUNDS,
    Order,
    Refund,
    ledger,
)
from solutions.rfm.cases import draw_ordinary as draw_ordinary_ledger
from solutions.rfm.cases import draw_small as draw_small_ledger
from solutions.rfm.given import valid_orders
from tutor.shape import Column, Table
from tutor.task import Arguments, Case, FunctionTask, Mistake

YEAR = pd.Timedelta(days=365)
DAY = pd.Timedelta(days=1)


def premium_table(orders, refunds, cutoff, least):
    # 1 the features: what was known on the evening of the cut-off  # lang-en
    # 1 特徵：截止日當天晚上已經知道的事  # lang-zh-Hant
    ### BEGIN SOLUTION
    known = valid_orders(orders, refunds, cutoff)
    ### END SOLUTION
    table = known.groupby("customer_id")["amount"].agg(frequency="count", monetary="sum")

    # 2 for the label: what each customer spent in the 365 days after it  # lang-en
    # 2 給標籤用：截止日之後 365 天，每位顧客花了多少  # lang-zh-Hant
    end = cutoff + pd.Timedelta(days=365)
    ### BEGIN SOLUTION
    later = valid_orders(orders, refunds, end)
    later = later[later["order_date"] > cutoff]
    ### END SOLUTION
    spent = later.groupby("customer_id")["amount"].sum().reindex(table.index, fill_value=0)

    # 3 the label: 1 for premium, 0 for not  # lang-en
    # 3 標籤：精品是 1，不是就是 0  # lang-zh-Hant
    table["premium"] = (spent >= least).astype(int)
    return table


# Other right ways


def premium_by_loop(orders, refunds, cutoff, least):
    end = cutoff + pd.Timedelta(days=365)

    def net(order, day):
        mine = (refunds["order_id"] == order.order_id) & (refunds["refund_date"] <= day)
        return order.amount - refunds.loc[mine, "amount"].sum()

    found = {}
    real = orders[orders["customer_id"].notna() & (orders["status"] != "cancelled")]
    for order in real[real["order_date"] <= cutoff].itertuples():
        if (amount := net(order, cutoff)) > 0:
            row = found.setdefault(order.customer_id, {"frequency": 0, "monetary": 0, "later": 0})
            row["frequency"] += 1
            row["monetary"] += amount
    for order in real[(real["order_date"] > cutoff) & (real["order_date"] <= end)].itertuples():
        if order.customer_id in found:
            found[order.customer_id]["later"] += max(net(order, end), 0)
    return [{"customer_id": customer, "premium": row["later"] >= least, **row} for customer, row in found.items()]


def premium_in_duckdb(orders, refunds, cutoff, least):
    import duckdb

    shop = duckdb.connect()
    shop.register("known", valid_orders(orders, refunds, cutoff))
    shop.register("a_year_on", valid_orders(orders, refunds, cutoff + pd.Timedelta(days=365)))
    return shop.execute(
        """
        with question as (
            select customer_id, count(*) as frequency, sum(amount) as monetary from known group by customer_id),
        answer as (
            select customer_id, sum(amount) as spent from a_year_on where order_date > $cutoff group by customer_id)
        select q.*, case when coalesce(a.spent, 0) >= $least then 1 else 0 end as premium
        from question q left join answer a using (customer_id)
        """,
        {"cutoff": cutoff.to_pydatetime(), "least": float(least)},
    ).df()


def premium_by_merging(orders, refunds, cutoff, least):
    known = valid_orders(orders, refunds, cutoff)
    everything = valid_orders(orders, refunds, cutoff + pd.Timedelta(days=365))
    later = everything[~(everything["order_date"] <= cutoff)]
    table = known.groupby("customer_id", as_index=False).agg(
        frequency=("order_id", "nunique"), monetary=("amount", "sum")
    )
    table = table.merge(later.groupby("customer_id", as_index=False)["amount"].sum(), on="customer_id", how="left")
    table["premium"] = np.where(table["amount"].fillna(0) >= least, 1.0, 0.0)
    return table.drop(columns="amount")


def measured(orders, refunds, cutoff, least):
    """The measure that the answer is held to."""
    return customer_value.premium_table(orders, refunds, cutoff, least=least)


# What people do instead


def _features(known):
    return known.groupby("customer_id")["amount"].agg(frequency="count", monetary="sum")


def _labelled(table, later, least):
    spent = later.groupby("customer_id")["amount"].sum().reindex(table.index, fill_value=0)
    return table.assign(premium=(spent >= least).astype("int64"))


def _later(orders, refunds, cutoff, end=None):
    valid = valid_orders(orders, refunds, cutoff + YEAR if end is None else end)
    return valid[valid["order_date"] > cutoff]


def premium_features_of_everything(orders, refunds, cutoff, least):
    table = _features(valid_orders(orders, refunds, cutoff + YEAR))
    return _labelled(table, _later(orders, refunds, cutoff), least)


def premium_features_of_known_customers_leak(orders, refunds, cutoff, least):
    customers = _features(valid_orders(orders, refunds, cutoff)).index
    table = _features(valid_orders(orders, refunds, cutoff + YEAR)).reindex(customers, fill_value=0)
    return _labelled(table, _later(orders, refunds, cutoff), least)


def premium_features_with_later_refunds(orders, refunds, cutoff, least):
    valid = valid_orders(orders, refunds, cutoff + YEAR)
    return _labelled(_features(valid[valid["order_date"] <= cutoff]), _later(orders, refunds, cutoff), least)


def premium_features_before_the_day(orders, refunds, cutoff, least):
    known = valid_orders(orders, refunds, cutoff)
    return _labelled(_features(known[known["order_date"] < cutoff]), _later(orders, refunds, cutoff), least)


def premium_features_gross(orders, refunds, cutoff, least):
    table = _features(valid_orders(orders, refunds.iloc[:0], cutoff))
    return _labelled(table, _later(orders, refunds, cutoff), least)


def premium_turned(orders, refunds, cutoff, least):
    table = _features(_later(orders, refunds, cutoff))
    return _labelled(table, valid_orders(orders, refunds, cutoff), least)


def premium_label_of_the_past(orders, refunds, cutoff, least):
    known = valid_orders(orders, refunds, cutoff)
    return _labelled(_features(known), known, least)


def premium_label_known_at_once(orders, refunds, cutoff, least):
    known = valid_orders(orders, refunds, cutoff)
    return _labelled(_features(known), known[known["order_date"] > cutoff], least)


def premium_label_of_every_row(orders, refunds, cutoff, least):
    table = _features(valid_orders(orders, refunds, cutoff))
    rows = orders[(orders["order_date"] > cutoff) & (orders["order_date"] <= cutoff + YEAR)]
    return _labelled(table, rows, least)


def premium_label_of_everything(orders, refunds, cutoff, least):
    table = _features(valid_orders(orders, refunds, cutoff))
    return _labelled(table, valid_orders(orders, refunds, cutoff + YEAR), least)


def premium_label_from_the_day_itself(orders, refunds, cutoff, least):
    table = _features(valid_orders(orders, refunds, cutoff))
    return _labelled(table, _later(orders, refunds, cutoff - DAY, cutoff + YEAR), least)


def premium_label_without_end(orders, refunds, cutoff, least):
    table = _features(valid_orders(orders, refunds, cutoff))
    end = max(orders["order_date"].max(), cutoff + YEAR)
    return _labelled(table, _later(orders, refunds, cutoff, end), least)


def premium_label_a_day_short(orders, refunds, cutoff, least):
    table = _features(valid_orders(orders, refunds, cutoff))
    return _labelled(table, _later(orders, refunds, cutoff, cutoff + YEAR - DAY), least)


def premium_label_gross(orders, refunds, cutoff, least):
    table = _features(valid_orders(orders, refunds, cutoff))
    return _labelled(table, _later(orders, refunds.iloc[:0], cutoff), least)


def premium_label_with_all_refunds(orders, refunds, cutoff, least):
    table = _features(valid_orders(orders, refunds, cutoff))
    known_at_once = refunds.assign(refund_date=refunds["refund_date"].clip(upper=cutoff))
    return _labelled(table, _later(orders, known_at_once, cutoff), least)


def premium_label_strict(orders, refunds, cutoff, least):
    table = _features(valid_orders(orders, refunds, cutoff))
    return _labelled(table, _later(orders, refunds, cutoff), least + 0.001)


def premium_label_by_largest(orders, refunds, cutoff, least):
    table = _features(valid_orders(orders, refunds, cutoff))
    largest = _later(orders, refunds, cutoff).groupby("customer_id")["amount"].max().reindex(table.index, fill_value=0)
    return table.assign(premium=(largest >= least).astype("int64"))


def premium_label_came_back(orders, refunds, cutoff, least):
    table = _features(valid_orders(orders, refunds, cutoff))
    return table.assign(premium=table.index.isin(_later(orders, refunds, cutoff)["customer_id"]).astype("int64"))


def premium_buyers_alone(orders, refunds, cutoff, least):
    later = _later(orders, refunds, cutoff)
    table = _features(valid_orders(orders, refunds, cutoff))
    return _labelled(table[table.index.isin(later["customer_id"])], later, least)


def premium_newcomers_kept(orders, refunds, cutoff, least):
    later = _later(orders, refunds, cutoff)
    table = _features(valid_orders(orders, refunds, cutoff))
    everybody = table.index.union(pd.Index(later["customer_id"].unique()))
    return _labelled(table.reindex(everybody, fill_value=0), later, least)


def premium_turned_label(orders, refunds, cutoff, least):
    table = _labelled(_features(valid_orders(orders, refunds, cutoff)), _later(orders, refunds, cutoff), least)
    return table.assign(premium=1 - table["premium"])


def premium_amount_for_label(orders, refunds, cutoff, least):
    table = _features(valid_orders(orders, refunds, cutoff))
    spent = _later(orders, refunds, cutoff).groupby("customer_id")["amount"].sum()
    return table.assign(premium=spent.reindex(table.index, fill_value=0))


MISTAKES = (
    Mistake(
        key="features-of-everything",
        wrong=premium_features_of_everything,
        message=Text(
            "Your features count the year after the cut-off too: the answer has leaked into the question. You even "
            "have customers nobody knew that evening. Up to which day may step 1 look?",
            "你的特徵把截止日之後那一年也算進去了，答案洩漏到題目裡，連當天晚上還不認識的顧客都出現了。"
            "步驟 1 最多能看到哪一天？",
        ),
    ),
    Mistake(
        key="features-leak",
        wrong=premium_features_of_known_customers_leak,
        message=Text(
            "The right customers, but their features count the year after the cut-off too: the answer has leaked into "
            "the question. Up to which day may step 1 look?",
            "顧客是對的，可是他們的特徵把截止日之後那一年也算進去了，答案洩漏到題目裡。步驟 1 最多能看到哪一天？",
        ),
    ),
    Mistake(
        key="later-refunds-known",
        wrong=premium_features_with_later_refunds,
        message=Text(
            "Your features take off refunds made after the cut-off. Who could have known of them that evening? Which "
            "day does `valid_orders` have to be given?",
            "你的特徵扣掉了截止日之後的退款，可是當天晚上有誰知道？該給 `valid_orders` 哪一天？",
        ),
    ),
    Mistake(
        key="day-itself-left-out",
        wrong=premium_features_before_the_day,
        message=Text(
            "Your features leave out the orders of the cut-off day itself. To which side does the definition put that "
            "day?",
            "你的特徵漏掉截止日當天的訂單。定義把那一天算在哪一邊？",
        ),
    ),
    Mistake(
        key="features-gross",
        wrong=premium_features_gross,
        message=Text(
            "Your features take no refund off. Look at an order that was sent back before the cut-off.",
            "你的特徵沒有扣掉任何退款。看看截止日之前就退掉的訂單。",
        ),
    ),
    Mistake(
        key="turned",
        wrong=premium_turned,
        message=Text(
            "Question and answer have changed places: your features come from after the cut-off, your label from "
            "before it. What do you know, and what do you want to foresee?",
            "題目和答案對調了：你的特徵來自截止日之後，標籤來自之前。哪一邊是已知的，哪一邊是想預測的？",
        ),
    ),
    Mistake(
        key="label-of-the-past",
        wrong=premium_label_of_the_past,
        message=Text(
            "Your label says who had spent enough by the cut-off. That is known already; what is to be foreseen?",
            "你的標籤是「截止日以前花得夠多的人」，這已經知道了。要預測的是什麼？",
        ),
    ),
    Mistake(
        key="label-known-at-once",
        wrong=premium_label_known_at_once,
        message=Text(
            "Nobody is premium in your table: you looked for later orders among those known at the cut-off, and there "
            "are none. As of which evening does step 2 look at the ledger?",
            "你的表裡一位精品都沒有：在截止日已經知道的訂單裡，當然找不到之後的訂單。步驟 2 要站在哪一天晚上看帳本？",
        ),
    ),
    Mistake(
        key="label-of-every-row",
        wrong=premium_label_of_every_row,
        message=Text(
            "Your label adds up the rows of `orders` as they stand, cancelled and sent back ones too. Which function "
            "keeps only the orders that count?",
            "你的標籤直接加總 `orders` 的每一列，連取消的、退掉的也算了。哪個函式會只留下算數的訂單？",
        ),
    ),
    Mistake(
        key="label-of-everything",
        wrong=premium_label_of_everything,
        message=Text(
            "Your label adds the spend before the cut-off to that after it, so the feature `monetary` is a part of the "
            "answer. Which orders belong to the label?",
            "你的標籤把截止日之前和之後的金額加在一起，特徵 `monetary` 就成了答案的一部分。標籤只該看哪些訂單？",
        ),
    ),
    Mistake(
        key="label-from-the-day-itself",
        wrong=premium_label_from_the_day_itself,
        message=Text(
            "Your label counts orders of the cut-off day, which are among the features already. To which side does the "
            "definition put that day?",
            "你的標籤算進了截止日當天的訂單，但它們已經在特徵裡了。定義把那一天算在哪一邊？",
        ),
    ),
    Mistake(
        key="label-without-end",
        wrong=premium_label_without_end,
        message=Text(
            "Your label goes on to the end of the file. Everybody gets the same time to show what they are worth: how "
            "long is it?",
            "你的標籤一路算到檔案最後。每個人能表現的時間要一樣長：定義給多久？",
        ),
    ),
    Mistake(
        key="label-a-day-short",
        wrong=premium_label_a_day_short,
        message=Text(
            "Your label stops a day early. Does the day `end` belong to the time after the cut-off?",
            "你的標籤少算一天。`end` 那一天，算不算在截止日之後的期間裡？",
        ),
    ),
    Mistake(
        key="label-gross",
        wrong=premium_label_gross,
        message=Text(
            "Your label counts what was ordered, not what was kept. Look at an order of the year after of which a part "
            "was sent back.",
            "你的標籤算的是下單金額，不是留下來的金額。看看之後那一年裡，退掉一部分的訂單。",
        ),
    ),
    Mistake(
        key="label-with-all-refunds",
        wrong=premium_label_with_all_refunds,
        message=Text(
            "Your label takes off refunds made after its last day. Which day does `valid_orders` have to be given "
            "there?",
            "你的標籤扣掉了期間結束以後的退款。這裡該給 `valid_orders` 哪一天？",
        ),
    ),
    Mistake(
        key="label-strict",
        wrong=premium_label_strict,
        message=Text(
            "You asked for more than `least` (`>`). Look at a customer who spent exactly that.",
            "你要的是超過 `least`（`>`）。看看剛好花這麼多的顧客。",
        ),
    ),
    Mistake(
        key="label-by-largest",
        wrong=premium_label_by_largest,
        message=Text(
            "You compared the largest single order with `least`. Look at a customer who came several times.",
            "你拿最大的一筆訂單去比 `least`。看看來了好幾次的顧客。",
        ),
    ),
    Mistake(
        key="label-came-back",
        wrong=premium_label_came_back,
        message=Text(
            "Your label says who bought again at all. What is `least` for?",
            "你的標籤只是「有沒有再來買」。`least` 是做什麼用的？",
        ),
    ),
    Mistake(
        key="buyers-alone",
        wrong=premium_buyers_alone,
        message=Text(
            "Customers who bought nothing after the cut-off have no row. They are answers too: which one?",
            "截止日之後沒有再買的人不見了。他們也有答案：是哪一個？",
        ),
    ),
    Mistake(
        key="newcomers-kept",
        wrong=premium_newcomers_kept,
        message=Text(
            "You gave a row to customers whose first order lies after the cut-off. Who could have judged them that "
            "evening?",
            "第一筆訂單在截止日之後的顧客，你也給了一列。當天晚上，誰能評估他們？",
        ),
    ),
    Mistake(
        key="label-turned",
        wrong=premium_turned_label,
        message=Text(
            "Your 1 and 0 have changed places. Look at a customer who never came again.",
            "你的 1 和 0 對調了。看看之後沒有再來的顧客。",
        ),
    ),
    Mistake(
        key="amount-for-label",
        wrong=premium_amount_for_label,
        message=Text(
            "Your column `premium` holds amounts of money. One comparison is missing.",
            "你的 `premium` 欄是金額，還差一個比較。",
        ),
    ),
)


# Cases


def arguments(
    orders: Iterable[Order], refunds: Iterable[Refund], cutoff: pd.Timestamp | str, least: float
) -> Arguments:
    """The input from short lists."""
    drawn = ledger(orders, refunds)
    return {
        "orders": drawn["orders"],
        "refunds": drawn["refunds"],
        "cutoff": pd.Timestamp(cutoff),
        "least": least,
    }


SMALL_CUTOFF, SMALL_LEAST = pd.Timestamp("2025-06-01"), 850
SMALL = arguments(SMALL_ORDERS, SMALL_REFUNDS, SMALL_CUTOFF, SMALL_LEAST)
"""The ledger of the page, judged in the middle of the year: an order on the cut-off, and a spend of exactly `least`."""


def draw_small(rng: np.random.Generator) -> Arguments:
    """The printed ledger with other days and amounts, the cut-off on the day of its fourth order."""
    drawn = draw_small_ledger(rng)
    cutoff = drawn["orders"]["order_date"].iloc[3]
    later = _later(drawn["orders"], drawn["refunds"], cutoff).groupby("customer_id")["amount"].sum()
    return {
        "orders": drawn["orders"],
        "refunds": drawn["refunds"],
        "cutoff": cutoff,
        "least": int(later["C00004"]),
    }


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """An ordinary ledger and a cut-off more than a year before its end, with histories around every limit added."""
    drawn = draw_ordinary_ledger(rng, customers=150)
    cutoff = drawn["snapshot"] - pd.Timedelta(days=int(rng.integers(365, 420)))
    later = _later(drawn["orders"], drawn["refunds"], cutoff).groupby("customer_id")["amount"].sum()
    least = int(later.quantile(0.55))
    orders, refunds = _around_the_limits(cutoff, least)
    extra = ledger(orders, refunds)
    renamed = {order: f"O9{order[2:]}" for order in extra["orders"]["order_id"]}
    for name, table in (("orders", extra["orders"]), ("refunds", extra["refunds"])):
        added = table.assign(order_id=table["order_id"].map(renamed))
        drawn[name] = pd.concat([drawn[name], added], ignore_index=True)
    mixed = rng.permutation(len(drawn["orders"]))
    return {
        "orders": drawn["orders"].iloc[mixed].reset_index(drop=True),
        "refunds": drawn["refunds"],
        "cutoff": cutoff,
        "least": least,
    }


def _around_the_limits(cutoff: pd.Timestamp, least: int) -> tuple[list[Order], list[Refund]]:
    """Customers whose label or features hang on one rule alone."""
    on, long_before, before = (str((cutoff - pd.Timedelta(days=back)).date()) for back in (0, 90, 8))
    after, month, end, past_end = (str((cutoff + pd.Timedelta(days=days)).date()) for days in (1, 31, 365, 366))
    orders: list[Order] = [
        ("C90001", long_before, "completed", 300),
        ("C90001", on, "completed", least),
        ("C90002", long_before, "completed", 450),
        ("C90002", after, "completed", least),
        ("C90003", long_before, "completed", 700),
        ("C90003", month, "completed", least + 500),
        ("C90004", long_before, "completed", 520),
        ("C90004", end, "completed", least),
        ("C90005", long_before, "completed", 610),
        ("C90005", past_end, "completed", least),
        ("C90006", before, "completed", least + 100),
        ("C90007", month, "completed", least),
        ("C90008", long_before, "completed", 380),
        ("C90008", after, "completed", least - least // 2),
        ("C90008", month, "completed", least // 2),
        ("C90009", long_before, "completed", 480),
        ("C90009", month, "completed", least),
        ("C90010", long_before, "completed", 560),
        ("C90010", month, "cancelled", least),
    ]
    refunds: list[Refund] = [
        (5, str((cutoff + pd.Timedelta(days=45)).date()), 800),
        (16, past_end, least),
        (10, after, 100),
        (2, before, 150),
    ]
    return orders, refunds


def draw_days(rng: np.random.Generator) -> Arguments:
    """Orders on the cut-off, the day after it, the last day of the year after, and the day after that."""
    cutoff = pd.Timestamp("2024-09-30") - pd.Timedelta(days=int(rng.integers(0, 200)))
    least = int(rng.integers(10, 60)) * 100
    orders, _ = _around_the_limits(cutoff, least)
    return arguments(orders, [], cutoff, least)


def draw_refunds(rng: np.random.Generator) -> Arguments:
    """Orders sent back before the cut-off, between cut-off and end, and after the end."""
    cutoff = pd.Timestamp("2024-09-30") - pd.Timedelta(days=int(rng.integers(0, 200)))
    least = int(rng.integers(10, 60)) * 100
    orders, refunds = _around_the_limits(cutoff, least)
    return arguments(orders, [*refunds, (8, str((cutoff - pd.Timedelta(days=3)).date()), 610)], cutoff, least)


def draw_nobody_back(rng: np.random.Generator) -> Arguments:
    """A shop to which nobody comes back after the cut-off: only a newcomer buys."""
    amounts = [int(amount) * 50 for amount in rng.integers(4, 40, size=4)]
    orders: list[Order] = [
        ("C00001", "2024-03-04", "completed", amounts[0]),
        ("C00001", "2024-05-19", "completed", amounts[1]),
        ("C00002", "2024-06-30", "completed", amounts[2]),
        ("C00003", "2024-10-08", "completed", amounts[3] + 3_000),
    ]
    return arguments(orders, [], "2024-06-30", 3_000)


def draw_nobody_known(rng: np.random.Generator) -> Arguments:
    """A cut-off before the first valid order: nobody was known yet."""
    amount = int(rng.integers(4, 40)) * 50
    orders: list[Order] = [
        ("C00001", "2024-03-04", "cancelled", amount),
        ("C00002", "2024-08-19", "completed", amount),
        ("C00003", "2024-09-01", "completed", amount),
    ]
    return arguments(orders, [], "2024-06-30", amount)


CASES = (
    Case(
        key="small",
        name=Text("the small ledger on the page", "頁面上的小帳本"),
        share=0.2,
        draw=draw_small,
        printed=SMALL,
    ),
    Case(
        key="ordinary",
        name=Text("an ordinary ledger of 150 customers", "150 位顧客的一般帳本"),
        share=0.4,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(
        key="days",
        name=Text("orders on the first and the last day", "落在期間頭一天和最後一天的訂單"),
        share=0.15,
        draw=draw_days,
    ),
    Case(
        key="refunds",
        name=Text("orders sent back before and after the cut-off", "截止日前後退掉的訂單"),
        share=0.1,
        draw=draw_refunds,
    ),
    Case(
        key="nobody-back",
        name=Text("a shop to which nobody comes back", "沒有人再回來買的店"),
        share=0.1,
        draw=draw_nobody_back,
    ),
    Case(
        key="nobody-known",
        name=Text("a cut-off before the first order", "截止日早於第一筆訂單"),
        share=0.05,
        draw=draw_nobody_known,
    ),
)

PREMIUM = FunctionTask(
    id="a07.premium",
    title=Text("Question and answer for a classifier", "分類模型的題目和答案"),
    points=2,
    minutes=7,
    lesson="7.5",
    prompt=Text(
        en="""
Write `premium_table(orders, refunds, cutoff, least)`: the table a classifier learns from. `orders` and `refunds` are
as above and go on after the day `cutoff`; `least` is an amount of money.

**Definition.** One row for each customer with a valid order **up to and including the cut-off**:

- **[Features](term:feature)**, as known on the evening of the cut-off: `frequency`, the number of valid orders, and
  `monetary`, their net sum. What happened later, refunds included, was not known.
- **[Label](term:label)** `premium`: 1 if the customer's valid orders dated **after the cut-off and up to and including
  `end`** come to at least `least` net, else 0. `end` is 365 days after the cut-off, and the label is judged on that
  day: refunds up to and including `end` are off, later ones are not. Who bought nothing then has 0.

**Comes back:** a table with `customer_id` as the index or as a column, and the three columns; money in NT$, not
rounded.

The lines that are there need two tables of yours, `known` in step 1 and `later` in step 2. Both begin with
`valid_orders`; each time the day has to be the right one. For `later` you need the orders **as of `end`**, and of
these the rows after the cut-off. (`spent` is one sum per customer, 0 for those without orders; `(…).astype(int)` turns
True and False into 1 and 0.)
""",
        zh_hant="""
請寫出 `premium_table(orders, refunds, cutoff, least)`，做出給分類模型學習用的表。`orders` 和 `refunds` 跟前面一樣，\
而且資料延續到截止日 `cutoff` 之後；`least` 是一個金額。

**定義：** **到截止日當天為止**有過有效訂單的顧客，一位一列：

- **[特徵](term:feature)**，以截止日當天晚上知道的為準：`frequency` 是有效訂單筆數，`monetary` 是它們的淨額總和。\
之後才發生的事，\
包括退款，當時都還不知道。
- **[標籤](term:label)** `premium`：日期在**截止日之後、到 `end` 當天為止**的有效訂單，淨額合計達到 `least`（含）\
的是 1，否則是 0。\
`end` 是截止日之後 365 天，標籤就站在這一天看：到 `end` 當天為止的退款要扣，更晚的不扣。這段期間沒有買的人是 0。

**傳回：** 一張表，`customer_id` 放在索引或欄位都可以，加上這三欄；金額是新臺幣元，不要四捨五入。

已經寫好的幾行，要用到你做的兩張表：步驟 1 的 `known` 和步驟 2 的 `later`。兩張都從 `valid_orders` 開始，\
重點是每次都要給對日期。`later` 要先取**站在 `end` 那一天**的有效訂單，再從中留下截止日之後的列。（`spent` 是每位顧客一\
個總和，沒有訂單的補 0；`(…).astype(int)` 把 True 和 False 換成 1 和 0。）
""",
    ),
    answer=premium_table,
    returns=Table(
        columns=(
            Column(name="frequency", unit="orders"),
            Column(name="monetary", unit="money"),
            Column(name="premium", unit="flag"),
        )
    ),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(premium_by_loop, premium_in_duckdb, premium_by_merging),
    measure=measured,
    hints=(
        Text(
            "`valid_orders(orders, refunds, day)` shows the ledger as somebody saw it on the evening of `day`. On "
            "which evening do you stand for the features, and on which for the label?",
            "`valid_orders(orders, refunds, 日期)` 就是那一天晚上看到的帳本。算特徵時，你站在哪一天晚上？"
            "算標籤時又站在哪一天？",
        ),
        Text(
            "Step 1: `known = valid_orders(orders, refunds, …)` with the evening that the features are about. Step 2 "
            "begins in the same way with the other day, and then keeps the rows whose `order_date` is later than the "
            "cut-off.",
            "步驟 1：`known = valid_orders(orders, refunds, …)`，刪節號換成特徵所根據的那個晚上。步驟 2 開頭一樣，"
            "換成另一天，再留下 `order_date` 晚於截止日的列。",
        ),
        Text(
            "Step 2 in full has two lines: `later = valid_orders(orders, refunds, end)`, and below it `later = "
            'later[later["order_date"] > …]`. What was already bought on the day in place of the dots belongs to the '
            "features.",
            "步驟 2 完整是兩行：`later = valid_orders(orders, refunds, end)`，下一行是 `later = "
            'later[later["order_date"] > …]`。刪節號那一天當天買的，已經算在特徵裡了。',
        ),
    ),
)
