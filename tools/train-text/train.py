"""Trains local-lm: python train.py CORPUS OUT SECONDS [MODEL_TO_START_FROM].

Writes OUT/model.pt every few minutes and OUT/log.jsonl. Two processes of one thread each share every step: they
meet twice a step only, which wastes less than two threads that meet in every product when the machine is busy.
"""

import json
import math
import random
import sys
import time

import pieces
import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from model import Model

PROCESSES = 2
PER_STEP = {"en": 1500, "zh": 550}  # tokens of a step, padding included, for each process
MUON_RATE, ADAM_RATE = 0.015, 0.003
DECAY = 0.9  # share of the time in which the rates go down
NO_KEYS = 0.12  # share of records learnt without key words, so that "no prompt" has a meaning


def batches(records, tokens, rng):
    """Records of like length together, so that little is padding."""
    while True:
        order = list(range(len(records)))
        rng.shuffle(order)
        out = []
        for i in range(0, len(order), 2000):
            block = sorted(order[i:i + 2000], key=lambda j: len(records[j][1]))
            now = []
            for j in block:
                if now and (len(now) + 1) * len(records[j][1]) > tokens:
                    out.append(now)
                    now = []
                now.append(j)
            out.append(now)
        rng.shuffle(out)
        for b in out:
            yield [records[j] for j in b]


def without_keys(record):
    head, ids = record
    return 3, ids[:2] + ids[head - 1:]


def tensors(batch):
    most = max(len(ids) for _, ids in batch) - 1
    ids = torch.zeros(len(batch), most, dtype=torch.long)
    wanted = torch.full((len(batch), most), -100)
    for i, (head, r) in enumerate(batch):
        ids[i, :len(r) - 1] = torch.tensor(r[:-1])
        wanted[i, head - 1:len(r) - 1] = torch.tensor(r[head:])
    return ids, wanted


def orthogonal(g):
    """Newton-Schulz iteration of the Muon optimizer (K. Jordan and others, 2024)."""
    a, b, c = 3.4445, -4.7750, 2.0315
    wide = g.size(0) > g.size(1)
    x = g.t() if wide else g
    x = x / (x.norm() + 1e-7)
    for _ in range(5):
        s = x @ x.t()
        x = a * x + (b * s + c * s @ s) @ x
    return x.t() if wide else x


class Muon:
    """Each process works out its share of the matrices and gets the others' from them."""

    def __init__(self, params, rank):
        self.params, self.rank = params, rank
        self.momentum = [torch.zeros_like(p) for p in params]

    @torch.no_grad()
    def step(self, rate, beta):
        updates = []
        for i, (p, m) in enumerate(zip(self.params, self.momentum)):
            m.lerp_(p.grad, 1 - beta)
            mine = i % PROCESSES == self.rank
            updates.append(orthogonal(p.grad.lerp(m, beta)) if mine else torch.zeros_like(p))
        flat = torch.cat([u.reshape(-1) for u in updates])
        dist.all_reduce(flat)
        for p, u in zip(self.params, flat.split([p.numel() for p in self.params])):
            p.mul_(1 - rate * 0.05).add_(u.view_as(p), alpha=-rate * max(1, p.size(0) / p.size(1)) ** 0.5)


@torch.no_grad()
def held_loss(model, records, bounds):
    total, count = 0.0, 0
    for batch in [records[i:i + 40] for i in range(0, len(records), 40)]:
        loss, n = model.loss(*tensors(batch), *bounds)
        total, count = total + loss.item(), count + n
    return total / count


def share(numbers):
    """Sums numbers over the processes."""
    t = torch.tensor(numbers, dtype=torch.float64)
    dist.all_reduce(t)
    return t.tolist()


def add_gradients(params):
    flat = torch.cat([p.grad.reshape(-1) for p in params])
    dist.all_reduce(flat)
    for p, g in zip(params, flat.split([p.numel() for p in params])):
        p.grad.copy_(g.view_as(p))


def work(rank, corpus, out, budget, start_from):
    dist.init_process_group("gloo", init_method=f"file://{out}/meeting", rank=rank, world_size=PROCESSES)
    torch.set_num_threads(1)
    torch.manual_seed(22)
    rng = random.Random(23 + rank)
    vocabulary = pieces.Vocabulary.read(f"{corpus}/vocabulary.txt")
    bounds = {"en": (vocabulary.shared, len(vocabulary.pieces)), "zh": (pieces.BYTE_0 + 256, vocabulary.english)}
    data = {n: torch.load(f"{corpus}/{n}.pt") for n in bounds}
    held = {n: sorted(d["held"], key=lambda r: len(r[1])) for n, d in data.items()}
    feed = {n: batches(d["train"][rank::PROCESSES], PER_STEP[n], rng) for n, d in data.items()}
    model = Model(len(vocabulary.pieces))
    if start_from:
        model.load_state_dict(torch.load(start_from))
    params = list(model.parameters())
    muon = Muon([p for layer in model.layers for p in layer.parameters()], rank)
    adam = torch.optim.AdamW([model.embed.weight], lr=1.0, betas=(0.85, 0.98), weight_decay=0.0)
    start, step, told, totals = time.time(), 0, 0.0, {"en": [0.0, 0, 0], "zh": [0.0, 0, 0]}
    log = open(f"{out}/log.jsonl", "a", encoding="utf-8") if rank == 0 else None
    seconds = 0.0
    while seconds < budget:
        rate = min(1.0, (step + 1) / 40) * min(1.0, (1 - seconds / budget) / DECAY + 0.02)
        adam.param_groups[0]["lr"] = ADAM_RATE * rate
        for n, bound in bounds.items():
            batch = [without_keys(r) if rng.random() < NO_KEYS else r for r in next(feed[n])]
            loss, count = model.loss(*tensors(batch), *bound)
            (loss / (PROCESSES * sum(PER_STEP.values()))).backward()
            for i, value in enumerate((loss.item(), count, sum(len(ids) for _, ids in batch))):
                totals[n][i] += value
        add_gradients(params)
        muon.step(MUON_RATE * rate, 0.85 + 0.1 * min(1, step / 200))
        adam.step()
        model.zero_grad(set_to_none=True)
        step += 1
        if step % 10 == 0:
            seconds = share([time.time() - start])[0] / PROCESSES
        if step % 50 == 0 or seconds >= budget:
            sums = share([v for n in bounds for v in totals[n]])
            totals = {n: [0.0, 0, totals[n][2]] for n in bounds}
            line = {"step": step, "seconds": round(seconds), "rate": round(rate, 3)}
            for i, n in enumerate(bounds):
                line["tokens_" + n], line["train_" + n] = int(sums[3 * i + 2]), round(sums[3 * i] / sums[3 * i + 1], 4)
            if seconds - told > 240 or seconds >= budget:
                told = seconds
                mine = list(bounds)[rank]
                sample = held[mine] if seconds >= budget else held[mine][::4]
                losses = [0.0] * PROCESSES
                losses[rank] = held_loss(model, sample, bounds[mine])
                for n, v in zip(bounds, share(losses)):
                    line["held_" + n], line["perplexity_" + n] = round(v, 4), round(math.exp(v), 2)
                if rank == 0:
                    torch.save(model.state_dict(), f"{out}/model.pt")
            if rank == 0:
                print(json.dumps(line), file=log, flush=True)


def main():
    corpus, out, budget = sys.argv[1], sys.argv[2], float(sys.argv[3])
    start_from = sys.argv[4] if len(sys.argv) > 4 else ""
    mp.spawn(work, args=(corpus, out, budget, start_from), nprocs=PROCESSES)


if __name__ == "__main__":
    main()
