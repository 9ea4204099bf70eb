"""Whether the words that an analyst edited were written for the figures that stand beside them.

How words are taken in is in `editing`; here they are only compared with figures.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

WORDS_RULE = "WORDS"


def of_words(
    edits: Mapping[str, Mapping[str, Any]], plain: Mapping[str, bytes]
) -> dict[str, list[dict[str, object]]]:
    """Whether edited words were written for these figures: if not, it is asked and not assumed."""
    stale = [
        name
        for name, edit in edits.items()
        if edit["figures"] and edit["figures"] != figures_hash(plain.get(f"{name}.csv", b""))
    ]
    if not edits:
        return {}
    asked: dict[str, object] = {
        "rule": WORDS_RULE,
        "gate": "publication",
        "table": ", ".join(stale) or None,
        "sentence": "Edited words were written for the figures that stand beside them.",
        "what_to_do": "Read them again and edit them, or say why they still hold.",
        "severity": "query",
        "is_met": not stale,
        "could_not_run": False,
        "unexpected_rows": len(stale),
    }
    return {"words": [asked]}


def figures_hash(content: bytes) -> str:
    """By which edited words know the figures that they were written for."""
    return hashlib.sha256(content).hexdigest()


def figures_hash_in(folder: Path | None, dataset: str) -> str:
    path = folder / f"{dataset}.csv" if folder else None
    return figures_hash(path.read_bytes()) if path and path.exists() else ""
