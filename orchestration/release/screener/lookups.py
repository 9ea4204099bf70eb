"""Codes and names of countries, regions and local authorities, as DfE's lists hold them.

Which columns must be filled is asked in `places`.
"""

from collections.abc import Iterator

from orchestration.release.screener.findings import Finding, fail, lines, warn
from orchestration.release.screener.pair import Pair
from orchestration.release.screener.standard import (
    GeographicLevel,
    Standard,
    authorities,
    made_up_authorities,
)

NOWHERE = "z"
REMEDY = "Write code and name exactly as in expectations/publication."


def looked_up(pair: Pair, standard: Standard) -> Iterator[Finding]:
    """Every code with a name that is in no list, at whatever level it stands."""
    for one in standard.geographic_levels:
        good = _known(one, standard)
        if good is None or not {*one.columns} <= {*pair.data.columns}:
            continue
        cells = zip(*(pair.data.columns[name] for name in one.columns), strict=True)
        rows = []
        for i, told in enumerate(cells):
            is_own = pair.data.columns["geographic_level"][i] == one.level
            is_missing = told[-2] == standard.not_available.code and not is_own
            if any(told) and told not in good and not is_missing:
                rows.append(i)
        if rows:
            names = " / ".join(one.columns)
            what = f"{names} do not stand together in DfE's list: {lines(rows)}."
            yield fail(f"lookup_{one.lookup}", pair.data.file, what, REMEDY)


def region_of_authority(pair: Pair, standard: Standard) -> Iterator[Finding]:
    """An authority lies in its own region; DfE's screener does not look, its readers do."""
    wanted = ("old_la_code", "new_la_code", "la_name", "region_code")
    if not {*wanted} <= {*pair.data.columns}:
        return
    known = authorities()
    rows = []
    for i, (old, new, name, region) in enumerate(
        zip(*(pair.data.columns[column] for column in wanted), strict=True)
    ):
        home = known.get((old, new, name))
        if region and home and region not in (home, *standard.regions_within.get(home, ())):
            rows.append(i)
    if rows:
        what = f"A local authority is said to lie in another region than its own: {lines(rows)}."
        yield fail("region_of_authority", pair.data.file, what, REMEDY)


def made_up(pair: Pair, standard: Standard) -> Iterator[Finding]:
    """Demonstrations are of places that do not exist; DfE would refuse them, and that is right."""
    columns = ("old_la_code", "new_la_code", "la_name")
    if not {*columns} <= {*pair.data.columns}:
        return
    told = {*zip(*(pair.data.columns[name] for name in columns), strict=True)}
    if told & {*made_up_authorities()}:
        what = "It tells of a made-up local authority, which DfE's lists do not hold."
        remedy = "Good for a demonstration; DfE's own screener would refuse it."
        yield warn("made_up_place", pair.data.file, what, remedy, is_avoidable=False)


def _known(one: GeographicLevel, standard: Standard) -> set[tuple[str, ...]] | None:
    nowhere = [
        *standard.elsewhere["everywhere"],
        *standard.elsewhere.get(one.lookup or "", ()),
    ]
    if one.lookup == "countries":
        return {*standard.countries.items(), *((NOWHERE, name) for name in nowhere)}
    if one.lookup == "regions":
        made_up_regions = {*made_up_authorities().values()}
        return {
            *standard.regions.items(),
            *made_up_regions,
            *((NOWHERE, name) for name in nowhere),
        }
    if one.lookup == "local_authorities":
        return {
            *authorities(),
            *made_up_authorities(),
            *((NOWHERE, NOWHERE, name) for name in nowhere),
        }
    return None


CHECKS = (looked_up, region_of_authority, made_up)
