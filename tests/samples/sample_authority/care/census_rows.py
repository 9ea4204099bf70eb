"""The rows of a year's children in need census: everybody whom social care knew in the year.
The columns are in census_layout; mess is planted afterwards."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from ..days import first_day, shift
from ..identifiers import AUTHORITY, stream
from ..options import Options
from ..people import weighted
from ..population import Child
from ..tables import Table
from .census_layout import (
    BORN,
    CARE_ID,
    ETHNICITY,
    GENDER,
    OWN,
    PARENT,
    REASON,
    REFERENCE,
    SEX,
    UPN,
    empty_tables,
)
from .children import disabilities, upn_reason, year_of

SOURCES = {"2A": 30, "6": 25, "3A": 8, "3F": 8, "1A": 10, "5B": 6, "8": 7, "9": 3, "10": 3}
NEEDS = {"N1": 55, "N5": 15, "N4": 12, "N3": 6, "N6": 5, "N8": 4, "N7": 1, "N0": 2}
REASONS = {"RC7": 60, "RC8": 25, "RC5": 6, "RC6": 4, "RC4": 3}
FACTORS = ("1B", "2B", "3A", "3B", "4A", "4B", "5A", "6A", "7A", "14A", "15A", "16A", "17A", "20")
ABUSE = {"NEG": 48, "EMO": 38, "PHY": 8, "SAB": 5}
MULTIPLE = "MUL"


def text_of(day: date | None) -> str:
    return day.isoformat() if day else ""


class Census:
    """Tables of one year that fill up together; rows know their own number and their parent's."""

    def __init__(self, month: str) -> None:
        self.month = month
        self.from_on, self.until_on = year_of(month)
        self.tables: dict[str, Table] = empty_tables()

    def add(self, table: str, key: str, parent: str, **cells: str) -> str:
        target = self.tables[table]
        own = f"{len(target.rows) + 1}"
        row = {OWN: own, PARENT: parent, **cells}
        target.add(key, [row.get(column, "") for column in target.header])
        return own

    def within(self, day: date) -> date | None:
        """The day, if it had come by the end of the year."""
        return day if day <= self.until_on else None


def add_header(census: Census) -> None:
    sent_on = first_day(shift(census.month, 2)) + timedelta(days=8)
    collection = {"Collection": "CIN", "Year": census.month[:4]}
    source = {
        "SourceLevel": "L", "LEA": AUTHORITY, "SoftwareCode": "Sample Care System",
        "Release": "1.0", "SerialNo": "001", "DateTime": f"{sent_on}T09:00:00",
    }  # fmt: skip
    cells = {f"CollectionDetails/{name}": text for name, text in collection.items()}
    cells |= {f"Source/{name}": text for name, text in source.items()}
    cells[REFERENCE] = text_of(census.until_on)
    census.add("headers", "header", "", **cells)


def add_child(census: Census, child: Child) -> str:
    numbered = {"M": "1", "F": "2"}[child.sex]
    sex = {GENDER: numbered} if census.month < "2024-04" else {SEX: child.sex}
    cells = {
        CARE_ID: child.la_child_id, UPN: child.upn, BORN: text_of(child.born_on),
        REASON: upn_reason(child, census.until_on), ETHNICITY: child.ethnicity, **sex,
    }  # fmt: skip
    own = census.add("children", f"{child.number}", "", **cells)
    for code in disabilities(child):
        census.add("disabilities", f"{child.number}", own, Disability=code)
    return own


def add_assessment(census: Census, chance: Random, key: str, referral: str, day: date) -> date:
    """An assessment of up to 45 working days; give the day on which it ended."""
    started_on = min(day + timedelta(days=chance.randrange(1, 6)), census.until_on)
    ended_on = started_on + timedelta(days=chance.randrange(8, 60))
    own = census.add(
        "assessments", key, referral, AssessmentActualStartDate=text_of(started_on),
        AssessmentInternalReviewDate=text_of(census.within(started_on + timedelta(days=7))),
        AssessmentAuthorisationDate=text_of(census.within(ended_on)),
    )  # fmt: skip
    if ended_on <= census.until_on:
        for code in sorted(chance.sample(FACTORS, chance.randrange(1, 4))):
            census.add("assessment_factors", key, own, AssessmentFactors=code)
    return ended_on


def add_protection(census: Census, chance: Random, key: str, referral: str, day: date) -> date:
    """An enquiry, a conference and a plan that still runs; give the day on which it began."""
    conference_on = day + timedelta(days=chance.randrange(7, 15))
    census.add(
        "section47s", key, referral, S47ActualStartDate=text_of(day),
        InitialCPCtarget=text_of(day + timedelta(days=21)),
        DateOfInitialCPC=text_of(conference_on), ICPCnotRequired="0",
    )  # fmt: skip
    category = weighted(chance, ABUSE)
    latest = MULTIPLE if chance.random() < 0.1 else category
    own = census.add(
        "child_protection_plans", key, referral, CPPstartDate=text_of(conference_on),
        InitialCategoryOfAbuse=category, LatestCategoryOfAbuse=latest,
        NumberOfPreviousCPP=f"{int(chance.expovariate(2))}",
    )  # fmt: skip
    review_on = conference_on + timedelta(days=85)
    while review_on <= census.until_on:
        census.add("protection_plan_reviews", key, own, CPPreviewDate=text_of(review_on))
        review_on += timedelta(days=175)
    return conference_on


def add_work(census: Census, chance: Random, key: str, referral: str, day: date) -> None:
    """What follows a referral that was taken up and is still open."""
    assessed_on = add_assessment(census, chance, key, referral, day)
    if assessed_on + timedelta(days=60) > census.until_on:
        return
    protected = chance.random() < 0.3
    planned_on = assessed_on + timedelta(days=5)
    ends_on = None
    if protected:
        enquired_on = planned_on + timedelta(days=chance.randrange(10, 30))
        ends_on = add_protection(census, chance, key, referral, enquired_on)
    elif chance.random() < 0.2:
        census.add(
            "section47s", key, referral, S47ActualStartDate=text_of(assessed_on),
            ICPCnotRequired="1",
        )  # fmt: skip
    census.add(
        "cin_plans", key, referral, CINPlanStartDate=text_of(planned_on),
        CINPlanEndDate=text_of(ends_on), _protected_on=text_of(ends_on),
    )  # fmt: skip


def add_referral(census: Census, chance: Random, child: Child, parent: str, **cells: str) -> str:
    need = "N2" if child.is_disabled and chance.random() < 0.7 else weighted(chance, NEEDS)
    told = {"ReferralSource": weighted(chance, SOURCES), "PrimaryNeedCode": need}
    return census.add(
        "referrals", f"{child.number}", parent, **{**told, "ReferralNFA": "0", **cells}
    )


def add_referrals(census: Census, chance: Random, child: Child, parent: str) -> None:
    """The referral that is worked on; before it, for some, one closed in the year or left alone."""
    key, reason = f"{child.number}", weighted(chance, REASONS)
    days = chance.randrange(3, 330 if chance.random() < 0.5 else 660)
    referred_on = max(census.until_on - timedelta(days=days), child.born_on)
    before = timedelta(days=chance.randrange(40, 160))
    earlier = chance.random()
    closed_on = referred_on - timedelta(days=chance.randrange(0, 20))
    opened_on = closed_on - before
    is_known = opened_on > child.born_on and closed_on >= census.from_on
    if earlier < 0.3 and is_known:
        own = add_referral(
            census, chance, child, parent, CINreferralDate=text_of(opened_on),
            CINclosureDate=text_of(closed_on), ReasonForClosure=reason,
        )  # fmt: skip
        add_assessment(census, chance, key, own, opened_on)
    elif earlier < 0.4 and is_known:
        add_referral(
            census, chance, child, parent, CINreferralDate=text_of(opened_on), ReferralNFA="1"
        )
    follows = text_of(closed_on) if earlier < 0.3 and is_known else ""
    is_over = child.is_in_need and chance.random() < 0.2 and days > 90
    over_on = referred_on + timedelta(days=max(60, days - 20)) if is_over else None
    if over_on and over_on < census.from_on:
        over_on = None
    own = add_referral(
        census, chance, child, parent, CINreferralDate=text_of(referred_on),
        CINclosureDate=text_of(over_on), ReasonForClosure=reason if over_on else "",
        _earlier_closed_on=follows,
    )  # fmt: skip
    if over_on:
        add_assessment(census, chance, key, own, referred_on)
    else:
        add_work(census, chance, key, own, referred_on)


def census_of(options: Options, children: Iterable[Child], month: str) -> dict[str, Table]:
    """Everybody known to social care; those not yet born by the end of the year are not there."""
    census = Census(month)
    add_header(census)
    for child in children:
        if child.la_child_id and child.born_on <= census.until_on:
            chance = stream(options.seed, "cin_census", child.number, month)
            add_referrals(census, chance, child, add_child(census, child))
    return census.tables
