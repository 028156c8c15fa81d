"""The questions and checks inside lesson 2.5, "Competitive advantage"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil, floor

import pandas as pd

from customer_value import advantage_ranking, leaders_by_weight
from customer_value.ledger import Ledger, once_per_ledger
from customer_value.messages import Text
from tutor.shape import Column, Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

LEAST, MOST = 0.01, 5.0
"""Where the explorer's sliders end: at next to nothing, and at the most that customers can answer."""


# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _rated(ledger: Ledger) -> pd.DataFrame:
    """The ratings that have a weight, reversed ones flipped, with that weight beside them."""
    ratings = ledger.table("brand_ratings")
    flipped = ratings["rating"].where(~ratings["reversed"].astype(bool), 6 - ratings["rating"])
    rated = ratings.assign(good=flipped, weight=ratings["importance"])
    return rated[rated["weight"].notna()]


def _scores(ledger: Ledger) -> pd.DataFrame:
    return _rated(ledger).pivot_table(index="brand", columns="attribute", values="good")


def _weights(ledger: Ledger) -> pd.Series:
    return _rated(ledger).drop_duplicates("attribute").set_index("attribute")["weight"]


def _weighted(rows: pd.DataFrame) -> float:
    return float((rows["good"] * rows["weight"]).sum() / rows["weight"].sum())


def _unweighted(rows: pd.DataFrame) -> float:
    return float(rows["good"].mean())


def _not_divided(rows: pd.DataFrame) -> float:
    return float((rows["good"] * rows["weight"]).sum())


def _by_number(rows: pd.DataFrame) -> float:
    return float((rows["good"] * rows["weight"]).mean())


def _wrong_partner(rows: pd.DataFrame) -> float:
    turned = rows["weight"].to_numpy()[::-1]
    return float((rows["good"] * turned).sum() / turned.sum())


def _share_of_sum(rows: pd.DataFrame) -> float:
    """Divided by the sum of the ratings: the mean weight, seen through the ratings."""
    return float((rows["good"] * rows["weight"]).sum() / rows["good"].sum())


Score = Callable[[pd.DataFrame], float]


def _own(ledger: Ledger) -> str:
    rated = _rated(ledger)
    return rated.loc[rated["competitor_id"].isna(), "brand"].iloc[0]


def _rival(ledger: Ledger) -> str:
    """The competitor that most people know."""
    rated = _rated(ledger)
    others = rated[rated["competitor_id"].notna()]
    return others.loc[others["respondents"].idxmax(), "brand"]


def _of(brand: Callable[[Ledger], str], score: Score) -> Callable[[Ledger], float]:
    """The score, right or wrong, of one brand."""

    def of(ledger: Ledger) -> float:
        rated = _rated(ledger)
        return score(rated[rated["brand"] == brand(ledger)])

    return of


def _other_weights(ledger: Ledger) -> float:
    """The competitor's ratings times the weights in our rows: the rows do not meet, so that nothing is left to add."""
    del ledger
    return 0.0


def _by_every_weight(brand: Callable[[Ledger], str]) -> Callable[[Ledger], float]:
    """One brand's points, divided by the weights of all brands together."""
    return lambda ledger: _of(brand, _not_divided)(ledger) / _rated(ledger)["weight"].sum()


def _of_all(score: Score) -> Callable[[Ledger], pd.Series]:
    """The score, right or wrong, of every brand."""

    def of_all(ledger: Ledger) -> pd.Series:
        rated = _rated(ledger)
        brands = rated["brand"].unique()
        return pd.Series({brand: score(rated[rated["brand"] == brand]) for brand in brands}, name="score")

    return of_all


def _by_all_weights(ledger: Ledger) -> pd.Series:
    rated = _rated(ledger)
    points = (rated["good"] * rated["weight"]).groupby(rated["brand"]).sum()
    return (points / rated["weight"].sum()).rename("score")


@once_per_ledger
def _turns(ledger: Ledger) -> Mapping[str, float]:
    """Which slider has to be moved least for another brand to lead, and where; empty where none does."""
    scores, weights = _scores(ledger), _weights(ledger)
    leader = advantage_ranking(scores, weights)["brand"].iloc[0]
    found = []
    for key, weight in weights.items():
        rest = weights.sum() - weight
        spans = leaders_by_weight(scores, weights, str(key))
        here = spans[(spans["leader"] == leader) & (spans["start"] <= weight / weights.sum())]
        here = here[here["end"] >= weight / weights.sum()].iloc[0]
        for share, step in ((here["start"], floor), (here["end"], ceil)):
            if 0 < share < 1:
                turning = step(100 * share / (1 - share) * rest) / 100
                if LEAST <= turning <= MOST:
                    found.append({"turning": turning, "moved": abs(turning - weight), "share": share, "start": weight})
    return min(found, key=lambda one: one["moved"]) if found else {}


def _turning(name: str) -> Callable[[Ledger], float]:
    return lambda ledger: _turns(ledger).get(name, float("nan"))


def _turning_as_share(ledger: Ledger) -> float:
    """The share of all weight as the figure writes it, in whole percents."""
    return round(_turning("share")(ledger), 2)


def _turning_in_percent(ledger: Ledger) -> float:
    return round(100 * _turning_as_share(ledger), 2)


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_TWICE = ChoiceTask(
    id="2.5.back-twice",
    title=Text("Two axes for a map", "地圖的兩條軸"),
    lesson="2.4",
    minutes=1,
    prompt=Text(
        "Customers have rated all brands on “good value for money”, “dear”, “well made” and “large choice”. Which "
        "pair makes a poor map?",
        "顧客替每個品牌評了「價格合理」「昂貴」「做工好」「選擇多」。哪兩項拿來當知覺圖的兩軸最沒用？",
    ),
    options=(
        Option(
            key="same",
            text=Text("value for money and dear", "價格合理和昂貴"),
            why=Text(
                "They say nearly the same thing twice. In a score it is worse: the price would weigh double.",
                "兩項說的幾乎是同一件事。拿來算總分更糟，價格等於算了兩次。",
            ),
        ),
        Option(
            key="made-choice",
            text=Text("well made and large choice", "做工好和選擇多"),
            why=Text(
                "These are two different things: a brand can be good at one and poor at the other.",
                "這是兩件不同的事，一個品牌可以一項好、一項差。",
            ),
        ),
        Option(
            key="dear-made",
            text=Text("dear and well made", "昂貴和做工好"),
            why=Text(
                "Often they go together, but not always, and just that is what one wants to see.",
                "兩者常常一起出現，但不一定；想看的就是那個「不一定」。",
            ),
        ),
    ),
    right="same",
)

_BACK_AOV = ChoiceTask(
    id="2.5.back-aov",
    title=Text("What does an order come to?", "平均一筆訂單多少錢？"),
    lesson="1.5",
    minutes=1,
    prompt=Text(
        "Mei placed three orders of 100 each, Jun one of 500. What does an order come to on average?",
        "小美下了三筆訂單，各 100 元；阿俊一筆，500 元。平均一筆訂單多少錢？",
    ),
    options=(
        Option(
            key="heads",
            text=Text("300", "300 元"),
            why=Text(
                "That is the mean of 100 and 500: Jun's one order counts as much as Mei's three.",
                "這是 100 和 500 的平均，阿俊的一筆和小美的三筆一樣重。",
            ),
        ),
        Option(
            key="weighted",
            text=Text("200", "200 元"),
            why=Text(
                "800 for four orders. Mei's 100 counts three times: a weighted mean, as in this lesson.",
                "四筆共 800 元。小美的 100 算三次，這就是加權平均，也是這一課的主角。",
            ),
        ),
        Option(
            key="sum",
            text=Text("800", "800 元"),
            why=Text("That is all the money. It still has to be divided.", "那是總金額，還沒有除。"),
        ),
    ),
    right="weighted",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_PLACE = GuessTask(
    id="2.5.place",
    title=Text("Which place?", "排第幾？"),
    minutes=1,
    prompt=Text(
        "If each thing counts as much as people say it matters to them: in which place among these brands do we come?",
        "每一項都照大家說的重要度來算，我們在這些品牌裡會排第幾？",
    ),
    unit=Text("(place)", "（名次）"),
    low=1,
    high=10,
    start=1,
)

# --- The score ---------------------------------------------------------------------------------------------------

_MESSAGES = {
    "unweighted": Text(
        "Every attribute weighs the same here. Where do the weights come in?",
        "每一項都一樣重。權重用在哪裡？",
    ),
    "not-divided": Text(
        "The last step is missing: on a scale from 1 to 5 no score is as large as this.",
        "少了最後一步：在 1 到 5 分的量表上，分數不會這麼大。",
    ),
    "by-number": Text(
        "You divided by the number of attributes. The weights do not add up to that: by what does the rule divide?",
        "你除以項目的個數。可是權重加起來不是這個數：規則說要除以什麼？",
    ),
    "wrong-partner": Text(
        "The weights have met the wrong attributes. Keep weight and rating side by side in one table.",
        "權重配錯項目了。權重和評分要留在同一張表的同一列。",
    ),
    "by-ratings": Text(
        "You divided by the sum of the ratings. What is divided is rating times weight; what it is divided by "
        "is the sum of the weights alone.",
        "你除以評分的總和。分子是評分乘權重，分母只能是權重。",
    ),
    "all-weights": Text(
        "You divided by the weights of all brands together. Each brand has the six weights once: how large is their "
        "sum?",
        "你除以的是所有品牌的權重加在一起。每個品牌只有六個權重：它們的總和是多少？",
    ),
    "other-rows": Text(
        "Nothing is left to add up: Python multiplies row by row, and the rows of `ours` are not those of `theirs`. "
        "Take the weights from the same rows as the ratings.",
        "加總是 0：Python 是一列對一列相乘，而 `ours` 和 `theirs` 的列對不起來。權重要和評分取自同樣的列。",
    ),
    "other-brand": Text(
        "That is another brand's score. Whose rows are these?",
        "這是另一個品牌的分數。你取的是誰的列？",
    ),
}

_WRONG_SCORES: Mapping[str, Score] = {
    "unweighted": _unweighted,
    "not-divided": _not_divided,
    "by-number": _by_number,
    "wrong-partner": _wrong_partner,
    "by-ratings": _share_of_sum,
}


def _wrong(make: Callable[[Score], Callable[[Ledger], object]], **more: Callable[[Ledger], object]) -> tuple:
    wrong = {key: make(score) for key, score in _WRONG_SCORES.items()} | {
        key.replace("_", "-"): one for key, one in more.items()
    }
    return tuple(Mistake(key=key, wrong=one, message=_MESSAGES[key]) for key, one in wrong.items())


_US = ValueTask(
    id="2.5.us",
    title=Text("Our own score", "我們的分數"),
    name="score_us",
    prompt=Text("`score_us`: our own weighted score.", "`score_us`：我們自己的加權分數。"),
    answer=_of(_own, _weighted),
    returns=Number(unit="points"),
    mistakes=_wrong(lambda score: _of(_own, score), other_brand=_of(_rival, _weighted)),
    solution="""
ours = rated[rated["brand"] == us]
points = (ours["good"] * ours["importance"]).sum()
score_us = points / ours["importance"].sum()
score_us
""",
)

_RIVAL = ValueTask(
    id="2.5.rival",
    title=Text("The competitor that most people know", "最多人認識的對手"),
    name="score_rival",
    prompt=Text(
        "`score_rival`: the weighted score of `rival`.",
        "`score_rival`：`rival` 的加權分數。",
    ),
    answer=_of(_rival, _weighted),
    returns=Number(unit="points"),
    mistakes=_wrong(
        lambda score: _of(_rival, score),
        other_brand=_of(_own, _weighted),
        other_rows=_other_weights,
        all_weights=_by_every_weight(_rival),
    ),
    hints=(
        Text(
            "Both blanks stand in the cell above, only with `ours` in place of `theirs`.",
            "兩個空格上面那一格都有，只是 `theirs` 換成 `ours`。",
        ),
        Text(
            'The first is `theirs["importance"]`; the second is the sum of that column.',
            '第一格是 `theirs["importance"]`，第二格是這一欄的總和。',
        ),
    ),
    solution="""
# 1 One brand's rows  # lang-en
# 1 一個品牌的列  # lang-zh-Hant
theirs = rated[rated["brand"] == rival]

# 2 Each rating times its weight, added up  # lang-en
# 2 每個評分乘上權重，再加總  # lang-zh-Hant
points = (theirs["good"] * theirs["importance"]).sum()

# 3 Divided by the sum of the weights  # lang-en
# 3 除以權重的總和  # lang-zh-Hant
score_rival = points / theirs["importance"].sum()
score_rival
""",
)

_ALL = ValueTask(
    id="2.5.all",
    title=Text("All brands", "所有的品牌"),
    name="score_all",
    prompt=Text(
        "`score_all`: the weighted score of every brand, with the brands as the index.",
        "`score_all`：每個品牌的加權分數，以品牌為索引。",
    ),
    answer=_of_all(_weighted),
    returns=Column(name="score", key="brand", unit="points"),
    mistakes=_wrong(_of_all, all_weights=_by_all_weights),
    hints=(
        Text(
            'Give the product a column of its own first: `rated["points"] = …`. Then make one sum for each brand.',
            '先替乘積開一個新欄位：`rated["points"] = …`，再替每個品牌各加一個總和。',
        ),
        Text(
            '`rated.groupby("brand")["points"].sum()` is what is divided, and it is divided by the sum of '
            '`ours["importance"]`.',
            '`rated.groupby("brand")["points"].sum()` 是分子。分母是 `ours["importance"]` 的總和。',
        ),
    ),
    solution="""
rated["points"] = rated["good"] * rated["importance"]
score_all = rated.groupby("brand")["points"].sum() / ours["importance"].sum()
score_all.sort_values(ascending=False)
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------

_TURNING = ValueTask(
    id="2.5.turning",
    title=Text("Where the lead changes", "領先在哪裡易主"),
    name="turning",
    prompt=Text(
        "`turning`: the number beside the slider at which another brand comes first.",
        "`turning`：換別的品牌排第一的時候，滑桿旁邊的數字。",
    ),
    answer=_turning("turning"),
    returns=Number(unit="points"),
    tolerance=0.02,
    mistakes=(
        Mistake(
            key="percent",
            wrong=_turning_in_percent,
            message=Text(
                "That is the percentage under the attribute's name in the figure. Read the number beside the slider.",
                "那是圖上項目名稱下面的百分比。請讀滑桿旁邊的數字。",
            ),
        ),
        Mistake(
            key="share",
            wrong=_turning_as_share,
            message=Text(
                "That is the attribute's share of all weight. Read the number beside the slider.",
                "那是這一項占全部權重的比例。請讀滑桿旁邊的數字。",
            ),
        ),
        Mistake(
            key="moved",
            wrong=_turning("moved"),
            message=Text(
                "That is by how much you moved it. Asked for is where the slider stands then.",
                "那是移動了多少。要的是滑桿停在哪裡。",
            ),
        ),
        Mistake(
            key="start",
            wrong=_turning("start"),
            message=Text(
                "That is where the slider stands at the start. Who is first there?",
                "那是滑桿一開始的位置。在那裡，第一名是誰？",
            ),
        ),
    ),
    hints=(
        Text(
            "Click the slider and use the arrow keys; each press is a hundredth. Watch the line with rank 1.",
            "點一下滑桿，用方向鍵移動，按一下是 0.01。盯著第 1 名那一列。",
        ),
        Text(
            "“Back to the start” puts all sliders back; the others have to stay there.",
            "按「回到起點」，所有滑桿都會復原；其他的要留在原位。",
        ),
    ),
    solution="""
# Read off the explorer; worked out in the folded cell above with the same weights  # lang-en
# 從圖上讀出來的數字；上面收起來的那一格用同樣的權重算過  # lang-zh-Hant
turning = edge["turning"]
turning
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_BY_HAND = ChoiceTask(
    id="2.5.by-hand",
    title=Text("One brand by hand", "動手算一個品牌"),
    minutes=2,
    prompt=Text(
        "| | weight | rating |\n|---|---:|---:|\n| price | 4 | 3 |\n| quality | 3 | 4 |\n| service | 1 | 5 |\n\n"
        "What is this brand's weighted score?",
        "| | 權重 | 評分 |\n|---|---:|---:|\n| 價格 | 4 | 3 |\n| 品質 | 3 | 4 |\n| 服務 | 1 | 5 |\n\n"
        "這個品牌的加權分數是多少？",
    ),
    options=(
        Option(
            key="right",
            text=Text("3.625", "3.625"),
            why=Text(
                "12 + 12 + 5 = 29, divided by 4 + 3 + 1 = 8. Price counts most, so it lies nearer to 3 than to 5.",
                "12＋12＋5＝29，除以 4＋3＋1＝8。價格最重，所以比較靠近 3，不靠近 5。",
            ),
        ),
        Option(
            key="unweighted",
            text=Text("4", "4"),
            why=Text("That is the plain mean, as if all three mattered alike.", "那是一般的平均，等於三項一樣重要。"),
        ),
        Option(
            key="turned",
            text=Text("4.375", "4.375"),
            why=Text(
                "The weights have met the wrong attributes: the 4 belongs to price, not to service.",
                "權重配錯項目了：4 是價格的，不是服務的。",
            ),
        ),
        Option(
            key="by-number",
            text=Text("9.67", "9.67"),
            why=Text(
                "You divided by three. A score from ratings of 1 to 5 cannot be more than 5.",
                "你除以 3。評分是 1 到 5，分數不可能超過 5。",
            ),
        ),
        Option(
            key="not-divided",
            text=Text("29", "29"),
            why=Text("The sum is right; it has not been divided yet.", "總和對了，只是還沒除。"),
        ),
    ),
    right="right",
)

_FLIP = ChoiceTask(
    id="2.5.flip",
    title=Text("“Hard to park”", "「停車很難」"),
    minutes=1,
    prompt=Text(
        "On a scale from 1 to 5 people rate a shop 4.6 on “it is hard to park there”. With what number does this go "
        "into the score?",
        "在 1 到 5 分的量表上，大家給某家店「那裡很難停車」打 4.6 分。算總分的時候，這一項要用多少？",
    ),
    options=(
        Option(
            key="as-is",
            text=Text("4.6", "4.6"),
            why=Text(
                "Then the worse it is to park, the better the shop would do.", "這樣停車越難，這家店的總分反而越高。"
            ),
        ),
        Option(
            key="five",
            text=Text("0.4", "0.4"),
            why=Text(
                "5 − 4.6 falls out of the scale, which begins at 1. A 5 would become a 0.",
                "5 − 4.6 掉到量表外面了，量表從 1 開始；5 分會變成 0。",
            ),
        ),
        Option(
            key="six",
            text=Text("1.4", "1.4"),
            why=Text(
                "6 − 4.6: a 5 becomes a 1 and a 1 a 5. Now high is good here, too.",
                "6 − 4.6：5 變成 1，1 變成 5。這樣這一項也是越高越好。",
            ),
        ),
        Option(
            key="minus",
            text=Text("−4.6", "−4.6"),
            why=Text(
                "It has to stay between 1 and 5, or it weighs more than its weight.",
                "要留在 1 到 5 之間，不然它的份量會超過權重。",
            ),
        ),
    ),
    right="six",
)

_SENTENCE = ChoiceTask(
    id="2.5.sentence",
    title=Text("What may be printed?", "哪一句可以印出來？"),
    minutes=1,
    prompt=Text(
        "At today's weights we lead. If price makes up more than 24% of all weight, brand X does; today it is 22%, and "
        "in the last two surveys it was 19% and 26%. Which sentence is true?",
        "照目前的權重，我們領先。價格如果占全部權重超過 24%，就換 X 領先；目前是 22%，前兩次調查是 19% 和 26%。哪一句話"
        "是真的？",
    ),
    options=(
        Option(
            key="first",
            text=Text("“We are number one”", "「我們是第一」"),
            why=Text(
                "By one of those surveys X would have been. A sentence that depends on the year of asking is none "
                "for a poster.",
                "照其中一次調查，第一名會是 X。換一年問就變的話，不能印在海報上。",
            ),
        ),
        Option(
            key="x",
            text=Text("“X will soon overtake us”", "「X 很快就會超過我們」"),
            why=Text(
                "Weights move up and down; nothing here says that either brand changes.",
                "權重有高有低，這裡沒有一件事說哪個品牌會變。",
            ),
        ),
        Option(
            key="depends",
            text=Text("“Which of us two is ahead depends on how much price counts”", "「誰領先，要看價格算多重」"),
            why=Text(
                "The weight at which the lead changes lies within what customers have said. That is the finding.",
                "領先易主的那個權重，就在顧客說過的範圍裡。這就是結論。",
            ),
        ),
        Option(
            key="useless",
            text=Text("“Such a ranking says nothing at all”", "「這種排名一點意義也沒有」"),
            why=Text(
                "It says a good deal: that only these two are in the running, and on what it turns.",
                "它說了不少：只有這兩家在競爭第一，還有關鍵是哪一項。",
            ),
        ),
    ),
    right="depends",
)

_REAL = ChoiceTask(
    id="2.5.real",
    title=Text("Which is an advantage?", "哪一個是競爭優勢？"),
    minutes=1,
    prompt=Text(
        "Which of these is a competitive advantage, by all three marks?",
        "競爭優勢的三個條件，哪一個全都符合？",
    ),
    options=(
        Option(
            key="sale",
            text=Text("Twenty per cent off everything until Sunday", "到星期日為止，全面八折"),
            why=Text("Wanted, yes. By Monday everybody else has it too.", "顧客是在意，可是星期一別家也打八折了。"),
        ),
        Option(
            key="repair",
            text=Text("Two craftsmen who mend what we sold", "兩位師傅，賣出的東西都能修"),
            why=Text(
                "Customers ask for it, others do not offer it, and such people are not found in a week.",
                "顧客會問、別家沒有，這種師傅也不是一星期找得到的。",
            ),
        ),
        Option(
            key="cards",
            text=Text("One can pay with every card and telephone", "什麼卡、什麼手機都能付"),
            why=Text(
                "Wanted, but everybody has it. Without it one would lose; with it one is not ahead.",
                "顧客要，可是家家都有。沒有會輸，有了也不算領先。",
            ),
        ),
        Option(
            key="lid",
            text=Text("The only ones in town with a museum of old lids", "全城只有我們有一間老壺蓋博物館"),
            why=Text(
                "Better than all, and hard to copy. Nobody chooses a shop for it.",
                "沒人比得上，也學不來，可是沒有人因此來買東西。",
            ),
        ),
    ),
    right="repair",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_SLOGAN = TextTask(
    id="2.5.slogan",
    title=Text("What goes to the printer", "送印的那一句"),
    minutes=4,
    prompt=Text(
        "Three sentences to marketing. First: what is printed, and over whom that is an advantage. Second: the number "
        "behind it, and at which weights it would be false. Third: what you do *not* claim, and what that costs.",
        "寫給行銷的三句話。第一句：印什麼，是贏過誰。第二句：背後的數字，還有權重怎麼變就不成立。第三句：哪一句話"
        "**不**印，不印的代價是什麼。",
    ),
    model=Text(
        "Hold yours against these questions, then run on to the answer below.\n\n"
        "- Could a competitor come with other weights and print the opposite? Then yours is not finished.\n"
        "- Is it something customers want, and could not a rival do the same next week?\n"
        "- Did you say whom you leave to the others?\n\n"
        "Printing nothing this time is a good answer too, if you said what would have to be measured first.",
        "先拿這三個問題檢查自己寫的，再往下看另一種寫法。\n\n"
        "- 對手換一組權重，就能印出相反的話嗎？能的話，你的還沒寫完。\n"
        "- 這是顧客在意的嗎？對手下星期就能照做嗎？\n"
        "- 有沒有說：哪些顧客就讓給別家？\n\n"
        "這次什麼都不印也可以，只要說得出還要先量什麼。",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_TWICE,
    _BACK_AOV,
    _PLACE,
    _US,
    _RIVAL,
    _ALL,
    _TURNING,
    _BY_HAND,
    _FLIP,
    _SENTENCE,
    _REAL,
    _SLOGAN,
)
