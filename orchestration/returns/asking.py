"""Which return is meant, of which authority and day, and which deliveries it is made of.

What stands in it is in `content`.
"""

from datetime import date, datetime

import duckdb

from orchestration.months import Month
from orchestration.refusals import Refusal
from orchestration.returns.content import Asked
from orchestration.returns.language import Return


def the_return(returns: dict[str, Return], name: str) -> Return:
    """The one of that name."""
    if name not in returns:
        what = f"No return is called '{name}'."
        raise Refusal("return", what, f"There are: {', '.join(sorted(returns))}.")
    return returns[name]


def asked_for_year(
    con: duckdb.DuckDBPyConnection,
    layout: Return,
    year: int,
    authority: str | None,
    moment: datetime,
) -> tuple[Asked, str | None]:
    """A yearly return and what is provisional of it; Refusal where nothing tells of the year."""
    told = con.execute(
        f"""select return_year, local_authority_code, reference_on, stock_month_starting_on,
            is_stock_of_the_day from warehouse.core.{layout.years} order by all"""
    ).fetchall()
    years = ", ".join(str(each) for each in sorted({row[0] for row in told}))
    of_year = [row for row in told if row[0] == year]
    if not of_year:
        what = f"Nothing that is held tells of the return of {year}."
        raise Refusal("--year", what, f"Name one of: {years or 'none yet'}.")
    code = _one_authority([row[1] for row in of_year], authority)
    _, _, reference_on, stock_month, is_of_the_day = next(r for r in of_year if r[1] == code)
    asked = Asked(code, year, _day(reference_on), moment)
    if is_of_the_day:
        return asked, None
    return asked, (
        f"Provisional: the latest export is of {stock_month:%Y-%m}, before the reference date "
        f"{reference_on}, and plans in force are as it lists them."
    )


def asked_for_month(
    con: duckdb.DuckDBPyConnection,
    layout: Return,
    month: Month,
    authority: str | None,
    moment: datetime,
) -> Asked:
    """A return as of the end of a month; Refusal where nothing tells of that month."""
    rows = next(table.rows for table in layout.tables.values() if table.rows)
    told = con.execute(
        f"""select distinct strftime(month_starting_on, '%Y-%m'), local_authority_code
            from warehouse.core.{rows} order by all"""
    ).fetchall()
    of_month = [code for text, code in told if text == str(month)]
    if not of_month:
        what = f"Nothing that is held tells of {month}."
        held = ", ".join(dict.fromkeys(text for text, _ in told))
        raise Refusal("--month", what, f"Name one of: {held or 'none yet'}.")
    code, first = _one_authority(of_month, authority), month.starting_on
    return Asked(code, first.year, month.ending_on, moment, first)


def _one_authority(held: list[str], asked: str | None) -> str:
    if asked is None and len(held) > 1:
        what = f"Several authorities are held: {', '.join(held)}."
        raise Refusal("--authority", what, "Name one with --authority.")
    code = asked or held[0]
    if code not in held:
        what = f"Nothing is held of authority {code}."
        raise Refusal("--authority", what, f"Held are: {', '.join(held)}.")
    return code


def _day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def deliveries_of(
    con: duckdb.DuckDBPyConnection, layout: Return, asked: Asked
) -> dict[str, set[str]]:
    """The deliveries that rows of the return were received in, with the tables it took of each."""
    used: dict[str, set[str]] = {}
    when = "return_year" if asked.month_starting_on is None else "month_starting_on"
    for name, table in layout.tables.items():
        if table.rows is None:
            continue
        found = con.execute(
            f"""select distinct submission_id from warehouse.core.{table.rows}
                where {when} = ? and local_authority_code = ?""",
            [asked.month_starting_on or asked.year, asked.authority],
        ).fetchall()
        for (submission,) in found:
            used.setdefault(submission, set()).add(table.staged.table if table.staged else name)
    return used
