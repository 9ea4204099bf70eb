"""Hands in one delivery in which every record is a case of its own, and says what was told of each.

A case is what is changed in a sound record, and what must be told of it: table, column, rule,
severity. That children of a row set aside go with it (D05) is tested elsewhere.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from orchestration.home import Home
from orchestration.register.receive import Receipt
from tests.unit.orchestration.sending import Row, problems, send, write_table

Told = set[tuple[str, str, str, str]]
Change = dict[str, Row]
Cases = Mapping[str, tuple[Change, Told]]
Tables = dict[str, list[Row]]
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def upn(number: int) -> str:
    digits = f"99920012{number:04d}"
    total = sum(int(digit) * place for place, digit in enumerate(digits, start=2))
    return LETTERS[total % 23] + digits


def temporary(number: int) -> str:
    """A number whose last character is a letter, which counts as its place: A as nought."""
    digits = f"9992001{number:04d}"
    total = sum(int(digit) * place for place, digit in enumerate(digits, start=2))
    return f"{LETTERS[total % 23]}{digits}A"


def told_by_line(receipt: Receipt) -> dict[int | None, Told]:
    """What was told of each line, whichever file it stands in."""
    told: dict[int | None, Told] = {}
    for problem in problems(receipt):
        if problem.rule != "D05":
            what = (problem.table, problem.column or "", problem.rule, problem.severity)
            told.setdefault(problem.line, set()).add(what)
    return told


def numbers(cases: Cases) -> dict[str, int]:
    """Every second record is a case; those between must stay sound."""
    return {case: 2 * place + 2 for place, case in enumerate(cases)}


def answers(
    folder: Path, cases: Cases, sound: Callable[[int], Tables], files: dict[str, str]
) -> dict[int | None, Told]:
    """Write the delivery, hand it in, and return what was told of each line."""
    rows = sound(2 * len(cases) + 1)
    for case, number in numbers(cases).items():
        for table, changed in cases[case][0].items():
            row = rows[table][number - 1]
            told = {key: text.replace("{before}", str(number - 1)) for key, text in changed.items()}
            row.update(told)
    for table, name in files.items():
        write_table(folder / "in" / name, rows[table])
    receipt = send(Home.at(folder / "home"), folder / "in")
    assert receipt.submission.status == "accepted", receipt.submission.reason
    return told_by_line(receipt)
