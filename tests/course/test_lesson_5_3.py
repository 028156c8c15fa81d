"""Lesson 5.3: the worked example stands, the rates are those of the measure, and the quarter's verdict follows them."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import second_purchase_rate, second_purchases
from customer_value.lessons.newcomers import pick_newcomers
from customer_value.settings import LANGUAGES
from solutions.lessons import l5_3

DAY = pd.Timedelta(days=1)
TASK = {task.id: task for task in l5_3.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("5.3").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def test_untouched_only_the_worked_example_is_answered(play, ledger):
    _, verdicts = play("5.3", "en", "learner", ledger)
    states = {task: verdict.state for task, verdict in verdicts.items()}
    assert states.pop("5.3.seven-rate") == "correct"
    assert set(states.values()) == {"not attempted"}


def test_the_rates_are_the_measures(ledger):
    tables = ledger.orders, ledger.refunds, ledger.snapshot
    year = second_purchase_rate(*tables, 30, start=ledger.snapshot - 364 * DAY)
    assert TASK["5.3.rate-30"].answer(ledger) == pytest.approx(year)
    quarter = second_purchase_rate(*tables, 30, start=ledger.snapshot.to_period("Q").start_time)
    assert TASK["5.3.rate-latest"].answer(ledger) == pytest.approx(quarter)


def test_on_the_sample_the_last_row_is_lowest_and_at_the_same_age_no_lower(play, ledger):
    """The story of the sample; on other ledgers the lesson says what is so there."""
    namespace, _ = play("5.3", "en", "instructor", ledger)
    assert namespace["board"]["back_so_far"].idxmin() == namespace["latest"]
    assert namespace["outcome"] == "same" and namespace["now_30"] > namespace["earlier_30"]
    assert namespace["kept"] < namespace["right"] < namespace["good_news"]
    assert namespace["both"]["how"].iloc[0] == "back so far", "the dashed line is the manager's"


def test_the_seven_tell_the_usual_mistakes_apart(ledger):
    tables = ledger.orders, ledger.refunds, ledger.snapshot
    seven = pick_newcomers(second_purchases(*tables), ledger.snapshot)
    assert len(seven) == 7
    shares = {mistake.key: mistake.wrong(ledger) for mistake in TASK["5.3.seven-rate"].mistakes}
    shares["right"] = TASK["5.3.seven-rate"].answer(ledger)
    assert shares["right"] == 0.5 and len({round(share, 9) for share in shares.values()}) == len(shares)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("now", "earlier", "outcome"),
    [
        ([0] * 90 + [1] * 10, [1] * 60 + [0] * 40, "lower"),
        ([1] * 90 + [0] * 10, [1] * 60 + [0] * 40, "higher"),
        ([1] * 50 + [0] * 50, [1] * 52 + [0] * 48, "same"),
        ([], [1, 0], "none"),
    ],
)
def test_whatever_comes_out_there_is_a_verdict_a_title_and_advice(play, ledger, language, now, earlier, outcome):
    namespace, _ = play("5.3", language, "learner", ledger)
    latest = namespace["latest"]
    quarters = [latest] * len(now) + [latest - 1] * len(earlier)
    namespace["within"] = pd.DataFrame({"quarter": pd.PeriodIndex(quarters), "back": [*now, *earlier]}).astype(
        {"back": bool}
    )
    for name in ("verdict", "two-lines-numbers", "letter-numbers"):
        exec(code(name, language), namespace)
    assert namespace["outcome"] == outcome
    said = [namespace["title"], namespace["reading"], namespace["advice"]]
    assert all(said) and len(set(said)) == 3 and not any("nan" in one for one in said)


def test_where_renewals_come_after_a_year_the_letter_takes_a_year(play, ledger):
    namespace, _ = play("5.3", "en", "learner", ledger)
    assert namespace["on_slow"] == "" and "30 days" in namespace["on_wall"]
    namespace["people"] = namespace["people"].assign(days_to_second=365.0)
    for name in ("three-windows-numbers", "letter-numbers"):
        exec(code(name, "en"), namespace)
    assert "100%" in namespace["on_slow"] and "365 days" in namespace["on_wall"]


def test_a_small_shop_has_an_answer_too(play, other_ledger):
    namespace, _ = play("5.3", "zh-Hant", "instructor", other_ledger)
    assert 1 <= len(namespace["seven"]) <= 7


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_five_of_the_quiz_have_the_rate_of_their_printed_days(language):
    task = TASK["5.3.five-new"]
    rows = re.findall(r"^\| ([P-T]) \| (.+?) \| (.+?) \|$", task.prompt.get(language), flags=re.MULTILINE)
    months = {"March": 3, "April": 4, "May": 5, "June": 6}

    def day(text: str) -> pd.Timestamp:
        english = re.match(r"(\d+) (\w+)", text)
        chinese = re.match(r"(\d+) 月 (\d+) 日", text)
        month, number = (int(chinese[1]), int(chinese[2])) if chinese else (months[english[2]], int(english[1]))
        return pd.Timestamp(2025, month, number)

    visits = [(who, day(text)) for who, *texts in rows for text in texts if text != "–"]
    orders = pd.DataFrame(visits, columns=["customer_id", "order_date"]).assign(
        order_id=lambda table: [f"O{place}" for place in table.index], amount=100, status="completed"
    )
    rate = second_purchase_rate(orders, None, "2025-06-30", 60)
    text = {option.key: option.text.get(language) for option in task.options}[task.right]
    above, below = map(int, re.findall(r"\d+", text))
    assert len(rows) == 5 and rate == pytest.approx(above / below)
