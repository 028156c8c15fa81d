"""Honest ways of writing a task: each gets its own clear message, and none costs anything it should not."""

from __future__ import annotations

import functools
import sys
import warnings
from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pytest
from tutor_tasks import SHARE, VISITS, visits, visits_rows

from tutor import blanks
from tutor.attempt import attempt
from tutor.checking import verdict_on
from tutor.pack import card
from tutor.words import say


@pytest.fixture(scope="module")
def visits_card():
    return card(VISITS)


@pytest.fixture(scope="module")
def hidden_card():
    return card(VISITS, seed="class", hidden=True)


def learner(source: str, **names):
    """A namespace in which a learner's cell was run; DAYS in it stands for the right expression."""
    source = source.replace("DAYS", "table.groupby('customer_id')['day'].nunique()")
    namespace = {"pd": pd, "np": np, "pl": pl, "__name__": "__main__", **names}
    exec(compile(source, "<learner>", "exec"), namespace)
    return namespace


def verdict(the_card, namespace, language="en", seconds=5.0, hidden=False):
    return verdict_on(the_card, attempt(the_card, namespace, seconds), language, hidden=hidden)


def returning(value: str) -> str:
    """A cell with a function that returns something in one line."""
    return f"def visits(table):\n    return {value}"


LOOP = """
def visits(table):
    days = {}
    for row in table.itertuples():
        days.setdefault(row.customer_id, set()).add(row.day)
    return {customer: len(found) for customer, found in days.items()}
"""
VIEW = """
def visits(table):
    table["n"] = table.groupby("customer_id")["day"].transform("nunique")
    return table.drop_duplicates("customer_id")[["customer_id", "n"]]
"""
TWO_COLUMNS = "table.groupby('customer_id').agg(a=('day', 'min'), b=('day', 'max'))"
SQL = """
def visits(table):
    import duckdb
    shop = duckdb.connect()
    shop.register("days", table)
    return shop.execute("select customer_id, count(distinct day) as n from days group by all").df()
"""
KEY_AND_DAY = "table.groupby(['customer_id', 'day']).agg(n=('day', 'size'))"
BY_DAY = "table.groupby('day')['customer_id'].nunique().rename_axis('customer_id')"
ODD_ERROR = """
class Odd(Exception):
    def __str__(self):
        raise ValueError

def visits(table):
    raise Odd
"""

RIGHT = {
    "series": returning("DAYS"),
    "shuffled": returning("DAYS.sample(frac=1)"),
    "other parameter names": "def visits(t):\n    return t.groupby('customer_id')['day'].nunique()",
    "a default more": "def visits(table, day='day'):\n    return table.groupby('customer_id')[day].nunique()",
    "any arguments": "def visits(*tables, **named):\n    table = [*tables, *named.values()][0]\n    return DAYS",
    "keyword only": "def visits(*, table):\n    return DAYS",
    "lambda": "visits = lambda table: DAYS",
    "callable object": "class V:\n    def __call__(self, table):\n        return DAYS\nvisits = V()",
    "frame": returning("table.groupby('customer_id', as_index=False)['day'].nunique()"),
    "loop": LOOP,
    "lazy polars": returning("pl.from_pandas(table).lazy().group_by('customer_id').agg(pl.col('day').n_unique())"),
    "floats": returning("DAYS.astype(float)"),
    "prints": "def visits(table):\n    print(table)\n    return DAYS",
    "warns": "import warnings\ndef visits(table):\n    warnings.warn('careful')\n    return DAYS",
    "writes to stderr": "import sys\ndef visits(table):\n    print('x', file=sys.stderr)\n    return DAYS",
    "a view of the input": VIEW,
    "a column's view": returning("DAYS[:]"),
    "oddly named": returning("DAYS.rename(('a', 3)).rename_axis(None)"),
    "decimals": returning("DAYS.map(lambda n: __import__('decimal').Decimal(int(n)))"),
    "unsigned and small": returning("DAYS.astype('uint8')"),
    "pairs of labels": returning("table.groupby('customer_id').agg({'day': ['nunique']})"),
    "duckdb": SQL,
    "one row at a time": returning("[{'customer_id': c, 'n': n} for c, n in DAYS.items()]"),
}


@pytest.mark.parametrize("source", RIGHT.values(), ids=RIGHT.keys())
def test_right_is_right_by_any_route(source, visits_card, hidden_card, capfd):
    for the_card in (visits_card, hidden_card):
        found = verdict(the_card, learner(source))
        assert (found.state, float(found)) == ("correct", 2.0), found.text
    assert capfd.readouterr() == ("", "")


WRONG = {
    "missing return": ("def visits(table):\n    table.groupby('customer_id')", "wrong", "problem.nothing"),
    "prints instead": ("def visits(table):\n    print(table)", "wrong", "problem.printed"),
    "generator": ("def visits(table):\n    yield from table", "wrong", "problem.generator"),
    "zip": (returning("zip([1], [2])"), "wrong", "problem.generator"),
    "method": (returning("table.groupby('customer_id').nunique"), "wrong", "problem.function"),
    "groups": (returning("table.groupby('customer_id')"), "wrong", "problem.grouping"),
    "one number": (returning("table['day'].nunique()"), "wrong", "problem.one-value"),
    "no ids": (returning("DAYS.tolist()"), "wrong", "problem.no-keys"),
    "a frame with two keys": (returning(KEY_AND_DAY), "wrong", "problem.many-keys"),
    "two keys": (returning("table.groupby(['customer_id', 'day']).size()"), "wrong", "problem.many-keys"),
    "several columns": (returning(TWO_COLUMNS), "wrong", "problem.many-columns"),
    "text": (returning("DAYS.astype(str)"), "wrong", "kind.text"),
    "text in plain Python": (returning("{c: f'{n} ' for c, n in DAYS.items()}"), "wrong", "kind.text"),
    "nothing missing but numbers": (returning("DAYS.mask(DAYS > 0)"), "wrong", "not-finite.column"),
    "infinite": (returning("DAYS / 0"), "wrong", "not-finite.column"),
    "Decimal that is no number": (returning("DAYS.map(lambda n: __import__('decimal').Decimal('NaN'))"), "wrong",
        "not-finite.column"),
    "true and false": (returning("DAYS > 1"), "wrong", "kind.bool"),
    "dates": (returning("DAYS * pd.Timedelta(days=1)"), "wrong", "kind.span"),
    "wrong signature": ("def visits(table, orders):\n    return table", "wrong", "problem.signature"),
    "no parameters": ("def visits():\n    return 3", "wrong", "problem.signature"),
    "not a function": ("visits = 3", "wrong", "problem.not-callable"),
    "not a number": (returning("DAYS * float('nan')"), "wrong", "not-finite.column"),
    "other rows": (returning(BY_DAY), "wrong", "rows.other"),
    "missing rows": (returning("DAYS.iloc[1:]"), "wrong", "rows.missing"),
    "doubled rows": (returning("table[['customer_id', 'day']]"), "wrong", "rows.twice"),
    "too high": (returning("DAYS + 7"), "wrong", "value.high"),
    "too low": (returning("DAYS * 0.3"), "wrong", "value.low"),
    "negative": (returning("-DAYS"), "wrong", "value.negative"),
    "two conditions without brackets": (returning("table[table.day > 1 & table.day < 9]"), "error", "error.TruthValue"),
    "name": (returning("tabelle"), "error", "error.NameError"),
    "key": (returning("table['dya']"), "error", "error.KeyError"),
    "key of groups": (returning("table.groupby('customer_id')['dya'].max()"), "error", "error.columns"),
    "code that cannot be read": (returning("eval('3 days')"), "error", "error.SyntaxError"),
    "attribute": (returning("table.gruopby('x')"), "error", "error.AttributeError"),
    "type": (returning("'a' + 1"), "error", "error.TypeError"),
    "division": (returning("1 / 0"), "error", "error.ZeroDivisionError"),
    "exit": ("import sys\ndef visits(table):\n    sys.exit('bye')", "error", "error.SystemExit"),
    "interrupt": ("def visits(table):\n    raise KeyboardInterrupt", "error", "error.KeyboardInterrupt"),
    "recursion": (returning("visits(table)"), "error", "error.RecursionError"),
    "own error": (ODD_ERROR, "error", "error.other"),
    "refused": ("def visits(table):\n    return input('how many?')", "error", "error.other"),
    "not there in a library": (returning("__import__('asyncio').AbstractEventLoop().close()"), "error", "error.other"),
    "endless": ("def visits(table):\n    while True:\n        pass", "timeout", "problem.timeout"),
    "blank": (returning("____"), "not attempted", "blank.task"),
    "not implemented": ("def visits(table):\n    raise NotImplementedError()", "not attempted", "blank.task"),
    "ellipsis": ("visits = ...", "not attempted", "blank.empty"),
}  # fmt: skip


def beginning(key: str, language: str) -> str:
    """The words of a message between its fields, the longest piece: enough to recognise it."""
    from customer_value.messages import catalogue

    template = catalogue("tutor")[key].get(language)
    pieces = [piece for part in template.split("{") for piece in [part.split("}")[-1]]]
    return max(pieces, key=len)


@pytest.mark.parametrize(("source", "state", "message"), WRONG.values(), ids=WRONG.keys())
@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_every_way_of_being_wrong_has_its_own_message(source, state, message, language, visits_card, capfd):
    found = verdict(visits_card, learner(source), language, seconds=0.3)
    assert (found.state, float(found)) == (state, 0.0), found.text
    assert beginning(message, language).lower() in found.text.lower()
    assert capfd.readouterr() == ("", "")


def test_those_messages_differ():
    keys = {message for _, _, message in WRONG.values()}
    for language in ("en", "zh-Hant"):
        assert len({beginning(key, language) for key in keys}) == len(keys)


def test_an_error_shows_the_learners_own_line_and_what_python_says(visits_card):
    found = verdict(visits_card, _from_a_cell("def visits(table):\n    days = table['dya']\n    return days"))
    assert "`days = table['dya']`" in found.text and "`dya`" in found.text
    assert "Traceback" not in found.text


def test_an_error_on_hidden_data_says_nothing_of_the_data(hidden_card):
    source = "def visits(table):\n    raise KeyError(table['customer_id'].iloc[0])"
    found = verdict(hidden_card, learner(source), hidden=True)
    assert found.state == "error"
    assert "C000" not in found.text


def _from_a_cell(source: str):
    """As `learner`, with the source where a notebook keeps it, so that its lines can be shown."""
    import linecache

    name = "<cell-for-a-test>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    namespace = {"__name__": "__main__"}
    exec(compile(source, name, "exec"), namespace)
    return namespace


def test_an_empty_function_is_not_attempted(visits_card):
    namespace = _from_a_cell('def visits(table):\n    """Visits."""\n    pass\n')
    assert verdict(visits_card, namespace).state == "not attempted"


def test_a_function_that_is_not_there_is_not_attempted(visits_card):
    found = verdict(visits_card, {})
    assert found.state == "not attempted"
    assert "def visits(table):" in found.text


def test_a_cell_that_was_skipped_is_not_attempted(visits_card, monkeypatch):
    monkeypatch.setattr(blanks, "_skipped", {"visits"})
    found = verdict(visits_card, {})
    assert (found.state, say("blank.task", "en", name="visits")) == ("not attempted", found.paragraphs[0])


@pytest.mark.parametrize("name", ["Visits", "visit", "my_visits", "visitz", "count_visits"])
def test_a_renamed_function_is_found_and_said(name, visits_card):
    namespace = learner(f"def {name}(table):\n    return 3\ndef other(a, b):\n    return 4")
    found = verdict(visits_card, namespace)
    assert f"There is `{name}`" in found.text and "`visits`" in found.text


def test_a_name_that_has_nothing_in_common_is_not_brought_up(visits_card):
    assert "There is `" not in verdict(visits_card, learner("def plot(a, b):\n    return 3")).text


def test_a_notebooks_own_names_and_short_ones_are_not_brought_up(ledger):
    namespace = {"Out": {}, "In": [], "sh": 1, "sharing": lambda: 1, "shared": np, "_share": 3}
    assert "There is `" not in verdict(card(SHARE, ledger=ledger), namespace).text
    assert "There is `shares`" in verdict(card(SHARE, ledger=ledger), namespace | {"shares": 0.25}).text


def test_a_table_of_the_page_in_place_of_the_input_is_said(visits_card):
    page = pd.DataFrame({"customer_id": ["C1"], "day": [3]})
    source = "def visits(table):\n    return (lambda: small['day'].count())() + {}"
    used = verdict(visits_card, learner(source.format("0 * DAYS"), small=page))
    assert any("`small`" in note and "`table`" in note for note in used.notes)
    unused = verdict(visits_card, learner("def visits(table):\n    return table.small", small=page))
    assert not any("`small`" in note for note in unused.notes)


def test_an_input_that_is_never_used_is_said(visits_card):
    for source in ("def visits(table):\n    return {'C00001': 3}", "def visits(table):\n    return small.table"):
        found = verdict(visits_card, learner(source, small=pd.DataFrame({"table": [1]})))
        assert any("never uses `table`" in note for note in found.notes)
    by_sql = "def visits(table):\n    return duckdb.sql('select customer_id, 3 from table').df()"
    inside = "def visits(table):\n    return (lambda: table.groupby('customer_id')['day'].max())()"
    for source in (by_sql, inside):
        assert not any("never uses" in note for note in verdict(visits_card, learner(source)).notes)


ERRORS = {
    "(table['day'] > 3) / (table['day'] > 2)": "Count first how many are true",
    "(table['day'] > 3) - (table['day'] > 2)": "Count first how many are true",
    "2 ^ 0.5": "`^` is no power",
    "DAYS ^ 1.5": "`^` is no power",
    "NaN": 'written `float("nan")`',
    "true": "capital letter",
    "3(4)": "no function",
    "table['customer_id'].map(table)": "a whole table",
    "np.select([table['day'] > 3], ['a'], 0)": "`default`",
    "1 if DAYS > 2 else 0": "`if`",
}


@pytest.mark.parametrize(("code", "words"), ERRORS.items(), ids=ERRORS)
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_errors_that_beginners_meet_say_what_to_write(code, words, visits_card):
    assert words in verdict(visits_card, learner(returning(code))).text


def test_a_changed_input_is_said_and_costs_nothing(visits_card):
    source = "def visits(table):\n    table['day'] = table['day'] * 1.0\n    return DAYS"
    found = verdict(visits_card, learner(source))
    assert (found.state, float(found)) == ("correct", 2.0)
    assert any("`table`" in note and "costs nothing" in note for note in found.notes)


def test_a_partly_right_answer_says_on_what(visits_card):
    source = "def visits(table):\n    counts = DAYS\n    return counts + (len(table) > 10) * 7"
    found = verdict(visits_card, learner(source))
    assert (found.state, float(found)) == ("partial", 0.5)
    assert "Right on “the small table (en)”. Not yet on “an ordinary table (en)”." in found.paragraphs
    assert found.paragraphs[0].startswith("On “an ordinary table (en)”: `visits` is too high for 19 customers")


def test_a_difference_never_says_by_how_much(visits_card, hidden_card):
    namespace = learner(returning("DAYS + 7"))
    shown = verdict(visits_card, namespace)
    assert "C00001" in shown.text and "7" not in shown.text.replace("7.1", "")
    assert "C000" not in verdict(hidden_card, namespace, hidden=True).text


def test_a_known_mistake_is_named_and_a_partial_one_loses_less(visits_card, hidden_card):
    found = verdict(visits_card, {"visits": visits_rows})
    assert (found.state, found.mistake, float(found)) == ("mistake", "rows", 0.0)
    assert "You counted rows. (en)" in found.text
    assert (
        verdict(hidden_card, {"visits": visits_rows}, "zh-Hant", hidden=True).paragraphs[0] == "You counted rows. (zh)"
    )


def test_points_are_told_only_where_they_count(visits_card, hidden_card):
    assert "2 of 2 points" not in verdict(visits_card, {"visits": visits}).text
    assert "2 of 2 points" in verdict(hidden_card, {"visits": visits}, hidden=True).text


def test_an_endless_loop_costs_one_time_limit_not_one_per_case(visits_card):
    answers = attempt(visits_card, learner("def visits(table):\n    while True:\n        pass"), 0.2)
    assert [plain["problem"] for plain in answers.plain] == ["timeout", "timeout"]


def test_a_crash_on_one_set_of_data_keeps_the_others(visits_card):
    source = "def visits(table):\n    if len(table) > 10:\n        raise ValueError('too many')\n    return DAYS"
    found = verdict(visits_card, learner(source))
    assert (found.state, float(found)) == ("partial", 0.5)
    assert "too many" in found.text


@pytest.mark.parametrize(
    ("share", "state", "words"),
    [
        (0.25, "correct", "`share` is what it should be."),
        (np.float64(0.25), "correct", ""),
        (pd.Series([0.25]), "correct", ""),
        (25, "mistake", "You took it times 100."),
        (0.3, "wrong", "too high"),
        ("0.25", "wrong", "text where numbers"),
        (None, "wrong", "is `None`"),
        ([0.1, 0.2], "wrong", "several values"),
        (Decimal("0.25"), "correct", ""),
        (25.3, "wrong", "too high"),
        (75, "wrong", "too high"),
        (True, "wrong", "true and false"),
        (float("nan"), "wrong", "answer is empty"),
        (float("inf"), "wrong", "answer is infinite"),
        (lambda: 0.25, "wrong", "brackets `()`"),
        ((n for n in [0.25]), "wrong", "only when asked"),
        (..., "not attempted", "still empty"),
    ],
)
def test_a_variable_is_checked_too(share, state, words, ledger):
    found = verdict(card(SHARE, ledger=ledger), {"share": share})
    assert found.state == state and words in found.text


def test_a_missing_variable_is_not_attempted(ledger):
    found = verdict(card(SHARE, ledger=ledger), {"Share": 0.25})
    assert found.state == "not attempted" and "`Share`" in found.text


@pytest.mark.parametrize(
    "forged", [None, 3, "x", {}, {"problem": {}}, {"keys": 3, "columns": {}}, {"keys": [], "columns": []}]
)
def test_what_is_no_plain_data_is_unreadable_and_earns_nothing(forged, visits_card):
    from tutor.judge import judge

    found = judge(visits_card, [forged, forged], "en")
    assert (found.state, float(found)) == ("wrong", 0.0)


def test_a_problem_nobody_has_words_for_is_unreadable(visits_card):
    from tutor.judge import judge

    assert "cannot be read" in judge(visits_card, [{"problem": "of another version"}] * 2, "en").text


def test_nothing_is_left_behind(visits_card):
    before = sys.getrecursionlimit(), list(warnings.filters), functools.reduce
    verdict(visits_card, learner(returning("visits(table)")))
    assert (sys.getrecursionlimit(), list(warnings.filters), functools.reduce) == before
