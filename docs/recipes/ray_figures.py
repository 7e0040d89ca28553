"""Reports in a table of bytes → the table of figures, in Ray.

    python docs/recipes/ray_figures.py DOCUMENTS.parquet OUT

DOCUMENTS has the columns ``source`` and ``content`` (bytes or text); other columns are passed through.
Needs: pip install 'gzparse[arrow]' 'ray[data]'
"""

from __future__ import annotations

import sys

import pyarrow as pa
import ray

import gzparse


def figures(documents: pa.Table) -> pa.Table:
    """Return the figures of a table of documents."""
    return gzparse.tables.parse_table(documents, "figures")


found = ray.data.read_parquet(sys.argv[1]).map_batches(figures, batch_format="pyarrow")
found.write_parquet(sys.argv[2])
print(found.count())
