"""Lays out tables for a gate alone: what is shown beside what was counted, which no store may hold.

The SQL lies beside the suites. The file is made for the gate and goes with it.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from orchestration.contracts.sql import identifier, quoted
from orchestration.ducks import open_to_write
from orchestration.gates.suites import JUDGED, Suite
from orchestration.home import SUITES
from orchestration.refusals import Refusal
from orchestration.stores import Store


@contextmanager
def laid_out(
    suites: Mapping[str, Suite], stores: Mapping[Store, Path], place: Path, folder: Path = SUITES
) -> Iterator[Path]:
    """A file with every judged table that the suites name, made from the stores it is given.

    A query names a table with its store: warehouse.measures.measures, published.shown.figures.
    """
    place.unlink(missing_ok=True)
    tables = sorted({str(suite.table) for suite in suites.values() if suite.is_laid_out})
    try:
        with open_to_write(place) as con:
            con.execute(f"create schema {JUDGED}")
            for store, path in stores.items():
                con.execute(f"attach {quoted(str(path))} as {identifier(store)} (read_only)")
            for table in tables:
                name = table.partition(".")[2]
                con.execute(f"create table {JUDGED}.{identifier(name)} as {_query(folder, name)}")
        yield place
    finally:
        place.unlink(missing_ok=True)
        place.with_name(place.name + ".wal").unlink(missing_ok=True)


def _query(folder: Path, name: str) -> str:
    path = folder / f"{name}.sql"
    if not path.exists():
        what = f"A suite judges {JUDGED}.{name}, and there is no {path.name} that lays it out."
        raise Refusal("gates", what, f"Write {path.name} beside the suite.")
    return path.read_text(encoding="utf-8")
