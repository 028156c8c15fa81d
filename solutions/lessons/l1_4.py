"""The questions and checks inside lesson 1.4, "Analysis by industry"."""

from __future__ import annotations

import pandas as pd

from customer_value import valid_orders
from customer_value.ledger import Ledger, once_per_ledger
from customer_value.lessons.industry_accounts import IndustryAccounts, industry_accounts
from customer_value.messages import Text
from tutor.shape import Column, Number, Table
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

MOST = 5
"""How far the explorer's slider goes at most."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _groups(ledger: Ledger) -> IndustryAccounts:
    return industry_accounts(ledger)


@once_per_ledger
def _sold(ledger: Ledger) -> pd.DataFrame:
    """The valid orders of the accounts, each with its account's group."""
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    return valid.merge(_groups(ledger).accounts, on="customer_id")


def _year(ledger: Ledger) -> pd.DataFrame:
    sold = _sold(ledger)
    return sold[sold["order_date"] > _groups(ledger).start]


def _earlier(ledger: Ledger) -> pd.DataFrame:
    sold, groups = _sold(ledger), _groups(ledger)
    return sold[(sold["order_date"] > groups.start_before) & (sold["order_date"] <= groups.start)]


# The worked example: the mix


def _table(rows: pd.DataFrame, people: str = "customer_id") -> pd.DataFrame:
    table = rows.groupby("group").agg(accounts=(people, "nunique"), revenue=("amount", "sum"))
    return table.assign(share=table["revenue"] / table["revenue"].sum())


def _mix(ledger: Ledger) -> pd.DataFrame:
    return _table(_year(ledger))


def _mix_orders(ledger: Ledger) -> pd.DataFrame:
    return _table(_year(ledger), "order_id")


def _mix_all_years(ledger: Ledger) -> pd.DataFrame:
    return _table(_sold(ledger))


def _mix_gross(ledger: Ledger) -> pd.DataFrame:
    groups, orders = _groups(ledger), ledger.orders
    placed = orders[(orders["order_date"] > groups.start) & (orders["order_date"] <= ledger.snapshot)]
    return _table(placed.merge(groups.accounts, on="customer_id"))


def _mix_of_accounts(ledger: Ledger) -> pd.DataFrame:
    return _mix(ledger).assign(share=lambda table: table["accounts"] / table["accounts"].sum())


# The faded one: the average account and the one in the middle


def _spent(rows: pd.DataFrame) -> pd.Series:
    return rows.groupby(["group", "customer_id"])["amount"].sum()


def _summed_up(amounts: pd.Series) -> pd.DataFrame:
    return amounts.groupby("group").agg(["mean", "median"])


def _per_account(ledger: Ledger) -> pd.DataFrame:
    return _summed_up(_spent(_year(ledger)))


def _per_order(ledger: Ledger) -> pd.DataFrame:
    return _summed_up(_year(ledger).set_index("group")["amount"])


def _per_account_all_years(ledger: Ledger) -> pd.DataFrame:
    return _summed_up(_spent(_sold(ledger)))


# On one's own: growth


def _sums(ledger: Ledger) -> tuple[pd.Series, pd.Series]:
    return tuple(rows.groupby("group")["amount"].sum() for rows in (_year(ledger), _earlier(ledger)))


def _growth(ledger: Ledger) -> pd.Series:
    now, before = _sums(ledger)
    return (now / before - 1).rename("growth")


def _growth_ratio(ledger: Ledger) -> pd.Series:
    return _growth(ledger) + 1


def _growth_upside_down(ledger: Ledger) -> pd.Series:
    now, before = _sums(ledger)
    return (before / now - 1).rename("growth")


def _growth_money(ledger: Ledger) -> pd.Series:
    now, before = _sums(ledger)
    return (now - before).rename("growth")


def _growth_of_now(ledger: Ledger) -> pd.Series:
    now, before = _sums(ledger)
    return ((now - before) / now).rename("growth")


def _growth_over_all(ledger: Ledger) -> pd.Series:
    """Held against everything before the last year, not against one year."""
    now, sold = _sums(ledger)[0], _sold(ledger)
    all_before = sold[sold["order_date"] <= _groups(ledger).start].groupby("group")["amount"].sum()
    return (now / all_before - 1).rename("growth")


def _growth_over_both(ledger: Ledger) -> pd.Series:
    """Held against both years together: the earlier period has no end."""
    now, before = _sums(ledger)
    return (now / now.add(before, fill_value=0) - 1).rename("growth")


def _growth_percent(ledger: Ledger) -> pd.Series:
    return 100 * _growth(ledger)


def _growth_accounts(ledger: Ledger) -> pd.Series:
    now, before = (rows.groupby("group")["customer_id"].nunique() for rows in (_year(ledger), _earlier(ledger)))
    return (now / before - 1).rename("growth")


# The explorer: who is fastest when the largest accounts are left out


@once_per_ledger
def _fastest_ones(ledger: Ledger) -> list[str]:
    """The fastest group at each place of the slider."""
    earlier, year = (
        rows.groupby("customer_id")["amount"].sum().rename(name)
        for name, rows in (("before", _earlier(ledger)), ("now", _year(ledger)))
    )
    people = pd.concat([earlier, year], axis=1).fillna(0).rename_axis("customer_id").reset_index()
    people = people.merge(_groups(ledger).accounts, on="customer_id").assign(
        both=lambda one: one["before"] + one["now"]
    )
    people = people.sort_values(["both", "customer_id"], ascending=[False, True])
    place, found = people.groupby("group").cumcount(), []
    for leave_out in range(MOST + 1):
        sums = people[place >= leave_out].groupby("group")[["before", "now"]].sum().drop("unknown", errors="ignore")
        sums = sums[sums["before"] > 0].sort_values("now", ascending=False, kind="stable")
        if sums.empty:
            break
        found.append((sums["now"] / sums["before"]).idxmax())
    return found


def _fastest(ledger: Ledger) -> float:
    return float(len(set(_fastest_ones(ledger))))


def _fastest_without_start(ledger: Ledger) -> float:
    ones = _fastest_ones(ledger)
    return float(len(set(ones) - {ones[0]})) if ones else 0.0


def _fastest_positions(ledger: Ledger) -> float:
    return float(len(_fastest_ones(ledger)))


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_ISLAND = ChoiceTask(
    id="1.4.back-few",
    title=Text("First on the list", "名單第一"),
    lesson="1.3",
    minutes=1,
    prompt=Text(
        "In a list of cities by revenue per customer, a town with nine customers stands first. What did lesson 1.3 say "
        "of such a place?",
        "照每位顧客的營收排名，排第一的是只有九位顧客的小鎮。第 1.3 課怎麼說這種地方？",
    ),
    options=(
        Option(
            key="rich",
            text=Text("Customers there are worth most, so that is where to go", "那裡的顧客最值錢，該去那裡"),
            why=Text(
                "Nine people can have such an average by chance. Dealt by lot, small places came out on top as well.",
                "九個人的平均，碰巧就可能這麼高。抽籤發牌的時候，小地方一樣會跑到最前面。",
            ),
        ),
        Option(
            key="wild",
            text=Text("The fewer people, the wilder the average", "人越少，平均越亂跳"),
            why=Text(
                "So small places stand at both ends of the list. Today the places are industries, and some are small.",
                "所以名單的頭尾都是小地方。今天的「地方」換成行業，有些行業也很小。",
            ),
        ),
        Option(
            key="leave",
            text=Text("Places with fewer than thirty customers must be left out", "不到三十位顧客的地方都不能算進來"),
            why=Text(
                "They stay in: their customers and their money belong to the company. One only does not read much into "
                "their average.",
                "還是要算，那裡的顧客和營收都是公司的。只是不要太相信它的平均。",
            ),
        ),
    ),
    right="wild",
)

_BACK_APPLIES = ChoiceTask(
    id="1.4.back-applies",
    title=Text("No industry", "沒有行業"),
    lesson="1.2",
    minutes=1,
    prompt=Text(
        "Of 1,000 customers, 900 are persons and 100 companies. The box “industry” is filled in 80 times, all of them "
        "companies. Of how many customers is the industry *missing*?",
        "1,000 位顧客裡，900 位是個人，100 位是企業。「行業」這一格有 80 位填了，全都是企業。行業**漏填**的有幾位？",
    ),
    options=(
        Option(
            key="all",
            text=Text("920: so many boxes are empty", "920 位，空的有這麼多格"),
            why=Text(
                "For 900 of them there is nothing to fill in: a person has no industry.",
                "其中 900 位本來就沒有東西可填：個人沒有行業。",
            ),
        ),
        Option(
            key="companies",
            text=Text("20: the companies without one", "20 位，沒填的企業"),
            why=Text(
                "“Not known” is a gap, “does not apply” is none. Today both will stand in one row, if you are not "
                "careful.",
                "「不知道」是漏填，「不適用」不是。今天一不小心，這兩種就會混在同一列。",
            ),
        ),
        Option(
            key="none",
            text=Text("None: every industry there is has been filled in", "沒有，有行業的都填了"),
            why=Text(
                "There are 100 companies, and 80 answers.",
                "企業有 100 家，答案只有 80 個。",
            ),
        ),
    ),
    right="companies",
)

_BACK_YEAR = ChoiceTask(
    id="1.4.back-year",
    title=Text("Which orders?", "留下哪些訂單？"),
    lesson="0.2",
    minutes=1,
    prompt=Text(
        '`start` is 31 December 2024. What does `sold[sold["order_date"] > start]` keep?',
        '`start` 是 2024 年 12 月 31 日。`sold[sold["order_date"] > start]` 留下的是什麼？',
    ),
    options=(
        Option(
            key="before",
            text=Text("the orders up to and including that day", "那天以前的訂單，含當天"),
            why=Text("`>` is later than. That would be `<=`.", "`>` 是更晚。你說的要寫 `<=`。"),
        ),
        Option(
            key="after",
            text=Text("the orders from 1 January 2025 on", "2025 年 1 月 1 日起的訂單"),
            why=Text(
                "Later than the last day of the old year: the new one begins on the day after.",
                "比舊年的最後一天更晚，也就是從隔天開始。",
            ),
        ),
        Option(
            key="on",
            text=Text("the orders from 31 December 2024 on", "2024 年 12 月 31 日起的訂單"),
            why=Text(
                "With `>=`. Then that one day would count in both years.",
                "那要寫 `>=`，這樣 12 月 31 日就會兩年都算到。",
            ),
        ),
    ),
    right="after",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_LARGEST = GuessTask(
    id="1.4.largest",
    title=Text("How much is one account?", "一個客戶占多少？"),
    minutes=1,
    prompt=Text(
        "Look at the industry with most revenue in the table above. Of every 100 that it brings, how many come from "
        "its single largest account?",
        "看上表營收最高的那個行業。它帶來的每 100 元裡，最大的那一個客戶占幾元？",
    ),
    unit=Text("of 100", "元（每 100 元）"),
    low=0,
    high=100,
    start=0,
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_MIX = ValueTask(
    id="1.4.mix",
    name="mix",
    title=Text("The mix", "行業組成"),
    minutes=2,
    prompt=Text(
        "`mix`: for each group, how many accounts ordered after `start`, what they brought, and its share of all that.",
        "`mix`：`start` 之後，每一組有幾個客戶下過單、帶來多少營收、占全部的比率。",
    ),
    answer=_mix,
    returns=Table(
        columns=(
            Column(name="accounts", key="group", unit="customers"),
            Column(name="revenue", key="group", unit="money"),
            Column(name="share", key="group", unit="share"),
        ),
        key=("group",),
    ),
    mistakes=(
        Mistake(
            key="orders",
            wrong=_mix_orders,
            message=Text(
                "Your column `accounts` counts orders. Which column tells accounts apart?",
                "`accounts` 這一欄數到的是訂單。哪一欄分得出客戶？",
            ),
        ),
        Mistake(
            key="all-years",
            wrong=_mix_all_years,
            message=Text(
                "That is everything since the first day. Keep the orders later than `start` first.",
                "這是從第一天到現在的全部。請先留下比 `start` 更晚的訂單。",
            ),
        ),
        Mistake(
            key="gross",
            wrong=_mix_gross,
            message=Text(
                "Cancelled orders and goods that came back are in it. Begin with `valid`.",
                "取消的訂單和退回來的東西也算進去了。請從 `valid` 開始。",
            ),
        ),
        Mistake(
            key="share-of-accounts",
            wrong=_mix_of_accounts,
            message=Text(
                "Your `share` is the share of the accounts. Asked for is the share of the revenue.",
                "`share` 算成客戶數的占比了。這裡要的是營收的占比。",
            ),
        ),
    ),
    hints=(Text("Run the cell above from its first line.", "把上面那一格從第一行重新執行。"),),
    solution="""
sold = valid.merge(accounts, on="customer_id")
year = sold[sold["order_date"] > start]
mix = year.groupby("group").agg(accounts=("customer_id", "nunique"), revenue=("amount", "sum"))
mix["share"] = mix["revenue"] / mix["revenue"].sum()
mix
""",
)

_PER_ACCOUNT = ValueTask(
    id="1.4.per-account",
    name="per_account",
    title=Text("One account", "一個客戶"),
    minutes=2,
    prompt=Text(
        "`per_account`: for each group, the mean and the median of what its accounts have brought.",
        "`per_account`：每一組的客戶各帶來多少，取平均數和中位數。",
    ),
    answer=_per_account,
    returns=Table(
        columns=(
            Column(name="mean", key="group", unit="money"),
            Column(name="median", key="group", unit="money"),
        ),
        key=("group",),
    ),
    mistakes=(
        Mistake(
            key="per-order",
            wrong=_per_order,
            message=Text(
                "Those are the mean and the median *order*. Begin with `spent`, which has one row for each account.",
                "這是**訂單**的平均數和中位數。請從 `spent` 開始，那裡一個客戶一列。",
            ),
        ),
        Mistake(
            key="all-years",
            wrong=_per_account_all_years,
            message=Text(
                "That is what the accounts have brought since the first day. `spent` is made from `year`.",
                "這是客戶從第一天到現在帶來的錢。`spent` 是用 `year` 做的。",
            ),
        ),
    ),
    hints=(
        Text(
            "Both words stand in the text above, and both go into quotation marks.",
            "兩個字上面的說明裡都有，都要加引號。",
        ),
        Text('The first is `"mean"`.', '第一個是 `"mean"`。'),
    ),
    solution="""
# 4 one row for each account: what it has brought  # lang-en
# 4 一個客戶一列：帶來多少錢  # lang-zh-Hant
spent = year.groupby(["group", "customer_id"])["amount"].sum()
# 5 for each industry, the average account and the one in the middle  # lang-en
# 5 每個行業：平均一個客戶多少、排在中間的客戶多少  # lang-zh-Hant
per_account = spent.groupby("group").agg(["mean", "median"])
per_account.sort_values("mean", ascending=False).round()
""",
)

_GROWTH = ValueTask(
    id="1.4.growth",
    name="growth",
    title=Text("Growth", "成長率"),
    minutes=4,
    prompt=Text(
        "`growth`: for each group, the revenue after `start` over that of the period before (after `start_before`, "
        "up to "
        "and including `start`), less 1.",
        "`growth`：每一組 `start` 之後的營收，除以前一期（`start_before` 之後、到 `start` 當天為止）的營收，再減 1。",
    ),
    answer=_growth,
    returns=Column(name="growth", key="group", unit="growth"),
    mistakes=(
        Mistake(
            key="ratio",
            wrong=_growth_ratio,
            message=Text(
                "That is how many times as much it is: 1 is no change. Growth says how much was *added*; one step is "
                "missing.",
                "這是變成原來的幾倍，1 是沒有變。成長率說的是**多了**多少，還差一步。",
            ),
        ),
        Mistake(
            key="upside-down",
            wrong=_growth_upside_down,
            message=Text(
                "That looks back from today to the past. The earlier period goes below the line.",
                "這是站在今天看過去。前一期要放在下面當分母。",
            ),
        ),
        Mistake(
            key="money",
            wrong=_growth_money,
            message=Text(
                "That is what was added in money. Growth is that, as a part of what there was before.",
                "這是多了多少錢。成長率要看多出來的占原來的多少。",
            ),
        ),
        Mistake(
            key="of-now",
            wrong=_growth_of_now,
            message=Text(
                "You divided what was added by the later period. It is held against the earlier one.",
                "你拿多出來的錢去除以後一期。應該跟前一期比。",
            ),
        ),
        Mistake(
            key="over-all",
            wrong=_growth_over_all,
            message=Text(
                "Your earlier period is everything before `start`, so one year stands against several. Where should it "
                "begin?",
                "你的前一期是 `start` 以前的全部，等於拿一年去比好幾年。前一期該從哪一天之後算起？",
            ),
        ),
        Mistake(
            key="over-both",
            wrong=_growth_over_both,
            message=Text(
                "Your earlier period has no end, so the last year is in it as well. It ends with `start`.",
                "你的前一期沒有結尾，連最近一年也算進去了。它到 `start` 當天為止。",
            ),
        ),
        Mistake(
            key="percent",
            wrong=_growth_percent,
            message=Text(
                "That is in per cent. Leave out the 100: a fifth more is 0.2.",
                "這是百分比的寫法。不用乘 100，多了兩成寫 0.2 就好。",
            ),
        ),
        Mistake(
            key="accounts",
            wrong=_growth_accounts,
            message=Text(
                "That is the growth of the number of accounts. Asked for is that of the money.",
                "這是客戶數的成長率。題目要的是營收的。",
            ),
        ),
    ),
    hints=(
        Text(
            "Two sums by group, one of each period, and then one line that divides them.",
            "兩期各依組別加總一次，最後一行相除。",
        ),
        Text(
            'The earlier period: `sold[(sold["order_date"] > start_before) & (sold["order_date"] <= start)]`.',
            '前一期：`sold[(sold["order_date"] > start_before) & (sold["order_date"] <= start)]`。',
        ),
        Text(
            'Of either: `….groupby("group")["amount"].sum()`. Then `growth = now / before - 1`.',
            '兩期都是 `….groupby("group")["amount"].sum()`，最後 `growth = now / before - 1`。',
        ),
    ),
    solution="""
earlier = sold[(sold["order_date"] > start_before) & (sold["order_date"] <= start)]
before = earlier.groupby("group")["amount"].sum()
now = year.groupby("group")["amount"].sum()
growth = now / before - 1
growth.sort_values(ascending=False).round(2)
""",
)

_FASTEST = ValueTask(
    id="1.4.fastest",
    name="n_fastest",
    title=Text("How many are fastest?", "幾個第一名？"),
    minutes=2,
    prompt=Text(
        "`n_fastest`: how many different groups does the title call the fastest while the slider goes from 0 to "
        "its end?",
        "`n_fastest`：滑桿從 0 拉到底，標題一共把幾個不同的組叫做成長最快？",
    ),
    answer=_fastest,
    returns=Number(unit="groups", whole=True),
    mistakes=(
        Mistake(
            key="without-start",
            wrong=_fastest_without_start,
            message=Text(
                "The one at 0 counts as well, before anything is left out.",
                "滑桿在 0、還沒有拿掉任何客戶的時候，那一個也要算。",
            ),
        ),
        Mistake(
            key="positions",
            wrong=_fastest_positions,
            message=Text(
                "So many places the slider has. Count the different *names*; one that comes back counts once.",
                "這是滑桿有幾格。要數的是幾個不同的**名字**，再次出現的只算一次。",
            ),
        ),
    ),
    hints=(
        Text(
            "Use the right arrow key and write down the name after “grew fastest” at each step.",
            "用鍵盤的向右鍵，一格一格把「成長最快的是」後面的名字記下來。",
        ),
        Text(
            "Where the title says that the largest also grew fastest, that is the name.",
            "標題說最大的那個也成長最快，就是那個名字。",
        ),
    ),
    solution="""
# Read off the titles; worked out here  # lang-en
# 從標題上數出來的；這裡用算的  # lang-zh-Hant
both = sold[sold["order_date"] > start_before]
place = both.groupby(["group", "customer_id"])["amount"].sum().sort_values(ascending=False, kind="stable")
place = place.groupby("group").cumcount().droplevel("group")
names = set()
for leave_out in range(6):
    left = both[both["customer_id"].map(place) >= leave_out]
    if len(left):
        rates = growth_by(left, accounts, "group", periods.before, periods.now).query("group != 'unknown'")
        names |= set(rates.nlargest(1, "growth")["group"])
n_fastest = len(names)
n_fastest
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_TENTH = ChoiceTask(
    id="1.4.next-account",
    title=Text("The next law firm", "下一家事務所"),
    minutes=1,
    prompt=Text(
        "Ten law firms are accounts of ours. Nine brought 10,000 each last year, one brought 410,000. The sales "
        "plan says: "
        "“50,000 for every new law firm.” What do you say?",
        "我們有十家法律事務所客戶。去年九家各帶來 1 萬元，一家帶來 41 萬元。業務計畫寫：「每開發一家新的事務所，"
        "就有 5 萬元。」"
        "你怎麼說？",
    ),
    options=(
        Option(
            key="mean",
            text=Text("Fine: 500,000 over ten firms is 50,000", "沒問題，50 萬除以十家就是 5 萬"),
            why=Text(
                "The sum is right, but no firm brings 50,000: nine bring a fifth of that. The mean is one account's.",
                "算得沒錯，可是沒有一家帶來 5 萬：九家都只有五分之一。這個平均是那一家撐起來的。",
            ),
        ),
        Option(
            key="median",
            text=Text("Plan with 10,000, and look after the one", "照 1 萬元計畫，那一家另外好好顧"),
            why=Text(
                "The firm in the middle says what a usual one brings. The large one is an account to keep, no plan.",
                "排在中間的那家，才像一般的事務所。大的那家要好好顧，但不能拿來當計畫。",
            ),
        ),
        Option(
            key="largest",
            text=Text("Look for firms like the large one: 410,000 each", "專找像那一家的，一家 41 萬"),
            why=Text(
                "One of ten was like that. Who knows how many more there are?",
                "十家裡才有一家這樣。外面還有幾家，誰知道？",
            ),
        ),
    ),
    right="median",
)

_ALL_TOGETHER = ChoiceTask(
    id="1.4.all-together",
    title=Text("All together", "合起來看"),
    minutes=1,
    prompt=Text(
        "Dentists grew from 100,000 to 200,000, hotels stayed at 900,000. By how much did both together grow?",
        "牙醫從 10 萬成長到 20 萬，旅館維持 90 萬。兩個行業合起來成長多少？",
    ),
    options=(
        Option(
            key="mean",
            text=Text("50%, halfway between 100% and 0%", "50%，100% 和 0% 的中間"),
            why=Text(
                "An average of growths lets the small industry weigh as much as the large one.",
                "拿成長率去平均，小行業就跟大行業一樣重了。",
            ),
        ),
        Option(
            key="sums",
            text=Text("10%, from 1,000,000 to 1,100,000", "10%，從 100 萬到 110 萬"),
            why=Text(
                "Add up first, then divide. A doubling of little moves the whole by little.",
                "先加總，再相除。小的翻一倍，整體只動一點點。",
            ),
        ),
        Option(
            key="fastest",
            text=Text("100%, that of those who grew at all", "100%，看有成長的那一個"),
            why=Text(
                "The hotels are nine tenths of the money, and did not grow.",
                "旅館占了九成的錢，而且沒有成長。",
            ),
        ),
    ),
    right="sums",
)

_UNKNOWN = ChoiceTask(
    id="1.4.unknown",
    title=Text("The largest row is “unknown”", "最大的一列是 unknown"),
    minutes=1,
    prompt=Text(
        "A colleague makes the table by industry for *all* customers of a shop. The largest row by far is "
        "`unknown`, with "
        "70% of the revenue. What is to be done first?",
        "同事替一家店的**所有**顧客做行業表，最大的一列是 `unknown`，占了 70% 的營收。第一步該做什麼？",
    ),
    options=(
        Option(
            key="drop",
            text=Text("Leave the row out, since nothing can be said of it", "把這一列拿掉，反正看不出什麼"),
            why=Text(
                "Then the rows no longer add up to the company, and every share more than triples.",
                "這樣各列加起來就不等於全公司，每個占比都膨脹成三倍多。",
            ),
        ),
        Option(
            key="ask",
            text=Text("Ask all these customers for their industry", "去問這些顧客是哪一行"),
            why=Text(
                "Most of them may be persons, who have none. One would ask thousands for nothing.",
                "裡面多半可能是個人，本來就沒有行業。問了幾千個，一個答案也沒有。",
            ),
        ),
        Option(
            key="split",
            text=Text("See who in it is a person and who a company", "先分清楚裡面誰是個人、誰是企業"),
            why=Text(
                "Persons: does not apply. Companies: not known, and only these can be asked.",
                "個人是不適用，企業是不知道，可以去問的只有後面這種。",
            ),
        ),
    ),
    right="split",
)

_BUBBLE = ChoiceTask(
    id="1.4.bubble",
    title=Text("A small bubble high up", "高高在上的小圓"),
    minutes=1,
    prompt=Text(
        "In a bubble chart of growth against revenue, a small bubble stands at the far left, at +300%. What is it?",
        "成長對營收的泡泡圖上，最左邊有一個小圓，高度是 +300%。這是什麼？",
    ),
    options=(
        Option(
            key="future",
            text=Text(
                "The market of the future: an industry that quadruples in a year", "未來的市場，一年就變成四倍的行業"
            ),
            why=Text(
                "Perhaps. But from a few accounts any growth can come by one order. Ask how much money that is.",
                "也許是。可是只有幾個客戶，一張訂單就能有任何成長率。先問那是多少錢。",
            ),
        ),
        Option(
            key="small",
            text=Text("Few accounts and little money, of which there was less before", "客戶少、營收小，去年更小"),
            why=Text(
                "Left is little money, small is few accounts, high is a large rate. All three have to be read.",
                "在左邊是營收小，圓小是客戶少，位置高是成長率大。三樣要一起看。",
            ),
        ),
        Option(
            key="error",
            text=Text("A mistake in the table: nothing can grow by more than 100%", "表算錯了，成長率不可能超過 100%"),
            why=Text(
                "It can: from 10 to 40 is +300%. A *loss* cannot be more than 100%.",
                "可以，從 10 變 40 就是 +300%。不可能超過 100% 的是**減少**。",
            ),
        ),
    ),
    right="small",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_LETTER = TextTask(
    id="1.4.letter",
    title=Text("Three sentences to the owner", "寫給老闆的三句話"),
    minutes=4,
    prompt=Text(
        "First: which industry gets the year, with its size and its growth. Second: which one you decided against, "
        "though "
        "a number speaks for it, and why. Third: what this table cannot know.",
        "第一句：這一年給哪個行業，寫出它的規模和成長。第二句：哪個行業明明有一個數字很漂亮，你卻沒有選，為什麼。"
        "第三句：這張表不可能知道什麼。",
    ),
    model=Text(
        "Hold yours against these questions, then run on to the answer below.\n\n"
        "- Do both numbers stand there, size *and* growth, and how many accounts are behind them?\n"
        "- Would your sentence still be true if the largest account left tomorrow?\n"
        "- Did you say that a growth of last year is no promise for the next?\n\n"
        "More than one industry can be right.",
        "先拿這幾個問題檢查自己寫的，再往下執行，看看另一種寫法。\n\n"
        "- 規模和成長，兩個數字都寫了嗎？後面有幾個客戶？\n"
        "- 最大的客戶明天走了，你那句話還成立嗎？\n"
        "- 有沒有寫清楚：去年的成長，不保證明年也會？\n\n"
        "好答案不只一個行業。",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_ISLAND,
    _BACK_APPLIES,
    _BACK_YEAR,
    _MIX,
    _LARGEST,
    _PER_ACCOUNT,
    _GROWTH,
    _FASTEST,
    _TENTH,
    _ALL_TOGETHER,
    _UNKNOWN,
    _BUBBLE,
    _LETTER,
)
