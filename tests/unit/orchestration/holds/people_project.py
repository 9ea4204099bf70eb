"""The small clinic with people: patients known by number, and marks to hold them.

What is expected of the door stands in the tests.
"""

from pathlib import Path

from orchestration.home import Home
from tests.unit.orchestration.front_door import Door
from tests.unit.orchestration.sending import Row
from tests.unit.orchestration.small_project import (
    CONTRACT,
    DICTIONARY,
    changed,
    read_project,
    write_project,
)

WORDS = """\
nhs_number:
  {type: text, check: nhs_number, evidence: nhs_number, privacy: direct_identifier, description: N.}
patient_id: {type: text, privacy: direct_identifier, description: "The clinic's own number."}
born_on: {type: date, privacy: direct_identifier, description: "Date of birth."}
surname: {type: text, privacy: direct_identifier, description: "Family name."}
is_not_to_be_processed: {type: flag, privacy: special_category, description: "Hold it."}
"""
COLUMNS = """\
      kind_code: {from: kind}
      nhs_number: {from: nhs, may_be_absent: true}
      patient_id: {from: patient}
      born_on: {from: dob, format: "%d/%m/%Y", may_be_absent: true}
      surname: {from: surname, may_be_absent: true}
      is_not_to_be_processed: {from: hold, may_be_absent: true}
"""
ANNA, BEN, CLEO = "9990000018", "9990000026", "9990000034"


def clinic(home: Home, folder: Path) -> Door:
    contract = changed(CONTRACT, "      kind_code: {from: kind}\n", COLUMNS)
    contract = changed(contract, "    key: [visit_row_id]\n", "    key: [visit_row_id]\n"
                       "    people_known_by: patient_id\n")  # fmt: skip
    write_project(folder, contract=contract, dictionary=DICTIONARY + WORDS)
    return Door(home, read_project(folder), folder)


def seen(number: int, patient: str, nhs: str = "", **cells: str) -> Row:
    row = {"id": str(number), "listed": "30/11/2025", "seen": "", "kind": "", "minutes": ""}
    known = {"nhs": nhs, "patient": patient, "dob": "01/03/2015", "surname": f"Name{patient}"}
    return {**row, **known, "hold": "", **cells}
