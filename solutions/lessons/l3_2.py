"""The questions and checks inside lesson 3.2, "Analysis of new-customer development"."""

from __future__ import annotations

import math

import pandas as pd

from customer_value.figures.new_customers.funnel_change import reached
from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures.new_customers.leads import lead_funnel
from customer_value.messages import Text
from solutions.lessons.orders import valid_on
from tutor.shape import Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

MONTH = 30
"""The waiting time is a whole number of so many days."""

POINTS = 5
"""By how much a step is raised in the explorer, in percentage points."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _known(ledger: Ledger) -> pd.DataFrame:
    """The leads as the snapshot knows them: closed, won, and how old."""
    leads = ledger.table("leads")
    known = leads[leads["created_on"] <= ledger.snapshot]
    closed = known["closed_on"] <= ledger.snapshot
    age = (ledger.snapshot - known["created_on"]).dt.days
    return known.assign(closed=closed, won=closed & (known["stage"] == "won"), age=age)


def _wait(ledger: Ledger) -> int:
    """The days after which 95 in 100 of the won leads had been won, up to the next whole month."""
    won = _known(ledger).query("won")
    slowest = (won["closed_on"] - won["created_on"]).dt.days.quantile(0.95)
    return MONTH if math.isnan(slowest) else max(MONTH, math.ceil(slowest / MONTH) * MONTH)


def _settled(ledger: Ledger, known: pd.DataFrame) -> pd.DataFrame:
    return known[known["closed"] | (known["age"] >= _wait(ledger))]


def _rate(ledger: Ledger) -> float:
    return float(_settled(ledger, _known(ledger))["won"].mean())


def _rate_open_kept(ledger: Ledger) -> float:
    return float(_known(ledger)["won"].mean())


def _rate_closed_only(ledger: Ledger) -> float:
    known = _known(ledger)
    return float(known.loc[known["closed"], "won"].mean())


def _rate_young(ledger: Ledger) -> float:
    known = _known(ledger)
    return float(known.loc[known["closed"] | (known["age"] < _wait(ledger)), "won"].mean())


def _rate_old_only(ledger: Ledger) -> float:
    known = _known(ledger)
    return float(known.loc[known["age"] >= _wait(ledger), "won"].mean())


def _rate_both(ledger: Ledger) -> float:
    known = _known(ledger)
    return float(known.loc[known["closed"] & (known["age"] >= _wait(ledger)), "won"].mean())


def _rate_won_or_old(ledger: Ledger) -> float:
    known = _known(ledger)
    return float(known.loc[known["won"] | (known["age"] >= _wait(ledger)), "won"].mean())


def _rate_whole_file(ledger: Ledger) -> float:
    return float((ledger.table("leads")["stage"] == "won").mean())


def _rate_count(ledger: Ledger) -> float:
    return float(_settled(ledger, _known(ledger))["won"].sum())


def _rate_settled_count(ledger: Ledger) -> float:
    return float(len(_settled(ledger, _known(ledger))))


def _rate_biggest(ledger: Ledger) -> float:
    """The rate of the source that most leads come from, as in the worked example."""
    known = _known(ledger)
    return float(_settled(ledger, known[known["source"] == known["source"].mode()[0]])["won"].mean())


# The cost of a new customer


@once_per_ledger
def periods(ledger: Ledger) -> tuple[pd.Timestamp, pd.Timestamp, pd.Timestamp]:
    """The first day of the period before, of the period, and of what comes after: twelve whole months, or fewer."""
    after = (ledger.snapshot + pd.Timedelta(days=1)).to_period("M")
    months = min(12, (after - ledger.orders["order_date"].min().to_period("M")).n // 2)
    return tuple((after - back).start_time for back in (2 * months, months, 0))


@once_per_ledger
def _parts(ledger: Ledger) -> dict[str, pd.Series]:
    """Spend and new customers of each channel in the period (the money of none in particular under ""), and buyers."""
    _, start, after = periods(ledger)
    costs = ledger.table("costs")
    chosen = costs[costs["month"].between(start, after - pd.Timedelta(days=1))]
    chosen = chosen[chosen["kind"] == "acquisition"]
    valid = valid_on(ledger, ledger.snapshot)
    valid = valid[valid["order_date"] < after]
    first = valid.groupby("customer_id")["order_date"].min()
    channel = ledger.customers.set_index("customer_id")["channel"]
    new = first.index[first >= start]
    buyers = valid.loc[valid["order_date"] >= start, "customer_id"].unique()
    asked = ledger.table("leads")["created_on"].between(start, after - pd.Timedelta(days=1)).sum()
    return {
        "spend": chosen.groupby(chosen["channel"].fillna(""))["amount"].sum(),
        "new": channel.reindex(new).fillna("").value_counts(),
        "buyers": pd.Series([len(buyers)]),
        "leads": pd.Series([asked]),
    }


def _spend_and_new(ledger: Ledger) -> tuple[float, float]:
    parts = _parts(ledger)
    return float(parts["spend"].sum()), float(parts["new"].sum())


def _blended(ledger: Ledger) -> float:
    spend, new = _spend_and_new(ledger)
    return spend / new if new else float("nan")


def _mean_of_channels(ledger: Ledger) -> float:
    parts = _parts(ledger)
    table = pd.DataFrame({"spend": parts["spend"], "new": parts["new"]}).drop(index="", errors="ignore").fillna(0)
    return float((table["spend"] / table["new"].where(table["new"] > 0)).mean())


def _sum_of_channels(ledger: Ledger) -> float:
    parts = _parts(ledger)
    new = parts["new"].drop("", errors="ignore")
    return float((parts["spend"].reindex(new.index).fillna(0) / new).sum())


def _named_only(ledger: Ledger) -> float:
    parts = _parts(ledger)
    new = parts["new"].sum()
    return float(parts["spend"].drop("", errors="ignore").sum() / new) if new else float("nan")


def _paid_only(ledger: Ledger) -> float:
    parts = _parts(ledger)
    new = parts["new"].reindex(parts["spend"].index).sum()
    return float(parts["spend"].sum() / new) if new else float("nan")


def _per_buyer(ledger: Ledger) -> float:
    return float(_parts(ledger)["spend"].sum() / _parts(ledger)["buyers"][0])


def _per_lead(ledger: Ledger) -> float:
    asked = _parts(ledger)["leads"][0]
    return float(_parts(ledger)["spend"].sum() / asked) if asked else float("nan")


def _upside_down(ledger: Ledger) -> float:
    return 1 / _blended(ledger)


def _only_spend(ledger: Ledger) -> float:
    return _spend_and_new(ledger)[0]


# The explorer


@once_per_ledger
def _funnel(ledger: Ledger) -> tuple[int, list[float]]:
    steps = lead_funnel(ledger.table("leads"), ledger.snapshot, days=_wait(ledger))
    return int(steps["reached"].iloc[0]), [float(rate) for rate in steps["step_rate"][1:]]


def _customers(leads: int, rates: list[float]) -> int:
    return round(reached(leads, rates)[-1])


def _gains(ledger: Ledger) -> list[int]:
    """The extra customers that the explorer shows when one step alone is raised by five points, step by step."""
    leads, rates = _funnel(ledger)
    raised = [min(round(rate * 100) + POINTS, 100) / 100 for rate in rates]
    found = [_customers(leads, [*rates[:at], new, *rates[at + 1 :]]) for at, new in enumerate(raised)]
    return [customers - _customers(leads, rates) for customers in found]


def _best_gain(ledger: Ledger) -> int:
    return max(_gains(ledger))


def _smallest_gain(ledger: Ledger) -> int:
    return min(_gains(ledger))


def _middle_gain(ledger: Ledger) -> int:
    return sorted(_gains(ledger))[1]


def _all_three(ledger: Ledger) -> int:
    leads, rates = _funnel(ledger)
    raised = [min(round(rate * 100) + POINTS, 100) / 100 for rate in rates]
    return _customers(leads, raised) - _customers(leads, rates)


def _customers_after(ledger: Ledger) -> int:
    return _customers(*_funnel(ledger)) + _best_gain(ledger)


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_AREAS = ChoiceTask(
    id="3.2.back-areas",
    title=Text("Two areas, one company", "兩區合起來"),
    lesson="2.2",
    minutes=1,
    prompt=Text(
        "North: 60 of 200 households buy from us. South: 60 of 1,000. What is the company's penetration?",
        "北區 200 戶有 60 戶跟我們買，南區 1,000 戶有 60 戶。整家公司的滲透率是多少？",
    ),
    options=(
        Option(
            key="mean",
            text=Text("18%", "18%"),
            why=Text(
                "The mean of 30% and 6%. It lets 200 households weigh as much as 1,000.",
                "這是 30% 和 6% 的平均，等於讓 200 戶和 1,000 戶一樣重。",
            ),
        ),
        Option(
            key="sums",
            text=Text("10%", "10%"),
            why=Text(
                "120 of 1,200: add up first, then divide. You will need that again today.",
                "1,200 戶裡的 120 戶：先加總，再相除。今天會再用到。",
            ),
        ),
        Option(
            key="best",
            text=Text("30%", "30%"),
            why=Text("That is the better area alone.", "這只是比較好的那一區。"),
        ),
    ),
    right="sums",
)

_BACK_TWICE = ChoiceTask(
    id="3.2.back-twice",
    title=Text("The second account", "第二個帳號"),
    lesson="1.2",
    minutes=1,
    prompt=Text(
        "Mrs Kuo has bought since 2023. In spring she opened a second account and ordered; nobody merged the two. What "
        "does that do to this year's cost per new customer?",
        "郭太太從 2023 年就在買。今年春天她又開了一個帳號下單，兩個帳號沒有合併。今年「每位新客的成本」會怎樣？",
    ),
    options=(
        Option(
            key="low",
            text=Text("It comes out too low", "算得太低"),
            why=Text(
                "She is counted as new without having been won: the same money over more people.",
                "她並不是今年開發來的，卻被算成新客：同樣的錢，除以更多人。",
            ),
        ),
        Option(
            key="high",
            text=Text("It comes out too high", "算得太高"),
            why=Text(
                "Look where she stands: in the number of new customers, below the line, and that grows.",
                "看看她在哪裡：新客人數在分母，分母變大了。",
            ),
        ),
        Option(
            key="same",
            text=Text("Nothing: her money is counted once", "不影響，錢只算一次"),
            why=Text(
                "The spend is the same, yes. But people are counted by account, and she has two.",
                "花費確實沒變。可是人數是照帳號數的，她有兩個。",
            ),
        ),
    ),
    right="low",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_TIMES = GuessTask(
    id="3.2.times",
    title=Text("Won or kept?", "開發和維繫"),
    minutes=1,
    prompt=Text(
        "“Winning a customer costs five times as much as keeping one.” And in this ledger? Per head, winning costs "
        "about … times as much as keeping.",
        "「開發一位新客的成本，是留住一位老客戶的五倍。」那這本帳本呢？平均每一位，開發的成本大約是維繫的幾倍？",
    ),
    unit=Text("times", "倍"),
    low=0,
    high=100,
    start=0,
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_OPEN_KEPT = Text(
    "Leads that may still buy count as lost here. Keep the settled ones first.",
    "還可能會買的人，在這裡等於當成沒買。先留下有結果的。",
)
_CLOSED_ONLY = Text(
    "Only closed leads are in here. One that has been open for longer than we wait counts too, as not won.",
    "這裡只有已結案的。等得夠久還沒結案的也要算進來，算沒成交。",
)

_CONVERSION = ValueTask(
    id="3.2.conversion",
    title=Text("Conversion of all leads", "全部名單的轉換率"),
    name="conversion_all",
    prompt=Text(
        "`conversion_all`: of the settled leads of all sources, the share that was won.",
        "`conversion_all`：所有來源有結果的名單裡，成交的比例。",
    ),
    answer=_rate,
    returns=Number(unit="share"),
    mistakes=(
        Mistake(key="open-kept", wrong=_rate_open_kept, message=_OPEN_KEPT),
        Mistake(key="closed-only", wrong=_rate_closed_only, message=_CLOSED_ONLY),
        Mistake(
            key="young",
            wrong=_rate_young,
            message=Text(
                "You kept the young open leads and left the old ones out. Which of the two do we no longer wait for?",
                "你留下的是還沒結案、才剛來問的，久的反而拿掉了。不用再等的是哪一種？",
            ),
        ),
        Mistake(
            key="old-only",
            wrong=_rate_old_only,
            message=Text(
                "Only old leads are in here. One that was closed after three days is settled, however young.",
                "這裡只有久的名單。三天就結案的，再新也有結果了。",
            ),
        ),
        Mistake(
            key="both",
            wrong=_rate_both,
            message=Text(
                "You kept leads that are closed **and** old. One of the two is enough: `|` instead of `&`.",
                "你留下的是已結案**而且**夠久的。兩個條件有一個成立就夠了：用 `|`，不用 `&`。",
            ),
        ),
        Mistake(
            key="whole-file",
            wrong=_rate_whole_file,
            message=Text(
                "This is the whole file, with what happened after the snapshot date. Begin with `known`.",
                "你用了整份檔案，連快照日以後的事都算進去了。請從 `known` 開始。",
            ),
        ),
        Mistake(
            key="count",
            wrong=_rate_count,
            message=Text(
                "This is how many were won. The mean of `True` and `False` gives the share.",
                "這是成交的筆數。`True` 和 `False` 取平均，才是比例。",
            ),
        ),
        Mistake(
            key="settled-count",
            wrong=_rate_settled_count,
            message=Text(
                "This is how many leads are settled. `.count()` counts rows, also those with `False`.",
                "這是有結果的名單有幾筆。`.count()` 數的是列數，`False` 也算一列。",
            ),
        ),
        Mistake(
            key="won-or-old",
            wrong=_rate_won_or_old,
            message=Text(
                "You kept those who were won, and the old ones. Who said no last week is settled too: the first column "
                "must not ask whether they bought.",
                "你留下的是成交的和夠久的。上星期說不要的，也有結果了：第一個空格不是問有沒有成交。",
            ),
        ),
        Mistake(
            key="one-source",
            wrong=_rate_biggest,
            message=Text(
                "This is still the source of the example above. Begin with `known`, all leads.",
                "這還是上面示範的那個來源。請從 `known`（全部的名單）開始。",
            ),
        ),
    ),
    hints=(
        Text(
            "It is the cell above without step 1: put `known` where `ours` stood.",
            "跟上面那一格一樣，只是少了第 1 步：`ours` 換成 `known`。",
        ),
        Text(
            "The share of `True` is their average; the last line of the example above has the word for it.",
            "`True` 的比例就是平均數；上面示範的第 3 步用的就是那個字。",
        ),
    ),
    solution="""
# 1 Settled: closed, or too old to wait for  # lang-en
# 1 有結果：已結案，或已經不用再等  # lang-zh-Hant
settled_all = known[known["closed"] | (known["age"] >= wait)]

# 2 The share of them that was won  # lang-en
# 2 其中成交的比例  # lang-zh-Hant
conversion_all = settled_all["won"].mean()
conversion_all
""",
)

_BLENDED = ValueTask(
    id="3.2.blended",
    title=Text("The blended cost", "整體的獲客成本"),
    name="blended",
    prompt=Text(
        "`blended`: all the money of the table `now`, divided by all its new customers.",
        "`blended`：`now` 這張表裡全部的錢，除以全部的新客。",
    ),
    answer=_blended,
    returns=Number(unit="money"),
    mistakes=(
        Mistake(
            key="mean-of-channels",
            wrong=_mean_of_channels,
            message=Text(
                "You took the mean of the channels' costs. A channel with a handful of customers weighs as much there "
                "as one with hundreds. Add up first, then divide.",
                "你把各通路的成本拿來平均，只帶來幾個人的通路，就和帶來幾百人的一樣重。先加總，再相除。",
            ),
        ),
        Mistake(
            key="sum-of-channels",
            wrong=_sum_of_channels,
            message=Text(
                "You added up the channels' costs. Nobody is won through all channels at once: use the money and the "
                "people themselves.",
                "你把各通路的每位成本加起來了。沒有人是所有通路一起帶來的：要用錢和人數本身來算。",
            ),
        ),
        Mistake(
            key="named-only",
            wrong=_named_only,
            message=Text(
                "The money of no channel in particular is missing. It was spent on new customers all the same.",
                "少了不屬於任何通路的那筆錢。它一樣是花來開發新客的。",
            ),
        ),
        Mistake(
            key="paid-only",
            wrong=_paid_only,
            message=Text(
                "You left out the customers of channels that cost nothing. That is a useful number too (“paid”), but "
                "here all new customers are asked for.",
                "你沒有算不花錢就來的人。這個數字也有用（只看付費通路），但這一題要的是全部新客。",
            ),
        ),
        Mistake(
            key="per-buyer",
            wrong=_per_buyer,
            message=Text(
                "You divided by everybody who bought in the period. Most of them had not to be won any more; the table "
                "holds the new ones.",
                "你除以這段期間所有的買家。老客戶不是這次開發來的；新客人數在表裡。",
            ),
        ),
        Mistake(
            key="per-lead",
            wrong=_per_lead,
            message=Text(
                "This is the cost per lead. Asking is not buying: divide by new customers.",
                "這是每筆名單的成本。來問不等於來買，要除以新客人數。",
            ),
        ),
        Mistake(
            key="upside-down",
            wrong=_upside_down,
            message=Text(
                "Upside down: these are customers per unit of money.",
                "上下顛倒了：這是每一塊錢帶來幾個人。",
            ),
        ),
        Mistake(
            key="only-spend",
            wrong=_only_spend,
            message=Text(
                "That is all the money. How much is it for each new customer?",
                "這是全部的錢。平均每位新客是多少？",
            ),
        ),
    ),
    hints=(
        Text(
            "Two sums and a division. Do not use the column `acquisition_cost` at all.",
            "兩個總和，再相除。`acquisition_cost` 那一欄完全用不到。",
        ),
        Text(
            '`now["spend"].sum()` is all the money. The people stand in the column `customers`.',
            '`now["spend"].sum()` 是全部的錢。人數在 `customers` 欄。',
        ),
    ),
    solution="""
blended = now["spend"].sum() / now["customers"].sum()
blended
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------

_EXTRA = ValueTask(
    id="3.2.extra",
    title=Text("The best five points", "最值得的五個百分點"),
    name="extra_customers",
    minutes=2,
    prompt=Text(
        "`extra_customers`: how many more customers the title shows when the one step that brings most is raised by "
        "five points, and the other two stand where they were.",
        "`extra_customers`：只把效果最大的那一關提高五個百分點，另外兩關不動，標題說多幾位顧客？",
    ),
    answer=_best_gain,
    returns=Number(unit="customers", whole=True),
    mistakes=(
        Mistake(
            key="smallest",
            wrong=_smallest_gain,
            message=Text(
                "One step alone, and the one that brings least. Go back to the start, and try the other two.",
                "只動了一關沒錯，但這一關帶來的最少。按「回到起點」，再試另外兩關。",
            ),
        ),
        Mistake(
            key="middle",
            wrong=_middle_gain,
            message=Text(
                "One step alone, but another brings more. Which step loses the largest part of those who reach it?",
                "只動了一關沒錯，但還有更多的。哪一關流失的比例最大？",
            ),
        ),
        Mistake(
            key="all-three",
            wrong=_all_three,
            message=Text(
                "That is with all three steps raised. Go back to the start, then move one.",
                "這是三關一起提高。按「回到起點」，一次只動一關。",
            ),
        ),
        Mistake(
            key="after",
            wrong=_customers_after,
            message=Text(
                "That is how many customers there are then. How many more is that than before?",
                "這是提高之後一共有幾位。比原本多幾位？",
            ),
        ),
    ),
    hints=(
        Text(
            "Move one slider five to the right, note the number in the title, press “Back to the start”, and go to "
            "the next.",
            "把一支滑桿往右拉 5，記下標題的數字，按「回到起點」，再換下一支。",
        ),
        Text(
            "You may also click the number beside a slider and type a new one.",
            "也可以直接點滑桿右邊的數字來改。",
        ),
    ),
    solution="""
# Read off the explorer; worked out here with the same steps  # lang-en
# 從圖上讀出來的數字；這裡用同樣的步驟算一次  # lang-zh-Hant
asked, rates = funnel["reached"].iloc[0], funnel["step_rate"].iloc[1:]
raised = (rates.mul(100).round() + 5).clip(upper=100) / 100
won_before = round(asked * rates.prod())
extra_customers = max(round(asked * rates.prod() / rates[step] * raised[step]) - won_before for step in rates.index)
extra_customers
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_FIFTY = ChoiceTask(
    id="3.2.fifty",
    title=Text("Fifty leads", "五十筆名單"),
    minutes=1,
    prompt=Text(
        "We wait 60 days. Of 50 leads 21 were won and 15 said no. 14 are open: 9 of them asked more than 60 days ago, "
        "5 last week. What is the conversion rate?",
        "我們等 60 天。50 筆名單裡，21 筆成交，15 筆說不要，14 筆還沒結案：其中 9 筆是 60 多天前來問的，5 筆是上星期。"
        "轉換率是多少？",
    ),
    options=(
        Option(
            key="all",
            text=Text("21 of 50, 42%", "50 筆裡的 21 筆，42%"),
            why=Text(
                "The five of last week count as lost here. Nobody knows yet what they will do.",
                "上星期那 5 筆，在這裡等於當成沒買。可是還沒有人知道他們會不會買。",
            ),
        ),
        Option(
            key="settled",
            text=Text("21 of 45, 47%", "45 筆裡的 21 筆，47%"),
            why=Text(
                "36 are closed, and 9 are so old that nothing more is to be expected. The 5 wait outside.",
                "36 筆已結案，9 筆久到不用再等。另外 5 筆先不算。",
            ),
        ),
        Option(
            key="closed",
            text=Text("21 of 36, 58%", "36 筆裡的 21 筆，58%"),
            why=Text(
                "The nine have never answered, and have had their time. Leaving them out makes the rate too good.",
                "那 9 筆一直沒回音，時間也給夠了。拿掉他們，轉換率會太漂亮。",
            ),
        ),
        Option(
            key="lost",
            text=Text("21 against 15, 140%", "21 比 15，140%"),
            why=Text(
                "Won against lost is no share of anything: the 21 asked, too, and belong below the line.",
                "成交比不要，不是任何東西的比例：那 21 筆也來問過，分母要有他們。",
            ),
        ),
    ),
    right="settled",
)

_NEXT = ChoiceTask(
    id="3.2.next",
    title=Text("Four more", "多了四位"),
    minutes=1,
    prompt=Text(
        "A stall cost 30,000 last year and brought 100 new customers; this year 36,000 and 104. A new customer leaves "
        "a margin of 900 in the first year. Which number decides about the extra 6,000?",
        "市集攤位去年花 30,000 元，帶來 100 位新客；今年花 36,000 元，帶來 104 位。一位新客第一年留下毛利 900 元。"
        "多花的 6,000 元值不值得，該看哪個數字？",
    ),
    options=(
        Option(
            key="average",
            text=Text("346, the average of this year: below 900, worth it", "今年平均 346 元，低於 900，值得"),
            why=Text(
                "The average spreads the money over the 100 who would have come for 30,000.",
                "平均把錢攤給了 30,000 元就會來的那 100 位。",
            ),
        ),
        Option(
            key="extra",
            text=Text("1,500 for each of the four: above 900, not worth it", "那四位每位 1,500 元，高於 900，不值得"),
            why=Text(
                "6,000 ÷ 4. And with four people, be careful: two more or fewer by chance, and it is 1,000 or 3,000.",
                "6,000 ÷ 4。不過只有四位要小心：碰巧差個兩位，就變成 1,000 或 3,000。",
            ),
        ),
        Option(
            key="spread",
            text=Text("58, the 6,000 over all 104: far below 900", "6,000 除以 104 位是 58 元，遠低於 900"),
            why=Text(
                "Whom did the 6,000 bring? Four, not 104.",
                "這 6,000 元帶來了誰？四位，不是 104 位。",
            ),
        ),
        Option(
            key="growth",
            text=Text("4% more customers: growth, so worth it", "新客多了 4%，有成長就值得"),
            why=Text(
                "Growth says nothing of its price. The spend grew by a fifth.",
                "成長多少，沒說花了多少錢換來。花費可是多了兩成。",
            ),
        ),
    ),
    right="extra",
)

_KEYWORD = ChoiceTask(
    id="3.2.keyword",
    title=Text("Which keyword?", "該用哪一招？"),
    minutes=1,
    prompt=Text(
        "Enough people ask. But of a hundred who get a quotation only 40 buy; the others were on the product page and "
        "left. Which keyword of precision marketing goes to work on *that* step?",
        "來問的人夠多了。可是拿到報價的一百位只有 40 位買，其他人看過商品頁就走了。"
        "精準行銷的哪一招，是對付**這一關**的？",
    ),
    options=(
        Option(
            key="lookalike",
            text=Text("Look-alike audience", "類似受眾"),
            why=Text(
                "It brings other people in at the top. Of these, too, 60 in 100 would leave at the same place.",
                "那是從最上面再放更多人進來，這些人走到同一關，一樣會走掉六成。",
            ),
        ),
        Option(
            key="search",
            text=Text("Search keyword", "搜尋關鍵字"),
            why=Text(
                "Search words reach people who are only beginning to ask: the top of the funnel again.",
                "關鍵字接到的是剛開始找的人，還是在漏斗的最上面。",
            ),
        ),
        Option(
            key="retargeting",
            text=Text("Retargeting", "再行銷"),
            why=Text(
                "It speaks to exactly those who were here and left. Some would have come back anyway; leave a few out "
                "by lot, and you see how many.",
                "它找的正是來過又走掉的人。其中有些人本來就會回來；抽一部分人不投，就看得出有多少。",
            ),
        ),
        Option(
            key="landing",
            text=Text("Landing page", "到達頁"),
            why=Text(
                "That helps between the click and the question. These people have asked already, and have their "
                "quotation.",
                "到達頁管的是「點進來」到「開口問」。這些人早就問過，也拿到報價了。",
            ),
        ),
    ),
    right="retargeting",
)

_NOT_SHOWN = ChoiceTask(
    id="3.2.not-shown",
    title=Text("Half the money?", "錢只要一半？"),
    minutes=1,
    prompt=Text(
        "Suppose the table said: each customer won cost 1,000, each one kept 500. “So put all the money into keeping”, "
        "says the accountant. Which number is still missing before anybody may say that?",
        "假設表上寫：開發一位新客 1,000 元，留住一位老客戶 500 元。會計說：「那錢全部拿去維繫。」"
        "要下這個結論，還少了哪個數字？",
    ),
    options=(
        Option(
            key="anyway",
            text=Text("How many would have stayed without the 500", "不花 500 元也會留下來的有幾位"),
            why=Text(
                "Most of the kept may have come of their own accord. What the 500 *added* takes a group left out by "
                "lot (lesson 3.3).",
                "留下來的人，也許大多本來就會來。500 元**多**留住了幾位，要有抽籤不做的一組才知道（第 3.3 課）。",
            ),
        ),
        Option(
            key="total",
            text=Text("How much is spent on each of the two in all", "開發和維繫，各自一共花了多少錢"),
            why=Text(
                "Large or small, a total says nothing of what another 500 would bring.",
                "總額再大再小，都沒說再花 500 元會多帶來什麼。",
            ),
        ),
        Option(
            key="industry",
            text=Text("How many times as much it is for our competitors", "同業的開發成本，是維繫的幾倍"),
            why=Text(
                "That is “five times” again: somebody else's number about somebody else's customers.",
                "那就是另一個「五倍」：別人的顧客，別人的數字。",
            ),
        ),
        Option(
            key="none",
            text=Text("None: 500 is less than 1,000, so keeping is better", "都不少，維繫比較便宜，就是比較好"),
            why=Text(
                "A company that wins nobody shrinks, because every year some old customers leave. And the 500 may have "
                "changed nothing.",
                "老客戶每年都會走掉一些，完全不開發的公司只會越來越小。何況那 500 元，可能什麼也沒改變。",
            ),
        ),
    ),
    right="anyway",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_ADVICE = TextTask(
    id="3.2.advice",
    title=Text("Where the money goes", "這筆錢放哪裡"),
    minutes=3,
    prompt=Text(
        "Three sentences to the owner: where the extra money goes and by which number; what that gives up; how we will "
        "know in a year.",
        "寫三句話給老闆：多的錢放哪裡、根據哪個數字；這樣會放棄什麼；一年後怎麼知道對不對。",
    ),
    model=Text(
        "Hold yours against these questions, then read the answer below the box.\n\n"
        "- Is your number that of the *next* customer, or of all of them on average?\n"
        "- Did you say how many people stand behind it?\n"
        "- Did you name somebody who gets less because of your choice?\n"
        "- Will some be left out by lot, so that next year's number is better than this one?\n\n"
        "A channel, the follow-up of leads, and the second order of those already won are all good answers.",
        "先拿這幾個問題檢查自己寫的，再看下面的寫法。\n\n"
        "- 你用的是**下一位**新客的成本，還是全部的平均？\n"
        "- 有沒有寫這個數字背後有幾個人？\n"
        "- 有沒有說因為這個選擇，誰會分到比較少？\n"
        "- 有沒有抽一部分人不做，讓明年的數字比今年可靠？\n\n"
        "放在某個通路、放在名單的後續聯絡、放在讓新客買第二次，都可以是好答案。",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_AREAS,
    _BACK_TWICE,
    _CONVERSION,
    _EXTRA,
    _BLENDED,
    _TIMES,
    _FIFTY,
    _NEXT,
    _KEYWORD,
    _NOT_SHOWN,
    _ADVICE,
)
