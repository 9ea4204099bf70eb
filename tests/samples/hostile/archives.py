"""Hostile archives: names that lead elsewhere, bodies that lie, and bombs.

What an honest archive may hold is in orchestration.readers.archives.
"""

from hostile.attack import MARKER, STEM, Attack, a_list, wait
from hostile.packing import (
    changed,
    gz_bomb,
    gzipped,
    linked,
    one_body,
    zip_bomb,
    zipped,
)

ZIP, GZ = ".csv.zip", ".csv.gz"
NAME = f"{STEM}.csv"
ENTRY, LOCAL = b"PK\x01\x02", b"PK\x03\x04"


def _named(name: str) -> bytes:
    return zipped((name, a_list()))


def _twice() -> bytes:
    """The second name is made the same as the first in both places where it stands."""
    other = NAME.replace("2025", "2026")
    return zipped((NAME, a_list()), (other, a_list(wait("S001")))).replace(
        other.encode(), NAME.encode()
    )


ARCHIVES = [
    Attack("traversal", ZIP, "a name that leads upwards", "refused", "not a plain name",
           lambda: _named(f"../../{NAME}")),
    Attack("absolute_name", ZIP, "a name that starts at the root", "refused", "not a plain name",
           lambda: _named(f"/tmp/{NAME}")),
    Attack("backslashes", ZIP, "a name that leads upwards as Windows writes it", "refused",
           "not a plain name", lambda: _named(f"a\\..\\..\\{NAME}")),
    Attack("coloured_name", ZIP, "a name that writes on a terminal", "refused", "not a plain name",
           lambda: _named(f"ok\n\x1b[31m{NAME}")),
    Attack("archive_in_archive", ZIP, "an archive in an archive", "refused",
           "an archive in an archive", lambda: zipped((f"{NAME}.zip", _named(NAME)))),
    Attack("disguised_archive", ZIP, "an archive in an archive under a plain name", "refused",
           "The archive holds an archive", lambda: zipped((NAME, _named(NAME)))),
    Attack("same_name", ZIP, "two files of one name", "refused", "more than once", _twice),
    Attack("encrypted", ZIP, "an encrypted file", "refused", "which is encrypted",
           lambda: changed(_named(NAME), ENTRY, 8, b"\x01\x00")),
    Attack("link", ZIP, "a link to another file", "refused", "only points to another file",
           lambda: linked(NAME, "/etc/hostname")),
    Attack("one_body", ZIP, "fifty names for one body", "refused", "overlap",
           lambda: one_body("waits_{:02}.csv", a_list(), 50)),
    Attack("wrong_sum", ZIP, "a wrong check sum", "refused", "damaged or was cut short",
           lambda: changed(_named(NAME), ENTRY, 16, b"\x00\x00\x00\x00")),
    Attack("half_an_archive", ZIP, "an archive cut short", "refused", "not a whole zip archive",
           lambda: _named(NAME)[:-40]),
    Attack("zip_and_more", ZIP, "something after the end", "refused", "do not follow one another",
           lambda: _named(NAME) + MARKER.encode()),
    Attack("folders", ZIP, "two folders with a file each", "refused", "folders in folders",
           lambda: zipped((f"a/{NAME}", a_list()), (f"b/{NAME}", a_list()))),
    Attack("no_archive", ZIP, "text under the name of an archive", "refused",
           "called .zip, but is another kind of file", a_list),
    Attack("half_a_gz", GZ, "a .gz cut short", "refused", "damaged or was cut short",
           lambda: gzipped(a_list())[:-100]),
    Attack("gz_and_more", GZ, "something after the end", "refused", "damaged or was cut short",
           lambda: gzipped(a_list()) + MARKER.encode()),
    Attack("no_gz", GZ, "text under the name of a .gz", "refused",
           "called .gz, but is another kind of file", a_list),
    Attack("zip_bomb", ZIP, "3 GB of zeros in 3 MB", "refused", "far more than an extract holds",
           lambda: zip_bomb(NAME, 3_000, 3_000_000_000), is_kept=False),
    Attack("lying_zip_bomb", ZIP, "the same, said to be small", "refused",
           "damaged or was cut short", lambda: zip_bomb(NAME, 3_000, 1_000), is_kept=False),
    Attack("gz_bomb", GZ, "3 GB of zeros in 3 MB", "refused", "far more than an extract holds",
           lambda: gz_bomb(3_000), is_kept=False),
    Attack("honest_zip", ZIP, "an honest list in an archive, which is fine", "taken", "",
           lambda: _named(NAME)),
    Attack("honest_gz", GZ, "the same as .gz", "taken", "", lambda: gzipped(a_list())),
]  # fmt: skip
