"""Make the two shipped fonts from Noto Sans CJK; only whoever changes the characters needs this.

    python -m customer_value.fonts.subset --from NotoSansCJK-Regular.ttc

The source is the collection that Debian and Ubuntu call fonts-noto-cjk. The same source and the same fonttools give
the same bytes. Left out: hinting, vertical metrics and every layout feature but kerning, because figures are drawn
unhinted, large and horizontally.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont, TTLibError

from customer_value.fonts import FILES, SIMPLIFIED, TRADITIONAL

SOURCES = {TRADITIONAL: "Noto Sans CJK TC", SIMPLIFIED: "Noto Sans CJK SC"}
"""The face in the collection that each shipped family is cut from."""

TRAILS = {"big5": (*range(0x40, 0x7F), *range(0xA1, 0xFF)), "gb2312": range(0xA1, 0xFF)}
"""The second bytes of the two legacy encodings, whose character lists say what is in common use."""

CODEC = {TRADITIONAL: "big5", SIMPLIFIED: "gb2312"}

BLOCKS = (
    (0x0020, 0x007E),  # Latin
    (0x00A0, 0x017F),  # Latin with accents
    (0x2010, 0x2027),  # dashes, quotation marks, ellipsis
    (0x2030, 0x203B),
    (0x20AC, 0x20AC),  # euro
    (0x2190, 0x2199),  # arrows
    (0x2200, 0x22FF),  # mathematics, with the minus sign
    (0x2460, 0x2473),  # numbers in circles
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2713, 0x2717),
    (0x3000, 0x303F),  # Chinese punctuation
    (0xFF01, 0xFFE6),  # full-width forms
)

EXTRA = "堃喆烱峯衞啓裏麪墻綉恒咗邨犇淼焱鑫瀞鋐燊祘濓頴翀槑栢瓈温强彣珺翃"
"""Characters of Taiwanese names and shop signs that Big5 lacks or has in another form."""

LAYOUT = ["kern"]
DROPPED = ["BASE", "DSIG", "GDEF", "VORG", "vhea", "vmtx"]


def characters(family: str) -> set[int]:
    """The code points that one shipped family holds where its source has them."""
    codec = CODEC[family]
    found = {ord(character) for character in EXTRA}
    for first, last in BLOCKS:
        found.update(range(first, last + 1))
    for lead in range(0xA1, 0xFF):
        for trail in TRAILS[codec]:
            try:
                found.add(ord(bytes((lead, trail)).decode(codec)))
            except UnicodeDecodeError:
                continue
    return found


def cut(font: TTFont, family: str) -> None:
    """Reduce a face to a family's characters and give it the family's name, in place."""
    options = subset.Options(
        hinting=False, layout_features=LAYOUT, glyph_names=False, notdef_outline=True, name_languages=[0x409]
    )
    options.name_IDs = ["*"]
    options.drop_tables += DROPPED
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters(family))
    subsetter.subset(font)
    rename(font, family)
    font.recalcTimestamp = False


def rename(font: TTFont, family: str) -> None:
    """Write the family's own name everywhere a program may look for one; the copyright and the licence stay."""
    postscript = f"{family.replace(' ', '')}-Regular"
    names = font["name"]
    for number, text in {1: family, 3: f"{postscript};subset of Noto Sans CJK", 4: family, 6: postscript}.items():
        names.setName(text, number, 3, 1, 0x409)
    for record in list(names.names):
        if record.platformID != 3 or record.langID != 0x409 or record.nameID in (16, 17, 21, 22, 25):
            names.names.remove(record)
    tables = font["CFF "].cff
    tables.fontNames = [postscript]
    tables.topDictIndex[0].FamilyName = family
    tables.topDictIndex[0].FullName = family


def build(source: Path, folder: Path) -> list[Path]:
    """Cut both fonts from the collection and write them to a folder; returns their paths.

    Raises:
        ValueError: the source cannot be read, or lacks one of the faces; the message says which.
    """
    try:
        faces = {face["name"].getDebugName(1): face for face in TTCollection(source).fonts}
    except (OSError, TTLibError) as problem:
        raise ValueError(f"{source} cannot be read as a font collection: {problem}.") from problem
    missing = sorted(set(SOURCES.values()) - set(faces))
    if missing:
        raise ValueError(f"{source} has no face called {' and no '.join(missing)}.")
    written = []
    for family, face in SOURCES.items():
        cut(faces[face], family)
        path = folder / FILES[family].name
        part = path.with_suffix(".part")
        faces[face].save(part)
        part.replace(path)
        written.append(path)
    return written


def main(arguments: list[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m customer_value.fonts.subset", description="Make the shipped fonts."
    )
    parser.add_argument("--from", dest="source", type=Path, required=True, metavar="FILE.ttc")
    parser.add_argument("--to", dest="folder", type=Path, default=FILES[TRADITIONAL].parent, metavar="FOLDER")
    chosen = parser.parse_args(arguments)
    try:
        written = build(chosen.source, chosen.folder)
    except (ValueError, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1
    for path in written:
        print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
