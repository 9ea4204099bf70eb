"""Which child of the population stands behind a pseudonym on a trust's therapy list.
No supplier ever sends this; it is for tests that follow one child through the agencies."""

from collections.abc import Iterable, Sequence

from ..identifiers import stream
from ..options import Options
from ..population import Child
from ..waits import Wait


def child_of(options: Options, wait: Wait, children: Sequence[Child]) -> Child | None:
    """The same child whatever other waits there are; nobody where no child has therapy."""
    patients = [child for child in children if child.has_therapy]
    return _drawn(options, wait, patients)


def children_of(
    options: Options, waits: Iterable[Wait], children: Sequence[Child]
) -> dict[str, Child]:
    """By pseudonym, the child behind every one of the waits."""
    patients = [child for child in children if child.has_therapy]
    drawn = ((wait.pseudonym, _drawn(options, wait, patients)) for wait in waits)
    return {name: child for name, child in drawn if child}


def _drawn(options: Options, wait: Wait, patients: Sequence[Child]) -> Child | None:
    chance = stream(options.seed, "patient", wait.key)
    return patients[int(chance.random() * len(patients))] if patients else None
