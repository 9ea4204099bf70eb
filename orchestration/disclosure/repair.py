"""Hides what must be hidden beside small counts, until the attack finds nothing.

First single counts, the cheapest; where these cannot do it, all parts of a line of a table, so
that only their total stays; then all items of a group; where that cannot either, it refuses and
says which groups. What is hidden for being small was hidden before, by the policy. What was told
before stays as told: of its line or group the others are rolled up.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.disclosure.attack import Verdict, attack
from orchestration.disclosure.hiding import hidden, hideable, rooms
from orchestration.disclosure.narrowing import linked
from orchestration.disclosure.returning import returned
from orchestration.disclosure.system import (
    HIDDEN,
    UNKNOWN,
    Flags,
    Integers,
    Known,
    System,
)

MOST_ROUNDS = 8
NO_GROUP = -1


@dataclass(frozen=True, eq=False)
class Repair:
    """What is to be hidden beside what was, and the attack on what is then shown."""

    system: System
    hidden: Integers  # counts, without those rolled up
    rolled: Integers  # counts rolled up: not shown whatever they are, a zero neither
    rolled_up: Integers  # groups that are rolled up as a whole
    refused: Integers  # groups that cannot be protected at all; NO_GROUP for counts in none
    verdict: Verdict
    rounds: int

    @property
    def safe(self) -> bool:
        return self.verdict.safe


def repair(
    system: System, may_hide: Flags, groups: Integers | None = None, *, known: Known = HIDDEN
) -> Repair:
    """The system with more hidden, so that no protected count has fewer than three values.

    may_hide says which counts are not public already; groups which belong together, as the items
    of one breakdown of one month do (NO_GROUP for none); known what is known of a hidden count.
    """
    work = _Work(system, may_hide, groups, known)
    verdict = attack(system)
    if verdict.safe:
        return work.done(verdict)
    while not verdict.safe:
        work.hide(_open(verdict))
        verdict = attack(work.system, of=_open(verdict))
        if verdict.safe or not work.roll_up(_open(verdict)):
            break
        verdict = attack(work.system, of=_open(verdict))
    return work.done()


def _open(verdict: Verdict) -> Integers:
    return np.union1d(verdict.breaches, verdict.failures)


def _all_of(system: System) -> tuple[Flags, Flags]:
    return np.ones(len(system.at_least), dtype=bool), system.low < system.high


class _Work:
    def __init__(
        self, system: System, may_hide: Flags, groups: Integers | None, known: Known
    ) -> None:
        none = np.full(len(system.truth), NO_GROUP, dtype=np.int64)
        self.system, self._may_hide, self._known = system, may_hide, known
        self._before = system
        self._groups = none if groups is None else groups
        self._hidden: list[Integers] = []
        self._rolled = np.array([], dtype=np.int64)
        self._groups_rolled: list[int] = []
        self._rounds = 0

    def hide(self, open_counts: Integers) -> None:
        """Hides single counts for these, round by round, while that gets any further."""
        whole = False
        for _ in range(MOST_ROUNDS):
            self._rounds += 1
            added = self._hide_once(open_counts, whole)
            verdict = attack(self.system, of=open_counts)
            open_counts = _open(verdict)
            if verdict.safe:
                return
            if whole and not added:
                break
            whole = not added
        self._hide_all_around(open_counts)

    def _hide_all_around(self, open_counts: Integers) -> None:
        """Hides whatever may be, where that and nothing less helps; what is not needed returns."""
        can = np.flatnonzero(hideable(self.system, self._may_hide, self._known))
        widest = hidden(self.system, can, self._known)
        helped = np.setdiff1d(open_counts, _open(attack(widest, of=open_counts)))
        if helped.size:
            labels = linked(widest.matrix, *_all_of(widest))
            self._add(can[np.isin(labels[can], labels[helped])])

    def _hide_once(self, open_counts: Integers, whole: bool) -> bool:
        chosen = [np.array([], dtype=np.int64)]
        own = open_counts[self._shown(open_counts)]
        self._add(own)
        for room in rooms(self.system, self._may_hide, self._known, open_counts, whole):
            for place in np.flatnonzero(np.isin(room.piece.counts, open_counts)).tolist():
                far = int(self.system.wanted[room.piece.counts[place]]) - 1
                chosen.append(room.make(place, far))
        found = np.unique(np.concatenate(chosen))
        self._add(found)
        return bool(found.size or own.size)

    def _shown(self, counts: Integers) -> Flags:
        return hideable(self.system, self._may_hide, self._known)[counts]

    def _add(self, counts: Integers) -> None:
        if counts.size:
            self._hidden.append(counts)
            self.system = hidden(self.system, counts, self._known)

    def roll_up(self, open_counts: Integers) -> bool:
        """Rolls up a line or a group for each of these counts; whether there was any left to."""
        chosen = [self._line_for(int(count)) for count in open_counts]
        groups = {
            self._group_for(int(count))
            for count, line in zip(open_counts, chosen, strict=True)
            if not line.size
        } - {NO_GROUP}
        self._groups_rolled += sorted(groups)
        chosen.append(np.flatnonzero(self._may_hide & np.isin(self._groups, sorted(groups))))
        items = np.unique(np.concatenate(chosen))
        self._rolled = np.union1d(self._rolled, items)
        self.system = hidden(self.system, items, UNKNOWN)
        return bool(items.size)

    def _line_for(self, count: int) -> Integers:
        """The cheapest line of a table that it stands in: all parts of one total that may go."""
        best, least = np.array([], dtype=np.int64), 0
        matrix, group = self.system.matrix, self._groups[count]
        if group == NO_GROUP:
            return best
        for row in matrix[:, [count]].tocoo().row.tolist():
            columns = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
            parts = columns[self._groups[columns] == group].astype(np.int64)
            total = len(columns) - len(parts)
            parts = parts[self._may_hide[parts]]
            fresh = self.system.low[parts] > UNKNOWN.low
            fresh |= self.system.high[parts] < UNKNOWN.high
            loss = int(self.system.truth[parts].sum())
            usable = total == 1 and len(parts) > 1 and fresh.any()
            if usable and (not best.size or loss < least):
                best, least = parts, loss
        return best

    def _group_for(self, count: int) -> int:
        """The group that a count is in; else, of those linked to it, the one that costs least."""
        candidates = [int(self._groups[count])]
        equations = self.system.matrix[:, [count]].tocoo().row
        linked = np.unique(self.system.matrix[equations].indices)
        near = np.unique(self._groups[linked])
        loss = [int(self.system.truth[self._groups == group].sum()) for group in near]
        candidates += [int(near[place]) for place in np.argsort(loss, kind="stable")]
        for group in candidates:
            fresh = group != NO_GROUP and group not in self._groups_rolled
            if fresh and self._may_hide[self._groups == group].any():
                return group
        return NO_GROUP

    def done(self, known: Verdict | None = None) -> Repair:
        """What is left of it once all that is not needed is shown again; attacked as a whole."""
        none = np.array([], dtype=np.int64)
        added = np.setdiff1d(np.concatenate([none, *self._hidden]), self._rolled)
        system, added = returned(self._before, self.system, added)
        final = known or attack(system)
        return Repair(
            system=system,
            hidden=added,
            rolled=self._rolled,
            rolled_up=np.array(sorted(self._groups_rolled), dtype=np.int64),
            refused=np.unique(self._groups[_open(final)]),
            verdict=final,
            rounds=self._rounds,
        )
