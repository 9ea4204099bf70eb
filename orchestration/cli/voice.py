"""How commands speak: sentences and tables for people, JSON for programs, progress on the side.

Nothing is decided here.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from orchestration.months import Month
from orchestration.refusals import Refusal

AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON, for programs.")]

out = Console(highlight=False, soft_wrap=True)
aside = Console(stderr=True, highlight=False, soft_wrap=True)


def answer_json(data: Any) -> None:
    sys.stdout.write(json.dumps(data, indent=1, ensure_ascii=False, default=str) + "\n")


def table(title: str, columns: list[str], rows: list[list[Any]]) -> None:
    grid = Table(title=title, title_justify="left", title_style="bold", show_edge=False)
    for column in columns:
        numeric = bool(rows) and all(isinstance(row[columns.index(column)], int) for row in rows)
        grid.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(f"{cell:,}" if isinstance(cell, int) else _shown(cell) for cell in row))
    out.print(grid)
    out.print()


def _shown(cell: Any) -> Text:
    """As it was written: a sender's brackets are no style, and control characters no command."""
    return Text("".join(sign if sign.isprintable() else "?" for sign in str(cell)))


def plain(cell: Any) -> str:
    """A number without trailing noughts, 71.052632, 128, 0; and nothing where there is none."""
    if isinstance(cell, Decimal):
        text = format(cell, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return "" if cell is None else str(cell)


def as_month(text: str | None) -> Month | None:
    """A month as typed; what is none is a wrong call, not a refusal."""
    try:
        return Month.parse(text) if text else None
    except Refusal as refusal:
        raise typer.BadParameter(str(refusal)) from None


def refuse(what: str) -> NoReturn:
    """Say why, on the side, and end with 1: refused, or a gate failed."""
    aside.print(what, markup=False)
    raise typer.Exit(1)


@contextmanager
def refusals_told() -> Iterator[None]:
    """A refusal is an answer, not a crash."""
    try:
        yield
    except Refusal as refusal:
        refuse(str(refusal))


@contextmanager
def progress(doing: str) -> Iterator[Any]:
    """A line that shows that work goes on; silent where nobody watches."""
    with aside.status(doing) if aside.is_terminal else _silence() as status:
        yield status


@contextmanager
def _silence() -> Iterator[None]:
    yield None
