"""Makes the faces that the tests bring: a square for each character. Needs fontTools."""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen


def square():
    """A square glyph."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in [(100, 800), (900, 800), (900, 0)]:
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def make(name, family, characters):
    """A face of a family with some characters."""
    glyphs = [".notdef"] + [f"u{ord(c):04X}" for c in characters]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({ord(c): f"u{ord(c):04X}" for c in characters})
    builder.setupGlyf({glyph: square() for glyph in glyphs})
    builder.setupHorizontalMetrics({glyph: (1000, 100) for glyph in glyphs})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    postscript = family.replace(" ", "").replace("_", "-")
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "fullName": family, "psName": postscript})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120, fsType=0)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    builder.save(Path(__file__).parent / name)


make("last-resort.ttf", "Squares of Nobody", "\U0001F389\U0001F38A")
make("fangsong.ttf", "FangSong_GB2312", "政府信息公开工作年度报告")
