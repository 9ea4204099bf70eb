"""The certificate of disclosure control, as it goes out: what was attacked, and what was found.

How it is reckoned, and why it tells no more, is in orchestration.disclosure.
"""

from orchestration.ducks import open_to_read
from orchestration.release.contents import Contents
from orchestration.release.dataset import as_csv

# Whom to write to is on the cover; no file that anybody reads holds an address of a person.
NOT_TOLD = {"owner"}
SAID = {
    "attacked_counts": "Counts that a reader of everything ever released can reckon with",
    "equations": "Sums and shares that tie them together",
    "releases_attacked": "Earlier releases that were attacked beside this one",
    "protected_counts": "Counts of 1 to 4 people that nobody may work out",
    "told_on_purpose": "Of these, counts that figures shown exactly on purpose tell of",
    "fewest_values_left": "Values that each of the others can still have, at the least",
    "worked_out": "Counts that could be worked out",
    "undecided": "Counts that the attack could not decide",
}

Row = dict[str, str]


def certificate(contents: Contents) -> list[Row]:
    """A row for each dataset of the release; none where nothing was protected."""
    with open_to_read(contents.build.published) as con:
        known = con.execute(
            "select count(*) from duckdb_tables()"
            " where schema_name = 'shown' and table_name = 'certificate'"
        ).fetchone()
        if known != (1,):
            return []
        found = con.execute("from shown.certificate order by dataset")
        columns = [column[0] for column in found.description]
        rows = [dict(zip(columns, map(str, row), strict=True)) for row in found.fetchall()]
    return [
        {column: cell for column, cell in row.items() if column not in NOT_TOLD}
        for row in rows
        if row["dataset"] in contents.tables
    ]


def certificate_csv(rows: list[Row]) -> str:
    return as_csv([tuple(rows[0]), *(tuple(row.values()) for row in rows)])


def certificate_told(rows: list[Row]) -> list[tuple[str, str]]:
    """What concerns the release as a whole, in words."""
    return [(said, rows[0][column]) for column, said in SAID.items()]
