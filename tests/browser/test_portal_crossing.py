"""One supplier tries to see and to change what is another's, by every way that the other has."""

import csv
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from starlette.testclient import TestClient

from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import Home
from orchestration.register.book import Book
from sample_authority import make
from tests.browser.crossing import World, world_of
from tests.browser.signing_in import ANN, BEN, portal, sign
from tests.flow.flows import receive_folder

OURS, THEIRS = "X9901", "X9902"
SAME_FOR_ALL = "/check-before-sending"


class Two(NamedTuple):
    """A home that has two suppliers' files of one month, and their files of the next."""

    home: Home
    files: Path


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Two:
    place = tmp_path_factory.mktemp("two")
    made = make(place / "sample", pupils=300, months=2, until="2025-12", seed=3, mess="real")
    wanted = [path for path in made.out.rglob("*") if f"_{OURS}_" in path.name]
    wanted += [path for path in made.out.rglob("*") if f"_{THEIRS}_" in path.name]
    home = Home.at(place / "home")
    for path in wanted:
        month = place / path.stem.rpartition("_")[2]
        month.mkdir(exist_ok=True)
        shutil.copy(path, month / path.name)
    receive_folder(home, place / "2025-11")
    return Two(home, place / "2025-12")


@pytest.fixture(scope="module")
def ann_and_ben(two: Two) -> Iterator[tuple[Home, TestClient, TestClient]]:
    """Both signed in to the portal of one home; Ben has dropped a file and not submitted it."""
    with portal(two.home, ANN) as ann, portal(two.home, BEN) as ben:
        send(ben, next(two.files.glob(f"therapy_waits_{THEIRS}_*.csv")))
        yield two.home, ann, ben


def send(browser: TestClient, path: Path) -> str:
    """Drop a file by the form that takes files, wait until it is read; returns the last page."""
    [form] = [form for form in world_of(browser).forms.values() if form.file_field]
    said = {name: value for name, value in form.fields if name != "csrf_token"}
    said = {"csrf_token": sign(browser, form.action), **said}
    name = form.file_field or ""
    answer = browser.post(form.action, data=said, files={name: (path.name, path.read_bytes())})
    assert answer.status_code == 200, answer.text
    for _ in range(60):
        answer = browser.get(str(answer.url))
        if "/submit" in answer.text or "/withdraw" in answer.text or "not accepted" in answer.text:
            break
        time.sleep(0.5)
    return str(answer.text)


def secrets_of(two: Two, supplier: str) -> set[str]:
    """What stands in a supplier's files about people, and in no file of the other."""
    held: dict[str, set[str]] = {OURS: set(), THEIRS: set()}
    for owner, values in held.items():
        for path in two.files.glob(f"*_{owner}_*.csv"):
            with path.open(newline="", encoding="utf-8-sig") as file:
                values.update(value for row in csv.reader(file) for value in row)
    other = held[THEIRS if supplier == OURS else OURS]
    return {value for value in held[supplier] - other if sum(map(str.isdigit, value)) >= 8}


def public_codes() -> list[str]:
    """Codes of organisations that everybody may know: contracts name them, and check by them."""
    return the_catalogue().codes("nhs_organisations.ods_code")


def register_of(home: Home, supplier: str) -> list[str]:
    return [str(one) for one in Book(home).submissions() if one.supplier == supplier]


def own_only(mine: World, theirs: World) -> list[str]:
    """The addresses that only the other can reach by following links."""
    mine_too = {address.partition("?")[0] for address in mine.said}
    return sorted({address.partition("?")[0] for address in theirs.said} - mine_too)


def test_each_sees_its_own_and_nothing_of_the_other(
    two: Two, ann_and_ben: tuple[Home, TestClient, TestClient]
) -> None:
    home, ann, ben = ann_and_ben
    anns, bens = world_of(ann), world_of(ben)
    assert len(anns.said) > 5
    assert own_only(anns, bens), "Ben has pages of his own, else this proves nothing"
    ids = {one.submission_id for one in Book(home).submissions() if one.supplier == THEIRS}
    told_to_ben = [s for s in secrets_of(two, THEIRS) if any(s in t for t in bens.said.values())]
    assert told_to_ben, "Ben is shown values of his own, else this proves nothing"
    for address, said in anns.said.items():
        is_of_contracts = address.startswith(SAME_FOR_ALL) and THEIRS in public_codes()
        hidden = [BEN.name, *ids, *secrets_of(two, THEIRS), *([] if is_of_contracts else [THEIRS])]
        for secret in hidden:
            assert secret not in said, f"{address} tells Ann what is Ben's"


def test_the_address_of_anothers_page_leads_to_no_page(
    ann_and_ben: tuple[Home, TestClient, TestClient],
) -> None:
    _, ann, ben = ann_and_ben
    for address in own_only(world_of(ann), world_of(ben)):
        answer = ann.get(address, follow_redirects=False)
        assert answer.status_code in (403, 404), address
        nobody = ann.get(address.replace(address.split("/")[2], "0" * 32), follow_redirects=False)
        assert nobody.status_code == answer.status_code, "whether it exists is not told either"


def test_anothers_forms_change_nothing_when_sent_by_somebody_else(
    two: Two, ann_and_ben: tuple[Home, TestClient, TestClient]
) -> None:
    home, ann, ben = ann_and_ben
    mine, theirs = world_of(ann), world_of(ben)
    before = register_of(home, THEIRS)
    actions = [action for action in theirs.forms if action not in mine.forms]
    assert any("submit" in action for action in actions)
    for action in actions:
        said = {name: value for name, value in theirs.forms[action].fields}
        for token in (said["csrf_token"], sign(ann, "/password")):
            answer = ann.post(action, data={**said, "csrf_token": token}, follow_redirects=False)
            assert answer.status_code in (403, 404), action
    after = world_of(ben)
    assert set(after.said) == set(theirs.said)
    assert register_of(home, THEIRS) == before


def test_whose_somebody_is_cannot_be_said_by_the_request(
    two: Two, ann_and_ben: tuple[Home, TestClient, TestClient]
) -> None:
    _, ann, _ = ann_and_ben
    secrets, number = secrets_of(two, THEIRS), ann.cookies["sendmart"]
    for address in world_of(ann).said:
        join = "&" if "?" in address else "?"
        more = f"{address}{join}supplier={THEIRS}&role=engineer&person=Ben+Stone"
        told = [
            ann.get(more),
            ann.get(address, headers={"x-supplier": THEIRS, "x-forwarded-user": BEN.name}),
            ann.get(address, headers={"cookie": f"sendmart={number}; supplier={THEIRS}"}),
            ann.get(address.replace(OURS, THEIRS)),
        ]
        assert not [secret for secret in secrets for one in told if secret in one.text], address


def test_a_file_that_is_anothers_is_not_taken_in_from_somebody_else(
    two: Two, ann_and_ben: tuple[Home, TestClient, TestClient]
) -> None:
    home, ann, _ = ann_and_ben
    before = register_of(home, THEIRS), register_of(home, OURS)
    anothers = next(two.files.glob(f"patient_index_{THEIRS}_*.csv"))
    said = send(ann, anothers)
    assert "not accepted" in said
    for action, form in world_of(ann).forms.items():
        if "submit" in action:
            ann.post(action, data=dict(form.fields))
    time.sleep(1)
    assert (register_of(home, THEIRS), register_of(home, OURS)) == before
