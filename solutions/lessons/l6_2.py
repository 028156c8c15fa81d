"""The questions and checks inside lesson 6.2, "Key drivers of satisfaction"."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from customer_value import latest_answers, r_squared
from customer_value.ledger import Ledger, once_per_ledger
from customer_value.messages import Text
from tutor.shape import Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

SETTLED = pd.Timedelta(days=21)
"""As in lesson 2.6: a survey counts once three weeks have passed since it was sent."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _answers(ledger: Ledger) -> pd.DataFrame:
    """Each customer's latest answers, from the surveys that lesson 2.6 counts."""
    surveys = ledger.table("surveys")
    surveys = surveys[surveys["asked_on"] <= ledger.snapshot - SETTLED]
    return latest_answers(surveys, ledger.snapshot)


Rule = Callable[[float, float, float], float]
"""A share from three R squared: of one driver alone, of the other alone, of both."""


@once_per_ledger
def _pair(ledger: Ledger, first: str, second: str, every: bool = False) -> tuple[float, float, float]:
    """What two drivers explain; with `every` only of those who left none of the ratings blank."""
    answers = _answers(ledger)
    rated = [name for name in answers.columns if name.startswith("performance_")]
    names = [f"performance_{first}", f"performance_{second}"]
    complete = answers[["satisfaction", *(rated if every else names)]].dropna().astype("float64")
    return r_squared(complete, names[:1]), r_squared(complete, names[1:]), r_squared(complete, names)


def _of_pair(rule: Rule, mine: str, other: str, *, every: bool = False) -> Callable[[Ledger], float]:
    return lambda ledger: rule(*_pair(ledger, mine, other, every))


def _share(mine: float, other: float, both: float) -> float:
    """Of what both explain, the mean of coming in first and of coming in last."""
    return (mine + both - other) / 2 / both


WRONG: dict[str, Rule] = {
    "squares": lambda mine, other, both: mine / (mine + other),
    "not-divided": lambda mine, other, both: (mine + both - other) / 2,
    "came-last": lambda mine, other, both: (both - other) / both,
    "came-first": lambda mine, other, both: mine / both,
    "half": lambda mine, other, both: 0.5,
    "brackets": lambda mine, other, both: (mine + (both - other) / 2) / both,
    "added": lambda mine, other, both: (mine + both - other) / both,
}

MESSAGES = {
    "squares": Text(
        "You divided one R² alone by the sum of both. That sum counts the common part twice; what do both explain "
        "*together*?",
        "你用單獨的 R² 除以兩個單獨 R² 的總和，重疊的部分被算了兩次。兩個**一起**解釋多少？",
    ),
    "not-divided": Text(
        "That is the gain itself. Its share is the gain divided by what both explain.",
        "這是增益本身。占的比例，還要除以兩個一起解釋的。",
    ),
    "came-last": Text(
        "That is only what it adds when it comes in last. The fair gain is the mean of first and last.",
        "這只算了它後進來的增益。公平的增益，是先進來和後進來的平均。",
    ),
    "came-first": Text(
        "That is only what it gains when it comes in first. The fair gain is the mean of first and last.",
        "這只算了它先進來的增益。公平的增益，是先進來和後進來的平均。",
    ),
    "half": Text(
        "One half, whatever the numbers: you took off the driver's own R². Coming in last, who is there already?",
        "不管數字是什麼都會得到一半：你減掉的是它自己的 R²。後進來的時候，先在裡面的是誰？",
    ),
    "brackets": Text(
        "Only the second part was halved. The sum of both gains belongs into brackets, then divide by 2.",
        "只有後面那一段除以 2。兩種增益要先用括號加起來，再除以 2。",
    ),
    "added": Text(
        "You added the two gains and did not take their mean: divide by 2.",
        "兩種增益加起來之後，忘了除以 2。",
    ),
}


def _mistakes(mine: str, other: str) -> tuple[Mistake, ...]:
    return tuple(
        Mistake(key=key, wrong=_of_pair(rule, mine, other), message=MESSAGES[key]) for key, rule in WRONG.items()
    )


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_ROOM = ChoiceTask(
    id="6.2.back-room",
    title=Text("Room, and then?", "有空間，然後呢？"),
    lesson="6.1",
    minutes=1,
    prompt=Text(
        "Anna spends 3,000 of her 10,000 with us; up to 80% she has room for 5,000. What do we know?",
        "小安買這類商品花 10,000 元，其中 3,000 元在我們這裡；以 80% 為上限，她有 5,000 元的空間。我們知道了什麼？",
    ),
    options=(
        Option(
            key="sale",
            text=Text("She will bring us 5,000 more", "她會多給我們 5,000 元"),
            why=Text(
                "That money goes elsewhere today. Why should it come here tomorrow?",
                "那些錢今天花在別家。憑什麼明天就會過來？",
            ),
        ),
        Option(
            key="elsewhere",
            text=Text("That she spends 7,000 elsewhere, not why", "她有 7,000 元花在別家，可是不知道為什麼"),
            why=Text(
                "Room says how much, not why. Today: what has to be done well so that she wants to stay.",
                "空間說的是多少，沒說為什麼。今天要問：要把什麼做好，她才想留下。",
            ),
        ),
        Option(
            key="content",
            text=Text("That she is not content with us", "她對我們不滿意"),
            why=Text(
                "People buy in several places for many reasons. Whether she is content one has to ask.",
                "在好幾家買，理由很多。滿不滿意，要問了才知道。",
            ),
        ),
    ),
    right="elsewhere",
)

_BACK_CORNER = ChoiceTask(
    id="6.2.back-corner",
    title=Text("In the upper left corner", "左上角的那一項"),
    lesson="2.6",
    minutes=1,
    prompt=Text(
        "In an importance-performance matrix cut at the means, every mark lies between 4.5 and 4.9 of 5. One item lies "
        "in the upper left corner. What does that say?",
        "重要度-表現矩陣切在平均，每一項都在 4.5 到 4.9 分之間（滿分 5 分）。有一項落在左上角，代表什麼？",
    ),
    options=(
        Option(
            key="bad",
            text=Text("That it is done badly", "這一項做得很差"),
            why=Text(
                "4.5 of 5 is not bad. Something always lies below a mean.",
                "4.5 分不差。只要切在平均，總有項目在下面。",
            ),
        ),
        Option(
            key="first",
            text=Text("That it comes first, if anything is to be improved", "如果要改善，先看它"),
            why=Text(
                "More important than the rest, by what customers *say*, and done less well than the rest. Today we ask "
                "about the first half of that.",
                "跟其他項比，顧客**說**它重要，我們又做得比較差。今天要問的，就是前半句。",
            ),
        ),
        Option(
            key="moves",
            text=Text("That improving it lifts satisfaction most", "改善它，滿意度升得最多"),
            why=Text(
                "The axis holds what people say is important. Whether satisfaction moves with it, it does not show.",
                "那條軸是顧客自己說的重要度。滿意度會不會跟著動，它看不出來。",
            ),
        ),
    ),
    right="first",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_PRICE = GuessTask(
    id="6.2.price-share",
    title=Text("How much is price?", "價格占多少？"),
    minutes=1,
    prompt=Text(
        "Six marks (price and five others) explain a part of how satisfied people are. Call that part 100. How many of "
        "the 100 go to price, do you think?",
        "六項評分（價格和另外五項）合起來，可以解釋滿意度的一部分。把這一部分當作 100 份，你猜價格占幾份？",
    ),
    unit=Text("of 100", "份"),
    low=0,
    high=100,
    start=0,
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_SHARE_PRICE = ValueTask(
    id="6.2.share-price",
    title=Text("The share of price", "價格的比例"),
    name="share_price",
    prompt=Text(
        "`share_price`: of what service and price explain together, the fair share of price.",
        "`share_price`：服務和價格一起解釋的部分，公平地分，價格占多少。",
    ),
    answer=_of_pair(_share, "price", "service"),
    returns=Number(unit="share"),
    mistakes=_mistakes("price", "service"),
    hints=(
        Text(
            "Step 4 is step 3 with the two drivers changed round: what is `first` there is `second` here.",
            "步驟 4 就是步驟 3，兩個要件對調：那裡是 `first` 的，這裡換成 `second`。",
        ),
        Text(
            "Coming in first, price gains `alone_second`. Coming in last: `both - alone_first`.",
            "價格先進來，增益是 `alone_second`；後進來，服務已經在裡面了：`both - alone_first`。",
        ),
    ),
    solution="""
# 4 The gain of price, in the same way  # lang-en
# 4 用同樣的方法算價格的增益  # lang-zh-Hant
gain_second = (alone_second + (both - alone_first)) / 2

# 5 Its share of what both explain  # lang-en
# 5 占兩個一起解釋的多少  # lang-zh-Hant
share_price = gain_second / both
share_price
""",
)

_SHARE_DELIVERY = ValueTask(
    id="6.2.share-delivery",
    title=Text("Another pair", "換一對"),
    name="share_delivery",
    prompt=Text(
        "`share_delivery`: of what `performance_delivery` and `performance_quality` explain together, the fair share "
        "of the first.",
        "`share_delivery`：`performance_delivery` 和 `performance_quality` 一起解釋的部分，公平地分，前者占多少。",
    ),
    answer=_of_pair(_share, "delivery", "quality"),
    returns=Number(unit="share"),
    mistakes=(
        *_mistakes("delivery", "quality"),
        Mistake(
            key="old-pair",
            wrong=_of_pair(_share, "service", "price"),
            message=Text(
                "That is the share of service beside price, the pair from before. Give `first` and `second` the new "
                "names and run all the steps again.",
                "這是剛才那一對，服務跟價格比的比例。`first` 和 `second` 要換成新的名稱，每一步都重新執行。",
            ),
        ),
        Mistake(
            key="every-blank",
            wrong=_of_pair(_share, "delivery", "quality", every=True),
            message=Text(
                "You dropped everybody with a blank in *any* rating. Choose the three columns first, then `dropna()`.",
                "你把**任何**一項有空白的人都拿掉了。要先選三個欄位，再 `dropna()`。",
            ),
        ),
    ),
    hints=(
        Text(
            "Copy steps 1 to 3 into your cell and change the names in step 1; that gives `gain_first`.",
            "把步驟 1 到 3 抄到你的格子裡，改掉步驟 1 的名稱，就會得到 `gain_first`。",
        ),
        Text("Then divide: `gain_first / both`.", "最後再除：`gain_first / both`。"),
    ),
    solution="""
first, second = "performance_delivery", "performance_quality"
complete = answers[["satisfaction", first, second]].dropna()
alone_first = r_squared(complete, [first])
alone_second = r_squared(complete, [second])
both = r_squared(complete, [first, second])
gain_first = (alone_first + (both - alone_second)) / 2
share_delivery = gain_first / both
share_delivery
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_BY_HAND = ChoiceTask(
    id="6.2.by-hand",
    title=Text("By hand", "用手算"),
    minutes=1,
    prompt=Text(
        "Alone, A explains 0.40 of satisfaction and B 0.30; both together 0.50. What is the fair share of A?",
        "A 單獨解釋滿意度的 0.40，B 單獨 0.30，兩個一起 0.50。公平地分，A 占多少？",
    ),
    options=(
        Option(
            key="first",
            text=Text("80%", "80%"),
            why=Text(
                "0.40 of 0.50: that is A coming in first, with all of the common part.",
                "0.40 除以 0.50，這是讓 A 先進來，重疊的部分全給它。",
            ),
        ),
        Option(
            key="right",
            text=Text("60%", "60%"),
            why=Text(
                "First it gains 0.40, last 0.50 − 0.30 = 0.20; the mean is 0.30, of 0.50.",
                "先進來增益 0.40，後進來 0.50 − 0.30 = 0.20，平均 0.30，再除以 0.50。",
            ),
        ),
        Option(
            key="squares",
            text=Text("57%", "57%"),
            why=Text(
                "0.40 of 0.70: the common 0.20 has been counted twice below the line.",
                "0.40 除以 0.70，分母裡重疊的 0.20 被算了兩次。",
            ),
        ),
        Option(
            key="last",
            text=Text("40%", "40%"),
            why=Text(
                "0.20 of 0.50: that is A coming in last, and B gets all of the common part.",
                "0.20 除以 0.50，這是讓 A 後進來，重疊的部分全給了 B。",
            ),
        ),
    ),
    right="right",
)

_TAKEN = ChoiceTask(
    id="6.2.taken-for-granted",
    title=Text("Important, and moves nothing", "說很重要，卻帶不動"),
    minutes=1,
    prompt=Text(
        "An airline's passengers call safety most important of all; of what explains their satisfaction, safety gets "
        "2%. What do you advise?",
        "航空公司的旅客說，安全最重要；可是能解釋滿意度的部分，安全只占 2%。你建議怎麼做？",
    ),
    options=(
        Option(
            key="cut",
            text=Text("Save money on safety: it moves nothing", "安全的預算可以省，反正帶不動滿意度"),
            why=Text(
                "It moves nothing *while everybody rates it alike*. Let it fail once.",
                "帶不動，是因為**大家給的分數都差不多**。出一次事就知道了。",
            ),
        ),
        Option(
            key="keep",
            text=Text("Keep it where it is, and improve something else", "維持現在的水準，改善別的"),
            why=Text(
                "Stated high, derived low: it is taken for granted. It may not fall, but more of it delights nobody.",
                "說得重、帶不動，就是「本來就該有」。不能退步，但做得更好也沒有人更開心。",
            ),
        ),
        Option(
            key="most",
            text=Text("Put the money there: people say it is what they want", "錢花在安全，顧客都說最想要這個"),
            why=Text(
                "They say it, and have it already. More money shows elsewhere.",
                "他們是這樣說，可是也已經有了。多花的錢，花在別的地方才看得出來。",
            ),
        ),
        Option(
            key="average",
            text=Text("Average the two kinds of importance", "把兩種重要度平均"),
            why=Text(
                "A mean of a mark and a share means nothing, and hides just the difference that teaches something.",
                "分數和比例平均起來沒有意義，還把最值得看的差別藏起來了。",
            ),
        ),
    ),
    right="keep",
)

_CAUSE = ChoiceTask(
    id="6.2.cause",
    title=Text("A promise", "拍胸脯的話"),
    minutes=1,
    prompt=Text(
        "“Service gets the largest share. If our people help faster, customers will stay with us longer.” Which of the "
        "four things (needs, experience, brand, loyalty) is improved, which is promised, and what would tell whether "
        "it is true?",
        "「服務占最多。只要服務快一點，顧客就會留得更久。」四件事（需求、體驗、品牌、忠誠）裡，改善的是哪一件、"
        "保證的是哪一件？要怎麼知道是不是真的？",
    ),
    options=(
        Option(
            key="more-answers",
            text=Text(
                "Experience, loyalty; the same survey with ten times the answers",
                "改善體驗、保證忠誠；同一份問卷，多收十倍的回答",
            ),
            why=Text(
                "The two things are right. But ten times the answers only make it surer that marks go together, not "
                "that one makes the other, nor that anybody stays.",
                "兩件事說對了。可是多收十倍，只會更確定分數一起高低；是誰造成誰、人有沒有留下，還是不知道。",
            ),
        ),
        Option(
            key="needs",
            text=Text(
                "Needs, loyalty; faster help for some, chosen by lot, and compare",
                "改善需求、保證忠誠；抽籤選一部分人，先服務快一點，再來比",
            ),
            why=Text(
                "The trial is right. But needs are whether we have what they want, at a price they can pay. How it "
                "went when they were helped is experience.",
                "抽籤來比，這一步對了。可是需求是「有沒有他要的、付不付得起」；服務過程順不順，是體驗。",
            ),
        ),
        Option(
            key="known",
            text=Text(
                "Experience, brand; nothing more, the share has shown it",
                "改善體驗、保證品牌；不用再查，比例已經證明了",
            ),
            why=Text(
                "Brand is what people think of us before they come; staying is loyalty. And whoever is in a good mood "
                "gives good marks for everything: that marks go together proves nothing.",
                "品牌是還沒來之前怎麼看我們，會不會留下是忠誠。而且心情好的人每一項都給高分，一起高低證明不了什麼。",
            ),
        ),
        Option(
            key="try",
            text=Text(
                "Experience, loyalty; faster help for some, chosen by lot, and compare",
                "改善體驗、保證忠誠；抽籤選一部分人，先服務快一點，再來比",
            ),
            why=Text(
                "Between the two lies a whole step: better marks are not yet more visits. The marks say where to try "
                "first, the trial says whether it works. Lesson 6.4 plans one.",
                "從體驗到忠誠，中間還隔一步：分數高，不等於會再來。評分告訴你先試哪裡，試了才知道有沒有用。"
                "6.4 課會教怎麼規畫。",
            ),
        ),
    ),
    right="try",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_DECISION = TextTask(
    id="6.2.decision",
    title=Text("Five per cent off?", "要不要全面降 5%？"),
    minutes=4,
    prompt=Text(
        "Three sentences to the owner and the manager. First: do the prices come down, and which number decides it. "
        "Second: what the money goes to instead, or how the price is tried out first. Third: what these answers do not "
        "show, and how you will know in half a year whether you were right.",
        "寫三句話給老闆和店長。第一句：要不要降價，用哪個數字決定。第二句：錢改花在哪裡，或是降價要怎麼先試。"
        "第三句：這些回答沒有說的是什麼，半年後又要怎麼知道自己是對的。",
    ),
    model=Text(
        "Hold yours against these questions, then read the answer below the box.\n\n"
        "- Do you say what five per cent off would cost?\n"
        "- Do stated and derived importance stand side by side, not averaged?\n"
        "- Does anybody promise that satisfaction will rise, or is it going to be tried?",
        "先拿這三個問題檢查自己寫的，再看下面的寫法。\n\n"
        "- 有沒有寫出降 5% 要花多少錢？\n"
        "- 自述和推導的重要度，是並排來看，還是被平均了？\n"
        "- 有沒有保證滿意度一定會上升？還是打算先試試看？",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_ROOM,
    _BACK_CORNER,
    _PRICE,
    _SHARE_PRICE,
    _SHARE_DELIVERY,
    _BY_HAND,
    _TAKEN,
    _CAUSE,
    _DECISION,
)
