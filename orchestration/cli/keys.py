"""Commands about keys: which there are and where, whether everything opens, and changing them.

No key is ever shown; `new` alone writes some, to a file that its owner then puts away.
"""

from pathlib import Path
from typing import Annotated, Any

import typer

from orchestration.cli.voice import AsJson, answer_json, out, refusals_told, refuse, table

keys = typer.Typer(no_args_is_help=True, help="Keys: show, check, change; and open what is sealed.")
Purposes = Annotated[
    list[str] | None,
    typer.Option("--purpose", help="Of this purpose only; may be given more than once."),
]


@keys.callback()
def about_keys() -> None:
    """Keys: show, check, change; and open what is sealed."""


@keys.command()
def show(as_json: AsJson = False) -> None:
    """Purposes, versions and fingerprints, and where the keys come from; never a key."""
    from orchestration.home import Home
    from orchestration.keys.listing import listed
    from orchestration.keys.places import lies_beside_the_data, place_of

    with refusals_told():
        home = Home.at()
        rows = listed(home)
    place, beside = place_of(home).shown, lies_beside_the_data(home)
    if as_json:
        answer_json({"where": place, "beside_the_data": beside, "keys": rows})
        return
    table(place, ["purpose", "version", "fingerprint", "state"], [[*row.values()] for row in rows])
    if beside:
        out.print("They lie beside the data that they protect: move them (SENDMART_KEYS).")


@keys.command()
def check(as_json: AsJson = False) -> None:
    """Open every sealed file to its end, and name those that do not open."""
    from orchestration.home import Home
    from orchestration.keys import FILES, TABLES, the_keys
    from orchestration.rotation.files import files_not_opening, sealed_files
    from orchestration.rotation.tables import sealed_tables, tables_not_opening

    with refusals_told():
        home = Home.at()
        held = the_keys(home)
        bad = [*tables_not_opening(home, held.key(TABLES))]
        bad += files_not_opening(home, held.key(FILES))
    count = len(sealed_tables(home)) + len(sealed_files(home))
    named = [str(path.relative_to(home.root)) for path in bad]
    if as_json:
        answer_json({"sealed": count, "not_opening": named})
    else:
        out.print(f"{count:,} sealed files; {len(bad)} do not open.")
        for name in named:
            out.print(name, markup=False)
    if bad:
        refuse("keys: put those files back from a backup, or the right keys in their place")


@keys.command("open")
def open_sealed(
    file: Annotated[Path, typer.Argument(help="As a message named it, or anywhere in the home.")],
    why: Annotated[str, typer.Option("--why", help="For the audit log.")],
    out_file: Annotated[
        Path | None, typer.Option("--out", help="Where to write it; by default it is printed.")
    ] = None,
) -> None:
    """What a sealed file holds, such as the private words of a failure: for those allowed."""
    from orchestration.home import Home
    from orchestration.keys import the_keys
    from orchestration.keys.sealing import unseal_file, unsealed
    from orchestration.refusals import Refusal

    with refusals_told():
        home = Home.at()
        place = next((path for path in (file, home.root / file) if path.is_file()), None)
        if place is None:
            raise Refusal(str(file), "There is no such file.", "Name it as the message did.")
        if out_file is None:
            out.print(unsealed(the_keys(home), place).decode("utf-8", "replace"), markup=False)
        else:
            unseal_file(the_keys(home), place, out_file)


@keys.command()
def new(
    file: Annotated[Path, typer.Option("--out", help="A new file, for its owner alone.")],
    purpose: Purposes = None,
) -> None:
    """Write keys to put into a secret manager: first ones, or those in use with a next version."""
    from orchestration.home import Home
    from orchestration.keys.listing import next_key_set
    from orchestration.keys.places import FilePlace, place_of
    from orchestration.refusals import Refusal

    with refusals_told():
        home = Home.at()
        if file.exists():
            raise Refusal(str(file), "It is there already.", "Name a new file.")
        FilePlace(file.absolute()).write(next_key_set(home, purpose or []).written())
    out.print(f"Put what is in {file} where {place_of(home).shown} looks,", markup=False)
    out.print("keep a copy where you keep what must never be lost, and delete the file.")
    if purpose:
        out.print("Then: sendmart keys rotate " + " ".join(f"--purpose {p}" for p in purpose))


@keys.command()
def backup(
    file: Annotated[Path, typer.Option("--out", help="A new file, for its owner alone.")],
    as_json: AsJson = False,
) -> None:
    """Make the key of backups: a private half to put away, a public half to seal with."""
    from orchestration.refusals import Refusal
    from orchestration.safekeeping.copies import new_identity

    with refusals_told():
        if file.exists():
            raise Refusal(str(file), "It is there already.", "Name a new file.")
        public = new_identity(file)
    if as_json:
        answer_json({"private_key_in": str(file), "public_key": public})
        return
    out.print(public, markup=False)
    out.print(
        "Set SENDMART_BACKUP_TO to that. Put the file where you keep what must never be lost,"
    )
    out.print("on no machine that makes backups: it alone opens them.")


@keys.command()
def add(
    purpose: Annotated[str, typer.Argument(help="As small_letters, for one recipient or use.")],
) -> None:
    """A key for a further purpose, so that what is handed out for it joins with nothing else."""
    from orchestration.home import Home
    from orchestration.keys.listing import add_purpose

    with refusals_told():
        add_purpose(Home.at(), purpose)
    out.print(f"Added: {purpose}.v1", markup=False)


@keys.command()
def rotate(purpose: Purposes = None, as_json: AsJson = False) -> None:
    """Change keys everywhere, prove that nothing was lost, and destroy the old; can be repeated
    after a crash. By default those of people, tables and files."""
    from dataclasses import asdict

    from orchestration.clock import now
    from orchestration.home import Home
    from orchestration.keys import FILES, PERSON, TABLES
    from orchestration.rotation.changing import AFTERWARDS, rotate
    from orchestration.writer import writers_lock

    with refusals_told():
        home = Home.at()
        with writers_lock(home.root, 60.0):
            changes = rotate(home, purpose or [PERSON, TABLES, FILES], now())
    if as_json:
        answer_json({"changes": [asdict(change) for change in changes], "next": AFTERWARDS})
        return
    rows: list[list[Any]] = [
        [change.purpose, change.before, change.after, _proof(change.evidence), _fate(change)]
        for change in changes
    ]
    table("Changed", ["purpose", "from", "to", "proof", "old key"], rows)
    for line in AFTERWARDS:
        out.print(line)


def _proof(evidence: dict[str, Any]) -> str:
    if "anew" in evidence:
        return f"{evidence['anew']} files sealed anew, {evidence['already']} already; all unchanged"
    people = sum(found["people_after"] for found in evidence.values())
    return f"{people} people before and after, joined as before" if evidence else "nothing of ours"


def _fate(change: Any) -> str:
    fates = {True: "destroyed", False: "delete it where it is kept", None: "kept for good"}
    return fates[change.is_destroyed]
