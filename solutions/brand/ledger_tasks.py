"""The first task, computed from the ledger handed out, and the question about what its number may be called."""

from __future__ import annotations

import pandas as pd

from customer_value import area_shares, sales_by_area, valid_orders
from customer_value.ledger import Ledger
from customer_value.messages import Text
from tutor.shape import Number
from tutor.task import ChoiceTask, Mistake, Option, ValueTask

# Our share of what was sold


def _year(ledger: Ledger) -> int:
    return int(ledger.table("market")["year"].max())


def _valid(ledger: Ledger) -> pd.DataFrame:
    return valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)


def _ours(ledger: Ledger) -> pd.DataFrame:
    valid = _valid(ledger)
    return valid[valid["order_date"].dt.year == _year(ledger)]


def _theirs(ledger: Ledger) -> pd.DataFrame:
    market = ledger.table("market")
    return market[market["year"] == _year(ledger)]


def _rivals(ledger: Ledger) -> float:
    rivals = ledger.table("competitor_sales")
    return float(rivals.loc[rivals["year"] == _year(ledger), "sales"].sum())


def _by_area(ledger: Ledger) -> pd.Series:
    home = ledger.customers.set_index("customer_id")["sales_area"]
    ours = _ours(ledger)
    own = ours.groupby(ours["customer_id"].map(home))["amount"].sum()
    return own / _theirs(ledger).set_index("sales_area")["market_sales"]


def sales_share(ledger: Ledger) -> float:
    return float(_ours(ledger)["amount"].sum() / _theirs(ledger)["market_sales"].sum())


def sales_share_by_loop(ledger: Ledger) -> float:
    year = _year(ledger)
    own = sum(order.amount for order in _valid(ledger).itertuples() if order.order_date.year == year)
    return own / sum(area.market_sales for area in ledger.table("market").itertuples() if area.year == year)


def sales_share_in_duckdb(ledger: Ledger) -> float:
    import duckdb

    shop = duckdb.connect()
    shop.register("valid", _valid(ledger))
    shop.register("market", ledger.table("market"))
    return shop.execute(
        """
        with last as (select max(year) as year from market)
        select (select sum(amount) from valid, last where year(order_date) = last.year)
             / (select sum(market_sales) from market, last where market.year = last.year)
        """
    ).fetchall()[0][0]


def sales_share_measured(ledger: Ledger) -> float:
    own = sales_by_area(_ours(ledger), ledger.customers)
    return float(area_shares(own, _theirs(ledger))["sales_share"].iloc[-1])


def _mean_of_areas(ledger):
    return float(_by_area(ledger).mean())


def _best_area(ledger):
    return float(_by_area(ledger).max())


def _over_rivals(ledger):
    return float(_ours(ledger)["amount"].sum() / _rivals(ledger))


def _among_named(ledger):
    own = _ours(ledger)["amount"].sum()
    return float(own / (own + _rivals(ledger)))


def _over_others(ledger):
    own = _ours(ledger)["amount"].sum()
    return float(own / (_theirs(ledger)["market_sales"].sum() - own))


def _added_to_the_market(ledger):
    own = _ours(ledger)["amount"].sum()
    return float(own / (_theirs(ledger)["market_sales"].sum() + own))


def _market_of_all_years(ledger):
    return float(_ours(ledger)["amount"].sum() / ledger.table("market")["market_sales"].sum())


def _own_of_all_years(ledger):
    return float(_valid(ledger)["amount"].sum() / _theirs(ledger)["market_sales"].sum())


def _all_years(ledger):
    return float(_valid(ledger)["amount"].sum() / ledger.table("market")["market_sales"].sum())


def _gross(ledger):
    orders = ledger.orders[ledger.orders["order_date"] <= ledger.snapshot]
    own = orders.loc[orders["order_date"].dt.year == _year(ledger), "amount"].sum()
    return float(own / _theirs(ledger)["market_sales"].sum())


def _penetration(ledger):
    return float(_ours(ledger)["customer_id"].nunique() / _theirs(ledger)["target_households"].sum())


def _per_household(ledger):
    return float(_ours(ledger)["amount"].sum() / _theirs(ledger)["target_households"].sum())


SALES_SHARE = ValueTask(
    id="a02.sales-share",
    name="sales_share",
    title=Text("Our share of what was sold", "我們的銷售占了多少"),
    points=1,
    minutes=4,
    lesson="2.2",
    prompt=Text(
        en="""
What [share of the market](term:market-share) did we have in `year`, **by sales**? Leave it in the variable
`sales_share`.

**Definition.** Our net sales of all areas together, divided by the sales of **all suppliers** in all areas together,
ourselves among them. Both are of the calendar year `year`, the last one that the table `market` covers. Ours are the
net amounts of the valid orders dated in that year; the market's are in the column `market_sales`.

**Comes back:** a share from 0 to 1, not rounded.

The first three lines are those of the example. The rest is yours.
""",
        zh_hant="""
`year` 這一年，我們的[市佔率](term:market-share)（**以銷售額計**）是多少？請放進變數 `sales_share`。

**定義：** 我們在所有營業區的淨銷售額合計，除以**所有業者**（包括我們）在所有營業區的銷售額合計。兩邊都取同一個年度 \
`year`，也就是 `market` 這張表涵蓋的最後一年。我們的部分，是日期在那一年的有效訂單淨額；市場的部分在 `market_sales` 欄。

**結果：** 一個 0 到 1 的占比，不要四捨五入。

前三行和示範相同，其餘由你來寫。
""",
    ),
    answer=sales_share,
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="mean-of-areas",
            wrong=_mean_of_areas,
            message=Text(
                "That is the mean of the areas' shares, as if every area were equally large. Add up the money of all "
                "areas first, ours and the market's, and divide once.",
                "這是各營業區占比的平均，好像每一區都一樣大。先把所有營業區的錢加起來（我們的、市場的各加一次），再除一次。",
            ),
        ),
        Mistake(
            key="best-area",
            wrong=_best_area,
            message=Text(
                "That is the share in our best area. The question is about all areas together.",
                "這是我們表現最好那一區的占比。題目問的是全部營業區合計。",
            ),
        ),
        Mistake(
            key="over-rivals",
            wrong=_over_rivals,
            message=Text(
                "You divided by the sales of the named competitors. The market has other suppliers too, and we are in "
                "it ourselves: which table knows the whole?",
                "你除以的是幾個列名競爭者的銷售額。市場裡還有別家業者，也包括我們自己：哪一張表記的是整個市場？",
            ),
        ),
        Mistake(
            key="among-named",
            wrong=_among_named,
            message=Text(
                "You took the market to be ourselves and the named competitors. There are others besides: look at "
                "`market_sales`.",
                "你把市場當成「我們加上列名的競爭者」。其實還有別家，看看 `market_sales`。",
            ),
        ),
        Mistake(
            key="over-others",
            wrong=_over_others,
            message=Text(
                "You took our own sales off the market before dividing. A share compares a part with a whole that the "
                "part belongs to.",
                "你先把我們的銷售額從市場裡扣掉才除。占比是「部分」比「整體」，而部分也在整體裡面。",
            ),
        ),
        Mistake(
            key="added-to-the-market",
            wrong=_added_to_the_market,
            message=Text(
                "You added our own sales to the market before dividing, so they are in it twice. Who is meant by "
                "*all suppliers*?",
                "你先把我們的銷售額加進市場才除，我們就被算了兩次。「所有業者」包括誰？",
            ),
        ),
        Mistake(
            key="market-of-all-years",
            wrong=_market_of_all_years,
            message=Text(
                "Our sales are of one year, the market's of all years in the table. Look at the column `year` of "
                "`market`.",
                "我們的銷售額是一年的，市場卻把表裡每一年都加進去了。看看 `market` 的 `year` 欄。",
            ),
        ),
        Mistake(
            key="own-of-all-years",
            wrong=_own_of_all_years,
            message=Text(
                "The market is of one year, our sales of all years. Keep the orders of that year: "
                "`.dt.year` takes the year out of a date.",
                "市場是一年的，我們的銷售額卻是所有年度的。先留下那一年的訂單：`.dt.year` 可以從日期取出年份。",
            ),
        ),
        Mistake(
            key="all-years",
            wrong=_all_years,
            message=Text(
                "Both sums are of all years. Does the market table begin when our ledger does? Keep one year on both "
                "sides.",
                "兩邊都加了所有年度。市場的表和我們的帳本是同一天開始的嗎？兩邊都只留同一年。",
            ),
        ),
        Mistake(
            key="gross",
            lesson="1.5",
            wrong=_gross,
            message=Text(
                "Our sales are what was ordered: cancelled orders and goods that came back are in it. Which table has "
                "them taken off?",
                "我們的銷售額是下單金額，取消的、退回來的都還在裡面。哪一張表已經把它們扣掉了？",
            ),
        ),
        Mistake(
            key="penetration",
            wrong=_penetration,
            message=Text(
                "That is the example's number: customers over households. This question is about money on both sides.",
                "這是示範的數字：顧客數除以家戶數。這一題上下都是錢。",
            ),
        ),
        Mistake(
            key="per-household",
            wrong=_per_household,
            message=Text(
                "That is our sales for each household that might buy, an amount of money. Divide money by money.",
                "這是平均每個目標家戶為我們帶來多少錢，是金額。錢要除以錢，才是占比。",
            ),
        ),
    ),
    alternatives=(sales_share_by_loop, sales_share_in_duckdb),
    measure=sales_share_measured,
    hints=(
        Text(
            "The example kept one year on both sides and then divided. Only what is added up differs.",
            "示範是兩邊都留下同一年，再相除。這一題不同的，只有「加總的是什麼」。",
        ),
        Text(
            "Make `ours` and `theirs` as in the example. In `ours` every row is a valid order with its net `amount`.",
            "照示範做出 `ours` 和 `theirs`。`ours` 的每一列是一筆有效訂單，淨額在 `amount`。",
        ),
        Text(
            '`sales_share = ours["…"].sum() / theirs["…"].sum()`, with the two columns that hold money.',
            '`sales_share = ours["…"].sum() / theirs["…"].sum()`，引號裡填兩邊放金額的欄位。',
        ),
    ),
    solution="""
valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
market = ledger.table("market")
year = market["year"].max()

### BEGIN SOLUTION
ours = valid[valid["order_date"].dt.year == year]
theirs = market[market["year"] == year]
sales_share = ours["amount"].sum() / theirs["market_sales"].sum()
### END SOLUTION
""",
)

# What may it be called?

WHICH_SHARE = ChoiceTask(
    id="a02.which-share",
    name="slide_one",
    title=Text("Half of what?", "一半的什麼？"),
    points=1,
    minutes=3,
    lesson="2.2",
    prompt=Text(
        en="""
The agency's first slide is about one district. In it live 2,000 households that might buy such goods; 1,000 of them
bought from us last year. All suppliers together sold goods for 20 million dollars there, we for 440,000. On the slide
stands: *"50%: we lead this market."*

Which sentence may stand there instead?
""",
        zh_hant="""
代理商的第一張投影片講的是某一區。那裡有 2,000 戶可能會買這類商品，去年有 1,000 戶跟我們買過。所有業者在那裡一共賣了 \
2,000 萬元，我們賣了 44 萬元。投影片上寫著：「**50%：我們是這個市場的龍頭。**」

應該改成哪一句才對？
""",
    ),
    options=(
        Option(
            key="leader",
            text=Text(
                "Our market share is 50%: every second dollar that is spent there is spent with us.",
                "我們的市佔率是 50%：那裡每花兩塊錢，就有一塊花在我們這裡。",
            ),
            why=Text(
                "The 50% counts households, not dollars. A household that bought one cup from us counts as much as "
                "one that buys everything from us.",
                "50% 數的是家戶，不是錢。只跟我們買過一個杯子的人家，和什麼都跟我們買的人家，在這裡都算一戶。",
            ),
        ),
        Option(
            key="wallet",
            text=Text(
                "Our penetration is 50%, and our customers spend 2.2% of their budget for such goods with us.",
                "滲透率是 50%，而我們的顧客買這類商品的錢，有 2.2% 花在我們這裡。",
            ),
            why=Text(
                "The first half is right. But the 20 million were spent by all households, the other 1,000 included. "
                "How much of their budget our own customers spend with us (share of wallet) cannot be known from it.",
                "前半句對。可是 2,000 萬元是所有家戶花的，另外 1,000 戶也在內。「我們的顧客有多少預算花在我們這裡」"
                "（荷包佔有率），從這些數字看不出來。",
            ),
        ),
        Option(
            key="both",
            text=Text(
                "Our penetration is 50% and our market share by sales is 2.2%: many buy from us, but little.",
                "滲透率是 50%，市佔率（以銷售額計）是 2.2%：跟我們買過的人很多，但買得不多。",
            ),
            why=Text(
                "Right: one number is about how many, the other about how much. Side by side they say what to work "
                "on, and it is not getting known.",
                "對：一個說「多少人」，一個說「多少錢」。放在一起，就知道該努力的不是打知名度。",
            ),
        ),
        Option(
            key="swapped",
            text=Text(
                "Our penetration is 2.2% and our market share by sales is 50%.",
                "滲透率是 2.2%，市佔率（以銷售額計）是 50%。",
            ),
            why=Text(
                "The two names are exchanged. Which of them counts how many buy, and which how much?",
                "兩個名稱對調了。哪一個數的是「有多少人買」，哪一個數的是「買了多少錢」？",
            ),
        ),
        Option(
            key="contradiction",
            text=Text(
                "None: who reaches half of a market cannot have 2.2% of it, so one of the figures is wrong.",
                "都不行：觸及一半市場的公司，市佔率不可能只有 2.2%，一定有數字錯了。",
            ),
            why=Text(
                "Both can be true at once, since they do not count the same thing. Work out how much an average "
                "customer of ours spends, and how much an average household.",
                "兩個數字可以同時是真的，因為數的不是同一件事。算算看：我們的顧客平均一戶花多少？市場平均一戶花多少？",
            ),
        ),
    ),
    right="both",
    hints=(
        Text(
            "Write two fractions: households over households, and dollars over dollars.",
            "寫出兩個分數：家戶除以家戶、錢除以錢。",
        ),
        Text(
            "Penetration counts customers, share by sales counts money. Share of wallet would need to know what our "
            "own customers spend elsewhere.",
            "滲透率數的是顧客，以銷售額計的市佔率數的是錢。荷包佔有率還要知道「我們的顧客」在別家花了多少。",
        ),
    ),
)

TASKS = (SALES_SHARE, WHICH_SHARE)
