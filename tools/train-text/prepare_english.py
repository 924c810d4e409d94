"""WordNet and the King James Bible -> records of key words and text, one JSON object a line."""

import collections
import json
import math
import random
import re
import subprocess
import sys

WORD = re.compile(r"[a-z]+")
POS = {"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}


def stop_words(path):
    with open(path, encoding="utf-8") as f:
        return {line.strip() for line in f if line.strip() and not line.startswith("#")}


class Synset:
    def __init__(self, line):
        data, gloss = line.rstrip("\n").split(" | ", 1)
        f = data.split(" ")
        self.offset, self.pos = f[0], f[2]
        count = int(f[3], 16)
        self.words = [re.sub(r"\(.*\)", "", f[4 + 2 * i]).replace("_", " ") for i in range(count)]
        k = 4 + 2 * count
        n = int(f[k])
        self.links = [tuple(f[k + 1 + 4 * i:k + 4 + 4 * i]) for i in range(n)]
        self.examples = []
        for q in re.findall(r'"([^"]+)"', gloss):
            q = q.strip(" ;,")
            if len(q.split()) >= 4 and re.fullmatch(r"[A-Za-z0-9 ,.;:'!?-]+", q):
                q = q[0].upper() + q[1:]
                self.examples.append(q if q[-1] in ".!?" else q + ".")
        plain = re.sub(r'"[^"]*"[^;"]*', "", gloss)
        plain = re.sub(r"\([^)]*\)", "", plain)
        parts = [re.sub(r"\s+", " ", p).strip(" ,:.") for p in plain.split(";")]
        self.glosses = [re.sub(r" ,", ",", p) for p in parts
                        if re.fullmatch(r"[a-z][A-Za-z0-9 ,'-]+", re.sub(r" ,", ",", p))]


def article(noun):
    return ("an " if noun[0] in "aeiou" else "a ") + noun


def listed(items):
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]


class WordNet:
    def __init__(self, folder):
        self.synsets = {}
        for name in ("noun", "verb", "adj", "adv"):
            with open(f"{folder}/data.{name}", encoding="latin-1") as f:
                for line in f:
                    if not line.startswith("  "):
                        s = Synset(line)
                        self.synsets[(POS[s.pos], s.offset)] = s
        self.freq = collections.Counter()
        for s in self.synsets.values():
            for t in s.glosses + s.examples:
                self.freq.update(WORD.findall(t.lower()))
        # tagged counts of WordNet's own sense-tagged texts: sense_key sense_number count
        self.tagged = collections.Counter()
        with open(f"{folder}/cntlist.rev", encoding="latin-1") as f:
            for line in f:
                key, _, n = line.split()
                self.tagged[key.split("%")[0].replace("_", " ")] += int(n)

        # lemma -> offsets of its senses, commonest first
        self.senses = {}
        for name in ("noun", "verb", "adj", "adv"):
            with open(f"{folder}/index.{name}", encoding="latin-1") as f:
                for line in f:
                    if not line.startswith("  "):
                        t = line.split()
                        self.senses[(name, t[0].replace("_", " "))] = t[-int(t[2]):]

    def sense(self, s, word):
        """0 for the commonest sense of the word in its part of speech"""
        found = self.senses.get((POS[s.pos], word.lower()), [])
        return found.index(s.offset) if s.offset in found else 9

    def common(self, word):
        return math.sqrt(self.freq[word] + 2 * self.tagged[word]) if re.fullmatch(r"[a-z]+( [a-z]+)?", word) else 0

    def linked(self, s, kinds):
        for symbol, offset, pos in s.links:
            if symbol in kinds and (POS[pos], offset) in self.synsets:
                yield self.synsets[(POS[pos], offset)]

    def names(self, s, kinds, least, most):
        out = []
        for t in self.linked(s, kinds):
            w = max(t.words, key=self.common)
            if self.common(w) >= least and w not in out:
                out.append(w)
        out.sort(key=self.common, reverse=True)
        return out[:most]

    def define(self, s, word):
        g = s.glosses[0]
        if s.pos == "n":
            if re.match(r"(a|an) ", g) and not (word.endswith("s") and not word.endswith("ss")):
                out = [f"{article(word)} is {g}."]
            else:
                out = [f"the word {word} means {g}."]
            out += [f"It is also {h}." for h in s.glosses[1:2] if re.match(r"(a|an|the) ", h)]
        elif s.pos == "v":
            out = [f"to {word} is to {re.sub(r'^to ', '', g)}."]
        else:
            out = [f"the word {word} means {g}."]
        return [t[0].upper() + t[1:] for t in out]

    def paragraph(self, s, word, rng):
        out = self.define(s, word)
        examples = list(s.examples)
        rng.shuffle(examples)
        out += examples[:2]
        more = []
        if s.pos == "n":
            ups, kinds, parts = self.names(s, "@", 3, 1), self.names(s, "~", 4, 3), self.names(s, ("%p", "%s"), 3, 3)
            if ups and rng.random() < 0.5:
                more.append(f"{article(word)} is a kind of {ups[0]}.")
            if kinds and rng.random() < 0.7:
                more.append(f"kinds of {word} include {listed(kinds)}." if len(kinds) > 1
                            else f"{article(kinds[0])} is a kind of {word}.")
            if parts:
                more.append(f"it has {listed([article(p) for p in parts])}.")
        if rng.random() < 0.35:
            near = [t for t in self.linked(s, "@~&") if t.glosses]
            if near:
                t = rng.choice(near)
                w = max(t.words, key=self.common)
                if self.common(w) >= 2:
                    more.append(self.define(t, w)[0])
        rng.shuffle(more)
        return " ".join(out + [t[0].upper() + t[1:] for t in more[:2]])


def keywords(head, text, stops, rng):
    words = [w for w in dict.fromkeys(WORD.findall(text.lower())) if len(w) > 2 and w not in stops and w != head]
    rng.shuffle(words)
    n = rng.choice((0, 0, 1, 1, 2, 3)) if head else rng.choice((1, 2, 2, 3, 4))
    out = ([head] if head else []) + words[:n]
    if rng.random() < 0.3:
        rng.shuffle(out)
    return out


def bible(program, folder):
    text = subprocess.run([program, "-p", folder, "-l9999", "gen1:1-rev22:21"], capture_output=True, text=True,
                          check=True).stdout
    verses, chapter = [], None
    for line in text.split("\n"):
        m = re.match(r"\s+(\d+) (.*)", line)
        if m:
            verses.append((chapter, m.group(2).strip()))
        elif line.strip():
            chapter = line.strip()
    return verses


def main():
    wordnet, program, folder, stop_file, out = sys.argv[1:6]
    rng, stops = random.Random(20), stop_words(stop_file)
    net, records = WordNet(wordnet), []
    for s in net.synsets.values():
        if not s.glosses or any(link[0] == "@i" for link in s.links):
            continue
        for word in s.words:
            c = net.common(word)
            if c < 2.0 or len(s.glosses[0].split()) < 3:
                continue
            sense = net.sense(s, word)
            copies = (1 if c < 6 else 2 if c < 14 else 4) if sense == 0 else 1 if sense == 1 or c < 4 else 0
            for _ in range(copies):
                text = net.paragraph(s, word, rng)
                records.append({"kind": "define", "group": s.pos + s.offset, "head": word, "keys": keywords(word, text, stops, rng), "text": text})
    define = len(records)
    verses, i = bible(program, folder), 0
    print(len(verses), "verses")
    while i < len(verses):
        n = rng.choice((1, 1, 2, 3))
        chapter = verses[i][0]
        part = [v for c, v in verses[i:i + n] if c == chapter]
        i += len(part)
        text = re.sub(r"[^A-Za-z ,.;:'!?()-]", "", " ".join(part))
        keys = keywords(None, text, stops, rng)
        if keys and len(text) < 480:
            records.append({"kind": "verse", "group": chapter, "keys": keys, "text": text})
    print(define, "definitions,", len(records) - define, "verses,", sum(len(r["text"]) for r in records), "characters")
    rng.shuffle(records)
    with open(out, "w", encoding="utf-8") as f:
        for r in records:
            f.write(json.dumps(r, ensure_ascii=False) + "\n")


main()
