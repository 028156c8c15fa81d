"""The known mistakes of the RFM tasks: what people compute instead, and what to tell them.

A message says what was computed and one thing to look at; it never says the answer.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from customer_value.messages import Text
from solutions.rfm.given import valid_orders
from tutor.task import Mistake

DAY = pd.Timedelta(days=1)


def _counting(orders, refunds, snapshot, *, cancelled=False, returned=False, later=False, all_refunds=False):
    """The orders somebody counts who leaves one rule out; without an option exactly the valid orders."""
    known = refunds if all_refunds else refunds[refunds["refund_date"] <= snapshot]
    net = orders["amount"] - orders["order_id"].map(known.groupby("order_id")["amount"].sum()).fillna(0)
    keep = orders["customer_id"].notna()
    if not cancelled:
        keep &= orders["status"] != "cancelled"
    if not later:
        keep &= orders["order_date"] <= snapshot
    if not returned:
        keep &= net > 0
    return orders.assign(gross=orders["amount"], amount=net)[keep]


def _joined(orders, refunds, snapshot):
    """The valid orders merged with the refunds known: an order with two refunds stands in two rows."""
    valid = valid_orders(orders, refunds, snapshot)
    known = refunds[refunds["refund_date"] <= snapshot].rename(columns={"amount": "back"})
    merged = valid.drop(columns="amount").merge(orders[["order_id", "amount"]], on="order_id")
    return merged.merge(known, on="order_id", how="left")


def _last(counted):
    return counted.groupby("customer_id")["order_date"].max()


def _days(snapshot, dates):
    return (snapshot - dates).dt.days


# Recency


def recency_from_first_order(orders, refunds, snapshot):
    return _days(snapshot, valid_orders(orders, refunds, snapshot).groupby("customer_id")["order_date"].min())


def recency_to_end_of_file(orders, refunds, snapshot):
    end = orders["order_date"].max()
    return _days(end, _last(valid_orders(orders, refunds, end)))


def recency_to_day_after_file(orders, refunds, snapshot):
    end = orders["order_date"].max()
    return _days(end + DAY, _last(valid_orders(orders, refunds, end)))


def recency_one_day_more(orders, refunds, snapshot):
    return _days(snapshot + DAY, _last(valid_orders(orders, refunds, snapshot)))


def recency_negative(orders, refunds, snapshot):
    return -_days(snapshot, _last(valid_orders(orders, refunds, snapshot)))


def recency_later_orders_kept(orders, refunds, snapshot):
    return _days(snapshot, _last(_counting(orders, refunds, snapshot, later=True)))


def recency_cancelled_kept(orders, refunds, snapshot):
    return _days(snapshot, _last(_counting(orders, refunds, snapshot, cancelled=True)))


def recency_returned_kept(orders, refunds, snapshot):
    return _days(snapshot, _last(_counting(orders, refunds, snapshot, returned=True)))


def recency_later_refunds_known(orders, refunds, snapshot):
    return _days(snapshot, _last(_counting(orders, refunds, snapshot, all_refunds=True)))


def recency_all_rows(orders, refunds, snapshot):
    return _days(snapshot, _last(orders))


def recency_refund_as_purchase(orders, refunds, snapshot):
    sales = orders[(orders["status"] != "cancelled") & (orders["order_date"] <= snapshot)]
    known = refunds[refunds["refund_date"] <= snapshot].merge(sales[["order_id", "customer_id"]], on="order_id")
    moves = pd.concat(
        [sales[["customer_id", "order_date"]], known.rename(columns={"refund_date": "order_date"})], ignore_index=True
    )
    return _days(snapshot, _last(moves[moves["customer_id"].notna()]))


def recency_between_first_and_last(orders, refunds, snapshot):
    dates = valid_orders(orders, refunds, snapshot).groupby("customer_id")["order_date"]
    return (dates.max() - dates.min()).dt.days


def recency_in_months(orders, refunds, snapshot):
    return _days(snapshot, _last(valid_orders(orders, refunds, snapshot))) / 30


LATER_ORDERS = Text(
    "You kept orders dated after the snapshot. Imagine you stand on the evening of the snapshot: which rows exist?",
    "你把快照日之後的訂單也算進去了。想像自己站在快照日當天晚上：手上會有哪些資料列？",
)
CANCELLED = Text(
    "You kept cancelled orders. Look at the column `status`: did anything change hands there?",
    "你把取消的訂單也算進去了。看看 `status` 這一欄：這些交易真的成立了嗎？",
)
RETURNED = Text(
    "You kept orders that were sent back whole. Look at what is left of such an order once its refund is taken off.",
    "你把全額退款的訂單也算進去了。看看扣掉退款之後，這筆訂單還剩下多少。",
)
LATER_REFUNDS = Text(
    "You took off refunds dated after the snapshot. Look at `refund_date`: who could have known of them on that day?",
    "你連快照日之後的退款都扣掉了。看看 `refund_date`：快照日當天有人知道這些退款嗎？",
)

RECENCY_MISTAKES = (
    Mistake(
        key="all-rows",
        wrong=recency_all_rows,
        message=Text(
            "You took the dates from every row of `orders`. Step 1 has already kept the orders that count: what is its "
            "result called?",
            "你用的是 `orders` 每一列的日期。步驟 1 已經留下該算的訂單，它的結果叫什麼名字？",
        ),
    ),
    Mistake(
        key="first-order",
        wrong=recency_from_first_order,
        message=Text(
            "You counted from each customer's first order. Which end of their history does “how recently” ask about?",
            "你是從每位顧客的第一筆訂單開始算。「最近一次」問的是歷史的哪一端？",
        ),
    ),
    Mistake(
        key="end-of-file",
        wrong=recency_to_end_of_file,
        message=Text(
            "You counted to the last date in the file instead of the snapshot. The file goes on after the day on which "
            "customers are judged: which of the function's inputs says that day?",
            "你算到檔案裡最後一個日期，而不是快照日。檔案的資料延續到評估日之後；函式的哪一個參數才是評估的那一天？",
        ),
    ),
    Mistake(
        key="day-after-file",
        wrong=recency_to_day_after_file,
        message=Text(
            "You counted to the day after the file's last date, as some tutorials do. Here the snapshot is given: look "
            "at the function's third input.",
            "你算到檔案最後一天的隔天，有些教學文章是這樣做。這裡的快照日已經給定，看看函式的第三個參數。",
        ),
    ),
    Mistake(
        key="one-day-more",
        wrong=recency_one_day_more,
        message=Text(
            "Every customer has one day too many: you counted both ends. How many days has somebody waited who "
            "bought on "
            "the snapshot itself?",
            "每位顧客都多了一天，因為頭尾兩天都算進去了。快照日當天才買的人，距離快照日是幾天？",
        ),
    ),
    Mistake(
        key="negative",
        wrong=recency_negative,
        message=Text(
            "Your days are negative: the snapshot was taken off the date, not the date off the snapshot. Which of the "
            "two is later?",
            "天數變成負的了，因為你用日期減快照日。兩個日期哪一個比較晚？",
        ),
    ),
    Mistake(key="later-orders-kept", wrong=recency_later_orders_kept, message=LATER_ORDERS),
    Mistake(key="cancelled-kept", wrong=recency_cancelled_kept, message=CANCELLED),
    Mistake(key="returned-kept", wrong=recency_returned_kept, message=RETURNED),
    Mistake(key="later-refunds-known", wrong=recency_later_refunds_known, message=LATER_REFUNDS),
    Mistake(
        key="refund-as-purchase",
        wrong=recency_refund_as_purchase,
        message=Text(
            "You took the day of a refund for a purchase. Does somebody who sends something back come to buy?",
            "你把退款那一天當成購買日了。來退東西的人，算是來消費嗎？",
        ),
    ),
    Mistake(
        key="first-to-last",
        wrong=recency_between_first_and_last,
        message=Text(
            "You counted from the first order to the last. That is another recency, used in models of buying; here the "
            "count ends on the snapshot.",
            "你算的是第一筆到最後一筆訂單的天數。那是購買模型用的另一種定義；這裡要一路算到快照日。",
        ),
    ),
    Mistake(
        key="in-months",
        wrong=recency_in_months,
        message=Text(
            "You divided by 30. Look at the unit the task asks for.",
            "你把結果除以 30 了。看看題目要的單位是什麼。",
        ),
    ),
)


# Frequency


def _orders_of(counted):
    return counted.groupby("customer_id")["order_id"].nunique()


def frequency_cancelled_kept(orders, refunds, snapshot):
    return _orders_of(_counting(orders, refunds, snapshot, cancelled=True))


def frequency_returned_kept(orders, refunds, snapshot):
    return _orders_of(_counting(orders, refunds, snapshot, returned=True))


def frequency_later_orders_kept(orders, refunds, snapshot):
    return _orders_of(_counting(orders, refunds, snapshot, later=True))


def frequency_later_refunds_known(orders, refunds, snapshot):
    return _orders_of(_counting(orders, refunds, snapshot, all_refunds=True))


def frequency_all_rows(orders, refunds, snapshot):
    return orders.groupby("customer_id")["order_id"].count()


def frequency_refunds_counted(orders, refunds, snapshot):
    valid = valid_orders(orders, refunds, snapshot)
    known = refunds[refunds["refund_date"] <= snapshot].merge(valid[["order_id", "customer_id"]], on="order_id")
    return pd.concat([valid["customer_id"], known["customer_id"]]).value_counts()


def frequency_partly_refunded_left_out(orders, refunds, snapshot):
    valid = valid_orders(orders, refunds, snapshot)
    known = refunds.loc[refunds["refund_date"] <= snapshot, "order_id"]
    return _orders_of(valid[~valid["order_id"].isin(known)])


def frequency_ever_refunded_left_out(orders, refunds, snapshot):
    valid = valid_orders(orders, refunds, snapshot)
    return _orders_of(valid[~valid["order_id"].isin(refunds["order_id"])])


def frequency_rows_after_merge(orders, refunds, snapshot):
    return _joined(orders, refunds, snapshot).groupby("customer_id").size()


def frequency_repeats(orders, refunds, snapshot):
    return _orders_of(valid_orders(orders, refunds, snapshot)) - 1


def frequency_days(orders, refunds, snapshot):
    return valid_orders(orders, refunds, snapshot).groupby("customer_id")["order_date"].nunique()


def frequency_repeat_days(orders, refunds, snapshot):
    return frequency_days(orders, refunds, snapshot) - 1


FREQUENCY_MISTAKES = (
    Mistake(key="cancelled-kept", wrong=frequency_cancelled_kept, message=CANCELLED),
    Mistake(key="returned-kept", wrong=frequency_returned_kept, message=RETURNED),
    Mistake(key="later-orders-kept", wrong=frequency_later_orders_kept, message=LATER_ORDERS),
    Mistake(key="later-refunds-known", wrong=frequency_later_refunds_known, message=LATER_REFUNDS),
    Mistake(
        key="all-rows",
        wrong=frequency_all_rows,
        message=Text(
            "You counted every row of `orders`. Not every row is a valid order: what does step 1 leave out?",
            "你把 `orders` 的每一列都數進去了。不是每一列都是有效訂單，步驟 1 會拿掉哪些？",
        ),
    ),
    Mistake(
        key="refunds-counted",
        wrong=frequency_refunds_counted,
        message=Text(
            "You counted refunds as orders. How often did somebody buy who bought once and sent one piece back?",
            "你把退款也當成訂單來數。買一次、退了其中一件的人，總共買了幾次？",
        ),
    ),
    Mistake(
        key="partly-refunded-left-out",
        wrong=frequency_partly_refunded_left_out,
        message=Text(
            "You left out every order that has a refund. Look at the orders of which only a part was sent back: is "
            "anything left of them?",
            "只要有退款的訂單你都拿掉了。看看只退一部分的訂單，扣完之後還有剩嗎？",
        ),
    ),
    Mistake(
        key="ever-refunded-left-out",
        wrong=frequency_ever_refunded_left_out,
        message=Text(
            "You left out every order whose number stands in `refunds`, whatever was refunded and when. Look at one of "
            "which a part was sent back, and at one sent back after the snapshot.",
            "訂單編號只要出現在 `refunds`，不管退多少、哪一天退，你都拿掉了。看看只退一部分的訂單，"
            "還有快照日之後才退的訂單。",
        ),
    ),
    Mistake(
        key="rows-after-merge",
        wrong=frequency_rows_after_merge,
        message=Text(
            "You counted rows after merging the refunds in. Look at an order that was refunded in two parts: how many "
            "rows has it now?",
            "你合併退款之後才數列數。看看分兩次退款的那筆訂單，現在變成幾列了？",
        ),
    ),
    Mistake(
        key="repeats",
        wrong=frequency_repeats,
        message=Text(
            "You left out each customer's first order, as models of repeat buying do. In RFM, what does somebody have "
            "who bought once?",
            "你沒有算第一筆訂單，重複購買模型才這樣數。在 RFM 裡，只買過一次的人應該是多少？",
        ),
    ),
    Mistake(
        key="days",
        wrong=frequency_days,
        message=Text(
            "You counted the days on which somebody bought. Look at the definition: what does it say of two orders on "
            "one day?",
            "你數的是購買的天數。看看定義：同一天下兩筆訂單要怎麼算？",
        ),
    ),
    Mistake(
        key="repeat-days",
        wrong=frequency_repeat_days,
        message=Text(
            "You counted days and left the first one out: the frequency of the buying models. RFM counts something "
            "else; "
            "read the definition once more.",
            "你數的是購買天數再減一，那是購買模型的頻率。RFM 數的是另一種東西，再讀一次定義。",
        ),
    ),
)


# Monetary


def _sum(counted, column="amount"):
    return counted.groupby("customer_id")[column].sum()


def monetary_gross(orders, refunds, snapshot):
    return _sum(_counting(orders, refunds, snapshot), "gross")


def monetary_mean(orders, refunds, snapshot):
    return valid_orders(orders, refunds, snapshot).groupby("customer_id")["amount"].mean()


def monetary_largest(orders, refunds, snapshot):
    return valid_orders(orders, refunds, snapshot).groupby("customer_id")["amount"].max()


def monetary_cancelled_kept(orders, refunds, snapshot):
    return _sum(_counting(orders, refunds, snapshot, cancelled=True))


def monetary_later_orders_kept(orders, refunds, snapshot):
    return _sum(_counting(orders, refunds, snapshot, later=True))


def monetary_later_refunds_known(orders, refunds, snapshot):
    return _sum(_counting(orders, refunds, snapshot, all_refunds=True))


def monetary_zero_rows(orders, refunds, snapshot):
    return _sum(_counting(orders, refunds, snapshot, returned=True))


def monetary_all_rows(orders, refunds, snapshot):
    return orders.groupby("customer_id")["amount"].sum()


def monetary_doubled_by_merge(orders, refunds, snapshot):
    merged = _joined(orders, refunds, snapshot)
    return _sum(merged.assign(net=merged["amount"] - merged["back"].fillna(0)), "net")


def monetary_refunds_added(orders, refunds, snapshot):
    known = refunds[refunds["refund_date"] <= snapshot].groupby("order_id")["amount"].sum()
    valid = _counting(orders, refunds, snapshot)
    return _sum(valid.assign(up=valid["gross"] + valid["order_id"].map(known).fillna(0)), "up")


def monetary_refunds_off_again(orders, refunds, snapshot):
    valid = valid_orders(orders, refunds, snapshot)
    known = refunds[refunds["refund_date"] <= snapshot].groupby("order_id")["amount"].sum()
    return _sum(valid.assign(amount=valid["amount"] - valid["order_id"].map(known).fillna(0).astype(float)))


def monetary_all_refunds_off_again(orders, refunds, snapshot):
    valid = valid_orders(orders, refunds, snapshot)
    back = refunds.groupby("order_id")["amount"].sum()
    return _sum(valid.assign(amount=valid["amount"] - valid["order_id"].map(back).fillna(0).astype(float)))


def monetary_of_repeats(orders, refunds, snapshot):
    valid = valid_orders(orders, refunds, snapshot).sort_values("order_date", kind="stable")
    first = valid.groupby("customer_id")["amount"].first()
    return _sum(valid) - first


REFUNDS_OFF_AGAIN = Text(
    "You took refunds off what `valid_orders` gives back. Print its table for the ledger on the page: what is the "
    "`amount` of O000006 there, and what was it in `orders`?",
    "`valid_orders` 傳回的金額，你又扣了一次退款。拿頁面上的小帳本印出它傳回的表：O000006 的 `amount` 是多少？"
    "在 `orders` 裡又是多少？",
)

MONETARY_MISTAKES = (
    Mistake(
        key="gross",
        wrong=monetary_gross,
        message=Text(
            "You added up what was ordered, not what was kept. Look at an order of which a part was sent back.",
            "你加總的是下單金額，不是實際留下來的金額。看看有一部分被退回的那筆訂單。",
        ),
    ),
    Mistake(
        key="mean",
        wrong=monetary_mean,
        message=Text(
            "You took the mean per order. The task asks what each customer spent altogether.",
            "你算的是每筆訂單的平均。題目問的是每位顧客一共花了多少。",
        ),
    ),
    Mistake(
        key="largest",
        wrong=monetary_largest,
        message=Text(
            "You took each customer's largest order. What becomes of the others?",
            "你取的是每位顧客金額最大的一筆。其他訂單到哪裡去了？",
        ),
    ),
    Mistake(key="cancelled-kept", wrong=monetary_cancelled_kept, message=CANCELLED),
    Mistake(key="later-orders-kept", wrong=monetary_later_orders_kept, message=LATER_ORDERS),
    Mistake(key="later-refunds-known", wrong=monetary_later_refunds_known, message=LATER_REFUNDS),
    Mistake(
        key="zero-rows",
        wrong=monetary_zero_rows,
        message=Text(
            "The sums are fine, but there are customers at 0: everything they bought went back. Look at who the "
            "definition gives a row to.",
            "金額都對，但多了金額為 0 的顧客，他們買的東西全退了。看看定義裡誰才有一列。",
        ),
    ),
    Mistake(
        key="all-rows",
        wrong=monetary_all_rows,
        message=Text(
            "You added up every row of `orders` as it stands. Which rows does the definition leave out, and what comes "
            "off the others?",
            "你把 `orders` 的每一列直接加總。照定義，哪些列不算？其他的又要扣掉什麼？",
        ),
    ),
    Mistake(
        key="doubled-by-merge",
        wrong=monetary_doubled_by_merge,
        message=Text(
            "Orders that were refunded in two parts count twice: the merge made two rows of each. Add up the "
            "refunds of an "
            "order before you bring them to it.",
            "分兩次退款的訂單被算了兩次，因為合併之後變成兩列。先把同一筆訂單的退款加起來，再併過去。",
        ),
    ),
    Mistake(
        key="refunds-added",
        wrong=monetary_refunds_added,
        message=Text(
            "You added the refunds instead of taking them off. In this table a refund is a positive amount: which sign "
            "does it need?",
            "你把退款加上去了，沒有扣掉。這張表的退款金額是正數，計算時該用哪個正負號？",
        ),
    ),
    Mistake(key="refunds-off-again", wrong=monetary_refunds_off_again, message=REFUNDS_OFF_AGAIN),
    Mistake(key="all-refunds-off-again", wrong=monetary_all_refunds_off_again, message=REFUNDS_OFF_AGAIN),
    Mistake(
        key="repeats-only",
        wrong=monetary_of_repeats,
        message=Text(
            "You left out each customer's first order, as models of repeat buying do. Which orders does the definition "
            "here name?",
            "你沒有算每位顧客的第一筆訂單，重複購買模型才這樣做。這裡的定義包括哪些訂單？",
        ),
    ),
)


# Scores


def _scored(recency, frequency, monetary, customers):
    return pd.DataFrame(
        {
            "customer_id": customers.to_numpy(),
            "r_score": np.asarray(recency),
            "f_score": np.asarray(frequency),
            "m_score": np.asarray(monetary),
        }
    )


def _ranked(rfm, method="average", *, reverse=True, rounding=np.ceil, parts=5):
    size = len(rfm)

    def score(column, ascending=True):
        return rounding(parts * rfm[column].rank(ascending=ascending, method=method) / size)

    return _scored(score("recency", not reverse), score("frequency"), score("monetary"), rfm["customer_id"])


def scores_not_reversed(rfm):
    return _ranked(rfm, reverse=False)


def scores_six_minus(rfm):
    straight = _ranked(rfm, reverse=False)
    return straight.assign(r_score=6 - straight["r_score"])


def scores_all_reversed(rfm):
    size = len(rfm)
    columns = (
        np.ceil(5 * rfm[name].rank(ascending=up) / size)
        for name, up in (("recency", True), ("frequency", False), ("monetary", False))
    )
    return _scored(*columns, rfm["customer_id"])


def scores_largest_first(rfm):
    size = len(rfm)
    columns = (np.ceil(5 * rfm[name].rank(ascending=False) / size) for name in ("recency", "frequency", "monetary"))
    return _scored(*columns, rfm["customer_id"])


def scores_rank_first(rfm):
    return _ranked(rfm, "first")


def scores_rank_min(rfm):
    return _ranked(rfm, "min")


def scores_rank_max(rfm):
    return _ranked(rfm, "max")


def scores_rank_dense(rfm):
    def score(column, ascending=True):
        return np.ceil(5 * rfm[column].rank(ascending=ascending, method="dense", pct=True))

    return _scored(score("recency", False), score("frequency"), score("monetary"), rfm["customer_id"])


def scores_rounded(rfm):
    return _ranked(rfm, rounding=np.round)


def scores_rounded_down(rfm):
    return _ranked(rfm, rounding=np.floor)


def scores_quartiles(rfm):
    return _ranked(rfm, parts=4)


def scores_qcut(rfm):
    def score(values):
        return pd.qcut(values, 5, labels=False, duplicates="drop") + 1

    return _scored(score(-rfm["recency"]), score(rfm["frequency"]), score(rfm["monetary"]), rfm["customer_id"])


def scores_qcut_of_places(rfm):
    def score(values, ascending=True):
        places = values.rank(method="first", ascending=ascending)
        return pd.qcut(places, 5, labels=False) + 1

    return _scored(
        score(rfm["recency"], ascending=False), score(rfm["frequency"]), score(rfm["monetary"]), rfm["customer_id"]
    )


def scores_not_rounded(rfm):
    return _ranked(rfm, rounding=lambda values: values)


def scores_without_parts(rfm):
    return _ranked(rfm, parts=1)


def scores_by_page_count(rfm):
    on_page = 10

    def score(column, ascending=True):
        return np.ceil(5 * rfm[column].rank(ascending=ascending) / on_page)

    return _scored(score("recency", False), score("frequency"), score("monetary"), rfm["customer_id"])


def scores_cut(rfm):
    def score(values):
        return pd.cut(values, 5, labels=False) + 1

    return _scored(score(-rfm["recency"]), score(rfm["frequency"]), score(rfm["monetary"]), rfm["customer_id"])


def scores_ranks(rfm):
    return _scored(
        rfm["recency"].rank(ascending=False), rfm["frequency"].rank(), rfm["monetary"].rank(), rfm["customer_id"]
    )


SCORE_MISTAKES = (
    Mistake(
        key="recency-not-reversed",
        wrong=scores_not_reversed,
        message=Text(
            "Frequency and monetary are scored well, but the longest absence gets the best `r_score`. Which "
            "customer do "
            "you want at 5: the one who was here yesterday or a year ago?",
            "F 和 M 的分數沒問題，但最久沒來的人拿到最高的 `r_score`。你希望 5 分給昨天才來的人，還是一年沒來的人？",
        ),
    ),
    Mistake(
        key="six-minus",
        wrong=scores_six_minus,
        message=Text(
            "You turned recency round with 6 minus the score. That moves customers with equal days, because "
            "rounding up "
            "happened before. Turn the ranks round, not the scores.",
            "你用 6 減分數來反轉最近一次消費。進位已經先做了，天數相同的人會因此被移到別的分數。要反轉的是名次，"
            "不是分數。",
        ),
    ),
    Mistake(
        key="all-reversed",
        wrong=scores_all_reversed,
        message=Text(
            "All three scores run the wrong way: 1 is your best. Look at what the definition calls the worst "
            "customer's "
            "rank.",
            "三個分數的方向都反了，你的最佳分數是 1。看看定義裡最差的顧客是第幾名。",
        ),
    ),
    Mistake(
        key="largest-first",
        wrong=scores_largest_first,
        message=Text(
            "You ranked all three with the largest number first, so that whoever buys most often gets the lowest "
            "`f_score`. Which of the three columns has its worst customer at the top?",
            "三欄都由大排到小，結果最常來的人 `f_score` 反而最低。最大的數字代表最差的，是三欄裡的哪一欄？",
        ),
    ),
    Mistake(
        key="rank-first",
        wrong=scores_rank_first,
        message=Text(
            "Equal customers get different scores: their place in the table decides. Look at what `rank` does with "
            "ties "
            'when it is told `method="first"`.',
            '數字相同的顧客拿到不同分數，變成由表格裡的先後決定。看看 `rank` 在 `method="first"` 時怎麼處理同分。',
        ),
    ),
    Mistake(
        key="rank-min",
        wrong=scores_rank_min,
        message=Text(
            'Equal customers all get the lowest of their ranks (`method="min"`). Look at which of their ranks the '
            "definition takes.",
            '數字相同的顧客都拿了最小的名次（`method="min"`）。看看定義取的是哪一種名次。',
        ),
    ),
    Mistake(
        key="rank-max",
        wrong=scores_rank_max,
        message=Text(
            'Equal customers all get the highest of their ranks (`method="max"`, or SQL\'s `cume_dist`). Look at '
            "which of "
            "their ranks the definition takes.",
            '數字相同的顧客都拿了最大的名次（`method="max"`，或 SQL 的 `cume_dist`）。看看定義取的是哪一種名次。',
        ),
    ),
    Mistake(
        key="rank-dense",
        wrong=scores_rank_dense,
        message=Text(
            'You ranked the different values, not the customers (`method="dense"`). Six customers with one order then '
            "count as one: whom does *n* count?",
            '你排的是不同的數值，不是顧客（`method="dense"`）。六位只買一次的人因此只算一個；*n* 數的是誰？',
        ),
    ),
    Mistake(
        key="rounded",
        wrong=scores_rounded,
        message=Text(
            "You rounded to the nearest whole number, so that some customers get 0. Look at how the definition rounds.",
            "你用四捨五入，有些顧客因此變成 0 分。看看定義用的是哪一種取整數的方式。",
        ),
    ),
    Mistake(
        key="rounded-down",
        wrong=scores_rounded_down,
        message=Text(
            "You rounded down (`floor` or `int`), so that scores begin at 0. Look at how the definition rounds.",
            "你用無條件捨去（`floor` 或 `int`），分數變成從 0 開始。看看定義用的是哪一種取整數的方式。",
        ),
    ),
    Mistake(
        key="quartiles",
        wrong=scores_quartiles,
        message=Text(
            "You made four groups. How many scores does the definition have?",
            "你分成四組了。定義裡的分數有幾級？",
        ),
    ),
    Mistake(
        key="qcut",
        wrong=scores_qcut,
        message=Text(
            "You cut at the quintiles (`qcut`) and dropped edges that met, so that some scores are never given. Ranks "
            "have no edges that can meet: begin with `rank`.",
            "你用分位數切割（`qcut`），再把重複的邊界丟掉，有些分數因此沒有人拿到。名次不會有邊界重疊的問題，從 "
            "`rank` 開始吧。",
        ),
    ),
    Mistake(
        key="qcut-of-places",
        wrong=scores_qcut_of_places,
        message=Text(
            'You cut places into fifths (`qcut` of `rank(method="first")`), as many examples on the web do. Then the '
            "place in the table decides between customers with equal numbers. Look at which rank the definition gives "
            "them; no `qcut` is needed after that.",
            '你先用 `rank(method="first")` 排出先後，再用 `qcut` 切成五份，網路上很多範例都這樣寫。這樣一來，'
            "數字相同的顧客會由表格裡的先後決定分數。看看定義怎麼給他們名次；照著做，就不需要 `qcut`。",
        ),
    ),
    Mistake(
        key="not-rounded",
        wrong=scores_not_rounded,
        message=Text(
            "Everything is there but the last step: scores are whole numbers. Look at how the definition rounds.",
            "只差最後一步：分數要是整數。看看定義怎麼取整數。",
        ),
    ),
    Mistake(
        key="without-five",
        wrong=scores_without_parts,
        message=Text(
            "Everybody gets 1: a rank divided by *n* is never above 1. What does the definition multiply it by?",
            "每個人都是 1 分，因為名次除以 *n* 不會超過 1。定義裡還乘上了什麼？",
        ),
    ),
    Mistake(
        key="page-count",
        wrong=scores_by_page_count,
        message=Text(
            "You divided by the number of customers on this page. Another table has another number of rows: how does "
            "the function find it out?",
            "你除以的是這一頁上的顧客人數。換一張表，列數就不同了：函式要怎麼知道這次有幾位？",
        ),
    ),
    Mistake(
        key="cut",
        wrong=scores_cut,
        message=Text(
            "You cut the range into five equally wide parts (`cut`), and one big spender pushes nearly everybody into "
            "part 1. The definition counts customers, not money.",
            "你把數值範圍等寬切成五段（`cut`），只要有一位大戶，幾乎所有人都會擠在第 1 段。定義數的是顧客人數，"
            "不是金額。",
        ),
    ),
    Mistake(
        key="ranks",
        wrong=scores_ranks,
        message=Text(
            "These are the ranks. One step is missing that makes 1 to 5 of them.",
            "這些是名次，還差一步才會變成 1 到 5 分。",
        ),
    ),
)
