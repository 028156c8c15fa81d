"""The questions and checks inside lesson 6.1, "Purchasing power"."""

from __future__ import annotations

import pandas as pd

from customer_value import valid_orders, wallet_table, wallets
from customer_value.ledger import Ledger, once_per_ledger
from customer_value.messages import Text
from tutor.shape import Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

ATTAINABLE = 0.8
"""The share of a wallet that can be had at best, as the shop manager says."""

ENOUGH = 20
"""Answers that count; with fewer the page shows no lists and no slider."""

STEPS = tuple(step / 100 for step in range(80, 5, -5))
"""The settings of the explorer's slider from its start downwards."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _counted(ledger: Ledger) -> pd.DataFrame:
    """Customers whose answer can be right, with the room that each still has."""
    answers = wallets(
        valid_orders(ledger.orders, ledger.refunds, ledger.snapshot), ledger.table("surveys"), ledger.snapshot
    )
    told = answers[answers["category"] >= answers["ours"]]
    return told.assign(room=(ATTAINABLE * told["category"] - told["ours"]).clip(lower=0))


def _list(ledger: Ledger, column: str) -> pd.DataFrame:
    """The tenth of the customers that stands first by a column."""
    told = _counted(ledger)
    return told.nlargest(round(len(told) / 10), column)


def _part(part: float, whole: float) -> float:
    """A share; NaN where there is nothing to take it of."""
    return part / whole if whole else float("nan")


def _share_big(ledger: Ledger) -> float:
    biggest = _list(ledger, "ours")
    return _part(biggest["ours"].sum(), biggest["category"].sum())


def _share_big_mean(ledger: Ledger) -> float:
    biggest = _list(ledger, "ours")
    return (biggest["ours"] / biggest["category"]).mean()


def _share_all(ledger: Ledger) -> float:
    told = _counted(ledger)
    return _part(told["ours"].sum(), told["category"].sum())


def _share_of_sales(ledger: Ledger) -> float:
    return _part(_list(ledger, "ours")["ours"].sum(), _counted(ledger)["ours"].sum())


def _share_over_rivals(ledger: Ledger) -> float:
    biggest = _list(ledger, "ours")
    return _part(biggest["ours"].sum(), (biggest["category"] - biggest["ours"]).sum())


def _share_of_all_wallets(ledger: Ledger) -> float:
    return _part(_list(ledger, "ours")["ours"].sum(), _counted(ledger)["category"].sum())


def _share_big_wallets(ledger: Ledger) -> float:
    largest = _list(ledger, "category")
    return _part(largest["ours"].sum(), largest["category"].sum())


def _room_best(ledger: Ledger) -> float:
    return _list(ledger, "room")["room"].sum()


def _room_big(ledger: Ledger) -> float:
    return _list(ledger, "ours")["room"].sum()


def _room_everybody(ledger: Ledger) -> float:
    return _counted(ledger)["room"].sum()


def _room_each(ledger: Ledger) -> float:
    return _list(ledger, "room")["room"].mean()


def _rest_of_wallets(ledger: Ledger) -> float:
    roomiest = _list(ledger, "room")
    return (roomiest["category"] - roomiest["ours"]).sum()


def _whole_wallets(ledger: Ledger) -> float:
    return _list(ledger, "room")["category"].sum()


def _ours_of_best(ledger: Ledger) -> float:
    return _list(ledger, "room")["ours"].sum()


def _least_room(ledger: Ledger) -> float:
    told = _counted(ledger)
    return told.nsmallest(round(len(told) / 10), "room")["room"].sum()


def _fifths(ledger: Ledger) -> pd.DataFrame:
    told = _counted(ledger)
    return told.assign(fifth=pd.qcut(told["ours"].rank(method="first", ascending=False), 5, labels=list("12345")))


@once_per_ledger
def _flip(ledger: Ledger) -> float:
    """Going down, the first setting at which another fifth has the most room; 0 where none has or none is shown."""
    if len(_counted(ledger)) < ENOUGH:
        return 0.0
    fifths, first = _fifths(ledger), None
    for step in STEPS:
        table = wallet_table(fifths, "fifth", step)
        now = table.loc[table["headroom_each"].idxmax(), "group"]
        first = first or now
        if now != first:
            return step
    return 0.0


def _one_early(ledger: Ledger) -> float:
    return _flip(ledger) + 0.05


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_MARKET = ChoiceTask(
    id="6.1.back-market",
    title=Text("A share of what?", "占的是什麼？"),
    lesson="2.2",
    minutes=1,
    prompt=Text(
        "Households in town spend 50 million a year on such goods; 10 million of it with us. What does this 20% say "
        "about *our customers*?",
        "全市的家戶一年花 5,000 萬買這類商品，其中 1,000 萬花在我們這裡。這個 20%，說明了**我們的顧客**什麼事？",
    ),
    options=(
        Option(
            key="each",
            text=Text("They spend a fifth of such money with us", "他們買這類商品的錢，有五分之一花在我們這裡"),
            why=Text(
                "Below the line stands the whole town, with all who never came. Of their own money our customers spend "
                "a larger part here; how large, this number does not say.",
                "分母是全市，從沒來過的人也在裡面。只看顧客自己的錢，花在這裡的比例會更高；高多少，這個數字沒有說。",
            ),
        ),
        Option(
            key="nothing",
            text=Text("Next to nothing: most of that money is not theirs", "幾乎什麼都沒說：那些錢大多不是他們的"),
            why=Text(
                "A market share compares shops. Today we ask about our customers' own money, wherever they spend it.",
                "市佔率比的是店和店。今天要問的，是我們顧客自己的錢，不管花在哪一家。",
            ),
        ),
        Option(
            key="fifth",
            text=Text("A fifth of the town are our customers", "全市有五分之一的家戶是我們的顧客"),
            why=Text(
                "That would be penetration, counted in households. Here money is counted.",
                "那是滲透率，要數家戶。這裡數的是錢。",
            ),
        ),
    ),
    right="nothing",
)

_BACK_LOT = ChoiceTask(
    id="6.1.back-lot",
    title=Text("Left out by lot", "抽籤不寄的那一組"),
    lesson="5.6",
    minutes=1,
    prompt=Text(
        "A letter goes to 200 customers, another 100 get none; who is who was decided by lot. Of the 200, 24 buy, of "
        "the 100, 9. How many of the 200 came because of the letter?",
        "信寄給 200 位顧客，另外 100 位不寄，由抽籤決定。收到的 200 位有 24 位來買，沒收到的 100 位有 9 位。"
        "200 位裡，有幾位是因為信才來的？",
    ),
    options=(
        Option(
            key="all",
            text=Text("24", "24 位"),
            why=Text(
                "Some would have come anyway; the 100 show how many.",
                "有些人不寄也會來，那 100 位就是告訴你有多少。",
            ),
        ),
        Option(
            key="subtracted",
            text=Text("15", "15 位"),
            why=Text(
                "24 − 9 takes people of two groups of different size from each other. Take shares first.",
                "24 − 9，是兩組人數不同的人直接相減。先換成比率。",
            ),
        ),
        Option(
            key="six",
            text=Text("6", "6 位"),
            why=Text(
                "12% against 9%: three in a hundred, of 200 people. You will need a lot again today.",
                "12% 對 9%，每一百位多 3 位，200 位就是 6 位。今天最後還會用到抽籤。",
            ),
        ),
    ),
    right="six",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_OF_HUNDRED = GuessTask(
    id="6.1.of-hundred",
    title=Text("Our best customers", "我們最好的顧客"),
    minutes=1,
    prompt=Text(
        "Before you go on, guess. Take the tenth of the customers who spend most with us. Of every 100 that *they* "
        "spend on such goods, how much comes to us?",
        "先猜再往下。花最多的那一成顧客，**他們**每花 100 元買這類商品，有多少花在我們這裡？",
    ),
    unit=Text("of 100", "元"),
    low=0,
    high=100,
    start=0,
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_SHARE_BIG = ValueTask(
    id="6.1.share-big",
    title=Text("Share of wallet of the biggest spenders", "花最多的人的荷包佔有率"),
    name="share_big",
    prompt=Text(
        "`share_big`: the share of wallet of the `places` customers who spend most with us.",
        "`share_big`：在我們這裡花最多的 `places` 位顧客，荷包佔有率是多少。",
    ),
    answer=_share_big,
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="mean-of-shares",
            wrong=_share_big_mean,
            message=Text(
                "That is the mean of the customers' own shares. Add up both columns first, then divide once.",
                "這是每個人各自的比率再平均。先把兩欄各自加總，最後才除一次。",
            ),
        ),
        Mistake(
            key="everybody",
            wrong=_share_all,
            message=Text(
                "That is the share of all who answered. Take both sums from `biggest`.",
                "這是全部的人的比率。兩個總和都要從 `biggest` 取。",
            ),
        ),
        Mistake(
            key="of-sales",
            wrong=_share_of_sales,
            message=Text(
                "You divided by what *all* spend with us: that is how much of our sales these few bring. Whose money "
                "has to be below the line?",
                "你除以的是**所有人**在我們這裡的消費，算出來是這幾位占我們營收多少。分母應該是誰的錢？",
            ),
        ),
        Mistake(
            key="over-rivals",
            wrong=_share_over_rivals,
            message=Text(
                "You divided by what they spend elsewhere. `category` holds what they spend with us, too: leave it in.",
                "你除以的是他們花在別家的錢。`category` 本來就包含花在我們這裡的，不要扣掉。",
            ),
        ),
        Mistake(
            key="all-wallets",
            wrong=_share_of_all_wallets,
            message=Text(
                "Above the line stand the biggest spenders, below it everybody. Both have to be the same people.",
                "分子是花最多的人，分母卻是所有人。兩邊要是同一群人。",
            ),
        ),
        Mistake(
            key="big-wallets",
            wrong=_share_big_wallets,
            message=Text(
                "You chose by `category`, so these are the largest wallets. Asked for are those who spend most "
                "*with us*.",
                "你是照 `category` 挑的，挑到的是荷包最大的人。題目要的是在**我們這裡**花最多的人。",
            ),
        ),
    ),
    hints=(
        Text(
            'The first blank is the column by which they are chosen, in quotation marks: `"ours"` or `"category"`?',
            '第一格是用哪一欄挑，要加引號：`"ours"` 還是 `"category"`？',
        ),
        Text(
            "Step 2 is step 3 of the example above, with `biggest` in the place of `counted`.",
            "步驟 2 就是上面示範的步驟 3，把 `counted` 換成 `biggest`。",
        ),
    ),
    solution="""
# 1 The tenth of the customers who spend most with us  # lang-en
# 1 在我們這裡花最多的一成顧客  # lang-zh-Hant
places = round(len(counted) / 10)
biggest = counted.nlargest(places, "ours")

# 2 Their share of wallet  # lang-en
# 2 他們的荷包佔有率  # lang-zh-Hant
share_big = biggest["ours"].sum() / biggest["category"].sum()
share_big
""",
)

_ROOM_BEST = ValueTask(
    id="6.1.room-best",
    title=Text("The owner's list", "老闆的名單"),
    name="room_best",
    prompt=Text(
        "`room_best`: the headroom of the tenth of the customers who have most of it, added up.",
        "`room_best`：成長空間最大的一成顧客，他們的成長空間加總。",
    ),
    answer=_room_best,
    returns=Number(unit="money"),
    mistakes=(
        Mistake(
            key="biggest",
            wrong=_room_big,
            message=Text(
                "That is the room of those who spend most with us, the manager's list. Choose by another column.",
                "這是在我們這裡花最多的人的空間，是店長的名單。要換一欄來挑。",
            ),
        ),
        Mistake(
            key="everybody",
            wrong=_room_everybody,
            message=Text(
                "That is the room of all who answered. There are places for a tenth of them.",
                "這是所有人的空間。名額只有一成。",
            ),
        ),
        Mistake(
            key="each",
            wrong=_room_each,
            message=Text(
                "That is the room of one of them on average. Asked for is the sum.",
                "這是平均每一位的空間。題目要的是總和。",
            ),
        ),
        Mistake(
            key="rest-of-wallets",
            wrong=_rest_of_wallets,
            message=Text(
                "That is everything they spend elsewhere, as if we could win all of it. `room` stops at 80% of a "
                "wallet.",
                "這是他們花在別家的全部，等於每一塊錢都要搶到。`room` 只算到荷包的 80%。",
            ),
        ),
        Mistake(
            key="wallets",
            wrong=_whole_wallets,
            message=Text(
                "You added up their whole wallets (`category`). Which column holds the room?",
                "你加的是他們整個荷包（`category`）。空間在哪一欄？",
            ),
        ),
        Mistake(
            key="ours",
            wrong=_ours_of_best,
            message=Text(
                "That is what they spend with us already. Asked for is what is still to be had.",
                "這是他們已經花在我們這裡的錢。題目要的是還能爭取的。",
            ),
        ),
        Mistake(
            key="least",
            wrong=_least_room,
            message=Text(
                "These are the customers with the *least* room. `nlargest` takes the largest.",
                "這是空間**最小**的一成。`nlargest` 取的才是最大的。",
            ),
        ),
    ),
    hints=(
        Text(
            "Two steps as before: choose with `counted.nlargest(…)`, then add up one column of the chosen.",
            "跟剛才一樣兩步：用 `counted.nlargest(…)` 挑人，再把挑出來的某一欄加總。",
        ),
        Text(
            'Both times the column is `"room"`: once for choosing, once for adding up.',
            '兩次用的都是 `"room"` 這一欄：一次用來挑，一次用來加。',
        ),
    ),
    solution="""
places = round(len(counted) / 10)
roomiest = counted.nlargest(places, "room")
room_best = roomiest["room"].sum()
room_best
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------

_FLIP = ValueTask(
    id="6.1.flip",
    title=Text("When does another group lead?", "什麼時候換一組領先？"),
    name="flip",
    prompt=Text(
        "`flip`: from 80% downwards, the first setting at which the title names another group; 0 if it never does.",
        "`flip`：從 80% 往下，標題第一次換成另一組時的比率；一直沒換就填 0。",
    ),
    answer=_flip,
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="start",
            wrong=lambda _: ATTAINABLE,
            message=Text(
                "That is where the slider starts. Pull it to the left until the title names another group.",
                "這是滑桿一開始的位置。往左拉，拉到標題換成另一組。",
            ),
        ),
        Mistake(
            key="one-early",
            wrong=_one_early,
            message=Text(
                "There the title still names the same group. One step further.",
                "在這裡，標題還是同一組。再拉一格。",
            ),
        ),
    ),
    hints=(
        Text(
            "One step at a time: click on the slider and press the left arrow key. Watch the name in the title.",
            "一次一格：點一下滑桿，再按鍵盤的左鍵。盯著標題裡的組名。",
        ),
        Text("Write 35% as `0.35`.", "35% 要寫成 `0.35`。"),
    ),
    solution="""
# Read off the explorer; worked out here with the same steps  # lang-en
# 從圖上讀出來的數字；這裡用同樣的步驟算一次  # lang-zh-Hant
from customer_value import wallet_table

leads = {}
for percent in range(80, 5, -5):
    table = wallet_table(counted, "fifth", percent / 100)
    leads[percent / 100] = list(table.loc[table["headroom_each"] == table["headroom_each"].max(), "group"])
others = [setting for setting, group in leads.items() if group != leads[0.8]]
flip = max(others, default=0)
flip
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_FOUR = ChoiceTask(
    id="6.1.four-wallets",
    title=Text("Four answers", "四份回答"),
    minutes=2,
    prompt=Text(
        """
Attainable: 80% of a wallet. How much headroom do these four have together?

| customer | with us | in all, as answered |
|---|---:|---:|
| A | 900 | 1,000 |
| B | 200 | 2,000 |
| C | 500 | *(blank)* |
| D | 700 | 600 |
""",
        """
假設一個荷包最多拿到 80%。這四位合起來有多少成長空間？

| 顧客 | 花在我們這裡 | 全部消費（自己回答） |
|---|---:|---:|
| A | 900 | 1,000 |
| B | 200 | 2,000 |
| C | 500 | （空白） |
| D | 700 | 600 |
""",
    ),
    options=(
        Option(
            key="netted",
            text=Text("1,300", "1,300"),
            why=Text(
                "You took the 100 that A is beyond the 80% from B's room. A's loyalty takes nothing away from B.",
                "A 超過 80% 的那 100，被你從 B 的空間裡扣掉了。A 再忠誠，B 的空間也不會變小。",
            ),
        ),
        Option(
            key="right",
            text=Text("1,400", "1,400"),
            why=Text(
                "A has none left (0, not −100), B 1,600 − 200. What C spends nobody knows, and D's answer cannot be "
                "right: nobody spends less in all than with us.",
                "A 已經沒有空間（算 0，不是 −100），B 是 1,600 − 200。C 花多少沒人知道；"
                "D 的回答不可能對，全部消費不會比花在我們這裡的還少。",
            ),
        ),
        Option(
            key="of-rest",
            text=Text("1,520", "1,520"),
            why=Text(
                "That is 80% of what they spend *elsewhere*. The 80% is meant of the whole wallet, what we have "
                "already included.",
                "這是花在**別家**的錢的 80%。80% 指的是整個荷包，包含已經在我們這裡的。",
            ),
        ),
        Option(
            key="all",
            text=Text("1,900", "1,900"),
            why=Text(
                "That is every coin they spend elsewhere. Hardly anybody buys everything in one place.",
                "這是他們花在別家的每一塊錢。很少有人所有東西都在同一家買。",
            ),
        ),
    ),
    right="right",
)

_SAME_PEOPLE = ChoiceTask(
    id="6.1.same-people",
    title=Text("A splendid share", "漂亮的佔有率"),
    minutes=1,
    prompt=Text(
        "“Last year the till took 9 million. The 700 customers who answered spend 15 million on such goods. So our "
        "share of wallet is 60%.” What is wrong?",
        "「去年收銀機收了 900 萬。有回答的 700 位顧客，買這類商品一共花 1,500 萬。所以荷包佔有率是 60%。」哪裡不對？",
    ),
    options=(
        Option(
            key="nothing",
            text=Text("Nothing: 9 of 15 is 60%", "沒有不對，900 除以 1,500 就是 60%"),
            why=Text(
                "The division is right. But whose are the 9 million?",
                "除法沒錯。可是那 900 萬是誰的錢？",
            ),
        ),
        Option(
            key="people",
            text=Text(
                "The 9 million are of all customers, the 15 of those 700", "900 萬是所有顧客的，1,500 萬只是那 700 位的"
            ),
            why=Text(
                "Above and below the line: the same people, the same twelve months.",
                "分子和分母，要是同一群人、同樣的十二個月。",
            ),
        ),
        Option(
            key="mean",
            text=Text("One has to average the customers' own shares", "要先算每個人的比率，再平均"),
            why=Text(
                "That answers another question (how is the usual customer?), and would not mend the mix of people.",
                "那回答的是另一個問題（一般的顧客怎麼樣），而且兩群人混在一起的毛病還是在。",
            ),
        ),
        Option(
            key="rivals",
            text=Text("Below the line our own sales have to be taken off", "分母要扣掉在我們這裡的消費"),
            why=Text(
                "A share of the wallet is a share of all of it, what comes to us included.",
                "荷包佔有率的分母是整個荷包，花在我們這裡的也算。",
            ),
        ),
    ),
    right="people",
)

_CLIMBERS = ChoiceTask(
    id="6.1.climbers",
    title=Text("Did the advice work?", "建議有用嗎？"),
    minutes=1,
    prompt=Text(
        "“Of 200 customers who began on the lowest rung, 90 bought higher the last time. Our advice makes people "
        "climb.” In the same shop, of 60 who began on the highest rung, 48 bought lower the last time. What do you "
        "say?",
        "「從最低一階開始的 200 位，有 90 位最近一次買得更高。我們的建議讓顧客往上走。」"
        "同一家店，從最高一階開始的 60 位，有 48 位最近一次買得更低。你怎麼說？",
    ),
    options=(
        Option(
            key="works",
            text=Text("It works: 90 up against 48 down", "有用，上去 90 位，下來才 48 位"),
            why=Text(
                "More people began below than above. 45% of the ones went up, 80% of the others down.",
                "因為從下面開始的人本來就多。下面的 45% 上去，上面的卻有 80% 下來。",
            ),
        ),
        Option(
            key="backfires",
            text=Text("It drives the best ones away", "建議把最好的客人趕跑了"),
            why=Text(
                "From the top one can only stay or come down. That says as little about the advice as the 90 do.",
                "在最上面，不是留著就是下來。這跟那 90 位一樣，說明不了建議的事。",
            ),
        ),
        Option(
            key="mixing",
            text=Text("People buy now high, now low; hold some back by lot", "人本來就時高時低；要抽籤留一組人來比"),
            why=Text(
                "From below it only goes up, from above only down, without any advice. What the advice does shows "
                "beside customers who got none.",
                "從下面只能往上，從上面只能往下，不用建議也會這樣。建議有沒有用，要跟沒得到建議的人比。",
            ),
        ),
        Option(
            key="later",
            text=Text("One has to wait until more have climbed", "再等一陣子，會有更多人往上"),
            why=Text(
                "Waiting brings more moves in both directions, and no comparison.",
                "再等下去，兩個方向都會更多，還是沒有得比。",
            ),
        ),
    ),
    right="mixing",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_NOTE = TextTask(
    id="6.1.note",
    title=Text("The guest list", "邀請名單"),
    minutes=4,
    prompt=Text(
        "Three sentences to the owner. First: by which rule the places are given out, with the numbers that speak for "
        "it. Second: what is shown that evening, and to whom. Third: what the headroom does not say, and how we find "
        "out whether the evening brought anything.",
        "寫三句話給老闆。第一句：名額照什麼規則分，用數字說明。第二句：當晚要介紹什麼、給誰看。"
        "第三句：成長空間沒有說的是什麼，又要怎麼知道這一晚有沒有用。",
    ),
    model=Text(
        "Hold yours against these questions, then read the answer below the box.\n\n"
        "- Does the rule say of whom the numbers are (those who answered), and what was assumed?\n"
        "- Do those who stand on both lists come?\n"
        "- Do you promise the headroom as sales, or is there somebody to compare with?",
        "先拿這三個問題檢查自己寫的，再看下面的寫法。\n\n"
        "- 規則有沒有寫清楚，數字是誰的（有回答的人），又假設了什麼？\n"
        "- 兩張名單上都有的人，請了嗎？\n"
        "- 有沒有把成長空間講成業績？有沒有留一組人來比？",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_MARKET,
    _BACK_LOT,
    _OF_HUNDRED,
    _SHARE_BIG,
    _ROOM_BEST,
    _FLIP,
    _FOUR,
    _SAME_PEOPLE,
    _CLIMBERS,
    _NOTE,
)
