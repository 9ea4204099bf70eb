"""NHS England's own workbooks, received as published, come out as the same figures."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from orchestration.home import Home
from tests.flow.flows import query, receive_folder, released, run_month

SHEETS = {
    "Table 4": "people_count",
    "Table 4a": "weeks_0_to_1_count",
    "Table 4b": "weeks_1_to_2_count",
    "Table 4c": "weeks_2_to_4_count",
    "Table 4d": "weeks_4_to_12_count",
    "Table 4e": "weeks_12_to_18_count",
    "Table 4f": "weeks_18_to_52_count",
    "Table 4g": "weeks_over_52_count",
}
HEADINGS = {
    "(cyp) therapy interventions: speech and language": "Speech and language therapy",
    "(cyp) therapy interventions: occupational therapy": "Occupational therapy",
    "(cyp) therapy interventions: physiotherapy": "Physiotherapy",
    "(cyp) community paediatric service": "Community paediatrics",
}
FILES = {
    "January": "community_health_2023-03-01.xlsx",
    "April": "community_health_2023-06-01.xlsx",
    "June": "community_health_2023-08-01.xlsx",
}


@pytest.fixture(scope="module")
def night(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home.at(tmp_path_factory.mktemp("real") / "home")
    places = [shared_data / "nhs_community_waits", shared_data / "dfe_sen2"]
    receipts = receive_folder(home, *places)
    assert [receipt.submission.status for receipt in receipts] == ["accepted"] * 4
    outcome = run_month(home, "2023-06")
    assert outcome.is_success, outcome.complaints
    return home


def published_cell(value: Any) -> str:
    """What a sheet's cell must look like when released."""
    return "x" if value in (None, "", "*") else str(int(value))


def sheet_rows(path: Path, sheet: str) -> dict[tuple[str, str], Any]:
    """The cells of a sheet by organisation and heading, read by another library than ours."""
    rows = list(load_workbook(path, read_only=True)[sheet].iter_rows(values_only=True))
    header = next(i for i, row in enumerate(rows) if any(str(c).startswith("(A)") for c in row))
    first = next(i for i, c in enumerate(rows[header]) if str(c).startswith("(A)"))
    return {
        (str(row[first - 1]), str(heading).lower()): row[first + offset]
        for row in rows[header + 1 :]
        for offset, heading in enumerate(rows[header][first:])
    }


@pytest.mark.parametrize("month", FILES)
def test_birminghams_waits_equal_the_workbooks_own_cells(
    night: Home, shared_data: Path, month: str
) -> None:
    rows = [
        row
        for row in released(night, "2023-06", "send_therapy_waits_monthly")
        if row["list_source"] == "National return" and row["time_identifier"] == month
        and row["la_name"] == "Birmingham" and row["nhs_organisation"] != "Total"
    ]  # fmt: skip
    by_service = {label: heading for heading, label in HEADINGS.items()}
    compared = 0
    for sheet, column in SHEETS.items():
        cells = sheet_rows(shared_data / "nhs_community_waits" / FILES[month], sheet)
        for row in rows:
            if row["therapy_service"] not in by_service:
                continue
            name = row["nhs_organisation"].removesuffix(" Integrated Care Board")
            expected = published_cell(cells.get((name, by_service[row["therapy_service"]])))
            assert row[column] == expected, (sheet, row["nhs_organisation"], column)
            compared += expected != "x"
    assert compared > 60


def test_the_famous_figures_of_june_are_there(night: Home) -> None:
    found = {
        (row["nhs_organisation"], row["therapy_service"]): row
        for row in released(night, "2023-06", "send_therapy_waits_monthly")
        if row["la_name"] == "Birmingham" and row["time_identifier"] == "June"
        and row["list_source"] == "National return"
    }  # fmt: skip
    trust = "Birmingham Community Healthcare NHS Foundation Trust"
    assert found[trust, "Speech and language therapy"]["people_count"] == "3008"
    assert found[trust, "Community paediatrics"]["weeks_over_52_percent"] == "8.9"


def test_a_missing_figure_says_why_and_is_never_nought(night: Home) -> None:
    reasons = query(night, """
        select missing_reason_code, count(*) from core.fct_community_waits
        where waiting_count is null group by all order by 1
    """)  # fmt: skip
    assert [reason for reason, _ in reasons] == ["not_submitted", "suppressed"]
    noughts = query(night, "select count(*) from core.fct_community_waits where waiting_count = 0")
    assert noughts[0][0] != 0


def test_levels_are_told_apart_and_every_difference_is_reported(night: Home) -> None:
    levels = query(night, """
        select area_level_code, count(distinct area_code) from core.fct_community_waits
        group by all order by 1
    """)  # fmt: skip
    assert [level for level, _ in levels] == ["ICB", "National", "Provider", "Region"]
    differences = dict(
        (str(name), count)
        for name, count in query(night, """
            select comparison, count(*) from core.fct_community_wait_differences group by all
        """)
    )  # fmt: skip
    assert differences["bands against total"] > 0  # type: ignore[operator]
    assert differences["providers against board"] > 0  # type: ignore[operator]
    assert "boards against region" not in differences, "boards add up to regions in all three"


def test_the_departments_figures_stand_beside_the_local_ones(night: Home) -> None:
    rows = released(night, "2023-06", "ehc_plan_timeliness_annual")
    shown = {
        row["la_name"] or row["country_name"]: row["plan_within_20_weeks_percent"]
        for row in rows
        if row["time_period"] == "2020" and row["exception_basis"] == "Total"
    }
    assert shown == {
        "England": "55.6",
        "Birmingham": "48.4",
        "Bristol, City of": "21.5",
        "Worcestershire": "95.4",
    }


def test_a_dataset_without_input_is_left_out_with_a_reason(night: Home) -> None:
    with pytest.raises(FileNotFoundError):
        released(night, "2023-06", "ehc_plan_timeliness_monthly")
