"""Where everything lies on disk: the data home, the project, and who may open which folder.

Only paths are decided here; what is written below them belongs to the room that writes it.
"""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
CONTRACTS = PROJECT / "expectations" / "contracts"
DICTIONARY = PROJECT / "expectations" / "dictionary"
SUITES = PROJECT / "expectations" / "suites"
SEEDS = PROJECT / "seeds"
DBT_PROJECT = PROJECT / "dbt_project"

OWNER_ONLY = 0o700


@dataclass(frozen=True)
class Home:
    """The data home: three stores kept apart by folder, so that each can have its own permissions.

    identifiable  received files, their Parquet, quarantine, register, who-is-who, staging
    warehouse     core, measures and published: pseudonymous, complete, switched atomically
    releases      what people may use
    """

    root: Path

    @classmethod
    def at(cls, path: str | Path | None = None) -> "Home":
        """Open the home at `path`, else at SENDMART_HOME, else `.sendmart` in the checkout."""
        chosen = path or os.environ.get("SENDMART_HOME") or PROJECT / ".sendmart"
        home = cls(Path(chosen).expanduser().resolve())
        for folder in (home.landing, home.received, home.refused, home.linked, home.register):
            folder.mkdir(parents=True, exist_ok=True)
        for folder in (home.warehouse.parent, home.releases, home.dagster, home.builds):
            folder.mkdir(parents=True, exist_ok=True)
        (home.root / "identifiable").chmod(OWNER_ONLY)
        home.landing.chmod(OWNER_ONLY)
        home.builds.chmod(OWNER_ONLY)
        home.warehouse.parent.chmod(OWNER_ONLY)
        return home

    @property
    def landing(self) -> Path:
        return self.root / "landing"

    @property
    def received(self) -> Path:
        return self.root / "identifiable" / "received"

    @property
    def refused(self) -> Path:
        return self.root / "identifiable" / "refused"

    @property
    def register(self) -> Path:
        return self.root / "identifiable" / "register"

    @property
    def linked(self) -> Path:
        return self.root / "identifiable" / "linked"

    @property
    def staging(self) -> Path:
        return self.root / "identifiable" / "identifiable.duckdb"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse" / "warehouse.duckdb"

    @property
    def builds(self) -> Path:
        return self.root / "builds"

    @property
    def releases(self) -> Path:
        return self.root / "releases"

    @property
    def dagster(self) -> Path:
        return self.root / "dagster"
