"""The kinds of mess that are planted in rows of the looked-after return.
How and how often they are planted is in planting."""

from collections import Counter
from datetime import timedelta
from random import Random

from ..days import last_day, slashed, unslashed
from ..education.mess_attendance import turn_check_letter
from ..mess_sen2 import Fits, Spoil, filled, holds, leave, pad, put
from ..planting import Kind
from ..population import age_on
from ..tables import Cells, Table
from .children import temporary
from .planting import aside, unseen, warned

anything, over, goes_on = filled("CHILD"), filled("DEC"), holds("REC", "X1")
changed = holds("RNE", "P", "L", "B", "T", "U")


def move(column: str, least: int, most: int) -> Spoil:
    def spoil(cells: Cells, chance: Random) -> None:
        day = unslashed(cells[column]) + timedelta(days=chance.randrange(least, most))
        cells[column] = slashed(day)

    return spoil


def put_before(column: str, origin: str) -> Spoil:
    def spoil(cells: Cells, chance: Random) -> None:
        day = unslashed(cells[origin]) - timedelta(days=chance.randrange(1, 40))
        cells[column] = slashed(day)

    return spoil


def write_iso(column: str) -> Spoil:
    def spoil(cells: Cells, chance: Random) -> None:
        cells[column] = unslashed(cells[column]).isoformat()

    return spoil


def has_number(cells: Cells) -> bool:
    return len(cells["UPN"]) == 13


def turn_upn(cells: Cells, chance: Random) -> None:
    turn_check_letter(cells, chance, "UPN")


def give_temporary(cells: Cells, chance: Random) -> None:
    cells["UPN"] = temporary(cells["UPN"])


def is_seven(month: str) -> Fits:
    return lambda cells: has_number(cells) and age_on(unslashed(cells["DOB"]), last_day(month)) >= 7


def follows_in_file(episodes: Table) -> Fits:
    """Whether the file has the episode before too; it tells none that ended before the year."""
    firsts: dict[str, str] = {}
    for row in episodes.rows:
        firsts.setdefault(row[0], row[1])
    return lambda cells: changed(cells) and firsts[cells["CHILD"]] != cells["DECOM"]


def alone(episodes: Table) -> Fits:
    """An only episode: taking it away leaves no gap."""
    counts = Counter(row[0] for row in episodes.rows)
    return lambda cells: counts[cells["CHILD"]] == 1


def of_header(month: str, donor: str) -> list[Kind]:
    codes = ("1", "2") if month >= "2024-04" else ("M", "F")
    borrow = [aside("number_of_another", "V011", "header:UPN", has_number, put("UPN", donor))]
    return [
        *(borrow if len(donor) == 13 else []),
        aside("identifier_missing", "V100", "header:CHILD", anything, put("CHILD", "")),
        aside("sex_missing", "V100", "header:SEX", anything, put("SEX", "")),
        aside("birth_missing", "V100", "header:DOB", anything, put("DOB", "")),
        aside("upn_check_letter", "V010", "header:UPN", has_number, turn_upn),
        aside("sex_of_another_year", "V004", "header:SEX", anything, put("SEX", *codes)),
        aside("duplicate_row", "D04", "header:CHILD", anything, leave, True),
        aside("date_wrong_form", "D03", "header:DOB", anything, write_iso("DOB")),
        warned("temporary_number", "V012", "header:UPN", is_seven(month), give_temporary),
        warned("number_missing", "V014", "header:UPN", has_number, put("UPN", "")),
        warned("ethnicity_missing", "V021", "header:ETHNIC", anything, put("ETHNIC", "")),
    ]


def of_episodes(month: str, episodes: Table) -> list[Kind]:
    place = ("P2", "H5") if month >= "2024-04" else ("K3", "Z11")
    return [
        aside("episodes_overlap", "V102", "episodes:DECOM", follows_in_file(episodes),
              move("DECOM", -4, -1)),
        aside("gap_in_care", "V102", "episodes:REC", goes_on, move("DEC", -6, -1)),
        aside("nothing_follows", "V102", "episodes:REC", holds("REC", "E4A", "E8", "E48", "E13"),
              put("REC", "X1")),
        aside("unknown_child", "D05", "episodes:CHILD", alone(episodes), put("CHILD", "SC999999")),
        aside("end_unexplained", "V101", "episodes:DEC", over, put("REC", "")),
        aside("ends_too_early", "D30", "episodes:DEC", over, put_before("DEC", "DECOM")),
        aside("start_missing", "V101", "episodes:DECOM", anything, put("DECOM", "")),
        aside("reason_missing", "V101", "episodes:RNE", anything, put("RNE", "")),
        aside("status_missing", "V101", "episodes:LS", anything, put("LS", "")),
        aside("place_missing", "V101", "episodes:PLACE", anything, put("PLACE", "")),
        aside("place_of_another_year", "V004", "episodes:PLACE", anything, put("PLACE", *place)),
        aside("code_unknown", "V004", "episodes:LS", anything, put("LS", "C9")),
        aside("need_missing", "D01", "episodes:CIN", anything, put("CIN", "")),
        aside("duplicate_row", "D04", "episodes:CHILD", anything, leave, True),
        warned("half_a_postcode", "V022", "episodes:HOME_POST", anything, put("HOME_POST", "ZZ1")),
        warned("words_for_missing", "V006", "episodes:PLACE_PROVIDER", anything,
               put("PLACE_PROVIDER", "n/a")),
        unseen("spaces", "episodes:RNE", anything, pad("RNE")),
    ]  # fmt: skip


MORE = (
    aside("part_unknown", "V004", "reviews:REVIEW_CODE", anything, put("REVIEW_CODE", "PN9")),
    aside("duplicate_row", "D04", "reviews:CHILD", anything, leave, True),
    aside("score_too_great", "D07", "oc2:SDQ_SCORE", filled("SDQ_SCORE"), put("SDQ_SCORE", "41")),
    aside("flag_in_words", "D02", "oc2:TEETH_CHECK", anything, put("TEETH_CHECK", "Y")),
    warned("words_for_missing", "V006", "oc2:SDQ_SCORE", filled("SDQ_SCORE"),
           put("SDQ_SCORE", "n/a")),
    aside("back_too_early", "D30", "missing:MIS_END", filled("MIS_END"),
          put_before("MIS_END", "MIS_START")),
    aside("activity_of_another_year", "V004", "oc3:ACTIV", anything, put("ACTIV", "F3")),
)  # fmt: skip

HOSTILE = (
    aside("date_future", "V005", "episodes:DEC", over, put("DEC", "01/01/2099")),
    aside("ending_of_another_year", "V004", "episodes:REC", over, put("REC", "E43")),
    aside("date_wrong_form", "D03", "episodes:DECOM", anything, write_iso("DECOM")),
    warned("half_a_postcode", "V022", "episodes:PL_POST", anything, put("PL_POST", "ZZ")),
    aside("review_undated", "D01", "reviews:REVIEW", anything, put("REVIEW", "")),
    aside("worker_unknown", "D01", "social_worker:SW_ID", anything, put("SW_ID", "")),
)  # fmt: skip


def real(tables: dict[str, Table], month: str) -> list[Kind]:
    """First what few rows are fit for, so that it finds one in a small authority too."""
    episodes, header = tables["episodes"], tables["header"]
    donor = Cells(header, 0)["UPN"]
    return [*MORE, *of_episodes(month, episodes), *of_header(month, donor)]
