"""Who was who in a build of an earlier moment: as it was known then, and nobody is linked anew.

Which deliveries were known is the register's; the ledger of an earlier moment is in `history`.
"""

from datetime import datetime

from orchestration.build import Build
from orchestration.clock import at_second
from orchestration.contracts.catalogue import Catalogue
from orchestration.ducks import attach_sql, open_memory, read_sealed
from orchestration.home import Home
from orchestration.identity.evidence import gather
from orchestration.identity.history import replay_people
from orchestration.identity.ledger import COLUMNS, KEY, ledger_file, replace_sealed
from orchestration.identity.linking import link_people
from orchestration.identity.models import models_folder
from orchestration.journal import Journal
from orchestration.keys import PERSON, the_keys


def people_moment(home: Home, known_by: datetime, next_receipt: str | None) -> datetime:
    """The moment whose people belong to what was received by `known_by`: that of the first night
    after it, unless something else had come in by then."""
    if not ledger_file(home).exists():
        return known_by
    moment = at_second(known_by)
    with open_memory(home) as con:
        row = con.execute(
            f"""select min(moment) from (
                select unnest([since, until]) as moment from {read_sealed(ledger_file(home))})
            where moment > ?""",
            [moment],
        ).fetchone()
    night = row[0] if row else None
    if night is None or (next_receipt is not None and next_receipt <= night):
        return known_by
    return datetime.fromisoformat(night)


def replay_people_of_build(
    home: Home, then: Home, build: Build, catalogue: Catalogue, known_by: datetime
) -> None:
    """Give `then` the people of a moment. A record that the build holds, and that nobody had
    linked yet, is whose it was when it was first linked."""
    replay_people(home, known_by, then)
    known_models = Journal(models_folder(then) / "models.jsonl")
    first_models = Journal(models_folder(home) / "models.jsonl").lines()[:1]
    if first_models and not known_models.lines():
        known_models.add(first_models[0])
    if not ledger_file(home).exists():
        return
    named, columns = ", ".join(KEY), ", ".join(COLUMNS)
    with open_memory(home) as con:
        con.execute(attach_sql(home, build.identifiable))
        gather(con, catalogue, "identifiable")
        con.execute(f"""
            create temp table known as
            with by_then as (from {read_sealed(ledger_file(then))}),
            firsts as (
                select * replace (null as until) from {read_sealed(ledger_file(home))}
                anti join by_then using ({named})
                semi join records using ({named})
                qualify row_number() over (
                    partition by {named} order by since, until nulls last, person_key) = 1
            )
            select {columns} from by_then union all select {columns} from firsts order by all
        """)
        replace_sealed(con, ledger_file(then), "select * from known order by all")


def link_as_known(then: Home, build: Build, catalogue: Catalogue, known_by: datetime) -> None:
    """Lay `linked.people` into a build. Whom no night ever saw has an id made from their record,
    so that the same question has the same answer."""
    known = ledger_file(then)
    with open_memory(then) as con:
        held = f"select distinct person_key from {read_sealed(known)}" if known.exists() else ""
        before = {key for (key,) in con.execute(held).fetchall()} if held else set()
    link_people(then, build, catalogue, known_by, looking_back=True)
    with open_memory(then) as con:
        con.execute(attach_sql(then, build.identifiable))
        people = "identifiable.linked.people"
        least = " || '|' || ".join(KEY)
        rows = con.execute(
            f"select person_key, min({least}) from {people} group by person_key order by 1"
        ).fetchall()
        new = [(key, record) for key, record in rows if key not in before]
        ids = the_keys(then).pseudonyms(PERSON, [f"looking back: {record}" for _, record in new])
        for (key, _), person_id in zip(new, ids, strict=True):
            con.execute(f"update {people} set person_id = ? where person_key = ?", [person_id, key])
