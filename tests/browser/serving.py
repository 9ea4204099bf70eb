"""The portal as its users meet it: a process of its own on a port of this machine."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from orchestration.home import PROJECT, Home

SECONDS_TO_END = 30


@dataclass(frozen=True)
class Served:
    """A portal that is running: its address, its data home, and its process."""

    address: str
    home: Home
    process: subprocess.Popen[str]


@contextmanager
def served(home: Home) -> Iterator[Served]:
    """Run `sendmart portal serve` on a free port until the block is left."""
    words = [sys.executable, "-m", "orchestration.cli", "portal", "serve", "--port", "0"]
    process = subprocess.Popen(
        words,
        cwd=PROJECT,
        env={**os.environ, "SENDMART_HOME": str(home.root), "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert found is not None, f"the portal did not start: {said!r}"
        yield Served(found[0], home, process)
    finally:
        process.terminate()
        try:
            process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
