"""Checks a pair of open-data files as DfE's screener and publishing platform do, before they do.

What the standard allows is declared in expectations/publication; nothing is mended here.
"""

from orchestration.release.screener.findings import Finding
from orchestration.release.screener.screening import (
    blocking,
    refuse_unscreened,
    screen,
    screen_files,
)

__all__ = ["Finding", "blocking", "refuse_unscreened", "screen", "screen_files"]
