"""Learns the vocabulary from the records, unless there is one, and turns them into ids: corpus/{en,zh}.pt, vocabulary.txt."""

import collections
import json
import os
import sys
import zlib

import pieces
import torch

MARKS = "，。？！；：、“”《》"


def records(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def main():
    folder, english_size = sys.argv[1], int(sys.argv[2])
    en, zh = records(f"{folder}/en.jsonl"), records(f"{folder}/zh.jsonl")
    if not os.path.exists(f"{folder}/vocabulary.txt"):
        counts = collections.Counter()
        for r in en:
            counts.update(pieces.WORDS.findall(r["text"]))
            counts.update(" " + k for k in r["keys"])
        han = collections.Counter(c for r in zh for c in r["text"] if c not in MARKS and c != "\n")
        vocabulary = pieces.build(counts, [c for c, _ in han.most_common()], MARKS, english_size)
        with open(f"{folder}/vocabulary.txt", "w", encoding="utf-8") as f:
            f.write("".join(pieces.escape(p) + "\n" for p in vocabulary.pieces))
    vocabulary = pieces.Vocabulary.read(f"{folder}/vocabulary.txt")
    special = {p: i for i, p in enumerate(pieces.SPECIALS)}
    for language, found in (("en", en), ("zh", zh)):
        train, held = [], []
        for r in found:
            head = [special[f"<{language}>"], special[f"<{r['kind']}>"]]
            for i, k in enumerate(r["keys"]):
                head += ([special["<kw>"]] if i else []) + vocabulary.encode(" " + k if language == "en" else k)
            head.append(special["<sep>"])
            text = r["text"]
            assert vocabulary.decode(vocabulary.encode(text)) == text
            ids = head + vocabulary.encode((" " if language == "en" else "") + text) + [vocabulary.end]
            if len(ids) <= 160:
                (held if zlib.crc32(r["group"].encode()) % 64 == 0 else train).append((len(head), ids))
        torch.save({"train": train, "held": held}, f"{folder}/{language}.pt")
        print(language, len(train), "train,", len(held), "held out,", sum(len(i) for _, i in train), "tokens")
    print(len(vocabulary.pieces), "pieces, shared from", vocabulary.shared)


main()
