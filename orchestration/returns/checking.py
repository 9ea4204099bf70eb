"""Asks our own door of a written return what it would say if a stranger had sent it.

The door's rules are in the contract and its checks; nothing is kept, and no history is asked.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from orchestration.contracts.catalogue import Catalogue
from orchestration.ducks import open_memory, read_sealed
from orchestration.home import Home
from orchestration.register.book import Book, submission_folder
from orchestration.register.receive import Receipt, receive
from orchestration.register.recognise import deliveries

REJECTED = ("refuse", "set_aside")
Missing = tuple[str, str, str | None, int | None, str | None, str, str | None]
MISSING_COLUMNS = ["delivery", "table", "file", "line", "column", "rule", "value"]


def ask_the_door(
    catalogue: Catalogue, home: Home, files: Iterable[Path], at: datetime
) -> list[Receipt]:
    """What `check` says of the files, at a door that has seen none before."""
    with TemporaryDirectory(dir=home.folder("identifiable"), prefix="return-") as place:
        stranger = Home(Path(place))
        stranger.prepare()
        return [
            receive(catalogue, stranger, delivery, at, keep=False)
            for delivery in deliveries(catalogue, files)
        ]


def is_rejected(receipt: Receipt) -> bool:
    """Whether something in it would not be taken by whom it is for."""
    return receipt.submission.status == "refused" or any(
        severity in REJECTED for *_, severity, _ in receipt.problems
    )


def left_at_the_door(home: Home, used: dict[str, set[str]]) -> list[Missing]:
    """Rows of the deliveries that the return was made from which never got past our door, so that
    the return lacks them: their place, the rule, and the sender's own value.

    used  delivery -> tables that the return took rows from
    """
    found: list[Missing] = []
    with open_memory(home) as con:
        for entry in Book(home).kept():
            tables = used.get(entry.submission_id)
            path = submission_folder(home, entry) / "problems.parquet"
            if tables is None or not path.exists():
                continue
            found += con.execute(
                f"""select ?, table_name, file_name, line, column_name, rule, value
                    from {read_sealed(path)} where severity in {REJECTED}
                    and list_contains(?, table_name)
                    order by rule, table_name, line, column_name""",
                [entry.submission_id, sorted(tables)],
            ).fetchall()
    return found
