"""Takes the values out of single rows of a kept table; every other row stays as it was received.

Whose rows they are is found in orchestration.holds.
"""

import os
from pathlib import Path

import duckdb

from orchestration.contracts.sql import identifier
from orchestration.ducks import write_sealed
from orchestration.readers.extract import PLACE
from orchestration.register.rows import received_sql, rows_file

OUR_OWN = {*PLACE, "received_file", "row_number"}


def blank_rows(con: duckdb.DuckDBPyConnection, folder: Path, table: str, numbers: str) -> None:
    """Write a table anew with nothing but their place left of the rows whose number is in a query.

    The file is replaced in one step, so that a crash leaves the one or the other.
    """
    place = rows_file(folder, table)
    columns = [
        str(row[0]) for row in con.execute(f"describe {received_sql(folder, table)}").fetchall()
    ]
    shown = ", ".join(
        f"case when blanked.row_number is null then rows.{identifier(name)} end as"
        f" {identifier(name)}"
        if name not in OUR_OWN
        else f"rows.{identifier(name)}"
        for name in columns
        if name != "row_number"
    )
    aside = place.with_suffix(".new")
    con.execute(
        write_sealed(
            aside,
            f"""select {shown} from ({received_sql(folder, table)}) as rows
                left join ({numbers}) as blanked on blanked.row_number = rows.row_number
                order by rows.row_number""",
        )
    )
    os.replace(aside, place)
