"""The quality page tells counts that tell of nobody, and says what it does not know."""

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from orchestration.build import Build
from orchestration.ducks import open_to_write
from orchestration.home import Home
from orchestration.register.book import TableCount
from orchestration.release.documents import documents
from orchestration.release.pages import as_markdown
from orchestration.release.quality import quality_page
from orchestration.release.quality_facts import rows_told, share_told
from orchestration.release.sheets import release_sheets
from tests.unit.orchestration.release.drafting import build, delivered
from tests.unit.orchestration.release.releasing import the_contents

MONTHS = [date(2025, month, 1) for month in (9, 10, 11, 12)]


def told_build(home: Home) -> Build:
    """A build that knows of deliveries, links, totals, areas and years."""
    made = build(home, "told")
    with open_to_write(made.warehouse) as con:
        con.execute("create schema codes")
        con.execute("""create table core.fct_expected_deliveries (source text, supplier_code text,
            state_code text,
            month_starting_on date, due_on date, last_good_month_starting_on date)""")
        states = ["source_migration", "source_migration", "awaiting", "received"]
        for month, state in zip(MONTHS, states, strict=True):
            con.execute(
                "insert into core.fct_expected_deliveries values ('therapy_waits', 'X9901', ?, ?,"
                " '2026-01-15', '2025-08-01')",
                [state, month],
            )
        con.execute("""create table core.fct_link_quality as select 'care' as agency,
            'education' as other_agency, 'all' as breakdown, 'all' as item, 43 as record_count,
            41 as linked_count, 2 as queued_count""")
        con.execute("""create table measures.measures as select 'M10' as measure_id,
            unnest([date '2025-09-01', date '2025-10-01', date '2025-12-01']) as month_starting_on,
            'total' as breakdown, 'awaiting' as reason_code, 'x' as symbol""")
        con.execute("""insert into measures.measures values
            ('M10', '2025-11-01', 'total', 'part_month: to 2025-11-20', null)""")
        con.execute("""create table core.fct_annual_differences as select 2024 as calendar_year,
            'plans_issued' as indicator_code, 523 as our_count, 600 as published_count,
            true as is_over_5_percent""")
        con.execute("""create table codes.localities as select 'Moorside' as label,
            date '2025-08-31' as valid_to_on, 'North' as became_code""")
    return made


@pytest.fixture
def page(home: Home) -> str:
    entry = replace(
        delivered(), tables={"referrals": TableCount(43, 40, 3)}, rules={"D01": 3, "V004": 12}
    )
    gates = {
        "publication_plans": [
            {"rule": "V110", "sentence": "Parts add up.", "severity": "critical", "is_met": True},
            {
                **{"rule": "V113", "sentence": "Near the return.", "severity": "query"},
                **{"is_met": False, "unexpected_rows": 7},
            },
            {
                **{"rule": "V114", "sentence": "No leap.", "severity": "warning"},
                **{"is_met": False, "could_not_run": True, "unexpected_rows": 0},
            },
        ]
    }
    contents = the_contents(home, build=told_build(home), inputs=[entry], gates=gates)
    return as_markdown(quality_page(contents))


def test_it_tells_coverage_and_lateness_by_supplier(page: str) -> None:
    assert "| X9901 | 1 | 1 | 0 | 2 | 1 | 17 | December 2025 |" in page


def test_counts_of_rows_are_rounded_and_small_ones_are_not_told(page: str) -> None:
    assert "| 45 | 40 | fewer than 5 |" in page
    assert "| D01 | A required value is missing. | set aside | fewer than 5 |" in page
    assert "| V004 |" in page
    assert "| 10 |" in page
    assert [rows_told(n) for n in (0, 1, 4, 5, 12, 13, 2632)] == [
        *("0", "fewer than 5", "fewer than 5", "5", "10", "15", "2,630"),
    ]


def test_match_rates_are_whole_percents_of_rounded_counts(page: str) -> None:
    assert "| care | education | 45 | 89% |" in page
    assert share_told(3, 19) == "c"


def test_gates_tell_what_was_not_met(page: str) -> None:
    assert "3 expectations were asked in 1 suites. What only asks is answered in writing" in page
    assert "| publication_plans | V113 | Near the return. | asks | 5 |" in page
    assert "| V114 | No leap. | blocks | could not be asked |" in page
    assert "Parts add up." not in page


def test_missing_totals_and_breaks_are_told_by_month(page: str) -> None:
    assert (
        "| M10 Plans maintained | the data are awaited |"
        " September 2025 to October 2025; December 2025 |"
    ) in page
    assert "| X9901 | September 2025 to October 2025 | August 2025 |" in page
    assert "| Moorside | 2025-08-31 | North |" in page


def test_a_month_that_is_shown_and_not_whole_is_said_beside_its_table(home: Home) -> None:
    (table,) = release_sheets(the_contents(home, build=told_build(home))).sheets[1:]
    said = "Not a whole month: Plans maintained, November 2025 (part of the month, to 2025-11-20)."
    assert said in table.lines


def test_comparison_with_the_department_tells_no_count_of_ours(page: str) -> None:
    assert "| 2024 | plans issued | more than 5 in 100 |" in page
    assert "523" not in page


def test_what_the_build_does_not_know_is_said_so(home: Home) -> None:
    words = as_markdown(quality_page(the_contents(home)))
    assert words.count("This build does not tell.") == 6


class Tags(HTMLParser):
    """The tags of a page, with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


@pytest.mark.parametrize("name", ["quality", "methodology", "data_dictionary", "headlines"])
def test_the_pages_can_be_read_by_everybody_and_need_no_other_file(home: Home, name: str) -> None:
    text = documents(the_contents(home, build=told_build(home)))[f"{name}.html"].decode()
    tags = Tags(text)
    assert tags.of("html") == [{"lang": "en-GB"}]
    assert len(tags.of("h1")) == len(tags.of("main")) == len(tags.of("title")) == 1
    levels = [int(tag[1]) for tag, _ in tags.found if tag in ("h1", "h2", "h3")]
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    assert len(tags.of("caption")) == len(tags.of("table"))
    assert all(head.get("scope") in ("col", "row") for head in tags.of("th"))
    scrolled = [div for div in tags.of("div") if div.get("class") == "scroll"]
    assert all(div["tabindex"] == "0" and div["aria-labelledby"] for div in scrolled)
    assert len(scrolled) == len(tags.of("table"))
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in tags.found}
    assert "http" not in text
    identities = [a["id"] for _, a in tags.found if "id" in a]
    assert len(set(identities)) == len(identities)
