"""The deliveries have the shapes that were promised: tables, parents, second copies, refusals.
The rows' mess is tested in test_sample_planted_lines."""

from sample_authority.days import months_ending, unblade
from sample_authority.reading import Made
from sample_authority.sen2_layout import PARENTS, TABLES

SEN2 = "landing/sen2"
WAITS = "landing/therapy_waits"


def folders(made: Made, source: str) -> list[str]:
    return sorted(path.name for path in (made.out / source).iterdir())


def test_a_clean_authority_delivers_each_month_once(clean: Made) -> None:
    months = months_ending("2025-12", 5)
    for source in (SEN2, WAITS, "landing/community_waits"):
        assert folders(clean, source) == months
    assert clean.summary.months == months
    files = sum(path.is_file() for path in (clean.out / "landing").rglob("*"))
    assert clean.summary.files == files
    assert len(folders(clean, "landing")) == 20


def test_rows_are_counted_as_they_are_written(clean: Made) -> None:
    files = (path.relative_to(clean.out) for path in (clean.out / "landing").rglob("*.csv"))
    in_text = sum(len(clean.records(str(file))) for file in files)
    assert in_text < clean.summary.rows < in_text * 1.1, "the rest is in workbooks and XML"


def test_every_row_has_its_parent_in_the_same_export(clean: Made) -> None:
    for month in clean.summary.months:
        tables = clean.export(f"{SEN2}/{month}")
        assert set(tables) == set(TABLES)
        for table, parent in PARENTS.items():
            known = {row[f"{parent}tableid"] for row in tables[parent].values()}
            assert {row[f"{parent}tableid"] for row in tables[table].values()} <= known


def test_clean_dates_and_outcomes_keep_the_rules(clean: Made) -> None:
    tables = clean.export(f"{SEN2}/2025-12")
    for row in tables["requests"].values():
        assert bool(row["requestoutcomedate"]) == (row["requestoutcome"] in "YN")
        assert row["requestoutcomedate"] == "" or (
            unblade(row["requestoutcomedate"]) >= unblade(row["receiveddate"])
        )
    for row in tables["assessment"].values():
        assert bool(row["assessmentoutcomedate"]) == (row["assessmentoutcome"] in "YNS")
        assert bool(row["exceptionreason"]) == (row["week20"] == "1")
    for row in tables["namedplan"].values():
        assert bool(row["ceasedate"]) == bool(row["ceasereason"])
    for row in tables["activeplans"].values():
        assert row["lastreview"] == "" or (
            unblade(row["lastreview"]) >= unblade(row["reviewmeeting"])
        )


def test_one_month_comes_again_unchanged_and_one_changed(real: Made) -> None:
    for source in (SEN2, WAITS):
        names = folders(real, source)
        again = [name for name in names if name.endswith("-again")]
        changed = [name for name in names if name.endswith("-resubmitted")]
        assert len(again) == len(changed) == 1
        for folder, same in ((again[0], True), (changed[0], False)):
            second = real.out / source / folder
            first = real.out / source / folder[:7]
            files = sorted(path.name for path in second.iterdir())
            assert files == sorted(path.name for path in first.iterdir())
            pairs = [((first / f).read_bytes(), (second / f).read_bytes()) for f in files]
            assert all(a == b for a, b in pairs) is same


def test_one_trust_is_silent_for_one_month_that_is_not_the_last(real: Made) -> None:
    silent = [
        month
        for month in real.summary.months
        if len(list((real.out / WAITS / month).iterdir())) == 1
    ]
    assert len(silent) == 1
    assert silent[0] < "2025-12"
    totals = {
        row["month"] for row in real.truth() if row["item"].startswith("Provider list | Total")
    }
    assert totals == set(real.summary.months) - set(silent)


def test_some_files_begin_with_a_byte_order_mark(real: Made) -> None:
    marked = {p["file"] for p in real.planted if p["kind"] == "byte_order_mark"}
    for path in sorted((real.out / "landing").rglob("*.csv")):
        name = path.relative_to(real.out).as_posix().replace("-again", "")
        assert path.read_bytes().startswith(b"\xef\xbb\xbf") == (name in marked)
    assert marked


def test_one_export_has_a_column_nobody_promised(real: Made) -> None:
    (extra,) = [p for p in real.planted if p["kind"] == "extra_column"]
    rows = real.records(extra["file"])
    assert all(list(row)[-1] == extra["column"] == "dataquality_note" for row in rows.values())


def test_deliveries_that_must_be_refused_lie_apart(hostile: Made, real: Made) -> None:
    refused = [p for p in hostile.planted if p["outcome"] == "refused"]
    assert folders(hostile, "landing/refused") == sorted(p["file"].split("/")[2] for p in refused)
    assert len(refused) > 30
    assert {p["rule"] for p in refused if "unknown" in p["file"]} == {"V004"}
    assert not (real.out / "landing/refused").exists()


def test_refused_files_are_what_their_folder_says(hostile: Made) -> None:
    root = hostile.out / "landing/refused"
    files = {p.parent.name: p for p in sorted(root.rglob("*")) if p.is_file()}
    assert files["empty-file"].read_bytes() == b""
    assert len(files["header-only"].read_text(encoding="utf-8").splitlines()) == 1
    assert "stage" not in files["missing-column"].read_text(encoding="utf-8").splitlines()[0]
    mixed = hostile.records(str(files["mixed-months"].relative_to(hostile.out))).values()
    assert len({row["snapshot_date"] for row in mixed}) == 2
    assert len(list((root / "missing-table").iterdir())) == 8
    assert not list((root / "missing-table").glob("*_requests.csv"))
