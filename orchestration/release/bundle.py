"""A zip made anew so that the same contents are the same bytes: every part has the same date.

Their order stays as it was, and what is in them but for those that are handed over.
"""

import io
import zipfile
from collections.abc import Mapping

# The earliest date that a zip can tell.
DATE = (1980, 1, 1, 0, 0, 0)


def same_dates(packed: bytes, instead: Mapping[str, bytes]) -> bytes:
    """The same parts, in their order, or what stands instead of one; the first is not compressed,
    as open documents ask."""
    place = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(place, "w") as new:
        for part in old.infolist():
            told = zipfile.ZipInfo(part.filename, DATE)
            told.compress_type = part.compress_type
            told.external_attr = 0o600 << 16
            new.writestr(told, instead.get(part.filename) or old.read(part.filename))
    return place.getvalue()
