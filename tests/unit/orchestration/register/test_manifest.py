"""A sender's manifest beside a file: optional, and believed over nothing but the file itself."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import Home
from orchestration.register.landing import receive_landing
from tests.unit.orchestration.sending import WAITS_FILE, send, wait, write_waits


def say(path: Path, **said: Any) -> None:
    path.with_name(f"{path.name}.manifest.json").write_text(json.dumps(said), encoding="utf-8")


def of(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def test_a_file_that_is_what_its_manifest_says_is_accepted(home: Home, tmp_path: Path) -> None:
    path = write_waits(tmp_path, wait("S001"), wait("S002"))
    say(path, **of(path), rows=2, month="2025-12", supplier="X9901")
    assert send(home, path).submission.status == "accepted"


def test_a_manifest_may_be_written_by_windows(home: Home, tmp_path: Path) -> None:
    path = write_waits(tmp_path, wait("S001"))
    text = json.dumps({"sha256": str(of(path)["sha256"]).upper()})
    path.with_name(f"{path.name}.manifest.json").write_text(text, encoding="utf-8-sig")
    assert send(home, path).submission.status == "accepted"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"rows": 3}, "promises 3 rows; there are 2"),
        ({"month": "2025-11"}, "says '2025-11', the file itself '2025-12'"),
        ({"supplier": "X9902"}, "says 'X9902', the file itself 'X9901'"),
        ({"bytes": 10}, "not the one that its manifest describes"),
        ({"sha256": "00"}, "not the one that its manifest describes"),
        ({"pages": 1}, "says something that is not agreed"),
        ({"rows": "2"}, "says something that is not agreed"),
    ],
)
def test_a_file_that_is_not_is_refused(
    said: dict[str, Any], words: str, home: Home, tmp_path: Path
) -> None:
    path = write_waits(tmp_path, wait("S001"), wait("S002"))
    say(path, **said)
    entry = send(home, path).submission
    assert entry.status == "refused"
    assert words in str(entry.reason)


def test_a_last_value_cut_short_is_caught_by_the_manifest_alone(home: Home, tmp_path: Path) -> None:
    path = write_waits(tmp_path, wait("S001", gp_ods="Y00001", ehcp_advice_request="1"))
    said = of(path)
    path.write_bytes(path.read_bytes().rstrip()[:-1])
    assert send(home, path, keep=False).submission.status == "accepted"
    say(path, **said)
    assert send(home, path).submission.status == "refused"


def test_landing_waits_for_a_file_that_is_still_too_short(home: Home) -> None:
    path = write_waits(home.landing, wait("S001"))
    say(path, bytes=10**6)
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None)
    catalogue = the_catalogue()
    assert receive_landing(catalogue, home, written + timedelta(minutes=5)) == []
    say(path, **of(path))
    [receipt] = receive_landing(catalogue, home, written + timedelta(minutes=5))
    assert receipt.submission.status == "accepted"
    assert list(home.landing.iterdir()) == [], "file and manifest are taken away together"


def test_after_an_hour_a_file_too_short_goes_back_with_the_reason(home: Home) -> None:
    path = write_waits(home.landing, wait("S001"), name=WAITS_FILE)
    say(path, bytes=10**6)
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None)
    [receipt] = receive_landing(the_catalogue(), home, written + timedelta(hours=2))
    assert receipt.submission.status == "refused"
    assert list(home.landing.iterdir()) == [], "it is kept among the refused"
