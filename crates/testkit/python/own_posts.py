"""Reads the posts.parquet of an export with pyarrow and prints each row as a line of JSON."""

import json
import sys

import pyarrow
import pyarrow.parquet

table = pyarrow.parquet.read_table(sys.argv[1])
assert pyarrow.types.is_timestamp(table.schema.field("created_at").type), table.schema
assert pyarrow.types.is_list(table.schema.field("tags").type), table.schema
for row in table.to_pylist():
    print(json.dumps(row, default=str, ensure_ascii=False))
