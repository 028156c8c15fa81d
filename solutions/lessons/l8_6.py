"""The questions and checks inside lesson 8.6, "Raising lifetime value"."""

from __future__ import annotations

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.messages import Text
from solutions.lessons.orders import valid_on
from tutor.shape import Number
from tutor.task import ChoiceTask, Criterion, GuessTask, Mistake, Option, Task, TextTask, ValueTask

DISCOUNT = 0.10
"""The discount rate of a year, as in 8.3."""

ASSUMED = 0.6
"""The retention that is assumed where a ledger is too young to show it."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def retention(ledger: Ledger) -> float:
    """Of the customers of the year before, the share who bought in the last twelve months."""
    valid = valid_on(ledger, ledger.snapshot)
    a_year_ago = ledger.snapshot - pd.DateOffset(years=1)
    two_years_ago = ledger.snapshot - pd.DateOffset(years=2)
    day, who = valid["order_date"], valid["customer_id"]
    before = who[(day > two_years_ago) & (day <= a_year_ago)].drop_duplicates()
    return float(before.isin(who[day > a_year_ago]).mean()) if len(before) else ASSUMED


def gain(now: float, then: float, discount: float = DISCOUNT) -> float:
    """By which share the value of somebody who pays now rises, if `then` stay instead of `now`."""
    return (1 + discount - now) / (1 + discount - then) - 1


def _more(ledger: Ledger) -> float:
    now = retention(ledger)
    return gain(now, 1.1 * now)


def _fewer_leave(ledger: Ledger) -> float:
    now = retention(ledger)
    return gain(now, 1 - 0.9 * (1 - now))


def _points(ledger: Ledger) -> float:
    now = retention(ledger)
    return gain(now, now + 0.1)


def _unchanged(ledger: Ledger) -> float:
    return 0.0


def _only_a_tenth(ledger: Ledger) -> float:
    now = retention(ledger)
    return gain(now, 0.1 * now)


def _no_discount(ledger: Ledger) -> float:
    # As if the 1 + d had been left out in the new value alone.
    now = retention(ledger)
    return (1 - now / (1 + DISCOUNT)) / (1 - 1.1 * now) - 1 if 1.1 * now < 1 else float("nan")


def _leavers_as_stayers(ledger: Ledger) -> float:
    now = retention(ledger)
    return gain(now, 0.9 * (1 - now))


def _more_leave(ledger: Ledger) -> float:
    now = retention(ledger)
    return gain(now, 1 - 1.1 * (1 - now))


@once_per_ledger
def _people(ledger: Ledger) -> pd.DataFrame:
    """Everybody who has bought by the snapshot, with whoever brought them."""
    bought = valid_on(ledger, ledger.snapshot)["customer_id"].unique()
    return ledger.customers[ledger.customers["customer_id"].isin(bought)]


def _brought(ledger: Ledger) -> float:
    people = _people(ledger)
    return float(people["customer_id"].isin(people["referred_by"]).mean())


def _were_brought(ledger: Ledger) -> float:
    return float(_people(ledger)["referred_by"].notna().mean())


def _how_many(ledger: Ledger) -> float:
    people = _people(ledger)
    return float(people["customer_id"].isin(people["referred_by"]).sum())


def _of_brought(ledger: Ledger) -> float:
    people = _people(ledger)
    came = people["referred_by"].dropna()
    return came.nunique() / len(came) if len(came) else 0.0


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_FORMULA = ChoiceTask(
    id="8.6.back-formula",
    title=Text("About to join", "即將加入"),
    minutes=1,
    prompt=Text(
        "From 8.3: margin 1,000 a year, 60% stay, discount 10%. What is somebody worth who is about to pay for the "
        "first time?",
        "8.3：一年毛利 1,000，留存率 60%，折現率 10%。即將第一次付款的人值多少？",
    ),
    options=(
        Option(
            key="joining",
            text=Text("1,000 ÷ (1 − 0.6 ÷ 1.1) = 2,200", "1,000 ÷ (1 − 0.6 ÷ 1.1) ＝ 2,200"),
            why=Text(
                "The first payment is certain, every later one shrinks by 0.6 ÷ 1.1. Today this formula has its "
                "levers pulled.",
                "第一筆一定會付，之後每一筆都乘上 0.6 ÷ 1.1。今天要動的就是這條公式。",
            ),
        ),
        Option(
            key="no-discount",
            text=Text("1,000 ÷ (1 − 0.6) = 2,500", "1,000 ÷ (1 − 0.6) ＝ 2,500"),
            why=Text(
                "That is the short formula's 1 ÷ churn: 1,000 in three years counted as 1,000 today.",
                "這是簡式公式的 1 ÷ 流失率，三年後的 1,000 也當成今天的 1,000。",
            ),
        ),
        Option(
            key="just-paid",
            text=Text("2,200 − 1,000 = 1,200", "2,200 − 1,000 ＝ 1,200"),
            why=Text(
                "So much is left once the first payment is in the till. She has yet to pay it.",
                "這是第一筆收進來之後還剩的。她還沒付。",
            ),
        ),
    ),
    right="joining",
)

_BACK_SEASON = ChoiceTask(
    id="8.6.back-season",
    title=Text("Up by a fifth", "多了兩成"),
    minutes=1,
    prompt=Text(
        "From 5.5: a toy shop's orders from October to December are a fifth dearer than those from July to September. "
        "What do you compare that with?",
        "5.5：玩具店十到十二月的客單價，比七到九月多兩成。這要跟什麼比，才知道是不是真的變好？",
    ),
    options=(
        Option(
            key="nothing",
            text=Text("Nothing more: up is up", "不用比，上升就是上升"),
            why=Text(
                "Before Christmas people buy dearer toys every year. That is the calendar, not the customers.",
                "每年聖誕節前，玩具都買得比較貴。這是季節，不是客人變了。",
            ),
        ),
        Option(
            key="year-ago",
            text=Text("October to December of the year before", "去年的十到十二月"),
            why=Text(
                "Same season against same season. The forecast of today uses it.",
                "同一季跟同一季比。今天做預測，用的就是這一點。",
            ),
        ),
        Option(
            key="average",
            text=Text("The average of the last twelve months", "最近十二個月的平均"),
            why=Text(
                "In that the strong season and the weak ones are mixed; the strong one always beats it.",
                "平均裡旺季淡季都有，旺季本來就比平均高。",
            ),
        ),
    ),
    right="year-ago",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_GUESS = GuessTask(
    id="8.6.guess-rate",
    title=Text("A tenth more of the rate", "留存率多一成"),
    minutes=1,
    prompt=Text(
        "The retention rate rises by a tenth of itself (times 1.1). By how many percent does lifetime value rise here?",
        "留存率多一成（乘以 1.1），這裡的終身價值增加百分之幾？",
    ),
    unit=Text("%", "%"),
    low=0,
    high=80,
    start=0,
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_GAIN_RATE = ValueTask(
    id="8.6.gain-rate",
    title=Text("A tenth more retention", "留存率多一成"),
    name="gain_rate",
    prompt=Text(
        "`gain_rate`: the share by which the value rises if the retention rate is a tenth higher.",
        "`gain_rate`：留存率多一成，價值增加幾成。",
    ),
    answer=_more,
    returns=Number(),
    mistakes=(
        Mistake(
            key="points",
            wrong=_points,
            message=Text(
                "You added ten percentage points. A tenth more *of the rate* is the rate times something.",
                "你加的是十個百分點。「率」的一成，是拿率去乘。",
            ),
        ),
        Mistake(
            key="unchanged",
            wrong=_unchanged,
            message=Text(
                "Nothing has changed: `r` stands in the formula once more. Which name holds the new rate?",
                "什麼都沒變：公式裡還是原來的 `r`。新的留存率叫什麼名字？",
            ),
        ),
        Mistake(
            key="only-a-tenth",
            wrong=_only_a_tenth,
            message=Text(
                "`r_more` is now a tenth *of* the rate. It should be the whole and a tenth.",
                "現在 `r_more` 只有留存率的十分之一。應該是原來的，再多一成。",
            ),
        ),
        Mistake(
            key="no-discount",
            wrong=_no_discount,
            message=Text(
                "In the new value the discount is missing: it is divided by `1 + d` in both.",
                "新的價值裡少了折現：兩個都要除以 `1 + d`。",
            ),
        ),
        Mistake(
            key="leavers",
            wrong=_fewer_leave,
            message=Text(
                "That is a tenth fewer of those who leave; it comes next. Here the *rate* itself rises by a tenth.",
                "這是會走的人少一成，下一題才問。這裡是留存**率**本身多一成。",
            ),
        ),
    ),
    hints=(
        Text(
            "A tenth more was written as `aov * 1.1` in the worked example.",
            "示範裡，多一成寫成 `aov * 1.1`。",
        ),
        Text(
            "The first blank is the number 1.1; the second is the name of the new rate.",
            "第一個空格是 1.1，第二個是新的留存率的名字。",
        ),
    ),
    solution="""
r_more = r * 1.1
staying = aov * orders * margin / (1 - r_more / (1 + d))
gain_rate = staying / value - 1
print(gain_rate)
""",
)

_GAIN_LEAVERS = ValueTask(
    id="8.6.gain-leavers",
    title=Text("A tenth fewer who leave", "會走的人少一成"),
    name="gain_leavers",
    prompt=Text(
        "`gain_leavers`: the share by which the value rises if a tenth fewer customers leave.",
        "`gain_leavers`：會走的人少一成，價值增加幾成。",
    ),
    answer=_fewer_leave,
    returns=Number(),
    mistakes=(
        Mistake(
            key="rate",
            wrong=_more,
            message=Text(
                "That is a tenth more of the *rate* once more. Begin with those who leave, `1 - r`.",
                "這還是留存**率**多一成。從會走的人 `1 - r` 開始。",
            ),
        ),
        Mistake(
            key="points",
            wrong=_points,
            message=Text(
                "There ten more *of all* stay. It is a tenth of those who leave.",
                "這是**全部的人**每 100 位多留 10 位。題目是會走的人少一成。",
            ),
        ),
        Mistake(
            key="leavers-as-stayers",
            wrong=_leavers_as_stayers,
            message=Text(
                "You put those who leave into the formula. It wants those who *stay*.",
                "你把會走的比例放進公式了。公式要的是**留下來**的。",
            ),
        ),
        Mistake(
            key="more-leave",
            wrong=_more_leave,
            message=Text(
                "There a tenth *more* leave, and the value falls.",
                "這樣是會走的人**多**一成，價值變少了。",
            ),
        ),
        Mistake(
            key="times",
            wrong=lambda ledger: _fewer_leave(ledger) + 1,
            message=Text(
                "That is how many times the old value it is. By which share has it *risen*?",
                "這是原來的幾倍。題目問**增加**幾成。",
            ),
        ),
    ),
    hints=(
        Text(
            "A tenth fewer leave: `0.9 * (1 - r)`. Who does not leave, stays.",
            "會走的少一成：`0.9 * (1 - r)`。沒走的，就是留下來的。",
        ),
        Text(
            "New rate: `1 - 0.9 * (1 - r)`. Put it into the formula where `r_more` stood, divide by `value`, less 1.",
            "新的留存率：`1 - 0.9 * (1 - r)`。放進公式裡 `r_more` 的位置，除以 `value`，再減 1。",
        ),
    ),
    solution="""
# 1 Who stays, if a tenth fewer leave  # lang-en
# 1 會走的人少一成，留下來多少  # lang-zh-Hant
r_kept = 1 - 0.9 * (1 - r)

# 2 The value with it, against the value as it is  # lang-en
# 2 這樣的價值，跟現在比  # lang-zh-Hant
kept = aov * orders * margin / (1 - r_kept / (1 + d))
gain_leavers = kept / value - 1
print(gain_leavers)
""",
)

_BROUGHT = ValueTask(
    id="8.6.brought",
    title=Text("Who has brought somebody", "介紹過別人的人"),
    name="brought",
    prompt=Text(
        "`brought`: of all in `people`, the share who have brought at least one other.",
        "`brought`：`people` 裡全部的人，至少介紹過一位的人占多少。",
    ),
    answer=_brought,
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="were-brought",
            wrong=_were_brought,
            message=Text(
                "That is the share who *were* brought. Somebody who brought three counts once, not three times.",
                "這是**被**介紹來的占比。介紹過三位的人，只算一次，不是三次。",
            ),
        ),
        Mistake(
            key="how-many",
            wrong=_how_many,
            message=Text(
                "That is how many they are. For the share take `.mean()`.",
                "這是人數。要占比，用 `.mean()`。",
            ),
        ),
        Mistake(
            key="of-brought",
            wrong=_of_brought,
            message=Text(
                "Divided by those who were brought. The base is everybody in `people`.",
                "你除以的是被介紹來的人。分母是 `people` 裡的每一位。",
            ),
        ),
    ),
    hints=(
        Text(
            "`a.isin(b)` asks of every value of column a whether it stands anywhere in column b.",
            "`a.isin(b)`：問 a 這一欄的每個值，在 b 那一欄有沒有出現。",
        ),
        Text(
            'Column a is `people["customer_id"]`, column b is `people["referred_by"]`; the mean of True and False is '
            "the share.",
            'a 是 `people["customer_id"]`，b 是 `people["referred_by"]`；True、False 的平均就是占比。',
        ),
    ),
    solution="""
brought = people["customer_id"].isin(people["referred_by"]).mean()
print(brought)
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------

_CROSSING = ChoiceTask(
    id="8.6.crossing",
    title=Text("Where the name changes", "名字在哪裡換"),
    minutes=2,
    on_page=True,
    prompt=Text(
        "From which retention on does the title name retention *alone* as what moves the value most?",
        "留存率到多少以上，標題上最有力的槓桿**只剩**留存率？",
    ),
    options=(
        Option(
            key="always",
            text=Text("At any: it is always the longest", "不管多少，它都最長"),
            why=Text(
                "Pull the retention down to 30% and read the title.",
                "把留存率拉到 30%，看看標題。",
            ),
        ),
        Option(
            key="half",
            text=Text("A little above one half", "比一半再多一點"),
            why=Text(
                "At 52.5%. Below it, a tenth of the rate is fewer people, and those kept do not stay long either. That "
                "is the number the agency's sheet leaves out.",
                "52.5%。比這低的時候，「率」的一成沒有多少人，留住的也待不久。廣告公司那張紙，漏掉的就是這個數字。",
            ),
        ),
        Option(
            key="three-quarters",
            text=Text("About three quarters", "四分之三左右"),
            why=Text(
                "There it has long been in front. Go further down and watch for the name to change.",
                "那裡它早就領先了。再往下拉，看名字什麼時候換。",
            ),
        ),
        Option(
            key="nine-tenths",
            text=Text("Nine tenths: only with contracts", "九成：只有合約型的生意"),
            why=Text(
                "There a tenth better adds about eight times as much as the others. The change comes far lower.",
                "那裡改善一成，增加的已經是其他槓桿的八倍左右。換名字的地方低得多。",
            ),
        ),
    ),
    right="half",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_REPEAT = ChoiceTask(
    id="8.6.repeat",
    title=Text("The web shop's slide", "網路商店的簡報"),
    minutes=1,
    on_page=True,
    prompt=Text(
        "The web shop: repeat rate up from 20% to 30%. What does the table show?",
        "網路商店：復購率從 20% 升到 30%。表格說明了什麼？",
    ),
    options=(
        Option(
            key="loyal",
            text=Text("Its customers have become half as loyal again", "顧客的忠誠多了一半"),
            why=Text(
                "Fewer came again than before, 180 against 200. Nobody need have changed.",
                "再來的人比以前少，180 對 200。可能沒有任何人改變。",
            ),
        ),
        Option(
            key="base",
            text=Text("The base has shrunk; 20 fewer came again", "分母變小了；再來的人少了 20 位"),
            why=Text(
                "Those who came for a voucher are missing below the line. Whether their 20 were worth the "
                "advertisements is the question of 8.4.",
                "少掉的是為折價券來的人，分母就變小。那 20 位值不值得那些廣告費，是 8.4 的問題。",
            ),
        ),
        Option(
            key="wrong-move",
            text=Text("It was a mistake to stop the advertisements", "不該停廣告"),
            why=Text(
                "It has 20 buyers fewer who came again, and has saved what 400 newcomers cost. The table does not say "
                "which is more.",
                "再來的人少了 20 位，也省下 400 位新客的廣告費。哪個多，表格沒說。",
            ),
        ),
    ),
    right="base",
)

_BANK = ChoiceTask(
    id="8.6.bank",
    title=Text("The bank's second product", "銀行的第二種產品"),
    minutes=1,
    prompt=Text(
        "The bank: 70 of 100 with one product stay, 90 with two. If a second product is *offered* to everybody with "
        "one, how many more of 100 will stay?",
        "銀行：有一種產品的，100 位留 70 位；有兩種的，留 90 位。對只有一種的人都**推薦**第二種，每 100 位會多留幾位？",
    ),
    options=(
        Option(
            key="twenty",
            text=Text("20: from 70 to 90", "20 位：從 70 到 90"),
            why=Text(
                "That compares people who chose a second product themselves with those who did not. Who means to "
                "stay buys more; the product did not make them so.",
                "這比的是自己去買第二種的人，和沒買的人。打算留下來的人本來就會多買，不是產品讓他留下來。",
            ),
        ),
        Option(
            key="four",
            text=Text(
                "4: 20 of 100 take it, and of these 90% stay, not 70%",
                "4 位：100 位有 20 位會買，這些人留 90%，不是 70%",
            ),
            why=Text(
                "Well reckoned, but with the same 90 against 70, which compares different people. The trial by lot has "
                "measured it.",
                "算得很細，可是用的還是 90 和 70 的差，比的是不同的人。抽籤那次已經量出來了。",
            ),
        ),
        Option(
            key="two",
            text=Text("About 2: from 70 to 72", "大約 2 位：從 70 到 72"),
            why=Text(
                "Lots were drawn, so the two groups differ in the offer alone. Whether 2 in 100 pay for the calls is "
                "the next sum.",
                "抽籤分的，兩組只差有沒有推薦。每 100 位多留 2 位，夠不夠付打電話的錢，是下一個要算的。",
            ),
        ),
        Option(
            key="none",
            text=Text("None: four in five did not take it", "沒有，五位有四位根本沒買"),
            why=Text(
                "Yet with an offer 72 of 100 stayed, without one 70. Among 10,000 people that is more than luck.",
                "可是有推薦的留了 72%，沒推薦的 70%。一萬人裡差這麼多，不只是運氣。",
            ),
        ),
    ),
    right="two",
)

_WOBBLE = ChoiceTask(
    id="8.6.wobble",
    title=Text("Eight percent dearer", "多了 8%"),
    minutes=1,
    prompt=Text(
        "Three months after the set came in, order value is 8% above the same quarter a year ago. In the past, "
        "quarters have been up to 15% away from the year before, up or down. What do you report?",
        "組合推出三個月，客單價比去年同一季多 8%。以前各季跟前一年比，上下最多差過 15%。你怎麼報告？",
    ),
    options=(
        Option(
            key="works",
            text=Text("The set works: 8% more", "組合有用：多了 8%"),
            why=Text(
                "It may. But quarters without any set have been 8% up, too.",
                "有可能。可是以前沒有組合的時候，也多過 8%。",
            ),
        ),
        Option(
            key="fails",
            text=Text("It does not work: less than 15%", "沒有用：不到 15%"),
            why=Text(
                "Inside the doubt is not the same as nothing. 8% would be a great success, only unseen from here.",
                "落在不確定的範圍裡，不等於沒有。8% 如果是真的就很成功，只是這樣看不出來。",
            ),
        ),
        Option(
            key="unknown",
            text=Text(
                "Not to be told from this; next time half get no set, by lot",
                "這樣看不出來；下次抽籤，讓一半的人看不到組合",
            ),
            why=Text(
                "Both halves have the same season and the same luck of the year. What differs is the set.",
                "兩半的季節一樣，這一年的運氣也一樣，只差組合。",
            ),
        ),
        Option(
            key="wait",
            text=Text(
                "Not yet to be told; two more years of quarters will show it", "現在看不出來；再看兩年，趨勢就清楚了"
            ),
            why=Text(
                "By then prices and customers will have changed as well. More bars do not tell the set from these.",
                "到時候價格、客人也都變了。長條再多，也分不出哪些是組合的功勞。",
            ),
        ),
    ),
    right="unknown",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_PLAN = TextTask(
    id="8.6.plan",
    title=Text("The value-raising plan", "增值計畫"),
    minutes=3,
    prompt=Text(
        "Five lines: lever; who; what is done and by whom; cost; how it is measured and when it is stopped.",
        "五行：槓桿；對象；做什麼、誰去做；花多少；怎麼衡量，什麼情況要停。",
    ),
    model=Text(
        "Hold yours against the list, then read the plan below the box.",
        "先用這張清單檢查自己寫的，再看下面的寫法。",
    ),
    rubric=(
        Criterion(
            Text(
                "Does not choose by the length of the lever alone, but by customers, cost and what can be done.",
                "不是只看槓桿多長，也看對象、花費和做不做得到。",
            )
        ),
        Criterion(
            Text(
                "Says what would have happened anyway: a group that goes without, drawn by lot.",
                "說得出本來就會發生的：抽籤留一組不做。",
            )
        ),
        Criterion(
            Text(
                "Measures in margin and for long enough, and has a rule for stopping.",
                "用毛利衡量，看得夠久，而且寫了什麼情況要停。",
            )
        ),
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_FORMULA,
    _BACK_SEASON,
    _GUESS,
    _GAIN_RATE,
    _GAIN_LEAVERS,
    _CROSSING,
    _BROUGHT,
    _REPEAT,
    _BANK,
    _WOBBLE,
    _PLAN,
)
