"""The class folder and what release puts into it."""

from __future__ import annotations

import json
import stat
import tomllib

import pytest

from classroom.class_folder import find_class, open_class, read_class
from classroom.course import Course
from classroom.errors import KitError
from classroom.release import release
from classroom.workspace import build
from tutor.pack import read_pack


def test_a_release_is_what_the_learners_workspace_has(course, tmp_path):
    build(course, tmp_path / "workspace", ["zh-Hant"])
    done = release(course, "a01", tmp_path / "class", "zh-Hant")
    notebook = "a01_totals.ipynb"
    in_workspace = tmp_path / "workspace" / "zh-Hant" / "exercises" / "a01_totals" / notebook
    assert (done.release / notebook).read_bytes() == in_workspace.read_bytes()
    for folder in (done.source, done.release):
        assert 'language = "zh-Hant"' in (folder / "kit.toml").read_text(encoding="utf-8")
        assert (folder / ".kit" / "a01.pack").is_file()
    hidden = "".join(json.loads((done.source / notebook).read_text(encoding="utf-8"))["cells"][-2]["source"])
    assert 'grade("a01.total")' in hidden


def test_a_second_release_keeps_the_secret_and_what_the_instructor_set(course, tmp_path):
    folder = tmp_path / "class"
    first = release(course, "a01", folder, "en").settings
    config = folder / "nbgrader_config.py"
    config.write_text(config.read_text(encoding="utf-8") + "\nc.Execute.timeout = 99\n", encoding="utf-8")
    before = config.read_bytes()
    second = release(Course(course.root), "a01", folder).settings
    assert second == first
    assert config.read_bytes() == before


def test_a_source_notebook_changed_by_hand_is_not_overwritten(course, tmp_path):
    done = release(course, "a01", tmp_path / "class")
    path = done.source / "a01_totals.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("The total", "My total"), encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(KitError, match="changed by hand"):
        release(course, "a01", tmp_path / "class")
    assert path.read_bytes() == before


@pytest.mark.parametrize(("reveal", "after"), [("2", 2), ('"never"', None)])
def test_a_class_says_when_worked_answers_can_be_seen(course, tmp_path, reveal, after):
    folder = tmp_path / "class"
    open_class(folder, "en", "boutique")
    text = (folder / "class.toml").read_text(encoding="utf-8")
    assert 'reveal = "never"' in text
    (folder / "class.toml").write_text(text.replace('reveal = "never"', f"reveal = {reveal}"), encoding="utf-8")
    done = release(course, "a01", folder)
    card = read_pack(done.release / ".kit", "a01")["tasks"]["a01.total"]
    assert card["reveal"] == after and (card["solution"] is None) == (after is None)


def test_a_broken_configuration_is_named(course, tmp_path):
    release(course, "a01", tmp_path / "class")
    (tmp_path / "class" / "nbgrader_config.py").write_text("c = (", encoding="utf-8")
    with pytest.raises(KitError, match=r"nbgrader_config\.py.*SyntaxError"):
        release(course, "a01", tmp_path / "class")


def test_an_unknown_assignment_is_named_with_those_there_are(course, tmp_path):
    with pytest.raises(KitError, match="no assignment 'a99'; there is a01"):
        release(course, "a99", tmp_path / "class")
    assert not (tmp_path / "class").exists()


def test_a_new_class_gets_a_secret_of_its_own(tmp_path):
    one, two = (open_class(tmp_path / name, "zh-Hant", "boutique") for name in ("one", "two"))
    assert one.seed != two.seed and len(one.seed) >= 32
    assert (one.name, one.language, one.scenario) == ("one", "zh-Hant", "boutique")
    assert read_class(tmp_path / "one") == one == open_class(tmp_path / "one", None, "boutique")
    assert stat.S_IMODE((tmp_path / "one" / "class.toml").stat().st_mode) & 0o077 == 0


def test_the_name_of_a_class_may_be_anything_a_folder_can_be_called(tmp_path):
    settings = open_class(tmp_path / 'A "1" 班', "en", "boutique")
    assert tomllib.loads((tmp_path / 'A "1" 班' / "class.toml").read_text(encoding="utf-8"))["name"] == settings.name


DAMAGED = {
    "not TOML": ("name = ", "cannot be read"),
    "no seed": ('name = "a"\nlanguage = "en"\nscenario = "boutique"\n', "seed"),
    "short seed": ('name = "a"\nlanguage = "en"\nscenario = "boutique"\nseed = "1"\n', "seed"),
    "language": ('name = "a"\nlanguage = "fr"\nscenario = "boutique"\nseed = "0123456789abcdef"\n', "'fr'"),
    "reveal": (
        'name = "a"\nlanguage = "en"\nscenario = "b"\nseed = "0123456789abcdef"\nreveal = "always"\n',
        "reveal",
    ),
    "unknown setting": ('name = "a"\nlanguage = "en"\nscenario = "b"\nseed = "0123456789abcdef"\nsede = "1"\n', "sede"),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_class_is_told_in_one_sentence_and_left_as_it_is(tmp_path, case):
    content, told = DAMAGED[case]
    path = tmp_path / "class.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(KitError, match=told) as problem:
        open_class(tmp_path, None, "boutique")
    assert "class.toml" in str(problem.value) and "\n" not in str(problem.value)
    assert path.read_text(encoding="utf-8") == content


def test_a_class_has_one_language(tmp_path):
    open_class(tmp_path / "class", "en", "boutique")
    with pytest.raises(KitError, match="is in 'en', not 'zh-Hant'"):
        open_class(tmp_path / "class", "zh-Hant", "boutique")


def test_a_folder_that_holds_something_else_is_no_class(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(KitError, match="holds something else"):
        open_class(tmp_path, "en", "boutique")
    with pytest.raises(KitError, match="is a file"):
        open_class(tmp_path / "letter.txt", "en", "boutique")


def test_a_class_is_found_from_the_folders_in_it(tmp_path):
    open_class(tmp_path / "class", "en", "boutique")
    inside = tmp_path / "class" / "autograded" / "amy" / "a07"
    inside.mkdir(parents=True)
    assert find_class(inside) == tmp_path / "class"
    with pytest.raises(KitError, match=r"no class\.toml"):
        find_class(tmp_path)
