"""Lesson 1.5: the numbers are those of the measures, nothing is given away, and the sentences follow the ledger."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import gini, pareto_curve, top_share, valid_orders
from customer_value.settings import LANGUAGES
from solutions.lessons import l1_5

TASKS = {task.id: task for task in l1_5.TASKS}


@pytest.fixture(scope="module")
def valid(ledger):
    return valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("1.5").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def test_untouched_only_the_worked_example_is_answered(play, ledger):
    namespace, verdicts = play("1.5", "en", "learner", ledger)
    states = {task: verdict.state for task, verdict in verdicts.items()}
    assert states.pop("1.5.stall") == "correct"
    assert set(states.values()) == {"not attempted"}
    assert "guessed" not in namespace["on_guess"]


def test_the_stall_is_the_example_of_every_textbook():
    share = l1_5._stall()
    assert share["E"] == pytest.approx(0.7) and share.iloc[-1] == 1
    assert top_share(list(l1_5.STALL.values())) == pytest.approx(0.7)
    assert gini(list(l1_5.STALL.values())) == pytest.approx(0.638)


def test_the_shares_are_those_of_the_pareto_curve(ledger, valid):
    spent = valid.groupby("customer_id")["amount"].sum()
    curve = pareto_curve(spent)
    shares = TASKS["1.5.share"].answer(ledger)
    measured = curve.select_dtypes("number")
    assert any(
        len(column) >= len(shares) and column.iloc[-len(shares) :].to_numpy() == pytest.approx(shares.to_numpy())
        for _, column in measured.items()
    )


def test_the_ten_largest_of_the_last_year_counted_by_hand(ledger, valid):
    first = ledger.snapshot - pd.DateOffset(years=1)
    money = Counter()
    for order in valid.itertuples():
        if order.order_date > first:
            money[order.customer_id] += order.amount
    ten = sum(amount for _, amount in money.most_common(10))
    assert TASKS["1.5.ten-largest"].answer(ledger) == pytest.approx(ten / money.total())


def test_what_the_explorer_shows_for_thirty_days_is_the_measure(ledger, valid):
    lately = valid[valid["order_date"] > ledger.snapshot - pd.Timedelta(days=30)]
    share = top_share(lately.groupby("customer_id")["amount"].sum())
    task = TASKS["1.5.thirty-days"]
    assert task.answer(ledger) == pytest.approx(100 * share)
    assert round(100 * share) == pytest.approx(100 * share, rel=task.tolerance), "the title's figure must be accepted"


def test_the_best_fifth_counted_by_hand(play, ledger, valid):
    namespace, _ = play("1.5", "en", "instructor", ledger)
    money, orders, brought = Counter(), defaultdict(set), Counter(ledger.customers["referred_by"].dropna())
    for order in valid.itertuples():
        money[order.customer_id] += order.amount
        orders[order.customer_id].add(order.order_id)
    best = [customer for customer, _ in money.most_common(-(-len(money) // 5))]
    groups = namespace["groups"].loc["best fifth"]
    assert groups["customers"] == len(best)
    assert groups["order_value"] == pytest.approx(
        sum(money[one] for one in best) / sum(len(orders[one]) for one in best)
    )
    assert groups["ordered_again"] == pytest.approx(sum(len(orders[one]) > 1 for one in best) / len(best))
    assert groups["brought_per_100"] == pytest.approx(100 * sum(brought[one] for one in best) / len(best))
    assert namespace["top"] == pytest.approx(top_share(pd.Series(money)))


def test_the_tenths_hold_everybody_once_also_where_there_are_few(play, other_ledger):
    namespace, _ = play("1.5", "en", "instructor", other_ledger)
    tenths = namespace["tenths"]
    assert (
        tenths["customers"].sum() == len(namespace["spent"])
        and tenths["customers"].max() - tenths["customers"].min() <= 1
    )
    assert tenths["together"].iloc[-1] == pytest.approx(1)


@pytest.mark.parametrize("advisers", [0, 1, 3, 12])
def test_any_number_of_advisers_can_be_tried(play, ledger, advisers):
    namespace, _ = play("1.5", "en", "learner", ledger)
    namespace["advisers"] = advisers
    exec(code("covered", "en"), namespace)
    assert namespace["n_covered"] == namespace["tenths"]["customers"].iloc[:advisers].sum()
    assert (namespace["last_adds"] == 0) == (advisers not in range(1, 11))


@pytest.mark.parametrize("language", LANGUAGES)
def test_guesses_are_held_against_the_ledger(play, ledger, language):
    namespace, _ = play("1.5", language, "learner", ledger)
    namespace["guess"] = {"1.5.guess-below": 50.0, "1.5.guess-top": 65.0, "1.5.guess-why": "larger"}.get
    for name in ("on-below", "on-top", "groups", "on-groups"):
        exec(code(name, language), namespace)
    assert "50" in namespace["on_guess"] and "65" in namespace["on_top"]
    assert namespace["words_for"]["larger"] in namespace["on_why"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_company_that_takes_nothing_back_is_told_so(play, ledger, language):
    namespace, _ = play("1.5", language, "learner", ledger)
    said = namespace["on_back"], namespace["on_gross"]
    orders = namespace["kept"]
    namespace["ledger"] = type("NoRefunds", (), {"orders": ledger.orders, "refunds": ledger.refunds.iloc[:0]})
    namespace["valid"] = orders[["customer_id", "order_id", "order_date", "amount"]]
    for name in ("lost-on-the-way", "spent"):
        exec(code(name, language), namespace)
    exec("each = valid.groupby('customer_id').agg(spent=('amount', 'sum')).assign(tenth=1)", namespace)
    exec(code("wrong-code", language), namespace)
    assert namespace["back"] == 0 and namespace["r_amount"] == 0
    assert (namespace["on_back"], namespace["on_gross"]) != said
    assert not re.search(r"\d", namespace["on_back"] + namespace["on_gross"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_five_customers_have_the_share_of_their_printed_orders(language):
    task = TASKS["1.5.five-customers"]
    rows = re.findall(r"^\| (O\d) \| (\w) \| (\d+) \|$", task.prompt.get(language), flags=re.MULTILINE)
    money = Counter()
    for _, customer, amount in rows:
        money[customer] += int(amount)
    options = {option.key: option.text.get(language) for option in task.options}
    percent = {key: int(re.sub(r"\D", "", text)) for key, text in options.items()}
    amounts = sorted((int(amount) for _, _, amount in rows), reverse=True)
    assert len(rows) == 6 and len(money) == 5
    assert percent["right"] == pytest.approx(100 * top_share(pd.Series(money)))
    assert percent["largest-order"] == 100 * amounts[0] / sum(amounts)
    assert percent["orders"] == 100 * sum(amounts[:2]) / sum(amounts)
