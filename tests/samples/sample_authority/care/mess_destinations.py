"""The kinds of mess that are planted in rows of the list of young people's activities.
How and how often they are planted is in planting."""

from datetime import timedelta
from random import Random

from ..days import slashed, unslashed
from ..education.mess_attendance import turn_check_letter
from ..mess_sen2 import Spoil, filled, holds, leave, pad, put
from ..planting import Kind
from ..tables import Cells, Table
from .children import temporary
from .planting import aside, unseen, warned

anything, numbered = filled("young_person_id"), filled("upn")
heard = filled("confirmed_date")
older = holds("academic_age", "18", "19", "20", "21", "22", "23", "24")


def put_before(column: str, origin: str) -> Spoil:
    def spoil(cells: Cells, chance: Random) -> None:
        day = unslashed(cells[origin]) - timedelta(days=chance.randrange(1, 60))
        cells[column] = slashed(day)

    return spoil


def write_iso(cells: Cells, chance: Random) -> None:
    cells["dob"] = unslashed(cells["dob"]).isoformat()


def give_temporary(cells: Cells, chance: Random) -> None:
    cells["upn"] = temporary(cells["upn"])


def real(table: Table, month: str) -> list[Kind]:
    year, donor = int(month[:4]), Cells(table, 0)["upn"]
    borrow = [aside("number_of_another", "V011", "*:upn", numbered, put("upn", donor))]
    return [
        warned("mark_missing", "V020", "*:send_flag", older, put("send_flag", "N")),
        aside("confirmed_too_early", "D30", "*:confirmed_date", heard,
              put_before("confirmed_date", "start_date")),
        aside("lapses_too_early", "D30", "*:expiry_date", heard,
              put_before("expiry_date", "confirmed_date")),
        aside("unconfirmed", "D01", "*:confirmed_date", heard, put("confirmed_date", "")),
        aside("never_lapses", "D01", "*:expiry_date", heard, put("expiry_date", "")),
        aside("upn_check_letter", "V010", "*:upn", numbered, turn_check_letter),
        *(borrow if donor else []),
        aside("activity_unknown", "V004", "*:activity", heard, put("activity", "EET")),
        aside("date_wrong_form", "D03", "*:dob", anything, write_iso),
        aside("too_young", "V020", "*:dob", anything, put("dob", f"01/03/{year - 12}")),
        aside("too_old", "V020", "*:dob", anything, put("dob", f"01/03/{year - 29}")),
        aside("age_too_great", "D07", "*:academic_age", holds("send_flag", "Y"),
              put("academic_age", "31")),
        aside("flag_in_words", "D02", "*:looked_after", anything, put("looked_after", "maybe")),
        warned("temporary_number", "V012", "*:upn", numbered, give_temporary),
        warned("words_for_missing", "V006", "*:start_date", heard, put("start_date", "n/a")),
        aside("duplicate_row", "D04", "*:young_person_id", anything, leave, True),
        unseen("capitals", "*:activity", anything,
               lambda cells, chance: cells.__setitem__("activity", cells["activity"].upper())),
        unseen("spaces", "*:send_flag", anything, pad("send_flag")),
    ]  # fmt: skip


HOSTILE = (
    aside("required_missing", "D01", "*:activity", anything, put("activity", "")),
    aside("date_future", "V005", "*:start_date", holds("activity", "not_known", "refused"),
          put("start_date", "01/01/2099")),
    aside("authority_unknown", "V004", "*:la", anything, put("la", "000")),
)  # fmt: skip
