"""The truth agrees with the files, read back and counted a second way.
The files are cleaned only by what about.json says was planted, and by what hangs below it."""

from collections import defaultdict
from datetime import date

import pytest

from sample_authority.days import last_day, months_ending, unblade, unslashed
from sample_authority.reading import Made, Row
from sample_authority.sen2_layout import PARENTS

STAGES = {"initial_assessment": "Initial assessment", "intervention": "Intervention"}
SERVICES = {
    "SLT": "Speech and language therapy", "OT": "Occupational therapy", "PT": "Physiotherapy",
    "COMM_PAED": "Community paediatrics", "ND": "Neurodevelopmental assessment",
}  # fmt: skip
TRUSTS = {
    "X9901": "Sampleshire Community Healthcare NHS Foundation Trust",
    "X9902": "Sampleshire Hospitals NHS Foundation Trust",
}


def lines_aside(made: Made, folder: str, ending: str) -> set[int]:
    return {
        p["line"]
        for p in made.planted
        if p["outcome"] == "set_aside"
        and p["file"].startswith(f"{folder}/")
        and p["file"].endswith(ending)
    }


def kept_export(made: Made, folder: str) -> dict[str, list[Row]]:
    """The rows of an export without those planted to be set aside and all that hang below."""
    tables = made.export(folder)
    kept: dict[str, list[Row]] = {"sen2": list(tables["sen2"].values())}
    for table, parent in PARENTS.items():
        aside = lines_aside(made, folder, f"_{table}.csv")
        known = {row[f"{parent}tableid"] for row in kept[parent]}
        kept[table] = [
            row
            for line, row in tables[table].items()
            if line not in aside and row[f"{parent}tableid"] in known
        ]
    return kept


def day_of(text: str) -> date | None:
    return unblade(text.strip()) if text.strip() else None


def cases(kept: dict[str, list[Row]]) -> list[tuple[date, str, date | None, bool]]:
    received = {row["requeststableid"]: row["receiveddate"] for row in kept["requests"]}
    moved = {row["requeststableid"] for row in kept["activeplans"] if row["transferla"]}
    found = []
    for row in kept["assessment"]:
        asked_on = day_of(received[row["requeststableid"]])
        if row["requeststableid"] not in moved and asked_on:
            closed_on = day_of(row["assessmentoutcomedate"])
            found.append((asked_on, row["assessmentoutcome"], closed_on, row["week20"] == "1"))
    return found


def truth_of(made: Made, *measures: str) -> dict[tuple[str, str, str], tuple[str, str]]:
    return {
        (row["measure_id"], row["month"], row["item"]): (row["numerator"], row["denominator"])
        for row in made.truth()
        if row["measure_id"] in measures
    }


@pytest.mark.parametrize("mess", ["clean", "real", "hostile"])
def test_plan_figures_agree_with_the_last_export(mess: str, request: pytest.FixtureRequest) -> None:
    made: Made = request.getfixturevalue(mess)
    known = cases(kept_export(made, "landing/sen2/2025-12"))
    told = truth_of(made, "M05", "M06", "M07")
    truth = {key: figure for key, figure in told.items() if key[2] == "Total"}
    assert len(truth) == 72
    issued_in_all = 0
    for month in months_ending("2025-12", 24):
        end = last_day(month)
        still = [
            asked
            for asked, outcome, closed, _ in known
            if (outcome == "A" or (outcome in "YNS" and closed and closed > end))
            and (end - asked).days > 140
        ]
        issued = [
            ((closed - asked).days, exception)
            for asked, outcome, closed, exception in known
            if outcome == "Y" and closed and f"{closed:%Y-%m}" == month
        ]
        issued_in_all += len(issued)
        plain = [days for days, exception in issued if not exception]
        in_time = sum(days <= 140 for days, _ in issued)
        assert truth["M05", month, "Total"] == (str(len(still)), "")
        assert truth["M06", month, "Total"] == (str(in_time), str(len(issued)))
        plain_in_time = sum(days <= 140 for days in plain)
        assert truth["M07", month, "Total"] == (str(plain_in_time), str(len(plain)))
    assert issued_in_all > 10


def newest_lists(made: Made, month: str) -> dict[str, list[Row]]:
    """The rows of the newest list of each trust in a month, without those set aside."""
    folders = sorted((made.out / "landing/therapy_waits").glob(f"{month}*"))
    folder = [one for one in folders if not one.name.endswith("-again")][-1]
    lists = {}
    for path in sorted(folder.iterdir()):
        rows = made.records(str(path.relative_to(made.out)))
        aside = lines_aside(made, str(folder.relative_to(made.out)), path.name)
        name = path.name.split("_")[2]
        lists[name] = [row for line, row in rows.items() if line not in aside]
    return lists


def counted(lists: dict[str, list[Row]]) -> dict[str, tuple[str, str, str]]:
    """By item: how many wait, the sum of their known waits in days, and of how many."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for provider, rows in lists.items():
        for row in rows:
            names = [TRUSTS[provider]] + (["Total"] if len(lists) == 2 else [])
            service = SERVICES[row["service"].strip()]
            for name in names:
                for stage in (STAGES[row["stage"]], "Total"):
                    groups[f"Provider list | {name} | {service} | {stage}"].append(row)
    found = {}
    for item, rows in groups.items():
        waiting = [r for r in rows if not r["first_contact_date"] and not r["discharge_date"]]
        clocks = [r for r in waiting if r["clock_start"] not in ("", "-")]
        days = [(unslashed(r["snapshot_date"]) - unslashed(r["clock_start"])).days for r in clocks]
        found[item] = (str(len(waiting)), str(sum(days)), str(len(days)))
    return found


@pytest.mark.parametrize("mess", ["clean", "real", "hostile"])
def test_waiting_figures_agree_with_the_lists(mess: str, request: pytest.FixtureRequest) -> None:
    made: Made = request.getfixturevalue(mess)
    truth = truth_of(made, "M40", "M41")
    lists = {key: value for key, value in truth.items() if key[2].startswith("Provider list")}
    expected = {}
    for month in made.summary.months:
        for item, (waiting, days, known) in counted(newest_lists(made, month)).items():
            expected["M40", month, item] = (waiting, "")
            expected["M41", month, item] = (days, known)
    assert lists == expected


def test_mess_makes_a_difference_to_the_truth(clean: Made, real: Made) -> None:
    assert clean.truth() != real.truth()


def test_the_truth_is_sorted_and_says_nothing_twice(real: Made) -> None:
    keys = [tuple(row.values())[:4] for row in real.truth()]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys))


def test_bands_add_up_to_their_denominator(real: Made) -> None:
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in real.truth():
        if row["measure_id"] == "M44" and not row["item"].endswith("Over 18 weeks"):
            item = row["item"].rsplit(" | ", 1)[0]
            sums[row["month"], item][0] += int(row["numerator"])
            sums[row["month"], item][1] = int(row["denominator"])
    assert len(sums) > 100
    assert all(total == denominator for total, denominator in sums.values())
