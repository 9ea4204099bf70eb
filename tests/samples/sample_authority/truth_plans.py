"""The right answer of the measures of plans (M07c, M10 to M15): those of each month's end from that
month's own export, those of events from the last one. Records that were set aside are left out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .days import month_of, months_ending
from .education.establishments import ESTABLISHMENTS
from .figures import Figure, joined, percent
from .planting import Marks
from .records import Plan
from .snapshot import Known
from .truth_decisions import MONTHS, PEOPLE, Counted, Groups, figures, is_kept, item_of
from .truth_groups import groups_of, split
from .truth_sen2 import LIMIT, assessments

Told = tuple[str, list[Known], Marks]
NEEDS = {
    "ASD": "Autistic spectrum disorder", "SEMH": "Social, emotional and mental health",
    "SLCN": "Speech, language and communication needs", "MLD": "Moderate learning difficulty",
    "SLD": "Severe learning difficulty", "PMLD": "Profound and multiple learning difficulty",
    "SPLD": "Specific learning difficulty", "PD": "Physical disability", "HI": "Hearing impairment",
    "VI": "Vision impairment", "MSI": "Multi-sensory impairment",
    "DS": "Other difficulty or disability", "OTH": "Other difficulty or disability",
}  # fmt: skip
REASONS = {
    "1": "Reached maximum age", "2": "Needs met", "3": "Higher education",
    "4": "Paid employment (not apprenticeship)", "5": "Transferred to another LA",
    "6": "No longer wishes to engage", "7": "Left England", "8": "Deceased", "9": "Other",
}  # fmt: skip
SPECIAL_INDEPENDENT = "10"
PLACES = {
    "special": "Special school", "mainstream": "Mainstream school",
    "independent": "Mainstream school", "alternative_provision": "Alternative provision",
    "further_education": "Further education", "early_years": "Non-maintained early years",
}  # fmt: skip
UNLINKED = dict.fromkeys(PEOPLE, "Not linked")


@dataclass(frozen=True)
class InForce:
    """A plan that a month's export tells of."""

    native: str
    month: str
    transferred: bool
    groups: Groups

    def counted(self, is_so: bool = True) -> Counted:
        return Counted(self.month, is_so, self.groups)


def placement_of(plan: Plan) -> str:
    if not plan.urn:
        return "Non-maintained early years" if plan.setting == "EYP" else "Educated elsewhere"
    school = ESTABLISHMENTS[plan.urn]
    return "Special school" if school.kind == SPECIAL_INDEPENDENT else PLACES[school.sector]


def in_force(told: list[Told]) -> Iterator[InForce]:
    """Everybody is described by the last export; whoever is set aside there is linked to nobody."""
    last_marks = told[-1][2]
    for month, views, marks in told:
        for view in views:
            if not (view.plan and view.is_active and is_kept(view, marks, "R")):
                continue
            native, who = view.case.native, view.case.person
            need = NEEDS[view.plan.needs[0]]
            groups = {
                "primary_need": "Unknown" if f"E{native}1" in marks.set_aside else need,
                "placement_type": placement_of(view.plan),
                "locality": view.case.locality,
                "locality_now": view.case.locality,
                **(groups_of(who, month) if is_kept(view, last_marks) else UNLINKED),
            }
            yield InForce(native, month, bool(view.transferred_from), groups)


def moved_in(plans: list[InForce], first_month: str) -> Iterator[Counted]:
    """In the first export that tells of it; of the very first one nobody can say."""
    earliest: dict[str, str] = {}
    for plan in plans:
        earliest[plan.native] = min(plan.month, earliest.get(plan.native, plan.month))
    for plan in plans:
        if plan.transferred and first_month < plan.month == earliest[plan.native]:
            yield plan.counted()


def shared_out(
    measure: str, months: list[str], plans: list[InForce], part: str, within: Iterable[str]
) -> Iterator[Figure]:
    """Of all plans, and of those of each item of another breakdown, the share of each part."""
    of_month = dict(split(plans, lambda plan: plan.month))
    for month in months:
        here = of_month.get(month, [])
        yield Figure(
            measure, month, "total", "Total", len(here), len(here), percent(len(here), len(here))
        )
        wholes = [(part, "", here)]
        for name in within:
            split_here = split(here, item_of(name))
            wholes += [(joined(name, part), f"{item} | ", whole) for item, whole in split_here]
        for breakdown, prefix, whole in wholes:
            for item, some in split(whole, item_of(part)):
                value = percent(len(some), len(whole))
                count = len(some)
                yield Figure(measure, month, breakdown, prefix + item, count, len(whole), value)


def named(told: Told) -> Iterator[tuple[Known, Plan]]:
    """The plans that the last export names: those that follow an assessment."""
    _, views, marks = told
    for view in views:
        if view.plan and view.assessment_outcome and is_kept(view, marks, "R", "A", "N"):
            yield view, view.plan


def dated(view: Known, month: str, reason: str) -> Counted:
    groups = {"locality": view.case.locality, "cease_reason": reason}
    return Counted(month, True, groups | groups_of(view.case.person, month))


def relaxed_too(until: str, told: Told) -> Iterator[Figure]:
    """Nothing of the last two years was relaxed: the period ended in September 2020."""
    _, views, marks = told
    things = []
    for one in assessments(views, marks):
        if one.outcome == "Y" and one.closed_on and not one.exception:
            month = month_of(one.closed_on)
            things.append(Counted(month, one.days <= LIMIT, groups_of(one.who, month)))
    yield from figures("M07c", months_ending(until, MONTHS), things, PEOPLE, True)


def plans_truth(told: list[Told]) -> Iterator[Figure]:
    """Each export as its month, what was known, and what was done to it; the last one last."""
    months = [month for month, _, _ in told]
    until, plans = months[-1], list(in_force(told))
    yield from relaxed_too(until, told[-1])
    own = ("primary_need", "placement_type", "locality")
    everything = [plan.counted() for plan in plans]
    yield from figures("M10", months, everything, (*own, "locality_now", *PEOPLE), False)
    yield from figures("M11b", months, moved_in(plans, months[0]), own, False)
    yield from shared_out("M13", months, plans, "primary_need", ("locality", "age_group"))
    yield from shared_out("M15", months, plans, "placement_type", ("locality", "age_group"))
    mainstream = [
        plan.counted(plan.groups["placement_type"] == "Mainstream school") for plan in plans
    ]
    names = ("primary_need", "locality", *PEOPLE)
    yield from figures("M14", months, mainstream, names, True)
    started = [
        dated(view, month_of(plan.started_on), "")
        for view, plan in named(told[-1])
        if not view.transferred_from
    ]
    long = months_ending(until, MONTHS)
    yield from figures("M11", long, started, ("locality", *PEOPLE), False)
    ceased = [
        dated(view, month_of(view.ceased_on), REASONS[plan.cease_reason])
        for view, plan in named(told[-1])
        if view.ceased_on
    ]
    yield from figures("M12", long, ceased, ("cease_reason", "locality", *PEOPLE), False)
