"""The trusts' patient indexes: who stands behind each pseudonym on their lists, for linkage.
Who is behind which is in links; how wrong what a trust knows of somebody may be is in evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ..days import last_day, slashed
from ..ledger import Ledger
from ..options import Options
from ..population import Child
from ..providers import TRUSTS
from ..tables import Table
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


def cells_of(patient: Patient, snapshot: str) -> list[str]:
    child = patient.child
    return [
        patient.provider, snapshot, patient.pseudonym, child.nhs_number, child.forename,
        child.surname, slashed(child.born_on), child.postcode, child.sex, "01", "", "",
    ]  # fmt: skip


def index_of(patients: Iterable[Patient], provider: str, month: str) -> Table:
    table, known_on = Table(provider, HEADER), last_day(month)
    for patient in patients:
        if patient.provider == provider and patient.since <= known_on:
            table.add(f"I{patient.child.number}", cells_of(patient, slashed(known_on)))
    return table


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

    def write_month(self, ledger: Ledger, month: str) -> None:
        for provider in TRUSTS:
            table = index_of(self.known, provider, month)
            file = f"landing/patient_index/{month}/{file_name(provider, month)}"
            if not table.rows:
                continue
            if file.endswith(".xlsx"):
                ledger.bytes(file, sheet_bytes(table, "Patients"))
            else:
                ledger.table(file, table)

    def write_refused(self, ledger: Ledger) -> None:
        """Nothing of an index is refused as a file but what is for any other list."""
