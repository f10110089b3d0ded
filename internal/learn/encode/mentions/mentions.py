"""Learns the layer and the network that join mentions.

    python mentions.py PAIRS PUBLISHED OUT [--epochs N] [--hold PARTS] [--seed N]

PAIRS is the folder that ../../coref/pairs wrote; PUBLISHED the published weights
(model.safetensors), of whose last layer the attention is where learning begins, and
the rest stays; OUT is the file of weights that `sayso train coref` takes up. Same
input, versions and processor, same bytes. Needs what ../heads/requirements.txt names.
"""

import argparse
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "heads"))

os.environ.setdefault("XLA_FLAGS", "")  # one batch at a time, for both cores

import jax
import jax.numpy as jnp
import numpy as np

from heads import PARTS, drop, normal, read_safetensors, write_safetensors

WIDTH, HEADS, SIGNS, EACH = 384, 12, 28, 3
HIDDEN, LEVELS, ROLES = 64, 64, 16
FIRST, ROWS = np.array([0, 9, 18, 34, 162, 194]), 210  # the first row of each sign of a pair, and all rows
WINDOWS, PIECES, SLOTS, NEAR = 16, 128, 64, 64  # of a batch; mentions of a window, candidates of a mention
MENTIONS = WINDOWS * SLOTS
WHOLE, PARTIAL, PASSAGE = 0, 1, 2
BEGINS, REFERS, REFERS_NOT = 1, 2, 3
WRONG, RIGHT, UNKNOWN = 0, 1, 2
NONE = -1e9
PEAK, LAYER, WARM, DECAY, LOST = 1e-3, 0.2, 50, 0.02, 0.2
COUNTS = np.array([1, 1, 3], np.float32)  # what a mention of each kind of text counts for
SHARE = 0.5  # of the texts of which a part is marked, a round reads so many
FALSE_NEW, FALSE_LINK, WRONG_LINK = 3.0, 0.1, 1.0  # as nlp/coref has them
FROZEN = ("layer.up.weight", "layer.down.weight")


def begin(published, rng):
    last = max(int(k.split(".")[2]) for k in published if k.startswith("encoder.layer."))
    g = lambda *shape, by=0.02: (rng.standard_normal(shape) * by).astype(np.float32)
    p = {"signs": np.zeros((SIGNS, WIDTH), np.float32), "pair": np.zeros((ROWS, HIDDEN), np.float32)}
    for part, by in (("back", 0.02), ("meant", 0.02), ("query", 0.03), ("key", 0.03), ("alone", 0.02)):
        p[part], p["level." + part] = g(2 * WIDTH, HIDDEN, by=by), g(LEVELS, HIDDEN)
    p["role.back"], p["role.meant"] = g(ROLES, HIDDEN), g(ROLES, HIDDEN)
    p["out"], p["out.alone"] = g(HIDDEN, by=0.1), g(HIDDEN, by=0.1)
    for name, theirs in PARTS.items():
        w = published[f"encoder.layer.{last}.{theirs}.weight"]
        p[f"layer.{name}.weight"] = w.T.copy() if w.ndim == 2 else w.copy()
        p[f"layer.{name}.bias"] = published[f"encoder.layer.{last}.{theirs}.bias"].copy()
    return {k: jnp.array(v) for k, v in p.items()}


def context(p, b, keys):
    """The vectors of the mentions' pieces below and above the layer."""
    x = b["x"].astype(jnp.float32)
    take = lambda x: jnp.take_along_axis(x, b["at"][:, :, None], 1)
    below = take(x)
    x = x + p["signs"][b["signs"]].sum(2)
    y = take(x)
    dense = lambda name, x: x @ p[f"layer.{name}.weight"] + p[f"layer.{name}.bias"]
    heads = lambda name, x: dense(name, x).reshape(WINDOWS, -1, HEADS, WIDTH // HEADS).transpose(0, 2, 1, 3)
    shut = jnp.where(jnp.arange(PIECES)[None, :] < b["length"][:, None], 0.0, NONE)[:, None, None, :]
    a = jax.nn.softmax(heads("query", y) @ heads("key", x).swapaxes(2, 3) / np.sqrt(WIDTH // HEADS) + shut, -1)
    a = dense("gather", (a @ heads("value", x)).transpose(0, 2, 1, 3).reshape(y.shape))
    y = normal(y + drop(a, keys[0]), p["layer.first.weight"], p["layer.first.bias"])
    h = dense("down", jax.nn.gelu(dense("up", y), approximate=False))
    y = normal(y + drop(h, keys[1]), p["layer.second.weight"], p["layer.second.bias"])
    return jnp.concatenate([below, y], -1).reshape(MENTIONS, 2 * WIDTH)


def forward(p, b, key=None):
    """What the network adds to the score of each candidate, and of beginning an entity."""
    keys = [None] * 3 if key is None else list(jax.random.split(key, 3))
    x = context(p, b, keys)
    if key is not None:
        x = jnp.where(jax.random.bernoulli(keys[2], 1 - LOST, x.shape), x / (1 - LOST), 0)
    of = lambda part: x @ p[part] + p["level." + part][b["level"]]
    back, meant = of("back") + p["role.back"][b["role"]], of("meant") + p["role.meant"][b["role"]]
    hidden = jax.nn.relu(back[:, None] + meant[b["near"]] + p["pair"][b["between"]].sum(2))
    pairs = hidden @ p["out"] + jnp.einsum("id,icd->ic", of("query"), of("key")[b["near"]]) / 8
    return pairs, jax.nn.relu(of("alone")) @ p["out.alone"]


def loss(p, b, key):
    pairs, alone = forward(p, b, key)
    pairs, alone = pairs + b["score"], alone + b["alone"]
    known, learn = b["known"], b["learn"]
    refers = learn == REFERS
    alone = alone + jnp.where(refers, FALSE_NEW, 0.0)
    pairs = pairs + jnp.where(refers[:, None], jnp.where(known == WRONG, WRONG_LINK, 0.0), FALSE_LINK)
    unknown = (known == UNKNOWN) & (learn != REFERS_NOT)[:, None]
    pairs = jnp.where(unknown | (b["score"] < NONE / 10), NONE, pairs)
    total = lambda x: jax.nn.logsumexp(x, 1)
    everything = total(jnp.concatenate([alone[:, None], pairs], 1))
    right = total(jnp.where(known == RIGHT, pairs, NONE))
    others = total(jnp.concatenate([alone[:, None], jnp.where(known == UNKNOWN, pairs, NONE)], 1))
    good = jnp.where(refers, right, jnp.where(learn == REFERS_NOT, others, alone))
    each = (everything - good) * (learn > 0) * b["count"]
    return each.sum() / 300, (each.sum(), ((learn > 0) * b["count"]).sum())


@jax.jit
def learn(p, m, v, step, rate, b, key):
    (_, parts), g = jax.value_and_grad(loss, has_aux=True)(p, b, key)
    by = jnp.minimum(1.0, 5.0 / jnp.sqrt(sum(jnp.sum(x * x) for x in g.values())))
    m = {k: 0.9 * m[k] + 0.1 * by * g[k] for k in p}
    v = {k: 0.999 * v[k] + 0.001 * (by * g[k]) ** 2 for k in p}

    def moved(k):
        if k in FROZEN:
            return p[k]
        d = (m[k] / (1 - 0.9 ** step)) / (jnp.sqrt(v[k] / (1 - 0.999 ** step)) + 1e-8)
        return p[k] - rate * (LAYER if k.startswith("layer.") else 1.0) * (d + (DECAY * p[k] if p[k].ndim == 2 else 0))
    return {k: moved(k) for k in p}, m, v, parts


class Pairs:
    def __init__(self, folder):
        read = lambda name, kind, width: np.fromfile(os.path.join(folder, name), kind).reshape(-1, width)
        self.x = np.memmap(os.path.join(folder, "vectors.f16"), np.float16, "r").reshape(-1, WIDTH)
        self.signs = read("signs.u8", np.uint8, EACH)
        windows, mentions, pairs = read("windows.i32", np.int32, 2), read("mentions.i32", np.int32, 6), read("pairs.i32", np.int32, 3 + len(FIRST))
        self.alone, self.score = read("alone.f32", np.float32, 1)[:, 0], read("scores.f32", np.float32, 1)[:, 0]
        self.doc, self.piece, self.level, self.role, self.learn, self.kind = mentions.T
        self.of, self.near, self.known, self.between = pairs[:, 0], pairs[:, 1], pairs[:, 2], pairs[:, 3:] + FIRST
        self.first = np.searchsorted(self.of, np.arange(len(mentions) + 1))
        self.length = windows[:, 1]
        self.start = np.concatenate([[0], np.cumsum(self.length)])
        docs = np.arange(windows[-1, 0] + 2)
        self.windows = np.searchsorted(windows[:, 0], docs)  # where those of each document begin
        self.kinds = np.zeros(len(docs) - 1, np.int32)
        self.kinds[self.doc] = self.kind
        self.inside = self.place(windows)
        self.slot = np.full(len(mentions), -1)

    def place(self, windows):
        """The mentions of each window. One without a piece goes with the one before."""
        at = np.searchsorted(self.start, np.maximum(self.piece, 0), "right") - 1
        for i in np.flatnonzero(self.piece < 0):
            same = i > 0 and self.doc[i - 1] == self.doc[i]
            at[i] = at[i - 1] if same else self.windows[self.doc[i]]
        order = np.argsort(at, kind="stable")
        cuts = np.searchsorted(at[order], np.arange(len(windows) + 1))
        return [np.sort(order[a:b])[:SLOTS] for a, b in zip(cuts, cuts[1:])]

    def batches(self, docs):
        """Windows of documents, so that few documents are cut apart."""
        out, now = [], []
        for d in docs:
            some = list(range(self.windows[d], self.windows[d + 1]))
            if len(now) + len(some) > WINDOWS and len(now) >= 0.7 * WINDOWS:
                out, now = out + [now], []
            for w in some:
                now.append(w)
                if len(now) == WINDOWS:
                    out, now = out + [now], []
        return out + [now] if now else out

    def batch(self, windows):
        full = lambda shape, value, kind: np.full(shape, value, kind)
        b = {"x": full((WINDOWS, PIECES, WIDTH), 0, np.float16), "signs": full((WINDOWS, PIECES, EACH), 0, np.int32), "length": full(WINDOWS, 1, np.int32),
             "at": full((WINDOWS, SLOTS), 0, np.int32), "near": full((MENTIONS, NEAR), 0, np.int32), "between": full((MENTIONS, NEAR, len(FIRST)), 0, np.int32),
             "score": full((MENTIONS, NEAR), NONE, np.float32), "known": full((MENTIONS, NEAR), UNKNOWN, np.int32), "alone": full(MENTIONS, 0, np.float32),
             "learn": full(MENTIONS, 0, np.int32), "count": full(MENTIONS, 0, np.float32), "level": full(MENTIONS, 0, np.int32), "role": full(MENTIONS, 0, np.int32)}
        for k, w in enumerate(windows):
            n, some = self.length[w], self.inside[w]
            for name in ("x", "signs"):
                b[name][k, :n] = getattr(self, name)[self.start[w]:self.start[w + 1]]
            b["length"][k] = n
            b["at"][k, :len(some)] = np.maximum(self.piece[some] - self.start[w], 0)
            self.slot[some] = k * SLOTS + np.arange(len(some))
        ids = np.sort(np.concatenate([self.inside[w] for w in windows]))
        at = self.slot[ids]
        for name in ("alone", "learn", "level", "role"):
            b[name][at] = getattr(self, name)[ids]
        b["count"][at] = COUNTS[self.kind[ids]]
        n = self.first[ids + 1] - self.first[ids]
        rows = np.repeat(self.first[ids] - np.cumsum(n) + n, n) + np.arange(n.sum())
        i, k, j = self.slot[self.of[rows]], rows - self.first[self.of[rows]], self.slot[self.near[rows]]
        ok = (j >= 0) & (k < NEAR)
        i, k, j, rows = i[ok], k[ok], j[ok], rows[ok]
        b["near"][i, k] = j
        for name in ("between", "score", "known"):
            b[name][i, k] = getattr(self, name)[rows]
        self.slot[ids] = -1
        there = (b["known"] == RIGHT).any(1)  # what is right may stand in another batch
        b["learn"][(b["learn"] == REFERS) & ~there] = 0
        return b


def main():
    a = argparse.ArgumentParser()
    a.add_argument("pairs"), a.add_argument("published"), a.add_argument("out")
    a.add_argument("--epochs", type=int, default=3), a.add_argument("--hold", type=int, default=20), a.add_argument("--seed", type=int, default=0)
    a = a.parse_args()
    s = Pairs(a.pairs)
    rng = np.random.default_rng(a.seed)
    p = begin(read_safetensors(a.published), rng)
    m, v = ({k: jnp.zeros_like(x) for k, x in p.items()} for _ in range(2))
    docs = np.arange(len(s.kinds))
    held, rest = docs[docs % a.hold == a.hold - 1], docs[docs % a.hold != a.hold - 1]
    rounds = []
    for _ in range(a.epochs):
        some = rng.permutation(rest)
        some = s.batches(some[(s.kinds[some] != PARTIAL) | (rng.random(len(some)) < SHARE)])
        rounds.append([some[i] for i in rng.permutation(len(some))])
    total, step, began = sum(map(len, rounds)), 0, time.time()
    best = np.inf
    judge = jax.jit(lambda p, b: loss(p, b, None)[1])
    for e, batches in enumerate(rounds):
        lost = seen = 0.0
        for some in batches:
            step += 1
            rate = PEAK * min(step / WARM, max(0.02, 1 - step / total))
            p, m, v, (x, n) = learn(p, m, v, step, rate, s.batch(some), jax.random.PRNGKey(a.seed * 99991 + step))
            lost, seen = lost + float(x), seen + float(n)
            if step % 50 == 0:
                print(f"step {step} of {total} loss {lost / seen:.4f} {time.time() - began:.0f} s", flush=True)
        h = np.sum([[float(x) for x in judge(p, s.batch(some))] for some in s.batches(held)], 0)
        print(f"epoch {e + 1} held out: loss {h[0] / h[1]:.4f}", flush=True)
        if h[0] / h[1] < best:  # a round that learns by heart is left out
            best = h[0] / h[1]
            save(a.out, p)


def save(path, p):
    p = {k: np.asarray(x) for k, x in p.items()}
    out = {"mentions." + k: p[k] for k in ("signs", "pair")}
    out["mentions.shape"] = np.array([WIDTH, len(p["layer.up.bias"]), HEADS], np.float32)
    five = ("back", "meant", "query", "key", "alone")
    out["mentions.number"] = np.concatenate([p[k] for k in five], 1).T
    out["mentions.level"] = np.concatenate([p["level." + k] for k in five], 1)
    out["mentions.role"] = np.concatenate([p["role.back"], p["role.meant"]], 1)
    out["mentions.out"] = np.concatenate([p["out"], p["out.alone"]])
    for name, theirs in PARTS.items():
        if f"layer.{name}.weight" not in FROZEN:
            w = p[f"layer.{name}.weight"]
            out[f"mentions.layer.{theirs}.weight"] = w.T if w.ndim == 2 else w
        out[f"mentions.layer.{theirs}.bias"] = p[f"layer.{name}.bias"]
    write_safetensors(path, out)


if __name__ == "__main__":
    main()
