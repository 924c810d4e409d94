"""Writes the weights for Java: python export.py CORPUS RUN RESOURCE_FOLDER.

Each row of each matrix becomes int8 with one float32 scale. The layout is described in WeightFile.java.
Prints how far quantising moves the held-out loss.
"""

import shutil
import struct
import sys
import zlib

import pieces
import torch
from model import CONTEXT, HEADS, HIDDEN, LAYERS, WIDTH, Model
from train import held_loss


def quantised(weight):
    scale = weight.abs().amax(dim=1).clamp_min(1e-12) / 127
    return scale, (weight / scale[:, None]).round().clamp(-127, 127).to(torch.int8)


def main():
    corpus, run, out = sys.argv[1:4]
    with open(f"{corpus}/vocabulary.txt", "rb") as f:
        vocabulary_file = f.read()
    vocabulary = pieces.Vocabulary.read(f"{corpus}/vocabulary.txt")
    model = Model(len(vocabulary.pieces))
    model.load_state_dict(torch.load(f"{run}/model.pt"))
    names = ["embed.weight"] + [f"layers.{i}.{m}.weight" for i in range(LAYERS) for m in ("q", "k", "v", "o", "up", "down")]
    state = model.state_dict()
    body = bytearray(b"CLPHNLM1")
    body += struct.pack(">I6i", zlib.crc32(vocabulary_file), WIDTH, LAYERS, HEADS, HIDDEN, CONTEXT, len(vocabulary.pieces))
    for name in names:
        scale, rows = quantised(state[name])
        body += struct.pack(f">{len(scale)}f", *scale.tolist()) + rows.numpy().tobytes()
    body += struct.pack(">I", zlib.crc32(bytes(body)))
    with open(f"{out}/local-lm.bin", "wb") as f:
        f.write(body)
    shutil.copyfile(f"{corpus}/vocabulary.txt", f"{out}/vocabulary.txt")
    print(len(body), "bytes,", sum(state[n].numel() for n in names), "parameters")
    bounds = {"zh": (pieces.BYTE_0 + 256, vocabulary.english), "en": (vocabulary.shared, len(vocabulary.pieces))}
    held = {n: torch.load(f"{corpus}/{n}.pt")["held"] for n in bounds}
    before = {n: held_loss(model, held[n], bounds[n]) for n in bounds}
    for name in names:
        scale, rows = quantised(state[name])
        state[name].copy_(rows * scale[:, None])
    for n in bounds:
        print(n, "held-out loss: float32", round(before[n], 4), "int8", round(held_loss(model, held[n], bounds[n]), 4))


if __name__ == "__main__":
    main()
