"""Folders that are written once: made aside, seen safe on disk, put in place whole, then read only.

What is in them is for draft and release to say; here they are hashed and compared.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from orchestration.disk import disk_told
from orchestration.home import shared_as_its_folder
from orchestration.refusals import Refusal

MANIFEST = "manifest.json"
HASHES, WHOLE = "sha256", "whole"
READ_ONLY = 0o400
UNTOUCHED = "Nothing was put in place; what was there is as it was."


def sealed(files: Mapping[str, bytes], told: Mapping[str, Any]) -> dict[str, bytes]:
    """The files and their manifest: the hash of each, and one of the whole, manifest included."""
    hashes = {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}
    manifest = {**told, HASHES: hashes}
    manifest[WHOLE] = whole_of(manifest)
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    return {**files, MANIFEST: text.encode()}


def whole_of(manifest: Mapping[str, Any]) -> str:
    """The hash of everything that a manifest says, and so of every file that it names."""
    told = {word: said for word, said in manifest.items() if word != WHOLE}
    canonical = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def manifest_in(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return told


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its name there."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def faults(folder: Path, whole: str) -> list[str]:
    """What is not as it was when its manifest was hashed to `whole`; empty where all is."""
    if not folder.is_dir():
        return [f"{folder.name}: the folder is gone."]
    held = files_in(folder)
    try:
        manifest = json.loads(held.pop(MANIFEST))
        named = dict(manifest[HASHES])
    except (KeyError, ValueError, TypeError):
        return [f"{folder.name}/{MANIFEST}: gone, or not a manifest."]
    found = []
    if manifest.get(WHOLE) != whole or whole_of(manifest) != whole:
        found.append(f"{folder.name}/{MANIFEST}: not what was hashed into the journal.")
    for name in sorted(named.keys() | held.keys()):
        if name not in held:
            found.append(f"{folder.name}/{name}: gone.")
        elif name not in named:
            found.append(f"{folder.name}/{name}: put there since.")
        elif hashlib.sha256(held[name]).hexdigest() != named[name]:
            found.append(f"{folder.name}/{name}: changed.")
    return found


def refuse_faults(folder: Path, whole: str) -> None:
    found = faults(folder, whole)
    if found:
        remedy = "Keep the folder as it is, tell your security team, and draft the month again."
        raise Refusal(folder.name, " ".join(found), remedy)


def put_in_place(parent: Path, name: str, files: Mapping[str, bytes]) -> Path:
    """Write the files to a folder of their own: whole under its name, or not there at all.

    One that is there already and says the same is what an interrupted attempt had made. One that
    says something else was told of to nobody: it is moved out of the way and kept.
    """
    folder, aside = parent / name, parent / f".{name}"
    with disk_told(name, UNTOUCHED):
        if folder.exists():
            if files_in(folder) == dict(files):
                return folder
            os.replace(folder, _free_name(parent, f".{name}-left"))
        _discard(aside)
        try:
            aside.mkdir()
            for path, content in files.items():
                _write(aside / path, content)
            shared_as_its_folder(aside, parent)
            _sync(aside)
            os.replace(aside, folder)
        except OSError:
            _discard(aside)
            raise
        _sync(parent)
    return folder


def replace_file(path: Path, content: bytes) -> None:
    """Put a small file in place of another in one step."""
    aside = path.with_name(f".{path.name}")
    with disk_told(path.name, UNTOUCHED):
        aside.unlink(missing_ok=True)
        try:
            _write(aside, content)
            shared_as_its_folder(aside, path.parent)
            os.replace(aside, path)
        except OSError:
            aside.unlink(missing_ok=True)
            raise
        _sync(path.parent)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(READ_ONLY)


def _sync(folder: Path) -> None:
    """See the names in a folder safe on disk, where the system can."""
    if os.name != "nt":
        place = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)


def _discard(aside: Path) -> None:
    if aside.exists():
        for path in aside.rglob("*"):
            path.chmod(0o700)
        shutil.rmtree(aside)


def _free_name(parent: Path, stem: str) -> Path:
    number = 1
    while (parent / f"{stem}-{number}").exists():
        number += 1
    return parent / f"{stem}-{number}"
