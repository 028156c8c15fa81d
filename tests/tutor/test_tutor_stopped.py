"""A check knows when the cell before it stopped with an error, says so, and explains the error."""

from __future__ import annotations

import pytest
from IPython.core.interactiveshell import InteractiveShell
from tutor_tasks import visits

from tutor import check, stopped

RIGHT = "def visits(table):\n    return table.groupby('customer_id')['day'].nunique()"
TOO_HIGH = "def visits(table):\n    return table.groupby('customer_id')['day'].nunique() + 7"
CHECK = "from tutor import check\nverdict = check('a99.visits')"


@pytest.fixture
def shell(workspace):
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    stopped.register(shell)
    yield shell
    stopped.forget()
    InteractiveShell.clear_instance()


def run(shell, *cells):
    """The verdict after these cells and a check."""
    for cell in cells:
        shell.run_cell(cell)
    shell.run_cell(CHECK)
    return shell.user_ns["verdict"]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("def visits(table):\nreturn 3", "four spaces further to the right"),
        ("visits = 36 days", "cannot read this line. "),
        ("visits = groups[order_id]", "does not know the name `groups`"),
        (
            "import pandas as pd\nvisits = pd.DataFrame({'a': [1]})['net']",
            "no column or key `net`. The table there has",
        ),
        ("visits = 'a' + 1", "do not go together"),
    ],
)
def test_an_older_answer_is_said_to_be_one(shell, cell, words, capsys):
    verdict = run(shell, TOO_HIGH, cell)
    assert verdict.state == "wrong"
    assert verdict.paragraphs[0].startswith("The cell above stopped with an error")
    assert words in verdict.paragraphs[1]
    assert "too high" in verdict.paragraphs[-1]


def test_without_an_answer_no_other_name_is_suggested(shell):
    verdict = run(shell, "visit = 3", "visits = visit_table[order_id]")
    assert "rename" not in verdict.text and "There is no variable" not in verdict.text
    assert "there is no `visits` yet" in verdict.paragraphs[0] and '`"visit_table"`' in verdict.text


def test_it_is_still_known_after_other_cells(shell):
    assert "stopped with an error" in run(shell, TOO_HIGH, "visits = (", "1 + 1").text


def test_a_cell_that_was_mended_is_forgotten(shell):
    assert "stopped" not in run(shell, "visits = (", TOO_HIGH).text


def test_what_a_cell_gave_before_it_stopped_counts_as_given(shell):
    run(shell, f"{TOO_HIGH}\nother = nowhere")
    assert "stopped" not in run(shell).text


def test_a_right_answer_stays_right(shell):
    verdict = run(shell, RIGHT, "visits = (")
    assert (verdict, verdict.state) == (2.0, "correct")
    assert verdict.notes[-1].startswith("But the cell above stopped with an error")


def test_another_cell_that_stopped_does_not_concern_a_right_answer(shell):
    assert "stopped" not in run(shell, RIGHT, "other = (").text


def test_names_handed_to_the_check_have_no_cell_above_them(shell):
    shell.run_cell("visits = (")
    assert "stopped" not in check("a99.visits", {}).text
    assert check("a99.visits", {"visits": visits}) == 2.0


def test_in_chinese(shell, in_chinese):
    verdict = run(shell, TOO_HIGH, "visits = groups[order_id]")
    assert verdict.paragraphs[0].startswith("上面的儲存格執行時出錯中斷了")


def test_registering_twice_changes_nothing(shell):
    stopped.register(shell)
    assert shell.events.callbacks["post_run_cell"].count(stopped.after_cell) == 1


@pytest.mark.parametrize("result", [None, object(), 3])
def test_whatever_a_shell_reports_nothing_is_raised_or_printed(result, capfd):
    stopped.after_cell(result)
    assert capfd.readouterr() == ("", "")
