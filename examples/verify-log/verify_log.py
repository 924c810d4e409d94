"""Checks a provenance log from its static files alone: C2SP tlog-tiles, signed notes, RFC 9162.

verify_log.py TILES KEY [--old CHECKPOINT] [--proof FILE]
  TILES    folder with "checkpoint" and "tile": every entry in it must be in the tree that was signed
  KEY      name+hash+base64 of the log, got by a way that its operator does not control
  --old    an earlier checkpoint, kept elsewhere: what it covered must be there, unchanged
  --proof  what `colophon audit prove` printed; then only what the proof needs is read
Needs Python 3.8 and openssl 3. Exit code 0 if all of it holds, else 1 with the reason."""
import base64, functools, hashlib, json, os, subprocess, sys, tempfile

def h(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

def require(holds, why):
    if not holds:
        sys.exit("NOT GOOD: " + why)

def read(path):
    with open(path, "rb") as file:
        return file.read()

def checkpoint(path, key):
    """Size and root of a signed note, once its signature was checked."""
    name, key_hash, typed = key.strip().split("+", 2)
    typed = base64.b64decode(typed)
    require(h(name.encode(), b"\n", typed)[:4].hex() == key_hash and typed[0] == 1, "not an Ed25519 verifier key")
    body, signatures = read(path).decode().rsplit("\n\n", 1)
    raw = [base64.b64decode(line.rsplit(" ", 1)[1]) for line in signatures.splitlines() if line.startswith("\u2014 " + name + " ")]
    require(len(raw) == 1 and raw[0][:4].hex() == key_hash, "%s is not signed by this key" % path)
    with tempfile.TemporaryDirectory() as tmp:
        der = bytes.fromhex("302a300506032b6570032100") + typed[1:]  # RFC 8410
        for file, data in ("key", der), ("body", (body + "\n").encode()), ("sig", raw[0][4:]):
            with open(os.path.join(tmp, file), "wb") as out:
                out.write(data)
        command = "openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey key -in body -sigfile sig"
        require(subprocess.run(command.split(), cwd=tmp, capture_output=True).returncode == 0, "bad signature on %s" % path)
    origin, size, root = body.split("\n")[:3]
    require(origin == name, "%s is of another log" % path)
    return int(size), base64.b64decode(root)

class Tiles:
    def __init__(self, folder, size):
        self.folder, self.size, self.read = folder, size, functools.lru_cache(64)(self.read)

    def read(self, kind, number, width):
        groups = "%03d" % (number % 1000)
        while number >= 1000:
            number //= 1000
            groups = "x%03d/%s" % (number % 1000, groups)
        return read("%s/tile/%s/%s%s" % (self.folder, kind, groups, "" if width == 256 else ".p/%d" % width))

    def node(self, level, index):
        """Hash of the full subtree of 2**level leaves, from at most 128 hashes of one tile."""
        first, count = index << level % 8, 1 << level % 8
        row = self.read(level // 8, first // 256, min(256, (self.size >> level // 8 * 8) - first // 256 * 256))
        row = [row[32 * i:32 * i + 32] for i in range(first % 256, first % 256 + count)]
        while len(row) > 1:
            row = [h(b"\x01", row[i], row[i + 1]) for i in range(0, len(row), 2)]
        return row[0]

    def root(self, start, end):
        count = end - start
        if count & (count - 1) == 0:
            return self.node(count.bit_length() - 1, start // count) if count else h()
        middle = start + (1 << count.bit_length() - 1)
        return h(b"\x01", self.root(start, middle), self.root(middle, end))

    def entries(self, bundle):
        data = self.read("entries", bundle, min(256, self.size - bundle * 256))
        while data:
            length = int.from_bytes(data[:2], "big")
            yield data[2:2 + length]
            data = data[2 + length:]

def climb(node, last, start, path):
    """RFC 9162, 2.1.3.2 and 2.1.4.2: the roots of the earlier and of the later tree that a path leads to."""
    older = newer = start
    for sibling in path:
        require(last > 0, "the proof is too long")
        if node & 1 or node == last:
            older, newer = h(b"\x01", sibling, older), h(b"\x01", sibling, newer)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            newer = h(b"\x01", newer, sibling)
        node, last = node >> 1, last >> 1
    require(last == 0, "the proof is too short")
    return older, newer

def consistent(old, old_root, new, new_root, path):
    if old == 0 or old == new:
        return not path and old_root == (new_root if old else h())
    start, path = (path[0], path[1:]) if old & (old - 1) else (old_root, path)
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    return climb(node, last, start, path) == (old_root, new_root)

def main(folder, key, **options):
    size, root = checkpoint(folder + "/checkpoint", key)
    roots, tiles = {size: root}, Tiles(folder, size)
    if "old" in options:
        old, old_root = checkpoint(options["old"], key)
        require(old <= size and tiles.root(0, old) == old_root, "the log does not begin with the tree of the old checkpoint")
        roots[old] = old_root
    require(tiles.root(0, size) == root, "the tiles do not have the signed root")
    if "proof" in options:
        proof = json.loads(read(options["proof"]))
        path = [bytes.fromhex(digits) for digits in proof["path"]]
        if proof["kind"] == "inclusion":
            index, leaf, known = proof["index"], h(b"\x00", proof["record"].encode()), roots.get(proof["treeSize"])
            require(0 <= index < proof["treeSize"] and climb(index, proof["treeSize"] - 1, leaf, path)[1] == known, "the record is not in the log")
        else:
            old, new = proof["fromSize"], proof["toSize"]
            require(old in roots and new in roots and consistent(old, roots[old], new, roots[new], path), "the trees do not belong together")
    else:
        row = [h(b"\x00", entry) for bundle in range((size + 255) // 256) for entry in tiles.entries(bundle)]
        for index, leaf in enumerate(row):
            require(tiles.node(0, index) == leaf, "entry %d is not the one that was logged" % index)
        require(len(row) == size, "%d entries for a tree of %d" % (len(row), size))
        while len(row) > 1:
            row = [h(b"\x01", *row[i:i + 2]) if len(row) > i + 1 else row[i] for i in range(0, len(row), 2)]
        require(row == [root][:size], "entries and their hashes were changed together")
    print("good: size %d, root %s" % (size, base64.b64encode(root).decode()), file=sys.stderr)

try:
    rest = sys.argv[3:]
    require(len(sys.argv) > 2 and len(rest) % 2 == 0 and set(rest[::2]) <= {"--old", "--proof"}, __doc__)
    main(sys.argv[1], sys.argv[2], **{name[2:]: value for name, value in zip(rest[::2], rest[1::2])})
except (OSError, ValueError, IndexError, KeyError) as problem:
    require(False, "%s: %s" % (type(problem).__name__, problem))
