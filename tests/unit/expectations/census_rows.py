"""Makes a small school census in which every pupil has one row of each table.

Pupil n stands on line n + 1 of every file; what a test wants wrong, it changes itself.
"""

from tests.unit.expectations.education_cases import Tables, upn
from tests.unit.orchestration.sending import Row

FILES = {
    "headers": "schoolcensus",
    "pupils": "pupilonroll",
    "former_pupils": "pupilnolongeronroll",
    "needs": "senneeds",
    "sessions": "termlysessiondetailsonroll",
    "former_pupil_sessions": "termlysessiondetailsoffroll",
    "exclusions": "termlyexclusionsonroll",
    "former_pupil_exclusions": "termlyexclusionsoffroll",
    "addresses": "addressesonroll",
}
NAMES = {table: f"2026_spring_{name}.csv" for table, name in FILES.items()}


def day(text: str) -> str:
    return f"{text} 00:00:00"


def below(n: str, key: str, table: str, **cells: str) -> Row:
    return {key: n, "NativeId": n, f"{FILES[table]}tableid": f"{table}{n}", **cells}


def pupil(number: int) -> dict[str, Row]:
    """One pupil of eleven with a row of every table, who is on roll in a school of their own."""
    n = f"{number}"
    who = {
        "schoolcensustableid": n, "upn": upn(number), "surname": "Pellow", "forename": "Isla",
        "dob": day("2014-Sep-01"), "sex": "F", "ethnicity": "WBRI",
        "termlysessionspossible": "100.0", "entrydate": day("2019-Sep-01"), "parttime": "False",
        "uniquelearnernumber": "",
    }  # fmt: skip
    former = {**who, "upn": upn(number + 5000), "leavingdate": day("2025-Oct-01")}
    out = {
        "startdate": day("2025-Nov-03"), "category": "SUSP", "reason1": "DB", "reason2": "",
        "reason3": "", "sessions": "4.0", "senprovision": "K",
    }  # fmt: skip
    on, off = "pupilonrolltableid", "pupilnolongeronrolltableid"
    return {
        "headers": {
            "schoolcensustableid": n, "term": "SPR", "referencedate": day("2026-Jan-15"),
            "lea": "999", "estab": "2001", "urn": "990100",
        },
        "pupils": {
            on: n, **who, "enrolstatus": "C", "ncyearactual": "6", "senprovision": "K",
            "youngcarer": "N",
        },
        "former_pupils": {off: n, **former},
        "needs": below(n, on, "needs", sentyperank="1.0", sentype="NSA"),
        "sessions": below(n, on, "sessions", sessions="40.0", attendancereason="I"),
        "former_pupil_sessions": below(
            n, off, "former_pupil_sessions", sessions="40.0", attendancereason="I"
        ),
        "exclusions": below(n, on, "exclusions", **out),
        "former_pupil_exclusions": below(n, off, "former_pupil_exclusions", **out),
        "addresses": below(n, on, "addresses", postcode="ZZ1 1AA"),
    }  # fmt: skip


def census(pupils: int) -> Tables:
    rows: Tables = {table: [] for table in FILES}
    for number in range(1, pupils + 1):
        for table, row in pupil(number).items():
            rows[table].append(row)
    return rows
