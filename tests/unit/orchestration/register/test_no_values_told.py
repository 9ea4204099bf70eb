"""Neither the register nor a receipt ever tells a value of a row; only the list of problems may."""

import dataclasses
import json
from pathlib import Path

import pytest

from orchestration.home import Home
from tests.unit.orchestration.sending import WAIT, WAITS_FILE, send, wait, write_text, write_waits

CANARY = "Zanzibar-Quill"
HEADINGS = ",".join(WAIT)


def line(**changed: str) -> str:
    return ",".join(wait(**changed).values())


def headed(*lines: str) -> str:
    return "\n".join([HEADINGS, *lines]) + "\n"


def file_of(**changed: str) -> str:
    return headed(line(pseudonym="S001"), line(**changed))


BAD: dict[str, str | bytes] = {
    **{
        f"a bad value of {column}": file_of(pseudonym="S002", **{column: CANARY})
        for column in WAIT
        if column != "patient_pseudo_id"
    },
    "the same row twice": headed(line(pseudonym=CANARY), line(pseudonym=CANARY)),
    "an unknown supplier": headed(line(provider_code=CANARY)),
    "no readable date": headed(line(snapshot_date=CANARY)),
    "a short line": headed(line(), CANARY),
    "a long line": headed(line(), f"{line(pseudonym=CANARY)},{CANARY}"),
    "a stray quotation mark": headed(line(), f'{CANARY}"{line()}'),
    "a quotation mark that never closes": headed(line(), f'"{CANARY},{line()}'),
    "another encoding": headed(line(), f"{CANARY}é").encode("latin-1"),
    "a NUL": headed(line(), f"{CANARY}\0"),
    "a column that nobody promised": f"{HEADINGS},more\n{line()},{CANARY}\n",
    "a column missing": "patient_pseudo_id,provider_code\n" + f"{CANARY},{CANARY}\n",
    "a heading twice": f"{HEADINGS},service\n{line()},{CANARY}\n",
    "only carriage returns": headed(line(pseudonym=CANARY)).replace("\n", "\r"),
}


def told(home: Home, place: Path) -> str:
    """Everything that the door says in public: the receipt and what it wrote in the register."""
    receipt = send(home, place)
    book = (home.register / "register.jsonl").read_text(encoding="utf-8")
    return receipt.delivery + json.dumps(dataclasses.asdict(receipt.submission)) + book


@pytest.mark.parametrize("case", BAD)
def test_no_value_of_a_row_is_told(case: str, home: Home, tmp_path: Path) -> None:
    assert CANARY not in told(home, write_text(tmp_path, BAD[case]))


def test_the_canary_is_seen_where_it_may_be(home: Home, tmp_path: Path) -> None:
    receipt = send(home, write_waits(tmp_path, wait(), wait("S002", service=CANARY)))
    assert CANARY in str(receipt.problems)
    assert receipt.submission.files[0].name == WAITS_FILE


HEADLESS = {
    "each value once": ",".join(f"{CANARY}{n}" for n in range(len(WAIT))),
    "a value twice": line(pseudonym=CANARY, referral_received_date=CANARY),
}


@pytest.mark.parametrize("case", HEADLESS)
def test_a_file_without_headings_does_not_have_its_first_row_told(
    case: str, home: Home, tmp_path: Path
) -> None:
    said = told(home, write_text(tmp_path, f"{HEADLESS[case]}\n{line(pseudonym='S002')}\n"))
    assert CANARY not in said
