"""A night whose figures are wrong stops at a gate, says what to do, and leaves pages on it."""

import shutil
from pathlib import Path

import pytest

from orchestration.build import Build
from orchestration.disclosure.written import write_shown
from orchestration.ducks import open_to_write
from orchestration.home import Home
from tests.flow.conftest import Night
from tests.flow.flows import query, run_month, state

CANARY = "Zanzibar-Quill"


def test_a_cell_that_nobody_counted_is_not_published(
    hostile_night: Night, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = "orchestration.assets.shown.write_shown"

    def write_more(build: Build, *told: object, **also: object) -> int:
        count = write_shown(build, *told, **also)  # type: ignore[arg-type]
        with open_to_write(build.published) as con:
            con.execute(
                "insert into shown.figures by name select 'requests' as dataset, 'M01' as"
                " measure_id, date '2025-12-01' as month_starting_on, 'total' as breakdown,"
                " ? as item, '-5' as numerator, '~' as value",
                [CANARY],
            )
        return count

    monkeypatch.setattr(shown, write_more)
    shutil.copytree(hostile_night.home.root, tmp_path / "home")
    home = Home.at(tmp_path / "home")
    before = state(home)
    outcome = run_month(home, "2025-12")
    assert not outcome.is_success
    assert state(home) == before
    said = "\n".join(outcome.complaints)
    for rule, remedy in (
        ("PUB-112", "a sum with a wrong sign"),
        ("PUB-119", "Run the night again"),
        ("PUB-121", "A reader could not tell what the cell means"),
        ("PUB-122", "a figure is shown that no measure has"),
    ):
        assert rule in said
        assert remedy in said
    [pages] = home.builds.glob("*/data_docs")
    index = (pages / "index.html").read_text(encoding="utf-8")
    assert "PUB-121" in index
    told = "".join(page.read_text(encoding="utf-8") for page in pages.iterdir())
    assert "requests: 1" in told
    assert CANARY not in told + said
    assert not list(home.builds.glob("*/gate.duckdb*"))


def test_the_night_compares_each_figure_and_counts_the_rows_of_each_month(
    hostile_night: Night,
) -> None:
    home = hostile_night.home
    changes = query(
        home,
        """select count(*), count(distinct measure_id), count(last_month_value)
        from measures.figure_changes""",
    )
    rows, measures, with_last_month = changes[0]
    assert int(str(rows)) > int(str(with_last_month)) > 0
    assert int(str(measures)) > 40
    assert query(
        home,
        """select fact_name from core.fct_rows_by_month
        where fact_name = 'fct_plans_by_month' and is_latest and row_count <> (
            select count(*) from core.fct_plans_by_month
            where month_starting_on = fct_rows_by_month.month_starting_on)""",
    ) == []  # fmt: skip
