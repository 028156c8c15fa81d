"""The questions and checks inside lesson 5.5, "Repurchase rate of existing customers"."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from customer_value import words
from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures.repurchase.trend import calendar_windows, repurchase_trend, rolling_windows
from customer_value.messages import Text
from solutions.lessons.orders import valid_on
from tutor.shape import Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

LAPSE_DAYS = 180
DAY = pd.Timedelta(days=1)

LAST, BEFORE, YEAR_AGO = -1, -2, -5
"""The quarters of the lesson, counted from the end."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _quarters(ledger: Ledger) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    whole = calendar_windows(ledger.orders["order_date"].min(), ledger.snapshot)
    found = [(pd.Timestamp(first), pd.Timestamp(last)) for first, last in whole]
    return found[:1] * (-YEAR_AGO - len(found)) + found  # a young ledger has its first quarter in place of those before


def _last_orders(ledger: Ledger, day: pd.Timestamp) -> pd.Series:
    """Each customer's last order before a day."""
    return valid_on(ledger, day - DAY).groupby("customer_id")["order_date"].max()


def _base(ledger: Ledger, day: pd.Timestamp) -> pd.Index:
    """The existing customers on the morning of a day."""
    last = _last_orders(ledger, day)
    return last[last >= day - pd.Timedelta(days=LAPSE_DAYS)].index


def _orders_in(ledger: Ledger, place: int) -> pd.Series:
    """The customer of every order in a quarter."""
    start, end = _quarters(ledger)[place]
    orders = valid_on(ledger, end)
    return orders.loc[orders["order_date"] >= start, "customer_id"]


def _rate(base: int, bought: int | None = None) -> Callable[[Ledger], float]:
    """The share of one quarter's existing customers who bought in a quarter, by default the same one."""

    def of(ledger: Ledger) -> float:
        people = _base(ledger, _quarters(ledger)[base][0])
        return float(people.isin(_orders_in(ledger, base if bought is None else bought)).mean())

    return of


def _of_buyers(place: int) -> Callable[[Ledger], float]:
    def of(ledger: Ledger) -> float:
        buyers = pd.Index(_orders_in(ledger, place).unique())
        return float(buyers.isin(_base(ledger, _quarters(ledger)[place][0])).mean())

    return of


def _all_buyers(place: int) -> Callable[[Ledger], float]:
    def of(ledger: Ledger) -> float:
        return _orders_in(ledger, place).nunique() / len(_base(ledger, _quarters(ledger)[place][0]))

    return of


def _lapsed_in_both(place: int) -> Callable[[Ledger], float]:
    def of(ledger: Ledger) -> float:
        known = _last_orders(ledger, _quarters(ledger)[place][0]).index
        return float(known.isin(_orders_in(ledger, place)).mean())

    return of


def _at_the_end(place: int) -> Callable[[Ledger], float]:
    def of(ledger: Ledger) -> float:
        people = _base(ledger, _quarters(ledger)[place][1] + DAY)
        return float(people.isin(_orders_in(ledger, place)).mean())

    return of


def _count(place: int) -> Callable[[Ledger], float]:
    def of(ledger: Ledger) -> float:
        return float(_base(ledger, _quarters(ledger)[place][0]).isin(_orders_in(ledger, place)).sum())

    return of


def _orders_per_head(place: int) -> Callable[[Ledger], float]:
    def of(ledger: Ledger) -> float:
        people = _base(ledger, _quarters(ledger)[place][0])
        return float(_orders_in(ledger, place).isin(people).sum() / len(people))

    return of


MESSAGES = {
    "of-buyers": Text(
        "You asked what share of the buyers were existing customers: that is the accountant's rate. The base has to "
        "stand in front of `.isin`.",
        "你算的是買家裡有多少老客戶，那是會計的比率。站在 `.isin` 前面的，要是分母。",
    ),
    "all-buyers": Text(
        "Everybody who bought stands above the line here, new customers too. Is everybody above the line also below "
        "it?",
        "你的分子是這一季的所有買家，連新客都算。分子裡的每個人，都在分母裡嗎？",
    ),
    "lapsed-in-both": Text(
        "This takes everybody who had ever bought before the quarter. Where do the 180 days come in?",
        "你把這一季以前買過的所有人都算進去了。180 天用在哪裡？",
    ),
    "at-the-end": Text(
        "The base here is that of the day after the quarter. On which morning is it fixed?",
        "你的分母是這一季結束以後的老客戶。分母應該在哪一天早上定下來？",
    ),
    "count": Text(
        "This is how many customers came, not what share of the base. Which word makes a share of True and False?",
        "這是人數，不是比率。True 和 False 要用哪個字才會變成比率？",
    ),
    "orders": Text(
        "Here orders stand above the line. Whoever ordered five times in the quarter is still one customer.",
        "你的分子數的是訂單。這一季下了五次單的人，還是一位顧客。",
    ),
    "last-quarter": Text(
        "This is the last quarter's rate once more. Which names belong to the quarter asked for?",
        "這還是最後一季的比率。題目問的那一季，要用哪幾個名字？",
    ),
    "quarter-before": Text(
        "This is the rate of the quarter before. The same quarter a year ago is `quarters[-5]`.",
        "這是前一季的比率。去年同一季是 `quarters[-5]`。",
    ),
    "later-buyers": Text(
        "The base is right, but it is looked up among the buyers of the last quarter. Both parts belong to one window.",
        "分母對了，可是拿去比對的是最後一季的買家。上下兩部分要用同一段期間。",
    ),
    "later-base": Text(
        "The buyers are right, but the base is that of the last quarter. Each window has a base of its own.",
        "買家對了，可是分母用的是最後一季的老客戶。每一段期間都有自己的分母。",
    ),
}


def _mistakes(place: int, **others: Callable[[Ledger], float]) -> tuple[Mistake, ...]:
    wrong = {
        "of-buyers": _of_buyers(place),
        "all-buyers": _all_buyers(place),
        "lapsed-in-both": _lapsed_in_both(place),
        "at-the-end": _at_the_end(place),
        "count": _count(place),
        "orders": _orders_per_head(place),
        "last-quarter": _rate(LAST),
        "later-buyers": _rate(place, LAST),
        "later-base": _rate(LAST, place),
    } | {key.replace("_", "-"): measure for key, measure in others.items()}
    if place == BEFORE:  # the base of the last quarter is the one judged at the end of the quarter before
        del wrong["later-base"]
    return tuple(Mistake(key=key, wrong=measure, message=MESSAGES[key]) for key, measure in wrong.items())


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_EXISTING = ChoiceTask(
    id="5.5.back-existing",
    title=Text("Who is an existing customer?", "誰是老客戶？"),
    lesson="5.4",
    minutes=1,
    prompt=Text(
        "The quarter opens on 1 October. Whoever has been away for more than 180 days (last here on 3 April or "
        "earlier) has lapsed. Valid orders of four people:\n\n"
        "- Amy: 12 September\n- Ben: 4 April, 2 November\n- Cleo: 10 February, 20 November\n- Dan: 5 October\n\n"
        "Who is an existing customer when the quarter opens?",
        "這一季從 10 月 1 日開始。超過 180 天沒來的（也就是上次來是 4 月 3 日或更早）算流失。四個人的有效訂單：\n\n"
        "- 小安：9 月 12 日\n- 阿本：4 月 4 日、11 月 2 日\n- 佳佳：2 月 10 日、11 月 20 日\n- 大丹：10 月 5 日\n\n"
        "這一季開始的時候，誰是老客戶？",
    ),
    options=(
        Option(
            key="amy",
            text=Text("Amy only", "只有小安"),
            why=Text(
                "From 4 April to 1 October it is exactly 180 days. More than 180 is lapsed; Ben is still in.",
                "4 月 4 日到 10 月 1 日剛好 180 天。超過 180 天才算流失，阿本還在。",
            ),
        ),
        Option(
            key="amy-ben",
            text=Text("Amy and Ben", "小安和阿本"),
            why=Text(
                "Both ordered within 180 days before the opening. What comes after 1 October is not known yet.",
                "兩個人都在開始前 180 天之內買過。10 月 1 日以後的事，當時還不知道。",
            ),
        ),
        Option(
            key="buyers",
            text=Text("Ben, Cleo and Dan", "阿本、佳佳和大丹"),
            why=Text(
                "These are the ones who bought in the quarter. Existing is decided before it: Cleo had lapsed, "
                "Dan was "
                "not there yet.",
                "這三位是這一季買了的人。老客戶要在這一季之前就決定：佳佳已經流失，大丹還沒來過。",
            ),
        ),
        Option(
            key="three",
            text=Text("Amy, Ben and Cleo", "小安、阿本和佳佳"),
            why=Text(
                "Cleo comes back in November, but on 1 October she has been away since February: lapsed, to be won "
                "back.",
                "佳佳 11 月回來了，可是 10 月 1 日那天，她從 2 月起就沒來過：算流失，之後是被喚回的。",
            ),
        ),
    ),
    right="amy-ben",
)

_BACK_YOUNG = ChoiceTask(
    id="5.5.back-young",
    title=Text("Too young to judge", "還不能下定論"),
    lesson="5.3",
    minutes=1,
    prompt=Text(
        "Snapshot 31 December. A colleague says: “Of the customers who first bought in December only 4 in 100 have "
        "bought again. In June's it was 25. Something has gone wrong.” What do you answer?",
        "快照日是 12 月 31 日。同事說：「12 月首購的客人，一百位只有 4 位再買；6 月首購的有 25 位。一定出了問題。"
        "」你怎麼回？",
    ),
    options=(
        Option(
            key="worse",
            text=Text("December's customers are worse: gift buyers", "12 月的客人比較差，多半是買禮物的"),
            why=Text(
                "Perhaps, but the numbers cannot say so: they have not had time to come back.",
                "也許，可是這兩個數字說不出來：他們根本還沒時間回來。",
            ),
        ),
        Option(
            key="young",
            text=Text(
                "June's had six months for it, December's a few weeks",
                "6 月的人有半年可以回來，12 月的人才幾個星期",
            ),
            why=Text(
                "Compare people at one age. Until December's have had their time, they are not judged.",
                "要在同樣的年資上比。12 月的人還沒等夠久，先不下定論。",
            ),
        ),
        Option(
            key="zero",
            text=Text(
                "Count those not back yet as lost, and wait for the next report", "還沒回來的先當作流失，下次報告再看"
            ),
            why=Text(
                "That makes the youngest customers the worst every time. Not yet is not never.",
                "這樣每次都是最新的客人最差。還沒回來，不等於不回來。",
            ),
        ),
    ),
    right="young",
)

_BACK_SEASON = ChoiceTask(
    id="5.5.back-season",
    title=Text("What the season does", "季節的影子"),
    lesson="1.6",
    minutes=1,
    prompt=Text(
        "In this shop October has a seasonal index of 1.0 and December one of 1.3 (1 is an average month). Orders "
        "rose "
        "by 30 % from October to December. What does that say about the shop?",
        "這家店 10 月的季節指數是 1.0，12 月是 1.3（1 代表平常的月份）。從 10 月到 12 月，訂單多了 30%。"
        "這說明這家店怎麼了？",
    ),
    options=(
        Option(
            key="campaign",
            text=Text("The autumn campaign worked", "秋季活動奏效了"),
            why=Text(
                "It may have, but a rise of exactly what the season brings is no sign of it.",
                "也許有，可是升的幅度剛好等於季節，看不出活動的功勞。",
            ),
        ),
        Option(
            key="grown",
            text=Text("It has grown by 30 %", "生意成長了 30%"),
            why=Text(
                "The same rise comes every December and is gone in January. Take the season off first.",
                "每年 12 月都會這樣升，1 月又掉回去。先把季節扣掉再說。",
            ),
        ),
        Option(
            key="nothing",
            text=Text("Nothing: it is what the season does every year", "沒怎樣，每年到了這時候都這樣"),
            why=Text(
                "1.3 / 1.0 is the season's own 30 %. Only what goes beyond it would be news.",
                "1.3 ÷ 1.0，季節自己就會多 30%。超過這個的部分才是新聞。",
            ),
        ),
    ),
    right="nothing",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_OF_HUNDRED = GuessTask(
    id="5.5.of-hundred",
    title=Text("Of a hundred", "一百位裡有幾位"),
    minutes=1,
    prompt=Text(
        "Of every hundred existing customers on the first morning of the last quarter, how many bought in it?",
        "最後一季第一天早上的老客戶，每一百位裡，有幾位在這一季又買了？",
    ),
    unit=Text("of 100", "位"),
    low=0,
    high=100,
    start=0,
)

# --- Faded and own -----------------------------------------------------------------------------------------------

_RATE_BEFORE = ValueTask(
    id="5.5.rate-before",
    title=Text("The quarter before", "前一季的續購率"),
    name="rate_before",
    prompt=Text(
        "`rate_before`: the share of existing customers at the opening of `quarters[-2]` who bought in it.",
        "`rate_before`：`quarters[-2]` 開始時的老客戶裡，在那一季又買的比率。",
    ),
    answer=_rate(BEFORE),
    returns=Number(unit="share"),
    mistakes=_mistakes(BEFORE),
    hints=(
        Text(
            "It is the last line of the worked example, with the names of this quarter.",
            "就是示範的最後一行，換成這一季的名字。",
        ),
        Text(
            "The question to each customer of the base is “are you in it?”, `isin`; in the brackets the buyers of "
            "this "
            "quarter; and the mean of True and False is the share.",
            "問分母裡的每一位「你在裡面嗎」，用 `isin`；括號裡放這一季的買家；True 和 False 的平均數就是比率。",
        ),
    ),
    solution="""
start_before, end_before = quarters[-2]
eve_before = start_before - pd.Timedelta(days=1)
known_before = valid_orders(ledger.orders, ledger.refunds, eve_before)
last_before = known_before.groupby("customer_id")["order_date"].max()
base_before = last_before[last_before >= start_before - pd.Timedelta(days=180)].index

by_then = valid_orders(ledger.orders, ledger.refunds, end_before)
bought_before = by_then[by_then["order_date"] >= start_before]["customer_id"]

rate_before = base_before.isin(bought_before).mean()
print(rate_before)
""",
)

_RATE_YEAR_AGO = ValueTask(
    id="5.5.rate-year-ago",
    title=Text("The same quarter a year ago", "去年同一季的續購率"),
    name="rate_year_ago",
    minutes=4,
    prompt=Text(
        "`rate_year_ago`: the share of existing customers at the opening of `quarters[-5]` who bought in it.",
        "`rate_year_ago`：`quarters[-5]` 開始時的老客戶裡，在那一季又買的比率。",
    ),
    answer=_rate(YEAR_AGO),
    returns=Number(unit="share"),
    mistakes=_mistakes(YEAR_AGO, quarter_before=_rate(BEFORE)),
    hints=(
        Text(
            "Take the lines of “The quarter before” and begin with `quarters[-5]`. New names keep the old results "
            "safe.",
            "拿「前一季」那幾行來改，從 `quarters[-5]` 開始。換新的名字，才不會蓋掉前面的結果。",
        ),
        Text(
            "Six lines: first and last day; the eve; the last orders by then; the base (180 days); the buyers "
            "from first "
            "to last day; `isin` and `mean`. Each uses only names of this quarter.",
            "六個步驟：第一天和最後一天、前一天、到那天為止的最後一筆、分母（180 天）、期間內的買家、`isin` 加 "
            "`mean`。每一行都只用這一季的名字。",
        ),
    ),
    solution="""
start_then, end_then = quarters[-5]
eve_then = start_then - pd.Timedelta(days=1)
known_then = valid_orders(ledger.orders, ledger.refunds, eve_then)
last_then = known_then.groupby("customer_id")["order_date"].max()
base_then = last_then[last_then >= start_then - pd.Timedelta(days=180)].index

by_then = valid_orders(ledger.orders, ledger.refunds, end_then)
bought_then = by_then[by_then["order_date"] >= start_then]["customer_id"]

rate_year_ago = base_then.isin(bought_then).mean()
print(rate_year_ago)
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------


@once_per_ledger
def _windows(ledger: Ledger) -> dict[int, pd.Series]:
    """The rates of all windows the explorer offers, by length."""
    first = _quarters(ledger)[-9:][0][0]
    openings = [pd.Timestamp(day) for day, _ in rolling_windows(first, ledger.snapshot, days=180, step=7)]
    lengths, size = (30, 60, 90, 180), len(openings)
    windows = [(day, day + (length - 1) * DAY) for length in lengths for day in openings]
    rates = repurchase_trend(ledger.orders, ledger.refunds, windows)["repurchase_rate"]  # the openings are judged once
    return {length: rates.iloc[place * size : (place + 1) * size] for place, length in enumerate(lengths)}


def _printed(rate: float) -> int:
    """A rate as the title of a figure says it."""
    return int(words.percent(rate, language="en").rstrip("%"))


def _highest(ledger: Ledger) -> int:
    return _printed(max(rates.max() for rates in _windows(ledger).values()))


def _highest_of_90(ledger: Ledger) -> int:
    return _printed(_windows(ledger)[90].max())


def _as_it_stands(ledger: Ledger) -> int:
    return _printed(_windows(ledger)[90].iloc[-1])


def _lowest(ledger: Ledger) -> int:
    return _printed(min(rates.min() for rates in _windows(ledger).values()))


_HIGHEST = ValueTask(
    id="5.5.highest",
    title=Text("The highest rate one can print", "印得出來的最高比率"),
    name="highest",
    prompt=Text(
        "`highest`: the highest percentage that the title of the explorer can show, as a whole number.",
        "`highest`：滑桿那張圖的標題裡，能出現的最高百分比，寫整數。",
    ),
    answer=_highest,
    returns=Number(unit="percent", whole=True),
    mistakes=(
        Mistake(
            key="one-length",
            wrong=_highest_of_90,
            message=Text(
                "That is the highest with windows of 90 days. There is a second control.",
                "這是 90 天期間裡最高的。還有另一個控制項。",
            ),
        ),
        Mistake(
            key="as-it-stands",
            wrong=_as_it_stands,
            message=Text(
                "That is what the title says before anything is moved. Move both controls.",
                "這是還沒動之前標題寫的數字。兩個控制項都動一動。",
            ),
        ),
        Mistake(
            key="lowest",
            wrong=_lowest,
            message=Text("That is the lowest one. The manager wants the highest.", "這是最低的。店長要的是最高的。"),
        ),
    ),
    hints=(
        Text(
            "First change the length and see in which direction the whole line goes.",
            "先換期間長度，看整條線往哪個方向移動。",
        ),
        Text(
            "Keep the length that lifts the line most, and pull the first day until the dot sits on the line's "
            "highest "
            "point.",
            "留在讓整條線最高的那個長度，再拉開始日，讓圓點停在曲線的最高點。",
        ),
    ),
    solution="""
# Read off the explorer; worked out here from the same windows  # lang-en
# 從圖上讀出來的數字；這裡用同樣的期間算一次  # lang-zh-Hant
openings = [pd.Timestamp(day) for day, _ in rolling_windows(shown_quarters[0][0], snapshot, days=180, step=7)]
windows = [(day, day + pd.Timedelta(days=179)) for day in openings]
best_rate = repurchase_trend(ledger.orders, ledger.refunds, windows)["repurchase_rate"].max()
highest = round(100 * best_rate)
highest
""",
)

# --- Cohorts -----------------------------------------------------------------------------------------------------


@once_per_ledger
def _cohorts(ledger: Ledger) -> tuple[pd.DataFrame, pd.Series, np.ndarray]:
    """Buyers by cohort and month after it, the cohorts' sizes, and how many months each has behind it."""
    valid = valid_on(ledger, ledger.snapshot)
    month = valid["order_date"].dt.year * 12 + valid["order_date"].dt.month
    first = month.groupby(valid["customer_id"]).transform("min")
    cells = pd.DataFrame({"cohort": first, "after": month - first, "customer": valid["customer_id"]}).drop_duplicates()
    counts = cells.pivot_table(index="cohort", columns="after", values="customer", aggfunc="count", fill_value=0)
    next_day = ledger.snapshot + DAY
    over = next_day.year * 12 + next_day.month - 1
    return counts, counts[0], over - counts.index.to_numpy()


def _month(after: int) -> Callable[[Ledger], float]:
    """The share of all customers old enough who bought in a month after their first order."""

    def of(ledger: Ledger) -> float:
        counts, sizes, age = _cohorts(ledger)
        old_enough = age >= after
        return float(counts.loc[old_enough, after].sum() / sizes[old_enough].sum())

    return of


def _mean_of_rates(ledger: Ledger) -> float:
    counts, sizes, age = _cohorts(ledger)
    return float((counts[3] / sizes)[age >= 3].mean())


def _young_in_base(ledger: Ledger) -> float:
    counts, sizes, age = _cohorts(ledger)
    return float(counts.loc[age >= 3, 3].sum() / sizes.sum())


def _young_as_zero(ledger: Ledger) -> float:
    counts, sizes, age = _cohorts(ledger)
    return float((counts[3] / sizes).where(age >= 3, 0).mean())


def _buyers_only(ledger: Ledger) -> float:
    counts, _, age = _cohorts(ledger)
    return float(counts.loc[age >= 3, 3].sum())


_MONTH_THREE = ValueTask(
    id="5.5.month-three",
    title=Text("All cohorts in month three", "全部世代的第三個月"),
    name="month_three",
    minutes=3,
    prompt=Text(
        "`month_three`: of all customers whose third month after the first order is over, the share who bought in it.",
        "`month_three`：首購後第三個月已經過完的所有顧客裡，在那個月買過的比率。",
    ),
    answer=_month(3),
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="mean-of-rates",
            wrong=_mean_of_rates,
            message=Text(
                "This is the mean of the cohorts' rates: ten customers weigh as much as a hundred. Go back to buyers "
                "and customers.",
                "這是各世代比率的平均：十個人的世代跟一百個人的一樣重。請先換回買家數和人數。",
            ),
        ),
        Mistake(
            key="young-in-base",
            wrong=_young_in_base,
            message=Text(
                "Cohorts whose third month is not over are still below the line. Take the sizes of the old enough "
                "only.",
                "第三個月還沒過完的世代，還在你的分母裡。人數也只能取夠久的那些。",
            ),
        ),
        Mistake(
            key="young-as-zero",
            wrong=_young_as_zero,
            message=Text(
                "Months that are not over count as 0 here, and every cohort weighs the same. Empty is not 0.",
                "還沒過完的月份被當成 0，而且每個世代一樣重。空的不是 0。",
            ),
        ),
        Mistake(
            key="buyers-only",
            wrong=_buyers_only,
            message=Text(
                "These are the buyers. Divide by the customers of the same cohorts.",
                "這是買家數。還要除以同樣那些世代的人數。",
            ),
        ),
        Mistake(
            key="column-two",
            wrong=_month(2),
            message=Text(
                "This is month 2. Month 0 is the month of the first order itself, so the third month after is "
                "column 3.",
                "這是第 2 個月。第 0 個月是首購當月，之後第三個月是第 3 欄。",
            ),
        ),
    ),
    hints=(
        Text(
            "Above the line the buyers of the old-enough cohorts, below it their customers. "
            "`(retention[3] * sizes)[old_enough]` are the buyers, cohort by cohort.",
            "上面是夠久的世代的買家，下面是同樣那些世代的人數。`(retention[3] * sizes)[old_enough]` 是各世代的買家數。",
        ),
        Text(
            "Add up both with `.sum()`, then divide: one sum over the other, not the mean of the shares.",
            "上下各用 `.sum()` 加總再相除：是總和除以總和，不是比率的平均。",
        ),
    ),
    solution="""
old_enough = retention[3].notna()
month_three = (retention[3] * sizes)[old_enough].sum() / sizes[old_enough].sum()
print(month_three)
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_EIGHT = ChoiceTask(
    id="5.5.eight-customers",
    title=Text("Eight customers", "八位顧客"),
    minutes=2,
    prompt=Text(
        "The quarter is April to June 2025, the threshold 180 days (on 1 April: back to 3 October 2024). What is the "
        "repurchase rate of existing customers?\n\n"
        "| customer | valid orders |\n|---|---|\n"
        "| A | 2025-01-10, 2025-05-02 |\n| B | 2024-10-03, 2025-06-30 |\n| C | 2025-03-31 |\n"
        "| D | 2024-12-24, 2025-07-01 |\n| E | 2024-06-01, 2025-04-20 |\n| F | 2024-05-05 |\n"
        "| G | 2025-04-08, 2025-04-09 |\n| H | 2025-02-14 |",
        "期間是 2025 年 4 到 6 月，門檻 180 天（4 月 1 日往前推到 2024 年 10 月 3 日）。老客戶續購率是多少？\n\n"
        "| 顧客 | 有效訂單 |\n|---|---|\n"
        "| A | 2025-01-10、2025-05-02 |\n| B | 2024-10-03、2025-06-30 |\n| C | 2025-03-31 |\n"
        "| D | 2024-12-24、2025-07-01 |\n| E | 2024-06-01、2025-04-20 |\n| F | 2024-05-05 |\n"
        "| G | 2025-04-08、2025-04-09 |\n| H | 2025-02-14 |",
    ),
    options=(
        Option(
            key="known",
            text=Text("3 of 7", "7 位裡有 3 位"),
            why=Text(
                "E and F are in your base, but both had been away for more than 180 days: they are the win-back "
                "rate's.",
                "你把 E 和 F 也放進分母，可是他們都超過 180 天沒來，那是流失客戶回購率的事。",
            ),
        ),
        Option(
            key="buyers",
            text=Text("2 of 4", "4 位裡有 2 位"),
            why=Text(
                "You divided by the buyers (A, B, E, G). The question is about the existing customers.",
                "你除以買家（A、B、E、G）。問的是老客戶裡有多少人買。",
            ),
        ),
        Option(
            key="right",
            text=Text("2 of 5", "5 位裡有 2 位"),
            why=Text(
                "Existing: A, B, C, D, H. Of these A and B bought, B on the very last day; D came a day too late.",
                "老客戶是 A、B、C、D、H。其中 A 和 B 買了，B 剛好在最後一天；D 晚了一天。",
            ),
        ),
        Option(
            key="strict",
            text=Text("1 of 4", "4 位裡有 1 位"),
            why=Text(
                "You left out B. Exactly 180 days is still existing, and the last day belongs to the quarter.",
                "你漏了 B。剛好 180 天還是老客戶，最後一天也算在期間內。",
            ),
        ),
        Option(
            key="ever",
            text=Text("3 of 5", "5 位裡有 3 位"),
            why=Text(
                "D's order is dated 1 July. The window closes on 30 June.",
                "D 的訂單是 7 月 1 日。期間到 6 月 30 日為止。",
            ),
        ),
    ),
    right="right",
)

_MORE_NEW = ChoiceTask(
    id="5.5.more-new",
    title=Text("Twice as many newcomers", "新客加倍"),
    minutes=1,
    prompt=Text(
        "An advertisement doubles the number of first-purchase customers in the quarter. The existing customers do "
        "exactly what they would have done anyway. What happens in this quarter's report?",
        "廣告讓這一季的首購客戶多了一倍。老客戶照舊，該來的來、不來的不來。這一季的報告會怎樣？",
    ),
    options=(
        Option(
            key="both-fall",
            text=Text(
                "The repurchase rate falls, as there are more customers now",
                "續購率下降，因為客戶變多了",
            ),
            why=Text(
                "The base was fixed before the quarter began. Newcomers of the quarter are not in it.",
                "分母在這一季開始前就定了，這一季的新客不在裡面。",
            ),
        ),
        Option(
            key="share-falls",
            text=Text(
                "The repurchase rate stays; the existing customers' share of all buyers falls",
                "續購率不變，老客戶占買家的比例下降",
            ),
            why=Text(
                "Neither part of the rate has changed. The accountant's rate has many more people below the line.",
                "這個比率的上下兩部分都沒變；會計的比率，分母卻多了很多人。",
            ),
        ),
        Option(
            key="rises",
            text=Text("The repurchase rate rises, as more people buy", "續購率上升，因為買的人變多了"),
            why=Text(
                "Newcomers cannot buy *again*: above the line stand existing customers only.",
                "第一次來的人不可能「續」購，分子裡只有老客戶。",
            ),
        ),
    ),
    right="share-falls",
)

_TEN_WEEKS = ChoiceTask(
    id="5.5.ten-weeks",
    title=Text("Ten weeks in a row", "連續十週上升"),
    minutes=1,
    prompt=Text(
        "“Our rolling 90-day rate has risen ten weeks in a row. Ten times in a row cannot be luck!” What is wrong "
        "with "
        "that?",
        "「90 天滾動續購率連續十週上升，連續十次不可能是運氣！」這句話哪裡不對？",
    ),
    options=(
        Option(
            key="calendar",
            text=Text("Rolling windows are wrong; only calendar quarters are right", "滾動期間是錯的，只有日曆季才對"),
            why=Text(
                "Both are right. Rolling ones tell sooner, but they are not separate witnesses.",
                "兩種都對。滾動看得早，只是它們不是互相獨立的證人。",
            ),
        ),
        Option(
            key="too-short",
            text=Text("90 days are too short; take 180", "90 天太短，要用 180 天"),
            why=Text(
                "Longer windows overlap even more. The number of days is not the trouble.",
                "期間越長，重疊越多。問題不在天數。",
            ),
        ),
        Option(
            key="overlap",
            text=Text("Neighbouring windows share nearly all their days", "相鄰的期間，日子幾乎都是重複的"),
            why=Text(
                "83 of 90 days are the same, so one good spell lifts all ten. It is little more than one finding.",
                "90 天裡有 83 天一樣，一段好光景就把十點一起抬高。看起來有十個證據，其實比一個多不了多少。",
            ),
        ),
    ),
    right="overlap",
)

_EMPTY_CELL = ChoiceTask(
    id="5.5.empty-cell",
    title=Text("An empty cell", "空的格子"),
    minutes=1,
    prompt=Text(
        "Three cohorts: 100, 50 and 80 customers. Bought in month 2: 30, 5, and for the third the month is not over "
        "yet. What is the retention in month 2, all together?",
        "三個世代，分別有 100、50、80 位顧客。第 2 個月買的人數是 30、5，第三個世代的那個月還沒過完。合起來，第 2 "
        "個月的留存率是多少？",
    ),
    options=(
        Option(
            key="young",
            text=Text("35 of 230, 15.2 %", "230 位裡有 35 位，15.2%"),
            why=Text(
                "The third cohort is below the line though nobody in it could be counted yet.",
                "第三個世代還沒辦法數，卻被放進分母。",
            ),
        ),
        Option(
            key="mean",
            text=Text("20 %", "20%"),
            why=Text(
                "That is the mean of 30 % and 10 %: fifty customers weigh as much as a hundred.",
                "這是 30% 和 10% 的平均：五十個人跟一百個人一樣重。",
            ),
        ),
        Option(
            key="right",
            text=Text("35 of 150, 23.3 %", "150 位裡有 35 位，23.3%"),
            why=Text(
                "Buyers over customers, both of the cohorts that are old enough.",
                "買家除以人數，上下都只算夠久的世代。",
            ),
        ),
        Option(
            key="zero",
            text=Text("13.3 %", "13.3%"),
            why=Text(
                "The mean of 30, 10 and 0. Nobody has failed to come yet: empty is not 0.",
                "這是 30、10、0 的平均。還沒有人「沒來」，空的不是 0。",
            ),
        ),
    ),
    right="right",
)

_WHO_IS_LOYAL = ChoiceTask(
    id="5.5.who-is-loyal",
    title=Text("Who is loyal?", "誰是忠誠的顧客？"),
    minutes=1,
    prompt=Text(
        "You want to thank thirty loyal customers. Which list do you begin with?",
        "你想謝謝三十位忠誠的顧客。名單從哪裡開始挑？",
    ),
    options=(
        Option(
            key="ten",
            text=Text("Those who ticked 10 in the survey", "問卷上推薦意願填 10 的人"),
            why=Text(
                "What somebody says costs nothing. Some of them have not bought for a year, and most customers never "
                "answered.",
                "說出來的話不用錢。其中有人一年沒買了，而且大多數人根本沒填問卷。",
            ),
        ),
        Option(
            key="largest",
            text=Text("Those with the largest single order", "單筆金額最高的人"),
            why=Text(
                "One large order is one visit. Loyalty is coming back.",
                "一筆大單只是來了一次。忠誠是一來再來。",
            ),
        ),
        Option(
            key="again",
            text=Text("Those who bought in most of the last four quarters", "最近四季裡，買過最多季的人"),
            why=Text(
                "First what they do, over some time; then what they say, for instance a loyal customer who "
                "complains: "
                "that one is worth a call.",
                "先看一段時間裡他怎麼做，再聽他怎麼說；像是一直來卻有抱怨的人，就值得打一通電話。",
            ),
        ),
        Option(
            key="latest",
            text=Text("Those who bought last week", "上星期剛買的人"),
            why=Text(
                "Many of them were here for the first time. Lately is not often.",
                "裡面很多人是第一次來。最近來過不等於常來。",
            ),
        ),
    ),
    right="again",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_LETTER = TextTask(
    id="5.5.letter",
    title=Text("To the owner", "寫給老闆"),
    minutes=4,
    prompt=Text(
        "First: bonus or not, and the comparison you rely on. Second: next year's rule in one sentence.",
        "第一句：發不發，憑哪一個比較。第二句：明年的規則，一句話寫完。",
    ),
    model=Text(
        "Hold yours against these questions, then read the letter below the box.\n\n"
        "- Did you compare with the same quarter a year ago, or say why not?\n"
        "- Could a stranger work out the rate from your rule: who is in the base, on which morning, from which to "
        "which "
        "day, held against what?\n"
        "- Did you say that the figure does not show what the team itself brought about?\n\n"
        "Paying and not paying are both good answers, if you said what for: for the figure, or because a promise was "
        "made without a rule.",
        "先拿這三個問題檢查自己寫的，再看下面那封信。\n\n"
        "- 有沒有跟去年同一季比？沒有的話，有沒有說為什麼？\n"
        "- 照你的規則，換一個陌生人也算得出同一個數字嗎（誰在分母、哪天早上判斷、從哪天到哪天、跟誰比）？\n"
        "- 有沒有說：這個數字看不出團隊自己的功勞有多少？\n\n"
        "發或不發都可以是好答案，只要說清楚是為了數字，還是因為答應在先、卻沒寫規則。",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_EXISTING,
    _BACK_YOUNG,
    _BACK_SEASON,
    _OF_HUNDRED,
    _RATE_BEFORE,
    _RATE_YEAR_AGO,
    _HIGHEST,
    _MONTH_THREE,
    _EIGHT,
    _MORE_NEW,
    _TEN_WEEKS,
    _EMPTY_CELL,
    _WHO_IS_LOYAL,
    _LETTER,
)
