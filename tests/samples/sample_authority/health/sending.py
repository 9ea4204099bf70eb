"""How one trust's file of a month is spoilt, noted and written.
What stands in it is in the modules of the sources."""

from ..education.planting import spoil
from ..families.sending import COPY, Kinds
from ..ledger import Ledger
from ..options import Options
from ..tables import Table


def send(
    options: Options,
    ledger: Ledger,
    source: tuple[str, str],
    month: str,
    table: Table,
    kinds: Kinds,
) -> None:
    """Write the table of a source, and of one trust, to the file of their name."""
    name, provider = source
    file = f"landing/{name}/{month}/{name}_{provider}_{month}.csv"
    spoil(options, ledger, f"{name}:{provider}", month, [table], kinds, {table.name: file}, [COPY])
    ledger.table(file, table)
