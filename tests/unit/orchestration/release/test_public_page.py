"""The pages for readers of a release: whole, by themselves, in the analyst's words."""

import re

import pytest

from orchestration.home import Home
from orchestration.refusals import Refusal
from orchestration.release.contents import Contents
from orchestration.release.documents import documents
from tests.unit.orchestration.release.drawn import BY_AGE, ITEMS, PRINTED, TREND, drawn_as
from tests.unit.orchestration.release.releasing import ROWS, a_row, the_contents

DATASET = drawn_as(TREND, BY_AGE, ITEMS, tables=(PRINTED, {**PRINTED, "by": "age_group"}))


def pages(contents: Contents) -> dict[str, str]:
    made = documents(contents)
    return {n.removeprefix("page/"): b.decode() for n, b in made.items() if n.startswith("page/")}


def test_the_same_contents_make_the_same_pages_and_drawings(home: Home) -> None:
    contents = the_contents(home, dataset=DATASET)
    first = pages(contents)
    assert pages(contents) == first
    assert {"index.html", "tables.html", "catalogue.html", "sources.html"} < set(first)
    assert {"charts/plans-monthly-1.svg", "charts/plans-monthly-1-narrow.svg"} < set(first)


def test_the_analysts_words_win_and_are_escaped(home: Home) -> None:
    edited = {"plans_monthly": "More plans <than> ever."}
    page = pages(the_contents(home, dataset=DATASET, edits=edited))["index.html"]
    assert "More plans &lt;than&gt; ever." in page
    assert "number of plans was 45" not in page


def test_every_link_leads_to_a_file_of_the_release_or_a_place_on_a_page(home: Home) -> None:
    contents = the_contents(home, dataset=DATASET)
    made = documents(contents)
    held = {*made, "plans_monthly.csv", "plans_monthly.meta.csv"}
    for name in (one for one in made if one.startswith("page/") and one.endswith(".html")):
        page = made[name].decode()
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids)), name
        for address in re.findall(r'(?:href|src|srcset)="([^"]+)"', page):
            if address.startswith("#"):
                assert address[1:] in ids, f"{name}: {address}"
            elif address.startswith("../../"):
                assert address == "../../index.html"
            elif not address.startswith("https://www.nationalarchives.gov.uk/"):
                there = address.removeprefix("../") if "../" in address else f"page/{address}"
                assert there in held, f"{name}: {address}"


def test_nothing_is_asked_of_other_hosts_and_no_script_is_run(home: Home) -> None:
    for name, text in pages(the_contents(home, dataset=DATASET)).items():
        assert not re.search(r"<script|<iframe|<link|@import|url\(|\son\w+=", text), name
        assert not re.search(r"(src|srcset)=\"(https?:)?//", text), name
        if name.endswith(".html"):
            assert "default-src 'none'" in text


def test_the_next_date_is_the_calendars(home: Home) -> None:
    page = pages(the_contents(home, dataset=DATASET))["index.html"]
    assert "This is the first release" in page
    assert "All of its figures are provisional" in page
    assert "the figures of January 2026 are due on Thursday 12 March 2026" in page


def test_what_changed_is_told_and_a_number_that_is_hidden_now_is_not(home: Home) -> None:
    before = [*ROWS[:2], a_row("November", "2025", "0 to 5", "7731", "c"), *ROWS[3:]]
    changed = [
        a_row("December", "2025", "Total", "40", "82.5") if r == ROWS[3] else r for r in before
    ]
    pages_ = pages(the_contents(home, dataset=DATASET, before=changed))
    section = pages_["index.html"].partition('id="changed"')[2].partition('id="files"')[0]
    assert "1 revised, 1 newly hidden" in section
    assert '<td class="number">40</td><td class="number">45</td>' in section
    assert "(a number)" in section and "[c]" in section
    assert not [name for name, text in pages_.items() if "7731" in text or "7,731" in text]


def test_tables_to_print_hold_items_times_and_signs(home: Home) -> None:
    page = pages(the_contents(home, dataset=DATASET))["tables.html"]
    assert "<caption" in page and "Plans printed, Sampleshire" in page
    assert '<th scope="col" class="number">December 2025</th>' in page
    assert '<td class="number">[x]</td>' in page and "82.5%" in page
    assert "@media print" in page


def test_a_dataset_that_declares_nothing_is_still_told(home: Home) -> None:
    page = pages(the_contents(home))["index.html"]
    assert "Nothing of this dataset is drawn this month." in page
    assert 'href="../plans_monthly.csv"' in page


def test_the_catalogue_tells_who_makes_what_from_what(home: Home) -> None:
    page = pages(the_contents(home, dataset=DATASET))["catalogue.html"]
    for said in ("plans_monthly.csv", "monthly", "OGL", "M10 Plans maintained", "plan_count"):
        assert said in page
    assert "@" not in re.sub(r"@(media|page)", "", page), "nobody's address"


def test_a_page_that_holds_what_looks_like_a_persons_is_refused(home: Home) -> None:
    edits = {"plans_monthly": "Ask zoe@sampleshire.example."}
    with pytest.raises(Refusal, match="look like a person") as refused:
        documents(the_contents(home, dataset=DATASET, edits=edits))
    assert "page/index.html" in str(refused.value)
