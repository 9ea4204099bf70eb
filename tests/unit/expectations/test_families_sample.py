"""The made-up files of families' services and trusts hang together with each other and with the
children they tell of. That clean ones load and each mess fires its rule is tested in the flow."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from sample_authority.cases import all_cases
from sample_authority.days import last_day
from sample_authority.education.pupils import school_upn
from sample_authority.families.deliveries import Families
from sample_authority.families.weekly_return import fridays
from sample_authority.health.pathway import referrals
from sample_authority.health.totals import BAND_NAMES, totals_of
from sample_authority.ledger import Ledger
from sample_authority.options import Mess, Options, checked
from sample_authority.population import population
from sample_authority.waits import all_waits, listed

UNTIL = "2025-12"
Rows = list[dict[str, str]]


def families(options: Options) -> Families:
    children = population(options, all_cases(options))
    return Families(options, children, all_waits(options))


def written(folder: Path, mess: Mess, months: int = 2, pupils: int = 500) -> dict[str, bytes]:
    options = checked(pupils, months, UNTIL, 1, mess, False)
    made, ledger = families(options), Ledger(folder)
    for month in options.months:
        made.write_month(ledger, month)
    if mess == "hostile":
        made.write_refused(ledger)
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*.csv"))}


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rows]:
    files = written(tmp_path_factory.mktemp("clean"), "none")
    return {
        Path(name).name: list(csv.DictReader(content.decode().splitlines()))
        for name, content in files.items()
    }


def test_the_same_arguments_make_the_same_bytes(tmp_path: Path) -> None:
    assert written(tmp_path / "one", "hostile") == written(tmp_path / "two", "hostile")


def test_a_month_is_the_same_however_many_months_come_after(tmp_path: Path) -> None:
    options = [checked(500, months, UNTIL, 1, "none", False) for months in (1, 2)]
    folders = [tmp_path / "short", tmp_path / "long"]
    for asked, folder in zip(options, folders, strict=True):
        families(asked).write_month(Ledger(folder), UNTIL)
    name = f"landing/school_transport/{UNTIL}/school_transport_{UNTIL}_routes.csv"
    assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes()


def test_one_child_is_in_several_services_files_under_their_own_identifiers(
    clean: dict[str, Rows],
) -> None:
    options = checked(500, 2, UNTIL, 1, "none", False)
    made = families(options)
    upns = {school_upn(child) for child in made.children}
    friday = fridays(UNTIL)[-1].isoformat()
    weekly = {row["upn"] for row in clean[f"ehcp_weekly_return_{friday}_pupils.csv"]}
    riding = {row["upn"] for row in clean[f"school_transport_{UNTIL}_passengers.csv"]}
    assert weekly <= upns
    assert riding <= upns
    assert weekly & riding
    assert any(entry.child.provision == "E" for entry in made.referrals)


def test_forms_and_pupils_of_a_setting_are_those_of_its_rows(clean: dict[str, Rows]) -> None:
    friday = fridays(UNTIL)[0].isoformat()
    pupils = clean[f"ehcp_weekly_return_{friday}_pupils.csv"]
    settings = clean[f"ehcp_weekly_return_{friday}_settings.csv"]
    held = Counter(row["urn"] for row in pupils)
    rated = Counter(row["urn"] for row in pupils if row["rag"])
    for row in settings:
        assert int(row["ehcp_pupils"]) == held[row["urn"]]
        assert int(row["forms_received"]) == rated[row["urn"]]


def test_teams_count_the_contacts_that_they_log(clean: dict[str, Rows]) -> None:
    logged = Counter(row["team"] for row in clean[f"family_contacts_{UNTIL}_contacts.csv"])
    states = {row["team"]: row for row in clean[f"family_contacts_{UNTIL}_status.csv"]}
    assert {row["status"] for row in states.values()} == {
        "complete",
        "part_month",
        "awaiting",
        "not_collected",
    }
    for team, row in states.items():
        assert row["contacts"] in ("", str(logged[team]))
        assert row["status"] in ("complete", "part_month") or not logged[team]


def test_totals_are_those_of_the_lists() -> None:
    options = checked(3000, 1, UNTIL, 1, "none", False)
    entries = listed(all_waits(options), UNTIL)
    table = totals_of("X9901", entries, last_day(UNTIL))
    waiting = [entry for entry in entries if entry.provider == "X9901" and entry.is_waiting]
    rows = [dict(zip(table.header, row, strict=True)) for row in table.rows]
    assert sum(int(row["waiting"]) for row in rows) == len(waiting)
    for row in rows:
        assert sum(int(row[band]) for band in BAND_NAMES) == int(row["waiting"])


def test_a_pathway_patient_is_one_child_and_bears_no_name() -> None:
    options = checked(800, 1, UNTIL, 1, "none", False)
    entries = referrals(options, population(options, all_cases(options)))
    assert len({entry.pseudonym for entry in entries}) == len(entries)
    assert len({entry.child.number for entry in entries}) == len(entries)
    assert all(len(entry.pseudonym) == 16 for entry in entries)
