"""today: what is shown and remembered, from the first look to the day after the last, and what cannot be chosen."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from pathlib import Path

import pytest
from tutor_tasks import LESSON, MEANS, QUIZ, VISITS, text

from tutor import today
from tutor.outline import Item, outline_text
from tutor.overview import picture as progress_picture
from tutor.pack import write_pack
from tutor.plan_choices import Refused
from tutor.plan_file import PlanFile, has_plan
from tutor.plan_outlook import look
from tutor.planning import plan_shown
from tutor.start_outputs import plan_at, renew
from tutor.words import Shown

TUESDAY = dt.date(2026, 12, 1)
ITEMS = (
    Item("9.8", "lesson", "First & foremost", "course/09_nine/9_8_first.ipynb", 40, True),
    Item("9.9", "lesson", "Second", "course/09_nine/9_9_second.ipynb", 70, False, ("9.8",)),
    Item("9.10", "lesson", "Third", "course/09_nine/9_10_third.ipynb", 30, True, ("9.8",)),
    Item("a99", "assignment", "Nine", "exercises/a99_nine/a99_nine.ipynb", 60, False, ("9.9",), True),
)


def at(day: int, hour: int = 12) -> dt.datetime:
    """A moment in December 2026, UTC; noon is the same day in nearly every time zone that a machine can have."""
    return dt.datetime(2026, 12, day, hour, tzinfo=dt.UTC)


@pytest.fixture
def planned(workspace) -> Path:
    """The workspace with an outline of three lessons and an assignment."""
    (workspace / ".kit" / "outline.json").write_text(outline_text(ITEMS), encoding="utf-8")
    for item in ITEMS:
        (workspace / item.target).parent.mkdir(parents=True, exist_ok=True)
        (workspace / item.target).touch()
    return workspace


def seen(workspace: Path, day: int = 1, origin: Path | None = None, language: str = "en", **asked) -> Shown:
    return plan_shown(workspace, origin or workspace, language, at(day), asked)


def give(workspace: Path, first: str, until: str, days: int = 14) -> None:
    """What a hub writes about an access."""
    values = {"from": f"{first}T00:10:00+00:00", "until": until, "days": days, "first_day": first}
    (workspace / ".kit" / "access.json").write_text(json.dumps(values | {"zone": "Asia/Taipei"}), encoding="utf-8")


def do(workspace: Path, moment: dt.datetime, *tasks: str) -> None:
    """Write into the progress file that tasks were done at a moment."""
    path = workspace / ".kit" / "progress.json"
    content = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"format": 2, "tasks": {}}
    for task in tasks:
        content["tasks"][task] = {"done": True, "done_at": moment.isoformat(timespec="milliseconds")}
    path.write_text(json.dumps(content), encoding="utf-8")


def test_the_first_look_begins_fourteen_days(planned):
    shown = seen(planned)
    lines = shown.text.splitlines()
    assert lines[0] == "Today, Tue 1 Dec · day 1 of 14 · 14 days left"
    assert lines[1:3] == ["○ 9.8 First & foremost (40 min)", "○ 9.9 Second (20 min, the rest another day)"]
    assert lines[3] == "0 of 4 lessons and assignments are done; 3 h 20 min are left."
    assert "  Wed 2 Dec: 60 planned, 0 done" in lines and "Not everything fits" not in shown.text
    assert PlanFile(planned / ".kit").read()[0].first == TUESDAY
    assert seen(planned, 3).text.startswith("Today, Thu 3 Dec · day 3 of 14 · 12 days left")
    assert seen(planned, 14).text.startswith("Today, Mon 14 Dec · day 14 of 14 · the last day")


def test_todays_work_is_linked_from_wherever_it_is_shown(planned):
    first = 'href="course/09_nine/9_8_first.ipynb">9.8 First &amp; foremost</a>'
    assert first in seen(planned).html
    assert 'href="../../course/09_nine/9_8_first.ipynb"' in seen(planned, origin=planned / "course" / "09_nine").html
    (planned / ITEMS[0].target).unlink()
    assert "9.8 First" in seen(planned).html and "9_8_first" not in seen(planned).html


def test_the_copy_of_an_assignment_that_was_fetched_is_the_one_to_work_in(planned):
    (planned / "handed-out" / "a99").mkdir(parents=True)
    (planned / "handed-out" / "a99" / "a99_nine.ipynb").touch()
    seen(planned, done=["9.8", "9.9", "9.10"])
    assert 'href="handed-out/a99/a99_nine.ipynb"' in seen(planned, 2).html


def test_a_lesson_is_done_when_all_its_counted_tasks_are(planned):
    (planned / ".kit" / "9.9.pack").unlink()
    write_pack(planned / ".kit", "9.8", [QUIZ, MEANS], title=text("First"))
    seen(planned)
    do(planned, at(1, 10), QUIZ.id)
    lines = seen(planned).text.splitlines()
    assert lines[1] == "○ 9.8 First & foremost (finish it, 20 min)", "half of its tasks, half of its forty minutes"
    assert "20 min of today's 1 h are done." in lines and "  Tue 1 Dec: 60 planned, 20 done" in lines
    do(planned, at(1, 11), MEANS.id)
    lines = seen(planned).text.splitlines()
    assert lines[1:3] == ["✓ 9.8 First & foremost (done today)", "○ 9.9 Second (20 min, the rest another day)"]
    assert lines[4].startswith("And up to three questions on what you have learned: run `from tutor import review`")
    assert lines[5] == "1 of 4 lessons and assignments are done; 2 h 40 min are left."


def test_work_that_was_missed_moves_to_the_days_that_are_left(planned):
    seen(planned)
    lines = seen(planned, 3).text.splitlines()
    assert lines[1].startswith("○ 9.8")
    assert "  Tue 1 Dec: 60 planned, 0 done" in lines, "what was planned for the days that were missed is still shown"
    assert "  Wed 2 Dec: 60 planned, 0 done" in lines
    assert "  Thu 3 Dec: 60 planned, 0 done" in lines


def test_who_is_ahead_is_told_so_and_what_comes_next(planned):
    shown = seen(planned, done=["9.8", "9.9"])
    lines = shown.text.splitlines()
    assert "That is all for today" in shown.text and "Next, on Wed 2 Dec: 9.10 Third, a99 Nine" in lines
    assert "Everything is done." in seen(planned, done=["9.10", "a99"]).text


def test_what_is_chosen_is_remembered_and_can_be_taken_back(planned):
    seen(planned, weekday=30, weekend=90, days=5, skip="9.9", core=False)
    lines = seen(planned).text.splitlines()
    assert "day 1 of 5" in lines[0] and lines[1] == "○ 9.8 First & foremost (30 min, the rest another day)"
    assert "You have 30 minutes on weekdays and 90 on weekends." in lines and "Left out: 9.9 Second" in lines
    assert "0 of 3 lessons" in seen(planned).text
    assert "0 of 4 lessons" in seen(planned, again="9.9").text
    assert "1 of 4 lessons" in seen(planned, done="9.9").text
    assert "0 of 3 lessons" in seen(planned, skip=["9.9"]).text, "what is left out is not done any more"
    assert "0 of 4 lessons" in seen(planned, again=["9.9"]).text
    short = seen(planned, core=True).text
    assert "0 of 3 lessons" in short and "You keep to the short path" in short


def test_what_does_not_fit_is_said_in_numbers_with_ways_out(planned):
    shown = seen(planned, days=2).text
    # 200 minutes, of which two days of 60 hold the short path, 40 and 30.
    assert "what is left takes 3 h 20 min, and up to Wed 2 Dec you have 2 h. 2 h 10 min are not in the plan." in shown
    assert "Not in the plan (2): 9.9 Second, a99 Nine" in shown
    assert "Then all of its lessons fit, and 0 of 1 assignments." in shown
    assert "Find 40 more minutes a day: `today(weekday=100, weekend=160)`." in shown
    assert "Take 2 more days: `today(days=4)`." in shown
    assert "Not everything fits" not in seen(planned, days=4).text
    assert "Not everything fits" not in seen(planned, days=2, weekday=100).text


def test_after_the_last_day_it_says_what_is_left_and_how_to_go_on(planned):
    seen(planned, days=2)
    shown = seen(planned, 10)
    assert "Your days ended on Wed 2 Dec." in shown.text and "3 h 20 min are left to do." in shown.text
    assert "`today(days=12)`" in shown.text
    again = seen(planned, 10, days=12).text
    assert "day 10 of 12" in again and "Not everything fits" not in again
    anew = seen(planned, 10, first="2026-12-10", days=14).text
    assert "day 1 of 14" in anew


def test_an_access_decides_the_days(planned):
    give(planned, "2026-12-02", "2026-12-05T16:00:00+00:00", days=4)
    before = seen(planned, 1).text
    assert before.startswith("Your plan · Your days begin on Wed 2 Dec; there are 4 of them.")
    assert "Next, on Wed 2 Dec" in before
    # Noon in London is eight in the evening in Taipei; at five in the afternoon the next day has begun there.
    assert "Today, Wed 2 Dec · day 1 of 4 · 4 days left" in seen(planned, 2).text
    late = plan_shown(planned, planned, "en", at(2, 17)).text
    assert "Today, Thu 3 Dec · day 2 of 4" in late
    assert "Sat 5 Dec" in late and "Sun 6 Dec" not in late, "its end is midnight in Taipei, in UTC on the day before"
    assert "Your days ended on Sat 5 Dec." in seen(planned, 6).text
    for asked in ({"days": 20}, {"first": "2026-12-03"}):
        with pytest.raises(Refused, match="come with your access, from Wed 2 Dec to Sat 5 Dec"):
            seen(planned, 3, **asked)


def test_who_has_an_access_is_told_to_extend_it(planned):
    give(planned, "2026-12-01", "2026-12-01T16:00:00+00:00", days=1)
    shown = seen(planned, 1).text
    assert "Extend your access by 3 days" in shown and "today(days" not in shown


def test_the_end_of_an_access_is_told_a_day_before(planned):
    give(planned, "2026-12-01", "2026-12-02T16:00:00+00:00", days=2)
    assert "Your access ends" not in seen(planned, 1).text
    lines = seen(planned, 2).text.splitlines()
    assert lines[1].startswith("Your access ends within 4 hours, at 24:00."), "right below the day"


def test_a_damaged_access_is_none(planned):
    (planned / ".kit" / "access.json").write_text('{"until": 3}', encoding="utf-8")
    assert "day 1 of 14" in seen(planned).text


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"weekday": "45"}, "`weekday` has to be a whole number of minutes from 0 to 1440"),
        ({"weekday": True}, "`weekday` has to be"),
        ({"weekend": -1}, "`weekend` has to be"),
        ({"weekend": 1441}, "`weekend` has to be"),
        ({"weekend": 7.5}, "`weekend` has to be"),
        ({"weekday": 0, "weekend": 0}, "nothing to plan with"),
        ({"days": 0}, "`days` has to be a whole number from 1 to 3650"),
        ({"days": "14"}, "`days` has to be"),
        ({"first": "1 December"}, 'first="2026-12-01"'),
        ({"first": 20261201}, "`first` has to be a day"),
        ({"core": "yes"}, "`core` is either True or False"),
        ({"skip": 3.4}, "in quotation marks"),
        ({"skip": ["9.9", None]}, "in quotation marks"),
        ({"done": ""}, "`done` takes the id"),
        ({"again": "7.7"}, "There is no lesson or assignment “7.7”"),
    ],
)
def test_what_cannot_be_chosen_is_said_and_nothing_is_changed(planned, asked, told):
    seen(planned, weekday=50)
    before = (planned / ".kit" / "plan.json").read_bytes()
    with pytest.raises(Refused, match=re.escape(told)):
        seen(planned, **({"skip": "9.8"} | asked))
    assert (planned / ".kit" / "plan.json").read_bytes() == before


def test_a_damaged_plan_is_said_where_it_is_shown(planned):
    (planned / ".kit" / "plan.json").write_text("{", encoding="utf-8")
    shown = seen(planned)
    assert "The file with your plan was damaged" in shown.text and "plan.json.damaged-1" in shown.html
    assert "day 1 of 14" in shown.text


def test_a_clock_that_is_moved_back_changes_no_day(planned):
    seen(planned, 10)
    assert seen(planned, 5).text.startswith("Your plan · Your days begin on Thu 10 Dec; there are 14 of them.")


def test_the_picture_says_everything_without_colours(planned):
    seen(planned, done="9.8")
    shown = seen(planned, 2).html
    labels = [html.unescape(one) for one in re.findall(r'<svg role="img" aria-label="([^"]+)"', shown)]
    assert labels[0].startswith("Of 3 h 20 min: done 40 min, planned 2 h 40 min.")
    assert "Tue 1 Dec: 60 planned, 40 done" in labels[1] and "Wed 2 Dec: 60 planned, 0 done" in labels[1]
    assert shown.count('role="img"') == 2 and shown.count("<svg") == shown.count("</svg>")


def test_many_days_are_shown_in_part(planned):
    shown = seen(planned, days=300)
    assert "Shown are Tue 1 Dec to Mon 28 Dec; your last day is Sun 26 Sep." in shown.text
    assert "Shown are Thu 3 Dec to Wed 30 Dec" in seen(planned, 10).text


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans"])
def test_in_chinese_nothing_is_left_in_english(planned, language):
    for shown in (seen(planned, language=language, days=2), seen(planned, 10, language=language)):
        words = re.sub(r"`[^`]*`|First & foremost|Second|Third|Nine|a99", "", shown.text)
        assert not re.search(r"[A-Za-z]{3,}", words), words
    assert "今天，12月1日（週二）" in seen(planned, language="zh-Hant").text


def test_the_command_shows_the_plan_of_now(planned, capsys):
    today(weekday=35)
    said = capsys.readouterr()
    assert said.out.startswith("Today, ") and "day 1 of 14" in said.out and said.err == ""
    assert PlanFile(planned / ".kit").read()[0].weekday == 35


def test_the_command_says_what_is_wrong(planned, capsys):
    today(skip=3.4)
    assert "The plan was not changed" in capsys.readouterr().out
    (planned / ".kit" / "outline.json").unlink()
    today()
    assert "There is no outline of the course here" in capsys.readouterr().out
    (planned / "kit.toml").write_text("[", encoding="utf-8")
    today()
    said = capsys.readouterr()
    assert "cannot be read" in said.out and said.err == ""


def test_every_task_counts_for_its_lesson_as_progress_has_it(planned):
    """Two programs count what is done: this one and progress."""
    found, _ = look(planned / ".kit", at(1))
    do(planned, at(1), VISITS.id, *(task.id for task in LESSON))
    found, _ = look(planned / ".kit", at(1))
    counted = progress_picture(planned / ".kit", "en").text
    assert "Assignment a99 Nine (en): 1 of 1" in counted and "Lesson 9.9: 7 of 7" in counted
    assert {item.id for item in found.done} == {"9.9", "a99"}
    assert found.worked == 70 + 60


def start_page(workspace: Path) -> Path:
    path = workspace / "START.ipynb"
    cells = [
        {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": "My notes"},
        {"cell_type": "code", "id": "today", "metadata": {}, "source": "today()", "outputs": [], "execution_count": 3},
        {"cell_type": "code", "id": "progress", "metadata": {}, "source": "p", "outputs": [], "execution_count": 4},
    ]
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    return path


def shown_by(path: Path) -> list[str]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["outputs"][0]["data"]["text/plain"]) for cell in cells if cell["cell_type"] == "code"]


def test_start_says_how_to_get_a_plan_until_there_is_one(planned):
    path = start_page(planned)
    assert plan_at(planned, "en", at(1)) is None and not has_plan(planned / ".kit", at(1))
    assert renew(path, at(1))
    invited, progressed = shown_by(path)
    assert invited.startswith("Studying alone?") and progressed.startswith("What you have done")
    assert not (planned / ".kit" / "plan.json").exists()
    seen(planned)
    assert renew(path, at(2))
    assert shown_by(path)[0].startswith("Today, Wed 2 Dec · day 2 of 14")
    assert json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"] == "My notes"


def test_start_shows_the_plan_where_there_is_an_access(planned):
    give(planned, "2026-12-01", "2026-12-14T16:00:00+00:00")
    path = start_page(planned)
    assert renew(path, at(1))
    assert shown_by(path)[0].startswith("Today, Tue 1 Dec · day 1 of 14")
    assert plan_at(planned, "en", None) is None, "without a clock there is no day to show"


@pytest.mark.parametrize("content", [b"", b"{", b'{"cells": 3}', b'{"cells": [3]}', b"\xff"])
def test_a_damaged_start_page_is_left_alone(planned, content):
    path = planned / "START.ipynb"
    path.write_bytes(content)
    assert not renew(path, at(1))
    assert path.read_bytes() == content
    assert not renew(planned / "elsewhere" / "START.ipynb", at(1))
