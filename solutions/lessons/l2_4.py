"""The questions and checks inside lesson 2.4, "Differentiation"."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures.brand.empty_space import empty_space, preference_share
from customer_value.measures.brand.positioning import axis_pairs, perceptual_map
from customer_value.messages import Text
from tutor.shape import Column, Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

ASKED = ("quality", "choice", "service", "delivery", "shop")
"""What customers were asked about, price aside."""

STEPS = (0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4)
"""By how much we may imagine to be better: the smallest with which one customer in ten would prefer us."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _axes(ledger: Ledger) -> tuple[str, str]:
    """The two attributes that say the most different things about the brands."""
    pairs = axis_pairs(ledger.table("brand_ratings"))
    pairs = pairs[pairs["x"].isin(ASKED) & pairs["y"].isin(ASKED)]
    return pairs["x"].iloc[0], pairs["y"].iloc[0]


@once_per_ledger
def _places(ledger: Ledger) -> pd.DataFrame:
    return perceptual_map(ledger.table("brand_ratings"), *_axes(ledger))


@once_per_ledger
def _wanted(ledger: Ledger) -> pd.DataFrame:
    """One row for each customer who answered: how important each axis is, and which of the two more so."""
    surveys = ledger.table("surveys")
    surveys = surveys[surveys["answered_on"] <= ledger.snapshot].sort_values("answered_on", kind="stable")
    last = surveys.drop_duplicates("customer_id", keep="last")
    wanted = last[[f"importance_{name}" for name in _axes(ledger)]].dropna().astype(float)
    wanted = wanted.set_axis(["x", "y"], axis="columns")
    leans = np.select([wanted["x"] > wanted["y"], wanted["x"] < wanted["y"]], ["x", "y"], "both")
    return wanted.assign(leans=leans)


def _worth(ledger: Ledger, x: float, y: float) -> pd.Series:
    """What a brand at this place is worth to each customer."""
    wanted = _wanted(ledger)
    return wanted["x"] * x + wanted["y"] * y


@once_per_ledger
def _best(ledger: Ledger) -> pd.Series:
    """What the best brand of today is worth to each customer."""
    return pd.DataFrame({row.brand: _worth(ledger, row.x, row.y) for row in _places(ledger).itertuples()}).max(axis=1)


def _us(ledger: Ledger) -> tuple[float, float]:
    places = _places(ledger)
    return tuple(places.loc[places["own"], ["x", "y"]].iloc[0])


def _better(ledger: Ledger, *, x: float = 0.0, y: float = 0.0) -> pd.Series:
    """What we are worth to each customer when we are so much better."""
    own_x, own_y = _us(ledger)
    return _worth(ledger, own_x + x, own_y + y)


@once_per_ledger
def _step(ledger: Ledger) -> float:
    """The step that the page asks about."""
    best = _best(ledger)

    def share(**step: float) -> float:
        return (_better(ledger, **step) > best).mean()

    return next((step for step in STEPS if max(share(x=step), share(y=step)) >= 0.1), STEPS[-1])


def _by_leaning(answers: Callable[[Ledger], pd.Series], how: str = "mean") -> Callable[[Ledger], pd.Series]:
    def of(ledger: Ledger) -> pd.Series:
        return answers(ledger).groupby(_wanted(ledger)["leans"]).agg(how).rename("share")

    return of


def _x_wins(ledger: Ledger) -> pd.Series:
    return _better(ledger, x=_step(ledger)) > _best(ledger)


def _y_wins(ledger: Ledger) -> pd.Series:
    return _better(ledger, y=_step(ledger)) > _best(ledger)


def _x_beats_us(ledger: Ledger) -> pd.Series:
    return _better(ledger, x=_step(ledger)) > _better(ledger)


def _both_win(ledger: Ledger) -> pd.Series:
    return _better(ledger, x=_step(ledger), y=_step(ledger)) > _best(ledger)


def _y_beats_us(ledger: Ledger) -> pd.Series:
    return _better(ledger, y=_step(ledger)) > _better(ledger)


def _x_loses(ledger: Ledger) -> pd.Series:
    return ~_x_wins(ledger)


def _now_wins(ledger: Ledger) -> pd.Series:
    """For whom we are the best brand today."""
    return _better(ledger) >= _best(ledger)


def _who_they_are(ledger: Ledger) -> pd.Series:
    """Of those won, the share that each group makes up."""
    return _by_leaning(_x_wins, "sum")(ledger) / _x_wins(ledger).sum()


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_LINE = ChoiceTask(
    id="2.4.back-line",
    title=Text("Left of the line", "線的左邊"),
    lesson="2.3",
    minutes=1,
    prompt=Text(
        "On the map of price and quality a brand stands well to the left of the dashed line. What does that say?",
        "在價格和品質的定位圖上，有個品牌在虛線左邊很遠的地方。這說明什麼？",
    ),
    options=(
        Option(
            key="more",
            text=Text("For its price it is thought better than the others are", "同樣的價格，大家覺得它比別家好"),
            why=Text(
                "Right. But that alone is no difference that anybody could name. Today we look for one.",
                "對。不過光是「比較划算」，顧客說不出差在哪裡。今天就來找那個「哪裡」。",
            ),
        ),
        Option(
            key="low",
            text=Text(
                "It is low-priced, as everything cheap stands on the left", "它是低價位的品牌，因為便宜的都在左邊"
            ),
            why=Text(
                "Not necessarily: a brand at 120 can stand to the left of the line if it is thought very good.",
                "不一定。品質分數夠高，價格 120 的品牌也可以在線的左邊。",
            ),
        ),
        Option(
            key="raise",
            text=Text("It can raise its price without losing anybody", "它可以漲價，不會流失任何人"),
            why=Text(
                "The line goes through what competitors ask. Who would leave it does not know.",
                "那條線穿過的是競爭者開的價，誰會走，它不知道。",
            ),
        ),
    ),
    right="more",
)

_BACK_TRUE = ChoiceTask(
    id="2.4.back-true",
    title=Text("The mean of a comparison", "比較的平均"),
    lesson="0.2",
    minutes=1,
    prompt=Text(
        "`a` holds 3, 8, 6, 9 and `b` holds 5, 5, 5, 5. What is `(a > b).mean()`?",
        "`a` 是 3、8、6、9，`b` 是 5、5、5、5。`(a > b).mean()` 是多少？",
    ),
    options=(
        Option(
            key="difference",
            text=Text("1.5", "1.5"),
            why=Text(
                "That is by how much `a` is larger on average. A comparison knows only yes and no.",
                "這是 `a` 平均比 `b` 大多少。比較只有「是」和「否」。",
            ),
        ),
        Option(
            key="count",
            text=Text("3", "3"),
            why=Text("That would be `.sum()`: how many.", "那是 `.sum()`：有幾個。"),
        ),
        Option(
            key="share",
            text=Text("0.75", "0.75"),
            why=Text(
                "`False, True, True, True`: three of four. Today's shares are all made like this.",
                "`False`、`True`、`True`、`True`：四個裡有三個。今天的比率都這樣算。",
            ),
        ),
    ),
    right="share",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_OF_HUNDRED = GuessTask(
    id="2.4.of-hundred",
    title=Text("A hundred customers and a ring", "一百位顧客和一個圈"),
    minutes=1,
    prompt=Text(
        "Of a hundred customers, how many would like a brand in the agency's ring better than every brand there is?",
        "如果代理商圈的位置有一個品牌，每一百位顧客有幾位會覺得它比現有的每一家都好？",
    ),
    unit=Text("of 100", "位"),
    low=0,
    high=100,
    start=50,
)

# --- Faded and own -----------------------------------------------------------------------------------------------

_BETTER_Y = ValueTask(
    id="2.4.better-y",
    title=Text("A step of our own", "往前一步"),
    name="better_share",
    minutes=3,
    prompt=Text(
        "`better_share`: the share of customers to whom we would be worth more than every brand of today, if we were "
        "rated that much better on the axis that runs up (`y`).",
        "`better_share`：如果我們在縱軸（`y`）上進步這麼多分，有多少比率的顧客會覺得我們比現有的每一家都好。",
    ),
    answer=lambda ledger: float(_y_wins(ledger).mean()),
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="beats-us-only",
            wrong=lambda ledger: float(_y_beats_us(ledger).mean()),
            message=Text(
                "That is every single customer. It comes out when we are compared with ourselves of today or with the "
                "ring, or when the step is too large. Compare with the *best* that each customer has today.",
                "這等於每一位顧客都算進去了。跟現在的自己比、跟那個圈比，或是加得太多，都會這樣。"
                "要跟每位顧客現有**最好的**那一家比。",
            ),
        ),
        Mistake(
            key="today",
            wrong=lambda ledger: float(_now_wins(ledger).mean()),
            message=Text(
                "This is the share for whom we are the best already, without the step.",
                "這是現在就覺得我們最好的比率，這一步還沒加上去。",
            ),
        ),
        Mistake(
            key="other-axis",
            wrong=lambda ledger: float(_x_wins(ledger).mean()),
            message=Text(
                'Here the step went to the axis that runs across. It belongs to `us["y"]`.',
                '這一步加到橫軸去了。要加在 `us["y"]`。',
            ),
        ),
    ),
    hints=(
        Text(
            "The first blank is a number. The other two are what the worked example compares at its end: the new "
            "place and the best of today.",
            "第一格是數字。後面兩格就是示範最後比的那兩樣：新的位置，和現有最好的。",
        ),
        Text(
            "`(at_better > best)`; and the number that stands in bold above goes into the first blank.",
            "`(at_better > best)`；第一格填上面粗體寫的分數。",
        ),
    ),
    solution="""
# 1 Our brand, so much better in y: what is it worth to each customer?  # lang-en
# 1 我們的品牌，y 進步這麼多分：對每位顧客值多少？  # lang-zh-Hant
us = places[places["own"]].iloc[0]
at_better = wanted["x"] * us["x"] + wanted["y"] * (us["y"] + move)

# 2 What share would prefer that to the best of today?  # lang-en
# 2 有多少比率的人會覺得它比現有最好的還好？  # lang-zh-Hant
better_share = (at_better > best).mean()
print(better_share)
""",
)

_BY_LEANING = ValueTask(
    id="2.4.by-leaning",
    title=Text("Best for whom?", "對誰最好？"),
    name="by_leaning",
    minutes=4,
    prompt=Text(
        "`by_leaning`: with the step on the axis that runs *across* (`x`) instead, the share of each group of `leans` "
        "to whom we would be worth more than every brand of today.",
        "`by_leaning`：改成**橫軸**（`x`）進步一樣多分，`leans` 的每一群各有多少比率會覺得我們比現有的每一家都好。",
    ),
    answer=_by_leaning(_x_wins),
    returns=Column(name="share", key="leans", unit="share"),
    mistakes=(
        Mistake(
            key="other-axis",
            wrong=_by_leaning(_y_wins),
            message=Text(
                'The step is still in `us["y"]`. This time it goes to the axis across, `us["x"]`.',
                '這一步還在縱軸。這次要加在橫軸 `us["x"]`。',
            ),
        ),
        Mistake(
            key="beats-us-only",
            wrong=_by_leaning(_x_beats_us),
            message=Text(
                "That is everybody in each group, as if we were compared only with ourselves of today. Compare with "
                "`best`.",
                "每一群都是全部的人，好像只跟現在的自己比。請跟 `best` 比。",
            ),
        ),
        Mistake(
            key="today",
            wrong=_by_leaning(_now_wins),
            message=Text(
                "This is for whom we are the best already. Where did the step go?",
                "這是現在就覺得我們最好的比率。這一步加了嗎？",
            ),
        ),
        Mistake(
            key="both-axes",
            wrong=_by_leaning(_both_win),
            message=Text(
                'Here both axes have got the step. Only `us["x"]` gets better; `us["y"]` stays as it is.',
                '這裡兩軸都加了。只有 `us["x"]` 進步，`us["y"]` 不動。',
            ),
        ),
        Mistake(
            key="count",
            wrong=_by_leaning(_x_wins, "sum"),
            message=Text(
                "These are numbers of customers. Which word makes a share of `True` and `False`?",
                "這是人數。`True` 和 `False` 要用哪個字變成比率？",
            ),
        ),
        Mistake(
            key="who-they-are",
            wrong=_who_they_are,
            message=Text(
                "This says of *those to whom we would be the best* how many belong to each group: large groups come "
                "out on top. Asked is what part of each group they are.",
                "這是**覺得我們最好的人**裡各群占多少，人多的那一群當然高。問的是每一群裡有多少比率。",
            ),
        ),
    ),
    hints=(
        Text(
            "First what we would be worth, as in `at_better`, but with the step at the other place. Then compare with "
            "`best`.",
            "先像 `at_better` 那樣算我們值多少，只是加在另一個地方，再跟 `best` 比。",
        ),
        Text(
            'A comparison can be grouped by a column of another table: `(… > best).groupby(wanted["leans"]).mean()`.',
            '比較的結果可以用別張表的欄位分組：`(… > best).groupby(wanted["leans"]).mean()`。',
        ),
    ),
    solution="""
us = places[places["own"]].iloc[0]
at_x = wanted["x"] * (us["x"] + move) + wanted["y"] * us["y"]
by_leaning = (at_x > best).groupby(wanted["leans"]).mean()
by_leaning.round(2)
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------


@once_per_ledger
def _shown(ledger: Ledger) -> dict[tuple[str, float], int]:
    """The percentage in the explorer's title, for each place of one slider with the other at our own value."""
    places, wanted = _places(ledger), _wanted(ledger)[["x", "y"]]
    own_x, own_y = (round(value, 1) for value in _us(ledger))
    steps = [round(1 + step / 10, 1) for step in range(41)]
    along_y = {("y", y): preference_share(places, wanted, own_x, y) for y in steps}
    along_x = {("x", x): preference_share(places, wanted, x, own_y) for x in steps}
    return {place: int(f"{100 * share:.0f}") for place, share in (along_y | along_x).items()}


def _first_with(ledger: Ledger, side: str, percent: int) -> float:
    shown = ((at, said) for (one, at), said in _shown(ledger).items() if one == side)
    return next((at for at, said in shown if said >= percent), float("nan"))


_HALF_FROM = ValueTask(
    id="2.4.half-from",
    title=Text("Where half would come", "一半的人想要的位置"),
    name="half_from",
    minutes=3,
    prompt=Text(
        "`half_from`: *Spot: across* at our own rating (rounded to one decimal), the first value of *Spot: up* at "
        "which the title says 50% or more.",
        "`half_from`：橫軸停在我們自己的評分（取一位小數），縱軸由下往上，標題第一次出現 50% 以上時的數值。",
    ),
    answer=lambda ledger: _first_with(ledger, "y", 50),
    returns=Number(unit="points"),
    mistakes=(
        Mistake(
            key="too-early",
            wrong=lambda ledger: round(_first_with(ledger, "y", 50) - 0.1, 1),
            message=Text("One step too soon: the title still says less than 50%.", "早了一格：標題還不到 50%。"),
        ),
        Mistake(
            key="too-late",
            wrong=lambda ledger: round(_first_with(ledger, "y", 50) + 0.1, 1),
            message=Text("One step too far: half were reached before.", "多了一格：前一格就有一半了。"),
        ),
        Mistake(
            key="sliders-swapped",
            wrong=lambda ledger: _first_with(ledger, "x", 50),
            message=Text(
                "You kept the slider *up* at our rating and moved the one *across*. Do it the other way round.",
                "你固定的是縱軸，動的是橫軸。反過來做。",
            ),
        ),
    ),
    hints=(
        Text(
            "Our own two ratings stand in the sentence above the explorer. Set the slider across first and leave it.",
            "我們自己的兩個評分，就在滑桿上面那段話裡。先把橫軸設好，不要再動。",
        ),
        Text(
            "Click the knob of the slider *up*, then use the right arrow key: one press is 0.1. Read only the title.",
            "點一下縱軸的圓鈕，再按鍵盤的向右鍵：按一下是 0.1。只看標題。",
        ),
    ),
    solution="""
# Read off the explorer; worked out here with the same steps  # lang-en
# 從圖上讀出來的數字；這裡用同樣的步驟算一次  # lang-zh-Hant
from customer_value import preference_share

across = round(places.loc[places["own"], "x"].item(), 1)
for step in range(10, 51):
    half_from = step / 10
    if f"{preference_share(places, wanted[['x', 'y']], across, half_from):.2f}" >= "0.50":
        break
half_from
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_AXES = ChoiceTask(
    id="2.4.axes",
    title=Text("Which two axes?", "用哪兩軸？"),
    minutes=1,
    prompt=Text(
        "Over six brands the correlation between *quality* and *service* is 0.95, between *quality* and *value for "
        "money* −0.97, between *quality* and *choice* 0.10. Customers rated all of these; our own staff rated *charm*. "
        "Which pair makes a map?",
        "六個品牌的相關係數：**品質**和**服務** 0.95，**品質**和**划算** −0.97，**品質**和**選擇多** 0.10，"
        "都是顧客評的；另外有一項**魅力**，是我們自己的員工評的。哪一組能當兩軸？",
    ),
    options=(
        Option(
            key="same",
            text=Text("Quality and service: customers care for both of them", "品質和服務：兩項顧客都在意"),
            why=Text(
                "At 0.95 both say the same: all brands lie on one line, and the corners are empty by nature.",
                "0.95，兩項說的是同一件事：品牌會排成一條線，兩個角落天生就是空的。",
            ),
        ),
        Option(
            key="opposite",
            text=Text("Quality and value for money: they are real opposites", "品質和划算：剛好相反，最有對比"),
            why=Text(
                "−0.97 is a line too, only falling. Who knows one knows the other.",
                "−0.97 也是一條線，只是往下斜。知道一個就知道另一個。",
            ),
        ),
        Option(
            key="own",
            text=Text("Quality and charm, as nobody else has charm", "品質和魅力：別家沒有魅力"),
            why=Text(
                "Staff rated it. A map of what we think of ourselves shows nothing of what customers see.",
                "那是員工評的。自己覺得自己怎麼樣，看不出顧客怎麼看。",
            ),
        ),
        Option(
            key="different",
            text=Text("Quality and choice: the two are hardly related", "品質和選擇多：兩項不太相干"),
            why=Text(
                "Near 0: each tells something that the other does not, and customers rated both.",
                "接近 0：兩項各說各的事，而且都是顧客評的。",
            ),
        ),
    ),
    right="different",
)

_EMPTY = ChoiceTask(
    id="2.4.empty",
    title=Text("By hand: who would come?", "動手算：誰會來？"),
    minutes=2,
    prompt=Text(
        "Two brands, and an empty spot S between them; ratings for choice and service: P (4, 2), Q (2, 4), "
        "S (3.2, 3.2). Three customers say how important choice and service are: Ann 5 and 1, Ben 3 and 3, Cai 1 "
        "and 5. Worth is importance × rating, added up. Who would prefer S to both brands?",
        "兩個品牌，中間有個空位 S。選擇和服務的評分：P（4，2）、Q（2，4）、S（3.2，3.2）。三位顧客說選擇和服務"
        "各有多重要：安安 5 和 1、阿本 3 和 3、小蔡 1 和 5。價值＝重要程度 × 評分，兩項相加。"
        "誰會覺得 S 比兩個品牌都好？",
    ),
    options=(
        Option(
            key="all",
            text=Text("All three, as nobody is there", "三位都會，因為那裡沒有人"),
            why=Text(
                "That is the agency's mistake. Ann gets 22 from P and 19.2 from S.",
                "這就是代理商的錯。安安在 P 得到 22，在 S 只有 19.2。",
            ),
        ),
        Option(
            key="ben",
            text=Text("Only Ben", "只有阿本"),
            why=Text(
                "To him S is worth 19.2, P and Q 18 each. Ann has 22 at P, Cai 22 at Q. In the middle one wins those "
                "without a favourite.",
                "對他 S 值 19.2，P、Q 各 18。安安在 P 有 22，小蔡在 Q 有 22。站在中間，贏得的是沒有偏好的人。",
            ),
        ),
        Option(
            key="nobody",
            text=Text("No one, as S is best at nothing", "沒有人，因為 S 沒有一項最好"),
            why=Text(
                "Work it out for Ben: 3 × 3.2 twice is 19.2, more than 18.",
                "替阿本算算看：3 × 3.2 加兩次是 19.2，比 18 多。",
            ),
        ),
    ),
    right="ben",
)

_PROPOSITION = ChoiceTask(
    id="2.4.proposition",
    title=Text("Which is a value proposition?", "哪一句是價值主張？"),
    minutes=1,
    prompt=Text(
        "Four sentences for a bicycle shop's window. Which one has a segment, a difference and a reason to believe it?",
        "一家腳踏車店要在櫥窗寫一句話。哪一句說得出給誰、差在哪裡、憑什麼相信？",
    ),
    options=(
        Option(
            key="slogan",
            text=Text(
                "“Quality and service from the heart, for now more than thirty years”",
                "「三十年品質保證，用心服務每一位上門的顧客」",
            ),
            why=Text(
                "For whom? And could the shop across the road not write the same?",
                "給誰？對面那家不能寫一樣的話嗎？",
            ),
        ),
        Option(
            key="segment",
            text=Text("“Specially made for all who ride to work every single day”", "「專為每天騎車上班的你而設」"),
            why=Text("A segment, but what is different here?", "有對象了，可是差在哪裡？"),
        ),
        Option(
            key="cheapest",
            text=Text("“Nobody in town is cheaper, and we refund the difference”", "「全市最便宜，買貴退差價」"),
            why=Text(
                "A difference with a proof, but for nobody in particular, and gone on the day somebody goes lower.",
                "有差異也有憑據，可是不知道給誰；只要有人更便宜，這個差異就沒了。",
            ),
        ),
        Option(
            key="all-three",
            text=Text(
                "“Riding to work? In by nine, mended by five, or we lend you one”",
                "「騎車上班？九點送修五點取，沒修好借你車」",
            ),
            why=Text(
                "Commuters; mended the same day; and the loan makes the shop answer for it.",
                "通勤的人；當天修好；做不到就借你車，這就是憑據。",
            ),
        ),
    ),
    right="all-three",
)

_CUSTOM = ChoiceTask(
    id="2.4.custom",
    title=Text("For all, for a group, for each", "給所有人、給一群人、給每個人"),
    minutes=1,
    prompt=Text(
        "A personal adviser costs 1,600 a year for each customer. One in ten would like one best; they bring 30% of "
        "the margin. How should it be offered?",
        "專屬顧問一年每位顧客要花 1,600。十位裡有一位最想要這項，而這些人帶來三成毛利。該怎麼提供？",
    ),
    options=(
        Option(
            key="group",
            text=Text("To that group as a service of its own, and tailored within it", "只給那一群，再依個人調整"),
            why=Text(
                "Differentiated by group, customised within it: the adviser is for the tenth, what is advised for "
                "each.",
                "對那一群做差異化，群裡面再做客製化：顧問給這一成的人，建議內容因人而異。",
            ),
        ),
        Option(
            key="all",
            text=Text("To everybody, since treating customers differently is not fair", "每位顧客都給，差別待遇不公平"),
            why=Text(
                "Nine in ten would like something else better, and the money for that is gone.",
                "十位有九位更想要別的，那筆錢卻花掉了。",
            ),
        ),
        Option(
            key="nobody",
            text=Text("To nobody: only one in ten customers wishes for it at all", "都不給，十個才一個想要"),
            why=Text(
                "Shares of heads are not shares of margin. It has to be set against what these customers bring.",
                "人數的比率不是毛利的比率。要跟這些人帶來的錢比，再決定。",
            ),
        ),
    ),
    right="group",
)

_DESIGN = ChoiceTask(
    id="2.4.design",
    title=Text("People and the environment in a design", "把社會與環境放進設計"),
    minutes=1,
    prompt=Text(
        "A shop designs delivery within a day. Which of these makes people and the environment part of the design?",
        "一家店要設計「當日配送」。怎樣才算把社會和環境放進設計？",
    ),
    options=(
        Option(
            key="donation",
            text=Text("It gives 1% of the delivery fee to a tree-planting project", "運費的 1% 捐去種樹"),
            why=Text(
                "Good, but the service stays as it was: the same vans, the same night shifts.",
                "是好事，可是服務本身沒變：車照跑，夜班照上。",
            ),
        ),
        Option(
            key="label",
            text=Text(
                "It prints “green delivery” on each of the boxes and in the shop",
                "箱子、收據和店門口都印上「綠色配送」的標章",
            ),
            why=Text(
                "A claim without a change. Customers find out, and then it costs trust.",
                "只有宣稱，沒有改變。顧客發現了，信任就沒了。",
            ),
        ),
        Option(
            key="choice",
            text=Text(
                "It offers a pick-up point and asks who drives, when and how",
                "加上自取點，也問清楚誰送、何時送、怎麼送",
            ),
            why=Text(
                "The need is to have it soon, not a van at the door. From there the routes, the packing and the "
                "drivers' hours are designed too, and can be counted.",
                "顧客要的是早點拿到，不是門口停一台車。從需要出發，路線、包裝、送貨的人的工時都一起設計，也都數得出來。",
            ),
        ),
    ),
    right="choice",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_DESIGN_CARD = TextTask(
    id="2.4.design-card",
    title=Text("The design card", "設計卡"),
    minutes=5,
    prompt=Text(
        "One sentence to the agency: yes or no, with a number. Then three lines of the card: for whom and which need; "
        "what is different; people and environment, and what you changed because of them. Last, the proposition: "
        "*For … who …, we are the ones that …, because …*",
        "先給代理商一句話：要或不要，附一個數字。再寫設計卡的三行：給誰、什麼需要；差在哪裡；社會與環境，以及設計因此改了"
        "哪裡。最後是價值主張：「給……的人，我們是……的那一家，因為……。」",
    ),
    model=Text(
        "So that you do not copy it, the whole card of somebody else, a bicycle shop:\n\n"
        "- **For whom, which need:** people who ride to work; without a bicycle they are late (43 of 120 asked).\n"
        "- **What is different:** mended the same day; the nearest shop takes four days.\n"
        "- **What they see:** hand it in by nine, a message with the price by ten, collect it from five, a call after "
        "a week.\n"
        "- **People and environment:** no overtime, so only twelve a day; mended instead of thrown away, old parts go "
        "back to the maker; the loan bicycle has a low step, for those who cannot climb over a bar.\n"
        "- **How we shall know:** the share collected the same day, and how many of them come again within 90 days, "
        "beside those from before.\n"
        "- **Proposition:** For people who ride to work we are the ones that have it ready by five, because otherwise "
        "we lend you ours.\n\n"
        "Is each of your lines as easy to check? Then run the next cell.",
        "為了不讓你照抄，這是別人的完整卡片，一家腳踏車店：\n\n"
        "- **給誰、什麼需要：** 騎車上班的人，車壞了就遲到（問了 120 位，43 位這麼說）。\n"
        "- **差在哪裡：** 當天修好，最近的同業要四天。\n"
        "- **顧客會看到什麼：** 九點前送來，十點收到報價簡訊，五點以後取車，一週後一通電話。\n"
        "- **社會與環境：** 師傅不加班，所以一天只收十二台；能修就不丟，舊零件退回原廠；"
        "借出的車是低跨點，腳抬不高的人也能騎。\n"
        "- **怎麼知道有用：** 當天取車的比率，以及這些人 90 天內又來的比率，跟以前比。\n"
        "- **價值主張：** 給騎車上班的人，我們是五點以前修好的那一家，因為做不到就借你車。\n\n"
        "你的每一行，也都這麼容易查核嗎？看完再執行下一格。",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_LINE,
    _BACK_TRUE,
    _OF_HUNDRED,
    _BETTER_Y,
    _BY_LEANING,
    _HALF_FROM,
    _AXES,
    _EMPTY,
    _PROPOSITION,
    _CUSTOM,
    _DESIGN,
    _DESIGN_CARD,
)


@once_per_ledger
def ring(ledger: Ledger) -> pd.Series:
    """The emptiest spot of the map, which the agency has ringed."""
    return empty_space(_places(ledger), _wanted(ledger)[["x", "y"]]).iloc[0]
