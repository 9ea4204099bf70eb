"""Where everything lies on disk: the data home, the project, and who may open which folder.

Only paths are decided here; what is written below them belongs to the room that writes it.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from orchestration.stores import FILES, STORES, Store

PROJECT = Path(__file__).resolve().parents[1]
CONTRACTS = PROJECT / "expectations" / "contracts"
DICTIONARY = PROJECT / "expectations" / "dictionary"
SUITES = PROJECT / "expectations" / "suites"
PUBLICATION = PROJECT / "expectations" / "publication"
SEEDS = PROJECT / "seeds"
DBT_PROJECT = PROJECT / "dbt_project"

OWNER_ONLY = 0o700
GROUP_MAY_READ = 0o040


@dataclass(frozen=True)
class Home:
    """The data home: three stores kept apart by folder, so that each can have its own permissions.

    identifiable  received files, their Parquet, quarantine, register, who-is-who, staging
    warehouse     core and measures: pseudonymous, complete, switched atomically
    published     the tables as released
    drafts        what may become a release
    releases      what people may use
    publication   who drafted, approved and released what, and when

    Everything is made for its owner alone. The warehouse, the published store, the drafts and the
    releases may each be opened to a group by changing their folder (chgrp, chmod 750): what is put
    into it from then on follows it.
    """

    root: Path

    @classmethod
    def at(cls, path: str | Path | None = None) -> "Home":
        """Open the home at `path`, else at SENDMART_HOME, else `.sendmart` in the checkout.

        Whatever this process writes from here on is its owner's alone.
        """
        os.umask(0o777 & ~OWNER_ONLY)
        home = cls(home_asked_for(path))
        if not home.is_anothers():
            home.prepare()
        return home

    def is_anothers(self) -> bool:
        """Whether it is kept by another account, which lets this one read some store of it."""
        return os.name != "nt" and self.root.exists() and self.root.stat().st_uid != os.getuid()

    def prepare(self) -> None:
        """Make every folder, and close those that no group may be let into."""
        for folder in (self.landing, self.received, self.refused, self.linked, self.register):
            folder.mkdir(parents=True, exist_ok=True)
        made = (self.drafts, self.releases, self.publication, self.dagster, self.builds)
        for folder in (*map(self.folder, STORES), *made):
            folder.mkdir(parents=True, exist_ok=True)
        for folder in self.closed():
            folder.chmod(OWNER_ONLY)

    def closed(self) -> list[Path]:
        """Folders that hold what names a person, or may: their owner's alone for good."""
        kept = [self.folder("identifiable"), self.landing, self.builds, self.dagster]
        return [*kept, self.publication]

    def openable(self) -> list[Path]:
        """Folders that their owner may open to a group, each to another."""
        stores = [self.folder("warehouse"), self.folder("published")]
        return [*stores, self.drafts, self.releases]

    def folder(self, store: Store) -> Path:
        return self.root / store

    def store(self, store: Store) -> Path:
        """The database file of a store."""
        return self.folder(store) / FILES[store]

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
        return self.store("identifiable")

    @property
    def warehouse(self) -> Path:
        return self.store("warehouse")

    @property
    def published(self) -> Path:
        return self.store("published")

    @property
    def builds(self) -> Path:
        return self.root / "builds"

    @property
    def releases(self) -> Path:
        return self.root / "releases"

    @property
    def drafts(self) -> Path:
        return self.root / "drafts"

    @property
    def publication(self) -> Path:
        return self.root / "publication"

    @property
    def dagster(self) -> Path:
        return self.root / "dagster"


def home_asked_for(path: str | Path | None = None) -> Path:
    """Where the home lies, or is to lie; nothing is made there."""
    chosen = path or os.environ.get("SENDMART_HOME") or PROJECT / ".sendmart"
    return Path(chosen).expanduser().resolve()


def shared_as_its_folder(path: Path, folder: Path) -> None:
    """Let a file, or a folder of files, be read by the group that may read `folder`, if any."""
    if os.name == "nt":
        return
    told = folder.stat()
    for part in (path, *path.rglob("*")):
        os.chown(part, -1, told.st_gid)
        part.chmod((part.stat().st_mode & OWNER_ONLY) | _group_mode(part, told.st_mode))


def _group_mode(part: Path, mode: int) -> int:
    if not mode & GROUP_MAY_READ:
        return 0
    return GROUP_MAY_READ | 0o010 if part.is_dir() else GROUP_MAY_READ
