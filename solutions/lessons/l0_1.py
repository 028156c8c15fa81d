"""The questions and checks inside lesson 0.1, "Your first notebook"."""

from __future__ import annotations

import math

import pandas as pd

from customer_value.ledger import Ledger
from customer_value.messages import Text
from tutor.shape import Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, OrderingTask, Task, TextTask, ValueTask

IN_A_BOX = 100
"""Cards in a box."""

PRICE = 250
"""What a box costs."""

SHOP = 10
"""The boxes that the shop would order."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


def needed(ledger: Ledger, months: int = 12) -> int:
    """The orders of the last months up to the snapshot that were not cancelled."""
    orders = ledger.orders[ledger.orders["status"] != "cancelled"]
    after = ledger.snapshot - pd.DateOffset(months=months)
    return int(orders["order_date"].gt(after).mul(orders["order_date"].le(ledger.snapshot)).sum())


def enough(ledger: Ledger) -> int:
    """The smallest whole number of boxes for them."""
    return math.ceil(needed(ledger) / IN_A_BOX)


def _all_orders(ledger: Ledger) -> float:
    return float((ledger.orders["status"] != "cancelled").sum() / IN_A_BOX)


# --- Predict -----------------------------------------------------------------------------------------------------

_ORDERS = GuessTask(
    id="0.1.orders",
    title=Text("How many orders?", "有幾筆訂單？"),
    minutes=1,
    prompt=Text(
        "How many orders did the company send out in the last twelve months? Write a number, without looking it up.",
        "最近十二個月，公司一共出了幾筆訂單？不要查，直接寫一個數字。",
    ),
    unit=Text("orders", "筆訂單"),
    low=0,
    high=900_000,
    start=0,
)

# --- Finish it, and on your own ----------------------------------------------------------------------------------

_IN_BOXES = ValueTask(
    id="0.1.in-boxes",
    title=Text("Cards in boxes", "裝成幾盒"),
    minutes=1,
    prompt=Text(
        "`in_boxes`: how many boxes do `needed` cards fill?",
        "`in_boxes`：`needed` 張卡片，可以裝滿幾盒？",
    ),
    name="in_boxes",
    answer=lambda ledger: needed(ledger) / IN_A_BOX,
    returns=Number(),
    mistakes=(
        Mistake(
            key="ten",
            wrong=lambda ledger: needed(ledger) / SHOP,
            message=Text(
                "This is `needed` divided by 10. Ten is the number of boxes the shop would order. What do you divide "
                "by: boxes, or cards in a box?",
                "這是 `needed` 除以 10。10 是店長要訂的盒數。該除以的是盒數，還是一盒裡的張數？",
            ),
        ),
        Mistake(
            key="thousand",
            wrong=lambda ledger: needed(ledger) / (SHOP * IN_A_BOX),
            message=Text(
                "This is `needed` divided by 1,000: the cards in ten boxes. How many are in one?",
                "這是 `needed` 除以 1,000，也就是十盒的張數。一盒是幾張？",
            ),
        ),
        Mistake(
            key="one",
            wrong=lambda ledger: float(needed(ledger)),
            message=Text(
                "This is the number of cards itself, as if there were one card in a box.",
                "這是卡片的張數，等於一盒只裝一張。",
            ),
        ),
        Mistake(
            key="price",
            wrong=lambda ledger: needed(ledger) / PRICE,
            message=Text(
                "You have divided by the price of a box. The question is how many cards are in one.",
                "你除的是一盒的價錢。這裡要看的是一盒有幾張。",
            ),
        ),
        Mistake(
            key="all-orders",
            wrong=_all_orders,
            message=Text(
                "That is every order in the ledger. Take `needed`, the orders of the last twelve months.",
                "這是帳本裡所有的訂單。請用 `needed`，也就是最近十二個月的訂單。",
            ),
        ),
    ),
    hints=(
        Text(
            "The printer sells the cards in boxes of …? It says so at the very top.",
            "印刷廠一盒賣幾張？最上面的問題裡有寫。",
        ),
        Text("Put the number of cards in one box in place of the blank.", "把空格換成一盒的張數。"),
    ),
    solution="in_boxes = needed / 100\nin_boxes",
)

_ENOUGH = ValueTask(
    id="0.1.enough",
    title=Text("Just enough boxes", "剛好夠用的盒數"),
    minutes=2,
    prompt=Text(
        "`enough`: the smallest whole number of boxes that would have been enough for the last twelve months.",
        "`enough`：最近十二個月，最少要幾盒（整數）才夠用。",
    ),
    name="enough",
    answer=enough,
    returns=Number(whole=True),
    mistakes=(
        Mistake(
            key="one-short",
            wrong=lambda ledger: enough(ledger) - 1,
            message=Text(
                "One box short: try this number in the figure and read its title. The last orders of the year go "
                "without a card.",
                "少了一盒：把這個數字放進圖裡，讀讀標題，最後那幾筆訂單會沒有卡片。",
            ),
        ),
        Mistake(
            key="one-more",
            wrong=lambda ledger: enough(ledger) + 1,
            message=Text(
                "They would be enough, but so would one box less. Try it in the figure.",
                "是夠用，可是少一盒也夠。放進圖裡試試看。",
            ),
        ),
        Mistake(
            key="cards",
            wrong=lambda ledger: enough(ledger) * IN_A_BOX,
            message=Text(
                "That many cards are enough. The question is how many boxes they are.",
                "這麼多張卡片夠用。不過題目問的是幾盒。",
            ),
        ),
        Mistake(
            key="orders",
            wrong=needed,
            message=Text(
                "That is the number of orders. The printer sells boxes: how many of them?",
                "這是訂單的筆數。印刷廠賣的是一盒一盒的，要幾盒？",
            ),
        ),
    ),
    hints=(
        Text(
            "Look at `in_boxes`: before the point are the full boxes. What becomes of the cards after the point?",
            "看看 `in_boxes`：小數點前面是裝滿的盒數，小數點後面那些卡片怎麼辦？",
        ),
        Text(
            "Half a box cannot be bought, so go up to the next whole number.",
            "半盒買不到，所以往上取到下一個整數。",
        ),
    ),
    solution="""
# Read off the number of boxes; worked out here  # lang-en
# 從盒數讀出來的；這裡用算的  # lang-zh-Hant
import math

enough = math.ceil(needed / 100)
""".strip(),
)

_COST = ValueTask(
    id="0.1.cost",
    title=Text("What they cost", "一共多少錢"),
    minutes=2,
    prompt=Text(
        "`cost`: what the boxes cost that were just enough for the last twelve months, at 250 a box.",
        "`cost`：最近十二個月剛好夠用的盒數，一盒 250 元，一共多少錢。",
    ),
    name="cost",
    answer=lambda ledger: enough(ledger) * PRICE,
    returns=Number(unit="money"),
    mistakes=(
        Mistake(
            key="part-box",
            wrong=lambda ledger: needed(ledger) / IN_A_BOX * PRICE,
            message=Text(
                "You have paid for part of a box, but the printer sells whole ones only. Take `enough`.",
                "你算進了不滿一盒的錢，可是印刷廠只賣整盒。請用 `enough`。",
            ),
        ),
        Mistake(
            key="per-card",
            wrong=lambda ledger: needed(ledger) * PRICE,
            message=Text(
                "250 is the price of a box. Here every single card costs 250.",
                "250 是一盒的價錢。你這樣算，變成一張 250。",
            ),
        ),
        Mistake(
            key="shop",
            wrong=lambda ledger: SHOP * PRICE,
            message=Text(
                "These are the shop's ten boxes. The question is about those that are just enough.",
                "這是店長的十盒。題目問的是剛好夠用的盒數。",
            ),
        ),
        Mistake(
            key="one-short",
            wrong=lambda ledger: (enough(ledger) - 1) * PRICE,
            message=Text(
                "One box is missing. Did you go down to the whole number instead of up?",
                "少了一盒的錢。取整數的時候，是不是往下取了？",
            ),
        ),
        Mistake(
            key="divided",
            wrong=lambda ledger: enough(ledger) / PRICE,
            message=Text(
                "You have divided. Each box costs 250: so how do many boxes come to their price?",
                "你用了除的。一盒 250，好幾盒要怎麼算？",
            ),
        ),
    ),
    hints=(
        Text(
            "The name of what one box costs is not stored yet; simply write 250.",
            "一盒的價錢還沒有名字，直接寫 250 就好。",
        ),
        Text(
            "Boxes times price. *Times* is written `*`, and the boxes are in `enough`.",
            "盒數乘單價。乘是 `*`，盒數在 `enough` 裡。",
        ),
    ),
    solution="cost = enough * 250\ncost",
)

# --- What goes wrong ---------------------------------------------------------------------------------------------

_THREE_TIMES = ChoiceTask(
    id="0.1.three-times",
    title=Text("Run three times", "執行三次"),
    minutes=1,
    prompt=Text(
        "`store = 20` has been run once. Then the cell with `store = store + 5` is run three times. What does it show "
        "the third time?",
        "`store = 20` 執行過一次，接著把 `store = store + 5` 那一格執行三次。第三次會顯示多少？",
    ),
    options=(
        Option(
            key="once",
            text=Text("25", "25"),
            why=Text(
                "That is what the page seems to say. But each run takes what is stored *now* and adds 5: try it.",
                "照頁面上的字看起來是這樣。可是每執行一次，都是拿「現在」存的數字再加 5，試試看。",
            ),
        ),
        Option(
            key="thrice",
            text=Text("35", "35"),
            why=Text(
                "20, then 25, 30, 35. Each run takes what is stored now, adds 5 and stores it again.",
                "20 變 25，再變 30、35。每執行一次，就拿現在存的數字加 5，再存回去。",
            ),
        ),
        Option(
            key="error",
            text=Text("an error message: `store` exists already", "錯誤訊息：`store` 已經有了"),
            why=Text(
                "A name may be used again as often as you like; the old content is simply replaced.",
                "同一個名字可以一直重新指定，舊的內容直接換掉，不會出錯。",
            ),
        ),
    ),
    right="thrice",
)

# --- Handing in --------------------------------------------------------------------------------------------------

_STEPS = OrderingTask(
    id="0.1.steps",
    title=Text("Before you hand in", "繳交之前"),
    minutes=1,
    prompt=Text(
        "You have an assignment to hand in. In which order? “Up” and “Down” move a step.",
        "要繳交一份作業，先後順序是什麼？用「上移」「下移」調整。",
    ),
    items=(
        Option(
            key="save",
            text=Text("Save (Ctrl+S)", "存檔（Ctrl+S）"),
            why=Text(
                "Save what has been run and looked at; saved earlier, the file does not hold what you mended last.",
                "跑過、看過之後才存檔；太早存，最後修的地方就不在檔案裡。",
            ),
        ),
        Option(
            key="again",
            text=Text("Restart and run all cells (▶▶)", "重新啟動並全部執行（▶▶）"),
            why=Text(
                "There has to be something to run anew first: the blanks are filled in before.",
                "要先有東西可以跑：空格得先填好。",
            ),
        ),
        Option(
            key="give",
            text=Text("Give the file to the instructor, or press Submit", "把檔案交給講師，或按 Submit"),
            why=Text(
                "What is handed in is the saved file. This comes last.",
                "交出去的是存好的檔案，所以放最後。",
            ),
        ),
        Option(
            key="fill",
            text=Text("Fill in the blanks and run each check", "填完空格，每一題都執行檢查"),
            why=Text(
                "This comes first: without answers there is nothing to run.", "這是第一步：沒有答案，就沒有東西可跑。"
            ),
        ),
        Option(
            key="look",
            text=Text("Look at the box under each task once more", "再看一次每一題下面的回饋"),
            why=Text(
                "The boxes are worth looking at only when everything has been run anew.",
                "全部重新跑過，回饋才準，所以要等跑完再看。",
            ),
        ),
    ),
    right=(("fill", "again", "look", "save", "give"),),
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_STALE = ChoiceTask(
    id="0.1.stale",
    title=Text("Changed, but not run", "改了沒執行"),
    minutes=1,
    prompt=Text(
        "Three cells were run from top to bottom:\n\n"
        "1. `boxes = 10`\n2. `cards = boxes * 100`\n3. `cards`\n\n"
        "Then you change the first one to `boxes = 40` and run it, and after that you run the third. What does it "
        "show?",
        "有三格，由上往下都執行過：\n\n"
        "1. `boxes = 10`\n2. `cards = boxes * 100`\n3. `cards`\n\n"
        "接著你把第一格改成 `boxes = 40`，執行它，再執行第三格。第三格會顯示多少？",
    ),
    options=(
        Option(
            key="spreadsheet",
            text=Text("4000", "4000"),
            why=Text(
                "A spreadsheet would do that. Here the second cell, which calculates `cards`, was not run again.",
                "試算表會這樣。可是這裡負責算 `cards` 的第二格，並沒有再執行。",
            ),
        ),
        Option(
            key="old",
            text=Text("1000", "1000"),
            why=Text(
                "`cards` was calculated when `boxes` was 10, and has not been calculated since. The second cell was "
                "left out.",
                "`cards` 是 `boxes` 還是 10 的時候算的，之後沒有再算過，因為少執行了第二格。",
            ),
        ),
        Option(
            key="boxes",
            text=Text("40", "40"),
            why=Text(
                "That is what is stored under `boxes`. The third cell shows `cards`.",
                "那是 `boxes` 裡存的。第三格顯示的是 `cards`。",
            ),
        ),
        Option(
            key="error",
            text=Text("an error message", "錯誤訊息"),
            why=Text(
                "Every name in these cells exists, so there is nothing to complain about. That is what makes it "
                "dangerous: the number is wrong, and nothing is red.",
                "每個名字都存在，沒什麼好抱怨的。危險就在這裡：數字是錯的，卻沒有紅字。",
            ),
        ),
    ),
    right="old",
)

_ERROR = ChoiceTask(
    id="0.1.error",
    title=Text("Read the last line", "讀最後一行"),
    minutes=1,
    prompt=Text(
        "You open a notebook, run only its fourth cell, `bill = boxes * price`, and read:\n\n"
        "`NameError: name 'price' is not defined`\n\n"
        "The third cell says `price = 250`. What do you do?",
        "你打開一份筆記本，只執行第四格 `bill = boxes * price`，結果看到：\n\n"
        "`NameError: name 'price' is not defined`\n\n"
        "第三格寫著 `price = 250`。該怎麼辦？",
    ),
    options=(
        Option(
            key="run",
            text=Text("Run the third cell, then the fourth again", "先執行第三格，再執行第四格"),
            why=Text(
                "The name is written down, but nobody has run that cell, so it does not exist yet.",
                "名字是寫在那裡了，可是那一格還沒執行，所以還沒有這個名字。",
            ),
        ),
        Option(
            key="quotes",
            text=Text("Put quotation marks round it: `boxes * 'price'`", "加上引號：`boxes * 'price'`"),
            why=Text(
                "In quotation marks it is the word “price”, not the number stored under that name.",
                "加了引號，就只是 price 這個字，不是存在這個名字裡的數字。",
            ),
        ),
        Option(
            key="table",
            text=Text("Look for the column `price` in the ledger", "去帳本裡找 `price` 這個欄位"),
            why=Text(
                "A missing column is a `KeyError`. A `NameError` is about a name in the code.",
                "少了欄位是 `KeyError`。`NameError` 說的是程式碼裡的名字。",
            ),
        ),
        Option(
            key="fresh",
            text=Text("Get a new copy of the notebook: this one is damaged", "重新拿一份筆記本，這份壞了"),
            why=Text(
                "An error message damages nothing. It says what is missing, and you can give it that.",
                "錯誤訊息弄不壞東西。它只是在說少了什麼，補上就好。",
            ),
        ),
    ),
    right="run",
)

_ONLY_HERE = ChoiceTask(
    id="0.1.only-here",
    title=Text("It works for me", "我這裡可以跑啊"),
    minutes=1,
    prompt=Text(
        "In your notebook every number is there and every check says “Right.” You save it and hand it in. The "
        "instructor runs it from the top and it stops: `NameError: name 'boxes' is not defined`. What had happened?",
        "你的筆記本每個數字都在，每個檢查都是「答對了。」，存檔就交出去了。講師從頭執行，卻停在 "
        "`NameError: name 'boxes' is not defined`。發生了什麼事？",
    ),
    options=(
        Option(
            key="deleted",
            text=Text(
                "You had deleted or changed the cell that makes `boxes`; your kernel still remembered it",
                "做出 `boxes` 的那一格被你刪掉或改掉了，只是你的核心還記得",
            ),
            why=Text(
                "The instructor's kernel began with nothing. ▶▶ before handing in would have shown you the same.",
                "講師的核心是從零開始的。繳交前按一次 ▶▶，你自己就會先看到。",
            ),
        ),
        Option(
            key="often",
            text=Text(
                "You had run the cell that makes `boxes` too often, and in the end the name got lost",
                "做出 `boxes` 的那一格執行太多次，最後名字就不見了",
            ),
            why=Text(
                "That can make a number wrong, but no name gets lost by it.",
                "執行太多次，數字可能會錯，但名字不會不見。",
            ),
        ),
        Option(
            key="unsaved",
            text=Text(
                "You had saved before you ran the last check, so the file lacks `boxes`",
                "你在最後一次檢查之前就存檔了，所以檔案裡少了 `boxes`",
            ),
            why=Text(
                "Then an output may be missing in the file. The name is made by a cell, not by its output.",
                "那樣頂多是檔案裡少了輸出。名字是執行儲存格做出來的，跟輸出無關。",
            ),
        ),
    ),
    right="deleted",
)

_COSTS_POINTS = ChoiceTask(
    id="0.1.costs-points",
    title=Text("What costs points?", "哪一件會扣分？"),
    minutes=1,
    prompt=Text(
        "Which of these costs you points in an assignment?",
        "做作業的時候，下面哪一件會讓你少拿分數？",
    ),
    options=(
        Option(
            key="checks",
            text=Text("Running a check ten times", "同一題檢查跑了十次"),
            why=Text("A check may be run as often as you like.", "檢查想跑幾次都可以，不扣分。"),
        ),
        Option(
            key="hints",
            text=Text("Asking for two hints", "要了兩個提示"),
            why=Text("Hints are there to be used. They cost nothing.", "提示就是給人用的，不扣分。"),
        ),
        Option(
            key="red",
            text=Text("An error message that you have mended", "出現過錯誤訊息，後來修好了"),
            why=Text(
                "Only what stands in the notebook at the end counts. Errors on the way are part of it.",
                "只看最後交出去的樣子。中間出過錯是正常的。",
            ),
        ),
        Option(
            key="blank",
            text=Text("A `____` that is still there when you hand in", "交出去的時候，還有 `____` 沒填"),
            why=Text(
                "A cell with a blank is not run, so its task counts as not attempted.",
                "還有空格的那一格不會執行，那一題就算沒有作答。",
            ),
        ),
    ),
    right="blank",
)

# --- Noon --------------------------------------------------------------------------------------------------------

_LETTER = TextTask(
    id="0.1.letter",
    title=Text("Two sentences to the owner", "寫給老闆的兩句話"),
    minutes=3,
    prompt=Text(
        "First sentence: how many boxes, and which number of the ledger that comes from. Second: what happens if you "
        "are wrong.",
        "第一句：訂幾盒，根據帳本的哪個數字。第二句：萬一估錯了，會怎樣。",
    ),
    model=Text(
        "Hold yours against these questions, then read the answer below the box.\n\n"
        "- Is there one number of boxes, and not “about” or “enough”?\n"
        "- Does it say where the number comes from, so that somebody else could count it again?\n"
        "- Does it say what is worse: boxes left over, or weeks without cards?",
        "先拿這三個問題檢查自己寫的，再看下面那一種寫法。\n\n"
        "- 有沒有寫出一個確定的盒數，而不是「差不多」「夠用就好」？\n"
        "- 有沒有寫數字怎麼來的，讓別人也能重數一次？\n"
        "- 有沒有說哪一種比較糟：剩下來丟掉，還是好幾個星期沒有卡片？",
    ),
)

TASKS: tuple[Task, ...] = (
    _ORDERS,
    _IN_BOXES,
    _ENOUGH,
    _COST,
    _THREE_TIMES,
    _STEPS,
    _STALE,
    _ERROR,
    _ONLY_HERE,
    _COSTS_POINTS,
    _LETTER,
)
