"""A figure that was known and is another tonight is a revision, told with what came in between."""

import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from orchestration.build import Build
from orchestration.ducks import open_to_read, open_to_write
from orchestration.explain.definition import Definition
from orchestration.explain.known_figures import figures_folder, states
from orchestration.explain.revisions import remember_figures, write_revisions
from orchestration.home import Home
from orchestration.months import Month
from orchestration.refusals import Refusal
from orchestration.register.book import Book, Submission, TableCount

MONTH = Month.parse("2025-12")
MEASURES = [
    Definition("V1", "Visits", "", "measures.v", "share", ("visits",), (), (), "", {}),
    Definition("V2", "Calls", "", "measures.c", "share", ("calls", "visits"), (), (), "", {}),
]
Row = tuple[str, str, str, str, int | None, int | None]
FIRST: list[Row] = [
    ("V1", "2025-10", "total", "Total", 1, 2),
    ("V1", "2025-10", "sex", "Girl", 1, 2),
    ("V2", "2025-10", "total", "Total", 5, 10),
]


def delivery(
    name: str, source: str = "visits", loaded: int = 3, at: str = "2026-01-02T09:00:00"
) -> Submission:
    tables = {source: TableCount(loaded, loaded, 0)}
    return Submission(name, "accepted", source, "clinic", "2025-11", at, [], tables)


class Nights:
    """Nights of one home, each with the figures that its measures come to."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.number = 0

    def made(
        self, rows: Iterable[Row], counting: Iterable[Submission], month: Month = MONTH
    ) -> tuple[Build, int]:
        """A night up to its revisions."""
        self.number += 1
        build = Build(self.home.builds / f"night-{self.number}")
        build.folder.mkdir()
        known = {entry.submission_id for entry in Book(self.home).accepted()}
        for entry in counting:
            if entry.submission_id not in known:
                Book(self.home).add(entry)
        with open_to_write(build.warehouse) as con:
            con.execute("""
                create schema measures;
                create table measures.reporting_month (month_starting_on date);
                create table measures.measures (measure_id varchar, local_authority_code varchar,
                    month_starting_on date, breakdown varchar, item varchar, numerator bigint,
                    denominator bigint, value decimal(18, 6))
            """)
            con.execute("insert into measures.reporting_month values (?)", [month.starting_on])
            for measure, told, breakdown, item, above, below in rows:
                con.execute(
                    """insert into measures.measures
                       values ($1, '999', $2, $3, $4, $5, $6, $5 * 100.0 / $6)""",
                    [measure, f"{told}-01", breakdown, item, above, below],
                )
        return build, write_revisions(self.home, build, month, counting, MEASURES)

    def night(
        self, rows: Iterable[Row], counting: Iterable[Submission], month: Month = MONTH
    ) -> Build:
        """A whole night, but for the switch."""
        build, _ = self.made(rows, counting, month)
        remember_figures(self.home, build, month, counting)
        return build


@pytest.fixture
def nights(home: Home) -> Nights:
    return Nights(home)


def revisions(build: Build) -> list[dict[str, Any]]:
    with open_to_read(build.warehouse) as con:
        rows = con.execute("from measures.revisions order by all").to_arrow_table().to_pylist()
    return [dict(row) for row in rows]


def told(build: Build) -> list[tuple[object, ...]]:
    return [
        (r["measure_id"], r["item"], r["old_numerator"], r["numerator"], r["cause_code"],
         [each["submission_id"] for each in r["because"]])
        for r in revisions(build)
    ]  # fmt: skip


def statuses(build: Build) -> dict[tuple[str, str], str]:
    with open_to_read(build.warehouse) as con:
        rows = con.execute("""
            select strftime(month_starting_on, '%Y-%m'), item, status_code
            from measures.figure_status where measure_id = 'V1'
        """).fetchall()
    return {(month, item): status for month, item, status in rows}


def changed(rows: list[Row], **amounts: tuple[int, int]) -> list[Row]:
    return [(*row[:4], *amounts.get(f"{row[0]}_{row[3]}", row[4:])) for row in rows]  # type: ignore[misc]


def test_what_is_known_for_the_first_time_revises_nothing(nights: Nights) -> None:
    build = nights.night(FIRST, [delivery("a")])
    assert revisions(build) == []
    assert statuses(build) == {
        ("2025-10", "Total"): "provisional",
        ("2025-10", "Girl"): "provisional",
    }


def test_another_figure_is_a_revision_because_of_what_came_and_counts_for_it(
    nights: Nights,
) -> None:
    nights.night(FIRST, [delivery("a"), delivery("c", "calls")])
    late = [delivery("b", at="2026-02-02T09:00:00"), delivery("c", "calls"), delivery("d", "other")]
    build = nights.night(changed(FIRST, V1_Total=(2, 3)), late)
    [revision] = revisions(build)
    assert (revision["old_numerator"], revision["old_denominator"]) == (1, 2)
    assert (revision["numerator"], revision["denominator"]) == (2, 3)
    assert float(revision["old_value"]) == 50
    assert str(revision["known_from"]) == "2026-02-02 09:00:00"
    assert revision["cause_code"] == "delivered"
    assert revision["because"] == [
        {"submission_id": "b", "source": "visits", "month_starting_on": date(2025, 11, 1)}
    ]
    assert statuses(build) == {("2025-10", "Total"): "revised", ("2025-10", "Girl"): "provisional"}


def test_revisions_stay_told_on_later_nights_and_after_a_rebuild(nights: Nights) -> None:
    nights.night(FIRST, [delivery("a")])
    second = changed(FIRST, V1_Total=(2, 3))
    build = nights.night(second, [delivery("b")])
    before = revisions(build)
    assert len(before) == 1
    for _ in range(2):
        again = nights.night(second, [delivery("b")])
        assert revisions(again) == before
    assert len(states(nights.home)) == 2
    third = nights.night(changed(second, V1_Girl=(0, 2)), [delivery("c")])
    assert [each["state_number"] for each in revisions(third)] == [3, 2]


def test_a_night_that_stopped_before_the_switch_is_made_good_by_the_next(nights: Nights) -> None:
    nights.night(FIRST, [delivery("a")])
    second = changed(FIRST, V1_Total=(2, 3))
    stopped = nights.night(second, [delivery("b")])
    again, count = nights.made(second, [delivery("b")])
    assert count == 0
    assert revisions(again) == revisions(stopped) != []


def test_a_night_that_stopped_before_the_ledger_leaves_no_trace(nights: Nights) -> None:
    nights.night(FIRST, [delivery("a")])
    nights.made(changed(FIRST, V1_Total=(9, 9)), [delivery("b")])
    stray = figures_folder(nights.home) / "000002.parquet"
    stray.write_bytes(b"cut short")
    build = nights.night(changed(FIRST, V1_Total=(2, 3)), [delivery("c")])
    assert told(build) == [("V1", "Total", 1, 2, "delivered", ["c"])]


def test_a_rebuilt_home_without_the_ledger_invents_no_revision(nights: Nights) -> None:
    nights.night(FIRST, [delivery("a")])
    second = changed(FIRST, V1_Total=(2, 3))
    nights.night(second, [delivery("b")])
    shutil.rmtree(figures_folder(nights.home))
    assert revisions(nights.night(second, [delivery("b")])) == []


def test_what_no_delivery_explains_was_reckoned_anew_or_withdrawn(nights: Nights) -> None:
    nights.night(FIRST, [delivery("a"), delivery("b")])
    anew = nights.night(changed(FIRST, V1_Total=(2, 3)), [delivery("a"), delivery("b")])
    assert told(anew) == [("V1", "Total", 1, 2, "reckoned_anew", [])]
    gone = nights.night(changed(FIRST, V1_Total=(1, 2)), [delivery("a")])
    assert ("V1", "Total", 2, 1, "withdrawn", []) in told(gone)


def test_a_delivery_of_which_rows_were_set_aside_since_came_anew(nights: Nights) -> None:
    nights.night(FIRST, [delivery("a", loaded=3)])
    build = nights.night(changed(FIRST, V1_Total=(0, 2)), [delivery("a", loaded=2)])
    assert told(build) == [("V1", "Total", 1, 0, "delivered", ["a"])]


def test_items_that_come_and_go_are_revised_from_and_to_nothing(nights: Nights) -> None:
    nights.night(FIRST, [delivery("a")])
    boy: Row = ("V1", "2025-10", "sex", "Boy", 1, 1)
    came = nights.night([*FIRST, boy], [delivery("b")])
    assert told(came) == [("V1", "Boy", None, 1, "delivered", ["b"])]
    gone = nights.night(FIRST, [delivery("c")])
    assert ("V1", "Boy", 1, None, "delivered", ["c"]) in told(gone)


@pytest.mark.parametrize(
    "new",
    [
        ("V1", "2025-11", "total", "Total", 1, 1),
        ("V1", "2025-10", "locality", "East", 1, 1),
        ("V3", "2025-10", "total", "Total", 1, 1),
    ],
)
def test_a_month_a_breakdown_or_a_measure_that_is_new_revises_nothing(
    nights: Nights, new: Row
) -> None:
    nights.night(FIRST, [delivery("a")])
    assert revisions(nights.night([*FIRST, new], [delivery("b")])) == []


def test_a_measure_that_is_no_more_revises_nothing(nights: Nights) -> None:
    nights.night(FIRST, [delivery("a")])
    assert revisions(nights.night(FIRST[:2], [delivery("b")])) == []


def test_a_month_that_was_not_told_is_told_for_the_first_time(nights: Nights) -> None:
    silent: Row = ("V1", "2025-10", "total", "Total", None, None)
    nights.night([silent, FIRST[2]], [delivery("a")])
    build = nights.night(FIRST, [delivery("b")])
    assert revisions(build) == []
    back = nights.night([silent, FIRST[2]], [delivery("c")])
    assert sorted(each["item"] for each in revisions(back)) == ["Girl", "Total"]


def test_months_that_are_reported_no_longer_are_left_as_they_were(nights: Nights) -> None:
    nights.night(FIRST, [delivery("a")])
    build = nights.night(
        [("V1", "2027-11", "total", "Total", 1, 1)], [delivery("b")], Month.parse("2027-11")
    )
    assert revisions(build) == []


def test_after_thirteen_months_a_figure_is_frozen(nights: Nights) -> None:
    rows: list[Row] = [
        ("V1", "2024-12", "total", "Total", 1, 2),
        ("V1", "2024-11", "total", "Total", 1, 2),
    ]
    nights.night(rows, [delivery("a")])
    build = nights.night(changed(rows, V1_Total=(2, 2)), [delivery("b")])
    assert statuses(build) == {("2024-12", "Total"): "revised", ("2024-11", "Total"): "frozen"}
    frozen = {str(each["month_starting_on"])[:7]: each["is_after_freezing"] for each in
              revisions(build)}  # fmt: skip
    assert frozen == {"2024-12": False, "2024-11": True}


def test_when_figures_are_frozen_is_a_setting(
    nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENDMART_FROZEN_AFTER_MONTHS", "2")
    build = nights.night(FIRST, [delivery("a")])
    assert set(statuses(build).values()) == {"frozen"}
    monkeypatch.setenv("SENDMART_FROZEN_AFTER_MONTHS", "soon")
    with pytest.raises(Refusal, match="number of months"):
        nights.night(FIRST, [delivery("a")])


def test_the_same_nights_give_the_same_bytes(nights: Nights, tmp_path: Path) -> None:
    other = Nights(Home.at(tmp_path / "other"))
    for each in (nights, other):
        each.night(FIRST, [delivery("a")])
        each.night(changed(FIRST, V1_Total=(2, 3)), [delivery("b")])
    held = [
        {path.name: path.read_bytes() for path in figures_folder(each.home).glob("*.*")}
        for each in (nights, other)
    ]
    assert held[0] == held[1] and len(held[0]) >= 3
