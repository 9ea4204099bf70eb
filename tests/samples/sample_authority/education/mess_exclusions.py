"""The kinds of mess that are planted in rows of the log of exclusions.
How and how often they are planted is in planting."""

from collections import Counter
from datetime import timedelta
from random import Random

from ..days import slashed, unslashed
from ..mess_sen2 import Fits, Spoil, filled, holds, leave, pad, put
from ..planting import Kind
from ..tables import Cells, Table
from .mess_attendance import turn_check_letter


def of_pupils_with_one(table: Table) -> set[str]:
    """Records of pupils with several rows are left alone: their sessions add up to one year's."""
    return {key for key, count in Counter(table.keys).items() if count > 1}


def write_iso(cells: Cells, chance: Random) -> None:
    cells["startdate"] = unslashed(cells["startdate"]).isoformat()


def notify_early(cells: Cells, chance: Random) -> None:
    early = unslashed(cells["startdate"]) - timedelta(days=chance.randrange(2, 30))
    cells["notified_date"] = slashed(early)


def aside(kind: str, rule: str, column: str, fits: Fits, spoil: Spoil) -> Kind:
    return Kind(kind, "*", column, rule, "set_aside", fits, spoil)


anything, suspended = filled("urn"), holds("category", "SUSP")
permanent = holds("category", "PERM")


def counting(cells: Cells) -> bool:
    return cells["category"] == "SUSP" and cells["status"] == "in force"


REAL = (
    aside("upn_check_letter", "V010", "upn", anything, turn_check_letter),
    aside("category_of_another_year", "V004", "category", suspended, put("category", "FIXD")),
    aside("category_unknown", "V004", "category", suspended, put("category", "Suspension")),
    aside("category_missing", "D01", "category", suspended, put("category", "")),
    aside("reason_of_another_year", "V004", "reason1", anything, put("reason1", "OT")),
    aside("status_unknown", "V004", "status", anything, put("status", "pending")),
    aside("date_wrong_form", "D03", "startdate", anything, write_iso),
    aside("date_future", "V005", "notified_date", anything, put("notified_date", "01/01/2099")),
    aside("notified_too_early", "V064", "notified_date", anything, notify_early),
    aside("sessions_too_many", "V064", "sessions", counting, put("sessions", "91", "120")),
    aside("sessions_missing", "V064", "sessions", suspended, put("sessions", "")),
    aside("sessions_in_words", "D02", "sessions", suspended, put("sessions", "two days")),
    Kind("sessions_none", "*", "sessions", "V064", "warned", suspended, put("sessions", "0")),
    Kind("reason_missing", "*", "reason1", "V064", "warned", anything, put("reason1", "")),
    Kind("words_for_missing", "*", "sessions", "V006", "warned", permanent,
         put("sessions", "n/a")),
    Kind("duplicate_row", "*", None, "D04", "set_aside", anything, leave, copies=True),
    Kind("spaces", "*", "status", None, "none", anything, pad("status")),
)  # fmt: skip
HOSTILE = (
    aside("required_missing", "D01", "upn", anything, put("upn", "")),
    aside("provision_of_another_year", "V004", "senprovision", anything,
          put("senprovision", "S", "A")),
    aside("sessions_with_a_half", "D02", "sessions", suspended, put("sessions", "2.5")),
)  # fmt: skip
