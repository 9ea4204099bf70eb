"""Compiles every contract into dbt staging: one model and its description for each table.

A compiled file is wholly compiled and never edited; what needs judgement is written in core.
"""

from pathlib import Path

import yaml

from orchestration.contracts import each_month
from orchestration.contracts.casts import missing_reason, sql_type, typed
from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.language import Contract, Table
from orchestration.home import DBT_PROJECT, PROJECT

STAGING = DBT_PROJECT / "models" / "staging"
RULE_BOOK = PROJECT / "docs" / "reference" / "rules.md"

LINEAGE = {
    "submission_id": ("varchar", "Identifier of the delivery that the row came in (a hash)."),
    "supplier_code": ("varchar", "Who sent it."),
    "received_for_month": ("date", "First day of the month that the delivery is for."),
    "received_line_number": ("bigint", "Line of the file, or row of the sheet, it stands on."),
    "received_row_id": ("varchar", "Our pointer to the line; the identifiable store follows it."),
}


def compiled_files(catalogue: Catalogue) -> dict[Path, str]:
    """Every file that the contracts compile to, by path below the staging folder."""
    files: dict[Path, str] = {}
    for contract in catalogue.contracts.values():
        folder = Path(contract.source)
        files[folder / f"_{contract.source}.yml"] = _sources(catalogue, contract)
        for name, table in contract.tables.items():
            model = f"stg_{contract.source}__{name}"
            files[folder / f"{model}.sql"] = _model(catalogue, contract, name, table)
            files[folder / f"{model}.yml"] = _description(catalogue, contract, name, table)
        for name, path in each_month.paths(contract).items():
            sql = each_month.model(catalogue, contract, name, list(LINEAGE))
            files[path.with_suffix(".sql")] = _header(contract, "--") + sql
            files[path.with_suffix(".yml")] = _described_each_month(catalogue, contract, name)
    return files


def stale_files(catalogue: Catalogue, staging: Path = STAGING) -> list[str]:
    """Names of compiled files that differ from their contract, are missing, or have none."""
    wanted = compiled_files(catalogue)
    held = {path.relative_to(staging) for path in staging.rglob("*") if path.is_file()}
    differing = [
        path
        for path, text in wanted.items()
        if path not in held or (staging / path).read_text(encoding="utf-8") != text
    ]
    return sorted(str(path) for path in {*differing, *(held - set(wanted))})


def write_compiled(catalogue: Catalogue, staging: Path = STAGING) -> list[str]:
    """Bring the staging folder in line with the contracts; return the files that changed."""
    stale = stale_files(catalogue, staging)
    wanted = compiled_files(catalogue)
    for name in stale:
        path = staging / name
        if Path(name) not in wanted:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[Path(name)], encoding="utf-8", newline="\n")
    return stale


def _header(contract: Contract, comment: str) -> str:
    origin = f"expectations/contracts/{contract.source}.yml"
    return f"{comment} Compiled from {origin} by `sendmart compile`. Do not edit.\n"


def _model(catalogue: Catalogue, contract: Contract, name: str, table: Table) -> str:
    lines = [f"        {column}" for column in LINEAGE]
    missing_words = catalogue.codes("missing_words")
    for word, column in table.columns.items():
        lines.append(f"        {typed(column, catalogue.words[word], missing_words)} as {word}")
        if column.missing_marks:
            lines.append(f"        {missing_reason(column)} as {word}_missing_reason_code")
    return (
        _header(contract, "--")
        + "with received as (\n\n"
        + f"    select * from {{{{ source('{contract.source}', '{name}') }}}}\n\n),\n\n"
        + "typed as (\n\n    select\n"
        + ",\n".join(lines)
        + "\n    from received\n\n)\n\nselect * from typed\n"
    )


def _description(catalogue: Catalogue, contract: Contract, name: str, table: Table) -> str:
    columns = [_described(n, kind, text) for n, (kind, text) in LINEAGE.items()]
    for word, column in table.columns.items():
        meaning = catalogue.words[word]
        columns.append(
            _described(word, sql_type(meaning), meaning.description, {"privacy": meaning.privacy})
        )
        if column.missing_marks:
            text = "Why the count is missing: suppressed, not submitted, not available ..."
            columns.append(_described(f"{word}_missing_reason_code", "varchar", text))
    model = {
        "name": f"stg_{contract.source}__{name}",
        "description": f"{contract.title}: {table.grain}, typed and renamed, nothing else.",
        "columns": columns,
    }
    return _header(contract, "#") + _yaml({"models": [model]})


def _described_each_month(catalogue: Catalogue, contract: Contract, name: str) -> str:
    columns = [_described(n, kind, text) for n, (kind, text) in LINEAGE.items()]
    columns += [
        _described(word, kind, text, {"privacy": privacy})
        for word, kind, text, privacy in each_month.described(catalogue, contract, name)
    ]
    grain = contract.tables[name].grain
    text = f"{contract.title}: {grain}, as each month's delivery told it."
    model = {"name": each_month.paths(contract)[name].name, "description": text, "columns": columns}
    return _header(contract, "#") + _yaml({"models": [model]})


def _described(
    name: str, kind: str, text: str, meta: dict[str, str] | None = None
) -> dict[str, object]:
    column: dict[str, object] = {"name": name, "data_type": kind, "description": text}
    return {**column, "config": {"meta": meta}} if meta else column


def _sources(catalogue: Catalogue, contract: Contract) -> str:
    tables = [
        {
            "name": name,
            "identifier": f"{contract.source}__{name}",
            "description": f"{contract.title}: {table.grain}, as received.",
        }
        for name, table in contract.tables.items()
    ]
    tables += [
        {
            "name": name + each_month.SUFFIX,
            "identifier": f"{contract.source}__{name}{each_month.SUFFIX}",
            "description": f"{contract.title}: {contract.tables[name].grain}, of every month.",
        }
        for name in each_month.read_each_month(catalogue, contract)
    ]
    source = {
        "name": contract.source,
        "description": f"{contract.title} ({contract.sector}, {contract.cadence}).",
        "database": "identifiable",
        "schema": "received",
        "config": {"meta": {"owner": contract.owner, "cadence": contract.cadence}},
        "tables": tables,
    }
    return _header(contract, "#") + _yaml({"sources": [source]})


def _yaml(document: dict[str, object]) -> str:
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=100)
