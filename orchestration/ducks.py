"""Opens DuckDB files the one way this project does: offline, sealed where people are in them.

What is in them is for others to know.
"""

import base64
import secrets
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import duckdb
import duckdb_extension_httpfs

from orchestration.contracts.sql import quoted
from orchestration.home import Home
from orchestration.keys import TABLES, Key, the_keys
from orchestration.refusals import Refusal

Settings = dict[str, str | bool | int | float | list[str]]

OFFLINE: Settings = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
IDENTIFIABLE = "identifiable"
KEY_NAME = "tables"
AT_A_DISTANCE = "HTTPFileSystem,S3FileSystem,HuggingFaceFileSystem"
BROKEN_SEALS = (
    "Computed AES tag differs",
    "Wrong encryption key used",
    "is encrypted, but",
    "is not encrypted",
    "No magic bytes found",
    "encrypted database",
    "not a valid DuckDB database file",
)


def open_memory(home: Home | None = None) -> duckdb.DuckDBPyConnection:
    """A private database in memory that reads and writes what is sealed with a home's key; without
    a home, with a key that is forgotten when it closes."""
    if home is None:
        return open_with(secrets.token_bytes(32))
    return open_with(parquet_key(the_keys(home).key(TABLES)), home)


def open_with(key: bytes, home: Home | None = None) -> duckdb.DuckDBPyConnection:
    """A private database in memory that knows one key."""
    con = duckdb.connect(":memory:", config=settings())
    unlock(con, key)
    if home:
        con.execute(f"set temp_directory = {quoted(str(home.builds / 'spilled'))}")
    return con


def open_identifiable(
    home: Home, path: Path, *, read_only: bool = False
) -> duckdb.DuckDBPyConnection:
    """A sealed database file of a home, made when it is not there; for one process at a time."""
    con = open_memory(home)
    try:
        con.execute(attach_sql(home, path, read_only=read_only))
    except duckdb.Error as error:
        con.close()
        raise told_of_seal(path.name, error) from None
    con.execute(f"use {IDENTIFIABLE}")
    return con


def open_to_read(path: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(path), read_only=True, config=OFFLINE)


def open_to_write(path: Path) -> duckdb.DuckDBPyConnection:
    """The only process that may have the file open."""
    return duckdb.connect(str(path), config=OFFLINE)


def settings() -> Settings:
    """Those with which a connection can be unlocked. The signature of the extension is looked at
    once in a process: it takes longer than many a delivery."""
    _extension_is_signed()
    return {**OFFLINE, "allow_unsigned_extensions": "true"}


def unlock(con: duckdb.DuckDBPyConnection, key: bytes) -> None:
    """Give a connection the means to open what is sealed; nothing it spills can be read either."""
    con.execute(f"load {quoted(str(_extension()))}")
    con.execute(f"set disabled_filesystems = {quoted(AT_A_DISTANCE)}")
    con.execute("set temp_file_encryption = true")
    add_key(con, KEY_NAME, key)


def add_key(con: duckdb.DuckDBPyConnection, name: str, key: bytes) -> None:
    """Let a connection know one more key for Parquet, under a name of its own."""
    con.execute(f"pragma add_parquet_key({quoted(name)}, {quoted(_text(key))})")


def parquet_key(key: Key) -> bytes:
    return key.derived("parquet")


def attach_sql(home: Home, path: Path, *, read_only: bool = False) -> str:
    """The statement that opens a sealed database; it holds the key and is not to be shown."""
    return attach_with(the_keys(home).key(TABLES), path, IDENTIFIABLE, read_only=read_only)


def attach_with(key: Key, path: Path, name: str, *, read_only: bool = False) -> str:
    mode = "read_only, " if read_only else ""
    return f"""attach if not exists {quoted(str(path))} as {name}
        ({mode}encryption_key {quoted(_text(key.derived("database")))})"""


def read_sealed(paths: Path | Sequence[Path], *further: str, key_name: str = KEY_NAME) -> str:
    """A call that reads sealed Parquet files, which must have the same columns."""
    several = [paths] if isinstance(paths, Path) else paths
    files = ", ".join(map(file_literal, several))
    options = [f"encryption_config = {{footer_key: {quoted(key_name)}}}", *further]
    return f"read_parquet([{files}], {', '.join(options)})"


def write_sealed(path: Path, query: str) -> str:
    """The statement that writes a query's rows to a sealed Parquet file."""
    return f"""copy ({query}) to {quoted(str(path))} (format parquet, compression zstd,
        encryption_config {{footer_key: {quoted(KEY_NAME)}}})"""


def columns_of(con: duckdb.DuckDBPyConnection, path: Path) -> tuple[str, ...]:
    """The columns of a sealed Parquet file; Refusal where the key does not open it."""
    try:
        return tuple(
            str(row[0])
            for row in con.execute(f"describe select * from {read_sealed(path)}").fetchall()
        )
    except duckdb.Error:
        raise _not_opened(f"{path.parent.name}/{path.name}") from None


def rows_in(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    """How many rows a sealed Parquet file says that it holds."""
    columns_of(con, path)
    row = con.execute(f"select count(*) from {read_sealed(path)}").fetchone()
    return int(row[0]) if row else 0


def told_of_seal(where: str, error: duckdb.Error) -> Exception:
    """What could not be opened, as a refusal; any other error as it is."""
    return _not_opened(where) if is_of_seal(str(error)) else error


def is_of_seal(words: str) -> bool:
    """Whether an error's words say that a seal is broken or a key is wrong."""
    return any(known in words for known in BROKEN_SEALS)


def _not_opened(where: str) -> Refusal:
    what = "The key does not open it: it is damaged, or was sealed with another key."
    remedy = "Put the file back from a backup, or the right keys in place (sendmart keys show)."
    return Refusal(f"{where} in the identifiable store", what, remedy)


def file_literal(path: Path) -> str:
    """A path as a SQL literal that names this one file, whatever signs its name holds."""
    text = "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path))
    return "'" + text.replace("'", "''") + "'"


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


@cache
def _extension() -> Path:
    """DuckDB's own cryptography ships in its httpfs extension, here as a pinned package."""
    folder = Path(duckdb_extension_httpfs.__file__).parent
    found = sorted(folder.glob(f"extensions/v{duckdb.__version__}/httpfs.duckdb_extension*"))
    if not found:
        what = f"Its package holds none for DuckDB {duckdb.__version__}."
        raise Refusal("httpfs extension", what, "Install the pinned requirements again.")
    return found[0]


@cache
def _extension_is_signed() -> None:
    with duckdb.connect(":memory:", config=OFFLINE) as con:
        con.execute(f"load {quoted(str(_extension()))}")
