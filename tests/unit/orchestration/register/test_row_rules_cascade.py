"""What hangs on a row that was set aside is set aside with it, and nobody is taken for another."""

from pathlib import Path

from orchestration.home import Home
from orchestration.register.receive import Receipt
from tests.unit.orchestration.sen2_export import BELOW_PEOPLE, day, export, write_export
from tests.unit.orchestration.sending import kept_rows, lines_of, problems, send


def of_table(receipt: Receipt, table: str) -> list[tuple[str, int | None, str | None]]:
    told = [(p.rule, p.line, p.column) for p in problems(receipt) if p.table == table]
    return sorted(told, key=str)


def test_what_hangs_on_a_person_set_aside_is_set_aside_down_to_the_last_table(
    home: Home, tmp_path: Path
) -> None:
    rows = export(3)
    rows["people"][1]["personbirthdate"] = "unknown"
    receipt = send(home, write_export(tmp_path / "in", rows))
    assert of_table(receipt, "people") == [("D03", 3, "personbirthdate")]
    parents = {
        "requests": "persontableid",
        "assessments": "requeststableid",
        "named_plans": "assessmenttableid",
        "plan_details": "namedplantableid",
        "active_plans": "requeststableid",
        "placements": "activeplanstableid",
        "needs": "activeplanstableid",
    }
    assert sorted(parents) == sorted(BELOW_PEOPLE)
    for table, column in parents.items():
        assert of_table(receipt, table) == [("D05", 3, column)]
        assert lines_of(home, receipt, table, "loaded") == [2, 4]
    assert receipt.submission.rules == {"D03": 1, "D05": 7}


def test_a_row_that_points_to_nothing_is_set_aside(home: Home, tmp_path: Path) -> None:
    rows = export(2)
    rows["assessments"][1]["requeststableid"] = "r99"
    receipt = send(home, write_export(tmp_path / "in", rows))
    assert of_table(receipt, "assessments") == [("D05", 3, "requeststableid")]
    assert of_table(receipt, "named_plans") == [("D05", 3, "assessmenttableid")]
    assert of_table(receipt, "requests") == []
    assert lines_of(home, receipt, "needs", "loaded") == [2, 3]


def test_children_without_an_identifier_are_set_aside_and_never_taken_for_one(
    home: Home, tmp_path: Path
) -> None:
    rows = export(4)
    for number in (1, 3):
        rows["people"][number]["NativeId"] = " "
    receipt = send(home, write_export(tmp_path / "in", rows))
    assert of_table(receipt, "people") == [("D01", 3, "NativeId"), ("D01", 5, "NativeId")]
    assert [row["NativeId"] for row in kept_rows(home, receipt, "people", "loaded")] == ["P1", "P3"]


def test_the_second_of_two_people_with_one_identifier_is_set_aside_with_what_hangs_on_it(
    home: Home, tmp_path: Path
) -> None:
    rows = export(3)
    rows["people"][2] |= {"NativeId": " P1 ", "personbirthdate": day("2016-Apr-02")}
    receipt = send(home, write_export(tmp_path / "in", rows))
    assert of_table(receipt, "people") == [("D04", 4, "NativeId")]
    assert of_table(receipt, "requests") == [("D05", 4, "persontableid")]


def test_an_identifier_missing_on_the_first_and_on_a_late_line_is_told_alike(
    home: Home, tmp_path: Path
) -> None:
    rows = export(1)
    rows["people"] += [
        {**rows["people"][0], "persontableid": f"q{n}", "NativeId": f"Q{n}"} for n in range(5000)
    ]
    rows["people"][1]["NativeId"] = rows["people"][4999]["NativeId"] = ""
    receipt = send(home, write_export(tmp_path / "in", rows))
    assert of_table(receipt, "people") == [("D01", 3, "NativeId"), ("D01", 5001, "NativeId")]
