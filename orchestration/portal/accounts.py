"""Named accounts: who may sign in with a password kept here, added by whoever runs the server.

A name that is closed cannot sign in by any way, single sign-on too. Sessions are in `sessions`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from orchestration.clock import at_second
from orchestration.contracts.catalogue import Catalogue
from orchestration.home import Home
from orchestration.portal.passwords import hashed, is_right, refuse_weak
from orchestration.portal.people import Person, Role, key_of, tidy_name
from orchestration.portal.records import records
from orchestration.refusals import Refusal

LONGEST_NAME = 100


@dataclass(frozen=True)
class Account:
    """One name; `person` is None where only the name is known, to be kept out."""

    name: str
    person: Person | None
    made_at: str
    closed_at: str | None


def add_account(home: Home, person: Person, password: str, at: datetime) -> None:
    """Give somebody a name and a password; Refusal where the name is taken or the password weak."""
    name = tidy_name(person.name)
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        remedy = f"Write it in at most {LONGEST_NAME} printable characters."
        raise Refusal("account", "That is no name for an account.", remedy)
    if (person.role is Role.supplier) != (person.supplier is not None):
        what = "Exactly the people of a supplier have a supplier."
        raise Refusal("account", what, "Add --supplier CODE to the role supplier, and to no other.")
    refuse_weak(password, name)
    kept = hashed(password)
    with records(home) as con:
        if con.execute("select 1 from accounts where key = ?", [key_of(name)]).fetchone():
            remedy = "Choose another, or: sendmart portal account password NAME"
            raise Refusal("account", "There is an account of that name.", remedy)
        con.execute(
            "insert into accounts values (?, ?, ?, ?, ?, ?, null)",
            [key_of(name), name, person.role.value, person.supplier, kept, at_second(at)],
        )


def change_password(home: Home, name: str, password: str) -> None:
    """Put another password in place and end all sessions of the name."""
    refuse_weak(password, name)
    kept = hashed(password)
    with records(home) as con:
        sql = "update accounts set password = ? where key = ? and role is not null"
        if not con.execute(sql, [kept, key_of(name)]).rowcount:
            raise _unknown()
        con.execute("delete from sessions where key = ?", [key_of(name)])


def close_account(home: Home, name: str, at: datetime) -> int:
    """Keep a name out from now on, by whatever way it signs in; returns how many sessions ended."""
    key, known = key_of(name), tidy_name(name)
    with records(home) as con:
        con.execute(
            "insert into accounts values (?, ?, null, null, null, ?, ?)"
            " on conflict (key) do update set closed_at = excluded.closed_at",
            [key, known, at_second(at), at_second(at)],
        )
        return con.execute("delete from sessions where key = ?", [key]).rowcount


def open_account(home: Home, name: str) -> None:
    """Let a closed name in again."""
    with records(home) as con:
        sql = "update accounts set closed_at = null where key = ?"
        if not con.execute(sql, [key_of(name)]).rowcount:
            raise _unknown()


def accounts(home: Home) -> list[Account]:
    """Every name that is known, in order."""
    with records(home) as con:
        rows = con.execute("select * from accounts order by key").fetchall()
    return [
        Account(
            row["name"],
            Person(row["name"], Role(row["role"]), row["supplier"]) if row["role"] else None,
            row["made_at"],
            row["closed_at"],
        )
        for row in rows
    ]


def proven(home: Home, name: str, password: str) -> Person | None:
    """Who it is, where name and password belong together and the account is open."""
    with records(home) as con:
        sql = "select * from accounts where key = ?"
        row = con.execute(sql, [key_of(name)]).fetchone()
    is_proven = is_right(row["password"] if row else None, password)
    if not is_proven or row is None or row["closed_at"]:
        return None
    return Person(row["name"], Role(row["role"]), row["supplier"])


def known_name(home: Home, name: str) -> str | None:
    """The name as it is kept, where there is an account of it."""
    with records(home) as con:
        sql = "select name from accounts where key = ?"
        row = con.execute(sql, [key_of(name)]).fetchone()
    return str(row["name"]) if row else None


def is_closed(home: Home, name: str) -> bool:
    """Whether the name is kept out."""
    with records(home) as con:
        sql = "select closed_at from accounts where key = ?"
        row = con.execute(sql, [key_of(name)]).fetchone()
    return row is not None and row["closed_at"] is not None


def suppliers(catalogue: Catalogue) -> list[str]:
    """Every code that a contract gives its sender, or promises files of."""
    found: set[str] = set()
    for contract in catalogue.contracts.values():
        named = [contract.supplier.name] if contract.supplier.name else []
        promised: Iterable[str] = contract.promise.suppliers if contract.promise else ()
        found.update(named, promised)
        if contract.supplier.code_set:
            found.update(catalogue.codes(contract.supplier.code_set))
    return sorted(found)


def _unknown() -> Refusal:
    return Refusal(
        "account", "There is no account of that name.", "See: sendmart portal account list"
    )
