"""What social care knows of a child: its own identifier, disabilities, and the year it counts in.
What became of the child is made up where each source's rows are."""

from datetime import date

from ..days import first_day, last_day, shift
from ..identifiers import UPN_LETTERS, upn_check_letter
from ..population import Child, age_on

DISABILITIES = {
    "ASD": "AUT", "SEMH": "BEH", "SLCN": "COMM", "MLD": "LD", "SLD": "LD", "PMLD": "LD",
    "SPLD": "LD", "PD": "MOB", "HI": "HEAR", "VI": "VIS", "MSI": "VIS", "DS": "LD",
}  # fmt: skip


def is_end_of_year(month: str) -> bool:
    """Social care's year ends with March."""
    return month.endswith("-03")


def year_of(month: str) -> tuple[date, date]:
    """The first and the last day of the year that ends with the month."""
    return first_day(shift(month, -11)), last_day(month)


def disabilities(child: Child) -> list[str]:
    """In the codes of the census; a disabled child has one at least."""
    if not child.is_disabled:
        return []
    return list(dict.fromkeys(DISABILITIES.get(need, "DDA") for need in child.needs)) or ["CON"]


def upn_reason(child: Child, day: date) -> str:
    """Why social care holds no pupil number of the child; empty where it holds one."""
    if child.upn:
        return ""
    return "UN1" if age_on(child.born_on, day) < 6 else "UN5"


def temporary(number: str) -> str:
    """The temporary pupil number that a school would have given in place of a permanent one."""
    digits = number[1:12]
    return f"{upn_check_letter(digits + '0')}{digits}{UPN_LETTERS[0]}"
