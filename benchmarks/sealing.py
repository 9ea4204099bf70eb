"""What keeping things sealed costs: the same table and the same file, plain and sealed, in turn.

    python benchmarks/sealing.py [rows] [times]

Everything lies in a temporary folder; the ratio is of medians within one run.
"""

import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyrage

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.extracts import attendance
from orchestration.contracts.sql import quoted
from orchestration.ducks import open_with, read_sealed, write_sealed

SCAN = "select count(distinct upn), max(date), count(*) filter (where code = 'QQ') from "


def ways(folder: Path, source: Path) -> dict[str, tuple[Callable[[], object], ...]]:
    """Each piece of work, done plainly and sealed."""
    con = open_with(secrets.token_bytes(32))
    identity = pyrage.x25519.Identity.generate()
    plain, sealed = folder / "plain.parquet", folder / "sealed.parquet"
    rows = f"select * from read_csv({quoted(str(source))}, all_varchar = true)"
    copy, aged = folder / "copy", folder / "copy.age"

    def ask(sql: str) -> Callable[[], object]:
        return lambda: con.execute(sql).fetchall()

    return {
        "text to Parquet": (
            ask(f"copy ({rows}) to {quoted(str(plain))} (format parquet, compression zstd)"),
            ask(write_sealed(sealed, rows)),
        ),
        "a query of all rows": (
            ask(f"{SCAN} read_parquet({quoted(str(plain))})"),
            ask(f"{SCAN} {read_sealed(sealed)}"),
        ),
        "keep the file as delivered": (
            lambda: copy.write_bytes(source.read_bytes()),
            lambda: pyrage.encrypt_file(str(source), str(aged), [identity.to_public()]),
        ),
    }


def measured(work: Callable[[], object]) -> float:
    starting = time.perf_counter()
    work()
    return time.perf_counter() - starting


def main(rows: int = 5_000_000, times: int = 5) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        source = attendance(folder, rows)
        size = source.stat().st_size / 1e6
        print(f"\n## Sealing: {rows:,} rows, {size:,.0f} MB of text, {times} times in turn\n")
        print("| work | plain | sealed | sealed / plain |\n|---|---|---|---|")
        for name, (plainly, sealed) in ways(folder, source).items():
            pairs = [(measured(plainly), measured(sealed)) for _ in range(times)]
            one, other = (statistics.median(each) for each in zip(*pairs, strict=True))
            print(f"| {name} | {one:.2f} s | {other:.2f} s | {other / one:.2f} |", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
