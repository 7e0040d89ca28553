"""A folder of reports → a panel in DuckDB: the table of figures, asked in SQL.

    python docs/recipes/duckdb_panel.py FOLDER

Needs: pip install 'gzparse[arrow]' duckdb
"""

from __future__ import annotations

import sys

import duckdb

import gzparse

FIGURES = gzparse.tables.to_arrow(gzparse.parse_files(sys.argv[1]), "figures")
panel = duckdb.connect()
panel.execute("create table figures as select * from FIGURES")
rows = panel.execute(
    """
    select status, count(*) as figures, sum(value) as total
    from figures
    where path = 'requests.new.total'
    group by status
    order by status
    """
).fetchall()
for status, count, total in rows:
    print(status, count, total)
