"""All extracts of a made-up authority: clean ones load whole, and each mess fires just its rule."""

import json
from collections import Counter
from pathlib import Path
from typing import Literal

import pytest

from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import Home
from orchestration.register.receive import Receipt
from sample_authority import make
from tests.flow.flows import Received, receive_folder

SEVERITIES = {"set_aside": {"set_aside"}, "warned": {"warn", "query"}}
FOLLOWS = "D05"
Spot = tuple[str, int, str]


def test_every_extract_is_in_the_sample(clean_home: Received) -> None:
    sent = {receipt.submission.source for receipt in clean_home.receipts}
    assert set(the_catalogue().contracts) - sent == {"dfe_sen2"}


def test_a_clean_authority_loads_whole_and_without_a_word(clean_home: Received) -> None:
    for receipt in clean_home.receipts:
        entry = receipt.submission
        assert (entry.status, entry.reason) == ("accepted", None)
        assert entry.rules == {}, f"{receipt.delivery}: {entry.rules}"
        assert receipt.problems == []
        for count in entry.tables.values():
            assert (count.loaded, count.set_aside) == (count.received, 0)


@pytest.mark.parametrize("mess", ["real", "hostile"])
def test_every_mess_fires_just_its_rule_where_it_was_planted(
    mess: Literal["real", "hostile"], home: Home, tmp_path: Path
) -> None:
    made = make(tmp_path / "sample", pupils=2500, months=4, until="2025-12", seed=3, mess=mess)
    planted = json.loads((made.out / "about.json").read_text(encoding="utf-8"))["planted"]
    receipts = receive_folder(home, made.out)
    for receipt in receipts:
        for count in receipt.submission.tables.values():
            assert count.received == count.loaded + count.set_aside
    assert_told(planted, receipts)
    assert_refused(planted, receipts)


def assert_told(planted: list[dict[str, str]], receipts: list[Receipt]) -> None:
    """Each planted row is told of once, by its rule; what else is told hangs on such a row."""
    wanted: Counter[Spot] = Counter()
    severities: dict[Spot, set[str]] = {}
    for piece in planted:
        if piece["rule"] and piece["line"] and piece["outcome"] in SEVERITIES:
            spot = (Path(piece["file"]).name, int(piece["line"]), piece["rule"])
            wanted[spot] += 1
            severities[spot] = SEVERITIES[piece["outcome"]]
    found: Counter[Spot] = Counter()
    for receipt in receipts:
        for _, file, _, line, _, rule, severity, _ in receipt.problems:
            if line is not None:
                spot = (str(file), line, rule)
                found[spot] += 1
                assert severity in severities.get(spot, {severity}), spot
    assert wanted - found == Counter()
    assert {spot for spot in found - wanted if spot[2] != FOLLOWS} == set()
    assert len(wanted) > 100


def assert_refused(planted: list[dict[str, str]], receipts: list[Receipt]) -> None:
    refused = [receipt for receipt in receipts if receipt.submission.status == "refused"]
    wanted = {piece["file"] for piece in planted if piece["outcome"] == "refused"}
    assert len(refused) == len(wanted)
    for receipt in refused:
        assert receipt.submission.reason
        assert receipt.submission.tables == {}
