"""Who was who at an earlier moment: the linked room of a home as it was then, in another home.

Deliveries as they were known then are the register's; see its `replay`.
"""

import json
import shutil
from datetime import datetime
from pathlib import Path

from orchestration.clock import at_second
from orchestration.ducks import open_memory, read_sealed
from orchestration.home import Home
from orchestration.identity.ledger import COLUMNS, ledger_file, links_file, replace_sealed
from orchestration.identity.records import NAME

JOURNALS = ("events.jsonl", "decisions.jsonl", "models/models.jsonl")


def replay_people(home: Home, known_by: datetime, then: Home) -> None:
    """Give a home that opens with the same keys the people, decisions and models of a moment.

    A split or merge of later is not known there, so figures come out as they would have then. What
    linked two records is not kept of then: whoever was one person counts as linked.
    """
    moment = at_second(known_by)
    for place in JOURNALS:
        _lines_until(home.linked / place, then.linked / place, moment)
    for model in (home.linked / "models").glob("*.json"):
        shutil.copyfile(model, then.linked / "models" / model.name)
    if not ledger_file(home).exists():
        return
    others = ", ".join(column for column in COLUMNS if column != "until")
    with open_memory(home) as con:
        replace_sealed(
            con,
            ledger_file(then),
            f"""select {others}, case when until <= '{moment}' then until end as until
                from {read_sealed(ledger_file(home))} where since <= '{moment}' order by all""",
        )
        replace_sealed(con, links_file(then), _links_sql(then))


def _links_sql(then: Home) -> str:
    named = ", ".join(f"{side}.{column} as {column}_{side}" for side in "lr" for column in NAME)
    one, other = (", ".join(f"{side}.{column}" for column in NAME) for side in "lr")
    return f"""
        with people as (from {read_sealed(ledger_file(then))} where until is null)
        select {named} from people as l
        inner join people as r on l.person_key = r.person_key and ({one}) < ({other}) order by all
    """


def _lines_until(source: Path, target: Path, moment: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if not source.exists():
        return
    lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if json.loads(line)["at"] <= moment]
    target.write_text("".join(kept), encoding="utf-8", newline="\n")
