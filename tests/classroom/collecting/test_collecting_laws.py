"""Whatever is in a download, work lands under whoever sent it or under nobody; what learners call files has no say.

Each file's content tells who sent it, which only this test reads.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from sent import LEARNERS, packed

from classroom.collecting.entries import Reader
from classroom.collecting.matching import Matcher
from classroom.collecting.uploads import Sorting
from classroom.roster.roster import Roster

UNIQUE = {"陳美玲": "s001", "Sean Lee": "s002", "林七": "7"}
"""Names on the platform, and whose each is. Two are called 王小明."""

CHOSEN = st.sampled_from(
    [
        "answer",
        "s001",
        "s002",
        "陳美玲",
        "Sean Lee_1_assignsubmission_file_x",
        "leesean_1_2_x",
        "王小明",
        "7",
        "a01_totals",
    ]
)
"""What learners call their files, as nasty as they like."""

INNER = st.tuples(st.sampled_from(["", "s002/", "s003/a01/", "陳美玲_5_assignsubmission_file_/"]), CHOSEN).map("".join)


@st.composite
def uploads(draw: st.DrawFn) -> tuple[str, str]:
    """A path in a download, and who sent it; "" for somebody that nothing but the platform knows."""
    kind = draw(st.sampled_from(["moodle", "flat", "canvas", "nbgrader"]))
    inner = draw(INNER)
    if kind == "nbgrader":
        learner = draw(st.sampled_from([one.id for one in LEARNERS]))
        return f"{learner}/a01/{inner}.ipynb", learner
    name = draw(st.sampled_from([*UNIQUE, "王小明", "Somebody Else"]))
    number = draw(st.integers(1, 10**6))
    whose = UNIQUE.get(name, "")
    if kind == "canvas":
        slug = "".join(reversed(name.split())).lower()
        return f"{slug}_{number}_{draw(st.integers(1, 99))}_{draw(CHOSEN)}.ipynb", whose
    beginning = f"{name}_{number}_assignsubmission_file_"
    return (f"{beginning}/{inner}.ipynb" if kind == "moodle" else f"{beginning}{draw(CHOSEN)}.ipynb"), whose


@given(st.lists(uploads(), max_size=8, unique_by=lambda one: one[0]))
def test_work_is_whose_the_platform_says(sent):
    found, left = sort({path: f"{whose}|{path}".encode() for path, whose in sent})
    expected = {path: whose for path, whose in sent if whose}
    assert found == expected
    assert len(left) <= len(sent) - len(expected)


OUTER = {"s001": "s001", "王小明": None, "7": "7"}


@given(st.lists(uploads(), min_size=1, max_size=5, unique_by=lambda one: one[0]), st.sampled_from([*OUTER]))
def test_a_zip_that_a_learner_sent_is_theirs_whatever_is_in_it(sent, outer):
    files = {path: b"|" + path.encode() for path, _ in sent}
    with tempfile.TemporaryDirectory() as folder:
        inner = packed(Path(folder) / "inner", files).read_bytes()
    found, _ = sort({f"{outer}.zip": inner})
    whose = OUTER[outer]
    assert set(found.values()) <= {whose}
    if whose:
        assert set(found) == set(files)


def sort(files: dict[str, bytes]) -> tuple[dict[str, str], list[str]]:
    """Which file lands under whom, by the path that the file's content tells; and what is left."""
    with tempfile.TemporaryDirectory() as made, Reader(ZoneInfo("Asia/Taipei"), "zh-Hant") as reader:
        folder = Path(made)
        place = packed(folder / "sent.zip", files)
        matcher = Matcher(Roster(LEARNERS), ("a01", "a01_totals"))
        done = Sorting(reader, matcher, "a01", "a01_totals", folder / "release").sort(reader.given(place), {})
        landed = {
            entry.read(10_000).decode().split("|", 1)[1]: one.match.learner
            for one in done.uploads
            if one.match.learner
            for entry in one.files.values()
        }
        return landed, [one.path for one in done.left] + [one.path for one in done.uploads if not one.match.learner]
