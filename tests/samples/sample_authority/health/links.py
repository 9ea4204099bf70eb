"""Which child of the population stands behind a pseudonym on the trusts' lists.
A trust has one pseudonym for each of its patients; whom an index names by it is in index."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..identifiers import pseudonym, stream
from ..options import Options
from ..population import Child
from ..waits import Wait

DRAWS = 60


@dataclass(frozen=True)
class Patient:
    """A child as one trust knows it, from the day of its first referral."""

    provider: str
    pseudonym: str
    child: Child
    since: date


@dataclass(frozen=True)
class Patients:
    """The therapy lists' waits with the child of each, by the waits' keys."""

    waits: list[Wait]
    behind: dict[str, Child]


def pseudonym_of(options: Options, provider: str, child: Child) -> str:
    return pseudonym(stream(options.seed, "pseudonym", provider, child.number))


def with_patients(options: Options, waits: Iterable[Wait], children: Sequence[Child]) -> Patients:
    """Give every wait its child: one with therapy, born by then, and only once on each list."""
    pool = [child for child in children if child.has_therapy]
    taken: dict[tuple[str, str, str], set[int]] = {}
    told: list[Wait] = []
    behind: dict[str, Child] = {}
    for wait in waits:
        on_list = taken.setdefault((wait.provider, wait.service, wait.stage), set())
        child = _drawn(options, wait, pool, on_list)
        if child is None:
            told.append(wait)
            continue
        on_list.add(child.number)
        behind[wait.key] = child
        told.append(_as_known(options, wait, child))
    return Patients(told, behind)


def _drawn(options: Options, wait: Wait, pool: Sequence[Child], on_list: set[int]) -> Child | None:
    chance = stream(options.seed, "patient", wait.key)
    for _ in range(DRAWS if pool else 0):
        child = pool[int(chance.random() * len(pool))]
        if child.number not in on_list and child.born_on < wait.referred_on:
            return child
    return None


def _as_known(options: Options, wait: Wait, child: Child) -> Wait:
    return replace(
        wait,
        pseudonym=pseudonym_of(options, wait.provider, child),
        birth_month=f"{child.born_on:%Y-%m}",
        postcode_sector=child.postcode[:-2],
    )


def first_known(referred: Iterable[tuple[str, str, Child, date]]) -> list[Patient]:
    """Each trust's patients in the order of their numbers, from provider, pseudonym, child, day."""
    found: dict[str, Patient] = {}
    for provider, name, child, day in referred:
        held = found.get(name)
        if held is None or day < held.since:
            found[name] = Patient(provider, name, child, day)
    return sorted(found.values(), key=lambda one: (one.provider, one.child.number))
