"""Children who were adopted: social care still has the record of who they were before.
Of the earlier identity only sex, birth and mostly the forename are as they are now."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .child_numbers import earlier_nhs_number
from .identifiers import stream, upn
from .kin import kin
from .options import Options
from .population import Child

RATE, RENAMED, RESTRICTED = 0.004, 0.3, 0.3
FAR = 5_000_000


def earlier_identities(options: Options, children: Iterable[Child]) -> Iterator[tuple[Child, bool]]:
    """Each with whether nobody but social care may use the record."""
    for child in children:
        chance = stream(options.seed, "adopted", child.number)
        if chance.random() < RATE:
            yield before_adoption(options, child), chance.random() < RESTRICTED


def before_adoption(options: Options, child: Child) -> Child:
    chance = stream(options.seed, "before adoption", child.number)
    other = kin(options.seed, child.number + FAR, child.sex)
    return replace(
        child,
        la_child_id=f"SC9{child.number:06d}",
        surname=other.surname,
        forename=other.forename if chance.random() < RENAMED else child.forename,
        postcode=other.postcode,
        upn=upn(child.number + FAR, child.born_on.year + 4),
        nhs_number=earlier_nhs_number(child.number),
    )
