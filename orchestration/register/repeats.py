"""Finds rows that repeat an earlier one, by the table's key or by what other tables point to.

It remembers a number for each row, not the key itself, so that tens of millions fit in memory.
"""

from orchestration.contracts.language import Contract
from orchestration.contracts.sentences import rule_texts
from orchestration.register.case import Case, aside

AT_ONCE = 8_000_000


def ask_repeats(case: Case, name: str) -> None:
    """D04: the later of two sound rows with one key, or with one word that others point to."""
    table = case.table(name)
    keys = [table.key] if table.key else []
    keys += [[word] for word in _pointed_to(case.contract, name) if [word] != table.key]
    keys = [words for words in keys if any(case.has(name, word) for word in words)]
    if not keys:
        return
    place = case.add(name, "D04", table.columns[keys[0][0]].from_, rule_texts()["D04"].severity)
    repeats = []
    for number, words in enumerate(keys):
        key = ", ".join(case.text(name, word) for word in words)
        if _seem_to_repeat(case, name, key, f"several_{number}"):
            repeats.append(f"""
                select row_number from (
                    select row_number,
                        row_number() over (partition by {key} order by row_number) as turn
                    from {case.read(name)} anti join {aside(name)} using (row_number)
                    where hash({key}) in (select key_hash from temp.several_{number})
                ) as ranked
                where turn > 1
            """)
    if repeats:
        rows = " union ".join(repeats)
        case.note(name, f"select row_number, {place} from ({rows}) as found")


def _seem_to_repeat(case: Case, name: str, key: str, several: str) -> bool:
    """Whether any number stands for several rows; which ones is kept in a table."""
    case.con.execute(f"""
        create or replace temp table numbers as
        select hash({key}) as key_hash from {case.read(name)};
        create or replace temp table {several} (key_hash ubigint);
    """)
    parts = 1 + case.extracts[name].rows // AT_ONCE
    for part in range(parts):
        case.con.execute(f"""
            insert into temp.{several}
            select key_hash from temp.numbers where key_hash % {parts} = {part}
            group by key_hash having count(*) > 1
        """)
    case.con.execute("drop table temp.numbers")
    return bool(case.count(f"select count(*) from temp.{several}"))


def _pointed_to(contract: Contract, name: str) -> list[str]:
    """The words of a table that rows of other tables name it by."""
    parents = [table.parent for table in contract.tables.values() if table.parent]
    return sorted({parent.word for parent in parents if parent.table == name})
