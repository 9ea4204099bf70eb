"""Protects every figure of every dataset, once, and writes what may be shown of it.

The order of the work is here; each step has a module of its own.
"""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from orchestration.build import Build
from orchestration.disclosure.declared import declarations
from orchestration.disclosure.figures import Count, Figure, figures_of
from orchestration.disclosure.shown import Shown, is_of_too_few, shown_figures
from orchestration.ducks import open_to_read, open_to_write
from orchestration.measures.declared import measures_in

SCHEMA = pa.schema(
    [
        ("dataset", pa.string()),
        ("measure_id", pa.string()),
        ("local_authority_code", pa.string()),
        ("month_starting_on", pa.date32()),
        ("breakdown", pa.string()),
        ("item", pa.string()),
        ("items", pa.list_(pa.string())),
        ("numerator", pa.string()),
        ("denominator", pa.string()),
        ("value", pa.string()),
    ]
)


def write_shown(build: Build, manifest: Mapping[str, Any]) -> int:
    """Make `shown.figures` in a build's published store from its warehouse; returns its rows."""
    datasets, measures = declarations(manifest), measures_in(manifest)
    with open_to_read(build.warehouse) as con:
        figures = figures_of(con, datasets, measures)

    def is_hidden(count: Count) -> bool:
        return False

    def is_length_hidden(figure: Figure) -> bool:
        return is_of_too_few(figure, str(measures[figure.measure].told["statistic"]))

    rows = list(shown_figures(datasets, figures, measures, is_hidden, is_length_hidden))
    _write(build, rows)
    return len(rows)


def _write(build: Build, rows: list[Shown]) -> None:
    table = pa.Table.from_pylist([row._asdict() for row in rows], SCHEMA)
    with open_to_write(build.published) as con:
        con.execute("create schema if not exists shown")
        con.register("rows", table)
        con.execute("create or replace table shown.figures as select * from rows")
