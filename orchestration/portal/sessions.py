"""Who is signed in: records on the server, so that one can be ended from here at any time.

A browser holds a random number; only its hash is kept, so that a stolen database signs nobody in.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from orchestration.clock import at_second
from orchestration.home import Home
from orchestration.portal.people import Person, Role, key_of
from orchestration.portal.records import records
from orchestration.portal.settings import SessionSettings

SEEN_EVERY = timedelta(seconds=30)


@dataclass(frozen=True)
class Session:
    """One browser in which somebody has signed in."""

    person: Person
    way: str
    began_at: datetime


def new_number() -> str:
    """What a browser is given to be known again: nobody can guess it."""
    return secrets.token_urlsafe(32)


def begin(home: Home, person: Person, way: str, at: datetime) -> str:
    """Remember that somebody signed in; returns the number for their browser."""
    number, said = new_number(), at_second(at)
    values = [
        _mark(number),
        key_of(person.name),
        person.name,
        person.role.value,
        person.supplier,
        way,
        said,
        said,
    ]
    with records(home) as con:
        con.execute("insert into sessions values (?, ?, ?, ?, ?, ?, ?, ?)", values)
    return number


def find(home: Home, number: str, limits: SessionSettings, at: datetime) -> Session | None:
    """Whose browser it is, where that is still so; what has run out is forgotten."""
    with records(home) as con:
        sql = (
            "select s.*, a.closed_at from sessions as s left join accounts as a using (key)"
            " where mark = ?"
        )
        row = con.execute(sql, [_mark(number)]).fetchone()
        if row is None:
            return None
        began, seen = map(datetime.fromisoformat, (row["began_at"], row["seen_at"]))
        idle = timedelta(minutes=limits.idle_minutes)
        is_over = at - seen >= idle or at - began >= timedelta(hours=limits.hours)
        if is_over or row["closed_at"]:
            con.execute("delete from sessions where mark = ?", [row["mark"]])
            return None
        if at - seen >= min(SEEN_EVERY, idle / 4):
            sql = "update sessions set seen_at = ? where mark = ?"
            con.execute(sql, [at_second(at), row["mark"]])
    return Session(Person(row["name"], Role(row["role"]), row["supplier"]), row["way"], began)


def end(home: Home, number: str) -> None:
    """Forget a browser."""
    with records(home) as con:
        con.execute("delete from sessions where mark = ?", [_mark(number)])


def sweep(home: Home, limits: SessionSettings, at: datetime) -> None:
    """Forget what has run out."""
    oldest = at_second(at - timedelta(hours=limits.hours))
    idle = at_second(at - timedelta(minutes=limits.idle_minutes))
    with records(home) as con:
        con.execute("delete from sessions where began_at < ? or seen_at < ?", [oldest, idle])


def _mark(number: str) -> str:
    return hashlib.sha256(number.encode()).hexdigest()
