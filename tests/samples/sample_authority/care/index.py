"""Social care's index of the children it knows: who stands behind its own identifiers, for linkage.
How wrong what it knows of somebody may be is in evidence."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..days import last_day, slashed
from ..earlier import earlier_identities
from ..education.mess_attendance import turn_check_letter
from ..evidence import CARE, EARLIER, Held, held
from ..index_notes import note_told, told_of
from ..ledger import Ledger
from ..mess_sen2 import filled, leave, pad, put
from ..options import Options
from ..population import Child
from ..tables import Table
from .planting import aside, spots, unseen, warned

HEADER = (
    "snapshot_date", "la_child_id", "forename", "surname", "dob", "postcode", "sex", "upn",
    "nhs_number", "adopted", "do_not_process",
)  # fmt: skip


def file_name(month: str) -> str:
    return f"care_index_{month}.csv"


@dataclass
class Index:
    """The records of a month, what is wrong in each, and which nobody else may use."""

    table: Table
    errors: dict[str, list[str]]
    restricted: list[int]


def cells_of(child: Child, told: Held, snapshot: str, adopted: bool, restricted: bool) -> list[str]:
    return [
        snapshot, child.la_child_id, told.forename, told.surname, slashed(told.born_on),
        told.postcode, child.sex, told.upn, told.nhs_number, f"{adopted:d}", f"{restricted:d}",
    ]  # fmt: skip


def index_of(options: Options, children: list[Child], month: str) -> Index:
    known_on = last_day(month)
    index = Index(Table(file_name(month), HEADER), {}, [])
    nhs = {child.number: child.nhs_number for child in children}
    records = [(f"{child.number}", child, False, False) for child in children if child.la_child_id]
    records += [
        (f"E{child.number}", child, True, restricted)
        for child, restricted in earlier_identities(options, children)
    ]
    for key, child, is_earlier, is_restricted in records:
        if child.born_on > known_on:
            continue
        told = held(options, "care", CARE, child, nhs)
        told.errors += [EARLIER] if is_earlier else []
        restricted = is_restricted and options.is_messy
        cells = cells_of(child, told, slashed(known_on), is_earlier, restricted)
        index.table.add(key, cells)
        index.errors[key] = told.errors
        if restricted:
            index.restricted.append(len(index.table.rows) - 1)
    return index


named, born, numbered = filled("la_child_id"), filled("dob"), filled("upn")
REAL = (
    aside("required_missing", "D01", "*:la_child_id", named, put("la_child_id", "")),
    aside("duplicate_row", "D04", "*:la_child_id", named, leave, True),
    warned("date_wrong_form", "D03", "*:dob", born, put("dob", "2012-5")),
    warned("sex_unknown", "V004", "*:sex", filled("sex"), put("sex", "I")),
    warned("postcode_unlike", "V022", "*:postcode", filled("postcode"), put("postcode", "ZZ1")),
    warned("upn_check_letter", "V010", "*:upn", numbered, turn_check_letter),
    aside("flag_in_words", "D02", "*:adopted", named, put("adopted", "perhaps")),
    unseen("spaces", "*:sex", filled("sex"), pad("sex")),
)
HOSTILE = (warned("born_long_ago", "V005", "*:dob", born, put("dob", "01/01/1900")),)


def write_month(options: Options, ledger: Ledger, children: Iterable[Child], month: str) -> None:
    index = index_of(options, list(children), month)
    table = index.table
    if not table.rows:
        return
    file = f"landing/care_index/{month}/{file_name(month)}"
    told = told_of(table)
    source = ("care_index", "social_care_records")
    ledger.people.note(source, "la_child_id", table, "la_child_id", index.errors)
    note_told(ledger, file, told)
    for place in index.restricted:
        for rule in ("D61", "D62"):  # the row is marked, and its person is held
            ledger.note(file, "restricted", rule, "set_aside", place + 2, "do_not_process")
    spared = {table.keys[place] for place, _, _ in told}
    spared |= {table.keys[place] for place in index.restricted}
    planted = spots(options, "care_index", month, [table], (REAL, HOSTILE), spared)
    ledger.note_spots(planted, {table.name: file})
    ledger.table(file, table)
