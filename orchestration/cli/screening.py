"""The command that checks open-data files before DfE's screener does: anybody's, not only ours.

What is checked is in orchestration.release.screener.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from orchestration.cli.voice import AsJson, answer_json, out, refuse

META = ".meta.csv"
Files = Annotated[
    list[Path],
    typer.Argument(help="Data or meta files, or folders of them.", exists=True),
]


def screen(files: Files, as_json: AsJson = False) -> None:
    """Say what DfE's open-data screener and platform would refuse or warn of; change nothing.

    A pair is <name>.csv and <name>.meta.csv side by side; either may be named. Ends with 1 when
    anything fails, or warns and could be avoided.
    """
    from orchestration.release.screener import blocking, screen_files

    pairs = sorted(pairs_in(files))
    if not pairs:
        refuse("No pair was found: put <name>.csv and <name>.meta.csv side by side.")
    found = {data: screen_files(data, meta) for data, meta in pairs}
    blocked = {data: len(blocking(findings)) for data, findings in found.items()}
    if as_json:
        answer_json(
            [
                {
                    "file": str(data),
                    "is_taken": not blocked[data],
                    "findings": [one.as_row() for one in findings],
                }
                for data, findings in found.items()
            ]
        )
    else:
        for data, findings in found.items():
            told = f"refused, {blocked[data]} to mend" if blocked[data] else "would be taken"
            out.print(f"{data}: {told}", markup=False)
            for one in findings:
                kind = one.level if one.is_avoidable else "told"
                out.print(f"  {kind} {one.check}: {one}", markup=False)
    if any(blocked.values()):
        raise typer.Exit(1)


def pairs_in(places: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    """Each pair once. In a folder, only what is described; a file named without its pair is one."""
    seen = set()
    for place in places:
        metas = sorted(place.rglob(f"*{META}")) if place.is_dir() else [_meta_of(place)]
        for meta in metas:
            data = meta.with_name(meta.name.removesuffix(META) + ".csv")
            if data not in seen:
                seen.add(data)
                yield data, meta


def _meta_of(file: Path) -> Path:
    if file.name.endswith(META):
        return file
    return file.with_name(file.name.removesuffix(".csv") + META)
