"""Where the files go, and the account of them: how many, how many rows, what was planted.
What is in the files is decided elsewhere."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from .options import Options
from .planting import Spot, line_of
from .sound import SoundRows
from .tables import Table, write_table
from .truth_people import KnownPeople


@dataclass(frozen=True)
class Planted:
    """One piece of mess as about.json tells it."""

    file: str
    line: int | None
    column: str | None
    rule: str | None
    kind: str
    outcome: str


@dataclass
class Ledger:
    """The folder that is being filled."""

    out: Path
    files: int = 0
    rows: int = 0
    planted: list[Planted] = field(default_factory=list)
    people: KnownPeople = field(default_factory=KnownPeople)
    sound: SoundRows = field(default_factory=SoundRows)
    spoilt: dict[str, list[Spot]] = field(default_factory=dict)

    def table(self, name: str, table: Table, byte_order_mark: bool = False) -> None:
        write_table(self.out / name, table, byte_order_mark)
        self.files += 1
        self.rows += len(table.rows)

    def bytes(self, name: str, content: bytes) -> None:
        path = self.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.files += 1

    def again(self, folder: str, second: str, rows: int) -> None:
        """A second, byte-identical copy of a delivery in a folder of its own."""
        for path in sorted((self.out / folder).iterdir()):
            self.bytes(f"{second}/{path.name}", path.read_bytes())
        self.rows += rows

    def note(
        self,
        file: str,
        kind: str,
        rule: str | None = None,
        outcome: str = "none",
        line: int | None = None,
        column: str | None = None,
    ) -> None:
        self.planted.append(Planted(file, line, column, rule, kind, outcome))

    def note_spots(self, spots: list[Spot], files: dict[str, str]) -> None:
        """Say of every planted row which line of which file it became."""
        spoilt: dict[str, set[int]] = {}
        for spot in spots:
            spoilt.setdefault(spot.table.name, set()).add(spot.index)
            self.remember(spot, files[spot.table.name])
        for spot in spots:
            name, kind = spot.table.name, spot.kind
            line = line_of(spot.table, spot.index, spoilt[name])
            self.note(files[name], kind.kind, kind.rule, kind.outcome, line, kind.column)

    def remember(self, spot: Spot, file: str) -> None:
        """Truth must know what became of the rows of a file."""
        self.spoilt.setdefault(file, []).append(spot)

    def set_aside(self, file: str, table: str) -> set[int]:
        """Which rows of a table, counted from nought, were spoilt so that they do not count."""
        return {
            spot.index
            for spot in self.spoilt.get(file, [])
            if spot.table.name == table and spot.kind.outcome == "set_aside"
        }

    def write_about(self, options: Options) -> None:
        about = {
            "authority": "Sampleshire",
            "pupils": options.pupils,
            "months": list(options.months),
            "until": options.until,
            "seed": options.seed,
            "mess": options.mess,
            "truth": options.truth,
            "planted": [asdict(planted) for planted in sorted(self.planted, key=order)],
        }
        text = json.dumps(about, indent=1, ensure_ascii=False) + "\n"
        (self.out / "about.json").write_text(text, encoding="utf-8", newline="\n")


def order(planted: Planted) -> tuple[str, int, str, str]:
    return planted.file, planted.line or 0, planted.kind, planted.column or ""
