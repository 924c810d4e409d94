"""The tokenizer of local-lm: pieces of text with byte fallback, trained by byte pair counting.

The Java class io.colophon.provider.local.text.Tokenizer does the same at run time; both read the
same vocabulary file, one piece a line, the line number being the id of the piece.
"""

import collections
import re

SPECIALS = ["<pad>", "<kw>", "<sep>", "<en>", "<zh>", "<define>", "<verse>", "<five>", "<seven>",
            "<ci>", "<qu>", "<prose>", "<s12>", "<s13>", "<s14>", "<s15>"]
BYTE_0 = len(SPECIALS)
WORDS = re.compile(r" ?[A-Za-z]{1,32}|.", re.DOTALL)


def escape(piece):
    return piece.replace("\\", "\\\\").replace("\n", "\\n")


def unescape(line):
    return re.sub(r"\\(.)", lambda m: "\n" if m.group(1) == "n" else m.group(1), line)


def learn_merges(counts, alphabet, room):
    """Returns `room` new pieces, best pair first. counts: word -> how often."""
    words = [(list(w), n) for w, n in counts.items() if all(c in alphabet for c in w)]
    pairs = collections.Counter()
    where = collections.defaultdict(set)
    for i, (symbols, n) in enumerate(words):
        for pair in zip(symbols, symbols[1:]):
            pairs[pair] += n
            where[pair].add(i)
    known, learnt = set(alphabet), []
    while len(learnt) < room:
        pair, n = max(pairs.items(), key=lambda item: (item[1], item[0]))
        if n < 2:
            break
        joined = pair[0] + pair[1]
        if joined not in known:
            known.add(joined)
            learnt.append(joined)
        for i in where.pop(pair):
            symbols, count = words[i]
            for p in zip(symbols, symbols[1:]):
                pairs[p] -= count
            merged, k = [], 0
            while k < len(symbols):
                if k + 1 < len(symbols) and (symbols[k], symbols[k + 1]) == pair:
                    merged.append(joined)
                    k += 2
                else:
                    merged.append(symbols[k])
                    k += 1
            words[i] = (merged, count)
            for p in zip(merged, merged[1:]):
                pairs[p] += count
                where[p].add(i)
        pairs.pop(pair, None)
    return learnt


class Vocabulary:
    def __init__(self, lines):
        self.pieces = list(lines)
        self.ids = {p: i for i, p in enumerate(self.pieces) if i >= BYTE_0 + 256}
        self.shared = self.pieces.index("<end>")
        self.english = self.shared + 1 + SHARED_COUNT
        self.end = self.shared
        self.cache = {}

    @staticmethod
    def read(path):
        with open(path, encoding="utf-8") as f:
            return Vocabulary(unescape(line) for line in f.read().split("\n")[:-1])

    def word(self, word):
        """Joins, as long as there is one, the pair whose joined piece has the lowest id."""
        found = self.cache.get(word)
        if found is not None:
            return found
        symbols = list(word)
        while len(symbols) > 1:
            best = min((self.ids.get(a + b, 1 << 30), i) for i, (a, b) in enumerate(zip(symbols, symbols[1:])))
            if best[0] == 1 << 30:
                break
            i = best[1]
            symbols[i:i + 2] = [symbols[i] + symbols[i + 1]]
        out = []
        for s in symbols:
            if s in self.ids:
                out.append(self.ids[s])
            else:
                out.extend(BYTE_0 + b for b in s.encode("utf-8"))
        self.cache[word] = out
        return out

    def encode(self, text):
        return [i for w in WORDS.findall(text) for i in self.word(w)]

    def decode(self, ids):
        return "".join(self.pieces[i] for i in ids if i >= BYTE_0 + 256 and i != self.end)


SHARED = "\n"
SHARED_COUNT = len(SHARED)


def build(english_counts, han, han_marks, english_size):
    alphabet = [chr(c) for c in range(32, 127)]
    merges = learn_merges(english_counts, alphabet, english_size - len(alphabet))
    pieces = list(SPECIALS) + [f"<{b:02X}>" for b in range(256)]
    pieces += list(han_marks) + list(han)
    pieces += ["<end>"] + list(SHARED) + alphabet + merges
    return Vocabulary(pieces)
