"""The tasks on the plan: how a budget is split, and what an event earned."""

from __future__ import annotations

from customer_value.messages import Text
from solutions.roi import alternatives, measures
from solutions.roi.cases import BUDGET_CASES, EVENT_CASES
from solutions.roi.given import brought
from solutions.roi.planning_mistakes import BUDGET_MISTAKES, EVENT_MISTAKES
from tutor.shape import Number
from tutor.task import FunctionTask


def budget_split(tiers, budget):
    # 1 spend: what each tier gets, one amount for each row of tiers  # lang-en
    # 1 spend：每一級分到多少，tiers 的一列一個金額  # lang-zh-Hant
    ### BEGIN SOLUTION
    squares = tiers["strength"] ** 2
    spend = budget * squares / squares.sum()
    ### END SOLUTION

    # 2 what this split brings; leave this line as it is  # lang-en
    # 2 這樣分會帶來多少；這一行保持原樣  # lang-zh-Hant
    return brought(tiers, spend, budget)


def event_profit(guests, base_rate, order_value, margin, referral_value, cost):
    ### BEGIN SOLUTION
    added = guests["bought"].sum() - len(guests) * base_rate
    friends = guests["referrals"].sum()
    return added * order_value * margin + friends * referral_value - cost
    ### END SOLUTION


BUDGET = FunctionTask(
    id="a09.budget-split",
    title=Text("Splitting the budget", "預算配置"),
    points=2,
    minutes=7,
    lesson="9.4",
    prompt=Text(
        en="""
Write `budget_split(tiers, budget)`. `tiers` has one row per tier: `tier` and `strength`. `budget` is in thousands of
dollars.

**Definition.** Spending *x* on a tier of strength *a* brings *a* × √*x* of margin, in thousands of dollars: four
times the money brings twice the margin. Look for the amounts that bring **most in all**.

- The amounts are not negative, and together they are not more than the budget.
- The budgets here are so small that every dollar brings more than itself, so all of it should be spent.
- Nothing needs rounding; whoever rounds may end above the budget.
- A split is best where no dollar could be moved with gain: where the last 1,000 dollars bring **the same in every
  tier**.

**Comes back:** what your split brings in all. The last line in the cell works it out, so only `spend` is missing: one
amount for each tier, in the order of the table, as a column, a list, or a dict with the tiers' names. There is more
than one way to find it. **Only what it brings is judged, not the amounts:** within 0.1% of the most that is possible,
it is right.

A column to the power of 2 is written `tiers["strength"] ** 2`, its square root `** 0.5`.
""",
        zh_hant="""
請寫出 `budget_split(tiers, budget)`。`tiers` 一級一列，欄位是 `tier`（分級）和 `strength`（強度）。`budget` \
是預算，單位是千元。

**定義：** 在強度 *a* 的分級花 *x* 千元，會帶來 *a* × √*x* 千元的毛利：錢變成四倍，毛利只變成兩倍。\
請找出**總毛利最多**的分法。

- 每個金額都不能是負的，加起來不能超過預算。
- 這裡的預算都不大，每一元都能帶回超過一元，所以應該全部花完。
- 不需要四捨五入，四捨五入反而可能超出預算。
- 最好的分法，是不管怎麼挪都不會更好的分法：最後一個一千元，放在**每一級帶來的都一樣多**。

**傳回：** 你的分法總共帶來多少。儲存格的最後一行會算，所以只差 `spend`：照表格的順序，一級一個金額，可以是欄位、\
串列，或以分級名稱為鍵的字典。找出它的方法不只一種。**評分只看帶來多少，不看怎麼分：** 和最多的可能相差不到 0.1% \
就算對。

欄位的平方寫成 `tiers["strength"] ** 2`，平方根寫成 `** 0.5`。
""",
    ),
    answer=budget_split,
    returns=Number(unit="money"),
    tolerance=1e-3,
    cases=BUDGET_CASES,
    mistakes=BUDGET_MISTAKES,
    alternatives=(
        alternatives.budget_by_dict,
        alternatives.budget_in_small_steps,
        alternatives.budget_whole_money,
        alternatives.budget_by_scipy,
    ),
    measure=measures.budget_return,
    hints=(
        Text(
            "Begin with 60 for two tiers of strength 2 and 1, and split it 30 and 30, 40 and 20, 45 and 15, 48 and 12, "
            "50 and 10. The second way brings `2 * 40**0.5 + 1 * 20**0.5`. Which way brings most, and how many times "
            "as much as the weak tier does the strong one get in it?",
            "先想兩級就好：強度 2 和 1，一共 60。分成 30 和 30、40 和 20、45 和 15、48 和 12、50 和 10，"
            "第二種帶來 `2 * 40**0.5 + 1 * 20**0.5`：哪一種最多？強的分到弱的幾倍？",
        ),
        Text(
            "The last 1,000 dollars in a tier bring about a ÷ (2√x). That is the same everywhere if √x grows with a. "
            "How, then, does x grow with a?",
            "一級的最後一個一千元，大約帶來 a ÷ (2√x)。要每一級都相同，√x 就要和 a 成正比。那麼 x 要和 a "
            "的什麼成正比？",
        ),
        Text(
            "It is task 1 once more: the budget is shared out by a key. The key is not the strength itself, but "
            "what hint 2 leads to.",
            "其實就是第 1 題：按照一個基準分攤預算。只是基準不是強度本身，而是第 2 個提示推出來的東西。",
        ),
    ),
)

EVENT = FunctionTask(
    id="a09.event",
    title=Text("Profit and loss of an event", "活動損益"),
    points=2,
    minutes=6,
    lesson="9.5",
    prompt=Text(
        en="""
Write `event_profit(guests, base_rate, order_value, margin, referral_value, cost)`. `guests` has one row for everybody
who was **invited**: `customer_id`, `came` (true or false), `bought` (whether they bought within the window, there or
later), and `referrals` (how many new customers they brought).

**Definition.**

profit = added buyers × order value × margin + new customers × referral value − cost

- *Added buyers*: all of the invited who bought, whether or not they came, less (number of **invited** × `base_rate`).
- *New customers*: all those in `referrals`. The group that was not invited brought nobody; if it had, only those beyond
  would count, as in lesson 9.5.
- `base_rate` is the share that bought in the same weeks of a comparable group that was not invited, drawn by lot.
- `referral_value` is what a new customer is worth: the margin over the time the shop has settled on (in lesson 9.5 the
  first year), net of what winning them cost. It is not multiplied by anything else.
- `cost` is everything the event cost.

A loss is negative. If nobody was invited, the cost is lost.

**Comes back:** one amount in dollars, not rounded.

`.sum()` of a column of true and false counts the trues.
""",
        zh_hant="""
請寫出 `event_profit(guests, base_rate, order_value, margin, referral_value, cost)`。`guests` 是所有**受邀者**，\
一人一列：`customer_id`、`came`（有沒有到場，True／False）、`bought`（期間內有沒有買，現場或之後都算），以及 \
`referrals`（介紹了幾位新顧客）。

**定義：**

利潤 = 增加的買家 × 客單價 × 毛利率 + 新顧客人數 × 每位新客價值 − 成本

- *增加的買家*：受邀者裡有買的人（不論有沒有到場），減掉（**受邀**人數 × `base_rate`）。
- *新顧客人數*：`referrals` 全部算。沒有受邀的那群人一位也沒介紹；要是有，就只能算多出來的，和第 9.5 課一樣。
- `base_rate` 是基準購買率：抽籤決定不邀請的一群人，條件相當，同一段時間裡有多少比例購買。
- `referral_value` 是一位新客的價值：在說好的期間內（第 9.5 課只算第一年）留下的毛利，已經扣掉獲客成本，不必再乘別的。
- `cost` 是活動的全部成本。

虧損就是負數。一個人都沒邀請的話，成本就全部賠掉。

**傳回：** 一個金額（新臺幣元），不要四捨五入。

真假值的欄位接 `.sum()`，會數出有幾個 True。
""",
    ),
    answer=event_profit,
    returns=Number(unit="money"),
    cases=EVENT_CASES,
    mistakes=EVENT_MISTAKES,
    alternatives=(alternatives.event_by_loop, alternatives.event_by_rates, alternatives.event_in_duckdb),
    measure=measures.event_profit,
    hints=(
        Text(
            "Three numbers come out of the table: how many were invited, how many bought, how many new customers there "
            "are. The other five inputs are numbers already.",
            "從表格裡要拿三個數字：受邀幾人、幾人有買、來了幾位新顧客。其他五個參數本來就是數字。",
        ),
        Text(
            '`len(guests)` is the number of rows. `guests["bought"].sum()` counts the buyers, '
            '`guests["referrals"].sum()` adds up the new customers.',
            '`len(guests)` 是列數，`guests["bought"].sum()` 是買的人數，`guests["referrals"].sum()` 是新顧客的合計。',
        ),
        Text(
            "Give the added buyers a name of their own. Then the last line is the formula of the definition: two "
            "gains, less the cost.",
            "先替「增加的買家」取一個名字。最後一行就是定義的公式：兩項收穫，減掉成本。",
        ),
    ),
)

TASKS = (BUDGET, EVENT)
