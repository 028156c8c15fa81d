"""The questions and checks inside lesson 2.2, "3C and the size of the market"."""

from __future__ import annotations

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.messages import Text
from solutions.lessons.orders import valid_on
from tutor.shape import Column, Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

# --- What the checks compute from the ledger ---------------------------------------------------------------------


def _market(ledger: Ledger) -> pd.DataFrame:
    """The market of the last year that its table covers, by area."""
    market = ledger.table("market")
    return market[market["year"] == market["year"].max()].set_index("sales_area")


@once_per_ledger
def _valid(ledger: Ledger) -> pd.DataFrame:
    """The valid orders with the home area of whoever bought."""
    orders = valid_on(ledger, ledger.snapshot)
    home = orders["customer_id"].map(ledger.customers.set_index("customer_id")["sales_area"])
    return orders.assign(home=home)


@once_per_ledger
def _ours(ledger: Ledger) -> pd.DataFrame:
    """Those of the market's year."""
    valid = _valid(ledger)
    return valid[valid["order_date"].dt.year == ledger.table("market")["year"].max()]


def _customers(ledger: Ledger) -> pd.Series:
    return _ours(ledger).groupby("home")["customer_id"].nunique().reindex(_market(ledger).index, fill_value=0)


def _sales(ledger: Ledger) -> pd.Series:
    return _ours(ledger).groupby("home")["amount"].sum().reindex(_market(ledger).index, fill_value=0)


def _named(values: pd.Series) -> pd.Series:
    return values.astype("float64").rename_axis("sales_area").rename("share")


def _penetration(ledger: Ledger) -> pd.Series:
    return _named(_customers(ledger) / _market(ledger)["target_households"])


def _penetration_orders(ledger: Ledger) -> pd.Series:
    counts = _ours(ledger).groupby("home").size().reindex(_market(ledger).index, fill_value=0)
    return _named(counts / _market(ledger)["target_households"])


def _penetration_everybody(ledger: Ledger) -> pd.Series:
    return _named(_customers(ledger) / _market(ledger)["households"])


def _penetration_ever(ledger: Ledger) -> pd.Series:
    counts = _valid(ledger).groupby("home")["customer_id"].nunique().reindex(_market(ledger).index, fill_value=0)
    return _named(counts / _market(ledger)["target_households"])


def _penetration_mix(ledger: Ledger) -> pd.Series:
    return _named(_customers(ledger) / _customers(ledger).sum())


def _penetration_whole(ledger: Ledger) -> pd.Series:
    return _named(_customers(ledger) / _market(ledger)["target_households"].sum())


def _share(ledger: Ledger) -> pd.Series:
    return _named(_sales(ledger) / _market(ledger)["market_sales"])


def _share_others(ledger: Ledger) -> pd.Series:
    return _named(_sales(ledger) / (_market(ledger)["market_sales"] - _sales(ledger)))


def _share_mean_order(ledger: Ledger) -> pd.Series:
    means = _ours(ledger).groupby("home")["amount"].mean().reindex(_market(ledger).index, fill_value=0)
    return _named(means / _market(ledger)["market_sales"])


def _share_households(ledger: Ledger) -> pd.Series:
    return _named(_sales(ledger) / _market(ledger)["target_households"])


def _share_customers(ledger: Ledger) -> pd.Series:
    return _named(_customers(ledger) / _market(ledger)["market_sales"])


def _share_orders(ledger: Ledger) -> pd.Series:
    counts = _ours(ledger).groupby("home").size().reindex(_market(ledger).index, fill_value=0)
    return _named(counts / _market(ledger)["market_sales"])


def _share_heads(ledger: Ledger) -> pd.Series:
    return _penetration(ledger)


def _share_mix(ledger: Ledger) -> pd.Series:
    return _named(_sales(ledger) / _sales(ledger).sum())


def _share_whole(ledger: Ledger) -> pd.Series:
    return _named(_sales(ledger) / _market(ledger)["market_sales"].sum())


def _company(ledger: Ledger) -> float:
    return float(_ours(ledger)["customer_id"].nunique() / _market(ledger)["target_households"].sum())


def _company_mean(ledger: Ledger) -> float:
    return float(_penetration(ledger).mean())


def _company_best(ledger: Ledger) -> float:
    return float(_penetration(ledger).max())


def _company_sum(ledger: Ledger) -> float:
    return float(_penetration(ledger).sum())


def _company_everybody(ledger: Ledger) -> float:
    return float(_ours(ledger)["customer_id"].nunique() / _market(ledger)["households"].sum())


def _company_ever(ledger: Ledger) -> float:
    return float(_valid(ledger)["customer_id"].nunique() / _market(ledger)["target_households"].sum())


def _company_orders(ledger: Ledger) -> float:
    return float(len(_ours(ledger)) / _market(ledger)["target_households"].sum())


def _company_money(ledger: Ledger) -> float:
    return float(_ours(ledger)["amount"].sum() / _market(ledger)["market_sales"].sum())


def _company_on_file(ledger: Ledger) -> float:
    return float(ledger.customers["customer_id"].nunique() / _market(ledger)["target_households"].sum())


def _company_all_years(ledger: Ledger) -> float:
    return float(_ours(ledger)["customer_id"].nunique() / ledger.table("market")["target_households"].sum())


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_NEAR = ChoiceTask(
    id="2.2.back-near",
    title=Text("65 and 66 points", "65 分和 66 分"),
    lesson="2.1",
    minutes=1,
    prompt=Text(
        "Delivery 65 points, between 62 and 68; service 66, between 63 and 69; 200 customers each. What may you say?",
        "配送 65 分，區間 62 到 68；客服 66 分，區間 63 到 69；各有 200 位顧客。可以怎麼說？",
    ),
    options=(
        Option(
            key="delivery",
            text=Text("Delivery is weaker, that is certain with 200 customers", "配送比較弱，有 200 位顧客，錯不了"),
            why=Text(
                "The two intervals are nearly the same. For one point, 200 customers are far too few.",
                "兩個區間幾乎一樣。只差一分，200 位還差得遠。",
            ),
        ),
        Option(
            key="both",
            text=Text("These two are the weak ones; which is weaker is open", "弱的是這兩站，哪一站更弱還不一定"),
            why=Text(
                "The name of the weakest stage should not rest on a difference that other customers might turn round.",
                "換一批顧客就可能對調的差別，不能拿來點名誰最弱。",
            ),
        ),
        Option(
            key="equal",
            text=Text("Both are equally good, since the intervals overlap", "兩站一樣好，因為區間重疊"),
            why=Text(
                "Not being sure of a difference is not the same as being sure that there is none.",
                "不確定有差別，不等於確定沒差別。",
            ),
        ),
    ),
    right="both",
)

_BACK_MAP = ChoiceTask(
    id="2.2.back-map",
    title=Text("Whose area?", "哪一區的人？"),
    lesson="0.2",
    minutes=1,
    prompt=Text(
        '`home` is a list of areas by customer. What does `orders["customer_id"].map(home)` give for an order of a '
        "customer who is not in `home`?",
        '`home` 以顧客編號查得到他住哪一區。`orders["customer_id"].map(home)` 碰到 `home` 裡沒有的顧客，會得到什麼？',
    ),
    options=(
        Option(
            key="error",
            text=Text("An error message", "錯誤訊息"),
            why=Text(
                "`.map` asks no questions. It goes on without a word, and that is why one has to look.",
                "`.map` 不會抱怨，一聲不響就過去了，所以才要自己看。",
            ),
        ),
        Option(
            key="blank",
            text=Text("A blank (`NaN`)", "空值（`NaN`）"),
            why=Text(
                "And `groupby` then leaves that order out, again without saying so.",
                "接著 `groupby` 也會把這筆訂單略過，一樣不說。",
            ),
        ),
        Option(
            key="first",
            text=Text("The area of the first customer", "第一位顧客的那一區"),
            why=Text("Nothing is guessed. What is not found stays blank.", "它不會亂猜。查不到就是空的。"),
        ),
    ),
    right="blank",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_OF_HUNDRED = GuessTask(
    id="2.2.of-hundred",
    title=Text("Of a hundred households", "一百戶裡"),
    minutes=1,
    prompt=Text(
        "Of every hundred households that might buy such goods, how many bought from us in the year of the table?",
        "可能會買的每一百戶裡，表上那一年有幾戶跟我們買過？",
    ),
    unit=Text("of 100", "戶"),
    low=0,
    high=100,
    start=0,
)

_HEADS_OR_MONEY = ChoiceTask(
    id="2.2.heads-or-money",
    title=Text("By heads or by money?", "看人頭還是看錢？"),
    minutes=1,
    prompt=Text(
        "And of the money that was spent on such goods there, our share will be …",
        "那麼，那裡花在這類商品上的錢，我們拿到的比例會……",
    ),
    options=(
        Option(key="less", text=Text("smaller than our share of the households", "比家戶的比例小"), why=Text("", "")),
        Option(key="same", text=Text("about the same", "差不多"), why=Text("", "")),
        Option(key="more", text=Text("larger", "比較大"), why=Text("", "")),
    ),
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_EVER = Text(
    "These are our customers of all years, over a market of one year. Keep the same year above and below.",
    "上面是歷年的顧客，下面是一年的市場。上下都要取同一年。",
)

_WHOLE = Text(
    "You divided every area by the market of all areas. Each area stands beside its own market.",
    "你把每一區都除以全部營業區的市場。每一區要跟自己那一區的市場比。",
)

_PENETRATION = ValueTask(
    id="2.2.penetration",
    title=Text("Penetration, area by area", "各營業區的滲透率"),
    name="penetration_by_area",
    prompt=Text(
        "`penetration_by_area`: for each area, our customers of the year over its target households.",
        "`penetration_by_area`：每一區當年的顧客數，除以那一區的目標家戶數。",
    ),
    answer=_penetration,
    returns=Column(name="share", key="sales_area", unit="share"),
    mistakes=(
        Mistake(
            key="orders",
            wrong=_penetration_orders,
            message=Text(
                "These are orders. A household that came ten times is one household: what counts different customers?",
                "這是訂單數。來十次的人家還是一戶：什麼才是數不同的顧客？",
            ),
        ),
        Mistake(
            key="everybody",
            wrong=_penetration_everybody,
            message=Text(
                "You divided by all who live there. Which of them might buy at all?",
                "你除以住在那裡的每一戶。其中可能會買的是哪些？",
            ),
        ),
        Mistake(key="ever", wrong=_penetration_ever, message=_EVER),
        Mistake(
            key="mix",
            wrong=_penetration_mix,
            message=Text(
                "This is how our own customers are spread over the areas. Where is the market in it?",
                "這是我們自己的顧客分布在哪幾區。市場在哪裡？",
            ),
        ),
        Mistake(key="whole", wrong=_penetration_whole, message=_WHOLE),
    ),
    hints=(
        Text("Run the cell above from its first line.", "把上面那一格從第一行開始執行。"),
        Text(
            "`nunique` counts different customers; below the line stands `target_households`.",
            "`nunique` 數的是不同的顧客；分母是 `target_households`。",
        ),
    ),
    solution="""
# 1 Our valid orders of that year, and where each customer lives  # lang-en
# 1 那一年的有效訂單，以及每位顧客住在哪一區  # lang-zh-Hant
ours = valid[valid["order_date"].dt.year == year]
ours["sales_area"] = ours["customer_id"].map(home)

# 2 Different customers in each area; 0 where nobody bought  # lang-en
# 2 每一區有幾位不同的顧客，沒有人買的補 0  # lang-zh-Hant
customers = ours.groupby("sales_area")["customer_id"].nunique().reindex(by_area.index, fill_value=0)

# 3 Over the households that might buy there  # lang-en
# 3 除以那一區可能會買的家戶數  # lang-zh-Hant
penetration_by_area = customers / by_area["target_households"]
penetration_by_area.round(3)
""",
)

_SHARE = ValueTask(
    id="2.2.share",
    title=Text("Share by sales, area by area", "各營業區的市佔率（以銷售額計）"),
    name="share_by_area",
    prompt=Text(
        "`share_by_area`: for each area, our net sales of the year over what all suppliers sold there.",
        "`share_by_area`：每一區當年的淨銷售額，除以所有業者在那一區的銷售額。",
    ),
    answer=_share,
    returns=Column(name="share", key="sales_area", unit="share"),
    mistakes=(
        Mistake(
            key="others",
            wrong=_share_others,
            message=Text(
                "You took our own sales off the market first. We are a part of it, and a share is a part of the whole.",
                "你先把我們的銷售額從市場扣掉了。我們也是市場的一部分，占比是部分除以整體。",
            ),
        ),
        Mistake(
            key="mean-order",
            wrong=_share_mean_order,
            message=Text(
                "This is the mean order over the market. What adds a column up?",
                "這是平均一筆訂單除以市場。什麼才是把一欄加總？",
            ),
        ),
        Mistake(
            key="per-household",
            wrong=_share_households,
            message=Text(
                "That is money for each household that might buy. A share divides money by money.",
                "這是平均每個目標家戶多少錢。占比要用錢除以錢。",
            ),
        ),
        Mistake(
            key="customers",
            wrong=_share_customers,
            message=Text(
                "Customers above, money below. Both have to be money.", "分子是顧客數，分母是錢。上下都要是錢。"
            ),
        ),
        Mistake(
            key="orders",
            wrong=_share_orders,
            message=Text("Orders above, money below. Both have to be money.", "分子是訂單數，分母是錢。上下都要是錢。"),
        ),
        Mistake(
            key="heads",
            wrong=_share_heads,
            message=Text(
                "This is the penetration again, heads over heads. Here both have to be money.",
                "這又是滲透率，人頭除以人頭。這裡上下都要是錢。",
            ),
        ),
        Mistake(
            key="mix",
            wrong=_share_mix,
            message=Text(
                "This is how our own sales are spread over the areas. Where is the market in it?",
                "這是我們自己的銷售額分布在哪幾區。市場在哪裡？",
            ),
        ),
        Mistake(key="whole", wrong=_share_whole, message=_WHOLE),
    ),
    hints=(
        Text(
            "The cell above counted customers. Which column of `ours` holds money, and which word adds up?",
            "上面那一格數的是顧客。`ours` 的哪一欄是錢？哪一個字是加總？",
        ),
        Text(
            "`amount` and `sum`; and of `by_area` the column with what all suppliers sold.",
            "`amount` 和 `sum`；`by_area` 則是所有業者賣了多少的那一欄。",
        ),
    ),
    solution="""
# 1 Our sales in each area; 0 where nobody bought  # lang-en
# 1 我們在每一區的銷售額，沒有人買的補 0  # lang-zh-Hant
sales = ours.groupby("sales_area")["amount"].sum().reindex(by_area.index, fill_value=0)

# 2 Over what all suppliers sold there  # lang-en
# 2 除以所有業者在那一區的銷售額  # lang-zh-Hant
share_by_area = sales / by_area["market_sales"]
share_by_area.round(3)
""",
)

_COMPANY = ValueTask(
    id="2.2.company",
    title=Text("One number for the bank", "給銀行的一個數字"),
    name="company_penetration",
    minutes=3,
    prompt=Text(
        "`company_penetration`: the penetration of all areas together.",
        "`company_penetration`：全部營業區合計的滲透率。",
    ),
    answer=_company,
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="mean",
            wrong=_company_mean,
            message=Text(
                "That is the mean of the areas' shares: the smallest area weighs as much as the largest. Add up first, "
                "divide once.",
                "這是各區占比的平均，最小的區和最大的區一樣重。先加總，再除一次。",
            ),
        ),
        Mistake(
            key="best",
            wrong=_company_best,
            message=Text(
                "That is our best area. The bank asks about the company.", "這是最好的那一區。銀行問的是全公司。"
            ),
        ),
        Mistake(
            key="sum",
            wrong=_company_sum,
            message=Text(
                "Shares of different wholes cannot be added up. Customers can, and so can households.",
                "不同整體的占比不能相加。顧客可以相加，家戶也可以。",
            ),
        ),
        Mistake(
            key="everybody",
            wrong=_company_everybody,
            message=Text(
                "You divided by all households. The target market is those that might buy.",
                "你除以全部的家戶。目標市場是可能會買的那些。",
            ),
        ),
        Mistake(key="ever", wrong=_company_ever, message=_EVER),
        Mistake(
            key="orders",
            wrong=_company_orders,
            message=Text(
                "These are orders over households. How many different customers are they?",
                "這是訂單數除以家戶數。不同的顧客有幾位？",
            ),
        ),
        Mistake(
            key="money",
            wrong=_company_money,
            message=Text(
                "That is money over money, the company's share by sales. Penetration counts heads.",
                "這是錢除以錢，也就是全公司以銷售額計的市佔率。滲透率數的是人頭。",
            ),
        ),
        Mistake(
            key="on-file",
            wrong=_company_on_file,
            message=Text(
                "These are all the names in the customer file. How many of them bought in the year?",
                "這是顧客檔裡所有的名字。其中那一年有買的是幾位？",
            ),
        ),
        Mistake(
            key="all-years",
            wrong=_company_all_years,
            message=Text(
                "Customers of one year, and below the line the households of every year in the table. Take `by_area`.",
                "分子是一年的顧客，分母卻把表裡每一年的家戶都加進去了。請用 `by_area`。",
            ),
        ),
    ),
    hints=(
        Text(
            "How many customers have we in all areas together? And how many target households are there?",
            "全部營業區加起來，我們有幾位顧客？目標家戶有幾戶？",
        ),
        Text(
            'Above: `ours["customer_id"]`, different ones. Below: the sum of a column of `by_area`.',
            '分子：`ours["customer_id"]`，數不同的。分母：`by_area` 某一欄的總和。',
        ),
    ),
    solution="""
company_penetration = ours["customer_id"].nunique() / by_area["target_households"].sum()
company_penetration
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_THREE_SHARES = ChoiceTask(
    id="2.2.three-shares",
    title=Text("Three shares of one area", "同一區的三個占比"),
    minutes=1,
    prompt=Text(
        "In one area 500 households might buy such goods. In the year 200 did buy, from whomever, for 1,000,000 in "
        "all; 50 of them bought from us, for 60,000. Which line is right?",
        "某一區有 500 戶可能會買。這一年真的買了的有 200 戶（不管跟誰買），一共花了 100 萬元；其中 50 戶跟我們買過，"
        "花了 6 萬元。哪一行對？",
    ),
    options=(
        Option(
            key="right",
            text=Text(
                "penetration 10%, share by customers 25%, share by sales 6%",
                "滲透率 10%，市佔率以顧客計 25%、以銷售額計 6%",
            ),
            why=Text(
                "50 of 500 who might, 50 of 200 who did, 60,000 of 1,000,000: three questions, three bases.",
                "可能買的 500 戶裡 50 戶、真的買的 200 戶裡 50 戶、100 萬裡 6 萬：三個問題，三個分母。",
            ),
        ),
        Option(
            key="swapped",
            text=Text(
                "penetration 25%, share by customers 10%, share by sales 6%",
                "滲透率 25%，市佔率以顧客計 10%、以銷售額計 6%",
            ),
            why=Text(
                "The first two are exchanged. Penetration is about everybody who *might* buy.",
                "前兩個對調了。滲透率看的是所有**可能**會買的人。",
            ),
        ),
        Option(
            key="one",
            text=Text(
                "penetration 10%, and that is also the share by customers; by sales 6%",
                "滲透率 10%，市佔率以顧客計也是 10%、以銷售額計 6%",
            ),
            why=Text(
                "Only if all 500 had bought from somebody. Here 300 bought nothing.",
                "除非 500 戶都跟某家買過才一樣。這裡有 300 戶什麼都沒買。",
            ),
        ),
        Option(
            key="wallet",
            text=Text(
                "penetration 10%, share by customers 25%, share by sales 24% (60,000 of 250,000)",
                "滲透率 10%，市佔率以顧客計 25%、以銷售額計 24%（25 萬裡的 6 萬）",
            ),
            why=Text(
                "24% would be our part of what *our* 50 spend in all, if they spend as all do (share of wallet). "
                "The market is all 1,000,000.",
                "24% 是**我們的顧客**花的錢裡有多少給我們（荷包佔有率），還要假設他們跟大家花得一樣多。市場是整整 "
                "100 萬。",
            ),
        ),
    ),
    right="right",
)

_GAP = ChoiceTask(
    id="2.2.gap",
    title=Text("Many small, few large", "人多錢少，人少錢多"),
    minutes=1,
    prompt=Text(
        "In the North 30% of those who might buy are our customers, and we have 4% of the money. In the South it is 3% "
        "and 12%. One campaign wins new customers, another sells more to those who come already. Which goes where?",
        "北區可能會買的人有 30% 是我們的顧客，錢只占 4%；南區的人占 3%，錢占 12%。一檔活動用來拉新顧客，"
        "另一檔用來讓老顧客多買。哪一檔放哪一區？",
    ),
    options=(
        Option(
            key="swapped",
            text=Text(
                "New customers in the North (they like us), more per customer in the South (they spend)",
                "北區喜歡我們的人多，放拉新；南區的人肯花錢，放多買",
            ),
            why=Text(
                "The other way round. In the North nearly a third comes already and buys little; in the South those "
                "who come spend a lot, and hardly anybody comes.",
                "反了。北區將近三分之一的人已經在買，只是買得少；南區來的人花得多，只是沒什麼人來。",
            ),
        ),
        Option(
            key="right",
            text=Text("New customers in the South, more per customer in the North", "南區放拉新，北區放多買"),
            why=Text(
                "Each where it is missing: customers in the South, spending in the North. (And in the South a few "
                "large ones carry it all: see that they stay.)",
                "缺什麼補什麼：南區缺人，北區缺消費。（而且南區全靠幾位大戶，別讓他們跑了。）",
            ),
        ),
        Option(
            key="both-new",
            text=Text(
                "New customers in both, since the share of the money is small in both",
                "兩區都拉新，因為兩區錢的占比都很小",
            ),
            why=Text(
                "In the North that brings still more who buy little: all the rest of the area, at the same rate, would "
                "make it 13% of the money.",
                "北區再拉人，來的還是買得少的人：就算把整區都拉來，照一樣的花法，錢也只占 13%。",
            ),
        ),
        Option(
            key="contradiction",
            text=Text("Neither: 30% and 4% contradict one another", "都不放，30% 和 4% 互相矛盾"),
            why=Text(
                "They count different things. Many customers who buy little give just that.",
                "兩個數的東西不一樣。人很多、買得很少，就會是這樣。",
            ),
        ),
    ),
    right="right",
)

_ATTAINABLE = ChoiceTask(
    id="2.2.attainable",
    title=Text("What can be won?", "拿得到多少？"),
    minutes=1,
    prompt=Text(
        "For the SOM of a new area you need a share that can be reached. Which can you defend before the bank?",
        "要估一個新營業區的 SOM，得先估可達成的占比。哪一個在銀行面前站得住腳？",
    ),
    options=(
        Option(
            key="ten",
            text=Text("10%, which is what business plans usually take", "10%，營運計畫書通常都這樣寫"),
            why=Text(
                "That others write it too is no reason. Where was it ever reached?",
                "別人也這樣寫，不算理由。這 10% 誰做到過？",
            ),
        ),
        Option(
            key="needed",
            text=Text("The share at which the new place pays for itself", "新據點剛好回本需要的占比"),
            why=Text(
                "That is what we *need*, and nothing makes it come true. Hold it against what can be reached.",
                "那是我們**需要**的，不會因為需要就成真。拿它去跟拿得到的比。",
            ),
        ),
        Option(
            key="ours",
            text=Text("The share of our best area that is like it", "我們在類似營業區做到過的最高占比"),
            why=Text(
                "Somebody has done it, namely we. It is still only as good as the word “like”: say in what.",
                "至少有人做到過，就是我們自己。可靠不可靠，要看「類似」兩個字：請說清楚是哪裡類似。",
            ),
        ),
        Option(
            key="rival",
            text=Text(
                "The share of the largest competitor, since that shows what customers there are ready to give",
                "最大競爭者的占比，因為那表示當地顧客願意給這麼多",
            ),
            why=Text(
                "It shows what *they* reached, with their shops, prices and years. And it is taken already.",
                "那是**他們**用自己的店、價格和多年經營做到的，而且已經被他們拿走了。",
            ),
        ),
    ),
    right="ours",
)

_THREE_C = ChoiceTask(
    id="2.2.three-c",
    title=Text("What belongs on the page?", "哪一句放得上去？"),
    minutes=1,
    prompt=Text(
        "Colleagues have filled in the three boxes for one area and one year, each with a number and its source. Which "
        "line may stay as it is?",
        "同事替某一區、某一年填了三個格子，每一句都有數字，也有來源。哪一句可以照樣留著？",
    ),
    options=(
        Option(
            key="on-file",
            text=Text("Company: 2,000 customers (customer file)", "公司：2,000 位顧客（顧客資料）"),
            why=Text(
                "That is everybody in the file, also those who last bought years ago. The box wants those of the year "
                "(`orders`).",
                "那是資料裡的所有人，好幾年沒來的也在內。這一格要的是那一年有買的（看 `orders`）。",
            ),
        ),
        Option(
            key="everybody",
            text=Text(
                "Customers: 6,000 households live there (market research, `households`)",
                "顧客：當地有 6,000 戶（市調，`households`）",
            ),
            why=Text(
                "Among them are those that would never buy such goods. The box asks who might: `target_households`.",
                "裡面有根本不會買的人家。這一格問的是誰可能會買：`target_households`。",
            ),
        ),
        Option(
            key="others",
            text=Text(
                "Competitors: the others sold 20 million (market research, `market_sales`)",
                "競爭者：別家賣了 2,000 萬（市調，`market_sales`）",
            ),
            why=Text(
                "`market_sales` is what all suppliers sold, and we are one of them. Take our own sales off first.",
                "`market_sales` 是所有業者賣的，我們也在裡面。要先扣掉自己的。",
            ),
        ),
        Option(
            key="fact",
            text=Text(
                "Competitors: the largest sold four times as much as we did (market research, `competitor_sales`)",
                "競爭者：最大的那家賣得是我們的四倍（市調，`competitor_sales`）",
            ),
            why=Text(
                "The source counts just what the line says, for the same area and year.",
                "來源數的正是這句話說的，同一區，也是同一年。",
            ),
        ),
    ),
    right="fact",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_LETTER = TextTask(
    id="2.2.letter",
    title=Text("Two sentences to the bank", "寫給銀行的兩句話"),
    minutes=3,
    prompt=Text(
        "First sentence: which area gets the money, with one number and what it is a share *of*. Second sentence: what "
        "has to come true for it to work, which the table does not show.",
        "第一句：錢放在哪一區，用上一個數字，並說清楚它是**什麼的**占比。第二句：要成功，前提是什麼？寫一個這張表沒說的。",
    ),
    model=Text(
        "Hold yours against these questions, then read the answer below the box.\n\n"
        "- Can the bank tell from your sentence whether the share is one of households, customers or money, of which "
        "year and which area?\n"
        "- Did you name the assumption (that a share reached in one area can be reached in another)?\n"
        "- Did you say who has the money now, and why they should let go of it?",
        "先拿這三個問題檢查自己寫的，再看下面那個版本。\n\n"
        "- 銀行看得出來你的占比是家戶、顧客還是錢的占比嗎？哪一年、哪一區？\n"
        "- 有沒有把假設寫出來（在這一區做得到的，在那一區也做得到）？\n"
        "- 有沒有說那些錢現在在誰手上？他們為什麼會放手？",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_NEAR,
    _BACK_MAP,
    _OF_HUNDRED,
    _HEADS_OR_MONEY,
    _PENETRATION,
    _SHARE,
    _COMPANY,
    _THREE_SHARES,
    _GAP,
    _ATTAINABLE,
    _THREE_C,
    _LETTER,
)
