"""The kinds of mess that are planted in rows of the SEN2 extract.
How and how often they are planted is in planting."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from .days import blade, slashed, unblade
from .identifiers import UPN_LETTERS
from .planting import Kind
from .tables import Cells

Fits = Callable[[Cells], bool]
Spoil = Callable[[Cells, Random], None]
NOWHERE = 90_000_000
AWKWARD_SURNAMES = (
    '=HYPERLINK("http://example.org")', "NULL", "Hernandez", "O'Brien", "TRUE", "1E5",
)  # fmt: skip
AWKWARD_NAMES = ("Ann\nMarie", 'Jo "JJ"', "Sam, junior")
AWKWARD_TEXTS = (
    "Home tuition,\nthen college", 'The "Old" Barn', "Unit 2, The Mill", "Line one\r\nLine two",
)  # fmt: skip


def root_of(key: str) -> str:
    """The person below whom a record stands: P000123 and R0001231 share 000123."""
    return key[1:7]


def put(column: str, *values: str) -> Spoil:
    def spoil(cells: Cells, chance: Random) -> None:
        cells[column] = chance.choice(values)

    return spoil


def put_day(column: str, origin: str, least: int, most: int) -> Spoil:
    """A day so many days after another column's."""

    def spoil(cells: Cells, chance: Random) -> None:
        moved = unblade(cells[origin]) + timedelta(days=chance.randrange(least, most))
        cells[column] = blade(moved)

    return spoil


def holds(column: str, *values: str) -> Fits:
    return lambda cells: cells[column] in values


def filled(column: str) -> Fits:
    return lambda cells: cells[column] != ""


def leave(cells: Cells, chance: Random) -> None:
    """A second copy is mess enough."""


def turn_check_letter(cells: Cells, chance: Random) -> None:
    number = cells["upn"]
    place = UPN_LETTERS.index(number[0]) + chance.randrange(1, len(UPN_LETTERS))
    cells["upn"] = UPN_LETTERS[place % len(UPN_LETTERS)] + number[1:]


def put_off(cells: Cells, chance: Random) -> None:
    cells["receiveddate"] = "2099" + cells["receiveddate"][4:]


def is_not_leap_day(cells: Cells) -> bool:
    return "-Feb-29" not in cells["receiveddate"]


def write_slashed(cells: Cells, chance: Random) -> None:
    cells["receiveddate"] = slashed(unblade(cells["receiveddate"]))


def point_nowhere(cells: Cells, chance: Random) -> None:
    cells["persontableid"] = str(NOWHERE + chance.randrange(1_000_000))


def pad(column: str) -> Spoil:
    def spoil(cells: Cells, chance: Random) -> None:
        cells[column] = chance.choice((" {}", "{} ", " {} ")).format(cells[column])

    return spoil


def aside(kind: str, rule: str, where: str, fits: Fits, spoil: Spoil) -> Kind:
    table, column = where.split(".")
    return Kind(kind, table, column, rule, "set_aside", fits, spoil)


RECEIVED = "requests.receiveddate"
DECIDED = "requests.requestoutcomedate"
OUTCOME = "requests.requestoutcome"
ASSESSED = "assessment.assessmentoutcome"
CEASED, REASON = "namedplan.ceasedate", "namedplan.ceasereason"
anything, decided = filled("NativeId"), holds("requestoutcome", "Y", "N")
issued, withdrawn = holds("assessmentoutcome", "Y"), holds("requestoutcome", "W")
going, over = holds("ceasedate", ""), filled("ceasedate")

REAL = (
    aside("upn_check_letter", "V010", "person.upn", filled("upn"), turn_check_letter),
    aside("code_unknown", "V004", OUTCOME, decided, put("requestoutcome", "Q")),
    aside("code_unknown", "V004", ASSESSED, issued, put("assessmentoutcome", "y")),
    aside("code_unknown", "V004", "senneed.sentype", anything, put("sentype", "ADHD")),
    aside("date_future", "V005", RECEIVED, is_not_leap_day, put_off),
    aside(
        "date_ancient", "V005", "namedplan.startdate", going,
        put("startdate", "1900-Jan-01 00:00:00"),
    ),
    aside("date_wrong_form", "D03", RECEIVED, anything, write_slashed),
    aside("required_missing", "D01", RECEIVED, anything, put("receiveddate", "")),
    aside(
        "outcome_before_received", "V030", DECIDED, decided,
        put_day("requestoutcomedate", "receiveddate", -40, -1),
    ),
    aside("outcome_date_missing", "V031", DECIDED, decided, put("requestoutcomedate", "")),
    aside(
        "outcome_date_missing", "V031", "assessment.assessmentoutcomedate", issued,
        put("assessmentoutcomedate", ""),
    ),
    aside(
        "outcome_date_unexpected", "V031", DECIDED, withdrawn,
        put_day("requestoutcomedate", "receiveddate", 1, 3),
    ),
    aside("cease_without_reason", "V040", REASON, over, put("ceasereason", "")),
    aside("cease_without_reason", "V040", CEASED, over, put("ceasedate", "")),
    aside("cease_before_start", "V040", CEASED, over, put_day("ceasedate", "startdate", -60, -1)),
    aside("orphan", "D05", "requests.persontableid", anything, point_nowhere),
    Kind("duplicate_row", "requests", None, "D04", "set_aside", anything, leave, copies=True),
    Kind(
        "words_for_missing", "assessment", "draftplandate", "V006", "warned", anything,
        put("draftplandate", "Awaiting data", "n/a"),
    ),
    Kind(
        "spaces", "requests", "requestoutcome", None, "none", filled("requestoutcome"),
        pad("requestoutcome"),
    ),
    Kind("spaces", "requests", "receiveddate", None, "none", anything, pad("receiveddate")),
    Kind("spaces", "senneed", "sentype", None, "none", anything, pad("sentype")),
)  # fmt: skip

HOSTILE = (
    *(
        Kind(
            "awkward_text", "person", "surname", None, "none", anything, put("surname", surname)
        )
        for surname in AWKWARD_SURNAMES
    ),
    Kind("awkward_text", "person", "forename", None, "none", anything,
         put("forename", *AWKWARD_NAMES)),
    Kind("awkward_text", "plandetail", "sensettingother", None, "none", anything,
         put("sensettingother", *AWKWARD_TEXTS)),
    Kind("awkward_text", "placementdetail", "sensettingother", None, "none", anything,
         put("sensettingother", *AWKWARD_TEXTS)),
)  # fmt: skip
