"""What platforms, mail programs and people make of an upload, and whose it then is."""

from __future__ import annotations

import datetime as dt
import mailbox
from email.message import EmailMessage

import pytest
from sent import notebook, packed

NAME = "a01_totals.ipynb"
UTC_TIME = "2026-03-05 02:00:00.000000 UTC"
"""Ten in the morning in Taipei."""


def _why(done) -> dict[str, str]:
    return {one.path: one.why for one in done.left}


@pytest.mark.parametrize(
    ("path", "learner"),
    [
        (f"陳美玲_12345_assignsubmission_file_/{NAME}", "s001"),
        ("陳 美玲_12345_assignsubmission_file_/my homework.ipynb", "s001"),
        (f"美玲 陳_12345_assignsubmission_file_/{NAME}", "s001"),
        (f"Sean Lee_12346_assignsubmission_file/{NAME}", "s002"),
        (f"ＳＥＡＮ lee_12346_assignsubmission_file_{NAME}", "s002"),
        (f"a01/Lee Sean_12346_assignsubmission_file_{NAME}", "s002"),
        (f"王小明 s004_9_assignsubmission_file_/{NAME}", "s004"),
        (f"陳美玲_12345_assignsubmission_file_/s002/{NAME}", "s001"),
        (f"陳美玲_12345_assignsubmission_file_s002_{NAME}", "s001"),
        (f"leesean_LATE_881_4402_{NAME}", "s002"),
        ("leesean_881_4402_a01_totals-2.ipynb", "s002"),
        (f"submitted/s003/a01/{NAME}", "s003"),
        (f"s003/a01/deeper/{NAME}", "s003"),
        (f"s003/a01/leesean_881_4402_{NAME}", "s003"),
        (f"s003/a01/Sean Lee_1_assignsubmission_file_/{NAME}", "s003"),
        (f"陳美玲_12345_assignsubmission_file_/leesean_881_4402_{NAME}", "s001"),
        (f"s003+a01+2026-03-05 02:00:00 UTC+xyz/{NAME}", "s003"),
        ("s003.ipynb", "s003"),
        ("期末作業 S003 最終版.ipynb", "s003"),
        ("s003王小明.ipynb", "s003"),
        ("homework/陳美玲/a01 (2).ipynb", "s001"),
        ("作業1_陳美玲.ipynb", "s001"),
        ("sean_lee_a01_totals.ipynb", "s002"),
        ("7/answer.ipynb", "7"),
        ("S003 a01_totals.ipynb.txt", "s003"),
        (f"陳美玲_12345_assignsubmission_file_/{NAME}.json", "s001"),
        ("s003.ipynb (1)", "s003"),
        ("2026_03_05_s003.ipynb", "s003"),
        ("hw_2026_03_05_s003.ipynb", "s003"),
        ("leesean_881_4402_s003.ipynb", "s002"),
        ("Lee Sean/a01/Version 2/my work.ipynb", "s002"),
    ],
)
def test_an_upload_is_found_to_be_somebodys(room, path, learner):
    done = room.collect(room.zip({path: notebook("one")}))
    assert not done.left
    assert room.handed_in() == {learner: {NAME: notebook("one")}}
    assert room.time(learner) == UTC_TIME


@pytest.mark.parametrize(
    ("path", "why"),
    [
        (f"王小明_12345_assignsubmission_file_/{NAME}", "could be of s003, s004"),
        (f"Participant 7_7_assignsubmission_file_/{NAME}", "no id or name"),
        (f"leesean s001_881_4402_{NAME}", "could be of s001, s002"),
        ("s001_s002.ipynb", "could be of s001, s002"),
        ("s001/s002.ipynb", "could be of s001, s002"),
        ("s001_sean_lee.ipynb", "could be of s001, s002"),
        ("xs001.ipynb", "no id or name"),
        ("s0010.ipynb", "no id or name"),
        ("a01_totals-7.ipynb", "no id or name"),
        ("a01_totals (7).ipynb", "no id or name"),
        ("version 7.ipynb", "no id or name"),
        (f"s001/Sean Lee_1_assignsubmission_file_/{NAME}", "could be of s001, s002"),
        (f"s001/s002/a01/{NAME}", "could be of s001, s002"),
        (f"陳美玲/s002.zip/{NAME}", "could be of s001, s002"),
        (NAME, "no id or name"),
        (f"nobody/a01/{NAME}", "no id or name"),
    ],
)
def test_what_is_not_certain_is_left_and_listed(room, path, why):
    done = room.collect(room.zip({path: notebook("one")}))
    assert room.handed_in() == {} and len(done.left) == 1
    assert why in done.left[0].why


def test_the_id_inside_a_notebook_is_not_believed(room):
    claim = notebook('"s002"').replace(b'"metadata": {}', b'"metadata": {"learner": "s002"}', 1)
    room.collect(room.zip({"s001.ipynb": claim}))
    assert set(room.handed_in()) == {"s001"}


def test_somebody_can_say_whose_it_is(room):
    path = f"王小明_12345_assignsubmission_file_/{NAME}"
    sent = room.zip({path: notebook("one")})
    (left,) = room.collect(sent).left
    done = room.collect(sent, settled={left.path: "s004"})
    assert not done.left and set(room.handed_in()) == {"s004"}


def test_small_files_beside_the_notebook_come_along_and_nothing_else(room):
    above = "陳美玲_1_assignsubmission_file_/homework"
    files = {
        f"{above}/exercises/{NAME}": notebook("one"),
        f"{above}/exercises/own/table.csv": b"a\n1\n",
        f"{above}/exercises/datasets/sample/orders.csv": b"forged",
        f"{above}/exercises/kit.toml": b"forged",
        f"{above}/exercises/timestamp.txt": b"2020-01-01 00:00:00 UTC",
        f"{above}/exercises/.ipynb_checkpoints/{NAME}": notebook("old"),
        f"{above}/__MACOSX/._{NAME}": b"x",
        "陳美玲_1_assignsubmission_onlinetext_/onlinetext.html": b"<p>",
    }
    done = room.collect(room.zip(files))
    assert not done.left and room.time("s001") == UTC_TIME
    assert room.handed_in() == {"s001": {NAME: notebook("one"), "own/table.csv": b"a\n1\n"}}


def test_files_beside_a_notebook_that_are_called_as_the_same_learners_come_along(room):
    room.put("s001.ipynb", notebook("one"))
    room.put("s001_table.csv", b"1")
    room.put("s002_table.csv", b"2")
    room.put("else/s001_table.csv", b"3")
    done = room.collect()
    assert room.handed_in() == {"s001": {NAME: notebook("one"), "s001_table.csv": b"1"}} and done.passed_over == 2


def test_a_zip_inside_is_opened_and_belongs_to_whoever_sent_it(room):
    inner = packed(room.inbox / "inner", {"s002/a01/answer.ipynb": notebook("one"), "data.csv": b"1"})
    sent = room.zip({"陳美玲_1_assignsubmission_file_/all.zip": inner.read_bytes()})
    assert not room.collect(sent).left
    assert room.handed_in() == {"s001": {f"s002/a01/{NAME}": notebook("one"), "data.csv": b"1"}}


def test_downloads_in_a_folder_are_each_taken_for_what_they_are(room):
    packed(room.inbox / "moodle.zip", {f"陳美玲_1_assignsubmission_file_/{NAME}": notebook("one")})
    packed(room.inbox / "s002.zip", {"s001.ipynb": notebook("two")})
    room.put("s003/a01/x.ipynb", notebook("three"))
    room.put("s003/a02/x.ipynb", notebook("other"))
    room.put("grades.csv", b"x")
    (room.source / "exercises" / "a02_more").mkdir()
    page = (room.source / "exercises" / "a01_totals" / "a01_totals.md").read_text(encoding="utf-8")
    (room.source / "exercises" / "a02_more" / "a02_more.md").write_text(page.replace("a01", "a02"), encoding="utf-8")
    done = room.collect()
    assert not done.left and done.other_assignments == 1 and done.passed_over == 1
    assert {learner: list(files.values()) for learner, files in room.handed_in().items()} == {
        "s001": [notebook("one")],
        "s002": [notebook("two")],
        "s003": [notebook("three")],
    }
    assert done.missing == ("s004", "7")


def test_nbgraders_own_time_is_taken_only_where_nbgrader_puts_it(room):
    room.collect(room.zip({f"s001/a01/{NAME}": notebook(), "s001/a01/timestamp.txt": b"2026-03-01 08:00:00 UTC"}))
    assert room.time("s001") == "2026-03-01 08:00:00.000000 UTC"


@pytest.mark.parametrize(("late", "at", "said"), [(False, 5, True), (False, 9, False), (True, 9, True)])
def test_when_canvas_made_its_zip_makes_nobody_late(room, late, at, said):
    path = room.folder / "class.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("[due]\n", "[due]\na01 = 2026-03-07\n"), encoding="utf-8")
    assert "a01 = 2026-03-07" in path.read_text(encoding="utf-8")
    name = f"leesean_{'LATE_' if late else ''}881_4402_{NAME}"
    room.collect(room.zip({name: notebook()}, at=(2026, 3, at, 10, 0, 0)))
    assert bool(room.time("s002")) is said


def _mail(sender: str, name: str, data: bytes, date: str = "Thu, 05 Mar 2026 10:00:00 +0800") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["Date"], mail["Subject"] = sender, date, "作業"
    mail.set_content("請看附件")
    mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail


def test_mails_are_whose_address_they_are_from(room):
    room.put("1.eml", _mail("美玲 <MEI@example.org>", NAME, notebook("one")).as_bytes())
    box = mailbox.mbox(room.inbox / "inbox.mbox")
    box.add(_mail("sean@example.com", "作業.ipynb", notebook("two")))
    box.add(_mail("stranger@example.com", NAME, notebook("three")))
    box.add(_mail("stranger@example.com", "s003.ipynb", notebook("four")))
    box.add(_mail("mei@example.org", "s004.ipynb", notebook("five")))
    box.close()
    done = room.collect()
    assert room.handed_in() == {
        "s001": {NAME: notebook("one")},
        "s002": {NAME: notebook("two")},
        "s003": {NAME: notebook("four")},
    }
    assert room.time("s001") == room.time("s002") == UTC_TIME
    assert _why(done) == {
        "inbox.mbox/2": "mail from stranger@example.com holds no id or name that is on the roster",
        "inbox.mbox/4": "it could be of s001, s004",
    }


def test_a_mail_inside_a_mail_says_nothing_about_who_sent_it(room):
    forged = _mail("sean@example.com", NAME, notebook("forged"))
    outer = _mail("mei@example.org", NAME, notebook("one"))
    outer.add_attachment(forged)
    room.put("outer.eml", outer.as_bytes())
    room.collect()
    assert room.handed_in() == {"s001": {NAME: notebook("one")}}


def test_a_files_own_time_is_its_upload(room):
    room.put("s001.ipynb", notebook(), dt.datetime(2026, 3, 5, 2, 0, 0, tzinfo=dt.UTC))
    room.collect()
    assert room.time("s001") == UTC_TIME
