"""In: readings, and the errors in the place of some.
Out: six tables with one key, as tuples, as Arrow, pandas and polars, and as files; and read back from these.
Idea: columns are fixed and never taken from the data; blank, zero, missing and withheld can be told apart in each of them.
"""

from gzparse.tables.arrow import schema, to_arrow, to_pandas, to_polars
from gzparse.tables.columns import TABLES, Column
from gzparse.tables.engines import parse_batches, parse_table, parsed_schema
from gzparse.tables.files import write
from gzparse.tables.outcome import Outcome
from gzparse.tables.read_back import read
from gzparse.tables.rows import columns, iter_rows

__all__ = [
    "TABLES",
    "Column",
    "Outcome",
    "columns",
    "iter_rows",
    "parse_batches",
    "parse_table",
    "parsed_schema",
    "read",
    "schema",
    "to_arrow",
    "to_pandas",
    "to_polars",
    "write",
]
