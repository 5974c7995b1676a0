"""Cuts the built-in faces in two: the characters of everyday reports, and the rest.

Usage: python3 cut.py <folder of the original files> [<folder for the results>]
Needs fontTools 4.68 and the program zstd. Glyphs keep their numbers, so that a page with everyday characters is the
same byte for byte as with the original face. The rest of a face for titles and headings has the
characters of the standards and of names of places; others come from Noto Serif SC.
"""

import subprocess
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
# The files with the names of their families and of the families with the rest.
FACES = {
    "LXGWZhuqueFangsong-Regular.ttf": ("Zhuque Fangsong (technical preview)", "Zhuque Fangsong (technical preview) Rest"),
    "LXGWWenKaiGBLite-Regular.ttf": ("LXGW WenKai GB Lite", "LXGW WenKai GB Lite Rest"),
    "NotoSansSC_500Medium.ttf": ("Noto Sans SC", "Noto Sans SC Rest"),
    "NotoSerifSC_400Regular.ttf": ("Noto Serif SC", "Noto Serif SC Rest"),
    "NotoSerifSC_700Bold.ttf": ("Noto Serif SC", "Noto Serif SC Title Rest"),
}
# Faces of text and tables: all of their characters are kept.
TEXT = ["LXGWZhuqueFangsong-Regular.ttf", "NotoSerifSC_400Regular.ttf"]
# Letters, punctuation, numbers in circles and brackets, units, forms of full width.
SIGNS = [
    (0x20, 0x17F),
    (0x2010, 0x2070),
    (0x20A0, 0x22FF),
    (0x2460, 0x24FF),
    (0x2500, 0x26FF),
    (0x2776, 0x2793),
    (0x3000, 0x303F),
    (0x3220, 0x3243),
    (0x3280, 0x32B0),
    (0x3380, 0x33DF),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFF65),
    (0xFFE0, 0xFFE6),
]


def cut(source, characters, keep_numbers):
    """The face with some characters only."""
    font = TTFont(source, recalcBBoxes=False, recalcTimestamp=False)
    options = Options()
    options.retain_gids = keep_numbers
    options.notdef_outline = True
    options.glyph_names = False
    options.layout_features = ["*"]
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.name_legacy = True
    options.hinting = True
    options.recalc_bounds = False
    options.drop_tables = ["DSIG", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    return font


def add_line_ends(font):
    """Gives a face blanks for the ends of lines, or Typst would look through all other faces for them."""
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14 and 0x20 in table.cmap:
            table.cmap.update({end: table.cmap[0x20] for end in (0x2028, 0x2029)})


def rename(font, family, rest):
    """Gives a face the name of one with the rest."""
    for record in font["name"].names:
        text = record.toUnicode()
        if record.nameID in (1, 3, 4, 16, 18):
            record.string = text.replace(family, rest) if family in text else f"{text} Rest"
        elif record.nameID == 6:
            record.string = text.replace("-", "Rest-", 1) if "-" in text else text + "Rest"


def listed(name):
    """The characters of a list."""
    return {ord(c) for c in (HERE / name).read_text("utf-8") if c != "\n"}


def gb2312():
    """The characters of GB 2312."""
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(c) for pair in pairs for c in pair.decode("gb2312", "ignore")}


def main(originals, target):
    common, named = listed("common.txt"), listed("names.txt") | gb2312()
    for name, (family, family_of_rest) in FACES.items():
        covered = set(TTFont(originals / name, lazy=True).getBestCmap())
        everyday = {c for c in covered if c in common or any(first <= c <= last for first, last in SIGNS)}
        first = target / name
        font = cut(originals / name, everyday, True)
        add_line_ends(font)
        font.save(first, reorderTables=False)
        others = {c for c in covered - everyday if name in TEXT or c in named}
        rest = cut(originals / name, others, False)
        rename(rest, family, family_of_rest)
        second = target / name.replace(".ttf", "-rest.ttf")
        rest.save(second, reorderTables=False)
        subprocess.run(["zstd", "-q", "-f", "--ultra", "-22", "--rm", second], check=True)
        print(name, len(everyday), first.stat().st_size, len(others), Path(f"{second}.zst").stat().st_size)


main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else HERE)
