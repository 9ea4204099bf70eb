"""The portal's own small database: who has an account, and who is signed in.

It lies in the identifiable store, for its owner alone; no data about children is in it. What the
rows mean is said by `accounts` and `sessions`.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from orchestration.home import Home

TABLES = """
create table if not exists accounts (
    key text primary key,
    name text not null,
    role text,
    supplier text,
    password text,
    made_at text not null,
    closed_at text
) strict;
create table if not exists sessions (
    mark text primary key,
    key text not null,
    name text not null,
    role text not null,
    supplier text,
    way text not null,
    began_at text not null,
    seen_at text not null
) strict;
"""
OWNER_READS_AND_WRITES = 0o600
SECONDS = 10.0


def folder(home: Home) -> Path:
    """Where the portal keeps what is its own."""
    return home.folder("identifiable") / "portal"


@contextmanager
def records(home: Home) -> Iterator[sqlite3.Connection]:
    """The database, for one piece of work that is done whole or not at all."""
    place = folder(home)
    place.mkdir(parents=True, exist_ok=True)
    path = place / "people.sqlite"
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, OWNER_READS_AND_WRITES))
    with closing(sqlite3.connect(path, timeout=SECONDS)) as con, con:
        con.row_factory = sqlite3.Row
        con.executescript(TABLES)
        yield con
