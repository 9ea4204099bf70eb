"""Writes large made-up extracts for the door's benchmark; a few values in a thousand are wrong.

What reading them costs is measured in door.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa

from sample_authority.identifiers import upn

MARKS_EACH = 44
EPISODES_EACH = 4
CHILD = """
<Child><ChildIdentifiers><LAchildID>SC{n:07d}</LAchildID><UPN>{upn}</UPN>
<PersonBirthDate>{year}-05-{day:02d}</PersonBirthDate><Sex>{sex}</Sex></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>{disability}</Disability>
</Disabilities></ChildCharacteristics>
<CINdetails><CINreferralDate>2024-04-{day:02d}</CINreferralDate><ReferralSource>2A</ReferralSource>
<PrimaryNeedCode>N{need}</PrimaryNeedCode><ReferralNFA>0</ReferralNFA>
<Assessments><AssessmentActualStartDate>2024-05-{day:02d}</AssessmentActualStartDate>
<AssessmentAuthorisationDate>2024-06-{day:02d}</AssessmentAuthorisationDate>
<FactorsIdentifiedAtAssessment><AssessmentFactors>2A</AssessmentFactors>
<AssessmentFactors>4A</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>
<CINPlanDates><CINPlanStartDate>2024-07-{day:02d}</CINPlanStartDate></CINPlanDates>
<Section47><S47ActualStartDate>2024-08-{day:02d}</S47ActualStartDate><ICPCnotRequired>1</ICPCnotRequired>
</Section47></CINdetails></Child>"""
DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2025</Year>
<ReferenceDate>2025-03-31</ReferenceDate></CollectionDetails><Source><SourceLevel>L</SourceLevel>
<LEA>999</LEA><SoftwareCode>made up</SoftwareCode><Release>1</Release><SerialNo>1</SerialNo>
<DateTime>2025-05-01T09:00:00</DateTime></Source></Header><Children>"""


def attendance(place: Path, marks: int) -> Path:
    """A month's marks, 44 for each pupil, as schools' registers give them."""
    path = place / "daily_attendance_2026-03.csv"
    pupils = marks // MARKS_EACH
    with duckdb.connect() as con:
        con.register("pupils", _pupils(pupils))
        con.execute(f"""
            copy (
                select 900000 + pupil % 600 as urn, upn,
                    strftime(date '2026-03-02' + cast(mark // 10 * 7 + mark // 2 % 5 as integer),
                        '%Y-%m-%d') as date,
                    case when mark % 2 = 0 then 'AM' else 'PM' end as session,
                    case when hash(pupil, mark) % 500 = 0 then 'QQ'
                        else list_extract(['/', '/', '/', '/', 'I', 'O', 'L', 'M', 'C'],
                            1 + cast(hash(pupil, mark) % 9 as integer)) end as code,
                    case when hash(mark, pupil) % 50 = 0 then '5' end as minutes_late,
                    '2026-04-01T02:00:00' as extracted_at
                from pupils cross join range({MARKS_EACH}) as marks(mark)
            ) to '{path}' (header)
        """)
    return path


def looked_after(place: Path, episodes: int) -> Path:
    """The looked-after children's return: four episodes in a row for each child."""
    children = episodes // EPISODES_EACH
    with duckdb.connect() as con:
        con.register("pupils", _pupils(children))
        con.execute(f"""
            copy (
                select 100000 + pupil as CHILD,
                    case when pupil % 2 = 0 then 'M' else 'F' end as SEX,
                    strftime(date '2012-01-01' + cast(pupil % 3000 as integer), '%d/%m/%Y') as DOB,
                    case when pupil % 500 = 0 then 'QQQQ' else 'WBRI' end as ETHNIC,
                    upn as UPN, null as MOTHER, null as MC_DOB
                from pupils
            ) to '{place / "header.csv"}' (header);
            copy (
                select 100000 + pupil as CHILD,
                    strftime(date '2024-04-01' + cast(turn * 90 + pupil % 30 as integer),
                        '%d/%m/%Y') as DECOM,
                    case when turn = 0 then 'S' else 'P' end as RNE, 'C2' as LS, 'N1' as CIN,
                    'U1' as PLACE, 'PR1' as PLACE_PROVIDER,
                    case when turn < 3 then strftime(date '2024-04-01'
                        + cast((turn + 1) * 90 + pupil % 30 as integer), '%d/%m/%Y') end as DEC,
                    case when turn < 3 then 'X1' end as REC,
                    case when turn < 3 then 'CARPL' end as REASON_PLACE_CHANGE,
                    'ZZ1 1AA' as HOME_POST, 'ZZ2 2BB' as PL_POST, null as URN
                from pupils cross join range({EPISODES_EACH}) as turns(turn)
            ) to '{place / "episodes.csv"}' (header)
        """)
    return place


def in_need(place: Path, children: int) -> Path:
    """A children-in-need census."""
    path = place / "cin_census_2025.xml"
    with path.open("w", encoding="utf-8") as file:
        file.write(DOCUMENT)
        for n in range(children):
            file.write(
                CHILD.format(
                    n=n,
                    upn=upn(n, 2016),
                    year=2010 + n % 8,
                    day=1 + n % 28,
                    sex="MF"[n % 2],
                    disability="LD" if n % 500 else "XX",
                    need=n % 9,
                )
            )
        file.write("</Children></Message>")
    return path


def _pupils(count: int) -> pa.Table:
    numbers = [upn(n, 2015 + n // 10**5) for n in range(count)]
    return pa.table({"pupil": range(count), "upn": numbers})


KINDS: dict[str, Callable[[Path, int], Path]] = {
    "attendance": attendance,
    "looked_after": looked_after,
    "in_need": in_need,
}

if __name__ == "__main__":
    kind, folder, size = sys.argv[1:]
    Path(folder).mkdir(parents=True)
    made = KINDS[kind](Path(folder), int(size))
    files = [made] if made.is_file() else sorted(made.iterdir())
    print(json.dumps({"path": str(made), "mb": sum(f.stat().st_size for f in files) / 1e6}))
