"""The tables of the council papers of 2020 that several tests enter, figure by figure.

What is to be said of them is in the tests.
"""

from tests.unit.expectations.summaries import Figures, figure, grid
from tests.unit.orchestration.sending import Row

MONTHS = [
    ("01/04/2020", "30/04/2020"),
    ("01/05/2020", "31/05/2020"),
    ("01/06/2020", "30/06/2020"),
    ("01/07/2020", "10/07/2020"),
]
HELPLINE_MONTHS = [("01/03/2020", "31/03/2020"), *MONTHS]
HELPLINE = {
    "Parent Link main": ["104", "72", "41", "203", "13", "433"],
    "EPS": ["27", "111", "113", "91", "22", "364"],
    "Total": ["131", "183", "154", "294", "35", "797"],
}
OUTREACH = {
    "SENDParent contacts via helpline": ["155", "253", "278", "119", "805"],
    "CAT support networks": ["DNC", "28", "207", "102", "337"],
    "Sensory contact with families": ["1165", "1757", "2570", "AWT", "5492"],
    "Sensory technology support": ["DNC", "383", "271", "AWT", "654"],
    "Early Years contact with families": ["DNC", "669", "887", "213", "1769"],
    "Total": ["1320", "3090", "4213", "434", "9057"],
}


def helpline() -> Figures:
    return list(grid("Helpline for Families", "helpline_contacts", HELPLINE_MONTHS, HELPLINE))


def outreach() -> Figures:
    return list(grid("Outreach", "outreach_contacts", MONTHS, OUTREACH))


def of_month(first: str, last: str) -> Row:
    return {"period_from": first, "period_to": last}


def rate(value: str, first: str, last: str, **cells: str) -> Row:
    """A share of plans within 20 weeks; its counts are said not to be available."""
    told = {
        "table": "Timeliness",
        "measure": "plans_within_20_weeks",
        "described_as": "rate",
        "unit": "%",
        "count": "x",
        "out_of": "x",
        **of_month(first, last),
        **cells,
    }
    return figure(value, **told)
