"""The known mistakes of the tasks on customers: what people compute instead, and what to tell them.

A message says what was computed and one thing to look at; it never says the answer.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from customer_value.messages import Text
from tutor.task import Mistake


def _each(table, values, name):
    """One value for each customer of a table."""
    return pd.DataFrame({"customer_id": table["customer_id"], name: values})


# Cost allocation


def _allocated(accounts, values):
    return _each(accounts, values, "allocated")


def _where_shared(accounts, key, values):
    """Empty where there is nothing to share by, so that a 0 written there is not taken for another mistake."""
    return values if accounts[key].sum() else values * float("nan")


def allocate_by_orders(accounts, pool, key):
    return _allocated(accounts, pool * accounts["orders"] / accounts["orders"].sum())


def allocate_by_revenue(accounts, pool, key):
    return _allocated(accounts, pool * accounts["revenue"] / accounts["revenue"].sum())


def allocate_by_heads(accounts, pool, key):
    return _allocated(accounts, pool / len(accounts))


def allocate_whole_pool(accounts, pool, key):
    return _allocated(accounts, float(pool))


def allocate_shares(accounts, pool, key):
    return _allocated(accounts, accounts[key] / accounts[key].sum())


def allocate_rate(accounts, pool, key):
    with np.errstate(all="ignore"):
        return _allocated(accounts, pool / accounts[key].sum())


def allocate_by_count(accounts, pool, key):
    return _allocated(accounts, _where_shared(accounts, key, pool * accounts[key] / len(accounts)))


def allocate_over_largest(accounts, pool, key):
    return _allocated(accounts, pool * accounts[key] / accounts[key].max())


def allocate_times_key(accounts, pool, key):
    return _allocated(accounts, _where_shared(accounts, key, pool * accounts[key]))


def allocate_rounded(accounts, pool, key):
    return _allocated(accounts, (pool * accounts[key] / accounts[key].sum()).round())


def allocate_users_only(accounts, pool, key):
    users = accounts[accounts[key] > 0]
    return _allocated(users, pool * users[key] / users[key].sum())


def allocate_by_heads_of_users(accounts, pool, key):
    uses = accounts[key] > 0
    return _allocated(accounts, pool * uses / uses.sum())


def allocate_by_page_total(accounts, pool, key):
    on_page = 50
    return _allocated(accounts, _where_shared(accounts, key, pool * accounts[key] / on_page))


def allocate_over_itself(accounts, pool, key):
    return _allocated(accounts, pool * accounts[key] / accounts[key])


def allocate_page_pool(accounts, pool, key):
    on_page = 1000
    return _allocated(accounts, on_page * accounts[key] / accounts[key].sum())


def allocate_shares_rounded(accounts, pool, key):
    return _allocated(accounts, pool * (accounts[key] / accounts[key].sum()).round(2))


def allocate_with_direct(accounts, pool, key):
    return _allocated(accounts, (pool + accounts["direct"].sum()) * accounts[key] / accounts[key].sum())


ALLOCATION_MISTAKES = (
    Mistake(
        key="by-orders",
        wrong=allocate_by_orders,
        message=Text(
            "You always share by `orders`, whatever `key` says. The name of the column comes in with `key`: compare "
            '`accounts["orders"]` with `accounts[key]`.',
            "不管 `key` 是什麼，你都按 `orders` 分攤。要用哪一欄，是由參數 `key` 決定的：比較看看 "
            '`accounts["orders"]` 和 `accounts[key]`。',
        ),
    ),
    Mistake(
        key="by-revenue",
        wrong=allocate_by_revenue,
        message=Text(
            "You always share by revenue, whatever `key` says. The name of the column comes in with `key`.",
            "不管 `key` 是什麼，你都按營收分攤。要用哪一欄，是由參數 `key` 決定的。",
        ),
    ),
    Mistake(
        key="by-heads",
        wrong=allocate_by_heads,
        message=Text(
            "You gave everybody the same part. Then a customer who used nothing pays as much as the one who used most: "
            "where does the key come in?",
            "你讓每個人平均分攤，於是什麼都沒用到的顧客，付的和用最多的人一樣多。分攤基準用在哪裡？",
        ),
    ),
    Mistake(
        key="whole-pool",
        wrong=allocate_whole_pool,
        message=Text(
            "You charged the whole pool to each customer. Add up your column: what should it come to?",
            "你讓每位顧客都扛下全部的共同成本。把這一欄加總看看：應該等於多少？",
        ),
    ),
    Mistake(
        key="shares",
        wrong=allocate_shares,
        message=Text(
            "These are shares that add up to 1. Asked for is money: what do you take the shares of?",
            "這些是加起來等於 1 的比例，題目要的是金額：比例要乘上什麼？",
        ),
    ),
    Mistake(
        key="rate",
        wrong=allocate_rate,
        message=Text(
            "This is what one unit of the key costs, the same for everybody. How many units did each customer use?",
            "這是分攤基準每一單位的成本，所以每個人都一樣。每位顧客各用了幾單位？",
        ),
    ),
    Mistake(
        key="over-customers",
        wrong=allocate_by_count,
        message=Text(
            "You divided by the number of customers. Add up your column and hold it against the pool: which total "
            "makes the parts come out right?",
            "你除以的是顧客人數。把這一欄加總，和共同成本比一比：要除以哪個總數，各份加起來才會對？",
        ),
    ),
    Mistake(
        key="page-total",
        wrong=allocate_by_page_total,
        message=Text(
            "You divided by the total of the customers on this page. Another table has another total: how does the "
            "function find it out?",
            "你除以的是這一頁上的顧客合計。換一張表，合計就不同了：函式要怎麼自己算出來？",
        ),
    ),
    Mistake(
        key="page-pool",
        wrong=allocate_page_pool,
        message=Text(
            "You shared out the 1,000 dollars of this page, whatever the pool is. Which of the function's inputs says "
            "how much there is to share?",
            "不管共同成本是多少，你分攤的都是這一頁的 1,000 元。函式的哪一個參數，才是要分攤的金額？",
        ),
    ),
    Mistake(
        key="over-itself",
        wrong=allocate_over_itself,
        message=Text(
            "You divided each customer's key by itself, so that everybody with a key bears the whole pool. Look at "
            "step 2: is what you divide by a column, or one number?",
            "你把每位顧客的基準除以自己，結果只要有基準的人，都負擔了全部的共同成本。看看步驟 2：你除以的是一欄，"
            "還是一個數字？",
        ),
    ),
    Mistake(
        key="over-largest",
        wrong=allocate_over_largest,
        message=Text(
            "You divided by the largest customer's key, so that this one alone pays the whole pool. Look at what the "
            "definition divides by.",
            "你除以的是基準最大的那位顧客，光他一個人就付掉全部的成本。看看定義除以的是什麼。",
        ),
    ),
    Mistake(
        key="times-key",
        wrong=allocate_times_key,
        message=Text(
            "You multiplied the pool by the key and did not divide. Add up your column: is it the pool?",
            "你把共同成本乘上分攤基準，卻沒有除。把這一欄加總：等於共同成本嗎？",
        ),
    ),
    Mistake(
        key="rounded",
        wrong=allocate_rounded,
        message=Text(
            "You rounded the parts to whole dollars, so that they no longer add up to the pool. The task asks for them "
            "unrounded.",
            "你把各份四捨五入成整數，加起來就不等於共同成本了。題目要的是不四捨五入的金額。",
        ),
    ),
    Mistake(
        key="shares-rounded",
        wrong=allocate_shares_rounded,
        message=Text(
            "You rounded the shares before you multiplied, so that small customers pay nothing or too much. Round only "
            "what is shown, never what is reckoned with.",
            "你在相乘之前就把比例四捨五入，小客戶因此變成不用付或付太多。只有顯示的數字才需要四捨五入，計算途中不要。",
        ),
    ),
    Mistake(
        key="users-only",
        wrong=allocate_users_only,
        message=Text(
            "Your parts are right, but customers whose key is 0 have no row. What do they bear, and who is asked for?",
            "金額都對，但基準是 0 的顧客不見了。他們該分攤多少？題目要的是哪些人？",
        ),
    ),
    Mistake(
        key="heads-of-users",
        wrong=allocate_by_heads_of_users,
        message=Text(
            "You shared equally among those who used anything at all. Somebody who used ten units pays as much as "
            "somebody who used one: look at the definition.",
            "你讓有用到的人平均分攤，用十單位的和用一單位的付得一樣多。再看看定義。",
        ),
    ),
    Mistake(
        key="with-direct",
        wrong=allocate_with_direct,
        message=Text(
            "You put the direct costs into the pool as well. They already stand beside the customer who caused them: "
            "what is there to share out?",
            "你把直接成本也放進去一起分攤了。直接成本早就記在造成它的顧客名下，要分攤的是哪一筆？",
        ),
    ),
)


# Customer profit


def _own(accounts):
    return accounts["revenue"] - accounts["goods"] - accounts["direct"]


def _share(accounts, pool, key="orders"):
    return pool * accounts[key] / accounts[key].sum()


def _profit(accounts, values):
    return _each(accounts, _where_shared(accounts, "orders", values), "profit")


def profit_without_pool(accounts, pool):
    return _profit(accounts, _own(accounts))


def profit_whole_pool(accounts, pool):
    return _profit(accounts, _own(accounts) - pool)


def profit_by_heads(accounts, pool):
    return _profit(accounts, _own(accounts) - pool / len(accounts))


def profit_by_revenue(accounts, pool):
    return _profit(accounts, _own(accounts) - _share(accounts, pool, "revenue"))


def profit_by_contacts(accounts, pool):
    return _profit(accounts, _own(accounts) - _share(accounts, pool, "contacts"))


def profit_without_goods(accounts, pool):
    return _profit(accounts, accounts["revenue"] - accounts["direct"] - _share(accounts, pool))


def profit_revenue_less_pool(accounts, pool):
    return _profit(accounts, accounts["revenue"] - _share(accounts, pool))


def profit_without_direct(accounts, pool):
    return _profit(accounts, accounts["revenue"] - accounts["goods"] - _share(accounts, pool))


def profit_direct_twice(accounts, pool):
    return _profit(accounts, _own(accounts) - _share(accounts, pool + accounts["direct"].sum()))


def profit_direct_per_order(accounts, pool):
    own = accounts["revenue"] - accounts["goods"] - accounts["direct"] * accounts["orders"]
    return _profit(accounts, own - _share(accounts, pool))


def profit_direct_shared(accounts, pool):
    everything = pool + accounts["direct"].sum()
    return _profit(accounts, accounts["revenue"] - accounts["goods"] - _share(accounts, everything))


def profit_pool_added(accounts, pool):
    return _profit(accounts, _own(accounts) + _share(accounts, pool))


def profit_floored(accounts, pool):
    return _profit(accounts, (_own(accounts) - _share(accounts, pool)).clip(lower=0))


def profit_buyers_only(accounts, pool):
    buyers = accounts[accounts["orders"] > 0]
    return _profit(buyers, _own(buyers) - _share(buyers, pool))


def profit_rate_only(accounts, pool):
    with np.errstate(all="ignore"):
        return _profit(accounts, _own(accounts) - pool / accounts["orders"].sum())


def profit_as_costs(accounts, pool):
    return _profit(accounts, accounts["goods"] + accounts["direct"] + _share(accounts, pool))


PROFIT_MISTAKES = (
    Mistake(
        key="no-pool",
        wrong=profit_without_pool,
        message=Text(
            "You left the shared costs out. What you have is each customer's contribution to them: who pays the pool?",
            "你沒有扣共同成本。這樣算出來的，是每位顧客對共同成本的貢獻：共同成本由誰來付？",
        ),
    ),
    Mistake(
        key="whole-pool",
        wrong=profit_whole_pool,
        message=Text(
            "You took the whole pool off every customer, so it was paid as many times as there are customers. Look at "
            "the part each has to bear.",
            "你讓每位顧客都扣掉全部的共同成本，有幾位顧客就付了幾次。看看每位該負擔的是哪一份。",
        ),
    ),
    Mistake(
        key="by-heads",
        wrong=profit_by_heads,
        message=Text(
            "You shared the pool equally. Which key does the definition name, and what does somebody bear who did not "
            "order?",
            "你把共同成本平均分給每個人。定義用的是哪個分攤基準？沒有下單的人該負擔多少？",
        ),
    ),
    Mistake(
        key="by-revenue",
        wrong=profit_by_revenue,
        message=Text(
            "You shared the pool by revenue, so that large orders pay for many small ones. Which key does the "
            "definition name?",
            "你按營收分攤，變成大額訂單替許多小額訂單付錢。定義用的是哪個分攤基準？",
        ),
    ),
    Mistake(
        key="by-contacts",
        wrong=profit_by_contacts,
        message=Text(
            "You shared the pool by service contacts. Which key does the definition name?",
            "你按客服次數分攤。定義用的是哪個分攤基準？",
        ),
    ),
    Mistake(
        key="no-goods",
        wrong=profit_without_goods,
        message=Text(
            "You did not take off what the goods cost. Of an order, what stays after the goods are paid?",
            "你沒有扣進貨成本。一筆訂單付完貨款之後，還剩多少？",
        ),
    ),
    Mistake(
        key="revenue-less-pool",
        wrong=profit_revenue_less_pool,
        message=Text(
            "You took only the shared costs off the revenue. Look at the other two columns of costs.",
            "你只從營收扣掉共同成本。看看另外兩個成本欄位。",
        ),
    ),
    Mistake(
        key="no-direct",
        wrong=profit_without_direct,
        message=Text(
            "You left out the column `direct`: parcels and calls that one customer caused. Whose cost is that?",
            "你漏了 `direct` 這一欄：包裹和客服是某位顧客造成的成本。這筆錢該算在誰頭上？",
        ),
    ),
    Mistake(
        key="direct-twice",
        wrong=profit_direct_twice,
        message=Text(
            "You charged direct costs to the customer and put them into the pool as well, so they are paid twice. Hold "
            "the sum of your profits against revenue less all costs.",
            "你把直接成本記在顧客名下，又放進共同成本再分一次，等於付了兩次。把利潤加總，和「總營收減全部成本」"
            "比一比。",
        ),
    ),
    Mistake(
        key="direct-per-order",
        wrong=profit_direct_per_order,
        message=Text(
            "You multiplied `direct` by the number of orders. Is it the cost of one order, or of all that this "
            "customer caused in the year?",
            "你把 `direct` 乘上訂單數了。它是一筆訂單的成本，還是這位顧客一整年造成的成本？",
        ),
    ),
    Mistake(
        key="direct-shared",
        wrong=profit_direct_shared,
        message=Text(
            "You shared the direct costs out among everybody. The sum is right, but who called pays no more than who "
            "did not: which costs are already known by customer?",
            "你把直接成本分給了所有人。總和沒錯，但打了很多次客服的人，付的不比別人多。哪些成本早就知道是誰的？",
        ),
    ),
    Mistake(
        key="pool-added",
        wrong=profit_pool_added,
        message=Text(
            "You added the shared costs. Does a cost raise or lower a profit?",
            "你把共同成本加上去了。成本會讓利潤變多還是變少？",
        ),
    ),
    Mistake(
        key="floored",
        wrong=profit_floored,
        message=Text(
            "You set losses to 0. Customers who cost more than they bring are what this table is made to find: leave "
            "them below zero.",
            "你把虧損改成 0 了。這張表就是要找出讓我們賠錢的顧客，負的就讓它是負的。",
        ),
    ),
    Mistake(
        key="buyers-only",
        wrong=profit_buyers_only,
        message=Text(
            "Customers without an order have no row. Do they cost nothing? Look at `direct`.",
            "沒有下單的顧客不見了。他們真的不花錢嗎？看看 `direct`。",
        ),
    ),
    Mistake(
        key="rate-only",
        wrong=profit_rate_only,
        message=Text(
            "You took off the shared cost of one order, the same for everybody. How many orders did each customer "
            "place?",
            "你扣的是一筆訂單的共同成本，每個人都一樣。每位顧客各下了幾筆訂單？",
        ),
    ),
    Mistake(
        key="costs",
        wrong=profit_as_costs,
        message=Text(
            "This is what each customer costs. From what do the costs come off?",
            "這是每位顧客的成本。成本要從哪裡扣？",
        ),
    ),
)


# The ROI of each customer


def _gross(customers):
    return customers["revenue"] - customers["goods"]


def _spent(customers):
    return customers["spent"].where(customers["spent"] > 0)


def _roi(customers, values):
    return _each(customers, values, "roi")


def roi_not_less_one(customers):
    return _roi(customers, _gross(customers) / _spent(customers))


def roi_of_revenue(customers):
    return _roi(customers, (customers["revenue"] - _spent(customers)) / _spent(customers))


def roi_over_profit(customers):
    gross = _gross(customers)
    with np.errstate(all="ignore"):
        return _roi(customers, (gross - _spent(customers)) / gross)


def roi_goods_in_base(customers):
    base = customers["goods"] + _spent(customers)
    return _roi(customers, (customers["revenue"] - base) / base)


def roi_money(customers):
    return _roi(customers, _gross(customers) - _spent(customers))


def roi_infinite(customers):
    with np.errstate(all="ignore"):
        return _roi(customers, (_gross(customers) - customers["spent"]) / customers["spent"])


def roi_zero(customers):
    return _roi(customers, ((_gross(customers) - _spent(customers)) / _spent(customers)).fillna(0))


def roi_dropped(customers):
    return _roi(customers, (_gross(customers) - _spent(customers)) / _spent(customers)).dropna()


def roi_percent(customers):
    return _roi(customers, 100 * (_gross(customers) - _spent(customers)) / _spent(customers))


def roi_spent_twice(customers):
    return _roi(customers, (_gross(customers) - 2 * _spent(customers)) / _spent(customers))


def roi_spent_first(customers):
    return _roi(customers, (_spent(customers) - _gross(customers)) / _spent(customers))


def roi_without_brackets(customers):
    return _roi(customers, (_gross(customers) - 1).where(customers["spent"] > 0))


def roi_by_tier_for_each(customers):
    sums = customers.groupby("tier")[["revenue", "goods", "spent"]].transform("sum")
    spent = sums["spent"].where(sums["spent"] > 0)
    return _roi(customers, (sums["revenue"] - sums["goods"] - spent) / spent)


NOT_LESS_ONE = Text(
    "You divided the profit by the spending. That says what came back for each dollar spent, the dollar itself "
    "included: which step of the definition is missing?",
    "你用利潤除以花費，算出來的是「每花一元拿回多少」，連本錢也在裡面。定義裡還有哪一步？",
)
REVENUE = Text(
    "You put revenue where profit belongs. Of what customers pay, part goes straight to whoever made the goods: which "
    "column is that?",
    "你把營收當成利潤。顧客付的錢有一部分馬上要付給供應商：那是哪一欄？",
)
OVER_PROFIT = Text(
    "You divided by the profit. A return is measured against what was put in: which column is the investment?",
    "你除以的是利潤。投資報酬要和「投進去的錢」比：哪一欄才是投資？",
)
GOODS_IN_BASE = Text(
    "You counted the goods as part of the investment. Some do; look at what this course divides by.",
    "你把進貨成本也算進投資裡。有人這樣算，但看看本課程的分母是什麼。",
)
MONEY = Text(
    "This is an amount of money: profit less spending. What makes a rate of return of it?",
    "這是金額：利潤減花費。還要做什麼，才會變成報酬率？",
)
PERCENT = Text(
    "You gave per cent. Asked for is the rate itself: 2 for every dollar that brings 2 more, not 200.",
    "你給的是百分數。題目要的是比率本身：每一元多賺回兩元是 2，不是 200。",
)
INFINITE = Text(
    "Where nothing was spent you have infinity. Nobody earns infinitely much; without an investment there is no return "
    "on it: make the zeros empty before you divide.",
    "沒有花錢的地方，你的結果是無限大。沒有人會賺到無限多；沒有投資，就沒有投資報酬。相除之前，先把 0 變成空值。",
)
ZERO = Text(
    "Where nothing was spent you have 0, which would mean: just got the money back. Look at what the definition "
    "says of no spending.",
    "沒有花錢的地方，你填了 0，意思會變成「剛好回本」。看看定義怎麼說沒有花費的情況。",
)
SPENT_TWICE = Text(
    "You took the spending off twice. How often was it paid?",
    "你把花費扣了兩次。這筆錢付了幾次？",
)
SPENT_FIRST = Text(
    "The sign is turned round: you took the profit off the spending. Is a customer who brings more than they cost "
    "above or below zero?",
    "正負號反了，你用花費去減利潤。賺的比花的多的顧客，該在零以上還是以下？",
)

CUSTOMER_ROI_MISTAKES = (
    Mistake(key="not-less-one", wrong=roi_not_less_one, message=NOT_LESS_ONE),
    Mistake(key="revenue", wrong=roi_of_revenue, message=REVENUE),
    Mistake(key="over-profit", wrong=roi_over_profit, message=OVER_PROFIT),
    Mistake(key="goods-in-base", wrong=roi_goods_in_base, message=GOODS_IN_BASE),
    Mistake(key="money", wrong=roi_money, message=MONEY),
    Mistake(key="percent", wrong=roi_percent, message=PERCENT),
    Mistake(key="infinite", wrong=roi_infinite, message=INFINITE),
    Mistake(key="zero", wrong=roi_zero, message=ZERO),
    Mistake(
        key="dropped",
        wrong=roi_dropped,
        message=Text(
            "The returns are right, but customers on whom nothing was spent have no row. The definition keeps them: "
            "what stands beside their name?",
            "報酬率都對，但沒有花過錢的顧客不見了。定義要保留他們：名字旁邊該是什麼？",
        ),
    ),
    Mistake(key="spent-twice", wrong=roi_spent_twice, message=SPENT_TWICE),
    Mistake(key="spent-first", wrong=roi_spent_first, message=SPENT_FIRST),
    Mistake(
        key="no-brackets",
        wrong=roi_without_brackets,
        message=Text(
            "Your values look like the profit less 1. Without brackets Python divides first: `a - b / b` is `a - 1`. "
            "Which part has to be worked out first?",
            "你的結果像是「利潤減 1」。沒有括號的話，Python 會先做除法：`a - b / b` 等於 `a - 1`。哪一部分要先算？",
        ),
    ),
    Mistake(
        key="tier",
        wrong=roi_by_tier_for_each,
        message=Text(
            "Everybody in a tier has the same return. Asked for is each customer's own: which step put them together?",
            "同一級的人報酬率都一樣。題目要的是每位顧客自己的：是哪一步把他們合在一起了？",
        ),
    ),
)


# The ROI of each tier


def _sums(customers):
    return customers.groupby("tier")[["revenue", "goods", "spent"]].sum()


def _own_roi(customers):
    return (_gross(customers) - _spent(customers)) / _spent(customers)


def tier_mean(customers):
    return _own_roi(customers).groupby(customers["tier"]).mean()


def tier_mean_with_zeros(customers):
    return _own_roi(customers).fillna(0).groupby(customers["tier"]).mean()


def tier_median(customers):
    return _own_roi(customers).groupby(customers["tier"]).median()


def tier_added(customers):
    return _own_roi(customers).groupby(customers["tier"]).sum()


def tier_paid_for_only(customers):
    sums = _sums(customers[customers["spent"] > 0]).reindex(sorted(set(customers["tier"])))
    return (_gross(sums) - sums["spent"]) / sums["spent"]


def tier_not_less_one(customers):
    sums = _sums(customers)
    return _gross(sums) / _spent(sums)


def tier_of_revenue(customers):
    sums = _sums(customers)
    return (sums["revenue"] - _spent(sums)) / _spent(sums)


def tier_over_profit(customers):
    sums = _sums(customers)
    gross = _gross(sums)
    return ((gross - sums["spent"]) / gross.where(gross != 0)).where(sums["spent"] > 0)


def tier_goods_in_base(customers):
    sums = _sums(customers)
    base = sums["goods"] + _spent(sums)
    return (sums["revenue"] - base) / base


def tier_money(customers):
    sums = _sums(customers)
    return _gross(sums) - sums["spent"]


def tier_infinite(customers):
    sums = _sums(customers)
    with np.errstate(all="ignore"):
        return (_gross(sums) - sums["spent"]) / sums["spent"]


def tier_zero(customers):
    return _own_roi(_sums(customers)).fillna(0)


def tier_dropped(customers):
    return _own_roi(_sums(customers)).dropna()


def tier_of_all(customers):
    sums = customers[["revenue", "goods", "spent"]].sum()
    spent = sums["spent"] if sums["spent"] else float("nan")
    return dict.fromkeys(customers["tier"], (sums["revenue"] - sums["goods"] - spent) / spent)


def tier_percent(customers):
    return 100 * _own_roi(_sums(customers))


def tier_spent_first(customers):
    return -_own_roi(_sums(customers))


TIER_ROI_MISTAKES = (
    Mistake(
        key="mean",
        wrong=tier_mean,
        message=Text(
            "You took the mean of the customers' own returns. In it 100 dollars spent on one customer count as much "
            "as 2,000 dollars spent on another, and whoever cost nothing is left out. Which two totals does the "
            "definition divide?",
            "你把每位顧客的報酬率拿來平均。這樣花 100 元的和花 2,000 元的一樣重，沒花錢的人還被排除了。"
            "定義是哪兩個總數相除？",
        ),
    ),
    Mistake(
        key="mean-with-zeros",
        wrong=tier_mean_with_zeros,
        message=Text(
            "You took the mean of the customers' returns, with 0 for those on whom nothing was spent. Which two totals "
            "does the definition divide?",
            "你把每位顧客的報酬率平均，沒花錢的當成 0。定義是哪兩個總數相除？",
        ),
    ),
    Mistake(
        key="median",
        wrong=tier_median,
        message=Text(
            "You took the middle one of the customers' returns. It says how a typical customer did, not what the "
            "tier's money brought: which two totals does the definition divide?",
            "你取的是顧客報酬率的中位數。它說的是典型的顧客，不是這一級的錢賺回多少。定義是哪兩個總數相除？",
        ),
    ),
    Mistake(
        key="added",
        wrong=tier_added,
        message=Text(
            "You added up the customers' returns. Rates cannot be added; amounts of money can. What do you add up "
            "first?",
            "你把每位顧客的報酬率加起來了。比率不能相加，金額才可以。要先加總的是什麼？",
        ),
    ),
    Mistake(
        key="paid-for-only",
        wrong=tier_paid_for_only,
        message=Text(
            "You left out the customers on whom nothing was spent before adding up. They belong to the tier, and so "
            "does their profit: look at whom the definition counts.",
            "加總之前，你先排除了沒花錢的顧客。他們也是這一級的人，利潤也算在內。看看定義算的是哪些人。",
        ),
    ),
    Mistake(key="not-less-one", wrong=tier_not_less_one, message=NOT_LESS_ONE),
    Mistake(key="revenue", wrong=tier_of_revenue, message=REVENUE),
    Mistake(key="over-profit", wrong=tier_over_profit, message=OVER_PROFIT),
    Mistake(key="goods-in-base", wrong=tier_goods_in_base, message=GOODS_IN_BASE),
    Mistake(key="money", wrong=tier_money, message=MONEY),
    Mistake(key="percent", wrong=tier_percent, message=PERCENT),
    Mistake(key="infinite", wrong=tier_infinite, message=INFINITE),
    Mistake(key="zero", wrong=tier_zero, message=ZERO),
    Mistake(
        key="dropped",
        wrong=tier_dropped,
        message=Text(
            "The returns are right, but the tier on which nothing was spent has no row. Keep it: what stands beside "
            "its name?",
            "報酬率都對，但沒有花過錢的那一級不見了。請保留它：名字旁邊該是什麼？",
        ),
    ),
    Mistake(
        key="all",
        wrong=tier_of_all,
        message=Text(
            "Every tier has the return of all customers together. Which step makes groups of them?",
            "每一級都是全體顧客的報酬率。要用哪一步把顧客分組？",
        ),
    ),
    Mistake(key="spent-first", wrong=tier_spent_first, message=SPENT_FIRST),
)
