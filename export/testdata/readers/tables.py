"""Reads every table of this folder and prints what stands in it."""
import glob
import json
import os

import duckdb
import pandas
import pyarrow.parquet


def text(path, sep):
    frame = pandas.read_csv(path, sep=sep, dtype=str, keep_default_na=False)
    return {c: list(frame[c]) for c in frame.columns}


def plain(v):
    if isinstance(v, int) and not isinstance(v, bool):
        return float(v)
    return v


out = {"Parquet": {}, "DuckDB": {}, "CSV": {}, "TSV": {}, "JSON": {}}
for path in sorted(glob.glob("*.parquet")):
    kind = path.removesuffix(".parquet")
    table = pyarrow.parquet.read_table(path)
    out["Parquet"][kind] = {c: [plain(v) for v in table.column(c).to_pylist()] for c in table.column_names}
    cursor = duckdb.execute(f"SELECT * FROM '{path}'")
    names = [d[0] for d in cursor.description]
    rows = cursor.fetchall()
    out["DuckDB"][kind] = {n: [plain(r[i]) for r in rows] for i, n in enumerate(names)}
    out["CSV"][kind] = text(kind + ".csv", ",")
    out["TSV"][kind] = text(kind + ".tsv", "\t")
    out["JSON"][kind] = len(pandas.read_json(kind + ".json", lines=True, convert_dates=False))
    assert duckdb.execute(f"SELECT count(*) FROM read_json('{kind}.json', format = 'newline_delimited')").fetchone()[0] == out["JSON"][kind]
    assert len(duckdb.execute(f"SELECT * FROM read_csv('{kind}.csv', all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"')").fetchall()) == len(rows)
out["Days"] = dict(duckdb.execute("SELECT CAST(day AS VARCHAR), count(*) FROM read_parquet('daily/**/*.parquet', hive_partitioning = true) GROUP BY day").fetchall())
print(json.dumps(out))
