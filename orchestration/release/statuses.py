"""How the figures of a row stand: provisional, revised, or final.

Whether a row is revised is found in `changes`; after how many months it is final is a setting.
"""

from orchestration.frozen import frozen_after
from orchestration.months import Month
from orchestration.release.changes import OF_ONE_CELL, changes_in, placing
from orchestration.release.contents import Contents
from orchestration.release.dataset import Dataset, Table
from orchestration.release.periods import Period, period_in

PROVISIONAL, REVISED, FINAL = "p", "r", ""
SAID = {PROVISIONAL: "provisional [p]", REVISED: "revised [r]", FINAL: "final"}


def status_of(period: Period, month: Month, *, is_revised: bool) -> str:
    """The sign of a row in the release of a month."""
    if is_revised:
        return REVISED
    now, then = month.starting_on, period.until.starting_on
    gone_by = 12 * (now.year - then.year) + now.month - then.month
    return FINAL if gone_by >= frozen_after() else PROVISIONAL


def statuses(contents: Contents, dataset: Dataset, table: Table) -> list[str]:
    """The sign of each row of a dataset."""
    before = contents.before.get(dataset.name)
    changes = changes_in(dataset, table, before)
    revised = {change.place for change in changes if change.kind in OF_ONE_CELL}
    columns = placing(dataset, table, before) if before else []
    found = []
    for cells in table.rows:
        row = dict(zip(table.columns, cells, strict=True))
        period = period_in(row)
        is_revised = bool(before) and tuple(row[name] for name in columns) in revised
        found.append(status_of(period, contents.month, is_revised=is_revised))
    return found
