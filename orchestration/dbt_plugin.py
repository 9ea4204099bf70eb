"""Lets dbt open what is sealed: no key stands in a profile, a variable, a log or a manifest.

dbt-duckdb calls it for each connection; which databases a room is given is the profile's to say.
"""

from pathlib import Path
from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin

from orchestration.ducks import IDENTIFIABLE, attach_sql, parquet_key, settings, unlock
from orchestration.home import Home
from orchestration.keys import TABLES, the_keys


class Plugin(BasePlugin):
    """Loads the keys of the data home that the build is made in."""

    def update_connection_config(self, creds: Any, config: dict[str, Any]) -> None:
        config.update(settings())

    def configure_connection(self, conn: Any) -> None:
        declared = self.creds.attach if self.creds else None
        attached = [each for each in declared or [] if each.alias == IDENTIFIABLE]
        if not attached:
            return
        [store] = attached
        home = home_of(Path(store.path))
        unlock(conn, parquet_key(the_keys(home).key(TABLES)))
        conn.execute(attach_sql(home, Path(store.path), read_only=store.read_only))


def home_of(build: Path) -> Home:
    """The data home that a build's file lies in: home/builds/name/file."""
    return Home.at(build.parents[2])
