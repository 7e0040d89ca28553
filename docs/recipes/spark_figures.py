"""Reports in a table of bytes → the table of figures, in Spark.

    python docs/recipes/spark_figures.py DOCUMENTS.parquet OUT.parquet

DOCUMENTS has the columns ``source`` and ``content`` (bytes or text); other columns are passed through. Give Spark a table of
bytes rather than a folder: its ``binaryFile`` lists slowly where there are many small files.
Needs: pip install 'gzparse[arrow]' pyspark, and Java.
"""

from __future__ import annotations

import sys
from functools import partial

import pyarrow.parquet as pq
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

import gzparse

documents, out = sys.argv[1:]
spark = SparkSession.builder.master("local[2]").appName("gzparse").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
schema = from_arrow_schema(gzparse.tables.parsed_schema(pq.read_schema(documents), "figures"))
figures = spark.read.parquet(documents).mapInArrow(partial(gzparse.tables.parse_batches, table="figures"), schema)
figures.write.mode("overwrite").parquet(out)
print(spark.version, spark.read.parquet(out).count())
spark.stop()
