"""The sample's education files: clean ones say nothing, and each piece of mess fires its rule."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import Home
from orchestration.register.receive import Receipt, receive
from orchestration.register.recognise import deliveries
from sample_authority import Mess
from sample_authority.cases import all_cases
from sample_authority.education.deliveries import Education
from sample_authority.education.establishments import ESTABLISHMENTS
from sample_authority.ledger import Ledger
from sample_authority.options import checked
from sample_authority.population import population
from tests.unit.expectations.education_cases import told_by_line
from tests.unit.orchestration.sending import AT, problems

SOURCES = ("annex_a", "daily_attendance", "exclusion_log", "school_census")
ENDS = {"2025-12": 3, "2026-01": 2}
COMPARED = {"V003", "D08"}


def made(out: Path, mess: Mess, until: str) -> Path:
    options = checked(1500, ENDS[until], until, 5, mess, False)
    out.mkdir()
    ledger = Ledger(out)
    education = Education(options, population(options, all_cases(options)))
    for month in options.months:
        education.write_month(ledger, month)
    if mess == "hostile":
        education.write_refused(ledger)
    ledger.write_about(options)
    return out


def receipts(out: Path, home: Home, *below: str) -> Iterator[tuple[Path, Receipt]]:
    for folder in sorted(path for name in below for path in (out / "landing" / name).glob("*")):
        for delivery in deliveries(the_catalogue(), [folder]):
            yield folder, receive(the_catalogue(), home, delivery, AT)


@pytest.mark.parametrize("until", ENDS)
def test_nothing_is_said_of_clean_files(until: str, home: Home, tmp_path: Path) -> None:
    out = made(tmp_path / "made", "none", until)
    sources = set()
    for folder, receipt in receipts(out, home, *SOURCES):
        assert receipt.submission.status == "accepted", receipt.submission.reason
        told = [p for p in problems(receipt) if p.rule not in COMPARED]
        assert told == [], folder
        assert all(count.set_aside == 0 for count in receipt.submission.tables.values())
        sources.add(receipt.submission.source)
    assert sources == set(SOURCES)


@pytest.mark.parametrize("until", ENDS)
def test_every_piece_of_mess_fires_its_rule_and_no_other(
    until: str, home: Home, tmp_path: Path
) -> None:
    out = made(tmp_path / "made", "hostile", until)
    told: dict[tuple[str, int | None], set[tuple[str | None, str, str]]] = {}
    for folder, receipt in receipts(out, home, *SOURCES):
        assert receipt.submission.status == "accepted", receipt.submission.reason
        for problem in problems(receipt):
            if problem.rule not in COMPARED:
                place = (f"{folder.relative_to(out)}/{problem.file}", problem.line)
                what = (problem.column, problem.rule, problem.severity)
                told.setdefault(place, set()).add(what)
    cascade = {place for place, what in told.items() if {rule for _, rule, _ in what} == {"D05"}}
    planted = json.loads((out / "about.json").read_text(encoding="utf-8"))["planted"]
    rows = [piece for piece in planted if piece["outcome"] != "refused"]
    assert len(rows) > 60
    for piece in rows:
        place = (piece["file"], piece["line"])
        cascade.discard(place)
        found = told.pop(place, set())
        assert {rule for _, rule, _ in found} == ({piece["rule"]} if piece["rule"] else set()), (
            piece
        )
        severities = {severity for _, _, severity in found}
        assert severities <= {"set_aside" if piece["outcome"] == "set_aside" else "warn", "query"}
        if piece["column"] and found:
            assert {column for column, _, _ in found} == {piece["column"]}
    assert set(told) == cascade


def test_refused_files_go_back(home: Home, tmp_path: Path) -> None:
    out = made(tmp_path / "made", "hostile", "2025-12")
    planted = json.loads((out / "about.json").read_text(encoding="utf-8"))["planted"]
    wanted = {Path(p["file"]).parts[2] for p in planted if p["outcome"] == "refused"}
    found = {
        folder.name
        for folder, receipt in receipts(out, home, "refused")
        if receipt.submission.status == "refused" and told_by_line(receipt) == {}
    }
    assert found == wanted
    assert len(wanted) == 6


def test_the_list_of_schools_is_the_samples() -> None:
    lines = the_catalogue().code_sets["establishments"].read_text(encoding="utf-8").splitlines()
    ours = [
        f"{e.urn},{e.name},{e.kind},{e.sector},{str(e.has_units).lower()},"
        f"{str(e.has_units).lower()},{e.opened_on},{e.closed_on},true"
        for e in ESTABLISHMENTS.values()
    ]
    assert lines[1:] == ours


def test_the_same_child_has_the_same_number_everywhere() -> None:
    options = checked(400, 1, "2025-12", 5, "none", False)
    children = population(options, all_cases(options))
    assert len({child.nhs_number for child in children}) == len(children) == 400
    assert len({child.upn for child in children if child.upn}) == sum(
        bool(child.upn) for child in children
    )
    persons = {case.person.number: case.person for case in all_cases(options)}
    for number, person in persons.items():
        assert (children[number - 1].upn, children[number - 1].born_on) == (
            person.upn, person.born_on,
        )  # fmt: skip
