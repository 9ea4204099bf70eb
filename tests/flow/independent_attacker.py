"""An attacker who has the released CSV files of all months and versions, and nothing of ours.

It reads what a reader reads: rows, Total rows, numerators with denominators and their percentages,
files that tell the same thing, years beside months. The truth is used for two things only: an
equation is believed when it is true everywhere (the attacker has read the methodology), and what
was narrowed is judged. It shares no code with the control that it tests.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from tests.flow.attacker_bounds import ENOUGH, Knowledge, values_left
from tests.flow.attacker_reading import (
    Cell,
    Released,
    Truth,
    Truths,
    is_number,
    slices,
    tables,
)

HIDDEN = "c"
SMALL = range(1, 5)
BASE = 5
HALF = 2
UNTOLD = 1e6
YEAR = "Calendar year"
EVERYWHERE = 6  # rows that an equation must be true in before it is believed


Part = tuple[str, str, tuple[str, str] | None]  # dataset, column and an item; None for the column


class Narrowed(NamedTuple):
    """A small count of which too few values are left."""

    what: str
    release: str
    values_left: int


@dataclass
class Attack:
    """What was found, and how much was looked at."""

    narrowed: list[Narrowed]
    hidden_small_counts: int
    differences: int
    equations: int
    cells: int


def attack(releases: list[Released], truths: Mapping[str, Truths]) -> Attack:
    """Work out what can be, and say which true counts of 1 to 4 are left with too few values."""
    desk = Desk(releases, truths)
    for release in releases:
        desk.put_down(release)
        desk.tie_totals(release)
        desk.tie_columns(release)
        desk.tie_shares(release)
        desk.tie_files(release)
    left = values_left(desk.known, desk.targets)
    found = [
        Narrowed(what, release, left.get(variable, 0))
        for variable, (what, release) in desk.targets.items()
        if left.get(variable, 0) < ENOUGH
    ]
    count = len(desk.known.boxes)
    return Attack(found, desk.small, desk.differences, len(desk.known.lines), count)


@dataclass
class Share:
    """A column, in every row, as a part of another, with the percentage that is told of it."""

    whole: str
    rows: list[tuple[Cell, tuple[int, Truth], tuple[int, Truth], str]] = field(default_factory=list)
    fits: int = 0
    error: float = 0.0


class Desk:
    """Variables for counts and for differences between them, over all releases."""

    def __init__(self, releases: list[Released], truths: Mapping[str, Truths]) -> None:
        self.truths = truths
        self.known = Knowledge()
        self.variables: dict[tuple[Cell, int], int] = {}
        self.targets: dict[int, tuple[str, str]] = {}
        self.small = self.differences = 0
        self.every = [
            (cell, shown, truths[release.name][cell])
            for release in releases
            for cell, shown in release.counts.items()
            if cell in truths[release.name] and (shown == HIDDEN or is_number(shown))
        ]
        self.rounded = self._shown_rounded()
        self.exact = self._shown_exactly()
        self.hides_more = {
            c.dataset for c, s, t in self.every if s == HIDDEN and t.number not in SMALL
        }
        self.hides_noughts = {c.dataset for c, s, t in self.every if s == HIDDEN and t.number == 0}

    def _shown_exactly(self) -> set[Part]:
        """Columns, or an item's part of them, that the methodology says are not rounded."""
        shown: dict[Part, list[tuple[int, int]]] = defaultdict(list)
        for cell, cell_shown, truth in self.every:
            parts = _parts_of(cell)
            if cell_shown not in (HIDDEN, "0") and self.rounded.isdisjoint(parts):
                for part in parts:
                    shown[part].append((int(cell_shown), truth.number))
        return {
            part
            for part, pairs in shown.items()
            if all(one == other for one, other in pairs)
            and (len(set(pairs)) >= EVERYWHERE or any(one % BASE for one, _ in pairs))
        }

    def _shown_rounded(self) -> set[Part]:
        """An item's part of a column in which anybody sees nothing but multiples of the base."""
        shown: dict[Part, list[int]] = defaultdict(list)
        for cell, cell_shown, _ in self.every:
            if cell_shown not in (HIDDEN, "0"):
                for part in _parts_of(cell):
                    shown[part].append(int(cell_shown))
        return {
            part
            for part, counts in shown.items()
            if len(counts) >= EVERYWHERE and not any(count % BASE for count in counts)
        }

    def _box(self, cell: Cell, shown: str, truth: Truth) -> tuple[float, float]:
        if shown == HIDDEN:
            low = 0 if cell.dataset in self.hides_noughts else 1
            return low, UNTOLD if cell.dataset in self.hides_more else SMALL[-1]
        count = int(shown)
        if count == 0 or truth.is_decided or not self._slack(cell):
            return count, count
        return max(count - HALF, SMALL[-1] + 1), count + HALF

    def put_down(self, release: Released) -> None:
        """A variable for each cell; one that is the same in two releases is one variable."""
        for cell, shown in release.counts.items():
            truth = self.truths[release.name].get(cell)
            if truth is None or not (shown == HIDDEN or is_number(shown)):
                continue
            low, high = self._box(cell, shown, truth)
            assert low <= truth.number <= high, f"{release.name}: {cell} is shown as {shown}"
            key = (cell, truth.number)
            if key not in self.variables:
                self.variables[key] = self.known.variable(low, high, truth.number)
            self.known.narrow(self.variables[key], low, high)
            if truth.number in SMALL and not self._is_decided(release, cell):
                self.small += self.variables[key] not in self.targets
                self.targets[self.variables[key]] = (str(cell), release.name)

    def _is_decided(self, release: Released, cell: Cell) -> bool:
        """By its owner, or because they are the very people of a Total that is."""
        truths = self.truths[release.name]
        wholes = [cell._replace(items=cell.items - {one}) for one in cell.items]
        same = [truths[one] for one in wholes if one in truths]
        return truths[cell].is_decided or any(
            one.is_decided and one.number == truths[cell].number for one in same
        )

    def at(self, release: Released, cell: Cell) -> tuple[int, Truth] | None:
        truth = self.truths[release.name].get(cell)
        variable = self.variables.get((cell, truth.number)) if truth else None
        return None if truth is None or variable is None else (variable, truth)

    def tie_totals(self, release: Released) -> None:
        """Total rows and the rows of their items; what is left over is a count too."""
        found = slices(release)
        for (_, _, name), told in found.items():
            rests = []
            for whole, parts in told:
                cells = [self.at(release, cell) for cell in (whole, *parts)]
                if all(cells):
                    rests.append((whole, [one for one in cells if one]))
            left = [row[0][1].number - sum(t.number for _, t in row[1:]) for _, row in rests]
            if not rests or min(left) < 0:
                continue
            # One item is no whole: that nothing was ever left over is then by chance.
            is_all = not any(left) and max(len(row) for _, row in rests) > 2
            for (whole, row), rest in zip(rests, left, strict=True):
                what = f"{whole}: what {name} leaves over"
                self._difference(row, 0 if is_all else rest, is_all, what, release)

    def _difference(
        self, row: list[tuple[int, Truth]], rest: int, is_all: bool, what: str, release: Released
    ) -> None:
        """What a first count is more than others; nobody's secret where all were decided."""
        factors = {row[0][0]: 1.0}
        for variable, _ in row[1:]:
            factors[variable] = factors.get(variable, 0.0) - 1.0
        if not is_all:
            over = self.known.variable(0, UNTOLD, rest)
            factors[over] = -1.0
            if rest in SMALL and not all(truth.is_decided for _, truth in row):
                self.differences += 1
                self.targets[over] = (what, release.name)
        self.known.tie(factors, 0, 0)

    def tie_columns(self, release: Released) -> None:
        """Columns that always add up to another: bands to all, within and beyond to issued."""
        for rows in tables(release).values():
            columns = sorted({column for row in rows.values() for column in row})
            for whole in columns:
                for parts in _candidates(whole, columns):
                    cells = [
                        [self.at(release, row[c]) for c in (whole, *parts) if c in row]
                        for row in rows.values()
                    ]
                    full = [[x for x in row if x] for row in cells if len(row) > len(parts)]
                    full = [row for row in full if len(row) == len(parts) + 1]
                    sums = [(r[0][1].number, sum(t.number for _, t in r[1:])) for r in full]
                    if len({a for a, _ in sums}) >= EVERYWHERE and all(a == b for a, b in sums):
                        for row in full:
                            self._difference(row, 0, True, "", release)

    def tie_shares(self, release: Released) -> None:
        """A numerator, its denominator and their percentage; the rest of the two is a count too."""
        for rows in tables(release).values():
            columns = sorted({column for row in rows.values() for column in row})
            for part in columns:
                shares = [self._share(release, rows, part, whole) for whole in columns]
                likely = [one for one in shares if one]
                if likely:
                    self._tie_share(release, min(likely, key=lambda one: one.error))

    def _share(
        self, release: Released, rows: dict[object, dict[str, Cell]], part: str, whole: str
    ) -> "Share | None":
        """What a column is a percentage of is told in the dictionary; here it is what fits best."""
        share = Share(whole)
        for row in rows.values():
            if part == whole or not {part, whole} <= {*row}:
                continue
            above, below = self.at(release, row[part]), self.at(release, row[whole])
            if not above or not below:
                continue
            percent = f"{part.removesuffix('_count')}_percent"
            told = release.percents.get(row[part]._replace(column=percent), "")
            share.rows.append((row[part], above, below, told))
            if above[1].number > below[1].number:
                return None
            if is_number(told) and below[1].number:
                share.error += abs(float(told) - 100 * above[1].number / below[1].number)
                if not _fits(above[1].number, below[1].number, told, self._slack(row[part])):
                    return None
                shown = release.counts[row[part]], release.counts[row[whole]]
                if all(map(is_number, shown)) and int(shown[1]):
                    share.fits += 1
                    if not _fits(int(shown[0]), int(shown[1]), told, 0):
                        return None  # a percentage is made of the counts as they are shown
        return share if share.fits >= EVERYWHERE else None

    def _tie_share(self, release: Released, share: "Share") -> None:
        for cell, (a, above), (b, below), told in share.rows:
            what = f"{cell} beside {share.whole}: the rest"
            whole = cell._replace(column=share.whole)
            both = [
                (b, Truth(below.number, self._is_decided(release, whole))),
                (a, Truth(above.number, self._is_decided(release, cell))),
            ]
            self._difference(both, below.number - above.number, False, what, release)
            if is_number(told):
                slack, half = self._slack(cell), _half_unit(told)
                low, high = float(told) - half, float(told) + half
                room = slack * (100 + high)
                self.known.tie({a: 100.0, b: -low}, -room, float("inf"))
                self.known.tie({a: 100.0, b: -high}, float("-inf"), room)

    def _slack(self, cell: Cell) -> int:
        parts = _parts_of(cell)
        is_exact = self.rounded.isdisjoint(parts) and not self.exact.isdisjoint(parts)
        return 0 if is_exact else HALF

    def tie_files(self, release: Released) -> None:
        """Two columns that tell the same everywhere, and years that are the sum of their months."""
        columns: dict[tuple[str, str], dict[object, Cell]] = defaultdict(dict)
        for cell in release.counts:
            columns[cell.dataset, cell.column][cell.time, cell.place, cell.items] = cell
        for one, other in combinations(sorted(columns), 2):
            if one[0] == other[0]:  # two columns of one file are two things by their descriptions
                continue
            common = columns[one].keys() & columns[other].keys()
            pairs = [
                (a, b)
                for key in sorted(common, key=str)
                if (a := self.at(release, columns[one][key]))
                and (b := self.at(release, columns[other][key]))
            ]
            if len({a[1].number for a, _ in pairs}) >= EVERYWHERE and all(
                a[1].number == b[1].number for a, b in pairs
            ):
                for a, b in pairs:
                    self._difference([a, b], 0, True, "", release)
        self._tie_years(release, columns)

    def _tie_years(
        self, release: Released, columns: dict[tuple[str, str], dict[object, Cell]]
    ) -> None:
        months: dict[object, list[Cell]] = defaultdict(list)
        for cell in release.counts:
            if cell.time[1] != YEAR:
                months[cell.dataset, cell.column, cell.time[0], cell.place, cell.items].append(cell)
        for cell in release.counts:
            if cell.time[1] != YEAR:
                continue
            for dataset in sorted(
                {d for d, c in columns if c == cell.column and d != cell.dataset}
            ):
                items = frozenset(one for one in cell.items if (dataset, one[0]) in release.filters)
                parts = months.get((dataset, cell.column, cell.time[0], cell.place, items), [])
                row = [self.at(release, one) for one in (cell, *parts)]
                full = [one for one in row if one]
                if len(parts) != 12 or len(full) != 13:
                    continue
                if full[0][1].number == sum(truth.number for _, truth in full[1:]):
                    self._difference(full, 0, True, "", release)


def _parts_of(cell: Cell) -> set[Part]:
    return {(cell.dataset, cell.column, part) for part in (None, *cell.items)}


def _candidates(whole: str, columns: list[str]) -> Iterator[tuple[str, ...]]:
    """Columns that may be the parts of another: those of one first word."""
    families: dict[str, list[str]] = defaultdict(list)
    for column in columns:
        if column != whole:
            families[column.split("_")[0]].append(column)
    for family in families.values():
        for size in {2, 3, len(family)} & set(range(2, len(family) + 1)):
            yield from combinations(family, size)


def _fits(part: int, whole: int, told: str, slack: int) -> bool:
    half = _half_unit(told)
    low = 100 * max(part - slack, 0) / (whole + slack) if whole + slack else 0
    high = 100 * (part + slack) / max(whole - slack, 1)
    return low - half <= float(told) <= high + half


def _half_unit(told: str) -> float:
    places = len(told.partition(".")[2])
    return 0.5 * 10.0**-places + 1e-9
