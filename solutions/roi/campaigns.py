"""The tasks on campaigns: what they seem to return, what they added, and how many have to respond."""

from __future__ import annotations

from customer_value.messages import Text
from solutions.roi import alternatives, measures
from solutions.roi.campaign_mistakes import BREAK_EVEN_MISTAKES, CAMPAIGN_MISTAKES, INCREMENTAL_MISTAKES
from solutions.roi.cases import BREAK_EVEN_CASES, CAMPAIGN_CASES, INCREMENTAL_CASES
from solutions.roi.given import roi
from tutor.shape import Column, Number
from tutor.task import ChoiceTask, FunctionTask, Option, OrderingTask


def campaign_roi(campaigns):
    # 1 what each campaign cost: fixed, touches and vouchers  # lang-en
    # 1 每檔活動的成本：固定成本、接觸成本、折價券  # lang-zh-Hant
    ### BEGIN SOLUTION
    touches = campaigns["touches"] * campaigns["cost_per_touch"]
    vouchers = campaigns["coupons_used"] * campaigns["coupon_value"]
    cost = campaigns["fixed_cost"] + touches + vouchers
    ### END SOLUTION

    # 2 make the cost empty where it is 0  # lang-en
    # 2 成本是 0 的變成空值  # lang-zh-Hant
    ### BEGIN SOLUTION
    cost = cost.where(cost > 0)
    ### END SOLUTION

    # 3 a table with campaign_id and roi  # lang-en
    # 3 一張有 campaign_id 和 roi 的表  # lang-zh-Hant
    ### BEGIN SOLUTION
    result = campaigns[["campaign_id"]].copy()
    result["roi"] = (campaigns["revenue"] - campaigns["goods"] - cost) / cost
    return result
    ### END SOLUTION


def incremental_roi(people, margin, cost, coupon):
    # 1 the two groups  # lang-en
    # 1 實驗組和對照組  # lang-zh-Hant
    treated = people[people["group"] == "treated"]
    held_out = people[people["group"] == "held_out"]

    # 2 the share of the hold-out that bought  # lang-en
    # 2 對照組的購買率  # lang-zh-Hant
    ### BEGIN SOLUTION
    rate = (held_out["amount"] > 0).mean()
    ### END SOLUTION

    # 3 the treated who bought, and how many more they are than would have bought anyway  # lang-en
    # 3 實驗組的買家，以及比「本來就會買的」多幾位  # lang-zh-Hant
    ### BEGIN SOLUTION
    buyers = treated[treated["amount"] > 0]
    added = len(buyers) - len(treated) * rate
    ### END SOLUTION

    # 4 the margin of the added orders  # lang-en
    # 4 增量訂單的毛利  # lang-zh-Hant
    ### BEGIN SOLUTION
    added_margin = added * buyers["amount"].mean() * margin
    ### END SOLUTION

    # 5 all that the campaign cost, and the return on it  # lang-en
    # 5 活動的全部成本，以及投資報酬率  # lang-zh-Hant
    ### BEGIN SOLUTION
    return roi(added_margin, cost + coupon * len(buyers))
    ### END SOLUTION


def break_even(cost, order_value, margin, coupon, base_rate):
    ### BEGIN SOLUTION
    order_margin = order_value * margin
    left = order_margin - coupon
    if left <= 0:
        return float("nan")
    return (cost + base_rate * order_margin) / left
    ### END SOLUTION


ROAS = ChoiceTask(
    id="a09.roas",
    name="roas_answer",
    title=Text("“Every dollar brought 2.2”", "「每花一元帶回 2.2 元」"),
    points=1,
    minutes=2,
    lesson="9.3",
    prompt=Text(
        en="""
The advertising report says: "100,000 dollars spent, 220,000 dollars of orders: a ROAS of 2.2." Of every 100 dollars
that a customer pays, the goods cost 60 dollars; the other 40 dollars are the margin. No order would have come without
the advertisement. What did the campaign earn?
""",
        zh_hant="""
廣告報告寫著：「花費 100,000 元，訂單 220,000 元，ROAS 2.2。」顧客每付 100 元，進貨成本占 60 元，毛利是 40 元。\
假設沒有廣告就不會有這些訂單，這檔廣告賺了多少？
""",
    ),
    options=(
        Option(
            key="above-one",
            text=Text(
                "It earned money: a ROAS above 1 means that more came in than was spent.",
                "有賺：ROAS 大於 1，表示收進來的比花出去的多。",
            ),
            why=Text(
                "More revenue came in than was spent, but revenue is not what stays. How much of each 100 dollars is "
                "left to pay the advertisement?",
                "收進來的營收確實比花費多，但營收不等於留下來的錢。每 100 元裡，能拿來付廣告費的是多少？",
            ),
        ),
        Option(
            key="no-goods",
            text=Text("It earned 120,000 dollars: an ROI of 1.2.", "賺了 120,000 元：ROI 是 1.2。"),
            why=Text(
                "That is revenue less advertising. The goods that went out of the door had to be paid as well.",
                "這是營收減廣告費。賣出去的商品，貨款也要付。",
            ),
        ),
        Option(
            key="loss",
            text=Text("It lost 12,000 dollars: an ROI of −0.12.", "賠了 12,000 元：ROI 是 −0.12。"),
            why=Text(
                "Of 220,000 dollars the shop keeps 40%, which is 88,000 dollars: less than the 100,000 dollars "
                "spent. With this margin a ROAS of 2.5 would be needed to break even: 1 ÷ 0.40.",
                "220,000 元裡毛利占 40%，是 88,000 元，比花掉的 100,000 元少。這樣的毛利率，ROAS 要到 2.5（1 ÷ "
                "0.40）才會損益兩平。",
            ),
        ),
        Option(
            key="goods-in-base",
            text=Text("It lost 12,000 dollars: an ROI of −0.05.", "賠了 12,000 元：ROI 是 −0.05。"),
            why=Text(
                "The loss is right, but it is divided by advertising and goods together. This course measures a "
                "campaign's return against what the campaign cost.",
                "虧損的金額對了，但分母是廣告費加進貨成本。本課程的活動報酬率，分母是活動本身的成本。",
            ),
        ),
        Option(
            key="over-profit",
            text=Text("It lost 12,000 dollars: an ROI of −0.14.", "賠了 12,000 元：ROI 是 −0.14。"),
            why=Text(
                "The loss is right, but it is divided by the margin of 88,000 dollars. The investment stands below the "
                "line.",
                "虧損的金額對了，但分母是 88,000 元的毛利。分母應該是投資的金額。",
            ),
        ),
    ),
    right="loss",
    hints=(
        Text(
            "First ask what stays of 220,000 dollars when the goods are paid. Then take off what the advertisement "
            "cost.",
            "先想：220,000 元付完貨款之後還剩多少？再扣掉廣告費。",
        ),
        Text(
            "Two of the three losses are right in dollars and wrong in the rate. What does the definition of task 3 "
            "divide by?",
            "三個虧損的金額都一樣，差別在比率。第 3 題的定義，分母是什麼？",
        ),
    ),
)

CAMPAIGN_ROI = FunctionTask(
    id="a09.campaign-roi",
    title=Text("The return on a campaign", "活動投資報酬率"),
    points=2,
    minutes=6,
    lesson="9.3",
    prompt=Text(
        en="""
Write `campaign_roi(campaigns)`. The table has one row per campaign:

| column | meaning |
|---|---|
| `campaign_id` | the campaign |
| `budget` | what was planned |
| `fixed_cost` | what it cost whatever its size: design, printing |
| `touches`, `cost_per_touch` | letters, calls or messages, and what one of them cost |
| `coupons_used`, `coupon_value` | vouchers used, and what one of them cost; not taken off `revenue` |
| `revenue`, `goods` | what the orders of the people reached came to, and what the goods in them cost |

**Definition.**

cost = fixed cost + touches × cost per touch + vouchers used × voucher

ROI = (revenue − goods − cost) ÷ cost

A campaign that cost nothing keeps its row, and its ROI is empty (`NaN`). The rate is not rounded and no percentage.

**Comes back:** one rate for every campaign, in the column `roi` beside `campaign_id`.
""",
        zh_hant="""
請寫出 `campaign_roi(campaigns)`。這張表一檔活動一列：

| 欄位 | 意思 |
|---|---|
| `campaign_id` | 活動編號 |
| `budget` | 原本預計的花費 |
| `fixed_cost` | 固定成本，不論規模都要付，例如設計、印刷 |
| `touches`、`cost_per_touch` | 接觸次數（信件、電話、訊息），以及一次的成本 |
| `coupons_used`、`coupon_value` | 用掉的折價券張數，以及一張的成本；`revenue` 還沒有扣掉折價券 |
| `revenue`、`goods` | 接觸到的人下的訂單總額，以及這些商品的進貨成本 |

**定義：**

成本 = 固定成本 + 接觸次數 × 每次接觸成本 + 用掉的折價券張數 × 每張成本

ROI =（營收 − 進貨成本 − 成本）÷ 成本

沒有花錢的活動要保留，ROI 是空值（`NaN`）。結果是比率，不是百分數，也不要四捨五入。

**傳回：** 每檔活動一個比率，放在 `roi` 欄，旁邊是 `campaign_id`。
""",
    ),
    answer=campaign_roi,
    returns=Column(name="roi", key="campaign_id", unit="ratio"),
    cases=CAMPAIGN_CASES,
    mistakes=CAMPAIGN_MISTAKES,
    alternatives=(
        alternatives.campaign_roi_by_loop,
        alternatives.campaign_roi_by_eval,
        alternatives.campaign_roi_in_polars,
    ),
    measure=measures.campaign_roi,
    hints=(
        Text(
            "Two columns can be multiplied like numbers, row by row. The cost is a sum of three columns, two of which "
            "are products; give each a name of its own.",
            "兩個欄位可以像數字一樣相乘，一列一列算。成本是三欄相加，其中兩欄是乘出來的；各取一個名字比較清楚。",
        ),
        Text(
            "Making zeros empty is step 2 of `customer_roi`: `.where(…)`.",
            "把 0 變成空值，就是 `customer_roi` 的步驟 2：`.where(…)`。",
        ),
        Text(
            "Step 3 has the frame of the tables before, with `campaign_id` in place of `customer_id`; the new "
            "column is the second formula of the definition.",
            "步驟 3 的架構和前面的表一樣，只是把 `customer_id` 換成 `campaign_id`；新的一欄就是定義的第二個公式。",
        ),
    ),
)

STEPS = OrderingTask(
    id="a09.steps",
    name="steps_answer",
    title=Text("What did the letter add?", "那封信多帶來了什麼？"),
    points=1,
    minutes=3,
    lesson="9.3",
    prompt=Text(
        en="""
The owner wants to know what the next letter **adds**, not how many of its readers buy. Put the steps of a campaign
with a control group in order, from the first to the last.
""",
        zh_hant="""
老闆想知道的是下一封信**多帶來**多少，不是收到信的人有幾個買。請把「有對照組的活動」的步驟，從第一步排到最後一步。
""",
    ),
    items=(
        Option(
            key="scale",
            text=Text(
                "Multiply the buying rate of the hold-out by the number of people treated.",
                "用對照組的購買率，乘上實驗組的人數。",
            ),
            why=Text(
                "The rate comes from the counting. Times the number of people treated, it says how many of them "
                "would have bought anyway.",
                "購買率要先數出來才有。乘上實驗組人數，就是實驗組裡本來就會買的人數。",
            ),
        ),
        Option(
            key="divide",
            text=Text("Take off the cost and divide by it.", "扣掉成本，再除以成本。"),
            why=Text(
                "Cost is money, so it can only come off money; and what is left is then held against it.",
                "成本是金額，只能從金額裡扣；扣完剩下的，再和成本相比。",
            ),
        ),
        Option(
            key="send",
            text=Text(
                "Send the letter to the treated; the hold-out gets nothing.", "把信寄給實驗組，對照組什麼都不寄。"
            ),
            why=Text(
                "Who gets the letter and who does not is settled before it is sent. The hold-out is left in peace.",
                "誰收到信、誰收不到，寄出之前就要決定好。對照組完全不打擾。",
            ),
        ),
        Option(
            key="not-opened",
            text=Text(
                "Take those who did not open the letter as the group to compare with.",
                "把沒有打開信的人當作對照組。",
            ),
            why=Text(
                "Those who did not open it are the less interested ones: they would have bought less without a letter, "
                "too. A group to compare with is drawn by lot, before anything is sent.",
                "沒打開信的人本來就比較沒興趣，就算沒有寄信也比較少買。對照組要在寄信之前用抽籤決定。",
            ),
        ),
        Option(
            key="money",
            text=Text("Multiply the added orders by order value and margin rate.", "把增量訂單數乘上客單價和毛利率。"),
            why=Text(
                "Added orders, each at its order value and margin rate, become money. So their number has to be "
                "known first.",
                "增量訂單乘上客單價和毛利率，才變成金額，所以要先知道有幾筆。",
            ),
        ),
        Option(
            key="draw",
            text=Text(
                "Draw lots: who is treated, and who is held out as the control group?",
                "抽籤決定誰是實驗組、誰是對照組。",
            ),
            why=Text(
                "Lots make the two groups alike in everything but the letter. That is only possible before anything "
                "is sent.",
                "抽籤讓兩組除了那封信以外條件都相同，而這只有在寄信之前才做得到。",
            ),
        ),
        Option(
            key="take-off",
            text=Text("Take that number off the buyers among the treated.", "從實驗組的購買人數扣掉這個數字。"),
            why=Text(
                "What would have come anyway has to be known before it can be taken off. The rest is what the "
                "letter added.",
                "要先知道本來就會買的有幾位，才能扣掉；剩下的就是信多帶來的。",
            ),
        ),
        Option(
            key="wait",
            text=Text(
                "Wait until the response window has closed, and count the buyers in both groups.",
                "等回應期間結束，數兩組各有幾個人買。",
            ),
            why=Text(
                "Everybody needs the same time to buy, so the counting waits until the window has closed, and comes "
                "before any reckoning.",
                "每個人都要有一樣長的時間可以買，所以等期間結束才數，數完才開始計算。",
            ),
        ),
    ),
    right=(("draw", "send", "wait", "scale", "take-off", "money", "divide"),),
    hints=(
        Text(
            "Three of the steps happen in the world, the others on paper. Begin with those in the world.",
            "有三步是實際去做的，其他是算出來的。先排實際去做的。",
        ),
        Text(
            "On paper: orders that would have come anyway, then added orders, then money, then the rate.",
            "計算的順序：本來就會有的訂單、增量訂單、金額、比率。",
        ),
    ),
)

INCREMENTAL = FunctionTask(
    id="a09.incremental-roi",
    title=Text("The incremental return", "增量投資報酬率"),
    points=3,
    minutes=8,
    lesson="9.3",
    prompt=Text(
        en="""
Write `incremental_roi(people, margin, cost, coupon)`. `people` has one row per person: `customer_id`, `group`
(`"treated"` got the letter, `"held_out"` got nothing, by lot), and `amount`, the order in the response window in
dollars, 0 for whoever did not buy.

**Definition.**

1. *Rate of the hold-out*: the share of those held out who bought.
2. *Added orders*: the treated who bought, less (number of treated × that rate).
3. *Added margin*: added orders × order value × `margin`. The order value is the mean `amount` of the **treated who
  bought**.
4. *Cost*: `cost` + `coupon` for **every** treated person who bought, also those who would have bought anyway.
5. *Incremental ROI* = (added margin − cost) ÷ cost

Where nobody was held out, or where the cost is 0, it is empty (`NaN`). It may be negative, also below −1: then fewer
bought than without the letter.

**Comes back:** one rate (0.68, not 68), not rounded.

Step 1 in the cell makes the two groups: brackets with a comparison keep the rows for which it is true. The given
function `roi(profit, spent)` may be used; it knows what to do where nothing was spent. Three things help:

- `len(table)` is the number of rows.
- `.mean()` behind a column is its mean.
- `(column > 0).mean()` is the share of rows for which the comparison is true, and `NaN` if there are no rows.
""",
        zh_hant="""
請寫出 `incremental_roi(people, margin, cost, coupon)`。`people` 一人一列：`customer_id`、`group`（抽籤決定，\
`"treated"` 是實驗組，收到信；`"held_out"` 是對照組，什麼都沒收到），以及 `amount`，\
也就是回應期間內的訂單金額（新臺幣元），沒買的人是 0。

**定義：**

1. *對照組購買率*：對照組裡有買的人占多少。
2. *增量訂單數*：實驗組有買的人數，減掉（實驗組人數 × 對照組購買率）。
3. *增量毛利*：增量訂單數 × 客單價 × `margin`。客單價是**實驗組有買的人**的平均金額。
4. *成本*：`cost`，加上實驗組**每一位**買家一張 `coupon`，本來就會買的人也算。
5. *增量 ROI* =（增量毛利 − 成本）÷ 成本

沒有對照組，或成本是 0 時，結果是空值（`NaN`）。結果可以是負的，也可以比 −1 還小，那表示寄了信反而更少人買。

**傳回：** 一個比率（寫 0.68，不寫 68），不要四捨五入。

儲存格裡的步驟 1 已經分好兩組：中括號裡放比較，就會留下結果為真的列。可以使用前面的 `roi(profit, spent)`，\
沒有花錢的情況它會處理。另外有三個好用的寫法：

- `len(表格)` 是列數。
- 欄位後面接 `.mean()` 是平均數。
- `(欄位 > 0).mean()` 是比較結果為真的列占多少，一列都沒有時是 `NaN`。
""",
    ),
    answer=incremental_roi,
    returns=Number(unit="ratio"),
    cases=INCREMENTAL_CASES,
    mistakes=INCREMENTAL_MISTAKES,
    alternatives=(
        alternatives.incremental_by_loop,
        alternatives.incremental_by_groups,
        alternatives.incremental_in_duckdb,
    ),
    measure=measures.incremental_roi,
    hints=(
        Text(
            "Do it by hand on the page: which part of the four held out bought? How many of the eight treated would "
            "that have been, and how many of them did buy?",
            "先用頁面上的十二個人手算：對照組四位有幾成買？換成實驗組八位，本來會有幾位買？實際又有幾位？",
        ),
        Text(
            'Rows for which something is true are kept with brackets: `buyers = treated[treated["amount"] > 0]`. Then '
            '`len(buyers)` counts them, and `buyers["amount"].mean()` is the order value.',
            '用中括號留下條件成立的列：`buyers = treated[treated["amount"] > 0]`。`len(buyers)` 就是人數，'
            '`buyers["amount"].mean()` 就是客單價。',
        ),
        Text(
            "The last line can be `return roi(added_margin, …)`, if `added_margin` is your name for step 4. In "
            "place of the dots stands all that the campaign cost: `cost`, and the voucher times the number of "
            "buyers.",
            "最後一行可以寫 `return roi(added_margin, …)`，`added_margin` 是步驟 4 你取的名字。"
            "刪節號的地方放活動的全部成本：`cost`，加上折價券乘以買家人數。",
        ),
    ),
)

BREAK_EVEN = FunctionTask(
    id="a09.break-even",
    title=Text("The break-even response", "損益兩平回應率"),
    points=2,
    minutes=5,
    lesson="9.3",
    prompt=Text(
        en="""
Write `break_even(cost, order_value, margin, coupon, base_rate)`. All five are numbers: what one letter costs, its
part of the fixed cost included; the mean order value; the margin rate (0.35 for 35%); what a voucher costs when it is
used; and the share of these people who would have bought without a letter.

**Definition.** The break-even response is the share of those written to that has to buy so that the letter neither
earns nor loses anything against not sending it.

response = (cost + base rate × order margin) ÷ (order margin − coupon), with order margin = order value × margin

Above the line stands what one letter costs, and the margin that would have come without it. Below the line stands
what one order leaves: every buyer uses a voucher, also those who would have bought anyway.

- If an order leaves nothing (order margin not above the voucher), no response is enough: `NaN`, written
  `float("nan")`.
- The result may lie above 1. Then not even an order from everybody would do; give the number all the same.

**Comes back:** a share (0.05, not 5), not rounded.

This one is all yours. `if` in `roi` shows how a function returns something else in a special case.
""",
        zh_hant="""
請寫出 `break_even(cost, order_value, margin, coupon, base_rate)`。五個都是數字，依序是：\
一封信的成本（已經含分攤的固定成本）、客單價、毛利率（35% 寫 0.35）、折價券每用一張的成本，\
以及這群人沒收到信也會買的比例（基準回應率）。

**定義：** 損益兩平回應率，是收到信的人裡要有多少比例購買，寄信才會跟不寄信一樣，不賺也不賠。

回應率 =（信件成本 + 基準回應率 × 單筆毛利）÷（單筆毛利 − 折價券），其中單筆毛利 = 客單價 × 毛利率

分子是一封信的成本，加上不寄信本來就會有的毛利。分母是一筆訂單真正留下來的錢：每個買的人都會用折價券，\
本來就會買的人也一樣。

- 一筆訂單如果什麼都留不下來（單筆毛利沒有大於折價券），回應率再高也不夠，傳回空值 `NaN`，寫成 `float("nan")`。
- 結果可能大於 1，表示就算所有人都買也不夠；照樣傳回這個數字。

**傳回：** 一個比率（寫 0.05，不寫 5），不要四捨五入。

這一題全部由你來寫。`roi` 裡的 `if` 示範了遇到特殊情況時，怎麼傳回別的結果。
""",
    ),
    answer=break_even,
    returns=Number(unit="share"),
    cases=BREAK_EVEN_CASES,
    mistakes=BREAK_EVEN_MISTAKES,
    alternatives=(alternatives.break_even_by_search, alternatives.break_even_in_numpy),
    measure=measures.break_even,
    hints=(
        Text(
            "Work out two amounts first and name them: the margin of an order, and what is left of it when the "
            "voucher is paid.",
            "先算兩個金額，各取一個名字：單筆毛利，以及付完折價券之後剩下的錢。",
        ),
        Text(
            "A special case comes first: `if left <= 0:`, and below it, four spaces further to the right, "
            '`return float("nan")`. What comes after is only reached in the other cases.',
            '先處理特殊情況：`if left <= 0:`，下一行再往右縮四格寫 `return float("nan")`。之後的程式碼，'
            "只有其他情況才會執行到。",
        ),
        Text(
            "Above the line are two terms, and they have to be added before the division: put round brackets about "
            "them.",
            "分子有兩項，要先相加再除，記得用小括號括起來。",
        ),
    ),
)

TASKS = (ROAS, CAMPAIGN_ROI, STEPS, INCREMENTAL, BREAK_EVEN)
