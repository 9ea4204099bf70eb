"""The rows of a term's school census: every pupil of the state schools, and what is said of them.
The columns are in census_layout; mess is planted afterwards."""

from collections.abc import Iterable
from datetime import timedelta
from random import Random

from ..days import blade, first_day, shift
from ..identifiers import AUTHORITY, stream
from ..options import Options
from ..people import weighted
from ..population import YEAR_GROUPS, Child
from ..tables import Table
from .calendar import census_day, days_of_term_before
from .census_layout import TERM_CODES, empty_census
from .establishments import ESTABLISHMENTS, SECONDARY_FROM, Establishment, urn_at
from .exclusions import Exclusion
from .pupils import entered_on, is_on_roll, school_upn

ABSENT = {"I": 60, "M": 20, "C": 10, "O": 14, "G": 8, "U": 3}
PHASES = {"special": "SP", "alternative_provision": "PR"}
LANGUAGES = {"ENG": 80, "PNJA": 6, "URD": 5, "BNG": 4, "POL": 3, "ARA": 2}


class Census:
    """Tables of one term that fill up together, numbering their rows as an export does."""

    def __init__(self, options: Options, month: str) -> None:
        self.month = month
        self.seed = options.seed
        self.on = census_day(month) or first_day(month)
        self.term = days_of_term_before(month)
        self.tables = empty_census(month)
        self.schools: dict[str, str] = {}
        self._offset = int(month[2:4]) * 12 + int(month[5:])
        self._order = list(self.tables)

    def add(self, table: str, key: str, **cells: str) -> str:
        """Add a row from the cells that are not empty; give its own identifier."""
        target = self.tables[table]
        order = len(target.rows) + 1
        own = f"{self._offset}{self._order.index(table):02d}{order:06d}"
        numbers = {f"{table}tableid": own, f"{table}orderseqcolumn": f"{order}", "sourceid": "1"}
        row = {"NativeId": f"{table[:3].upper()}{order}", **numbers, **cells}
        target.add(key, [row.get(column, "") for column in target.header])
        return own


def add_school(census: Census, school: Establishment, groups: list[str]) -> None:
    month, key = census.month, f"school:{school.urn}"
    ordered = sorted(groups, key=YEAR_GROUPS.index)
    phase = "SS" if school.place >= SECONDARY_FROM else "PS"
    sent_on = first_day(shift(month, 1)) + timedelta(days=20)
    own = census.add(
        "schoolcensus", key, collection="SCH", term=TERM_CODES[int(month[5:])], year=month[:4],
        referencedate=blade(census.on), sourcelevel="L", softwarecode="Sample School System",
        release="1.0", serialno="1", datetime=blade(sent_on), lea=AUTHORITY, estab=school.estab,
        urn=school.urn,
    )  # fmt: skip
    census.schools[school.urn] = own
    census.add(
        "school", key, schoolcensustableid=own, phase=PHASES.get(school.sector, phase),
        lowestncyeargroup=ordered[0], highestncyeargroup=ordered[-1],
    )  # fmt: skip


def person_cells(child: Child, chance: Random, spring: bool) -> dict[str, str]:
    ethnicity = {"ethnicity": child.ethnicity} if spring else {}
    return {
        "dob": blade(child.born_on), "surname": child.surname, "forename": child.forename,
        "upn": school_upn(child), "uniquelearnernumber": child.uln, "sex": child.sex,
        "parttime": "False", "language": weighted(chance, LANGUAGES), "boarder": "N", **ethnicity,
    }  # fmt: skip


def add_pupil(census: Census, child: Child, chance: Random, urn: str, status: str) -> str:
    provision, spring = child.provision_on(census.on), "senneeds" in census.tables
    with_plan = provision == "E"
    carer = {"youngcarer": "P" if chance.random() < 0.02 else "N"} if spring else {}
    special = chance.random() < 0.05 and ESTABLISHMENTS[urn].sector == "special"
    return census.add(
        "pupilonroll", f"{child.number}", schoolcensustableid=census.schools[urn],
        entrydate=blade(entered_on(child, census.on)), enrolstatus=status, senprovision=provision,
        ncyearactual="X" if special else child.year_group_on(census.on),
        topupfunding=f"{with_plan and chance.random() < 0.6}", senunitindicator="False",
        resourcedprovisionindicator="False", plaa="N",
        termlysessionspossible=f"{2 * len(census.term)}.0",
        **carer, **person_cells(child, chance, spring),
    )  # fmt: skip


def add_sessions(census: Census, table: str, key: str, chance: Random, **parent: str) -> None:
    """How often each reason for absence was noted in the term before."""
    for code in dict.fromkeys(weighted(chance, ABSENT) for _ in range(chance.randrange(4))):
        count = min(24, 1 + int(chance.expovariate(0.3)))
        census.add(table, key, attendancereason=code, sessions=f"{count}.0", **parent)


def add_exclusion(census: Census, each: Exclusion, pupil_id: str) -> None:
    reasons = dict(zip(("reason1", "reason2", "reason3"), each.reasons, strict=False))
    census.add(
        "termlyexclusionsonroll", f"{each.child.number}", pupilonrolltableid=pupil_id,
        startdate=blade(each.started_on), category=each.category,
        sessions=f"{each.sessions}.0" if each.sessions else "",
        senprovision=each.child.provision_on(each.started_on), **reasons,
    )  # fmt: skip


def add_needs(census: Census, child: Child, chance: Random, pupil_id: str) -> None:
    if "senneeds" not in census.tables or child.provision_on(census.on) == "N":
        return
    unknown = child.provision_on(census.on) == "K" and chance.random() < 0.05
    for rank, need in enumerate(("NSA",) if unknown else child.needs, start=1):
        census.add(
            "senneeds", f"{child.number}", pupilonrolltableid=pupil_id, sentyperank=f"{rank}.0",
            sentype=need,
        )  # fmt: skip


def add_provision(census: Census, child: Child, chance: Random, pupil_id: str) -> None:
    """Alternative provision: arranged by the school, or the pupil's own school is one."""
    key, parent = f"{child.number}", {"pupilonrolltableid": pupil_id}
    if child.sector == "alternative_provision":
        census.add(
            "approvisiondetailonroll", key, prevurn=urn_at(SECONDARY_FROM), apreason="EXR",
            senprovisionentry=child.provision_on(census.on), **parent,
        )  # fmt: skip
    elif child.provision != "N" and chance.random() < 0.02:
        census.add(
            "schoolarrangedapdetailsonroll", key, entrydate=blade(census.term[0]),
            apsessionsperweek=f"{chance.randrange(2, 11)}.0", placementreason="BHS",
            apsettingtype=chance.choice(("OOT", "WBP")), apattendancepattern="PT", **parent,
        )  # fmt: skip
    address = f"{10_000_000_000 + child.number}"
    census.add("addressesonroll", key, postcode=child.postcode, uprn=address, **parent)


def add_former(census: Census, child: Child, chance: Random) -> None:
    """One in a hundred pupils left another school last term for the one where they are now."""
    others = [urn for urn in census.schools if urn != child.school_urn]
    left_on = census.term[chance.randrange(len(census.term))]
    if not others or left_on < entered_on(child, left_on):
        return
    key, spring = f"{child.number}", "senneeds" in census.tables
    own = census.add(
        "pupilnolongeronroll", key, schoolcensustableid=census.schools[chance.choice(others)],
        entrydate=blade(entered_on(child, left_on)), leavingdate=blade(left_on),
        termlysessionspossible=f"{2 * len(census.term)}.0", **person_cells(child, chance, spring),
    )  # fmt: skip
    add_sessions(census, "termlysessiondetailsoffroll", key, chance, pupilnolongeronrolltableid=own)


def add_child(census: Census, child: Child, excluded: list[Exclusion]) -> None:
    chance = stream(census.seed, "census", child.number, census.month)
    others = [urn for urn in census.schools if urn != child.school_urn]
    dual = bool(others) and chance.random() < 0.006
    own = add_pupil(census, child, chance, child.school_urn, "M" if dual else "C")
    add_needs(census, child, chance, own)
    add_sessions(
        census, "termlysessiondetailsonroll", f"{child.number}", chance, pupilonrolltableid=own
    )
    for each in excluded:
        if census.term[0] <= each.started_on <= census.term[-1] and each.status == "in force":
            add_exclusion(census, each, own)
    add_provision(census, child, chance, own)
    if dual:
        add_pupil(census, child, chance, chance.choice(others), "S")
    if chance.random() < 0.01:
        add_former(census, child, chance)


def census_of(
    options: Options, children: Iterable[Child], exclusions: Iterable[Exclusion], month: str
) -> dict[str, Table]:
    census = Census(options, month)
    pupils = [child for child in children if is_on_roll(child, census.on)]
    groups: dict[str, list[str]] = {}
    for child in pupils:
        groups.setdefault(child.school_urn, []).append(child.year_group_on(census.on))
    for urn in sorted(groups):
        add_school(census, ESTABLISHMENTS[urn], groups[urn])
    excluded: dict[int, list[Exclusion]] = {}
    for each in exclusions:
        excluded.setdefault(each.child.number, []).append(each)
    for child in pupils:
        add_child(census, child, excluded.get(child.number, []))
    return census.tables
