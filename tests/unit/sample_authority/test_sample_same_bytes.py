"""The same arguments give the same bytes, and one subject's chance leaves another's alone.
What the bytes mean is tested elsewhere."""

from pathlib import Path

import pytest

from sample_authority import make
from sample_authority.cases import all_cases, cases_of, history
from sample_authority.options import checked
from sample_authority.reading import Made
from sample_authority.waits import all_waits


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_the_same_arguments_make_the_same_bytes(hostile: Made, tmp_path: Path) -> None:
    about = hostile.about
    make(
        tmp_path / "again",
        pupils=about["pupils"],
        months=len(about["months"]),
        seed=about["seed"],
        mess="hostile",
        truth=True,
    )
    first, second = contents(hostile.out), contents(tmp_path / "again")
    assert list(first) == list(second)
    assert [name for name in first if first[name] != second[name]] == []
    assert any(name.endswith(".xlsx") for name in first)


def test_another_seed_makes_other_bytes(clean: Made, tmp_path: Path) -> None:
    make(tmp_path / "other", pupils=1500, months=1, seed=8, mess="none")
    folder = "landing/sen2/2025-12/Blade-Export_05-01-2026_person.csv"
    assert contents(clean.out)[folder] != contents(tmp_path / "other")[folder]


def test_more_people_leave_the_first_people_as_they_were() -> None:
    few = all_cases(checked(1000, 3, "2025-12", 1, "none", False))
    many = all_cases(checked(2000, 3, "2025-12", 1, "real", False))
    assert many[: len(few)] == few


def test_one_person_can_be_drawn_without_the_others() -> None:
    options = checked(1000, 3, "2025-12", 1, "none", False)
    everyone = all_cases(options)
    alone = list(cases_of(50, 1, history(options)))
    assert alone == [case for case in everyone if case.person.number == 50]


def test_a_longer_look_back_leaves_the_referrals_as_they_were() -> None:
    short = all_waits(checked(1000, 1, "2025-12", 1, "none", False))
    long = {wait.key: wait for wait in all_waits(checked(1000, 6, "2025-12", 1, "real", False))}
    assert short
    assert all(long[wait.key] == wait for wait in short)


OLDEST = ("landing/sen2/", "landing/therapy_waits/")
TOLD_BY_THEM = ("M0", "M1", "M40", "M41", "M42", "M43", "M44")


def test_hostile_text_leaves_the_real_mess_where_it_was(real: Made, hostile: Made) -> None:
    def set_aside(made: Made) -> list[tuple[str, str, str]]:
        return [
            (entry["file"], entry["column"], entry["kind"])
            for entry in made.planted
            if entry["outcome"] == "set_aside" and entry["file"].startswith(OLDEST)
        ]

    assert set_aside(real) == set_aside(hostile)
    of_real, of_hostile = (
        [row for row in made.truth() if row["measure_id"].startswith(TOLD_BY_THEM)]
        for made in (real, hostile)
    )
    assert of_real == of_hostile


def test_mess_changes_planted_rows_and_no_others(clean: Made, real: Made) -> None:
    folder = "landing/sen2/2025-12"
    spoilt = {(p["file"].split("_")[-1], p["line"]) for p in real.planted if folder in p["file"]}
    before, after = clean.export(folder), real.export(folder)
    for table, rows in before.items():
        changed = [line for line in rows if rows[line] != after[table][line]]
        assert all((f"{table}.csv", line) in spoilt for line in changed)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="not empty"):
        make(tmp_path, pupils=100, months=1)
    assert [path.name for path in tmp_path.iterdir()] == ["precious.txt"]


@pytest.mark.parametrize(
    ("pupils", "months", "until"), [(0, 1, "2025-12"), (10, 0, "2025-12"), (10, 1, "2025-13")]
)
def test_arguments_that_make_no_sense_are_refused(pupils: int, months: int, until: str) -> None:
    with pytest.raises(ValueError, match="ask for|write the last month"):
        checked(pupils, months, until, 1, "none", False)
