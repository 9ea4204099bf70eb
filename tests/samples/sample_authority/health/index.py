"""The trusts' patient indexes: who stands behind each pseudonym on their lists, for linkage.
Who is behind which is in links; how wrong what a trust knows of somebody may be is in evidence."""

from dataclasses import dataclass
from functools import cached_property
from random import Random

from ..days import last_day, slashed
from ..education.planting import spoil
from ..evidence import HEALTH, Held, held
from ..families.sending import COPY, aside, marked
from ..identifiers import nhs_number
from ..index_notes import note_told, told_of
from ..ledger import Ledger
from ..mess_sen2 import filled, leave, pad, put
from ..options import Options
from ..planting import Kind
from ..population import Child
from ..providers import TRUSTS
from ..tables import Cells, Table
from .links import Patient, Patients, first_known
from .pathway import referrals
from .sheets import sheet_bytes

HEADER = (
    "provider_code", "snapshot_date", "patient_pseudo_id", "nhs_number", "forenames", "surname",
    "date_of_birth", "postcode", "sex", "trace_status", "traced_nhs_number", "superseded_by",
)  # fmt: skip
IN_SHEETS = "X9902"


def file_name(provider: str, month: str) -> str:
    is_in_sheets = provider == IN_SHEETS and int(month[5:]) % 2 == 1
    return f"patient_index_{provider}_{month}.{'xlsx' if is_in_sheets else 'csv'}"


def cells_of(patient: Patient, told: Held, snapshot: str) -> list[str]:
    child = patient.child
    status = "03" if not told.nhs_number else "01" if told.nhs_number == child.nhs_number else "05"
    is_traced = status != "01" and child.number % 5 == 0
    return [
        patient.provider, snapshot, patient.pseudonym, told.nhs_number, told.forename,
        told.surname, slashed(told.born_on), told.postcode, child.sex, status,
        child.nhs_number if is_traced else "", "",
    ]  # fmt: skip


def give_nhs_number(cells: Cells, chance: Random) -> None:
    cells["patient_pseudo_id"] = nhs_number(chance)


named = filled("patient_pseudo_id")
born = filled("date_of_birth")
REAL = (
    aside("nhs_number_as_pseudonym", "*", "patient_pseudo_id", "V084", give_nhs_number, named),
    aside("required_missing", "*", "patient_pseudo_id", "D01", put("patient_pseudo_id", ""), named),
    marked("date_wrong_form", "*", "date_of_birth", "D03", put("date_of_birth", "2012-5"), born),
    marked("sex_unknown", "*", "sex", "V004", put("sex", "I")),
    marked("postcode_unlike", "*", "postcode", "V022", put("postcode", "ZZ1")),
    marked("status_unknown", "*", "trace_status", "V004", put("trace_status", "9")),
    Kind("duplicate_row", "*", "patient_pseudo_id", "D04", "set_aside", named, leave, copies=True),
    Kind("spaces", "*", "sex", None, "none", named, pad("sex")),
)  # fmt: skip
HOSTILE = (
    marked("born_long_ago", "*", "date_of_birth", "V005", put("date_of_birth", "01/01/1900"), born),
)


@dataclass
class Health:
    """The children as the trusts know them by name."""

    options: Options
    children: list[Child]
    patients: Patients

    @cached_property
    def known(self) -> list[Patient]:
        behind = self.patients.behind
        waits = (
            (wait.provider, wait.pseudonym, behind[wait.key], wait.referred_on)
            for wait in self.patients.waits
            if wait.key in behind
        )
        pathway = (
            (entry.provider, entry.pseudonym, entry.child, entry.referred_on)
            for entry in referrals(self.options, self.children)
        )
        return first_known([*waits, *pathway])

    @cached_property
    def held(self) -> dict[str, Held]:
        """What each trust holds of each patient, by pseudonym."""
        nhs = {child.number: child.nhs_number for child in self.children}
        return {
            one.pseudonym: held(self.options, one.provider, HEALTH, one.child, nhs)
            for one in self.known
        }

    def index_of(self, provider: str, month: str) -> Table:
        table, known_on = Table(provider, HEADER), last_day(month)
        for one in self.known:
            if one.provider == provider and one.since <= known_on:
                cells = cells_of(one, self.held[one.pseudonym], slashed(known_on))
                table.add(f"I{one.child.number}", cells)
        return table

    def write_month(self, ledger: Ledger, month: str) -> None:
        for provider in TRUSTS:
            table = self.index_of(provider, month)
            if table.rows:
                self._write(ledger, provider, month, table)

    def _write(self, ledger: Ledger, provider: str, month: str, table: Table) -> None:
        file = f"landing/patient_index/{month}/{file_name(provider, month)}"
        told = told_of(table)
        errors = {
            f"I{one.child.number}": self.held[one.pseudonym].errors
            for one in self.known
            if one.provider == provider
        }
        source = ("patient_index", provider)
        ledger.people.note(source, "patient_pseudonym", table, "patient_pseudo_id", errors)
        note_told(ledger, file, told)
        spared = {COPY, *(table.keys[index] for index, _, _ in told)}
        name, files = f"patient_index:{provider}", {table.name: file}
        spoil(self.options, ledger, name, month, [table], (REAL, HOSTILE), files, spared)
        if file.endswith(".xlsx"):
            ledger.bytes(file, sheet_bytes(table, "Patients"))
        else:
            ledger.table(file, table)

    def write_refused(self, ledger: Ledger) -> None:
        """Nothing of an index is refused as a file but what is for any other list."""
