"""What a supplier is told is its own, all of it, and nothing of another."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import Home
from orchestration.months import Month
from orchestration.partner import quality, world
from orchestration.partner.own_figures import own_figures
from orchestration.partner.problems import compared, grouped, kept_problems
from orchestration.partner.suppliers import called, contracts_of, names_of, suppliers_in
from orchestration.register.receive import receive
from orchestration.register.recognise import deliveries
from orchestration.register.silence import Notices
from orchestration.release.dataset import Dataset
from tests.unit.orchestration.sending import WAIT

AT = datetime(2026, 2, 20, 9, 0)
BAD = {"service": "juggling"}
ANNS, BENS = "X9901", "X9902"


def send(
    home: Home, folder: Path, supplier: str, month: str, *changes: dict[str, str], at: datetime = AT
) -> str:
    """Receive a list of waits with a row for each change; return the delivery's number."""
    ends = Month.parse(month).ending_on.strftime("%d/%m/%Y")
    lines = [",".join(WAIT)]
    for number, change in enumerate(changes):
        row = {**WAIT, "patient_pseudo_id": f"{supplier}-{number}", "provider_code": supplier}
        row |= {"snapshot_date": ends, **change}
        lines.append(",".join(row.values()))
    path = folder / f"therapy_waits_{supplier}_{month}.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    [found] = deliveries(the_catalogue(), [path])
    return receive(the_catalogue(), home, found, at).submission.submission_id


@pytest.fixture
def two(home: Home, tmp_path: Path) -> Home:
    """Two suppliers' lists: Ann's for two months, the second with a wrong row; Ben's for one."""
    send(home, tmp_path, ANNS, "2025-11", {}, {}, {}, {})
    send(home, tmp_path, ANNS, "2025-12", {}, {}, {}, BAD)
    send(home, tmp_path, BENS, "2025-12", BAD, {})
    return home


def test_whose_extracts_are_whose() -> None:
    catalogue = the_catalogue()
    assert "therapy_waits" in contracts_of(catalogue, ANNS)
    assert "disputes" not in contracts_of(catalogue, ANNS)
    assert set(contracts_of(catalogue, "disputes_team")) == {"disputes"}
    assert contracts_of(catalogue, "nobody") == {}
    assert called(catalogue, "disputes_team") == "Disputes team"
    assert called(catalogue, ANNS) in names_of(catalogue, ANNS)
    assert not names_of(catalogue, ANNS) & names_of(catalogue, BENS)
    assert {ANNS, BENS, "disputes_team"} <= set(suppliers_in(catalogue))


def test_what_is_due_is_late_coming_or_excused(two: Home) -> None:
    catalogue = the_catalogue()
    months = (Month.parse("2025-09"), Month.parse("2025-10"))
    contract = catalogue.contracts["therapy_waits"]
    why = "A new system."
    Notices(two).add(contract, ANNS, months, "source_migration", why, "a post", AT)
    told = {
        one.month: (one.state, one.due_on)
        for one in world.due(world.known(two), catalogue, ANNS, AT)
        if one.source == "therapy_waits"
    }
    assert told["2025-08"] == ("overdue", date(2025, 10, 12))
    assert told["2025-09"][0] == told["2025-10"][0] == "excused"
    assert "2025-11" not in told and "2025-12" not in told
    assert told["2026-01"] == ("due", date(2026, 3, 14))
    assert told["2026-02"][0] == "coming"
    [late] = [
        one
        for one in world.late(world.due(world.known(two), catalogue, ANNS, AT))
        if one.source == "therapy_waits"
    ]
    assert (late.months[0], late.months[-1], late.since) == (
        "2024-12",
        "2025-08",
        date(2025, 2, 11),
    )


def test_what_came_is_told_with_its_reasons_and_only_to_its_sender(two: Home) -> None:
    catalogue = the_catalogue()
    came = world.received(world.known(two), catalogue, ANNS)
    assert sorted((one.period, one.received, one.set_aside, one.counts) for one in came) == [
        ("2025-11", 4, 0, True),
        ("2025-12", 4, 1, True),
    ]
    december = next(one for one in came if one.period == "2025-12")
    assert [(reason.rule, reason.count) for reason in december.reasons] == [("V004", 1)]
    [bens] = world.received(world.known(two), catalogue, BENS)
    assert world.delivery(world.known(two), catalogue, ANNS, bens.submission_id) is None
    assert world.delivery(world.known(two), catalogue, BENS, bens.submission_id) == bens
    [group] = grouped(kept_problems(two, december.submission_id))
    assert (group.column, group.first[0].line, group.first[0].value) == ("service", 5, "juggling")


def test_a_later_delivery_replaces_the_one_before(two: Home, tmp_path: Path) -> None:
    send(two, tmp_path, ANNS, "2025-12", {}, {}, {}, {"service": "OT"})
    came = [
        one
        for one in world.received(world.known(two), the_catalogue(), ANNS)
        if one.period == "2025-12"
    ]
    assert sorted((one.counts, one.set_aside) for one in came) == [(False, 1), (True, 0)]
    newest = next(one for one in came if one.counts)
    assert newest.difference == {"referrals": {"added": 1, "removed": 0, "changed": 0}}


def test_what_was_refused_is_told_only_where_it_can_be_nobody_elses(
    home: Home, tmp_path: Path
) -> None:
    send(home, tmp_path, ANNS, "2025-12", {"provider_code": BENS}, {})
    (tmp_path / "disputes_2025-12_appeals.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    [found] = deliveries(the_catalogue(), [tmp_path / "disputes_2025-12_appeals.csv"])
    receive(the_catalogue(), home, found, AT)
    assert world.received(world.known(home), the_catalogue(), ANNS) == []
    assert world.received(world.known(home), the_catalogue(), BENS) == []
    [refused] = world.received(world.known(home), the_catalogue(), "disputes_team")
    assert refused.is_refused and "missing" in refused.why_refused


def test_quality_over_time_says_what_got_better_and_what_came_late(
    two: Home, tmp_path: Path
) -> None:
    send(two, tmp_path, ANNS, "2026-01", {}, {}, {}, at=datetime(2026, 3, 20, 9, 0))
    [trend] = quality.trends(world.known(two), the_catalogue(), ANNS)
    told = [(q.period, q.share, q.better, q.days_late) for q in trend.periods]
    assert told == [
        ("2026-01", 0.0, True, 6),
        ("2025-12", 25.0, False, 9),
        ("2025-11", 0.0, None, 40),
    ]


def test_last_time_and_now_are_compared_by_kind() -> None:
    def problems(*kinds: tuple[str, str]) -> list[tuple[object, ...]]:
        return [("t", "f.csv", None, 2, column, rule, "set_aside", "x") for rule, column in kinds]

    before = grouped(problems(("V004", "a"), ("V004", "a"), ("D03", "b")))  # type: ignore[arg-type]
    now = grouped(problems(("V004", "a"), ("D01", "c")))  # type: ignore[arg-type]
    told = {
        (change.column, change.before, change.now, change.verdict)
        for change in compared(before, now)
    }
    assert told == {("a", 2, 1, "fewer"), ("b", 1, 0, "mended"), ("c", 0, 1, "new")}


def test_own_figures_are_rows_that_name_the_supplier_as_they_are_shown(home: Home) -> None:
    def told(kind: str, label: str) -> dict[str, Any]:
        said = {"kind": kind, "label": label, "grouping": "Waits", "decimal_places": 0}
        return {"description": "", "open_data": said}

    columns: dict[str, dict[str, Any]] = {
        "time_period": {"description": "", "open_data": None},
        "time_identifier": {"description": "", "open_data": None},
        "organisation": told("Filter", "Organisation"),
        "therapy": told("Filter", "Therapy"),
        "people_count": told("Indicator", "Number of children"),
    }
    meta = {"disclosure": {"bodies": ["organisation"]}}
    dataset = Dataset("waits", "pub_waits", "Waits", columns, meta)
    plain = Dataset("all", "pub_waits", "All", columns, {"disclosure": {}})
    with duckdb.connect(str(home.published)) as con:
        con.execute("""
            create schema published;
            create table published.pub_waits as select * from (values
                ('2025', 'November', 'Ann Trust', 'A', '10'),
                ('2025', 'December', 'Ann Trust', 'A', '15'),
                ('2025', 'December', 'Ann Trust', 'B', 'c'),
                ('2025', 'December', 'Ann Trust', 'C', 'x'),
                ('2025', 'December', 'Ben Trust', 'A', '85'),
                ('2025', 'December', 'Total', 'A', '100')
            ) as rows (time_period, time_identifier, organisation, therapy, people_count)
        """)
    [found] = own_figures(home, [dataset, plain], {"Ann Trust", "X9901"})
    assert found.month == "December 2025"
    [part] = found.parts
    assert part.headings == ("Therapy", "Number of children")
    assert part.rows == (("A", "15"), ("B", "c"))
    text = found.as_csv()
    assert text.count("Ann Trust") == 4
    assert "Ben" not in text and "Total" not in text
    assert own_figures(home, [dataset], {"Nobody"}) == []
