"""The questions and checks inside lesson 8.3, "Retention and discounting"."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures.lifetime_value.historic import margin_rate
from customer_value.measures.lifetime_value.renewals import renewal_table, survivor_renewals
from customer_value.measures.lifetime_value.retention_value import retention_clv
from customer_value.measures.orders.valid import valid_orders
from customer_value.measures.returns.unit_costs import order_goods
from customer_value.messages import Text
from tutor.shape import Number
from tutor.task import ChoiceTask, Criterion, GuessTask, Mistake, Option, Task, TextTask, ValueTask

PUBLISHED = [1000, 631, 468, 382, 326, 289, 262, 241]
"""Regular customers left after each yearly renewal: Fader and Hardie, Journal of Interactive Marketing 21 (2007)."""

DISCOUNT = 0.10

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def margin_a_year(ledger: Ledger) -> float:
    """What a customer of the last twelve months left in margin, rounded to two figures."""
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    year = valid[valid["order_date"] > ledger.snapshot - pd.DateOffset(years=1)]
    rate = margin_rate(year, order_goods(ledger.order_lines, ledger.products))
    return float(f"{year['amount'].sum() * rate / year['customer_id'].nunique():.2g}")


@once_per_ledger
def renewals(ledger: Ledger) -> pd.DataFrame:
    """The renewals of the ledger's own contracts, or else the published ones."""
    if "policies" in ledger.table_names:
        return renewal_table(ledger.table("policies"), ledger.snapshot)
    return survivor_renewals(PUBLISHED)


def retention(ledger: Ledger) -> float:
    """One rate for all renewals together, in whole per cent."""
    table = renewals(ledger)
    return round(float(table["renewed"].sum() / table["due"].sum()), 2)


Amount = Callable[[Ledger], float]


def _value(first_payment: str, discount: float = DISCOUNT, periods: int | None = None) -> Amount:
    def of(ledger: Ledger) -> float:
        return retention_clv(
            margin_a_year(ledger), retention(ledger), discount, first_payment=first_payment, periods=periods
        )

    return of


def _churn_for_retention(ledger: Ledger) -> float:
    """With the share that leaves where the share that stays belongs."""
    return retention_clv(margin_a_year(ledger), 1 - retention(ledger), DISCOUNT)


def _upside_down(ledger: Ledger) -> float:
    """What a payment shrinks by, written where the first payment belongs, and the other way round."""
    shrinks = retention(ledger) / (1 + DISCOUNT)
    return shrinks / (1 - margin_a_year(ledger))


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_YEARS = ChoiceTask(
    id="8.3.back-years",
    title=Text("How many years?", "幾年？"),
    lesson="8.2",
    minutes=1,
    prompt=Text(
        "Every year one customer in five leaves. How many years does the short formula reckon with?",
        "每年五位顧客走一位。簡式公式用的是幾年？",
    ),
    options=(
        Option(
            key="five",
            text=Text("5 years, 1 ÷ 0.2", "5 年，1 ÷ 0.2"),
            why=Text(
                "A mean over all customers. But money of the fifth year counts in it like today's; that changes now.",
                "這是全部顧客平均下來的。不過第五年的錢，在裡面跟今天的一樣值錢，今天就來改這一點。",
            ),
        ),
        Option(
            key="four",
            text=Text("4 years, then the fifth leaves", "4 年，第五年就走"),
            why=Text(
                "That is 0.8 ÷ 0.2: the years that come *after* the first. The short formula counts the first, too.",
                "那是 0.8 ÷ 0.2，只算第一年**以後**的年數。簡式公式連第一年一起算。",
            ),
        ),
        Option(
            key="all-gone",
            text=Text("5 years, after which everybody has gone", "5 年，五年後全部走光"),
            why=Text(
                "One in five *of those still there* leaves: after five years a third remain. 5 is a mean, no end.",
                "走的是**還在的人**的五分之一，五年後還剩大約三分之一。5 是平均，不是期限。",
            ),
        ),
    ),
    right="five",
)

_BACK_SEEN = ChoiceTask(
    id="8.3.back-seen",
    title=Text("Repurchase rate and retention rate", "續購率和留存率"),
    lesson="5.5",
    minutes=1,
    prompt=Text(
        "Of 100 existing customers of the shop 60 bought in the quarter. Have the other 40 left?",
        "店裡 100 位老客戶，這一季有 60 位來買。另外 40 位走了嗎？",
    ),
    options=(
        Option(
            key="yes",
            text=Text("Yes: retention 60%", "走了，留存率是 60%"),
            why=Text(
                "60% is the repurchase rate. Somebody who buys twice a year was perhaps only not due.",
                "60% 是續購率。一年買兩次的人，可能只是還沒輪到。",
            ),
        ),
        Option(
            key="half",
            text=Text("About half of them, as a rule", "一般來說，大約一半"),
            why=Text(
                "There is no such rule. In a shop nobody says goodbye, so one can only suppose.",
                "沒有這種規則。店裡的客人不會說再見，只能推測。",
            ),
        ),
        Option(
            key="unseen",
            text=Text("One cannot see that in a shop", "在店裡看不出來"),
            why=Text(
                "Where somebody has to pay again or leave, it *is* seen. So today we look at such customers.",
                "要嘛續費、要嘛離開的地方，才**看得到**。所以今天看的是這種顧客。",
            ),
        ),
    ),
    right="unseen",
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_MONEY = Number(unit="money")

_FIVE = Text(
    "That is the value of five payments only. Asked for are all there will ever be.",
    "這只是五筆的價值。題目要的是以後全部的。",
)
_NOT_DISCOUNTED = Text(
    "Money in ten years counts here like money today. What does a payment shrink by from year to year? Not by r alone.",
    "這樣算，十年後的錢跟今天一樣值錢。每過一年縮成多少？不是只有 r。",
)

_JOINING = ValueTask(
    id="8.3.joining",
    title=Text("Somebody about to join", "即將加入的人"),
    name="joining",
    prompt=Text(
        "`joining`: what somebody is worth who joins now and pays at once, all payments there will ever be, in "
        "today's money.",
        "`joining`：現在加入、馬上付費的人值多少。以後會付的全部算進來，換算成今天的錢。",
    ),
    answer=_value("now"),
    returns=_MONEY,
    mistakes=(
        Mistake(key="five", wrong=_value("now", periods=5), message=_FIVE),
        Mistake(key="not-discounted", wrong=_value("now", discount=0.0), message=_NOT_DISCOUNTED),
        Mistake(
            key="period-end",
            wrong=_value("period_end"),
            message=Text(
                "You took the first payment as coming a year from now. Whoever joins pays at once: the whole margin "
                "belongs above the line.",
                "你把第一筆當成一年後才付。加入的人馬上就付，所以分子是一整年的毛利。",
            ),
        ),
        Mistake(
            key="without-first",
            wrong=_value("just_paid"),
            message=Text(
                "The first payment is missing: you began with the second one.",
                "少了第一筆，你從第二筆開始加。",
            ),
        ),
        Mistake(
            key="leaving",
            wrong=_churn_for_retention,
            message=Text(
                "You used the share that leaves. `shrinks` needs the share that stays.",
                "你用的是離開的比率，`shrinks` 要的是留下來的比率。",
            ),
        ),
        Mistake(
            key="exchanged",
            wrong=_upside_down,
            message=Text(
                "The two blanks have changed places: above the line stands the first value, money.",
                "兩個空格填反了：分子是第一筆的價值，是錢。",
            ),
        ),
    ),
    hints=(
        Text(
            "Above the line: the first value, in the row with t = 0. Nothing is taken off it.",
            "分子：第一筆的價值，就是 t = 0 那一列，什麼都不用扣。",
        ),
        Text("Below the line: 1 less the number that each value shrinks by.", "分母：1 減掉每一筆縮小的那個倍數。"),
    ),
    solution="""
shrinks = r / (1 + d)
joining = margin / (1 - shrinks)
print(round(joining), round(joining / margin, 2))
""",
)

_JUST_PAID = ValueTask(
    id="8.3.just-paid",
    title=Text("Paid this morning", "今天早上剛付"),
    name="just_paid",
    prompt=Text(
        "`just_paid`: what is still to come of a member who has paid this morning, in today's money.",
        "`just_paid`：今天早上剛繳費的會員，以後還會帶來多少，換算成今天的錢。",
    ),
    answer=_value("just_paid"),
    returns=_MONEY,
    mistakes=(
        Mistake(
            key="counted-twice",
            wrong=_value("now"),
            message=Text(
                "This morning's payment is still in it. It lies in the till already; still to come is only the rest.",
                "今天早上那一筆還在裡面。那筆已經收進來了，「以後」只算剩下的。",
            ),
        ),
        Mistake(
            key="renewal-due",
            wrong=_value("renewal_due"),
            message=Text(
                "That is a member whose renewal is due **now**. After this morning the next payment is a year away.",
                "這是**現在**就要續約的會員。今天早上才付過，下一筆要等一年。",
            ),
        ),
        Mistake(
            key="certain-next",
            wrong=_value("period_end"),
            message=Text(
                "Here the next payment comes for certain. It comes only if she stays.",
                "這樣是把下一筆當成一定會付。她留下來才會付。",
            ),
        ),
        Mistake(key="not-discounted", wrong=_value("just_paid", discount=0.0), message=_NOT_DISCOUNTED),
        Mistake(
            key="four",
            wrong=_value("just_paid", periods=4),
            message=Text(
                "That is five payments less the first. Begin with `joining`, which holds all of them.",
                "這是五筆扣掉第一筆。從 `joining` 開始，它才包括全部。",
            ),
        ),
    ),
    hints=(
        Text(
            "What is the difference between her and somebody who joins now? One payment.",
            "她跟現在加入的人差在哪裡？差一筆。",
        ),
        Text(
            "Take `joining` and leave out the first payment, which is one whole margin.",
            "拿 `joining`，去掉第一筆，也就是一整年的毛利。",
        ),
    ),
    solution="""
# She has paid this morning: what is still to come, in today's money?  # lang-en
# 她今天早上剛繳費：以後還會帶來多少？換算成今天的錢  # lang-zh-Hant
just_paid = joining - margin
just_paid
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------

_TEN_POINTS = ChoiceTask(
    id="8.3.ten-points",
    title=Text("Ten points more", "多十個百分點"),
    minutes=2,
    on_page=True,
    prompt=Text(
        "Discount 10%. Retention from 80% to 90%: by how much does the first panel rise?",
        "折現率 10%。留存率從 80% 拉到 90%，第一格的合計增加多少？",
    ),
    options=(
        Option(
            key="tenth",
            text=Text("by a tenth", "一成"),
            why=Text(
                "That would be so if only the *next* payment became likelier. All later ones do, and more and more so.",
                "只有**下一筆**變得更可能的話，是這樣。可是後面每一筆都更可能，而且越後面差越多。",
            ),
        ),
        Option(
            key="eighth",
            text=Text("by an eighth: 90 instead of 80", "八分之一，因為 80 變 90"),
            why=Text(
                "One payment later it is an eighth, two later a quarter, and so on. Read both totals again.",
                "下一筆多八分之一，再下一筆多四分之一，一直累積。再讀一次兩個合計。",
            ),
        ),
        Option(
            key="half",
            text=Text("by half", "一半"),
            why=Text(
                "Half as many leave. Keeping moves value more than anything that raises a single payment.",
                "走的人少了一半。要提高價值，把人留住，比讓單筆多一點有力得多。",
            ),
        ),
        Option(
            key="double",
            text=Text("it doubles", "變成兩倍"),
            why=Text(
                "Without discounting it would: half as many leave. But the years won are far away, and count for less.",
                "不折現就會變兩倍，因為走的人少一半。可是多出來的年數都在很後面，今天沒那麼值錢。",
            ),
        ),
    ),
    right="half",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_SIXTH = GuessTask(
    id="8.3.sixth",
    title=Text("The sixth renewal", "第六次續約"),
    minutes=1,
    prompt=Text(
        "Of 100 members who come to their **sixth** renewal: how many renew?",
        "走到**第六次**續約的會員，每 100 位有幾位會續？",
    ),
    unit=Text("of 100", "位"),
    low=0,
    high=100,
    start=0,
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_SAME_MEMBER = ChoiceTask(
    id="8.3.same-member",
    title=Text("Renewal due today", "今天要續約"),
    minutes=1,
    prompt=Text(
        "Margin 100 a year, retention 80%, discount 10%. Somebody about to join is worth 367. And a member whose "
        "renewal is due **today**, and who has not yet paid?",
        "一年毛利 100，留存率 80%，折現率 10%。即將加入的人值 367。那麼**今天**到期、還沒繳費的會員呢？",
    ),
    options=(
        Option(
            key="now",
            text=Text("367: she pays today, too", "367，她也是今天付"),
            why=Text(
                "If she pays. One in five does not, and then nothing comes any more.",
                "前提是她會付。五位有一位不付，以後也就沒有了。",
            ),
        ),
        Option(
            key="due",
            text=Text("293: 80% of 367", "293，367 的 80%"),
            why=Text(
                "With 80% she is worth what somebody is who pays now, with 20% nothing.",
                "80% 的機會，她跟現在付費的人一樣；20% 的機會，什麼都沒有。",
            ),
        ),
        Option(
            key="just-paid",
            text=Text("267: 367 less a margin", "267，367 減一年毛利"),
            why=Text("That is a member who has paid *already*.", "那是**已經**繳過的會員。"),
        ),
        Option(
            key="period-end",
            text=Text("333: 367 ÷ 1.1", "333，367 ÷ 1.1"),
            why=Text(
                "That puts the payment a year off, and takes it for certain. It is due today, and uncertain.",
                "這是把付款挪到一年後，還當成一定會付。她是今天到期，而且不一定會付。",
            ),
        ),
    ),
    right="due",
)

_RISING = ChoiceTask(
    id="8.3.rising",
    title=Text("From 63 to 92 in 100", "從 63% 到 92%"),
    minutes=1,
    prompt=Text(
        "In a club 63% renew the first time and 92% the seventh. What follows for somebody who joins tomorrow?",
        "某個會員制，第一次續約 63%，第七次 92%。對明天加入的人，可以推論什麼？",
    ),
    options=(
        Option(
            key="loyal",
            text=Text("In seven years this member will be at 92%", "七年後，這個人的續約率會是 92%"),
            why=Text(
                "Perhaps; but then probably from the start. The rate belongs to those who are left, not to a person.",
                "有可能，但那多半是一開始就這麼高。92% 是留下來那群人的，不是每個人的。",
            ),
        ),
        Option(
            key="club",
            text=Text(
                "The club makes people more loyal, by nearly five points a year",
                "會員制讓人變忠誠，一年多將近五個百分點",
            ),
            why=Text(
                "The same rise comes out where nobody changes. To know, one would have to follow single members.",
                "誰都沒變，也會升成這樣。要知道有沒有變忠誠，得追蹤同一個人。",
            ),
        ),
        Option(
            key="mean",
            text=Text("The mean, about 78%, every year", "取平均，每年大約 78%"),
            why=Text(
                "Then the first year is reckoned too well and late ones too badly: by year 12 far too few are left.",
                "這樣第一年高估、後面低估，到第十二年，算出來剩的人會少很多。",
            ),
        ),
        Option(
            key="sorting",
            text=Text(
                "63% now; and if still there later, likely one of the steady ones",
                "現在是 63%；之後還在的話，多半本來就是待得住的人",
            ),
            why=Text(
                "Each renewal is news about who somebody is. It changes what we know, not the member.",
                "每續約一次，我們就多知道一點這個人是誰。變的是我們知道的事，不是他。",
            ),
        ),
    ),
    right="sorting",
)

_MONTHLY = ChoiceTask(
    id="8.3.monthly",
    title=Text("Paid by the month", "按月繳費"),
    minutes=1,
    prompt=Text(
        "Margin 100 **a month**; 80% are still there after **a year**; discount 10% **a year**. Which r and d belong "
        "into the formula?",
        "**每月**毛利 100；**一年**後還有 80%；折現率**一年** 10%。公式裡的 r 和 d 要用多少？",
    ),
    options=(
        Option(
            key="annual",
            text=Text("0.8 and 0.1", "0.8 和 0.1"),
            why=Text(
                "Then one in five leaves every month. Margin, r and d have to be of the same period.",
                "這樣變成每個月走五分之一。毛利、r、d 的期間要一致。",
            ),
        ),
        Option(
            key="roots",
            text=Text("0.9816 and 0.0080", "0.9816 和 0.0080"),
            why=Text(
                "0.8 ** (1/12) and 1.1 ** (1/12) − 1: twelve months of them make the year again.",
                "0.8 ** (1/12) 和 1.1 ** (1/12) − 1，連續十二個月，剛好就是一年。",
            ),
        ),
        Option(
            key="twelfths",
            text=Text("0.0667 and 0.0083, a twelfth of each", "0.0667 和 0.0083，各除以 12"),
            why=Text(
                "With r = 0.0667 nearly everybody has gone after a month.",
                "r = 0.0667，一個月後幾乎全走光了。",
            ),
        ),
        Option(
            key="churn-twelfth",
            text=Text("0.9833 and 0.0083", "0.9833 和 0.0083"),
            why=Text(
                "Close, but 0.9833 twelve times is 0.817, not 0.8: later months have fewer people left to lose.",
                "很接近，可是 0.9833 連乘十二次是 0.817，不是 0.8：越後面的月份，能走的人越少。",
            ),
        ),
    ),
    right="roots",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_PRESENT = TextTask(
    id="8.3.present",
    title=Text("Three sentences to the owner", "寫給老闆的三句話"),
    minutes=3,
    prompt=Text(
        "First: who gets the present, and what it has to achieve to pay. Second: why not one of the others. Third: how "
        "you will know next year whether it has.",
        "第一句：禮物送給誰，要做到什麼才划算。第二句：為什麼不送給另一種人（挑一種說）。第三句：明年怎麼知道有沒有用。",
    ),
    model=Text(
        "Hold yours against the list, then read the answer below the box.",
        "先用這張清單檢查自己寫的，再看下面的寫法。",
    ),
    rubric=(
        Criterion(
            Text(
                "Says how many more have to be kept or won, and out of how many who would go.",
                "說出要多留（多爭取）幾位，而且是從幾位會走的人裡面。",
            )
        ),
        Criterion(
            Text(
                "Does not take a high retention rate for an effect of the club, or of thanks.",
                "沒有把高留存率當成會員制或送禮的功勞。",
            )
        ),
        Criterion(
            Text(
                "Leaves some without a present, by lot, to compare with.",
                "抽籤留一部分人不送，明年才有得比。",
            )
        ),
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_YEARS,
    _BACK_SEEN,
    _JOINING,
    _JUST_PAID,
    _TEN_POINTS,
    _SIXTH,
    _SAME_MEMBER,
    _RISING,
    _MONTHLY,
    _PRESENT,
)
