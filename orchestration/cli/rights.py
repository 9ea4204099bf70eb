"""Commands about one person: find, export, restrict, erase, and doing again what was decided.

What is done is in orchestration.rights; no value of a person is printed or put in the audit log.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from orchestration.cli.persons import run_again, tell_done, tell_found, trace, traced, writing
from orchestration.cli.voice import AsJson, answer_json, out, refusals_told, refuse, table

person = typer.Typer(
    no_args_is_help=True,
    help="""One person's data: find, export, restrict, erase.

    Name the person by a number, or by a system's own identifier; `-` in place of a value reads it
    from standard input, so that it is not kept in the shell's history.""",
)

Upn = Annotated[str | None, typer.Option("--upn", help="Unique pupil number, or -.")]
Nhs = Annotated[str | None, typer.Option("--nhs-number", help="NHS number, or -.")]
Uln = Annotated[str | None, typer.Option("--uln", help="Unique learner number, or -.")]
Ours = Annotated[
    str | None, typer.Option("--person-id", help="Our identifier, as the warehouse has it, or -.")
]
System = Annotated[
    str | None, typer.Option("--system", help="The word for a system's own identifier.")
]
Supplier = Annotated[str | None, typer.Option("--supplier", help="Whose system it is, by code.")]
Id = Annotated[str | None, typer.Option("--id", help="The identifier in that system, or -.")]
Why = Annotated[str, typer.Option("--why", help="What it is for, as a case number; never a name.")]
By = Annotated[str | None, typer.Option("--by", help="Who decided: a post, not a name.")]
At = Annotated[datetime | None, typer.Option("--at", help="The moment; by default now.")]


@person.command()
def find(
    why: Why,
    upn: Upn = None,
    nhs_number: Nhs = None,
    uln: Uln = None,
    person_id: Ours = None,
    system: System = None,
    supplier: Supplier = None,
    id_: Id = None,
    as_json: AsJson = False,
) -> None:
    """Where rows of the person are: source, delivery, table and count; nothing of what they say."""
    with traced((upn, nhs_number, uln, person_id, system, supplier, id_)) as (_, _, found):
        tell_found(found, as_json)


@person.command()
def export(
    why: Why,
    folder: Annotated[Path, typer.Option("--out", help="An empty folder for the files.")],
    upn: Upn = None,
    nhs_number: Nhs = None,
    uln: Uln = None,
    person_id: Ours = None,
    system: System = None,
    supplier: Supplier = None,
    id_: Id = None,
    as_json: AsJson = False,
) -> None:
    """Write what is held of the person as CSV files, for a subject access request."""
    given = (upn, nhs_number, uln, person_id, system, supplier, id_)
    with traced(given) as (home, catalogue, found):
        from orchestration.rights.exporting import export as write

        if not found.rows:
            refuse("person: No row of that person is held. Check what was typed.")
        written = write(home, catalogue, found, folder)
    if as_json:
        answer_json({"written": [path.name for path in written], "rows": found.rows})
    else:
        out.print(f"{found.rows} rows in {len(written) - 1} files and about.csv, in {folder}")


@person.command()
def restrict(
    why: Why,
    upn: Upn = None,
    nhs_number: Nhs = None,
    uln: Uln = None,
    person_id: Ours = None,
    system: System = None,
    supplier: Supplier = None,
    id_: Id = None,
    lift: Annotated[
        str | None, typer.Option("--lift", help="Take a restriction back, by its number.")
    ] = None,
    by: By = None,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Keep the person's rows and let none of them count, in every delivery, kept and to come."""
    from orchestration.audit import whoever_runs_this
    from orchestration.clock import now
    from orchestration.holds.held import Holds
    from orchestration.rights.enforcing import enforce

    said_by, moment = by or whoever_runs_this(), at or now()
    given = (upn, nhs_number, uln, person_id, system, supplier, id_)
    with writing() as (home, catalogue), refusals_told():
        if lift:
            hold = Holds(home).lift(lift, why, said_by, moment)
        else:
            names = trace(home, catalogue, given).names
            hold = Holds(home).add("restricted", list(names), why, said_by, moment)
        changed = enforce(home, catalogue, moment)
    tell_done(hold, {"deliveries_changed": len(changed)}, as_json)


@person.command()
def erase(
    why: Why,
    upn: Upn = None,
    nhs_number: Nhs = None,
    uln: Uln = None,
    person_id: Ours = None,
    system: System = None,
    supplier: Supplier = None,
    id_: Id = None,
    with_disputed: Annotated[
        bool, typer.Option("--with-disputed", help="Also rows with another date of birth.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without this, only say what.")] = False,
    no_run: Annotated[
        bool, typer.Option("--no-run", help="Do not build the warehouse anew at once.")
    ] = False,
    by: By = None,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Take the person out of everything that is kept, and out of every delivery to come.

    A tombstone of keyed pseudonyms stays. Files that held the person are replaced by their hash;
    the rows of everybody else stay as they were received. The warehouse is then built anew.
    """
    from orchestration.audit import whoever_runs_this
    from orchestration.clock import now
    from orchestration.rights.erasing import erase as erase_person

    given = (upn, nhs_number, uln, person_id, system, supplier, id_)
    with writing() as (home, catalogue), refusals_told():
        found = trace(home, catalogue, given)
        if not yes:
            tell_found(found, as_json)
            out.print("Nothing was erased. Add --yes to do it.") if not as_json else None
            return
        said_by, moment = by or whoever_runs_this(), at or now()
        erased = erase_person(
            home, catalogue, found, why, said_by, moment, with_disputed=with_disputed
        )
    tell_done(erased.hold, {**erased.evidence, "traces": erased.traces}, as_json)
    if not no_run:
        run_again(home)
    if erased.traces:
        files = "\n".join(erased.traces)
        refuse(f"The person can still be read in files that are not ours to change:\n{files}")


@person.command()
def holds(as_json: AsJson = False) -> None:
    """Every restriction and erasure: its number, how it stands and why; never whose it is."""
    from orchestration.holds.held import Holds
    from orchestration.home import Home

    with refusals_told():
        latest = {hold.hold_id: hold for hold in Holds(Home.at()).all()}
    rows = [[h.hold_id, h.kind, h.said_at, h.said_by, h.why] for h in latest.values()]
    if as_json:
        answer_json([{k: v for k, v in h.__dict__.items() if k not in ("pseudonyms", "births")}
                     for h in latest.values()])  # fmt: skip
    else:
        table("Restrictions and erasures", ["number", "stands", "when", "who", "why"], rows)


@person.command()
def enforce(at: At = None, as_json: AsJson = False) -> None:
    """Do again what was decided, in everything that is kept: after a backup was restored.

    The journal identifiable/holds/holds.jsonl must be the newest there is, and not the backup's.
    """
    from orchestration.clock import now
    from orchestration.rights.enforcing import enforce as enforce_all
    from orchestration.rights.erasing import drop_builds

    with writing() as (home, catalogue), refusals_told():
        changed = enforce_all(home, catalogue, at or now())
        if changed:
            drop_builds(home)
    told = {
        "deliveries_changed": len(changed),
        "rows_blanked": sum(each.blanked for each in changed),
    }
    if as_json:
        answer_json(told)
    else:
        out.print(", ".join(f"{name.replace('_', ' ')}: {n}" for name, n in told.items()))
