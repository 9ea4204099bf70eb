"""The right answer of what young people with special needs do, month by month.
It goes by the client database's own mark of special needs: who has a plan is told by linkage."""

from collections.abc import Iterator

from .care.destinations import list_of
from .days import last_day, unslashed
from .figures import Figure, percent
from .ledger import Ledger
from .options import Options
from .population import Child
from .tables import Cells

SEEKING = {"seeking", "not_ready", "carer", "parent", "illness"}
UNKNOWN = {"not_known", "refused"}
GONE = "left"
SPOILT_MARK = "mark_missing"


def ages(row: Cells) -> str:
    return "16 and 17" if int(row["academic_age"]) < 18 else "18 to 25"


def marked(options: Options, ledger: Ledger, children: list[Child], month: str) -> list[Cells]:
    """Those of the list who are marked and have not gone."""
    table = list_of(options, children, month)
    file = f"landing/destinations/{month}/{table.name}"
    aside = ledger.set_aside(file, table.name)
    unmarked = {spot.index for spot in ledger.spoilt.get(file, []) if spot.kind.kind == SPOILT_MARK}
    rows = [
        Cells(table, index) for index in range(len(table.rows)) if index not in aside | unmarked
    ]
    return [row for row in rows if row["send_flag"] == "Y" and row["activity"] != GONE]


def is_not_known(row: Cells, month: str) -> bool:
    lapses = row["expiry_date"]
    return row["activity"] in UNKNOWN or bool(lapses and unslashed(lapses) < last_day(month))


def is_seeking(row: Cells, month: str) -> bool:
    return row["activity"] in SEEKING and not is_not_known(row, month)


def figures_of(month: str, breakdown: str, item: str, rows: list[Cells]) -> Iterator[Figure]:
    for measure, counts in (("M60b", is_seeking), ("M61b", is_not_known)):
        count = sum(counts(row, month) for row in rows)
        yield Figure(measure, month, breakdown, item, count, len(rows), percent(count, len(rows)))


def destinations_truth(options: Options, ledger: Ledger, children: list[Child]) -> Iterator[Figure]:
    for month in options.months:
        rows = marked(options, ledger, children, month)
        if not list_of(options, children, month).rows:
            continue
        yield from figures_of(month, "total", "Total", rows)
        for breakdown, label in (
            ("destination_age", ages),
            ("looked_after", lambda row: "Yes" if row["looked_after"] == "Y" else "No"),
        ):
            for item in sorted({label(row) for row in rows}):
                of_item = [row for row in rows if label(row) == item]
                yield from figures_of(month, breakdown, item, of_item)
