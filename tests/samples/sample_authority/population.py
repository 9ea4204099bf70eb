"""Every child of the made-up authority, with the identifiers that each agency knows them by.
The children of SEN2 cases come with their cases' own person data; no file is written here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from .child_numbers import learner_numbers, nhs_numbers
from .days import last_day
from .education.establishments import ESTABLISHMENTS, PRIMARY_FROM, SECONDARY_FROM, urn_at
from .identifiers import stream, upn
from .kin import is_twin, kin, namesake_of
from .options import Options
from .people import weighted
from .plans import needs as drawn_needs
from .records import Case, Person, Plan
from .snapshot import known

SECTORS = {"EYP": "early_years", "EHE": "home", "OPA": "home", "NEET": "none"}
YEAR_GROUPS = ("E1", "E2", "N1", "N2", "R", *(str(year) for year in range(1, 15)))
PHYSICAL = frozenset({"PD", "HI", "VI", "MSI", "SLD", "PMLD", "DS"})
AGES = {3: 2, **dict.fromkeys(range(4, 16), 10), 16: 5, 17: 4, 18: 1}


@dataclass(frozen=True, slots=True)
class Child:
    """One child or young person as they are on the last day of the last month.

    upn           empty where the case system does not know it; `upn_unknown` says why
    uln           from the age of 14, else empty
    la_child_id   the social care system's own identifier, for those known to it
    school_urn    empty where there is no school; `sector` then says what there is instead
    provision     E plan, K support, N neither; see `provision_on` for earlier days
    year_group    as the school census writes it; empty for those over school age
    plan_from     the first day on which the case system holds the active plan
    """

    number: int
    surname: str
    forename: str
    born_on: date
    sex: str
    ethnicity: str
    postcode: str
    upn: str
    upn_unknown: str
    uln: str
    nhs_number: str
    la_child_id: str
    school_urn: str
    sector: str
    provision: str
    needs: tuple[str, ...]
    year_group: str
    is_disabled: bool
    is_in_need: bool
    is_looked_after: bool
    is_on_register: bool
    has_therapy: bool
    has_pathway: bool
    plan_from: date | None

    def provision_on(self, day: date) -> str:
        """Before the plan was there, a child with a plan had support."""
        return "K" if self.plan_from and self.plan_from > day else self.provision

    def year_group_on(self, day: date) -> str:
        return year_group(self.born_on, day)


def age_on(born_on: date, day: date) -> int:
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def year_group(born_on: date, day: date) -> str:
    """The national curriculum year of somebody who is in the year of their age."""
    begun_on = date(day.year if day.month >= 9 else day.year - 1, 8, 31)
    age = age_on(born_on, begun_on)
    return YEAR_GROUPS[age] if 0 <= age < len(YEAR_GROUPS) else ""


def pupil(seed: int, number: int, until_on: date, others: Mapping[int, Person]) -> Person:
    """A child without any case: every one of them has been to a state school.

    `others` are those before without a case: a twin, or somebody of the same name, may be there.
    """
    chance = stream(seed, "pupil", number)
    age = weighted(chance, AGES)
    born_on = until_on - timedelta(days=age * 365 + age // 4 + chance.randrange(365))
    sex = "M" if chance.random() < 0.5 else "F"
    twin = others.get(number - 1) if is_twin(seed, number) else None
    namesake = others.get(namesake_of(number) or 0)
    alike = twin or namesake
    born_on = alike.born_on if alike else born_on
    sex = namesake.sex if namesake and not twin else sex
    called = kin(seed, number, sex)
    is_namesake = namesake is not None and twin is None
    return Person(
        number=number,
        surname=namesake.surname if namesake and is_namesake else called.surname,
        forename=namesake.forename if namesake and is_namesake else called.forename,
        born_on=born_on,
        sex=sex,
        ethnicity=called.ethnicity,
        postcode=called.postcode,
        upn=upn(number, min(born_on.year + 4, until_on.year)),
        upn_unknown="",
    )


def ordinary_school(chance: Random, group: str, pupils: int) -> str:
    """A setting of the child's age; the smaller the authority, the fewer of them it uses."""
    schools = max(2, min(25, pupils // 250))
    if group in ("", "E1", "E2", "N1"):
        return urn_at(50 + chance.randrange(10)) if group else ""
    if group in ("14",) or (group in ("12", "13") and chance.random() < 0.4):
        return urn_at(45 + chance.randrange(5))
    if group in ("N2", "R", "1", "2", "3", "4", "5", "6"):
        return urn_at(PRIMARY_FROM + chance.randrange(2 * schools))
    return urn_at(SECONDARY_FROM + chance.randrange(schools))


def active_plan(cases: Iterable[Case], until_on: date) -> tuple[Plan | None, date | None]:
    """The plan that the case system holds as active, and since when it has held it."""
    for case in cases:
        view = known(case, until_on)
        if view is None or view.plan is None or not view.is_active:
            continue
        begun = case.received if view.plan.transferred_from else None
        issued = case.assessment.final.event if case.assessment else None
        entered = [event.entered_on for event in (begun, issued) if event]
        return view.plan, max([view.plan.started_on, *entered])
    return None, None


def placed(chance: Random, plan: Plan | None, group: str, pupils: int) -> tuple[str, str]:
    """The school's number, where there is a school, and the sector."""
    ordinary = ordinary_school(chance, group, pupils)
    if plan and plan.setting:
        return "", SECTORS.get(plan.setting, "other")
    urn = plan.urn if plan else ordinary
    return urn, ESTABLISHMENTS[urn].sector if urn else "none"


def likely(chance: Random, provision: str, with_plan: float, support: float, rest: float) -> bool:
    return chance.random() < {"E": with_plan, "K": support, "N": rest}[provision]


def child(options: Options, who: Person, cases: list[Case], nhs: str, uln: str) -> Child:
    chance = stream(options.seed, "child", who.number)
    until_on = last_day(options.until)
    plan, plan_from = active_plan(cases, until_on)
    group = year_group(who.born_on, until_on)
    supported = chance.random() < (1.0 if cases else 0.11)
    provision = "E" if plan else "K" if supported and group else "N"
    own_needs = drawn_needs(chance)
    needs = plan.needs if plan else own_needs if provision == "K" else ()
    urn, sector = placed(chance, plan, group, options.pupils)
    bodily = bool(PHYSICAL.intersection(needs))
    disabled = chance.random() < 0.8 if bodily else likely(chance, provision, 0.2, 0.04, 0.005)
    in_need = likely(chance, provision, 0.12, 0.06, 0.02)
    looked_after = likely(chance, provision, 0.04, 0.015, 0.005)
    on_register = chance.random() < 0.4 and disabled
    known_to_care = in_need or looked_after or on_register
    nervous = "ASD" in needs or "SEMH" in needs
    return Child(
        number=who.number,
        surname=who.surname,
        forename=who.forename,
        born_on=who.born_on,
        sex=who.sex,
        ethnicity=who.ethnicity,
        postcode=who.postcode,
        upn=who.upn,
        upn_unknown=who.upn_unknown,
        uln=uln if age_on(who.born_on, until_on) >= 14 else "",
        nhs_number=nhs,
        la_child_id=f"SC{who.number:06d}" if known_to_care else "",
        school_urn=urn,
        sector=sector,
        provision=provision,
        needs=needs,
        year_group=group,
        is_disabled=disabled,
        is_in_need=in_need,
        is_looked_after=looked_after,
        is_on_register=on_register,
        has_therapy=likely(chance, provision, 0.45, 0.2, 0.02),
        has_pathway=chance.random() < (0.5 if nervous else 0.02),
        plan_from=plan_from,
    )


def population(options: Options, cases: Iterable[Case]) -> list[Child]:
    """All children in the order of their numbers: first those of the cases, then the others."""
    of_person: dict[int, list[Case]] = {}
    for case in cases:
        of_person.setdefault(case.person.number, []).append(case)
    until_on = last_day(options.until)
    numbers = range(1, max(options.pupils, len(of_person)) + 1)
    children: list[Child] = []
    others: dict[int, Person] = {}
    for number, nhs, uln in zip(numbers, nhs_numbers(), learner_numbers(), strict=False):
        theirs = of_person.get(number, [])
        who = theirs[0].person if theirs else pupil(options.seed, number, until_on, others)
        if not theirs:
            others[number] = who
        children.append(child(options, who, theirs, nhs, uln))
    return children
