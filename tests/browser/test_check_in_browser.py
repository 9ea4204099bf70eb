"""The door and the check in a real browser say the same of the same files, problem by problem.

The rules' SQL is their one home: what is compared here is the engine that answers for the door and
the small programs that answer in a browser, and all that reads files on either side.
"""

import importlib
import random
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from orchestration.contracts.catalogue import the_catalogue
from orchestration.contracts.for_browsers import document
from orchestration.home import Home
from orchestration.months import Month
from sample_authority import make
from tests.browser.both_checks import (
    Answer,
    broken_rules,
    by_the_browser,
    by_the_door,
    differences,
    serve_scripts,
)
from tests.browser.edge_deliveries import tables_of, write_delivery, write_workbook
from tests.browser.odd_cells import in_many_formats, in_many_writings
from tests.browser.waits import HEADINGS, NAME, a_list, cells

SOURCES = {
    source: {layout.kind for layout in contract.readers}
    for source, contract in the_catalogue().contracts.items()
}
AS_TEXT = sorted(source for source, kinds in SOURCES.items() if "delimited" in kinds)
AS_WORKBOOK = sorted(source for source, kinds in SOURCES.items() if "workbook" in kinds)
MONTHS = ("2025-12", "2023-01")
Both = tuple[list[Answer], list[Answer]]


@pytest.fixture(scope="module")
def checking(chromium: Browser) -> Iterator[Page]:
    """A page that holds the check and what the contracts compile to."""
    page = chromium.new_page()
    serve_scripts(page)
    yield page
    page.close()


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home that knows nothing yet; checking keeps nothing in it."""
    return Home.at(tmp_path_factory.mktemp("door") / "home")


@pytest.fixture(scope="module")
def edges(checking: Page, door: Home, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Both]:
    """What both say of every edge of every column of each contract."""
    root, catalogue, told = tmp_path_factory.mktemp("edges"), the_catalogue(), {}
    cases = [("csv", month, source) for source in AS_TEXT for month in _months(source)]
    cases += [("xlsx", MONTHS[0], source) for source in AS_WORKBOOK]
    for kind, month, source in cases:
        contract = catalogue.contracts[source]
        tables = tables_of(catalogue, contract, Month.parse(month), seed=7, mixed=100)
        write = write_delivery if kind == "csv" else write_workbook
        paths = write(root / f"{kind}-{month}" / source, contract, tables)
        told[f"{source} {kind} {month}"] = by_the_door(door, paths), by_the_browser(checking, paths)
    return told


def _months(source: str) -> tuple[str, ...]:
    """An earlier month too, where lists of codes have changed since; a spring for the census."""
    if source == "school_census":
        return MONTHS[1:]
    return MONTHS if source in ("sen2", "ssda903", "exclusion_log") else MONTHS[:1]


def both(checking: Page, door: Home, path: Path, content: bytes) -> Both:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return by_the_door(door, [path]), by_the_browser(checking, [path])


def test_every_edge_of_every_column_is_told_alike(edges: dict[str, Both]) -> None:
    assert {name: differences(*told) for name, told in edges.items() if differences(*told)} == {}
    refused = {name for name, (said, _) in edges.items() if said[0]["status"] != "accepted"}
    assert refused == set(), "what is refused as a whole tries no rule on rows"


def test_every_rule_that_a_browser_asks_was_broken_by_some_row(edges: dict[str, Both]) -> None:
    asked = {
        (source, table, rule["rule"], rule["column"])
        for source, told in document(the_catalogue())["sources"].items()
        for table, held in told["tables"].items()
        for rule in held["rules"]
        if not _places_the_delivery(source, table, rule["column"])
    }
    broken = {
        (name.split()[0], *found)
        for name, (_, told) in edges.items()
        for found in broken_rules(told)
    }
    never = sorted(map(str, asked - broken))
    assert never == [], f"{len(never)} were not: {' '.join(never)}"


def _places_the_delivery(source: str, table: str, column: str | None) -> bool:
    """Whether a column says who sent it or for when: there a wrong value refuses it whole."""
    contract = the_catalogue().contracts[source]
    said = [(contract.supplier.table, contract.supplier.column)]
    said.append((contract.period.table, contract.period.column))
    return (table, column) in said


@pytest.mark.parametrize("mess", ["none", "real", "hostile"])
def test_a_made_up_authoritys_files_are_told_alike(
    mess: Any, checking: Page, door: Home, tmp_path: Path
) -> None:
    made = make(tmp_path / "made", pupils=200, months=1, until="2025-12", seed=11, mess=mess)
    folders = sorted(
        {path.parent for path in made.out.rglob("*") if path.suffix in (".csv", ".xlsx")}
    )
    assert len(folders) > 15
    for folder in folders:
        paths = sorted(path for path in folder.iterdir() if path.suffix in (".csv", ".xlsx"))
        assert differences(by_the_door(door, paths), by_the_browser(checking, paths)) == []


def test_hostile_files_are_refused_in_the_same_words(
    checking: Page, door: Home, tmp_path: Path
) -> None:
    attacks = importlib.import_module("hostile.make_hostile").ATTACKS
    refused = 0
    for name, attack in attacks.items():
        if attack.ending not in (".csv", ".xlsx") or name.startswith(("huge", "monstrous")):
            continue
        said, told = both(checking, door, tmp_path / name / attack.file_name, attack.make())
        assert (name, differences(said, told)) == (name, [])
        refused += said[0]["status"] == "refused"
    assert refused > 35


@pytest.mark.parametrize("is_1904", [False, True])
def test_numbers_and_days_in_every_format_of_a_workbook(
    is_1904: bool, checking: Page, door: Home, tmp_path: Path
) -> None:
    place = (tmp_path / NAME).with_suffix(".xlsx")
    said, told = both(checking, door, place, in_many_formats(is_1904=is_1904))
    assert differences(said, told) == []
    assert len(said[0]["problems"]) > 1_500


def test_texts_in_every_way_of_writing_a_workbook(
    checking: Page, door: Home, tmp_path: Path
) -> None:
    place = (tmp_path / NAME).with_suffix(".xlsx")
    said, told = both(checking, door, place, in_many_writings())
    assert differences(said, told) == []
    assert len(said[0]["problems"]) > 30


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("provider_code", "X9902"),
        ("provider_code", "nobody"),
        ("snapshot_date", "30/11/2025"),
        ("snapshot_date", "2025-12-31"),
        ("snapshot_date", "31/12/2031"),
        ("provider_code", " X9901\xa0"),
        ("snapshot_date", " 31/12/2025"),
    ],
)
@pytest.mark.parametrize("is_everywhere", [False, True])
def test_who_sent_it_and_for_when_is_found_alike(
    heading: str, value: str, is_everywhere: bool, checking: Page, door: Home, tmp_path: Path
) -> None:
    rows = [
        cells("S1", **({heading: value} if is_everywhere else {})),
        cells("S2", **{heading: value}),
    ]
    assert differences(*both(checking, door, tmp_path / NAME, a_list(*rows))) == []


@pytest.mark.parametrize(
    "headings",
    [
        [heading.upper() for heading in HEADINGS],
        [f"  {heading}\xa0" for heading in HEADINGS],
        [heading.replace("_", " ") for heading in HEADINGS],
        [*HEADINGS[:-1], "a note"],
        [*HEADINGS[:-1], "patient_name"],
        [*HEADINGS[:-1], "nhs number"],
        [*HEADINGS[:-1], HEADINGS[0].upper()],
        [*HEADINGS[:-1], "row_number"],
        [*HEADINGS[:-1], ""],
        ["upn", "forename", "surname", *HEADINGS[3:]],
        [f'"{heading}"' for heading in HEADINGS],
    ],
    ids=str,
)
def test_headings_are_understood_alike(
    headings: list[str], checking: Page, door: Home, tmp_path: Path
) -> None:
    content = a_list(cells("S1"), cells("S2")).replace(
        ",".join(HEADINGS).encode(), ",".join(headings).encode()
    )
    assert differences(*both(checking, door, tmp_path / NAME, content)) == []


@pytest.mark.parametrize("at", [datetime(2019, 5, 1), datetime(2039, 5, 1)])
def test_without_an_agreement_on_that_day_nothing_is_read(
    at: datetime, checking: Page, door: Home, tmp_path: Path
) -> None:
    path = tmp_path / NAME
    path.write_bytes(a_list(cells("S1")))
    said = by_the_door(door, [path], at)
    assert said[0]["rules"] == {"D60": 1}
    assert differences(said, by_the_browser(checking, [path], at)) == []


BITS = st.sampled_from(
    [
        b'"',
        b'""',
        b",",
        b"\n",
        b"\r\n",
        b"\r",
        b" ",
        b"x",
        b"\xc3\xa9",
        b"\xe9",
        b"\x00",
        b"\t",
        b"31/12/2025",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(BITS, max_size=12), st.integers(0, 400), st.booleans())
def test_any_bytes_within_a_list_are_told_alike(
    checking: Page, door: Home, tmp_path: Path, bits: list[bytes], place: int, has_returns: bool
) -> None:
    whole = a_list(cells("S1"), cells("S2"), cells("S3"), end="\r\n" if has_returns else "\n")
    content = whole[:place] + b"".join(bits) + whole[place:]
    assert differences(*both(checking, door, tmp_path / NAME, content)) == []


def test_many_small_faults_of_a_large_file_are_told_alike(
    checking: Page, door: Home, tmp_path: Path
) -> None:
    """Larger than what is looked at in one piece, with values over several lines."""
    chance = random.Random(3)
    odd = ["", "SLT", "slt", '"a\r\nb"', '"say ""no"""', '"SLT"', "OT", " OT "]
    rows = [cells(f"S{n}", service=chance.choice(odd)) for n in range(60_000)]
    content = a_list(*rows)
    assert len(content) > 5_000_000
    said, told = both(checking, door, tmp_path / NAME, content)
    assert differences(said, told) == []
    assert len(said[0]["problems"]) == 10_000


def test_a_rule_that_says_something_else_is_noticed(
    checking: Page, door: Home, tmp_path: Path
) -> None:
    """The comparison itself: one limit moved by a day in the compiled contract."""
    path = tmp_path / NAME
    path.write_bytes(a_list(cells("S1", referral_received_date="31/01/2026"), cells("S2")))
    said = by_the_door(door, [path])
    assert differences(said, by_the_browser(checking, [path])) == []
    checking.evaluate(
        """() => {
            window.kept = JSON.stringify(window.contracts);
            const [limit, moved] = ['"period_ends_on"],1,"day"', '"period_ends_on"],-40,"day"'];
            window.contracts = JSON.parse(window.kept.replaceAll(limit, moved));
        }"""
    )
    try:
        assert differences(said, by_the_browser(checking, [path])) != []
    finally:
        checking.evaluate("() => { window.contracts = JSON.parse(window.kept); }")
