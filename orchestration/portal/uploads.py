"""Takes files from a browser in a stream: into files of their own, for their owner alone, with size
and hash; whole or not at all.

What is in them is for the door to judge; who drops them afterwards is whoever asked for them.
"""

import secrets
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import ENOSPC
from pathlib import Path

import anyio
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header
from starlette.requests import ClientDisconnect, Request

from orchestration.disk import FULL, LEAST_FREE_BYTES
from orchestration.home import Home
from orchestration.portal.allowing import signed_in
from orchestration.portal.asking import home_of, person_of, settings_of
from orchestration.portal.forms import HEADER, WITH_FILES, refuse_wrong_sign
from orchestration.portal.parts import Parts, UploadedFile
from orchestration.portal.records import folder
from orchestration.portal.settings import UploadSettings

LOOK_AGAIN_SECONDS = 10.0
MOST_AT_ONCE = 4
AROUND_THE_FILES = 100_000
UNFINISHED = ".part-"
NOTHING_KEPT = "Nothing of it was kept."


@dataclass(frozen=True)
class Upload:
    """What one form brought: its files, each under a number of ours, and its other fields."""

    folder: Path
    files: list[UploadedFile]
    fields: dict[str, str]

    def drop(self) -> None:
        """Remove the files; whoever took them does so when they are no longer needed."""
        shutil.rmtree(self.folder, ignore_errors=True)


class UploadRefused(Exception):  # noqa: N818 - it is an answer
    """The form's files were not taken; the sentences are for the person who sent them."""

    def __init__(self, status: int, title: str, what: str, what_to_do: str) -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.what = what
        self.what_to_do = what_to_do


async def take_upload(request: Request) -> Upload:
    """Read a form with files, of an endpoint that is `allowed(..., takes_files=True)`.

    Raises UploadRefused, or Forged; then nothing of it is on the disk.
    """
    limits = settings_of(request).upload
    boundary = _boundary(request)
    _refuse_large(request, limits)
    _refuse_at_a_full_disk(request)
    with _one_of_few(request):
        return await _taken(request, boundary, limits)


async def _taken(request: Request, boundary: bytes, limits: UploadSettings) -> Upload:
    if request.headers.get(HEADER):
        refuse_wrong_sign(request, request.headers[HEADER])
    kept = uploads_folder(home_of(request))
    number = secrets.token_hex(16)
    aside, whole = kept / f"{UNFINISHED}{number}", kept / number
    aside.mkdir(parents=True, mode=0o700)
    try:
        parts = Parts(aside, boundary, lambda said: refuse_wrong_sign(request, said))
        await _read(request, parts, limits)
        if await signed_in(request) is None:
            raise _signed_out()
        files = parts.finished()
        aside.rename(whole)
    except FormParserError:
        raise _broken() from None
    except OSError as error:
        raise _disk(error) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    moved = [UploadedFile(f.said_name, whole / f.path.name, f.bytes, f.sha256) for f in files]
    return Upload(whole, moved, parts.fields)


def uploads_folder(home: Home) -> Path:
    """Where files lie between a browser and the door."""
    return folder(home) / "uploads"


def sweep_uploads(home: Home) -> None:
    """Remove what a server that was stopped left: half taken, or not handed on yet."""
    for left in uploads_folder(home).glob("*"):
        shutil.rmtree(left, ignore_errors=True)


async def _read(request: Request, parts: Parts, limits: UploadSettings) -> None:
    """Hand on each piece as it comes; stop what is too large, too slow, or no longer allowed."""
    pieces = request.stream()
    seen, looked = 0, anyio.current_time()
    try:
        with anyio.fail_after(limits.minutes * 60):
            while (piece := await _next(pieces, limits.silent_seconds)) is not None:
                seen += len(piece)
                if seen > limits.bytes + AROUND_THE_FILES:
                    raise _too_large(limits)
                parts.write(piece)
                if anyio.current_time() - looked > LOOK_AGAIN_SECONDS:
                    looked = anyio.current_time()
                    if await signed_in(request) is None:
                        raise _signed_out()
    except TimeoutError:
        what = f"Your file stopped coming, or took longer than {limits.minutes:g} minutes."
        advice = "Send it again from a better connection, or pack it as .zip or .gz first."
        title = "Your file did not arrive"
        raise UploadRefused(408, title, f"{what} {NOTHING_KEPT}", advice) from None
    except ClientDisconnect:
        raise _broken() from None


async def _next(pieces: AsyncIterator[bytes], silent_seconds: float) -> bytes | None:
    with anyio.fail_after(silent_seconds):
        return await anext(pieces, None)


def _boundary(request: Request) -> bytes:
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary", b"")
    if kind.lower() != WITH_FILES.encode() or not boundary:
        raise _broken()
    return boundary


def _refuse_large(request: Request, limits: UploadSettings) -> None:
    """Before a byte is read, where the sender says how much is coming."""
    said = request.headers.get("content-length", "")
    if said.isdecimal() and (len(said) > 15 or int(said) > limits.bytes + AROUND_THE_FILES):
        raise _too_large(limits)


def _refuse_at_a_full_disk(request: Request) -> None:
    """Before a byte is read: the last room is for the nights, and for who is sending already."""
    if shutil.disk_usage(home_of(request).root).free < LEAST_FREE_BYTES:
        raise _disk(OSError(ENOSPC, "too little room"))


@contextmanager
def _one_of_few(request: Request) -> Iterator[None]:
    """Count what somebody sends at the same time, and let it be only so much."""
    under_way: Counter[str] = request.app.state.uploads_under_way
    name = person_of(request).name
    if under_way[name] >= MOST_AT_ONCE:
        what = f"You are sending {MOST_AT_ONCE} times at once already."
        advice = "Wait until one of them has arrived, then send this again."
        raise UploadRefused(429, "Too much at once", f"{what} {NOTHING_KEPT}", advice)
    under_way[name] += 1
    try:
        yield
    finally:
        under_way[name] -= 1


def _too_large(limits: UploadSettings) -> UploadRefused:
    what = f"More than {limits.megabytes:,.0f} MB came at once, and that is the most we take here."
    advice = "Pack the file as .zip or .gz, which makes it about ten times smaller, and send that."
    return UploadRefused(413, "Your file is too large", f"{what} {NOTHING_KEPT}", advice)


def _broken() -> UploadRefused:
    title, what = "Your file did not arrive whole", "It broke off on the way, or was not a file."
    return UploadRefused(400, title, f"{what} {NOTHING_KEPT}", "Choose the file and send it again.")


def _signed_out() -> UploadRefused:
    title, what = "You were signed out", "That happened while your file was on its way."
    return UploadRefused(401, title, f"{what} {NOTHING_KEPT}", "Sign in and send it again.")


def _disk(error: OSError) -> UploadRefused:
    is_full = error.errno in FULL
    what = "There is no room left here." if is_full else "It could not be written down here."
    advice = "Tell the council's data team, and send it again when they say so."
    return UploadRefused(507, "Your file could not be kept", f"{what} {NOTHING_KEPT}", advice)
