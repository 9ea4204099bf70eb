"""What the gates leave for a release to answer: blocks, which nobody can, and queries.

What a gate asks, and how it is run, is in orchestration.gates.
"""

from collections.abc import Mapping, Sequence
from typing import Any


def asked(gates: Mapping[str, Sequence[Mapping[str, Any]]]) -> tuple[list[str], list[str]]:
    """The blocks and the queries by their identity, in the order of the suites."""
    blocks: list[str] = []
    queries: list[str] = []
    for suite, judgements in gates.items():
        for told in judgements:
            if told["is_met"]:
                continue
            is_block = told.get("could_not_run") or told.get("severity", "critical") == "critical"
            (blocks if is_block else queries).append(f"{told['rule']} {suite}")
    return blocks, queries
