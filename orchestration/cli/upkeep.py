"""Commands for those who keep sendmart: compiling contracts, linting, and a check-up.

What is checked is said elsewhere; these only ask and tell.
"""

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from orchestration.cli.voice import AsJson, answer_json, out, refusals_told, refuse


def compile_contracts(
    check: Annotated[
        bool, typer.Option("--check", help="Only say whether something would change.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Compile the contracts to dbt staging models and to the pages of docs/reference.

    Refuses a model whose columns hold what the privacy classes keep out of its store.
    """
    import json

    from orchestration.contracts.catalogue import read_catalogue
    from orchestration.contracts.compile import RULE_BOOK, stale_files, write_compiled
    from orchestration.contracts.rule_book import rule_book
    from orchestration.dbt_runner import ensure_manifest
    from orchestration.gates.reference import gates_page
    from orchestration.gates.suites import read_suites
    from orchestration.lineage.answers import lineage_table
    from orchestration.lineage.judgement import refuse_leaks
    from orchestration.lineage.registers import asset_register, dpia_annex
    from orchestration.measures.declared import measures_in, wanted_measures
    from orchestration.measures.page import measures_page

    with refusals_told():
        catalogue = read_catalogue()
        stale = stale_files(catalogue) if check else write_compiled(catalogue)
        graph = refuse_leaks(catalogue)
        measures = measures_in(json.loads(ensure_manifest().read_text(encoding="utf-8")))
        pages = {
            RULE_BOOK.name: rule_book(catalogue),
            "lineage.csv": lineage_table(graph),
            "information-assets.md": asset_register(catalogue, graph),
            "dpia-annex.md": dpia_annex(catalogue, graph),
            "gates.md": gates_page(read_suites()),
            "measures.md": measures_page(wanted_measures(), measures, graph),
        }
        for name, page in pages.items():
            path = RULE_BOOK.parent / name
            if not path.exists() or path.read_text(encoding="utf-8") != page:
                stale.append(name)
                if not check:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(page, encoding="utf-8", newline="\n")
    if as_json:
        answer_json({"changed": stale})
    else:
        done = "would change" if check else "written"
        out.print("\n".join(f"{done}: {name}" for name in stale) or "Everything is compiled.")
    if check and stale:
        raise typer.Exit(1)


def lint() -> None:
    """What `make test` asks first: layout, style, types, compiled files and the dbt project."""
    from orchestration.contracts.beginnings import blanks_left
    from orchestration.home import PROJECT
    from orchestration.measures.beginnings import blanks_in_measures

    blanks = [*blanks_left(PROJECT), *blanks_in_measures(PROJECT)]
    if blanks:
        refuse("blanks: still to be filled in\n" + "\n".join(blanks))
    with refusals_told():
        from orchestration.contracts.catalogue import read_catalogue
        from orchestration.register.rehearse import cannot_run

        broken = cannot_run(read_catalogue())
    if broken:
        refuse("rules: cannot be asked\n" + "\n".join(broken))
    out.print("rules: ok")
    program = Path(sys.executable)
    steps = {
        "format": ["-m", "ruff", "format", "--check", "."],
        "style": ["-m", "ruff", "check", "."],
        "types": ["-m", "mypy"],
        "sql": ["-m", "sqlfluff", "lint", "--processes", "1", "dbt_project", "expectations/suites"],
        "compiled": ["-m", "orchestration.cli", "compile", "--check"],
    }
    for name, arguments in steps.items():
        done = subprocess.run([program, *arguments], cwd=PROJECT, capture_output=True, text=True)
        if done.returncode:
            refuse(f"{name}: not as it should be\n{done.stdout}{done.stderr}")
        out.print(f"{name}: ok")
    with refusals_told():
        from orchestration.dbt_runner import ensure_manifest

        ensure_manifest()
    out.print("dbt project: ok")


def doctor(
    at: Annotated[
        datetime | None, typer.Option("--at", help="The moment it is asked; by default now.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """A check-up: versions, data home, disk, agreements; what is wrong and how to mend it."""
    from orchestration.checkup import findings
    from orchestration.clock import now
    from orchestration.home import Home

    found = findings(Home.at(), (at or now()).date())
    if as_json:
        answer_json([finding.__dict__ for finding in found])
    else:
        for finding in found:
            mark = "ok  " if finding.is_well else "NOTE " if finding.is_advice else "BAD "
            out.print(f"{mark}{finding.what}", markup=False)
            if not finding.is_well:
                out.print(f"     {finding.what_to_do}", markup=False)
    if not all(finding.is_well or finding.is_advice for finding in found):
        raise typer.Exit(1)
