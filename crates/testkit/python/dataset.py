"""Reads a release of a dataset with programs that are not ours: pyarrow, mlcroissant, PyYAML."""

import json
import os
import sys

import mlcroissant
import pyarrow.parquet
import yaml


def main(folder):
    os.chdir(folder)
    manifest = json.load(open("manifest.json", encoding="utf-8"))
    card = open("README.md", encoding="utf-8").read()
    front = yaml.safe_load(card.split("---\n")[1])
    assert front["language"] == ["en"], front
    assert [one["config_name"] for one in front["configs"]][:2] == ["default", "messages"], front

    tables = [pyarrow.parquet.read_table(f["name"]) for f in manifest["files"] if f["name"].endswith(".parquet")]
    rows = [row for table in tables for row in table.to_pylist()]
    assert len(rows) == manifest["rows"], (len(rows), manifest["rows"])
    for row in rows:
        for turn in json.loads(row["turns"]):
            # Places count characters as Python does.
            assert row["text"][turn["start"] : turn["end"]].strip(), row

    croissant = mlcroissant.Dataset(jsonld="croissant.json")
    issues = croissant.metadata.ctx.issues
    assert not issues.errors, issues.errors
    records = list(croissant.records(record_set="rows"))
    first = records[0]
    text = first.get("rows/text", first.get("text"))
    text = text.decode() if isinstance(text, bytes) else text
    assert text == rows[0]["text"], (text, rows[0]["text"])

    lines = [json.loads(line) for line in open("messages.jsonl", encoding="utf-8")]
    for line in lines:
        assert [message["role"] for message in line["messages"]] == ["user", "assistant"], line
    print(f"{len(rows)} rows read, {len(records)} records, {len(lines)} conversations")


main(sys.argv[1])
