"""The two lists that inspectors ask for say what a plain reckoning over the senders' files says."""

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import load_workbook

from orchestration.home import Home
from orchestration.returns.writing import MARK
from sample_authority import make
from tests.flow.flows import build_month, receive_folder
from tests.flow.test_commands import sendmart

SOURCES = ("sen2", "school_census", "daily_attendance", "exclusion_log", "care_index", "cin_census")
ATTENDED = {"/", "\\", "L", "B", "K", "P", "V", "W"}
ABSENT = {"C", "C1", "C2", "E", "I", "J1", "M", "R", "S", "T", "G", "N", "O", "U"}
# A child without any number, and one whose ethnicity no system tells, may be so.
ASKED = {"V014", "V021"}
Rows = list[dict[str, Any]]


class Lists(NamedTuple):
    home: Path
    sample: Path
    out: Path
    code: int
    answer: dict[str, Any]


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lists]:
    place = tmp_path_factory.mktemp("lists")
    made = make(place / "sample", pupils=1200, months=3, until="2025-12", seed=4, mess="none")
    home = Home.at(place / "home")
    folders = [made.out / "landing" / source for source in SOURCES]
    receive_folder(home, *(each for each in folders if each.exists()))
    build_month(home, "2025-12")
    words = ["--who", "data officer", "--why", "inspection", "--at", "2026-02-01T09:00:00"]
    done = sendmart("return", "annex_a", "--month", "2025-12", "--out", place / "out", "--json",
                    *words, home=home.root)  # fmt: skip
    yield Lists(home.root, made.out, place / "out", done.returncode, json.loads(done.stdout))


def sheet(lists: Lists, name: str) -> Rows:
    book = load_workbook(lists.out / "annex_a_2025-12.xlsx")
    headings, *rows = book[name].values
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


def sent(lists: Lists, pattern: str) -> Rows:
    rows: Rows = []
    for path in sorted((lists.sample / "landing").glob(pattern)):
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows += csv.DictReader(file)
    return rows


def test_the_first_list_is_everybody_whose_plan_is_in_force(lists: Lists) -> None:
    month = "sen2/2025-12*/*"
    people = {row["persontableid"]: row["NativeId"] for row in sent(lists, f"{month}_person.csv")}
    requests = {
        row["requeststableid"]: people[row["persontableid"]]
        for row in sent(lists, f"{month}_requests.csv")
    }
    active = {requests[row["requeststableid"]] for row in sent(lists, f"{month}_activeplans.csv")}
    listed = sheet(lists, "List 1")
    assert {row["Unique ID"] for row in listed} == active
    assert len(listed) == len(active) > 30
    days = [row["Date of birth"] for row in listed]
    assert all(date.fromisoformat(str(each)) for each in days)


def test_the_second_list_is_everybody_else_with_support_in_the_last_census(lists: Lists) -> None:
    census = sent(lists, "school_census/*/*_pupilonroll.csv")
    planned = {row["UPN"] for row in sheet(lists, "List 1")}
    support = {row["upn"] for row in census if row["senprovision"] == "K"} - planned
    assert {row["UPN"] for row in sheet(lists, "List 2")} == support
    assert len(support) > 50


def test_exclusions_and_absence_are_those_of_the_last_year(lists: Lists) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for row in sent(lists, "exclusion_log/2025-12/*.csv"):
        began = datetime.strptime(row["startdate"], "%d/%m/%Y").date()
        stands = row["status"] not in ("withdrawn", "quashed", "reinstated")
        if date(2025, 1, 1) <= began <= date(2025, 12, 31) and stands:
            counts[row["upn"], row["category"]] += 1
    marks: dict[str, Counter[str]] = defaultdict(Counter)
    for row in sent(lists, "daily_attendance/*/*.csv"):
        kind = "attended" if row["code"] in ATTENDED else "absent" if row["code"] in ABSENT else ""
        marks[row["upn"]][kind] += 1
    found = 0
    for row in [*sheet(lists, "List 1"), *sheet(lists, "List 2")]:
        upn = row["UPN"]
        if upn is None:
            continue
        assert row["Suspensions"] == str(counts[upn, "SUSP"]), row["Unique ID"]
        assert row["Permanent exclusions"] == str(counts[upn, "PERM"])
        possible = marks[upn]["attended"] + marks[upn]["absent"]
        if possible:
            share = Decimal(100 * marks[upn]["absent"]) / possible
            rounded = share.quantize(Decimal("0.1"), ROUND_HALF_UP)
            assert Decimal(str(row["Absence"])) == rounded
            found += 1
        else:
            assert row["Absence"] is None
    assert found > 50
    assert sum(counts.values()) > 5


def test_no_cell_is_computed_and_what_no_extract_tells_is_empty(lists: Lists) -> None:
    book = load_workbook(lists.out / "annex_a_2025-12.xlsx")
    cells = [cell for name in book.sheetnames for line in book[name].iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.value is None or isinstance(cell.value, str) for cell in cells)
    for name in book.sheetnames:
        assert {row["Pupil Premium"] for row in sheet(lists, name)} == {None}
        known = {row["Known to children's social care?"] for row in sheet(lists, name)}
        assert known <= {"Yes", "No"}


def test_our_door_asks_only_for_what_another_authority_knows(lists: Lists) -> None:
    """The day on which another authority issued a plan is in no extract."""
    moved_in = [
        row for row in sheet(lists, "List 1") if row["Date initial EHC plan issued"] is None
    ]
    rules = lists.answer["checked"][0]["rules"]
    rejected = {rule: count for rule, count in rules.items() if rule not in ASKED}
    assert rejected == ({"D01": len(moved_in)} if moved_in else {})
    assert (lists.code, (lists.out / MARK).exists()) == ((1, True) if moved_in else (0, False))
    assert {path.stat().st_mode & 0o777 for path in lists.out.iterdir()} == {0o600}


def test_a_return_is_asked_for_by_what_it_is_of(lists: Lists) -> None:
    words = ["--who", "data officer", "--why", "a test", "--out", str(lists.out.parent / "no")]
    told = sendmart("return", "annex_a", "--year", "2026", *words, home=lists.home)
    assert (told.returncode, "--month" in told.stderr) == (2, True)
    told = sendmart("return", "annex_a", "--month", "2019-01", *words, home=lists.home)
    assert (told.returncode, "Name one of: 2025-10" in told.stderr) == (1, True)
    told = sendmart("return", "tax", "--year", "2026", *words, home=lists.home)
    assert (told.returncode, "There are: annex_a, sen2." in told.stderr) == (1, True)
