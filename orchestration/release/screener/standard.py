"""The open data standard as declared in expectations/publication: lists, places and limits.

What a file must do with them is in the checks beside this module.
"""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from orchestration.home import PROJECT

PUBLICATION = PROJECT / "expectations" / "publication"
LIST_KEPT_ELSEWHERE = "not kept"


class Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TimeGroup(Declared):
    """Time identifiers that may stand in one file, and how many digits their periods have."""

    digits: int
    together: tuple[str, ...]


class GeographicLevel(Declared):
    """A level, its columns (codes first, the name last), and where else they may be filled."""

    level: str
    columns: tuple[str, ...]
    anywhere: bool = False
    lookup: str | None = None
    also_at: tuple[str, ...] = ()
    ignored: str = "never"
    one_name_one_code: bool = False
    is_optional: bool = False


class MetaColumns(Declared):
    required: tuple[str, ...]
    optional: tuple[str, ...]


class NotAvailable(Declared):
    code: str
    name: str


class MadeUpPlaces(Declared):
    file: str
    where: str
    columns: dict[str, str]


class Symbols(Declared):
    allowed: tuple[str, ...]
    older: dict[str, str]
    obsolete: tuple[str, ...]
    not_a_value: tuple[str, ...]
    legacy: tuple[str, ...]


class PlaceNames(Declared):
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    whole: tuple[str, ...]


class Names(Declared):
    hidden_characteristics: tuple[str, ...]
    unwelcome: tuple[str, ...]
    places: PlaceNames
    totals_of_places: tuple[str, ...]
    harmonised: dict[str, tuple[str, ...]]
    characteristic_groups_of_ethnicity: tuple[str, ...]


class Limits(Declared):
    filter_items: int
    column_name: int
    label: int
    location_code: int
    item: int


class Standard(Declared):
    """Everything that expectations/publication/open_data_standard.yml may say."""

    source: str
    required_columns: tuple[str, ...]
    meta_columns: MetaColumns
    column_types: tuple[str, ...]
    units: tuple[str, ...]
    default_item: str
    time_identifiers: tuple[TimeGroup, ...]
    geographic_levels: tuple[GeographicLevel, ...]
    places_as_filter: tuple[str, ...]
    not_available: NotAvailable
    countries: dict[str, str]
    regions: dict[str, str]
    regions_within: dict[str, tuple[str, ...]]
    elsewhere: dict[str, tuple[str, ...]]
    made_up_places: MadeUpPlaces
    symbols: Symbols
    names: Names
    limits: Limits
    ethnicity: dict[str, tuple[str, ...]]

    def time_group(self, identifier: str) -> TimeGroup | None:
        return next((one for one in self.time_identifiers if identifier in one.together), None)

    def place_columns(self) -> list[str]:
        """Every column that tells a place."""
        return [column for one in self.geographic_levels for column in one.columns]

    def unit_columns(self) -> list[str]:
        """Every column that tells when and where: no filter and no indicator."""
        told = [*self.required_columns, *self.place_columns()]
        return list(dict.fromkeys(told))


@cache
def the_standard() -> Standard:
    text = (PUBLICATION / "open_data_standard.yml").read_text(encoding="utf-8")
    return Standard.model_validate(yaml.safe_load(text))


@cache
def authorities() -> dict[tuple[str, str, str], str]:
    """Old code, new code and name of each local authority -> the code of its region."""
    return {
        (row["old_la_code"], row["new_la_code"], row["la_name"]): row["region_code"]
        for row in _rows(PUBLICATION / "local_authorities.csv")
    }


@cache
def made_up_authorities() -> dict[tuple[str, str, str], tuple[str, str]]:
    """The same for places that do not exist -> code and name of their region."""
    told = the_standard().made_up_places
    found = {}
    for row in _rows(PROJECT / told.file):
        if row[told.where] == "true":
            one = {column: row[theirs] for column, theirs in told.columns.items()}
            key = (one["old_la_code"], one["new_la_code"], one["la_name"])
            found[key] = (one["region_code"], one["region_name"])
    return found


@cache
def dictionary() -> dict[tuple[str, str], tuple[str, ...]]:
    """Type and name of each column of DfE's data dictionary -> its items, where we keep them."""
    return {
        (row["col_type"], row["col_name"]): tuple(filter(None, row["items"].split("|")))
        for row in _rows(PUBLICATION / "data_dictionary.csv")
    }


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened)
