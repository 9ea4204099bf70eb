"""The kinds of mess that are planted in rows of the trusts' therapy lists.
How and how often they are planted is in planting."""

from datetime import timedelta
from random import Random

from .days import slashed, unslashed
from .identifiers import nhs_number
from .mess_sen2 import Spoil, filled, leave, pad, put
from .planting import Kind
from .tables import Cells


def record_of(key: str) -> str:
    """A list has no records below a record: each stands for itself."""
    return key


def write_iso(cells: Cells, chance: Random) -> None:
    cells["referral_received_date"] = unslashed(cells["referral_received_date"]).isoformat()


def see_too_early(cells: Cells, chance: Random) -> None:
    early = unslashed(cells["referral_received_date"]) - timedelta(days=chance.randrange(1, 30))
    cells["first_contact_date"] = slashed(early)


def give_nhs_number(cells: Cells, chance: Random) -> None:
    cells["patient_pseudo_id"] = nhs_number(chance)


def move_practice(cells: Cells, chance: Random) -> None:
    """The second row of a person need not be a copy in every cell."""
    cells["gp_ods"] = f"Z99{900 + chance.randrange(90)}"


def aside(kind: str, rule: str, column: str | None, spoil: Spoil, copies: bool = False) -> Kind:
    return Kind(kind, "*", column, rule, "set_aside", filled("service"), spoil, copies)


clock_known = filled("clock_start")

REAL = (
    aside("date_wrong_form", "D03", "referral_received_date", write_iso),
    aside("required_missing", "D01", "patient_pseudo_id", put("patient_pseudo_id", "")),
    aside("duplicate_row", "D04", None, move_practice, copies=True),
    aside("duplicate_row", "D04", None, leave, copies=True),
    aside("contact_before_referral", "V080", "first_contact_date", see_too_early),
    aside("nhs_number_as_pseudonym", "V084", "patient_pseudo_id", give_nhs_number),
    aside("service_adult", "V004", "service", put("service", "ADULT_MSK")),
    Kind("words_for_missing", "*", "clock_start", "V006", "warned", clock_known,
         put("clock_start", "-")),
    Kind("clock_start_blank", "*", "clock_start", None, "none", clock_known,
         put("clock_start", "")),
    Kind("spaces", "*", "service", None, "none", filled("service"), pad("service")),
    Kind("spaces", "*", "referral_received_date", None, "none", filled("service"),
         pad("referral_received_date")),
)  # fmt: skip
