"""No row is ever lost: what was received is loaded or set aside, each line exactly once."""

import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.contracts.catalogue import Catalogue
from orchestration.home import Home
from orchestration.register.book import submission_folder
from tests.unit.orchestration.sending import rows_kept, send
from tests.unit.orchestration.small_project import read_project, write_project

IDS = st.sampled_from(["1", "2", "3", " 1", "", "  ", "ü", "0", "n/a", "x,y", 'a"b'])
DAYS = st.sampled_from(["30/11/2025", "30/11/2025", "31/12/2099", "01/01/1900", "soon", "", "-"])
KINDS = st.sampled_from(["first", "later", "First", "", "n/a", "N/A", "nope"])
MINUTES = st.sampled_from(["1", "0", "-1", "x", "X", "", "-", "many", "99999999999999999999"])
NOTES = st.sampled_from(["", "Hernandez", "null", "two\nlines", "NaT", "1E5", '"', " "])
VISITS = st.lists(
    st.tuples(IDS, st.just("30/11/2025"), DAYS, KINDS, MINUTES), min_size=1, max_size=8
)
COLUMNS = {
    "visits": ["id", "listed", "seen", "kind", "minutes"],
    "notes": ["id", "visit", "note"],
}
NOTE_ROWS = st.lists(st.tuples(IDS, IDS, NOTES), max_size=8)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return read_project(write_project(tmp_path_factory.mktemp("project")))


def write(path: Path, headings: list[str], rows: list[tuple[str, ...]]) -> Iterator[int]:
    """Write a file; yield the line that each row starts on."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerows([headings, *rows])
    line = 2
    for row in rows:
        yield line
        line += 1 + "".join(row).count("\n")


def text(cell: object) -> str:
    return "" if cell is None else str(cell)


@settings(max_examples=20)
@given(VISITS, NOTE_ROWS)
def test_every_received_line_is_found_again_exactly_once(
    catalogue: Catalogue, visits: list[tuple[str, ...]], notes: list[tuple[str, ...]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home, place = Home.at(Path(folder) / "home"), Path(folder) / "in"
        place.mkdir()
        rows = {"visits": visits, "notes": notes}
        sent = {
            name: [
                (line, *row)
                for line, row in zip(
                    write(place / f"{name}_a.csv", COLUMNS[name], rows[name]),
                    rows[name],
                    strict=True,
                )
            ]
            for name in rows
        }
        receipt = send(home, place, catalogue=catalogue)
        assert receipt.submission.status == "accepted", receipt.submission.reason
        kept = submission_folder(home, receipt.submission)
        for name, names in COLUMNS.items():
            found = []
            for part, count in (("loaded", "loaded"), ("set_aside", "set_aside")):
                held = rows_kept(home, kept, name, part)
                assert len(held) == getattr(receipt.submission.tables[name], count)
                found += [
                    (row["received_line_number"], *(text(row[column]) for column in names))
                    for row in held
                ]
            assert sorted(found) == sorted(sent[name])
            counted = receipt.submission.tables[name]
            assert counted.received == len(rows[name]) == counted.loaded + counted.set_aside
        lines = {name: {row[0] for row in sent[name]} for name in sent}
        assert all(problem[3] in lines[problem[0]] for problem in receipt.problems)
        aside = {(p[0], p[3]) for p in receipt.problems if p[6] == "set_aside"}
        assert len(aside) == sum(c.set_aside for c in receipt.submission.tables.values())
