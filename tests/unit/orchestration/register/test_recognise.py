"""Files are grouped into deliveries by their names alone, in the order of their paths."""

from pathlib import Path

import pytest

from orchestration.contracts.catalogue import the_catalogue
from orchestration.register.recognise import deliveries, expected_names, table_of
from tests.unit.orchestration.sen2_export import FILES, export, write_export
from tests.unit.orchestration.sending import wait, write_text, write_waits
from tests.unit.orchestration.small_project import CONTRACT, changed, read_project, write_project


def found(*places: Path) -> list[tuple[str | None, list[str]]]:
    """Source and file names of every delivery at the places."""
    return [
        (one.contract.source if one.contract else None, [path.name for path in one.files])
        for one in deliveries(the_catalogue(), places)
    ]


def nine_names(day: str) -> list[str]:
    return sorted(f"Blade-Export_{day}_{name}.csv" for name in FILES.values())


def test_the_nine_files_of_an_export_are_one_delivery(tmp_path: Path) -> None:
    write_export(tmp_path, export(1))
    assert found(tmp_path) == [("sen2", nine_names("05-01-2026"))]
    [delivery] = deliveries(the_catalogue(), [tmp_path])
    assert delivery.name == f"{tmp_path.name}/"


def test_each_table_has_its_own_file_of_the_nine(tmp_path: Path) -> None:
    write_export(tmp_path, export(1))
    [delivery] = deliveries(the_catalogue(), [tmp_path])
    contract = the_catalogue().contracts["sen2"]
    files = {table_of(contract, path.name): path for path in delivery.files}
    assert {table: path.name for table, path in files.items() if path} == {
        table: f"Blade-Export_05-01-2026_{name}.csv" for table, name in FILES.items()
    }


def test_exports_of_two_days_in_one_folder_are_two_deliveries(tmp_path: Path) -> None:
    write_export(tmp_path, export(1), "05-02-2026")
    write_export(tmp_path, export(1), "05-01-2026")
    assert found(tmp_path) == [
        ("sen2", nine_names("05-01-2026")),
        ("sen2", nine_names("05-02-2026")),
    ]


def test_the_same_names_in_two_folders_are_two_deliveries_in_path_order(tmp_path: Path) -> None:
    second = write_waits(tmp_path / "b" / "deep", wait())
    first = write_waits(tmp_path / "a", wait("S002"))
    listed = [one.files for one in deliveries(the_catalogue(), [tmp_path])]
    assert listed == [(first,), (second,)]


def test_two_providers_files_are_two_deliveries(tmp_path: Path) -> None:
    write_waits(tmp_path, wait(), name="therapy_waits_b.csv")
    write_waits(tmp_path, wait(), name="therapy_waits_a.csv")
    assert found(tmp_path) == [
        ("therapy_waits", ["therapy_waits_a.csv"]),
        ("therapy_waits", ["therapy_waits_b.csv"]),
    ]


def test_nine_files_named_one_by_one_are_one_delivery(tmp_path: Path) -> None:
    write_export(tmp_path, export(1))
    assert found(*sorted(tmp_path.iterdir(), reverse=True)) == [("sen2", nine_names("05-01-2026"))]


def test_a_strange_file_is_left_alone_in_a_folder_and_answered_when_named(tmp_path: Path) -> None:
    strange = write_text(tmp_path, "Dear all", "letter.txt")
    write_waits(tmp_path, wait(), name="therapy_waits_a.csv")
    assert found(tmp_path) == [("therapy_waits", ["therapy_waits_a.csv"])]
    assert found(strange) == [(None, ["letter.txt"])]


@pytest.mark.parametrize("ending", [".part", ".tmp", ".crdownload", "~"])
def test_an_unfinished_upload_is_left_alone_even_where_its_name_is_expected(
    ending: str, tmp_path: Path
) -> None:
    contract = changed(CONTRACT, 'files: ["visits_*.csv"', 'files: ["visits_*"')
    catalogue = read_project(write_project(tmp_path / "project", contract=contract))
    place = tmp_path / "in"
    unfinished = write_text(place, "half", f"visits_a.csv{ending}")
    assert deliveries(catalogue, [place]) == []
    whole = write_text(place, "whole", "visits_a.csv")
    assert [one.files for one in deliveries(catalogue, [place])] == [(whole,)]
    assert [one.files for one in deliveries(catalogue, [unfinished])] == [(unfinished,)]


def test_an_unfinished_file_of_an_export_does_not_join_the_nine(tmp_path: Path) -> None:
    write_export(tmp_path, export(1))
    write_text(tmp_path, "half", "Blade-Export_05-01-2026_person.csv.part")
    assert found(tmp_path) == [("sen2", nine_names("05-01-2026"))]


def test_an_empty_folder_holds_no_delivery(tmp_path: Path) -> None:
    assert found(tmp_path) == []


def test_the_expected_names_are_those_of_the_contracts() -> None:
    names = expected_names(the_catalogue())
    assert {"Blade-Export_*_*.csv", "community_health_*.xlsx", "sen2_mi*.csv"} <= set(names)
    assert len(names) == len(set(names)), "one name may answer to one contract only"


def test_a_file_reached_by_two_paths_is_delivered_once(tmp_path: Path) -> None:
    path = write_waits(tmp_path, wait(), name="therapy_waits_a.csv")
    assert found(tmp_path, path) == [("therapy_waits", ["therapy_waits_a.csv"])]
