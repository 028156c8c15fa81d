"""Making a class and changing its class.toml: comments stay, and nothing wrong is ever written."""

from __future__ import annotations

import datetime as dt
import stat
import tomllib

import pytest

from classroom.class_folder import LEDGERS, change_class, class_course, make_class, read_class
from classroom.errors import KitError

VALUES = {"name": "行銷班", "language": "zh-Hant", "scenario": "boutique"}


@pytest.fixture
def folder(tmp_path):
    make_class(tmp_path / "class", **VALUES, due={"a07": dt.date(2026, 3, 20)})
    return tmp_path / "class"


def test_a_class_is_made_as_it_is_read(folder):
    one = read_class(folder)
    assert (one.name, one.language, len(one.seed)) == ("行銷班", "zh-Hant", 32)
    assert one.due["a07"] == dt.datetime(2026, 3, 20, 23, 59, 59)
    assert stat.S_IMODE((folder / "class.toml").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"timezone": "Mars"}, "no time zone Mars"),
        ({"language": "fr"}, "no language 'fr'"),
        ({"name": ""}, "name"),
        ({"starts": dt.date(2026, 3, 2), "ends": dt.date(2026, 3, 1)}, "ends is before starts"),
    ],
)
def test_what_cannot_be_a_class_is_not_made(tmp_path, values, told):
    with pytest.raises(KitError, match=told) as problem:
        make_class(tmp_path / "class", **{**VALUES, **values})
    assert "\n" not in str(problem.value) and "seed" not in str(problem.value)
    assert not (tmp_path / "class").exists()


def test_a_change_keeps_everything_else(folder):
    path = folder / "class.toml"
    mine = (
        path.read_text(encoding="utf-8").replace('late = "keep"', 'late = "10% a day" # 系上規定').replace("\n", "\r\n")
    )
    path.write_bytes(mine.encode())

    def later(document):
        document["due"]["a07"] = dt.date(2026, 3, 27)
        document["attempts"] = "best"

    changed = change_class(folder, later)
    assert changed.attempts == "best" and changed == read_class(folder)
    wanted = mine.replace("a07 = 2026-03-20", "a07 = 2026-03-27", 1).replace('attempts = "last"', 'attempts = "best"')
    assert path.read_bytes().decode() == wanted
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_change_to_what_no_class_can_be_changes_nothing(folder):
    before = (folder / "class.toml").read_bytes()
    with pytest.raises(KitError, match=r"stays as it is.*late: 'half' is no rule"):
        change_class(folder, lambda document: document.update(late="half"))
    assert (folder / "class.toml").read_bytes() == before


def test_where_there_is_no_class_nothing_is_changed(tmp_path):
    with pytest.raises(KitError, match="no class"):
        change_class(tmp_path, lambda document: document.update(late="zero"))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_text_is_told(folder):
    (folder / "class.toml").write_bytes(b"name = \xa6\xd0")
    with pytest.raises(KitError, match=r"class\.toml cannot be read.*seed") as problem:
        read_class(folder)
    assert "\n" not in str(problem.value)


def test_a_class_is_taught_on_its_own_ledger_once_that_is_finished(course, folder):
    assert class_course(folder, course.root).data == course.root / "datasets"
    (folder / LEDGERS / "sample").mkdir(parents=True)
    with pytest.raises(KitError, match="not finished; `classroom new NAME --out"):
        class_course(folder, course.root)
    for name in ("en", "zh-Hant", "truth"):
        (folder / LEDGERS / "sample" / name).mkdir()
        (folder / LEDGERS / "sample" / name / "datapackage.json").write_text("{}")
    assert class_course(folder, course.root).data == (folder / LEDGERS).resolve()


def test_the_secret_is_nobody_elses(tmp_path):
    seeds = {make_class(tmp_path / str(number), **VALUES).seed for number in range(3)}
    assert len(seeds) == 3
    assert tomllib.loads((tmp_path / "0" / "class.toml").read_text(encoding="utf-8"))["seed"] in seeds
