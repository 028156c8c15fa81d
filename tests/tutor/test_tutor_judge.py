"""What is said of answers whose meaning depends on the other cases, or on what kind of rows they are."""

from __future__ import annotations

import pandas as pd
import pytest
from tutor_tasks import text

from tutor.judge import judge
from tutor.pack import card
from tutor.plain import to_plain
from tutor.shape import Column, Members, Number
from tutor.task import Case, FunctionTask, Mistake


def share(late, sent):
    return late / sent if sent else float("nan")


def _off(by):
    return lambda late, sent: share(late, sent) + by


def _case(key, share_of_points, late, sent, *, ordinary=False):
    return Case(
        key=key, name=text(key), share=share_of_points, draw=lambda rng: {"late": late, "sent": sent}, ordinary=ordinary
    )


SHARE = FunctionTask(
    id="a96.share",
    title=text("Late"),
    prompt=text("Write `share(late, sent)`."),
    points=4,
    answer=share,
    returns=Number(unit="ratio"),
    cases=(_case("usual", 0.75, 3, 8, ordinary=True), _case("empty", 0.25, 0, 0)),
    mistakes=tuple(Mistake(key=f"off-{by}", wrong=_off(by), message=text(f"Off by {by}.")) for by in (1, 2, 3)),
)


def _verdict(answers, language="en", **options):
    return judge(card(SHARE), [to_plain(answer, SHARE.returns) for answer in answers], language, **options)


def test_none_is_an_empty_number_where_the_function_returns_elsewhere():
    assert float(_verdict([0.375, None])) == 4.0
    assert float(_verdict([0.3, None])) == 1.0


def test_none_throughout_is_a_missing_return():
    found = _verdict([None, None])
    assert (found.state, float(found)) == ("wrong", 0.0)
    assert "`return`" in found.text


@pytest.mark.parametrize(("language", "words"), [("en", "should be empty (`NaN`)"), ("zh-Hant", "應該是空值（`NaN`）")])
def test_zero_for_an_empty_base_is_said_to_be_one(language, words):
    found = _verdict([0.375, 0], language)
    assert (found.state, float(found)) == ("partial", 3.0)
    assert words in found.text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((0.1, 0.2), "has to come back as a dict with the names `bias`, `mae`"),
        ({"bias": 0.1}, "the name `mae` is not among those"),
        ({"bias": 0.1, "mae": 0.2, "rmse": 0.3}, "the name `rmse` is not asked for"),
        ({"a": 0.1, "b": 0.2}, "with the names `bias`, `mae`"),
        ({"Bias": 1.0, "MAE": 5.0}, "`error` is too high for row mae. Your value for mae is `5`."),
    ],
)
def test_a_dict_of_named_numbers_is_spoken_of_by_its_names(given, words):
    task = _task_of(Column(name="error", key="measure", named=True), lambda table: {"bias": 1.0, "mae": 2.0}, off=False)
    assert words in judge(card(task), [to_plain(given, task.returns)], "en").text


def test_names_may_be_written_in_capitals():
    task = _task_of(Column(name="error", key="measure", named=True), lambda table: {"bias": 1.0, "mae": 2.0}, off=False)
    assert judge(card(task), [to_plain({"MAE": 2, "Bias": 1}, task.returns)], "en").state == "correct"


def test_one_number_is_told_what_came_out_and_only_on_the_learners_own_data():
    given = [to_plain(answer, SHARE.returns) for answer in (0.5, None)]
    assert "You got `0.5`." in judge(card(SHARE), given, "en").text
    assert "You got" not in judge(card(SHARE, seed="class", hidden=True), given, "en", hidden=True).text


def test_a_mistake_has_to_explain_the_ordinary_case_where_that_is_wrong():
    assert _verdict([1.375, None]).mistake == "off-1"
    assert _verdict([0.9, 1.0]).mistake == ""


def test_a_division_by_zero_on_the_empty_case_is_told_last():
    zero = {"problem": "error", "type": "ZeroDivisionError", "about": "", "line": "", "detail": "", "there": ""}
    found = judge(card(SHARE), [{"number": 0.9}, zero], "en")
    assert found.state == "wrong" and "too high" in found.paragraphs[0]
    found = judge(card(SHARE), [{"number": 0.375}, zero], "en")
    assert found.state == "partial" and "divided by zero" in found.paragraphs[0]


def test_an_infinite_value_of_the_learners_is_shown_as_python_shows_it():
    task = _task_of(Column(name="rate", unit="ratio"), lambda table: table["rate"])
    given = pd.Series([float("inf"), 2.0], pd.Index(["C1", "C2"], name="customer_id"))
    found = judge(card(task), [to_plain(given, task.returns)], "en")
    assert "special" not in found.text


def _task_of(shape, answer, *, off=True):
    table = pd.DataFrame({"rate": [1.0, 2.0]}, pd.Index(["C1", "C2"], name=getattr(shape, "key", "customer_id")))
    case = Case(key="only", name=text("only"), share=1, draw=lambda rng: {"table": table}, ordinary=True)
    wrong = tuple(
        Mistake(key=str(by), wrong=lambda table, by=by: answer(table) + by, message=text("Off.")) for by in (1, 2, 3)
    )
    return FunctionTask(
        id="a96.rows",
        title=text("Rows"),
        prompt=text("Write `rows(table)`."),
        points=1,
        answer=answer,
        returns=shape,
        cases=(case,),
        mistakes=wrong if isinstance(shape, Column) and off else (),
    )


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["C1"], "customer C2 should be there too."),
        (["C1", "C2", "C3"], "customer C3 should not be there."),
        (["C3", "C4"], "customers C1, C2 should be there too, and customers C3, C4 should not."),
        (["0", "1"], "none of what is given is a `customer_id` of the table."),
    ],
)
def test_a_list_of_customers_is_told_who_is_missing_and_who_is_too_many(given, words):
    task = _task_of(Members(), lambda table: table.index)
    assert words in judge(card(task), [to_plain(given, task.returns)], "en").text


def test_a_row_too_many_is_no_customer_where_rows_are_areas():
    task = _task_of(Column(name="rate", key="area", unit="ratio"), lambda table: table["rate"])
    found = judge(card(task), [to_plain({"C1": 1.0, "C2": 2.0, "C3": 3.0}, task.returns)], "en")
    assert "row C3 should not be there." in found.text
    assert "orders" not in found.text
