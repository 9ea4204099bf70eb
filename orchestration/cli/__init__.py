"""The `sendmart` command: one module for each group of commands.

Commands say what was asked and what came of it; the work is done elsewhere.
"""

from orchestration.cli.app import main

__all__ = ["main"]
