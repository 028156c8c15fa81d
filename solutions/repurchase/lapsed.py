"""Lapsed customers at the opening of a window, when to judge them, and how many of them come back in it."""

from __future__ import annotations

import pandas as pd

from customer_value.messages import Text
from solutions.repurchase import measures
from solutions.repurchase.cases import LAPSE_DAYS, window_cases
from solutions.repurchase.existing import _people, existing, share
from solutions.repurchase.given import buyers, last_before
from tutor.shape import Column, Number
from tutor.task import ChoiceTask, FunctionTask, Mistake, Option


def lapsed(valid, start, lapse_days):
    # 1 each customer's last order before the window opens  # lang-en
    # 1 期間開始之前，每位顧客的最後一筆訂單  # lang-zh-Hant
    last = last_before(valid, start)

    # 2 a column days_since_last: the days from there to start  # lang-en
    # 2 加上 days_since_last 欄：從那一天到 start 有幾天  # lang-zh-Hant
    ### BEGIN SOLUTION
    last["days_since_last"] = (start - last["order_date"]).dt.days
    ### END SOLUTION

    # 3 return those who are beyond the threshold, with the two columns  # lang-en
    # 3 傳回超過門檻的人，只留兩欄  # lang-zh-Hant
    ### BEGIN SOLUTION
    gone = last[last["days_since_last"] > lapse_days]
    return gone[["customer_id", "days_since_last"]]
    ### END SOLUTION


def win_back_rate(valid, start, end, lapse_days):
    ### BEGIN SOLUTION
    last = last_before(valid, start)
    base = last[last["order_date"] < start - pd.Timedelta(days=lapse_days)]
    came = base["customer_id"].isin(buyers(valid, start, end))
    return came.mean()
    ### END SOLUTION


# Other right ways


def lapsed_by_loop(valid, start, lapse_days):
    last = {}
    for row in valid.itertuples():
        if row.order_date < start:
            last[row.customer_id] = max(row.order_date, last.get(row.customer_id, row.order_date))
    waited = {who: (start - day).days for who, day in last.items()}
    return {who: days for who, days in waited.items() if days > lapse_days}


def lapsed_in_duckdb(valid, start, lapse_days):
    import duckdb

    return duckdb.execute(
        """
        select customer_id, date_diff('day', max(order_date), $start) as days_since_last
        from valid where order_date < $start group by customer_id
        having date_diff('day', max(order_date), $start) > $days
        """,
        {"start": start.to_pydatetime(), "days": lapse_days},
    ).df()


def lapsed_by_sorting(valid, start, lapse_days):
    newest = valid[valid["order_date"] < start].sort_values("order_date").drop_duplicates("customer_id", keep="last")
    waited = (start - newest.set_index("customer_id")["order_date"]).dt.days
    return waited[waited > lapse_days]


def won_back_by_sets(valid, start, end, lapse_days):
    base = set(lapsed_by_loop(valid, start, lapse_days))
    return len(base & set(buyers(valid, start, end))) / len(base) if base else float("nan")


def won_back_in_duckdb(valid, start, end, lapse_days):
    import duckdb

    (found,) = duckdb.execute(
        """
        with people as (select customer_id,
            max(order_date) filter (order_date < $start) as last,
            count(*) filter (order_date between $start and $end) as bought
        from valid group by customer_id)
        select avg(case when bought > 0 then 1.0 else 0 end) from people
        where date_diff('day', last, $start) > $days
        """,
        {"start": start.to_pydatetime(), "end": end.to_pydatetime(), "days": lapse_days},
    ).fetchall()[0]
    return float("nan") if found is None else found


def won_back_by_merge(valid, start, end, lapse_days):
    base = lapsed_by_sorting(valid, start, lapse_days).reset_index()
    came = valid.loc[valid["order_date"].between(start, end), ["customer_id"]].drop_duplicates().assign(came=1.0)
    return base.merge(came, on="customer_id", how="left")["came"].fillna(0.0).mean()


# What people do instead: lapsed customers


def _waited(last, start):
    return last.assign(days_since_last=(start - last["order_date"]).dt.days)[["customer_id", "days_since_last"]]


def lapsed_on_the_limit(valid, start, lapse_days):
    return lapsed(valid, start, lapse_days - 1)


def lapsed_existing_too(valid, start, lapse_days):
    return _waited(last_before(valid, start), start)


def lapsed_existing_instead(valid, start, lapse_days):
    return _waited(last_before(valid, start), start).query(f"days_since_last <= {lapse_days}")


def lapsed_never_back(valid, start, lapse_days):
    last = valid.groupby("customer_id", as_index=False)["order_date"].max()
    return _waited(last, start).query(f"days_since_last > {lapse_days}")


def lapsed_since_first(valid, start, lapse_days):
    first = valid[valid["order_date"] < start].groupby("customer_id", as_index=False)["order_date"].min()
    return _waited(first, start).query(f"days_since_last > {lapse_days}")


def lapsed_beyond(valid, start, lapse_days):
    found = lapsed(valid, start, lapse_days)
    return found.assign(days_since_last=found["days_since_last"] - lapse_days)


def lapsed_to_the_eve(valid, start, lapse_days):
    return _waited(last_before(valid, start), start - pd.Timedelta(days=1)).query(f"days_since_last > {lapse_days}")


def lapsed_to_the_end_of_the_file(valid, start, lapse_days):
    end = valid["order_date"].max()
    last = valid.groupby("customer_id", as_index=False)["order_date"].max()
    return _waited(last, end).query(f"days_since_last > {lapse_days}")


def lapsed_negative(valid, start, lapse_days):
    found = lapsed(valid, start, lapse_days)
    return found.assign(days_since_last=-found["days_since_last"])


def lapsed_days_of_the_page(valid, start, lapse_days):
    return lapsed(valid, start, LAPSE_DAYS)


def lapsed_none(valid, start, lapse_days):
    return _waited(last_before(valid, start), start).query("days_since_last < 0")


def lapsed_opening_day(valid, start, lapse_days):
    return _waited(last_before(valid, start + pd.Timedelta(days=1)), start).query(f"days_since_last > {lapse_days}")


LAPSED_MISTAKES = (
    Mistake(
        key="on-the-limit",
        wrong=lapsed_on_the_limit,
        message=Text(
            "Whoever waited exactly `lapse_days` days is lapsed in your list. The definition says “more than”: look at "
            "your comparison.",
            "剛好 `lapse_days` 天沒來的人，你也列為流失。定義寫的是「超過」，看看你的比較符號。",
        ),
    ),
    Mistake(
        key="existing-too",
        wrong=lapsed_existing_too,
        message=Text(
            "Everybody who had bought before `start` is in your list. Where is the threshold?",
            "`start` 之前買過的人全都在你的名單裡。門檻在哪裡？",
        ),
    ),
    Mistake(
        key="existing-instead",
        wrong=lapsed_existing_instead,
        message=Text(
            "These are the existing customers. Look at which way your comparison points.",
            "這些是老客戶。看看你的比較符號朝哪一邊。",
        ),
    ),
    Mistake(
        key="never-back",
        wrong=lapsed_never_back,
        message=Text(
            "Whoever came back in the window is missing in your list. On the morning of `start` they were lapsed like "
            "the others, so they belong in it: which orders may you look at?",
            "期間內又回來的人不在你的名單裡。`start` 那天早上，他們和其他人一樣是流失的。判斷時可以看哪些訂單？",
        ),
    ),
    Mistake(
        key="since-first",
        wrong=lapsed_since_first,
        message=Text(
            "You counted from the first order. Somebody who has bought every month for years would be lapsed: from "
            "which order does the waiting begin?",
            "你從第一筆訂單開始算，這樣每個月都來的老主顧也變成流失了。多久沒來，要從哪一筆算起？",
        ),
    ),
    Mistake(
        key="beyond-only",
        wrong=lapsed_beyond,
        message=Text(
            "The customers are right, but you have taken `lapse_days` off their days. From when to when does the "
            "column count?",
            "人對了，可是天數被你扣掉 `lapse_days` 了。這一欄是從哪一天算到哪一天？",
        ),
    ),
    Mistake(
        key="to-the-eve",
        wrong=lapsed_to_the_eve,
        message=Text(
            "Your days end on the day before `start`, so each is one too few. To which day does the definition count?",
            "你只算到 `start` 的前一天，所以每個人都少一天。定義是算到哪一天？",
        ),
    ),
    Mistake(
        key="end-of-file",
        wrong=lapsed_to_the_end_of_the_file,
        message=Text(
            "You judged at the end of the file. These are other people: on which day does the window open?",
            "你是在檔案最後一天判斷的，所以是另外一批人。期間是哪一天開始的？",
        ),
    ),
    Mistake(
        key="negative",
        wrong=lapsed_negative,
        message=Text(
            "Your days are negative. Which of the two dates is the later one?",
            "天數變成負的了。兩個日期，哪一個比較晚？",
        ),
    ),
    Mistake(
        key="days-of-the-page",
        wrong=lapsed_days_of_the_page,
        message=Text(
            "You compared with the threshold of the page. The next shop may have another rule: which parameter holds "
            "it?",
            "你是拿頁面上的那個門檻來比的。別家店的規則可能不同：門檻在哪一個參數裡？",
        ),
    ),
    Mistake(
        key="none",
        wrong=lapsed_none,
        message=Text(
            "Nobody is in your list, as happens when the days come out negative. Show the column `days_since_last` "
            "before you filter: which of the two dates is the later one?",
            "你的名單上一個人也沒有；天數變成負的，就會這樣。篩選之前先看看 `days_since_last` 這一欄："
            "兩個日期，哪一個比較晚？",
        ),
    ),
    Mistake(
        key="opening-day",
        wrong=lapsed_opening_day,
        message=Text(
            "An order on `start` itself has taken somebody off your list. That day belongs to the window: they were "
            "lapsed that morning, and came back.",
            "`start` 當天的訂單讓某些人從名單上消失了。那一天屬於這段期間：當天早上他們還是流失客戶，後來才回來。",
        ),
    ),
)


# What people do instead: the win-back rate


def back_of_known(valid, start, end, lapse_days):
    known = last_before(valid, start)["customer_id"]
    back = lapsed(valid, start, lapse_days)["customer_id"].isin(buyers(valid, start, end)).sum()
    return back / len(known) if len(known) else float("nan")


def back_rest_of_repurchase(valid, start, end, lapse_days):
    return 1 - back_existing(valid, start, end, lapse_days)


def back_of_everybody(valid, start, end, lapse_days):
    people = _people(valid, start, end, lapse_days)
    return share(people["lapsed"] & people["came"], people["lapsed"] | ~people["lapsed"])


def back_of_buyers(valid, start, end, lapse_days):
    people = _people(valid, start, end, lapse_days)
    return share(people["lapsed"] & people["came"], people["came"])


def back_ever_after(valid, start, end, lapse_days):
    return win_back_rate(valid, start, valid["order_date"].max(), lapse_days)


def back_judged_at_the_end(valid, start, end, lapse_days):
    day_after = end + pd.Timedelta(days=1)
    base = lapsed(valid, day_after, lapse_days)["customer_id"]
    return base.isin(buyers(valid, start, end)).mean()


def back_new_ones_too(valid, start, end, lapse_days):
    people = _people(valid, start, end, lapse_days)
    return share((people["lapsed"] | people["new"]) & people["came"], people["lapsed"])


def back_all_buyers(valid, start, end, lapse_days):
    people = _people(valid, start, end, lapse_days)
    return share(people["came"], people["lapsed"])


def back_stayed_away(valid, start, end, lapse_days):
    return 1 - win_back_rate(valid, start, end, lapse_days)


def back_orders(valid, start, end, lapse_days):
    base = lapsed(valid, start, lapse_days)["customer_id"]
    orders = valid.loc[valid["order_date"].between(start, end), "customer_id"]
    return orders.isin(base).sum() / len(base) if len(base) else float("nan")


def back_on_the_limit(valid, start, end, lapse_days):
    return win_back_rate(valid, start, end, lapse_days - 1)


def back_existing(valid, start, end, lapse_days):
    return existing(valid, start, lapse_days).isin(buyers(valid, start, end)).mean()


def back_everybody_before(valid, start, end, lapse_days):
    people = _people(valid, start, end, lapse_days)
    return share(~people["new"] & people["came"], ~people["new"])


def back_without_last_day(valid, start, end, lapse_days):
    return win_back_rate(valid, start, end - pd.Timedelta(days=1), lapse_days)


def back_over_existing(valid, start, end, lapse_days):
    people = _people(valid, start, end, lapse_days)
    return share(people["lapsed"] & people["came"], people["existing"])


def back_count(valid, start, end, lapse_days):
    people = _people(valid, start, end, lapse_days)
    return (people["lapsed"] & people["came"]).sum() or float("nan")


WIN_BACK_MISTAKES = (
    Mistake(
        key="of-known",
        wrong=back_of_known,
        message=Text(
            "You divided by everybody who had bought before `start`, the existing customers among them. Can somebody "
            "be won back who was never away?",
            "你的分母是 `start` 之前買過的所有人，連老客戶也在內。沒有離開過的人，怎麼能說是喚回？",
        ),
    ),
    Mistake(
        key="rest-of-repurchase",
        lesson="5.5",
        wrong=back_rest_of_repurchase,
        message=Text(
            "You took the repurchase rate off 1. What is left are existing customers who did not come; the win-back "
            "rate is about other people: who is its base?",
            "你用 1 減掉老客戶續購率，剩下的是沒來買的老客戶。流失客戶回購率說的是另一群人：分母是誰？",
        ),
    ),
    Mistake(
        key="of-everybody",
        wrong=back_of_everybody,
        message=Text(
            "You divided by everybody on file. Who can be won back? Only they belong in the base.",
            "你的分母是所有客戶。誰才有可能被「喚回」？分母只放這些人。",
        ),
    ),
    Mistake(
        key="of-buyers",
        wrong=back_of_buyers,
        message=Text(
            "You divided by everybody who bought in the window. That says how many of the buyers had been away; the "
            "question is how many of those away came back.",
            "你的分母是期間內的買家，說的是「買家裡有多少曾經流失」；題目問的是「流失的人裡有多少回來」。",
        ),
    ),
    Mistake(
        key="ever-after",
        wrong=back_ever_after,
        message=Text(
            "Returns after the window count in your rate. Look at C00009 on the page: on which day did this customer "
            "come back?",
            "期間結束之後才回來的人，你也算進去了。看看頁面上的 C00009：他是哪一天回來的？",
        ),
    ),
    Mistake(
        key="judged-at-the-end",
        wrong=back_judged_at_the_end,
        message=Text(
            "You looked for the lapsed customers at the end of the window. Whoever has just come back is not lapsed "
            "any more there, and others have lapsed in between: on which day is the base fixed?",
            "你在期間結束時才找流失客戶。剛回來的人那時已經不算流失，這段期間才流失的人卻混了進來。"
            "分母應該在哪一天定下來？",
        ),
    ),
    Mistake(
        key="new-ones-too",
        wrong=back_new_ones_too,
        message=Text(
            "First-purchase customers count above the line. They cannot have come back: is everybody above the line "
            "also below it?",
            "首購客戶也算在你的分子裡。第一次來的人，不能說是「回來」。分子裡的每個人，都在分母裡嗎？",
        ),
    ),
    Mistake(
        key="all-buyers",
        wrong=back_all_buyers,
        message=Text(
            "Above the line stands everybody who bought in the window. Who of them had been lapsed?",
            "你的分子是期間內買過的所有人。其中誰原本是流失客戶？",
        ),
    ),
    Mistake(
        key="stayed-away",
        wrong=back_stayed_away,
        message=Text(
            "This is the rest: the share of lapsed customers who stayed away. The rate asks who came back.",
            "你算到的是剩下的那一邊：沒有回來的流失客戶。題目問的是回來的人。",
        ),
    ),
    Mistake(
        key="orders",
        wrong=back_orders,
        message=Text(
            "You counted orders above the line. Somebody who came back and bought three times is how many customers?",
            "你的分子數的是訂單。回來之後買了三次的人，是幾位顧客？",
        ),
    ),
    Mistake(
        key="on-the-limit",
        wrong=back_on_the_limit,
        message=Text(
            "Whoever waited exactly `lapse_days` days is lapsed in your base. The definition says “more than”.",
            "剛好 `lapse_days` 天沒來的人，也在你的分母裡。定義寫的是「超過」。",
        ),
    ),
    Mistake(
        key="existing",
        lesson="5.5",
        wrong=back_existing,
        message=Text(
            "This is the repurchase rate of existing customers. The win-back rate is about the other group.",
            "這是老客戶續購率。流失客戶回購率談的是另外一群人。",
        ),
    ),
    Mistake(
        key="everybody-before",
        wrong=back_everybody_before,
        message=Text(
            "You took everybody who had bought before `start`. Where does `lapse_days` come in?",
            "你用的是 `start` 之前買過的所有人。`lapse_days` 用在哪裡？",
        ),
    ),
    Mistake(
        key="last-day-left-out",
        wrong=back_without_last_day,
        message=Text(
            "Who came back on `end` itself is missing. Does that day belong to the window?",
            "`end` 當天回來的人沒算到。那一天算不算在期間內？",
        ),
    ),
    Mistake(
        key="over-existing",
        wrong=back_over_existing,
        message=Text(
            "You divided the lapsed customers who came back by the existing ones. Nobody of those above the line "
            "stands below it.",
            "你用回來的流失客戶除以老客戶，分子裡的人沒有一個在分母裡。",
        ),
    ),
    Mistake(
        key="count",
        wrong=back_count,
        message=Text(
            "You counted customers. A rate is a part of something: what is missing is the base.",
            "你算的是人數。比率是「其中的一部分」，還差分母。",
        ),
    ),
)

LAPSED = FunctionTask(
    id="a05.lapsed",
    title=Text("Lapsed customers", "流失客戶"),
    points=2,
    minutes=4,
    lesson="5.6",
    prompt=Text(
        en="""
Write `lapsed(valid, start, lapse_days)`.

**Definition.** A [lapsed customer](term:lapsed-customer) is somebody whose last order **before** `start` is **more
than** `lapse_days` days old on `start`. The orders of the window and after it do not matter, even if somebody came
back. Whoever had not bought before `start` cannot be lapsed.

**Comes back:** a table with one row for each lapsed customer: `customer_id` and `days_since_last`, the whole number of
days from the last order before `start` to `start`. The order of the rows does not matter; where nobody is lapsed, the
table has no rows.

Two dates subtracted give a time span, and `.dt.days` behind a bracket makes whole days of it.
""",
        zh_hant="""
請寫出 `lapsed(valid, start, lapse_days)`。

**定義：** `start` **之前**的最後一筆訂單，到 `start` 已經**超過** `lapse_days` 天的，\
就是[流失客戶](term:lapsed-customer)。期間內和之後的訂單都不看，就算他後來回來了也一樣。`start` 之前沒買過的人，\
不可能是流失客戶。

**傳回：** 一張表，一位流失客戶一列：`customer_id` 和 `days_since_last`（從 `start` 之前的最後一筆訂單到 `start` \
的整數天數）。列的順序不限；沒有流失客戶時，就是沒有任何一列的表。

兩個日期相減會得到一段時間，在括號後面加上 `.dt.days`，就變成整數天數。
""",
    ),
    answer=lapsed,
    returns=Column(name="days_since_last", unit="days"),
    cases=window_cases("start", "lapse_days"),
    mistakes=LAPSED_MISTAKES,
    alternatives=(lapsed_by_loop, lapsed_in_duckdb, lapsed_by_sorting),
    measure=measures.lapsed,
    hints=(
        Text(
            "It is the other side of `existing`: the same table `last`, and whoever is not an existing customer "
            "there is lapsed.",
            "這就是 `existing` 的另一面：同一張 `last`，裡面不是老客戶的就是流失客戶。",
        ),
        Text(
            'Step 2: `last["days_since_last"] = (start - …).dt.days`. The later date stands first, so that nothing is '
            "negative.",
            '步驟 2：`last["days_since_last"] = (start - …).dt.days`。較晚的日期放前面，才不會出現負數。',
        ),
        Text(
            "Step 3: keep the rows with more than `lapse_days` days, and then take two columns: "
            '`gone[["customer_id", "days_since_last"]]`.',
            '步驟 3：留下天數大於 `lapse_days` 的列，再取兩欄：`gone[["customer_id", "days_since_last"]]`。',
        ),
    ),
)

WHEN = ChoiceTask(
    id="a05.when",
    name="when_answer",
    title=Text("“Nobody ever comes back”", "「流失的客人從來不會回來」"),
    points=1,
    minutes=2,
    lesson="5.6",
    prompt=Text(
        en="""
A colleague works out the win-back rate of every quarter. He draws up the list of lapsed customers on the **last
evening**
of the quarter (last order more than 60 days ago) and counts how many of them bought in the last 60 days. It has been
exactly 0% for eight quarters. "Nobody ever comes back," he says, and wants to drop the win-back letter. What do the
eight
zeros say?
""",
        zh_hant="""
同事每一季都算流失客戶回購率。他在每季**最後一天晚上**列出流失客戶（最後一筆訂單超過 60 天），再數其中有幾位在最近 \
60 天內\
買過。連續八季都剛好是 0%。他說：「流失的客人從來不會回來。」打算停掉喚回信。這八個 0 說明了什麼？
""",
    ),
    options=(
        Option(
            key="nobody-returns",
            text=Text(
                "That lapsed customers do not come back here, so the letter can go.",
                "這家店的流失客戶真的不會回來，信可以停了。",
            ),
            why=Text(
                "The zeros would be there with any number of returns. Take a customer who came back in the quarter: is "
                "she on a list that is drawn up on its last evening?",
                "不管有多少人回來，結果都會是 0。想想一位這一季回來的顧客：季末晚上才列的名單上，會有她嗎？",
            ),
        ),
        Option(
            key="threshold",
            text=Text(
                "That 60 days are too short: with 180 days the rate would be above 0.",
                "60 天太短，改成 180 天，比率就會大於 0。",
            ),
            why=Text(
                "Try 180 on both: last order more than 180 days ago, and bought in the last 180 days. Can one "
                "person be both?",
                "兩邊都換成 180 天試試：最後一筆超過 180 天，又在最近 180 天內買過。有人能同時符合嗎？",
            ),
        ),
        Option(
            key="always-zero",
            text=Text(
                "Nothing: whoever came back is not on a list made that evening. It has to be made at the opening.",
                "什麼也沒說明：回來的人不會在當晚的名單上。名單要在期初就定下來。",
            ),
            why=Text(
                "A purchase in the last 60 days takes its customer off the list by definition, so the rate is 0 in "
                "every shop. Fix the list on the first morning, then watch who of it buys.",
                "最近 60 天買過的人，照定義就不會在名單上，所以換成任何一家店都是 0。名單要在第一天早上定好，"
                "再看裡面有誰回來買。",
            ),
        ),
        Option(
            key="base",
            text=Text(
                "That he divides by the wrong group: over all customers the rate would be right.",
                "他的分母用錯了，除以全部客戶才對。",
            ),
            why=Text(
                "Whatever he divides by, 0 stays 0. Why is nobody left above the line?",
                "不管除以什麼，0 還是 0。為什麼分子裡一個人都不剩？",
            ),
        ),
        Option(
            key="holdout",
            text=Text(
                "That the letter has no effect, since a held-out group would have shown the same.",
                "信沒有效果，因為就算有對照組，結果也一樣。",
            ),
            why=Text(
                "A held-out group is the way to judge a letter, but judged like this it would show 0 as well, with "
                "a good letter or a bad one. First the counting has to be right.",
                "要判斷信有沒有用，的確需要對照組；可是照這種算法，信好信壞都是 0。要先把人數對。",
            ),
        ),
    ),
    right="always-zero",
    hints=(
        Text(
            "Invent one customer: last order in January, back again in May. Follow her through the colleague's two "
            "steps for the second quarter.",
            "假想一位顧客：上一筆在一月，五月又回來。照同事的兩個步驟，替她走一遍第二季。",
        ),
        Text(
            "He asks two things of one and the same customer on one evening. Can both be true?",
            "他在同一個晚上，對同一個人問了兩件事。這兩件事可能同時成立嗎？",
        ),
    ),
)

WIN_BACK = FunctionTask(
    id="a05.win-back",
    title=Text("Win-back rate of lapsed customers", "流失客戶回購率"),
    points=2,
    minutes=5,
    lesson="5.6",
    prompt=Text(
        en="""
Write `win_back_rate(valid, start, end, lapse_days)`.

**Definition.** The [win-back rate](term:win-back-rate) = lapsed customers with an order in the window ÷ lapsed
customers

- Lapsed customers as in task 7: judged on the morning of `start`, last order before it more than
  `lapse_days` days old.
- The window goes from `start` to `end`, both included. Who comes back later does not count.
- Everybody counts once, however often they buy. Without a lapsed customer the rate is `NaN`.

**Comes back:** one share from 0 to 1, not rounded. Nothing is given this time.
""",
        zh_hant="""
請寫出 `win_back_rate(valid, start, end, lapse_days)`。

**定義：** [流失客戶回購率](term:win-back-rate) ＝ 期間內有訂單的流失客戶數 ÷ 流失客戶數

- 流失客戶的定義跟第 7 題一樣：在 `start` 那天早上判斷，之前的最後一筆訂單已經超過 `lapse_days` 天。
- 期間從 `start` 到 `end`，頭尾兩天都算。期間之後才回來的不算。
- 每個人只算一次，不管買幾次。一位流失客戶都沒有時，比率是 `NaN`。

**傳回：** 一個 0 到 1 的比率，不要四捨五入。這一題什麼都沒有先寫好。
""",
    ),
    answer=win_back_rate,
    returns=Number(unit="share"),
    cases=window_cases("start", "end", "lapse_days"),
    mistakes=WIN_BACK_MISTAKES,
    alternatives=(won_back_by_sets, won_back_in_duckdb, won_back_by_merge),
    measure=measures.win_back_rate,
    hints=(
        Text(
            "It has the same three steps as the repurchase rate; only the base is another.",
            "步驟跟老客戶續購率一樣是三步，只有分母不同。",
        ),
        Text(
            "The base can be your own `lapsed(valid, start, lapse_days)`: a table with a column `customer_id`.",
            "分母可以直接用你自己的 `lapsed(valid, start, lapse_days)`，那是一張有 `customer_id` 欄的表。",
        ),
        Text(
            "Which of these customers are among `buyers(valid, start, end)`? `.isin(…)` says it of each, `.mean()` "
            "makes the share.",
            "這些人有誰出現在 `buyers(valid, start, end)` 裡？`.isin(…)` 逐一回答，`.mean()` 變成比例。",
        ),
    ),
)
