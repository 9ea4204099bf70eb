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
        Path | None, typer.Option("--out", help="Where to write it: HTML, Markdown and CSV.")
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
    from orchestration.dbt_runner import ensure_manifest
    from orchestration.home import Home
    from orchestration.measures.declared import measures_in, wanted_measures

    chosen = as_month(month)
    assert chosen is not None
    written: list[str] = []
    with refusals_told():
        papers = chosen_papers(read_papers(), paper)
        measures = measures_in(json.loads(ensure_manifest().read_text(encoding="utf-8")))
        figures = read_figures(Home.at(), measures, wanted_measures(), chosen, authority)
        for name, held in papers.items():
            grids = [grid_of(table, figures, chosen) for table in held.tables]
            pages = {
                "html": as_html(held, chosen, grids),
                "md": as_markdown(held, chosen, grids),
                "csv": as_csv(grids),
            }
            if folder is None and not as_json:
                sys.stdout.write(pages["md"])
            for ending, page in pages.items() if folder else ():
                assert folder is not None
                folder.mkdir(parents=True, exist_ok=True)
                path = folder / f"{name}-{chosen}.{ending}"
                path.write_text(page, encoding="utf-8", newline="\n")
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
