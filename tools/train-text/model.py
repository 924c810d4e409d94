"""The network of local-lm: a decoder of four layers, tied embedding, no biases, no learnt norms."""

import torch
import torch.nn as nn
import torch.nn.functional as F

WIDTH, LAYERS, HEADS, HIDDEN, CONTEXT = 192, 4, 6, 768, 160


def norm(x):
    return F.rms_norm(x, (x.size(-1),), eps=1e-5)


def rotate(x, cos, sin):
    a, b = x.chunk(2, dim=-1)
    return torch.cat((a * cos - b * sin, a * sin + b * cos), dim=-1)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH, bias=False) for _ in range(4))
        self.up = nn.Linear(WIDTH, HIDDEN, bias=False)
        self.down = nn.Linear(HIDDEN, WIDTH, bias=False)
        nn.init.zeros_(self.o.weight)
        nn.init.zeros_(self.down.weight)

    def forward(self, x, cos, sin):
        n, t, _ = x.shape
        y = norm(x)
        q, k, v = (m(y).view(n, t, HEADS, WIDTH // HEADS).transpose(1, 2) for m in (self.q, self.k, self.v))
        q, k = rotate(norm(q), cos, sin), rotate(norm(k), cos, sin)
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.o(y.transpose(1, 2).reshape(n, t, WIDTH))
        return x + self.down(F.relu(self.up(norm(x))).square())


class Model(nn.Module):
    def __init__(self, vocabulary_size):
        super().__init__()
        self.embed = nn.Embedding(vocabulary_size, WIDTH)
        nn.init.normal_(self.embed.weight, std=0.02)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        half = WIDTH // HEADS // 2
        angle = torch.arange(CONTEXT)[:, None] * 10000.0 ** (-torch.arange(half) / half)
        self.register_buffer("cos", angle.cos(), persistent=False)
        self.register_buffer("sin", angle.sin(), persistent=False)

    def hidden(self, ids):
        x = norm(self.embed(ids))
        for layer in self.layers:
            x = layer(x, self.cos[:ids.size(1)], self.sin[:ids.size(1)])
        return norm(x)

    def loss(self, ids, wanted, lo, hi):
        """wanted: the next id, or -100 where nothing is to be learnt; all of them within lo..hi."""
        h = self.hidden(ids)
        keep = wanted >= 0
        return F.cross_entropy(h[keep] @ self.embed.weight[lo:hi].t(), wanted[keep] - lo, reduction="sum"), int(keep.sum())
