"""The last touch of each order: which touches count, which was last, and what if there was none."""

from __future__ import annotations

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from solutions.media.given import pairs
from solutions.media.tables import DATE, MEDIA, TEXT, ids, shuffled, some_orders, table
from tutor.shape import Column
from tutor.task import Arguments, Case, FunctionTask, Mistake


def last_touch(touches, orders, days):
    # 1 each order beside every touch of its customer  # lang-en
    # 1 每筆訂單旁邊，放上這位顧客的每一次接觸  # lang-zh-Hant
    both = pairs(touches, orders)

    # 2 keep in both the touches from the order's day back to `days` days before  # lang-en
    # 2 both 裡只留訂單當天到往前 days 天的接觸  # lang-zh-Hant
    ### BEGIN SOLUTION
    both = both[(both["days_before"] >= 0) & (both["days_before"] <= days)]
    ### END SOLUTION

    # 3 last: the last channel of each order, by day, then by touch_id  # lang-en
    # 3 last：每筆訂單最後的管道，先看日期，再看 touch_id  # lang-zh-Hant
    ### BEGIN SOLUTION
    both = both.sort_values(["touched_on", "touch_id"])
    last = both.groupby("order_id")["channel"].last()
    ### END SOLUTION

    # 4 every order has a row; without a touch it says "direct"  # lang-en
    # 4 每筆訂單都有一列；沒有接觸的寫 "direct"  # lang-zh-Hant
    ### BEGIN SOLUTION
    return last.reindex(orders["order_id"]).fillna("direct")
    ### END SOLUTION


# The last touch, in other right ways


def last_by_loop(touches, orders, days):
    found = {}
    for order in orders.itertuples():
        best = None
        for touch in touches.itertuples():
            before = (order.order_date - touch.touched_on).days
            if touch.customer_id == order.customer_id and 0 <= before <= days:
                best = max(best or (), (touch.touched_on, touch.touch_id, touch.channel))
        found[order.order_id] = best[2] if best else "direct"
    return found


def last_in_duckdb(touches, orders, days):
    import duckdb

    shop = duckdb.connect()
    shop.register("touches", touches)
    shop.register("orders", orders)
    return shop.execute(
        """
        select o.order_id, coalesce(arg_max(t.channel, (t.touched_on, t.touch_id)), 'direct') as channel
        from orders o left join touches t
          on t.customer_id = o.customer_id and date_diff('day', t.touched_on, o.order_date) between 0 and $days
        group by o.order_id
        """,
        {"days": int(days)},
    ).df()


def last_by_newest_first(touches, orders, days):
    both = orders.merge(touches, on="customer_id", how="left")
    age = both["order_date"] - both["touched_on"]
    counts = (age >= pd.Timedelta(0)) & (age <= pd.Timedelta(days=days))
    both["channel"] = both["channel"].where(counts, "direct")
    both["touched_on"] = both["touched_on"].where(counts)
    newest = both.sort_values(["touched_on", "touch_id"], ascending=False, na_position="last")
    return newest.drop_duplicates("order_id")[["order_id", "channel"]]


def last_measured(touches, orders, days):
    paths = customer_value.touch_paths(touches, orders.assign(amount=0), days=days)
    return paths.sort_values("step").drop_duplicates("order_id", keep="last")[["order_id", "channel"]]


# What people compute instead


def _ended(both: pd.DataFrame, orders: pd.DataFrame, *, by=("touched_on", "touch_id"), keep="last") -> pd.Series:
    both = both.sort_values(list(by), kind="stable") if by else both
    found = both.drop_duplicates("order_id", keep=keep).set_index("order_id")["channel"]
    return found.reindex(orders["order_id"]).fillna("direct")


def _last(keep_pairs, **ended):
    """A wrong way as a function of the task's inputs: other pairs kept, or another one of them taken."""

    def wrong(touches, orders, days):
        both = pairs(touches, orders)
        return _ended(both[keep_pairs(both["days_before"], days)], orders, **ended)

    return wrong


def _inside(before, days):
    return (before >= 0) & (before <= days)


def last_by_day_alone(touches, orders, days):
    """As one writes it: `sort_values` of one column keeps no order among equals, unless it is asked for it."""
    both = pairs(touches, orders)
    both = both[_inside(both["days_before"], days)].sort_values("touched_on")
    return _ended(both, orders, by=None)


def last_by_days_before(touches, orders, days):
    """The fewest days first: then the last row is the oldest touch."""
    both = pairs(touches, orders)
    return _ended(both[_inside(both["days_before"], days)], orders, by=("days_before", "touch_id"))


def last_lowest_id(touches, orders, days):
    both = pairs(touches, orders)
    both = both[_inside(both["days_before"], days)].sort_values("touch_id", ascending=False)
    return _ended(both, orders, by=["touched_on"])


def last_dropped(touches, orders, days):
    found = last_touch(touches, orders, days)
    return found[found != "direct"]


def last_empty(touches, orders, days):
    found = last_touch(touches, orders, days)
    return found.where(found != "direct")


def last_of_customer(touches, orders, days):
    newest = touches.sort_values(["touched_on", "touch_id"]).drop_duplicates("customer_id", keep="last")
    channel = newest.set_index("customer_id")["channel"].reindex(orders["customer_id"]).fillna("direct")
    return channel.set_axis(orders["order_id"])


def last_thirty(touches, orders, days):
    return last_touch(touches, orders, 30)


def last_by_alphabet(touches, orders, days):
    both = pairs(touches, orders)
    both = both[_inside(both["days_before"], days)]
    return both.groupby("order_id")["channel"].max().reindex(orders["order_id"]).fillna("direct")


def last_most_often(touches, orders, days):
    both = pairs(touches, orders)
    both = both[_inside(both["days_before"], days)]
    counts = both.groupby(["order_id", "channel"], as_index=False).size()
    counts = counts.sort_values(["size", "channel"], ascending=[False, True])
    return _ended(counts, orders, by=None, keep="first")


LAST_MISTAKES = (
    Mistake(
        key="first",
        wrong=_last(_inside, keep="first"),
        message=Text(
            "That is the first touch of each order, not the last: who found the customer, not who closed the sale. "
            "Which end of the sorted rows did you take?",
            "這是每筆訂單的首次接觸，不是末次：說的是誰找到顧客，不是誰促成交易。排序之後，你取的是哪一頭？",
        ),
    ),
    Mistake(
        key="by-days-before",
        wrong=last_by_days_before,
        message=Text(
            "You sorted by `days_before`, and it grows the further back a touch lies. Which touch stands in the last "
            "row then, the newest or the oldest?",
            "你照 `days_before` 排序，接觸越早，這個數字越大。這樣排在最後一列的，是最近的還是最早的接觸？",
        ),
    ),
    Mistake(
        key="no-window",
        wrong=_last(lambda before, days: before >= 0),
        message=Text(
            "You let touches count however old they are. Look at an order whose only touch was half a year ago.",
            "多久以前的接觸都算進去了。看看唯一的接觸在半年前的訂單。",
        ),
    ),
    Mistake(
        key="after-the-order",
        wrong=_last(lambda before, days: before <= days),
        message=Text(
            "Touches after the order get the credit. What is `days_before` for a touch that came later?",
            "訂單之後的接觸也拿到功勞了。比訂單晚的接觸，`days_before` 會是什麼樣的數字？",
        ),
    ),
    Mistake(
        key="either-side",
        wrong=_last(lambda before, days: before.abs() <= days),
        message=Text(
            "You counted the days in both directions, so touches after the order are in it. What does the sign of "
            "`days_before` say?",
            "你把前後兩個方向的天數都算進去了，所以訂單之後的接觸也在裡面。`days_before` 的正負代表什麼？",
        ),
    ),
    Mistake(
        key="always-thirty",
        wrong=last_thirty,
        message=Text(
            "Your look-back is 30 days whatever is asked for. Which input says how many days it has?",
            "不管傳進來什麼，你的回溯期都是 30 天。天數是由哪個參數決定的？",
        ),
    ),
    Mistake(
        key="last-day-left-out",
        wrong=_last(lambda before, days: (before >= 0) & (before < days)),
        message=Text(
            "A touch exactly as many days old as the look-back does not count in yours. Look at your second "
            "comparison.",
            "天數剛好等於回溯期的接觸，你沒有算。看看第二個比較。",
        ),
    ),
    Mistake(
        key="same-day-left-out",
        wrong=_last(lambda before, days: (before > 0) & (before <= days)),
        message=Text(
            "A touch on the day of the order does not count in yours. How many days before the order is it?",
            "訂單當天的接觸，你沒有算。它的 `days_before` 是多少？",
        ),
    ),
    Mistake(
        key="as-in-the-file",
        wrong=_last(_inside, by=None),
        message=Text(
            "You took the last row as the tables happen to stand. They are in no order of time: sort first.",
            "你取的是表裡剛好排在最後的一列。這些表沒有照時間排，要先排序。",
        ),
    ),
    Mistake(
        key="tie-left-open",
        wrong=_last(_inside, by=["touched_on"]),
        message=Text(
            "You sorted by day only. Where two touches fall on one day, chance decides which comes last: what does the "
            "definition say about such a tie?",
            "你只照日期排序。同一天有兩次接觸時，誰最後就看運氣了：遇到同一天，定義怎麼說？",
        ),
    ),
    Mistake(
        key="tie-by-chance",
        wrong=last_by_day_alone,
        message=Text(
            "You sorted by one column only, the day. Where two touches fall on the same day, nothing says which of "
            "them comes last: by which second column does the definition go?",
            "你只照一個欄位（日期）排序。同一天有兩次接觸時，誰排在最後就沒有依據了：定義接著看的是哪一欄？",
        ),
    ),
    Mistake(
        key="tie-the-other-way",
        wrong=last_lowest_id,
        message=Text(
            "Of two touches on one day you took the earlier one. The ids follow the time: which of the two came last?",
            "同一天的兩次接觸，你取了比較早的。編號照時間先後給：哪一次才是最後？",
        ),
    ),
    Mistake(
        key="dropped",
        wrong=last_dropped,
        message=Text(
            "Orders without a touch have no row in yours, so their money would be missing from every total. How does "
            "each order get a row?",
            "沒有接觸的訂單，你的結果裡沒有列，加總時錢就少了。怎麼讓每筆訂單都有一列？",
        ),
    ),
    Mistake(
        key="left-empty",
        wrong=last_empty,
        message=Text(
            "Orders without a touch are empty in yours. They need a name, so that a table by channel can show them.",
            "沒有接觸的訂單，你留成空值。要給它一個名稱，依管道整理時才看得到。",
        ),
    ),
    Mistake(
        key="of-the-customer",
        wrong=last_of_customer,
        message=Text(
            "You took each customer's latest touch, whenever it was, and gave it to all their orders. Each order has a "
            "look-back of its own.",
            "你取每位顧客最近的一次接觸，不管是什麼時候，就套用到他所有的訂單。每筆訂單有自己的回溯期。",
        ),
    ),
    Mistake(
        key="by-alphabet",
        wrong=last_by_alphabet,
        message=Text(
            "You took the channel that is last in the alphabet: `.max()` of a text compares letters. After sorting by "
            "time, which word takes the last row?",
            "你取的是字母排最後的管道：文字的 `.max()` 比的是字母順序。照時間排好之後，哪個字會取最後一列？",
        ),
    ),
    Mistake(
        key="most-often",
        wrong=last_most_often,
        message=Text(
            "You took the channel that touched most often. The last touch asks about time.",
            "你取的是接觸次數最多的管道。末次接觸看的是時間。",
        ),
    ),
)

# The tables they are tried on

TOUCH_COLUMNS = {"touch_id": TEXT, "customer_id": TEXT, "channel": TEXT, "touched_on": DATE}
ORDER_COLUMNS = {"order_id": TEXT, "customer_id": TEXT, "order_date": DATE}


def last_inputs(touches, orders, days=30) -> Arguments:
    """The inputs from rows of customer, channel, day and of customer, day; ids of touches follow the time."""
    touches = sorted(touches, key=lambda row: str(row[2]))
    touch_rows = ((one, *row) for one, row in zip(ids("T", len(touches), 6), touches, strict=True))
    orders = list(orders)
    order_rows = ((one, *row) for one, row in zip(ids("O", len(orders), 6), orders, strict=True))
    return {
        "touches": table(TOUCH_COLUMNS, touch_rows),
        "orders": table(ORDER_COLUMNS, order_rows),
        "days": days,
    }


FB, YT, ADS, LINE, BLOG = MEDIA

SMALL_LAST = {
    "touches": table(
        TOUCH_COLUMNS,
        [
            ("T000004", "C00001", LINE, "2025-06-28"),
            ("T000001", "C00001", FB, "2025-05-01"),
            ("T000002", "C00001", YT, "2025-06-10"),
            ("T000006", "C00003", ADS, "2025-07-03"),
            ("T000005", "C00003", YT, "2025-07-03"),
            ("T000003", "C00004", BLOG, "2025-06-13"),
            ("T000007", "C00004", FB, "2025-07-20"),
        ],
    ),
    "orders": table(
        ORDER_COLUMNS,
        [
            ("O000001", "C00001", "2025-06-30"),
            ("O000002", "C00002", "2025-07-02"),
            ("O000003", "C00003", "2025-07-03"),
            ("O000004", "C00004", "2025-07-13"),
            ("O000005", "C00001", "2025-09-15"),
        ],
    ),
    "days": 30,
}
"""The touches and orders that the page prints: a touch too old, one exactly on the border, one after the order, two on
the day of the order, a customer without a touch, and one with a second order long after."""


def draw_small_last(rng: np.random.Generator) -> Arguments:
    """The printed tables with other channels, moved in time."""
    later = pd.Timedelta(days=int(rng.integers(0, 120)))
    touches, orders = SMALL_LAST["touches"].copy(), SMALL_LAST["orders"].copy()
    touches["touched_on"] += later
    orders["order_date"] += later
    touches["channel"] = pd.Series(rng.permutation([*MEDIA, FB, YT]), dtype=TEXT)
    return {"touches": touches, "orders": orders, "days": 30}


def draw_ordinary_last(rng: np.random.Generator) -> Arguments:
    """An ordinary shop's orders, and touches before, on, and after the days of some: old ones and ties among them."""
    orders = some_orders(rng)[list(ORDER_COLUMNS)]
    days = int(rng.choice([10, 14, 21]))
    rows = []
    for order in orders.itertuples():
        if rng.random() < 0.6:
            ages = rng.choice([-80, -6, 0, 1, 3, 8, days - 1, days, days + 1, 28, 90], int(rng.integers(1, 5)))
            rows += [
                (order.customer_id, str(rng.choice(MEDIA)), order.order_date - pd.Timedelta(days=int(age)))
                for age in ages
            ]
    made = last_inputs(rows, [], days)
    return {"touches": shuffled(made["touches"], rng), "orders": orders.reset_index(drop=True), "days": days}


def draw_borders(rng: np.random.Generator) -> Arguments:
    """Touches around the first and the last day that count."""
    days = int(rng.choice([7, 14, 30]))
    day = pd.Timestamp("2025-08-31") + pd.Timedelta(days=int(rng.integers(0, 60)))
    ages = [days - 1, days, days + 1, 1, 0, -1]
    people = ids("C", len(ages))
    channels = rng.choice(MEDIA, len(ages))
    touches = [
        (one, str(channel), day - pd.Timedelta(days=age))
        for one, channel, age in zip(people, channels, ages, strict=True)
    ]
    return last_inputs(touches, [(one, day) for one in people], days)


def draw_ties(rng: np.random.Generator) -> Arguments:
    """Several touches on one day, in no order."""
    day = pd.Timestamp("2025-03-10")
    people = ids("C", 4)
    touches = [(one, str(channel), day) for one in people for channel in rng.permutation(MEDIA)[:3]]
    made = last_inputs(touches, [(one, day + pd.Timedelta(days=place)) for place, one in enumerate(people)], 10)
    backwards = made["touches"].iloc[::-1].reset_index(drop=True)
    return {**made, "touches": backwards}


def draw_second_order(rng: np.random.Generator) -> Arguments:
    """Customers with two orders: each has a look-back of its own, and one touch may lie in both."""
    day = pd.Timestamp("2025-02-01")
    step = pd.Timedelta(days=int(rng.integers(35, 60)))
    first, second, third = (str(one) for one in rng.permutation(MEDIA)[:3])
    touches = [("C00001", first, day), ("C00001", second, day + step), ("C00002", third, day)]
    orders = [
        ("C00001", day + pd.Timedelta(days=2)),
        ("C00001", day + step + pd.Timedelta(days=1)),
        ("C00002", day + pd.Timedelta(days=4)),
        ("C00002", day + pd.Timedelta(days=9)),
        ("C00002", day + 2 * step),
    ]
    return last_inputs(touches, orders, 30)


def draw_no_touch(rng: np.random.Generator) -> Arguments:
    """Orders, and not a single touch."""
    return last_inputs([], [(one, pd.Timestamp("2025-04-01")) for one in ids("C", int(rng.integers(2, 5)))])


LAST_CASES = (
    Case(
        key="small",
        name=Text("the five orders on the page", "頁面上的五筆訂單"),
        share=0.2,
        draw=draw_small_last,
        printed=SMALL_LAST,
    ),
    Case(
        key="ordinary",
        name=Text("the orders of an ordinary shop", "一般商店的訂單"),
        share=0.3,
        draw=draw_ordinary_last,
        ordinary=True,
    ),
    Case(
        key="borders",
        name=Text("touches on the borders of the look-back", "剛好落在回溯期邊界的接觸"),
        share=0.15,
        draw=draw_borders,
    ),
    Case(key="ties", name=Text("several touches on one day", "同一天有好幾次接觸"), share=0.15, draw=draw_ties),
    Case(
        key="second",
        name=Text("customers with several orders", "有好幾筆訂單的顧客"),
        share=0.1,
        draw=draw_second_order,
    ),
    Case(key="no-touch", name=Text("orders without any touch", "完全沒有接觸的訂單"), share=0.1, draw=draw_no_touch),
)

LAST = FunctionTask(
    id="a04.last-touch",
    title=Text("The last touch of each order", "每筆訂單的末次接觸"),
    points=2,
    minutes=9,
    lesson="4.4",
    prompt=Text(
        en="""
Write `last_touch(touches, orders, days)`.

| table | columns |
|---|---|
| `touches` | `touch_id`, `customer_id`, `channel`, `touched_on` |
| `orders` | one row per valid order: `order_id`, `customer_id`, `order_date` |

**Definition.** A touch counts for an order if it touched the **same customer** on the **order's day or at most `days`
days before**; a touch exactly `days` days old still counts. The last touch is the one with the latest day. Of several
on one day, the one with the **highest** `touch_id` is the last (the ids follow the time). An order without a touch that
counts gets the channel `"direct"`. The rows of both tables stand in no particular order. One touch may count for two
orders.

**Comes back:** one channel (text) for **every** order, in the column `channel`, with `order_id` as the index or as a
column.

Step 1 is written; what `pairs` gives back has the column `days_before`. Three pieces help:

- `table.sort_values(["a", "b"])` sorts by column a, and where a is equal by b.
- `.groupby("order_id")["channel"].last()` takes the last row of each order, as the rows stand.
- `column.reindex(orders["order_id"])` gives the column exactly these rows, empty where there was none;
  `.fillna("direct")` fills what is empty.
""",
        zh_hant="""
請寫出 `last_touch(touches, orders, days)`。

| 表 | 欄位 |
|---|---|
| `touches` | `touch_id`、`customer_id`、`channel`（管道）、`touched_on`（接觸日期） |
| `orders` | 一筆有效訂單一列：`order_id`、`customer_id`、`order_date` |

**定義：** 接觸的是**同一位顧客**，而且發生在**訂單當天，或往前 `days` 天以內**，才算這筆訂單的接觸；剛好 `days` \
天也算。\
日期最晚的就是末次接觸；同一天有好幾次，`touch_id` **最大**的才是最後（編號照時間先後給）。沒有任何接觸的訂單，管道寫 \
`"direct"`。兩張表的列都沒有照特定順序排。同一次接觸可以算給兩筆訂單。

**傳回：** **每一筆**訂單一個管道（文字），放在 `channel` 欄，`order_id` 放在索引或欄位都可以。

步驟 1 已經寫好，`pairs` 傳回的表有 `days_before` 欄。會用到三樣東西：

- `table.sort_values(["a", "b"])`：先照 a 欄排序，a 相同再照 b 欄。
- `.groupby("order_id")["channel"].last()`：每筆訂單取排在最後的那一列。
- `column.reindex(orders["order_id"])`：讓這一欄剛好有這些列，原本沒有的是空值；`.fillna("direct")` 把空值填起來。
""",
    ),
    answer=last_touch,
    returns=Column(name="channel", key="order_id", holds="text"),
    cases=LAST_CASES,
    mistakes=LAST_MISTAKES,
    alternatives=(last_by_loop, last_in_duckdb, last_by_newest_first),
    measure=last_measured,
    hints=(
        Text(
            "Run `pairs(touches, orders)` in a new cell and strike out by hand the rows that do not count. Two borders "
            "do it: what is `days_before` of a touch after the order?",
            "開一個新的儲存格執行 `pairs(touches, orders)`，動手劃掉不算數的列。靠兩個界線就夠：訂單之後的接觸，"
            "`days_before` 是什麼樣的數字？",
        ),
        Text(
            'Step 2: `both = both[(both["days_before"] >= …) & (both["days_before"] <= …)]`. Step 3 sorts by two '
            "columns "
            "first.",
            '步驟 2：`both = both[(both["days_before"] >= …) & (both["days_before"] <= …)]`。步驟 3 '
            "要先照兩個欄位排序。",
        ),
        Text(
            "Step 3 is two lines: `both = both.sort_values([…, …])`, then `last = ` with the second of the three "
            "pieces. Step 4 is one line: the third piece, after `return`.",
            "步驟 3 兩行：`both = both.sort_values([…, …])`，接著 `last = ` 用三樣東西的第二樣。步驟 4 一行："
            "`return` 後面接第三樣。",
        ),
    ),
)
