"""The index of a release for programmes: its datasets, their files, sizes and hashes, and words.

A page made from releases needs nothing else; what is in the files is theirs to say.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from orchestration.release.about import about
from orchestration.release.contents import Contents
from orchestration.release.periods import period_in, spoken

KINDS = {
    "csv": "text/csv",
    "json": "application/json",
    "md": "text/markdown",
    "html": "text/html",
    "svg": "image/svg+xml",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def release_json(contents: Contents, words: Mapping[str, str], files: Mapping[str, bytes]) -> str:
    """The index, of the files that are given; it does not hold itself."""
    told = about()
    of_datasets = {name: _dataset(contents, name, words, files) for name in sorted(contents.tables)}
    ours = {
        file for one in of_datasets.values() for file in (each["name"] for each in one["files"])
    }
    index = {
        "month": str(contents.month),
        "month_said": spoken(contents.month),
        "release": contents.status,
        "title": told.title,
        "publisher": told.publisher,
        "licence": {"name": told.licence, "address": told.licence_url},
        "datasets": of_datasets,
        "files": [_file(name, files[name]) for name in sorted(files) if name not in ours],
    }
    return json.dumps(index, indent=1, ensure_ascii=False) + "\n"


def _dataset(
    contents: Contents, name: str, words: Mapping[str, str], files: Mapping[str, bytes]
) -> dict[str, Any]:
    dataset, table = contents.tables[name]
    rows = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
    periods = sorted({period_in(row) for row in rows})
    return {
        "label": dataset.label,
        "description": str(dataset.exposure.get("description", "")),
        "cadence": str(dataset.exposure.get("cadence", "")),
        "policy": str((dataset.told.get("disclosure") or {}).get("policy", "")),
        "headline": contents.edits.get(name) or words.get(name, ""),
        "rows": len(table.rows),
        "from": periods[0].label if periods else "",
        "to": periods[-1].label if periods else "",
        "files": [
            _file(file, files[file]) for file in sorted(files) if file.partition(".")[0] == name
        ],
    }


def _file(name: str, held: bytes) -> dict[str, Any]:
    return {
        "name": name,
        "bytes": len(held),
        "sha256": hashlib.sha256(held).hexdigest(),
        "media_type": KINDS.get(name.rpartition(".")[2], "application/octet-stream"),
    }
