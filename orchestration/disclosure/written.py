"""Writes down what was decided: the figures as they may be shown, and the certificate.

Nothing is decided here; `protect` decides.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from orchestration.build import Build
from orchestration.disclosure.certificate import certificate_rows
from orchestration.disclosure.declared import declarations
from orchestration.disclosure.figures import Count, figures_of
from orchestration.disclosure.ledger import Told, keep_counts
from orchestration.disclosure.links import the_links
from orchestration.disclosure.protect import protect
from orchestration.disclosure.shown import shown_figures
from orchestration.ducks import open_to_read, open_to_write
from orchestration.measures.declared import measures_in

FIGURES = pa.schema(
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
CERTIFICATE = pa.schema(
    [
        ("dataset", pa.string()),
        ("policy", pa.string()),
        ("owner", pa.string()),
        ("why", pa.string()),
        ("counts", pa.int64()),
        ("hidden_counts", pa.int64()),
        ("hidden_share_of_counts_percent", pa.string()),
        ("hidden_share_of_people_percent", pa.string()),
        ("attacked_counts", pa.int64()),
        ("equations", pa.int64()),
        ("releases_attacked", pa.int64()),
        ("protected_counts", pa.int64()),
        ("fewest_values_left", pa.int64()),
        ("told_on_purpose", pa.int64()),
        ("worked_out", pa.int64()),
        ("undecided", pa.int64()),
    ]
)


def write_shown(
    build: Build, manifest: Mapping[str, Any], released: Sequence[Mapping[Count, Told]] = ()
) -> int:
    """Make `shown.figures` and `shown.certificate` in a build's published store from its
    warehouse, and keep its counts beside it; returns the rows of the figures.

    released  what each release before has told of each count

    Raises Refusal where some figure cannot be shown without telling of a child.
    """
    datasets, measures, links = declarations(manifest), measures_in(manifest), the_links()
    with open_to_read(build.warehouse) as con:
        figures = figures_of(con, datasets, measures)
    protected = protect(datasets, figures, measures, links, released)
    rows = [row._asdict() for row in shown_figures(datasets, figures, measures, protected)]
    proof = certificate_rows(datasets, figures, measures, protected, len(released))
    with open_to_write(build.published) as con:
        con.execute("create schema if not exists shown")
        for name, table in (
            ("figures", pa.Table.from_pylist(rows, FIGURES)),
            ("certificate", pa.Table.from_pylist(proof, CERTIFICATE)),
        ):
            con.register("rows", table)
            con.execute(f"create or replace table shown.{name} as select * from rows")
            con.unregister("rows")
    keep_counts(build, protected.told())
    return len(rows)
