"""The independent attacker finds what is planted, and nothing where nothing is to be found."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.flow.attacker_reading import Cell, Truth, releases_in
from tests.flow.independent_attacker import attack

MONTHS = ["January", "February", "March", "April", "May", "June", "July"]
MONTHS += ["August", "September", "October", "November", "December"]
PLACE = {"geographic_level": "Local authority", "new_la_code": "E1"}
Numbers = dict[tuple[str, str], dict[str, int]]  # (month, item) -> column -> true count
Shown = Callable[[str, str, str, int], str]
Truths = dict[str, dict[Cell, Truth]]


def lay(
    folder: Path, truths: Truths, release: str, dataset: str, numbers: Numbers, show: Shown
) -> None:
    """Write a dataset's files of a release, and remember what is true of it."""
    place = folder / release
    place.mkdir(exist_ok=True)
    columns = sorted({column for row in numbers.values() for column in row})
    keys = ["time_period", "time_identifier", *PLACE, "need"]
    with (place / f"{dataset}.csv").open("w", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow([*keys, *columns])
        for (month, item), row in numbers.items():
            cells = [show(month, item, column, row[column]) for column in columns]
            writer.writerow(["2025", month, *PLACE.values(), item, *cells])
            items = frozenset() if item == "Total" else frozenset({("need", item)})
            for column in columns:
                cell = Cell(dataset, ("2025", month), ("Local authority", "E1"), items, column)
                truths.setdefault(release, {})[cell] = Truth(row[column])
    with (place / f"{dataset}.meta.csv").open("w", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["col_name", "col_type", "indicator_unit", "filter_default"])
        writer.writerow(["need", "Filter", "", ""])
        for column in columns:
            unit = "%" if column.endswith("_percent") else ""
            writer.writerow([column, "Indicator", unit, ""])


def plans(small: int = 3, base: int = 20) -> Numbers:
    """A small part in April; all else is large, and other in each month."""
    found: Numbers = {}
    for i, month in enumerate(MONTHS):
        parts = {"A": small if month == "April" else 11 + i, "B": base + i, "C": base + 2 * i}
        for item, number in {"Total": sum(parts.values()), **parts}.items():
            found[month, item] = {"plan_count": number}
    return found


def suppressed(*also: tuple[str, str]) -> Shown:
    """Exact, 1 to 4 hidden, and further cells hidden."""

    def show(month: str, item: str, column: str, number: int) -> str:
        return "c" if number in range(1, 5) or (month, item) in also else str(number)

    return show


def rounded(month: str, item: str, column: str, number: int) -> str:
    if number in range(1, 5):
        return "c"
    return str((number + 2) // 5 * 5)


def left(folder: Path, truths: Truths) -> list[int]:
    return [one.values_left for one in attack(releases_in(folder), truths).narrowed]


def test_what_subtraction_gives_is_found(tmp_path: Path) -> None:
    truths: Truths = {}
    lay(tmp_path, truths, "v1", "plans", plans(), suppressed())
    assert left(tmp_path, truths) == [1]


def test_a_second_hidden_cell_protects_the_first(tmp_path: Path) -> None:
    truths: Truths = {}
    lay(tmp_path, truths, "v1", "plans", plans(), suppressed(("April", "B")))
    found = attack(releases_in(tmp_path), truths)
    assert (found.narrowed, found.hidden_small_counts) == ([], 1)


def test_rounding_protects_and_is_not_taken_for_exact(tmp_path: Path) -> None:
    truths: Truths = {}
    lay(tmp_path, truths, "v1", "plans", plans(), rounded)
    assert left(tmp_path, truths) == []


def test_a_later_version_that_shows_the_protecting_cell_is_found(tmp_path: Path) -> None:
    truths: Truths = {}
    lay(tmp_path, truths, "v1", "plans", plans(), suppressed(("April", "B")))
    lay(tmp_path, truths, "v2", "plans", plans(), suppressed(("April", "C")))
    assert left(tmp_path, truths) == [1]


def test_versions_of_other_numbers_tell_nothing_of_each_other(tmp_path: Path) -> None:
    truths: Truths = {}
    lay(tmp_path, truths, "v1", "plans", plans(3, 20), suppressed(("April", "B")))
    lay(tmp_path, truths, "v2", "plans", plans(2, 40), suppressed(("April", "C")))
    assert left(tmp_path, truths) == []


def test_the_difference_between_with_and_without_is_a_count_too(tmp_path: Path) -> None:
    truths: Truths = {}
    numbers: Numbers = {}
    for i, month in enumerate(MONTHS):
        numbers[month, "Total"] = {"plan_count": 45 + i}
        numbers[month, "Excluding exceptions"] = {"plan_count": 44 + i if i == 3 else 30 + i}
    lay(tmp_path, truths, "v1", "timeliness", numbers, suppressed())
    assert left(tmp_path, truths) == [1]


def test_a_percentage_gives_its_hidden_numerator_away(tmp_path: Path) -> None:
    truths: Truths = {}
    numbers: Numbers = {}
    for i, month in enumerate(MONTHS):
        late = 3 if i == 3 else 12 + i
        row = {"plan_count": 45 + i, "late_count": late}
        numbers[month, "Total"] = row | {"late_percent": round(100 * late / (45 + i))}
    lay(tmp_path, truths, "v1", "plans", numbers, suppressed())
    assert left(tmp_path, truths) == [1]


def test_two_parts_in_columns_that_add_up_are_found(tmp_path: Path) -> None:
    truths: Truths = {}
    numbers: Numbers = {}
    for i, month in enumerate(MONTHS):
        early, late = 20 + i, 3 if i == 3 else 9 + i
        numbers[month, "Total"] = {
            "plan_count": early + late,
            "weeks_to_20_count": early,
            "weeks_over_20_count": late,
        }
    lay(tmp_path, truths, "v1", "plans", numbers, suppressed())
    assert left(tmp_path, truths) == [1]


def test_another_file_that_tells_the_same_is_found(tmp_path: Path) -> None:
    truths: Truths = {}
    lay(tmp_path, truths, "v1", "plans", plans(), suppressed(("April", "B")))
    others = {key: {"open_count": row["plan_count"]} for key, row in plans().items()}
    lay(tmp_path, truths, "v1", "others", others, suppressed(("April", "C")))
    assert left(tmp_path, truths) == [1, 1]


def test_a_year_beside_its_months_is_found(tmp_path: Path) -> None:
    truths: Truths = {}
    months = {key: row for key, row in plans().items() if key[1] != "B"}
    lay(tmp_path, truths, "v1", "monthly", months, suppressed(("April", "Total")))
    year: Numbers = {}
    for item in ("Total", "A"):
        count = sum(row["plan_count"] for (_, one), row in months.items() if one == item)
        year["Calendar year", item] = {"plan_count": count}
    lay(tmp_path, truths, "v1", "annual", year, suppressed())
    assert left(tmp_path, truths) == [1]


def test_an_owners_decision_is_no_leak(tmp_path: Path) -> None:
    truths: Truths = {}
    lay(tmp_path, truths, "v1", "plans", plans(), lambda *told: str(told[3]))
    assert left(tmp_path, truths) == [1]
    truths["v1"] = {cell: Truth(truth.number, True) for cell, truth in truths["v1"].items()}
    assert left(tmp_path, truths) == []


def test_a_cell_that_says_what_is_not_so_is_an_error(tmp_path: Path) -> None:
    truths: Truths = {}
    lay(tmp_path, truths, "v1", "plans", plans(), lambda *told: "c" if told[3] == 3 else "5")
    with pytest.raises(AssertionError, match="is shown as 5"):
        attack(releases_in(tmp_path), truths)
