"""Which of a dataset's figures are drawn and printed, as the dataset's own YAML says it.

The vocabulary is closed: a chart or a table names columns, items and words, and no formula. What
is picked for it from a release is in `picking`.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from orchestration.contracts.layouts import Name, Strict
from orchestration.refusals import Refusal


class Line(Strict):
    """One line of a chart: the rows that it is of.

    name   what it is called; else the name of its area
    where  the items that filters are held to; else Total, or their default
    area   the authority that the release is about, or England beside it
    without  a filter: the line is drawn only where the release left it out, for it had one item
    """

    name: str | None = None
    where: dict[Name, str] = {}
    area: Literal["own", "England"] = "own"
    without: Name | None = None


class Band(Strict):
    """A column that counts one stretch of a length, and what the stretch is called."""

    figure: Name
    name: str


class Base(Strict):
    """What every chart has; `note` says what a reader should be careful of."""

    title: str
    note: str | None = None


class Trend(Base):
    """One figure through time."""

    kind: Literal["trend"]
    figure: Name
    lines: list[Line] = [Line()]


class Areas(Base):
    """One figure of the latest time, beside England's and other authorities'."""

    kind: Literal["areas"]
    figure: Name
    where: dict[Name, str] = {}


class Items(Base):
    """One figure of the latest time, by the items of a filter."""

    kind: Literal["items"]
    figure: Name
    by: Name
    where: dict[Name, str] = {}


class Bands(Base):
    """How many in each stretch of a length, at the latest time."""

    kind: Literal["bands"]
    bands: Annotated[list[Band], Field(min_length=2)]
    where: dict[Name, str] = {}


Chart = Annotated[Trend | Areas | Items | Bands, Field(discriminator="kind")]


class Printed(Strict):
    """A table of the printable page: a row for each figure, or for each item of `by`.

    periods  how many columns of time, the latest last; with `by` and several figures the columns
             are the figures, of the latest time
    """

    title: str
    figures: Annotated[list[Name], Field(min_length=1)]
    by: Name | None = None
    where: dict[Name, str] = {}
    periods: Annotated[int, Field(ge=1, le=13)] = 6
    note: str | None = None


class Shown(Strict):
    """What a dataset gives to the pages of a release; a dataset may give nothing."""

    charts: list[Chart] = []
    tables: list[Printed] = []

    def figures(self) -> set[str]:
        """Every column that is named as a figure."""
        found = {name for table in self.tables for name in table.figures}
        for chart in self.charts:
            found |= {b.figure for b in chart.bands} if isinstance(chart, Bands) else {chart.figure}
        return found

    def filters(self) -> set[str]:
        """Every column that is named as a filter."""
        found = {name for table in self.tables for name in (*table.where, table.by) if name}
        for chart in self.charts:
            wheres = [line.where for line in chart.lines] if isinstance(chart, Trend) else []
            wheres += [] if isinstance(chart, Trend) else [chart.where]
            found |= {name for where in wheres for name in where}
            lines = chart.lines if isinstance(chart, Trend) else []
            found |= {line.without for line in lines if line.without}
            found |= {chart.by} if isinstance(chart, Items) else set()
        return found


def shown_by(name: str, told: Mapping[str, Any]) -> Shown:
    """What the dataset of that name declares under `page`; raise Refusal where it says too much."""
    try:
        return TypeAdapter(Shown).validate_python(told.get("page") or {})
    except ValidationError as error:
        what = str(error).replace("\n", " ")
        raise Refusal(f"pub_{name}.yml", what, "Say it as the other datasets do.") from None
