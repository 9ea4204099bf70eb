"""Takes a form with files apart as it comes in: each file into one of ours, while it is hashed.

How much may come, and for how long, is in `uploads`.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from orchestration.portal.forms import FIELD

MOST_FIELDS, MOST_FILES, LONGEST_FIELD = 40, 40, 4_000
LONGEST_NAME = 150


@dataclass(frozen=True)
class UploadedFile:
    """One file: `said_name` is what its sender calls it, to show and to recognise it by; where it
    lies is ours to say."""

    said_name: str
    path: Path
    bytes: int
    sha256: str


class Parts:
    """One form on its way in. `check_sign` raises where its sign is wrong; it is asked before the
    first file is written."""

    def __init__(self, folder: Path, boundary: bytes, check_sign: Callable[[str | None], None]):
        self.fields: dict[str, str] = {}
        self._files: list[UploadedFile] = []
        self._folder, self._check_sign = folder, check_sign
        self._is_checked = self._is_whole = False
        self._file: BinaryIO | None = None
        self._header, self._value = bytearray(), bytearray()
        self._disposition = b""
        self._name, self._said_name, self._text = "", "", bytearray()
        self._count, self._bytes, self._hash = 0, 0, hashlib.sha256()
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._part_begins,
                "on_header_field": lambda data, start, end: self._header.extend(data[start:end]),
                "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
                "on_header_end": self._header_ends,
                "on_headers_finished": self._headers_end,
                "on_part_data": self._data,
                "on_part_end": self._part_ends,
                "on_end": self._ends,
            },
        )

    def write(self, piece: bytes) -> None:
        """Take the next piece; FormParserError where it is no form."""
        self._parser.write(piece)

    def finished(self) -> list[UploadedFile]:
        """Every file that came with something in it, once the form is whole."""
        if not self._is_whole:
            raise FormParserError("it ends too early")
        self._see_sign()
        return self._files

    def _part_begins(self) -> None:
        self._disposition, self._text = b"", bytearray()
        self._header, self._value = bytearray(), bytearray()
        self._count += 1
        if self._count > MOST_FIELDS + MOST_FILES:
            raise FormParserError("too many parts")

    def _header_ends(self) -> None:
        if bytes(self._header).lower() == b"content-disposition":
            self._disposition = bytes(self._value)
        self._header, self._value = bytearray(), bytearray()

    def _headers_end(self) -> None:
        _, options = parse_options_header(self._disposition)
        self._name = options.get(b"name", b"").decode("utf-8", "replace")
        if b"filename" not in options:
            return
        self._said_name = tidy_file_name(options[b"filename"].decode("utf-8", "replace"))
        self._see_sign()
        self._bytes, self._hash = 0, hashlib.sha256()
        self._file = (self._folder / str(len(self._files) + 1)).open("wb")

    def _data(self, data: bytes, start: int, end: int) -> None:
        piece = data[start:end]
        if self._file is not None:
            self._file.write(piece)
            self._hash.update(piece)
            self._bytes += len(piece)
            return
        self._text.extend(piece)
        if len(self._text) > LONGEST_FIELD:
            raise FormParserError("a field is too long")

    def _part_ends(self) -> None:
        if self._file is None:
            self.fields[self._name] = self._text.decode("utf-8", "replace")
            return
        path = Path(self._file.name)
        self._file.close()
        self._file = None
        if self._bytes or self._said_name:
            told = (self._said_name, path, self._bytes, self._hash.hexdigest())
            self._files.append(UploadedFile(*told))
        else:
            path.unlink()

    def _ends(self) -> None:
        self._is_whole = True

    def _see_sign(self) -> None:
        if not self._is_checked:
            self._check_sign(self.fields.get(FIELD))
            self._is_checked = True


def tidy_file_name(said: str) -> str:
    """The last part of what a sender calls a file, without what no name of a file needs."""
    last = said.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable()).strip(". ")[:LONGEST_NAME]
