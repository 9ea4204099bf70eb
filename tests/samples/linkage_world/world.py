"""Households, their children, and which agency knows which of them under what names and numbers.

The shape is that of the linkage trial: for 200,000 pupils, 160,000 households, 300,000 children,
30,000 patients and 15,000 records of social care.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pyarrow as pa

from sample_authority.identifiers import INWARD_LETTERS, nhs_check_digit, upn

from .errors import Record, Spoiler
from .names import Names

PROVIDERS = ("X9901", "X9902")
TWIN_SHARE, ALIKE_SHARE = 0.016, 0.06
NEWEST_BIRTH, SPAN_DAYS = date(2025, 6, 30), 24 * 365


@dataclass(frozen=True, slots=True)
class Child:
    number: int
    household: int
    forename: str
    surname: str
    born_on: date
    postcode: str
    sex: str
    heritage: str
    upn: str
    nhs_number: str
    twin: int = 0


@dataclass(frozen=True)
class World:
    """`records`: one row per record, with `child`, the truth, and `errors`. `twins`: pairs."""

    records: pa.Table
    twins: list[tuple[int, int]]


def make_world(
    pupils: int = 200_000, seed: int = 1, error_scale: float = 1.0, names: Names | None = None
) -> World:
    """The same arguments make the same county."""
    chance = Random(f"linkage:{seed}")
    names = names or Names(chance)
    postcodes = _postcodes(chance, max(40, pupils * 11 // 200))
    children = list(_children(chance, names, postcodes, pupils * 4 // 5))
    spoiler = Spoiler(chance, names, _nicknames())
    records = list(_records(chance, children, pupils, spoiler, postcodes, error_scale))
    chance.shuffle(records)
    known = {(record.agency, record.child) for record in records}
    twins = [
        (child.number, child.twin)
        for child in children
        if child.twin and any((agency, child.number) in known for agency in ("health", "care"))
    ]
    return World(_table(records), twins)


def _nicknames() -> dict[str, list[str]]:
    from nicknames import NickNamer

    namer = NickNamer()
    return {name: sorted(namer.nicknames_of(name)) for name in sorted(namer._nickname_lookup)}


def _postcodes(chance: Random, count: int) -> list[str]:
    made: dict[str, None] = {}
    while len(made) < count:
        letters = "".join(chance.choices(INWARD_LETTERS, k=2))
        made[f"ZZ{chance.randrange(1, 60)} {chance.randrange(10)}{letters}"] = None
    return list(made)


def _nhs_numbers(chance: Random) -> Iterator[str]:
    seen: set[str] = set()
    while True:
        nine = f"{chance.choice('4679')}{chance.randrange(10**8):08d}"
        check = nhs_check_digit(nine)
        if check is not None and nine not in seen:
            seen.add(nine)
            yield f"{nine}{check}"


def _children(
    chance: Random, names: Names, postcodes: list[str], households: int
) -> Iterator[Child]:
    numbers, nhs = 0, _nhs_numbers(chance)
    for household in range(households):
        heritage = names.heritage()
        surname = names.surname(heritage)
        if chance.random() < 0.06:
            surname = f"{surname}-{names.surname(heritage)}"
        postcode = chance.choice(postcodes)
        born_on = NEWEST_BIRTH - timedelta(days=chance.randrange(SPAN_DAYS))
        before, named = "", set[str]()
        for _ in range(chance.choices((1, 2, 3, 4, 5), (44, 34, 14, 6, 2))[0]):
            is_twin = bool(before) and chance.random() < TWIN_SHARE * 2.1
            if before and not is_twin:
                born_on -= timedelta(days=300 + chance.randrange(1500))
            if born_on < NEWEST_BIRTH - timedelta(days=SPAN_DAYS):
                break
            sex = chance.choice("MF")
            forename = names.forename(heritage, sex)
            if is_twin and chance.random() < ALIKE_SHARE:
                forename = names.like(before, heritage, sex)
            while forename in named:
                forename = names.forename(heritage, sex)
            named.add(forename)
            numbers += 1
            yield Child(
                numbers, household, forename, surname, born_on, postcode, sex, heritage,
                upn(numbers, born_on.year + 4), next(nhs), numbers - 1 if is_twin else 0,
            )  # fmt: skip
            before = forename


def _records(
    chance: Random,
    children: list[Child],
    pupils: int,
    spoiler: Spoiler,
    postcodes: list[str],
    scale: float,
) -> Iterator[Record]:
    sibling = _siblings(children)
    at_school = chance.sample(children, min(pupils, len(children)))
    schooled = {child.number for child in at_school}
    others = [child for child in children if child.number not in schooled]
    patients = _some(chance, at_school, others, pupils // 8, 0.95)
    ill = [child for child in patients if child.number in schooled]
    in_care = _some(chance, ill, at_school + others, pupils * 143 // 2000, 0.28)
    new_postcode = lambda: chance.choice(postcodes)  # noqa: E731

    def record(child: Child, agency: str, supplier: str) -> Record:
        made = Record(
            agency, supplier, child.number, child.forename, child.surname, child.born_on,
            child.postcode, child.sex, "", "", child.heritage, False,
        )  # fmt: skip
        spoiler.spoil(made, new_postcode, scale)
        return made

    for child in at_school:
        for supplier in ["schools", *(["schools"] if chance.random() < 0.00316 else [])]:
            made = record(child, "education", supplier)
            made.upn = child.upn
            yield made
    for child in patients:
        first = chance.choice(PROVIDERS)
        for provider in PROVIDERS if chance.random() < 0.2 else (first,):
            made = record(child, "health", provider)
            made.nhs_number = _nhs_as_written(chance, child, sibling, made, 0.2, scale)
            yield made
    for child in in_care:
        for _ in range(2 if chance.random() < 0.05 else 1):
            made = record(child, "care", "care")
            made.is_looked_after = chance.random() < 0.25
            if child.number in schooled and chance.random() < 0.43:
                made.upn = child.upn
            made.nhs_number = _nhs_as_written(chance, child, sibling, made, 0.65, scale)
            yield made


def _some(
    chance: Random, first: list[Child], second: list[Child], count: int, share: float
) -> list[Child]:
    """Some children, a share of them from the first list and the rest from the second."""
    inside = chance.sample(first, round(count * share))
    held = {child.number for child in inside}
    rest = [child for child in second if child.number not in held]
    return inside + chance.sample(rest, min(count - len(inside), len(rest)))


def _siblings(children: list[Child]) -> dict[int, str]:
    homes: dict[int, list[Child]] = {}
    for child in children:
        homes.setdefault(child.household, []).append(child)
    return {
        child.number: other.nhs_number
        for home in homes.values()
        for child, other in zip(home, [*home[1:], home[0]], strict=True)
        if child is not other
    }


def _nhs_as_written(
    chance: Random,
    child: Child,
    sibling: dict[int, str],
    made: Record,
    missing: float,
    scale: float,
) -> str:
    if chance.random() < missing:
        return ""
    if chance.random() < 0.004 * scale:
        made.errors.append("NHS number mistyped")
        place = chance.randrange(10)
        digits = child.nhs_number
        return digits[:place] + str((int(digits[place]) + 1) % 10) + digits[place + 1 :]
    if chance.random() < 0.002 * scale and child.number in sibling:
        made.errors.append("sibling's NHS number")
        return sibling[child.number]
    return child.nhs_number


def _table(records: list[Record]) -> pa.Table:
    known_by = {"education": "pupil_row", "health": "patient_pseudonym", "care": "la_child_id"}
    return pa.table(
        {
            "agency": [r.agency for r in records],
            "known_by": [known_by[r.agency] for r in records],
            "supplier_code": [r.supplier for r in records],
            "supplier_person_id": [f"R{place:07d}" for place in range(len(records))],
            "upn": [r.upn or None for r in records],
            "former_upn": pa.nulls(len(records), pa.string()),
            "nhs_number": [r.nhs_number or None for r in records],
            "uln": pa.nulls(len(records), pa.string()),
            "forename": [r.forename or None for r in records],
            "surname": [r.surname or None for r in records],
            "born_on": pa.array([r.born_on for r in records], pa.date32()),
            "postcode": [r.postcode or None for r in records],
            "sex": [r.sex for r in records],
            "is_adopted": pa.array([False] * len(records)),
            "is_numbered": pa.array([r.agency == "education" for r in records]),
            "ethnicity": pa.nulls(len(records), pa.string()),
            "child": pa.array([r.child for r in records], pa.int64()),
            "errors": [" + ".join(r.errors) for r in records],
            "heritage": [r.heritage for r in records],
            "is_looked_after": [r.is_looked_after for r in records],
        }
    )
