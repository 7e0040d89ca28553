"""A folder of reports → a panel in polars: a row a file, a column a figure, each with its status next to it.

    python docs/recipes/polars_panel.py FOLDER

Needs: pip install 'gzparse[arrow]' polars
"""

from __future__ import annotations

import sys

import polars as pl

import gzparse

CODE = {entry.path: entry.code for entry in gzparse.codebook()}
new = CODE["requests.new.total"]

panel = gzparse.tables.to_polars(gzparse.parse_files(sys.argv[1]), wide=True)
print(panel.select("source", "organ", "year", "verdict", new, f"{new}__s"))
print(panel.group_by(f"{new}__s").agg(pl.len(), pl.col(new).sum()).sort(f"{new}__s", nulls_last=True))
