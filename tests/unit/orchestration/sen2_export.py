"""Makes a small SEN2 export of nine files in which every child has one row of each table.

Child n stands on line n + 1 of every file; what a test wants wrong, it changes itself.
"""

from pathlib import Path

from orchestration.contracts.catalogue import the_catalogue
from tests.unit.orchestration.sending import Row, write_table

Export = dict[str, list[Row]]

FILES = {
    "headers": "sen2",
    "people": "person",
    "requests": "requests",
    "assessments": "assessment",
    "named_plans": "namedplan",
    "plan_details": "plandetail",
    "active_plans": "activeplans",
    "placements": "placementdetail",
    "needs": "senneed",
}
BELOW_PEOPLE = [table for table in FILES if table not in ("headers", "people")]


def day(text: str) -> str:
    """A date as the export writes it, from `2025-Mar-01`."""
    return f"{text} 00:00:00"


def export(children: int = 3) -> Export:
    """A sound export."""
    rows: Export = {table: [] for table in FILES}
    header = {"sen2tableid": "1", "lea": "999", "referencedate": day("2025-Dec-31")}
    rows["headers"].append(_whole("headers", header))
    for number in range(1, children + 1):
        for table, row in _child(str(number)).items():
            rows[table].append(_whole(table, row))
    return rows


def write_export(folder: Path, rows: Export, day_made: str = "05-01-2026") -> Path:
    """Write the nine files; return their folder."""
    for table, name in FILES.items():
        path = folder / f"Blade-Export_{day_made}_{name}.csv"
        write_table(path, rows[table], list(rows[table][0] if rows[table] else _whole(table, {})))
    return folder


def _whole(table: str, row: Row) -> Row:
    columns = the_catalogue().contracts["sen2"].tables[table].columns.values()
    return {**{column.from_: "" for column in columns}, **row}


def _child(n: str) -> dict[str, Row]:
    return {
        "people": {
            "persontableid": f"p{n}",
            "sen2tableid": "1",
            "NativeId": f"P{n}",
            "upn": "B801200005001",
            "personbirthdate": day("2015-Mar-01"),
            "sex": "F",
            "ethnicity": "WBRI",
        },
        "requests": {
            "requeststableid": f"r{n}",
            "persontableid": f"p{n}",
            "NativeId": f"R{n}",
            "receiveddate": day("2024-Jan-08"),
            "requestoutcomedate": day("2024-Feb-12"),
            "requestoutcome": "Y",
            "rya": "0",
        },
        "assessments": {
            "assessmenttableid": f"a{n}",
            "requeststableid": f"r{n}",
            "assessmentoutcome": "Y",
            "assessmentoutcomedate": day("2024-May-20"),
            "week20": "0",
        },
        **_plan(n),
    }


def _plan(n: str) -> dict[str, Row]:
    return {
        "named_plans": {
            "namedplantableid": f"n{n}",
            "assessmenttableid": f"a{n}",
            "startdate": day("2024-May-20"),
        },
        "plan_details": {"plandetailtableid": f"d{n}", "namedplantableid": f"n{n}"},
        "active_plans": {
            "activeplanstableid": f"v{n}",
            "requeststableid": f"r{n}",
            "reviewmeeting": day("2025-May-01"),
            "lastreview": day("2025-May-20"),
        },
        "placements": {
            "placementdetailtableid": f"l{n}",
            "activeplanstableid": f"v{n}",
            "placementrank": "1",
        },
        "needs": {
            "senneedtableid": f"e{n}",
            "activeplanstableid": f"v{n}",
            "sentyperank": "1",
            "sentype": "ASD",
        },
    }
