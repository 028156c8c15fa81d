"""The questions and checks inside lesson 4.4, "Keeping the relationship through media"."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from customer_value import attribution, touch_paths, valid_orders
from customer_value.explorers.media.attribution import LOOK_BACK
from customer_value.ledger import Ledger, once_per_ledger
from customer_value.messages import Text
from tutor.shape import Column, Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

DAYS = 30
"""The look-back of the lesson."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


def _start(ledger: Ledger) -> pd.Timestamp:
    """The first of the last twelve months' days."""
    return ledger.snapshot - pd.DateOffset(years=1) + pd.Timedelta(days=1)


@once_per_ledger
def _media(ledger: Ledger) -> pd.DataFrame:
    """Spend, clicks and leads of each medium in the last twelve months; missing leads where there were none."""
    days, asked = ledger.table("media_daily"), ledger.table("leads")
    days = days[days["date"].between(_start(ledger), ledger.snapshot)]
    asked = asked[asked["created_on"].between(_start(ledger), ledger.snapshot)]
    table = days.groupby("medium")[["spend", "clicks"]].sum().astype(float)
    table["leads"] = asked.drop_duplicates("lead_id")["medium"].value_counts()
    table["won"] = asked[asked["stage"] == "won"].drop_duplicates("lead_id")["medium"].value_counts()
    table["ever"] = ledger.table("leads").drop_duplicates("lead_id")["medium"].value_counts()
    return table


def _per_lead(ledger: Ledger) -> pd.Series:
    return (_media(ledger)["spend"] / _media(ledger)["leads"]).rename("per_lead")


def _where_there_are_leads(values: pd.Series, ledger: Ledger) -> pd.Series:
    return values.where(_media(ledger)["leads"].notna()).rename("per_lead")


def _per_click(ledger: Ledger) -> pd.Series:
    return _where_there_are_leads(_media(ledger)["spend"] / _media(ledger)["clicks"], ledger)


def _clicks_per_lead(ledger: Ledger) -> pd.Series:
    return _where_there_are_leads(_media(ledger)["clicks"] / _media(ledger)["leads"], ledger)


def _leads_per_dollar(ledger: Ledger) -> pd.Series:
    media = _media(ledger)
    return _where_there_are_leads(media["leads"] / media["spend"].where(media["spend"] > 0), ledger)


def _per_lead_ever(ledger: Ledger) -> pd.Series:
    return _where_there_are_leads(_media(ledger)["spend"] / _media(ledger)["ever"], ledger)


def _per_won(ledger: Ledger) -> pd.Series:
    return _where_there_are_leads(_media(ledger)["spend"] / _media(ledger)["won"], ledger)


def _all_spend_per_lead(ledger: Ledger) -> pd.Series:
    return _where_there_are_leads(_media(ledger)["spend"].sum() / _media(ledger)["leads"], ledger)


@once_per_ledger
def _new(ledger: Ledger) -> pd.DataFrame:
    """The first order of everybody who became a customer in the last twelve months."""
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot).sort_values(["order_date", "order_id"])
    first = valid.drop_duplicates("customer_id")
    return first[first["order_date"] >= _start(ledger)]


@once_per_ledger
def _seen(ledger: Ledger) -> pd.DataFrame:
    """The touches that media made, not campaigns, whose channel may be called the same."""
    campaigns, touches = ledger.table("campaigns"), ledger.table("touches")
    media = campaigns["channel"].isin(ledger.table("media_daily")["medium"]) & (campaigns["hold_out"] == 0)
    return touches[touches["campaign_id"].isin(campaigns.loc[media, "campaign_id"])]


@once_per_ledger
def _paths(ledger: Ledger) -> pd.DataFrame:
    """A row per touch of a path, with the number of touches of its order."""
    paths = touch_paths(_seen(ledger), _new(ledger), days=DAYS, leads=ledger.table("leads"))
    return paths.assign(touches=paths["order_id"].map(paths["order_id"].value_counts()))


def _by_channel(values: pd.Series, ledger: Ledger) -> pd.Series:
    return values.groupby(_paths(ledger)["channel"]).sum().rename("revenue")


def _of(rows: pd.Series, ledger: Ledger, how: str = "sum") -> pd.Series:
    return _paths(ledger)[rows].groupby("channel")["amount"].agg(how).astype(float).rename("revenue")


def _first(ledger: Ledger) -> pd.Series:
    return _of(_paths(ledger)["step"] == 1, ledger)


def _last(ledger: Ledger) -> pd.Series:
    return _of(_paths(ledger)["step"] == _paths(ledger)["touches"], ledger)


def _last_counted(ledger: Ledger) -> pd.Series:
    return _of(_paths(ledger)["step"] == _paths(ledger)["touches"], ledger, "count")


def _last_mean(ledger: Ledger) -> pd.Series:
    return _of(_paths(ledger)["step"] == _paths(ledger)["touches"], ledger, "mean")


def _longest_paths(ledger: Ledger) -> pd.Series:
    return _of(_paths(ledger)["step"] == _paths(ledger)["step"].max(), ledger)


def _everybody(ledger: Ledger) -> pd.Series:
    return _by_channel(_paths(ledger)["amount"].astype(float), ledger)


def _linear(ledger: Ledger) -> pd.Series:
    return _by_channel(_paths(ledger)["amount"] / _paths(ledger)["touches"], ledger)


def _by_step(ledger: Ledger) -> pd.Series:
    return _by_channel(_paths(ledger)["amount"] / _paths(ledger)["step"], ledger)


def _merged(ledger: Ledger) -> pd.Series:
    once = _paths(ledger).drop_duplicates(["order_id", "channel"])
    part = once["amount"] / once["order_id"].map(once["order_id"].value_counts())
    return part.groupby(once["channel"]).sum().rename("revenue")


def _by_all_touches(ledger: Ledger) -> pd.Series:
    paths = _paths(ledger)
    total = paths.drop_duplicates("order_id")["amount"].sum()
    return (total * paths["channel"].value_counts(normalize=True)).rename("revenue")


def _linear_mean(ledger: Ledger) -> pd.Series:
    part = _paths(ledger)["amount"] / _paths(ledger)["touches"]
    return part.groupby(_paths(ledger)["channel"]).mean().rename("revenue")


@once_per_ledger
def _unexplained(ledger: Ledger) -> pd.Series:
    """By look-back: the part of the revenue that no touch leads to, in whole percent, as the picture says it."""
    shares = {}
    for days in LOOK_BACK:
        table = attribution(touch_paths(_seen(ledger), _new(ledger), days=days, leads=ledger.table("leads")), "linear")
        direct = table.loc[table["channel"] == "direct", "revenue"].sum()
        if (table["channel"] != "direct").any():
            shares[days] = round(100 * direct / table["revenue"].sum())
    return pd.Series(shares)


def _points_more(ledger: Ledger) -> float:
    shares = _unexplained(ledger)
    return float(shares.get(7, float("nan")) - shares.get(DAYS, float("nan")))


def _instead(wrong: Callable[[pd.Series], float]) -> Callable[[Ledger], float]:
    """What `wrong` makes of the parts without a touch; missing where that happens to be right."""

    def of(ledger: Ledger) -> float:
        shares = _unexplained(ledger)
        got = float(wrong(shares)) if {3, 7, DAYS} <= set(shares.index) else float("nan")
        return got if got != _points_more(ledger) else float("nan")

    return of


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_LOT = ChoiceTask(
    id="4.4.back-lot",
    title=Text("Against what?", "跟誰比？"),
    lesson="3.3",
    minutes=1,
    prompt=Text(
        "200 customers got a welcome message, 60 of them bought again. What do you need to know before you say what "
        "the message did?",
        "200 位新客收到歡迎訊息，60 位又買了。要說訊息有多少效果，還得知道什麼？",
    ),
    options=(
        Option(
            key="lastyear",
            text=Text("How many bought again last year", "去年有幾位又買"),
            why=Text(
                "Last year differed in more than the message: other goods, other weather, other customers.",
                "去年跟今年不只差一則訊息：商品、天氣、客人都不一樣。",
            ),
        ),
        Option(
            key="group",
            text=Text("How many of a like group without it bought again", "條件相同、沒收到的人，有幾位又買"),
            why=Text(
                "Drawn by lot they differ in nothing else. What is left between the two is the message's.",
                "抽籤留下的人，其他條件都一樣，兩邊的差別才是訊息的功勞。",
            ),
        ),
        Option(
            key="opened",
            text=Text("How many of the 200 opened it", "200 位裡有幾位打開"),
            why=Text(
                "Whoever opens is keener anyway. It says who read it, not what it changed.",
                "會打開的人本來就比較有興趣。這只說明誰看了，不是改變了什麼。",
            ),
        ),
    ),
    right="group",
)

_BACK_VALID = ChoiceTask(
    id="4.4.back-valid",
    title=Text("Which money?", "算哪一筆錢？"),
    lesson="1.2",
    minutes=1,
    prompt=Text(
        "A first order of 1,000; 300 of it was paid back before the day on which we judge. What may the media share "
        "out among themselves?",
        "一筆 1,000 元的首購，在判斷那天以前退了 300 元。各媒體可以分的是多少？",
    ),
    options=(
        Option(
            key="gross",
            text=Text("1,000", "1,000 元"),
            why=Text("300 of it went back. Nobody brought that money.", "其中 300 元已經退回去，誰也沒有帶來這筆錢。"),
        ),
        Option(
            key="net",
            text=Text("700", "700 元"),
            why=Text(
                "What is left after refunds: the order is valid, and 700 is its net amount.",
                "扣掉退款還剩 700 元：訂單有效，淨額就是 700 元。",
            ),
        ),
        Option(
            key="nothing",
            text=Text("Nothing, since there was a refund", "不能分，因為退過款"),
            why=Text("Only an order of which nothing is left drops out.", "全部退光的訂單才不算，這一筆還有剩。"),
        ),
    ),
    right="net",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_ANYWAY = GuessTask(
    id="4.4.anyway",
    title=Text("Of a hundred buyers", "每一百位買家"),
    minutes=1,
    prompt=Text(
        "Of every 100 who got it and bought, how many would have bought without it?",
        "收到而且買了的人，每 100 位裡，有幾位沒收到也會買？",
    ),
    unit=Text("of 100", "位"),
    low=0,
    high=100,
    start=0,
)

# --- Faded, own, explorer ----------------------------------------------------------------------------------------

_COST_PER_LEAD = ValueTask(
    id="4.4.cost-per-lead",
    title=Text("What a lead cost", "一筆名單多少錢"),
    name="per_lead",
    minutes=3,
    prompt=Text(
        "`per_lead`: for each medium, what was spent in the twelve months ÷ the number of different leads it brought. "
        "A medium without a lead stays empty.",
        "`per_lead`：每個媒體，十二個月的花費 ÷ 帶來幾筆不同的名單。沒有名單的媒體留空。",
    ),
    answer=_per_lead,
    returns=Column(name="per_lead", key="medium", unit="money"),
    mistakes=(
        Mistake(
            key="per-click",
            wrong=_per_click,
            message=Text(
                "That is what a click cost, as in the example. Which column stands below the line now?",
                "這是一次點擊的花費，跟示範一樣。現在分母要換成哪一欄？",
            ),
        ),
        Mistake(
            key="clicks-per-lead",
            wrong=_clicks_per_lead,
            message=Text(
                "That is how many clicks it took for a lead. Asked for is money.",
                "這是幾次點擊才換到一筆名單。這裡問的是錢。",
            ),
        ),
        Mistake(
            key="upside-down",
            wrong=_leads_per_dollar,
            message=Text(
                "That is how many leads one unit of money brought: the fraction is upside down.",
                "這是每一塊錢換到幾筆名單，分子分母顛倒了。",
            ),
        ),
        Mistake(
            key="all-years",
            wrong=_per_lead_ever,
            message=Text(
                "Here twelve months of spending meet the leads of all years. Use `asked`, not `leads`.",
                "花費是十二個月的，名單卻是歷年全部的。請用 `asked`，不要用 `leads`。",
            ),
        ),
        Mistake(
            key="won-only",
            wrong=_per_won,
            message=Text(
                "That is per lead that was won. Those who did not buy were leads, too.",
                "這只除以成交的名單。沒買的也是名單。",
            ),
        ),
        Mistake(
            key="all-spend",
            wrong=_all_spend_per_lead,
            message=Text(
                "You divided the money of all media by the leads of one. Each medium has its own `spend`.",
                "你拿全部媒體的花費，去除以單一媒體的名單。每個媒體有自己的 `spend`。",
            ),
        ),
    ),
    hints=(
        Text(
            "`nunique` counts how many different ones there are; `sum` would add up, `mean` average.",
            "`nunique` 數「有幾個不一樣的」；`sum` 是加總，`mean` 是平均。",
        ),
        Text(
            '`["lead_id"].nunique()`, and above the line `cost["spend"]`.',
            '`["lead_id"].nunique()`；分子是 `cost["spend"]`。',
        ),
    ),
    solution="""
# 1 How many different leads did each medium bring?  # lang-en
# 1 每個媒體帶來幾筆不同的名單？  # lang-zh-Hant
cost["leads"] = asked.groupby("medium")["lead_id"].nunique()

# 2 What did one of them cost?  # lang-en
# 2 一筆花了多少錢？  # lang-zh-Hant
per_lead = cost["spend"] / cost["leads"]
per_lead.round()
""",
)

_LAST = ValueTask(
    id="4.4.last",
    title=Text("Everything to the last touch", "全部給末次接觸"),
    name="last",
    minutes=3,
    prompt=Text(
        "`last`: for each channel, the money of the orders whose last touch it was.",
        "`last`：每個管道，末次接觸是它的那些訂單，一共多少錢。",
    ),
    answer=_last,
    returns=Column(name="revenue", key="channel", unit="money"),
    mistakes=(
        Mistake(
            key="first",
            wrong=_first,
            message=Text(
                "That is the first touch once more. The last one has the number of the path's touches: which column?",
                "這還是首次接觸。最後一步的編號，等於這條路徑的接觸次數：是哪一欄？",
            ),
        ),
        Mistake(
            key="everybody",
            wrong=_everybody,
            message=Text(
                "Here every touch gets the whole order, and far more is handed out than came in.",
                "這樣每次接觸都拿走整筆訂單，分出去的比收進來的多很多。",
            ),
        ),
        Mistake(
            key="longest",
            wrong=_longest_paths,
            message=Text(
                "You compare with one number for all. Most paths are shorter: each row knows how long its own is.",
                "你拿同一個數字去比所有路徑。大部分的路徑比較短，每一列自己知道有幾步。",
            ),
        ),
        Mistake(
            key="counted",
            wrong=_last_counted,
            message=Text("Those are orders. Asked for is their money: add up.", "這是訂單數。要的是金額，請加總。"),
        ),
        Mistake(
            key="mean",
            wrong=_last_mean,
            message=Text("That is the money of an average order. Add up.", "這是平均一筆的金額。請加總。"),
        ),
    ),
    hints=(
        Text(
            "In which rows is the step the last of its path? Look at the path printed above: step 1 of how many? Which "
            'column says so? It is written `paths["…"]`.',
            '哪些列是路徑的最後一步？看看上面那位顧客：第幾步、總共幾步？總共幾步是哪一欄？寫成 `paths["…"]`。',
        ),
        Text(
            '`paths["step"] == paths["touches"]`, and `.sum()`.', '`paths["step"] == paths["touches"]`，再 `.sum()`。'
        ),
    ),
    solution="""
last = paths[paths["step"] == paths["touches"]].groupby("channel")["amount"].sum()
last
""",
)

_LINEAR = ValueTask(
    id="4.4.linear",
    title=Text("The same to every touch", "每次接觸分一樣多"),
    name="linear",
    minutes=4,
    prompt=Text(
        "`linear`: every touch of a path gets the same part of the order; add the parts up by channel.",
        "`linear`：路徑上的每次接觸分到一樣多的錢，再依管道加總。",
    ),
    answer=_linear,
    returns=Column(name="revenue", key="channel", unit="money"),
    mistakes=(
        Mistake(
            key="everybody",
            wrong=_everybody,
            message=Text(
                "Every touch got the whole order. Divide first: by how many touches its path has.",
                "每次接觸都拿到整筆訂單。要先除：這條路徑有幾次接觸？",
            ),
        ),
        Mistake(
            key="by-step",
            wrong=_by_step,
            message=Text(
                "You divided by the number of the step: the first touch then gets all, the second half, and so on. "
                "Each is to get the same.",
                "你除以第幾步：第一步拿全部、第二步拿一半……應該每一步都一樣多。",
            ),
        ),
        Mistake(
            key="merged",
            wrong=_merged,
            message=Text(
                "Here a channel that touched twice gets one part. In linear attribution every touch counts.",
                "這樣同一個管道接觸兩次，只拿一份。平均分配是每次接觸都算。",
            ),
        ),
        Mistake(
            key="all-touches",
            wrong=_by_all_touches,
            message=Text(
                "You divided all money by all touches. Each order's money goes to its own touches only.",
                "你把所有的錢平均分給所有接觸。每筆訂單的錢，只分給自己的接觸。",
            ),
        ),
        Mistake(
            key="first",
            wrong=_first,
            message=Text("That is the first touch.", "這是首次接觸。"),
        ),
        Mistake(
            key="last",
            wrong=_last,
            message=Text("That is the last touch.", "這是末次接觸。"),
        ),
        Mistake(
            key="mean",
            wrong=_linear_mean,
            message=Text(
                "The parts are right; but this is an average part. Add them up by channel.",
                "每一份算對了，但這是平均一份。請依管道加總。",
            ),
        ),
    ),
    hints=(
        Text(
            "Two steps: the part of each row, `amount` divided by `touches`; then `groupby` and `sum` as for `last`.",
            "兩步：每一列的份，`amount` 除以 `touches`；再像 `last` 那樣 `groupby`、`sum`。",
        ),
        Text(
            '`paths["part"] = paths["amount"] / paths["touches"]`. Then add up `"part"` by channel.',
            '`paths["part"] = paths["amount"] / paths["touches"]`，再依管道加總 `"part"`。',
        ),
    ),
    solution="""
paths["part"] = paths["amount"] / paths["touches"]
linear = paths.groupby("channel")["part"].sum()
linear.round()
""",
)

_LOOK_BACK = ValueTask(
    id="4.4.look-back",
    title=Text("Seven days or thirty?", "7 天還是 30 天？"),
    name="points_more",
    minutes=2,
    prompt=Text(
        "`points_more`: by how many percentage points the part without a touch is higher with a look-back of 7 days "
        "than with one of 30, by the whole percentages under the picture.",
        "`points_more`：回溯期 7 天的時候，沒有任何接觸的占比，比 30 天高幾個百分點（看圖下面的整數百分比）。",
    ),
    answer=_points_more,
    returns=Number(unit="points"),
    mistakes=(
        Mistake(
            key="seven-alone",
            wrong=_instead(lambda shares: shares[7]),
            message=Text(
                "That is the part without a touch at 7 days. How much more is that than at 30?",
                "這是 7 天的時候沒有任何接觸的占比。比 30 天高了多少？",
            ),
        ),
        Mistake(
            key="thirty-alone",
            wrong=_instead(lambda shares: shares[DAYS]),
            message=Text(
                "That is the part without a touch at 30 days. What is it at 7, and how much more is that?",
                "這是 30 天的時候沒有任何接觸的占比。7 天是多少？高了多少？",
            ),
        ),
        Mistake(
            key="three-days",
            wrong=_instead(lambda shares: shares[3] - shares[DAYS]),
            message=Text(
                "You compared 3 days with 30. The question is about 7.",
                "你拿 3 天跟 30 天比。這裡問的是 7 天。",
            ),
        ),
        Mistake(
            key="far-right",
            wrong=_instead(lambda shares: shares[7] - shares.iloc[-1]),
            message=Text(
                "You compared 7 days with the far end of the slider. The lesson's look-back is 30.",
                "你拿 7 天跟滑桿的盡頭比。這一課用的回溯期是 30 天。",
            ),
        ),
        Mistake(
            key="upside-down",
            wrong=_instead(lambda shares: shares[DAYS] - shares[7]),
            message=Text(
                "The other way round: with 7 days more of the money is without a touch.",
                "方向反了：只看 7 天，沒有接觸的錢是變多。",
            ),
        ),
    ),
    hints=(
        Text(
            "Under the picture stands a percentage in brackets. Note it at 30 days and at 7, and take the difference.",
            "圖的下面，括號裡有一個百分比。30 天和 7 天各記一次，再相減。",
        ),
    ),
    solution="""
tables = {
    days: attribution_table(touch_paths(seen, new, days=days, leads=leads)).set_index("channel")["linear"]
    for days in (7, 30)
}
direct = {days: round(100 * table.get("direct", 0) / table.sum()) for days, table in tables.items()}
points_more = direct[7] - direct[30]
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_ONE_PATH = ChoiceTask(
    id="4.4.one-path",
    title=Text("Page, page, message", "粉專、粉專、訊息"),
    minutes=1,
    prompt=Text(
        "An order of 900. Touches before it, in order of time: page, page, message. What does the **page** get by "
        "first touch, by last touch, by linear?",
        "一筆 900 元的訂單，之前依序接觸：粉專、粉專、訊息。照首次接觸、末次接觸、平均分配，**粉專**各分到多少？",
    ),
    options=(
        Option(
            key="merged",
            text=Text("900, 0, 450", "900、0、450"),
            why=Text(
                "You shared between two channels. Linear shares between three touches, and two are the page's.",
                "你分給兩個管道。平均分配是分給三次接觸，其中兩次是粉專。",
            ),
        ),
        Option(
            key="right",
            text=Text("900, 0, 600", "900、0、600"),
            why=Text(
                "First: all of it. Last: nothing, the message was last. Linear: two of three parts of 300.",
                "首次：全部。末次：0，因為最後是訊息。平均分配：三份各 300，粉專拿兩份。",
            ),
        ),
        Option(
            key="full",
            text=Text("900, 900, 900", "900、900、900"),
            why=Text(
                "A medium that gives itself the whole order each time. Added up, 1,800 are handed out of 900.",
                "每次都把整筆算給自己。加上訊息的那份，900 元分出去 1,800 元。",
            ),
        ),
        Option(
            key="single",
            text=Text("900, 0, 300", "900、0、300"),
            why=Text("300 is one touch. The page touched twice.", "300 是一次接觸的份，粉專接觸了兩次。"),
        ),
    ),
    right="right",
)

_NO_LEADS = ChoiceTask(
    id="4.4.no-leads",
    title=Text("Nothing spent, nothing brought", "沒花錢的和沒帶人的"),
    minutes=1,
    prompt=Text(
        "In the quarter the films cost 5,000 and brought no lead; reviews by others cost nothing and brought 20. What "
        "did a lead of each cost?",
        "這一季，影片花了 5,000 元，沒有名單；別人寫的評論沒花錢，帶來 20 筆。兩者一筆名單各多少錢？",
    ),
    options=(
        Option(
            key="zero",
            text=Text("Films 0, reviews 0", "影片 0 元，評論 0 元"),
            why=Text(
                "With 0 the films would be the cheapest medium of all, for having brought nobody.",
                "寫成 0，影片就成了最便宜的媒體，只因為誰也沒帶來。",
            ),
        ),
        Option(
            key="all",
            text=Text("Films 5,000, reviews 0", "影片 5,000 元，評論 0 元"),
            why=Text(
                "5,000 would be the cost of one lead. There was none.", "5,000 元是有一筆名單時的答案，可是一筆也沒有。"
            ),
        ),
        Option(
            key="right",
            text=Text("Films none to name, reviews 0", "影片算不出來，評論 0 元"),
            why=Text(
                "Without a lead there is nothing to divide by, so the place stays empty. 0 ÷ 20 is 0.",
                "沒有名單就沒有分母，所以留空；0 ÷ 20 則是 0。",
            ),
        ),
    ),
    right="right",
)

_CREDITED = ChoiceTask(
    id="4.4.credited",
    title=Text("Credited and caused", "歸給它的，和它帶來的"),
    minutes=1,
    prompt=Text(
        "300 customers got a message, 45 of them bought; by last touch all 45 are the message's. Of 100 held out by "
        "lot 10 bought. How many did the message bring?",
        "300 位顧客收到訊息，45 位買了，照末次接觸全算訊息的。抽籤留下 100 位不寄，其中 10 位買了。訊息帶來了幾位？",
    ),
    options=(
        Option(
            key="last",
            text=Text("45", "45 位"),
            why=Text(
                "That is who was touched and bought. Some would have come without.",
                "這是收到而且買了的人，有些人沒收到也會來。",
            ),
        ),
        Option(
            key="not-scaled",
            text=Text("35", "35 位"),
            why=Text(
                "45 less 10 forgets that three times as many got it: 30 of 300 would have come anyway.",
                "45 減 10 忘了收到的人是三倍：300 位裡，本來就會來的是 30 位。",
            ),
        ),
        Option(
            key="right",
            text=Text("15", "15 位"),
            why=Text("10% of 300 are 30, and 45 less 30 is 15.", "300 位的 10% 是 30 位，45 減 30 是 15 位。"),
        ),
        Option(
            key="anyway",
            text=Text("30", "30 位"),
            why=Text("So many would have come anyway.", "這是本來就會來的人數。"),
        ),
    ),
    right="right",
)

_THREE_WAYS = ChoiceTask(
    id="4.4.three-ways",
    title=Text("A quiz or a guide", "猜謎還是教學"),
    minutes=1,
    prompt=Text(
        "You want customers back who have not been here for months. A quiz post gets 9 reactions and 0.3 clicks of 100 "
        "reached, a how-to post 1 reaction and 4 clicks. Which do you take, and what do you count?",
        "你想讓好幾個月沒來的顧客再上門。猜謎貼文每觸及 100 人有 9 次互動、0.3 次點擊；教學文章 1 次互動、4 次點擊。"
        "用哪一個？數什麼？",
    ),
    options=(
        Option(
            key="quiz",
            text=Text("The quiz; reactions, since they show the tie is alive", "猜謎；數互動，代表關係還在"),
            why=Text(
                "Reactions are pleasant, but your aim is a visit. Measure what you want.",
                "互動很好看，可是目的是再上門。想要什麼，就數什麼。",
            ),
        ),
        Option(
            key="clicks",
            text=Text("The guide; clicks, since it has thirteen times as many", "教學；數點擊，因為有十三倍"),
            why=Text(
                "The better bet, but clicks are not yet visits, and some would have come anyway.",
                "方向對了，可是點擊還不是上門，而且有些人本來就會來。",
            ),
        ),
        Option(
            key="right",
            text=Text("The guide; orders, against some drawn by lot without it", "教學；數訂單，跟抽籤沒收到的人比"),
            why=Text(
                "It leads to the shop, and the difference to the others is what it brought.",
                "它把人帶到店裡，跟沒收到的人相差多少，才是它帶來的。",
            ),
        ),
    ),
    right="right",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_ADVICE = TextTask(
    id="4.4.advice",
    title=Text("To the owner", "寫給老闆"),
    minutes=4,
    prompt=Text(
        "Two or three sentences: which medium gives up money or none; what the money is for; how you will know.",
        "寫兩、三句：哪個媒體要少花，還是都不動；這筆錢拿去做什麼；之後怎麼知道對不對。",
    ),
    model=Text(
        "Hold yours against these questions, then read the letter below the box.\n\n"
        "- Did you name the rule behind every number?\n"
        "- Would the same medium lose under another rule?\n"
        "- Is there somebody who is left out by lot, and a day on which both groups are counted?\n"
        "- Did you say what you give up?\n\n"
        "“Cut nothing before we have tested it” is a good answer too, if it says what the test is.",
        "先拿這幾個問題檢查自己寫的，再看下面那封信。\n\n"
        "- 每個數字背後用的是哪一套規則，有沒有寫？\n"
        "- 換一套規則，要砍的還是同一個媒體嗎？\n"
        "- 有沒有抽籤留一組不做？哪一天兩邊各數一次？\n"
        "- 有沒有說放棄了什麼？\n\n"
        "「測過以前都不砍」也是好答案，只要說清楚怎麼測。",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_LOT,
    _BACK_VALID,
    _COST_PER_LEAD,
    _LAST,
    _LINEAR,
    _LOOK_BACK,
    _ANYWAY,
    _ONE_PATH,
    _NO_LEADS,
    _CREDITED,
    _THREE_WAYS,
    _ADVICE,
)
