"""The tasks on retention and discounting, for members who renew or leave."""

from __future__ import annotations

import customer_value
from customer_value.messages import Text
from solutions.lifetime_value import alternatives
from solutions.lifetime_value.contract_cases import FINITE_CASES, INFINITE_CASES
from solutions.lifetime_value.contract_mistakes import FINITE_MISTAKES, INFINITE_MISTAKES
from tutor.shape import Number
from tutor.task import ChoiceTask, FunctionTask, Option


def finite_clv(margin, retention, discount, periods):
    value = 0

    # one round for each payment: t = 0 is today, t = 1 one period from now, and so on  # lang-en
    # 一筆款項跑一圈：t = 0 是今天，t = 1 是一期之後，依此類推  # lang-zh-Hant
    for t in range(periods):
        # the chance that the member is still there to pay  # lang-en
        # 會員到時候還在、還會付錢的機率  # lang-zh-Hant
        ### BEGIN SOLUTION
        chance = retention**t
        ### END SOLUTION

        # what an amount of 1, paid then, is worth today  # lang-en
        # 到時候收到的 1 元，在今天值多少  # lang-zh-Hant
        ### BEGIN SOLUTION
        worth_today = 1 / (1 + discount) ** t
        ### END SOLUTION

        value = value + margin * chance * worth_today

    return value


def infinite_clv(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    ### BEGIN SOLUTION
    r = annual_retention ** (1 / 12)
    d = (1 + annual_discount) ** (1 / 12) - 1
    if r == 1 + d:
        return float("nan")
    return monthly_margin * (1 + d) / (1 + d - r) - acquisition_cost
    ### END SOLUTION


def _infinite_by_measure(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    stay = customer_value.monthly_retention(annual_retention)
    rate = customer_value.monthly_discount(annual_discount)
    if stay == 1 + rate:  # the measure refuses a sum that has no end
        return float("nan")
    return customer_value.retention_clv(monthly_margin, stay, rate, acquisition_cost=acquisition_cost)


def _finite_by_measure(margin, retention, discount, periods):
    return customer_value.retention_clv(margin, retention, discount, periods=periods)


FINITE = FunctionTask(
    id="a08.finite_clv",
    title=Text("The value of the next payments", "接下來幾筆款項的價值"),
    points=1,
    minutes=4,
    lesson="8.3",
    prompt=Text(
        en="""
Write `finite_clv(margin, retention, discount, periods)`.

A new member pays **now**, for certain, and then once a period, as long as they stay. `margin` is what each payment
leaves, `retention` the share of members who stay from one period to the next, `discount` the
[discount rate](term:discount-rate), the share by which money is worth less a period later (0.1 for 10%). All three are
of the same period.

**Definition.** The sum of `periods` payments, the first one now (t = 0):

margin × retention to the power of t ÷ (1 + discount) to the power of t, for t = 0, 1, …, periods − 1

**Comes back:** one amount per member, not rounded. In Python "to the power of" is written `**`: `2 ** 3` is 8.

The loop is there. Fill in the two lines that are missing: `chance = …` and `worth_today = …`, the names that the line
below them uses.
""",
        zh_hant="""
請寫出 `finite_clv(margin, retention, discount, periods)`。

新會員**現在**就付第一筆，一定收得到；之後只要還在，每期付一次。`margin` 是每一筆留下的毛利，`retention` \
是從這一期到下一期留下來的會員比率，`discount` 是[折現率](term:discount-rate)，\
錢晚一期收到少值多少的比率（10% 寫成 0.1）。\
三個數字都是同一種期間的。

**定義：** `periods` 筆款項的總和，第一筆現在收（t = 0）：

毛利 × 留存率的 t 次方 ÷（1 + 折現率）的 t 次方，t = 0、1、……、periods − 1

**傳回：** 一個金額，代表一位會員的價值，不要四捨五入。Python 的次方寫成 `**`：`2 ** 3` 就是 8。

迴圈已經寫好，請補上缺的兩行：`chance = …` 和 `worth_today = …`，下一行會用到這兩個名稱。
""",
    ),
    answer=finite_clv,
    returns=Number(unit="money"),
    cases=FINITE_CASES,
    mistakes=FINITE_MISTAKES,
    alternatives=(
        alternatives.finite_in_closed_form,
        alternatives.finite_with_numpy,
        alternatives.finite_step_by_step,
        alternatives.finite_in_duckdb,
    ),
    measure=_finite_by_measure,
    hints=(
        Text(
            "The payment after two periods comes only if the member stayed twice: retention × retention. How is that "
            "written for any t?",
            "兩期之後的那一筆，會員要留下來兩次才收得到：留存率 × 留存率。換成任何一個 t，要怎麼寫？",
        ),
        Text(
            "First line: `chance = …`, the retention to the power of t. At t = 0 a power is 1, so today's payment is "
            "certain, as it should be.",
            "第一行：`chance = …`，留存率的 t 次方。t = 0 的時候，任何數的 0 次方都是 1，所以今天這筆一定收得到，"
            "正是要的結果。",
        ),
        Text(
            "Second line: `worth_today = 1 / …`. Below the fraction bar stands `(1 + discount)`, in brackets, to the "
            "power of t.",
            "第二行：`worth_today = 1 / …`。分母是加了括號的 `(1 + discount)`，再取 t 次方。",
        ),
    ),
)

MOMENT = ChoiceTask(
    id="a08.moment",
    title=Text("Four formulas, four moments", "四條公式，四個時刻"),
    points=1,
    minutes=3,
    lesson="8.3",
    name="moment",
    prompt=Text(
        en="""
Each period a share r of the members stays. Nobody says when it ends, so all payments count that there will ever be.
That sum has a short form, and the web has at least four of them. None is wrong: each belongs to another moment.

Mrs Lin has been in a club with **yearly** dues for two years. Her dues for the coming year were booked **this
morning**. In a year she decides anew. What is Mrs Lin worth **from now on**, with this morning's payment in the till
and not counted again?

m is the margin of a year's dues, r the retention from year to year, d the discount rate of a year.

Put the letter of your answer in quotation marks: `moment = "A"`
""",
        zh_hant="""
每一期都有 r 這麼多比率的會員留下來。沒有人知道什麼時候結束，所以往後所有的款項都要算。這個總和有簡短的公式，\
網路上至少找得到四種。沒有哪一條是錯的：每一條各屬於一個時刻。

林太太加入一個**年繳**會費的會員制，已經兩年了。下一年度的會費**今天早上**剛入帳，一年之後她會再決定要不要續。\
早上那筆已經收進來、不再重算，那麼**從現在起**，林太太值多少？

m 是一年會費的毛利，r 是每年的留存率，d 是年折現率。

把答案的字母放進引號裡：`moment = "A"`
""",
    ),
    options=(
        Option(
            key="now",
            text=Text("`m × (1 + d) ÷ (1 + d − r)`", "`m × (1 + d) ÷ (1 + d − r)`"),
            why=Text(
                "This one begins with a payment that comes now and for certain. It is for somebody who is just "
                "joining. Mrs Lin has paid: when does her next money come?",
                "這一條從「現在、一定收得到」的一筆開始算，適合正要加入的人。林太太已經付了：她下一筆錢什麼時候才來？",
            ),
        ),
        Option(
            key="period-end",
            text=Text("`m ÷ (1 + d − r)`", "`m ÷ (1 + d − r)`"),
            why=Text(
                "This one has the next payment a year away, which is right, but for certain. Mrs Lin may leave "
                "before: what says so in the formula?",
                "這一條把下一筆放在一年後，這點對了，卻當成一定收得到。林太太可能不續：公式裡哪裡看得出來？",
            ),
        ),
        Option(
            key="just-paid",
            text=Text("`m × r ÷ (1 + d − r)`", "`m × r ÷ (1 + d − r)`"),
            why=Text(
                "The next payment is a year away, so it is discounted once, and it comes only if she stays, so it is "
                "multiplied by r. Add the m of this morning, and you have the value of somebody who is just joining.",
                "下一筆在一年後，所以要折現一次；她留下來才收得到，所以要乘 r。再加上早上那筆 m，"
                "就是一位正要加入的會員的價值。",
            ),
        ),
        Option(
            key="renewal-due",
            text=Text("`m × r × (1 + d) ÷ (1 + d − r)`", "`m × r × (1 + d) ÷ (1 + d − r)`"),
            why=Text(
                "This one is for a member who has to decide today: the payment may or may not come, but if it does, "
                "it comes now. Mrs Lin decides in a year.",
                "這一條適合今天就要決定續不續的會員：付不付不一定，要付就是現在付。林太太是一年後才決定。",
            ),
        ),
        Option(
            key="not-discounted",
            text=Text("`m × r ÷ (1 − r)`", "`m × r ÷ (1 − r)`"),
            why=Text(
                "The moment is right, but money in ten years counts here like money today. Where has d gone?",
                "時刻對了，可是十年後的錢在這裡和今天的錢一樣值錢。d 到哪裡去了？",
            ),
        ),
    ),
    right="just-paid",
    hints=(
        Text(
            "Draw a line with a mark for each payment, put a cross at “now”, and ask of the first payment after the "
            "cross: when does it come, and does it come for certain?",
            "畫一條線，標出每一次付款，再在「現在」畫一個叉。叉之後的第一筆：什麼時候來？一定會來嗎？",
        ),
        Text(
            "A first payment that is uncertain is multiplied by r. One that lies a period away is divided by 1 + d. "
            "The plain form, with neither, is the first one in the list.",
            "第一筆不一定收得到，就乘 r；第一筆要等一期，就除以 1 + d。兩件事都沒有的，就是選項裡的第一條。",
        ),
    ),
)

INFINITE = FunctionTask(
    id="a08.infinite_clv",
    title=Text("What a new member is worth, net of the cost", "一位新會員值多少，扣掉獲客成本"),
    points=2,
    minutes=6,
    lesson="8.3",
    prompt=Text(
        en="""
Write `infinite_clv(monthly_margin, annual_retention, annual_discount, acquisition_cost)`.

The tea club is paid by the month. A new member pays **now**, for certain, and then every month, as long as they stay.
But the two rates you are given are of a **year**, so they become rates of a month first.

**Definition.**

1. retention of a month: r = annual retention to the power of 1/12 (twelve such months in a row make the year's)
2. discount rate of a month: d = (1 + annual discount) to the power of 1/12, − 1
3. value of a new member = monthly margin × (1 + d) ÷ (1 + d − r), all payments there will ever be, less the
   acquisition cost, once
4. if r and 1 + d are equal (nobody ever leaves and nothing is discounted), the sum has no end: `float("nan")`

**Comes back:** one amount per member, not rounded; below 0 where a member costs more than is ever earned.

This one is all yours.
""",
        zh_hant="""
請寫出 `infinite_clv(monthly_margin, annual_retention, annual_discount, acquisition_cost)`。

茶會員按月收費。新會員**現在**就付第一筆，一定收得到；之後只要還在，每個月付一次。可是手上的兩個比率是**一年**的，\
所以要先換成一個月的。

**定義：**

1. 月留存率：r = 年留存率的 1/12 次方（這樣連續十二個月，剛好是一年的留存率）
2. 月折現率：d =（1 + 年折現率）的 1/12 次方，再減 1
3. 一位新會員的價值 = 每月毛利 ×（1 + d）÷（1 + d − r），往後所有款項都算，再扣掉獲客成本，只扣一次
4. 如果 r 和 1 + d 相等（永遠沒有人離開，錢也不折現），總和沒有盡頭：傳回 `float("nan")`

**傳回：** 一個金額，代表一位會員的價值，不要四捨五入；花的比賺的多，就是負數。

這一題整個由你來寫。
""",
    ),
    answer=infinite_clv,
    returns=Number(unit="money"),
    cases=INFINITE_CASES,
    mistakes=INFINITE_MISTAKES,
    alternatives=(
        alternatives.infinite_by_factor,
        alternatives.infinite_by_payments,
        alternatives.infinite_by_form_two,
    ),
    measure=_infinite_by_measure,
    tolerance=1e-8,  # amounts of thousands: cents that were rounded off are to be seen
    hints=(
        Text(
            "Four lines are enough, one for each point of the definition. Begin with the two rates, as variables `r` "
            "and `d`.",
            "四個步驟各寫一行就夠了。先做兩個比率，放進變數 `r` 和 `d`。",
        ),
        Text(
            "The power needs brackets: `annual_retention ** (1 / 12)`. Without them Python takes the power first and "
            "divides by 12 afterwards. The discount rate works the same way, with `(1 + annual_discount)` below.",
            "次方要加括號：`annual_retention ** (1 / 12)`。不加的話，Python 會先算 1 次方，再除以 12。折現率也一樣，"
            "底數換成 `(1 + annual_discount)`。",
        ),
        Text(
            "Point 4 has to come before point 3, or Python divides by 0: `if r == 1 + d:` and, four spaces further "
            'in, `return float("nan")`. Then `return`, the fraction with brackets round `1 + d` and round `1 + d - '
            "r`, and the cost off.",
            "第 4 點要寫在第 3 點前面，不然 Python 會除以 0：`if r == 1 + d:`，下一行往右縮四格，`return "
            'float("nan")`。最後 `return` 那個分數，`1 + d` 和 `1 + d - r` 都要加括號，再扣掉成本。',
        ),
    ),
)
