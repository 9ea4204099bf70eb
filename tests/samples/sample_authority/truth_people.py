"""The right answer of linkage: which child stands behind each record of a person that was sent.
Of each source and supplier the latest delivery counts, as it was before single rows were spoilt."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from .tables import Table

COLUMNS = ("known_by", "supplier_code", "supplier_person_id", "child", "errors")
EARLIER = "earlier"


@dataclass
class KnownPeople:
    """For each source and supplier, the child and the errors of each record by its identifier."""

    known_by: dict[tuple[str, str], str] = field(default_factory=dict)
    latest: dict[tuple[str, str], dict[str, tuple[str, str]]] = field(default_factory=dict)

    def note(
        self,
        source: tuple[str, str],
        known_by: str,
        table: Table,
        column: str,
        errors: dict[str, list[str]] | None = None,
    ) -> None:
        """Replace what was known of a source and supplier; `errors` are by the rows' keys."""
        place, told = table.places[column], errors or {}
        self.known_by[source] = known_by
        self.latest[source] = {
            row[place]: (child_of(key), " + ".join(told.get(key, [])))
            for key, row in zip(table.keys, table.rows, strict=True)
            if key and row[place]
        }


def child_of(key: str) -> str:
    """The child's number in a row's key: P000123, I123 and 123 are of child 123, and E123 is of the
    child that was adopted as child 123: somebody else, for linkage."""
    number = str(int(key.lstrip("PIE")))
    return f"{number}-{EARLIER}" if key.startswith("E") else number


def write_truth_people(path: Path, known: KnownPeople) -> None:
    lines: Iterable[tuple[str, ...]] = sorted(
        (known.known_by[source, supplier], supplier, identifier, child, errors)
        for (source, supplier), people in known.latest.items()
        for identifier, (child, errors) in people.items()
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(lines)
