"""The sample's care files: clean ones say nothing, and each piece of mess fires its rule."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import Home
from orchestration.register.receive import Receipt, receive
from orchestration.register.recognise import deliveries
from sample_authority import Mess
from sample_authority.care.children import disabilities
from sample_authority.care.deliveries import Care
from sample_authority.cases import all_cases
from sample_authority.ledger import Ledger
from sample_authority.options import checked
from sample_authority.population import Child, population
from tests.unit.expectations.education_cases import told_by_line
from tests.unit.orchestration.sending import AT, kept_rows, problems

SOURCES = ("cin_census", "cwd_register", "destinations", "ssda903")
YEARS = ("2025-03", "2024-03")
PLANTED = {
    "cin_census": "D01 D02 D03 D04 D07 D30 V004 V005 V006 V010 V011 V012 V014 V021 V090 V091 V092"
    " V093 V094 V095 V096 V097 V098 V099",
    "ssda903": "D01 D02 D03 D04 D05 D07 D30 V004 V005 V006 V010 V011 V012 V014 V021 V022 V100 V101"
    " V102",
    "cwd_register": "D01 D02 D03 D04 D20 D30 V004 V005 V006 V010 V011 V012 V013 V020 V094 V095",
    "destinations": "D01 D02 D03 D04 D07 D30 V004 V005 V006 V010 V011 V012 V020",
}


def made(out: Path, mess: Mess, until: str, pupils: int = 3000) -> list[Child]:
    options = checked(pupils, 2, until, 5, mess, False)
    out.mkdir()
    ledger = Ledger(out)
    children = population(options, all_cases(options))
    care = Care(options, children)
    for month in options.months:
        care.write_month(ledger, month)
    if mess == "hostile":
        care.write_refused(ledger)
    ledger.write_about(options)
    return children


def receipts(out: Path, home: Home, *below: str) -> Iterator[tuple[Path, Receipt]]:
    for folder in sorted(path for name in below for path in (out / "landing" / name).glob("*")):
        for delivery in deliveries(the_catalogue(), [folder]):
            yield folder, receive(the_catalogue(), home, delivery, AT)


@pytest.mark.parametrize("until", YEARS)
def test_nothing_is_said_of_clean_files(until: str, home: Home, tmp_path: Path) -> None:
    made(tmp_path / "made", "none", until)
    sources = set()
    for folder, receipt in receipts(tmp_path / "made", home, *SOURCES):
        assert receipt.submission.status == "accepted", receipt.submission.reason
        assert problems(receipt) == [], folder
        assert receipt.submission.month == folder.name
        sources.add(receipt.submission.source)
    assert sources == set(SOURCES)


@pytest.mark.parametrize("until", YEARS)
def test_every_piece_of_mess_fires_its_rule_and_no_other(
    until: str, home: Home, tmp_path: Path
) -> None:
    out = tmp_path / "made"
    made(out, "hostile", until)
    told: dict[tuple[str, int | None], set[tuple[str | None, str, str]]] = {}
    for folder, receipt in receipts(out, home, *SOURCES):
        assert receipt.submission.status == "accepted", receipt.submission.reason
        for problem in problems(receipt):
            place = (f"{folder.relative_to(out)}/{problem.file}", problem.line)
            what = (problem.column, problem.rule, problem.severity)
            told.setdefault(place, set()).add(what)
    cascade = {place for place, what in told.items() if {rule for _, rule, _ in what} == {"D05"}}
    planted = json.loads((out / "about.json").read_text(encoding="utf-8"))["planted"]
    rows = [
        piece
        for piece in planted
        if piece["outcome"] != "refused" and Path(piece["file"]).parts[1] in SOURCES
    ]
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
    for source, rules in PLANTED.items() if until == YEARS[0] else ():
        fired = {piece["rule"] for piece in rows if Path(piece["file"]).parts[1] == source}
        assert set(rules.split()) <= fired, source


def test_refused_files_go_back(home: Home, tmp_path: Path) -> None:
    out = tmp_path / "made"
    made(out, "hostile", "2025-03")
    planted = json.loads((out / "about.json").read_text(encoding="utf-8"))["planted"]
    wanted = {Path(p["file"]).parts[2] for p in planted if p["outcome"] == "refused"}
    found = {
        folder.name
        for folder, receipt in receipts(out, home, "refused")
        if receipt.submission.status == "refused" and told_by_line(receipt) == {}
    }
    assert found == wanted
    assert len(wanted) == 5


def test_the_same_child_is_in_several_files_under_its_own_numbers(
    home: Home, tmp_path: Path
) -> None:
    children = made(tmp_path / "made", "none", "2025-03", 1500)
    care = {child.la_child_id: child for child in children if child.la_child_id}
    sent = {r.submission.source: r for _, r in receipts(tmp_path / "made", home, *SOURCES)}
    census = kept_rows(home, sent["cin_census"], "children", "loaded")
    assert {row["ChildIdentifiers/LAchildID"] for row in census} == set(care)
    for row in census:
        child = care[row["ChildIdentifiers/LAchildID"]]
        assert (row["ChildIdentifiers/UPN"] or "") == child.upn
        assert row["ChildIdentifiers/PersonBirthDate"] == child.born_on.isoformat()
    told = kept_rows(home, sent["cin_census"], "disabilities", "loaded")
    assert len(told) == sum(len(disabilities(child)) for child in care.values())
    looked_after = kept_rows(home, sent["ssda903"], "header", "loaded")
    assert {row["CHILD"] for row in looked_after} < set(care)
