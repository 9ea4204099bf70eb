"""Every cell that a release shows otherwise than the one before is told, with what is known."""

import csv
import io
from dataclasses import replace

from orchestration.build import Build
from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import Home
from orchestration.release.changes import COLUMNS as HEADS
from orchestration.release.changes import changes_in, what_changed
from orchestration.release.dataset import Table
from tests.unit.orchestration.release.drafting import delivered
from tests.unit.orchestration.release.releasing import ROWS, a_dataset, a_row, a_table, the_contents

BEFORE = [
    a_row("October", "2025", "Total", "35", "70.0"),
    a_row("November", "2025", "Total", "38", "80.0"),
    a_row("November", "2025", "0 to 5", "10", "x"),
    a_row("November", "2025", "6 to 10", "20", "c"),
]
NOW = [
    a_row("November", "2025", "Total", "40", "80.0"),
    a_row("November", "2025", "0 to 5", "c", "50.0"),
    a_row("November", "2025", "11 to 15", "25", "60.0"),
    a_row("December", "2025", "Total", "45", "82.5"),
]


def told(home: Home, **more: object) -> list[dict[str, str]]:
    build = Build(home.builds / "none")
    contents = the_contents(home, NOW, BEFORE, build=build)
    return list(csv.DictReader(io.StringIO(what_changed(replace(contents, **more)))))  # type: ignore[arg-type]


def test_each_cell_is_told_once_with_its_kind(home: Home) -> None:
    rows = told(home)
    short = [
        (
            row["time_identifier"],
            row["cell"],
            row["indicator"],
            row["before"],
            row["after"],
            row["kind"],
        )
        for row in rows
    ]
    assert short == [
        ("November", "Age: Total", "plan_count", "38", "40", "revised"),
        ("November", "Age: 0 to 5", "plan_count", "(a number)", "c", "newly hidden"),
        ("November", "Age: 0 to 5", "plan_percent", "x", "50.0", "revised"),
        ("November", "Age: 11 to 15", "plan_count", "", "25", "new row"),
        ("November", "Age: 11 to 15", "plan_percent", "", "60.0", "new row"),
        ("December", "Age: Total", "plan_count", "", "45", "new period"),
        ("December", "Age: Total", "plan_percent", "", "82.5", "new period"),
        ("October", "Age: Total", "plan_count", "(a number)", "", "period no longer shown"),
        ("October", "Age: Total", "plan_percent", "(a number)", "", "period no longer shown"),
        ("November", "Age: 6 to 10", "plan_count", "(a number)", "", "row no longer shown"),
        ("November", "Age: 6 to 10", "plan_percent", "c", "", "row no longer shown"),
    ]
    assert {row["area"] for row in rows} == {"Sampleshire"}
    assert {row["time_period"] for row in rows} == {"2025"}


def test_a_number_that_is_not_shown_any_more_is_not_said_again(home: Home) -> None:
    before = [*BEFORE, a_row("November", "2025", "16 to 19", "77", "c")]
    text = what_changed(the_contents(home, NOW, before))
    assert "77" not in text
    assert ",38,40,revised," in text


def test_what_was_hidden_and_is_a_number_now_is_newly_shown() -> None:
    now, before = (
        [a_row("May", "2025", "Total", "40", "c")],
        [a_row("May", "2025", "Total", "c", "x")],
    )
    found = changes_in(a_dataset(), a_table(now), a_table(before))
    assert [(one.kind, one.before, one.after) for one in found] == [
        ("newly shown", "c", "40"),
        ("newly hidden", "x", "c"),
    ]


def test_the_reason_is_the_deliveries_that_came_since(home: Home) -> None:
    came = replace(delivered(), submission_id="fedcba9876543210", source="sen2", month="2025-11")
    other = replace(delivered(), submission_id="0f0f0f0f0f0f0f0f", source="exclusion_log")
    seen = frozenset({delivered().submission_id})
    told_since = told(home, inputs=[delivered(), came, other], seen=seen)
    reasons = {row["kind"]: row["reason"] for row in told_since}
    assert (
        reasons["revised"]
        == f"Delivered since: {the_catalogue().contracts['sen2'].title}, 2025-11."
    )
    assert reasons["new period"] == "Its period is shown for the first time."
    assert told(home)[0]["reason"] == "Not known."


def test_the_first_release_has_the_header_alone(home: Home) -> None:
    first = the_contents(home)
    assert what_changed(first) == ",".join(HEADS) + "\n"
    same = replace(first, before={"plans_monthly": a_table(ROWS)})
    assert what_changed(same) == ",".join(HEADS) + "\n"


def test_a_filter_that_only_one_of_both_has_is_no_reason_to_stop() -> None:
    before = a_table(BEFORE)
    place = before.columns.index("age_group")
    narrow = Table(
        [name for name in before.columns if name != "age_group"],
        [tuple(cell for n, cell in enumerate(row) if n != place) for row in BEFORE[:2]],
        ["age_group"],
    )
    found = changes_in(a_dataset(), a_table(NOW[:1]), narrow)
    assert [(one.kind, one.indicator, one.before, one.after) for one in found] == [
        ("revised", "plan_count", "38", "40"),
        ("period no longer shown", "plan_count", "35", ""),
        ("period no longer shown", "plan_percent", "70.0", ""),
    ]
