"""Time: which identifiers there are, which may stand together, and how their periods are written.

Whether every period is there is for the gates to ask.
"""

import re
from collections.abc import Iterator

from orchestration.release.screener.findings import Finding, fail, lines
from orchestration.release.screener.pair import Pair
from orchestration.release.screener.standard import Standard

PERIOD = re.compile(r"\d{4}(\d{2})?", re.ASCII)
CENTURY = 100


def identifiers(pair: Pair, standard: Standard) -> Iterator[Finding]:
    unknown = {one for one in pair.distinct("time_identifier") if standard.time_group(one) is None}
    if unknown:
        rows = pair.data.rows_with("time_identifier", unknown)
        what = f"time_identifier is not in the list of the standard: {lines(rows)}."
        remedy = "Use a month, Week 1 to Week 52, a term, a quarter, or a kind of year."
        yield fail("time_identifier", pair.data.file, what, remedy)
    groups = {standard.time_group(one) for one in pair.distinct("time_identifier")} - {None}
    if len(groups) > 1:
        what = "It mixes kinds of time that may not share a file."
        yield fail("time_identifier_mix", pair.data.file, what, "Make a file of each.")


def periods(pair: Pair, standard: Standard) -> Iterator[Finding]:
    cells = pair.data.columns["time_period"]
    odd = {cell for cell in pair.distinct("time_period") if not PERIOD.fullmatch(cell)}
    if odd:
        what = f"time_period is not four or six digits: {lines(_at(cells, odd))}."
        yield fail("time_period", pair.data.file, what, "Write 2025, or 202526 for two years.")
    broken = {
        cell
        for cell in pair.distinct("time_period")
        if cell not in odd and len(cell) > 4 and (int(cell[2:4]) + 1) % CENTURY != int(cell[4:])
    }
    if broken:
        what = (
            f"time_period of six digits is not of years that follow: {lines(_at(cells, broken))}."
        )
        yield fail("time_period_years", pair.data.file, what, "Write 202526 for 2025 to 2026.")
    told = zip(pair.data.columns["time_identifier"], cells, strict=True)
    wrong = [
        i
        for i, (identifier, period) in enumerate(told)
        if (group := standard.time_group(identifier)) and len(period) != group.digits
    ]
    if wrong:
        what = f"time_period has not the digits that its identifier wants: {lines(wrong)}."
        remedy = "Months, weeks and calendar years want four; terms and years across want six."
        yield fail("time_period_digits", pair.data.file, what, remedy)


def _at(cells: list[str], wanted: set[str]) -> list[int]:
    return [i for i, cell in enumerate(cells) if cell in wanted]


CHECKS = (identifiers, periods)
