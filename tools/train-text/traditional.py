"""Writes pairs of a traditional character and the simplified one that the model knows: python traditional.py VOCABULARY OUT."""

import sys

import opencc
import pieces

simple = opencc.OpenCC("t2s")
known = set(pieces.Vocabulary.read(sys.argv[1]).pieces)
with open(sys.argv[2], "w", encoding="utf-8") as f:
    f.write("# Traditional character, simplified character; from OpenCC (Apache-2.0), https://github.com/BYVoid/OpenCC\n")
    for code in range(0x4E00, 0xA000):
        c = chr(code)
        s = simple.convert(c)
        if c not in known and len(s) == 1 and s in known:
            f.write(c + s + "\n")
