"""Poems and old prose of the npm package chinese-poetry -> records of key words and text."""

import collections
import glob
import json
import random
import re
import sys

import opencc

HAN = re.compile(r"[\u4e00-\u9fff]")
CLEAN = re.compile(r"[\u4e00-\u9fff，。？！；：、“”《》\n]+")
BREAK = re.compile(r"[，。？！；：、“”《》\n]+")
SIMPLE = opencc.OpenCC("t2s")


def tidy(text):
    text = SIMPLE.convert(text).replace("「", "“").replace("」", "”").replace("『", "“").replace("』", "”")
    return re.sub(r"\s+", "", text)


def load(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def poem(item, title_field="title"):
    lines = [tidy(p) for p in item.get("paragraphs", []) if p.strip()]
    return tidy(item.get(title_field, "") or ""), "\n".join(lines)


def shape(text):
    """five or seven when all lines have that many characters, else None"""
    lengths = {len(part) for part in BREAK.split(text) if part}
    return {5: "five", 7: "seven"}.get(lengths.pop()) if len(lengths) == 1 else None


def keywords(title, text, rng):
    parts = [p for p in BREAK.split(text) if p]
    keys = []
    for _ in range(rng.choice((1, 1, 2, 2, 3, 4))):
        p = rng.choice(parts)
        if rng.random() < 0.3:
            key = rng.choice(p)
        else:
            i = 2 * rng.randrange(max(1, len(p) // 2))
            key = p[i:i + 2]
        if key not in keys:
            keys.append(key)
    names = re.sub(r"[^\u4e00-\u9fff].*", "", title)
    if 2 <= len(names) <= 6 and rng.random() < 0.25:
        i = rng.randrange(len(names) - 1)
        keys.insert(0, names[i:i + 2])
    return keys


def chunks(text, most):
    out, now = [], ""
    for sentence in re.findall(r"[^。？！]+[。？！]”?", text):
        if now and len(now) + len(sentence) > most:
            out.append(now)
            now = ""
        now += sentence
    return out + ([now] if now else [])


def main():
    root, out = sys.argv[1:3]
    rng, found = random.Random(21), []

    def add(kind, title, text, copies=1):
        if 16 <= len(text) <= 130:
            found.append((kind, title, text, copies))

    seen = set()
    for path, copies in [("quantangshi/唐诗三百首.json", 3)] + [(p, 1) for p in sorted(
            glob.glob(root + "/quantangshi/poet.tang.*.json"))]:
        for item in load(path if path.startswith("/") or path.startswith(root) else f"{root}/{path}"):
            title, text = poem(item)
            if text not in seen and shape(text):
                seen.add(text)
                add(shape(text), title, text, copies)
    tang = len(found)
    song = []
    for path in sorted(glob.glob(root + "/quantangshi/poet.song.*.json"))[:120]:
        ranks = load(path.replace("/quantangshi/poet.song.", "/rank/poet/poet.song.rank."))
        for item, rank in zip(load(path), ranks):
            song.append((rank.get("baidu", 0) + rank.get("so360", 0), item))
    song.sort(key=lambda pair: -pair[0])
    for _, item in song[:14000]:
        title, text = poem(item)
        if text not in seen and shape(text):
            seen.add(text)
            add(shape(text), title, text)
    song_count = len(found) - tang
    for path in [root + "/songci/宋词三百首.json"] + sorted(glob.glob(root + "/songci/ci.song.*.json")) + sorted(
            glob.glob(root + "/wudaishici/huajianji/huajianji-*-juan.json")) + [root + "/wudaishici/nantang/poetrys.json"]:
        for item in load(path):
            title, text = poem(item, "rhythmic")
            if text not in seen:
                seen.add(text)
                add("ci", title, text, 3 if "三百首" in path else 1)
    for item in load(root + "/yuanqu/yuanqu.json"):
        title, text = poem(item)
        add("qu", title.split("・")[-1], text)

    def strings(node):
        if isinstance(node, str):
            yield node
        elif isinstance(node, list):
            for n in node:
                yield from strings(n)
        elif isinstance(node, dict):
            for k, n in node.items():
                if k in ("paragraphs", "content"):
                    yield from strings(n)

    for name in ("lunyu/lunyu", "sishuwujing/mengzi", "sishuwujing/daxue", "sishuwujing/zhongyong",
                 "mengxue/youxueqionglin", "mengxue/guwenguanzhi", "mengxue/zhuzijiaxun"):
        for paragraph in strings(load(f"{root}/{name}.json")):
            for chunk in chunks(tidy(paragraph), 90):
                add("prose", "", chunk, 2)
    print(tang, "Tang,", song_count, "Song, in all", len(found))
    counts = collections.Counter(c for _, _, text, _ in found for c in text if HAN.match(c))
    han = [c for c, _ in counts.most_common(int(sys.argv[3]))]
    allowed, records = set(han), []
    for kind, title, text, copies in found:
        if CLEAN.fullmatch(text) and all(c in allowed for c in text if HAN.match(c)):
            for _ in range(copies):
                records.append({"kind": kind, "group": text, "keys": keywords(title, text, rng), "text": text})
    print(len(records), "records,", sum(len(r["text"]) for r in records), "characters,",
          collections.Counter(r["kind"] for r in records))
    rng.shuffle(records)
    with open(out, "w", encoding="utf-8") as f:
        for r in records:
            f.write(json.dumps(r, ensure_ascii=False) + "\n")


main()
