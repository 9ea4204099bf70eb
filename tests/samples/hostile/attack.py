"""What a hostile sample is, and the honest list that each of them damages in one way.

The samples themselves stand in the modules beside this one, by the kind of file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

MARKER = "Zanzibar-Quill"
STEM = "therapy_waits_X9901_2025-12"

HEADINGS = [
    "patient_pseudo_id",
    "provider_code",
    "snapshot_date",
    "service",
    "stage",
    "referral_received_date",
    "clock_start",
    "first_contact_date",
    "discharge_date",
    "removal_reason",
    "birth_month",
    "postcode_sector",
    "gp_ods",
    "ehcp_advice_request",
]
WAIT = "{},X9901,31/12/2025,SLT,initial_assessment,{},01/10/2025,,,,2015-06,ZZ9 4,Y00001,0"
RECEIVED = "01/10/2025"

Answer = Literal["refused", "set_aside", "taken"]


@dataclass(frozen=True)
class Attack:
    """One file, or what makes it where it is too big to keep.

    ending   of its name, after the stem that a contract expects
    says     words of the refusal, or the rule that sets a row aside
    is_kept  whether the file lies in this folder
    """

    name: str
    ending: str
    about: str
    answer: Answer
    says: str
    make: Callable[[], bytes]
    is_kept: bool = True

    @property
    def file_name(self) -> str:
        """What the door sees."""
        return f"{STEM}{self.ending}"

    @property
    def kept_name(self) -> str:
        return f"{self.name}{self.ending}"


def wait(pseudonym: str, received: str = RECEIVED) -> str:
    return WAIT.format(pseudonym, received)


def cells(pseudonym: str) -> list[str]:
    return wait(pseudonym).split(",")


def a_list(*rows: str, end: str = "\n") -> bytes:
    """An honest list with some more rows in its midst; the marker stands in its first row."""
    lines = [",".join(HEADINGS), wait(MARKER), *rows, wait("S998"), wait("S999")]
    return (end.join(lines) + end).encode()
