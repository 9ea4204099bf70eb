"""How things are written: no clock, no stray print, docstrings, sizes, and nothing of a machine."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from orchestration.home import DBT_PROJECT, PROJECT

OURS = sorted((PROJECT / "orchestration").rglob("*.py"))
SAMPLES = sorted((PROJECT / "tests" / "samples").rglob("*.py"))
CLOCK_IN_SQL = re.compile(
    r"current_date|current_timestamp|\bnow\(\)|today\(\)|run_started_at", re.I
)
CLOCK_IN_PYTHON = re.compile(r"\.now\(|\.today\(|\.utcnow\(|time\.time\(")


def tracked_files() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    if listing.returncode:
        pytest.skip("this is not a git checkout")
    paths = [PROJECT / name for name in listing.stdout.splitlines()]
    return [path for path in paths if path.is_file()]


def test_there_is_no_clock_in_sql() -> None:
    found = [
        path.name
        for path in DBT_PROJECT.rglob("*.sql")
        if "target" not in path.parts and CLOCK_IN_SQL.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_only_the_clock_module_asks_what_time_it_is() -> None:
    found = [
        str(path.relative_to(PROJECT))
        for path in [*OURS, *SAMPLES]
        if CLOCK_IN_PYTHON.search(path.read_text(encoding="utf-8").replace("clock.now(", ""))
    ]
    assert found == ["orchestration/clock.py"]


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_module_says_what_is_here_and_what_is_not(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert docstring.count(".") >= 2, f"{path.name}: say what is here, and what is not"


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 215
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            assert lines <= 60, f"{node.name} has {lines} lines"


def test_great_expectations_is_imported_only_when_a_gate_is_run() -> None:
    for path in OURS:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            assert "great_expectations" not in ast.unparse(node) or not isinstance(
                node, ast.Import | ast.ImportFrom
            ), path


def test_no_registry_and_no_machine_is_named_in_a_tracked_file() -> None:
    hosts = r"index.url|/simpl[e]/|/packages/[0-9a-f]{2}/|\"resolved\": *\"http"
    machines = r"/home/\w|/Users/\w|/root/\w"
    forbidden = re.compile(f"{hosts}|{machines}")
    found = []
    for path in tracked_files():
        if path == Path(__file__):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for line in text.splitlines():
            if forbidden.search(line):
                found.append(f"{path.relative_to(PROJECT)}: {line[:80]}")
    assert found == []


def test_every_requirement_is_pinned_and_hashed() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        blocks = re.split(r"\n(?=\S)", (PROJECT / name).read_text(encoding="utf-8").strip())
        for block in blocks:
            assert "==" in block.split("\\")[0], block[:60]
            assert "--hash=sha256:" in block, block[:60]
