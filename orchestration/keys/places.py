"""Where keys come from: a file, an environment variable, or a command that prints them.

A place hands over text as it lies there; what is in it is read by `key_set`.
"""

import os
import shlex
import stat
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from orchestration.home import Home
from orchestration.refusals import Refusal

VARIABLE = "SENDMART_KEYS"
OWNER_ONLY = 0o700
OWNER_READS_AND_WRITES = 0o600
SECONDS = 60


class Place(Protocol):
    """Where the keys of a home are kept."""

    @property
    def shown(self) -> str:
        """Its name in messages."""

    @property
    def is_ours_to_write(self) -> bool:
        """Whether sendmart itself may put keys there."""

    def read(self) -> str | None:
        """What lies there, or None where nothing does; raise Refusal where it is not safe."""

    def write(self, text: str) -> None:
        """Put keys there, whole or not at all."""


@dataclass(frozen=True)
class FilePlace:
    """A file that only its owner, who must be whoever runs this, can open."""

    path: Path

    @property
    def shown(self) -> str:
        return f"keys in {self.path}"

    @property
    def is_ours_to_write(self) -> bool:
        return True

    def read(self) -> str | None:
        try:
            self._check()
            return self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError:
            return ""
        except OSError:
            what = "The file cannot be read by whoever runs this."
            remedy = "Give it to that user, or name another place in SENDMART_KEYS."
            raise Refusal(self.shown, what, remedy) from None

    def write(self, text: str) -> None:
        folder = self.path.parent
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(OWNER_ONLY)
        aside = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_READS_AND_WRITES)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, self.path)
        _sync(folder)

    def _check(self) -> None:
        """Refuse keys that somebody else could read or put in place of ours."""
        held = self.path.stat()
        if os.name == "nt":
            return
        if held.st_uid != os.getuid():
            what = "The file belongs to another user."
            raise Refusal(self.shown, what, "Run: chown to the user who runs this.")
        if stat.S_IMODE(held.st_mode) & 0o077:
            what = "Others than its owner may open the file."
            raise Refusal(self.shown, what, f"Run: chmod 600 {self.path}")
        folder = self.path.parent.stat().st_mode
        if folder & 0o022 and not folder & stat.S_ISVTX:
            what = "Others than its owner may put another file in its place."
            raise Refusal(self.shown, what, f"Run: chmod 700 {self.path.parent}")


@dataclass(frozen=True)
class VariablePlace:
    """An environment variable that holds the keys themselves."""

    name: str

    @property
    def shown(self) -> str:
        return f"keys in the environment variable {self.name}"

    @property
    def is_ours_to_write(self) -> bool:
        return False

    def read(self) -> str | None:
        return os.environ.get(self.name) or None

    def write(self, text: str) -> None:
        raise not_ours_to_write(self)


@dataclass(frozen=True)
class CommandPlace:
    """A command, such as a secret manager's, that prints the keys; it is asked once a process."""

    command: str

    @property
    def shown(self) -> str:
        program = self.command.split()[0] if self.command.split() else "nothing"
        return f"keys printed by the command {Path(program).name}"

    @property
    def is_ours_to_write(self) -> bool:
        return False

    def read(self) -> str | None:
        return _printed(self.command, self.shown) or None

    def write(self, text: str) -> None:
        raise not_ours_to_write(self)


def place_of(home: Home) -> Place:
    """As SENDMART_KEYS names it: file:PATH (or a path), env:NAME or command:WORDS; by default a
    file in the data home itself, which is for a demo only."""
    said = os.environ.get(VARIABLE, "").strip()
    if not said:
        return FilePlace(home.root / "keys" / "keys.json")
    kind, _, rest = said.partition(":")
    if kind == "env":
        return VariablePlace(rest)
    if kind == "command":
        return CommandPlace(rest)
    return FilePlace(Path(rest if kind == "file" else said).expanduser().absolute())


def lies_beside_the_data(home: Home) -> bool:
    """Whether who takes the data home away takes the keys with it."""
    place = place_of(home)
    return isinstance(place, FilePlace) and place.path.resolve().is_relative_to(home.root)


def not_ours_to_write(place: Place) -> Refusal:
    what = "Keys must be added there, and sendmart may only read it."
    remedy = "Run: sendmart keys new --out FILE, put what it writes there, and delete the file."
    return Refusal(place.shown, what, remedy)


@cache
def _printed(command: str, shown: str) -> str:
    """What the command says on the side is not told: it may hold more than it should."""
    try:
        done = subprocess.run(
            shlex.split(command),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=True,
            text=True,
        )
    except subprocess.CalledProcessError as error:
        what = f"The command ended with {error.returncode}."
    except (OSError, ValueError, IndexError):
        what = "The command could not be run."
    except subprocess.TimeoutExpired:
        what = f"The command said nothing for {SECONDS} seconds."
    else:
        return done.stdout
    raise Refusal(shown, what, "Run the words of SENDMART_KEYS after `command:` by hand and see.")


def _sync(folder: Path) -> None:
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
