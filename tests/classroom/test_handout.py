"""What learners are handed where there is no hub: all of it, only what is theirs, and the same bytes each time."""

from __future__ import annotations

import ast
import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from classroom.class_folder import make_class, read_class
from classroom.cli import main
from classroom.errors import KitError
from classroom.files import write_whole
from classroom.handing_out import handout as handing_out
from classroom.handing_out import start
from classroom.handing_out.handout import hand_out
from classroom.handing_out.page import script_words
from classroom.handing_out.pins import PACKAGES, closure, imported, locked
from classroom.handing_out.scripts import scripts
from classroom.workspace import page_text, settings_text, write_task_pack
from customer_value.settings import READABLE
from tutor.pack import read_pack

WORK = "customer-value/kit/workspace/"


@pytest.fixture(scope="module")
def code():
    """What of the kit itself is handed out, made once."""
    return handing_out._code()


@pytest.fixture
def a_class(tmp_path, course, code, monkeypatch) -> Path:
    """A class on the small course, in Chinese."""
    monkeypatch.setattr(handing_out, "_code", lambda: code)
    folder = tmp_path / "class"
    make_class(folder, name="春季 <1>", language="zh-Hant", scenario="boutique", reveal=2)
    return folder


def released(folder: Path, course, assignment: str = "a01") -> Path:
    """Put what a release leaves into the class folder."""
    entry = course.assignment(assignment)
    place = folder / "release" / assignment
    write_whole(
        place / f"{entry.path.stem}.ipynb", page_text(course, entry, "zh-Hant", "learner").replace("}", "} ", 1)
    )
    write_whole(place / "kit.toml", settings_text(course, "zh-Hant", "春季 <1>"))
    write_task_pack(course, entry, "zh-Hant", place / ".kit", 2)
    for path in course.sample("zh-Hant").iterdir():
        write_whole(place / "datasets" / "sample" / path.name, path.read_bytes())
    return place


def inside(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def everything(data: bytes) -> dict[str, bytes]:
    """Every file in a zip, and in the zips in it."""
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            found[name] = packed.read(name)
            if name.endswith((".whl", ".zip")):
                found |= {f"{name}/{one}": held for one, held in everything(found[name]).items()}
    return found


def test_a_released_assignment_is_the_classs_own_copy(a_class, course):
    place = released(a_class, course)
    (made,) = hand_out(a_class, source=course.root)
    files = inside(made.path)
    assert made.assignments == ("a01",) and made.left_out == () and made.language == "zh-Hant"
    notebook = files[f"{WORK}exercises/a01_totals/a01_totals.ipynb"]
    assert notebook == (place / "a01_totals.ipynb").read_bytes()
    assert files[f"{WORK}.kit/a01.pack"] == (place / ".kit" / "a01.pack").read_bytes()
    assert 'class = "春季 <1>"' in files[f"{WORK}kit.toml"].decode()
    assert b"exercises/a01_totals/a01_totals.ipynb" in files[f"{WORK}START.ipynb"]
    page = files["customer-value/README-START.html"].decode()
    assert "春季 &lt;1&gt;" in page and "workspace/exercises/a01_totals/a01_totals.ipynb" in page.replace("<wbr>", "")


def test_what_was_not_released_is_nowhere_in_it_until_it_is(a_class, course):
    (before,) = hand_out(a_class, source=course.root)
    first = inside(before.path)
    assert before.assignments == () and before.left_out == ("a01",)
    assert not [name for name, data in first.items() if name.startswith(WORK) and (b"a01" in data or "a01" in name)]
    released(a_class, course)
    (after,) = hand_out(a_class, source=course.root)
    second = inside(after.path)
    outlines = [json.loads(files[f"{WORK}.kit/outline.json"])["items"] for files in (first, second)]
    assert [[one["id"] for one in items] for items in outlines] == [["1.1", "1.2"], ["1.1", "1.2", "a01"]]
    assert after.is_new and set(second) - set(first) == {
        f"{WORK}exercises/a01_totals/a01_totals.ipynb",
        f"{WORK}.kit/a01.pack",
    }


def test_the_same_class_gives_the_same_bytes(a_class, course, tmp_path):
    released(a_class, course)
    (one,) = hand_out(a_class, source=course.root)
    (other,) = hand_out(a_class, out=tmp_path / "elsewhere", source=course.root)
    (again,) = hand_out(a_class, source=course.root)
    assert one.path.read_bytes() == other.path.read_bytes() and one.is_new and not again.is_new


def test_a_class_on_another_business_hands_out_its_own_ledger(a_class, course):
    shutil.copytree(course.root / "datasets", a_class / "ledgers")
    write_whole(a_class / "ledgers" / "sample" / "truth" / "datapackage.json", "{}")
    table = a_class / "ledgers" / "sample" / "zh-Hant" / "orders.csv"
    table.write_bytes(table.read_bytes() + b"O4,C2,2025-06-07,10\r\n")
    (made,) = hand_out(a_class, source=course.root)
    files = inside(made.path)
    assert files[f"{WORK}datasets/sample/orders.csv"] == table.read_bytes()
    assert not [name for name in files if "truth" in name.split("/")]


def test_in_another_language_the_assignments_stay_as_they_are_graded(a_class, course):
    place = released(a_class, course)
    _, made = hand_out(a_class, ["zh-Hant", "en"], source=course.root)
    files = inside(made.path)
    folder = f"{WORK}exercises/a01_totals/"
    for path in place.rglob("*"):
        if path.is_file():
            assert files[folder + path.relative_to(place).as_posix()] == path.read_bytes()
    assert 'language = "en"' in files[f"{WORK}kit.toml"].decode()
    assert "language of the class" in files["customer-value/README-START.html"].decode()


def test_nothing_is_in_it_that_is_not_the_learners(a_class, course):
    released(a_class, course)
    (made,) = hand_out(a_class, source=course.root)
    secret = read_class(a_class).seed
    here = [str(a_class.parent).encode(), str(Path(__file__).resolve().parents[2]).encode(), b"/root/"]
    for name, data in everything(made.path.read_bytes()).items():
        parts = name.split("/")
        assert "solutions" not in parts and "classroom" not in parts and parts[-1] != "class.toml"
        assert secret.encode() not in data, name
        assert not [path for path in here if path in data], name
        if name.endswith(".py"):
            assert b"import solutions" not in data and b"from solutions" not in data, name
    assert read_pack_of(made.path)["tasks"]["a01.total"]["reveal"] == 2
    assert made.size < 60_000_000


def read_pack_of(path: Path) -> dict:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a01.pack").write_bytes(inside(path)[f"{WORK}.kit/a01.pack"])
        return read_pack(Path(folder), "a01")


def test_a_built_file_that_somebody_changed_is_not_handed_out(a_class, course):
    hand_out(a_class, source=course.root)
    built = a_class / "handouts" / ".kept" / "zh-Hant" / "zh-Hant" / "course" / "01_orders" / "1_2_sum.ipynb"
    built.write_text(built.read_text(encoding="utf-8").replace("Nothing yet", "Something"), encoding="utf-8")
    with pytest.raises(KitError, match="hand out again"):
        hand_out(a_class, source=course.root)


def test_the_command_says_what_is_in_it_and_what_was_left_out(a_class, course, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["classroom", "handout", "-c", str(a_class), "--source", str(course.root)])
    with pytest.raises(SystemExit):
        main()
    said = capsys.readouterr().out
    assert "customer-value-zh-Hant.zip" in said and "no assignment" in said
    assert "Left out, because not released: a01." in said
    monkeypatch.setattr(sys, "argv", [*sys.argv, "-l", "fr"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1 and "no language 'fr'" in capsys.readouterr().err


@pytest.mark.parametrize("language", READABLE)
def test_the_scripts_say_everything_in_each_language(language):
    words = script_words(language)
    used = {
        node.slice.value
        for node in ast.walk(ast.parse(Path(start.__file__).read_text(encoding="utf-8")))
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "say"
        if isinstance(node.slice, ast.Constant)
    }
    assert used == set(words)
    assert "3.10" in words["python"].format(version="3.10")
    assert words["beside"].format(file="a", other="b") and words["disk"].format(problem="full")


def test_start_scripts_are_what_each_system_reads():
    made = scripts()
    assert made["start.bat"].count(b"\r\n") == made["start.bat"].count(b"\n")
    assert b"\r" not in made["start.sh"] and made["start.sh"].startswith(b"#!/bin/sh\n")
    subprocess.run(["sh", "-n"], input=made["start.sh"], check=True)


def test_start_py_needs_nothing_but_python():
    names = {
        alias.name.split(".")[0] if isinstance(node, ast.Import) else (node.module or "").split(".")[0]
        for node in ast.walk(ast.parse(Path(start.__file__).read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert names <= set(sys.stdlib_module_names)


# The pins.


def test_every_package_that_learners_import_is_pinned(repository, code):
    from importlib import metadata

    pins = locked(code.pins)
    provided = metadata.packages_distributions()
    optional = {"distributed", "duckdb", "polars", "pyspark"}
    for module in imported(repository) - set(sys.stdlib_module_names) - set(PACKAGES):
        for distribution in provided.get(module, []):
            name = distribution.lower().replace("_", "-")
            assert name in pins or module in optional, module
    lock = locked((repository / "requirements.lock").read_text(encoding="utf-8"))
    assert set(pins.items()) <= set(lock.items())
    assert not {"pytest", "ruff", "hypothesis", "nbgrader", "sphinx", "playwright", "sqlalchemy"} & set(pins)
    assert {"jupyterlab", "pandas", "seaborn", "ipywidgets"} <= set(pins)


def test_what_is_needed_is_followed_to_its_end_on_every_system():
    lines = locked("a==1\nb==1\nc==1 ; sys_platform == 'win32'\nd==1\ne==1\nf==1\n")
    needs = {
        "a": ["b>=1", "e; extra == 'more'", "not-locked"],
        "b": ["c; sys_platform == 'win32'", "d; python_version < '3.12'", "f; python_version < '3'"],
        "d": ["a[more]"],
    }
    assert closure(["a"], lines, needs.get) == {"a", "b", "c", "d", "e"}
    assert closure(["b"], lines, {}.get) == {"b"}
    with pytest.raises(KitError, match="no line for z"):
        closure(["z"], lines, needs.get)


def test_pip_takes_the_wheel(code, tmp_path):
    """Its record holds, as pip checks it, for every file."""
    import base64
    import csv
    import hashlib

    with zipfile.ZipFile(io.BytesIO(code.wheel)) as wheel:
        names = set(wheel.namelist())
        (record,) = [name for name in names if name.endswith("/RECORD")]
        rows = list(csv.reader(io.StringIO(wheel.read(record).decode())))
        assert {row[0] for row in rows} == names
        for name, fingerprint, size in rows:
            if name != record:
                data = wheel.read(name)
                found = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
                assert fingerprint == f"sha256={found}" and int(size) == len(data)
    assert {name.split("/")[0] for name in names} == {*PACKAGES, record.split("/")[0]}


# What the start script does to a learner's folder.


def page(*cells: str, outputs: str = "") -> bytes:
    made = [{"cell_type": "code", "source": [one], "outputs": [outputs], "execution_count": 3} for one in cells]
    return json.dumps({"cells": made}).encode()


@pytest.fixture
def folders(tmp_path) -> tuple[Path, Path]:
    """What was handed out, and the learner's folder."""
    source, target = tmp_path / "kit" / "workspace", tmp_path / "workspace"
    for name, data in {"a.ipynb": page("x"), ".kit/a.pack": b"1", "datasets/t.csv": b"1", "kit.toml": b"a"}.items():
        write_whole(source / name, data)
    assert start.renew(source, target) == []
    return source, target


def test_a_newer_handout_renews_what_the_learner_did_not_change(folders):
    source, target = folders
    (target / "a.ipynb").write_bytes(page("x", outputs="run"))
    write_whole(source / "a.ipynb", page("y"))
    write_whole(source / "b.ipynb", page("new"))
    assert start.renew(source, target) == []
    assert (target / "a.ipynb").read_bytes() == page("y") and (target / "b.ipynb").is_file()


def test_what_the_learner_wrote_stays_with_the_new_version_beside_it(folders):
    source, target = folders
    (target / "a.ipynb").write_bytes(page("mine"))
    (target / "datasets" / "t.csv").write_bytes(b"mine")
    assert start.renew(source, target) == []
    write_whole(source / "a.ipynb", page("y"))
    write_whole(source / "datasets/t.csv", b"2")
    assert start.renew(source, target) == [{"file": "a.ipynb", "other": "a.new.ipynb"}]
    assert (target / "a.ipynb").read_bytes() == page("mine") and (target / "a.new.ipynb").read_bytes() == page("y")
    assert (target / "datasets" / "t.csv").read_bytes() == b"2"
    assert (target / "datasets" / "t.new.csv").read_bytes() == b"mine"
    assert start.renew(source, target) == []


def test_what_was_asked_of_the_plan_is_no_work_of_the_learner_s(folders):
    source, target = folders
    write_whole(source / "START.ipynb", page("from tutor import today\n\ntoday()"))
    start.renew(source, target)
    write_whole(target / "START.ipynb", page('from tutor import today\n\ntoday(weekday=45, skip=["3.4"])'))
    write_whole(source / "START.ipynb", page("# anew\nfrom tutor import today\n\ntoday()"))
    assert start.renew(source, target) == []
    assert b"# anew" in (target / "START.ipynb").read_bytes()


def test_on_a_learner_s_own_machine_start_shows_the_plan_of_the_day(a_class, course, tmp_path):
    (made,) = hand_out(a_class, source=course.root)
    with zipfile.ZipFile(made.path) as packed:
        packed.extractall(tmp_path / "mine")
    workspace = tmp_path / "mine" / "customer-value" / "workspace"
    start.renew(workspace.parent / "kit" / "workspace", workspace)
    before = (workspace / "START.ipynb").read_text(encoding="utf-8")
    assert "一個人自學嗎？" in before
    run = [sys.executable, "-c", "from tutor import today; today(weekday=45)"]
    subprocess.run(run, cwd=workspace, check=True, capture_output=True, timeout=120)
    subprocess.run([sys.executable, "-m", "tutor.start_outputs", "START.ipynb"], cwd=workspace, check=True, timeout=120)
    after = json.loads((workspace / "START.ipynb").read_text(encoding="utf-8"))
    cell = next(one for one in after["cells"] if one["id"] == "today")
    assert "平日每天 45 分鐘" in "".join(cell["outputs"][0]["data"]["text/plain"])
    assert start.renew(workspace.parent / "kit" / "workspace", workspace) == []


def test_a_learners_progress_is_no_part_of_a_handout(folders):
    source, target = folders
    (target / ".kit" / "progress.json").write_text("{}", encoding="utf-8")
    (target / ".kit" / "a.pack").write_bytes(b"spoiled")
    start.renew(source, target)
    assert (target / ".kit" / "progress.json").read_text(encoding="utf-8") == "{}"
    assert (target / ".kit" / "a.pack").read_bytes() == b"1"
