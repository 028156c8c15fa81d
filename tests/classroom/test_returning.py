"""Returning feedback: a learner gets their own page, once, and it says what the gradebook has."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import shutil
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbgrader.api import Gradebook

from classroom.class_folder import change_class
from classroom.cli import main
from classroom.errors import KitError
from classroom.grading.attempts import FOLDER, Attempts, Counted
from classroom.grading.feedback import ByHand, Titles, feedback_page, titles_of
from classroom.grading.gradebook import Book, Mark, Marks, sqlite_url
from classroom.grading.gradebook_rows import Entry
from classroom.grading.released import read_released
from classroom.grading.result import Graded, Stopped, TaskResult
from classroom.grading.results import Results
from classroom.grading.submission import Note, Submission
from classroom.grading.work_list import Work
from classroom.mailing import Outbox, Sender
from classroom.mailing.outbox import State
from classroom.release import release
from classroom.returning.letters import about, feedback_letter, says
from classroom.returning.mail import plan
from classroom.returning.moodle import Participant, folders_of, read_participants
from classroom.returning.pages import Page, Pages, read_pages
from classroom.returning.zipped import zipped
from classroom.roster import Learner, Roster, write_roster

pytestmark = pytest.mark.filterwarnings("ignore:Object of type")

sys.path.append(str(Path(__file__).parent / "mailing"))
from mail_server import MailServer, served  # noqa: E402

NAME, NOTEBOOK = "a02", "a02_kinds"
MORNING = dt.datetime(2026, 3, 2, 8, 15, tzinfo=dt.UTC)
WORTH = {"a02.total": 2.0, "a02.count": 2.0, "a02.means": 1.0, "a02.steps": 2.0, "a02.plan": 3.0}
RIGHT = {task: ("correct", worth) for task, worth in WORTH.items()} | {"a02.plan": ("by hand", None)}
TITLES = Titles(
    assignment="Kinds",
    tasks={task: f"The {task[4:]}" for task in WORTH},
    lessons={"1.1": "Counting orders", "1.2": "Adding up"},
)
LEARNERS = (
    Learner(id="ann", name="Ann Lee", email="ann@example.org"),
    Learner(id="bob", name="林雅婷", email="bob@example.org"),
    Learner(id="cat", name="Cat Wu"),
)


def graded(learner: str, verdicts=RIGHT, lesson: str = "1.1", **more) -> Graded:
    tasks = tuple(
        TaskResult(task=task, state=state, points=points, maximum=WORTH[task], title=state, lesson=lesson)
        for task, (state, points) in verdicts.items()
    )
    return Graded(learner=learner, assignment=NAME, notebook=NOTEBOOK, digest="d", tasks=tasks, **more)


class AClass:
    """A class in which a02 was released; what the grader writes is written here without it."""

    def __init__(self, course, folder: Path, language: str) -> None:
        self.course, self.folder, self.language = course, folder, language

    def grade(self, learner: str, verdicts=RIGHT, *, penalty: float = 0.0, by_hand=None, unread=None) -> None:
        """What grading writes: gradebook, result, page."""
        one = graded(learner, verdicts)
        submission = Submission(learner=learner, assignment=NAME, notebook=NOTEBOOK, unread=unread)
        entry = Entry(
            submission=submission, graded=one, timestamp=MORNING.replace(tzinfo=None), penalty=penalty or None
        )
        with Book.open(sqlite_url(self.folder), "class", self.language) as book:
            book.prepare(NAME, self.folder / "source" / NAME / f"{NOTEBOOK}.ipynb")
            book.write([entry])
        Results(self.folder / "grading" / NAME / "results").write(Counted(graded=one), "m")
        titles = titles_of(self.course, NAME, self.language)
        page = feedback_page(
            submission, one, language=self.language, titles=titles, penalty=penalty, by_hand=by_hand or {}
        )
        self.page(learner).parent.mkdir(parents=True, exist_ok=True)
        self.page(learner).write_text(page, encoding="utf-8")

    def give(self, learner: str, points: float, comment: str = "") -> None:
        """What formgrader writes when a person reads a plan."""
        with Gradebook(sqlite_url(self.folder), "class") as stock:
            grade = stock.find_grade("a02-plan", NOTEBOOK, NAME, learner)
            grade.manual_score, grade.needs_manual_grade = points, False
            stock.find_comment("a02-plan", NOTEBOOK, NAME, learner).manual_comment = comment
            stock.db.commit()

    def page(self, learner: str) -> Path:
        return self.folder / "feedback" / learner / NAME / f"{NOTEBOOK}.html"

    def hand_in(self, learner: str, **files: str) -> Path:
        place = self.folder / "submitted" / learner / NAME
        place.mkdir(parents=True)
        shutil.copy(self.folder / "release" / NAME / f"{NOTEBOOK}.ipynb", place)
        for name, text in files.items():
            (place / f"{name}.txt").write_text(text, encoding="utf-8")
        return place

    def pages(self) -> Pages:
        from classroom.class_folder import read_class

        return read_pages(self.course, self.folder, read_class(self.folder), NAME)


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """Where the class lies from which each test gets a copy: a release takes a while."""
    return tmp_path_factory.mktemp("returning") / "class"


@pytest.fixture
def a_class(course_of_kinds, kept, tmp_path) -> AClass:
    if not kept.exists():
        release(course_of_kinds, NAME, kept)
    one = AClass(course_of_kinds, Path(shutil.copytree(kept, tmp_path / "class")), "en")
    write_roster(one.folder, Roster(LEARNERS))
    return one


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Run the command line; gives the exit code, the output and what went to stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["classroom", "feedback", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return ended.value.code or 0, said.out, said.err

    return call


# What can be returned.


def test_a_page_that_says_what_the_gradebook_has_can_be_returned_and_others_are_named(a_class):
    for learner in ("ann", "bob", "cat"):
        a_class.grade(learner)
    a_class.hand_in("dan")
    a_class.page("bob").unlink()
    a_class.page("cat").write_text(a_class.page("ann").read_text(encoding="utf-8"), encoding="utf-8")
    pages = a_class.pages()
    assert [page.learner for page in pages.ready] == ["ann"]
    (ann,) = pages.ready
    assert (ann.name, ann.content, ann.marks.points) == (f"{NOTEBOOK}.html", a_class.page("ann").read_bytes(), 7.0)
    left = {one.learner: one.why for one in pages.left_out}
    assert set(left) == {"bob", "cat", "dan"}
    assert "no feedback page" in left["bob"] and "did not make" in left["cat"] and "not been graded" in left["dan"]


def test_points_given_by_hand_since_the_page_was_made_hold_it_back(a_class):
    a_class.grade("ann")
    a_class.give("ann", 0.0, "Which number?")
    assert [one.why for one in a_class.pages().left_out] == [
        "has other points or comments now than on the page; grade again first"
    ], "a comment alone is enough"
    a_class.grade("ann", by_hand={"a02.plan": ByHand(0.0, "Which number?")})
    assert a_class.pages().ready[0].marks.points == 7.0
    a_class.give("ann", 2.5, "Which number?")
    assert a_class.pages().ready == ()
    a_class.grade("ann", by_hand={"a02.plan": ByHand(2.5, "Which number?")})
    assert a_class.pages().ready[0].marks.points == 9.5


def test_late_work_and_work_that_cannot_be_read_are_returned_too(a_class):
    a_class.grade("ann", penalty=1.5)
    nothing = dict.fromkeys(WORTH, ("unreadable", 0.0))
    a_class.grade("bob", nothing, unread=Note("none"))
    ann, bob = a_class.pages().ready
    assert (ann.marks.points, bob.marks.points) == (5.5, 0.0)


def test_nothing_graded_and_an_unknown_assignment(a_class, tmp_path):
    with pytest.raises(KitError, match="Nothing of a02 has been graded"):
        a_class.pages()
    a_class.grade("ann")
    (a_class.folder / "gradebook.db").unlink()
    with pytest.raises(KitError, match="no points for a02"):
        a_class.pages()


# Letters.


def page_of(learner: str, one: Graded | None = None, *, marks: Marks | None = None, content: bytes = b"") -> Page:
    counted = Counted(graded=one or graded(learner))
    content = content or f"<dd>{learner}</dd>".encode()
    return Page(
        learner=learner, assignment=NAME, name=f"{NOTEBOOK}.html", content=content, counted=counted, marks=marks
    )


def marks_of(learner: str, one: Graded, *, manual=None, penalty: float = 0.0, extra: float = 0.0) -> Marks:
    given = manual or {}
    tasks = []
    for number, task in enumerate(one.tasks):
        points = given.get(task.task, task.points)
        more = 0.0 if number else extra
        about_it = {"automatic": task.points, "manual": given.get(task.task), "waits": points is None, "comment": ""}
        tasks.append(Mark(task=task.task, points=(points or 0.0) + more, maximum=task.maximum, extra=more, **about_it))
    return Marks(learner=learner, tasks=tuple(tasks), penalty=penalty)


def text_of(page: Page, language: str = "en", **more) -> str:
    learner = Learner(id=page.learner, name="Ann Lee", email="ann@example.org")
    return feedback_letter(page, learner, TITLES, "Spring class", language, **more).text


WRONG = RIGHT | {
    "a02.total": ("mistake", 0.5),
    "a02.count": ("not attempted", 0.0),
    "a02.means": ("wrong", 0.0),
    "a02.plan": ("by hand", None),
}


def test_a_letter_says_points_what_to_look_at_and_what_to_read_again():
    one = graded("ann", WRONG)
    one = replace(
        one, tasks=tuple(replace(task, lesson="1.2" if task.task == "a02.total" else task.lesson) for task in one.tasks)
    )
    assert text_of(page_of("ann", one, marks=marks_of("ann", one, penalty=1.0))) == (
        "Hello Ann Lee,\n\n"
        "Your work on assignment a02, “Kinds”, has been graded in part: 1.5 of 10 points so far. 1 point was taken off "
        "because it came late. Your instructor still has to read one answer, worth 3 points.\n\n"
        "Look first at task 2, “The count”: not attempted, 2 points to gain.\n\n"
        "Worth going back to:\n- Lesson 1.1, “Counting orders”\n- Lesson 1.2, “Adding up”\n\n"
        "The page goes with this letter as a02_kinds.html. Save it and open it in a browser: it needs no internet and "
        "shows every answer of yours with what was thought of it.\n\n"
        "Spring class\n"
    )


def test_a_letter_in_chinese_has_no_english_in_it():
    one = graded("ann", WRONG)
    text = text_of(page_of("ann", one, marks=marks_of("ann", one, penalty=1.5)), "zh-Hant")
    assert "目前得到 1 分（滿分 10 分）。因為遲交，已經扣掉 1.5 分。還有 1 題要由講師親自評閱，共 3 分。" in text
    assert "建議先看第 2 題〈The count〉：還沒作答，還可以再拿 2 分。" in text
    assert "－ 第 1.1 課〈Counting orders〉" in text
    assert "分数" not in text and "分数" not in text_of(page_of("ann", one), "zh-Hant")
    assert "还没作答" in text_of(page_of("ann", one), "zh-Hans")


def test_what_a_person_gave_counts():
    one = graded("ann", RIGHT | {"a02.count": ("wrong", 0.0)})
    marks = marks_of("ann", one, manual={"a02.plan": 2.0, "a02.count": 2.0}, extra=0.5)
    text = text_of(page_of("ann", one, marks=marks))
    assert "has been graded: 9.5 of 10 points. Of these, 0.5 are extra points" in text
    assert "Look first at task 5, “The plan”: read by your instructor, 1 point to gain." in text
    assert "The count" not in text


def test_letters_about_work_that_is_all_right_stopped_or_could_not_be_read():
    full = graded("ann", RIGHT)
    text = text_of(page_of("ann", full, marks=marks_of("ann", full, manual={"a02.plan": 3.0})))
    assert "10 of 10 points." in text and "Everything is right." in text and "going back" not in text
    stopped = graded("ann", WRONG, stopped=(Stopped(place=3, kind="NameError", message="secret"),))
    assert "stopped" not in text_of(page_of("ann", stopped)), "the page does not show that cell"
    text = text_of(page_of("ann", stopped, content=b'<a href="#cell-3">'))
    assert "Look first at the cell that stopped" in text and "Then look at task 2" in text and "secret" not in text
    unread = graded("ann", dict.fromkeys(WORTH, ("unreadable", 0.0)))
    text = text_of(page_of("ann", unread))
    assert "could not be opened" in text and "of 10 points" not in text and "every answer" not in text


def test_a_letter_never_takes_somebody_elses_page():
    with pytest.raises(ValueError, match="bob"):
        feedback_letter(page_of("bob"), LEARNERS[0], TITLES, "class", "en")


# Who gets what: any class, any history.

IDS = st.sampled_from([f"s{number}" for number in range(8)])
ADDRESSES = st.sampled_from(
    ["", "no address", "a@example.org", "A@example.org", *(f"{one}@example.com" for one in "bcdefgh")]
)


@st.composite
def classes(draw) -> tuple[Pages, Roster, Outbox]:
    roster = Roster(
        tuple(
            Learner(id=one, name=draw(st.text(max_size=5)), email=draw(ADDRESSES))
            for one in draw(st.lists(IDS, unique=True, max_size=6))
        )
    )
    pages = tuple(
        page_of(one, content=f"the page of {one}, {draw(st.integers(1, 2))}".encode())
        for one in draw(st.lists(IDS, unique=True, max_size=6))
    )
    outbox = Outbox(Path("nowhere"))
    for page in pages:
        learner = roster.get(page.learner)
        now = says(page, learner.email if learner else "")
        sent = draw(st.sampled_from([None, (), (now,), ("old",), ("old", now), (now, "old")]))
        if sent is not None:
            last = draw(st.sampled_from(["begun", "sent", "refused", "postponed"]))
            at = draw(st.sampled_from([now, "old"])) if last != "sent" else (*sent, "old")[0]
            state = State(sent=sent, last=last, content=at, at=MORNING)
            outbox.states[about(NAME, page.learner)] = state
    return Pages(assignment=NAME, ready=pages), roster, outbox


@settings(max_examples=150)
@given(classes())
def test_everybody_gets_their_own_page_at_their_own_address_and_no_other(made):
    pages, roster, outbox = made
    rows = plan(pages, roster, outbox, TITLES, "class", "en")
    content = {page.learner: page.content for page in pages.ready}
    assert sorted(row.learner for row in rows) == sorted(content)
    addresses = [one.email.casefold() for one in roster]
    for row in rows:
        state = outbox.state(about(NAME, row.learner))
        if row.letter is None:
            assert row.why or (state and state.sent[-1:] == (row.content,)), "sent, or said why not"
            continue
        learner = roster.get(row.learner)
        assert (row.letter.to, row.letter.learner) == (learner.email, row.learner)
        assert addresses.count(row.letter.to.casefold()) == 1
        assert [one.content for one in row.letter.attachments] == [content[row.learner]]
        message = row.letter.message(Sender("course@example.org"), "class", MORNING)
        data = b"".join(part.get_payload(decode=True) or b"" for part in message.walk())
        assert not any(other in data for one, other in content.items() if one != row.learner)
        assert (row.turn == "uncertain") == (state is not None and state.uncertain and state.content == row.content)


@settings(max_examples=60)
@given(classes(), st.dictionaries(IDS, st.integers(1, 99).map(lambda number: f"Name_{number}_x_"), max_size=6))
def test_a_zip_has_everybodys_own_page_in_their_own_folder(made, folders):
    pages = made[0].ready
    content = {page.learner: page.content for page in pages}
    with zipfile.ZipFile(io.BytesIO(zipped(pages))) as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == {
            f"{learner}/{NOTEBOOK}.html": page for learner, page in content.items()
        }
    assert zipped(pages) == zipped(reversed(pages)), "equal pages, equal bytes"
    folders = {learner: folder.replace("x", learner) for learner, folder in folders.items()}
    with zipfile.ZipFile(io.BytesIO(zipped(pages, folders))) as packed:
        for name in packed.namelist():
            (learner,) = (one for one, folder in folders.items() if folder == name.split("/")[0])
            assert packed.read(name) == content[learner]


# The command: mail.


def test_help_has_an_example(run):
    code, out, _ = run("--help")
    assert code == 0 and "Example:" in out and "classroom feedback a07" in out


def with_mail(folder: Path, settings) -> None:
    def change(document) -> None:
        document["mail"] = settings.model_dump()

    change_class(folder, change)


def test_letters_are_shown_then_sent_once_and_again_when_they_say_something_else(a_class, run):
    server = MailServer()
    for learner in ("ann", "bob", "cat", "dan"):
        a_class.grade(learner, WRONG)
    where = ("--class", a_class.folder, "--source", a_class.course.root)
    with served(server) as settings:
        with_mail(a_class.folder, settings)
        code, _, err = run(NAME, "--to", "mail", "--send", *where)
        assert code == 1 and "without --send first" in err and err.count("\n") == 1
        code, out, _ = run(NAME, "--to", "mail", *where)
        assert code == 0 and "2 letters, none of them sent yet" in out and "--to mail --send --class" in out
        assert out.count("1 answer still to") == 2
        assert "none: has no e-mail address" in out and "none: is not on the roster" in out
        assert server.taken == []
        server.at_rcpt["bob@example.org"] = ["550 No such user"]
        code, out, err = run(NAME, "--to", "mail", "--send", *where)
        assert code == 1 and "1 letter sent now" in out and "bob (bob@example.org): the letter was refused (550" in err
        code, out, err = run(NAME, "--to", "mail", "--send", *where)
        assert code == 0 and "1 letter sent now, 1 sent before, 2 learners without a letter" in out and err == ""
        assert run(NAME, "--to", "mail", "--send", *where)[0] == 0
        assert server.addresses == ["ann@example.org", "bob@example.org"]
        shown = a_class.folder / "mail" / NAME
        assert "sent on 20" in run(NAME, "--to", "mail", *where)[1] and not list(shown.glob("*.eml"))

        a_class.grade("ann", RIGHT)
        code, out, err = run(NAME, "--to", "mail", "--send", *where)
        assert code == 1 and "ann was not sent: the letter is not the one that was shown" in err
        code, out, _ = run(NAME, "--to", "mail", *where)
        assert "again: changed since" in out and "1 letter to somebody whose last one" in out
        assert run(NAME, "--to", "mail", "--send", *where)[0] == 0
    assert server.addresses == ["ann@example.org", "bob@example.org", "ann@example.org"]
    first, _, second = server.messages
    assert "replaces" in second.get_body(("plain",)).get_content()
    assert first["Message-ID"] != second["Message-ID"]
    (page,) = second.iter_attachments()
    assert page.get_content().encode() == a_class.page("ann").read_bytes()


def test_a_letter_that_may_have_arrived_is_sent_again_only_when_asked(a_class, run):
    server = MailServer()
    a_class.grade("ann")
    server.at_data["ann@example.org"] = [None]
    where = ("--class", a_class.folder, "--source", a_class.course.root)
    with served(server) as settings:
        with_mail(a_class.folder, settings)
        run(NAME, "--to", "mail", *where)
        for _ in range(2):
            code, out, err = run(NAME, "--to", "mail", "--send", *where)
            assert code == 1 and "ann (ann@example.org): the letter may have arrived" in err and "--again" in out
        assert "only with --again" in run(NAME, "--to", "mail", *where)[1]
        assert run(NAME, "--to", "mail", "--send", "--again", *where)[0] == 0
    assert server.addresses == ["ann@example.org"]


def test_what_does_not_go_is_said_in_one_sentence(a_class, run, tmp_path):
    where = ("--class", a_class.folder, "--source", a_class.course.root)

    def failed(*arguments: object) -> str:
        code, _, err = run(*arguments, *where)
        assert code == 1 and err.startswith("classroom: ") and err.count("\n") == 1
        return err

    assert "[mail]" in failed(NAME, "--to", "mail")
    assert "Nothing of a02 has been graded" in failed(NAME, "--to", "exchange")
    assert "There is no assignment 'a99'" in failed("a99", "--to", "exchange")
    assert "--out" in failed(NAME, "--to", "zip")
    assert "for --to zip alone" in failed(NAME, "--to", "mail", "--out", "x.zip")
    assert "for --to mail alone" in failed(NAME, "--to", "zip", "--out", "x.zip", "--send")
    assert "--again is for --send" in failed(NAME, "--to", "mail", "--again")
    assert "--moodle-names" in failed(NAME, "--to", "zip", "--out", "x.zip", "--for", "moodle")
    moodle = ("--for", "moodle", "--moodle-names", tmp_path)
    assert "one assignment" in failed(NAME, "a01", "--to", "zip", "--out", "x.zip", *moodle)
    a_class.grade("ann")
    assert "names no participant" in failed(NAME, "--to", "zip", "--out", "x.zip", *moodle)
    with served(MailServer()) as settings:
        with_mail(a_class.folder, settings)
    run(NAME, "--to", "mail", *where)
    assert "cannot be reached" in failed(NAME, "--to", "mail", "--send")
    (a_class.folder / "roster.csv").unlink()
    assert "no roster" in failed(NAME, "--to", "mail")
    code, _, err = run(NAME, "--to", "mail", "--class", tmp_path / "none")
    assert code == 1 and "There is no class" in err


# The command: zip, Moodle.


def test_a_zip_of_a_class(a_class, run, tmp_path):
    for learner in ("ann", "bob"):
        a_class.grade(learner)
    a_class.hand_in("cat")
    where = ("--class", a_class.folder, "--source", a_class.course.root)
    code, out, _ = run(NAME, "--to", "zip", "--out", "all.zip", *where)
    assert code == 0 and "holds the feedback for 2 learners" in out and "cat has not been graded yet" in out
    with zipfile.ZipFile(tmp_path / "all.zip") as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == {
            f"{learner}/{NOTEBOOK}.html": a_class.page(learner).read_bytes() for learner in ("ann", "bob")
        }


def test_a_zip_for_moodle(a_class, run, tmp_path):
    for learner in ("ann", "bob", "cat"):
        a_class.grade(learner)
    sheet = io.StringIO()
    rows = [
        ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade"],
        ["Participant 4711", "Lee, A.", "ANN@example.org", "", "", "10.00"],
        ["Participant 4712", "林 雅婷", "", "", "", "10.00"],
        ["Participant 4713", "Somebody_Else/x", "x@example.org", "", "", "10.00"],
    ]
    csv.writer(sheet).writerows(rows)
    (tmp_path / "sheet.csv").write_text(sheet.getvalue(), encoding="utf-8-sig")
    where = ("--class", a_class.folder, "--source", a_class.course.root)
    moodle = ("--for", "moodle", "--moodle-names", "sheet.csv")
    code, out, _ = run(NAME, "--to", "zip", "--out", "moodle.zip", *moodle, *where)
    assert code == 1 and "Left out: cat is nobody" in out and "by name alone, please look at these: bob" in out
    with zipfile.ZipFile(tmp_path / "moodle.zip") as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == {
            f"Lee, A._4711_assignsubmission_file_/{NOTEBOOK}.html": a_class.page("ann").read_bytes(),
            f"林 雅婷_4712_assignsubmission_file_/{NOTEBOOK}.html": a_class.page("bob").read_bytes(),
        }


def test_moodles_names_from_its_downloads(tmp_path):
    names = [
        "Ann Lee_11_assignsubmission_file_",
        "Ann Lee_11_assignsubmission_onlinetext",
        "林 雅婷_12_assignsubmission_file",
    ]
    for name in (*names, "notes", "Bob_x_assignsubmission_file_"):
        (tmp_path / "all" / name).mkdir(parents=True)
    wanted = (Participant(number=11, name="Ann Lee"), Participant(number=12, name="林 雅婷"))
    assert read_participants(tmp_path / "all") == wanted
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as packed:
        packed.writestr("Ann Lee_11_assignsubmission_file_/a.ipynb", "")
        packed.writestr("林 雅婷_12_assignsubmission_file_a.ipynb", "")
    assert read_participants(tmp_path / "all.zip") == wanted
    assert [one.folder for one in wanted] == ["Ann Lee_11_assignsubmission_file_", "林 雅婷_12_assignsubmission_file_"]
    assert Participant(number=3, name="../a_b\n").folder == "a b_3_assignsubmission_file_"
    (tmp_path / "other.csv").write_text("name,grade\nAnn,3\n", encoding="utf-8")
    with pytest.raises(KitError, match="no column Identifier"):
        read_participants(tmp_path / "other.csv")


def test_a_name_that_two_have_is_nobodys(tmp_path):
    two = [Learner(id="s1", name="Ann Lee"), Learner(id="s2", name="ann lee"), Learner(id="s3", name="林雅婷")]
    found = folders_of(two, [Participant(number=1, name="Ann Lee"), Participant(number=2, name="林 雅婷")])
    assert found.names == {"s3": "林 雅婷_2_assignsubmission_file_"} and set(found.left) == {"s1", "s2"}
    found = folders_of(two[1:], [Participant(number=1, name="Ann Lee"), Participant(number=2, name="Ann Lee")])
    assert found.names == {}


# The command: nbgrader's exchange.


@pytest.mark.filterwarnings("ignore:Passing unrecognized arguments")  # nbgrader's own
def test_the_exchange_gives_each_learner_their_own_page(a_class, run, monkeypatch, tmp_path):
    where = ("--class", a_class.folder, "--source", a_class.course.root)
    learners = {"ann": "a" * 128, "bob": "b" * 128, "cat": "", "dan": "d" * 128, "eve": "d" * 128}
    learners |= {"fay": "é" * 64, "gus": "short", "hal": "x\ny" * 30}
    handed_out = read_released(a_class.folder, NAME)
    kept = a_class.folder / "grading" / NAME / FOLDER
    for learner, secret in learners.items():
        files = {"submission_secret": secret} if secret else {}
        place = a_class.hand_in(learner, timestamp="2026-03-02 08:15:00.000000 UTC", **files)
        Attempts(kept, learner, handed_out, a_class.folder / "release" / NAME).keep(Work(learner, place, MORNING))
        a_class.grade(learner)
    # Bob has handed in again since: what is graded belongs to the first time.
    (a_class.folder / "submitted" / "bob" / NAME / "submission_secret.txt").write_text("c" * 128, encoding="utf-8")
    code, _, err = run(NAME, "--to", "exchange", *where)
    assert code == 1 and "There is no exchange in" in err and err.count("\n") == 1
    (a_class.folder / "exchange").mkdir()
    for _ in range(2):
        code, out, err = run(NAME, "--to", "exchange", *where)
        assert (code, err) == (0, "") and "feedback for 2 learners is in the exchange" in out
        for learner in ("cat", "fay", "gus", "hal"):
            assert f"{learner} did not hand in through the exchange" in out
        assert "dan handed in with the same secret" in out and "eve handed in with the same secret" in out
    released = {path.read_bytes() for path in (a_class.folder / "exchange" / "class" / "feedback").iterdir()}
    assert released == {a_class.page("ann").read_bytes(), a_class.page("bob").read_bytes()}
    for learner in ("ann", "bob"):
        assert (
            fetched(a_class.folder, tmp_path / learner, learner, learners[learner])
            == a_class.page(learner).read_bytes()
        )


def fetched(folder: Path, home: Path, learner: str, secret: str) -> bytes:
    """What nbgrader gives a learner whose submission has this secret."""
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange.default import ExchangeFetchFeedback
    from traitlets.config import Config

    submission = home / "cache" / "class" / f"{learner}+{NAME}+2026-03-02 08:15:00 UTC"
    submission.mkdir(parents=True)
    (submission / f"{NOTEBOOK}.ipynb").write_text("{}", encoding="utf-8")
    (submission / "submission_secret.txt").write_text(secret, encoding="utf-8")
    config = Config()
    config.CourseDirectory = Config({"course_id": "class", "assignment_id": NAME, "student_id": learner})
    exchange = {"root": str(folder / "exchange"), "cache": str(home / "cache"), "assignment_dir": str(home)}
    config.Exchange = Config(exchange)
    ExchangeFetchFeedback(coursedir=CourseDirectory(config=config), config=config).start()
    (page,) = (home / NAME / "feedback").rglob("*.html")
    return page.read_bytes()


def test_a_configuration_that_cannot_be_read(a_class, run):
    place = a_class.hand_in("ann", submission_secret="s" * 128)
    kept = a_class.folder / "grading" / NAME / FOLDER
    handed_out = read_released(a_class.folder, NAME)
    Attempts(kept, "ann", handed_out, a_class.folder / "release" / NAME).keep(Work("ann", place, MORNING))
    a_class.grade("ann")
    (a_class.folder / "nbgrader_config.py").write_text("c = (", encoding="utf-8")
    code, _, err = run(NAME, "--to", "exchange", "--class", a_class.folder, "--source", a_class.course.root)
    assert code == 1 and "nbgrader_config.py cannot be read" in err and err.count("\n") == 1
    assert json.loads((a_class.folder / "grading" / NAME / "results").glob("*/*.json").__next__().read_text())
