"""The known mistakes of the tasks on retention and discounting: what people compute, and what to tell them.

A message says what was computed and one thing to look at; it never says the answer.
"""

from __future__ import annotations

from customer_value.messages import Text
from tutor.task import Mistake

# Retention and discounting, payment by payment


def _payments(margin, retention, discount, times, *, chance=None, worth=None):
    chance = chance or (lambda t: retention**t)
    worth = worth or (lambda t: (1 + discount) ** -t)
    return float(sum(margin * chance(t) * worth(t) for t in times))


def finite_from_one(margin, retention, discount, periods):
    return _payments(margin, retention, discount, range(1, periods + 1))


def finite_one_more(margin, retention, discount, periods):
    return _payments(margin, retention, discount, range(periods + 1))


def finite_one_fewer(margin, retention, discount, periods):
    return _payments(margin, retention, discount, range(periods - 1))


def finite_without_today(margin, retention, discount, periods):
    return _payments(margin, retention, discount, range(1, periods))


def finite_period_end(margin, retention, discount, periods):
    return _payments(margin, retention, discount, range(periods), worth=lambda t: (1 + discount) ** -(t + 1))


def finite_renewal_first(margin, retention, discount, periods):
    return _payments(margin, retention, discount, range(periods), chance=lambda t: retention ** (t + 1))


def finite_not_discounted(margin, retention, discount, periods):
    return _payments(margin, retention, 0, range(periods))


def finite_nobody_leaves(margin, retention, discount, periods):
    return _payments(margin, 1, discount, range(periods))


def finite_plain_sum(margin, retention, discount, periods):
    return float(margin * periods)


def finite_discount_added(margin, retention, discount, periods):
    return _payments(margin, retention, discount, range(periods), worth=lambda t: (1 + discount) ** t)


def finite_discount_taken_off(margin, retention, discount, periods):
    return _payments(margin, retention, discount, range(periods), worth=lambda t: (1 - discount) ** t)


def finite_simple_interest(margin, retention, discount, periods):
    return _payments(margin, retention, discount, range(periods), worth=lambda t: 1 / (1 + discount * t))


def finite_discounted_once(margin, retention, discount, periods):
    worth = lambda t: 1 / (1 + discount) if t else 1.0  # noqa: E731
    return _payments(margin, retention, discount, range(periods), worth=worth)


def finite_straight_line(margin, retention, discount, periods):
    return _payments(margin, retention, discount, range(periods), chance=lambda t: max(1 - (1 - retention) * t, 0))


def finite_retention_once(margin, retention, discount, periods):
    return _payments(margin, retention, discount, range(periods), chance=lambda t: retention if t else 1.0)


def finite_churn(margin, retention, discount, periods):
    return _payments(margin, 1 - retention, discount, range(periods))


def finite_percent(margin, retention, discount, periods):
    return _payments(margin, retention, discount / 100, range(periods))


def finite_first_only(margin, retention, discount, periods):
    return float(margin)


def finite_last_only(margin, retention, discount, periods):
    return _payments(margin, retention, discount, [periods - 1])


def finite_without_end(margin, retention, discount, periods):
    return margin * (1 + discount) / (1 + discount - retention)


NOT_DISCOUNTED = Text(
    "Money that comes later counts in full here. Look at what the discount rate is for.",
    "你把以後才收到的錢當成和今天一樣值錢。看看折現率是做什麼用的。",
)


def finite_same_chance(margin, retention, discount, periods):
    return _payments(margin, retention, discount, range(periods), chance=lambda t: retention)


def finite_times_t(margin, retention, discount, periods):
    return _payments(margin, retention, discount, range(periods), chance=lambda t: retention * t)


def finite_without_brackets(margin, retention, discount, periods):
    return _payments(margin, retention, discount, range(periods), worth=lambda t: 1 / 1 + discount**t)


FINITE_MISTAKES = (
    Mistake(
        key="from-one",
        wrong=finite_from_one,
        message=Text(
            "Your first payment comes a period from now. The definition's first one comes now: which `t` has it?",
            "你的第一筆款項是一期之後才收。定義裡第一筆是現在就收：它的 `t` 是多少？",
        ),
    ),
    Mistake(
        key="one-more",
        wrong=finite_one_more,
        message=Text(
            "There is one payment too many. `range(n)` begins with 0: count how many numbers it gives.",
            "多算了一筆款項。`range(n)` 從 0 開始：數一數它一共給幾個數字。",
        ),
    ),
    Mistake(
        key="one-fewer",
        wrong=finite_one_fewer,
        message=Text(
            "The last payment is missing. `range(n)` ends before n: count how many numbers it gives.",
            "少算了最後一筆款項。`range(n)` 不包括 n 本身：數一數它一共給幾個數字。",
        ),
    ),
    Mistake(
        key="without-today",
        wrong=finite_without_today,
        message=Text(
            "Today's payment is missing; the later ones are right. Look at where `t` begins.",
            "少了今天這一筆，後面的都對。看看 `t` 從多少開始。",
        ),
    ),
    Mistake(
        key="period-end",
        wrong=finite_period_end,
        message=Text(
            "You discounted each payment by one period more than it is away. How far away is the payment of today?",
            "每一筆你都多折現了一期。今天收的這筆，離今天有多遠？",
        ),
    ),
    Mistake(
        key="renewal-first",
        wrong=finite_renewal_first,
        message=Text(
            "You made today's payment uncertain too. The member is just joining: how often have they had the choice "
            "to leave by now?",
            "你連今天這筆都打了折扣。會員才剛加入，到現在為止有過幾次離開的機會？",
        ),
    ),
    Mistake(key="not-discounted", wrong=finite_not_discounted, message=NOT_DISCOUNTED),
    Mistake(
        key="nobody-leaves",
        wrong=finite_nobody_leaves,
        message=Text(
            "Every payment counts as certain here. Look at what the retention does to a payment some periods away.",
            "你把每一筆都當成一定收得到。看看留存率對幾期之後的款項有什麼影響。",
        ),
    ),
    Mistake(
        key="plain-sum",
        wrong=finite_plain_sum,
        message=Text(
            "You added the payments up as they stand: everybody stays, and later money counts in full. Two things are "
            "missing.",
            "你只是把每一筆加起來：沒有人離開，以後的錢也和今天一樣值錢。少了兩件事。",
        ),
    ),
    Mistake(
        key="discount-added",
        wrong=finite_discount_added,
        message=Text(
            "Later money is worth more here than today's. Look at the direction: multiplied or divided?",
            "照你的算法，越晚收到的錢越值錢。看看方向：該乘還是該除？",
        ),
    ),
    Mistake(
        key="discount-taken-off",
        wrong=finite_discount_taken_off,
        message=Text(
            "You took the rate off (`1 - discount`). Money put aside at this rate grows by the factor `1 + discount`: "
            "how is that undone?",
            "你用的是 `1 - discount`。錢照折現率放著，一期會變成 `1 + discount` 倍：要怎麼倒推回今天？",
        ),
    ),
    Mistake(
        key="simple-interest",
        wrong=finite_simple_interest,
        message=Text(
            "You added the rate once for every period. Each period discounts what the one before has left: a power, "
            "not a product.",
            "你每過一期就多加一次折現率。折現是一期接著一期除下去的，要用次方，不是乘法。",
        ),
    ),
    Mistake(
        key="discounted-once",
        wrong=finite_discounted_once,
        message=Text(
            "Every later payment is discounted by one period only, however far away it is. Where does `t` come in?",
            "以後的每一筆，不管多久才收，你都只折現一期。`t` 該放在哪裡？",
        ),
    ),
    Mistake(
        key="straight-line",
        wrong=finite_straight_line,
        message=Text(
            "You let the same number of members go each period. The retention is the share of those still there: how "
            "many are left of what was left?",
            "你讓每一期都少掉一樣多的人。留存率是「還在的人」裡留下來的比率：剩下的人裡，再留下多少？",
        ),
    ),
    Mistake(
        key="retention-once",
        wrong=finite_retention_once,
        message=Text(
            "Every later payment has the same chance, however far away it is. Where does `t` come in?",
            "以後的每一筆，不管多久才收，機率你都用同一個。`t` 該放在哪裡？",
        ),
    ),
    Mistake(
        key="churn",
        wrong=finite_churn,
        message=Text(
            "You carried on with the share that leaves. Who is it that pays next time?",
            "你往下乘的是離開的比率。下一次付錢的是哪一群人？",
        ),
    ),
    Mistake(
        key="percent",
        wrong=finite_percent,
        message=Text(
            "You divided the discount rate by 100. Look at how it comes in: is it a share or a percentage?",
            "你把折現率除以 100 了。看看傳進來的是比率還是百分比。",
        ),
    ),
    Mistake(
        key="first-only",
        wrong=finite_first_only,
        message=Text(
            "Only the first payment came out. A `return` inside the loop ends everything in the first round: look at "
            "how far it is indented.",
            "只算出第一筆就結束了。`return` 寫在迴圈裡，第一圈就會離開函式：看看它縮排到哪裡。",
        ),
    ),
    Mistake(
        key="last-only",
        wrong=finite_last_only,
        message=Text(
            "Only the last payment came out. Each round has to add to `value`, not to replace it.",
            "只剩下最後一筆。每一圈都要加到 `value` 上，不是把它換掉。",
        ),
    ),
    Mistake(
        key="without-end",
        wrong=finite_without_end,
        message=Text(
            "You took the formula for all payments there will ever be. Here only `periods` of them count.",
            "你用的是「一直收下去」的公式。這裡只算 `periods` 筆。",
        ),
    ),
    Mistake(
        key="same-chance",
        wrong=finite_same_chance,
        message=Text(
            "Every payment has the same chance, even the one that comes now. Where does `t` come in?",
            "每一筆的機率你都用同一個，連現在就收的那一筆也是。`t` 該放在哪裡？",
        ),
    ),
    Mistake(
        key="times-t",
        wrong=finite_times_t,
        message=Text(
            "You multiplied the retention by `t`, so that today is certain to bring nothing. Which sign makes a "
            "power in Python?",
            "你把留存率乘上 `t`，這樣今天這一筆反而一定收不到。Python 的次方要用哪個符號？",
        ),
    ),
    Mistake(
        key="without-brackets",
        wrong=finite_without_brackets,
        message=Text(
            "Look at the brackets in `worth_today`: `1 / 1 + discount ** t` divides 1 by 1 first, and the power "
            "belongs to the discount rate alone.",
            "看看 `worth_today` 的括號：`1 / 1 + discount ** t` 會先算 1 除以 1，次方也只取到折現率。",
        ),
    ),
)


# Retention and discounting without an end


def _monthly(annual_retention, annual_discount):
    return annual_retention ** (1 / 12), (1 + annual_discount) ** (1 / 12) - 1


def _value(margin, stay, rate):
    return margin * (1 + rate) / (1 + rate - stay)


def infinite_annual_rates(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    return _value(monthly_margin, annual_retention, annual_discount) - acquisition_cost


def infinite_yearly(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    return _value(12 * monthly_margin, annual_retention, annual_discount) - acquisition_cost


def infinite_annual_retention(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    return _value(monthly_margin, annual_retention, _monthly(1, annual_discount)[1]) - acquisition_cost


def infinite_annual_discount(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    return _value(monthly_margin, annual_retention ** (1 / 12), annual_discount) - acquisition_cost


def infinite_churn_over_twelve(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    stay = 1 - (1 - annual_retention) / 12
    return _value(monthly_margin, stay, _monthly(1, annual_discount)[1]) - acquisition_cost


def infinite_discount_over_twelve(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    return _value(monthly_margin, annual_retention ** (1 / 12), annual_discount / 12) - acquisition_cost


def infinite_retention_over_twelve(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    rate = _monthly(1, annual_discount)[1]
    return _value(monthly_margin, annual_retention / 12, rate) - acquisition_cost


def infinite_shares_over_twelve(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    return _value(monthly_margin, annual_retention / 12, annual_discount / 12) - acquisition_cost


def infinite_twelfth_power(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    return _value(monthly_margin, annual_retention**12, (1 + annual_discount) ** 12 - 1) - acquisition_cost


def infinite_both_over_twelve(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    return _value(monthly_margin, 1 - (1 - annual_retention) / 12, annual_discount / 12) - acquisition_cost


def infinite_just_paid(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    stay, rate = _monthly(annual_retention, annual_discount)
    return _value(monthly_margin, stay, rate) * stay / (1 + rate) - acquisition_cost


def infinite_renewal_due(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    stay, rate = _monthly(annual_retention, annual_discount)
    return _value(monthly_margin, stay, rate) * stay - acquisition_cost


def infinite_period_end(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    stay, rate = _monthly(annual_retention, annual_discount)
    return _value(monthly_margin, stay, rate) / (1 + rate) - acquisition_cost


def infinite_not_discounted(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    return _value(monthly_margin, annual_retention ** (1 / 12), 0) - acquisition_cost


def infinite_discount_in_percent(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    return _value(monthly_margin, *_monthly(annual_retention, annual_discount / 100)) - acquisition_cost


def infinite_churn(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    return _value(monthly_margin, *_monthly(1 - annual_retention, annual_discount)) - acquisition_cost


def infinite_cost_forgotten(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    return _value(monthly_margin, *_monthly(annual_retention, annual_discount))


def infinite_cost_each_month(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    return _value(monthly_margin - acquisition_cost, *_monthly(annual_retention, annual_discount))


def infinite_cost_added(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    return _value(monthly_margin, *_monthly(annual_retention, annual_discount)) + acquisition_cost


def infinite_ratio(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    return _value(monthly_margin, *_monthly(annual_retention, annual_discount)) / acquisition_cost


def infinite_one_year(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    stay, rate = _monthly(annual_retention, annual_discount)
    return _payments(monthly_margin, stay, rate, range(12)) - acquisition_cost


def infinite_factor_for_rate(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    stay, rate = _monthly(annual_retention, annual_discount)
    return _value(monthly_margin, stay, 1 + rate) - acquisition_cost


def infinite_root_of_rate(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    return _value(monthly_margin, annual_retention ** (1 / 12), annual_discount ** (1 / 12)) - acquisition_cost


def infinite_twelve_margins(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    return _value(12 * monthly_margin, *_monthly(annual_retention, annual_discount)) - acquisition_cost


def infinite_without_brackets(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    stay, rate = _monthly(annual_retention, annual_discount)
    return monthly_margin * (1 + rate) / 1 + rate - stay - acquisition_cost


INFINITE_MISTAKES = (
    Mistake(
        key="annual-rates",
        wrong=infinite_annual_rates,
        message=Text(
            "This is what comes out when a month's margin meets rates of a year: as many members leave in a month as "
            "should in a year. Did you convert the rates? If you did, look at the brackets: `x ** 1 / 12` takes the "
            "power first and divides afterwards.",
            "把一個月的毛利和一年的比率放在一起，就會得到這個結果：等於一個月就走掉一年份的人。比率換算過了嗎？"
            "如果有，看看括號：`x ** 1 / 12` 會先算次方，再除以 12。",
        ),
    ),
    Mistake(
        key="yearly",
        wrong=infinite_yearly,
        message=Text(
            "You counted in years, with twelve payments at once at the beginning of each. The club is paid month by "
            "month: who leaves in May does not pay in December.",
            "你以年為單位，等於每年年初一次收十二個月。會費是一個月一個月收的：五月退會的人，十二月就不會付了。",
        ),
    ),
    Mistake(
        key="annual-retention",
        wrong=infinite_annual_retention,
        message=Text(
            "The discount rate is a month's, the retention still a year's. Both have to be of the same period as the "
            "margin.",
            "折現率換成月的了，留存率還是年的。兩個都要和毛利用同一種期間。",
        ),
    ),
    Mistake(
        key="annual-discount",
        wrong=infinite_annual_discount,
        message=Text(
            "The retention is a month's, the discount rate still a year's. Both have to be of the same period as the "
            "margin.",
            "留存率換成月的了，折現率還是年的。兩個都要和毛利用同一種期間。",
        ),
    ),
    Mistake(
        key="churn-over-twelve",
        wrong=infinite_churn_over_twelve,
        message=Text(
            "You divided the year's churn by 12. The later months find fewer members to lose: try out what twelve "
            "such months leave over of 100 members.",
            "你把一年的流失率除以 12。後面的月份，能流失的人已經變少了：算算看照這個比率過十二個月，100 人還剩幾人。",
        ),
    ),
    Mistake(
        key="discount-over-twelve",
        wrong=infinite_discount_over_twelve,
        message=Text(
            "You divided the year's discount rate by 12. Twelve such months make more than the year's rate: look at "
            "how the prompt converts it.",
            "你把年折現率除以 12。這樣連續十二個月，會超過原來的年折現率：看看題目是怎麼換算的。",
        ),
    ),
    Mistake(
        key="both-over-twelve",
        wrong=infinite_both_over_twelve,
        message=Text(
            "You divided both rates by 12. Rates of several periods are multiplied, not added: look at how the prompt "
            "converts them.",
            "兩個比率你都除以 12。好幾期的比率是連乘的，不是相加：看看題目是怎麼換算的。",
        ),
    ),
    Mistake(
        key="just-paid",
        wrong=infinite_just_paid,
        message=Text(
            "You valued a member who has just paid, without that payment. A new member's first payment is still to "
            "come, and it is certain.",
            "你算的是剛付完錢的會員，而且不含那一筆。新會員的第一筆還沒收，而且一定收得到。",
        ),
    ),
    Mistake(
        key="renewal-due",
        wrong=infinite_renewal_due,
        message=Text(
            "You valued a member who has still to decide on the first payment. A new member pays it at once, for "
            "certain.",
            "你算的是第一筆付不付還不確定的會員。新會員當下就付，一定收得到。",
        ),
    ),
    Mistake(
        key="period-end",
        wrong=infinite_period_end,
        message=Text(
            "You let the first payment come at the end of the month. The definition has it now.",
            "你讓第一筆款項月底才收。定義裡是現在就收。",
        ),
    ),
    Mistake(key="not-discounted", wrong=infinite_not_discounted, message=NOT_DISCOUNTED),
    Mistake(
        key="discount-in-percent",
        wrong=infinite_discount_in_percent,
        message=Text(
            "You divided the discount rate by 100. Look at how it comes in: is it a share or a percentage?",
            "你把折現率除以 100 了。看看傳進來的是比率還是百分比。",
        ),
    ),
    Mistake(
        key="churn",
        wrong=infinite_churn,
        message=Text(
            "You carried on with the share that leaves. Retention is the share that stays.",
            "你往下乘的是離開的比率。留存率是留下來的比率。",
        ),
    ),
    Mistake(
        key="cost-forgotten",
        wrong=infinite_cost_forgotten,
        message=Text(
            "This is what a member brings. What winning the member cost has not been taken off yet.",
            "這是會員帶來的價值，招募會員花掉的錢還沒有扣。",
        ),
    ),
    Mistake(
        key="cost-each-month",
        wrong=infinite_cost_each_month,
        message=Text(
            "You took the acquisition cost off every month's margin. How often is a member won?",
            "每個月的毛利你都扣了一次獲客成本。一位會員要招募幾次？",
        ),
    ),
    Mistake(
        key="cost-added",
        wrong=infinite_cost_added,
        message=Text(
            "You added the acquisition cost. It has left the till: which sign does it need?",
            "你把獲客成本加上去了。這筆錢是付出去的，該用哪個正負號？",
        ),
    ),
    Mistake(
        key="ratio",
        wrong=infinite_ratio,
        message=Text(
            "You divided by the acquisition cost. That is a ratio, which comes later; here it is money per member "
            "that is asked for.",
            "你除以獲客成本，得到的是倍數，後面才會用到。這裡要的是一位會員值多少錢。",
        ),
    ),
    Mistake(
        key="one-year",
        wrong=infinite_one_year,
        message=Text(
            "You counted twelve payments. Members who stay longer go on paying: all payments there will ever be count.",
            "你只算了十二筆。待更久的會員會繼續付：往後所有的款項都要算。",
        ),
    ),
    Mistake(
        key="retention-over-twelve",
        wrong=infinite_retention_over_twelve,
        message=Text(
            "You divided the year's retention by 12. Then hardly anybody would be there in the second month. Was it "
            "meant to be a power? `x ** 1 / 12` needs brackets round the fraction.",
            "你把年留存率除以 12。這樣到第二個月幾乎就沒人了。本來是要算次方嗎？`x ** 1 / 12` 的分數要加括號。",
        ),
    ),
    Mistake(
        key="shares-over-twelve",
        wrong=infinite_shares_over_twelve,
        message=Text(
            "You divided both rates by 12, the retention too. Then hardly anybody would be there in the second month: "
            "look at how the prompt converts them.",
            "兩個比率你都除以 12，連留存率也是。這樣到第二個月幾乎就沒人了：看看題目是怎麼換算的。",
        ),
    ),
    Mistake(
        key="twelfth-power",
        wrong=infinite_twelfth_power,
        message=Text(
            "You took the power of 12. That makes rates of twelve years out of rates of a year: which way do you have "
            "to go?",
            "你取了 12 次方，這是把一年的比率變成十二年的。你要的是往哪個方向換？",
        ),
    ),
    Mistake(
        key="factor-for-rate",
        wrong=infinite_factor_for_rate,
        message=Text(
            "Your d is far too large for a month: it still holds the 1 of `1 + discount`. Look at the end of point 2.",
            "以一個月來說，你的 d 太大了：裡面還留著「1 + 折現率」的 1。看看定義第 2 點的最後。",
        ),
    ),
    Mistake(
        key="root-of-rate",
        wrong=infinite_root_of_rate,
        message=Text(
            "You took the power of the discount rate itself. Of what does point 2 take it?",
            "你直接取折現率的次方。看看定義第 2 點是對什麼取次方。",
        ),
    ),
    Mistake(
        key="twelve-margins",
        wrong=infinite_twelve_margins,
        message=Text(
            "The rates are of a month, but you multiplied the margin by 12. All three have to be of the same period.",
            "兩個比率都換成月的了，毛利你卻乘了 12。三個數字要用同一種期間。",
        ),
    ),
    Mistake(
        key="without-brackets",
        wrong=infinite_without_brackets,
        message=Text(
            "Look at the brackets of the fraction: all of `1 + d - r` stands below the line, but Python divides by "
            "what comes first only.",
            "看看分數的括號：整個 `1 + d - r` 都是分母，可是 Python 只會除以緊接在後面的那一個數。",
        ),
    ),
)
