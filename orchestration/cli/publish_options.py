"""The options of `publish`: its steps, and what is said beside them.

What each step does is in `publication`.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

Words = Annotated[
    Path | None,
    typer.Option("--words", help="Your words by dataset (YAML), then draft.", exists=True),
]
Waive = Annotated[
    str | None, typer.Option("--waive", help="Answer a query of the gates in writing: --why.")
]
Approve = Annotated[
    bool, typer.Option("--approve", help="Approve the newest draft; not by its author.")
]
Schedule = Annotated[
    bool, typer.Option("--schedule", help="Fix its moment, by the calendar or --on a day.")
]
EarlySight = Annotated[
    str | None, typer.Option("--early-sight", help="Let somebody on the list see it early.")
]
Release = Annotated[bool, typer.Option("--release", help="Let it out, from its moment on.")]
Revise = Annotated[
    bool, typer.Option("--revise", help="Draft a released month anew for a reason: --why.")
]
Withdraw = Annotated[
    bool, typer.Option("--withdraw", help="Take a release or an approval back: --why.")
]
Verify = Annotated[bool, typer.Option("--verify", help="Prove releases: hashed, and made again.")]
Status = Annotated[
    bool, typer.Option("--status", help="How far each month has come, and what is next.")
]
Calendar = Annotated[bool, typer.Option("--calendar", help="Which months go out next, and when.")]
Who = Annotated[str | None, typer.Option("--who", help="Who does it, as listed in people.yml.")]
Why = Annotated[str, typer.Option("--why", help="The reason, in writing.")]
On = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="With --schedule: a day.")
]
ReleaseName = Annotated[
    str | None, typer.Option("--release-name", help="Which version, as 2025-12-v1.")
]
Quick = Annotated[
    bool, typer.Option("--quick", help="With --verify: hash, and make nothing again.")
]
OutFolder = Annotated[
    Path | None, typer.Option("--out", help="With --as-at: an empty folder for the files.")
]

DRAFT, KNOWN_THEN = "a draft", "as-at"
DECISIONS = ("waive", "approve", "schedule", "release", "revise", "withdraw")
# What may be said beside which step; beside another it would do nothing, and is refused.
SAID_BESIDE: dict[str, tuple[str, ...]] = {
    "month": (DRAFT, KNOWN_THEN, *DECISIONS, "words", "early-sight", "verify", "status"),
    "who": (DRAFT, *DECISIONS, "words", "early-sight"),
    "why": DECISIONS,
    "on": ("schedule",),
    "release-name": ("withdraw", "verify"),
    "quick": ("verify",),
}


def refuse_idle(step: str, said: Mapping[str, object]) -> None:
    """Refuse what was said beside a step and would do nothing there."""
    for option, given in said.items():
        if given and step not in SAID_BESIDE[option]:
            where = " or ".join(f"--{one}" for one in SAID_BESIDE[option] if one != DRAFT)
            raise typer.BadParameter(f"--{option} does nothing here: it goes with {where}.")
