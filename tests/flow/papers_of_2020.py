"""Records behind the figures of five council papers: where a paper gives no counts, they are made
to fit, and no record is anybody's. What the papers say is in the shared golden figures."""

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from orchestration.contracts.catalogue import the_catalogue
from sample_authority.identifiers import upn
from tests.flow.handing_over import write

PUPILS = [
    *("week_ending", "urn", "sector", "upn", "ehcp_flag", "on_roll", "expected_sessions"),
    *("attended_sessions", "year_11_leaver", "reason_not_attending", "rag", "rag_date"),
    *("risk_assessment_received_date", "last_family_contact_date", "contact_method"),
    *("social_worker_involved", "referred_early_help", "comments"),
]
SETTINGS = [
    *("week_ending", "urn", "sector", "ehcp_pupils", "forms_received", "engaged"),
    *("meeting_date", "escalation_stage"),
]
WAITS = [
    *("provider_code", "snapshot_date", "patient_pseudo_id", "service", "stage"),
    *("referral_received_date", "clock_start", "first_contact_date", "discharge_date"),
    *("removal_reason", "birth_month", "postcode_sector", "gp_ods", "ehcp_advice_request"),
]
RETURNS = [
    *("surveys", "local_offer_visits", "training", "milestones"),
    *("contact_requests", "top_up_decisions", "placement_decisions"),
]
SESSIONS = 10
Rows = list[list[str]]


class Case(NamedTuple):
    """One request with the assessment that followed."""

    received_on: date
    concluded_on: date
    has_exception: bool = False


class Sector(NamedTuple):
    """Pupils of one sector in one week: all of them, those rated red, and sessions attended."""

    name: str
    pupils: int
    red: int
    attended: int
    attended_by_red: int
    engaged: int
    not_engaged: int = 0
    without_pupils: int = 0


def slashed(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def blade(day: date) -> str:
    return f"{day:%Y-%b-%d} 00:00:00"


def write_cases(folder: Path, authority: str, month_end: date, cases: Iterable[Case]) -> None:
    """The nine files of a case system that holds exactly these cases, all ending in a plan."""
    contract = the_catalogue().contracts["sen2"]
    rows: dict[str, list[dict[str, str]]] = {name: [] for name in contract.tables}
    rows["headers"] = [{"sen2tableid": "1", "lea": authority, "referencedate": blade(month_end)}]
    for number, case in enumerate(cases, 1):
        one = str(number)
        decided = min(case.received_on + timedelta(days=42), case.concluded_on)
        rows["people"].append(
            {"persontableid": one, "sen2tableid": "1", "NativeId": f"P{one}",
             "personbirthdate": blade(date(2012, 3, 4)), "sex": "F", "ethnicity": "NOBT",
             "upnunknown": "UN2"}
        )  # fmt: skip
        rows["requests"].append(
            {"requeststableid": one, "persontableid": one, "NativeId": one,
             "receiveddate": blade(case.received_on), "requestoutcome": "Y",
             "requestoutcomedate": blade(decided)}
        )  # fmt: skip
        rows["assessments"].append(
            {"assessmenttableid": one, "requeststableid": one, "assessmentoutcome": "Y",
             "assessmentoutcomedate": blade(case.concluded_on),
             "week20": "1" if case.has_exception else "0"}
        )  # fmt: skip
    folder.mkdir(parents=True)
    for name, table in contract.tables.items():
        columns = [column.from_ for column in table.columns.values()]
        file = str(table.file).replace("*", f"{month_end:%d-%m-%Y}")
        with (folder / file).open("w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, columns)
            writer.writeheader()
            writer.writerows(rows[name])


def shared_out(total: int, people: int) -> list[int]:
    """Sessions attended by each, at most all of theirs, adding up to the total."""
    each, rest = divmod(total, people) if people else (0, 0)
    assert each + (rest > 0) <= SESSIONS
    return [each + (place < rest) for place in range(people)]


def week_of_sector(
    friday: date, sector: Sector, first: int
) -> tuple[list[list[str]], list[list[str]]]:
    """Rows of pupils and of settings; the red come first, and pupils go round the settings."""
    held = sector.engaged + sector.not_engaged
    urns = [str(first + place) for place in range(held + sector.without_pupils)]
    sessions = shared_out(sector.attended_by_red, sector.red) + shared_out(
        sector.attended - sector.attended_by_red, sector.pupils - sector.red
    )
    pupils, per_setting = [], dict.fromkeys(urns, 0)
    for number, attended in enumerate(sessions):
        urn = urns[number % held]
        per_setting[urn] += 1
        rating = "Red" if number < sector.red else "Green"
        pupils.append(
            [slashed(friday), urn, sector.name, upn((first - 910000) * 4 + number, 2012), "1", "1",
             str(SESSIONS), str(attended), "0", "", rating, "", "",
             slashed(friday - timedelta(days=1)), "phone", "0", "0", ""]
        )  # fmt: skip
    settings = [
        [slashed(friday), urn, sector.name, str(per_setting[urn]), "",
         "1" if place < sector.engaged else "0", "", "0"]
        for place, urn in enumerate(urns)
    ]  # fmt: skip
    return pupils, settings


def write_week(
    folder: Path, friday: date, pupils: Iterable[list[str]], settings: Iterable[list[str]]
) -> None:
    write(folder / f"ehcp_weekly_return_{friday}_pupils.csv", PUPILS, pupils)
    write(folder / f"ehcp_weekly_return_{friday}_settings.csv", SETTINGS, settings)


def write_sectors(folder: Path, friday: date, sectors: Iterable[Sector]) -> None:
    pupils: list[list[str]] = []
    settings: list[list[str]] = []
    for place, sector in enumerate(sectors):
        of_pupils, of_settings = week_of_sector(friday, sector, 910000 + 1000 * place)
        pupils += of_pupils
        settings += of_settings
    write_week(folder, friday, pupils, settings)


def write_ratings(folder: Path, friday: date, ratings: dict[str, int], silent: range) -> None:
    """Pupils by what is written in the column of ratings, and settings that say nothing after."""
    texts = [text for text, count in ratings.items() for _ in range(count)]
    pupils = [
        [slashed(friday), str(910000 + number % 100), "special", upn(number, 2012), "1", "1",
         str(SESSIONS), "5", "0", "", text, "", "", slashed(friday - timedelta(days=1)), "phone",
         "0", "0", ""]
        for number, text in enumerate(texts)
    ]  # fmt: skip
    urns = sorted({row[1] for row in pupils})
    settings = [[slashed(friday), urn, "special", "1", "", "1", "", "0"] for urn in urns]
    settings += [[slashed(friday), str(urn), "special", "1", "", "0", "", "0"] for urn in silent]
    write_week(folder, friday, pupils, settings)


def write_waits(folder: Path, month_end: date, seen: list[int], longest: int) -> None:
    """Waits of those seen in the month for a first assessment, and one for an intervention."""
    seen_on, rows = month_end - timedelta(days=3), []
    stages = [("initial_assessment", days, True) for days in seen]
    stages += [("intervention", longest, False), ("intervention", longest - 9, False)]
    for number, (stage, days, is_seen) in enumerate(stages):
        started = (seen_on if is_seen else month_end) - timedelta(days=days)
        rows.append(
            ["X9901", slashed(month_end), f"{number + 1:016x}", "SLT", stage, slashed(started),
             slashed(started), slashed(seen_on) if is_seen else "", "", "", "2014-05", "", "", "0"]
        )  # fmt: skip
    write(folder / f"therapy_waits_X9901_{month_end:%Y-%m}.csv", WAITS, rows)


def write_returns(
    folder: Path, month: str, told: dict[str, tuple[list[str], list[list[str]]]]
) -> None:
    """The partnership's returns of a month: those told, by file, as headings and rows."""
    files = {"local_offer_visits": "local_offer"}
    write(
        folder / f"partnership_returns_{month}_status.csv",
        ["month", "return", "status", "through_date"],
        [[month, name, "complete" if name in told else "not_collected", ""] for name in RETURNS],
    )
    for name, (headings, rows) in told.items():
        write(folder / f"partnership_returns_{month}_{files.get(name, name)}.csv", headings, rows)


def milestones(due_on: date, statuses: list[str]) -> tuple[list[str], list[list[str]]]:
    return (
        ["milestone_id", "area", "due_on", "status", "achieved_on"],
        [
            [
                str(n),
                "Plan",
                slashed(due_on),
                status,
                slashed(due_on) if status == "achieved" else "",
            ]
            for n, status in enumerate(statuses, 1)
        ],
    )
