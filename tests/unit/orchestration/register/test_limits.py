"""Limits, patterns and numbers that a word asks for are asked of every cell, edges included."""

from pathlib import Path

import pytest

from orchestration.home import Home
from tests.unit.orchestration.front_door import Change, Door, project, told, visit

MINUTES = 'minutes: {type: count, privacy: open, description: "How long it took."}'
NOTE = '"What was written down."}'


def door(home: Home, folder: Path, *changes: Change) -> Door:
    return Door(home, project(folder / "project", dictionary=list(changes)), folder)


@pytest.mark.parametrize(
    ("kind", "cells", "broken"),
    [
        ("count", ["5", "60", "4", "61", "5.0", "61.0", "", "x"], {2: "D07", 3: "D07", 5: "D07"}),
        ("integer", ["-1", "5", "60"], {0: "D07"}),
        ("decimal", ["4.999999", "5", "60.0", "60.000001"], {0: "D07", 3: "D07"}),
    ],
)
def test_a_number_may_be_as_small_or_large_as_its_limits(
    kind: str, cells: list[str], broken: dict[int, str], home: Home, tmp_path: Path
) -> None:
    limited = MINUTES.replace("type: count", f"type: {kind}, minimum: 5, maximum: 60")
    rows = [visit(number, minutes=cell) for number, cell in enumerate(cells)]
    receipt = door(home, tmp_path, (MINUTES, limited)).send(rows)
    assert told(receipt) == [
        (rule, "set_aside", place + 2, "minutes") for place, rule in broken.items()
    ]


def test_a_negative_count_is_told_once_whatever_its_limits(home: Home, tmp_path: Path) -> None:
    receipt = door(home, tmp_path).send([visit(1, minutes="-1"), visit(2, minutes="0")])
    assert told(receipt) == [("D02", "set_aside", 2, "minutes")]


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [(["ZZ9 9ZZ", " ZZ9 9ZZ ", "", "zz9 9zz", "ZZ9 9ZZ9", "xZZ9 9ZZ", "ZZ9\n9ZZ"], [3, 4, 5, 6])],
)
def test_the_whole_text_must_match_its_pattern(
    cells: list[str], wrong: list[int], home: Home, tmp_path: Path
) -> None:
    patterned = NOTE.replace("}", ", pattern: '[A-Z]{2}[0-9] [0-9][A-Z]{2}'}")
    clinic = door(home, tmp_path, (NOTE, patterned))
    rows = [{"id": f"n{place}", "visit": "1", "note": cell} for place, cell in enumerate(cells)]
    receipt = clinic.send([visit(1)], rows)
    found = [(rule, column) for rule, _, _, column in told(receipt)]
    assert found == [("D02", "note")] * len(wrong)
    aside = [f"n{place}" for place in range(len(cells)) if place not in wrong]
    assert clinic.loaded(receipt, "notes") == aside


@pytest.mark.parametrize(
    ("check", "sound", "wrong", "rule"),
    [
        (
            "upn",
            ["B801200005001", " B801200005001 ", ""],
            ["A801200005001", "b801200005001"],
            "V010",
        ),
        ("nhs_number", ["9990000018", ""], ["9990000019", "999 000 0018", "1111111111"], "V013"),
        ("not_an_nhs_number", ["S001", "", "9990000019"], ["9990000018", "999 000 0018"], "V084"),
        ("uln", ["", "9999999999", "1000000043"], ["1000000042", "0000000000"], "V015"),
    ],
)
def test_a_number_that_others_give_is_checked(
    check: str, sound: list[str], wrong: list[str], rule: str, home: Home, tmp_path: Path
) -> None:
    clinic = door(home, tmp_path, (NOTE, NOTE.replace("}", f", check: {check}}}")))
    cells = [*sound, *wrong]
    rows = [{"id": f"n{place}", "visit": "1", "note": cell} for place, cell in enumerate(cells)]
    receipt = clinic.send([visit(1)], rows)
    lines = range(2 + len(sound), 2 + len(cells))
    assert [(found[0], found[2], found[3]) for found in told(receipt)] == [
        (rule, line, "note") for line in lines
    ]


def test_a_year_of_two_digits_is_set_aside(home: Home, tmp_path: Path) -> None:
    receipt = door(home, tmp_path).send([visit(1, seen="03/11/25"), visit(2, seen="03/11/2025")])
    assert [(one[1], one[2], one[3]) for one in told(receipt)] == [("set_aside", 2, "seen")]
