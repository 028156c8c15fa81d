"""The questions and checks inside lesson 7.3, "Five dimensions of segmentation"."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from customer_value.figures.tiers.group_reach import reached
from customer_value.ledger import Ledger, once_per_ledger
from customer_value.lessons.five_dimensions import five_dimensions
from customer_value.messages import Text
from tutor.shape import Number
from tutor.task import ChoiceTask, Mistake, Option, Task, TextTask, ValueTask

NAN = float("nan")

# --- What the checks compute from the ledger ---------------------------------------------------------------------


def _parts(groups: pd.Series, values: pd.Series, everybody: pd.Series) -> tuple[float, float]:
    """The spread between the groups, and that of everybody given, both around the mean of everybody given."""
    typical = values.groupby(groups).transform("mean")
    middle = everybody.mean()
    return float(((typical - middle) ** 2).sum()), float(((everybody - middle) ** 2).sum())


def _share(dimension: str, *, known_only: bool = True, unknown: str | None = None) -> Callable[[Ledger], float]:
    """The share of the spread of the margin afterwards that lies between the groups of a dimension."""

    def of(ledger: Ledger) -> float:
        people = five_dimensions(ledger).people
        if unknown is not None:
            people = people.assign(**{dimension: people[dimension].fillna(unknown)})
        known = people[people[dimension].notna()]
        everybody = known if known_only else people
        between, spread = _parts(known[dimension], known["afterwards"], everybody["afterwards"])
        return between / spread if spread else NAN

    return of


def _over_within(dimension: str) -> Callable[[Ledger], float]:
    def of(ledger: Ledger) -> float:
        share = _share(dimension)(ledger)
        return share / (1 - share) if share < 1 else NAN

    return of


def _not_squared(dimension: str) -> Callable[[Ledger], float]:
    """Distances added up as they are, without squaring."""

    def of(ledger: Ledger) -> float:
        people = five_dimensions(ledger).people
        value = people["afterwards"]
        typical = value.groupby(people[dimension]).transform("mean")
        spread = (value - value.mean()).abs().sum()
        return float((typical - value.mean()).abs().sum() / spread) if spread else NAN

    return of


@once_per_ledger
def _lowest(ledger: Ledger, dimension: str) -> float:
    """The lowest percentage of customers whose list holds half of the margin afterwards."""
    five = five_dimensions(ledger)
    if dimension not in five.source:
        return NAN
    shares = (reached(five.people, dimension, "so_far", "afterwards", at / 100) for at in range(1, 101))
    return next((at for at, held in enumerate(shares, 1) if held >= 0.5), NAN)


def _half(dimension: str, more: int = 0) -> Callable[[Ledger], float]:
    return lambda ledger: _lowest(ledger, dimension) + more


def _by_lot(ledger: Ledger) -> float:
    return 50


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_HAT = ChoiceTask(
    id="7.3.back-hat",
    title=Text("What luck can do", "運氣做得到的"),
    lesson="2.6",
    minutes=1,
    prompt=Text(
        "Two surveys differ by 6 points. You deal the answers out by lot into two heaps, many times: in 95 of 100 "
        "deals the heaps differ by up to 9. What do you report?",
        "兩次調查差 6 分。你把所有回答抽籤分成兩堆，做很多次：100 次裡有 95 次，兩堆的差距在 9 分以內。你怎麼報告？",
    ),
    options=(
        Option(
            key="rise",
            text=Text("A change of 6 points", "變了 6 分"),
            why=Text("Luck alone makes differences that large, and larger.", "光靠運氣，就可以差到這麼多，甚至更多。"),
        ),
        Option(
            key="luck",
            text=Text("A difference that luck can make", "這種差距，運氣也做得到"),
            why=Text(
                "Today the same hat is used for groups: groups drawn by lot differ, too.",
                "今天把同一個籤筒用在分組：抽籤分的組，也會不一樣。",
            ),
        ),
        Option(
            key="none",
            text=Text("That nothing has changed", "什麼都沒有變"),
            why=Text(
                "It cannot be told from luck; that is not the same as nothing.",
                "只是跟運氣分不開，不等於沒有變。",
            ),
        ),
    ),
    right="luck",
)

_BACK_KNOWN = ChoiceTask(
    id="7.3.back-known",
    title=Text("What may the ranking know?", "排名可以知道什麼？"),
    lesson="7.1",
    minutes=1,
    prompt=Text(
        "On 1 January you rank customers by who will buy until the end of March, and check it in April. Which orders "
        "may the ranking use?",
        "1 月 1 日，你要排出誰會在三月底以前買，四月再回來檢驗。排名可以用哪些訂單？",
    ),
    options=(
        Option(
            key="all",
            text=Text("All there are, the more the better", "全部都用，越多越好"),
            why=Text(
                "Then the ranking knows its own answer, and looks better than it can ever be on 1 January.",
                "那等於先看了答案，看起來會比 1 月 1 日真正做得到的更準。",
            ),
        ),
        Option(
            key="before",
            text=Text("Only those up to 31 December", "只用 12 月 31 日以前的"),
            why=Text(
                "Groups from before, money from afterwards: so it is done today.",
                "分組看之前，錢看之後：今天就是這樣做。",
            ),
        ),
        Option(
            key="after",
            text=Text("Only those from January on", "只用一月以後的"),
            why=Text("On 1 January there are none yet.", "1 月 1 日，這些訂單都還沒發生。"),
        ),
    ),
    right="before",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_WHICH = ChoiceTask(
    id="7.3.which",
    title=Text("Which separates most?", "哪一個最分得開？"),
    minutes=1,
    prompt=Text(
        "Five ways to divide the same customers. Whose groups will differ most in the margin that they bring "
        "**afterwards**?",
        "同一批顧客，五種分法。哪一種分出來的組，**之後**帶來的毛利差最多？",
    ),
    options=(
        Option(
            key="where",
            text=Text("where they live", "住在哪裡"),
            why=Text("Regions differ in size above all.", "各區差最多的，往往是人數。"),
        ),
        Option(
            key="who",
            text=Text("who they are (income, age, industry)", "是什麼樣的人（所得、年齡、行業）"),
            why=Text("Whoever can spend much need not spend it here.", "有錢的人，不一定把錢花在這裡。"),
        ),
        Option(
            key="why",
            text=Text("what they want (interests, motives)", "想要什麼（興趣、動機）"),
            why=Text("What they want says what to write to them.", "想要什麼，說的是該寫什麼給他們。"),
        ),
        Option(
            key="how",
            text=Text("how often they have bought", "買過幾次"),
            why=Text("Habits last.", "習慣會延續。"),
        ),
        Option(
            key="worth",
            text=Text("what they have brought so far", "到目前為止帶來多少毛利"),
            why=Text("Money so far is the nearest thing to money later.", "目前的錢，跟以後的錢最像。"),
        ),
    ),
    right=None,
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_SHARE = Number(unit="share")

_SHARE_HOW = ValueTask(
    id="7.3.share-how",
    title=Text("The share between the groups of “how”", "「怎麼買」的組間比例"),
    name="share_how",
    prompt=Text(
        "`share_how`: the share of the spread of `afterwards` that lies between the groups of `how`.",
        "`share_how`：`afterwards` 的差異，有多少比例落在 `how` 的組與組之間。",
    ),
    answer=_share("how"),
    returns=_SHARE,
    mistakes=(
        Mistake(
            key="where",
            wrong=_share("where"),
            message=Text(
                "Those are still the groups of `where`. Which column holds how often they bought?",
                "分組還是 `where`。買過幾次是哪一欄？",
            ),
        ),
        Mistake(
            key="worth",
            wrong=_share("worth"),
            message=Text("Those are the groups of `worth`.", "這是 `worth` 的組。"),
        ),
        Mistake(
            key="over-within",
            wrong=_over_within("how"),
            message=Text(
                "You divided by what is left *within* the groups. Divide by the whole spread.",
                "你除以的是**組內**剩下的差異，應該除以全部的差異。",
            ),
        ),
        Mistake(
            key="not-squared",
            wrong=_not_squared("how"),
            message=Text(
                "The distances are not squared. `** 2` stands in both sums.",
                "距離沒有平方，兩個加總都要有 `** 2`。",
            ),
        ),
    ),
    hints=(
        Text(
            "Step 2 needs the column with the groups; step 3 is what lies between over all there is.",
            "步驟 2 要填分組的那一欄；步驟 3 是「組間」除以「全部」。",
        ),
        Text(
            'The column is `people["how"]`; the share is `between / spread`.',
            '那一欄是 `people["how"]`，比例是 `between / spread`。',
        ),
    ),
    solution="""
# 1 How far everybody is from the mean of all  # lang-en
# 1 每個人離總平均多遠  # lang-zh-Hant
value = people["afterwards"]
spread = ((value - value.mean()) ** 2).sum()

# 2 The same, with everybody at the mean of their group  # lang-en
# 2 一樣，但每個人都換成自己那一組的平均  # lang-zh-Hant
typical = value.groupby(people["how"]).transform("mean")
between = ((typical - value.mean()) ** 2).sum()

# 3 The share  # lang-en
# 3 比例  # lang-zh-Hant
share_how = between / spread
print(f"{share_how:.1%}")
""",
)

_SHARE_WHO = ValueTask(
    id="7.3.share-who",
    title=Text("The share between the groups of “who”", "「是誰」的組間比例"),
    name="share_who",
    prompt=Text(
        "`share_who`: the same for the groups of `who`, among the customers whose group is known, all three steps with "
        "them alone.",
        "`share_who`：換成 `who` 的組，只看知道組別的顧客；三個步驟都只用這些人。",
    ),
    answer=_share("who"),
    returns=_SHARE,
    mistakes=(
        Mistake(
            key="all-in-spread",
            wrong=_share("who", known_only=False),
            message=Text(
                "Between you counted the known, in the whole spread everybody. Keep the known first, then do all three "
                "steps with them.",
                "分子只有知道組別的人，分母卻是所有人。先留下知道的，三個步驟都用他們算。",
            ),
        ),
        Mistake(
            key="unknown-group",
            wrong=_share("who", unknown="?"),
            message=Text(
                "“Not known” has become a group of its own. Leave these customers out.",
                "「不知道」變成了一組。這些人要拿掉。",
            ),
        ),
        Mistake(
            key="why",
            wrong=_share("why"),
            message=Text("Those are the groups of `why`.", "這是 `why` 的組。"),
        ),
        Mistake(
            key="how",
            wrong=_share("how"),
            message=Text("Those are still the groups of `how`.", "分組還是 `how`。"),
        ),
    ),
    hints=(
        Text(
            'First `known = people[people["who"].notna()]`, then the three steps with `known` in place of `people`.',
            '先寫 `known = people[people["who"].notna()]`，再把三個步驟裡的 `people` 都換成 `known`。',
        ),
        Text(
            'Step 1 begins with `value = known["afterwards"]`, so that its mean is that of the known.',
            '步驟 1 從 `value = known["afterwards"]` 開始，總平均也就只算知道的人。',
        ),
    ),
    solution="""
known = people[people["who"].notna()]
value = known["afterwards"]
spread = ((value - value.mean()) ** 2).sum()
typical = value.groupby(known["who"]).transform("mean")
between = ((typical - value.mean()) ** 2).sum()
share_who = between / spread
print(f"{share_who:.1%}")
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------

_HALF_AT = ValueTask(
    id="7.3.half-at",
    title=Text("How long has the list to be?", "名單要多長？"),
    name="half_at",
    prompt=Text(
        "`half_at`: the lowest whole percentage of customers with which the list by **worth** holds half of "
        "the margin afterwards.",
        "`half_at`：照**值多少**挑，名單最少要放百分之幾（整數）的顧客，才占到之後毛利的一半。",
    ),
    answer=_half("worth"),
    returns=Number(unit="percent", whole=True),
    mistakes=(
        Mistake(
            key="how",
            wrong=_half("how"),
            message=Text(
                "That is the list by how often they bought. Read the lowest bar.",
                "這是照「怎麼買」挑的名單。請看最下面那一條。",
            ),
        ),
        Mistake(
            key="where",
            wrong=_half("where"),
            message=Text("That is the list by where they live.", "這是照「住哪裡」挑的名單。"),
        ),
        Mistake(
            key="by-lot",
            wrong=_by_lot,
            message=Text(
                "That is the list by lot: half of the customers for half of the margin.",
                "這是抽籤的名單：一半的人，一半的毛利。",
            ),
        ),
        Mistake(
            key="one-early",
            wrong=_half("worth", more=-1),
            message=Text("Not quite half yet: one step further.", "還差一點才到一半，再多放一格。"),
        ),
    ),
    hints=(
        Text(
            "Begin at 1 and go up until the lowest bar reads 50.0% or more.",
            "從 1 開始往上，直到最下面那一條到 50.0% 以上。",
        ),
        Text(
            "Click on the slider and use the arrow keys, one step at a time.",
            "點一下滑桿，用方向鍵一格一格調。",
        ),
    ),
    solution="""
# Read off the explorer; worked out here  # lang-en
# 從圖上讀出來的數字；這裡用算的  # lang-zh-Hant
from customer_value.figures.tiers.group_reach import reached

half_at = next(at for at in range(1, 101) if reached(people, "worth", "so_far", "afterwards", at / 100) >= 0.5)
half_at
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_DRAWER = ChoiceTask(
    id="7.3.drawer",
    title=Text("Which dimension?", "哪一個維度？"),
    minutes=1,
    prompt=Text(
        "“Orders her gifts three weeks ahead, always on the telephone.” Which dimension is that?",
        "「送禮都提早三個星期訂，而且一定用電話。」這屬於哪一個維度？",
    ),
    options=(
        Option(
            key="demographic",
            text=Text("demographic: it is about a person", "人口統計：講的是一個人"),
            why=Text(
                "Demographic is what somebody *is*: age, gender, income, education. This is what she *does*.",
                "人口統計講的是這個人**是**什麼：年齡、性別、所得、教育程度。這裡講的是她**做**什麼。",
            ),
        ),
        Option(
            key="psychographic",
            text=Text("psychographic: she likes to plan", "心理：她喜歡有計畫"),
            why=Text(
                "That is your guess at her reasons. What was seen is a time and a channel; motive and attitude have to "
                "be asked.",
                "這是你猜的理由。看到的是時間和管道；動機和態度，要問了才知道。",
            ),
        ),
        Option(
            key="behavioural",
            text=Text("behavioural: when and by which way she buys", "行為：什麼時候買、用什麼管道買"),
            why=Text(
                "How often, how much, when (early, planned, on impulse), by which channel: all seen in the orders.",
                "多常買、買多少、何時買（提早、有計畫、臨時起意）、走哪個管道，訂單裡都看得到。",
            ),
        ),
        Option(
            key="value",
            text=Text("value: gifts are dear", "價值：送禮的單價高"),
            why=Text(
                "Nothing was said about what she brings. Gifts may be cheap.",
                "完全沒提到她帶來多少。禮物也可能很便宜。",
            ),
        ),
    ),
    right="behavioural",
)

_GAP = ChoiceTask(
    id="7.3.gap",
    title=Text("The best region", "最好的一區"),
    minutes=1,
    prompt=Text(
        "“In the north a customer brings 2,400, in the east 1,500, so regions separate.” The share between regions is "
        "0.4%; groups by lot reach 1.1%. What do you say?",
        "「北部每位帶來 2,400 元，東部 1,500 元，所以地區很分得開。」組間比例是 0.4%，抽籤分組可以到 1.1%。你怎麼說？",
    ),
    options=(
        Option(
            key="gap",
            text=Text("900 is 900: make regional catalogues", "差 900 就是差 900，做分區型錄"),
            why=Text(
                "Regions drawn by lot would show such gaps as well. Next year it may be the east.",
                "抽籤分的「區」也會差這麼多。明年可能就輪到東部。",
            ),
        ),
        Option(
            key="inside",
            text=Text(
                "Inside each region customers differ far more than the regions do; luck could make this gap",
                "同一區裡的人，差得比區跟區多太多；這個差距，運氣就做得到",
            ),
            why=Text(
                "Of a hundred parts of the spread not one lies between regions. Whoever knows the region knows next to "
                "nothing about the customer.",
                "一百份差異裡，區跟區之間連一份都不到。知道住哪裡，等於對這位顧客一無所知。",
            ),
        ),
        Option(
            key="median",
            text=Text("Take the median instead, then it will separate", "改用中位數，就分得開了"),
            why=Text(
                "The median is a good answer to another question. It does not make the groups differ more.",
                "中位數適合回答別的問題，不會讓各組變得比較不一樣。",
            ),
        ),
        Option(
            key="east",
            text=Text("The east needs more advertising", "東部要多打廣告"),
            why=Text(
                "First there has to be a difference, then a reason, and only then a cure.",
                "先要真的有差，再找原因，最後才談做法。",
            ),
        ),
    ),
    right="inside",
)

_MESSAGE = ChoiceTask(
    id="7.3.message",
    title=Text("What are interests good for?", "興趣有什麼用？"),
    minutes=1,
    prompt=Text(
        "Suppose interests do not get beyond the lot: they do not separate the margin. Do we stop asking for them?",
        "假設照興趣分的組沒有勝過抽籤，也就是分不開毛利。以後就不用問了嗎？",
    ),
    options=(
        Option(
            key="stop",
            text=Text("Yes: it says nothing about money", "對，跟錢無關"),
            why=Text(
                "It says nothing about *how much*. A letter also has to say *what*.",
                "它說不出**多少**。可是信上總要寫**什麼**。",
            ),
        ),
        Option(
            key="what",
            text=Text(
                "No: worth says whom to write to, interests what to write", "要問：值多少決定寫給誰，興趣決定寫什麼"
            ),
            why=Text(
                "Each dimension for its own decision. Whether the letters by interest sell more is a test of its own.",
                "一個維度，管一種決定。照興趣寫的信是不是賣得更好，另外測。",
            ),
        ),
        Option(
            key="more",
            text=Text("Divide finer until it separates", "分得更細，分到有差為止"),
            why=Text(
                "With groups small enough everything separates, luck included.",
                "組小到一個程度，什麼都分得開，連運氣也可以。",
            ),
        ),
        Option(
            key="first",
            text=Text("No: divide by interests first, all the same", "要，而且還是先照興趣分"),
            why=Text(
                "Then every group holds the same mixture of good and poor customers, and the effort goes out evenly.",
                "那每一組都一樣混著好客人和一般客人，力氣還是平均花掉。",
            ),
        ),
    ),
    right="what",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_PLAN = TextTask(
    id="7.3.plan",
    title=Text("One dimension for the year", "今年用哪一個維度"),
    minutes=4,
    prompt=Text(
        "Four sentences to the owner. **Which** dimension decides who gets the most effort, with its share and what "
        "the lot reaches. **What** the agency's favourite is still good for. **Who** would be treated wrongly by your "
        "dimension. **When** you would change your mind.",
        "四句話寫給老闆。**用哪一個**維度決定力氣花在誰身上，寫出組間比例和抽籤的水準。廣告公司喜歡的那個，**還能做什麼**。"
        "照你的維度，**誰**會吃虧。看到**什麼**你會改變主意。",
    ),
    model=Text(
        "Hold yours against these questions, then read the one below the box.\n\n"
        "- Is the money from after the day on which the groups were known?\n"
        "- Does a number stand beside what the lot reaches?\n"
        "- Have you said that most of the spread lies *within* the groups, whichever you take?\n"
        "- Do new customers have a place, who have brought nothing yet?",
        "先拿這幾個問題檢查自己寫的，再看下面的範例。\n\n"
        "- 錢是分組那天之後的嗎？\n"
        "- 比例旁邊，有沒有寫抽籤的水準？\n"
        "- 有沒有說：不管用哪一個維度，大部分差異都還在組**內**？\n"
        "- 剛來、還沒帶來什麼的新客，有沒有位置？",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_HAT,
    _BACK_KNOWN,
    _WHICH,
    _SHARE_HOW,
    _SHARE_WHO,
    _HALF_AT,
    _DRAWER,
    _GAP,
    _MESSAGE,
    _PLAN,
)
