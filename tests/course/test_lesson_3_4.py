"""Lesson 3.4: its medians are the measure's, the explorer shows what its question asks, and its story holds."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from customer_value import median_time_to_second_order, time_to_second_order, valid_orders
from customer_value.figures.new_customers.survival import survival_curve as picture_of
from customer_value.measures.new_customers.survival import survival_curve
from customer_value.settings import LANGUAGES
from solutions.lessons import l3_4

TASKS = {task.id: task for task in l3_4.TASKS}


def test_the_medians_are_the_measures(ledger, other_ledger):
    for one in (ledger, other_ledger):
        valid = valid_orders(one.orders, one.refunds, one.snapshot)
        times = time_to_second_order(valid, one.snapshot)
        first = times["customer_id"].map(valid.groupby("customer_id")["order_date"].min())
        recent = times[(one.snapshot - first).dt.days < 365]
        for rows, task in ((times, "3.4.all-half"), (recent, "3.4.recent-half")):
            expected = median_time_to_second_order(rows["days"], rows["observed"])
            assert TASKS[task].answer(one) == pytest.approx(expected, nan_ok=True)
        eight = l3_4._eight(one)
        expected = median_time_to_second_order(eight["days"], eight["observed"])
        assert TASKS["3.4.eight-half"].answer(one) == pytest.approx(expected, nan_ok=True)
        assert len(eight) == l3_4.EIGHT and 0 < eight["observed"].sum() < l3_4.EIGHT


def test_the_quiet_day_is_the_first_on_which_the_title_says_so(ledger):
    times = l3_4._everyone(ledger)
    curve = survival_curve(times["days"], times["observed"])

    def said(day: int) -> float:
        title = picture_of(curve, until=365, day=day, days=30, language="en").alt.split("days")[0]
        return float(re.findall(r"([\d.]+)%", title)[1])

    quiet = int(TASKS["3.4.quiet-day"].answer(ledger))
    assert said(quiet) <= said(30) / 2 < said(quiet - l3_4.STEP)


def test_the_newest_only_look_quick_and_the_late_card_wastes_less(play, ledger):
    namespace, _ = play("3.4", "en", "learner", ledger)
    assert namespace["back_only"] < namespace["all_back"] < namespace["half"]
    quick = namespace["quick_new"] / namespace["quick_old"]
    assert quick < 0.6 and 0.8 < float(namespace["half_new"]) / float(namespace["half_old"]) < 1
    assert namespace["quiet"] == TASKS["3.4.quiet-day"].answer(ledger) and not namespace["at_once"]
    assert namespace["waste_q"] < namespace["waste_7"] / 3
    assert [round(points) for _, points, *_ in namespace["found"]] == [7, 9] and namespace["last_low"] > 0
    assert namespace["uneven"] and namespace["two_rate"] > namespace["one_rate"]
    assert namespace["people_in"].sum() == len(namespace["times"])


def test_contacts_are_counted_for_as_long_as_somebody_is_a_customer(play, ledger):
    namespace, _ = play("3.4", "en", "learner", ledger)
    seen, year_ago = namespace["seen"], ledger.snapshot - pd.Timedelta(days=364)
    new = seen[seen["stage"] == "convert"]
    days = sum((ledger.snapshot - max(first, year_ago)).days + 1 for first in new["first"])
    drawn = set(ledger.table("campaigns").query("hold_out > 0")["campaign_id"])
    rows = ledger.table("touches")
    rows = rows[rows["campaign_id"].isin(drawn) & (rows["group"] != "held_out") & rows["customer_id"].isin(new.index)]
    since = rows["customer_id"].map(new["first"]).clip(lower=year_ago)
    got = ((rows["touched_on"] >= since) & (rows["touched_on"] <= ledger.snapshot)).sum()
    assert got > 0 and namespace["new_share"] == pytest.approx(365 * got / days)
    assert namespace["new_share"] > 2 * got / len(new)  # a year's worth, where few have had a year


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_seven_have_the_median_of_the_printed_table(language):
    task = TASKS["3.4.seven"]
    rows = re.findall(r"^\| [A-G] \|\D*(\d+)[^|]*\| (\S+)", task.prompt.get(language), flags=re.MULTILINE)
    days, back = [int(day) for day, _ in rows], [word in ("yes", "是") for _, word in rows]
    right = next(option for option in task.options if option.key == task.right)
    assert len(rows) == 7 and sum(back) == 4
    assert int(re.search(r"\d+", right.text.get(language))[0]) == median_time_to_second_order(days, back)
