"""The trusts' totals of their therapy lists, reckoned here from the lists as the trusts hold them.
The lists themselves, with their own mess, are in waits_delivery."""

from collections.abc import Iterable
from datetime import date
from random import Random

from ..days import last_day, slashed
from ..families.sending import add, aside, both, marked, write_iso
from ..ledger import Ledger
from ..mess_sen2 import Fits, filled, holds, leave, pad, put
from ..options import Options
from ..planting import Kind
from ..providers import QUEUES
from ..tables import Cells, Table
from ..waits import Wait, listed
from ..waits_delivery import providers_of
from .sending import send

BANDS = (7, 14, 28, 84, 126, 364)
BAND_NAMES = (
    "0 to 7 days", "8 to 14 days", "15 to 28 days", "29 to 84 days", "85 to 126 days",
    "127 to 364 days", "365 days or more",
)  # fmt: skip
HEADER = (
    "provider_code", "snapshot_date", "service", "stage", "waiting", *BAND_NAMES, "mean_weeks",
    "longest_weeks",
)  # fmt: skip
UNBANDED = ("X9902", "PT")


def figures(days: list[int], is_banded: bool) -> list[str]:
    bands = [0] * len(BAND_NAMES)
    for wait in days:
        bands[sum(wait > most for most in BANDS)] += 1
    told = [str(count) for count in bands] if is_banded else [""] * len(bands)
    if not days:
        return ["0", *told, "", ""]
    mean = sum(days) / len(days) / 7
    return [str(len(days)), *told, f"{mean:.1f}", f"{max(days) / 7:.1f}"]


def totals_of(provider: str, waits: Iterable[Wait], known_on: date) -> Table:
    table = Table("", HEADER)
    days: dict[tuple[str, str], list[int]] = {}
    for wait in waits:
        if wait.provider == provider and wait.is_waiting:
            since = wait.clock_started_on or wait.referred_on
            days.setdefault((wait.service, wait.stage), []).append((known_on - since).days)
    for queue in QUEUES:
        if queue.provider == provider:
            held = figures(
                days.get((queue.service, queue.stage), []), (provider, queue.service) != UNBANDED
            )
            row = [provider, slashed(known_on), queue.service, queue.stage, *held]
            table.add(f"{provider}:{queue.service}:{queue.stage}", row)
    return table


def waiting(least: int) -> Fits:
    return lambda cells: cells[BAND_NAMES[0]] != "" and int(cells["waiting"]) >= least


def swap_mean_and_longest(cells: Cells, chance: Random) -> None:
    cells["mean_weeks"], cells["longest_weeks"] = "99.0", "98.0"


REAL = (
    marked("bands_below_total", "*", "waiting", "V082", add("waiting", 1), waiting(20)),
    aside("bands_far_below_total", "*", "waiting", "V082", add("waiting", 40), waiting(1)),
    marked("longest_below_mean", "*", "longest_weeks", "D31", swap_mean_and_longest),
    marked("words_for_missing", "*", "mean_weeks", "V006", put("mean_weeks", "n/a")),
    aside("date_wrong_form", "*", "snapshot_date", "D03", write_iso("snapshot_date")),
    aside("service_adult", "*", "service", "V004", put("service", "ADULT_MSK")),
    aside("count_with_comma", "*", "waiting", "D02", put("waiting", "1,200"), waiting(1)),
    Kind("suppressed", "*", BAND_NAMES[0], None, "none", waiting(1), put(BAND_NAMES[0], "*")),
    Kind("spaces", "*", "stage", None, "none", filled("stage"), pad("stage")),
)  # fmt: skip
HOSTILE = (
    Kind("duplicate_row", "*", "service", "D04", "set_aside",
         both(filled("stage"), holds("service", "OT", "SLT")), leave, copies=True),
)  # fmt: skip


def write_month(options: Options, ledger: Ledger, waits: list[Wait], month: str) -> None:
    entries = listed(waits, month)
    for provider in providers_of(options, month):
        table = totals_of(provider, entries, last_day(month))
        send(options, ledger, ("therapy_wait_totals", provider), month, table, (REAL, HOSTILE))
