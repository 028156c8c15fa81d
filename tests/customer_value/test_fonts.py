"""The shipped fonts hold every character the course shows, and matplotlib uses them without a word."""

from __future__ import annotations

import io
import logging
import unicodedata
import warnings

import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager, rc_context
from matplotlib.figure import Figure

from customer_value import fonts
from customer_value.fonts import subset

SOURCES = (
    ("*/messages.toml", "*/texts/*.toml", "course/**/*.md", "exercises/**/*.md", "course/*.yml"),
    ("solutions/**/*.py", "generator/**/*.toml", "generator/**/*.py", "datasets/**/*.csv", "datasets/**/*.json"),
)


MAINLAND = {"china.toml", "ecommerce.toml", "glossary.yml", "languages.py", "place.py", "read.py"}
"""Files that also hold words in simplified characters, which have a font of their own."""


def held(path) -> set[str]:
    """The characters a font file has a glyph for."""
    with TTFont(path, lazy=True) as font:
        return {chr(point) for point in font.getBestCmap()}


@pytest.mark.parametrize("patterns", SOURCES, ids=["text", "data"])
def test_every_character_of_the_course_and_of_the_sample_is_there(patterns, repository):
    paths = [path for pattern in patterns for path in sorted(repository.glob(pattern))]
    assert paths
    traditional, simplified = held(fonts.FILES[fonts.TRADITIONAL]), held(fonts.FILES[fonts.SIMPLIFIED])
    missing = set()
    for path in paths:
        used = {one for one in path.read_text(encoding="utf-8-sig") if unicodedata.category(one)[0] not in "CZ"}
        missing |= used - traditional - (simplified if path.name in MAINLAND else set())
    assert not {character for character in missing if unicodedata.east_asian_width(character) in "WF"}
    assert not missing - held(font_manager.findfont("DejaVu Sans"))


@pytest.mark.parametrize(
    ("family", "sample"),
    [
        (fonts.TRADITIONAL, "晨光選物臺北鹽埕堃喆峯邨甪栢瓈，「」％NT$−≤≥→①ㄅ"),
        (fonts.SIMPLIFIED, "顾客终身价值复购率鑫淼，“”％¥−≤≥→①"),
    ],
)
def test_names_goods_and_signs_are_there(family, sample):
    assert set(sample) <= held(fonts.FILES[family])


@pytest.mark.parametrize("family", fonts.FILES)
def test_the_file_has_the_characters_that_its_script_names(family):
    assert {ord(character) for character in held(fonts.FILES[family])} <= subset.characters(family)


def test_the_files_are_small_and_their_licence_lies_beside_them():
    assert sum(path.stat().st_size for path in fonts.FILES.values()) <= 6e6
    licence = (fonts.FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Copyright 2014-2021 Adobe" in licence


@pytest.mark.parametrize(("family", "path"), fonts.FILES.items())
def test_the_family_has_a_name_of_its_own_and_keeps_copyright_and_licence(family, path):
    with TTFont(path, lazy=True) as font:
        names = font["name"]
    assert {names.getDebugName(number) for number in (1, 4)} == {family}
    assert "Noto" not in names.getDebugName(6)
    assert "Adobe" in names.getDebugName(0)
    assert "Open Font License" in names.getDebugName(13)


def test_matplotlib_finds_the_shipped_file_by_its_family():
    fonts.register()
    for family, path in fonts.FILES.items():
        assert font_manager.findfont(family, fallback_to_default=False) == str(path)


def test_both_scripts_and_the_minus_sign_are_drawn_without_a_warning(caplog):
    fonts.register()
    with (
        warnings.catch_warnings(),
        caplog.at_level(logging.WARNING),
        rc_context({"font.family": list(fonts.FAMILIES), "axes.unicode_minus": True}),
    ):
        warnings.simplefilter("error")
        figure = Figure()
        axes = figure.subplots()
        axes.set_title("晨光選物 顾客价值 NT$1,200 −5% ≤ ≥ → é")
        axes.plot([-1, 1], [-2, 2])
        figure.savefig(io.BytesIO())
    assert not caplog.records


def test_without_the_shipped_font_the_same_text_does_warn():
    with rc_context({"font.family": ["DejaVu Sans"]}):
        figure = Figure()
        figure.text(0.5, 0.5, "晨光選物")
        with pytest.warns(UserWarning, match="Glyph"):
            figure.savefig(io.BytesIO())


def test_cutting_gives_the_same_bytes_twice(tmp_path, monkeypatch):
    monkeypatch.setattr(subset, "characters", lambda family: {ord(character) for character in "晨光 NT$1"})
    made = []
    for number in range(2):
        path = tmp_path / f"{number}.otf"
        with TTFont(fonts.FILES[fonts.TRADITIONAL]) as font:
            subset.cut(font, fonts.TRADITIONAL)
            font.save(path)
        made.append(path.read_bytes())
        assert held(path) == set("晨光 NT$1")
    assert made[0] == made[1]


def test_a_source_that_is_no_font_collection_ends_in_one_sentence(tmp_path, capsys):
    path = tmp_path / "not.ttc"
    path.write_text("no font", encoding="utf-8")
    assert subset.main(["--from", str(path), "--to", str(tmp_path)]) == 1
    assert subset.main(["--from", str(tmp_path / "none.ttc"), "--to", str(tmp_path)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert all("cannot be read as a font collection" in line for line in said)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["not.ttc"]
