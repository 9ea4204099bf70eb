"""The three stores by sensitivity, and which of them each room of dbt is given, and how.

Where their files lie is in `home` and `build`; what may enter which of them is in
`orchestration.privacy`.
"""

from typing import Literal

Store = Literal["identifiable", "warehouse", "published"]
Access = Literal["read", "write"]

STORES: tuple[Store, ...] = ("identifiable", "warehouse", "published")

# The one crossing out of the identifiable store is core; what lies right of it cannot look back.
GIVEN: dict[str, dict[Store, Access]] = {
    "staging": {"identifiable": "write"},
    "core": {"identifiable": "read", "warehouse": "write"},
    "measures": {"warehouse": "write"},
    "published": {"warehouse": "read", "published": "write"},
}


# DuckDB calls an opened file by its name, which may not be the name of a schema in it.
FILES: dict[Store, str] = {
    "identifiable": "identifiable.duckdb",
    "warehouse": "warehouse.duckdb",
    "published": "datasets.duckdb",
}


def store_of(room: str) -> Store:
    """The store that a room writes to."""
    return next(store for store, access in GIVEN[room].items() if access == "write")
