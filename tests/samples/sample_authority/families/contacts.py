"""The monthly log of contacts with helplines and outreach teams, and each team's status.
Callers are strangers to the population: the log knows a hash of them and nothing else."""

from datetime import timedelta
from random import Random

from ..days import first_day, last_day, slashed
from ..identifiers import stream
from ..ledger import Ledger
from ..mess_sen2 import Spoil, filled, holds, leave, pad, put
from ..options import Options
from ..planting import Kind
from ..tables import Cells, Table
from .sending import add, aside, both, marked, scaled, send

TEAMS = {
    "parent_link": ("parent_link", 60), "eps": ("eps", 60), "send_parent": ("parent_link", 150),
    "early_years_advice": ("early_years", 40), "therapy_advice": ("therapy_advice", 30),
    "cat_networks": ("", 40), "sensory_contact": ("", 60), "sensory_technology": ("", 0),
    "early_years_contact": ("", 80),
}  # fmt: skip
NEVER, UNCOUNTED, LATE, PARTLY = "sensory_technology", "send_parent", "sensory_contact", "eps"
PART_MONTH_DAY = 20
STATUS = ("month", "team", "status", "through_date", "contacts")
CONTACT = (
    "contact_id", "received_at", "team", "line", "channel", "caller_type", "unique_caller_ref",
    "topic", "safeguarding_concern", "outcome", "resolved_at",
)  # fmt: skip
TOPICS = ("assessment", "plan", "placement", "transport", "support", "health", "other")


def contact(chance: Random, ref: str, team: str, month: str, last: int) -> list[str]:
    day = first_day(month) + timedelta(days=chance.randrange(last))
    hour, minute = chance.randrange(8, 17), chance.randrange(60)
    later = day + timedelta(days=chance.randrange(9))
    resolved = f"{slashed(later)} 17:{minute:02d}" if chance.random() < 0.7 else ""
    return [
        ref,
        f"{slashed(day)} {hour:02d}:{minute:02d}",
        team,
        TEAMS[team][0],
        chance.choice(("phone", "phone", "email", "video", "text")),
        chance.choice(("parent", "parent", "parent", "young_person", "setting", "other")),
        f"{chance.getrandbits(64):016x}",
        chance.choice(TOPICS),
        "1" if chance.random() < 0.03 else "0",
        chance.choice(("advised", "signposted", "call_back", "case_opened")),
        resolved,
    ]


def state_of(options: Options, team: str, month: str) -> str:
    if team == NEVER:
        return "not_collected"
    if month == options.until and team in (LATE, PARTLY):
        return "awaiting" if team == LATE else "part_month"
    return "complete"


def log_of(options: Options, month: str) -> tuple[Table, Table]:
    """The teams' statuses and the contacts of a month."""
    statuses, contacts = Table("status", STATUS), Table("contacts", CONTACT)
    for team, (_, usual) in TEAMS.items():
        chance = stream(options.seed, "contacts", team, month)
        state = state_of(options, team, month)
        last = PART_MONTH_DAY if state == "part_month" else last_day(month).day
        count = 0 if state in ("awaiting", "not_collected") else scaled(options, usual, chance)
        for number in range(count):
            ref = f"{month}-{team}-{number:04d}"
            contacts.add(ref, contact(chance, ref, team, month, last))
        through = slashed(first_day(month).replace(day=last)) if state == "part_month" else ""
        is_counted = team != UNCOUNTED and state == "complete"
        statuses.add(team, [month, team, state, through, str(count) if is_counted else ""])
    return statuses, contacts


def write_iso(cells: Cells, chance: Random) -> None:
    day, _, time = cells["received_at"].partition(" ")
    cells["received_at"] = f"{day[6:]}-{day[3:5]}-{day[:2]} {time}"


def move_month(cells: Cells, chance: Random) -> None:
    """A contact of the month before, taken down late."""
    day, month, rest = cells["received_at"].split("/")
    before = int(month) - 1 or 12
    year = int(rest[:4]) - (before == 12)
    cells["received_at"] = f"{min(int(day), 28):02d}/{before:02d}/{year}{rest[4:]}"
    cells["resolved_at"] = ""


def resolve_early(cells: Cells, chance: Random) -> None:
    cells["resolved_at"] = f"{cells['received_at'][:10]} 07:{chance.randrange(60):02d}"


def put_through(cells: Cells, chance: Random) -> None:
    """The first half of a call that was put through, logged as a contact of its own."""
    cells["contact_id"] += "-2"
    cells["line"], cells["outcome"] = "therapy_advice", "transferred"


free, in_team = holds("team", UNCOUNTED), filled("team")
any_day: Spoil = put("received_at", "01/01/2099 09:00")
counted = both(filled("contacts"), holds("status", "complete"))
REAL = (
    aside("date_wrong_form", "contacts", "received_at", "D03", write_iso),
    aside("date_of_another_month", "contacts", "received_at", "D33", move_month),
    aside("resolved_before_received", "contacts", "resolved_at", "D30", resolve_early, in_team),
    aside("channel_unknown", "contacts", "channel", "V004", put("channel", "Phone call", "fax")),
    aside("caller_by_telephone", "contacts", "unique_caller_ref", "D02",
          put("unique_caller_ref", "01632 960001")),
    aside("flag_in_words", "contacts", "safeguarding_concern", "D02",
          put("safeguarding_concern", "maybe")),
    aside("required_missing", "contacts", "caller_type", "D01", put("caller_type", "")),
    marked("contact_of_silent_team", "contacts", "team", "D35", put("team", NEVER), free),
    marked("words_for_missing", "contacts", "outcome", "V006", put("outcome", "n/a", "-")),
    marked("words_for_a_count", "status", "contacts", "V006", put("contacts", "Awaiting data"),
           counted),
    marked("count_differs", "status", "contacts", "V110", add("contacts", 7), counted),
    marked("day_of_a_whole_month", "status", "through_date", "D36",
           put("through_date", "15/01/2000"), counted),
    Kind("counted_twice", "contacts", "unique_caller_ref", "D34", "warned", free, put_through,
         copies=True),
    Kind("duplicate_row", "contacts", "contact_id", "D04", "set_aside", free, leave, copies=True),
    Kind("spaces", "contacts", "channel", None, "none", in_team, pad("channel")),
)  # fmt: skip
HOSTILE = (
    aside("date_future", "contacts", "received_at", "V005", any_day, holds("resolved_at", "")),
    aside("id_missing", "contacts", "contact_id", "D01", put("contact_id", "")),
)


def write_month(options: Options, ledger: Ledger, month: str) -> dict[str, Table]:
    return send(options, ledger, "family_contacts", month, log_of(options, month), (REAL, HOSTILE))
