"""Learns the layers and heads that read names and attributions.

    python heads.py SHEETS PUBLISHED OUT [--epochs N] [--hold PARTS] [--seed N]

SHEETS is the folder that ../sheets wrote; PUBLISHED the published weights
(model.safetensors), of which two layers are where learning begins; OUT is the
file of weights that `sayso train encode` takes up. Same input, versions and
processor, same bytes. Needs what requirements.txt names, nothing else.
"""

import argparse
import json
import os
import struct
import time

os.environ.setdefault("XLA_FLAGS", "--xla_force_host_platform_device_count=2")  # half of a batch for each of two cores

import jax
import jax.numpy as jnp
import numpy as np

SHARED, OWN = 3, 2  # layers that are read over, and that are learnt
WIDTH, HEADS = 384, 12
SIGNS, EACH, SHAPES = 28, 3, 8
TAGS, LABELS = 29, 11
NONE = 255
LENGTHS = (16, 32, 48, 64, 96, 128)  # windows are filled up to one of these
BATCH = 2048  # pieces
PEAK, WARM, DECAY, DROP = 4e-4, 200, 0.01, 0.1
NAMES, SAID = 2.0, 0.3  # what the two losses count for
# Of texts with attributions, and of those whose names count little, a round reads a share.
SOME, FEW, LITTLE = 2 / 3, 1 / 3, 0.3
# A share of the windows is shown in small letters, or in capitals.
SMALL, LOUD = 0.10, 0.03


MESH = jax.make_mesh((jax.device_count(),), ("half",), axis_types=(jax.sharding.AxisType.Auto,))
HALVES = jax.sharding.NamedSharding(MESH, jax.sharding.PartitionSpec("half"))
WHOLE = jax.sharding.NamedSharding(MESH, jax.sharding.PartitionSpec())


def read_safetensors(path):
    with open(path, "rb") as f:
        size = struct.unpack("<Q", f.read(8))[0]
        head = json.loads(f.read(size))
        body = f.read()
    return {k: np.frombuffer(body[v["data_offsets"][0]:v["data_offsets"][1]], np.float32).reshape(v["shape"])
            for k, v in head.items() if k != "__metadata__" and v["dtype"] == "F32"}


def write_safetensors(path, tensors):
    head, at = {}, 0
    for k in sorted(tensors):
        n = tensors[k].nbytes
        head[k] = {"dtype": "F32", "shape": list(tensors[k].shape), "data_offsets": [at, at + n]}
        at += n
    text = json.dumps(head, sort_keys=True).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text)
        for k in sorted(tensors):
            f.write(np.ascontiguousarray(tensors[k], np.float32).tobytes())


PARTS = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
         "gather": "attention.output.dense", "first": "attention.output.LayerNorm", "up": "intermediate.dense",
         "down": "output.dense", "second": "output.LayerNorm"}


def begin(published, rng):
    p = {"signs": np.zeros((SIGNS, WIDTH), np.float32),
         "out.weight": (rng.standard_normal((WIDTH, TAGS + LABELS)) * 0.02).astype(np.float32),
         "out.bias": np.zeros(TAGS + LABELS, np.float32)}
    for i in range(OWN):
        for name, theirs in PARTS.items():
            w = published[f"encoder.layer.{SHARED + i}.{theirs}.weight"]
            p[f"{i}.{name}.weight"] = w.T.copy() if w.ndim == 2 else w.copy()
            p[f"{i}.{name}.bias"] = published[f"encoder.layer.{SHARED + i}.{theirs}.bias"].copy()
    return {k: jax.device_put(v, WHOLE) for k, v in p.items()}


def normal(x, w, b):
    x = x - x.mean(-1, keepdims=True)
    return x * jax.lax.rsqrt((x * x).mean(-1, keepdims=True) + 1e-12) * w + b


def drop(x, key):
    if key is None:
        return x
    keep = jax.random.bernoulli(key, 1 - DROP, x.shape)
    return jnp.where(keep, x / (1 - DROP), 0)


def forward(p, x, signs, length, key=None):
    """Scores of all pieces. x: windows × pieces × width."""
    n, l, _ = x.shape
    x = x + p["signs"][signs].sum(2)
    keys = [None] * (2 * OWN) if key is None else list(jax.random.split(key, 2 * OWN))
    shut = jnp.where(jnp.arange(l)[None, :] < length[:, None], 0.0, -1e9)[:, None, None, :]
    for i in range(OWN):
        def dense(name, x, i=i):
            return x @ p[f"{i}.{name}.weight"] + p[f"{i}.{name}.bias"]

        def heads(name, x):
            return dense(name, x).reshape(n, l, HEADS, -1).transpose(0, 2, 1, 3)
        a = jax.nn.softmax(heads("query", x) @ heads("key", x).swapaxes(2, 3) / np.sqrt(WIDTH // HEADS) + shut, -1)
        a = dense("gather", (a @ heads("value", x)).transpose(0, 2, 1, 3).reshape(n, l, WIDTH))
        x = normal(x + drop(a, keys[2 * i]), p[f"{i}.first.weight"], p[f"{i}.first.bias"])
        h = dense("down", jax.nn.gelu(dense("up", x), approximate=False))
        x = normal(x + drop(h, keys[2 * i + 1]), p[f"{i}.second.weight"], p[f"{i}.second.bias"])
    return x @ p["out.weight"] + p["out.bias"]


def losses(o, b):
    """The sums of losses over names and labels, and how many there are of each."""
    tags = jax.nn.log_softmax(o[..., :TAGS])
    allowed = (b["allowed"][..., None] >> jnp.arange(TAGS, dtype=jnp.uint32)) & 1
    names = -jax.nn.logsumexp(jnp.where(allowed > 0, tags, -1e9), -1)
    named = (b["allowed"] > 0) * b["weight"]
    labels = jax.nn.log_softmax(o[..., TAGS:])
    labelled = b["label"] != NONE
    said = -jnp.take_along_axis(labels, jnp.where(labelled, b["label"], 0)[..., None], -1)[..., 0] * labelled
    return jnp.where(named > 0, names * named, 0).sum(), said.sum(), named.sum(), labelled.sum()


def loss(p, b, key):
    names, said, _, _ = losses(forward(p, b["x"], b["signs"], b["length"], key), b)
    return (NAMES * names + SAID * said) / BATCH, (names, said)


@jax.jit
def learn(p, m, v, step, rate, b, key):
    (_, parts), g = jax.value_and_grad(loss, has_aux=True)(p, b, key)
    size = jnp.sqrt(sum(jnp.sum(x * x) for x in g.values()))
    by = jnp.minimum(1.0, 1.0 / size)
    g = {k: x * by for k, x in g.items()}
    m = {k: 0.9 * m[k] + 0.1 * g[k] for k in p}
    v = {k: 0.999 * v[k] + 0.001 * g[k] ** 2 for k in p}

    def moved(k):
        own = 3.0 if k.startswith(("out", "signs")) else 1.0  # what begins at nothing goes faster
        d = (m[k] / (1 - 0.9 ** step)) / (jnp.sqrt(v[k] / (1 - 0.999 ** step)) + 1e-8)
        return p[k] - rate * own * (d + (DECAY * p[k] if p[k].ndim == 2 else 0))
    return {k: moved(k) for k in p}, m, v, parts


@jax.jit
def judge(p, b):
    o = forward(p, b["x"], b["signs"], b["length"])
    tag, label = o[..., :TAGS].argmax(-1), o[..., TAGS:].argmax(-1)
    right = (b["allowed"] >> tag.astype(jnp.uint32)) & 1
    seen = (b["allowed"] > 0) & (b["weight"] > 0.1)
    name = seen & (b["allowed"] & 1 == 0)
    labelled = b["label"] != NONE
    said = labelled & (b["label"] > 0)
    return jnp.stack([*losses(o, b), name.sum(), (name & (right > 0)).sum(), (seen & (tag > 0)).sum(), (seen & (tag > 0) & (right > 0) & name).sum(),
                      said.sum(), (said & (label == b["label"])).sum(), (labelled & (label > 0)).sum()])


class Sheets:
    def __init__(self, folder):
        self.x = np.memmap(folder + "/vectors.f16", np.float16, "r").reshape(-1, WIDTH)
        self.signs = np.fromfile(folder + "/signs.u8", np.uint8).reshape(-1, EACH)
        windows = np.fromfile(folder + "/windows.u32", np.uint32).reshape(-1, 2)
        tokens = np.fromfile(folder + "/tokens.u32", np.uint32).reshape(-1, 4)[::-1]  # of two at one piece, the first counts
        n = len(self.x)
        self.allowed, self.weight, self.label = np.zeros(n, np.uint32), np.zeros(n, np.float32), np.full(n, NONE, np.int32)
        self.allowed[tokens[:, 0]], self.weight[tokens[:, 0]], self.label[tokens[:, 0]] = tokens[:, 1], tokens[:, 2] / 1000, tokens[:, 3]
        self.doc, self.length = windows[:, 0], windows[:, 1].astype(np.int64)
        self.start = np.concatenate([[0], np.cumsum(self.length)[:-1]])

        self.said = np.array([self.label[i] != NONE for i in self.start + 1])
        self.light = np.array([self.weight[i:i + n].max() < LITTLE for i, n in zip(self.start, self.length)])

    def round(self, windows, rng):
        share = np.where(self.said[windows], SOME, np.where(self.light[windows], FEW, 1))
        return windows[rng.random(len(windows)) < share]

    def batches(self, windows, rng=None):
        """Windows of like length side by side, in an order drawn by chance."""
        out, under = [], 0
        for top in LENGTHS:
            some = windows[(self.length[windows] > under) & (self.length[windows] <= top)]
            under = top
            if rng is not None:
                some = rng.permutation(some)
            each = BATCH // top // 2 * 2
            out += [(top, some[i:i + each]) for i in range(0, len(some), each)]
        return [out[i] for i in rng.permutation(len(out))] if rng is not None else out

    def batch(self, top, windows, rng=None):
        each = BATCH // top // 2 * 2
        b = {"x": np.zeros((each, top, WIDTH), np.float32), "signs": np.zeros((each, top, EACH), np.int32),
             "allowed": np.zeros((each, top), np.uint32), "weight": np.zeros((each, top), np.float32),
             "label": np.full((each, top), NONE, np.int32), "length": np.ones(each, np.int32)}
        for i, w in enumerate(windows):
            at, n = self.start[w], self.length[w]
            for k in ("x", "signs", "allowed", "weight", "label"):
                b[k][i, :n] = getattr(self, k)[at:at + n]
            b["length"][i] = n
            if rng is not None:
                by, shape = rng.random(), b["signs"][i, :n, 0]
                written = (shape > 0) & (shape < 5) | (shape == 7)
                if by < SMALL:
                    shape[written] = 1
                elif by < SMALL + LOUD:
                    shape[written] = 3
        return {k: jax.device_put(x, HALVES) for k, x in b.items()}


def main():
    a = argparse.ArgumentParser()
    a.add_argument("sheets"), a.add_argument("published"), a.add_argument("out")
    a.add_argument("--epochs", type=int, default=3), a.add_argument("--hold", type=int, default=20), a.add_argument("--seed", type=int, default=0)
    a = a.parse_args()
    s = Sheets(a.sheets)
    rng = np.random.default_rng(a.seed)
    p = begin(read_safetensors(a.published), rng)
    m, v = ({k: jnp.zeros_like(x) for k, x in p.items()} for _ in range(2))
    windows = np.arange(len(s.doc))
    held, rest = windows[s.doc % a.hold == a.hold - 1], windows[s.doc % a.hold != a.hold - 1]
    rounds = [s.batches(s.round(rest, rng), rng) for _ in range(a.epochs)]
    total, step, began = sum(map(len, rounds)), 0, time.time()
    print(f"{sum(s.length[some].sum() for r in rounds for _, some in r)} pieces", flush=True)
    names = said = pieces = 0.0
    best = np.inf
    for e in range(a.epochs):
        for top, some in rounds[e]:
            step += 1
            rate = PEAK * min(step / WARM, 1 - step / (total + 1))
            p, m, v, parts = learn(p, m, v, step, rate, s.batch(top, some, rng), jax.random.PRNGKey(a.seed * 1000003 + step))
            pieces += s.length[some].sum()
            if step % 20 == 0:
                names, said = 0.9 * names + 0.1 * float(parts[0]), 0.9 * said + 0.1 * float(parts[1])
            if step % 50 == 0:
                print(f"epoch {e + 1} step {step} of {total} names {names:.0f} labels {said:.0f} {pieces / (time.time() - began):.0f} pieces/s", flush=True)
        j = sum(np.asarray(judge(p, s.batch(top, some)), np.float64) for top, some in s.batches(held))
        print(f"held out: loss {j[0] / j[2]:.4f} {j[1] / j[3]:.4f}; names found {j[5] / j[4]:.4f} right {j[7] / j[6]:.4f}; labels found {j[9] / j[8]:.4f} right {j[9] / j[10]:.4f}", flush=True)
        now = NAMES * j[0] / j[2] + SAID * j[1] / j[3]
        if now < best:  # a round that learns by heart is left out
            best = now
            save(a.out, p)


def save(path, p):
    out = {"heads.shared": np.array([SHARED], np.float32)}
    for k, x in p.items():
        part = k.split(".")
        x = np.asarray(x)
        if part[0].isdigit():
            k = f"heads.layer.{part[0]}.{PARTS[part[1]]}.{part[2]}"
            x = x.T if x.ndim == 2 else x
        else:
            k = "heads." + k
        out[k] = x
    write_safetensors(path, out)


if __name__ == "__main__":
    main()
