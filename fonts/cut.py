"""Cuts the built-in faces in two: the characters of everyday reports, and the rest.

Usage: python3 cut.py <folder of the original files> [<folder for the results>]
Needs fontTools 4.68 and the program zstd. Glyphs keep their numbers, so that a page with everyday characters is the
same byte for byte as with the original face.
"""

import subprocess
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
# The files with the names of their families.
FACES = {
    "LXGWZhuqueFangsong-Regular.ttf": "Zhuque Fangsong (technical preview)",
    "LXGWWenKaiGBLite-Regular.ttf": "LXGW WenKai GB Lite",
    "NotoSansSC_500Medium.ttf": "Noto Sans SC",
    "NotoSerifSC_400Regular.ttf": "Noto Serif SC",
    "NotoSerifSC_700Bold.ttf": "Noto Serif SC",
}
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


def rename(font, family):
    """Gives a face the name of one with the rest."""
    for record in font["name"].names:
        text = record.toUnicode()
        if record.nameID in (1, 3, 4, 16, 18):
            record.string = text.replace(family, f"{family} Rest") if family in text else f"{text} Rest"
        elif record.nameID == 6:
            record.string = text.replace("-", "Rest-", 1) if "-" in text else text + "Rest"


def main(originals, target):
    common = {ord(c) for c in (HERE / "common.txt").read_text("utf-8") if c != "\n"}
    for name, family in FACES.items():
        covered = set(TTFont(originals / name, lazy=True).getBestCmap())
        everyday = {c for c in covered if c in common or any(first <= c <= last for first, last in SIGNS)}
        first = target / name
        font = cut(originals / name, everyday, True)
        add_line_ends(font)
        font.save(first, reorderTables=False)
        rest = cut(originals / name, covered - everyday, False)
        rename(rest, family)
        second = target / name.replace(".ttf", "-rest.ttf")
        rest.save(second, reorderTables=False)
        subprocess.run(["zstd", "-q", "-f", "--ultra", "-22", "--rm", second], check=True)
        print(name, len(everyday), first.stat().st_size, len(covered) - len(everyday), Path(f"{second}.zst").stat().st_size)


main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else HERE)
