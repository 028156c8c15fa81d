"""Lesson 3.2: its rates and costs are the measures', its story holds on the sample, and it copes without a trial."""

from __future__ import annotations

import pandas as pd
import pytest

from customer_value import (
    acquisition_cost_by_channel,
    conversion_by,
    conversion_rate,
    lead_funnel,
    time_to_convert,
    valid_orders,
)
from customer_value.explorers import funnel_explorer
from customer_value.settings import LANGUAGES
from solutions.lessons import l3_2

TASKS = {task.id: task for task in l3_2.TASKS}


def test_the_rates_are_the_measures(ledger, other_ledger):
    for one in (ledger, other_ledger):
        leads, wait = one.table("leads"), l3_2._wait(one)
        won_in_time = (time_to_convert(leads, one.snapshot)["days"] <= wait).mean()
        assert wait % 30 == 0 and won_in_time >= 0.95
        rate = conversion_rate(leads, one.snapshot, days=wait)
        assert TASKS["3.2.conversion"].answer(one) == pytest.approx(rate)
        by_source = conversion_by(leads, one.snapshot, "source", days=wait)
        biggest = by_source.loc[by_source["leads"].idxmax(), "conversion"]
        wrong = {mistake.key: mistake.wrong for mistake in TASKS["3.2.conversion"].mistakes}
        assert wrong["one-source"](one) == pytest.approx(biggest)


def test_the_blended_cost_is_the_measures(ledger, other_ledger):
    for one in (ledger, other_ledger):
        earlier, start, after = l3_2.periods(one)
        assert (after - start).days == pytest.approx((start - earlier).days, abs=4)
        valid = valid_orders(one.orders, one.refunds, one.snapshot)
        last = after - pd.Timedelta(days=1)
        table = acquisition_cost_by_channel(one.table("costs"), one.customers, valid, start, last)
        expected = table["spend"].sum() / table["customers"].sum()
        assert TASKS["3.2.blended"].answer(one) == pytest.approx(expected)
        assert TASKS["3.2.blended"].mistakes[0].wrong(one) == pytest.approx(table["acquisition_cost"].mean())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_explorer_shows_the_gain_in_its_title(ledger, language):
    funnel = lead_funnel(ledger.table("leads"), ledger.snapshot, days=l3_2._wait(ledger))
    explorer = funnel_explorer(funnel, language=language)
    seen = []
    for control in explorer.controls.values():
        control.value = min(control.value + l3_2.POINTS, 100)
        seen.append(explorer.picture.alt)
        explorer.reset.click()
    shown = [str(gain) in title for gain, title in zip(l3_2._gains(ledger), seen, strict=True)]
    assert all(shown) and TASKS["3.2.extra"].answer(ledger) == max(l3_2._gains(ledger))
    # the story: the step worth most is the narrowest, and it is not the last one
    assert l3_2._gains(ledger).index(max(l3_2._gains(ledger))) == 1


def test_the_story_of_the_sample(play, ledger):
    namespace, _ = play("3.2", "en", "learner", ledger)
    by_source = namespace["by_source"].set_index("source")
    assert namespace["conversion_biggest"] == pytest.approx(by_source.loc[by_source["leads"].idxmax(), "conversion"])
    assert by_source["leads"].idxmax() != by_source["conversion"].idxmax()
    assert namespace["times"] < 0.9 and namespace["kept_margin"] > namespace["won_margin"]
    assert namespace["of_means"] > 3 * namespace["each"]
    assert namespace["kept_open"] < namespace["in_the_end"] < namespace["closed_only"]
    assert namespace["sure"] and namespace["name"] in namespace["first_choice"]
    assert namespace["per_stayer"] > 1.5 * namespace["each"]


def test_without_a_finished_trial_it_says_so(play, ledger, monkeypatch):
    real = type(ledger).table

    def without(self, name):
        table = real(self, name)
        return table.assign(hold_out=0.0) if name == "campaigns" else table

    monkeypatch.setattr(type(ledger), "table", without)
    namespace, _ = play("3.2", "zh-Hant", "learner", ledger)
    assert namespace["next_tried"] != namespace["next_tried"] and not namespace["sure"]
    assert namespace["one_name"] in namespace["first_choice"]
