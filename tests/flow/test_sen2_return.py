"""The yearly return: its rows are the ones that belong, both forms say the same, and our own door
takes it; what is reckoned here apart from the warehouse is plain Python over the sender's files."""

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest

from orchestration.audit import accesses
from orchestration.contracts.casts import typed
from orchestration.contracts.catalogue import the_catalogue
from orchestration.ducks import open_memory
from orchestration.home import Home
from orchestration.readers import READERS, Task
from orchestration.register.recognise import table_of
from orchestration.returns.blades import as_it_was
from orchestration.returns.language import read_returns, xml_layout
from orchestration.returns.writing import MARK
from sample_authority import make
from tests.flow.flows import build_month, query, receive_folder
from tests.flow.test_commands import sendmart

RECEIVED_AT = datetime(2026, 3, 1, 9, 0)
FIRST, LAST, THE_DAY = date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 15)
Rows = list[dict[str, str]]


class Handed(NamedTuple):
    """A made-up authority's exports, and the return that was made of them."""

    home: Path
    sample: Path
    out: Path
    code: int
    told: str
    answer: dict[str, Any]


def hand_over(place: Path, mess: Any, seed: int) -> Handed:
    made = make(
        place / "sample", pupils=1200, months=14, until="2026-01", seed=seed, mess=mess, truth=True
    )
    home = Home.at(place / "home")
    receive_folder(home, made.out / "landing" / "sen2", at=RECEIVED_AT)
    build_month(home, "2026-01")
    words = ["return", "sen2", "--year", "2026", "--who", "data officer", "--why", "SEN2 2026"]
    moment = ["--at", "2026-03-01T09:00:00"]
    told = sendmart(*words, "--out", place / "told", *moment, home=home.root)
    done = sendmart(*words, "--out", place / "out", "--json", *moment, home=home.root)
    said = told.stdout + told.stderr
    return Handed(
        home.root, made.out, place / "out", done.returncode, said, json.loads(done.stdout)
    )


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Handed]:
    yield hand_over(tmp_path_factory.mktemp("clean"), "none", 5)


@pytest.fixture(scope="module")
def messy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Handed]:
    yield hand_over(tmp_path_factory.mktemp("messy"), "hostile", 6)


def exported(sample: Path, month: str) -> dict[str, Rows]:
    """The nine tables of a month as the case system sent them."""
    folder = max((sample / "landing" / "sen2").glob(f"{month}*"), key=lambda path: path.name)
    found = {}
    for path in folder.glob("*.csv"):
        with path.open(newline="", encoding="utf-8-sig") as file:
            found[path.stem.rpartition("_")[2]] = list(csv.DictReader(file))
    return found


def day(text: str) -> date | None:
    return datetime.strptime(text, "%Y-%b-%d %H:%M:%S").date() if text else None


def outcome(code: str, ended: date | None) -> str:
    """How something stood at the end of the year, reckoned apart from the warehouse."""
    if code == "H" or (ended and ended < FIRST):
        return "H"
    return "A" if code in ("Y", "N", "S") and (ended is None or ended > LAST) else code


def document(handed: Handed) -> ElementTree.Element:
    return ElementTree.parse(handed.out / "SEN2_999_2026.xml").getroot()


def test_a_clean_authority_gives_a_return_that_may_be_sent(clean: Handed) -> None:
    assert clean.code == 0, clean.told
    assert clean.answer["may_be_sent"] and not (clean.out / MARK).exists()
    assert [each["answer"] for each in clean.answer["checked"]] == ["accepted", "accepted"]
    assert clean.answer["provisional"] is None
    assert clean.answer["rows"]["people"] > 40


def test_its_folder_is_its_owners_alone_and_every_look_is_noted(clean: Handed) -> None:
    parts = [clean.out, *clean.out.rglob("*")]
    assert {part.stat().st_mode & 0o777 for part in parts} == {0o600, 0o700}
    assert all(part.stat().st_mode & 0o777 == 0o700 for part in parts if part.is_dir())
    noted = [each for each in accesses(Home(clean.home)) if each.what == "sendmart return"]
    assert {(each.who.partition(" for ")[2], each.why) for each in noted} == {
        ("data officer", "SEN2 2026")
    }


def test_nothing_of_a_person_is_told(clean: Handed, messy: Handed) -> None:
    for handed in (clean, messy):
        for person in document(handed).iter("Person"):
            for tag in ("Surname", "UPN", "PostCode"):
                text = person.findtext(tag) or ""
                assert len(text) < 5 or text not in handed.told, tag


def test_requests_and_assessments_are_those_of_the_year_as_they_stood_at_its_end(
    clean: Handed,
) -> None:
    """Withdrawals, which bear no date, are looked at apart."""
    tables = exported(clean.sample, "2026-01")
    assessed = {row["requeststableid"]: row for row in tables["assessment"]}
    plans = {row["assessmenttableid"]: row for row in tables["namedplan"]}
    active = {row.findtext("NativeId") for row in document(clean).iter("Requests")
              if row.find("ActivePlans") is not None}  # fmt: skip
    expected: dict[str, tuple[str, str]] = {}
    withdrawn: set[str] = set()
    for row in tables["requests"]:
        under = assessed.get(row["requeststableid"], {})
        if "W" in (row["requestoutcome"], under.get("assessmentoutcome")):
            withdrawn.add(row["NativeId"])
            continue
        code, after = outcome(row["requestoutcome"], day(row["requestoutcomedate"])), ""
        if under and code != "A":
            after = outcome(under["assessmentoutcome"], day(under["assessmentoutcomedate"]))
        plan = plans.get(under["assessmenttableid"] if under else "")
        named = plan and (day(plan["startdate"]) or LAST) <= LAST
        named = named and (day(plan["ceasedate"]) or LAST) >= FIRST if plan else False
        is_late = (day(row["receiveddate"]) or LAST) > LAST
        after = "" if after == "H" and not named else after
        if row["NativeId"] in active or (not is_late and (code != "H" or after)):
            expected[row["NativeId"]] = (code, after)
    told = {
        str(row.findtext("NativeId")): (
            row.findtext("RequestOutcome"),
            row.findtext("Assessment/AssessmentOutcome") or "",
        )
        for row in document(clean).iter("Requests")
    }
    assert {native: said for native, said in told.items() if native not in withdrawn} == expected
    assert {code for code, _ in told.values()} >= {"Y", "N", "H"}
    assert {after for _, after in told.values()} >= {"Y", "A", "H"}


def test_plans_in_force_are_those_of_the_reference_date(clean: Handed) -> None:
    listed: dict[str, str] = {}
    for month in ("2025-12", "2026-01"):
        tables = exported(clean.sample, month)
        natives = {row["requeststableid"]: row["NativeId"] for row in tables["requests"]}
        listed |= {natives[row["requeststableid"]]: month for row in tables["activeplans"]}
    requests = {row["requeststableid"]: row for row in tables["requests"]}
    under = {row["assessmenttableid"]: row["requeststableid"] for row in tables["assessment"]}
    days = {
        requests[under[row["assessmenttableid"]]]["NativeId"]: row for row in tables["namedplan"]
    }
    expected = set()
    for native, month in listed.items():
        plan = days.get(native)
        if plan is None:
            expected |= {native} if month == "2026-01" else set()
        elif (day(plan["startdate"]) or LAST) <= THE_DAY <= (day(plan["ceasedate"]) or THE_DAY):
            expected.add(native)
    told = {
        row.findtext("NativeId")
        for row in document(clean).iter("Requests")
        if row.find("ActivePlans") is not None
    }
    assert told == expected
    assert len(told) > 30


def test_the_document_and_the_tables_say_the_same(clean: Handed, messy: Handed) -> None:
    """Each table read by our own reader, each word in its own type, row by row."""
    catalogue = the_catalogue()
    contract, layout = catalogue.contracts["sen2"], read_returns(catalogue)["sen2"]
    for handed in (clean, messy):
        for name, table in layout.tables.items():
            in_tables = [rows_of(handed, name, word, "delimited") for word in table.words]
            in_document = [rows_of(handed, name, word, "xml") for word in table.words]
            assert in_tables == in_document, name
            assert contract.tables[name].grain


def rows_of(handed: Handed, name: str, word: str, kind: str) -> list[Any]:
    catalogue = the_catalogue()
    contract = catalogue.contracts["sen2"]
    scratch = handed.home.parent / f"rows-{kind}"
    scratch.mkdir(exist_ok=True)
    path, layout = handed.out / "SEN2_999_2026.xml", xml_layout(contract)
    wanted = contract.tables
    if kind == "delimited":
        (path,) = (
            p for p in (handed.out / "tables").iterdir() if table_of(contract, p.name) == name
        )
        layout = next(each for each in contract.readers if each.kind == kind)  # type: ignore[assignment]
        wanted = {name: contract.tables[name]}
    column = contract.tables[name].columns[word]
    with open_memory() as con:
        task = Task(path, path.name, layout, wanted, scratch, lambda _, names: names)
        extract = READERS[kind](con, task)[name]
        order = "received_line_number"
        value = typed(column, catalogue.words[word], [])
        rows = con.execute(f'select {value} from "{extract.relation}" order by {order}').fetchall()
    return [as_it_was(cell) if isinstance(cell, str) else cell for (cell,) in rows]


def test_what_would_be_published_is_what_our_months_add_up_to(clean: Handed) -> None:
    """Counted once more from the document itself."""
    weeks = timedelta(weeks=20)
    requests = issued = in_time = 0
    for row in document(clean).iter("Requests"):
        if row.find("ActivePlans/TransferLA") is not None:
            continue
        received = date.fromisoformat(str(row.findtext("ReceivedDate")))
        requests += FIRST <= received <= LAST
        if row.findtext("Assessment/AssessmentOutcome") == "Y":
            ended = date.fromisoformat(str(row.findtext("Assessment/AssessmentOutcomeDate")))
            issued += 1
            in_time += ended <= received + weeks
    counted = {each["count"]: each for each in clean.answer["compared"]}
    figures = {
        "requests_received": requests,
        "plans_issued": issued,
        "plans_issued_within_20_weeks": in_time,
    }
    assert {name: each["of_return"] for name, each in counted.items()} == figures
    assert {name: each["of_months"] for name, each in counted.items()} == figures
    assert {each["verdict"] for each in counted.values()} == {"equal"}
    with (clean.sample / "truth.csv").open(newline="", encoding="utf-8") as file:
        truth = [
            row
            for row in csv.reader(file)
            if row[0] == "M06" and row[2] == "total" and row[1].startswith("2025-")
        ]
    assert sum(int(row[4]) for row in truth) == in_time
    assert issued > in_time > 0


def test_a_messy_authority_is_told_first_what_would_be_rejected(messy: Handed) -> None:
    assert messy.code == 1
    assert (messy.out / MARK).exists() and not messy.answer["may_be_sent"]
    assert "NOT TO BE SENT" in messy.told
    assert messy.answer["missing_rows"] > 0
    with (messy.out / "missing_rows.csv").open(newline="", encoding="utf-8-sig") as file:
        missing = list(csv.DictReader(file))
    assert len(missing) == messy.answer["missing_rows"]
    assert all(row["rule"] and row["line"] and row["what to do"] for row in missing)
    assert not any(
        cell.startswith(("=", "+", "@")) for row in missing for cell in row.values() if cell
    )


def test_the_same_inputs_give_the_same_bytes(clean: Handed) -> None:
    for path in sorted(clean.out.rglob("*.*")):
        again = clean.out.parent / "told" / path.relative_to(clean.out)
        assert path.read_bytes() == again.read_bytes(), path.name


def test_a_year_that_nothing_tells_of_and_a_folder_in_use_are_refused(clean: Handed) -> None:
    words = ["--who", "data officer", "--why", "a test"]
    told = sendmart("return", "sen2", "--year", "2019", *words, "--out", clean.out.parent / "none",
                    home=clean.home)  # fmt: skip
    assert (told.returncode, "Name one of: 2025, 2026, 2027" in told.stderr) == (1, True)
    told = sendmart("return", "sen2", "--year", "2026", *words, "--out", clean.out, home=clean.home)
    assert (told.returncode, "Name a new folder." in told.stderr) == (1, True)
    told = sendmart("return", "sen2", "--year", "2026", "--out", clean.out, home=clean.home)
    assert told.returncode == 2


def test_a_return_made_before_its_day_says_that_it_is_provisional(clean: Handed) -> None:
    out = clean.out.parent / "early"
    words = ["--who", "data officer", "--why", "a test", "--at", "2026-03-01T09:00:00", "--json"]
    done = sendmart("return", "sen2", "--year", "2027", *words, "--out", out, home=clean.home)
    answer = json.loads(done.stdout)
    assert answer["provisional"].startswith("Provisional: the latest export is of 2026-01")
    assert query(Home(clean.home), "select count(*) from core.dim_ehc_return_years") == [(3,)]
