"""The right answer of the measures of attendance and exclusion, from the rows to be loaded.
What depends on who is who, such as provision at a mark, is left to the tests of linkage."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .days import months_ending
from .education.establishments import ESTABLISHMENTS
from .figures import Figure, percent
from .sound import Row, SoundRows
from .truth_groups import school_year, split

PRESENT = {"/", "\\", "L", "B", "K", "P", "V", "W", "J"}
WITH_LEAVE = {"C", "C1", "C2", "E", "I", "J1", "M", "R", "S", "T", "H"}
WITHOUT_LEAVE = {"G", "N", "O", "U"}
SECTORS = {
    "special": "Special school",
    "mainstream": "Mainstream school",
    "independent": "Independent school",
    "early_years": "Early years setting",
    "alternative_provision": "Alternative provision",
    "further_education": "Further education",
}
PROVISIONS = {
    "E": "Education, health and care plan",
    "K": "SEN support / SEN without an EHC plan",
    "N": "No SEN provision",
    "": "Unknown",
}
CATEGORIES = {"M35": "SUSP", "M35b": "FIXD", "M35c": "LNCH", "M36": "PERM"}
MONTHS = 24
Pupil = tuple[str, str]


def sector_of(urn: str) -> str:
    return SECTORS[ESTABLISHMENTS[urn].sector]


@dataclass
class Sessions:
    """A pupil's sessions at a school."""

    possible: int = 0
    attended: int = 0
    missed: int = 0
    reduced: int = 0

    def mark(self, code: str) -> None:
        absent = code in WITH_LEAVE or code in WITHOUT_LEAVE
        self.possible += code in PRESENT or absent
        self.attended += code in PRESENT
        self.missed += absent
        self.reduced += code == "C2"


def registers(rows: Iterable[Row]) -> dict[Pupil, Sessions]:
    held: dict[Pupil, Sessions] = {}
    for row in rows:
        held.setdefault((row["upn"], row["urn"]), Sessions()).mark(row["code"])
    return held


def by_sector(pupils: Iterable[Pupil]) -> Iterator[tuple[str, str, list[Pupil]]]:
    pupils = list(pupils)
    yield "total", "Total", pupils
    for item, part in split(pupils, lambda pupil: sector_of(pupil[1])):
        yield "setting_sector", item, part


def rate(
    measure: str, month: str, pupils: Iterable[Pupil], is_so: Callable[[Pupil], bool]
) -> Iterator[Figure]:
    for breakdown, item, part in by_sector(pupils):
        above = sum(is_so(pupil) for pupil in part)
        yield Figure(measure, month, breakdown, item, above, len(part), percent(above, len(part)))


def attendance_month(
    month: str, now: dict[Pupil, Sessions], year: dict[Pupil, Sessions]
) -> Iterator[Figure]:
    for breakdown, item, part in by_sector(now):
        attended = sum(now[pupil].attended for pupil in part)
        possible = sum(now[pupil].possible for pupil in part)
        yield Figure("M31", month, breakdown, item, attended, possible, percent(attended, possible))
    asked = [pupil for pupil in now if year[pupil].possible]
    for measure, hundredths in (("M32", 10), ("M33", 50)):

        def is_absent(pupil: Pupil, hundredths: int = hundredths) -> bool:
            return 100 * year[pupil].missed >= hundredths * year[pupil].possible

        yield from rate(measure, month, asked, is_absent)
    yield from rate("M34", month, now, lambda pupil: now[pupil].reduced > 0)


def attendance_truth(sound: SoundRows) -> Iterator[Figure]:
    """Month after month: what was missed so far starts anew with the school year."""
    year: dict[Pupil, Sessions] = {}
    begun = 0
    for month in sound.months("daily_attendance"):
        if school_year(month) != begun:
            year, begun = {}, school_year(month)
        now = registers(sound.rows("daily_attendance", month))
        for pupil, sessions in now.items():
            so_far = year.setdefault(pupil, Sessions())
            so_far.possible += sessions.possible
            so_far.missed += sessions.missed
        yield from attendance_month(month, now, year)


@dataclass(frozen=True)
class Counted:
    """An exclusion that stands, or a pupil on roll."""

    month: str
    category: str
    provision: str
    sector: str


def roll(sound: SoundRows, month: str) -> list[Counted]:
    """The pupils of a January's census, each at the main school."""
    schools = {
        row["schoolcensustableid"]: row["urn"]
        for row in sound.rows("school_census", month, "schoolcensus")
    }
    return [
        Counted(
            month,
            "",
            PROVISIONS[row["senprovision"]],
            sector_of(schools[row["schoolcensustableid"]]),
        )
        for row in sound.rows("school_census", month, "pupilonroll")
        if row["enrolstatus"] in ("C", "M", "")
    ]


def standing(sound: SoundRows, log: str) -> list[Counted]:
    return [
        Counted(
            f"{row['startdate'][6:]}-{row['startdate'][3:5]}",
            row["category"],
            PROVISIONS[row["senprovision"]],
            sector_of(row["urn"]),
        )
        for row in sound.rows("exclusion_log", log)
        if row["status"] == "in force"
    ]


def over_roll(
    measure: str, month: str, excluded: list[Counted], pupils: list[Counted]
) -> Iterator[Figure]:
    value = percent(len(excluded), len(pupils))
    yield Figure(measure, month, "total", "Total", len(excluded), len(pupils), value)
    for name in ("sen_provision", "setting_sector"):

        def item_of(one: Counted, name: str = name) -> str:
            return one.provision if name == "sen_provision" else one.sector

        for item in sorted({item_of(one) for one in [*excluded, *pupils]}):
            above = sum(item_of(one) == item for one in excluded)
            below = sum(item_of(one) == item for one in pupils)
            yield Figure(measure, month, name, item, above, below, percent(above, below))


def exclusions_truth(sound: SoundRows) -> Iterator[Figure]:
    logs = sound.months("exclusion_log")
    if not logs:
        return
    excluded = standing(sound, logs[-1])
    januaries = [month for month in sound.months("school_census") if month.endswith("-01")]
    rolls = {month: roll(sound, month) for month in januaries}
    for month in months_ending(logs[-1], MONTHS):
        known = [january for january in januaries if january <= month]
        pupils = rolls[known[-1]] if known else []
        for measure, category in CATEGORIES.items():
            begun = [one for one in excluded if (one.month, one.category) == (month, category)]
            yield from over_roll(measure, month, begun, pupils)


def schools_truth(sound: SoundRows) -> list[Figure]:
    return [*attendance_truth(sound), *exclusions_truth(sound)]
