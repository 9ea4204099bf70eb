"""The register alone is enough: a lost warehouse, or that of an earlier day, is made again."""

import shutil
from datetime import datetime
from pathlib import Path

from orchestration.ducks import open_to_read
from orchestration.home import Home
from orchestration.register.replay import replay
from sample_authority import make
from tests.flow.flows import build_month, receive_folder

FIRST, LATER = datetime(2026, 2, 1, 9, 0), datetime(2026, 2, 20, 9, 0)


def contents(home: Home) -> dict[str, list[tuple[object, ...]]]:
    """Every figure, and every row of what is published."""
    held: dict[str, list[tuple[object, ...]]] = {}
    for store in (home.warehouse, home.published):
        with open_to_read(store) as con:
            tables = con.execute("""
                select table_schema || '.' || table_name from information_schema.tables
                where table_schema in ('measures', 'published') and table_type = 'BASE TABLE'
                order by 1
            """).fetchall()
            for (name,) in tables:
                held[name] = con.execute(f"select * from {name} order by all").fetchall()
    return held


def test_what_was_known_then_gives_the_figures_of_then(home: Home, tmp_path: Path) -> None:
    first = make(tmp_path / "first", pupils=300, months=1, seed=3, mess="real").out
    receive_folder(home, first, at=FIRST)
    build_month(home, "2025-12")
    then = contents(home)
    assert any(rows for name, rows in then.items() if name.startswith("published."))

    second = make(tmp_path / "second", pupils=400, months=1, seed=4, mess="real").out
    sent_anew = receive_folder(home, second, at=LATER)
    assert any(receipt.submission.supersedes for receipt in sent_anew)
    shutil.rmtree(home.warehouse.parent)
    home.staging.unlink()
    home.published.unlink()

    replay(home, FIRST, tmp_path / "then")
    again = Home.at(tmp_path / "then")
    build_month(again, "2025-12")
    assert contents(again) == then
