#!/usr/bin/env bash
# Makes encode.model: the published encoder with the layers and heads that read
# names and attributions.
#
#   internal/learn/encode/heads/make.sh CORPORA PUBLISHED OUT
#
# PUBLISHED is a folder with model.safetensors, tokenizer.json and config.json of
# all-MiniLM-L6-v2. Needs Go, Python with what requirements.txt names, two cores
# for an hour, and 2 GB of room.
set -euo pipefail
[ $# -eq 3 ] || { sed -n '2,10p' "$0"; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/sheets" "$work/data" "$work/data/encoder"
cp "$2"/model.safetensors "$2"/tokenizer.json "$2"/config.json "$work/data/encoder/"
go run "$here/../sheets" "$1" "$work/sheets"
python3 "$here/heads.py" "$work/sheets" "$2/model.safetensors" "$work/data/encoder/heads.safetensors"
go run "$here/../../../../cmd/sayso" train encode --data "$work/data" --out "$3"
