"""What DfE's screener or platform refuses is refused here, and what they take is taken."""

import pytest

from orchestration.home import PROJECT
from orchestration.refusals import Refusal
from orchestration.release.screener import blocking, refuse_unscreened, screen
from tests.unit.orchestration.release.screened_breaks import (
    FAILS,
    UNAVOIDABLE,
    WARNS,
    cell,
    named,
    placed,
    told,
)
from tests.unit.orchestration.release.screened_pairs import Break, Files, broken, good, written

EXAMPLE = PROJECT.parent / "shared" / "example_publication"


def test_a_good_pair_is_taken_without_a_word() -> None:
    assert good().found() == []


@pytest.mark.parametrize("how", FAILS.values(), ids=FAILS)
def test_what_dfe_refuses_fails(how: tuple[Break, str]) -> None:
    change, check = how
    found = [one for one in broken(change).found() if one.check == check]
    assert [one.level for one in found] and {one.level for one in found} == {"fail"}


@pytest.mark.parametrize("how", WARNS.values(), ids=WARNS)
def test_what_dfe_warns_of_and_can_be_avoided_blocks(how: tuple[Break, str]) -> None:
    change, check = how
    found = broken(change).found()
    assert check in {one.check for one in blocking(found) if one.level == "warn"}


@pytest.mark.parametrize("how", UNAVOIDABLE.values(), ids=UNAVOIDABLE)
def test_what_cannot_be_avoided_is_told_and_blocks_nothing(how: tuple[Break, str]) -> None:
    change, check = how
    found = broken(change).found()
    assert check in {one.check for one in found}
    assert blocking(found) == []


def another_default(files: Files) -> None:
    for row in files.data:
        row["sex"] = row["sex"].replace("Total", "Other")
    files.line("sex")["filter_default"] = "Other"


TAKEN: dict[str, Break] = {
    "symbols": cell("pupil_count", "low"),
    "not available": cell("pupil_count", "x"),
    "a negative number": cell("pupil_count", "-3"),
    "another default": another_default,
    "all months": cell("time_identifier", "June"),
    "a percentage of a hundred": cell("pupil_percent", "100"),
    "hundreds of decimals": cell("pupil_percent", "57.900000000000"),
    "a unit of points": told("indicator_unit", "pupil_count", "pp"),
    "elsewhere": lambda files: files.data[3].update(
        region_code="z",
        region_name="Not applicable",
        old_la_code="z",
        new_la_code="z",
        la_name="Unknown",
    ),
    "schools alone": placed("School", school_urn="1", school_laestab="2", school_name="A"),
    "names with a hyphen": named("a-b_1.csv", "a-b_1.meta.csv"),
}


@pytest.mark.parametrize("change", TAKEN.values(), ids=TAKEN)
def test_what_dfe_takes_is_taken(change: Break) -> None:
    assert broken(change).found() == []


def test_a_file_that_is_no_table_is_told_so_and_nothing_else() -> None:
    files = good()
    text = written(files.data)
    for data, check in (
        ("", "not_a_table"),
        (text + "\n", "empty_row"),
        (text + "1,2\n", "uneven_row"),
        (text.replace("la_name", "sex", 1), "column_twice"),
    ):
        assert {one.check for one in screen("a", data, written(files.meta))} == {check}


def test_a_mark_of_byte_order_does_not_hide_the_first_column() -> None:
    files = good()
    assert screen("a", "\ufeff" + written(files.data), written(files.meta)) == []


def test_a_school_may_be_the_one_filter() -> None:
    files = good()
    files.rename("sex", "school_name")
    assert [one for one in files.found() if one.check == "place_as_filter"] == []


def test_london_may_be_inner_or_outer() -> None:
    files = good()
    for row in files.data:
        if row["la_name"]:
            row |= {"old_la_code": "202", "new_la_code": "E09000007", "la_name": "Camden"}
            row |= {"region_code": "E13000001", "region_name": "Inner London"}
    assert files.found() == []


def test_a_finding_names_lines_and_quotes_no_cell() -> None:
    found = broken(cell("pupil_count", "Zoë Quill")).found()
    assert "line 5" in str(found[0])
    assert not any("Quill" in str(one) for one in found)


def test_a_refusal_lists_everything_and_what_passes_gives_what_was_told() -> None:
    files = good()
    files.data[0]["pupil_count"] = ""
    files.line("pupil_count")["indicator_dp"] = ""
    bad = {"two.csv": written(files.data), "two.meta.csv": written(files.meta)}
    clean: dict[str, str | bytes] = {
        "one.csv": written(good().data),
        "one.meta.csv": written(good().meta).encode(),
    }
    with pytest.raises(Refusal) as refused:
        refuse_unscreened({**clean, **bad, "notes.csv": "anything"})
    assert refused.value.rule == "V118"
    assert "two.csv: 'pupil_count' is blank: line 2." in str(refused.value)
    assert "Decimal places are not told for 'pupil_count'." in str(refused.value)
    new = broken(UNAVOIDABLE["a new name"][0])
    told_only = refuse_unscreened(
        {**clean, "new.csv": written(new.data), "new.meta.csv": written(new.meta)}
    )
    assert [one.check for one in told_only] == ["dictionary_column"]


def test_a_description_without_its_data_is_refused() -> None:
    with pytest.raises(Refusal, match="one.csv: It is empty"):
        refuse_unscreened({"one.meta.csv": written(good().meta)})


def test_dfes_own_example_has_no_failure_and_no_avoidable_warning() -> None:
    if not EXAMPLE.exists():
        pytest.skip("the example is not here: ../shared/example_publication is absent")
    name = "ehc_plan_timeliness_monthly"
    data, meta = (EXAMPLE / f"{name}.csv", EXAMPLE / f"{name}.meta.csv")
    assert blocking(screen(name, data.read_text("utf-8"), meta.read_text("utf-8"))) == []
