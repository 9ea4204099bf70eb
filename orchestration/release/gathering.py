"""Gathers what a month's draft is made of from a finished build, and makes its files and manifest.

What becomes of them is in `draft`; what each document says is in the module named after it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from orchestration import __version__
from orchestration.build import Build
from orchestration.disclosure.ledger import released_before
from orchestration.ducks import open_to_read
from orchestration.gates.data_docs import data_docs
from orchestration.gates.kept import Kept, kept_judgements
from orchestration.gates.values import refuse_text
from orchestration.home import Home
from orchestration.months import Month
from orchestration.publication.states import Standing
from orchestration.register.book import Submission
from orchestration.release.accounts import accounts_of, gates_told, input_told
from orchestration.release.contents import Contents
from orchestration.release.dataset import (
    Dataset,
    Table,
    as_csv,
    data_csv,
    dictionary_rows,
    meta_csv,
    read_table,
    table_of_csv,
)
from orchestration.release.documents import documents
from orchestration.release.edits import of_words
from orchestration.release.folders import MANIFEST, WHOLE, manifest_in, sealed
from orchestration.release.screener import refuse_unscreened
from orchestration.release.symbols import IN_A_CELL

# The same figures are the same bytes under the same versions of these.
TOOLS = [
    *("altair", "dagster", "dbt-core", "dbt-duckdb", "duckdb", "great-expectations"),
    *("gptables", "odfdo", "pyarrow", "vl-convert-python", "xlsxwriter"),
]
SYMBOLS = [("(any)", sign, f"{said[0].upper()}{said[1:]}.", "") for sign, said in IN_A_CELL.items()]
DICTIONARY = "data_dictionary.csv"
NO_ROWS = "It has no rows: nothing that feeds it was received for its months."
# These stay with the draft: who works on the release may see them.
DRAFT_NOTICE = "DRAFT.txt"
GATE_PAGES = "data_docs"
ACCOUNTS = "accounts.json"
NOT_RELEASED = """This is a draft. Its files say which version they will be if they are released as
they are; until then they are for those who work on the release, and not to be passed on.
"""


@dataclass(frozen=True)
class Gathered:
    """A draft that is made and lies nowhere yet.

    files  everything with its manifest; `plain` are the data and their descriptions alone
    gates  what the gates said, by suite, with how many rows
    """

    files: dict[str, bytes]
    plain: dict[str, bytes]
    manifest: dict[str, Any]
    gates: Kept

    @property
    def whole(self) -> str:
        return str(json.loads(self.files[MANIFEST])[WHOLE])

    @property
    def rows(self) -> dict[str, int]:
        return dict(self.manifest["datasets"])

    @property
    def not_released(self) -> dict[str, str]:
        return dict(self.manifest["not_released"])


def gather(
    home: Home,
    build: Build,
    month: Month,
    datasets: Sequence[Dataset],
    inputs: list[Submission],
    standing: Standing,
    follows: str,
) -> Gathered:
    """Make the files of a draft as they will be released, should nothing change.

    follows  the release that this one comes after; empty for the first
    """
    tables, not_released = _tables(build, datasets)
    plain = _plain(tables)
    told_of = refuse_unscreened(plain)
    gates = {**kept_judgements(build.gates), **of_words(standing.edits, plain)}
    before, told = _followed(home, follows)
    contents = Contents(
        month=month,
        status=standing.next_version,
        tables=tables,
        before=before,
        build=build,
        inputs=inputs,
        gates=gates,
        seen=frozenset(str(entry["submission_id"]) for entry in told.get("inputs", [])),
        edits={name: str(edit["words"]) for name, edit in standing.edits.items()},
    )
    files = {**plain, DICTIONARY: _dictionary(tables), **documents(contents)}
    files[DRAFT_NOTICE] = NOT_RELEASED.encode()
    files[ACCOUNTS] = accounts_of(build, inputs, gates)
    pages = data_docs(build.gates, str(month))
    files |= {f"{GATE_PAGES}/{name}": page for name, page in pages.items()}
    manifest = {
        "month": str(month),
        "status": "draft",
        "version": standing.next_version,
        "follows": follows,
        "follows_whole": told.get(WHOLE, ""),
        "attacked_beside": released_before(home),
        "datasets": {name: len(table.rows) for name, (_, table) in tables.items()},
        "not_released": not_released,
        "filters_left_out": {n: t.left_out for n, (_, t) in tables.items() if t.left_out},
        "policies": {n: policy for n, (d, _) in tables.items() if (policy := _policy(d))},
        "edits": standing.edits,
        "inputs": [input_told(entry) for entry in inputs],
        "gates": gates_told(gates),
        "screened": [one.as_row() for one in told_of],
        "versions": {"sendmart": __version__, **{tool: version(tool) for tool in TOOLS}},
    }
    made = sealed(files, manifest)
    ours = [*plain, DICTIONARY, MANIFEST]
    refuse_text("release", {name: made[name].decode() for name in ours})
    return Gathered(made, plain, manifest, gates)


def _tables(
    build: Build, datasets: Sequence[Dataset]
) -> tuple[dict[str, tuple[Dataset, Table]], dict[str, str]]:
    tables: dict[str, tuple[Dataset, Table]] = {}
    not_released: dict[str, str] = {}
    with open_to_read(build.published) as con:
        for dataset in datasets:
            table = read_table(con, dataset)
            if table.rows:
                tables[dataset.name] = (dataset, table)
            else:
                not_released[dataset.name] = NO_ROWS
    return tables, not_released


def _plain(tables: Mapping[str, tuple[Dataset, Table]]) -> dict[str, bytes]:
    files = {}
    for name, (dataset, table) in tables.items():
        files[f"{name}.csv"] = data_csv(table).encode()
        files[f"{name}.meta.csv"] = meta_csv(dataset, table).encode()
    return files


def _dictionary(tables: Mapping[str, tuple[Dataset, Table]]) -> bytes:
    words: list[tuple[str, ...]] = [("dataset", "column", "description", "unit")]
    for dataset, table in tables.values():
        words += dictionary_rows(dataset, table)
    return as_csv([*words, *SYMBOLS]).encode()


def _followed(home: Home, name: str) -> tuple[dict[str, Table], dict[str, Any]]:
    """The tables of the release that this one follows, and its manifest."""
    if not name:
        return {}, {}
    folder = home.releases / name
    told = manifest_in(folder)
    tables = {
        dataset: table_of_csv(
            (folder / f"{dataset}.csv").read_text(encoding="utf-8"),
            told["filters_left_out"].get(dataset, []),
        )
        for dataset in told["datasets"]
    }
    return tables, told


def _policy(dataset: Dataset) -> str:
    return str(dataset.told.get("disclosure", {}).get("policy", ""))
