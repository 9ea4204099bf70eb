"""The command that screens anybody's open-data files, as people type it."""

import json
from pathlib import Path

from typer.testing import CliRunner

from orchestration.cli.app import app
from tests.unit.orchestration.release.screened_breaks import cell
from tests.unit.orchestration.release.screened_pairs import Files, broken, good, written


def lay(folder: Path, name: str, files: Files) -> Path:
    folder.mkdir(exist_ok=True)
    data = folder / f"{name}.csv"
    data.write_text(written(files.data), encoding="utf-8")
    (folder / f"{name}.meta.csv").write_text(written(files.meta), encoding="utf-8")
    return data


def run(*words: str | Path) -> tuple[int, str, str]:
    answer = CliRunner().invoke(app, ["screen", *map(str, words)])
    return answer.exit_code, answer.stdout, answer.stderr


def test_a_folder_is_looked_through_and_ends_well(tmp_path: Path) -> None:
    lay(tmp_path, "one", good())
    data = lay(tmp_path, "two", broken(cell("sex", "Not known")))
    (tmp_path / "headlines.csv").write_text("a,b\n")
    code, told, _ = run(tmp_path)
    assert code == 0
    assert f"{data}: would be taken" in told
    assert "told dictionary_item: two.csv" in told
    assert "headlines" not in told


def test_what_must_be_mended_ends_with_one_and_is_told_as_json_too(tmp_path: Path) -> None:
    data = lay(tmp_path, "one", broken(cell("pupil_count", "")))
    code, told, _ = run(data)
    assert code == 1
    assert "refused, 1 to mend" in told
    code, told, _ = run(data.with_name("one.meta.csv"), data, "--json")
    answer = json.loads(told)
    assert code == 1
    assert [(pair["file"], pair["is_taken"]) for pair in answer] == [(str(data), False)]
    assert answer[0]["findings"][0]["check"] == "indicator_blank"
    assert answer[0]["findings"][0]["level"] == "fail"


def test_a_file_without_its_pair_and_one_that_is_not_utf8_are_told_so(tmp_path: Path) -> None:
    data = lay(tmp_path, "one", good())
    data.with_name("one.meta.csv").unlink()
    assert "file_missing: one.meta.csv" in run(data)[1]
    data = lay(tmp_path, "two", good())
    data.write_bytes(data.read_bytes() + "£".encode("latin-1"))
    assert "not_utf8: two.csv" in run(data)[1]


def test_a_folder_without_pairs_is_refused_with_words(tmp_path: Path) -> None:
    code, _, told = run(tmp_path)
    assert code == 1
    assert "side by side" in told
