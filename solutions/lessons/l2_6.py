"""The questions and checks inside lesson 2.6, "Customer satisfaction"."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from customer_value import attribute_means, latest_answers
from customer_value.explorers.brand.nps import COUNTS
from customer_value.ledger import Ledger, once_per_ledger
from customer_value.messages import Text
from tutor.shape import Members, Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

SETTLED = pd.Timedelta(days=21)
"""A survey counts once three weeks have passed since it was sent: by then most answers are in."""

BETWEEN = 28
"""More days than this without sending one, and the next is another survey."""


# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _surveys(ledger: Ledger) -> pd.DataFrame:
    """What was sent and answered by the snapshot, with `round`, the number of the survey it belongs to."""
    sent = ledger.table("surveys")
    sent = sent[sent["asked_on"] <= ledger.snapshot - SETTLED]
    sent = sent[sent["answered_on"].isna() | (sent["answered_on"] <= ledger.snapshot)]
    days = pd.Series(sorted(sent["asked_on"].unique()))
    numbers = (days.diff().dt.days > BETWEEN).cumsum()
    return sent.assign(round=sent["asked_on"].map(dict(zip(days, numbers, strict=True))))


def _round(ledger: Ledger, back: int) -> pd.DataFrame:
    """The last survey (0) or the one before (1); of a single one, that one."""
    surveys = _surveys(ledger)
    return surveys[surveys["round"] == max(surveys["round"].max() - back, 0)]


def _marks(ledger: Ledger) -> pd.Series:
    return _round(ledger, 0)["satisfaction"]


def _csat(ledger: Ledger) -> float:
    return float((_marks(ledger).dropna() >= 4).mean())


def _csat_of_asked(ledger: Ledger) -> float:
    return float((_marks(ledger).fillna(0) >= 4).mean())


def _csat_fives(ledger: Ledger) -> float:
    return float((_marks(ledger).dropna() == 5).mean())


def _csat_threes(ledger: Ledger) -> float:
    return float((_marks(ledger).dropna() >= 3).mean())


def _csat_mean(ledger: Ledger) -> float:
    return float(_marks(ledger).mean())


def _score(answers: pd.Series, high: int = 9, low: int = 6) -> float:
    """Promoters less detractors in points, the bounds as given."""
    given = answers.dropna()
    return 100 * float((given >= high).mean() - (given <= low).mean())


def _passives_dropped(answers: pd.Series) -> float:
    given = answers.dropna()
    return _score(given[(given >= 9) | (given <= 6)])


def _promoters_only(answers: pd.Series) -> float:
    return 100 * float((answers.dropna() >= 9).mean())


def _as_share(answers: pd.Series) -> float:
    return _score(answers) / 100


def _of_asked(answers: pd.Series) -> float:
    return _score(answers) * answers.notna().mean()


def _blanks_zero(answers: pd.Series) -> float:
    return _score(answers.fillna(0))


def _passives_detract(answers: pd.Series) -> float:
    return _score(answers, low=8)


def _seven_detracts(answers: pd.Series) -> float:
    return _score(answers, low=7)


def _six_is_passive(answers: pd.Series) -> float:
    return _score(answers, low=5)


def _eights_promote(answers: pd.Series) -> float:
    return _score(answers, high=8)


def _tens_only(answers: pd.Series) -> float:
    return _score(answers, high=10)


def _turned(answers: pd.Series) -> float:
    return -_score(answers)


def _added(answers: pd.Series) -> float:
    given = answers.dropna()
    return 100 * float((given >= 9).mean() + (given <= 6).mean())


def _mean(answers: pd.Series) -> float:
    return float(answers.mean())


def _of_round(score: Callable[[pd.Series], float], back: int) -> Callable[[Ledger], float]:
    """A score, right or wrong, of the last survey (0) or the one before (1)."""
    return lambda ledger: score(_round(ledger, back)["nps"])


def _all_rounds(ledger: Ledger) -> float:
    return _score(_surveys(ledger)["nps"])


def _first_on_slider(sure_from: float) -> int:
    return next(count for count in COUNTS if count >= sure_from)


def _needed(promoters: float, detractors: float) -> float:
    """How many answers tell a score from zero: 1.96 standard errors no wider than the score itself."""
    score = promoters - detractors
    return (promoters + detractors - score**2) * (1.959964 / score) ** 2


def _enough(_: Ledger) -> int:
    return _first_on_slider(_needed(0.40, 0.35))


def _enough_calculated(_: Ledger) -> int:
    return -int(-_needed(0.40, 0.35) // 1)


def _enough_next(_: Ledger) -> int:
    return COUNTS[COUNTS.index(_enough(_)) + 1]


def _enough_before(_: Ledger) -> int:
    return COUNTS[COUNTS.index(_enough(_)) - 1]


@once_per_ledger
def _items(ledger: Ledger) -> pd.DataFrame:
    return attribute_means(latest_answers(_surveys(ledger), ledger.snapshot))


def _chosen(important: str, good: str) -> Callable[[Ledger], list[str]]:
    """The attributes for which two conditions hold; `i` and `p` are importance and performance."""

    def of(ledger: Ledger) -> list[str]:
        items = _items(ledger)
        names = {"i": items["importance"], "p": items["performance"], "all": items["importance"] > 0}
        conditions = {
            "high": lambda one: names[one] >= names[one].mean(),
            "low": lambda one: names[one] < names[one].mean(),
            "over-3": lambda one: names[one] >= 3,
            "under-3": lambda one: names[one] < 3,
            "under-i": lambda one: names[one] < names["i"],
        }
        kept = names["all"]
        for one, name in (("i", important), ("p", good)):
            if name:
                kept = kept & conditions[name](one)
        return items.loc[kept, "attribute"].tolist()

    return of


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_SHARE = ChoiceTask(
    id="2.6.back-share",
    title=Text("Two areas, one company", "兩個營業區，一家公司"),
    lesson="2.2",
    minutes=1,
    prompt=Text(
        "In the North 400 of 1,000 target households buy from us, in the Centre 100 of 4,000. What is the company's "
        "penetration?",
        "北區 1,000 戶目標家戶裡，有 400 戶跟我們買；中區 4,000 戶裡，有 100 戶。全公司的滲透率是多少？",
    ),
    options=(
        Option(
            key="mean",
            text=Text("21.25%", "21.25%"),
            why=Text(
                "That is the mean of 40% and 2.5%. It gives the small North as much say as the large Centre.",
                "這是 40% 和 2.5% 的平均，等於讓小小的北區和大大的中區一樣重。",
            ),
        ),
        Option(
            key="pooled",
            text=Text("10%", "10%"),
            why=Text(
                "500 of 5,000: add up first, divide once. A score made of answers is built the same way.",
                "5,000 戶裡的 500 戶：先加總，最後才除一次。等一下算問卷的分數，也是同樣的道理。",
            ),
        ),
        Option(
            key="best",
            text=Text("40%", "40%"),
            why=Text("That is the North alone, the area one likes to show.", "那只是北區，大家最愛拿出來講的那一區。"),
        ),
    ),
    right="pooled",
)

_BACK_BLANK = ChoiceTask(
    id="2.6.back-blank",
    title=Text("What does a blank say?", "空白代表什麼？"),
    lesson="1.2",
    minutes=1,
    prompt=Text(
        "Five customers were asked how many times a month they cook at home: 4, 8, *(blank)*, 0, 12. What is the mean?",
        "問五位顧客「一個月自己煮幾次」：4、8、（空白）、0、12。平均是幾次？",
    ),
    options=(
        Option(
            key="zero",
            text=Text("4.8", "4.8 次"),
            why=Text(
                "You divided by five: the blank became a 0. Nobody said that this customer never cooks.",
                "你除以 5，等於把空白當成 0。可是誰說那一位從來不煮？",
            ),
        ),
        Option(
            key="known",
            text=Text("6", "6 次"),
            why=Text(
                "24 among the four who answered. The 0 is an answer, the blank is none.",
                "24 次由四位有回答的人平分。0 是回答，空白不是。",
            ),
        ),
        Option(
            key="no-zero",
            text=Text("8", "8 次"),
            why=Text(
                "You left the 0 out as well. Somebody who never cooks has given an answer.",
                "你把 0 也拿掉了。從來不煮的人，可是有回答的。",
            ),
        ),
    ),
    right="known",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_CHANCE = GuessTask(
    id="2.6.chance",
    title=Text("By luck alone", "光靠運氣"),
    minutes=1,
    prompt=Text(
        "Suppose that not one customer has changed their mind between the two surveys; only other people happened to "
        "answer. How many points can the two scores lie apart by luck alone, say in 95 cases of 100?",
        "假設兩次調查之間，沒有一位顧客改變想法，只是剛好換了一批人回答。光靠運氣，兩次的分數可以差幾分？"
        "（100 次裡有 95 次不會超過的那個差距。）",
    ),
    unit=Text("points", "分"),
    low=0,
    high=100,
    start=0,
)

# --- The score ---------------------------------------------------------------------------------------------------

_CSAT = ValueTask(
    id="2.6.csat",
    title=Text("How many are satisfied?", "多少人滿意？"),
    name="csat_last",
    prompt=Text(
        "`csat_last`: the share of those who gave a 4 or a 5, of all who answered the question in the last survey.",
        "`csat_last`：最後一次調查裡，回答這一題的人有多少比例給 4 分或 5 分。",
    ),
    answer=_csat,
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="of-asked",
            wrong=_csat_of_asked,
            message=Text(
                "Those who were asked and said nothing are in your base. Who has answered?",
                "問了但沒回答的人，也在你的分母裡。誰才有回答？",
            ),
        ),
        Mistake(
            key="fives",
            wrong=_csat_fives,
            message=Text(
                "You counted the 5s only. Satisfied means the two best marks.",
                "你只數了 5 分。最高的兩個等級都算滿意。",
            ),
        ),
        Mistake(
            key="threes",
            wrong=_csat_threes,
            message=Text(
                "The 3s are in here. A 3 on a scale of 1 to 5 says “neither, nor”.",
                "你把 3 分也算進去了。在 1 到 5 分裡，3 分是「還好」。",
            ),
        ),
        Mistake(
            key="mean",
            wrong=_csat_mean,
            message=Text(
                "That is the mean mark. Asked for is the share of people who are satisfied.",
                "這是平均分數。要的是滿意的人占多少。",
            ),
        ),
    ),
    solution="""
marks = last["satisfaction"].dropna()
csat_last = (marks >= 4).mean()
csat_last
""",
)

_MESSAGES = {
    "passives-dropped": Text(
        "You divided by promoters and detractors alone. Those who said 7 or 8 have answered too: of whom is it "
        "a share?",
        "你只除以推薦者加批評者。給 7、8 分的人也回答了：分母應該是誰？",
    ),
    "promoters-only": Text(
        "That is the percentage of promoters. What about those who speak against us?",
        "這是推薦者的百分比。說我們不好的人呢？",
    ),
    "as-share": Text(
        "That is a number between −1 and 1. The score is written in points, from −100 to +100.",
        "這是 −1 到 1 之間的數字。這個分數要寫成 −100 到 +100。",
    ),
    "of-asked": Text(
        "Everybody who was asked is in your base, also those who never answered.",
        "你的分母是所有被問的人，連沒回答的也在裡面。",
    ),
    "blanks-zero": Text(
        "A blank has become a 0 and so a detractor. Who says nothing has not said 0.",
        "空白被你當成 0 分，變成批評者了。沒回答的人，並沒有說 0 分。",
    ),
    "passives-detract": Text(
        "Everybody who is no promoter has become a detractor. Between the two there is a third group.",
        "不是推薦者的人，全被你算成批評者。兩者之間還有第三群人。",
    ),
    "seven-detracts": Text(
        "A 7 is a detractor in your count. Look at the table again: where do detractors end?",
        "你把 7 分也算成批評者。再看一次上面的表：批評者到幾分為止？",
    ),
    "six-is-passive": Text(
        "Your detractors end at 5 (or you wrote `<` for `<=`). Where does somebody go who said 6?",
        "你的批評者只到 5 分（或是 `<=` 寫成 `<`）。給 6 分的人屬於哪一群？",
    ),
    "eights-promote": Text(
        "An 8 is a promoter in your count. From which answer on is somebody one?",
        "你把 8 分也算成推薦者。幾分以上才算？",
    ),
    "tens-only": Text(
        "Only a 10 is a promoter in your count. With `>` the number itself is left out.",
        "你的推薦者只有 10 分。用 `>` 的話，那個數字本身不算在內。",
    ),
    "turned": Text(
        "The subtraction is the wrong way round: promoters count for us.",
        "減的方向反了：推薦者才是加分的。",
    ),
    "added": Text(
        "You added the two shares. Detractors count against us, so what happens to theirs?",
        "你把兩個比例相加了。批評者是扣分的，他們的比例該怎麼算？",
    ),
    "mean": Text(
        "That is the mean answer. The score takes the share of detractors from the share of promoters.",
        "這是平均分數。這裡要的是推薦者的比例減掉批評者的比例。",
    ),
    "other-round": Text(
        "That is the score of the other survey. Which table do you take the answers from?",
        "這是另一次調查的分數。看看你是從哪一張表取回答的。",
    ),
    "all-rounds": Text(
        "All surveys together are in here. Take the one that is asked for.",
        "你把每一次調查都放在一起算了。請只取題目要的那一次。",
    ),
}

_WRONG_SCORES = {
    "passives-dropped": _passives_dropped,
    "promoters-only": _promoters_only,
    "as-share": _as_share,
    "of-asked": _of_asked,
    "blanks-zero": _blanks_zero,
    "passives-detract": _passives_detract,
    "seven-detracts": _seven_detracts,
    "six-is-passive": _six_is_passive,
    "eights-promote": _eights_promote,
    "tens-only": _tens_only,
    "turned": _turned,
    "added": _added,
    "mean": _mean,
}


def _wrong_scores(back: int) -> tuple[Mistake, ...]:
    """The mistakes of the score, for the last survey (0) or the one before (1)."""
    wrong = {key: _of_round(score, back) for key, score in _WRONG_SCORES.items()}
    wrong |= {"other-round": _of_round(_score, 1 - back), "all-rounds": _all_rounds}
    return tuple(Mistake(key=key, wrong=one, message=_MESSAGES[key]) for key, one in wrong.items())


_NPS_LAST = ValueTask(
    id="2.6.nps-last",
    title=Text("The score of the last survey", "最後一次調查的分數"),
    name="nps_last",
    prompt=Text(
        "`nps_last`: the net promoter score of the last survey, in points.",
        "`nps_last`：最後一次調查的淨推薦值，單位是分。",
    ),
    answer=_of_round(_score, 0),
    returns=Number(unit="points"),
    mistakes=_wrong_scores(0),
    hints=(
        Text(
            "The table above says up to which answer somebody is a detractor. `<=` includes that number.",
            "上面的表寫了批評者到幾分為止。`<=` 會包含那個數字。",
        ),
        Text(
            "The second blank is one share minus the other; both already have a name.",
            "第二個空格是一個比例減另一個比例，兩個都已經有名字了。",
        ),
    ),
    solution="""
# 1 Those who answered the question  # lang-en
# 1 回答這一題的人  # lang-zh-Hant
given = last["nps"].dropna()

# 2 The shares of promoters and of detractors among them  # lang-en
# 2 其中推薦者和批評者的比例  # lang-zh-Hant
promoters = (given >= 9).mean()
detractors = (given <= 6).mean()

# 3 The score, in points  # lang-en
# 3 分數  # lang-zh-Hant
nps_last = 100 * (promoters - detractors)
nps_last
""",
)

_NPS_BEFORE = ValueTask(
    id="2.6.nps-before",
    title=Text("The survey before", "前一次調查"),
    name="nps_before",
    prompt=Text(
        "`nps_before`: the net promoter score of the survey before (`previous`), in points.",
        "`nps_before`：前一次調查（`previous`）的淨推薦值，單位是分。",
    ),
    answer=_of_round(_score, 1),
    returns=Number(unit="points"),
    mistakes=_wrong_scores(1),
    hints=(
        Text(
            "The three steps are the same; only the table is another: `previous`.",
            "三個步驟一模一樣，只是換一張表：`previous`。",
        ),
        Text(
            '`given = previous["nps"].dropna()`, and then two shares and their difference times 100.',
            '`given = previous["nps"].dropna()`，接著算兩個比例，相減再乘 100。',
        ),
    ),
    solution="""
given = previous["nps"].dropna()
nps_before = 100 * ((given >= 9).mean() - (given <= 6).mean())
nps_before
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------

_ENOUGH = ValueTask(
    id="2.6.enough",
    title=Text("Answers for five points", "五分要多少回答"),
    name="enough",
    prompt=Text(
        "`enough`: the first number on the slider at which the title says that +5 can be told from zero.",
        "`enough`：滑桿上第一個讓標題說「+5 看得出不是零」的回答數。",
    ),
    answer=_enough,
    returns=Number(unit="answers", whole=True),
    mistakes=(
        Mistake(
            key="calculated",
            wrong=_enough_calculated,
            message=Text(
                "That is worked out in the small print, and it is right. Which number on the slider is the first to "
                "reach it?",
                "那是圖下小字算出來的，沒有錯。滑桿上第一個達到它的數字是多少？",
            ),
        ),
        Mistake(
            key="one-too-many",
            wrong=_enough_next,
            message=Text(
                "One step too far: the title had turned one stop earlier.", "多走了一格：再少一格，標題就已經變了。"
            ),
        ),
        Mistake(
            key="one-too-few",
            wrong=_enough_before,
            message=Text(
                "Read the title there once more: it still says “cannot”.", "再讀一次那一格的標題：還寫著「分不出」。"
            ),
        ),
    ),
    hints=(
        Text(
            "Click the upper slider and go right with the arrow key until “cannot” has gone from the title.",
            "點一下上面的滑桿，用方向鍵往右，一直到標題不再說「分不出」。",
        ),
        Text(
            "If the dashed line does not lie at +5, press “Back to the start”.",
            "虛線如果不在 +5，先按「回到起點」。",
        ),
    ),
    solution="""
# Read off the explorer; worked out here from the definition of the interval  # lang-en
# 從圖上讀出來的數字；這裡用信賴區間的定義算一次  # lang-zh-Hant
p, d = 0.40, 0.35
slider = [10, 15, 20, 30, 45, 64, 100, 150, 200, 300, 400, 600, 900, 1200, 1800, 2500]
half_width = [196 * np.sqrt((p + d - (p - d) ** 2) / n) for n in slider]
enough = min(n for n, half in zip(slider, half_width) if half < 5)
enough
""",
)

# --- What to improve first ---------------------------------------------------------------------------------------

_FIRST = ValueTask(
    id="2.6.first",
    title=Text("What to improve first", "先改善什麼"),
    name="first",
    prompt=Text(
        "`first`: the things that are important (at the mean or above) and not well done (below the mean).",
        "`first`：重要（平均以上，含平均）但做得不夠好（低於平均）的項目。",
    ),
    answer=_chosen("high", "low"),
    returns=Members(key="attribute"),
    mistakes=(
        Mistake(
            key="keep",
            wrong=_chosen("high", "high"),
            message=Text(
                "These are important and done well: they go on as they are. Which word turns a condition round?",
                "這些是重要、也做得好的，照舊就好。哪個符號可以把條件反過來？",
            ),
        ),
        Mistake(
            key="exchanged",
            wrong=_chosen("low", "high"),
            message=Text(
                "The axes are exchanged: you put the money on what is done well and matters less. Read your conditions "
                "aloud.",
                "兩軸對調了：你把錢花在做得好、但沒那麼重要的地方。把條件念出來看看。",
            ),
        ),
        Mistake(
            key="performance-only",
            wrong=_chosen("", "low"),
            message=Text(
                "All that is done badly is in your list. Is every one of them worth the money?",
                "凡是做得不夠好的，都在你的名單上。每一項都值得花錢嗎？",
            ),
        ),
        Mistake(
            key="importance-only",
            wrong=_chosen("high", ""),
            message=Text(
                "All that is important is in your list, also what is done well already.",
                "凡是重要的，都在你的名單上，連已經做得好的也在。",
            ),
        ),
        Mistake(
            key="midpoint",
            wrong=_chosen("over-3", "under-3"),
            message=Text(
                "You cut at 3, the middle of the scale. Where does this course cut?",
                "你切在 3，也就是量表的中間。這門課切在哪裡？",
            ),
        ),
        Mistake(
            key="gap",
            wrong=_chosen("", "under-i"),
            message=Text(
                "Your list is too long: it holds all that is rated lower than it is important, or meets only one of "
                "the two conditions. Compare the performance with the other performances, and ask for both at once.",
                "你的名單太長了：「表現低於重要度」的都在裡面，或是兩個條件只符合一個的也在裡面。表現要和其他項目的"
                "表現比，而且兩個條件要同時成立。",
            ),
        ),
    ),
    hints=(
        Text(
            "The line for `well_done` is the line above it with the other column.",
            "`well_done` 那一行，就是上面那一行換成另一欄。",
        ),
        Text(
            "`&` is *and*, `~` in front of a condition is *not*: `important & ~…`.",
            "`&` 是「而且」，條件前面加 `~` 是「不」：`important & ~…`。",
        ),
    ),
    solution="""
# 1 High is: at the mean over the six, or above  # lang-en
# 1 高：大於或等於六項的平均  # lang-zh-Hant
important = items["importance"] >= items["importance"].mean()
well_done = items["performance"] >= items["performance"].mean()

# 2 Important, and not well done  # lang-en
# 2 重要，而且做得不夠好  # lang-zh-Hant
first = items[important & ~well_done]["attribute"]
first
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_BY_HAND = ChoiceTask(
    id="2.6.by-hand",
    title=Text("Ten were asked", "問了十個人"),
    minutes=2,
    prompt=Text(
        "Ten customers were asked how likely they are to recommend us: 10, 9, 9, 8, 7, 7, 6, 3, *(blank)*, *(blank)*. "
        "What is the net promoter score?",
        "問十位顧客有多願意推薦我們：10、9、9、8、7、7、6、3、（空白）、（空白）。淨推薦值是多少？",
    ),
    options=(
        Option(
            key="blanks-in-base",
            text=Text("+10", "+10"),
            why=Text(
                "You divided by ten. Two of them said nothing, so eight answered.",
                "你除以 10。有兩位沒回答，所以回答的是 8 位。",
            ),
        ),
        Option(
            key="right",
            text=Text("+12.5", "+12.5"),
            why=Text(
                "Three promoters less two detractors, of eight answers. The 8 and the two 7s count in the base.",
                "3 位推薦者減 2 位批評者，除以 8 個回答。給 8 分和 7 分的，算在分母裡。",
            ),
        ),
        Option(
            key="passives-dropped",
            text=Text("+20", "+20"),
            why=Text(
                "You divided by five, the promoters and detractors. The three who said 7 or 8 answered as well.",
                "你除以 5，只算推薦者和批評者。給 7、8 分的三位也回答了。",
            ),
        ),
        Option(
            key="promoters",
            text=Text("+37.5", "+37.5"),
            why=Text(
                "That is the percentage of promoters. The two detractors have not been taken off.",
                "那是推薦者的百分比，兩位批評者還沒減掉。",
            ),
        ),
        Option(
            key="blanks-zero",
            text=Text("−10", "−10"),
            why=Text(
                "Here the two blanks became zeros, and so detractors. Silence is no answer.",
                "兩個空白被當成 0 分，變成批評者了。沒說話不等於給 0 分。",
            ),
        ),
    ),
    right="right",
)

_TWO_SHOPS = ChoiceTask(
    id="2.6.two-shops",
    title=Text("Which of the two is ahead?", "哪一家比較好？"),
    minutes=1,
    prompt=Text(
        "| | answers | score | 95% interval |\n|---|---:|---:|---|\n| North | 240 | +30 | +20 to +40 |\n"
        "| South | 19 | +42 | +8 to +76 |\n\nWhich sentence may stand in the report?",
        "| | 回答數 | 分數 | 95% 信賴區間 |\n|---|---:|---:|---|\n| 北區 | 240 | +30 | +20 到 +40 |\n"
        "| 南區 | 19 | +42 | +8 到 +76 |\n\n哪一句話可以寫進報告？",
    ),
    options=(
        Option(
            key="south",
            text=Text(
                "South is 12 points ahead; the North should go and learn from it", "南區領先 12 分，北區該去觀摩"
            ),
            why=Text(
                "On 19 answers: two people in another mood, and the lead is gone. The interval says so.",
                "只有 19 份回答，兩個人心情不同，領先就沒了。看區間就知道。",
            ),
        ),
        Option(
            key="north",
            text=Text("The North is better: twelve times as many have answered", "北區比較好，回答的人是十二倍"),
            why=Text(
                "More answers make a score surer, not higher.",
                "回答多，只會讓分數更可靠，不會讓分數更高。",
            ),
        ),
        Option(
            key="open",
            text=Text(
                "Which is ahead, nobody knows yet: ask more people in the South", "誰好還不知道，南區要多問一些人"
            ),
            why=Text(
                "The intervals overlap widely, and under 30 answers nobody is ranked. Both numbers may be shown, with "
                "their intervals.",
                "兩個區間重疊很多，而且不到 30 份回答不排名。兩個數字都可以列，區間要一起列。",
            ),
        ),
        Option(
            key="equal",
            text=Text("Both are equally good: their intervals overlap", "兩區一樣好，因為區間重疊"),
            why=Text(
                "That goes too far the other way. Not shown to differ is not the same as shown to be equal: South may "
                "well be 30 points ahead.",
                "這又說過頭了。看不出差別，不等於沒有差別：南區真的領先 30 分也有可能。",
            ),
        ),
    ),
    right="open",
)

_LOOP = ChoiceTask(
    id="2.6.loop",
    title=Text("Which loop is closed?", "哪一則回覆到底了？"),
    minutes=1,
    prompt=Text(
        "Four complaints; the company's limit is 7 days. For which one has the loop been closed?",
        "四則抱怨，公司的期限是 7 天。哪一則已經回覆到底了？",
    ),
    options=(
        Option(
            key="voucher",
            text=Text(
                "An apology and a voucher went out the same day; what went wrong is still being looked into",
                "當天就寄出道歉信和折價券，原因還在查",
            ),
            why=Text(
                "Answered quickly, but nothing is settled yet: it can happen to her again tomorrow.",
                "回得很快，可是事情還沒處理完：明天可能再發生一次。",
            ),
        ),
        Option(
            key="settled",
            text=Text(
                "On day two the cause was found and the warehouse changed its rule; the case is marked as settled",
                "第二天找到原因，倉庫改了做法，電腦裡標成「結案」",
            ),
            why=Text(
                "For us it is settled. Nobody has told the customer, so to her it looks as if nobody cared.",
                "對我們是結案了，可是沒有人告訴顧客。在顧客看來，就是沒人理。",
            ),
        ),
        Option(
            key="told",
            text=Text(
                "On the fourth day the set was replaced, and somebody rang to say why it had broken",
                "第四天換了一組新的，還打電話說明為什麼會破",
            ),
            why=Text(
                "Answered, settled within the limit, and the customer was told: all three.",
                "有人回、期限內處理完、把結果告訴顧客，三樣都有。",
            ),
        ),
        Option(
            key="late",
            text=Text(
                "In the third week the money was paid back, and the manager rang in person",
                "第三個星期退了錢，店長親自打電話說明",
            ),
            why=Text(
                "Everything was done, but two weeks too late. Being settled *in time* is part of it.",
                "該做的都做了，只是晚了兩個星期。「期限內」也是條件之一。",
            ),
        ),
    ),
    right="told",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_NOTE = TextTask(
    id="2.6.note",
    title=Text("Three sentences for the meeting", "開會要說的三句話"),
    minutes=4,
    prompt=Text(
        "First: what you say about the move of the score, with how much luck alone can do. Second: what the money is "
        "for, and what you leave as it is. Third: the goal for next year, as a number, and how you will know whether "
        "it was reached.",
        "第一句：分數的變化你怎麼說，光靠運氣可以差多少也要講。第二句：錢花在哪裡，哪一項維持現狀。第三句："
        "明年的目標是多少，到時候怎麼知道有沒有達到。",
    ),
    model=Text(
        "Hold yours against these questions, then run on to the answer below.\n\n"
        "- Did you say neither “it has risen” nor “nothing has happened” where the data say “cannot be told”?\n"
        "- Is there something you do *not* improve, and did you say why?\n"
        "- Could the next survey, with as many answers, show that the goal was missed?\n\n"
        "Price and any other thing in the corner are both good choices, if you said what it costs.",
        "先拿這三個問題檢查自己寫的，再往下看另一種寫法。\n\n"
        "- 資料說「看不出來」的地方，你有沒有寫成「進步了」，或是寫成「沒有變」？\n"
        "- 有沒有哪一項你決定**不**改善，理由說了嗎？\n"
        "- 下次調查如果回答數一樣多，看得出目標沒達到嗎？\n\n"
        "左上角的每一項都可以選，只要說得出代價是什麼。",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_SHARE,
    _BACK_BLANK,
    _CSAT,
    _NPS_LAST,
    _NPS_BEFORE,
    _CHANCE,
    _ENOUGH,
    _FIRST,
    _BY_HAND,
    _TWO_SHOPS,
    _LOOP,
    _NOTE,
)
