"""Sets a return beside the months that were published of the same year.

A gap is a question to people (V113), never mended here.
"""

from dataclasses import dataclass

import duckdb

from orchestration.returns.content import Asked
from orchestration.returns.language import Return

WIDEST_GAP = 0.05
RULE = "V113"


@dataclass(frozen=True)
class Reconciled:
    """One figure of the return beside our months; `of_months` is None where they do not tell."""

    count: str
    of_return: int
    measure: str
    of_months: int | None
    months: int

    @property
    def is_equal(self) -> bool:
        return self.of_months == self.of_return and self.months == 12

    @property
    def is_question(self) -> bool:
        """Whether the months tell of the whole year and are further off than one in twenty."""
        if self.of_months is None or self.months < 12:
            return False
        return abs(self.of_return - self.of_months) > WIDEST_GAP * max(self.of_months, 1)


def reconcile(con: duckdb.DuckDBPyConnection, layout: Return, asked: Asked) -> list[Reconciled]:
    """Every figure that the return's layout compares, in its order."""
    found = []
    for compared in layout.months:
        held = con.execute(
            f"""select coalesce(sum(record_count), 0) from warehouse.core.{layout.counts}
                where return_year = ? and local_authority_code = ? and count_code = ?""",
            [asked.year, asked.authority, compared.count],
        ).fetchone()
        told = con.execute(
            f"""select sum({compared.part}), count({compared.part})
                from warehouse.measures.measures
                where measure_id = ? and local_authority_code = ? and breakdown = 'total'
                    and year(month_starting_on) = ? and coalesce(symbol, '') <> 'x'""",
            [compared.measure, asked.authority, asked.year - 1],
        ).fetchone()
        of_return, (total, months) = int(held[0]) if held else 0, told or (None, 0)
        found.append(
            Reconciled(
                compared.count,
                of_return,
                compared.measure,
                None if total is None else int(total),
                int(months),
            )
        )
    return found
