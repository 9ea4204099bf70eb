"""What a release would be made of from the stores in place, for tests that look at its files."""

import json
from pathlib import Path

from orchestration.build import Build
from orchestration.contracts.catalogue import the_catalogue
from orchestration.dbt_runner import ensure_manifest
from orchestration.ducks import open_to_read
from orchestration.home import Home
from orchestration.months import Month
from orchestration.register.book import Book
from orchestration.release.contents import Contents
from orchestration.release.dataset import datasets_in, read_table
from orchestration.stores import Store


class InPlace(Build):
    """The stores in place, read as a build."""

    def store(self, store: Store) -> Path:
        return Home.at(self.folder).store(store)


def contents_in_place(home: Home, month: str) -> Contents:
    """The contents of a first release of the month."""
    tables, chosen = {}, Month.parse(month)
    manifest = json.loads(ensure_manifest().read_text(encoding="utf-8"))
    with open_to_read(home.published) as con:
        for dataset in datasets_in(manifest):
            table = read_table(con, dataset)
            if table.rows:
                tables[dataset.name] = (dataset, table)
    inputs = Book(home).in_force(the_catalogue().contracts, chosen)
    return Contents(chosen, f"{month}-v1", tables, {}, InPlace(home.root), inputs, {})
