"""Makes the small heads that tests run with, and what they make of a few vectors.

    python fixture.py testdata/encoder ../../../nlp/encode/testdata/heads.json

The weights are drawn by chance.
"""

import json
import sys

import numpy as np

import heads


def main():
    heads.SHARED, heads.OWN, heads.WIDTH, heads.HEADS = 1, 1, 32, 2
    rng = np.random.default_rng(20261130)
    published = heads.read_safetensors(sys.argv[1] + "/model.safetensors")
    p = {k: np.asarray(v) for k, v in heads.begin(published, rng).items()}
    p["signs"] = rng.standard_normal(p["signs"].shape).astype(np.float32) * 0.3
    p["out.weight"] = rng.standard_normal(p["out.weight"].shape).astype(np.float32)
    p["out.bias"] = rng.standard_normal(p["out.bias"].shape).astype(np.float32)
    heads.save(sys.argv[1] + "/heads.safetensors", p)
    x = rng.standard_normal((1, 7, heads.WIDTH)).astype(np.float32).round(3)
    signs = np.stack([rng.integers(0, 8, 7), rng.integers(8, 26, 7), rng.integers(26, 28, 7)], -1)[None]
    out = np.asarray(heads.forward(p, x, signs, np.array([7])))
    with open(sys.argv[2], "w") as f:
        json.dump({"vectors": x[0].tolist(), "signs": signs[0].tolist(), "scores": out[0].astype(float).round(4).tolist()}, f, separators=(",", ":"))
        f.write("\n")


if __name__ == "__main__":
    main()
