"""Reads a provenance log and checks proofs, written from RFC 9162 and the file format alone.

Usage: verify.py LOG_DIRECTORY < proofs
Each line of the input is one of
  inclusion INDEX SIZE LEAF [HASH ...]
  consistency FROM TO [HASH ...]
with hashes in hexadecimal digits. Roots are computed from the records on disk.
Prints the root of all records, then one "ok" or "bad" per line.
"""
import base64
import glob
import hashlib
import struct
import sys


def h(data):
    return hashlib.sha256(data).digest()


def records(directory):
    for name in sorted(glob.glob(directory + "/records/*.seg")):
        data = open(name, "rb").read()
        at = 32
        while at < len(data) and data[at:at + 4] == b"\xc0\x10\x90\xf1":
            length, = struct.unpack(">I", data[at + 4:at + 8])
            yield data[at + 28:at + 28 + length]
            at += 29 + length


def root(leaves):
    """Level by level; an odd last hash moves up as it is. Equal to the RFC's recursive form."""
    if not leaves:
        return h(b"")
    row = list(leaves)
    while len(row) > 1:
        paired = [h(b"\x01" + row[i] + row[i + 1]) for i in range(0, len(row) - 1, 2)]
        row = paired + ([row[-1]] if len(row) % 2 else [])
    return row[0]


def from_path(index, size, leaf, path):
    """The root that a path leads to, from the top of the tree down."""
    if size == 1:
        if path:
            raise ValueError("path too long")
        return leaf
    if not path:
        raise ValueError("path too short")
    left = 1
    while left * 2 < size:
        left *= 2
    if index < left:
        return h(b"\x01" + from_path(index, left, leaf, path[:-1]) + path[-1])
    return h(b"\x01" + path[-1] + from_path(index - left, size - left, leaf, path[:-1]))


def old_and_new(old, new, path, whole, old_root):
    """Both roots that a consistency path leads to, from the top of the tree down."""
    if old == new:
        if whole:
            if path:
                raise ValueError("path too long")
            return old_root, old_root
        if len(path) != 1:
            raise ValueError("path of wrong length")
        return path[0], path[0]
    if not path:
        raise ValueError("path too short")
    left = 1
    while left * 2 < new:
        left *= 2
    if old <= left:
        a, b = old_and_new(old, left, path[:-1], whole, old_root)
        return a, h(b"\x01" + b + path[-1])
    a, b = old_and_new(old - left, new - left, path[:-1], False, old_root)
    return h(b"\x01" + path[-1] + a), h(b"\x01" + path[-1] + b)


def main():
    leaves = [h(b"\x00" + record) for record in records(sys.argv[1])]
    print(base64.b64encode(root(leaves)).decode())
    for line in sys.stdin:
        words = line.split()
        try:
            if words[0] == "inclusion":
                index, size = int(words[1]), int(words[2])
                leaf, *path = [bytes.fromhex(w) for w in words[3:]]
                good = leaf == leaves[index] and from_path(index, size, leaf, path) == root(leaves[:size])
            else:
                old, new = int(words[1]), int(words[2])
                path = [bytes.fromhex(w) for w in words[3:]]
                if old == 0 or old == new:
                    good = not path
                else:
                    roots = root(leaves[:old]), root(leaves[:new])
                    good = old_and_new(old, new, path, True, roots[0]) == roots
        except ValueError:
            good = False
        print("ok" if good else "bad")


main()
