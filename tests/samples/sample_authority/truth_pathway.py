"""The right answer of the waits on the neurodevelopmental pathway, month by month.
A wait runs from the day the referral came, whatever the trust's own clock says."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from .days import last_day
from .figures import Figure, percent
from .health.pathway import Referral, on_list
from .ledger import Ledger
from .options import Options
from .providers import TRUSTS
from .truth_waits import mean_weeks
from .waits_delivery import providers_of

CONDITIONS = {"autism": "Autism", "ASD": "Autism", "ADHD": "ADHD", "both": "Autism and ADHD"}
PATHWAY = "0 to 16, combined"
THIRTEEN_WEEKS = 91


def waiting(
    options: Options, ledger: Ledger, entries: list[Referral], month: str
) -> dict[str, list[Referral]]:
    """Those on each trust's list who have not been seen, without what was set aside."""
    told = {}
    for provider in providers_of(options, month):
        name = "neurodevelopmental_waits"
        file = f"landing/{name}/{month}/{name}_{provider}_{month}.csv"
        aside = ledger.set_aside(file, "")
        listed = list(on_list(entries, provider, month))
        if listed:
            told[provider] = [
                entry
                for index, entry in enumerate(listed)
                if index not in aside and entry.seen_on > last_day(month)
            ]
    return told


def days(entries: Iterable[Referral], month: str) -> list[int]:
    return sorted((last_day(month) - entry.referred_on).days for entry in entries)


def autism_figure(month: str, breakdown: str, item: str, entries: list[Referral]) -> Figure:
    waits = days(entries, month)
    late = sum(wait >= THIRTEEN_WEEKS for wait in waits)
    return Figure("M45", month, breakdown, item, late, len(waits), percent(late, len(waits)))


def length_figures(
    month: str, breakdown: str, item: str, entries: list[Referral]
) -> Iterator[Figure]:
    waits = days(entries, month)
    longest = waits[-1] if waits else None
    weeks = None if longest is None else Fraction(longest // 7)
    yield Figure("M45b", month, breakdown, item, longest, len(waits), weeks)
    mean = mean_weeks(tuple(waits))
    yield Figure("M45c", month, breakdown, item, sum(waits), len(waits), mean)


def month_figures(
    month: str, groups: dict[str, list[Referral]], is_whole: bool
) -> Iterator[Figure]:
    everybody = [entry for entries in groups.values() for entry in entries]
    named = {TRUSTS[provider]: entries for provider, entries in groups.items()}
    if is_whole:
        named["Total"] = everybody
        autism = [entry for entry in everybody if entry.condition != "ADHD"]
        yield autism_figure(month, "total", "Total", autism)
        yield from length_figures(month, "total", "Total", everybody)
    for name, entries in named.items():
        autism = [entry for entry in entries if entry.condition != "ADHD"]
        yield autism_figure(month, "nhs_organisation", name, autism)
        pathway = f"{name} | {PATHWAY}"
        yield autism_figure(month, "nhs_organisation | assessment_pathway", pathway, autism)
        yield from length_figures(month, "nhs_organisation", name, entries)
        for label in sorted({CONDITIONS[entry.condition] for entry in entries}):
            of_label = [entry for entry in entries if CONDITIONS[entry.condition] == label]
            item = f"{name} | {label}"
            breakdown = "nhs_organisation | assessed_condition"
            yield from length_figures(month, breakdown, item, of_label)


def pathway_truth(options: Options, ledger: Ledger, entries: list[Referral]) -> Iterator[Figure]:
    for month in options.months:
        groups = waiting(options, ledger, entries, month)
        yield from month_figures(month, groups, len(groups) == len(TRUSTS))
