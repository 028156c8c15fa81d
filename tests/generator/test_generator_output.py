from __future__ import annotations

import errno
import json

import pytest

from generator import output
from generator.output import OutputError, check_folder, replaced_together


def ours(folder, seed=1):
    """A folder with what looks like an earlier ledger."""
    folder.mkdir(parents=True)
    package = {"scenario": "boutique", "seed": seed, "customers": 1, "resources": [{"path": "orders.csv"}]}
    (folder / "datapackage.json").write_text(json.dumps(package))
    (folder / "orders.csv").write_text("order_id\n")
    return folder


def everything(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_new_empty_and_earlier_folders_may_be_written(tmp_path):
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "new", tmp_path / "empty", ours(tmp_path / "earlier")):
        check_folder(folder)


@pytest.mark.parametrize("stranger", ["thesis.docx", "orders.csv.bak", "truth"])
def test_a_folder_with_something_else_is_refused_by_its_name(tmp_path, stranger):
    folder = ours(tmp_path / "earlier")
    (folder / stranger).write_text("mine")
    with pytest.raises(OutputError, match=f"holds {stranger}, which is not part of a ledger"):
        check_folder(folder)


def test_a_folder_of_parts_is_ours_and_a_stranger_in_it_is_not(tmp_path):
    folder = ours(tmp_path / "earlier")
    package = json.loads((folder / "datapackage.json").read_text())
    package["resources"].append({"path": ["lines/part-00000.parquet", "lines/part-00001.parquet"]})
    (folder / "datapackage.json").write_text(json.dumps(package))
    (folder / "lines").mkdir()
    (folder / "lines" / "part-00000.parquet").write_text("")
    check_folder(folder)
    (folder / "lines" / "thesis.docx").write_text("mine")
    with pytest.raises(OutputError, match=r"holds lines/thesis\.docx, which is not part of a ledger"):
        check_folder(folder)


def test_a_ledger_that_is_not_ours_is_refused(tmp_path):
    folder = ours(tmp_path / "other")
    (folder / "datapackage.json").write_text('{"name": "somebody-elses", "resources": []}')
    with pytest.raises(OutputError, match=r"holds datapackage\.json, which is not part"):
        check_folder(folder)


def test_a_damaged_description_protects_the_folder(tmp_path):
    folder = ours(tmp_path / "damaged")
    (folder / "datapackage.json").write_text("[")
    with pytest.raises(OutputError, match="holds"):
        check_folder(folder)


def test_a_file_a_link_and_the_working_folder_are_refused(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="is not a folder"):
        check_folder(tmp_path / "file")
    (tmp_path / "link").symlink_to(ours(tmp_path / "earlier"))
    with pytest.raises(OutputError, match="is not a folder"):
        check_folder(tmp_path / "link")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(OutputError, match="the folder you are in"):
        check_folder(tmp_path / "here")


def test_folders_are_replaced_whole_and_together(tmp_path):
    one, two = ours(tmp_path / "one"), tmp_path / "deep" / "two"
    with replaced_together([one, two]) as made:
        for folder in made:
            (folder / "datapackage.json").write_text("new")
        assert (one / "orders.csv").exists()
    assert everything(one) == everything(two) == {"datapackage.json": b"new"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deep", "one"]


def test_a_new_folder_is_as_open_to_others_as_any(tmp_path):
    (tmp_path / "usual").mkdir()
    with replaced_together([tmp_path / "new"]):
        pass
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize("problem", [RuntimeError("a bug"), KeyboardInterrupt()])
def test_a_stop_in_the_middle_leaves_everything_as_it_was(tmp_path, problem):
    one = ours(tmp_path / "one")
    before = everything(tmp_path)
    with pytest.raises(type(problem)), replaced_together([one, tmp_path / "two"]) as made:
        (made[0] / "orders.csv").write_text("half")
        raise problem
    assert everything(tmp_path) == before


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "you have no permission there"),
        (errno.EROFS, "you have no permission there"),
        (errno.EIO, "cannot be written"),
    ],
)
def test_what_the_system_refuses_is_said_in_a_sentence(tmp_path, number, sentence):
    one = ours(tmp_path / "one")
    before = everything(tmp_path)
    with pytest.raises(OutputError, match=sentence) as told, replaced_together([one]) as made:
        (made[0] / "orders.csv").write_text("half")
        raise OSError(number, "the system's words")
    assert str(one) in str(told.value)
    assert everything(tmp_path) == before


def test_a_rename_that_fails_brings_the_old_folders_back(tmp_path, monkeypatch):
    one, two = ours(tmp_path / "one"), ours(tmp_path / "two", seed=2)
    before = everything(tmp_path)
    real = output.Path.replace

    def failing(self, target):
        if target == two and ".new-" in self.name:
            raise OSError(errno.EIO, "broken")
        return real(self, target)

    monkeypatch.setattr(output.Path, "replace", failing)
    with pytest.raises(OutputError), replaced_together([one, two]) as made:
        for folder in made:
            (folder / "datapackage.json").write_text("new")
    assert everything(tmp_path) == before
