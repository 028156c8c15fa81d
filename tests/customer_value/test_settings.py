"""kit.toml: found upwards, its values, what happens where it is damaged."""

from __future__ import annotations

import datetime as dt

import pytest

from customer_value.settings import FILE_NAME, LANGUAGES, Settings, find_settings, read_settings

WHOLE = """
language = "zh-Hant"
scenario = "boutique"
ledger = "data/mine"
snapshot = 2025-12-31
learner = "ming"
class = "evening"
"""


def write(folder, text: str):
    path = folder / FILE_NAME
    path.write_text(text, encoding="utf-8")
    return path


def test_every_value_is_read(tmp_path):
    settings = read_settings(write(tmp_path, WHOLE))
    assert settings == Settings(
        folder=tmp_path,
        language="zh-Hant",
        scenario="boutique",
        ledger="data/mine",
        snapshot=dt.date(2025, 12, 31),
        learner="ming",
        class_name="evening",
    )
    assert settings.ledger_folder == tmp_path / "data" / "mine"
    assert settings.private_folder == tmp_path / ".kit"


def test_an_empty_file_means_english_and_the_sample(tmp_path):
    assert read_settings(write(tmp_path, "")) == Settings(folder=tmp_path)
    assert Settings(folder=tmp_path).language == "en"
    assert Settings(folder=tmp_path).ledger_folder == tmp_path / "datasets" / "sample"


def test_the_nearest_file_upwards_is_taken(tmp_path):
    deep = tmp_path / "course" / "07_tiers"
    deep.mkdir(parents=True)
    write(tmp_path, WHOLE)
    assert find_settings(deep).folder == tmp_path
    write(tmp_path / "course", 'language = "en"')
    assert find_settings(deep).folder == tmp_path / "course"
    assert find_settings(deep).language == "en"


def test_the_search_begins_in_the_working_directory(tmp_path, monkeypatch):
    write(tmp_path, WHOLE)
    (tmp_path / "exercises").mkdir()
    monkeypatch.chdir(tmp_path / "exercises")
    assert find_settings().learner == "ming"


def test_without_a_file_it_is_english_where_one_stands(tmp_path):
    found = find_settings(tmp_path)
    assert (found.folder, found.language, found.snapshot, found.learner) == (tmp_path, "en", None, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_of_the_course_can_be_set(tmp_path, language):
    assert read_settings(write(tmp_path, f'language = "{language}"')).language == language


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("language = ", "cannot be read"),
        ('language = "fr"', "asks for the language 'fr'; there is en, zh-Hant, zh-Hans"),
        ("language = 5", "asks for the language 5"),
        ('snapshot = "2025-12-31"', "write a date such as 2025-12-31, without quotes"),
        ("snapshot = 2025-12-31T10:00:00", "write a date such as 2025-12-31"),
    ],
)
def test_a_damaged_file_is_named_in_one_sentence(tmp_path, text, words):
    path = write(tmp_path, text)
    with pytest.raises(ValueError, match=words) as caught:
        find_settings(tmp_path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_text_is_named_too(tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ValueError, match="cannot be read"):
        find_settings(tmp_path)
