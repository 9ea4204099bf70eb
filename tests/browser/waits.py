"""An honest list of waits, as rows and as a file, for tests that damage it in one way."""

NAME = "therapy_waits_X9901_2025-12.csv"
HEADINGS = [
    *("patient_pseudo_id", "provider_code", "snapshot_date", "service", "stage"),
    *("referral_received_date", "clock_start", "first_contact_date", "discharge_date"),
    *("removal_reason", "birth_month", "postcode_sector", "gp_ods", "ehcp_advice_request"),
]


def cells(pseudonym: str, **changed: str) -> list[str]:
    """A right row; `changed` by heading."""
    right = [
        *(pseudonym, "X9901", "31/12/2025", "SLT", "initial_assessment", "01/10/2025"),
        *("01/10/2025", "", "", "", "2015-06", "ZZ9 4", "Y00001", "0"),
    ]
    return [changed.get(heading, cell) for heading, cell in zip(HEADINGS, right, strict=True)]


def a_list(*rows: list[str], end: str = "\r\n") -> bytes:
    lines = [",".join(row) for row in [HEADINGS, *rows]]
    return (end.join(lines) + end).encode()
