"""Commands that write pages: a committee's tables for a month, and the catalogue of measures.

They read the warehouse in place and change nothing in the home.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from orchestration.cli.voice import AsJson, answer_json, as_month, out, refusals_told


def committee(
    month: Annotated[str, typer.Option("--month", help="The month, as 2023-06.")],
    folder: Annotated[
        Path | None,
        typer.Option("--out", help="Where to write it: HTML, Markdown, CSV and workbooks."),
    ] = None,
    paper: Annotated[
        str | None, typer.Option("--paper", help="One paper only, by its name.")
    ] = None,
    authority: Annotated[
        str | None, typer.Option(help="Three-digit code, where several authorities are held.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """The tables that committees read, for a month: unsuppressed drafts, not for publication.

    Without --out they are printed as Markdown.
    """
    import json

    from orchestration.committee.figures import read_figures
    from orchestration.committee.files import as_csv, as_html, as_markdown
    from orchestration.committee.grids import grid_of
    from orchestration.committee.language import chosen_papers, read_papers
    from orchestration.committee.sheets import paper_sheets
    from orchestration.dbt_runner import ensure_manifest
    from orchestration.home import Home
    from orchestration.measures.declared import measures_in, wanted_measures
    from orchestration.release.open_document import as_ods
    from orchestration.release.workbook import as_xlsx

    chosen = as_month(month)
    assert chosen is not None
    written: list[str] = []
    with refusals_told():
        papers = chosen_papers(read_papers(), paper)
        measures = measures_in(json.loads(ensure_manifest().read_text(encoding="utf-8")))
        figures = read_figures(Home.at(), measures, wanted_measures(), chosen, authority)
        for name, held in papers.items():
            grids = [grid_of(table, figures, chosen) for table in held.tables]
            if folder is None:
                sys.stdout.write("" if as_json else as_markdown(held, chosen, grids))
                continue
            book = paper_sheets(held, chosen, grids)
            pages = {
                "html": as_html(held, chosen, grids).encode(),
                "md": as_markdown(held, chosen, grids).encode(),
                "csv": as_csv(grids).encode(),
                "xlsx": as_xlsx(book),
                "ods": as_ods(book),
            }
            folder.mkdir(parents=True, exist_ok=True)
            for ending, page in pages.items():
                path = folder / f"{name}-{chosen}.{ending}"
                path.write_bytes(page)
                written.append(str(path))
    if as_json:
        answer_json({"month": str(chosen), "papers": list(papers), "written": written})
    for path_text in written if not as_json else ():
        out.print(f"written: {path_text}", markup=False)


def catalogue(
    file: Annotated[Path, typer.Option("--out", help="The page to write, as catalogue.html.")],
    authority: Annotated[
        str | None, typer.Option(help="Three-digit code, where several authorities are held.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Every measure on one page: what it counts, from which columns, and its last 24 months.

    The figures are not suppressed: the page is for those allowed to see small numbers.
    """
    import json

    from orchestration.build import warehouse_month
    from orchestration.committee.catalogue_page import catalogue_page
    from orchestration.committee.figures import read_figures
    from orchestration.dbt_runner import ensure_manifest
    from orchestration.home import Home
    from orchestration.lineage.judgement import the_lineage
    from orchestration.measures.declared import measures_in, wanted_measures
    from orchestration.refusals import Refusal

    with refusals_told():
        home, wanted = Home.at(), wanted_measures()
        month = warehouse_month(home)
        if month is None:
            raise Refusal("catalogue", "There is no warehouse yet.", "Make one: sendmart run.")
        measures = measures_in(json.loads(ensure_manifest().read_text(encoding="utf-8")))
        figures = read_figures(home, measures, wanted, month, authority)
        page = catalogue_page(wanted, figures, the_lineage(), month)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page, encoding="utf-8", newline="\n")
    if as_json:
        answer_json({"month": str(month), "measures": len(measures), "written": str(file)})
        return
    out.print(f"written: {file}", markup=False)
