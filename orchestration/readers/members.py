"""What may lie in a zip archive, judged from its directory before anything is unpacked.

Unpacking, and counting what really comes out, is done elsewhere.
"""

import stat
import zipfile
import zlib
from pathlib import Path

from orchestration.refusals import Refusal

MOST_MEMBERS = 1_000
MOST_BYTES = 8 << 30
MB = 1_000_000
PIECE = 1 << 20
END_OF_DIRECTORY = b"PK\x05\x06"
END_SIZE, LONGEST_COMMENT = 22, 65_535
LOCAL_HEADER = 30
SEND_PLAIN = "Make the archive again, or send the files as they are."


def told(name: str) -> str:
    """A name from an archive, safe to show."""
    return repr(name[:60])


def is_bomb(unpacked: int, packed: int) -> bool:
    """More than any honest extract: real ones shrink to a thirtieth or so."""
    ratio = unpacked / max(packed, 1)
    return (
        unpacked > MOST_BYTES
        or (unpacked > 100 * MB and ratio > 200)
        or (unpacked > 200 * MB and ratio > 100)
    )


def bomb(shown_name: str) -> Refusal:
    what = "The archive would unpack to far more than an extract holds."
    return Refusal(shown_name, what, "Send the files as they are.")


def open_zip(path: Path, shown_name: str) -> zipfile.ZipFile:
    """A zip archive whose directory is sound and whole; the caller closes it."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        what = "The file is not a whole zip archive: it was cut short, or is another kind."
        raise Refusal(shown_name, what, SEND_PLAIN) from None
    try:
        _check(archive, path, shown_name)
    except BaseException:
        archive.close()
        raise
    return archive


def _check(archive: zipfile.ZipFile, path: Path, shown_name: str) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        what = f"The archive holds {len(members):,} files."
        raise Refusal(shown_name, what, "Send only the files that were agreed.")
    seen: set[str] = set()
    for member in members:
        name = member.orig_filename
        reason = _unwelcome(member)
        if reason:
            what = f"The archive holds {told(name)}, {reason}."
            raise Refusal(shown_name, what, SEND_PLAIN)
        if name.casefold() in seen:
            what = f"The archive holds {told(name)} more than once."
            raise Refusal(shown_name, what, SEND_PLAIN)
        seen.add(name.casefold())
    if is_bomb(sum(member.file_size for member in members), path.stat().st_size):
        raise bomb(shown_name)
    if _overlap(members, archive.start_dir) or not _is_all(path):
        what = "The parts of the archive overlap, or do not follow one another."
        raise Refusal(shown_name, what, SEND_PLAIN)


def _unwelcome(member: zipfile.ZipInfo) -> str | None:
    name = member.orig_filename
    if not name.isprintable() or "\\" in name or name.startswith("/") or ":" in name:
        return "which is not a plain name"
    if not name.strip() or {"..", "."} & set(name.split("/")):
        return "which is not a plain name"
    if member.flag_bits & 0x2041:
        return "which is encrypted"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "which only points to another file"
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "which is packed in an unusual way"
    return None


def _overlap(members: list[zipfile.ZipInfo], directory: int) -> bool:
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end or (end == 0 and member.header_offset != 0):
            return True
        is_utf_8 = member.flag_bits & 0x800
        name = len(member.orig_filename.encode() if is_utf_8 else member.orig_filename)
        end = member.header_offset + LOCAL_HEADER + name + member.compress_size
    return end > directory


def is_honest(path: Path, member: zipfile.ZipInfo) -> bool:
    """Whether a member unpacks to the size that the directory says; some engines do not ask."""
    if member.compress_type == zipfile.ZIP_STORED:
        return member.compress_size == member.file_size
    inflating, size = zlib.decompressobj(-zlib.MAX_WBITS), 0
    with path.open("rb") as file:
        file.seek(member.header_offset + 26)
        names = int.from_bytes(file.read(2), "little") + int.from_bytes(file.read(2), "little")
        file.seek(names, 1)
        left = member.compress_size
        while left and not inflating.eof and size <= member.file_size:
            piece = file.read(min(PIECE, left))
            left -= len(piece) or left
            while piece and size <= member.file_size:
                size += len(inflating.decompress(piece, PIECE))
                piece = inflating.unconsumed_tail
    return inflating.eof and size == member.file_size


def _is_all(path: Path) -> bool:
    """Whether the file ends where its directory says."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(size - END_SIZE - LONGEST_COMMENT, 0))
        tail = file.read()
    place = tail.rfind(END_OF_DIRECTORY)
    comment = int.from_bytes(tail[place + 20 : place + END_SIZE], "little")
    return place >= 0 and place + END_SIZE + comment == len(tail)
