"""Writes the outlines of the characters that visible labels use, one line per glyph.

usage: glyph-outlines.py FONT.otf > label-glyphs.txt   (needs fontTools)

Line 1 is `upem capHeight`, then `codepoint advance path`; path uses M, L, C, Z with integer font
units, y upwards. Any OpenType font with CFF outlines works; ours was Noto Sans Hans Medium 1.000
(OFL-1.1, npm package @embedpdf/fonts-sc 1.0.0).
"""
import sys

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

HAN = "人工智能生成合疑似由内容为可的图片音频视本服务"
LETTERS = {"moveTo": "M", "lineTo": "L", "curveTo": "C", "closePath": "Z"}


def main(path):
    font = TTFont(path)
    glyphs, cmap = font.getGlyphSet(), font.getBestCmap()
    print(font["head"].unitsPerEm, font["OS/2"].sCapHeight)
    for code in [*range(0x20, 0x7F), 0xB7, *sorted(map(ord, HAN))]:
        pen = DecomposingRecordingPen(glyphs)
        glyphs[cmap[code]].draw(pen)
        parts = []
        for name, points in pen.value:
            parts.append(LETTERS[name])
            parts += [str(round(v)) for point in points for v in point]
        print(f"{code:04X}", round(glyphs[cmap[code]].width), " ".join(parts))


main(sys.argv[1])
