"""Writes each command that may open the identifiable store into the audit log before it runs.

It is the one place where commands are noted; what is in a line is in orchestration.audit.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

import typer

# These never open the store: they read code, contracts or the warehouse, or make made-up files.
OPEN_NOTHING = {
    *("sample", "new source", "compile", "lint", "revisions", "restore", "keys backup"),
}
# These open it only when they are asked about an earlier moment.
OPENS_WITH = {"figures": "as_at"}
NEEDS_NO_REASON = "not asked"


def watch(app: typer.Typer, before: str = "") -> None:
    """Wrap every command of an app, and of those within it, but what is known to open nothing."""
    for command in app.registered_commands:
        callback = command.callback
        if callback is None:
            continue
        name = command.name or callback.__name__.replace("_", "-")
        path = f"{before} {name}".strip()
        if path not in OPEN_NOTHING and not hasattr(callback, "is_watched"):
            command.callback = _watched(callback, path)
    for group in app.registered_groups:
        if group.typer_instance is not None:
            inner = group.name or group.typer_instance.info.name
            watch(group.typer_instance, f"{before} {inner}".strip())


def _watched(callback: Callable[..., Any], path: str) -> Callable[..., Any]:
    @wraps(callback)
    def noted(*arguments: Any, **options: Any) -> Any:
        from orchestration.audit import note_access, whoever_runs_this
        from orchestration.cli.voice import refusals_told
        from orchestration.clock import now
        from orchestration.home import Home

        if path in OPENS_WITH and not options.get(OPENS_WITH[path]):
            return callback(*arguments, **options)
        why = str(options.get("why") or NEEDS_NO_REASON)
        who = options.get("who")
        by = f"{whoever_runs_this()} for {who}" if who else whoever_runs_this()
        with refusals_told():
            note_access(Home.at(), by, f"sendmart {path}", why, now())
        return callback(*arguments, **options)

    noted.is_watched = True  # type: ignore[attr-defined]
    return noted
