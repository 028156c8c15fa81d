"""The balance of customers: opening, first-purchase, won back, lapsed, closing."""

from __future__ import annotations

import pandas as pd

from customer_value.messages import Text
from solutions.repurchase import measures
from solutions.repurchase.cases import window_cases
from solutions.repurchase.given import buyers, last_before
from tutor.shape import Column
from tutor.task import FunctionTask, Mistake


def balance(valid, start, end, lapse_days):
    lapse = pd.Timedelta(days=lapse_days)

    # 1 at the opening: known, who was on file, and here, who of them is an existing customer  # lang-en
    # 1 期初：known 是已經是客戶的人，here 是其中的老客戶  # lang-zh-Hant
    before = last_before(valid, start)
    known = set(before["customer_id"])
    here = set(before.loc[before["order_date"] >= start - lapse, "customer_id"])

    # 2 in the window: came, and of these new and won_back  # lang-en
    # 2 期間內：came 是來的人，其中 new 是首購，won_back 是喚回的  # lang-zh-Hant
    came = set(buyers(valid, start, end))
    ### BEGIN SOLUTION
    new = came - known
    won_back = (came & known) - here
    ### END SOLUTION

    # 3 at the closing: active, judged on the morning after end  # lang-en
    # 3 期末：active 是還活躍的人，在 end 隔天早上判斷  # lang-zh-Hant
    ### BEGIN SOLUTION
    day_after = end + pd.Timedelta(days=1)
    last = last_before(valid, day_after)
    active = set(last.loc[last["order_date"] >= day_after - lapse, "customer_id"])
    ### END SOLUTION

    # 4 lost: who was there in between and is not active any more  # lang-en
    # 4 lost：這段期間曾經在、期末卻不再活躍的人  # lang-zh-Hant
    ### BEGIN SOLUTION
    lost = (here | new | won_back) - active
    ### END SOLUTION

    # 5 return the five numbers  # lang-en
    # 5 傳回五個人數  # lang-zh-Hant
    return {
        "opening": len(here),
        "first_purchase": len(new),
        "won_back": len(won_back),
        "lapsed": len(lost),
        "closing": len(active),
    }


# Other right ways


def balance_by_loop(valid, start, end, lapse_days):
    dates = {}
    for row in valid.itertuples():
        dates.setdefault(row.customer_id, []).append(row.order_date)
    counts = dict.fromkeys(["opening", "first_purchase", "won_back", "lapsed", "closing"], 0)
    for days in dates.values():
        before = [day for day in days if day < start]
        known = [day for day in days if day <= end]
        here = bool(before) and (start - max(before)).days <= lapse_days
        came = any(day >= start for day in known)
        active = bool(known) and (end - max(known)).days < lapse_days
        counts["opening"] += here
        counts["first_purchase"] += came and not before
        counts["won_back"] += came and bool(before) and not here
        counts["lapsed"] += (here or came) and not active
        counts["closing"] += active
    return counts


def balance_in_duckdb(valid, start, end, lapse_days):
    import duckdb

    return duckdb.execute(
        """
        with people as (select customer_id,
            max(order_date) filter (order_date < $start) as before,
            max(order_date) filter (order_date <= $end) as last
        from valid where order_date <= $end group by customer_id),
        status as (select last >= $start as came, before is null as fresh,
            coalesce(date_diff('day', before, $start) <= $days, false) as here,
            date_diff('day', last, $end) < $days as active
        from people),
        counts as (select count(*) filter (here) as opening, count(*) filter (came and fresh) as first_purchase,
            count(*) filter (came and not fresh and not here) as won_back,
            count(*) filter ((here or came) and not active) as lapsed, count(*) filter (active) as closing
        from status)
        unpivot counts on columns(*) into name item value customers
        """,
        {"start": start.to_pydatetime(), "end": end.to_pydatetime(), "days": lapse_days},
    ).df()


def balance_as_columns(valid, start, end, lapse_days):
    day = pd.Timedelta(days=1)
    people = pd.DataFrame(index=valid["customer_id"].unique())
    people["before"] = last_before(valid, start).set_index("customer_id")["order_date"]
    people["last"] = last_before(valid, end + day).set_index("customer_id")["order_date"]
    here = people["before"] >= start - lapse_days * day
    came = people["last"] >= start
    active = people["last"] > end - lapse_days * day
    closing = active.sum()
    won_back = (came & ~here & people["before"].notna()).sum()
    new = (came & people["before"].isna()).sum()
    return pd.Series(
        {
            "opening": here.sum(),
            "first_purchase": new,
            "won_back": won_back,
            "lapsed": here.sum() + new + won_back - closing,
            "closing": closing,
        }
    ).rename_axis("item")


# What people do instead


def _sets(valid, start, end, lapse_days, edge=1):
    lapse = pd.Timedelta(days=lapse_days)
    before, last = last_before(valid, start), last_before(valid, end + pd.Timedelta(days=1))
    closing = end + pd.Timedelta(days=edge) - lapse
    known = set(before["customer_id"])
    here = set(before.loc[before["order_date"] >= start - lapse, "customer_id"])
    came = set(buyers(valid, start, end))
    active = set(last.loc[last["order_date"] >= closing, "customer_id"])
    return known, here, came, active, set(last["customer_id"])


def _told(here, new, back, lapsed, active):
    sets = {"opening": here, "first_purchase": new, "won_back": back, "lapsed": lapsed, "closing": active}
    return {name: group if isinstance(group, int) else len(group) for name, group in sets.items()}


def balance_last_day_left_out(valid, start, end, lapse_days):
    known, here, came, active, _ = _sets(valid, start, end, lapse_days, edge=0)
    return _told(here, came - known, (came & known) - here, (here | came) - active, active)


def balance_closing_before_end(valid, start, end, lapse_days):
    known, here, came, _, _ = _sets(valid, start, end, lapse_days)
    last = last_before(valid, end)
    active = set(last.loc[last["order_date"] >= end - pd.Timedelta(days=lapse_days), "customer_id"])
    return _told(here, came - known, (came & known) - here, (here | came) - active, active)


def balance_strict_closing(valid, start, end, lapse_days):
    known, here, came, active, _ = _sets(valid, start, end, lapse_days, edge=2)
    return _told(here, came - known, (came & known) - here, (here | came) - active, active)


def balance_lapsed_in_opening(valid, start, end, lapse_days):
    known, here, came, active, _ = _sets(valid, start, end, lapse_days)
    return _told(known, came - known, (came & known) - here, (known | came) - active, active)


def balance_all_buyers_new(valid, start, end, lapse_days):
    known, here, came, active, _ = _sets(valid, start, end, lapse_days)
    return _told(here, came, (came & known) - here, (here | came) - active, active)


def balance_returners_new(valid, start, end, lapse_days):
    _, here, came, active, _ = _sets(valid, start, end, lapse_days)
    return _told(here, came - here, set(), (here | came) - active, active)


def balance_old_buyers_won_back(valid, start, end, lapse_days):
    known, here, came, active, _ = _sets(valid, start, end, lapse_days)
    return _told(here, came - known, came & known, (here | came) - active, active)


def balance_new_won_back(valid, start, end, lapse_days):
    known, here, came, active, _ = _sets(valid, start, end, lapse_days)
    return _told(here, came - known, came - here, (here | came) - active, active)


def balance_did_not_buy(valid, start, end, lapse_days):
    known, here, came, active, _ = _sets(valid, start, end, lapse_days)
    return _told(here, came - known, (came & known) - here, here - came, active)


def balance_lapsed_at_opening(valid, start, end, lapse_days):
    known, here, came, active, _ = _sets(valid, start, end, lapse_days)
    return _told(here, came - known, (came & known) - here, known - here, active)


def balance_all_inactive(valid, start, end, lapse_days):
    known, here, came, active, everybody = _sets(valid, start, end, lapse_days)
    return _told(here, came - known, (came & known) - here, everybody - active, active)


def balance_only_existing_lapse(valid, start, end, lapse_days):
    known, here, came, active, _ = _sets(valid, start, end, lapse_days)
    return _told(here, came - known, (came & known) - here, here - active, active)


def balance_closing_buyers(valid, start, end, lapse_days):
    known, here, came, _, _ = _sets(valid, start, end, lapse_days)
    return _told(here, came - known, (came & known) - here, (here | came) - came, came)


def balance_closing_on_file(valid, start, end, lapse_days):
    known, here, came, active, everybody = _sets(valid, start, end, lapse_days)
    return _told(here, came - known, (came & known) - here, (here | came) - active, everybody)


def balance_nobody_leaves(valid, start, end, lapse_days):
    known, here, came, active, _ = _sets(valid, start, end, lapse_days)
    return _told(here, came - known, (came & known) - here, (here | came) - active, here | came)


def balance_later_orders(valid, start, end, lapse_days):
    known, here, came, _, _ = _sets(valid, start, end, lapse_days)
    last = valid.groupby("customer_id")["order_date"].max()
    active = set(last[last >= end + pd.Timedelta(days=1 - lapse_days)].index)
    return _told(here, came - known, (came & known) - here, (here | came) - active, active)


def balance_returners_twice(valid, start, end, lapse_days):
    known, here, came, active, _ = _sets(valid, start, end, lapse_days)
    return _told(here, came - here, (came & known) - here, (here | came) - active, active)


def balance_known_inactive(valid, start, end, lapse_days):
    known, here, came, active, _ = _sets(valid, start, end, lapse_days)
    return _told(here, came - known, (came & known) - here, known - active, active)


def balance_limit_of_the_opening(valid, start, end, lapse_days):
    known, here, came, _, _ = _sets(valid, start, end, lapse_days)
    last = last_before(valid, end + pd.Timedelta(days=1))
    active = set(last.loc[last["order_date"] >= start - pd.Timedelta(days=lapse_days), "customer_id"])
    return _told(here, came - known, (came & known) - here, (here | came) - active, active)


def balance_negative(valid, start, end, lapse_days):
    right = balance(valid, start, end, lapse_days)
    return right | {"lapsed": -right["lapsed"]}


MISTAKES = (
    Mistake(
        key="last-day-left-out",
        wrong=balance_last_day_left_out,
        message=Text(
            "Your closing is judged on `end` itself. A window's closing is the opening of the next one, and that is "
            "the morning after: look at C00002 on the page.",
            "你的期末是在 `end` 當天判斷的。這一期的期末就是下一期的期初，也就是隔天早上。看看頁面上的 C00002。",
        ),
    ),
    Mistake(
        key="closing-before-end",
        wrong=balance_closing_before_end,
        message=Text(
            "You called `last_before` with `end`, so orders on `end` itself are missing at your closing. On which "
            "morning is that day over?",
            "你用 `end` 呼叫 `last_before`，所以期末少了 `end` 當天的訂單。要到哪一天早上，那一天才算過完？",
        ),
    ),
    Mistake(
        key="strict-closing",
        wrong=balance_strict_closing,
        message=Text(
            "Whoever is exactly `lapse_days` days away on the morning of the closing is not active in your balance. "
            "Compare with step 1: which comparison stands there?",
            "期末那天早上剛好 `lapse_days` 天沒來的人，你算成不活躍了。跟步驟 1 比比看，那裡用的是哪個比較符號？",
        ),
    ),
    Mistake(
        key="lapsed-in-opening",
        wrong=balance_lapsed_in_opening,
        message=Text(
            "Your opening holds everybody on file, the lapsed ones too. Whoever is lapsed already cannot lapse again.",
            "你的期初是所有客戶，連流失客戶也在內。已經流失的人，不會再流失一次。",
        ),
    ),
    Mistake(
        key="buyers-as-new",
        wrong=balance_all_buyers_new,
        message=Text(
            "Your `first_purchase` counts everybody who bought in the window. Do your five numbers balance?",
            "你的 `first_purchase` 是期間內買過的所有人。五個數字加減起來平衡嗎？",
        ),
    ),
    Mistake(
        key="returners-as-new",
        wrong=balance_returners_new,
        message=Text(
            "You counted whoever came back after a long time as new. It balances all the same, but look at C00006 on "
            "the page: was 2024 the first time?",
            "很久沒來又回來的人，你算成首購了。這樣雖然也平衡，可是看看頁面上的 C00006：2024 年是第一次來嗎？",
        ),
    ),
    Mistake(
        key="buyers-as-won-back",
        wrong=balance_old_buyers_won_back,
        message=Text(
            "Existing customers who bought are among your won-back ones. Can somebody come back who was never away?",
            "老客戶來買，也被你算成喚回了。沒有離開過的人，怎麼能說是回來？",
        ),
    ),
    Mistake(
        key="new-as-won-back",
        wrong=balance_new_won_back,
        message=Text(
            "First-purchase customers are among your won-back ones as well, so they come in twice. Who was on file at "
            "the opening?",
            "首購客戶也出現在你的喚回裡，等於進來兩次。期初的時候，誰已經是客戶？",
        ),
    ),
    Mistake(
        key="did-not-buy",
        wrong=balance_did_not_buy,
        message=Text(
            "You called everybody lapsed who was there at the opening and did not buy in the window. Somebody may have "
            "bought the day before it opened: how many days does the rule grant?",
            "期初在、期間內沒買的人，你都算流失。可是他也許在期間開始前一天才買過；規則給他幾天？",
        ),
    ),
    Mistake(
        key="lapsed-at-opening",
        wrong=balance_lapsed_at_opening,
        message=Text(
            "Your `lapsed` counts those who were lapsed at the opening already. The balance asks who lapsed "
            "during the window.",
            "你的 `lapsed` 是期初就已經流失的人。平衡式問的是「這段期間內」流失了誰。",
        ),
    ),
    Mistake(
        key="all-inactive",
        wrong=balance_all_inactive,
        message=Text(
            "Your `lapsed` holds everybody who is not active at the closing, also those who had been lapsed all along. "
            "Only who was there in this window can leave in it.",
            "期末不活躍的人，你全部算成流失，連一直都流失的也在內。這段期間在過的人，才可能在這段期間離開。",
        ),
    ),
    Mistake(
        key="only-existing-lapse",
        wrong=balance_only_existing_lapse,
        message=Text(
            "Only existing customers can lapse in your balance. In a long window somebody can come for the first time "
            "and be gone again by its end: try the balance on your numbers.",
            "在你的算法裡，只有老客戶會流失。期間夠長的話，首購的人也可能在期末之前又離開了。"
            "把你的數字代進平衡式看看。",
        ),
    ),
    Mistake(
        key="closing-buyers",
        wrong=balance_closing_buyers,
        message=Text(
            "Your closing holds only those who bought in the window. Whoever bought shortly before it is still active.",
            "你的期末只有期間內買過的人。期間開始前不久才買的人，也還是活躍的。",
        ),
    ),
    Mistake(
        key="closing-on-file",
        wrong=balance_closing_on_file,
        message=Text(
            "Your closing is everybody on file. That number can only grow: who of them has been here lately?",
            "你的期末是所有客戶，這個數字只會越來越大。其中誰最近來過？",
        ),
    ),
    Mistake(
        key="nobody-leaves",
        wrong=balance_nobody_leaves,
        message=Text(
            "In your closing everybody is still there who was there at the opening or came. The lapsed ones have to be "
            "off: judge the closing anew, as the opening was.",
            "你的期末，期初在的和後來的人一個都沒少，流失的還沒扣掉。期末要像期初一樣，重新判斷一次。",
        ),
    ),
    Mistake(
        key="later-orders",
        wrong=balance_later_orders,
        message=Text(
            "Orders after `end` keep somebody active, or bring them in, in your closing. On the morning after `end` "
            "nobody knows them yet.",
            "`end` 之後的訂單，也被你拿來判斷期末是否活躍。`end` 隔天早上，還沒有人知道這些訂單。",
        ),
    ),
    Mistake(
        key="negative",
        wrong=balance_negative,
        message=Text(
            "Your `lapsed` is a negative number. It is a number of people; the minus stands in the balance.",
            "你的 `lapsed` 是負數。這裡填人數就好，減號在平衡式裡。",
        ),
    ),
    Mistake(
        key="returners-twice",
        wrong=balance_returners_twice,
        message=Text(
            "Those won back are among your first-purchase customers as well, so they come in twice. Look at C00006 on "
            "the page: was 2024 the first time?",
            "喚回的人也出現在你的首購裡，等於進來兩次。看看頁面上的 C00006：2024 年是第一次來嗎？",
        ),
    ),
    Mistake(
        key="known-inactive",
        wrong=balance_known_inactive,
        message=Text(
            "Your `lapsed` are those on file at the opening who are not active at the closing. Some of them were "
            "lapsed all along, and new customers can leave, too: who was there in this window?",
            "你的 `lapsed` 是期初已經是客戶、期末不活躍的人。其中有些一直都是流失的，而首購的人也可能離開："
            "這段期間在過的是誰？",
        ),
    ),
    Mistake(
        key="limit-of-the-opening",
        wrong=balance_limit_of_the_opening,
        message=Text(
            "Your closing still goes back `lapse_days` from `start`. From which morning is the closing judged?",
            "你的期末還是從 `start` 往回推 `lapse_days` 天。期末是在哪一天早上判斷的？",
        ),
    ),
)

BALANCE = FunctionTask(
    id="a05.balance",
    title=Text("The balance of customers", "顧客數的平衡式"),
    points=2,
    minutes=8,
    lesson="5.4",
    prompt=Text(
        en="""
Write `balance(valid, start, end, lapse_days)`.

**Definition.** opening + first-purchase + won back − lapsed = closing

| name | who is counted |
|---|---|
| `opening` | existing customers on the morning of `start` |
| `first_purchase` | first order ever in the window |
| `won_back` | on file and lapsed at the opening, with an order in the window |
| `lapsed` | existing, first-purchase or won back, but **not** active at the closing |
| `closing` | active at the closing: on the **morning after `end`** the last order is at most `lapse_days` days old |

So the closing is judged exactly as the opening is, one window later. (On the evening of `end` that is *fewer than*
`lapse_days` days, as lesson 5.1 had it: they are the same people.) Both days belong to the window; orders after `end`
are not known yet. Here `lapsed` means those lost *during* the window, not those lapsed before it.

**Comes back:** the five names with a number of customers each. The last step, which is done, gives them back as a
*dictionary*: pairs of a name and a value.

Steps 1 and 5 and the line for `came` are there; what is missing makes the sets `new`, `won_back`, `active` and
`lost`.
""",
        zh_hant="""
請寫出 `balance(valid, start, end, lapse_days)`。

**定義：** 期初 ＋ 首購 ＋ 喚回 − 流失 ＝ 期末

| 名稱 | 算的是誰 |
|---|---|
| `opening` | 期初：`start` 那天早上的老客戶 |
| `first_purchase` | 首購：有史以來第一筆訂單落在期間內 |
| `won_back` | 喚回：期初已經流失的客戶，期間內有訂單 |
| `lapsed` | 流失：老客戶、首購或喚回的人，期末卻**不**活躍 |
| `closing` | 期末活躍：在 **`end` 隔天早上**判斷，之前的最後一筆訂單不超過 `lapse_days` 天 |

也就是說，期末和期初的判斷方法完全相同，只是往後移了一期。（第 5.1 課站在 `end` 當天晚上看，\
說的是「不到 `lapse_days` 天」，其實是同一群人。）頭尾兩天都屬於期間；`end` 之後的訂單還沒有人知道。這裡的 \
`lapsed` 是「這段期間內」流失的人，不是期初就已經流失的人。

**傳回：** 五個名稱，各自的人數。最後一步已經寫好，傳回的是**字典**，也就是一對一對的名稱和值。

步驟 1、5 和 `came` 那一行都有了；缺的是 `new`、`won_back`、`active`、`lost` 這四個集合。
""",
    ),
    answer=balance,
    returns=Column(name="customers", key="item", unit="orders", named=True),
    cases=window_cases("start", "end", "lapse_days"),
    mistakes=MISTAKES,
    alternatives=(balance_by_loop, balance_in_duckdb, balance_as_columns),
    measure=measures.balance,
    hints=(
        Text(
            "Step 2 in words: new is who came and was not on file; won back is who came, was on file, and was not an "
            "existing customer. “And not” is the minus of two sets.",
            "步驟 2 用說的：首購是「來了，而且原本不是客戶」；喚回是「來了、原本是客戶、但不是老客戶」。「而且不是」"
            "就是集合的減號。",
        ),
        Text(
            "Step 3 is step 1 once more, with another day: `day_after = end + pd.Timedelta(days=1)` takes the place of "
            "`start`.",
            "步驟 3 就是步驟 1 換一天再做一次：把 `start` 換成 `day_after = end + pd.Timedelta(days=1)`。",
        ),
        Text(
            "Step 4: `(here | new | won_back)` is everybody who was there in between. Take off those who are "
            "active. Then see whether your five numbers balance.",
            "步驟 4：`(here | new | won_back)` 是這段期間在過的所有人，減掉活躍的人就是流失。再看五個數字平不平衡。",
        ),
    ),
)
