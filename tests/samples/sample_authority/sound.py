"""Rows as they were sent, less those that mess set aside: what truth reckons from.
What mess there is, and what should become of it, is in planting."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .planting import Spot
from .tables import Table

Row = dict[str, str]


@dataclass
class SoundRows:
    """The rows of each delivery that should be loaded, kept only where truth is asked for."""

    is_wanted: bool = False
    held: dict[tuple[str, str, str], list[tuple[Table, set[int]]]] = field(default_factory=dict)

    def note(
        self, source: str, month: str, tables: Sequence[Table], spots: Iterable[Spot] = ()
    ) -> None:
        if not self.is_wanted:
            return
        aside = [(spot.table, spot.index) for spot in spots if spot.kind.outcome == "set_aside"]
        for table in tables:
            lost = {index for where, index in aside if where is table}
            self.held.setdefault((source, month, table.name), []).append((table, lost))

    def months(self, source: str) -> list[str]:
        return sorted({month for name, month, _ in self.held if name == source})

    def rows(self, source: str, month: str, name: str = "") -> Iterator[Row]:
        """The rows of a month's deliveries, without the spaces around what is typed."""
        for (of_source, of_month, of_table), deliveries in self.held.items():
            if (of_source, of_month) != (source, month) or (name and of_table != name):
                continue
            for table, lost in deliveries:
                for index, row in enumerate(table.rows):
                    if index not in lost:
                        yield {
                            column: cell.strip()
                            for column, cell in zip(table.header, row, strict=True)
                        }
