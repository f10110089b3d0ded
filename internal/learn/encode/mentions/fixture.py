"""Makes the small layer and network that tests run with, and what they make of a few vectors.

    python fixture.py ../testdata/encoder ../../../nlp/encode/testdata/mentions.json

The weights are drawn by chance.
"""

import json
import sys

import jax.numpy as jnp
import numpy as np

import mentions


def main():
    mentions.WIDTH, mentions.HEADS, mentions.WINDOWS, mentions.PIECES, mentions.SLOTS, mentions.MENTIONS = 32, 2, 1, 7, 7, 7
    rng = np.random.default_rng(20261201)
    p = mentions.begin(mentions.read_safetensors(sys.argv[1] + "/model.safetensors"), rng)
    p["signs"] = jnp.array(rng.standard_normal(p["signs"].shape).astype(np.float32) * 0.3)
    mentions.save(sys.argv[1] + "/mentions.safetensors", p)
    x = rng.standard_normal((1, 7, 32)).astype(np.float32).round(3)
    signs = np.stack([rng.integers(0, 8, 7), rng.integers(8, 26, 7), rng.integers(26, 28, 7)], -1)[None]
    both = mentions.context(p, {"x": x, "signs": signs, "at": np.arange(7)[None], "length": np.array([7])}, [None, None])
    out = np.asarray(both @ jnp.concatenate([p[k] for k in ("back", "meant", "query", "key", "alone")], 1))
    with open(sys.argv[2], "w") as f:
        json.dump({"vectors": x[0].tolist(), "signs": signs[0].tolist(), "numbers": out.astype(float).round(4).tolist()}, f, separators=(",", ":"))
        f.write("\n")


if __name__ == "__main__":
    main()
