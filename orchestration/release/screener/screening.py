"""Runs every check on a pair, stage by stage, and refuses what DfE would refuse or warn of.

A stage on which later ones rest ends the screening when it fails; else all that is wrong is told.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

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
from orchestration.release.screener.findings import Finding, fail
from orchestration.release.screener.pair import Pair, read_pair
from orchestration.release.screener.standard import Standard, the_standard

Check = Callable[[Pair, Standard], Iterator[Finding]]
RULE = "V118"
META = ".meta.csv"

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


def screen_files(data: Path, meta: Path) -> list[Finding]:
    """The same of two files on disk; one that is not there or not UTF-8 is told so."""
    texts = []
    for path in (data, meta):
        try:
            texts.append(path.read_bytes().decode("utf-8"))
        except FileNotFoundError:
            return [fail("file_missing", path.name, "It is not there.", "Put it beside the other.")]
        except UnicodeDecodeError:
            return [fail("not_utf8", path.name, "It is not UTF-8.", "Save it as CSV UTF-8.")]
    return screen(data.stem, texts[0], texts[1], data.name, meta.name)


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """What keeps a dataset from being released: failures, and warnings that can be avoided."""
    return [one for one in findings if one.level == "fail" or one.is_avoidable]


def refuse_unscreened(files: Mapping[str, str | bytes]) -> list[Finding]:
    """Refuse a release (its files by name) of which a pair fails; else what was unavoidable."""
    found = []
    for name in sorted(files):
        stem = name.removesuffix(META)
        if stem != name:
            found += screen(stem, _text(files.get(f"{stem}.csv", "")), _text(files[name]))
    wrong = blocking(found)
    if wrong:
        listed = "".join(f"\n  {one.check}: {one}" for one in wrong)
        what = f"DfE's open-data screener would refuse {len(wrong)} things; nothing is released."
        raise Refusal("publication", what, f"Mend in the dataset's SQL or YAML:{listed}", rule=RULE)
    return found


def _text(file: str | bytes) -> str:
    return file if isinstance(file, str) else file.decode("utf-8")


def _told(checks: tuple[Check, ...], pair: Pair, standard: Standard) -> list[Finding]:
    return [finding for check in checks for finding in check(pair, standard)]
