"""Runs one command in a process of its own and says what it cost: seconds, CPU and memory.

What is run and what the figures are compared with is decided in nightly.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).resolve().parents[1]
PRODUCT = ["orchestration", "dbt_project", "expectations", "seeds", "tests/samples", "tests/flow"]
MADE_BY_RUNNING = shutil.ignore_patterns("target", "logs", "__pycache__", ".user.yml")
USED = ["wall s", "CPU s", "peak MiB"]
MEBIBYTE = 1024 if sys.platform != "darwin" else 1024 * 1024


@dataclass(frozen=True)
class Cost:
    """What a process used. `peak_mib` is the most memory it held at once."""

    wall: float
    cpu: float
    peak_mib: float


@dataclass(frozen=True)
class Bench:
    """A temporary folder with a copy of the product, so that the checkout is never written to."""

    folder: Path

    @property
    def product(self) -> Path:
        return self.folder / "product"

    def set_up(self) -> None:
        """Copy the product and compile its modules, as an installation would."""
        for part in PRODUCT:
            shutil.copytree(PROJECT / part, self.product / part, ignore=MADE_BY_RUNNING)
        self.python("-m", "compileall", "-q", str(self.product))

    def forget_manifest(self) -> None:
        shutil.rmtree(self.product / "dbt_project" / "target", ignore_errors=True)

    def python(self, *arguments: str, home: Path | None = None) -> tuple[Cost, str]:
        """Run Python to its end; return its cost and what it printed, or stop if it failed.

        This process must stay small: a child's peak memory counts from what its parent held.
        """
        said, complained = self.folder / "said.txt", self.folder / "complained.txt"
        with said.open("wb") as out, complained.open("wb") as errors:
            starting = time.perf_counter()
            child = subprocess.Popen(
                [sys.executable, *arguments],
                stdout=out,
                stderr=errors,
                cwd=self.folder,
                env=self.environment(home),
            )
            _, status, used = os.wait4(child.pid, 0)
            wall = time.perf_counter() - starting
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            print(said.read_text()[-2000:], complained.read_text()[-4000:], file=sys.stderr)
            raise SystemExit(f"{' '.join(arguments)} ended with {child.returncode}.")
        cost = Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / MEBIBYTE)
        return cost, said.read_text(encoding="utf-8")

    def part(self, module: str, *arguments: str, home: Path | None = None) -> tuple[Cost, str]:
        """Run one of the benchmark's own modules."""
        return self.python(str(PROJECT / "benchmarks" / f"{module}.py"), *arguments, home=home)

    def sendmart(self, home: Path, *arguments: str) -> tuple[Cost, str]:
        return self.python("-m", "orchestration.cli", *arguments, home=home)

    def environment(self, home: Path | None) -> dict[str, str]:
        """What a process of the product's copy is told: where it and its data home are."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "DAGSTER"))}
        samples = self.product / "tests" / "samples"
        return {
            **kept,
            "PYTHONPATH": os.pathsep.join([str(self.product), str(samples)]),
            "SENDMART_HOME": str(home or self.folder / "home"),
            "DAGSTER_DISABLE_TELEMETRY": "yes",
        }


def typical(costs: Sequence[Cost]) -> Cost:
    """The median of each figure by itself."""
    return Cost(
        median(cost.wall for cost in costs),
        median(cost.cpu for cost in costs),
        median(cost.peak_mib for cost in costs),
    )


def markdown(headings: list[str], rows: list[list[str]]) -> str:
    """A table whose columns of figures stand to the right."""
    rule = ["---"] + ["---:"] * (len(headings) - 1)
    return "\n".join(f"| {' | '.join(row)} |" for row in [headings, rule, *rows])


def cost_cells(cost: Cost) -> list[str]:
    return [f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.peak_mib:.0f}"]


def ratio_cells(cost: Cost, floor: Cost) -> list[str]:
    pairs = ((cost.wall, floor.wall), (cost.cpu, floor.cpu), (cost.peak_mib, floor.peak_mib))
    return [f"{ours / least:.1f}" for ours, least in pairs]
