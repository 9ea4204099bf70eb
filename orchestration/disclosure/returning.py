"""Shows again what was hidden beside small counts and turns out not to be needed.

The largest first. Nothing is taken on trust: a count is shown again only where every protected
count near it still has three values in worlds in which it stays as shown.
"""

from dataclasses import replace

import numpy as np

from orchestration.disclosure.attack import look, look_singly
from orchestration.disclosure.findings import Findings, Seen
from orchestration.disclosure.narrowing import narrowed
from orchestration.disclosure.pieces import Piece, pieces
from orchestration.disclosure.system import Integers, System

MOST_LACKING = 12  # protected counts that have to be asked about singly for one to be shown again


def returned(before: System, current: System, added: Integers) -> tuple[System, Integers]:
    """The system with those of the added counts hidden that are needed; and which these are."""
    needed = np.zeros(len(before.truth), dtype=bool)
    low, high = narrowed(current)
    for piece in pieces(current, low, high, current.protected):
        hidden = np.flatnonzero(np.isin(piece.counts, added))
        if hidden.size:
            found = Findings(current, low, high)
            inside = np.flatnonzero(np.isin(piece.counts, current.protected))
            look(piece, inside, found)
            for place in hidden[np.argsort(-piece.truth[hidden], kind="stable")].tolist():
                count = int(piece.counts[place])
                shown = _as_before(piece, place, before)
                kept = _still_safe(shown, place, inside, found)
                if kept is None:
                    needed[count] = True
                else:
                    piece, found.seen = shown, kept
    still = added[needed[added]]
    again = np.setdiff1d(added, still)
    low, high = current.low.copy(), current.high.copy()
    low[again], high[again] = before.low[again], before.high[again]
    return replace(current, low=low, high=high), still


def _as_before(piece: Piece, place: int, before: System) -> Piece:
    count = piece.counts[place]
    known_low, known_high = piece.known_low.copy(), piece.known_high.copy()
    known_low[place], known_high[place] = before.low[count], before.high[count]
    down, up = piece.down.copy(), piece.up.copy()
    down[place] = min(down[place], piece.truth[place] - before.low[count])
    up[place] = min(up[place], before.high[count] - piece.truth[place])
    return replace(piece, known_low=known_low, known_high=known_high, down=down, up=up)


def _still_safe(piece: Piece, place: int, inside: Integers, found: Findings) -> Seen | None:
    """What is seen of the protected counts where this one stays as it was; none if not enough."""
    seen = found.seen.only(
        piece.counts, piece.counts[place], piece.known_low[place], piece.known_high[place]
    )
    lacking = inside[~seen.enough(piece.counts[inside])]
    if lacking.size > MOST_LACKING:
        return None
    trial = Findings.of(found, seen)
    for other in lacking.tolist():
        if trial.open(piece.counts[[other]])[0]:
            look_singly(piece, other, trial)
            if not seen.enough(piece.counts[[other]])[0]:
                return None
    return seen
