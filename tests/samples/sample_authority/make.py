"""The making of a whole authority: every delivery of every month, the account, and the truth.
Each source's deliveries are in the module of their name."""

from pathlib import Path
from typing import Protocol

from . import returns_delivery, sen2_delivery, waits_delivery
from .care.deliveries import Care
from .cases import all_cases
from .education.deliveries import Education
from .families.deliveries import Families
from .figures import Figure, write_truth
from .health import pathway
from .health.index import Health
from .health.links import with_patients
from .ledger import Ledger
from .options import Mess, Options, Summary, checked
from .population import population
from .refused import write_refused
from .truth_care import care_truth
from .truth_decisions import decisions_truth
from .truth_destinations import destinations_truth
from .truth_disputes import appeal_rate_truth
from .truth_pathway import pathway_truth
from .truth_people import write_truth_people
from .truth_plans import plans_truth
from .truth_returns import returns_truth
from .truth_reviews import reviews_truth
from .truth_schools import schools_truth
from .truth_sen2 import sen2_truth
from .truth_waits import waits_truth
from .truth_weekly import transport_truth, weekly_truth
from .waits import all_waits


class Agency(Protocol):
    """Whoever sends files besides the case system, the therapy lists and the national return."""

    def write_month(self, ledger: Ledger, month: str) -> None: ...
    def write_refused(self, ledger: Ledger) -> None: ...


def write_all(options: Options, ledger: Ledger) -> list[Figure]:
    """Write everything below landing; give the right answers, whether or not they are wanted."""
    cases = all_cases(options)
    children = population(options, cases)
    patients = with_patients(options, all_waits(options), children)
    waits = patients.waits
    families = Families(options, children, waits)
    agencies: list[Agency] = [
        Education(options, children),
        families,
        Care(options, children),
        Health(options, children, patients),
    ]
    figures: list[Figure] = []
    told = []
    for month in options.months:
        for agency in agencies:
            agency.write_month(ledger, month)
        views, marks = sen2_delivery.write_month(options, ledger, cases, month)
        told.append((month, views, marks))
        if month == options.until:
            figures += sen2_truth(month, views, marks)
            figures += decisions_truth(month, views, marks)
            figures += plans_truth(told)
        entries, providers, waits_marks = waits_delivery.write_month(options, ledger, waits, month)
        figures += waits_truth(month, entries, providers, waits_marks)
        figures += returns_truth(month, returns_delivery.write_month(options, ledger, month))
    figures += families.truth()
    figures += appeal_rate_truth(told, families.disputes[options.until])
    figures += reviews_truth(told)
    figures += schools_truth(ledger.sound)
    figures += weekly_truth(ledger.sound)
    figures += transport_truth(ledger.sound)
    figures += care_truth(options, ledger, children)
    figures += destinations_truth(options, ledger, children)
    figures += pathway_truth(options, ledger, pathway.referrals(options, children))
    if options.mess == "hostile":
        write_refused(options, ledger, cases, waits)
        for agency in agencies:
            agency.write_refused(ledger)
    return figures


def make(
    out: Path,
    *,
    pupils: int = 10_000,
    months: int = 13,
    until: str = "2025-12",
    seed: int = 1,
    mess: Mess = "real",
    truth: bool = False,
) -> Summary:
    """Make the authority's files below an empty folder: the same arguments, the same bytes."""
    options = checked(pupils, months, until, seed, mess, truth)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise FileExistsError(f"{out} is not empty. Name a new folder, or empty it first.")
    out.mkdir(parents=True, exist_ok=True)
    ledger = Ledger(out)
    ledger.sound.is_wanted = truth
    figures = write_all(options, ledger)
    ledger.write_about(options)
    if truth:
        write_truth(out / "truth.csv", figures)
        write_truth_people(out / "truth_people.csv", ledger.people)
    return Summary(ledger.files, ledger.rows, list(options.months), len(ledger.planted), out)
