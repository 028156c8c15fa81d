"""From the first order to the second: the 90-day rate, the steps of the median, and the median."""

from __future__ import annotations

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from solutions.new_customers.drawing import days as span
from solutions.new_customers.drawing import draw_shop, orders
from solutions.new_customers.given import first_and_second, ratio
from tutor.shape import Number
from tutor.task import Arguments, Case, FunctionTask, Mistake, Option, OrderingTask

NAN = float("nan")


# The second purchase within so many days


def second_within(valid, snapshot, days):
    # 1 first and second order of each customer  # lang-en
    # 1 每位顧客的第一筆和第二筆訂單  # lang-zh-Hant
    pairs = first_and_second(valid)

    # 2 base: the customers watched for at least `days` days  # lang-en
    # 2 base：到快照日已經觀察滿 days 天的顧客  # lang-zh-Hant
    ### BEGIN SOLUTION
    watched = (snapshot - pairs["first_order"]).dt.days
    base = pairs[watched >= days]
    ### END SOLUTION

    # 3 return the share of them that came back in time  # lang-en
    # 3 傳回其中及時回來的比率  # lang-zh-Hant
    ### BEGIN SOLUTION
    gap = (base["second_order"] - base["first_order"]).dt.days
    return ratio((gap <= days).sum(), len(base))
    ### END SOLUTION


def within_by_loop(valid, snapshot, days):
    visits = {}
    for order in valid.itertuples():
        visits.setdefault(order.customer_id, set()).add(order.order_date)
    base = back = 0
    for dates in visits.values():
        first, *later = sorted(dates)
        if (snapshot - first).days >= days:
            base += 1
            back += bool(later) and (later[0] - first).days <= days
    return back / base if base else NAN


def within_in_duckdb(valid, snapshot, days):
    import duckdb

    shop = duckdb.connect()
    shop.register("valid", valid)
    (found,) = shop.execute(
        """
        with first as (select customer_id, min(order_date) as day from valid group by 1),
        judged as (
            select day, (select min(order_date) from valid v where v.customer_id = f.customer_id and order_date > day)
                as again
            from first f where date_diff('day', day, $today) >= $days
        )
        select avg(case when date_diff('day', day, again) <= $days then 1.0 else 0.0 end) from judged
        """,
        {"today": snapshot.to_pydatetime(), "days": days},
    ).fetchall()[0]
    return NAN if found is None else float(found)


def within_by_dates(valid, snapshot, days):
    limit = pd.Timedelta(days=days)
    visits = valid[["customer_id", "order_date"]].drop_duplicates().sort_values("order_date")
    visits["next"] = visits.groupby("customer_id")["order_date"].shift(-1)
    first = visits.drop_duplicates("customer_id")
    first = first[first["order_date"] + limit <= snapshot]
    return (first["next"] <= first["order_date"] + limit).mean()


def _orders(valid):
    """The orders of a ledger in which nothing was cancelled or sent back."""
    return valid.assign(status="completed", amount=100.0)


def within_measured(valid, snapshot, days):
    return customer_value.second_purchase_rate(_orders(valid), None, snapshot, days=days)


# What people do instead


def _gaps(valid, snapshot):
    pairs = first_and_second(valid)
    return pd.DataFrame(
        {
            "gap": (pairs["second_order"] - pairs["first_order"]).dt.days,
            "watched": (snapshot - pairs["first_order"]).dt.days,
        }
    )


def within_young_kept(valid, snapshot, days):
    return (_gaps(valid, snapshot)["gap"] <= days).mean()


def within_no_days(valid, snapshot, days):
    table = _gaps(valid, snapshot)
    return table.loc[table["watched"] >= days, "gap"].notna().mean()


def within_neither(valid, snapshot, days):
    return _gaps(valid, snapshot)["gap"].notna().mean()


def within_young_above(valid, snapshot, days):
    table = _gaps(valid, snapshot)
    return ratio((table["gap"] <= days).sum(), (table["watched"] >= days).sum())


def within_young_below(valid, snapshot, days):
    table = _gaps(valid, snapshot)
    return ((table["gap"] <= days) & (table["watched"] >= days)).mean() or NAN  # 0 is told by the case


def within_early_back_kept(valid, snapshot, days):
    table = _gaps(valid, snapshot)
    return (table.loc[(table["watched"] >= days) | table["gap"].notna(), "gap"] <= days).mean()


def within_rows_counted(valid, snapshot, days):
    base = (_gaps(valid, snapshot)["watched"] >= days).sum()
    return ratio(base, base)


def within_of_repeaters(valid, snapshot, days):
    table = _gaps(valid, snapshot)
    return (table.loc[(table["watched"] >= days) & table["gap"].notna(), "gap"] <= days).mean()


def within_of_all_repeaters(valid, snapshot, days):
    return (_gaps(valid, snapshot)["gap"].dropna() <= days).mean()


def within_young_instead(valid, snapshot, days):
    table = _gaps(valid, snapshot)
    return (table.loc[table["watched"] <= days, "gap"] <= days).mean()


def within_a_day_short(valid, snapshot, days):
    table = _gaps(valid, snapshot)
    return (table.loc[table["watched"] >= days, "gap"] < days).mean()


def within_a_day_too_old(valid, snapshot, days):
    table = _gaps(valid, snapshot)
    return (table.loc[table["watched"] > days, "gap"] <= days).mean()


def within_count(valid, snapshot, days):
    table = _gaps(valid, snapshot)
    return (table.loc[table["watched"] >= days, "gap"] <= days).sum() or NAN


def within_same_day(valid, snapshot, days):
    rows = valid.sort_values("order_date", kind="stable")
    rows["place"] = rows.groupby("customer_id").cumcount()
    first = rows[rows["place"] == 0].set_index("customer_id")["order_date"]
    second = rows[rows["place"] == 1].set_index("customer_id")["order_date"].reindex(first.index)
    gap = (second - first).dt.days
    return (gap[(snapshot - first).dt.days >= days] <= days).mean()


def within_last_order(valid, snapshot, days):
    dates = valid.groupby("customer_id")["order_date"].agg(["min", "max"])
    gap = (dates["max"] - dates["min"]).dt.days
    base = (snapshot - dates["min"]).dt.days >= days
    return gap[base].between(1, days).mean()


WITHIN_MISTAKES = (
    Mistake(
        key="young-kept",
        wrong=within_young_kept,
        message=Text(
            "Customers whose days are not over yet stand in your base. They count as lost before their time is up: "
            "look at C00009 on the page.",
            "還沒觀察滿的顧客也在你的分母裡，時間還沒到就被當成沒回來。看看頁面上的 C00009。",
        ),
    ),
    Mistake(
        key="no-days",
        wrong=within_no_days,
        message=Text(
            "You counted whoever came back at any time. Then the rate grows the longer one waits: where is `days` in "
            "your step 3?",
            "只要有回來，不管隔多久，你都算進去了。這樣等越久比率就越高；步驟 3 的 `days` 到哪裡去了？",
        ),
    ),
    Mistake(
        key="neither",
        wrong=within_neither,
        message=Text(
            "You divided all who came back by all customers. `days` is needed twice: for who can be judged, and for "
            "who came back in time.",
            "你用「所有回來的人」除以「所有顧客」。`days` 要用兩次：決定誰可以判斷，也決定誰及時回來。",
        ),
    ),
    Mistake(
        key="young-above-only",
        wrong=within_young_above,
        message=Text(
            "Young customers are out of the base, but those who came back early still count above the line. Is "
            "everybody above the line also below it?",
            "還沒觀察滿的人從分母拿掉了，可是提早回來的還算在分子。分子裡的每個人，都在分母裡嗎？",
        ),
    ),
    Mistake(
        key="young-below-only",
        wrong=within_young_below,
        message=Text(
            "Above the line the young customers are out, but you divided by everybody. They belong in neither part.",
            "分子已經拿掉還沒觀察滿的人，可是你除以的是所有人。他們分子分母都不該算。",
        ),
    ),
    Mistake(
        key="early-back-kept",
        wrong=within_early_back_kept,
        message=Text(
            "Whoever is back already stands in your base, watched long enough or not. So the quick ones among the "
            "young count and the others do not: what does the definition say of the young?",
            "已經回來的人，不管觀察滿了沒有，你都放進分母。這樣還沒滿的人裡，只有快的那些被算進去；定義對還沒滿的人怎麼說？",
        ),
    ),
    Mistake(
        key="rows-counted",
        wrong=within_rows_counted,
        message=Text(
            "Above the line you counted rows, in time or not, so both numbers are the same. What counts only the True "
            "ones of a comparison?",
            "分子你數的是列數，及時沒及時都算，所以和分母一樣多。比較的結果是 True 和 False，怎麼只數 True？",
        ),
    ),
    Mistake(
        key="of-repeaters",
        wrong=within_of_repeaters,
        message=Text(
            "You divided by those who came back at all. An empty gap means that somebody has not come back; they "
            "belong in the base.",
            "你的分母只有回來過的人。間隔是空值，代表他沒有回來，他也要算在分母裡。",
        ),
    ),
    Mistake(
        key="of-all-repeaters",
        wrong=within_of_all_repeaters,
        message=Text(
            "Your base are those who came back, young or not. It should be those who can be judged, whether or not "
            "they came back.",
            "你的分母是有回來的人，不管觀察滿了沒有。分母應該是可以判斷的人，不管他有沒有回來。",
        ),
    ),
    Mistake(
        key="young-instead",
        wrong=within_young_instead,
        message=Text(
            "Your base are those who have **not** been watched long enough. Which way does your comparison point?",
            "你的分母是**還沒**觀察滿的人。比較的符號，方向對嗎？",
        ),
    ),
    Mistake(
        key="a-day-short",
        wrong=within_a_day_short,
        message=Text(
            "Whoever came back after exactly `days` days is missing above the line. Look at the comparison in step 3.",
            "剛好第 `days` 天回來的人沒算到。看看步驟 3 的比較符號。",
        ),
    ),
    Mistake(
        key="a-day-too-old",
        wrong=within_a_day_too_old,
        message=Text(
            "Whoever has been watched for exactly `days` days is missing in your base. Look at the comparison in step "
            "2.",
            "剛好觀察滿 `days` 天的人，不在你的分母裡。看看步驟 2 的比較符號。",
        ),
    ),
    Mistake(
        key="count",
        wrong=within_count,
        message=Text(
            "You counted customers. A rate is a part of something: what is missing is the base.",
            "你算的是人數。比率是「其中的一部分」，還差分母。",
        ),
    ),
    Mistake(
        key="same-day",
        wrong=within_same_day,
        message=Text(
            "A second order on the first day counts as coming back in your rate. `first_and_second` looks at later "
            "days only.",
            "同一天的第二筆訂單，你當成又回來了。`first_and_second` 只看之後的日子。",
        ),
    ),
    Mistake(
        key="last-order",
        wrong=within_last_order,
        message=Text(
            "You took the days to the **last** order. Whoever has come back often and long looks late then: which "
            "order is asked about?",
            "你算的是到**最後**一筆訂單的天數。這樣常客反而看起來很晚才回來；題目問的是哪一筆？",
        ),
    ),
)


# The median, day by day


def median_days(valid, snapshot):
    # 1 first and second order of each customer  # lang-en
    # 1 每位顧客的第一筆和第二筆訂單  # lang-zh-Hant
    pairs = first_and_second(valid)

    # 2 came: who is back; days: until the second order, or until the snapshot  # lang-en
    # 2 came：誰回來了；days：到第二筆訂單的天數，還沒回來的算到快照日  # lang-zh-Hant
    came = pairs["second_order"].notna()
    ### BEGIN SOLUTION
    until = pairs["second_order"].fillna(snapshot)
    days = (until - pairs["first_order"]).dt.days
    ### END SOLUTION

    # 3 day by day: how large a share is still waiting?  # lang-en
    # 3 一天一天看：還在等的人剩多少比率？  # lang-zh-Hant
    waiting = 1
    for day in sorted(days[came].unique()):
        back = (came & (days == day)).sum()
        ### BEGIN SOLUTION
        at_risk = (days >= day).sum()
        waiting = waiting * (1 - back / at_risk)
        ### END SOLUTION
        if round(waiting, 9) <= 0.5:
            return day

    # 4 half of them were never seen to come back  # lang-en
    # 4 始終沒看到一半的人回來  # lang-zh-Hant
    return float("nan")


def median_from_the_curve(valid, snapshot):
    found = customer_value.time_to_second_order(valid, snapshot)
    curve = customer_value.survival_curve(found["days"].tolist(), found["observed"].tolist())
    reached = curve.loc[curve["survival"] < 0.5 + 1e-9, "day"]
    return reached.iloc[0] if len(reached) else NAN


def median_with_scipy(valid, snapshot):
    from scipy.stats import CensoredData, ecdf

    table = _gaps(valid, snapshot)
    came = table["gap"].notna()
    if not came.any():
        return NAN
    found = ecdf(CensoredData.right_censored(table["gap"].fillna(table["watched"]), ~came)).sf
    reached = found.quantiles[found.probabilities <= 0.5 + 1e-9]
    return reached[0] if len(reached) else NAN


def median_by_loop(valid, snapshot):
    visits = {}
    for order in valid.itertuples():
        visits.setdefault(order.customer_id, set()).add(order.order_date)
    people = []
    for dates in visits.values():
        first, *later = sorted(dates)
        people.append((((later or [snapshot])[0] - first).days, not later))
    waiting, left = 1.0, len(people)
    for days, still_waiting in sorted(people):  # on equal days those who came stand first
        if not still_waiting:
            waiting *= 1 - 1 / left
            if waiting <= 0.5 + 1e-9:
                return days
        left -= 1
    return NAN


def median_in_columns(valid, snapshot):
    table = _gaps(valid, snapshot)
    table["days"] = table["gap"].fillna(table["watched"])
    by_day = table.groupby("days")["gap"].agg(["size", "count"])
    at_risk = by_day["size"][::-1].cumsum()[::-1]
    waiting = (1 - by_day["count"] / at_risk).cumprod().round(9)
    reached = waiting.index[waiting <= 0.5]
    return reached.min() if len(reached) else NAN


def median_measured(valid, snapshot):
    found = customer_value.time_to_second_order(valid, snapshot)
    return customer_value.median_time_to_second_order(found["days"].tolist(), found["observed"].tolist())


# What people do instead


def _waited(valid, snapshot):
    table = _gaps(valid, snapshot)
    return table["gap"].fillna(table["watched"]).to_numpy(), table["gap"].notna().to_numpy()


def _first_half(days, came, left_after):
    """The first day on which what is left is half or less; `left_after` says what a day with returns leaves."""
    waiting = 1.0
    for day in np.unique(days[came]):
        waiting = left_after(waiting, day, np.sum(came & (days == day)))
        if round(waiting, 9) <= 0.5:
            return int(day)
    return NAN


def median_of_buyers(valid, snapshot):
    return _gaps(valid, snapshot)["gap"].median()


def median_all_came(valid, snapshot):
    return np.median(_waited(valid, snapshot)[0])


def mean_of_buyers(valid, snapshot):
    return _gaps(valid, snapshot)["gap"].mean()


def mean_of_all(valid, snapshot):
    return _waited(valid, snapshot)[0].mean()


def median_never_leave(valid, snapshot):
    days, came = _waited(valid, snapshot)
    return _first_half(days, came, lambda waiting, day, back: waiting - back / len(days))


def median_of_the_waiting(valid, snapshot):
    table = _gaps(valid, snapshot)
    return table.loc[table["gap"].isna(), "watched"].median()


def median_at_risk_later(valid, snapshot):
    days, came = _waited(valid, snapshot)
    return _first_half(days, came, lambda waiting, day, back: waiting * (1 - back / max(np.sum(days > day), 1)))


def median_at_risk_all(valid, snapshot):
    days, came = _waited(valid, snapshot)
    return _first_half(days, came, lambda waiting, day, back: waiting * (1 - back / len(days)))


def median_at_risk_gone(valid, snapshot):
    days, came = _waited(valid, snapshot)
    return _first_half(days, came, lambda waiting, day, back: waiting * (1 - back / np.sum(days <= day)))


def median_at_risk_waiting(valid, snapshot):
    days, came = _waited(valid, snapshot)
    return _first_half(
        days, came, lambda waiting, day, back: waiting * (1 - back / max(np.sum(~came & (days >= day)), 1))
    )


def median_at_risk_came(valid, snapshot):
    days, came = _waited(valid, snapshot)
    return _first_half(days, came, lambda waiting, day, back: waiting * (1 - back / np.sum(came & (days >= day))))


def median_not_multiplied(valid, snapshot):
    days, came = _waited(valid, snapshot)
    return _first_half(days, came, lambda waiting, day, back: 1 - back / np.sum(days >= day))


def median_subtracted(valid, snapshot):
    days, came = _waited(valid, snapshot)
    return _first_half(days, came, lambda waiting, day, back: waiting - back / np.sum(days >= day))


def median_share_back(valid, snapshot):
    days, came = _waited(valid, snapshot)
    return _first_half(days, came, lambda waiting, day, back: waiting * back / np.sum(days >= day))


def median_watched_for_all(valid, snapshot):
    table = _gaps(valid, snapshot)
    days, came = table["watched"].to_numpy(), table["gap"].notna().to_numpy()
    return _first_half(days, came, lambda waiting, day, back: waiting * (1 - back / np.sum(days >= day)))


MEDIAN_MISTAKES = (
    Mistake(
        key="of-buyers",
        wrong=median_of_buyers,
        message=Text(
            "This is the median of those who did come back. Whoever is still waiting is left out, and they are the "
            "slow ones: such a number always looks too fast.",
            "這是「有回來的人」的中位數。還在等的人都被排除了，而他們正是慢的那些：這個數字一定會偏快。",
        ),
    ),
    Mistake(
        key="all-came",
        wrong=median_all_came,
        message=Text(
            "You took the median of all the days, as if those who have not come back had come on the snapshot. They "
            "are only known to take longer than that.",
            "你直接取所有天數的中位數，等於把還沒回來的人當成快照日那天回來了。其實只知道他們會更久。",
        ),
    ),
    Mistake(
        key="mean-of-buyers",
        wrong=mean_of_buyers,
        message=Text(
            "This is a mean, and only of those who came back. Asked for is the day by which half of everybody is back.",
            "這是平均數，而且只算有回來的人。題目要的是「所有人有一半回來」的那一天。",
        ),
    ),
    Mistake(
        key="mean-of-all",
        wrong=mean_of_all,
        message=Text(
            "This is the mean of all the days, the unfinished ones among them. Go day by day and ask what share is "
            "still waiting.",
            "這是所有天數的平均，連還沒結束的也算進去。要一天一天看，還在等的比率剩多少。",
        ),
    ),
    Mistake(
        key="never-leave",
        wrong=median_never_leave,
        message=Text(
            "You waited until half of all customers were seen back. That treats those who came only lately as if they "
            "would never return: they leave the count below the line when they are no longer watched.",
            "你等到全部顧客有一半回來才算。這等於把最近才來的人當成永遠不會回來；不再觀察得到的人，要從分母離開。",
        ),
    ),
    Mistake(
        key="of-the-waiting",
        wrong=median_of_the_waiting,
        message=Text(
            "This is how long those who have not come back have been waiting so far. What is asked is when people do "
            "come back.",
            "這是還沒回來的人到目前等了多久。題目問的是大家多久會回來。",
        ),
    ),
    Mistake(
        key="at-risk-later",
        wrong=median_at_risk_later,
        message=Text(
            "Those who come back on the day itself are missing below the line. Just before that day they were still "
            "waiting: `>` or `>=`?",
            "當天回來的人不在你的分母裡。可是那天開始之前，他們還在等：該用 `>` 還是 `>=`？",
        ),
    ),
    Mistake(
        key="at-risk-all",
        wrong=median_at_risk_all,
        message=Text(
            "You divided by all customers on every day. Whoever is back, or no longer watched, is not waiting any "
            "more.",
            "每一天你都除以所有顧客。已經回來的、或已經觀察不到的人，都不再是「還在等」。",
        ),
    ),
    Mistake(
        key="at-risk-waiting",
        wrong=median_at_risk_waiting,
        message=Text(
            "Below the line stand only those who have not come back at all. Whoever comes back later was still waiting "
            "on that day, too.",
            "你的分母只有一直沒回來的人。之後才回來的人，那一天也還在等。",
        ),
    ),
    Mistake(
        key="at-risk-came",
        wrong=median_at_risk_came,
        message=Text(
            "Below the line stand only those who came back. Whoever is still waiting is missing: how many days has "
            "such a customer in your step 2, and does `at_risk` count them?",
            "你的分母只有回來的人，還在等的人都不見了。在你的步驟 2，他們的天數是多少？`at_risk` 有沒有數到他們？",
        ),
    ),
    Mistake(
        key="at-risk-gone",
        wrong=median_at_risk_gone,
        message=Text(
            "Below the line stand those whose days are over by then. At risk are the others: which way does the "
            "comparison point?",
            "你的分母是到那天為止已經結束的人。要數的是另一邊的人：比較的符號，方向對嗎？",
        ),
    ),
    Mistake(
        key="not-multiplied",
        wrong=median_not_multiplied,
        message=Text(
            "The share still waiting does not shrink from day to day in your loop. What is left after a day is what "
            "was left before **times** that day's share.",
            "在你的迴圈裡，還在等的比率沒有一天一天接著變小。一天之後剩下的，是前一天剩下的**乘上**這一天的比率。",
        ),
    ),
    Mistake(
        key="subtracted",
        wrong=median_subtracted,
        message=Text(
            "You took each day's share off what was left. It is a share of those **still waiting**, not of everybody: "
            "multiply.",
            "你從剩下的比率直接減掉每天的比率。那是占「**還在等的人**」的比率，不是占所有人的：要用乘的。",
        ),
    ),
    Mistake(
        key="share-back",
        wrong=median_share_back,
        message=Text(
            "You multiplied by the share that came back. What is to be left are those who did not.",
            "你乘上的是回來的比率。要留下的是沒回來的那些。",
        ),
    ),
    Mistake(
        key="watched-for-all",
        wrong=median_watched_for_all,
        message=Text(
            "You took the days to the snapshot for everybody, also for those who are back. For them the days end with "
            "the second order.",
            "所有人你都算到快照日，連已經回來的也是。回來的人，天數只算到第二筆訂單。",
        ),
    ),
)


# The orders they are tried on

SNAPSHOT, DAYS = pd.Timestamp("2025-12-31"), 90

SMALL_ORDERS = {
    "C00001": ("2025-03-14", "2025-04-24"),
    "C00002": ("2025-05-02", "2025-09-15", "2025-11-03"),
    "C00003": ("2025-09-02",),
    "C00004": ("2025-07-11", "2025-07-31", "2025-08-20"),
    "C00005": ("2025-04-25",),
    "C00006": ("2025-02-08", "2025-08-27"),
    "C00007": ("2025-12-01",),
    "C00008": ("2025-11-01", "2025-11-01"),
    "C00009": ("2025-11-21",),
    "C00010": ("2025-12-05", "2025-12-18"),
    "C00011": ("2025-11-08", "2025-11-17"),
}
"""The eleven customers that the exercise page prints: six back, five not yet; six can be judged after 90 days."""


def histories(of) -> pd.DataFrame:
    """Valid orders from each customer's dates."""
    return orders((who, day) for who, dates in of.items() for day in dates)


SMALL = histories(SMALL_ORDERS)


def _small(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.Timestamp, int]:
    """The printed customers under other names, all days moved, the gaps stretched a little."""
    by = span(rng.integers(-200, 200))
    names = rng.permutation(list(SMALL_ORDERS))
    without = rng.choice(["C00001", "C00003", "C00005", "C00006", "C00010", "none"])
    moved = {}
    for (who, dates), name in zip(SMALL_ORDERS.items(), names, strict=True):
        if who == without:
            continue
        first, *later = (pd.Timestamp(day) + by for day in dates)
        longer = span(rng.integers(0, 4)) if later and later[0] > first else span(0)
        moved[str(name)] = [first - longer, *later]
    return histories(moved), SNAPSHOT + by, DAYS


def _on_the_borders(snapshot: pd.Timestamp, days: int) -> list[list[pd.Timestamp]]:
    def story(age, *gaps):
        first = snapshot - span(age)
        return [first, *(first + span(gap) for gap in gaps)]

    return [
        story(days),
        story(days, days),
        story(days, days - 9),
        story(days + 1, days + 1),
        story(days + 60, days),
        story(days + 60, days + 1, days + 30),
        story(days + 90, 5, days + 20),
        story(days - 1),
        story(days - 1, 8),
        story(days - 10, 3, 12),
        story(days + 30, 0),
        story(days + 25, 0, days + 9),
        story(days + 200),
        story(0),
        story(4, 0),
    ]


def _ordinary(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.Timestamp, int]:
    """The orders of a generated shop up to a day, some repeated on their day, some customers on the borders."""
    snapshot = pd.Timestamp("2025-01-31") + span(rng.integers(0, 330))
    days = int(rng.choice([45, 60, 75, 90]))
    valid = draw_shop(rng)["valid"]
    rows = list(zip(valid["customer_id"], valid["order_date"], strict=True))
    rows += [row for row in rows if rng.random() < 0.06]
    people = 200
    for dates in _on_the_borders(snapshot, days):
        for _ in range(int(rng.integers(1, 5))):
            people += 1
            rows += [(f"C{people:05d}", day) for day in dates]
    return orders((who, day) for who, day in rows if day <= snapshot), snapshot, days


def _patient(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.Timestamp, int]:
    """Some dozens of customers, most of them back, early on three on a day: each way of counting has its own day."""
    snapshot = pd.Timestamp("2025-06-30") + span(rng.integers(0, 180))
    # an even number back: the middle one of those who came is then not the mean of the middle two
    back, not_yet = 2 * int(rng.integers(21, 27)), int(rng.integers(8, 13))
    gaps = np.sort(rng.choice(np.arange(6, 420), size=back, replace=False))
    gaps[4:16] = np.repeat(gaps[4:16:3], 3)
    waiting = np.concatenate([[3, 5], rng.choice(np.arange(8, 560), size=not_yet, replace=False)])
    stories = [[int(gap) + int(rng.integers(0, 300)), 0, int(gap)] for gap in gaps]
    stories += [[int(age), 0] for age in waiting]
    rows = {}
    for number, place in enumerate(rng.permutation(len(stories)), start=1):
        age, *days_after = stories[place]
        first = snapshot - span(age)
        dates = [first + span(after) for after in days_after]
        if rng.random() < 0.15:
            dates.append(first)  # two orders on the first day
        if len(days_after) > 1 and rng.random() < 0.5:
            dates.append(min(dates[1] + span(rng.integers(1, 90)), snapshot))
        rows[f"C{number:05d}"] = dates
    return histories(rows), snapshot, DAYS


def _borders(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.Timestamp, int]:
    """Only the customers on the borders, under other names each time."""
    snapshot, days = pd.Timestamp("2025-06-30") + span(rng.integers(0, 180)), int(rng.integers(30, 100))
    people = _on_the_borders(snapshot, days)
    places = rng.permutation(len(people))[: -int(rng.integers(1, 4))]
    return histories({f"C{new:05d}": people[old] for new, old in enumerate(places, start=1)}), snapshot, days


def _young(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.Timestamp, int]:
    """A shop that has just opened: nobody has been watched for long, few are back."""
    snapshot, days = pd.Timestamp("2025-06-30") + span(rng.integers(0, 180)), int(rng.integers(40, 100))
    ages = rng.integers(1, days, size=int(rng.integers(5, 9)))
    people = {f"C{number:05d}": [snapshot - span(age)] for number, age in enumerate(ages, start=1)}
    people["C00001"] = [snapshot - span(30), snapshot - span(21)]
    return histories(people), snapshot, days


def _nobody_back(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.Timestamp, int]:
    """Old customers of whom nobody has come on a second day."""
    snapshot, days = pd.Timestamp("2025-06-30") + span(rng.integers(0, 180)), int(rng.integers(40, 100))
    firsts = [snapshot - span(days + rng.integers(0, 200)) for _ in range(int(rng.integers(3, 7)))]
    return histories({f"C{n:05d}": [day] * (1 + n % 2) for n, day in enumerate(firsts, start=1)}), snapshot, days


def _exactly_half(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.Timestamp, int]:
    """The curve comes to one half exactly; or it does on a day on which somebody leaves it without coming back."""
    snapshot, days = pd.Timestamp("2025-06-30") + span(rng.integers(0, 180)), int(rng.integers(40, 100))
    one, two, three = sorted(int(day) for day in rng.choice(np.arange(5, 39), size=3, replace=False))
    stories = [(one + 60, one), (two + 60, two), (two, None), (three + 60, three)]
    if rng.random() < 0.5:
        stories = [(one + 60, one), (two + 60, two), (three + 60, three), (300, None)]
    rows = {}
    for number, (age, gap) in enumerate(stories, start=1):
        first = snapshot - span(age)
        rows[f"C{number:05d}"] = [first] if gap is None else [first, first + span(gap)]
    return histories(rows), snapshot, days


NAMES = {
    "small": Text("the eleven customers on the page", "頁面上的十一位顧客"),
    "ordinary": Text("an ordinary shop", "一家一般的店"),
    "borders": Text("orders exactly on a border day", "剛好落在界線那一天的訂單"),
    "half": Text("a shop in which exactly half are back", "剛好一半的人回來的店"),
    "young": Text("a shop that has just opened", "才剛開幕的店"),
    "nobody-back": Text("customers of whom nobody came back", "沒有人回來的店"),
}
SOURCES = {
    "small": _small,
    "borders": _borders,
    "half": _exactly_half,
    "young": _young,
    "nobody-back": _nobody_back,
}


def _cases(shares: dict[str, float], names: tuple[str, ...], ordinary=_ordinary) -> tuple[Case, ...]:
    def drawing(source):
        def draw(rng: np.random.Generator) -> Arguments:
            return {
                name: one for name, one in zip(("valid", "snapshot", "days"), source(rng), strict=True) if name in names
            }

        return draw

    printed = {"valid": SMALL, "snapshot": SNAPSHOT, "days": DAYS}
    return tuple(
        Case(
            key=key,
            name=NAMES[key],
            share=share,
            draw=drawing(ordinary if key == "ordinary" else SOURCES[key]),
            printed={name: printed[name] for name in names} if key == "small" else None,
            ordinary=key == "ordinary",
        )
        for key, share in shares.items()
    )


SECOND_WITHIN = FunctionTask(
    id="a03.second_within",
    title=Text("Second-purchase rate within 90 days", "90 天內的首購客戶續購率"),
    points=2,
    minutes=6,
    lesson="5.3",
    prompt=Text(
        en="""
Write `second_within(valid, snapshot, days)`: what share of the new customers came back within `days` days. The table
`valid` ends on the `snapshot`.

**Definition.** The [second-purchase rate](term:second-purchase-rate) = customers of the base whose second order came at
most `days` days after the first ÷ customers of the base. (Lesson 5.3 goes further into it.)

- *The base*: customers who have been watched for at least `days` days, from their first order to the snapshot.
  **Whoever is younger is in neither part**, even if they are back already.
- *The second order* is on a later day; that is what `first_and_second` finds. Exactly `days` days later is in time, and
  exactly `days` days watched is long enough.
- If nobody is in the base, the rate is `NaN`.

**Comes back:** one share from 0 to 1, not rounded.

Step 1 is done for you. A comparison with an empty cell is False; that suits us here.
""",
        zh_hant="""
請寫出 `second_within(valid, snapshot, days)`：有多少比率的新客在 `days` 天內又回來買。`valid` 這張表記到快照日 \
`snapshot` 為止。

**定義：** [首購客戶續購率](term:second-purchase-rate) ＝ 分母裡，\
第二筆訂單在首購後 `days` 天內的顧客數 ÷ 分母的顧客數（第 5.3 課會再細談。）

- **分母**：從首購到快照日，已經觀察滿 `days` 天的顧客。**還沒滿的人，分子分母都不算**，就算他已經回來了也一樣。
- **第二筆訂單**要在之後的另一天，`first_and_second` 找的就是它。剛好第 `days` 天算及時，剛好觀察滿 `days` 天也算滿。
- 分母沒有人時，傳回 `NaN`。

**傳回：** 一個 0 到 1 的比率，不要四捨五入。

步驟 1 已經寫好。跟空值比較會得到 False，在這裡正好合用。
""",
    ),
    answer=second_within,
    returns=Number(unit="share"),
    cases=_cases(
        {"small": 0.2, "ordinary": 0.4, "borders": 0.2, "young": 0.1, "nobody-back": 0.1}, ("valid", "snapshot", "days")
    ),
    mistakes=WITHIN_MISTAKES,
    alternatives=(within_by_loop, within_in_duckdb, within_by_dates),
    measure=within_measured,
    hints=(
        Text(
            "Step 2 is like the age in `conversion`: the snapshot minus a column of dates, then `.dt.days`. With it, "
            "keep the rows of `pairs` that are old enough.",
            "步驟 2 和 `conversion` 裡算天數一樣：快照日減掉一欄日期，再接 `.dt.days`。然後留下 `pairs` 裡夠久的列。",
        ),
        Text(
            "Step 3 needs the days between the two columns of `base`: the later minus the earlier, in brackets, with "
            "`.dt.days` behind.",
            "步驟 3 要算 `base` 兩欄之間隔了幾天：較晚的減較早的，加上小括號，後面接 `.dt.days`。",
        ),
        Text(
            "The last line hands `ratio` how many of these gaps are at most `days`, and how many rows `base` has.",
            "最後一行把兩個數字交給 `ratio`：這些間隔裡不超過 `days` 的有幾個，以及 `base` 有幾列。",
        ),
    ),
)

STEPS = OrderingTask(
    id="a03.median_steps",
    name="steps_answer",
    title=Text("When is half of them back?", "什麼時候一半的人會回來？"),
    points=1,
    minutes=4,
    lesson="3.4",
    prompt=Text(
        en="""
By which day after the first order has half of **all** new customers come back, those among them who have simply not had
the time yet? Put the steps in order, from the first to the last. Where two orders give the same number, both are
right.
""",
        zh_hant="""
首購之後第幾天，**所有**新客會有一半回來？其中有些人只是時間還不夠。請把步驟從第一步排到最後一步；\
如果兩種順序算出來的結果一樣，兩種都算對。
""",
    ),
    items=(
        Option(
            key="multiply",
            text=Text(
                "Day by day, multiply the share still waiting by 1 − (came back on this day ÷ still waiting just "
                "before it).",
                "一天一天往後看，把還在等的比率乘上 1 −（這天回來的人 ÷ 這天之前還在等的人）。",
            ),
            why=Text(
                "To go day by day, everybody has to stand in line already, with the days of each.",
                "要一天一天往後看，得先讓所有人照天數排好隊。",
            ),
        ),
        Option(
            key="leave-out",
            text=Text("Leave out the customers who have not come back.", "拿掉還沒回來的顧客。"),
            why=Text(
                "Those who have not come back are the slow ones, and the young. Without them you learn how fast the "
                "fast ones were.",
                "還沒回來的，是比較慢的人和剛來的人。拿掉他們，只知道快的人有多快。",
            ),
        ),
        Option(
            key="waiting",
            text=Text(
                "Who has no second order: count the days from the first order to the snapshot, and mark “not yet”.",
                "沒有第二筆訂單的人：算第一筆訂單到快照日的天數，標上「還沒」。",
            ),
            why=Text(
                "Who has not come back is known when both orders have been looked for; and it has to be marked before "
                "anybody stands in line.",
                "要先找過兩筆訂單，才知道誰還沒回來；而且要在排隊之前標好。",
            ),
        ),
        Option(
            key="half",
            text=Text(
                "Take the first day on which the share still waiting is 50% or less.",
                "取還在等的比率降到 50% 以下（含）的第一天。",
            ),
            why=Text(
                "The day can be read off when the share is known for every day: this is the last step.",
                "每一天的比率都算出來，才讀得到那一天；這是最後一步。",
            ),
        ),
        Option(
            key="pairs",
            text=Text(
                "Find each customer's first order, and the first on a later day.",
                "找出每位顧客的第一筆訂單，以及之後另一天的第一筆。",
            ),
            why=Text(
                "All days are counted from the first order, so it is needed before anything else.",
                "所有天數都從第一筆訂單算起，所以要先找出它。",
            ),
        ),
        Option(
            key="came-today",
            text=Text(
                "Mark those who have not come back as if they had come on the snapshot.",
                "把還沒回來的人，當作在快照日那天回來。",
            ),
            why=Text(
                "Nobody came on the snapshot. Of those who are still away one knows only that it takes them longer "
                "than that.",
                "快照日那天並沒有人回來。還沒回來的人，只知道他們需要更久。",
            ),
        ),
        Option(
            key="line",
            text=Text(
                "Put all of them in line by their days, the shortest first; at the start 100% are waiting.",
                "所有人照天數由短到長排好隊；一開始還在等的是 100%。",
            ),
            why=Text(
                "A line by days needs the days of everybody, of those who came and of those who have not.",
                "要照天數排隊，得先有每個人的天數，回來的和還沒回來的都要。",
            ),
        ),
        Option(
            key="came",
            text=Text(
                "Who has a second order: count the days between the two, and mark “came back”.",
                "有第二筆訂單的人：算兩筆之間的天數，標上「回來了」。",
            ),
            why=Text(
                "The days between two orders need both orders, and are needed before anybody stands in line.",
                "要先有兩筆訂單才能算間隔，而且要在排隊之前算好。",
            ),
        ),
    ),
    right=(
        ("pairs", "came", "waiting", "line", "multiply", "half"),
        ("pairs", "waiting", "came", "line", "multiply", "half"),
    ),
    hints=(
        Text(
            "Two of the steps do not belong: each makes the customers look faster than they are.",
            "有兩步是多出來的，而且都會讓顧客看起來比實際上快。",
        ),
        Text(
            "Before the line can be formed everybody needs a number of days and a mark. After it comes one "
            "calculation, and then one reading.",
            "排隊之前，每個人都要有天數和標記。排好之後，先計算，再讀出結果。",
        ),
    ),
)

MEDIAN_DAYS = FunctionTask(
    id="a03.median_days",
    title=Text("Median time to the second order", "首購到二購中位時間"),
    points=2,
    minutes=8,
    lesson="3.4",
    prompt=Text(
        en="""
Write `median_days(valid, snapshot)`: by which day after the first order half of all new customers are back. The table
`valid` ends on the `snapshot`.

**Definition** of the [median time to the second order](term:median-time-to-second-order) (after Kaplan and Meier), in
the steps of the task before:

- Of each customer: the days from the first order to the second, or, where there is none yet, to the snapshot.
- The share still waiting begins with 1. On every day on which somebody comes back it is multiplied by
  1 − `back` ÷ `at_risk`: `back` are those who come back on exactly that day, `at_risk` all customers whose days are
  **that day or more**, back later or not.
- The median is the first day on which the share is 0.5 or less.

**Comes back:** one number of days; `NaN` where the share stays above 0.5.

Fill in the `days` of step 2 and the two lines of step 3. `column.fillna(x)` puts `x` into the empty cells of a column.
(`sorted(days[came].unique())` are the days on which somebody came back, the shortest first; `round` only keeps a half
from coming out as 0.50000000001.)
""",
        zh_hant="""
請寫出 `median_days(valid, snapshot)`：首購之後第幾天，所有新客有一半回來。`valid` 這張表記到快照日 `snapshot` 為止。

**定義**：[首購到二購中位時間](term:median-time-to-second-order)（Kaplan-Meier 法），照上一題的步驟：

- 每位顧客的天數：從第一筆訂單到第二筆；還沒有第二筆的，算到快照日。
- 還在等的比率從 1 開始。每逢有人回來的那一天，就乘上 1 − `back` ÷ `at_risk`：`back` 是剛好那一天回來的人，\
`at_risk` 是天數**大於或等於那一天**的所有顧客，不管後來有沒有回來。
- 中位數，就是這個比率降到 0.5 以下（含）的第一天。

**傳回：** 一個天數；如果比率一直高於 0.5，傳回 `NaN`。

請填入步驟 2 的 `days`，和步驟 3 的兩行。`欄位.fillna(x)` 會把 `x` 填進空值。\
（`sorted(days[came].unique())` 是有人回來的那些天數，由短到長；`round` 只是避免一半算成 0.50000000001。）
""",
    ),
    answer=median_days,
    returns=Number(unit="days"),
    cases=_cases(
        {"small": 0.2, "ordinary": 0.4, "borders": 0.1, "half": 0.1, "young": 0.1, "nobody-back": 0.1},
        ("valid", "snapshot"),
        _patient,
    ),
    mistakes=MEDIAN_MISTAKES,
    alternatives=(median_by_loop, median_in_columns, median_with_scipy, median_from_the_curve),
    measure=median_measured,
    hints=(
        Text(
            "Step 2: first fill the empty second orders with the snapshot, then take the first order from that, in "
            "brackets, with `.dt.days` behind.",
            "步驟 2：先把空的第二筆訂單填上快照日，再減掉第一筆訂單，加上小括號，後面接 `.dt.days`。",
        ),
        Text(
            "Step 3: `at_risk` is counted like `back`, only with another condition: which customers have `day` days "
            "or more?",
            "步驟 3：`at_risk` 和 `back` 一樣用數的，只是條件不同：哪些顧客的天數大於或等於 `day`？",
        ),
        Text(
            "The second line of step 3 begins `waiting = waiting * (…)`. In the brackets stands 1 minus a share: those "
            "who come back, of those at risk.",
            "步驟 3 的第二行開頭是 `waiting = waiting * (…)`。小括號裡是 1 減掉一個比率：回來的人，占還在等的人。",
        ),
    ),
)
