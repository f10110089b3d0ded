#!/usr/bin/env bash
# Makes coref.model: the weights that join mentions, and the layer and network over
# the encoder that join them with it.
#
#   internal/learn/encode/mentions/make.sh CORPORA PUBLISHED OUT
#
# PUBLISHED is a folder with model.safetensors of all-MiniLM-L6-v2. Needs Go, Python
# with what ../heads/requirements.txt names, two cores for half an hour, and 1 GB of room.
set -euo pipefail
[ $# -eq 3 ] || { sed -n '2,8p' "$0"; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/pairs" "$work/data" "$work/data/encoder"
for part in "$1"/*; do ln -s "$(realpath "$part")" "$work/data/"; done
(cd "$root" && go run ./internal/learn/coref/pairs "$work/data" "$work/pairs")
python3 "$here/mentions.py" "$work/pairs" "$2/model.safetensors" "$work/data/encoder/mentions.safetensors"
(cd "$root" && go run ./cmd/sayso train coref --data "$work/data" --out "$3")
