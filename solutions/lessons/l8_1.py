"""The questions and checks inside lesson 8.1, "What lifetime value is"."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from customer_value.explorers.lifetime_value.lifelines import FURTHEST
from customer_value.ledger import Ledger, once_per_ledger
from customer_value.lessons.outlooks import look_ahead, pick_three
from customer_value.measures.orders.valid import valid_orders
from customer_value.messages import Text
from tutor.shape import Column, Number
from tutor.task import ChoiceTask, Mistake, Option, Task, TextTask, ValueTask

LESSON = "8.1"

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _ahead(ledger: Ledger) -> pd.DataFrame:
    """Everybody's chance, margin if there, and margin so far, by customer."""
    outlook = look_ahead(ledger)
    ahead = outlook.on(ledger.snapshot).set_index("customer_id")
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    return ahead.assign(so_far=valid.groupby("customer_id")["amount"].sum() * outlook.margin)


Values = Callable[[pd.DataFrame], pd.Series]


def _of_three(values: Values) -> Callable[[Ledger], pd.Series]:
    """Some value of the three customers, by label."""

    def of(ledger: Ledger) -> pd.Series:
        three = pick_three(ledger).set_index("label")["customer_id"]
        found = values(_ahead(ledger).reindex(three))
        return pd.Series(found.to_numpy(), index=three.index, name="to_come")

    return of


def _of_all(values: Values) -> Callable[[Ledger], float]:
    return lambda ledger: float(values(_ahead(ledger)).sum())


def _to_come(ahead: pd.DataFrame) -> pd.Series:
    return ahead["p_alive"] * ahead["if_there"]


@once_per_ledger
def _leaders(ledger: Ledger) -> list[str]:
    """From whom of the three most was to come, month by month back from the snapshot; "" where nobody had come yet."""
    three, outlook = pick_three(ledger).set_index("customer_id")["label"], look_ahead(ledger)
    leaders = []
    for back in range(FURTHEST + 1):
        ahead = outlook.on(ledger.snapshot - pd.DateOffset(months=back), three.index)
        leaders.append(three[ahead.loc[ahead["clv"].idxmax(), "customer_id"]] if len(ahead) else "")
    return leaders


def _months_back(ledger: Ledger) -> float:
    """How many months before the snapshot A was last the one from whom most was to come."""
    leaders = _leaders(ledger)
    return leaders.index("A") if "A" in leaders else float("nan")


def _first_change(ledger: Ledger) -> float:
    leaders = _leaders(ledger)
    return next((back for back, one in enumerate(leaders) if one and one != leaders[0]), float("nan"))


def _end_of_lead(ledger: Ledger) -> float:
    """The far end of the months in which A led: the first of them and not the last."""
    leaders = _leaders(ledger)
    if "A" not in leaders:
        return float("nan")
    back = leaders.index("A")
    while back < FURTHEST and leaders[back + 1] == "A":
        back += 1
    return back


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_RHYTHM = ChoiceTask(
    id="8.1.back-rhythm",
    title=Text("Sixty days of silence", "六十天沒消息"),
    lesson="1.6",
    minutes=1,
    prompt=Text(
        "Two customers have been silent for 60 days. One used to come every week, the other every three months. About "
        "whom do you worry more?",
        "兩位顧客都 60 天沒來。一位以前每星期來，另一位三個月來一次。你比較擔心哪一位？",
    ),
    options=(
        Option(
            key="same",
            text=Text("Both alike: 60 days are 60 days", "一樣，都是 60 天"),
            why=Text(
                "The same number of days says different things of different rhythms: eight visits missed, or none.",
                "天數一樣，意思不一樣：一位少來了八次，一位一次都沒少。",
            ),
        ),
        Option(
            key="weekly",
            text=Text("The weekly one", "每星期來的那位"),
            why=Text(
                "Eight visits have not happened. Today a model turns just this into a probability.",
                "該來的八次都沒來。今天會看到，模型就是把這件事變成一個機率。",
            ),
        ),
        Option(
            key="seldom",
            text=Text("The quarterly one: hardly a customer at all", "三個月來一次的，本來就不太算顧客"),
            why=Text(
                "Seldom is not gone: the next visit is not even due.",
                "少來不等於走了，下一次根本還沒到。",
            ),
        ),
    ),
    right="weekly",
)

_BACK_NEVER_FALLS = ChoiceTask(
    id="8.1.back-never-falls",
    title=Text("While somebody stays away", "人沒來的時候"),
    lesson="7.1",
    minutes=1,
    prompt=Text(
        "A customer stays away for a year. What happens to recency (R), frequency (F) and monetary value (M), counted "
        "from the first order on?",
        "一位顧客整整一年沒來。從第一筆訂單算起，最近一次消費（R）、消費頻率（F）、消費金額（M）各會怎麼變？",
    ),
    options=(
        Option(
            key="all-worse",
            text=Text("All three get worse", "三個都變差"),
            why=Text(
                "F and M are added up; what has been bought stays bought.",
                "F 和 M 是加總，買過的不會消失。",
            ),
        ),
        Option(
            key="only-r",
            text=Text("Only R gets worse; F and M stay", "只有 R 變差，F 和 M 不變"),
            why=Text(
                "So a list by money looks the same whether its customers are still there or not.",
                "所以照金額排的名單，人還在不在，看起來都一樣。",
            ),
        ),
        Option(
            key="money-falls",
            text=Text("R and M get worse, F stays", "R 和 M 變差，F 不變"),
            why=Text(
                "M counts what came in all, not per month. Staying away takes nothing away from it.",
                "M 是一共花了多少，不是每個月多少。人不來，這個數字也不會少。",
            ),
        ),
    ),
    right="only-r",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_WHO = ChoiceTask(
    id="8.1.who",
    title=Text("From whom is most to come?", "往後誰帶來最多？"),
    minutes=1,
    prompt=Text(
        "From which of the three would you expect the most margin in the coming three years?",
        "往後三年，你覺得這三位裡誰會帶來最多毛利？",
    ),
    options=(
        Option(key="A", text=Text("A", "A"), why=Text("", "")),
        Option(key="B", text=Text("B", "B"), why=Text("", "")),
        Option(key="C", text=Text("C", "C"), why=Text("", "")),
    ),
)

# --- Faded, own, explorer ----------------------------------------------------------------------------------------

_TO_COME = ValueTask(
    id="8.1.to-come",
    title=Text("Value to come of the three", "三位的未來價值"),
    name="to_come",
    prompt=Text(
        "`to_come`: for each of A to C, the chance of still being a customer times the margin to expect if so.",
        "`to_come`：A 到 C 每一位，仍是顧客的機率乘以「如果還在」的毛利。",
    ),
    answer=_of_three(_to_come),
    returns=Column(name="to_come", key="label", unit="money"),
    mistakes=(
        Mistake(
            key="certainly-there",
            wrong=_of_three(lambda ahead: ahead["if_there"]),
            message=Text(
                "That is what would come if all three were certainly still there. Where is the chance?",
                "這是三位都一定還在的話，會帶來的錢。機率放到哪裡去了？",
            ),
        ),
        Mistake(
            key="chance-of-past",
            wrong=_of_three(lambda ahead: ahead["p_alive"] * ahead["so_far"]),
            message=Text(
                "You have multiplied the chance by what came **so far**. What came is certain; it is what may come "
                "that hangs on the chance.",
                "你把機率乘在**已經帶來**的錢上。已經有的錢是確定的，要看機率的是往後的錢。",
            ),
        ),
        Mistake(
            key="chance-of-gone",
            wrong=_of_three(lambda ahead: (1 - ahead["p_alive"]) * ahead["if_there"]),
            message=Text(
                "That is the part that goes missing because they may be gone. Asked for is the other part.",
                "這是「可能已經走了」而少掉的部分，要的是另一半。",
            ),
        ),
        Mistake(
            key="both",
            wrong=_of_three(lambda ahead: ahead["so_far"] + _to_come(ahead)),
            message=Text(
                "You have added what came so far. Here only what is still to come is asked for.",
                "你把已經帶來的也加進去了。這裡只問往後的。",
            ),
        ),
    ),
    hints=(
        Text(
            "The two blanks are names of columns of `parts`, in quotation marks.",
            "兩個空格都填 `parts` 的欄位名稱，要加引號。",
        ),
        Text(
            '`parts["p_alive"]` is the one column; what is the other called?',
            '`parts["p_alive"]` 是其中一欄，另一欄叫什麼？',
        ),
    ),
    solution="""
# The chance of still being a customer, times the margin to expect if so  # lang-en
# 仍是顧客的機率，乘以「如果還在」的毛利  # lang-zh-Hant
to_come = parts["p_alive"] * parts["if_there"]
to_come.round()
""",
)

_ALL = ValueTask(
    id="8.1.all-to-come",
    title=Text("What all customers together will bring", "全部顧客往後一共帶來多少"),
    name="all_to_come",
    prompt=Text(
        "`all_to_come`: the value to come of all customers in `ahead`, added up.",
        "`all_to_come`：`ahead` 裡每一位顧客的未來價值，全部加起來。",
    ),
    answer=_of_all(_to_come),
    returns=Number(unit="money"),
    mistakes=(
        Mistake(
            key="certainly-there",
            wrong=_of_all(lambda ahead: ahead["if_there"]),
            message=Text(
                "That would come if nobody on file had left. First take each customer's chance into account, then add.",
                "這是名單上一個人都沒走，才會有的錢。先乘上每個人的機率，再加總。",
            ),
        ),
        Mistake(
            key="so-far",
            wrong=_of_all(lambda ahead: ahead["so_far"]),
            message=Text(
                "That is what they have brought already. The partner asks for what is to come.",
                "這是已經帶來的。合夥人問的是往後的。",
            ),
        ),
        Mistake(
            key="both",
            wrong=_of_all(lambda ahead: ahead["so_far"] + _to_come(ahead)),
            message=Text(
                "That is the whole lifetime value, the past included. The partner asks only for what is to come.",
                "這是整個終身價值，過去的也算進去了。合夥人只問往後的。",
            ),
        ),
        Mistake(
            key="only-three",
            wrong=lambda ledger: float(_of_three(_to_come)(ledger).sum()),
            message=Text(
                "Those are only our three. `ahead` has a row for every customer.",
                "這只有我們的三位。`ahead` 裡，每位顧客都有一列。",
            ),
        ),
        Mistake(
            key="mean",
            wrong=lambda ledger: float(_to_come(_ahead(ledger)).mean()),
            message=Text(
                "That is the average customer. Add them up with `.sum()`.",
                "這是平均一位。要加總，用 `.sum()`。",
            ),
        ),
        Mistake(
            key="sums-first",
            wrong=lambda ledger: float(_ahead(ledger)["p_alive"].mean() * _ahead(ledger)["if_there"].sum()),
            message=Text(
                "You have multiplied the average chance by the sum. But those with much to bring may be more likely "
                "to be there than others, or less: multiply customer by customer, then add.",
                "你用平均的機率去乘總和。可是能帶來比較多的人，還在的機率不一定跟別人一樣：先一位一位乘，再加總。",
            ),
        ),
    ),
    hints=(
        Text(
            "The same multiplication as for the three, only with the columns of `ahead`; then add it all up.",
            "跟三位的時候一樣相乘，只是換成 `ahead` 的欄位，最後加總。",
        ),
        Text(
            '`(ahead["p_alive"] * …).sum()`: the brackets see to it that Python multiplies before it adds.',
            '`(ahead["p_alive"] * …).sum()`：括號讓 Python 先相乘，再加總。',
        ),
    ),
    solution="""
all_to_come = (ahead["p_alive"] * ahead["if_there"]).sum()
all_to_come
""",
)

_MONTHS_BACK = ValueTask(
    id="8.1.months-back",
    title=Text("Back to when A was in front", "退回 A 領先的時候"),
    name="months_back",
    prompt=Text(
        "`months_back`: the smallest number on the slider at which the title names A as the one from whom most is to "
        "come.",
        "`months_back`：標題說未來可望貢獻最多的是 A 的時候，滑桿上最小的數字。",
    ),
    answer=_months_back,
    returns=Number(unit="months", whole=True),
    mistakes=(
        Mistake(
            key="first-change",
            wrong=_first_change,
            message=Text(
                "There the title changes for the first time, but most is not yet to come from A. Go on.",
                "這裡標題第一次換人，可是未來貢獻最多的還不是 A。再往右拉。",
            ),
        ),
        Mistake(
            key="one-early",
            wrong=lambda ledger: _months_back(ledger) - 1,
            message=Text(
                "At that number somebody else is still in front. One step further.",
                "這個數字，領先的還是別人。再拉一格。",
            ),
        ),
        Mistake(
            key="too-far",
            wrong=lambda ledger: _end_of_lead(ledger) if _end_of_lead(ledger) != _months_back(ledger) else float("nan"),
            message=Text(
                "There A was in front as well, but you have passed the first such number. Come back towards the "
                "snapshot for as long as the title says it of A.",
                "那時候 A 也領先，可是你拉過頭了。往快照日拉回來，停在標題還是 A 的最後一格。",
            ),
        ),
    ),
    hints=(
        Text(
            "Begin at 0 and go one month at a time (the right arrow key does that, once you have clicked the slider). "
            "Read the second half of the title.",
            "從 0 開始，一次一個月（點一下滑桿，再按鍵盤的向右鍵）。看標題的後半句。",
        ),
        Text(
            "Where A is first in both, the title says it in another way: most so far, *and* most to come from there.",
            "A 兩樣都第一的時候，標題的說法會變成：到目前為止貢獻最多，未來**也**最多。",
        ),
    ),
    solution="""
# Read off the explorer; worked out here with the same steps  # lang-en
# 從圖上讀出來的數字；這裡用同樣的步驟算一次  # lang-zh-Hant
months_back = float("nan")
for back in range(25):
    then = outlook.on(snapshot - pd.DateOffset(months=back), three["customer_id"])
    if len(then) and then.loc[then["clv"].idxmax(), "customer_id"] == three["customer_id"].iloc[0]:
        months_back = back
        break
months_back
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_PARTNER_PAYS = ChoiceTask(
    id="8.1.partner-pays",
    title=Text("One customer, four numbers", "一位顧客，四個數字"),
    minutes=1,
    prompt=Text(
        "A customer has brought 40,000 in margin so far. The chance that she is still a customer is one in four. If "
        "she is, 20,000 are to be expected in the coming three years. What is she worth to somebody who joins the "
        "business today?",
        "一位顧客到目前為止帶來毛利 40,000。她仍是顧客的機率是四分之一；如果還在，往後三年預期帶來 20,000。"
        "對今天才入股的人來說，她值多少？",
    ),
    options=(
        Option(
            key="past",
            text=Text("10,000: a quarter of 40,000", "10,000：40,000 的四分之一"),
            why=Text(
                "The chance belongs to what may come. The 40,000 have come; whoever joins today has no part in them.",
                "機率要乘在往後的錢上。那 40,000 早就收到了，跟今天才入股的人無關。",
            ),
        ),
        Option(
            key="if-there",
            text=Text("20,000", "20,000"),
            why=Text(
                "Only if she is still there, and that is one case in four.",
                "那是她還在才有的，四次裡只有一次。",
            ),
        ),
        Option(
            key="right",
            text=Text("5,000: a quarter of 20,000", "5,000：20,000 的四分之一"),
            why=Text(
                "Of a hundred customers like her some 25 are still there and bring 20,000 each: 5,000 on average.",
                "這樣的顧客有一百位的話，大約 25 位還在，每位帶來 20,000，平均一位 5,000。",
            ),
        ),
        Option(
            key="whole",
            text=Text("45,000: what came and what is to come", "45,000：已經有的加上往後的"),
            why=Text(
                "That is her whole lifetime value. The past belongs to it, but nobody who joins today gets it.",
                "這是她整個終身價值。過去的也算在裡面，可是今天才入股的人拿不到。",
            ),
        ),
    ),
    right="right",
)

_WHICH_CONTRACT = ChoiceTask(
    id="8.1.which-contract",
    title=Text("Where is leaving seen?", "誰走了看得到？"),
    minutes=1,
    prompt=Text(
        "In which of these businesses does one *see* that a customer has left?",
        "下面哪一門生意，**看得到**顧客走了？",
    ),
    options=(
        Option(
            key="card",
            text=Text("A bookshop whose regulars collect stamps on a loyalty card", "書店，熟客都有集點卡"),
            why=Text(
                "A card is no contract: whoever stops coming keeps it in the drawer.",
                "卡片不是合約。人不來了，卡片還躺在抽屜裡。",
            ),
        ),
        Option(
            key="account",
            text=Text("A web shop where everybody has an account", "網路商店，每個人都有帳號"),
            why=Text(
                "An account costs nothing to keep. Hardly anybody deletes one on leaving.",
                "帳號留著不用錢，很少有人走的時候會刪掉。",
            ),
        ),
        Option(
            key="gym",
            text=Text("A gym with a membership by the month", "健身房，月繳會員"),
            why=Text(
                "Each month it is renewed or cancelled, so the leaving has a date. (Whether members still *come* is "
                "another question.)",
                "每個月不是續會就是退會，走的那天有日期。（還有沒有**去運動**，是另一回事。）",
            ),
        ),
        Option(
            key="restaurant",
            text=Text("A restaurant that takes bookings by name", "餐廳，訂位都留姓名"),
            why=Text(
                "The name tells who came. Nobody rings up to say that they will not book again.",
                "名字只說得出誰來過。沒有人會打電話說以後不訂位了。",
            ),
        ),
    ),
    right="gym",
)

_RECORD = ChoiceTask(
    id="8.1.record",
    title=Text("A record, and yet", "創新高，可是……"),
    minutes=1,
    prompt=Text(
        "The customers' value so far is higher than ever. The value to come is a tenth lower than a year ago. What "
        "fits?",
        "全部顧客已經帶來的價值創新高，未來價值卻比一年前少一成。怎麼回事？",
    ),
    options=(
        Option(
            key="error",
            text=Text("A mistake: both belong to the same customers", "一定算錯了，都是同一批顧客"),
            why=Text(
                "They are the same customers, but the one looks back and only adds up, the other looks ahead.",
                "是同一批顧客，可是一個往回看、只會往上加，一個往前看。",
            ),
        ),
        Option(
            key="silent",
            text=Text(
                "Good customers fall silent faster than new ones take their place",
                "好顧客沒消息的，比補上來的新客多",
            ),
            why=Text(
                "The past is added up whoever leaves. A firm can live off it for a while, and this is how one sees it.",
                "過去一直往上加，誰走了都一樣。一家店可以靠老本撐一陣子，從這兩個數字就看得出來。",
            ),
        ),
        Option(
            key="margin",
            text=Text("The margin rate has fallen", "毛利率變低了"),
            why=Text(
                "Then the value so far would be lower too, since it is counted with the same rate.",
                "那已經帶來的也會變少，因為用的是同一個毛利率。",
            ),
        ),
    ),
    right="silent",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_LETTER = TextTask(
    id="8.1.letter",
    title=Text("Three sentences", "三句話"),
    minutes=3,
    prompt=Text(
        "First, to the partner: what the customers are expected to bring, over which time, and how one knows who is "
        "still there. Second, to the owner: whom of the three to visit, and why that one. Third: what speaks against "
        "it.",
        "第一句給合夥人：顧客往後預期帶來多少、算多長的時間、怎麼知道誰還在。第二句給老闆：三位裡去拜訪誰，"
        "為什麼是他。第三句：這個選擇有什麼風險。",
    ),
    model=Text(
        "Hold yours against these questions, then read the sentences below the box.\n\n"
        "- Is the number margin, and does it say for how long?\n"
        "- Does it promise what is only expected?\n"
        "- Does the visit go where it can change something, not only where much is to come anyway?",
        "先拿這三個問題檢查自己寫的，再看下面的寫法。\n\n"
        "- 數字是不是毛利？有沒有說算到什麼時候？\n"
        "- 有沒有把預期說成保證？\n"
        "- 拜訪的對象，是去了會有差別的人，還是不去也會來的人？",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_RHYTHM,
    _BACK_NEVER_FALLS,
    _WHO,
    _TO_COME,
    _MONTHS_BACK,
    _ALL,
    _PARTNER_PAYS,
    _WHICH_CONTRACT,
    _RECORD,
    _LETTER,
)
