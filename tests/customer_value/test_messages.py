"""Messages: every language side by side, fields filled in, the notebook's own language."""

from __future__ import annotations

import pytest

from customer_value.messages import Text, catalogue, message


@pytest.fixture
def chinese_notebook(tmp_path, monkeypatch):
    (tmp_path / "kit.toml").write_text('language = "zh-Hant"', encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package with messages of its own."""
    folder = tmp_path / "speaking"
    folder.mkdir()
    (folder / "__init__.py").write_text("", encoding="utf-8")
    (folder / "messages.toml").write_text(
        """
        [days.left]
        en = "{n} days left"
        zh-Hant = "還有 {n} 天"

        [done]
        en = "Done"
        zh-Hant = "完成"
        """,
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    yield "speaking"
    catalogue.cache_clear()


def test_keys_join_with_dots(package):
    assert catalogue(package) == {
        "days.left": Text("{n} days left", "還有 {n} 天"),
        "done": Text("Done", "完成"),
    }


def test_fields_are_filled_in(package):
    assert message(package, "days.left", "en", n=3) == "3 days left"
    assert message(package, "days.left", "zh-Hant", n=3) == "還有 3 天"


def test_the_notebooks_language_is_taken_when_none_is_given(package, chinese_notebook):
    assert message(package, "done") == "完成"
    assert Text("yes", "是").get() == "是"
    assert Text("yes", "是").get("en") == "yes"


def test_no_environment_decides_the_language(package, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name in ("LANG", "LC_ALL", "LANGUAGE"):
        monkeypatch.setenv(name, "zh_TW.UTF-8")
    assert message(package, "done") == "Done"


def test_what_is_not_there_is_an_error(package):
    with pytest.raises(KeyError):
        message(package, "days.over", "en")
    with pytest.raises(KeyError):
        message(package, "days.left", "en")
    with pytest.raises(ValueError, match="no language 'fr'; choose one of en, zh-Hant"):
        message(package, "done", "fr")
