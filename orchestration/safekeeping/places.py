"""Where backups lie: a folder, or any store that fsspec knows by its address.

What is written there was sealed before, and its names tell nothing.
"""

import shutil
from pathlib import Path

from fsspec.core import url_to_fs

from orchestration.refusals import Refusal


class Place:
    """A folder of a store. A file appears in it whole or not at all.

    Raises Refusal where no installed library knows the address, or the store does not answer.
    """

    def __init__(self, address: str) -> None:
        self.shown = address.rpartition("@")[2]  # an address may hold a password
        try:
            self._store, self._root = url_to_fs(address)
        except (ImportError, ValueError):
            what = "No installed library knows such an address."
            remedy = "Name a folder, or install fsspec's library for that kind of store."
            raise Refusal(self.shown, what, remedy) from None

    def names(self, folder: str) -> set[str]:
        """Files of one of its folders; none where it is not there yet."""
        place = f"{self._root}/{folder}"
        if not self._store.exists(place):
            return set()
        listed = self._store.ls(place, detail=False)
        return {str(path).replace("\\", "/").rpartition("/")[2] for path in listed}

    def put(self, source: Path, name: str) -> None:
        path = f"{self._root}/{name}"
        try:
            self._store.makedirs(path.rpartition("/")[0], exist_ok=True)
            with (
                self._store.transaction,
                source.open("rb") as given,
                self._store.open(path, "wb") as kept,
            ):
                shutil.copyfileobj(given, kept, 1024 * 1024)
        except OSError as error:
            what = f"The store does not take {name} ({type(error).__name__})."
            remedy = "See to its room and permissions, then say it again: what is there is kept."
            raise Refusal(self.shown, what, remedy) from None

    def get(self, name: str, target: Path) -> None:
        try:
            with self._store.open(f"{self._root}/{name}", "rb") as kept, target.open("wb") as out:
                shutil.copyfileobj(kept, out, 1024 * 1024)
        except FileNotFoundError:
            what = f"It does not hold {name}."
            raise Refusal(self.shown, what, "Name another backup, or another place.") from None
