"""Every file of a release is made from one contents, the same bytes each time, and looked at."""

import json
from dataclasses import replace

import pytest

from orchestration.build import Build
from orchestration.home import Home
from orchestration.refusals import Refusal
from orchestration.release.documents import documents
from tests.unit.orchestration.release.releasing import a_row, the_contents

FILES = {
    *("figures.xlsx", "figures.ods", "plans_monthly.parquet", "plans_monthly.csv-metadata.json"),
    *("what_changed.csv", "words.json", "release.json", "headlines.md", "headlines.html"),
    *("methodology.md", "methodology.html", "data_dictionary.md", "data_dictionary.html"),
    *("quality.md", "quality.html"),
}


def test_a_release_has_every_file_and_the_same_contents_are_the_same_bytes(home: Home) -> None:
    contents = the_contents(home)
    made = documents(contents)
    assert {name for name in made if not name.startswith("page/")} == FILES
    assert "page/index.html" in made
    assert documents(contents) == made
    for name, held in made.items():
        if name.rpartition(".")[2] in {"md", "html", "csv", "json"}:
            held.decode("utf-8")


def test_the_index_tells_datasets_files_hashes_and_words(home: Home) -> None:
    contents = the_contents(home, edits={"plans_monthly": "More plans."})
    made = documents(contents)
    index = json.loads(made["release.json"])
    told = index["datasets"]["plans_monthly"]
    assert (told["headline"], told["rows"], told["to"]) == ("More plans.", 5, "December 2025")
    sizes = {each["name"]: each["bytes"] for each in told["files"]}
    assert sizes["plans_monthly.parquet"] == len(made["plans_monthly.parquet"])
    assert {"plans_monthly.csv", "plans_monthly.meta.csv"} < set(sizes)
    assert "quality.html" in {each["name"] for each in index["files"]}
    assert all(len(each["sha256"]) == 64 for each in told["files"])


def test_what_was_drafted_is_kept_beside_what_the_analyst_made_of_it(home: Home) -> None:
    edited = the_contents(home, edits={"plans_monthly": "My words."})
    told = json.loads(documents(edited)["words.json"])["plans_monthly"]
    assert told["edited"] == told["shown"] == "My words."
    assert "45" in told["drafted"]
    plain = json.loads(documents(replace(edited, edits={}))["words.json"])["plans_monthly"]
    assert (plain["edited"], plain["shown"]) == (None, plain["drafted"])


@pytest.mark.parametrize(
    "said", ["Ask zoe@sampleshire.example", "Pupil A123456789012", "At AB1 2CD"]
)
def test_what_looks_like_a_persons_is_in_no_format(home: Home, said: str) -> None:
    rows = [a_row("December", "2025", "Total", "45"), a_row("December", "2025", said, "45")]
    with pytest.raises(Refusal, match="look like a person") as refused:
        documents(the_contents(home, rows))
    assert said not in str(refused.value)
    assert "figures.xlsx" in str(refused.value)
    told = the_contents(home, build=Build(home.builds / "made"), edits={"plans_monthly": said})
    with pytest.raises(Refusal, match=r"words\.json"):
        documents(told)
