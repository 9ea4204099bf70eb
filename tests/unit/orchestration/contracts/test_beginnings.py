"""A new source begins as files with blanks; filled in, they load their own sample."""

from pathlib import Path

import pytest

from orchestration.contracts.beginnings import BLANK, blanks_left, write_source
from orchestration.contracts.catalogue import Catalogue, read_catalogue
from orchestration.home import PROJECT, Home
from orchestration.refusals import Refusal
from orchestration.register.rehearse import cannot_run
from tests.unit.orchestration.front_door import Door, told
from tests.unit.orchestration.small_project import MISSING_WORDS


def fill(path: Path) -> None:
    """Put something sensible at every blank."""
    text = path.read_text(encoding="utf-8")
    text = text.replace("____@____", "meals@council.example")
    text = text.replace("sector: ____", "sector: education")
    text = text.replace("begins_on: ____", "begins_on: 2024-09-01")
    text = text.replace("ends_on: ____", "ends_on: 2031-03-31")
    text = text.replace("personal_data: ____", "personal_data: identifiable")
    text = text.replace("purposes: [____]", "purposes: [service_monitoring]")
    text = text.replace("article_6: [____]", "article_6: [6(1)(e)]")
    text = text.replace("article_9: [____]", "article_9: [9(2)(g)]")
    text = text.replace("since: ____", "since: 2025-01").replace("name: ____", "name: council")
    path.write_text(text.replace(BLANK, "Something"), encoding="utf-8")


def catalogue_of(place: Path) -> Catalogue:
    codes = place / "seeds" / "codes"
    codes.mkdir(parents=True, exist_ok=True)
    (codes / "missing_words.csv").write_text(MISSING_WORDS, encoding="utf-8")
    below = place / "expectations"
    return read_catalogue(below / "contracts", below / "dictionary", place / "seeds")


def test_every_file_of_a_new_source_has_blanks_that_are_found(tmp_path: Path) -> None:
    written = write_source(tmp_path, "school_meals")
    assert len(written) == 4
    assert all(BLANK in path.read_text(encoding="utf-8") for path in written)
    named = {place.partition(":")[0] for place in blanks_left(tmp_path)}
    assert named == {str(path.relative_to(tmp_path)) for path in written}
    for number, path in enumerate(written, 1):
        fill(path)
        left = {place.partition(":")[0] for place in blanks_left(tmp_path)}
        assert len(left) == len(written) - number
    assert blanks_left(tmp_path) == []


def test_one_blank_left_is_found_with_its_line(tmp_path: Path) -> None:
    [contract, *others] = write_source(tmp_path, "school_meals")
    for path in (contract, *others):
        fill(path)
    text = contract.read_text(encoding="utf-8")
    contract.write_text(text + f"# {BLANK}\n", encoding="utf-8")
    line = len(text.splitlines()) + 1
    assert blanks_left(tmp_path) == [f"expectations/contracts/school_meals.yml: line {line}"]


def test_a_sample_that_is_no_text_is_looked_through_too(tmp_path: Path) -> None:
    place = tmp_path / "tests" / "samples" / "sources" / "meals" / "meals.xlsx"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"PK\x03\x04\xff\xfe")
    assert blanks_left(tmp_path) == []


def test_a_source_filled_in_loads_its_sample(home: Home, tmp_path: Path) -> None:
    written = write_source(tmp_path, "school_meals")
    for path in written:
        fill(path)
    catalogue = catalogue_of(tmp_path)
    assert cannot_run(catalogue) == []
    receipt = Door(home, catalogue, tmp_path).hand_in(written[3])
    assert told(receipt) == []
    entry = receipt.submission
    assert (entry.source, entry.supplier, entry.month) == ("school_meals", "council", "2025-12")
    assert entry.tables["rows"].loaded == 1


def test_with_its_blanks_a_source_is_no_contract(tmp_path: Path) -> None:
    write_source(tmp_path, "school_meals")
    with pytest.raises(Refusal, match=r"^school_meals\.yml"):
        catalogue_of(tmp_path)


@pytest.mark.parametrize("name", ["School", "school meals", "7meals", "", "../meals", "schöol"])
def test_a_source_has_a_name_in_small_letters(name: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        write_source(tmp_path, name)
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    written = write_source(tmp_path, "school_meals")
    written[0].unlink()
    before = written[1].read_bytes()
    with pytest.raises(Refusal, match="There is such a source already"):
        write_source(tmp_path, "school_meals")
    assert not written[0].exists()
    assert written[1].read_bytes() == before


def test_the_project_has_no_blank_left() -> None:
    assert blanks_left(PROJECT) == []
