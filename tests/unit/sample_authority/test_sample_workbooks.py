"""The made-up national workbooks have the real layouts, and their numbers add up.
Whether real workbooks look the same is for those who can read them."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from sample_authority.reading import Made
from sample_authority.returns import SHORT_OF_BANDS, WITHOUT_BANDS
from sample_authority.service_headings import HEADINGS, HIDDEN

SHEETS = ["Cover page", "Contents", "Table 1", "Table 2", "Table 3", "Table 4"]
BAND_SHEETS = [f"Table 4{letter}" for letter in "abcdefg"]
Grid = dict[str, dict[str, Any]]


def path_of(made: Made, month: str) -> Path:
    (path,) = (made.out / "landing/community_waits" / month).glob("*.xlsx")
    return path


def grid(path: Path, sheet: str) -> Grid:
    """The numbers of a Table 4 sheet by organisation and service, in either layout."""
    rows = [list(row) for row in load_workbook(path)[sheet].iter_rows(values_only=True)]
    place = next(n for n, row in enumerate(rows) if HEADINGS[0] in row)
    first = rows[place].index(HEADINGS[0])
    assert tuple(rows[place][first:]) == HEADINGS
    return {
        row[first - 1]: dict(zip(HEADINGS, row[first:], strict=True)) for row in rows[place + 1 :]
    }


def test_the_older_layout_leaves_labels_and_repeated_levels_out(clean: Made) -> None:
    rows = list(load_workbook(path_of(clean, "2025-08"))["Table 4"].iter_rows(values_only=True))
    assert rows[0][1] == "Total waiting list by service, August 2025"
    assert rows[5][:4] == (None, None, None, HEADINGS[0])
    levels = [row[1:3] for row in rows[6:]]
    assert levels[0] == (None, "England")
    assert [level for level, _ in levels if level] == ["Region", "ICB", "Organisation"]
    assert len(levels) == 7


def test_the_newer_layout_names_every_level(clean: Made) -> None:
    book = load_workbook(path_of(clean, "2025-12"))
    rows = list(book["Table 4"].iter_rows(values_only=True))
    assert rows[0][0] == "Total waiting list by service, December 2025"
    assert rows[4][:3] == ("Organisation Type", "Organisation Name", HEADINGS[0])
    assert [row[0] for row in rows[5:]] == ["National", "Region", *["ICB"] * 2, *["Provider"] * 3]
    assert book.sheetnames == [*SHEETS, *BAND_SHEETS]
    cover = {row[0]: row[1] for row in book["Cover page"].iter_rows(values_only=True)}
    assert cover["Period:"] == "01 April 2025 - 31 March 2026"
    assert f"{cover['Published:']:%Y-%m-%d}" == "2026-02-12"
    assert path_of(clean, "2025-12").name == "community_health_2026-02-12.xlsx"


def number(value: Any) -> int:
    return value if isinstance(value, int) else 0


@pytest.mark.parametrize("month", ["2025-08", "2025-12"])
def test_clean_numbers_add_up(clean: Made, month: str) -> None:
    total = grid(path_of(clean, month), "Table 4")
    bands = [grid(path_of(clean, month), sheet) for sheet in BAND_SHEETS]
    for heading in HEADINGS:
        column = {name: number(cells[heading]) for name, cells in total.items()}
        boards = column["Sampleshire"] + column["Otherham"]
        trusts = sum(size for name, size in column.items() if name.endswith("Trust"))
        assert column["England"] == column["Sample Region"] == boards
        assert column["Sampleshire"] == trusts
        for name, size in column.items():
            assert sum(number(band[name][heading]) for band in bands) == size


def test_messy_workbooks_hide_safeguarding_as_real_ones_do(real: Made, clean: Made) -> None:
    total, band = (grid(path_of(real, "2025-12"), sheet) for sheet in ("Table 4", "Table 4a"))
    for heading in HIDDEN:
        assert total["England"][heading] != "*"
        assert {cells[heading] for name, cells in total.items() if name != "England"} == {"*"}
        assert {cells[heading] for cells in band.values()} == {"*"}
    plain = grid(path_of(clean, "2025-12"), "Table 4")
    assert "*" not in {value for cells in plain.values() for value in cells.values()}


def test_one_service_has_no_bands_and_one_is_a_little_short(real: Made) -> None:
    total = grid(path_of(real, "2025-12"), "Table 4")
    bands = [grid(path_of(real, "2025-12"), sheet) for sheet in BAND_SHEETS]
    name, heading = WITHOUT_BANDS
    assert total[name][heading] > 0
    assert {band[name][heading] for band in bands} == {None}
    name, heading = SHORT_OF_BANDS
    size = total[name][heading]
    missing = size - sum(band[name][heading] for band in bands)
    assert 0.01 <= missing / size <= 0.02
    items = {row["item"] for row in real.truth() if row["measure_id"] == "M44"}
    hospitals = f"National return | {WITHOUT_BANDS[0]}"
    assert f"{hospitals} | Physiotherapy | Total | Over 52 weeks" not in items
    assert f"{hospitals} | Community paediatrics | Total | Over 52 weeks" in items


def test_the_refused_workbook_names_another_month_in_one_table(hostile: Made) -> None:
    (path,) = (hostile.out / "landing/refused/wrong-month-title").glob("*.xlsx")
    book = load_workbook(path)
    assert book["Table 4"]["A1"].value.endswith("December 2025")
    assert book["Table 4c"]["A1"].value.endswith("November 2025")
