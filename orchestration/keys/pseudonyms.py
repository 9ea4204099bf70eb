"""Keyed pseudonyms: HMAC-SHA256 of a value under a purpose's own key, many at once.

Where they are used, and for whom, is decided elsewhere.
"""

import hmac
from collections.abc import Sequence
from typing import TYPE_CHECKING

import duckdb
import numpy as np
import pyarrow as pa

from orchestration.contracts.sql import identifier
from orchestration.keys.key_set import Key

if TYPE_CHECKING:
    from orchestration.keys.opening import Keys

LETTERS = np.frombuffer(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", dtype=np.uint8)
LENGTH = 26
BITS = 5
AT_ONCE = 1 << 16
WEIGHTS = np.array([16, 8, 4, 2, 1], dtype=np.uint8)


def pseudonyms(key: Key, values: Sequence[str]) -> list[str]:
    """`<purpose>.v<version>.<26 letters of base32>`, which is 130 bits of the digest."""
    found: list[str] = []
    for first in range(0, len(values), AT_ONCE):
        found += _some(key, values[first : first + AT_ONCE])
    return found


def _some(key: Key, values: Sequence[str]) -> list[str]:
    secret, said = key.secret, f"v{key.version}|{key.purpose}|"
    digests = b"".join(hmac.digest(secret, f"{said}{value}".encode(), "sha256") for value in values)
    bits = np.unpackbits(np.frombuffer(digests, dtype=np.uint8).reshape(-1, 32), axis=1)
    fives = bits[:, : LENGTH * BITS].reshape(-1, LENGTH, BITS) @ WEIGHTS
    text, start = LETTERS[fives].tobytes().decode("ascii"), f"{key.name}."
    return [start + text[at : at + LENGTH] for at in range(0, len(text), LENGTH)]


def pseudonym_table(
    con: duckdb.DuckDBPyConnection, keys: "Keys", purpose: str, query: str, name: str
) -> int:
    """Make the temporary table `name` (value, pseudonym) of the different values that the one
    column of a query holds, to be joined with it; return how many there are."""
    values = con.execute(f"""
        select distinct value from ({query}) as asked(value) where value is not null order by value
    """).to_arrow_table()
    given = keys.pseudonyms(purpose, values["value"].to_pylist())
    con.register(
        "given_pseudonyms", values.append_column("pseudonym", pa.array(given, pa.string()))
    )
    con.execute(f"create or replace temp table {identifier(name)} as from given_pseudonyms")
    con.unregister("given_pseudonyms")
    return int(values.num_rows)
