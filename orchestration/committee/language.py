"""What a committee's paper may ask for: tables of measures, by month, by year or side by side.

The vocabulary is closed: a table names measures, breakdowns, months and labels, and no formula.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import Field, TypeAdapter, ValidationError

from orchestration.contracts.layouts import Name, Strict
from orchestration.home import PROJECT
from orchestration.refusals import Refusal

PAPERS = PROJECT / "expectations" / "committee"
Number = Annotated[str, Field(pattern=r"^M\d{2}\w*$")]


class Asked(Strict):
    """Figures of one measure: all of a breakdown's items, or the total alone.

    where   breakdown columns that are held to one item; they are not shown
    total   whether the total stands below the items
    """

    measure: Number
    label: str | None = None
    breakdown: list[Name] = []
    where: dict[Name, str] = {}
    first: list[str] = []
    total: bool = True


class Base(Strict):
    """What every table has."""

    title: str
    note: str | None = None


class Months(Base):
    """A row for each item, a column for each month up to the month asked for.

    months  how many, or those since April
    """

    kind: Literal["months"]
    rows: list[Asked]
    months: int | Literal["since_april"] = 6


class Items(Base):
    """A row for each item of a breakdown in the month asked for, a column for each measure."""

    kind: Literal["items"]
    columns: list[Asked]


class Years(Base):
    """Each measure's months of this year, of last year, and the difference."""

    kind: Literal["years"]
    rows: list[Asked]


class Indicator(Strict):
    """One line of a list of indicators; `area` is the heading that it stands under."""

    area: str
    name: str
    measure: Number
    breakdown: list[Name] = []
    where: dict[Name, str] = {}


class Indicators(Base):
    """Indicators with value, counts, target, which way is better, trend and owner."""

    kind: Literal["indicators"]
    indicators: list[Indicator]


class Comparison(Base):
    """Our calendar years beside what was published of us, our region and England."""

    kind: Literal["comparison"]
    measures: list[Number]
    years: int = 5


Table = Annotated[Months | Items | Years | Indicators | Comparison, Field(discriminator="kind")]


class Paper(Strict):
    """A paper: whose tables it is made after, and its own."""

    title: str
    made_after: str
    tables: list[Table]

    def numbers(self) -> Iterator[str]:
        """Every measure that is asked for."""
        yield from (asked.measure for asked in self.broken_down())
        for table in self.tables:
            if isinstance(table, Comparison):
                yield from table.measures

    def broken_down(self) -> Iterator[Asked | Indicator]:
        """Every measure that is asked for by its breakdown."""
        for table in self.tables:
            if isinstance(table, Indicators):
                yield from table.indicators
            elif not isinstance(table, Comparison):
                yield from table.columns if isinstance(table, Items) else table.rows


def read_papers(folder: Path = PAPERS) -> dict[str, Paper]:
    """Every paper by the name of its file; raise Refusal where one says what it may not."""
    papers = {}
    for path in sorted(folder.glob("*.yml")):
        try:
            told = yaml.safe_load(path.read_text(encoding="utf-8"))
            papers[path.stem] = TypeAdapter(Paper).validate_python(told)
        except (yaml.YAMLError, ValidationError) as error:
            what = str(error).replace("\n", " ")
            raise Refusal(path.name, what, "Say it as the other papers do.") from None
    return papers


def chosen_papers(papers: dict[str, Paper], name: str | None) -> dict[str, Paper]:
    """All, or the one of that name."""
    if name is None:
        return papers
    if name not in papers:
        what = f"There is no paper '{name}'."
        raise Refusal("committee", what, f"Name one of: {', '.join(papers)}.")
    return {name: papers[name]}
