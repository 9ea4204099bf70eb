"""Lets `python -m orchestration.cli` stand for `sendmart` where no program is installed.

Nothing else.
"""

from orchestration.cli import main

main()
