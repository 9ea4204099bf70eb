"""What the gates said of a build, kept beside it for the release to tell.

Counts and sentences only; how a suite is run is in `suites`.
"""

import json
from pathlib import Path

from orchestration.gates.suites import Judgement


def keep_judgements(folder: Path, suite: str, judgements: list[Judgement]) -> None:
    folder.mkdir(exist_ok=True)
    told = [
        {
            "rule": one.expectation.rule,
            "sentence": one.expectation.sentence,
            "severity": one.expectation.severity,
            "is_met": one.is_met,
            "unexpected_rows": one.unexpected_rows,
        }
        for one in judgements
    ]
    (folder / f"{suite}.json").write_text(json.dumps(told, indent=1), encoding="utf-8")


def kept_judgements(folder: Path) -> dict[str, list[dict[str, object]]]:
    """What the gates said, by suite."""
    paths = sorted(folder.glob("*.json")) if folder.exists() else []
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}
