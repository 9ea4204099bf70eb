"""Runs every check on a pair, stage by stage, and refuses what DfE would refuse or warn of.

A stage on which later ones rest ends the screening when it fails; else all that is wrong is told.
"""

from collections.abc import Callable, Iterable, Iterator

from orchestration.refusals import Refusal
from orchestration.release.screener import (
    columns,
    filters,
    indicators,
    limits,
    lookups,
    meta,
    places,
    times,
)
from orchestration.release.screener.findings import Finding
from orchestration.release.screener.pair import Pair, read_pair
from orchestration.release.screener.standard import Standard, the_standard

Check = Callable[[Pair, Standard], Iterator[Finding]]
RULE = "V118"

# Without what these ask for, nothing else can be asked.
FOUNDATION: tuple[Check, ...] = (columns.required, columns.required_in_meta, meta.types)
CHECKS: tuple[Check, ...] = (
    *columns.CHECKS,
    *meta.CHECKS,
    *times.CHECKS,
    *places.CHECKS,
    *lookups.CHECKS,
    *filters.CHECKS,
    *indicators.CHECKS,
    *limits.CHECKS,
)


def screen(
    name: str, data_csv: str, meta_csv: str, data_file: str = "", meta_file: str = ""
) -> list[Finding]:
    """All that DfE's screener or platform would say of a pair, failures first."""
    standard = the_standard()
    pair, unreadable = read_pair(name, data_csv, meta_csv, data_file, meta_file)
    found = [*columns.file_names(pair), *unreadable]
    if not unreadable:
        found += _told(FOUNDATION, pair, standard)
        if not any(finding.level == "fail" for finding in found):
            found += _told(CHECKS, pair, standard)
    return sorted(found, key=lambda finding: finding.level)


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """What keeps a dataset from being released: failures, and warnings that can be avoided."""
    return [one for one in findings if one.level == "fail" or one.is_avoidable]


def refuse_unscreened(pairs: dict[str, tuple[str, str]]) -> list[Finding]:
    """Refuse datasets (name -> data and meta) that fail; else what could not be avoided."""
    found = [one for name, (data, meta_) in pairs.items() for one in screen(name, data, meta_)]
    wrong = blocking(found)
    if wrong:
        listed = "\n".join(f"  {one.check}: {one}" for one in wrong)
        what = f"the open-data screener refuses {len(wrong)} things, and nothing is released:"
        raise Refusal("publication", what, f"\n{listed}", rule=RULE)
    return found


def _told(checks: tuple[Check, ...], pair: Pair, standard: Standard) -> list[Finding]:
    return [finding for check in checks for finding in check(pair, standard)]
