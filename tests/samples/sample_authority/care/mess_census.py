"""The kinds of mess that are planted in rows of the children in need census.
How and how often they are planted is in planting."""

from datetime import date, timedelta
from random import Random

from ..education.mess_attendance import turn_check_letter
from ..mess_sen2 import Fits, Spoil, filled, holds, pad, put
from ..planting import Kind
from ..population import age_on
from ..tables import Cells, Table
from .census_layout import BORN, CARE_ID, ETHNICITY, OWN, REASON, REFERENCE, SEX, UPN
from .children import temporary, year_of
from .planting import aside, unseen, warned

REFERRED, CLOSED, CLOSURE = "CINreferralDate", "CINclosureDate", "ReasonForClosure"
NEED, STARTED, SOURCE = "PrimaryNeedCode", "AssessmentActualStartDate", "ReferralSource"
PLAN_ENDED, PROTECTED = "CINPlanEndDate", "_protected_on"
anything, numbered, closed = filled(OWN), filled(UPN), filled(CLOSED)


def both(one: Fits, other: Fits) -> Fits:
    return lambda cells: one(cells) and other(cells)


def put_before(column: str, origin: str, most: int) -> Spoil:
    """A day so many days at most before another column's."""

    def spoil(cells: Cells, chance: Random) -> None:
        day = date.fromisoformat(cells[origin]) - timedelta(days=chance.randrange(1, most))
        cells[column] = day.isoformat()

    return spoil


def turn_upn(cells: Cells, chance: Random) -> None:
    turn_check_letter(cells, chance, UPN)


def give_temporary(cells: Cells, chance: Random) -> None:
    cells[UPN] = temporary(cells[UPN])


def slash(column: str) -> Spoil:
    def spoil(cells: Cells, chance: Random) -> None:
        year, month, day = cells[column].split("-")
        cells[column] = f"{day}/{month}/{year}"

    return spoil


def stand_alone(cells: Cells, chance: Random) -> None:
    """A second copy has nothing below it."""
    cells[OWN] = f"copy of {cells[OWN]}"


def open_alone(cells: Cells) -> bool:
    return not (cells[CLOSED] or cells["_earlier_closed_on"]) and cells["ReferralNFA"] == "0"


def is_seven(until_on: date) -> Fits:
    def fits(cells: Cells) -> bool:
        born_on = cells[BORN]
        return bool(cells[UPN] and born_on) and age_on(date.fromisoformat(born_on), until_on) >= 7

    return fits


def donor(children: Table) -> str:
    """The first child with a pupil number, whose number another child is given."""
    numbers = ((Cells(children, index)[UPN], key) for index, key in enumerate(children.keys))
    return next((key for number, key in numbers if number), "")


def borrowed(children: Table) -> list[Kind]:
    key = donor(children)
    if not key:
        return []
    number = Cells(children, children.keys.index(key))[UPN]
    return [aside("number_of_another", "V011", f"children:{UPN}", numbered, put(UPN, number))]


def of_children(month: str) -> list[Kind]:
    until_on = year_of(month)[1]
    older, year = is_seven(until_on), until_on.year
    soon = f"{until_on + timedelta(days=9)}"
    codes = ("1", "2") if month >= "2024-04" else ("M", "F")
    return [
        aside("identifier_missing", "V091", f"children:{CARE_ID}", anything, put(CARE_ID, "")),
        aside("child_repeated", "V091", f"children:{CARE_ID}", anything, stand_alone, True),
        aside("upn_check_letter", "V010", f"children:{UPN}", numbered, turn_upn),
        aside("birth_missing", "V092", f"children:{BORN}", numbered, put(BORN, "")),
        aside("birth_after_the_year", "V092", f"children:{BORN}", numbered, put(BORN, soon)),
        aside("sex_of_another_year", "V004", f"children:{SEX}", filled(SEX), put(SEX, *codes)),
        warned("temporary_number", "V012", f"children:{UPN}", older, give_temporary),
        warned("number_and_reason", "V014", f"children:{REASON}", numbered, put(REASON, "UN5")),
        warned("number_missing", "V097", f"children:{UPN}", older, put(UPN, "")),
        warned("grown_up", "V098", f"children:{BORN}", numbered, put(BORN, f"{year - 29}-05-01")),
        warned("sex_missing", "V021", f"children:{SEX}", filled(SEX), put(SEX, "")),
        warned("ethnicity_missing", "V021", f"children:{ETHNICITY}", anything, put(ETHNICITY, "")),
        aside("disability_twice", "V094", "disabilities:Disability", anything, stand_alone, True),
        aside(
            "disability_and_none",
            "V094",
            "disabilities:Disability",
            anything,
            put("Disability", "NONE"),
            True,
        ),
    ]


def of_referrals(month: str) -> list[Kind]:
    soon = f"{year_of(month)[1] + timedelta(days=6)}"
    overlap = put_before(REFERRED, "_earlier_closed_on", 9)
    follows = both(filled("_earlier_closed_on"), lambda cells: not cells[CLOSED])
    return [
        aside("referral_undated", "V093", f"referrals:{REFERRED}", anything, put(REFERRED, "")),
        aside("referral_after_year", "V093", f"referrals:{REFERRED}", open_alone,
              put(REFERRED, soon)),
        aside("closure_unexplained", "V095", f"referrals:{CLOSED}", closed, put(CLOSURE, "")),
        aside("closure_undated", "V095", f"referrals:{CLOSED}", closed, put(CLOSED, "")),
        aside("closed_too_early", "D30", f"referrals:{CLOSED}", closed,
              put_before(CLOSED, REFERRED, 30)),
        aside("referrals_overlap", "V096", f"referrals:{REFERRED}", follows, overlap),
        aside("duplicate_row", "D04", "referrals:CINreferralDate", open_alone, stand_alone, True),
        aside("code_unknown", "V004", f"referrals:{NEED}", anything, put(NEED, "N11")),
        aside("flag_in_words", "D02", "referrals:ReferralNFA", open_alone,
              put("ReferralNFA", "yes")),
        warned("words_for_missing", "V006", f"referrals:{NEED}", anything, put(NEED, "n/a")),
        unseen("spaces", f"referrals:{SOURCE}", anything, pad(SOURCE)),
        unseen("flag_as_word", "referrals:ReferralNFA", holds("ReferralNFA", "0"),
               put("ReferralNFA", "false")),
    ]  # fmt: skip


FACTOR, DISABILITY = "AssessmentFactors", "Disability"
BELOW = (
    aside("date_wrong_form", "D03", f"assessments:{STARTED}", anything, slash(STARTED)),
    aside("date_ancient", "V005", f"assessments:{STARTED}", anything, put(STARTED, "1900-01-01")),
    aside("required_missing", "D01", "section47s:ICPCnotRequired", anything,
          put("ICPCnotRequired", "")),
    aside("plans_overlap", "V099", "cin_plans:CINPlanStartDate", filled(PROTECTED),
          put(PLAN_ENDED, "")),
    aside("duplicate_row", "D04", f"assessment_factors:{FACTOR}", anything, stand_alone, True),
    aside("factor_of_another_year", "V004", f"assessment_factors:{FACTOR}", anything,
          put(FACTOR, "18A")),
    aside("category_unknown", "V004", "child_protection_plans:LatestCategoryOfAbuse", anything,
          put("LatestCategoryOfAbuse", "neglect")),
)  # fmt: skip

HOSTILE = (
    aside("another_day_than_the_last", "V090", f"headers:{REFERENCE}", filled(REFERENCE),
          put_before(REFERENCE, REFERENCE, 20)),
    aside("count_in_words", "D02", "child_protection_plans:NumberOfPreviousCPP", anything,
          put("NumberOfPreviousCPP", "two")),
    aside("count_too_great", "D07", "child_protection_plans:NumberOfPreviousCPP", anything,
          put("NumberOfPreviousCPP", "51")),
    aside("review_of_the_future", "V005", "protection_plan_reviews:CPPreviewDate", anything,
          put("CPPreviewDate", "2099-01-01")),
    aside("disability_in_words", "V004", f"disabilities:{DISABILITY}", anything,
          put(DISABILITY, "Autism & <more>")),
)  # fmt: skip


def real(children: Table, month: str) -> list[Kind]:
    """First what few rows are fit for, so that it finds one in a small authority too."""
    return [*BELOW, *of_referrals(month), *borrowed(children), *of_children(month)]
