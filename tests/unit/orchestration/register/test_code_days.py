"""A code must have been in its list on the day of the row, or in the month of the delivery."""

from datetime import date
from pathlib import Path

import pytest

from orchestration.contracts.codes import Code
from orchestration.home import Home
from tests.unit.orchestration.front_door import Change, Door, project, told, visit

KINDS = """\
code,label,valid_from_on,valid_to_on
always,On every day,,
old,Until a day,,2025-11-15
new,From a day,2025-11-16,
twice,In two spells,2025-01-01,2025-01-31
twice,In two spells,2025-11-10,2025-11-12
gone,Of another year,2020-01-01,2020-12-31
"""
JUDGED: Change = ("kind_code: {from: kind}", "kind_code: {from: kind, judged_on: seen_on}")


def door(home: Home, folder: Path, *changes: Change) -> Door:
    catalogue = project(folder / "project", contract=list(changes), lists={"kinds": KINDS})
    return Door(home, catalogue, folder)


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        ("always", {"01/01/1999": True, "30/11/2025": True}),
        ("old", {"01/01/1999": True, "15/11/2025": True, "16/11/2025": False}),
        ("new", {"15/11/2025": False, "16/11/2025": True, "31/12/2025": True}),
        (
            "twice",
            {
                "31/12/2024": False,
                "01/01/2025": True,
                "31/01/2025": True,
                "01/02/2025": False,
                "09/11/2025": False,
                "10/11/2025": True,
                "12/11/2025": True,
                "13/11/2025": False,
            },
        ),
        ("gone", {"31/12/2019": False, "01/01/2020": True, "31/12/2020": True}),
        ("never", {"15/11/2025": False}),
    ],
)
def test_a_code_is_judged_on_the_day_of_its_row(
    kind: str, days: dict[str, bool], home: Home, tmp_path: Path
) -> None:
    rows = [visit(number, kind=kind, seen=day) for number, day in enumerate(days)]
    receipt = door(home, tmp_path, JUDGED).send(rows)
    wrong = [line for line, sound in enumerate(days.values(), 2) if not sound]
    assert told(receipt) == [("V004", "set_aside", line, "kind") for line in wrong]


@pytest.mark.parametrize(
    ("month", "kinds"),
    [
        ("30/11/2025", ["always", "old", "new", "twice"]),
        ("31/10/2025", ["always", "old"]),
        ("31/12/2025", ["always", "new"]),
        ("31/01/2025", ["always", "old", "twice"]),
        ("31/12/2020", ["always", "old", "gone"]),
    ],
)
def test_without_a_day_a_code_must_have_been_valid_in_the_month(
    month: str, kinds: list[str], home: Home, tmp_path: Path
) -> None:
    every = ["always", "old", "new", "twice", "gone"]
    rows = [visit(number, kind=kind, listed=month) for number, kind in enumerate(every)]
    clinic = door(home, tmp_path)
    loaded = clinic.loaded(clinic.send(rows))
    assert [every[int(number)] for number in loaded] == kinds


@pytest.mark.parametrize("day", ["", "soon"])
def test_a_code_whose_day_cannot_be_read_is_judged_by_the_month(
    day: str, home: Home, tmp_path: Path
) -> None:
    every = ["always", "old", "new", "twice", "gone"]
    rows = [visit(number, kind=kind, seen=day) for number, kind in enumerate(every)]
    receipt = door(home, tmp_path, JUDGED).send(rows)
    found = [one for one in told(receipt) if one[0] == "V004"]
    assert found == [("V004", "set_aside", 6, "kind")]


def test_a_code_whose_day_did_not_come_is_judged_by_the_month(home: Home, tmp_path: Path) -> None:
    seen = '{from: seen, format: "%d/%m/%Y"}'
    absent = (seen, seen.replace("}", ", may_be_absent: true}"))
    rows = [visit(1, kind="old"), visit(2, kind="gone")]
    for row in rows:
        del row["seen"]
    receipt = door(home, tmp_path, JUDGED, absent).send(rows)
    assert told(receipt) == [("V004", "set_aside", 3, "kind")]


def test_a_code_is_valid_on_its_first_and_last_day() -> None:
    first, last = date(2025, 1, 10), date(2025, 1, 20)
    code = Code("a", first, last)
    before, after = date(2025, 1, 9), date(2025, 1, 21)
    assert code.is_valid_between(last, after)
    assert code.is_valid_between(before, first)
    assert not code.is_valid_between(after, after)
    assert not code.is_valid_between(before, before)
    assert Code("b").is_valid_between(date.min, date.min)
