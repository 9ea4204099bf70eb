"""What a sender's own system says of a file, beside it: `<file>.manifest.json`.

It is not needed; where it is there, the file must be what it says. Only a manifest can tell that
the very last value of a file was cut short.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from orchestration.refusals import Refusal
from orchestration.register.book import DeliveredFile
from orchestration.register.recognise import MANIFEST

WORDS = {"sha256": str, "bytes": int, "rows": int, "month": str, "supplier": str}


@dataclass(frozen=True)
class Manifest:
    """What is said of one file; every part of it may be left out."""

    sha256: str | None = None
    bytes: int | None = None
    rows: int | None = None
    month: str | None = None
    supplier: str | None = None


def place_of(path: Path) -> Path:
    """Where the manifest of a file lies, if it has one."""
    return path.with_name(path.name + MANIFEST)


def read_manifest(path: Path) -> Manifest | None:
    """The manifest of a file; raise Refusal where it cannot be read or says something unknown."""
    place = place_of(path)
    if not place.is_file():
        return None
    try:
        said = json.loads(place.read_text(encoding="utf-8-sig"))
        known = isinstance(said, dict) and all(isinstance(said[k], WORDS[k]) for k in said)
    except (ValueError, KeyError, OSError):
        known = False
    if not known:
        what = "The manifest cannot be read, or says something that is not agreed."
        raise Refusal(place.name, what, f"It may say: {', '.join(WORDS)}.")
    return Manifest(**said)


def is_whole(path: Path) -> bool:
    """Whether a file has as many bytes as its manifest says; true where nothing is said."""
    try:
        manifest = read_manifest(path)
    except Refusal:
        return True
    return manifest is None or manifest.bytes in (None, path.stat().st_size)


def check_file(path: Path, found: DeliveredFile) -> None:
    """Refuse a file that is not the one its manifest describes."""
    manifest = read_manifest(path)
    if manifest is None:
        return
    digest = manifest.sha256.lower() if manifest.sha256 else None
    if manifest.bytes not in (None, found.size) or digest not in (None, found.sha256):
        what = "The file is not the one that its manifest describes: it was cut short or changed."
        raise Refusal(path.name, what, "Send the file and its manifest again.")


def check_content(paths: tuple[Path, ...], rows: int, month: str, supplier: str) -> None:
    """Refuse a delivery whose content is not what its files' manifests say."""
    said = [manifest for path in paths if (manifest := read_manifest(path))]
    counted = [manifest.rows for manifest in said if manifest.rows is not None]
    if len(counted) == len(paths) and sum(counted) != rows:
        what = f"The manifest promises {sum(counted)} rows; there are {rows}."
        raise Refusal(paths[0].name, what, "Export it again and send it whole.")
    for manifest in said:
        for told, found in ((manifest.month, month), (manifest.supplier, supplier)):
            if told not in (None, found):
                what = f"The manifest says '{told}', the file itself '{found}'."
                raise Refusal(paths[0].name, what, "Send the right file.", rule="D06")
